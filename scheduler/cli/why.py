"""The command that answers why a meeting is not on another day: `why`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from scheduler.cli.moments import as_of_option
from scheduler.cli.words import (
    DONE,
    MOST_SECONDS,
    NO,
    OUT_OF_TIME,
    SOURCE,
    in_words,
    json_option,
    print_json,
    warn,
)
from scheduler.messages.progress import telling
from scheduler.messages.why import why_document, why_sentences

DAY_AND_TIME = 2


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
