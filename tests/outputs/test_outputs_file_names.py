from pathlib import Path, PureWindowsPath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.outputs.naming import feed_address, feed_path, file_stem

CODES = st.text(st.characters(exclude_characters=";"), min_size=1, max_size=60) | st.text(
    "aA./\\%~ CON:é\u0301", min_size=1
)


@pytest.mark.parametrize(
    ("code", "stem"),
    [
        ("HWB", "HWB"),
        ("Children & Young People (North)", "Children & Young People (North)"),
        ("Bwrdd Iechyd Môn", "Bwrdd Iechyd Môn"),
        ("🏛", "🏛"),
        ("A/B", "A%2FB"),
        ("A\\B", "A%5CB"),
        ("..", "%2E%2E"),
        (".", "%2E"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"),
        ("C:x", "C%3Ax"),
        ('what?*|<>"', "what%3F%2A%7C%3C%3E%22"),
        ("100%", "100%25"),
        ("A%2FB", "A%252FB"),
        ("nul\x00byte", "nul%00byte"),
        ("ends.", "ends%2E"),
        ("CON", "%43ON"),
        ("con.txt", "%63on.txt"),
        ("nul .x", "%6Eul .x"),
        ("LPT1", "%4CPT1"),
        ("COM²", "%43OM²"),
        ("CONSULT", "CONSULT"),
        ("a\u00a0b", "a%C2%A0b"),
        ("a\u200db", "a%E2%80%8Db"),
        ("e\u0301", "e%CC%81"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_stem_holds_only_what_any_file_system_holds(code: str, stem: str) -> None:
    assert file_stem(code) == stem


def test_long_codes_are_cut_and_told_apart() -> None:
    one, other = "x" * 200 + "1", "x" * 200 + "2"
    assert file_stem(one) != file_stem(other)
    assert file_stem(one)[:151] == "x" * 150 + "~"
    assert len(file_stem(one)) == 183
    assert file_stem("x" * 150) == "x" * 150


def test_a_cut_falls_between_characters() -> None:
    stem = file_stem("é" * 74 + "🏛" * 20)
    assert stem.startswith("é" * 74 + "~")


@given(CODES)
def test_no_code_leaves_its_folder(code: str) -> None:
    path = Path("/feeds") / feed_path("bodies", code)
    assert path.resolve().parent == Path("/feeds/bodies")
    assert PureWindowsPath(feed_path("bodies", code)).parts[:-1] == ("bodies",)
    assert len(path.name.encode()) <= 190
    path.name.encode()


@given(CODES, CODES)
def test_different_codes_never_share_a_file(one: str, other: str) -> None:
    if one.casefold() != other.casefold():
        assert file_stem(one).casefold() != file_stem(other).casefold()


@given(CODES)
def test_address_leads_back_to_the_file(code: str) -> None:
    address = feed_address(feed_path("people", code))
    assert unquote(address) == f"feeds/{feed_path('people', code)}"
    assert address.isascii()
