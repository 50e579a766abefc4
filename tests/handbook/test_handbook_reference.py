"""The reference of the handbook is what the program itself says."""

import pytest
from reference import REFERENCE, made


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return made()


def test_each_page_that_is_made_from_the_program_is_as_it_would_be_made_now(pages: dict[str, str]) -> None:
    there = {file.relative_to(REFERENCE).as_posix(): file.read_text("utf-8") for file in REFERENCE.rglob("*.md")}
    assert [name for name in pages if there.get(name) != pages[name]] == [], "python packaging/site/reference.py"


def test_no_page_of_a_command_is_left_over(pages: dict[str, str]) -> None:
    there = {f"commands/{file.name}" for file in (REFERENCE / "commands").iterdir()}
    assert there == {name for name in pages if name.startswith("commands/")}
