"""Every command on a page of the handbook does what the page says, in the order of the page."""

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from handbook.begun import begin
from handbook.pages_run import DOING, Council, blocks, shows, typed

from scheduler.handbook.pages import by_file

DONE = re.compile(rf"^ *(```|~~~) *({'|'.join(DOING)})\b", re.MULTILINE)
"""The first line of what is to be done."""


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Council]:
    """Return what makes what pages begin with, when the first of them asks for it."""

    @cache
    def make(name: str) -> Council:
        folder = tmp_path_factory.mktemp(name)
        return Council(folder, begin(name, folder))

    return make


@pytest.mark.slow
@pytest.mark.parametrize("file", [file for file, page in by_file().items() if DONE.search(page.text)])
def test_what_is_typed_on_a_page_does_what_the_page_says(
    file: str, begun: Callable[[str], Council], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = Council(tmp_path / "council")
    if begins := by_file()[file].front.get("begins"):
        shutil.copytree(begun(begins).folder, council.folder)
        council.done.update(begun(begins).done)
    else:
        council.folder.mkdir()
    monkeypatch.chdir(council.folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for block in blocks(by_file()[file]):
        DOING[block.kind](block, council)


def test_whatever_is_to_be_done_on_a_page_is_known_by_its_first_line() -> None:
    found = {file: len(list(blocks(page))) for file, page in by_file().items()}
    assert found == {file: len(DONE.findall(page.text)) for file, page in by_file().items()}
    assert sum(found.values())


def test_a_page_is_held_to_what_it_shows() -> None:
    (first, second) = typed("$ meeting-day check \\\n  year.xlsx plan\nNo rule is …\n…\n$ false\n$ echo $?\n1\n")
    assert (first.line, first.shown, first.code) == ("meeting-day check year.xlsx plan", ("No rule is …", "…"), 0)
    assert (second.line, second.shown, second.code) == ("false", (), 1)
    assert shows(first.shown, ["No rule is broken.", "Nobody is in two places."])
    assert shows(first.shown, ["No rule is broken.  "])
    assert not shows(first.shown, ["One rule is broken."])
    assert not shows(("No rule is broken.",), ["No rule is broken.", "More."])
