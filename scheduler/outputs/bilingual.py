"""What the public and members read, in each language that the council writes: Welsh first, and what is alike once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import ParamSpec, TypeAlias, TypeVar

from scheduler.domain.problem import Problem
from scheduler.languages import ENGLISH, JOINT, writing, writing_in

APART = "\n\n"
"""Between text in one language and the same in the other: a line is left blank."""
BETWEEN = "\n\n* * *\n\n"
"""Between a letter in one language and the same in the other, where there are no pages."""
Words: TypeAlias = str | Mapping[str, str]
"""Text in the language that is being written, or in each of several, by language."""
Given = ParamSpec("Given")
Made = TypeVar("Made")


def languages(problem: Problem) -> tuple[str, ...]:
    """Return the languages in which a council writes, in their order."""
    return problem.settings.languages


def in_languages_of(problem: Problem, other: Problem) -> Problem:
    """Return another input as a council writes it in its languages: what is said in others is no change of it."""
    return replace(other, settings=replace(other.settings, language=problem.settings.language))


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
