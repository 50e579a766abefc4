"""How many files each command passes through, and how many modules only one other imports.

python tests/benchmarks/files_entered.py [COMMAND ...]

Each command runs on an example in a process of its own, which notes the files of scheduler/ in which any function is
called. The figures before are those of the commit at which the reviewers counted, 157c39c.
"""

import ast
import inspect
import json
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from click import Context

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "scheduler"
SOURCE = "inputs/trafford-2015-16"
BEFORE = {"validate": 38, "plan": 195, "why": 129, "change --repair": 217}
MOST = {"validate": 20, "plan": 120, "why": 85, "change --repair": 135}
LONELY_BEFORE, MOST_LONELY = 155, 40

COMMANDS = {
    "validate": ["validate", SOURCE],
    "plan": ["plan", SOURCE, "-o", "{work}/plan", "--time-limit", "30"],
    "check": ["check", SOURCE, "{work}/plan"],
    "why": ["why", SOURCE, "{work}/plan", "HWB#2", "2016-02-18", "--time-limit", "20"],
    "change": ["change", SOURCE, "{work}/plan", "--leave", "CCG-CCO:HWB"],
    "change --repair": [
        "change", SOURCE, "{work}/plan", "--leave", "CCG-CCO:HWB", "--repair", "{work}/repaired", "--time-limit", "20",
    ],
    "viability": ["viability", SOURCE, "--time-limit", "20"],
    "sweep": ["sweep", SOURCE, "--scenarios", "inputs/trafford-scenarios.csv", "--workers", "1", "--time-limit", "5"],
    "confirm": ["confirm", "{work}/plan"],
    "export": ["export", "{work}/plan", "-o", "{work}/copy"],
    "publish": ["publish", "{work}/plan", "--to", "{work}/site", "--base-url", "https://meetings.example.gov.uk"],
    "feeds list": ["feeds", "list", "{work}/site"],
}  # fmt: skip
"""In an order in which each finds what it needs."""


def entered(arguments: list[str]) -> list[str]:
    """Run a command in this process and return the files of the package in which a function was called."""
    found: set[str] = set()
    package = f"{PACKAGE}/"

    def note(frame: FrameType, event: str, argument: object) -> None:
        del argument
        code = frame.f_code
        function = code.co_flags & inspect.CO_OPTIMIZED and not code.co_name.startswith("<")
        if event == "call" and function and code.co_filename.startswith(package) and code.co_filename.endswith(".py"):
            found.add(code.co_filename)

    from scheduler.cli import main  # noqa: PLC0415 - its import is not counted

    main.get_command(Context(main), arguments[0])  # nor is that of the command

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        main(arguments, standalone_mode=False)
    except SystemExit as ended:
        if ended.code not in (None, 0, 1):
            raise
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return sorted(Path(name).relative_to(ROOT).as_posix() for name in found)


def in_a_process_of_its_own(arguments: list[str]) -> list[str]:
    """Return the files that a command enters, as a fresh process finds them."""
    command = [sys.executable, __file__, "--trace", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=600)
    return list(json.loads(done.stdout.splitlines()[-1]))


def modules() -> dict[str, Path]:
    """Return every module of the package by its name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """Yield the modules of the package that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in known else node.module


def lonely() -> dict[str, str]:
    """Return the modules that exactly one other imports, with it; an `__init__` is its folder's."""
    known = modules()
    importers: defaultdict[str, set[str]] = defaultdict(set)
    for name, path in known.items():
        for other in imported(path, known):
            if other != name:
                importers[other].add(name)
    return {
        name: next(iter(by))
        for name, by in sorted(importers.items())
        if len(by) == 1 and known[name].name != "__init__.py"
    }


def main() -> None:
    """Print the table; with names of commands, their files too."""
    wanted = sys.argv[1:]
    print(f"{'command':18}{'before':>8}{'now':>6}{'at most':>9}")
    with tempfile.TemporaryDirectory() as work:
        for name, arguments in COMMANDS.items():
            files = in_a_process_of_its_own([argument.format(work=work) for argument in arguments])
            print(f"{name:18}{BEFORE.get(name, ''):>8}{len(files):>6}{MOST.get(name, ''):>9}", flush=True)
            if name in wanted:
                print("\n".join(f"    {file}" for file in files))
    alone = lonely()
    print(
        f"\nmodules: {len(modules())}; imported by exactly one other: {LONELY_BEFORE} before, {len(alone)} now, ",
        end="",
    )
    print(f"at most {MOST_LONELY}")
    if "lonely" in wanted:
        print("\n".join(f"    {name} by {by}" for name, by in alone.items()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--trace"]:
        print(json.dumps(entered(sys.argv[2:])))
    else:
        main()
