"""Every command on a page of the handbook does what the page says, in the order of the page."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from handbook.pages_run import DOING, blocks, shows, typed

from scheduler.cli import main
from scheduler.handbook.pages import Page, by_file

ON_PAGES = {file: list(blocks(page)) for file, page in by_file().items()}
EXAMPLES = {"district": "district-2027-28"}
"""What a page may begin with -> the example that is planned."""


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders with which pages begin, each made once: `year.xlsx`, and its plan in `outputs/year`."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, example in EXAMPLES.items():
            folder = tmp_path_factory.mktemp(name)
            patch.chdir(folder)
            for line in (["new", "year.xlsx", "--example", example], ["plan", "year.xlsx", "--time-limit", "5"]):
                done = CliRunner().invoke(main, line, catch_exceptions=False)
                assert done.exit_code == 0, done.output
            made[name] = folder
    return made


@pytest.mark.slow
@pytest.mark.parametrize("file", [file for file, found in ON_PAGES.items() if found])
def test_what_is_typed_on_a_page_does_what_the_page_says(
    file: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page: Page = by_file()[file]
    folder = tmp_path / "council"
    if begins := page.front.get("begins"):
        shutil.copytree(request.getfixturevalue("planned")[begins], folder)
    else:
        folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    names: dict[str, Any] = {"__name__": "page"}
    for block in ON_PAGES[file]:
        DOING[block.kind](block, folder, names)


def test_a_page_is_held_to_what_it_shows() -> None:
    (first, second) = typed("$ meeting-day check \\\n  year.xlsx plan\nNo rule is …\n…\n$ false\n$ echo $?\n1\n")
    assert (first.line, first.shown, first.code) == ("meeting-day check year.xlsx plan", ("No rule is …", "…"), 0)
    assert (second.line, second.shown, second.code) == ("false", (), 1)
    assert shows(first.shown, ["No rule is broken.", "Nobody is in two places."])
    assert shows(first.shown, ["No rule is broken.  "])
    assert not shows(first.shown, ["One rule is broken."])
    assert not shows(("No rule is broken.",), ["No rule is broken.", "More."])
