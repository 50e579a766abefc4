"""The language that is written is the context's, and English needs no catalogue."""

from scheduler.languages import ENGLISH, WELSH, said, said_of, writing, writing_in

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
