"""What `confirm` has done, in sentences and as a document."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import counted


def confirmed_sentences(problem: Problem, meetings: Sequence[Meeting], left: int, folder: Path) -> Iterator[str]:
    """Say how many meetings were confirmed, of which bodies, and what is left."""
    still = f"{counted(left, 'meeting')} of other bodies {'is' if left == 1 else 'are'} still provisional."
    if not meetings:
        yield "Nothing was provisional, so nothing is changed." if not left else f"Nothing is changed. {still}"
        return
    yield f"{counted(len(meetings), 'meeting')} confirmed:"
    for code in dict.fromkeys(meeting.body for meeting in meetings):
        number = sum(meeting.body == code for meeting in meetings)
        yield f"  {body_title(problem, code)}: {number}"
    if left:
        yield still
    yield f"Wrote {folder}. Subscribers see it when their calendars next refresh."


def confirmed_document(meetings: Sequence[Meeting], left: int, folder: Path) -> dict[str, Any]:
    """Return what was confirmed in the types of JSON."""
    return {
        "folder": str(folder),
        "confirmed": [
            {"uid": one.uid, "body": one.body, "sequence": one.sequence, "date": one.date.isoformat()}
            for one in meetings
        ],
        "provisional": left,
    }
