"""The Trafford year with one bank holiday more: a new date is found, and nothing else moves."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.checking import check
from scheduler.commands.changes import Wanted, change
from scheduler.commands.repairs import Repaired, repair
from scheduler.outputs.plan_json import plan_bytes
from scheduler.reading import read_input
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.solution import finished
from scheduler.solver.search.construction import constructed

TRAFFORD = Path(__file__).parents[2] / "inputs" / "trafford-2015-16"
AS_OF = "2015-10-05T00:00:00Z"
SECONDS = 60.0
"""Far more than it takes: it ends once it is proven that nothing could move less."""


@pytest.mark.slow
@pytest.mark.thorough
def test_a_bank_holiday_moves_one_board_and_nothing_else(tmp_path):
    problem = replace(read_input(TRAFFORD)[0], as_of=AS_OF)
    published = finished(problem, constructed(problem, Clock(60, silence)).partial_solution(), ())
    board = published.of_body("CTB")[1]
    (tmp_path / "plan.json").write_bytes(plan_bytes(published))
    shutil.copytree(TRAFFORD, tmp_path / "after")
    with (tmp_path / "after" / "closed_dates.csv").open("a", encoding="utf-8") as file:
        file.write(f"{board.date},{board.date},A bank holiday that was proclaimed\n")
    changed = change(TRAFFORD, tmp_path / "plan.json", Wanted(source_after=tmp_path / "after"))
    broken = {body for breach in changed.consequences.appear_breaches for body in breach.bodies}
    found = repair(changed, tmp_path / "repaired", SECONDS)
    assert isinstance(found, Repaired)
    assert {move.meeting.body for move in found.moves} == broken
    assert check(found.problem, found.plan) == ()
