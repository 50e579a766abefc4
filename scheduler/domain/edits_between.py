"""What somebody wants who has changed a calendar in its own table: meetings moved, cancelled and added, as edits.

Meetings are known by their number where the table gives it, else by their body and the nearest day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scheduler.domain.edits import Add, Cancel, Edit, Move, Several
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault, Reason
from scheduler.domain.titles import body_title, meeting_title
from scheduler.domain.wording import clock, listed, long_date

ENOUGH = 3
"""A table of so many meetings, of which none is where the plan has it, is taken for that of another calendar."""
TABLE = "calendar"
MEETING_DAY = "meeting_day"
Pair = tuple[Meeting | None, Meeting | None]


@dataclass
class Requested:
    """What a table asks for."""

    edits: list[Move | Cancel | Add] = field(default_factory=list)
    barred: list[Reason] = field(default_factory=list)
    """What it asks for and nobody can do."""
    warnings: list[Fault] = field(default_factory=list)
    """What it says otherwise, and is not taken."""

    @property
    def edit(self) -> Edit:
        """All of it as one edit."""
        return Several(tuple(self.edits))


def edits_between(problem: Problem, before: Plan, wanted: Plan, *, numbers: bool, rooms: bool) -> Requested:
    """Return what turns a calendar into another one, a table of which was made of it by hand.

    Parameters
    ----------
    problem : Problem
        The input.
    before : Plan
        The calendar as it is.
    wanted : Plan
        What the table says.
    numbers, rooms : bool
        Whether the table says which meeting is which, and where they are held.

    """
    found = Requested()
    pairs = list(_pairs(before, wanted, numbers=numbers))
    days = {}
    for day in before.occurrences:
        together = [pair for pair in pairs if pair[0] is not None and _sits_at(pair[0], day)]
        days[day.meeting_day, day.sequence] = together
        _of_a_day(problem, found, day, together)
    new_days = list(_new_days(problem, [now for was, now in pairs if was is None and now is not None]))
    found.edits += [Add(day.code, meetings[0].date) for day, meetings in new_days]
    whole = {id(pair[0]) for together in days.values() for pair in together}
    whole |= {id(one) for _, meetings in new_days for one in meetings}
    for was, now in pairs:
        if id(was if was is not None else now) not in whole:
            _of_one(problem, found, was, now, rooms=rooms)
    return found


def is_of_another_calendar(before: Plan, wanted: Plan) -> bool:
    """Whether a table of some length has no meeting where the plan has it."""
    there = {(one.body, one.date) for one in before.live}
    return len(wanted.live) >= ENOUGH and not any((one.body, one.date) in there for one in wanted.live)


# -- which is which


def _pairs(before: Plan, wanted: Plan, *, numbers: bool) -> Iterable[Pair]:
    """Yield each meeting before with what has become of it, and each new one."""
    left = {one.uid: one for one in before.live}
    ahead = list(wanted.live)
    known = {(one.body, one.sequence): one for one in before.live}
    by_number = ((known.get((now.body, now.sequence)), now) for now in ahead)
    for was, now in by_number if numbers else _by_nearness(before.live, ahead):
        if was is not None:
            del left[was.uid]
        yield was, now
    yield from ((was, None) for was in left.values())


def _by_nearness(before: Sequence[Meeting], ahead: Sequence[Meeting]) -> Iterable[tuple[Meeting | None, Meeting]]:
    """Yield each meeting of a table with that of its body which is nearest, the nearest pairs first."""
    pairs = sorted(
        (abs(was.date - now.date).days, abs(was.start - now.start), earlier, later)
        for later, now in enumerate(ahead)
        for earlier, was in enumerate(before)
        if was.body == now.body
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, earlier, later in pairs:
        if earlier not in taken and later not in partner:
            partner[later] = earlier
            taken.add(earlier)
    for later, now in enumerate(ahead):
        yield (before[partner[later]] if later in partner else None), now


# -- what has become of it


def _of_one(problem: Problem, found: Requested, was: Meeting | None, now: Meeting | None, *, rooms: bool) -> None:
    if was is None and now is not None:
        found.edits.append(Add(now.body, now.date, now.start, now.room if rooms else None))
    elif was is not None and now is None:
        found.edits.append(Cancel(was.body, was.sequence))
    elif was is not None and now is not None:
        room = now.room if rooms and now.room != was.room else None
        start = now.start if now.start != was.start else None
        if now.date != was.date or start is not None or room is not None:
            found.edits.append(Move(was.body, was.sequence, now.date, now.start, room))
        found.warnings += _not_taken(problem, was, now)


def _not_taken(problem: Problem, was: Meeting, now: Meeting) -> Iterable[Fault]:
    """Yield a warning of what a row says otherwise that no edit of one meeting can do."""
    if now.end - now.start != was.end - was.start:
        message = f"{meeting_title(problem, now)} ends at {clock(now.end)} in the table"
        remedy = "Its length stays: write duration_minutes in a row of fixed_meetings for another."
        yield Fault(TABLE, None, "end", message, remedy)
    if now.live and was.status != now.status:
        message = f"{meeting_title(problem, now)} is {now.status} in the table"
        yield Fault(TABLE, None, "status", message, f"It stays {was.status}: meeting-day confirm changes that.")


# -- whole meeting days


def _sits_at(meeting: Meeting, day: Occurrence) -> bool:
    return (meeting.meeting_day, meeting.date) == (day.meeting_day, day.date)


def _of_a_day(problem: Problem, found: Requested, day: Occurrence, together: Sequence[Pair]) -> None:
    """Find what has become of an occurrence of a meeting day: it moves, or is cancelled, as a whole or not at all."""
    held = [now for _, now in together if now is not None]
    dates = {now.date for now in held}
    if not held and together:
        found.edits.append(Cancel(day.meeting_day, day.sequence))
    elif dates - {day.date}:
        if len(held) == len(together) and len(dates) == 1:
            found.edits.append(Move(day.meeting_day, day.sequence, held[0].date))
        else:
            strays = [now for now in held if now.date != day.date]
            found.barred.append(_alone(problem, day, strays))
    elif len(held) < len(together):
        gone = [was for was, now in together if now is None and was is not None]
        found.edits += [Cancel(was.body, was.sequence) for was in gone]
    for was, now in together:
        if was is not None and now is not None and now.start != was.start:
            of = f"its session of {problem.meeting_days[day.meeting_day].name}"
            message = f"{body_title(problem, was.body)} starts when {of} does, not at {clock(now.start)}."
            found.barred.append(Reason(MEETING_DAY, was.body, message))


def _alone(problem: Problem, day: Occurrence, strays: Sequence[Meeting]) -> Reason:
    name = problem.meeting_days[day.meeting_day].name
    bodies = listed([f"{body_title(problem, one.body)} to {long_date(one.date)}" for one in strays])
    message = f"{name} on {long_date(day.date)} moves as a whole, and the table moves {bodies} without the others."
    return Reason(MEETING_DAY, day.meeting_day, message)


def _new_days(problem: Problem, new: Sequence[Meeting]) -> Iterable[tuple[MeetingDay, list[Meeting]]]:
    """Yield the meeting days that are new: on one date, whoever sits in them."""
    for code, day in problem.meeting_days.items():
        own = [one for one in new if one.meeting_day == code]
        for date in sorted({one.date for one in own}):
            yield day, [one for one in own if one.date == date]
