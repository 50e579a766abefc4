"""The command that compares what might be: `sweep`."""

import sys
from pathlib import Path

import click

from scheduler.cli.words import DONE, MOST_SECONDS, NO, SOURCE, in_words, json_option, print_json, say, warn
from scheduler.domain.scenarios import NOT_COMPARED, Result
from scheduler.domain.wording import counted
from scheduler.messages.comparison import comparison_document, comparison_lines, ended_sentence, shortfalls

MOST_WORKERS = 64


@click.command()
@SOURCE
@click.option("--scenarios", "table", type=click.Path(path_type=Path), help="What to compare; see above.")
@click.option(
    "--time-limit", type=click.FloatRange(min=0, max=MOST_SECONDS, min_open=True), default=60, show_default=True,
    help="Seconds to search, for each scenario.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, MOST_WORKERS),
    help="Scenarios tried at once, each on up to two cores.  [default: half the cores of this machine]",
)  # fmt: skip
@click.option("--cluster", metavar="ADDRESS", help="Compare on this Dask cluster instead, such as tcp://host:8786.")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder for a workbook, sweep.xlsx.")
@json_option
def sweep(
    source: Path,
    table: Path | None,
    time_limit: float,
    workers: int | None,
    cluster: str | None,
    folder: Path | None,
    *,
    as_document: bool,
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

    A scenario that fails never loses the others. Ctrl-C ends the search and shows what is finished. Ends with 0
    if every scenario was compared, even if one has no plan, 1 if one failed, 2 if the input is wrong.

    A cluster needs pip install 'meeting-day[cluster]', and the same version of meeting-day on its workers; start
    them with --nthreads 1. Give only an address that you trust: Dask runs what a cluster sends back.

    \b
    Examples:
      meeting-day sweep year.xlsx
      meeting-day sweep year.xlsx --scenarios what-if.xlsx -o outputs/what-if
      meeting-day sweep year.xlsx --scenarios what-if.csv --workers 4 --time-limit 30 --json
      meeting-day sweep year.xlsx --scenarios what-if.csv --cluster tcp://scheduler:8786
    """
    if workers is not None and cluster is not None:
        raise click.UsageError("--workers is for this machine; a cluster has workers of its own. Give one of the two.")
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
