"""What `new` writes, the reader reads: a filled example is the same council as its folder."""

from dataclasses import fields
from pathlib import Path

import pytest

from scheduler.domain.problem import Problem
from scheduler.domain.tables import TABLES
from scheduler.outputs.template import example_names, examples_folder, write_example, write_template
from scheduler.outputs.template.worked_rows import ROWS, worked_rows
from scheduler.reading import read_input


def contents(problem: Problem) -> dict[str, object]:
    names = (field.name for field in fields(Problem) if field.name != "input_sha256")
    return {name: getattr(problem, name) for name in names}


@pytest.mark.parametrize("name", example_names())
def test_an_example_workbook_reads_as_its_folder_does(tmp_path: Path, name: str) -> None:
    path = tmp_path / "year.xlsx"
    write_example(path, name)
    from_workbook, warnings = read_input(path)
    from_folder, _ = read_input(examples_folder() / name)
    assert warnings == ()
    assert contents(from_workbook) == contents(from_folder)


def test_the_template_reads_as_its_worked_rows_would(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    write_template(path)
    problem, warnings = read_input(path)
    assert warnings == ()
    assert list(problem.bodies) == [row["body"] for row in worked_rows("bodies")]
    assert len(problem.memberships) == len(ROWS["memberships"])
    assert [absence.reason for absence in problem.absences] == ["annual leave", "full Council"]


def test_every_table_that_most_councils_need_has_a_worked_row() -> None:
    assert [table for table in TABLES if not worked_rows(table)] == ["busy_calendars", "links", "law_waivers"]
