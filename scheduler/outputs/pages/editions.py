"""A page in each language of a council: a page of its own in each, with a link to the others at its top.

The council's first language has the page's plain name, so that old addresses stay: with Welsh and English, `index.html`
is Welsh and `index.en.html` English. Ids are the same in both, so a link to a month or a meeting holds in either.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.languages import OWN_NAMES, writing, writing_in
from scheduler.outputs.places import name_of_edition


@dataclass(frozen=True)
class PageEdition:
    """A page in one language, as the others link to it."""

    language: str
    """`cy`, by which `lang` and `hreflang` name it."""
    name: str
    address: str
    """Empty where it is the page itself."""


def page_in_language(problem: Problem, page: str) -> str:
    """Return the name of a page in the language that is being written, or in the council's, if it is not one of them.

    Parameters
    ----------
    problem : Problem
        Whose settings name the council's languages.
    page : str
        The page's plain name: `index.html`.

    """
    return _named(problem.settings.languages, page, writing())


def in_each_language(
    problem: Problem, page: str, made: Callable[[Sequence[PageEdition]], str]
) -> Iterator[tuple[str, bytes]]:
    """Yield a page in each language of the council: its name, and its bytes.

    Parameters
    ----------
    problem : Problem
        Whose settings name the council's languages.
    page : str
        The page's plain name, with its folder: `m/index.html`.
    made : callable
        Makes it in the language that is being written, with links to its editions; none where there is but one.

    """
    languages = problem.settings.languages
    for language in languages:
        with writing_in(language):
            text = made(_editions(languages, page, language))
        yield _named(languages, page, language), text.encode()


def _editions(languages: Sequence[str], page: str, language: str) -> tuple[PageEdition, ...]:
    if len(languages) == 1:
        return ()
    plain = page.rpartition("/")[2]
    return tuple(
        PageEdition(one, OWN_NAMES[one], "" if one == language else _named(languages, plain, one))
        for one in sorted(languages, key=OWN_NAMES.__getitem__)
    )


def _named(languages: Sequence[str], page: str, language: str) -> str:
    if language == languages[0] or language not in languages:
        return page
    return name_of_edition(page, language)
