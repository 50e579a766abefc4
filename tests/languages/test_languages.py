"""The language that is written is the context's, and English needs no catalogue."""

from scheduler.domain.wording import listed
from scheduler.languages import ENGLISH, WELSH, said, said_of, writing, writing_in
from scheduler.outputs.naming import dear

COUNTED = ("{number} meeting", "{number} meetings")


def test_english_is_written_unless_another_language_is_asked_for() -> None:
    assert writing() == ENGLISH
    with writing_in(WELSH):
        assert writing() == WELSH
    assert writing() == ENGLISH


def test_a_number_takes_the_form_that_welsh_asks_for() -> None:
    assert [said_of(number, *COUNTED) for number in (0, 1, 2)] == ["0 meetings", "1 meeting", "2 meetings"]
    with writing_in(WELSH):
        assert [said_of(number, *COUNTED) for number in (1, 2, 3, 4)] == [
            "1 cyfarfod",
            "2 gyfarfod",
            "3 chyfarfod",
            "4 cyfarfod",
        ]


def test_a_value_is_never_read_as_a_phrase() -> None:
    with writing_in(WELSH):
        assert said("{one} and nothing else", one="{number} meeting") == "{number} meeting and nothing else"


def test_and_changes_in_welsh_before_a_vowel_and_changes_what_is_welsh_for_certain() -> None:
    """A name that may be English, or somebody's, is never touched."""
    lists = (
        ("Cabinet", "Cyngor Llawn"),
        ("Cabinet", "Archwilio"),
        ("Ann", "Catrin"),
        ("A", "CR1"),
        ("“A”", "“Agenda”"),
    )
    assert [listed(one) for one in lists[:1]] == ["Cabinet and Cyngor Llawn"]
    with writing_in(WELSH):
        assert [listed(one) for one in lists] == [
            "Cabinet a Chyngor Llawn",
            "Cabinet ac Archwilio",
            "Ann a Catrin",
            "A a CR1",
            "“A” ac “Agenda”",
        ]


def test_a_letter_begins_as_welsh_does() -> None:
    with writing_in(WELSH):
        assert [dear(name) for name in ("Cynghorydd Bevan", "Y Cynghorydd Bevan", "Pennaeth Cynllunio", "Catrin")] == [
            "Annwyl Gynghorydd Bevan",
            "Annwyl Gynghorydd Bevan",
            "Annwyl Bennaeth Cynllunio",
            "Annwyl Catrin",
        ]
