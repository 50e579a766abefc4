"""The command about who is told of changes: `notices`."""

from datetime import datetime
from pathlib import Path

import click

from scheduler.cli.words import anyway_option, as_of_option, in_words, json_option, print_json, say

MOST_FOLDERS = 2


@click.command()
@click.argument("folders", metavar="[OLD] PLAN_DIR", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--since", "step", metavar="STEP", help="A step of the history, that `meeting-day history` lists.")
@click.option("--from", "old", metavar="OLD", type=click.Path(path_type=Path), help="The folder of an earlier plan.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A folder of its own, instead of PLAN_DIR/notices."
)
@click.option("--why", default="", metavar="TEXT", help="Why, in every letter, instead of the history's reasons.")
@as_of_option
@anyway_option
@json_option
def notices(  # noqa: PLR0913 - the options of the command
    folders: tuple[Path, ...],
    step: str | None,
    old: Path | None,
    output: Path | None,
    why: str,
    as_of: datetime | None,
    anyway: str | None,
    *,
    as_document: bool,
) -> None:
    r"""Write to everybody for whom PLAN_DIR has changed: letters, mail-merge sheets, e-mail drafts and invitations.

    What has changed is counted from the last publication, from a step of the history (--since), or from another folder
    (--from, or its name before PLAN_DIR). What was never published is a first invitation. Nothing is sent: it is an
    outbox in PLAN_DIR/notices, to be looked at from notices.xlsx on, which also says who must be told by law.
    E-mail drafts and invitations need the setting `organiser`, and go to people with an e-mail address.

    Ends with 0; 1 if the plan breaks a rule or does not follow on from the earlier one; 2 if a folder is wrong.

    \b
    Examples:
      meeting-day notices outputs/year
      meeting-day notices outputs/year --since 4 --as-of today
      meeting-day notices outputs/last-month outputs/year -o letters --why "The Town Hall is shut for repairs"
    """
    if len(folders) > MOST_FOLDERS:
        raise click.UsageError("Give the folder of a plan, or of an earlier plan and of the one that has followed it.")
    if sum((len(folders) == MOST_FOLDERS, old is not None, step is not None)) > 1:
        raise click.UsageError("Give one earlier calendar: OLD before PLAN_DIR, --from or --since.")
    with in_words(as_document=as_document):
        from scheduler.commands import notices as planner  # noqa: PLC0415 - help must not wait for all of it to load
        from scheduler.messages.notices import left_sentence, notices_document, notices_sentences  # noqa: PLC0415 - likewise

        *earlier, folder = folders
        found = planner.notices(folder, step, earlier[0] if earlier else old, as_of, anyway, " ".join(why.split()))
        written = planner.write(found, output)
        if as_document:
            step_number = None if found.since is None else found.since.step
            print_json(notices_document(found.outbox, folder, step_number, written))
        where = output or folder / planner.FOLDER
        for sentence in notices_sentences(found.outbox, where if written else None):
            say(sentence)
        if not written and output is None and where.exists():
            say(left_sentence(where))
