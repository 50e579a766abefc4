import pytest

from scheduler.outputs.letters import cut, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0.0), ("0123456789", 10.0), ("ill", 1.2), ("WWW", 5.4), ("Wed 3", 1.8 + 1 + 1 + 0.5 + 1), ("健康", 3.6)],
)
def test_width_is_counted_in_digits(text: str, width: float) -> None:
    assert width_of(text) == pytest.approx(width)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("one two", ("one two",)),
        ("one two three four", ("one two", "three four")),
        ("one\ntwo", ("one", "two")),
        ("one\n\ntwo", ("one", "", "two")),
        ("0123456789012", ("0123456789", "012")),
        ("a 0123456789012 b", ("a", "0123456789", "012 b")),
        ("  spaces   between ", ("spaces", "between")),
        ("0123456789" * 3, ("0123456789",) * 3),
    ],
)
def test_wrapped_text_fits_its_width(text: str, lines: tuple[str, ...]) -> None:
    assert wrapped(text, 10.0) == lines


def test_wrapped_text_makes_progress_even_where_nothing_fits() -> None:
    assert wrapped("WW", 0.5) == ("W", "W")


@pytest.mark.parametrize(
    ("text", "kept"), [("0123456789", "01234567…"), ("short", "short…"), ("01234567 9", "01234567…"), ("", "…")]
)
def test_cut_text_says_that_it_is_cut(text: str, kept: str) -> None:
    assert cut(text, 10.0) == kept


def test_cut_text_may_have_no_room_at_all() -> None:
    assert cut("word", 0.5) == "…"
