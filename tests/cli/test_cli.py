"""The commands as an officer types them."""

import errno
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from builders import outputs_in
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.cli.plans import EXAMPLES
from scheduler.domain.reasons import Breach
from scheduler.outputs.template import example_names

ROOT = Path(__file__).parents[2]
TRAFFORD = ROOT / "inputs" / "trafford-2015-16"


@pytest.fixture
def small(tmp_path):
    return write_input(tmp_path / "small")


@pytest.fixture
def made(small, tmp_path):
    found = run("plan", small, "-o", tmp_path / "made")
    assert found.exit_code == 0, found.stderr
    return tmp_path / "made"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def document(found):
    return json.loads(found.stdout)


def test_plan_writes_the_whole_folder(made):
    assert sorted(path.name for path in made.iterdir()) == [
        "calendar.xlsx",
        "consultation.xlsx",
        "data",
        "feeds",
        "history",
        "index.html",
        "input",
        "plan.json",
    ]
    plan = json.loads((made / "plan.json").read_text(encoding="utf-8"))
    assert (plan["status"], len(plan["meetings"]), plan["generated"]) == ("optimal", 3, "2015-11-02T00:00:00Z")


def test_plan_json_prints_one_document(small, tmp_path):
    found = run("plan", small, "-o", tmp_path / "out", "--json")
    assert (found.exit_code, document(found)["status"], document(found)["meetings"]) == (0, "optimal", 3)


def test_plan_goes_to_outputs_by_default(small, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("plan", small).exit_code == 0
    assert (tmp_path / "outputs" / "small" / "plan.json").is_file()


def test_plan_says_why_there_is_none(tmp_path):
    closed = "start_date,end_date,reason\n2015-11-01,2015-11-30,Works\n"
    found = run("plan", write_input(tmp_path / "shut", closed_dates=closed), "-o", tmp_path / "out", "--json")
    told = document(found)
    assert (found.exit_code, told["status"]) == (1, "infeasible")
    assert {(row["rule"], row["subject"]) for row in told["because"]} == {("cadence", "HWB"), ("closed_date", "Works")}
    assert [row["rule"] for row in told["give_up"]] != []
    assert "No plan exists." in found.stderr
    assert not (tmp_path / "out").exists()


def test_plan_without_time_says_so(tmp_path):
    found = run("plan", TRAFFORD, "-o", tmp_path / "out", "--time-limit", "0.01", "--json")
    assert (found.exit_code, document(found)) == (3, {"status": "out_of_time", "counts": []})


def test_a_time_limit_is_a_number(small):
    found = run("plan", small, "--time-limit", "nan")
    assert (found.exit_code, "nan is no number of seconds." in found.stderr) == (2, True)


def test_a_new_workbook_is_called_one(tmp_path):
    found = run("new", tmp_path / "year.csv")
    assert (found.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert f"Write {tmp_path / 'year.xlsx'} instead." in found.stderr


def test_the_problems_of_the_folder_one_is_in_lie_beside_it_under_its_name(tmp_path, monkeypatch):
    (tmp_path / "year").mkdir()
    monkeypatch.chdir(tmp_path / "year")
    assert run("validate", ".").exit_code == 2
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["year", "year - problems.xlsx"]


def test_plan_keeps_a_folder_that_is_not_its_own(small, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letters.txt").write_text("keep me", encoding="utf-8")
    found = run("plan", small, "-o", tmp_path / "mine")
    assert found.exit_code == 2
    assert (tmp_path / "mine" / "letters.txt").read_text(encoding="utf-8") == "keep me"


def test_plan_with_a_baseline_changes_nothing_that_need_not_change(small, made, tmp_path):
    found = run("plan", small, "-o", tmp_path / "again", "--baseline", made, "--as-of", "2015-11-03T09:00")
    assert found.exit_code == 0, found.stderr
    before, after = (json.loads((one / "plan.json").read_text(encoding="utf-8")) for one in (made, tmp_path / "again"))
    assert after["meetings"] == before["meetings"]
    assert after["tiers"][1] == {"tier": "unmoved", "value": 0, "bound": 0, "proven": True}
    assert after["generated"] == "2015-11-03T09:00:00Z"


def test_plan_reads_the_epoch_where_no_moment_is_given(small, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert run("plan", small, "-o", tmp_path / "out").exit_code == 0
    assert (
        json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["generated"] == "1970-01-01T00:00:00Z"
    )


@pytest.mark.parametrize("moment", ["yesterday", "2015-13-01"])
def test_plan_refuses_a_moment_that_is_none(small, moment):
    found = run("plan", small, "--as-of", moment)
    assert found.exit_code == 2
    assert "write it as 2026-11-24" in found.stderr


@pytest.mark.parametrize("limit", ["0", "-1", "nan?", "1e9"])
def test_plan_refuses_a_time_limit_that_is_none(small, limit):
    assert run("plan", small, "--time-limit", limit).exit_code == 2


def test_check_of_a_plan_made_here_is_clean(small, made):
    found = run("check", small, made)
    assert (found.exit_code, found.stdout.splitlines()[0]) == (0, "No rule is broken.")


def test_check_of_a_calendar_made_by_hand_names_what_it_breaks(small, tmp_path):
    hand = tmp_path / "hand.csv"
    hand.write_text(
        "body,date,start,end,room\nHWB,19/11/2015,10:00,12:00,CR1\nHWB,26/11/2015,10:00,12:00,CR1\n"
        "GB,19/11/2015,11:00,13:00,CR1\n",
        encoding="utf-8",
    )
    found = run("check", small, hand, "--json")
    told = document(found)
    assert found.exit_code == 1
    assert {row["rule"] for row in told["breaches"]} >= {"start_time", "room_clash"}
    assert [(row["bodies"], row["people"]) for row in told["clashes"]] == [(["HWB", "GB"], ["BOB"])]
    assert "clash" in run("check", small, hand).stdout


def test_check_without_rooms_warns(small, tmp_path):
    hand = tmp_path / "hand.csv"
    hand.write_text(
        "body,date,start\nHWB,19/11/2015,10:00\nHWB,26/11/2015,10:00\nGB,20/11/2015,10:00\n", encoding="utf-8"
    )
    found = run("check", small, hand)
    assert found.exit_code == 0, found.stdout
    assert "names no rooms" in found.stderr


def test_export_writes_the_same_bytes_again(made, tmp_path):
    assert run("export", made, "-o", tmp_path / "copy").exit_code == 0
    assert outputs_in(made) == outputs_in(tmp_path / "copy")


def test_validate_lists_every_fault_and_marks_them(tmp_path):
    faulty = write_input(tmp_path / "bad", memberships="person,body\nNOBODY,HWB\nANN,HBW\n")
    found = run("validate", faulty, "--json")
    told = document(found)
    assert found.exit_code == 2
    assert [(row["table"], row["row"], row["column"]) for row in told["faults"]][:2] == [
        ("memberships", 2, "person"),
        ("memberships", 3, "body"),
    ]
    assert list(tmp_path.glob("*problems.xlsx")) != []
    assert "to put right" in found.stderr


def test_validate_of_a_clean_input(small):
    found = run("validate", small, "--json")
    assert (found.exit_code, document(found)["faults"]) == (0, [])


def test_validate_of_nothing_at_all(tmp_path):
    found = run("validate", tmp_path / "missing.xlsx")
    assert found.exit_code == 2
    assert "Traceback" not in found.stderr


def test_new_writes_what_validate_reads(tmp_path):
    path = tmp_path / "year.xlsx"
    assert run("new", path, "--example", "trafford-2015-16").exit_code == 0
    assert run("validate", path).exit_code == 0


def test_an_untouched_workbook_says_what_to_fill_in(tmp_path):
    path = tmp_path / "year.xlsx"
    assert run("new", path).exit_code == 0
    validated = run("validate", path)
    assert validated.exit_code == 2
    assert "“First day” has no value, and every calendar needs one. Fill in the value." in validated.output


def test_new_never_overwrites(tmp_path):
    path = tmp_path / "year.xlsx"
    path.write_text("mine", encoding="utf-8")
    assert run("new", path).exit_code == 2
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_failure_of_ours_is_said_without_a_traceback(small, tmp_path, monkeypatch):
    def fail(*_arguments, **_named):
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("scheduler.commands.plans.searched", fail)
    found = run("plan", small, "-o", tmp_path / "out")
    assert found.exit_code == 2
    assert "Please report it: ZeroDivisionError: by nought" in found.stderr


@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [
        (MemoryError(), 2, "not enough memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), 2, "not enough memory"),
        (ImportError("numpy: failed to map segment from shared object"), 2, "not enough memory"),
        (ImportError("no such library"), 2, "a fault of meeting-day"),
        (RuntimeError("can't start new thread"), 2, "not enough memory"),
        (OSError(28, "No space left on device", "plan.json"), 2, "No space left on device"),
        (KeyboardInterrupt(), 3, "Stopped."),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_each_kind_of_trouble_has_its_words(small, tmp_path, monkeypatch, trouble, code, words):
    def fail(*_arguments, **_named):
        raise trouble

    monkeypatch.setattr("scheduler.commands.plans.searched", fail)
    found = run("plan", small, "-o", tmp_path / "out")
    assert found.exit_code == code
    assert words in found.stderr


def test_a_plan_that_fails_its_own_check_is_never_written(small, tmp_path, monkeypatch):
    monkeypatch.setattr("scheduler.checking.verification.breaches_of", lambda *_: (Breach("quorum", "Nobody came."),))
    found = run("plan", small, "-o", tmp_path / "out")
    assert found.exit_code == 1
    assert "quorum: Nobody came." in found.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_anywhere(small, tmp_path):
    for number, (zone, seed) in enumerate([("UTC", "0"), ("Pacific/Auckland", "4711")]):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "scheduler", "plan", str(small), "-o", str(tmp_path / f"run{number}")]
        subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    one, two = outputs_in(tmp_path / "run0"), outputs_in(tmp_path / "run1")
    assert sorted(one) == sorted(two)
    assert [path for path in one if one[path] != two[path]] == []


@pytest.mark.slow
@pytest.mark.parametrize("example", ["trafford-2015-16", "harrow-2011-12"])
def test_the_examples_plan_cleanly_and_are_proven_best(example, tmp_path):
    found = run("plan", ROOT / "inputs" / example, "-o", tmp_path / "out")
    assert found.exit_code == 0, found.stderr
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert (plan["status"], [tier["proven"] for tier in plan["tiers"]]) == ("optimal", [True] * 5)
    assert run("check", ROOT / "inputs" / example, tmp_path / "out").exit_code == 0
    if example.startswith("trafford"):
        assert (plan["meeting_days"][0]["date"], plan["meeting_days"][0]["theme"]) == ("2015-11-19", "HEALTH")


def test_the_module_runs_as_the_command_and_not_when_another_process_loads_it(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["meeting-day", "--version"])
    runpy.run_module("scheduler", run_name="__mp_main__")
    assert capsys.readouterr().out == ""
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("scheduler", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("meeting-day, version ")


def test_the_examples_offered_are_those_there_are():
    assert sorted(EXAMPLES) == sorted(example_names())
