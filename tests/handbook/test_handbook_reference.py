"""The reference of the handbook is what the program itself says."""

import pytest
from reference import REFERENCE, made

PAGES = made()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_made_from_the_program_is_as_it_would_be_made_now(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name], "python packaging/site/reference.py"


def test_no_page_of_a_command_is_left_over() -> None:
    there = {f"commands/{file.name}" for file in (REFERENCE / "commands").iterdir()}
    assert there == {name for name in PAGES if name.startswith("commands/")}
