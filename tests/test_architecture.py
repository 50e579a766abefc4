"""The house: imports point one way, files stay short, and every file says what it is."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("scheduler/**/*.py"))
MOST_LINES = 450
LEAST_LINES_FOR_ONE = 60


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)


def test_imports_point_one_way() -> None:
    found = run("-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())")
    assert found.returncode == 0, found.stdout


def test_code_is_clean() -> None:
    found = run("-m", "ruff", "check", "scheduler", "tests")
    assert found.returncode == 0, found.stdout


def test_code_is_formatted() -> None:
    found = run("-m", "ruff", "format", "--check", "scheduler", "tests")
    assert found.returncode == 0, found.stdout


@pytest.mark.first
@pytest.mark.slow
def test_types_are_right() -> None:
    found = run("-m", "mypy")
    assert found.returncode == 0, found.stdout


def test_no_file_is_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.slow
def test_no_short_module_serves_only_one_other() -> None:
    """A module under 60 lines that only one other imports is part of that: rules, wishes, sheets, screens aside."""
    users: dict[str, set[Path]] = defaultdict(set)
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                    users[name].add(path)
    apart = {"rules", "wishes", "commands", "screens", "workbook"}
    found = [
        str(path.relative_to(ROOT))
        for path in FILES
        if path.name != "__init__.py"
        and not apart & set(path.parts)
        and len(path.read_text(encoding="utf-8").splitlines()) < LEAST_LINES_FOR_ONE
        and len(users[".".join(path.relative_to(ROOT).with_suffix("").parts)]) == 1
    ]
    assert found == []


@pytest.mark.slow
def test_every_file_says_what_it_is() -> None:
    silent = [str(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_the_top_level_holds_only_what_it_should() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {line.split("/")[0] for line in tracked.splitlines()}
    folders = {"scheduler", "inputs", "outputs", "tests", "packaging"}
    pages = {"README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "SUPPORT.md"}
    allowed = folders | pages | {"pyproject.toml"}
    assert {name for name in names if not name.startswith(".")} <= allowed


def test_no_clock_is_read() -> None:
    clocks = ("today(", "now(", "utcnow(", "time.time(")
    readers = [path for path in FILES if any(clock in path.read_text(encoding="utf-8") for clock in clocks)]
    apart = ["scheduler/outputs/history.py", "scheduler/server/clock.py"]  # when a step was taken, or a feed changed
    assert [path.relative_to(ROOT).as_posix() for path in readers] == apart


def test_whatever_is_read_of_a_plan_is_mended_first() -> None:
    """Commands read by `commands/sources.py`, which puts back a folder that a killed run took away."""
    found = [
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if path.relative_to(ROOT).parts[1] in {"api", "cli", "commands", "server", "sweep"}
        and re.search(r"from scheduler\.reading\S* import .*\bread_(input|plan)\b", path.read_text(encoding="utf-8"))
    ]
    assert found == []
