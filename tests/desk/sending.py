"""What tests of the desk do besides: commands run, a meeting moved, a form's hidden fields read."""

import re
from pathlib import Path

from click.testing import CliRunner

from scheduler.cli import main

DAY = "2015-10-01"


def run(*arguments: object) -> str:
    """Run a command that succeeds, and return what it printed."""
    found = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert found.exit_code == 0, found.output
    return found.stdout


def moved(folder: Path, to: str = "2015-11-12", reason: str = "The hall is let") -> None:
    """Move a meeting of the calendar by the command line, as somebody else."""
    plan = folder / "small" / "plan"
    run("move", plan / "input", plan, "HWB#2", to, "--accept", "--as-of", DAY, "--by", "Ann", "--reason", reason)


def hidden(page: str) -> dict[str, str]:
    """Return what the forms of a page carry unseen; any of them may be sent with it."""
    return dict(re.findall(r'name="(csrf|once|version)" value="([^"]*)"', page))
