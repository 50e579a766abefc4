"""What an import says: its document, and the sentences for whoever started it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scheduler.domain.imported import WHAT_TO_LOOK_AT, Import, counts_in_words, read_in_words
from scheduler.domain.wording import counted

MOST_TOLD = 5


def import_document(done: Import, output: Path) -> dict[str, Any]:
    """Return what an import has done, in the types of JSON.

    Parameters
    ----------
    done : Import
        What it has made, guessed, left out and found to differ.
    output : Path
        The workbook that it has written.

    """
    made = done.made
    return {
        "output": str(output),
        "found": _counts(made.counts)
        | {
            "files": [
                {"file": name, "read_as": words, **_counts(made.by_file.get(name, {}))} for name, words in made.read_as
            ]
        },
        "guesses": [vars(guess) for guess in done.guesses],
        "left_out": [
            {"what": one.what, "why": one.why, "file": one.source.file, "place": one.source.place}
            for one in made.left_out
        ],
        "joined": [one.sentence for one in made.joined],
        "unknown": [vars(one) for one in made.unknown],
        "differences": [vars(one) for one in done.differences],
        "broken": list(done.broken),
        "faults": [fault.sentence for fault in done.faults],
    }


def _counts(counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    return {many.replace(" ", "_"): number for (_, many), number in counts.items()}


def import_sentences(done: Import, output: Path) -> Iterator[str]:
    """Say what was found, what was guessed, and what to look at."""
    made = done.made
    for name, words in made.read_as[:MOST_TOLD]:
        yield f"{name} was read as {read_in_words(made, words, made.by_file.get(name, {}))}."
    if len(made.read_as) > MOST_TOLD:
        yield f"And {counted(len(made.read_as) - MOST_TOLD, 'more file')}."
    yield f"Found {counts_in_words(made.counts)}."
    if made.left_out:
        yield f"{counted(len(made.left_out), 'entry', 'entries')} left out, each with the reason on the sheet Left out."
    yield from (one.sentence for one in made.joined[:MOST_TOLD])
    if len(made.joined) > MOST_TOLD:
        yield f"And {len(made.joined) - MOST_TOLD} more that was taken for one or kept apart: the first sheet has all."
    for one in done.differences[:MOST_TOLD]:
        yield one.sentence
    if len(done.differences) > MOST_TOLD:
        yield f"And {counted(len(done.differences) - MOST_TOLD, 'more difference')}."
    for words in done.broken[:MOST_TOLD]:
        yield f"Last year: {words}"
    if len(done.broken) > MOST_TOLD:
        yield f"And {len(done.broken) - MOST_TOLD} more that last year's calendar broke."
    for fault in done.faults:
        yield f"To put right: {fault.sentence}"
    yield (
        f"Wrote {output}, with {counted(len(done.guesses), 'guess', 'guesses')} in colour. "
        f"Begin with its first sheet, {WHAT_TO_LOOK_AT}."
    )
