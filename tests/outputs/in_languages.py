"""What an output says in English, in Welsh and in both, and which of its lines a council wrote itself."""

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

import docx

from scheduler.domain.problem import Problem
from scheduler.languages import IN_BOTH, IN_ENGLISH, IN_WELSH

SETTINGS = (IN_ENGLISH, IN_WELSH, IN_BOTH)


def writing_to(problem: Problem, language: str) -> Problem:
    """Return the input of a council that writes in a language, or in both."""
    return replace(problem, settings=replace(problem.settings, language=language))


def alike(english: Iterable[str], welsh: Iterable[str]) -> set[str]:
    """Return the lines that hold words and are the same in two languages."""
    there = {line for line in english if any(letter.isalpha() for letter in line)}
    return there & set(welsh)


def paragraphs(document: bytes) -> list[str]:
    """Return the lines of a Word document: of its body, of its tables and of its foot."""
    found = docx.Document(BytesIO(document))
    texts = [one.text for one in found.paragraphs]
    texts += [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    texts += [one.text for section in found.sections for one in section.footer.paragraphs]
    return [line for text in texts for line in text.split("\n")]


def spoken(document: bytes, language: str) -> set[str]:
    """Return what is marked as spoken in a language, run by run."""
    runs = docx.Document(BytesIO(document)).element.body.xpath(f".//w:r[w:rPr/w:lang/@w:val='{language}']")
    return {"".join(one.text for one in run.xpath("w:t")) for run in runs}
