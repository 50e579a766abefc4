"""The command for the day when membership changes: `change`."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

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
from scheduler.domain.tables import Column
from scheduler.messages.changes import (
    alternative_sentences,
    change_document,
    consequence_sentences,
    repair_sentences,
)
from scheduler.messages.progress import telling
from scheduler.messages.refusals import infeasible_document, infeasible_sentences

_DATE = Column("from", "date")


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Read --from."""
    from scheduler.reading.tables.cells import CellFault, read_cell  # noqa: PLC0415 - help must not wait for it to load

    del context
    try:
        return None if value is None else cast("date", read_cell(_DATE, value.strip()))
    except CellFault as trouble:
        raise click.BadParameter(f"{trouble.message}. {trouble.remedy}", param=parameter) from None


@click.command()
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@click.option("--join", "joins", multiple=True, metavar="PERSON:BODY[:ROLE]", help="Somebody joins a body.")
@click.option("--leave", "leaves", multiple=True, metavar="PERSON:BODY", help="Somebody leaves a body.")
@click.option("--substitute", "substitutes", multiple=True, metavar="PERSON:BODY:DEPUTY", help="A substitute is named.")
@click.option("--from", "start", callback=_day, metavar="DATE", help="The first day on which the changes hold.")
@click.option("--changes", "table", type=click.Path(path_type=Path), help="A table of changes; see above.")
@click.option("--input-after", "source_after", type=click.Path(path_type=Path), help="The input as it is afterwards.")
@click.option("--repair", "folder", type=click.Path(path_type=Path), help="Write the plan that moves least here.")
@click.option(
    "--time-limit", type=click.FloatRange(min=0, max=MOST_SECONDS, min_open=True), default=60, show_default=True,
    help="Seconds to search for the plan that moves least.",
)  # fmt: skip
@as_of_option
@json_option
def change(
    source: Path,
    calendar: Path,
    folder: Path | None,
    time_limit: float,
    as_of: datetime | None,
    *,
    as_document: bool,
    **wanted: Any,  # noqa: ANN401 - the options that say what is to change, handed on as they are
) -> None:
    r"""Say what follows for PLAN when membership changes: who is now in two places, which quorum fails.

    Every date stays as it is, and people are seated anew. With --repair, the plan that moves least is found too:
    published meetings stay where they are first, then as few people as can be are affected, then days are few. What
    has been held, and what notice has been served of by --as-of, never moves.

    The changes may be a table, .csv or .xlsx, with the columns person, body, action, role, date and substitute.

    \b
      action       means
      join         person joins body, as role (member if blank); substitute may deputise
      leave        person leaves body; date is the first day on which they are no member
      substitute   substitute may deputise for person at body, too

    Somebody whom INPUT does not know yet needs a column name, and may have organisation and category. Without
    a date, a change holds from --from, or the day of --as-of, or as if it had always been so.

    Ends with 0 if nothing is broken and nobody newly wanted in two places, else with 1; with --repair, 0 if a plan was
    written and 1 if none exists; 2 if the input is wrong, 3 if time ran out.

    \b
    Examples:
      meeting-day change year.xlsx outputs/year --leave SMITH:HWB --join JONES:HWB --from 2016-02-01
      meeting-day change year.xlsx outputs/year --changes by-election.csv --as-of 2016-02-01
      meeting-day change year.xlsx outputs/year --join JONES:HWB:chair --repair outputs/repaired
      meeting-day change year.xlsx outputs/year --input-after year-2.xlsx --repair outputs/repaired --json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import changes as planner  # noqa: PLC0415 - help must not wait for all of it to load

        changed = planner.change(source, calendar, planner.Wanted(**wanted), as_of, warn)
        for sentence in consequence_sentences(changed.after, changed.words, changed.consequences):
            (say if as_document else click.echo)(sentence)
        if folder is None:
            if as_document:
                print_json(change_document(changed.words, changed.consequences))
            sys.exit(DONE if changed.consequences.clean else NO)
        _repair(changed, folder, time_limit, as_of, as_document=as_document)


def _repair(changed: Any, folder: Path, time_limit: float, as_of: datetime | None, *, as_document: bool) -> None:  # noqa: ANN401 - its type is loaded with the planner
    from scheduler.commands import repairs as planner  # noqa: PLC0415 - only a repair needs the solver

    with telling() as listener:
        outcome = planner.repair(changed, folder, time_limit, as_of, listener, warn)
    document = change_document(changed.words, changed.consequences)
    if isinstance(outcome, planner.OutOfTime):
        if as_document:
            print_json({**document, "status": "out_of_time"})
        say("Time ran out before a plan was found. Give it longer with --time-limit.")
        sys.exit(OUT_OF_TIME)
    if isinstance(outcome, planner.Infeasible):
        if as_document:
            print_json({**document, **infeasible_document(outcome)})
        for sentence in infeasible_sentences(outcome):
            say(sentence)
        sys.exit(NO)
    tell = say if as_document else click.echo
    for sentence in repair_sentences(outcome.problem, outcome.moves, least=outcome.least):
        tell(sentence)
    for sentence in alternative_sentences(outcome.alternatives):
        tell(sentence)
    if as_document:
        repaired = (outcome.moves, outcome.least)
        print_json(change_document(changed.words, changed.consequences, repaired, outcome.alternatives))
    say(f"Wrote {folder}: its changes are in {folder / 'calendar.xlsx'}, the amended input in {folder / 'input'}.")
    sys.exit(DONE)
