"""Whatever the public and members read has its Welsh, and the catalogues hold nothing besides."""

import re
from collections import Counter
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from languages.phrases import HOUSE, counted, phrases

CATALOGUES = {file.name: file for file in sorted((HOUSE / "languages" / "cy").glob("*.po"))}
NEEDS_A_READER = "Written by no native speaker: every phrase needs a reader before a council relies on it."
FORMS_OF_WELSH = 6
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def catalogue(name: str) -> Catalog:
    with CATALOGUES[name].open("rb") as lines:
        return read_po(lines, locale="cy", abort_invalid=True)


@cache
def entries() -> tuple[Message, ...]:
    return tuple(message for name in CATALOGUES for message in catalogue(name) if message.id)


def key(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def test_every_phrase_that_is_said_has_its_welsh() -> None:
    known = {key(message) for message in entries() if all(forms(message))}
    assert {" | ".join(phrase): files for phrase, files in phrases().items() if phrase not in known} == {}


def test_no_entry_is_of_a_phrase_that_nobody_says() -> None:
    assert [key(message) for message in entries() if key(message) not in phrases().keys() | counted()] == []


def test_each_phrase_has_one_entry_in_all_the_catalogues() -> None:
    assert [phrase for phrase, number in Counter(map(key, entries())).items() if number > 1] == []


def test_a_phrase_has_the_names_of_its_english() -> None:
    """A form of a number need not write it: `dim cyfarfodydd`, "no meetings"."""
    wrong = [
        (key(message), form)
        for message in entries()
        for form in forms(message)
        if placeholders(form) not in may_have(key(message))
    ]
    assert wrong == []


def may_have(english: tuple[str, ...]) -> tuple[list[str], ...]:
    """Return the names that a form of a phrase may have, one way or another."""
    wanted = placeholders(english[-1])
    return (wanted, [name for name in wanted if name != "number"]) if len(english) > 1 else (wanted,)


def test_a_phrase_that_counts_has_every_form_of_welsh() -> None:
    counting = [message for message in entries() if len(key(message)) > 1]
    assert [key(message) for message in counting if len(forms(message)) != FORMS_OF_WELSH] == []
    assert [key(message) for message in entries() if len(key(message)) == 1 and len(forms(message)) != 1] == []


def test_a_phrase_ends_and_begins_as_its_english_does() -> None:
    """With the same full stop or none, and the same blanks: sentences are put together of phrases."""
    wrong = []
    for message in entries():
        english = key(message)[-1]
        for form in forms(message):
            blanks = (english[:1] == " ", english[-1:] == " ") == (form[:1] == " ", form[-1:] == " ")
            if not blanks or (english[-1] in ".:?") != (form[-1] in ".:?"):
                wrong.append((english, form))
    assert wrong == []


def test_no_phrase_is_markup() -> None:
    assert [form for message in entries() for form in (*key(message), *forms(message)) if set("<>&%") & set(form)] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_says_plainly_that_it_needs_a_reader(name: str) -> None:
    first, second, *_ = CATALOGUES[name].read_text(encoding="utf-8").splitlines()
    assert first.startswith("# Welsh for meeting-day: ")
    assert second == f"# {NEEDS_A_READER}"


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_counts_as_welsh_does(name: str) -> None:
    found = catalogue(name)
    assert (found.locale_identifier, found.charset, found.num_plurals) == ("cy", "utf-8", FORMS_OF_WELSH)
    assert found.plural_expr == "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5"
    assert [key(message) for message in found if message.fuzzy and message.id] == []


def test_the_handbook_tells_how_many_phrases_need_a_reader() -> None:
    page = (HOUSE / "handbook" / "how-to" / "welsh.md").read_text(encoding="utf-8")
    found = re.search(r"There are more than (\d+)", page)
    assert found is not None
    assert int(found[1]) == len(entries()) // 50 * 50
