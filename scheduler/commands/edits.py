"""One meeting by hand: what follows from an edit of a calendar, and what each day of the year is to a meeting.

Nothing is counted again that an edit does not touch, so that both are answered while somebody waits: the calendar in
parts says which rules to ask anew, and of what.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from scheduler.checking.breaches import new_among
from scheduler.checking.touched import Change
from scheduler.commands.open_days import open_days
from scheduler.commands.placing import Moved, Placed
from scheduler.commands.standing import Made, Piece, Standing, best, difference_of, each, whole, with_rows
from scheduler.domain.consequences import Consequences
from scheduler.domain.difference import settled
from scheduler.domain.edits import Add, Cancel, Edit, Edited, Move, Pin, Single, Swap
from scheduler.domain.plan import CANCELLED, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason, Waiver
from scheduler.domain.rows_by_hand import cadence_is_full
from scheduler.domain.uids import meeting_uid
from scheduler.law.deadlines import agenda_deadline
from scheduler.rules import closed_date, fixed, lifetime, start_time

__all__ = ["Standing", "compared", "consequences", "open_days"]


def consequences(standing: Standing, edit: Edit, waivers: Sequence[Waiver] = ()) -> Edited:
    """Return what follows from an edit of a calendar.

    Parameters
    ----------
    standing : Standing
        The calendar.
    edit : Edit
        What is to be done to it; its body (or meeting day) and number are the calendar's.
    waivers : sequence of Waiver
        Rules that are not asked of the meeting, this once.

    Raises
    ------
    KeyError
        If the calendar has no such meeting.

    """
    barred = tuple(_outside(standing.problem, edit))
    pieces = [] if barred else [piece for one in each(edit) for piece in _pieces(standing, one, tuple(waivers))]
    barred += tuple(_facts(standing.problem, pieces))
    if barred:
        return Edited(edit, standing.plan, (), Consequences(), barred, tuple(waivers))
    problem = with_rows(standing, edit, waivers)
    made = best(standing, standing.placing(problem, standing.calendar), pieces)
    follows = replace(made.compared.consequences(), pounds=made.pounds)
    found = Edited(edit, whole(standing.plan, made.change), (*_told(pieces, made.change),), follows, (), tuple(waivers))
    return _waiving(standing, found) if waivers else found


def compared(standing: Standing, edit: Single, plan: Plan, waivers: Sequence[Waiver] = ()) -> Edited:
    """Return what follows from an edit of a calendar, in the calendar that somebody has found for it.

    Parameters
    ----------
    standing : Standing
        The calendar.
    edit : Single
        What is done.
    plan : Plan
        The calendar as it would be, other meetings moved with it.
    waivers : sequence of Waiver
        Rules that are not asked of the meeting, this once.

    """
    pieces = tuple(_pieces(standing, edit, tuple(waivers)))
    change = difference_of(standing.plan, plan)
    calendar = standing.calendar.changed(change, with_rows(standing, edit, waivers))
    made = Made(standing, Placed(calendar, change, exact=True), change)
    follows = replace(made.compared.consequences(), pounds=made.pounds)
    return Edited(edit, plan, (*_told(pieces, change),), follows, (), tuple(waivers))


def _told(pieces: Sequence[Piece], change: Change) -> Iterator[tuple[Meeting | None, Meeting | None]]:
    """Yield what an edit is about, before and after."""
    before = {meeting.uid: meeting for piece in pieces for meeting in piece.meetings}
    wanted = {meeting.uid for piece in pieces for way in piece.ways for meeting in way.meetings}
    after = {meeting.uid: meeting for meeting in change.come if meeting.uid in before or meeting.uid in wanted}
    for uid in dict.fromkeys((*before, *after)):
        yield before.get(uid), after.get(uid)


def _waiving(standing: Standing, found: Edited) -> Edited:
    """Return what follows without what is waived, and that apart."""
    rules = {waiver.rule for waiver in found.waivers}
    there = {(one.body, one.date) for pair in found.meetings for one in pair if one is not None}
    appear = tuple(
        breach
        for breach in found.follows.appear_breaches
        if breach.rule not in rules or there.isdisjoint(product(breach.bodies, breach.dates))
    )
    asked = consequences(standing, found.edit).follows.appear_breaches
    waived = new_among(asked, appear)
    return replace(found, follows=replace(found.follows, appear_breaches=appear), waived=waived)


def _pieces(standing: Standing, edit: Single, waivers: tuple[Waiver, ...]) -> Iterator[Piece]:
    """Yield what an edit does to each thing that it is about."""
    problem = standing.problem
    if isinstance(edit, Swap):
        subjects = [standing.subject(*edit.one), standing.subject(*edit.other)]
        days = [subject.meetings[0].date for subject in subjects]
        for subject, day in zip(subjects, reversed(days), strict=True):
            yield Piece(subject, _bound(waivers, _ways(problem, subject, day, None, None)))
    elif isinstance(edit, Move):
        subject = standing.subject(edit.body, edit.number)
        ways = _ways(problem, subject, edit.date, edit.start, edit.room, edit.body)
        yield Piece(subject, _bound(waivers, ways))
    elif isinstance(edit, Add):
        yield Piece(None, _bound(waivers, _added(standing, edit)))
    elif isinstance(edit, Cancel):
        subject = standing.subject(edit.body, edit.number)
        if subject.occurrence is not None and edit.body not in problem.meeting_days:
            subject = Moved(tuple(m for m in subject.meetings if (m.body, m.sequence) == (edit.body, edit.number)))
        cancelled = tuple(replace(one, status=CANCELLED, agenda_items=()) for one in subject.meetings)
        yield Piece(subject, (), cancelled)
    else:
        subject = standing.subject(edit.body, edit.number)
        pinned = tuple(replace(meeting, pinned=isinstance(edit, Pin)) for meeting in subject.meetings)
        yield Piece(subject, (replace(subject, meetings=pinned, room_given=True),))


def _bound(waivers: tuple[Waiver, ...], ways: Sequence[Moved]) -> tuple[Moved, ...]:
    """Return what is put somewhere by hand: it stays there, and some rules are not asked of it."""
    return tuple(
        replace(way, meetings=tuple(replace(m, pinned=True, waived=_all(m, waivers)) for m in way.meetings))
        for way in ways
    )


def _all(meeting: Meeting, waivers: tuple[Waiver, ...]) -> tuple[Waiver, ...]:
    return tuple(dict.fromkeys((*meeting.waived, *waivers)))


def _ways(
    problem: Problem, subject: Moved, day: date, start: int | None, room: str | None, code: str = ""
) -> list[Moved]:
    """Return how something may be on a day: at the start that is asked for, or at any of its own, its present first."""
    if subject.occurrence is not None:
        moved = subject.at(problem, day)
        if start is None or code in problem.meeting_days:
            return [moved]
        meetings = [
            replace(one, start=start, end=start + one.end - one.start) if one.body == code else one
            for one in moved.meetings
        ]
        return [replace(moved, meetings=tuple(meetings))]
    meeting = subject.meetings[0]
    own = start_time.starts_of(problem, problem.bodies[meeting.body])
    starts = [start] if start is not None else [meeting.start, *(time for time in own if time != meeting.start)]
    return [subject.at(problem, day, time, room) for time in starts]


def _added(standing: Standing, edit: Add) -> list[Moved]:
    """Return how a meeting more, or a whole meeting day more, may be on a day."""
    problem, plan = standing.problem, standing.calendar.plan
    extra = not edit.instead and cadence_is_full(problem, plan, edit.body, edit.date)
    day = problem.meeting_days.get(edit.body)
    if day is None:
        own = start_time.starts_of(problem, problem.bodies[edit.body])
        starts = own if edit.start is None else (edit.start,)
        fresh = Moved((_new(standing, edit.body, edit.date, starts[0], extra=extra),))
        return [fresh.at(problem, edit.date, start, edit.room) for start in starts]
    meetings: list[Meeting] = []
    for body in problem.bodies_of_meeting_day(edit.body):
        if body.alive_on(edit.date) and body.session is not None:
            session = problem.sessions[edit.body, body.session]
            earlier = [one.end for one in meetings if one.session == session.code]
            start = max(earlier, default=session.start) if session.arrangement == "staggered" else session.start
            meetings.append(_new(standing, body.code, edit.date, start, extra=extra))
    over, number = problem.lunch_of(edit.body), len(plan.occurrences_of(edit.body)) + 1
    lunch = None if over is None else Lunch(over.code, over.start, over.end, None, 0)
    venue = day.venue or next((one.venue for one in plan.occurrences_of(edit.body)), None)
    return [Moved(tuple(meetings), Occurrence(edit.body, number, edit.date, venue, lunch=lunch))]


def _new(standing: Standing, code: str, day: date, start: int, *, extra: bool) -> Meeting:
    problem, body = standing.problem, standing.problem.bodies[code]
    known = [one for year in standing.plan.years for one in year.meetings]
    known += [] if problem.baseline is None else problem.baseline.meetings
    number = 1 + max((one.sequence for one in known if one.body == code), default=0)
    end, status = start + problem.duration_of(body), problem.settings.status
    made = Meeting(
        meeting_uid(problem, code, number), code, number, day, start, end, None, body.room, body.meeting_day,
        body.session, status, agenda_deadline=agenda_deadline(problem, body, day), extra=extra,
    )  # fmt: skip
    return replace(made, venue=problem.rooms[body.room].venue) if body.room is not None else made


def _outside(problem: Problem, edit: Edit) -> Iterator[Reason]:
    """Yield why nothing can be held on a day that an edit names: it lies outside the calendar, or the body's life.

    A body with meetings of its own would break a rule then; one that sits in a meeting day would not be there.
    """
    for one in each(edit):
        if isinstance(one, Move | Add):
            reason = closed_date.outside_the_calendar(problem, one.date)
            yield from () if reason is None else (reason,)
            body = problem.bodies.get(one.body)
            if body is not None and body.meeting_day is not None and not body.alive_on(one.date):
                yield lifetime.exists_only(body)


def _facts(problem: Problem, pieces: Sequence[Piece]) -> Iterator[Reason]:
    """Yield why what an edit is about cannot be touched: it has been held, or its notice served."""
    uids = {meeting.uid for piece in pieces for meeting in piece.meetings}
    yield from dict.fromkeys(
        Reason(fixed.RULE.name, meeting.body, why) for meeting, why in settled(problem) if meeting.uid in uids
    )
