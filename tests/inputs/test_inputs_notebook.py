"""The worked notebook is a notebook, holds no output, and every cell of it runs."""

import json
import shutil
from pathlib import Path

import pytest

INPUTS = Path(__file__).parents[2] / "inputs"
NOTEBOOK = json.loads((INPUTS / "explore.ipynb").read_text(encoding="utf-8"))
CODE = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
TIME_LIMIT = "seconds = 30 "


def test_it_is_a_notebook_of_the_fourth_format_without_output():
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)
    assert {cell["cell_type"] for cell in NOTEBOOK["cells"]} == {"markdown", "code"}
    ids = [cell["id"] for cell in NOTEBOOK["cells"]]
    assert len(set(ids)) == len(ids)
    keys = {"cell_type", "id", "metadata", "source"}
    for cell in NOTEBOOK["cells"]:
        assert set(cell) == (keys if cell["cell_type"] == "markdown" else keys | {"execution_count", "outputs"})
        assert (cell.get("execution_count"), cell.get("outputs", [])) == (None, [])


@pytest.mark.slow
def test_every_cell_runs(tmp_path, monkeypatch, capsys):
    shutil.copytree(INPUTS / "trafford-2015-16", tmp_path / "inputs" / "trafford-2015-16")
    monkeypatch.chdir(tmp_path / "inputs")
    assert TIME_LIMIT in CODE[0]
    names: dict[str, object] = {}
    for code in (one.replace(TIME_LIMIT, "seconds = 12 ") for one in CODE):
        exec(compile(code, "explore.ipynb", "exec"), names)  # noqa: S102 - what a notebook does
    assert "Growth Board" in capsys.readouterr().out
    assert (tmp_path / "outputs" / "explored" / "calendar.xlsx").is_file()
    assert len(names["diaries"]) == len(names["problem"].people)  # type: ignore[attr-defined, arg-type]
