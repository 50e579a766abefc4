"""A folder of files in the place of another: in one act, or file by file where the system knows no such act."""

from pathlib import Path

import pytest

from scheduler.commands.in_one_act import put_in_place
from scheduler.outputs import disk


def _folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def _files(path: Path) -> dict[str, str]:
    return {one.name: one.read_text(encoding="utf-8") for one in path.iterdir()}


def test_two_folders_are_exchanged(tmp_path: Path) -> None:
    new, place = _folder(tmp_path / "new", a="1", b="2"), _folder(tmp_path / "place", b="old", c="old")
    put_in_place(new, place)
    assert (_files(place), _files(new)) == ({"a": "1", "b": "2"}, {"b": "old", "c": "old"})


def test_where_they_cannot_be_files_come_one_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "ways_to_exchange", lambda: ())
    new, place = _folder(tmp_path / "new", a="1", b="2"), _folder(tmp_path / "place", b="old", c="old")
    put_in_place(new, place)
    assert (_files(place), _files(new)) == ({"a": "1", "b": "2"}, {})
