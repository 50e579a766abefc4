"""How much processor time each everyday command takes, its loading included, on an example and a plan of it.

python tests/benchmarks/everyday.py [--runs 9] [--plan FOLDER] [--json FILE]

Each command is run so many times in a process of its own, with its files in memory and its modules compiled; the median
of user and system time counts, not the clock's. Without --plan, the example is planned first.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SOURCE = "inputs/trafford-2015-16"
MOST = {"--help": 0.2, "validate": 0.4, "check": 0.4, "change": 0.4, "history": 0.4}
"""Seconds; what asks the solver has no bar here."""
COMMANDS = {
    "--help": ["--help"],
    "validate": ["validate", SOURCE],
    "check": ["check", SOURCE, "{plan}"],
    "change": ["change", SOURCE, "{plan}", "--leave", "CCG-CCO:HWB"],
    "history": ["history", "{plan}"],
    "pin": ["pin", SOURCE, "{plan}", "PSRB#1"],
    "move": ["move", SOURCE, "{plan}", "PSRB#1", "2015-12-17"],
    "viability": ["viability", SOURCE, "--time-limit", "20"],
    "why": ["why", SOURCE, "{plan}", "PSRB#1", "2015-12-17", "--time-limit", "20"],
}
ANSWERED = (0, 1)


def seconds_of(arguments: list[str], compiled: Path) -> float:
    """Run a command and return the processor time that it took."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "scheduler", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in ANSWERED:
        raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the table, and keep it where --json says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as work:
        compiled = Path(work) / "compiled"
        plan = given.plan or Path(work) / "plan"
        if given.plan is None:
            seconds_of(["plan", SOURCE, "-o", str(plan), "--time-limit", "30"], compiled)
        print(f"{'command':12}{'least':>8}{'median':>8}{'at most':>9}")
        for name, arguments in COMMANDS.items():
            whole = [argument.format(plan=plan) for argument in arguments]
            seconds_of(whole, compiled)  # files come into memory, modules are compiled
            times = [seconds_of(whole, compiled) for _ in range(given.runs)]
            found[name] = median(times)
            print(f"{name:12}{min(times):>8.2f}{found[name]:>8.2f}{MOST.get(name, ''):>9}", flush=True)
    if given.json is not None:
        given.json.write_text(f"{json.dumps(found, indent=2)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
