"""What differs between two calendars: meetings moved, new, cancelled or of another status, and whom it concerns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import long_date

MOVED, NEW, DROPPED, RESTATED = "moved", "new", "cancelled", "status"

_DETAILS: dict[str, Callable[[Meeting], object]] = {
    "date": lambda meeting: meeting.date,
    "time": lambda meeting: (meeting.start, meeting.end),
    "place": lambda meeting: (meeting.venue, meeting.room),
    "status": lambda meeting: meeting.status,
}


@dataclass(frozen=True)
class Change:
    """One meeting that the two calendars hold differently; the two are matched by uid."""

    kind: str
    """`moved` (to another date, time or place), `new`, `cancelled` (or gone) or `status` (that alone)."""
    before: Meeting | None
    """None where the meeting is new to the calendar."""
    after: Meeting | None
    """None where the meeting is gone from the calendar."""
    details: tuple[str, ...] = ()
    """Which of `date`, `time`, `place` and `status` differ."""

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands now, or as it last stood."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of no meeting")
        return found

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it concerns: the members before and after, and whoever was or is to deputise."""
        rows = (row for meeting in (self.before, self.after) if meeting is not None for row in meeting.attendance)
        return tuple(dict.fromkeys(who for row in rows for who in (row.person, row.substitute) if who is not None))


def difference(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return every meeting that the two calendars hold differently, by date and time as it stands now."""
    changes = _changes(before, after)
    return tuple(sorted(changes, key=lambda change: (change.meeting.date, change.meeting.start, change.meeting.uid)))


def _changes(before: Plan, after: Plan) -> Iterator[Change]:
    earlier = {meeting.uid: meeting for meeting in before.meetings}
    later = {meeting.uid: meeting for meeting in after.meetings}
    for uid, now in later.items():
        was = earlier.get(uid)
        if now.live:
            if was is None or not was.live:
                yield Change(NEW, was, now)
                continue
            details = tuple(name for name, of in _DETAILS.items() if of(was) != of(now))
            if details:
                yield Change(RESTATED if details == ("status",) else MOVED, was, now, details)
        elif was is not None and was.live:
            yield Change(DROPPED, was, now)
    yield from (Change(DROPPED, was, None) for uid, was in earlier.items() if was.live and uid not in later)


def settled(problem: Problem) -> Iterator[tuple[Meeting, str]]:
    """Yield every meeting of the baseline that stays where it is at the moment of planning, and why.

    Notice is taken to be served on the last day for it, the agenda's deadline.
    """
    if problem.published is None or not problem.as_of:
        return
    today = problem.planned_on
    for meeting in problem.published.live:
        if meeting.body in problem.bodies:
            why = _why(problem, meeting, today)
            if why is not None:
                yield meeting, why


def _why(problem: Problem, meeting: Meeting, today: date) -> str | None:
    name, when = body_title(problem, meeting.body), long_date(meeting.date)
    if meeting.date < today:
        return f"{name} has already met on {when}."
    if meeting.agenda_deadline is not None and meeting.agenda_deadline <= today:
        return f"Notice of the meeting of {name} on {when} has been served."
    return None
