"""Candidates of a time-indexed model: what is to be placed, with its days and starts, and what stands already.

What is to be placed are the meetings and meeting days that the cadences ask for, less the facts (what has been held, or
called); facts, and what is placed already of the rest, stand among them as constants (Sousa and Wolsey 1992).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting, session_starts
from scheduler.domain.verbs import Placed


@dataclass(frozen=True)
class Candidates:
    """Everything to be placed, and what is placed already: each of these with one day, one start and what it is."""

    gatherings: tuple[Gathering, ...]
    sittings: tuple[Sitting, ...]
    fixed: Mapping[Placed, Meeting | Occurrence] = field(default_factory=dict)


def candidates(problem: Problem) -> Candidates:
    """List the meetings and meeting days to be placed, each with the days and starts it might have.

    What a cadence asks for is less what its facts have met already. Bodies of an occurrence of which only some meetings
    are facts sit on its day with them.
    """
    placed = () if problem.placed is None else problem.placed.live
    elsewhere = {meeting.body for meeting in placed}
    placed_days = set() if problem.placed is None else {one.meeting_day for one in problem.placed.occurrences}
    gatherings: list[Gathering] = []
    for meeting_day in (day for day in problem.meeting_days.values() if day.code not in placed_days):
        facts = [one for one in problem.held_days if one.meeting_day == meeting_day.code]
        begun = _begun(problem, meeting_day)
        gatherings += begun
        numbers = [*(one.number for one in begun), *(one.sequence for one in facts)]
        dates = [*(one.date for one in facts), *(day for one in begun for day in one.days)]
        windows = _windows(problem, meeting_day.cadence, None, starts=1, facts=dates)
        first = max(numbers, default=0) + 1
        gatherings += [Gathering(meeting_day, number, days) for number, days in enumerate(windows, start=first)]
    fixed = fixed_candidates(problem, gatherings)
    sits_already = {(placed.body.code, placed.gathering) for placed in fixed if isinstance(placed, Sitting)}
    sittings = []
    for body in (body for body in problem.bodies.values() if body.code not in elsewhere):
        session = problem.session_of(body)
        if session is None:
            sittings += _own_sittings(problem, body)
        else:
            starts = session_starts(problem, body, session)
            sittings += [
                Sitting(body, gathering.number, gathering.days, starts, problem.duration_of(body), gathering, session)
                for gathering in gatherings
                if gathering.meeting_day.code == body.meeting_day and (body.code, gathering) not in sits_already
            ]
    return Candidates(tuple(gatherings), tuple(sittings), fixed)


def _begun(problem: Problem, meeting_day: MeetingDay) -> list[Gathering]:
    """List the occurrences of which some meetings are facts, and others are to be placed beside them, on their day."""
    dates = {meeting.date for meeting in problem.held if meeting.meeting_day == meeting_day.code}
    occurrences = () if problem.published is None else problem.published.occurrences_of(meeting_day.code)
    return [
        Gathering(meeting_day, one.sequence, (one.date,))
        for one in occurrences
        if one.date in dates and not problem.is_fact(one)
    ]


def fixed_candidates(problem: Problem, free: Iterable[Gathering] = ()) -> dict[Placed, Meeting | Occurrence]:
    """List what is placed already, and facts, in order of date, as meetings and meeting days of one day and one start.

    Past facts of other bodies than those to be placed are among what is placed, as far as they matter.
    """
    fixed: dict[Placed, Meeting | Occurrence] = {}
    placed = problem.placed or Plan("", problem.settings.start_date, problem.settings.end_date)
    elsewhere, known = {one.body for one in placed.live}, {one.uid for one in placed.live}
    facts = [
        one
        for one in problem.held
        if one.uid not in known
        and (one.date >= problem.open_from or (one.body in problem.bodies and one.body not in elsewhere))
    ]
    days = [one for one in problem.held_days if one.meeting_day not in {day.meeting_day for day in placed.occurrences}]
    gathering_of = {(one.meeting_day.code, day): one for one in free for day in one.days if len(one.days) == 1}
    for occurrence in sorted((*placed.occurrences, *days), key=lambda one: (one.date, one.meeting_day)):
        meeting_day = problem.meeting_days.get(occurrence.meeting_day)
        if meeting_day is not None:
            gathering = Gathering(meeting_day, occurrence.sequence, (occurrence.date,))
            gathering_of[occurrence.meeting_day, occurrence.date] = gathering
            fixed[gathering] = occurrence
    number_of: Counter[str] = Counter()
    for meeting in sorted((*placed.live, *facts), key=lambda one: (one.date, one.start, one.body)):
        body = problem.bodies.get(meeting.body) or Body(meeting.body, meeting.body)
        sits_there = (meeting.meeting_day, meeting.session) == (body.meeting_day, body.session)
        there = gathering_of.get((meeting.meeting_day or "", meeting.date)) if sits_there else None
        number_of[body.code] += 1
        number = number_of[body.code] if there is None else there.number
        session = None if there is None else problem.session_of(body)
        length = meeting.end - meeting.start
        fixed[Sitting(body, number, (meeting.date,), (meeting.start,), length, there, session)] = meeting
    return fixed


def _own_sittings(problem: Problem, body: Body) -> list[Sitting]:
    starts = tuple(sorted(set(problem.start_times_of(body))))
    facts = [meeting.date for meeting in problem.held if meeting.body == body.code]
    windows = _windows(problem, body.cadence, body, len(starts), facts)
    duration = problem.duration_of(body)
    return [Sitting(body, number, days, starts, duration) for number, days in enumerate(windows, start=len(facts) + 1)]


def _windows(
    problem: Problem, cadence: Cadence, body: Body | None, starts: int, facts: Sequence[date]
) -> Iterator[tuple[date, ...]]:
    """Yield the days of each meeting the cadence may ask for, in order; none where the year is too short for it.

    Nothing is owed where facts are enough, nor to a period that is past. What is owed comes after the facts.
    """
    if cadence.per_period is not None:
        for period in sorted(problem.periods, key=lambda period: period.start_date):
            days = tuple(day for day in problem.days if day in period)
            if any(body is None or body.alive_on(day) for day in days) and period.end_date >= problem.open_from:
                inside = [day for day in facts if day in period]
                yield from [_left(problem, days, facts if body is None else inside, body)] * (
                    cadence.per_period - len(inside)
                )
    elif cadence.maximum is not None and problem.settings.end_date >= problem.open_from:
        days, owed = _left(problem, problem.days, facts, body), (cadence.minimum or 0) - len(facts)
        if owed <= len(days) * starts:
            yield from [days] * min(cadence.maximum - len(facts), len(days) * starts)


def _left(problem: Problem, days: Sequence[date], facts: Sequence[date], body: Body | None) -> tuple[date, ...]:
    """Return the days on which a body, or a meeting day, can still be held anew: none before its facts among them."""
    first, taken = max((problem.open_from, *facts)), () if body is not None else facts
    return tuple(day for day in days if day >= first and day not in taken)
