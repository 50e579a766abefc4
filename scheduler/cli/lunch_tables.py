"""The command `tables`."""

from datetime import datetime
from pathlib import Path
from time import monotonic

import click

from scheduler.cli.progress import progress_shown
from scheduler.cli.words import SECONDS, anyway_option, as_of_option, in_words, json_option, print_json, say


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("-o", "--output", "elsewhere", type=click.Path(path_type=Path), help="A folder instead of the plan's.")
@click.option("--time-limit", type=SECONDS, default=30, show_default=True, help="Seconds to search.")
@click.option("--afresh", is_flag=True, help="Seat lunches to come as if they had no tables yet.")
@as_of_option
@anyway_option
@json_option
def tables(
    folder: Path,
    elsewhere: Path | None,
    time_limit: float,
    as_of: datetime | None,
    anyway: str | None,
    *,
    afresh: bool,
    as_document: bool,
) -> None:
    r"""Seat everybody at the lunches of PLAN_DIR, at tables of table_size.

    Everybody who is at a lunch has a place: members who come, substitutes, the speaker. Boards and organisations mix
    at each table as evenly as can be, and nobody meets the same company twice over the year as far as can be; how far
    that is from the best there could be is told. Rows of the table seating are kept. The speaker sits at table 1 with
    the chair of the body that sponsors the theme; those with access needs near the door, at the first third of the
    tables.

    Run again, it keeps the tables there are: as few people as can be change theirs, and lunches that are over by
    --as-of stay as they were. Written are tables.html (pictures and lists, to print), tables.xlsx, place-cards.docx
    and tables.json, into the folder tables of PLAN_DIR.

    Ends with 0, with 1 if the plan breaks rules, has no lunch to come, or not all that is asked can hold, with 2 if
    the input is wrong or something in their place would be lost.

    \b
    Examples:
      meeting-day tables outputs/year
      meeting-day tables outputs/year --as-of 2016-03-04
      meeting-day tables outputs/year -o lunch --afresh --time-limit 60
    """
    began = monotonic()
    with in_words(as_document=as_document):
        from scheduler.commands import lunch_tables as planner  # noqa: PLC0415 - help must not wait for the solver to load
        from scheduler.messages.lunch_tables import made_document, tables_sentences  # noqa: PLC0415 - the same
        from scheduler.messages.plans import anyway_sentences  # noqa: PLC0415 - the same

        with progress_shown(time_limit, began) as clock:
            wanted = planner.Wanted(anyway, as_of, afresh, elsewhere)
            made = planner.make_tables(folder, wanted, clock)
        for sentence in anyway_sentences(made.wrong):
            say(sentence)
        if as_document:
            print_json(made_document(made.tables, made.changes, made.folder))
        else:
            for sentence in tables_sentences(made.problem, made.tables, made.changes, made.folder):
                click.echo(sentence)
