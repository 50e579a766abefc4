"""What the public and members read, in each language that the council writes: Welsh first, and what is alike once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, ParamSpec, TypeAlias, TypeVar

from scheduler.domain.problem import Problem
from scheduler.domain.tables import is_wording
from scheduler.languages import ENGLISH, JOINT, writing, writing_in

APART = "\n\n"
"""Between text in one language and the same in the other: a line is left blank."""
BETWEEN = "\n\n* * *\n\n"
"""Between a letter in one language and the same in the other, where there are no pages."""
Words: TypeAlias = str | Mapping[str, str]
"""Text in the language that is being written, or in each of several, by language."""
Given = ParamSpec("Given")
Made = TypeVar("Made")
Row = TypeVar("Row", bound=Any)
"""A row of a table, or the settings: a dataclass."""


def languages(problem: Problem) -> tuple[str, ...]:
    """Return the languages in which a council writes, in their order."""
    return problem.settings.languages


def in_languages_of(problem: Problem, other: Problem) -> Problem:
    """Return another input as a council writes it in its languages, by its Welsh names: other words change nothing."""
    return replace(
        other,
        settings=_worded(other.settings, problem.settings),
        bodies=_all_worded(other.bodies, problem.bodies),
        meeting_days=_all_worded(other.meeting_days, problem.meeting_days),
        rooms=_all_worded(other.rooms, problem.rooms),
        themes=_all_worded(other.themes, problem.themes),
        decisions=_all_worded(other.decisions, problem.decisions),
        authorities=_all_worded(other.authorities, problem.authorities),
        translations=problem.translations,
    )


def _all_worded(rows: Mapping[str, Row], others: Mapping[str, Row]) -> dict[str, Row]:
    """Return rows by their codes, in the words of those of the same code."""
    return {code: _worded(row, others[code]) if code in others else row for code, row in rows.items()}


def _worded(row: Row, other: Row) -> Row:
    """Return a row in the words of another: all of it stays but for mere wording."""
    words = {field.name: getattr(other, field.name) for field in fields(row) if is_wording(field.name)}
    return replace(row, **words)


def in_each(
    problem: Problem, make: Callable[Given, Made], /, *args: Given.args, **values: Given.kwargs
) -> tuple[Made, ...]:
    """Return what a function makes of its arguments in each language of a council, in their order."""
    found = []
    for language in languages(problem):
        with writing_in(language):
            found.append(make(*args, **values))
    return tuple(found)


def together(problem: Problem, say: Callable[Given, str], /, *args: Given.args, **values: Given.kwargs) -> str:
    """Return what a function says in each language of a council, on one line: `Cyngor Llawn / Full Council`."""
    return joined(in_each(problem, say, *args, **values))


def spread(problem: Problem, say: Callable[Given, str], /, *args: Given.args, **values: Given.kwargs) -> Words:
    """Return what a function says in each language of a council; as one text where it writes in English alone."""
    texts = dict(zip(languages(problem), in_each(problem, say, *args, **values), strict=True))
    return texts[ENGLISH] if tuple(texts) == (ENGLISH,) else texts


def apart(words: Words) -> dict[str, str]:
    """Return text by its language: what is alike in several once, and what is blank not at all."""
    found: dict[str, str] = {}
    for language, text in ({writing(): words} if isinstance(words, str) else words).items():
        if text and text not in found.values():
            found[language] = text
    return found


def one_line(words: Words) -> str:
    """Return text in one language or several on one line: `Cyngor Llawn / Full Council`."""
    return words if isinstance(words, str) else joined(words.values())


def joined(texts: Iterable[str], joint: str = JOINT) -> str:
    """Join the same text in several languages: what is alike stands once, and what is blank not at all."""
    return joint.join(dict.fromkeys(filter(None, texts)))
