"""What pages of the handbook begin with: an example's year, planned to the end once and kept, so that nobody waits.

python tests/handbook/begun.py

plans each of them anew, and keeps its plan and what was printed in `tests/handbook/begun`. A plan that is proven best
is the same on every machine; one of another input than the example's present one is refused.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from scheduler.cli import main
from scheduler.commands.sources import files_of
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Step
from scheduler.reading import read_input
from scheduler.reading.plans.plan_json import plan_from_json

KEPT = Path(__file__).parent / "begun"
EXAMPLES = {"district": "district-2027-28"}
WORKBOOK, FOLDER = "year.xlsx", Path("outputs/year")
PLANNING = f"meeting-day plan {WORKBOOK}"
SECONDS = 600


def new(name: str) -> str:
    """Return the command that writes the workbook."""
    return f"meeting-day new {WORKBOOK} --example {EXAMPLES[name]}"


def begin(name: str, folder: Path) -> dict[str, tuple[int, str]]:
    """Write a year's workbook and plan as the two commands did, and return what each ended with, and printed."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        done = CliRunner().invoke(main, new(name).split()[1:], catch_exceptions=False)
        problem, _ = read_input(Path(WORKBOOK))
        plan = plan_from_json("plan.json", gzip.decompress((KEPT / name / "plan.json.gz").read_bytes()))
        assert problem.is_input_of(plan), "The example has changed: python tests/handbook/begun.py"
        plan = replace(plan, input_sha256=problem.input_sha256)
        write_output(problem, plan, FOLDER, files_of(Path(WORKBOOK), problem), step=Step("plan", "", "Ann Clerk"))
    finally:
        os.chdir(here)
    printed = (KEPT / name / "printed.txt").read_text(encoding="utf-8")
    return {new(name): (done.exit_code, done.output), PLANNING: (0, printed)}


def keep(name: str) -> None:
    """Plan a year to the end and keep its plan, and what was printed."""
    program = [sys.executable, "-m", "scheduler"]
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([*program, *new(name).split()[1:]], cwd=place, check=True)
        command = [*program, *PLANNING.split()[1:], "--time-limit", str(SECONDS)]
        done = subprocess.run(
            command, cwd=place, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if "no better plan exists" not in done.stdout:
            sys.exit(f"It is not proven to be the best after {SECONDS} seconds: give it a machine that is less busy.")
        (KEPT / name).mkdir(parents=True, exist_ok=True)
        plan = (Path(place) / FOLDER / "plan.json").read_bytes()
        (KEPT / name / "plan.json.gz").write_bytes(gzip.compress(plan, mtime=0))
        (KEPT / name / "printed.txt").write_text(done.stdout, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for one in EXAMPLES:
        keep(one)
