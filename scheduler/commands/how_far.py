"""How far a year is: what of its calendar is planned, confirmed and published, for a list of years."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from scheduler.commands.publications import PUBLISH
from scheduler.domain.plan import CONFIRMED, Plan
from scheduler.errors import DamagedHistory
from scheduler.outputs.history import past_of
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
    published: str = ""
    """When it was last published, in UTC and ending in Z; blank where it never was."""
    changed_since: bool = False
    """Whether the calendar is another now than the one that was published."""
    damaged: bool = False
    """Whether there is a calendar that cannot be read."""

    @property
    def published_on(self) -> date | None:
        """The day on which it was last published; None where it never was."""
        return datetime.fromisoformat(self.published).date() if self.published else None


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
        content = (folder / PLAN_FILE).read_bytes()
        plan = plan_from_json(PLAN_FILE, content)
        published = _published(folder)
    except (OSError, Unreadable, DamagedHistory):
        return HowFar(damaged=True)
    moment, digest = published
    return HowFar(
        len(plan.live), _confirmed(plan), moment, bool(moment) and digest != sha256(content).hexdigest()
    )  # fmt: skip


def _confirmed(plan: Plan) -> int:
    return sum(meeting.status == CONFIRMED for meeting in plan.live)


def _published(folder: Path) -> tuple[str, str]:
    """Return when a folder was last published, and the digest of the plan that was; blanks where it never was."""
    steps = [one for one in past_of(folder).steps if one.step.command == PUBLISH.command]
    return (steps[-1].moment, steps[-1].files.get(PLAN_FILE, "")) if steps else ("", "")
