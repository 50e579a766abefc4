"""The command line: read arguments, call the planner, print, and end with the contract's exit code."""

import click

from scheduler.cli.edits import accept, add, cancel, move, pin, swap, unpin
from scheduler.cli.history import history, undo
from scheduler.cli.plans import EXAMPLES, change, confirm, export, new, plan, validate
from scheduler.cli.publishing import feeds, publish, serve
from scheduler.cli.questions import check, sweep, viability, why
from scheduler.outputs.places import follow_the_shell

__all__ = ["EXAMPLES", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="meeting-day", prog_name="meeting-day")
def main() -> None:
    r"""Find a council's year of meetings, prove how good it is, and write it down.

    \b
    Examples:
      meeting-day new year.xlsx                     a workbook to fill in
      meeting-day validate year.xlsx                what is wrong with it, cell by cell
      meeting-day plan year.xlsx                    the calendar, in outputs/year
      meeting-day check year.xlsx outputs/year      what a calendar breaks
      meeting-day sweep year.xlsx                   what if it were otherwise, side by side
    """
    follow_the_shell()


for command in (
    *(new, validate, plan, check, viability, change, why, sweep),
    *(move, cancel, add, swap, pin, unpin, accept),
    *(confirm, export, history, undo),
    *(serve, publish, feeds),
):
    main.add_command(command)
for command in (main, *main.commands.values()):  # click keeps lines as written after a backspace; docstrings are raw
    command.help = (command.help or "").replace(r"\b", "\b")
