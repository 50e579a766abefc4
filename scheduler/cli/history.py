"""The commands about a folder's past: `history` and `undo`."""

from datetime import datetime
from pathlib import Path

import click

from scheduler.cli.words import (
    as_of_option,
    in_words,
    json_option,
    print_json,
    say,
    step_asked,
    step_options,
)
from scheduler.messages.history import (
    difference_document,
    difference_sentences,
    history_document,
    history_sentences,
    undone_document,
    undone_sentences,
)


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--diff", "pair", nargs=2, metavar="A B", help="Say what differs between two steps; B may be `now`.")
@json_option
def history(folder: Path, pair: tuple[str, str] | None, *, as_document: bool) -> None:
    r"""List every step that was taken in PLAN_DIR: when, by whom, why, and what it changed.

    With --diff 2 5 it says what differs between step 2 and step 5, in sentences; `now` is the folder as it is.
    `meeting-day undo` goes back to a step.

    Ends with 0, or with 2 if the folder or a step is not there.

    \b
    Examples:
      meeting-day history outputs/year
      meeting-day history outputs/year --diff 2 now
    """
    with in_words(as_document=as_document):
        from scheduler.commands import history as planner  # noqa: PLC0415 - help must not wait for all of it to load

        if pair is not None:
            found = planner.differing(folder, *pair)
            if as_document:
                print_json(difference_document(found.problem, found.steps, found.plans, found.input_files))
            else:
                for line in difference_sentences(
                    found.problem, found.steps, found.plans, found.input_files, found.timezone
                ):
                    click.echo(line)
            return
        past = planner.history(folder)
        unread = past.damaged, past.newer
        lines = [(one.recorded, one.changed) for one in past.entries]
        if as_document:
            print_json(history_document(folder, lines, unread))
        else:
            for line in history_sentences(folder, lines, past.timezone, unread, by_hand=past.by_hand):
                click.echo(line)


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.argument("step", required=False)
@click.option("--input", "source", type=click.Path(path_type=Path), help="The input, where the step kept none.")
@as_of_option
@step_options
@json_option
def undo(folder: Path, step: str | None, source: Path | None, as_of: datetime | None, *, as_document: bool) -> None:
    r"""Go back to the step before, or to STEP: its plan and its input are written again, as a step of its own.

    Nothing is lost by it: to come back, undo to the number of the step that you left. In members' calendars revisions
    go on rising. Meetings that have been held by --as-of, or of which notice has been served, stay as they are.

    Ends with 0, or with 2 if there is no such step.

    \b
    Examples:
      meeting-day undo outputs/year
      meeting-day undo outputs/year 2 --reason "The Council wants the first draft back"
    """
    with in_words(as_document=as_document):
        from scheduler.commands import history as planner  # noqa: PLC0415 - help must not wait for all of it to load

        done = planner.undo(folder, step, as_of, source, step_asked())
        plans = done.before, done.after
        if as_document:
            print_json(undone_document(folder, done.back_to, plans, done.stayed, done.breaches))
        for sentence in undone_sentences(done.problem, done.back_to, plans, done.stayed, done.breaches):
            say(sentence)
        say(f"Wrote {folder}.")
