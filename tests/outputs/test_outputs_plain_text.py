import pytest

from scheduler.outputs.naming import cleaned, on_one_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07c\x0bd\x1b\x7fe\x85f", "abcdef"),
        ("one\r\ntwo\rthree\u2028four\u2029five\nsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("tab\tstays", "tab\tstays"),
        ("Llŷn e\u0301", "Llŷn é"),
        ("\ufeffmark \ufffe \U0001ffff \ud800", "mark   "),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
    ],
)
def test_text_is_cleaned_of_what_no_client_shows(text: str, expected: str) -> None:
    assert cleaned(text) == expected


def test_one_line_has_single_spaces() -> None:
    assert on_one_line("  Council\tChamber,\n\n Town\u00a0Hall ") == "Council Chamber, Town Hall"
