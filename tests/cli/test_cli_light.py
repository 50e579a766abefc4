"""What each everyday command loads: nothing that takes longer to load than the command has to do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.outputs.folder import write_output
from scheduler.reading import read_input
from scheduler.reading.plans.plan_json import plan_from_json

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
TRAFFORD = ROOT / "inputs" / "trafford-2015-16"
SECONDS = 100
SOLVER = {"ortools", "numpy", "pandas"}
"""OR-Tools loads the other two."""
HEAVY = SOLVER | {
    *("dask", "distributed", "numba", "highspy", "scipy"),
    *("openpyxl", "xlsxwriter", "jinja2", "icalendar", "recurring_ical_events", "holidays"),
    *("flask", "authlib", "requests", "sqlite3", "waitress", "werkzeug", "pebble", "asyncio", "multiprocessing"),
}
RUN = "from scheduler.cli import main\ntry:\n    main()\nexcept SystemExit as ended:\n    code = ended.code or 0\n"
TELL = "import json, sys\nprint('\\n' + json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"


def loaded(script, *arguments):
    """Return which packages a fresh process has loaded once a script has run."""
    command = [sys.executable, "-c", script + TELL, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def loaded_by(*arguments, ends_with=(0,)):
    """Return the same of a command, which has to end as it should."""
    return loaded(f"{RUN}assert code in {tuple(ends_with)}, code\n", *arguments)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that `plan` might have written."""
    where = tmp_path_factory.mktemp("light") / "plan"
    problem, _ = read_input(GOLDEN / "input")
    plan = plan_from_json("plan-1.json", (GOLDEN / "plan-1.json").read_bytes())
    write_output(problem, plan, where, {file.name: file.read_bytes() for file in (GOLDEN / "input").glob("*.csv")})
    return where


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["plan", "--help"], ["help", "glossary"], ["validate", TRAFFORD]],
    ids=["help", "help of a command", "a page of the handbook", "validate"],
)
def test_help_and_reading_load_nothing_heavy(arguments):
    assert loaded_by(*arguments) & HEAVY == set()


@pytest.mark.parametrize(
    ("arguments", "ends_with"),
    [
        (["check", GOLDEN / "input", "{folder}"], [0]),
        (["change", GOLDEN / "input", "{folder}", "--leave", "BOB:GB"], [0, 1]),
        (["history", "{folder}"], [0]),
        (["pin", GOLDEN / "input", "{folder}", "GB#3"], [0]),
        (["move", GOLDEN / "input", "{folder}", "GB#4", "2016-01-27"], [0, 1]),
        (["feeds", "list", "--help"], [0]),
        (["desk", "--help"], [0]),
        (["users", "add", "--help"], [0]),
    ],
    ids=lambda given: str(given[0]),
)
def test_what_asks_nothing_of_the_solver_does_not_load_it(folder, arguments, ends_with):
    given = [folder if one == "{folder}" else one for one in arguments]
    assert loaded_by(*given, ends_with=ends_with) & HEAVY == set()


def test_what_only_writes_a_plan_again_loads_no_solver(folder, tmp_path):
    found = loaded_by("export", folder, "-o", tmp_path / "copy", "--anyway", "golden") & HEAVY
    assert found == {"xlsxwriter", "jinja2"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["why", GOLDEN / "input", "{folder}", "GB#4", "2016-01-27", "--time-limit", "60"],
        ["viability", GOLDEN / "input", "--bodies", "HWB;GB", "--time-limit", "60"],
    ],
    ids=lambda given: given[0],
)
def test_what_asks_the_solver_loads_nothing_else(folder, arguments):
    given = [folder if one == "{folder}" else one for one in arguments]
    assert loaded_by(*given, ends_with=[0, 1]) & HEAVY == SOLVER


@pytest.mark.parametrize(
    ("script", "heavy"),
    [
        ("import scheduler\n", set()),
        ("import scheduler\np = scheduler.read({0!r})\nscheduler.check(p, {1!r})\n", {"xlsxwriter", "pebble"}),
    ],
    ids=["imported", "asked"],
)
def test_a_python_program_loads_no_solver_before_it_asks_one(folder, script, heavy):
    found = loaded(
        "import warnings\nwarnings.simplefilter('ignore')\n" + script.format(str(GOLDEN / "input"), str(folder))
    )
    assert (found & HEAVY) - {"asyncio", "multiprocessing"} == heavy
