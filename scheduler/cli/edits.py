"""The commands that change one meeting by hand: `move`, `cancel`, `add`, `swap`, `pin`, `unpin`, and `accept`."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, TypeAlias

import click

from scheduler.cli import completion
from scheduler.cli.progress import progress_shown
from scheduler.cli.questions import day_and_time
from scheduler.cli.words import (
    DONE,
    NO,
    SECONDS,
    SOURCE,
    as_of_option,
    in_words,
    json_option,
    print_json,
    say,
    step_asked,
    step_options,
    warn,
)
from scheduler.messages.edits import edit_document, edit_sentences, last_sentences
from scheduler.messages.plans import as_of_sentence

_Given: TypeAlias = Any
"""What click makes of an option, handed on as it is."""
_CALENDAR = click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
_MEETING = click.argument("meeting", metavar="BODY#NUMBER", shell_complete=completion.meetings)
_WHEN = click.argument("when", metavar="DATE [TIME]", nargs=-1, required=True, callback=day_and_time)
_ROOM = click.option("--room", metavar="ROOM", shell_complete=completion.rooms,
    help="The room. [default: its own, where that is free, or the best]")  # fmt: skip


_ACCEPT = click.option("--accept", "accept", is_flag=True, help="Write it into PLAN; otherwise nothing is written.")
_WAIVE = click.option(
    "--waive", "waive", multiple=True, metavar="RULE", shell_complete=completion.rules,
    help="A rule that is not asked of it, this once; --reason says why, and every output shows it.",
)  # fmt: skip


SECONDS_FOR_OTHERS = 60.0
"""For whatever an edit by hand looks for, where its command has no limit of its own."""


def _edit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of every edit by hand."""
    for option in (json_option, step_options, as_of_option, _WAIVE, _ACCEPT):
        command = option(command)
    return command


def _answer(source: Path, calendar: Path, options: dict[str, Any], ask: Callable[[Any, Any, Any], Any]) -> None:
    """Ask what follows, tell it, and end with 0 if it can be or was done, with 1 if not."""
    as_document = options.pop("as_document")
    began = monotonic()
    with in_words(as_document=as_document):
        from scheduler.commands import by_hand as planner  # noqa: PLC0415 - help must not wait for the solver to load

        with progress_shown(options.pop("time_limit", SECONDS_FOR_OTHERS), began) as clock:
            asked = planner.Asked(source, calendar, step_asked(), time_limit=clock, **options)
            answer = ask(planner, asked, clock.listener)
        if options["as_of"] is None:
            say(as_of_sentence(answer.problem, answer.before, said=False))
        if as_document:
            print_json(edit_document(answer.before, answer.told))
        else:
            for sentence in edit_sentences(answer.problem, answer.before, answer.told):
                click.echo(sentence)
        for sentence in last_sentences(answer.told, calendar):
            say(sentence)
        sys.exit(DONE if answer.told.edited.possible else NO)


def _edit(source: Path, calendar: Path, options: dict[str, Any], *typed: Any, **more: Any) -> None:  # noqa: ANN401 - what is typed, handed on
    """Ask what follows from an edit as it is typed."""

    def ask(planner: Any, asked: Any, listener: Any) -> Any:  # noqa: ANN401 - a module that is loaded late, and its types
        return planner.by_hand(asked, lambda words: planner.Requested(words.edit(*typed, **more)), listener, warn)

    _answer(source, calendar, options, ask)


@click.command()
@SOURCE
@_CALENDAR
@_MEETING
@_WHEN
@_ROOM
@click.option("--others-may-move", is_flag=True, help="Let other meetings make room: the fewest, and the nearest days.")
@click.option(
    "--time-limit", type=SECONDS, default=60, show_default=True,
    help="Seconds to look for the fewest of them.",
)  # fmt: skip
@_edit_options
def move(
    source: Path, calendar: Path, meeting: str, when: tuple[str | None, str | None], room: str | None, **options: _Given
) -> None:
    r"""Move one meeting of PLAN to DATE, and say first what follows.

    Told are the rules that would be broken, who would be in two places or send apologies, the agenda's day, the room,
    what rooms cost, and the wishes no longer granted. Where it cannot be: why, and the nearest days on which it could.
    A whole meeting day moves as one, TPDAY#2 or any body that sits in it. What has been held by --as-of, or notice
    has been served of, cannot be moved.

    Nothing is written without --accept. With it, the plan is written into PLAN, uids kept and revisions counted, and
    the input kept there fixes the meeting, so that it stays where it is when that is planned again.

    Ends with 0 if it can be, or was done; 1 if a rule is broken or it cannot be; 2 if the input or the command line
    is wrong.

    \b
    Examples:
      meeting-day move year.xlsx outputs/year HWB#2 2016-02-18
      meeting-day move year.xlsx outputs/year HWB#2 2016-02-18 14:00 --room CR2 --accept --by "Clerk"
      meeting-day move year.xlsx outputs/year TPDAY#2 2016-03-10 --others-may-move
      meeting-day move year.xlsx outputs/year HWB#2 2016-02-20 --waive weekday --reason "Public event" --accept
    """
    _edit(source, calendar, options, "move", [meeting], *when, room)


@click.command()
@SOURCE
@_CALENDAR
@_MEETING
@click.option("--replace", "replace", is_flag=True, help="Hold another instead, on the nearest day that can be.")
@_edit_options
def cancel(source: Path, calendar: Path, meeting: str, *, replace: bool, **options: _Given) -> None:
    r"""Cancel one meeting of PLAN, and say first what follows.

    It keeps its number, is shown as cancelled until its day has passed, and is not owed again, unless --replace.
    Nothing is written without --accept. Ends as `move` does.

    \b
    Examples:
      meeting-day cancel year.xlsx outputs/year HWB#2
      meeting-day cancel year.xlsx outputs/year HWB#2 --accept --reason "No business" --by "Clerk"
      meeting-day cancel year.xlsx outputs/year HWB#2 --replace
    """
    _edit(source, calendar, options, "cancel", [meeting], replace=replace)


@click.command()
@SOURCE
@_CALENDAR
@click.argument("body", metavar="BODY", shell_complete=completion.bodies)
@_WHEN
@_ROOM
@_edit_options
def add(
    source: Path, calendar: Path, body: str, when: tuple[str | None, str | None], room: str | None, **options: _Given
) -> None:
    r"""Add a meeting of BODY to PLAN on DATE, and say first what follows.

    Where the body has all the meetings that it should, the new one is an extra one, which counts for no cadence.
    Nothing is written without --accept. Ends as `move` does.

    \b
    Examples:
      meeting-day add year.xlsx outputs/year HWB 2016-02-18
      meeting-day add year.xlsx outputs/year HWB 2016-02-18 18:30 --room CR2 --accept
    """
    _edit(source, calendar, options, "add", [body], *when, room)


@click.command()
@SOURCE
@_CALENDAR
@click.argument("meetings", metavar="BODY#NUMBER BODY#NUMBER", nargs=2, shell_complete=completion.meetings)
@_edit_options
def swap(source: Path, calendar: Path, meetings: tuple[str, str], **options: _Given) -> None:
    r"""Let two meetings of PLAN take each other's days, and say first what follows.

    Nothing is written without --accept. Ends as `move` does.

    \b
    Examples:
      meeting-day swap year.xlsx outputs/year HWB#2 GB#1
      meeting-day swap year.xlsx outputs/year HWB#2 GB#1 --accept
    """
    _edit(source, calendar, options, "swap", meetings)


@click.command()
@SOURCE
@_CALENDAR
@_MEETING
@_edit_options
def pin(source: Path, calendar: Path, meeting: str, **options: _Given) -> None:
    r"""Keep one meeting of PLAN on its day, at its time and in its room, whatever is planned anew.

    Nothing is written without --accept: then the input kept in PLAN fixes it. Ends as `move` does.

    \b
    Examples:
      meeting-day pin year.xlsx outputs/year HWB#2 --accept
    """
    _edit(source, calendar, options, "pin", [meeting])


@click.command()
@SOURCE
@_CALENDAR
@_MEETING
@_edit_options
def unpin(source: Path, calendar: Path, meeting: str, **options: _Given) -> None:
    r"""Let one meeting of PLAN be moved again when the calendar is planned anew.

    Nothing is written without --accept: then no row of the input kept in PLAN fixes it. Ends as `move` does.

    \b
    Examples:
      meeting-day unpin year.xlsx outputs/year HWB#2 --accept
    """
    _edit(source, calendar, options, "unpin", [meeting])


@click.command()
@SOURCE
@click.argument("edited", metavar="EDITED", type=click.Path(path_type=Path))
@_CALENDAR
@_edit_options
def accept(source: Path, edited: Path, calendar: Path, **options: _Given) -> None:
    r"""Take what somebody has changed in a copy of PLAN's calendar.xlsx as a request, and say first what follows.

    EDITED is calendar.xlsx, its sheet Meetings changed by hand, or a table body, date, start, end, room of all the
    plan's meetings. Rows with another date, start or room are moved, rows that are gone or say Cancelled are cancelled,
    and new rows, without a number, are added; all of them together are asked of the rules as one edit.

    Nothing is written without --accept. Ends as `move` does.

    \b
    Examples:
      meeting-day accept year.xlsx edited.xlsx outputs/year
      meeting-day accept year.xlsx edited.xlsx outputs/year --accept --reason "Group leaders' wishes"
    """

    def ask(planner: Any, asked: Any, listener: Any) -> Any:  # noqa: ANN401 - a module that is loaded late, and its types
        del planner
        from scheduler.commands import accepting  # noqa: PLC0415 - help must not wait for the solver to load

        return accepting.accept(asked, edited, listener, warn)

    _answer(source, calendar, options, ask)
