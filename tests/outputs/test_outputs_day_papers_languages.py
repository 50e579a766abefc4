"""Signs, plates, cards, members' pages and sign-in sheets in Welsh, and in both languages."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO

import docx
import pytest
from accessible_documents import faults_of
from outputs.in_languages import alike, paragraphs, spoken, writing_to
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.problem import Problem
from scheduler.languages import IN_BOTH, IN_ENGLISH, IN_WELSH
from scheduler.outputs.day_papers import Day, papers_of
from scheduler.outputs.day_papers.door_signs import door_signs, signs
from scheduler.outputs.naming import about_speaker

DATE = dt.date(2026, 11, 19)
SMALLER = {"Sign Meeting 20", "Sign Meeting 14"}
OURS = {"01234", "Aldermoor (3); NHS"}
"""Whom to ask, and organisations with their numbers."""
FOR_MEMBERS = ("members-pages.docx", "sign-in.docx", "speaker-brief.docx", "speaker-thanks.docx")


@cache
def council() -> Problem:
    """Return the invented council with a Welsh name of everything that has one."""
    found = invented_problem()
    return replace(
        found,
        settings=replace(found.settings, contact="01234", welsh_title="Calendr", welsh_authority="Cyngor"),
        bodies={code: replace(one, welsh_name=f"Corff {code}") for code, one in found.bodies.items()},
        rooms={
            code: replace(one, welsh_name=f"Ystafell {code}", welsh_venue="Neuadd") for code, one in found.rooms.items()
        },
        meeting_days={code: replace(one, welsh_name="Diwrnod") for code, one in found.meeting_days.items()},
        themes={code: replace(one, welsh_title="Thema") for code, one in found.themes.items()},
    )


def day(language: str, **more: Problem) -> Day:
    return Day(writing_to(more.get("problem", council()), language), invented_plan(), DATE, names_on_doors=True)


@cache
def made(language: str) -> Mapping[str, bytes]:
    return {paper.file: content for paper, content in papers_of(day(language)).items()}


@pytest.mark.parametrize("file", FOR_MEMBERS)
def test_what_members_are_given_has_no_line_of_english_in_welsh(file: str) -> None:
    known = council()
    ours = {one.name for one in known.people.values()} | {one.organisation or "" for one in known.people.values()}
    ours |= {part for code in known.speakers for part in about_speaker(known, code).split(", ", 1)}
    english, welsh = (paragraphs(made(language)[file]) for language in (IN_ENGLISH, IN_WELSH))
    found = {line for line in alike(english, welsh) if line not in ours | OURS}
    assert {line for line in found if not line.startswith("A page for each") and "Hand or send" not in line} == set()


def test_a_sign_says_both_on_one_page_the_welsh_first() -> None:
    for sign in signs(day(IN_BOTH)):
        assert list(sign.venue) == ["cy", "en"]
        assert all(list(line.words) == ["cy", "en"] for line in sign.lines)
    both = paragraphs(made(IN_BOTH)["door-signs.docx"])
    assert both.index("Dydd Iau 19 Tachwedd 2026") + 1 == both.index("Thursday 19 November 2026")
    assert "Agored i'r cyhoedd" in spoken(made(IN_BOTH)["door-signs.docx"], "cy-GB")
    assert "Agored i'r cyhoedd" not in paragraphs(made(IN_ENGLISH)["door-signs.docx"])
    assert "Open to the public" not in paragraphs(made(IN_WELSH)["door-signs.docx"])


def test_longer_lines_have_smaller_letters_so_that_a_sign_stays_on_its_page() -> None:
    known = council()
    name = "Y Pwyllgor Trosolwg a Chraffu dros Ffyniant, Llesiant, Diwylliant a'r Amgylchedd yn Llŷn ac Eifionydd " * 4
    long = replace(known, bodies={code: replace(one, welsh_name=name) for code, one in known.bodies.items()})
    ordinary, longer = (door_signs(day(IN_BOTH, problem=one)) for one in (known, long))
    assert ordinary is not None
    assert longer is not None
    assert styles_of(ordinary) & SMALLER == set()
    assert styles_of(longer) & SMALLER != set()


def styles_of(document: bytes) -> set[str]:
    """Return the names of the styles that paragraphs of a document's tables are in."""
    tables = docx.Document(BytesIO(document)).tables
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    return {str(one.style.name) for cell in cells for one in cell.paragraphs if one.style is not None}


def test_plates_cards_and_pages_name_parts_and_tables_in_both() -> None:
    assert "Cadeirydd / Chair" in paragraphs(made(IN_BOTH)["name-plates.docx"])
    pages = paragraphs(made(IN_BOTH)["members-pages.docx"])
    assert {"Amser", "Time", "Eich rhan", "Your part"} <= set(pages)
    assert {"Enw / Name", "Llofnod / Signature"} <= set(paragraphs(made(IN_BOTH)["sign-in.docx"]))


def test_what_officers_read_is_english_whatever_the_language() -> None:
    for file in ("run-sheet.docx", "sign-in.xlsx", "catering-order.docx"):
        assert len(made(IN_WELSH)[file]) > 0
    welsh = "\n".join(paragraphs(made(IN_WELSH)["run-sheet.docx"]))
    assert "Running order" in welsh
    assert "Diwrnod" not in welsh


@pytest.mark.parametrize("language", [IN_WELSH, IN_BOTH])
def test_every_paper_can_be_read_by_ear(language: str) -> None:
    documents = {file: content for file, content in made(language).items() if file.endswith(".docx")}
    assert {file: faults_of(content) for file, content in documents.items() if faults_of(content)} == {}


def test_a_speaker_is_thanked_in_each_language_the_welsh_letter_first() -> None:
    english, welsh, both = (paragraphs(made(one)["speaker-thanks.docx"]) for one in (IN_ENGLISH, IN_WELSH, IN_BOTH))
    assert "Yours sincerely" in english
    assert "Yr eiddoch yn gywir" in welsh
    assert both.index("Yr eiddoch yn gywir") < both.index("Yours sincerely")
    assert "Yr eiddoch yn gywir" in spoken(made(IN_BOTH)["speaker-thanks.docx"], "cy-GB")
