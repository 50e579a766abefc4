"""Numbers and uids of meetings: those of an earlier calendar matched to those of the new one.

A meeting keeps its number and uid whatever its new date: an order-preserving assignment of least total shift, by
dynamic programming (Karp and Li 1975, "Two special cases of the assignment problem", Discrete Mathematics 13).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import count

from scheduler.domain.bodies import Body
from scheduler.domain.meant import asked_of, is_off
from scheduler.domain.plan import CANCELLED, Meeting, Plan, moved_on
from scheduler.domain.problem import Problem
from scheduler.domain.uids import meeting_uid
from scheduler.law.deadlines import agenda_deadline


def identified(problem: Problem, meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings, given in order of date and start, with their numbers and uids.

    Without a baseline they are numbered in order of date, those beside the cadence last. With one, each meeting that is
    still held keeps what it had: that of which a row gives the number, those in their old place, then the others by the
    least shift in days. Numbers go on after those of another year, and that is all that becomes of it. Facts stay as
    they are.
    """
    by_body: defaultdict[str, list[Meeting]] = defaultdict(list)
    off = (one for body in problem.bodies.values() for one in _never_planned(problem, body))
    for meeting in (*meetings, *off):
        if not problem.is_fact(meeting):
            by_body[meeting.body].append(meeting)
    before: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in problem.baseline.meetings if problem.baseline is not None else ():
        before[meeting.body].append(meeting)
    named = []
    for body, theirs in by_body.items():
        theirs.sort(key=lambda meeting: (meeting.date, meeting.start))
        named += _named(problem, body, theirs, before[body])
    return [*(one for one in meetings if problem.is_fact(one)), *named, *_cancelled(problem, named)]


def _never_planned(problem: Problem, body: Body) -> Iterator[Meeting]:
    """Yield the meetings that rows say are off, on a date still to come, and no earlier calendar has."""
    known = () if problem.published is None else problem.published.meetings
    for one in asked_of(problem, body):
        day = one.row.date
        if one.row.cancelled and day is not None and not any(is_off(one, old) for old in known):
            start = problem.start_times_of(body)[0] if one.row.start is None else one.row.start
            yield Meeting(
                uid="",
                body=body.code,
                sequence=one.row.number or 0,
                date=day,
                start=start,
                end=start + (one.row.duration_minutes or problem.duration_of(body)),
                meeting_day=body.meeting_day,
                session=body.session,
                status=CANCELLED,
                agenda_deadline=agenda_deadline(problem, body, day),
                title=one.row.title,
            )


def _named(problem: Problem, body: str, meetings: list[Meeting], before: list[Meeting]) -> list[Meeting]:
    """Return the meetings of a body with their numbers: given by a row, kept, or the next that are unused."""
    known = problem.bodies.get(body)
    ones = () if known is None else problem.one_meetings_of(known)
    given = {one.row.number for one in ones if one.row.number is not None}
    numbers = {number: one.sequence for number, one in enumerate(meetings) if one.sequence in given}
    settings = problem.settings
    there = [
        old
        for old in before
        if old.live and settings.start_date <= old.date <= settings.end_date and not problem.is_fact(old)
        if old.sequence not in numbers.values() and not any(is_off(one, old) for one in ones if one.row.cancelled)
    ]
    free = [number for number, one in enumerate(meetings) if number not in numbers and one.live]
    numbers |= {number: old.sequence for number, old in _matched(there, free, meetings).items()}
    taken = {*numbers.values(), *(one.row.number for one in ones if one.row.cancelled)}
    unused = (n for n in count(1 + max((old.sequence for old in before), default=0)) if n not in taken)
    unmeant = (n for n in unused if n not in given)
    for number in sorted(range(len(meetings)), key=lambda number: meetings[number].extra):
        if number not in numbers:
            numbers[number] = next(unmeant if meetings[number].extra else unused)
    old_of = {old.sequence: old for old in before}
    return [_as(problem, meeting, numbers[n], old_of.get(numbers[n])) for n, meeting in enumerate(meetings)]


def _as(problem: Problem, meeting: Meeting, sequence: int, old: Meeting | None) -> Meeting:
    """Return a meeting with its number, as the one that the earlier calendar has of it."""
    if old is None:
        taken = {one.uid for one in problem.baseline.meetings} if problem.baseline is not None else set()
        uid = meeting_uid(problem, meeting.body, sequence, taken)
        return replace(meeting, uid=uid, sequence=sequence, changed=problem.as_of)
    status = old.status if old.live else meeting.status
    return _revised(problem, old, replace(meeting, uid=old.uid, sequence=old.sequence, status=status))


def revised_after(problem: Problem, before: Plan, plan: Plan) -> Plan:
    """Return a calendar whose meetings have their uids already, with its revisions counted after an earlier one."""
    earlier = {meeting.uid: meeting for meeting in before.meetings}

    def counted(meeting: Meeting) -> Meeting:
        old = earlier.get(meeting.uid)
        if old is None:
            return meeting
        return _revised(problem, old, meeting if meeting.live else replace(old, status=meeting.status, agenda_items=()))

    return replace(plan, meetings=tuple(counted(meeting) for meeting in plan.meetings))


def _revised(problem: Problem, old: Meeting, new: Meeting) -> Meeting:
    """Count a revision where date, times, place or status has changed; words are counted when it is written."""
    if old.facts == new.facts:
        return replace(new, revision=old.revision, changed=old.changed)
    return replace(new, revision=old.revision + 1, changed=moved_on(problem.as_of, old.changed))


def _cancelled(problem: Problem, named: list[Meeting]) -> list[Meeting]:
    """Return the meetings of the baseline that are no longer held, until their date has passed."""
    if problem.published is None:
        return []
    held = {meeting.uid for meeting in (*problem.held, *named)}
    today = problem.planned_on
    gone = [old for old in problem.published.meetings if old.uid not in held and old.date >= today]
    return [_revised(problem, old, replace(old, status="cancelled", agenda_items=())) for old in gone]


def _matched(before: list[Meeting], free: Collection[int], meetings: list[Meeting]) -> dict[int, Meeting]:
    """Match old meetings to new ones: as many as stand still, then by the least days shifted in all.

    A meeting beside the cadence stays one.
    """
    kept: dict[int, Meeting] = {}
    places = {(meetings[number].date, meetings[number].start, meetings[number].extra): number for number in free}
    movers = []
    for old in before:
        number = places.get((old.date, old.start, old.extra))
        if number is None or number in kept:
            movers.append(old)
        else:
            kept[number] = old
    movers.sort(key=lambda old: (old.date, old.start))
    for extra in (False, True):
        left = [number for number in free if number not in kept and meetings[number].extra is extra]
        pairs = _least_shift([old for old in movers if old.extra is extra], left, meetings)
        kept.update({number: old for old, number in pairs})
    return kept


def _least_shift(movers: list[Meeting], free: list[int], meetings: list[Meeting]) -> list[tuple[Meeting, int]]:
    """Pair as many as can be, both in order of date, with the least days between the pairs in all."""
    best: list[list[tuple[int, tuple[tuple[int, int], ...]]]]
    pairs = min(len(movers), len(free))
    best = [[(0, ()) for _ in range(len(free) + 1)] for _ in range(len(movers) + 1)]
    for i, j in ((i, j) for i in range(1, len(movers) + 1) for j in range(1, len(free) + 1)):
        shift = abs((movers[i - 1].date - meetings[free[j - 1]].date).days)
        cost, chosen = best[i - 1][j - 1]
        options = [(cost + shift, (*chosen, (i - 1, j - 1)))]
        options += [option for option in (best[i - 1][j], best[i][j - 1]) if len(option[1]) == min(i, j)]
        best[i][j] = min(options)
    return [(movers[i], free[j]) for i, j in best[-1][-1][1]] if pairs else []
