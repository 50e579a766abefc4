"""The commands that ask something and write no calendar: `law`, `check`, `why`, `viability` and `sweep`."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import click

from scheduler.cli import OUT_OF_TIME, completion
from scheduler.cli.progress import progress_shown
from scheduler.cli.taking import take_scenario
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
    step_options,
    warn,
)
from scheduler.domain.scenarios import NOT_COMPARED, Result
from scheduler.domain.wording import counted
from scheduler.law.words import warning_lines
from scheduler.messages.documents import Row, as_json
from scheduler.messages.law import law_document, law_lines, warnings_document
from scheduler.messages.plans import check_sentences, comparison_document, comparison_lines, ended_sentence, shortfalls
from scheduler.messages.viability import viability_document, viability_lines
from scheduler.messages.why import why_document, why_sentences

MOST_WORKERS = 64


@click.command()
@click.argument("source", metavar="[INPUT]", required=False, type=click.Path(path_type=Path))
@json_option
def law(source: Path | None, *, as_document: bool) -> None:
    r"""List what the law says, row by row with its instrument, and what it says of INPUT.

    Each row has whom it binds, from when to when, and when it was looked up. With INPUT, a workbook or a folder of CSV
    files, only the rows that bear on it are listed, and then what of it goes against them. A warning can be answered
    in the table law_waivers; it is then shown with its answer. Ends with 0, or with 2 if the input is wrong.

    \b
    Examples:
      meeting-day law
      meeting-day law year.xlsx
      meeting-day law year.xlsx --json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import inputs as planner  # noqa: PLC0415 - help must not wait for the reader to load

        found = None if source is None else planner.validate(source)
        problem, warnings = (None, ()) if found is None else (found.problem, found.law)
        if found is not None:
            warn(found.warnings)
        if as_document:
            print_json(law_document(problem, warnings))
        else:
            for line in law_lines(problem, warnings):
                click.echo(line)


@click.command()
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@as_of_option
@json_option
def check(source: Path, calendar: Path, as_of: datetime | None, *, as_document: bool) -> None:
    r"""List every rule that PLAN breaks under INPUT, and every clash, with the people named.

    PLAN is a folder that `plan` wrote, a plan.json, or a calendar made by hand: a list of meetings, bodies by
    months, or a year planner, as .xlsx, .csv, .docx or .html, or an .ics. Ends with 0, or with 1 if a rule is
    broken. Nothing is asked of what had been held, or called, at --as-of; without it, when PLAN was made, if that was
    in place of an earlier calendar.

    \b
    Examples:
      meeting-day check year.xlsx outputs/year
      meeting-day check year.xlsx by-hand.csv --json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import checks as planner  # noqa: PLC0415 - help must not wait for the solver to load

        report = planner.check(source, calendar, as_of)
        warn(report.warnings)
        if as_document:
            parts: dict[str, Sequence[Row]] = {
                "breaches": report.breaches,
                "clashes": report.clashes,
                "wishes": report.wishes,
            }
            rows = {name: as_json(rows) for name, rows in parts.items()}
            print_json({**rows, "waived": list(report.waived), "law": warnings_document(report.law)})
        else:
            for sentence in check_sentences(
                report.problem, report.breaches, report.clashes, report.wishes, report.waived
            ):
                click.echo(sentence)
            for line in warning_lines(report.problem, report.law):
                click.echo(line)
        sys.exit(NO if report.breaches else DONE)


def day_and_time(
    _context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str | None, str | None]:
    """Read the day, and perhaps the time, in as many arguments as they are typed: `Thursday 18 February 2016 14:00`."""
    from scheduler.reading.tables.days import day_and_time as parted  # noqa: PLC0415 - help must not wait for it to load

    day, start = parted(" ".join(value))
    return day or None, start


@click.command()
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@click.argument("meeting", metavar="BODY[#NUMBER]", shell_complete=completion.meetings)
@click.argument("when", metavar="[DATE [TIME]]", nargs=-1, callback=day_and_time)
@click.option(
    "--time-limit", type=SECONDS, default=60, show_default=True,
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

    DATE is a day as you would write it, or a weekday alone: that of the week in which the meeting is. Put a name or a
    date of several words in quotation marks where your shell needs it.

    BODY is a body or a meeting day, by code or name; with #NUMBER one meeting of it. Without the number, the
    meeting nearest to DATE is meant, or the next one. A body of a meeting day moves with the whole day. Without
    TIME, any of the body's own times would do. Without DATE, the best days around are told, with all other
    meetings where they are.

    Nothing is written. Ends with 0 if the meeting can be there, 1 if not, 2 if the input or the question is wrong,
    3 if time ran out.

    \b
    Examples:
      meeting-day why year.xlsx outputs/year HWB#2 2016-02-18
      meeting-day why year.xlsx outputs/year HWB#2 18 February 2016 2pm
      meeting-day why year.xlsx outputs/year HWB#2 Thursday
      meeting-day why year.xlsx outputs/year PSRB#2
    """
    began = monotonic()
    with in_words(as_document=as_document):
        from scheduler.commands import why as planner  # noqa: PLC0415 - help must not wait for the solver to load

        question = planner.Question(meeting, *when)
        with progress_shown(time_limit, began) as clock:
            problem, answer = planner.why(source, calendar, question, clock, as_of, clock.listener, warn)
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
    "--time-limit", type=SECONDS, default=60, show_default=True,
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
    began = monotonic()
    with in_words(as_document=as_document):
        from scheduler.commands import viability as planner  # noqa: PLC0415 - help must not wait for the solver to load

        if folder is not None:
            planner.prepare_folder(folder)
        with progress_shown(time_limit, began) as clock:
            answer = planner.viability(source, planner.Question(**question), clock, clock.listener, warn)
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


@click.command()
@SOURCE
@click.option("--scenarios", "table", type=click.Path(path_type=Path), help="What to compare; see above.")
@click.option(
    "--time-limit", type=SECONDS, default=60, show_default=True,
    help="Seconds to search, for each scenario.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, MOST_WORKERS),
    help="Scenarios tried at once, each on up to two cores.  [default: half the cores of this machine]",
)  # fmt: skip
@click.option("--cluster", metavar="ADDRESS", help="Compare on this Dask cluster instead, such as tcp://host:8786.")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder for a workbook, sweep.xlsx; with --take, for the plan.",
)
@click.option("--take", "taken", metavar="NAME", help="Take this scenario: plan the input with its changes.")
@as_of_option
@step_options
@json_option
def sweep(
    source: Path,
    table: Path | None,
    folder: Path | None,
    taken: str | None,
    *,
    as_document: bool,
    **wanted: Any,  # noqa: ANN401 - the options, handed on as they are
) -> None:
    r"""Compare INPUT as it is with scenarios that change it, side by side in a table.

    The scenarios are a table, .csv or .xlsx, with the columns scenario, change, subject and value. Rows with
    the same scenario are changes made together.

    \b
      change               subject                     value
      weekdays             a body or meeting day       Tue;Wed
      preferred_weekdays   a body or meeting day       Tue;Wed
      cadence              a body or meeting day       4, or 2 to 4, a year
      join                 a person                    HWB, or HWB:chair
      leave                a person                    HWB
      without_room         a room                      (blank)
      session              TPDAY:LUNCH                 13:00-14:00
      start_times          a body                      10:00;14:00
      closed               2016-03-01, or              a reason, or blank
                           2016-03-01 to 2016-03-04

    Without --scenarios, each weekday that the meeting days might have is compared. Dates that are fixed stay fixed.

    With --take NAME nothing is compared: the changes of that scenario are made in a copy of the input, which is planned
    as meeting-day plan does it, into outputs/NAME or the folder of -o, as a step of the history that can be undone.

    A scenario that fails never loses the others. Ctrl-C ends the search and shows what is finished. Ends with 0
    if every scenario was compared, even if one has no plan, 1 if one failed, 2 if the input is wrong.

    A cluster needs pip install 'meeting-day[cluster]', and the same version of meeting-day on its workers; start
    them with --nthreads 1. Give only an address that you trust: Dask runs what a cluster sends back.

    \b
    Examples:
      meeting-day sweep year.xlsx
      meeting-day sweep year.xlsx --scenarios what-if.xlsx -o outputs/what-if
      meeting-day sweep year.xlsx --scenarios what-if.xlsx --take "Tuesdays and Thursdays"
      meeting-day sweep year.xlsx --scenarios what-if.csv --workers 4 --time-limit 30 --json
      meeting-day sweep year.xlsx --scenarios what-if.csv --cluster tcp://scheduler:8786
    """
    time_limit, workers, cluster, as_of = (wanted[name] for name in ("time_limit", "workers", "cluster", "as_of"))
    if workers is not None and cluster is not None:
        raise click.UsageError("--workers is for this machine; a cluster has workers of its own. Give one of the two.")
    if taken is not None:
        take_scenario(source, folder, (table, taken), time_limit, cluster, as_of, as_document=as_document)
        return
    with in_words(as_document=as_document):
        from scheduler.commands import sweeps as planner  # noqa: PLC0415 - help must not wait for the solver to load

        if folder is not None:
            planner.prepare_folder(folder)
        compared = planner.sweep(source, table, time_limit, workers, cluster, _Aloud(), warn)
        for sentence in shortfalls(compared.results):
            say(sentence)
        if as_document:
            print_json(comparison_document(compared.results))
        else:
            for line in comparison_lines(compared.results):
                click.echo(line)
        if folder is not None:
            say(f"Wrote {planner.sweep_workbook(compared, folder)}.")
        sys.exit(NO if any(result.outcome in NOT_COMPARED for result in compared.results) else DONE)


class _Aloud:
    """Says on standard error how far a comparison is."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, number: int, result: Result | None) -> None:
        """Hear that all are begun, or that one has ended."""
        if result is None:
            say(f"Comparing the calendar as it is and {counted(number - 1, 'scenario')}")
        else:
            self.done += 1
            say(ended_sentence(result, self.done, number))
