"""What `papers` says of the papers of days: the sentences, and the document."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.domain.wording import clock, counted, long_date
from scheduler.outputs.day_papers import DayMade
from scheduler.outputs.lunches import LunchOfDay

MOST_TOLD = 6
"""Days that are told of one by one."""


def papers_document(place: Path, days: Sequence[DayMade], anyway: str) -> dict[str, Any]:
    """Return what was made, in the types of JSON.

    Parameters
    ----------
    place : Path
        The folder in which the folders of the days lie.
    days : sequence of DayMade
        The papers.
    anyway : str
        Why they were made although something was wrong.

    """
    return {
        "folder": str(place),
        "anyway": anyway or None,
        "days": [
            {
                "date": day.date.isoformat(),
                "meeting_days": list(day.meeting_days),
                "files": list(day.files),
                "lunches": [_lunch(lunch) for lunch in day.lunches],
            }
            for day in days
        ],
    }


def _lunch(lunch: LunchOfDay) -> dict[str, Any]:
    return {
        "occasion": lunch.occasion,
        "start": clock(lunch.start),
        "end": clock(lunch.end),
        "room": lunch.room,
        "layout": lunch.layout,
        "headcount": lunch.headcount,
        "needs": dict(lunch.needs),
        "without_need": lunch.without_need,
        "order_by": None if lunch.order_by is None else lunch.order_by.isoformat(),
        "numbers_until": None if lunch.numbers_until is None else lunch.numbers_until.isoformat(),
        "cost": None if lunch.cost is None else round(float(lunch.cost), 2),
    }


def papers_sentences(place: Path, days: Sequence[DayMade]) -> Iterator[str]:
    """Say what was made of which days, by when each lunch is to be ordered, and where it all lies."""
    files = sum(len(day.files) for day in days)
    if not files:
        yield "There is nothing of that kind to make on these days; nothing was written."
        return
    for day in days[:MOST_TOLD]:
        yield f"{long_date(day.date)}: {counted(len(day.files), 'paper')}."
        for lunch in day.lunches:
            if lunch.order_by is not None:
                yield f"  The lunch of {lunch.headcount} is to be ordered by {long_date(lunch.order_by)}."
    if len(days) > MOST_TOLD:
        yield f"And {counted(len(days) - MOST_TOLD, 'more day')}."
    yield f"Wrote {counted(files, 'paper')} of {counted(len(days), 'day')} into {place}."
