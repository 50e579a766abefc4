"""How far a year is: what of its calendar is planned, confirmed and published, for a list of years."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from scheduler.commands.publications import PUBLISH
from scheduler.domain.plan import CONFIRMED, Plan
from scheduler.errors import DamagedHistory
from scheduler.outputs.disk import content_of
from scheduler.outputs.history import Recorded, past_of
from scheduler.outputs.places import HISTORY_FOLDER, PLAN_FILE, STEPS, mend
from scheduler.reading.plans.plan_json import plan_from_json
from scheduler.reading.tables.headers import Unreadable

MOST_KEPT = 64


@dataclass(frozen=True)
class HowFar:
    """What has become of a year's calendar."""

    meetings: int = 0
    """To be held; none where nothing has been planned."""
    confirmed: int = 0
    published_on: date | None = None
    """The day on which it was last published, by the council's clock; None where it never was."""
    changed_since: bool = False
    """Whether the calendar is another now than the one that was published."""
    damaged: bool = False
    """Whether there is a calendar that cannot be read."""


NOT_PLANNED = HowFar()


def how_far(folder: Path) -> HowFar:
    """Return how far the calendar of an output folder is; no folder, or an empty one, is not planned."""
    mend(folder)
    try:
        facts = (folder / PLAN_FILE).stat()
    except OSError:
        return NOT_PLANNED
    kept = folder / HISTORY_FOLDER / STEPS
    steps = tuple(sorted(path.name for path in kept.iterdir())) if kept.is_dir() else ()
    return _read(folder, (facts.st_mtime_ns, facts.st_size, facts.st_ino, steps))


@lru_cache(MOST_KEPT)
def _read(folder: Path, _facts: object) -> HowFar:
    """Read it, once for each state of its files."""
    try:
        content = content_of(folder / PLAN_FILE)
        plan = plan_from_json(PLAN_FILE, content)
        published = _published(folder)
    except (OSError, Unreadable, DamagedHistory):
        return HowFar(damaged=True)
    if published is None:
        return HowFar(len(plan.live), _confirmed(plan))
    changed_since = published.files.get(PLAN_FILE, "") != sha256(content).hexdigest()
    return HowFar(len(plan.live), _confirmed(plan), published.local(plan.timezone).date(), changed_since)


def _confirmed(plan: Plan) -> int:
    return sum(meeting.status == CONFIRMED for meeting in plan.live)


def _published(folder: Path) -> Recorded | None:
    """Return the step by which a folder was last published; None where it never was."""
    steps = [one for one in past_of(folder).steps if one.step.command == PUBLISH.command]
    return steps[-1] if steps else None
