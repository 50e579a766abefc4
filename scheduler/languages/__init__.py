"""In which language the public's outputs are written: English, Welsh, or both, by gettext.

The English sentence is its own key, so that English needs no catalogue. What is written in Welsh stands in the folder
`cy`, a catalogue (`.po`) for each part of the outputs; Babel reads them, when Welsh is asked for and not before. The
language that is being written is the context's, as in Django and Flask-Babel: `writing_in(WELSH)` holds for whatever is
called within it, and officers' outputs, which nobody wraps, are English.

Source: GNU gettext's manual (plural forms, PO files); Unicode CLDR's plural rules of Welsh; the Welsh Language
(Wales) Measure 2011, under which councils in Wales publish in both, Welsh first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TypeVar

ENGLISH, WELSH = "en", "cy"
"""Languages, by their codes of BCP 47, as pages and feeds name them."""
OWN_NAMES = {ENGLISH: "English", WELSH: "Cymraeg"}
"""What each language calls itself."""
IN_ENGLISH, IN_WELSH, IN_BOTH = "english", "welsh", "both"
"""What the setting `language` can be."""
LANGUAGES_OF = {IN_ENGLISH: (ENGLISH,), IN_WELSH: (WELSH,), IN_BOTH: (WELSH, ENGLISH)}
"""Setting -> the languages that are written, in their order."""
JOINT = " / "
"""Between a title in one language and the same in the other: `Cyngor Llawn / Full Council`."""
_FOLDER = Path(__file__).parent
Name = TypeVar("Name", str, str | None)
_WRITING: ContextVar[str] = ContextVar("language", default=ENGLISH)


def writing() -> str:
    """Return the language that is being written, `ENGLISH` unless `writing_in` says otherwise."""
    return _WRITING.get()


@contextmanager
def writing_in(language: str) -> Iterator[None]:
    """Write in this language whatever is said within the block."""
    before = _WRITING.set(language)
    try:
        yield
    finally:
        _WRITING.reset(before)


def said(english: str, /, **values: object) -> str:
    """Return a fixed phrase in the language that is being written, its `{names}` filled with values.

    Parameters
    ----------
    english : str
        The phrase in English, as a literal, which is also its key in the catalogues.
    **values : object
        What its names stand for; never read as a phrase.

    """
    found = phrase_of(english)
    return found.format(**values) if values else found


def phrase(english: str, /) -> str:
    """Mark a literal as a fixed phrase that is said elsewhere: one of a table of constants."""
    return english


def said_of(number: int, one: str, several: str, /, **values: object) -> str:
    """Return `one` or `several`, in Welsh the form that the number asks for, with `{number}` and values filled."""
    return phrase_of_number(one, several, number).format(number=number, **values)


def phrase_of(english: str) -> str:
    """Return a fixed phrase in the language that is being written, its `{names}` as they are."""
    if not english or writing() == ENGLISH:  # to gettext, nothing is the catalogue itself
        return english
    return _catalogue(writing()).gettext(english)


def phrase_of_number(one: str, several: str, number: int) -> str:
    """Return the form of a fixed phrase that a number asks for, its `{names}` as they are."""
    if writing() == ENGLISH:
        return one if number == 1 else several
    return _catalogue(writing()).ngettext(one, several, number)


def in_language(english: Name, welsh: str | None) -> Name | str:
    """Return a name in the language that is being written: the Welsh where Welsh is and one is given."""
    return welsh if welsh and writing() == WELSH else english


@cache
def _catalogue(language: str) -> NullTranslations:
    """Read all catalogues of a language into one."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - slow to load, and English needs none
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    together = Catalog(locale=language)
    for file in sorted((_FOLDER / language).glob("*.po")):
        with file.open("rb") as lines:
            for message in read_po(lines, locale=language):
                if message.id:
                    together[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, together)
    compiled.seek(0)
    return GNUTranslations(compiled)
