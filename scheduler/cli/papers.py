"""The command for the papers of days: `papers`."""

from datetime import datetime
from pathlib import Path

import click

from scheduler.cli import completion
from scheduler.cli.words import QUIET, anyway_option, as_of_option, in_words, json_option, print_json, say, told_if_slow
from scheduler.domain.day_papers import KINDS


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.argument("days", metavar="[DATE | MEETING_DAY#N]...", nargs=-1, shell_complete=completion.days)
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(path_type=Path),
    help="A folder of their own, which is not there yet; PLAN_DIR/papers where it is left out.",
)  # fmt: skip
@click.option("--only", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be given again.")
@click.option("--private-names", is_flag=True, help="Name meetings on door signs that are not open to the public, too.")
@as_of_option
@anyway_option
@json_option
def papers(  # noqa: PLR0913 - one for each option
    folder: Path,
    days: tuple[str, ...],
    output: Path | None,
    kinds: tuple[str, ...],
    as_of: datetime | None,
    anyway: str | None,
    *,
    private_names: bool,
    as_document: bool,
) -> None:
    r"""Make what is printed for each day: run sheet, door signs, name plates, sign-in sheets, catering and more.

    A DATE is 2015-11-19, a MEETING_DAY#N the code and the number of a meeting day, TPDAY#1; without any, all days with
    meetings, with --as-of those from then on. Each day has a folder in PLAN_DIR/papers; what somebody has edited
    there is never written over. The sign-in workbook is filled in on the day and read again by `attendance`.

    A plan that breaks a rule gets no papers, unless --anyway says why. The caterer's order counts diets, and names
    nobody.

    Ends with 0; 1 if the plan breaks a rule; 2 if there is no such day, or an edited paper would be lost.

    \b
    Examples:
      meeting-day papers outputs/year
      meeting-day papers outputs/year TPDAY#1
      meeting-day papers outputs/year 2015-11-19 --only caterer --json
      meeting-day papers outputs/year --as-of 2016-01-01 -o to-print
    """
    tell = told_if_slow(QUIET)
    with in_words(as_document=as_document):
        from scheduler.commands import day_papers as planner  # noqa: PLC0415 - help must not wait for docx to load
        from scheduler.messages.day_papers import papers_document, papers_sentences  # noqa: PLC0415 - the same
        from scheduler.messages.plans import anyway_sentences  # noqa: PLC0415 - the same

        wanted = planner.Wanted(days, kinds, output, as_of, anyway, names_on_doors=private_names)
        made = planner.day_papers(folder, wanted, tell)
        if as_document:
            print_json(papers_document(made.place, made.days, made.anyway))
        for sentence in (*anyway_sentences(made.wrong), *papers_sentences(made.place, made.days)):
            say(sentence)
