"""`meeting-day viability` as an officer types it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.commands import viability as planner
from scheduler.domain.viability import Allocation, Slot, Together
from scheduler.errors import BrokenPlan
from scheduler.reading import read_input
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.viability.session_slots import fewest_slots

ROOT = Path(__file__).parents[2]
TRAFFORD, HARROW = ROOT / "inputs" / "trafford-2015-16", ROOT / "inputs" / "harrow-2011-12"


def run(*arguments):
    return CliRunner().invoke(main, ["viability", *(str(argument) for argument in arguments)])


@pytest.fixture
def small(tmp_path):
    return write_input(tmp_path / "small")


def test_the_boards_of_trafford_can_sit_at_once_for_two_apologies(tmp_path):
    found = run(TRAFFORD, "-o", tmp_path / "out")
    *_, last = found.stderr.splitlines()  # on a busy machine, behind what is looked for meanwhile
    assert (found.exit_code, last) == (0, f"Wrote {tmp_path / 'out' / 'viability.xlsx'}.")
    assert "Yes: as memberships stand on Sunday 1 November 2015, all three can sit at once" in found.stdout
    assert "2 members send apologies, 7 substitutes sit and 2 who need not attend stay" in found.stdout
    assert max(map(len, found.stdout.splitlines())) <= 100


def test_the_report_of_trafford_as_a_document():
    found = run(TRAFFORD, "--meeting-day", "TPDAY", "--session", "MORNING", "--json")
    document = json.loads(found.stdout)
    assert (found.exit_code, document["viable"], document["nominations"]) == (0, True, [])
    assert document["slots"] == [
        {"slots": 1, "bodies": [["HWB", "GB", "SCB"]], "apologies": 2, "substitutes": 7},
        {"slots": 2, "bodies": [["HWB"], ["GB", "SCB"]], "apologies": 0, "substitutes": 3},
    ]
    assert [(row["body"], row["needed"], row["best"]) for row in document["quorum"]] == [
        ("HWB", 7, 20), ("GB", 7, 20), ("SCB", 6, 19),
    ]  # fmt: skip
    assert document["overlaps"][0] == {"bodies": ["HWB", "GB"], "people": ["DPH", "HPC", "POL-CS", "THT-CE"]}
    assert document["cost"] == {"apologies": 4, "substitutes": 8}


def test_bodies_of_harrow_that_share_a_required_officer_cannot_and_one_nomination_would_do():
    found = run(HARROW, "--bodies", "HSPB;HCE;AHWB;CT", "--json")
    document = json.loads(found.stdout)
    assert (found.exit_code, document["viable"]) == (1, False)
    assert (len(document["nominations"]), document["slots"][0]["slots"]) == (1, 2)
    assert [row["people"] for row in document["blockers"]] == [["PO2"]]


def test_small_boards_cannot_sit_at_once_where_one_needs_the_chair_of_the_other(small):
    found = run(small, "--bodies", "HWB;GB")
    assert found.exit_code == 1
    assert "No: as memberships stand on Monday 2 November 2015, they cannot." in found.stdout


def test_faults_are_told_with_exit_2_and_as_a_document(small):
    found = run(small, "--bodies", "HWB;GBB", "--json")
    assert found.exit_code == 2
    assert json.loads(found.stdout)["faults"][0]["remedy"] == "Did you mean GB? Write its code."
    assert "“GBB” is not the code of a body" in found.stderr


def test_without_a_session_the_bodies_are_to_be_named(small):
    found = run(small)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith("the input has no meeting days with sessions. Name the bodies")


def test_bodies_and_a_session_are_not_both_named(small):
    found = run(small, "--bodies", "HWB;GB", "--session", "AM")
    assert (found.exit_code, "Give one or the other." in found.stderr) == (2, True)


def test_a_folder_that_holds_a_plan_is_refused_before_the_search(small, tmp_path):
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.json").write_text("{}")
    found = run(small, "--bodies", "HWB;GB", "-o", tmp_path / "plan")
    assert (found.exit_code, found.stdout) == (2, "")


def test_warnings_of_the_input_are_told(tmp_path):
    bodies = "body,name,meetings_min,nickname\nHWB,Health Board,2,\nGB,Growth Board,1,\n"
    found = run(write_input(tmp_path / "odd", bodies=bodies), "--bodies", "HWB;GB")
    assert (found.exit_code, found.stderr.startswith("Warning: ")) == (1, True)


def test_when_time_runs_out_before_anything_is_shown_the_exit_is_3(small):
    for more, shown in (((), ""), (("--json",), '{\n  "status": "out_of_time"\n}\n')):
        found = run(small, "--bodies", "HWB;GB", "--time-limit", "0.000000001", *more)
        assert (found.exit_code, found.stdout) == (3, shown)
        assert "Time ran out before it was shown whether they can sit together." in found.stderr


def test_a_seating_that_breaks_a_rule_is_never_shown(small):
    problem, _ = read_input(small)
    together = Together(("HWB", "GB"), problem.settings.start_date)
    apart = fewest_slots(problem, together, Clock(10, silence)).allocation
    everywhere = {
        body: tuple(replace(row, outcome="attends", reason=None) for row in rows)
        for body, rows in apart.attendance.items()
    }
    with pytest.raises(BrokenPlan) as caught:
        planner.hold(problem, together, [Slot(together.bodies)], Allocation(everywhere))
    assert [(breach.rule, breach.people) for breach in caught.value.breaches] == [("person_clash", ("BOB",))]
