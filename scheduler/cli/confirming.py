"""The command for the day a calendar is approved: `confirm`."""

from datetime import datetime
from pathlib import Path

import click

from scheduler.cli.moments import as_of_option
from scheduler.cli.words import in_words, json_option, print_json, say


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--body", "bodies", multiple=True, metavar="BODY", help="Only this body; may be given several times.")
@as_of_option
@json_option
def confirm(folder: Path, bodies: tuple[str, ...], as_of: datetime | None, *, as_document: bool) -> None:
    r"""Confirm the provisional meetings of the plan in PLAN_DIR, and write all its outputs again.

    Members' calendars then show them without "(provisional)", as busy. Cancelled meetings stay cancelled. Where
    nothing is provisional, nothing is changed. Ends with 0, or 2 if the folder or a body's code is wrong.

    \b
    Examples:
      meeting-day confirm outputs/year
      meeting-day confirm outputs/year --body HWB --body GB --as-of 2026-11-24
    """
    with in_words(as_document=as_document):
        from scheduler.commands import confirming as planner  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages import confirming as telling  # noqa: PLC0415 - the same

        done = planner.confirm(folder, bodies, as_of)
        if as_document:
            print_json(telling.confirmed_document(done.meetings, done.left, folder))
        for sentence in telling.confirmed_sentences(done.problem, done.meetings, done.left, folder):
            say(sentence)
