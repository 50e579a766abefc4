"""The command `attendance`: who came, who may lose office, who misses what, and the return for the annual report."""

from pathlib import Path
from typing import Any

import click

from scheduler.cli.words import anyway_option, as_of_option, in_words, json_option, print_json, say, warn


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.argument("records", metavar="[RECORD]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help="Keep what the records say, and write what follows from it.")
@click.option("--correct", is_flag=True, help="Let the records take the place of what the register has otherwise.")
@click.option("-o", "--output", "elsewhere", metavar="DIR", type=click.Path(path_type=Path),
    help="Write what the register would tell into this folder instead; nothing is kept.")  # fmt: skip
@as_of_option
@anyway_option
@json_option
def attendance(
    folder: Path,
    records: tuple[Path, ...],
    elsewhere: Path | None,
    *,
    accept: bool,
    as_document: bool,
    **asked: Any,  # noqa: ANN401 - the other options, handed on as they are
) -> None:
    r"""Read who came to the meetings of the plan in PLAN_DIR, and say what follows from it.

    RECORD is the sign-in workbook of `papers` filled in, or a table of your own with a date, a body, a person, and
    whether they came (yes, apologies, no; P, A, a tick), as .xlsx or .csv. What is wrong in it is told by cell, all
    at once. It is told first; with --accept it is kept in PLAN_DIR/attendance/record.json, and with it attendance.xlsx
    and return-by-member.docx. A row with `approved` instead says that the meeting of that date approved an absence,
    `until` a day. Without a RECORD, what is kept is told.

    With --as-of, councillors are held against the law on six months' absence: the last day, and the meetings before
    it; and bodies whose dates hardly seem warranted are named.

    Ends with 0; 1 if the plan breaks a rule or its input was changed; 2 if a record is wrong.

    \b
    Examples:
      meeting-day attendance outputs/year outputs/year/papers/2015-11-19/sign-in.xlsx --as-of 2015-11-20
      meeting-day attendance outputs/year register.csv --as-of today --accept
      meeting-day attendance outputs/year --as-of 2016-05-01
    """
    if accept and elsewhere is not None:
        raise click.UsageError("--accept keeps it in PLAN_DIR, and -o writes it elsewhere: give one of the two.")
    if accept and not records:
        raise click.UsageError("--accept keeps what a RECORD says: give one.")
    with in_words(as_document=as_document):
        from scheduler.commands import attendance as planner  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages import attendance as words  # noqa: PLC0415 - the same
        from scheduler.messages.plans import anyway_sentences  # noqa: PLC0415 - the same

        found = planner.attendance(planner.Wanted(folder, records, accept=accept, elsewhere=elsewhere, **asked))
        if found.records is not None:
            warn(found.records.warnings)
        if as_document:
            print_json(words.attendance_document(found.report, found.records, found.written))
        else:
            if found.records is not None:
                for sentence in words.record_sentences(found.report.problem, found.records):
                    click.echo(sentence)
            for sentence in words.report_sentences(found.report):
                click.echo(sentence)
        for sentence in (
            *anyway_sentences(found.wrong),
            *words.outcome_sentences(folder, found.written, found.records),
        ):
            say(sentence)
