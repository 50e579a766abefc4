"""The command line: read arguments, call the planner, print, and end with the contract's exit code."""

import sys
from importlib import import_module
from keyword import iskeyword

import click

import scheduler
from scheduler.outputs.places import follow_the_shell

__all__ = ["OUT_OF_TIME", "STOPPED", "main"]

OUT_OF_TIME = 3
STOPPED = "Stopped. Nothing was changed."

_HOMES = {
    "plans": "new validate plan change confirm export",
    "questions": "law check viability why sweep",
    "edits": "move cancel add swap pin unpin accept",
    "history": "history undo",
    "publishing": "serve publish feeds",
    "imports": "import next-year",
    "papers": "papers",
    "attendance": "attendance",
    "chart": "chart",
    "report": "report",
    "desk": "desk",
    "users": "users",
    "notices": "notices",
    "lunch_tables": "tables",
    "help": "help",
    "completion": "completion",
}
"""Module below this package -> the commands that it defines, each by its name; a word of Python with a _ behind."""
_HOME = {name: module for module, names in _HOMES.items() for name in names.split()}


class _Commands(click.Group):
    """The commands, each loaded, with whatever it says, when it is typed or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of all commands in order."""
        return sorted(_HOME)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None where there is none of that name."""
        if cmd_name in _HOME and cmd_name not in self.commands:
            try:
                module = import_module(f"{__name__}.{_HOME[cmd_name]}")
            except KeyboardInterrupt:
                click.echo(STOPPED, err=True)
                sys.exit(OUT_OF_TIME)
            self.add_command(as_written(getattr(module, _function(cmd_name))))
        return super().get_command(ctx, cmd_name)


def _function(command: str) -> str:
    """Return what a command is called in its module."""
    return f"{command}_" if iskeyword(command) or command == "help" else command.replace("-", "_")


def as_written(command: click.Command) -> click.Command:
    """Return a command whose help, and that of the commands below it, keeps the lines of its docstring.

    click keeps them after a backspace, and docstrings are raw.
    """
    command.help = (command.help or "").replace(r"\b", "\b")
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        as_written(below)
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(scheduler.__version__, prog_name="meeting-day")
def main() -> None:
    r"""Find a council's year of meetings, prove how good it is, and write it down.

    \b
    Examples:
      meeting-day desk                              all of it in your browser
      meeting-day new year.xlsx                     a workbook to fill in
      meeting-day import last.docx -o year.xlsx     the same, filled with what last year's calendar tells
      meeting-day next-year year.xlsx outputs/year -o year-2.xlsx   next year's, made from this year's
      meeting-day validate year.xlsx                what is wrong with it, cell by cell
      meeting-day plan year.xlsx                    the calendar, in outputs/year
      meeting-day check year.xlsx outputs/year      what a calendar breaks
      meeting-day sweep year.xlsx                   what if it were otherwise, side by side
      meeting-day help                              the handbook, page by page
    """
    follow_the_shell()


as_written(main)
