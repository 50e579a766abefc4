"""What differs between two calendars: meetings moved, new, cancelled or otherwise changed, and whom it concerns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from scheduler.domain.plan import Attendance, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import long_date

MOVED, NEW, DROPPED, RESTATED, AMENDED = "moved", "new", "cancelled", "status", "changed"

Details = Mapping[str, Callable[[Meeting], object]]
"""What of a meeting is compared, by name."""

FACTS: Details = {
    "date": lambda meeting: meeting.date,
    "time": lambda meeting: (meeting.start, meeting.end),
    "place": lambda meeting: (meeting.venue, meeting.room),
    "status": lambda meeting: meeting.status,
}
"""When and where a meeting is, and how firmly."""
EVERYTHING: Details = {
    **FACTS,
    "agenda deadline": lambda meeting: meeting.agenda_deadline,
    "report deadline": lambda meeting: meeting.report_due,
    "agenda": lambda meeting: meeting.agenda_items,
    "attendance": lambda meeting: sorted(_seats(meeting).items()),
}
"""All that somebody acts on; titles are compared too, as the feeds last showed them."""
_PLACED = frozenset(("date", "time", "place"))

Seat = tuple[str, str | None]
"""What becomes of a membership at a meeting: its outcome, and who deputises."""


@dataclass(frozen=True)
class Change:
    """One meeting that the two calendars hold differently; the two are matched by uid."""

    kind: str
    """`moved` (to another date, time or place), `new`, `cancelled` (or gone), `status` (that alone) or `changed`."""
    before: Meeting | None
    """None where the meeting is new to the calendar."""
    after: Meeting | None
    """None where the meeting is gone from the calendar."""
    details: tuple[str, ...] = ()
    """Which differ of what was compared: of `FACTS`, or of `EVERYTHING` and `title`."""
    titles: tuple[str, str] | None = None
    """How the feeds named the meeting before and name it now, where these differ."""

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands now, or as it last stood."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of no meeting")
        return found

    @property
    def held_after_all(self) -> bool:
        """Whether it was cancelled, and is to be held."""
        return self.kind == NEW and self.before is not None

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it concerns: the members before and after, and whoever was or is to deputise."""
        rows = (row for meeting in (self.before, self.after) if meeting is not None for row in meeting.attendance)
        return tuple(dict.fromkeys(who for row in rows for who in (row.person, row.substitute) if who is not None))

    @property
    def seats(self) -> tuple[tuple[str, Seat | None, Seat | None], ...]:
        """Each person whose seat is filled otherwise, with what was to become of it and what is now."""
        was, now = ({} if one is None else _seats(one) for one in (self.before, self.after))
        places = dict.fromkeys((*was, *now))
        return tuple((place[0], was.get(place), now.get(place)) for place in places if was.get(place) != now.get(place))


def _seats(meeting: Meeting) -> dict[tuple[str, str], Seat]:
    def seat(row: Attendance) -> Seat:
        return row.outcome, row.substitute

    return {(row.person, row.role): seat(row) for row in meeting.attendance}


def difference(before: Plan, after: Plan, details: Details = FACTS) -> tuple[Change, ...]:
    """Return every meeting that the two calendars hold differently, by date and time as it stands now.

    Parameters
    ----------
    before, after : Plan
        The two calendars.
    details : Details
        What is compared: when, where and how firmly each is held, or `EVERYTHING` that somebody acts on. What one of
        the calendars does not tell (a calendar made by hand names nobody; older ones know no day for reports) is not.

    """
    changes = _changes(before, after, details)
    return tuple(sorted(changes, key=lambda change: (change.meeting.date, change.meeting.start, change.meeting.uid)))


def _changes(before: Plan, after: Plan, compared: Details) -> Iterator[Change]:
    earlier = {meeting.uid: meeting for meeting in before.meetings}
    later = {meeting.uid: meeting for meeting in after.meetings}
    for uid, now in later.items():
        was = earlier.get(uid)
        if now.live:
            if was is None or not was.live:
                yield Change(NEW, was, now)
                continue
            titles = _titles(before, after, uid) if compared is EVERYTHING else None
            found = [name for name, of in compared.items() if of(was) != of(now) and _both_tell(name, was, now)]
            details = (*found, *(["title"] if titles else []))
            if details:
                yield Change(_kind(details), was, now, details, titles)
        elif was is not None and was.live:
            yield Change(DROPPED, was, now)
    yield from (Change(DROPPED, was, None) for uid, was in earlier.items() if was.live and uid not in later)


def _kind(details: tuple[str, ...]) -> str:
    if not _PLACED.isdisjoint(details):
        return MOVED
    return RESTATED if details == ("status",) else AMENDED


def _both_tell(name: str, was: Meeting, now: Meeting) -> bool:
    """Whether both calendars say what is compared, where an older or a hand-made one may not."""
    if name == "attendance":
        return bool(was.attendance and now.attendance)
    return name != "report deadline" or all(
        one.report_due is not None or one.agenda_deadline is None for one in (was, now)
    )


def _titles(before: Plan, after: Plan, uid: str) -> tuple[str, str] | None:
    was, now = before.shown.get(uid), after.shown.get(uid)
    return None if was is None or now is None or was.title == now.title else (was.title, now.title)


@dataclass(frozen=True)
class DayChange:
    """One occurrence of a meeting day that stays, and whose lunch is another."""

    before: Occurrence
    after: Occurrence
    details: tuple[str, ...]
    """Which of `theme`, `speaker`, `lunch time` and `lunch room` differ."""


_OF_A_DAY: dict[str, Callable[[Occurrence], object]] = {
    "theme": lambda day: day.theme,
    "speaker": lambda day: day.speaker,
    "lunch time": lambda day: day.lunch and (day.lunch.start, day.lunch.end),
    "lunch room": lambda day: day.lunch and day.lunch.room,
}


def day_difference(before: Plan, after: Plan) -> tuple[DayChange, ...]:
    """Return every occurrence of a meeting day, by its number, of which the lunch is another in the two calendars."""
    earlier = {(one.meeting_day, one.sequence): one for one in before.occurrences}
    found = []
    for now in after.occurrences:
        was = earlier.get((now.meeting_day, now.sequence))
        details = () if was is None else tuple(name for name, of in _OF_A_DAY.items() if of(was) != of(now))
        if was is not None and details:
            found.append(DayChange(was, now, details))
    return tuple(sorted(found, key=lambda change: (change.after.date, change.after.meeting_day)))


def settled(problem: Problem) -> Iterator[tuple[Meeting, str]]:
    """Yield every fact (`Problem.held`), and why it is one."""
    for meeting in problem.held:
        name, when = body_title(problem, meeting.body), long_date(meeting.date)
        if meeting.agenda_deadline is None or meeting.date < problem.planned_on:
            yield meeting, f"{name} has already met on {when}."
        else:
            yield meeting, f"Notice of the meeting of {name} on {when} has been served."
