"""Completion by the shell: what is offered, how little is loaded for it, and nothing said where nothing can be read."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import get_completion_class
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.cli.completion import PROGRAM, SHELLS, VARIABLE
from scheduler.handbook.pages import pages
from scheduler.rules import RULES

GOLDEN = Path(__file__).parents[1] / "golden"
SECONDS = 60
HEAVY = {
    "ortools",
    "numpy",
    "pandas",
    "numba",
    "openpyxl",
    "xlsxwriter",
    "flask",
    "jinja2",
    "icalendar",
    "multiprocessing",
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to stand in, with a plan, a broken one, and no more."""
    for name in ("plan", "broken", "endless"):
        (tmp_path / name).mkdir()
    shutil.copy(GOLDEN / "plan-1.json", tmp_path / "plan" / "plan.json")
    (tmp_path / "broken" / "plan.json").write_text('{"meetings": [{"body": 7}]}', encoding="utf-8")
    os.mkfifo(tmp_path / "endless" / "plan.json")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def offered(line, monkeypatch, shell="bash"):
    """Return what a shell is told at the end of a line, click's own lines."""
    words = line.split(" ")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words) - 1))
    return get_completion_class(shell)(main, {}, PROGRAM, VARIABLE).complete().splitlines()


def plain(line, monkeypatch):
    return [one.removeprefix("plain,") for one in offered(line, monkeypatch)]


def in_plan(*keys):
    return [[one[key] for key in keys] for one in json.loads((GOLDEN / "plan-1.json").read_bytes())["meetings"]]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("meeting-day val", ["validate"]),
        ("meeting-day feeds ro", ["rotate"]),
        ("meeting-day plan --time", ["--time-limit"]),
        ("meeting-day new year.xlsx --example h", ["harrow-2011-12"]),
        ("meeting-day completion z", ["zsh"]),
        ("meeting-day papers plan --only caterer --only sp", ["speaker"]),
    ],
)
def test_commands_options_and_choices_are_completed(line, wanted, monkeypatch):
    assert plain(line, monkeypatch) == wanted


@pytest.mark.parametrize("line", ["meeting-day plan y", "meeting-day check year.xlsx p", "meeting-day export p"])
def test_files_are_left_to_the_shell(line, monkeypatch):
    assert [one.partition(",")[0] for one in offered(line, monkeypatch)] == ["file"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("command", ["move", "cancel", "swap", "pin", "unpin", "why"])
def test_the_meetings_of_the_plan_that_is_typed_are_offered(command, monkeypatch):
    codes = [f"{body}#{number}" for body, number in in_plan("body", "sequence")]
    assert plain(f"meeting-day {command} year.xlsx plan ", monkeypatch) == codes
    assert plain(f"meeting-day {command} year.xlsx plan/plan.json {codes[0][:-1]}", monkeypatch) == [
        code for code in codes if code.startswith(codes[0][:-1])
    ]


@pytest.mark.usefixtures("here")
def test_so_are_its_bodies_rooms_and_days(monkeypatch):
    assert plain("meeting-day add year.xlsx plan ", monkeypatch) == sorted({body for (body,) in in_plan("body")})
    assert plain("meeting-day confirm plan --body ", monkeypatch) == sorted({body for (body,) in in_plan("body")})
    rooms = sorted({room for (room,) in in_plan("room") if room})
    assert plain("meeting-day move year.xlsx plan GB#4 2016-01-27 --room ", monkeypatch) == rooms
    dates = sorted({day for (day,) in in_plan("date")})
    days = plain("meeting-day papers plan ", monkeypatch)
    assert days[-len(dates) :] == dates
    assert days[: -len(dates)] == [
        f"{one['meeting_day']}#{one['sequence']}"
        for one in json.loads((GOLDEN / "plan-1.json").read_bytes())["meeting_days"]
    ]


def test_rules_and_topics_are_offered(monkeypatch):
    assert plain("meeting-day move y p GB#4 2016-01-27 --waive ", monkeypatch) == [one.RULE.name for one in RULES]
    assert plain("meeting-day help ", monkeypatch) == [page.topic for page in pages()]


@pytest.mark.usefixtures("here")
def test_a_meeting_says_when_it_is_where_the_shell_can_show_it(monkeypatch):
    assert offered("meeting-day pin year.xlsx plan GB#4", monkeypatch, "zsh") == [
        *("plain", "GB#4"),
        *(day_of("GB", 4),),
    ]
    assert offered("meeting-day pin year.xlsx plan GB#4", monkeypatch, "fish") == [f"plain,GB#4\t{day_of('GB', 4)}"]


def day_of(body, number):
    """Return the day of a meeting in words."""
    from datetime import date  # noqa: PLC0415 - nothing else here has a day

    from scheduler.domain.wording import long_date  # noqa: PLC0415 - the same

    return long_date(
        next(date.fromisoformat(day) for b, n, day in in_plan("body", "sequence", "date") if (b, n) == (body, number))
    )


@pytest.mark.parametrize("folder", ["broken", "endless", "nowhere", "."])
def test_nothing_is_said_where_no_plan_can_be_read(folder, here, monkeypatch, capfd):
    before = sorted(here.rglob("*"))
    assert offered(f"meeting-day move year.xlsx {folder} G", monkeypatch) == []
    assert capfd.readouterr() == ("", "")
    assert sorted(here.rglob("*")) == before


def test_a_code_that_means_something_to_a_shell_is_not_offered(here, monkeypatch):
    hostile = ["GB", "$(reboot)", "`reboot`", "a b", "A\nplain,B", "*", "~", "a;b", "a,b"]
    plan = {"meetings": [{"body": code, "sequence": 1, "date": "2016-01-27", "room": code} for code in hostile]}
    (here / "plan" / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert plain("meeting-day pin year.xlsx plan ", monkeypatch) == ["GB#1"]
    assert plain("meeting-day move year.xlsx plan GB#1 2016-01-27 --room ", monkeypatch) == ["GB"]


def test_little_is_loaded_for_it(here):
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('loaded', *{name.partition('.')[0] for name in sys.modules}))\n"
        f"from scheduler.cli import main\nmain(prog_name='{PROGRAM}')\n"
    )
    asked = {VARIABLE: "bash_complete", "COMP_WORDS": "meeting-day pin year.xlsx plan GB#", "COMP_CWORD": "4"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=here, env={**os.environ, **asked}, capture_output=True, text=True,
        check=True, timeout=SECONDS,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert "plain,GB#4" in lines
    assert set(lines[-1].split()) & HEAVY == set()
    assert done.stderr == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_is_printed(shell):
    result = CliRunner().invoke(main, ["completion", shell])
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{VARIABLE}={shell}_complete" in result.stdout
    assert PROGRAM in result.stdout


def test_bash_completes_by_its_script(here):
    """What `complete -F` calls, with the words that bash gives it; packaging/check_shells.py types in all shells."""
    script = CliRunner().invoke(main, ["completion", "bash"]).stdout
    call = 'COMP_WORDS=(meeting-day pin year.xlsx plan "GB#"); COMP_CWORD=4; _meeting_day_completion meeting-day'
    program = here / PROGRAM
    inside = f"from scheduler.cli import main; main(prog_name='{PROGRAM}')"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{inside}" "$@"\n')
    program.chmod(0o755)
    inner = f"{script}\n{call}\nprintf '%s\\n' \"${{COMPREPLY[@]}}\""
    path = f"{here}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", inner], cwd=here, env={**os.environ, "PATH": path, VARIABLE: ""}, capture_output=True,
        text=True, check=True, timeout=SECONDS,
    )  # fmt: skip
    assert done.stdout.split() == [f"GB#{number}" for body, number in in_plan("body", "sequence") if body == "GB"]
