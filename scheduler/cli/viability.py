"""The command that asks whether bodies can sit at the same time: `viability`."""

import sys
from pathlib import Path

import click

from scheduler.cli.words import (
    DONE,
    MOST_SECONDS,
    NO,
    OUT_OF_TIME,
    SOURCE,
    in_words,
    json_option,
    print_json,
    say,
    warn,
)
from scheduler.messages.progress import telling
from scheduler.messages.viability import viability_document, viability_lines


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
