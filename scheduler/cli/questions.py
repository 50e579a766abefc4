"""The commands that ask something and write no calendar: `check`, `why` and `viability`."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from scheduler.cli.words import (
    DONE,
    MOST_SECONDS,
    NO,
    OUT_OF_TIME,
    SOURCE,
    as_of_option,
    in_words,
    json_option,
    print_json,
    say,
    warn,
)
from scheduler.messages.documents import Row, as_json
from scheduler.messages.plans import check_sentences
from scheduler.messages.progress import telling
from scheduler.messages.viability import viability_document, viability_lines
from scheduler.messages.why import why_document, why_sentences

DAY_AND_TIME = 2
"""The most words that say when a meeting is asked to be."""


@click.command()
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@json_option
def check(source: Path, calendar: Path, *, as_document: bool) -> None:
    r"""List every rule that PLAN breaks under INPUT, and every clash, with the people named.

    PLAN is a folder that `plan` wrote, a plan.json, or a calendar made by hand: a table body, date, start,
    end, room as .csv or .xlsx. Ends with 1 if a rule is broken.

    \b
    Examples:
      meeting-day check year.xlsx outputs/year
      meeting-day check year.xlsx by-hand.csv --json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import checks as planner  # noqa: PLC0415 - help must not wait for the solver to load

        report = planner.check(source, calendar)
        warn(report.warnings)
        if as_document:
            parts: dict[str, Sequence[Row]] = {
                "breaches": report.breaches,
                "clashes": report.clashes,
                "wishes": report.wishes,
            }
            print_json({name: as_json(rows) for name, rows in parts.items()})
        else:
            for sentence in check_sentences(report.breaches, report.clashes, report.wishes):
                click.echo(sentence)
        sys.exit(NO if report.breaches else DONE)


def _day_and_time(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str | None, str | None]:
    """Read the day, and perhaps the time, whether typed as one argument or as two."""
    del context
    words = " ".join(value).replace("T", " ").split()
    if len(words) > DAY_AND_TIME:
        message = f"{' '.join(words)} is no day and time; write it as 2016-02-18, or 2016-02-18 14:00."
        raise click.BadParameter(message, param=parameter)
    day, start = (*words, None, None)[:DAY_AND_TIME]
    return day, start


@click.command()
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@click.argument("meeting", metavar="BODY[#NUMBER]")
@click.argument("when", metavar="[DATE [TIME]]", nargs=-1, callback=_day_and_time)
@click.option(
    "--time-limit", type=click.FloatRange(min=0, max=MOST_SECONDS, min_open=True), default=60, show_default=True,
    help="Seconds to search.",
)  # fmt: skip
@as_of_option
@json_option
def why(
    source: Path,
    calendar: Path,
    meeting: str,
    when: tuple[str | None, str | None],
    time_limit: float,
    as_of: datetime | None,
    *,
    as_document: bool,
) -> None:
    r"""Say why a meeting of PLAN is not on DATE: the rules in the way, or what it would cost.

    Where nothing rules the day out, the costs are told tier by tier, and which other meetings would have to make
    room: as few as can be. What has been held, and what notice has been served of by --as-of, stays.

    BODY is a body or a meeting day, by code or name; with #NUMBER one meeting of it. Without the number, the
    meeting nearest to DATE is meant, or the next one. A body of a meeting day moves with the whole day. Without
    TIME, any of the body's own times would do. Without DATE, the best days around are told, with all other
    meetings where they are.

    Nothing is written. Ends with 0 if the meeting can be there, 1 if not, 2 if the input or the question is wrong,
    3 if time ran out.

    \b
    Examples:
      meeting-day why year.xlsx outputs/year HWB#2 2016-02-18
      meeting-day why year.xlsx outputs/year HWB#2 2016-02-18 14:00
      meeting-day why year.xlsx outputs/year PSRB#2
    """
    with in_words(as_document=as_document):
        from scheduler.commands import why as planner  # noqa: PLC0415 - help must not wait for the solver to load

        question = planner.Question(meeting, *when)
        with telling() as listener:
            problem, answer = planner.why(source, calendar, question, time_limit, as_of, listener, warn)
        if as_document:
            print_json(why_document(answer))
        else:
            for sentence in why_sentences(problem, answer):
                click.echo(sentence)
        sys.exit(OUT_OF_TIME if answer.possible is None else DONE if answer.possible else NO)


@click.command()
@SOURCE
@click.option("--bodies", metavar="A;B;C", help="The bodies, in quotation marks. [default: those of the session]")
@click.option("--meeting-day", metavar="CODE", help="The meeting day, where the input has several.")
@click.option("--session", metavar="CODE", help="The session, where there are several of the kind boards.")
@click.option(
    "--on", "day", metavar="DATE",
    help="The day whose memberships count. [default: the calendar's first on which all the bodies exist]",
)  # fmt: skip
@click.option(
    "--time-limit", type=click.FloatRange(min=0, max=MOST_SECONDS, min_open=True), default=60, show_default=True,
    help="Seconds to search.",
)  # fmt: skip
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder for a workbook, viability.xlsx."
)
@json_option
def viability(
    source: Path, time_limit: float, folder: Path | None, *, as_document: bool, **question: str | None
) -> None:
    r"""Say whether the boards of a meeting day, or any bodies named, can sit at the same time.

    The report says whom each two of the bodies share, what each quorum would be, who would send apologies or a
    substitute, and what rooms there are; where they cannot sit together, who stands in the way, the fewest
    nominations that would make it possible, and the fewest slots, one after another, that need none.

    Everybody is taken to be free. Ends with 0 if they can sit together, 1 if not, 2 if the input or the question is
    wrong, 3 if time ran out before either was shown.

    \b
    Examples:
      meeting-day viability year.xlsx
      meeting-day viability year.xlsx --bodies "HWB;GB;SCB" --on 2016-04-01
      meeting-day viability year.xlsx -o outputs/viability
      meeting-day viability year.xlsx --meeting-day TPDAY --session MORNING --json
    """
    if question["bodies"] is not None and (question["meeting_day"], question["session"]) != (None, None):
        message = "--bodies names the bodies themselves, --meeting-day and --session a session. Give one or the other."
        raise click.UsageError(message)
    with in_words(as_document=as_document):
        from scheduler.commands import viability as planner  # noqa: PLC0415 - help must not wait for the solver to load

        if folder is not None:
            planner.prepare_folder(folder)
        with telling() as listener:
            answer = planner.viability(source, planner.Question(**question), time_limit, listener, warn)
        if isinstance(answer, planner.OutOfTime):
            if as_document:
                print_json({"status": "out_of_time"})
            say("Time ran out before it was shown whether they can sit together. Give a longer --time-limit.")
            sys.exit(OUT_OF_TIME)
        if as_document:
            print_json(viability_document(answer.problem, answer.viability))
        else:
            for line in viability_lines(answer.problem, answer.viability):
                click.echo(line)
        if folder is not None:
            say(f"Wrote {planner.viability_workbook(answer, folder)}.")
        sys.exit(DONE if answer.viability.viable else NO)
