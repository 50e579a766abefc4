"""`meeting-day sweep` as an officer types it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_cluster import small_cluster
from small_input import write_input

from scheduler.cli import main
from scheduler.commands import sweeps as planner

ROOT = Path(__file__).parents[2]
HEADER = "scenario,change,subject,value\n"
GOOD = f"{HEADER}Fridays,weekdays,HWB,Fri\nShut,closed,2015-11-01 to 2015-11-30,Works\n"
BAD = f"{GOOD}Nobody,leave,DPH,GB\n"
DAYS = {
    "bodies": "body,name,meeting_day,session\nHWB,Health Board,DAY,AM\nGB,Growth Board,DAY,AM\n",
    "meeting_days": "meeting_day,name,meetings_min,weekdays\nDAY,Partnership day,1,Thu\n",
    "sessions": "meeting_day,session,kind,start,end\nDAY,AM,boards,09:00,13:00\nDAY,LUNCH,lunch,13:00,14:00\n",
}


def run(*arguments):
    return CliRunner().invoke(main, ["sweep", *(str(argument) for argument in arguments)])


@pytest.fixture
def small(tmp_path):
    return write_input(tmp_path / "small")


@pytest.fixture
def table(tmp_path):
    def write(text):
        (tmp_path / "what-if.csv").write_text(text, encoding="utf-8")
        return tmp_path / "what-if.csv"

    return write


def outcomes(document):
    return [(row["scenario"], row["outcome"]) for row in document["scenarios"]]


def test_a_table_is_printed_and_a_scenario_without_a_plan_is_compared_all_the_same(small, table, tmp_path):
    found = run(small, "--scenarios", table(GOOD), "--workers", 1, "-o", tmp_path / "out" / "what-if")
    assert found.exit_code == 0, found.stderr
    header, *rows = [line.split() for line in found.stdout.splitlines()[:4]]
    assert header == ["Scenario", "Outcome", "Meetings"]
    assert [row[:3] for row in rows] == [["As", "it", "is"], ["Fridays", "proven", "best"], ["Shut", "no", "plan"]]
    assert "  Change: closed from Sunday 1 November 2015 to Monday 30 November 2015: Works\n  Why: " in found.stdout
    assert found.stderr.splitlines()[0] == "Comparing the calendar as it is and 2 scenarios"
    assert sorted(line.partition(" of ")[0] for line in found.stderr.splitlines()[1:4]) == ["1", "2", "3"]
    assert f"Wrote {tmp_path / 'out' / 'what-if' / 'sweep.xlsx'}." in found.stderr


@pytest.mark.slow
def test_a_failing_scenario_stands_beside_good_ones_here_and_on_a_cluster(small, table):
    arguments = (small, "--scenarios", table(BAD), "--json")
    here = run(*arguments, "--workers", 1)
    assert here.exit_code == 1
    assert "1 scenario failed; the others were compared all the same." in here.stderr
    document = json.loads(here.stdout)
    assert outcomes(document) == [
        ("As it is", "optimal"), ("Fridays", "optimal"), ("Shut", "infeasible"), ("Nobody", "failed"),
    ]  # fmt: skip
    why = "scenarios, row 4, column subject: Director of Public Health is no member of Growth Board."
    assert document["scenarios"][3]["why"] == [f"{why} Its members are BOB."]
    with small_cluster() as cluster:
        there = run(*arguments, "--cluster", cluster.scheduler_address)
    assert (there.exit_code, there.stdout) == (1, here.stdout)


def test_without_scenarios_each_weekday_of_the_meeting_days_is_compared(tmp_path):
    found = run(write_input(tmp_path / "days", **DAYS), "--json")
    assert found.exit_code == 0, found.stderr
    rows = json.loads(found.stdout)["scenarios"]
    assert [row["scenario"] for row in rows] == [
        "As it is", "DAY on Mondays", "DAY on Tuesdays", "DAY on Wednesdays", "DAY on Fridays",
    ]  # fmt: skip
    assert {row["outcome"] for row in rows} == {"optimal"}
    assert [len(row["meeting_days"]) for row in rows] == [1] * 5
    assert {row["slots"]["value"] for row in rows} == {2}


def test_without_scenarios_and_meeting_days_there_is_nothing_to_compare(small):
    found = run(small)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "Give --scenarios a table of what to compare." in found.stderr


def test_faults_of_the_scenarios_are_told_before_anything_is_tried(small, table):
    found = run(small, "--scenarios", table(f"{HEADER}One,leave,BOBB,HWBB\n"), "--json")
    assert found.exit_code == 2
    assert [(fault["row"], fault["column"]) for fault in json.loads(found.stdout)["faults"]] == [
        (2, "subject"),
        (2, "value"),
    ]
    assert "scenarios, row 2, column subject: “BOBB” is not the code of a person of the input." in found.stderr
    assert "Did you mean BOB?" in found.stderr
    assert "Comparing" not in found.stderr


def test_a_strange_column_is_warned_of(small, table):
    text = "scenario,change,subject,colour\nNo room,without_room,CR1,\n"
    found = run(small, "--scenarios", table(text), "--workers", 1)
    assert found.exit_code == 0
    assert "Warning: scenarios, row 1, column colour" in found.stderr


def test_a_cluster_and_workers_of_this_machine_are_two_things(small):
    found = run(small, "--workers", 2, "--cluster", "tcp://here:1")
    assert found.exit_code == 2
    assert "Give one of the two." in found.stderr


def test_a_cluster_that_is_not_there_is_a_sentence(small, table):
    found = run(small, "--scenarios", table(GOOD), "--cluster", "nowhere://here:1")
    assert found.exit_code == 2
    assert "No cluster answers at nowhere://here:1" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_tried(small, table, tmp_path):
    found = run(small, "--scenarios", table(GOOD), "-o", tmp_path / "what-if.csv")
    assert found.exit_code == 2
    assert "cannot be written" in found.stderr
    assert "Comparing" not in found.stderr


def test_a_folder_of_a_plan_is_left_alone(small, table, tmp_path):
    (tmp_path / "plan.json").write_text("{}", encoding="utf-8")
    found = run(small, "--scenarios", table(GOOD), "-o", tmp_path)
    assert found.exit_code == 2
    assert "holds a plan, and is replaced whole when that is made again. Choose another folder." in found.stderr


def test_an_interruption_keeps_what_is_finished(small, table):
    heard = []

    def interrupt(_number, result):
        heard.append(result)
        if result is not None:
            raise KeyboardInterrupt

    compared = planner.sweep(small, table(GOOD), 20, 1, None, interrupt)
    assert [result.outcome for result in compared.results] == ["optimal", "stopped", "stopped"]
    assert compared.results[2].changes == ("closed from Sunday 1 November 2015 to Monday 30 November 2015: Works",)
    assert heard == [None, compared.results[0]]


@pytest.mark.slow
def test_ctrl_c_ends_the_workers_and_shows_what_is_finished(small, table):
    many = HEADER + "".join(f"Scenario {number},weekdays,HWB,Fri\n" for number in range(99))
    arguments = [str(small), "--scenarios", str(table(many)), "--workers", "1"]
    command = [sys.executable, "-m", "scheduler", "sweep", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("2 of 100"):
                break
        os.killpg(process.pid, signal.SIGINT)
        shown, told = process.communicate(timeout=30)  # only once the workers, who share its pipes, have ended too
    assert process.returncode == 1
    assert shown.splitlines()[1].startswith("As it is")
    assert shown.splitlines()[100].split()[-1] == "stopped"
    assert "Stopped: " in told
    assert "Traceback" not in told
