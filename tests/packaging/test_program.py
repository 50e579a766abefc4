"""What the one-folder build starts as: told from its arguments, for a frozen program is its own Python."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from scripts import ROOT, script

import scheduler
from scheduler.desk.work.processes import CHILD

PROGRAM = script("program")
PATH = ROOT / "packaging" / "program.py"
SECONDS = 60


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], None),
        (["plan", "year.xlsx"], None),
        (["-P", "-m", CHILD, "call"], (CHILD, ["call"])),
        (["-m", "scheduler.solver.patterns.compilation"], ("scheduler.solver.patterns.compilation", [])),
        (["-m", "scheduler", "--version"], ("scheduler", ["--version"])),
        (["-m", "http.server"], None),
        (["-m", "schedulers"], None),
        (["-m"], None),
        (["move", "-m", "scheduler"], None),
    ],
)
def test_a_child_is_told_from_a_command(arguments, asked):
    assert PROGRAM.asked_module(arguments) == asked


@pytest.mark.parametrize(
    ("environment", "system", "folder"),
    [
        ({"LOCALAPPDATA": "/data"}, "win32", "/data/meeting-day/compiled"),
        ({}, "win32", "~/AppData/Local/meeting-day/compiled"),
        ({"XDG_CACHE_HOME": "/data"}, "darwin", "~/Library/Caches/meeting-day/compiled"),
        ({"XDG_CACHE_HOME": "/data"}, "linux", "/data/meeting-day/compiled"),
        ({"XDG_CACHE_HOME": "data"}, "linux", "~/.cache/meeting-day/compiled"),
        ({}, "linux", "~/.cache/meeting-day/compiled"),
    ],
)
def test_compiled_code_is_kept_in_the_users_cache(environment, system, folder):
    assert PROGRAM.compiled_code(environment, system) == Path(folder).expanduser()


@pytest.mark.parametrize("before", [[], ["-P", "-m", "scheduler"]], ids=["as a command", "as a child"])
def test_it_is_meeting_day(before):
    command = [sys.executable, PATH, *before, "--version"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=SECONDS)
    assert done.stdout == f"meeting-day, version {scheduler.__version__}\n"


@pytest.fixture
def home(tmp_path):
    """The environment of a user in whose home a file stands where the desk would keep its years."""
    (tmp_path / "meeting-day").touch()
    return {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PYTHONPATH": str(ROOT)}


def test_started_with_nothing_it_opens_the_desk(home):
    done = subprocess.run(
        [sys.executable, PATH], cwd=ROOT, env=home, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False, timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"{home['HOME']}/meeting-day" in done.stderr
    assert done.stdout == ""


def test_a_window_of_its_own_stays_open_on_what_went_wrong(home):
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, PATH], cwd=ROOT, env=home, stdin=theirs, stdout=subprocess.PIPE) as process:
        os.write(ours, b"\n")
        told, _ = process.communicate(timeout=SECONDS)
    os.close(ours)
    os.close(theirs)
    assert (process.returncode, told) == (2, b"Press Enter to close this window.")
