"""Which meeting of a calendar each row about one meeting means, and what the calendar shows of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import most_meetings
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.one_meeting import OneMeeting
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach


@dataclass(frozen=True)
class Meant:
    """The meeting, or the occurrence, that each row means; one that means none is missing."""

    meetings: tuple[tuple[OneMeeting, Meeting], ...]
    occurrences: tuple[tuple[OneMeeting, Occurrence], ...]

    def of(self, meeting: Meeting) -> Iterator[OneMeeting]:
        """Yield what is said of a meeting by itself, then of the occurrence that it is part of."""
        yield from (one for one, found in self.meetings if found is meeting)
        for one, occurrence in self.occurrences:
            if (meeting.meeting_day, meeting.date) == (occurrence.meeting_day, occurrence.date):
                yield one

    def waived(self, meeting: Meeting) -> frozenset[str]:
        """Return the rules that are not asked of a meeting."""
        return frozenset(waiver.rule for one in self.of(meeting) for waiver in one.waived)

    def without_waived(self, plan: Plan, rule: str) -> Plan:
        """Return a plan without the meetings and occurrences of which a rule is not asked."""
        days = {(day.meeting_day, day.date) for one, day in self.occurrences if one.waives(rule)}
        return replace(
            plan,
            meetings=tuple(one for one in plan.meetings if rule not in self.waived(one)),
            occurrences=tuple(one for one in plan.occurrences if (one.meeting_day, one.date) not in days),
        )


def meant(problem: Problem, plan: Plan) -> Meant:
    """Return which meeting of a plan, or which occurrence, each row about one is about."""
    meetings: list[tuple[OneMeeting, Meeting]] = []
    occurrences: list[tuple[OneMeeting, Occurrence]] = []
    for code, day_code in dict.fromkeys(one.subject for one in problem.one_meetings):
        if code in problem.bodies:
            body = problem.bodies[code]
            meetings += _meetings_meant(problem, body, plan.of_body(code))
        elif code is None and day_code in problem.meeting_days:
            day = problem.meeting_days[day_code]
            occurrences += _occurrences_meant(plan, day, problem.one_meetings_of(day))
    return Meant(tuple(meetings), tuple(occurrences))


def _meetings_meant(problem: Problem, body: Body, held: Sequence[Meeting]) -> Iterator[tuple[OneMeeting, Meeting]]:
    """Yield the meeting of each row: what its number or date says, then in its window one that is left.

    Beside the cadence is what the calendar says is so; where it says nothing, what is more than the cadence asks for.
    """
    taken: list[Meeting] = []
    spare = len(held) - most_meetings(problem, body)
    rows = (one for one in problem.one_meetings_of(body) if not one.row.cancelled)
    for one in sorted(rows, key=_surest_first):
        if one.row.number is not None:
            candidates = _numbered(problem, body, held, one)
        elif one.row.date is not None:
            candidates = [meeting for meeting in held if meeting.date == one.row.date]
        else:
            free = (meeting for meeting in held if not any(meeting is other for other in taken))
            candidates = [meeting for meeting in free if suits(one, meeting)]
            if one.row.extra:
                said = [meeting for meeting in candidates if meeting.extra]
                candidates = said or (candidates if spare > 0 else [])
        found = min(candidates, key=_likelihood(one), default=None)
        if found is not None:
            yield one, found
            taken += [] if one.only_there else [found]
            spare -= one.row.extra


def _surest_first(one: OneMeeting) -> tuple[bool, bool, date, date]:
    return one.row.number is None, one.row.date is None, one.row.latest or date.max, one.row.earliest or date.min


def _likelihood(one: OneMeeting) -> Callable[[Meeting], tuple[bool, bool, date, int]]:
    return lambda meeting: (not suits(one, meeting), not _carries(meeting, one), meeting.date, meeting.start)


def _numbered(problem: Problem, body: Body, held: Sequence[Meeting], one: OneMeeting) -> list[Meeting]:
    """Return the meeting of the number of a row; in a calendar without numbers, the one in that place of its cadence.

    Where an earlier calendar has the number, no other meeting takes its place.
    """
    number = one.row.number or 0
    found = [meeting for meeting in held if meeting.sequence == number]
    if found or published(problem, body, one) is not None:
        return found
    regular = [meeting for meeting in held if not meeting.extra]
    return regular[number - 1 : number] if min((m.sequence for m in held), default=0) > number else []


def _carries(meeting: Meeting, one: OneMeeting) -> bool:
    """Whether a meeting was planned as the one that a row is about."""
    return (meeting.title, meeting.extra, meeting.waived) == (one.row.title, one.row.extra, one.waived)


def suits(one: OneMeeting, meeting: Meeting) -> bool:
    """Whether a meeting is when, where and as long as a row says."""
    row = one.row
    return (
        one.inside(meeting.date)
        and row.start in (None, meeting.start)
        and row.room in (None, meeting.room)
        and row.duration_minutes in (None, meeting.end - meeting.start)
    )


def _occurrences_meant(
    plan: Plan, day: MeetingDay, rows: Sequence[OneMeeting]
) -> Iterator[tuple[OneMeeting, Occurrence]]:
    taken: list[Occurrence] = []
    held = plan.occurrences_of(day.code)
    for one in sorted((row for row in rows if not row.row.cancelled), key=_surest_first):
        candidates = [
            occurrence
            for occurrence in held
            if (occurrence.sequence == one.row.number if one.row.number is not None else one.inside(occurrence.date))
        ]
        free = [occurrence for occurrence in candidates if not any(occurrence is other for other in taken)]
        for found in (free or candidates)[:1]:
            yield one, found
            taken += [] if one.only_there else [found]


def regular(problem: Problem, plan: Plan, subject: Body | MeetingDay) -> tuple[Meeting | Occurrence, ...]:
    """Return what a body or meeting day holds in order of date, without what it holds beside its cadence."""
    of_body = isinstance(subject, Body)
    held: Sequence[Meeting | Occurrence] = (plan.of_body if of_body else plan.occurrences_of)(subject.code)
    extras = extra_ones(problem, plan, subject)
    return tuple(one for one in held if not any(one is extra for extra in extras))


def extra_ones(problem: Problem, plan: Plan, subject: Body | MeetingDay) -> list[Meeting | Occurrence]:
    """Return what of a body or meeting day is held beside its cadence; of a fact the calendar itself says so."""
    facts = [one for one in problem.held if one.extra and one.body == subject.code]
    if facts:
        uids = {one.uid for one in facts}
        return [*(one for one in plan.of_body(subject.code) if one.uid in uids), *_by_rows(problem, plan, subject)]
    return _by_rows(problem, plan, subject)


def _by_rows(problem: Problem, plan: Plan, subject: Body | MeetingDay) -> list[Meeting | Occurrence]:
    if not any(one.row.extra for one in problem.one_meetings_of(subject)):
        return []
    found = meant(problem, plan)
    pairs = found.meetings if isinstance(subject, Body) else found.occurrences
    return [held for one, held in pairs if one.row.extra and one in problem.one_meetings_of(subject)]


def asked_of(problem: Problem, subject: Body | MeetingDay) -> tuple[OneMeeting, ...]:
    """Return what is still asked of single meetings: nothing of a fact, nor of what lies in the past."""
    return tuple(one for one in problem.one_meetings_of(subject) if not _is_over(problem, subject, one))


def _is_over(problem: Problem, subject: Body | MeetingDay, one: OneMeeting) -> bool:
    old = published(problem, subject, one)
    last = one.row.date or one.row.latest
    return (
        (old is not None and problem.is_fact(old))
        or (last is not None and last < problem.open_from)
        or one.row.date in problem.facts_of(subject.code)
    )


def published(problem: Problem, subject: Body | MeetingDay, one: OneMeeting) -> Meeting | None:
    """Return the meeting of the earlier calendar that had the number of a row; None where there is none."""
    if one.row.number is None or problem.published is None or not isinstance(subject, Body):
        return None
    theirs = (old for old in problem.published.meetings if old.body == subject.code)
    return next((old for old in theirs if old.sequence == one.row.number), None)


def only_there(problem: Problem, body: Body, one: OneMeeting) -> bool:
    """Whether whichever meeting of the body is on its day, or in its window, will do for a row.

    So it is where that meeting is as the body's others are, whatever it is called, and no other row may be about it.
    """
    row, room = one.row, problem.rooms.get(one.row.room or "")
    in_place = room is None or (body.room in (None, room.code) and body.venue in (None, room.venue))
    as_usual = row.start in (None, *problem.start_times_of(body)) and in_place
    if one.only_there or not as_usual:
        return as_usual and one.only_there
    others = (other for other in problem.one_meetings_of(body) if other is not one and not other.row.extra)
    return (
        not one.waived
        and row.number is None
        and not row.extra
        and row.duration_minutes in (None, problem.duration_of(body))
        and not any(one.may_share_a_day(other) for other in others)
    )


def by_name(problem: Problem, body: Body, one: OneMeeting) -> bool:
    """Whether the number of a row is a name that a meeting keeps in whichever place, rather than the place itself.

    It is one where an earlier calendar has it; of a calendar that is changed, a new meeting on the row's date takes it.
    """
    if published(problem, body, one) is not None:
        return True
    dated = one.row.number is not None and one.row.date is not None and not one.row.extra
    return dated and problem.published is not None and bool(problem.published.of_body(body.code))


def is_off(one: OneMeeting, old: Meeting) -> bool:
    """Whether a meeting of the earlier calendar is the one that a row says is off: by its number, else by its date."""
    row = one.row
    if not row.cancelled or row.body != old.body:
        return False
    if row.number is not None:
        return row.number == old.sequence
    return row.date == old.date and row.start in (None, old.start)


def days_off(problem: Problem, subject: Body | MeetingDay) -> tuple[date | None, ...]:
    """Return when each meeting of a cadence that is off would have been held, so that it is neither held nor owed.

    None stands for one of which nobody says when. What would have been held beside the cadence is not among them.
    """
    found: list[date | None] = []
    for one in problem.one_meetings_of(subject):
        old = published(problem, subject, one)
        beside = (one.row.number or 0) > most_meetings(problem, subject) if old is None else old.extra
        if one.row.cancelled and not beside:
            found.append(one.row.date or (None if old is None else old.date))
    return tuple(found)


def is_waived(problem: Problem, plan: Plan, found: Meant, breach: Breach) -> bool:
    """Whether a meeting takes part in a breach of a rule that is not asked of it."""
    if not any(one.waived for one in problem.one_meetings):
        return False
    for one, meeting in found.meetings:
        if one.waives(breach.rule) and meeting.date in breach.dates and meeting.body in breach.bodies:
            return True
    for one, occurrence in found.occurrences:
        if one.waives(breach.rule) and occurrence.date in breach.dates:
            bodies = {meeting.body for meeting in plan.of_occurrence(occurrence)}
            if not breach.bodies or not bodies.isdisjoint(breach.bodies):
                return True
    return is_waived_by_one_off(problem, breach)


def is_waived_by_one_off(problem: Problem, breach: Breach) -> bool:
    """Whether what is broken would not be asked of a meeting that is off."""
    return any(
        one.row.cancelled and one.waives(breach.rule) and one.row.date in breach.dates and one.body in breach.bodies
        for one in problem.one_meetings
    )


def shown(problem: Problem, plan: Plan) -> Plan:
    """Return a plan whose meetings, facts aside, say what the rows say of them: title, extra, pinned, rules waived."""
    if not problem.one_meetings:
        return plan
    found = meant(problem, plan)
    return replace(
        plan, meetings=tuple(one if problem.is_fact(one) else _labelled(found, one) for one in plan.meetings)
    )


def _labelled(found: Meant, meeting: Meeting) -> Meeting:
    said = list(found.of(meeting)) if meeting.live else []
    waived = {waiver.rule: waiver for one in reversed(said) for waiver in reversed(one.waived)}
    return replace(
        meeting,
        title=next((one.row.title for one in said if one.row.title is not None), meeting.title if not said else None),
        extra=any(one.row.extra for one in said),
        pinned=any(one.row.date == meeting.date for one in said),
        waived=tuple(waived.values()),
    )
