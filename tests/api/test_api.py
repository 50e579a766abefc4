"""`import scheduler`: the same questions as on the command line, for Python programs."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import body, council, day, member, outputs_in, person, room
from click.testing import CliRunner
from small_input import write_input

import scheduler
from scheduler.cli import main

ROOT = Path(__file__).parents[2]
COUNCIL = council(
    body("GB", meetings=2, start_times="10:00"),
    body("HWB", meetings=2, start_times="10:00;14:00"),
    person("CAT"),
    member("ANN", "GB", "chair"),
    member("ANN", "HWB", "chair"),
    member("BOB", "HWB"),
    room("CR1"),
    start_date="2015-11-02",
    end_date="2015-11-27",
)


@pytest.fixture(scope="module")
def solved():
    return scheduler.solve(COUNCIL)


def test_importing_it_loads_nothing_else():
    code = "import scheduler, sys; print(sorted(name for name in sys.modules if name.startswith('scheduler')))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == "['scheduler']\n"


def test_every_public_name_is_there_and_documented():
    assert [name for name in scheduler.__all__ if not getattr(scheduler, name).__doc__] == []
    assert set(scheduler.__all__) <= set(dir(scheduler))


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'sovle'"):
        scheduler.sovle  # noqa: B018 - asking for it is the test


def test_a_function_stays_what_it_is_once_everything_is_loaded(solved):
    assert callable(scheduler.compare)
    assert callable(scheduler.check)


@pytest.mark.parametrize("baseline", [False, True])
def test_it_writes_the_bytes_that_the_command_line_writes(tmp_path, baseline):
    source = write_input(tmp_path / "small")
    arguments = ["plan", str(source), "-o", str(tmp_path / "there")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    before = tmp_path / "there" if baseline else None
    if baseline:
        arguments = ["plan", str(source), "-o", str(tmp_path / "again"), "--baseline", str(before)]
        assert CliRunner().invoke(main, [*arguments, "--as-of", "2015-11-03"]).exit_code == 0
    when = date(2015, 11, 3) if baseline else None
    result = scheduler.solve(scheduler.read(source), baseline=before, as_of=when)
    assert scheduler.write(result, tmp_path / "here") == tmp_path / "here"
    assert outputs_in(tmp_path / "here") == outputs_in(tmp_path / ("again" if baseline else "there"))


def test_a_problem_made_in_python_is_planned_and_written_without_an_input(solved, tmp_path):
    scheduler.write(solved, tmp_path / "out")
    assert (tmp_path / "out" / "plan.json").is_file()
    assert not (tmp_path / "out" / "input").exists()
    found = CliRunner().invoke(main, ["export", str(tmp_path / "out")])
    assert (found.exit_code, "or put the input of the plan there." in found.stderr) == (2, True)


def test_a_problem_that_was_read_and_then_changed_keeps_no_file_that_says_otherwise(tmp_path):
    problem = scheduler.read(write_input(tmp_path / "small"))
    changed = replace(problem, settings=replace(problem.settings, title="Another"))
    scheduler.write(scheduler.solve(changed), tmp_path / "out")
    assert not (tmp_path / "out" / "input").exists()


def test_all_faults_of_a_problem_made_in_python_are_told_at_once():
    faulty = replace(
        COUNCIL,
        memberships=(
            *COUNCIL.memberships,
            scheduler.Membership("NOBODY", "GB"),
            scheduler.Membership("BOB", "NOWHERE"),
        ),
    )
    for ask in (scheduler.solve, scheduler.explain, scheduler.options, scheduler.viability):
        with pytest.raises(scheduler.InputFaults) as caught:
            ask(faulty)
        assert [(fault.table, fault.column) for fault in caught.value.faults] == [
            ("memberships", "person"),
            ("memberships", "body"),
        ]
        assert str(caught.value) == "\n".join(fault.sentence for fault in caught.value.faults)


def test_warnings_of_the_input_are_warnings_of_python(solved):
    days = ("2015-11-02", "2015-11-10"), ("2015-11-16", "2015-11-27")
    periods = tuple(scheduler.Period(first, day(first), day(last)) for first, last in days)
    with pytest.warns(scheduler.InputWarning, match="there are days between the period 2015-11-02 and this one"):
        scheduler.check(replace(COUNCIL, periods=periods), solved)


def test_a_result_shows_itself_briefly_and_in_a_notebook(solved):
    assert repr(solved) == "<Result: 4 meetings, proven best>"
    assert len(repr(solved.problem)) + len(repr(solved.plan)) < 300
    page = solved._repr_html_()
    assert page.startswith("<iframe")
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (
            lambda _: scheduler.solve("inputs/harrow-2011-12"),
            TypeError,
            "a Problem, such as `read` gives, is wanted",
        ),
        (lambda _: scheduler.solve(COUNCIL, float("nan")), ValueError, "seconds greater than 0, and not nan"),
        (lambda _: scheduler.solve(COUNCIL, as_of="2015-11-02"), TypeError, "a date or a datetime is wanted"),
        (lambda _: scheduler.solve(COUNCIL, baseline=7), TypeError, "a Plan, a Result, or the path of a plan"),
        (lambda _: scheduler.options(COUNCIL, 0), ValueError, "1 or more, and not 0"),
        (lambda _: scheduler.check(COUNCIL, None), TypeError, "and not NoneType"),
        (lambda plan: scheduler.why(COUNCIL, plan, "GB#1", "2015-11-08"), TypeError, "and not str"),
        (lambda plan: scheduler.write(plan.plan, "out"), TypeError, "and not Plan"),
        (
            lambda plan: scheduler.check(replace(COUNCIL, baseline="x"), plan),
            scheduler.InputFaults,
            "baseline: “x” is of",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(solved, ask, error, words):
    with pytest.raises(error, match=words):
        ask(solved)


def test_one_text_is_one_change_and_a_timestamp_of_a_frame_is_a_day(solved):
    one = scheduler.change(COUNCIL, solved, joins="CAT:GB")
    assert (repr(one), str(one)) == (
        "<Changed: Councillor Cat joins GB Board.>",
        str(scheduler.change(COUNCIL, solved, joins=["CAT:GB"])),
    )
    assert repr(scheduler.change(COUNCIL, solved)) == "<Changed: nothing changes>"
    when = solved.frame("meetings")["date"][0]
    assert (
        scheduler.why(COUNCIL, solved, "GB#2", when).answer
        == scheduler.why(COUNCIL, solved, "GB#2", when.date()).answer
    )
    assert repr(scheduler.viability(COUNCIL, "GB;HWB", when)) == "<SittingTogether: GB and HWB, not viable>"


def test_frames_have_types(solved):
    meetings = solved.frame("meetings")
    assert len(meetings) == 4
    assert str(meetings["date"].dtype).startswith("datetime64")
    with pytest.raises(scheduler.NoSuchFrame, match="meetings"):
        solved.frame("meeting")


def test_no_plan_says_why_and_what_to_give_up():
    shut = scheduler.ClosedDate(day("2015-11-02"), day("2015-11-27"), "Works")
    problem = replace(COUNCIL, closed_dates=(shut,))
    with pytest.raises(scheduler.NoPlan, match="No plan exists") as caught:
        scheduler.solve(problem)
    explanation = scheduler.explain(problem)
    assert repr(explanation) == "<Explanation: no plan exists, for 2 reasons>"
    assert explanation == caught.value.explanation
    assert {reason.rule for reason in explanation.reasons} == {"cadence", "closed_date"}
    assert [reason.rule for reason in explanation.give_up]
    assert scheduler.explain(COUNCIL) is None


def test_too_little_time_is_said():
    with pytest.raises(scheduler.OutOfTime, match="Give a longer time_limit"):
        scheduler.solve(scheduler.read(ROOT / "inputs" / "trafford-2015-16"), time_limit=0.01)


def test_a_plan_is_checked_wherever_it_is(solved, tmp_path):
    scheduler.write(solved, tmp_path / "out")
    for plan in (solved, solved.plan, tmp_path / "out", str(tmp_path / "out" / "plan.json")):
        report = scheduler.check(COUNCIL, plan)
        assert report
        assert str(report).startswith("No rule is broken.")
    missing = replace(solved.plan, meetings=solved.plan.meetings[1:])
    report = scheduler.check(COUNCIL, missing)
    assert not report
    assert repr(report) == f"<Check: {len(report.breaches)} rules broken.>"
    assert {breach.rule for breach in report.breaches} == {"cadence", "plan"}
    assert scheduler.read_plan(tmp_path / "out", COUNCIL) == scheduler.read_plan(str(tmp_path / "out"), COUNCIL)


def test_a_change_is_followed_and_repaired(solved):
    changed = scheduler.change(COUNCIL, solved, leaves=["BOB:HWB"], joins=["CAT:GB"], as_of=date(2015, 11, 2))
    assert "Councillor Bob" in str(changed)
    repaired = changed.repair(time_limit=20)
    assert repr(repaired) == "<Repair: 4 meetings, proven best>"
    assert "The least change: no meeting moves." in str(repaired)
    assert {row.person for meeting in repaired.plan.meetings for row in meeting.attendance} == {"ANN", "CAT"}


def test_a_change_to_nobody_is_a_fault(solved):
    with pytest.raises(scheduler.InputFaults, match="BOBB"):
        scheduler.change(COUNCIL, solved, leaves=["BOBB:HWB"])


def test_why_a_meeting_is_not_on_a_day(solved):
    sunday = scheduler.why(COUNCIL, solved, "GB#1", date(2015, 11, 8))
    assert sunday.possible is False
    assert [reason.rule for reason in sunday.because] == ["weekday"]
    monday = scheduler.why(COUNCIL, solved, "HWB#1", datetime(2015, 11, 16, 14, 0))
    assert monday.possible
    assert "Monday 16 November 2015 at 14:00" in str(monday)
    assert scheduler.why(COUNCIL, solved, "GB").answer.alternatives


def test_whether_bodies_can_sit_together():
    found = scheduler.viability(COUNCIL, ["GB", "HWB"])
    assert not found.viable
    assert "Councillor Ann" in str(found)
    assert len(found.frame("seats")) > 0


def test_options_are_compared(tmp_path):
    found = scheduler.options(COUNCIL, 2)
    assert len(found) == len(found.frame()) == 2
    assert found[0].plan != found[1].plan
    assert (repr(found), str(found).split()[:2]) == ("<Options: 2 plans>", ["Option", "1"])
    scheduler.write(found, tmp_path / "out")
    assert (tmp_path / "out" / "options.xlsx").is_file()


def test_scenarios_are_compared(tmp_path):
    table = tmp_path / "what-if.csv"
    table.write_text("scenario,change,subject,value\nTuesdays,weekdays,GB,Tue\n", encoding="utf-8")
    found = scheduler.compare(COUNCIL, table, workers=1)
    assert list(found.frame()["scenario"]) == ["As it is", "Tuesdays"]
    assert (repr(found), "Tuesdays" in str(found)) == ("<Comparison: As it is, Tuesdays>", True)
    with pytest.raises(scheduler.InputFaults, match="no meeting days"):
        scheduler.compare(COUNCIL)


def test_the_steps_of_a_folder_are_listed_and_gone_back(solved, tmp_path):
    folder = scheduler.write(solved, tmp_path / "out", by="ann", reason="Draft")
    past = scheduler.history(folder)
    assert (len(past), repr(past)) == (1, "<History: 1 step>")
    assert [(one.number, one.step.command, one.step.by, one.step.reason) for one in past.steps] == [
        (1, "write", "ann", "Draft")
    ]
    assert re.fullmatch(r"  1  .*: write, by ann: 4 meetings \(Draft\)", str(past))
    with pytest.raises(scheduler.MeetingDayError, match="has no step before this one"):
        scheduler.undo(folder)


def test_undo_writes_the_plan_of_an_earlier_step_again(tmp_path):
    problem = scheduler.read(write_input(tmp_path / "small"))
    folder = scheduler.write(scheduler.solve(problem, as_of=date(2015, 10, 1)), tmp_path / "year")
    first = scheduler.read_plan(folder, problem)
    shut = max(one.date for one in first.live)
    closed = {"closed_dates": f"start_date,end_date,reason\n{shut},{shut},Shut\n"}
    later = scheduler.read(write_input(tmp_path / "later", **closed))
    scheduler.write(scheduler.solve(later, baseline=folder, as_of=date(2015, 10, 2)), folder)
    undone = scheduler.undo(folder, by="bob")
    assert repr(undone) == "<Undone: back to step 1, 1 meeting moved>"
    assert "Back to step 1 (`write`" in str(undone)
    assert [(one.uid, one.date) for one in undone.plan.live] == [(one.uid, one.date) for one in first.live]
    assert [one.step.command for one in scheduler.history(folder).steps] == ["write", "write", "undo"]


def test_a_folder_changed_since_its_baseline_was_read_is_not_written_over(solved, tmp_path):
    folder = scheduler.write(solved, tmp_path / "out")
    result = scheduler.solve(COUNCIL, baseline=folder)
    options = scheduler.options(COUNCIL, 1, baseline=folder)
    scheduler.write(result, folder)
    (folder / "plan.json").write_bytes((folder / "plan.json").read_bytes() + b"\n")
    for found in (result, options, options[0]):
        with pytest.raises(scheduler.ChangedMeanwhile, match=r"was changed meanwhile by no command \(plan\.json\)"):
            scheduler.write(found, folder)
    assert scheduler.write(result, tmp_path / "elsewhere").is_dir()
