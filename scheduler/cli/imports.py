"""The commands that make an input of what a council has already: `import` and `next-year`."""

from pathlib import Path

import click

from scheduler.cli.words import SOURCE, in_words, json_option, print_json, say, told_if_slow


@click.command("import")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, metavar="NEW.xlsx", type=click.Path(path_type=Path),
    help="The workbook to write; never one that is there.",
)  # fmt: skip
@click.option(
    "--into", metavar="OLD.xlsx", type=click.Path(path_type=Path),
    help="A workbook in hand: its cells stay as they are, and it is not touched.",
)  # fmt: skip
@click.option(
    "--as", "codes", multiple=True, metavar="CODE",
    help="SOURCE is the input of another council, which goes by this code in the joint calendar; once for each SOURCE.",
)  # fmt: skip
@click.option(
    "--year", type=click.Choice(("next", "last")), default="next", show_default=True,
    help="For which year: the one after the calendar that is found, or its own, to check that calendar.",
)  # fmt: skip
@json_option
def import_(
    sources: tuple[Path, ...], output: Path, into: Path | None, codes: tuple[str, ...], year: str, *, as_document: bool
) -> None:
    r"""Make a workbook that `plan` reads of files that a council has already.

    SOURCE is a file, or a folder of them: answers or pages saved from modern.gov (.xml, .html); last year's calendar as
    a list or a grid (.xlsx, .csv, .docx, .html) or as .ics; people and memberships (.csv, .xlsx, .json). Nothing is
    fetched from anywhere. Home addresses and telephone numbers are never read.

    When and where each body met last year becomes its rules, wherever they held. Every cell that is guessed is in one
    colour, with a note that says from what. The first sheet says what to look at; last year's calendar stands on the
    sheet Last year, from which --baseline takes it. With --into, what the workbook has stays, and differences are told.

    With --year last the workbook is for last year itself: what its calendar breaks is then told by
    `meeting-day check LAST.xlsx LAST.xlsx`.

    With --as, each SOURCE is the input of another council, as `plan` reads it, and goes whole into the joint workbook
    given by --into: a row of Authorities, its bodies under codes that begin with its own, people, rooms and closed
    days. Who has two hats, which rooms are the same, and whatever the two say differently is told, with how to undo it.
    What is there already is not added twice.

    Ends with 0, or with 2 if a file cannot be read or the workbook is there already.

    \b
    Examples:
      meeting-day import GetCommittees.xml GetMeetings.xml GetCouncillorsByWard.xml -o year.xlsx
      meeting-day import calendar-2026-27.docx members.csv -o year.xlsx
      meeting-day import members.csv -o year-2.xlsx --into year.xlsx
      meeting-day import calendar-2026-27.docx -o last.xlsx --year last
      meeting-day import linbeck.xlsx --into county.xlsx --as LIN -o joint.xlsx
      meeting-day import lin.xlsx osg.xlsx --into county.xlsx --as LIN --as OSG -o joint.xlsx
    """
    if codes and (into is None or len(codes) != len(sources) or year == "last"):
        message = "--as goes with --into, once for each SOURCE in their order, and without --year last"
        raise click.UsageError(message)
    tell = told_if_slow()
    with in_words(as_document=as_document):
        # help must not wait for openpyxl to load
        from scheduler.commands.councils import join_councils  # noqa: PLC0415
        from scheduler.commands.imports import import_files  # noqa: PLC0415 - the same
        from scheduler.messages.imports import import_document, import_sentences  # noqa: PLC0415 - the same

        if codes and into is not None:
            done = join_councils(sources, codes, into, output, tell)
        else:
            done = import_files(sources, output, into, tell, of_last_year=year == "last")
        if as_document:
            print_json(import_document(done, output))
        for sentence in import_sentences(done, output):
            say(sentence)


@click.command("next-year")
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, metavar="NEW.xlsx", type=click.Path(path_type=Path),
    help="The workbook to write; never one that is there.",
)  # fmt: skip
@json_option
def next_year(source: Path, calendar: Path, output: Path, *, as_document: bool) -> None:
    r"""Write the workbook of the year after PLAN, made from INPUT and PLAN.

    Settings, periods, bodies, people, memberships in force, rooms and standing rows go on. Closed days and other dates
    are carried: the same date at Christmas and for whole months, as far from Easter, or else 52 weeks later. Each is
    coloured, with a note that says from what. Dates that were for this year alone, absences, diaries, cancelled and
    waived rows, and ended bodies and memberships do not go on; the first sheet says what to look at and ask for, and
    the sheet Left out lists the rest. The input is not touched.

    Ends with 0, or with 2 if something cannot be read or the workbook is there already.

    \b
    Examples:
      meeting-day next-year year.xlsx outputs/year -o year-2.xlsx
      meeting-day plan year-2.xlsx --baseline outputs/year
    """
    tell = told_if_slow()
    with in_words(as_document=as_document):
        # help must not wait for openpyxl to load
        from scheduler.commands.next_year import write_next_year  # noqa: PLC0415
        from scheduler.messages.imports import import_document, import_sentences  # noqa: PLC0415 - the same

        done = write_next_year(source, calendar, output, tell)
        if as_document:
            print_json(import_document(done, output))
        for sentence in import_sentences(done, output):
            say(sentence)
