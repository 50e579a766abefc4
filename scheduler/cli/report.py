"""The command `report`: the council's report, the keying sheet, and what the council's own site shows wrongly."""

import sys
from datetime import datetime
from pathlib import Path

import click

from scheduler.cli.words import NO, anyway_option, as_of_option, in_words, json_option, print_json, say


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.argument("more", metavar="[SAVED.xml]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path),
    help="The Word document; else council-report.docx in PLAN_DIR.")  # fmt: skip
@click.option("--compare", "saved", metavar="SAVED.xml", multiple=True, type=click.Path(path_type=Path),
    help="What is shown wrongly by saved answers of modern.gov, this and any behind it; writes nothing.")  # fmt: skip
@click.option("--authority", metavar="CODE",
    help="The report of this one of a calendar's authorities; say with -o where it goes.")  # fmt: skip
@as_of_option
@anyway_option
@json_option
def report(  # noqa: PLR0913 - options of a command line
    folder: Path,
    more: tuple[Path, ...],
    saved: tuple[Path, ...],
    output: Path | None,
    authority: str | None,
    as_of: datetime | None,
    anyway: str | None,
    *,
    as_document: bool,
) -> None:
    r"""Write the report by which the council approves the calendar in PLAN_DIR, and the sheet to key it by.

    council-report.docx has the recommendation, the principles, the law observed, the exceptions, and the calendar as
    bodies by months and month by month; council-report.pdf is the same where LibreOffice is on this machine. What no
    workbook knows is marked [to be completed: ...]. keying.xlsx has every meeting in the order of modern.gov's
    fields. A report that somebody has edited is not written over.

    With --compare nothing is written: it says what the council's own site shows wrongly, by answers of its web
    service (GetMeetings, GetMeeting) that were saved from a browser. Ends with 0; with --compare, 1 if the site shows
    something wrongly, or a committee that the calendar does not have.

    \b
    Examples:
      meeting-day report outputs/year
      meeting-day report outputs/year -o for-council.docx --as-of 2027-01-14
      meeting-day report outputs/year --authority LIN -o linbeck.docx
      meeting-day report outputs/year --compare GetMeetings-101.xml GetMeetings-102.xml
    """
    if more and not saved:
        raise click.UsageError("Say --compare before the saved answers.")
    if authority is not None and (output is None or saved):
        raise click.UsageError("The report of one authority is a document by itself: say with -o where it goes.")
    with in_words(as_document=as_document):
        from scheduler.commands import report as reports  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages import report as words  # noqa: PLC0415 - the same

        answers = (*saved, *more)
        if not answers:
            done = reports.report(folder, output, as_of, anyway, authority=authority)
            if as_document:
                print_json(words.report_document(done.report, done.files, done.wrong))
            for sentence in words.report_sentences(done.report, done.files, done.wrong):
                say(sentence)
            return
        problem, site, found = reports.compare(folder, answers)
        if as_document:
            print_json(words.site_document(problem, site, found))
        for sentence in words.site_sentences(problem, site, found):
            (say if as_document else click.echo)(sentence)
        if site.wrong:
            sys.exit(NO)
