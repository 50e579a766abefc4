"""The option --take of `plan` and `sweep`: a calendar that was compared becomes the calendar."""

from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import click

from scheduler.cli.outcomes import show
from scheduler.cli.progress import progress_shown
from scheduler.cli.words import in_words, print_json, say, step_asked, warn
from scheduler.messages.plans import plan_summary, taken_sentences


def take_option(
    source: Path, folder: Path | None, take: int, number: int, wanted: dict[str, Any], *, as_document: bool
) -> None:  # fmt: skip
    """Put an option in the place of the best, and say what that changes."""
    if number > 1 or wanted["afresh"] or wanted["baseline"] is not None or wanted["cluster"] is not None:
        raise click.UsageError("--take searches nothing: leave out --options, --afresh, --baseline and --cluster.")
    with in_words(as_document=as_document):
        from scheduler.commands import taking  # noqa: PLC0415 - help must not wait for it to load

        target = folder or Path("outputs") / source.resolve().stem
        taken = taking.take_option(source, target, take, wanted["as_of"], step_asked("plan --take"))
        if as_document:
            print_json({"taken": take, **plan_summary(taken.plan, target)})
        for sentence in taken_sentences(taken.problem, taken.before, taken.plan, take, target):
            say(sentence)


def take_scenario(
    source: Path,
    folder: Path | None,
    named: tuple[Path | None, str],
    time_limit: float,
    cluster: str | None,
    as_of: datetime | None,
    *,
    as_document: bool,
) -> None:
    """Plan an input with the changes of a scenario, which is named with its table; see `sweep --take`."""
    began = monotonic()
    with in_words(as_document=as_document):
        from scheduler.commands import taking  # noqa: PLC0415 - help must not wait for the solver to load

        target = folder or Path("outputs") / source.resolve().stem
        with progress_shown(time_limit, began) as clock:
            asked = taking.Asked(source, target, clock, as_of=as_of, step=step_asked("sweep --take"), cluster=cluster)
            outcome = taking.take_scenario(asked, *named, clock.listener, warn, say)
        show(outcome, target, as_document=as_document)
