"""Candidates of a time-indexed model: what is to be placed, with its days and starts, and what stands already.

What is to be placed are the meetings and meeting days that the cadences ask for, less the facts (what has been held, or
called); facts, and what is placed already of the rest, stand among them as constants (Sousa and Wolsey 1992).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import periods_of
from scheduler.domain.meant import asked_of, days_off, published
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.one_meeting import OneMeeting
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting, session_starts
from scheduler.domain.verbs import InTurn, Placed
from scheduler.rules.meeting_day import arrangement_key, hours_key
from scheduler.rules.start_time import RULE as START_TIME
from scheduler.rules.start_time import other_starts
from scheduler.solver.cp.turns import Turns, turns_of


@dataclass(frozen=True)
class Candidates:
    """Everything to be placed, and what is placed already: each of these with one day, one start and what it is."""

    gatherings: tuple[Gathering, ...]
    sittings: tuple[Sitting, ...]
    fixed: Mapping[Placed, Meeting | Occurrence] = field(default_factory=dict)
    in_turn: Mapping[str, tuple[InTurn, ...]] = field(default_factory=dict)
    """Body -> its own meetings in the order of its cadence; of a body that is not among them, its sittings are that."""


Lifted: TypeAlias = Callable[[tuple[str, str]], bool]
"""Whether what a rule demands of a subject is not, or may not be, asked."""


def nothing(key: tuple[str, str]) -> bool:
    """Lift nothing."""
    return not key


def candidates(problem: Problem, *, loose: bool = False, lifted: Lifted = nothing) -> Candidates:
    """List the meetings and meeting days to be placed, each with the days and starts it might have.

    With `loose`, a meeting of which rows say how it is has a way to be otherwise too, for an explanation to lift them.
    Where the times of a body, the arrangement of a session or its hours are lifted, its meetings have other starts too.

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
        windows = _windows(problem, meeting_day, 1, dates, days_off(problem, meeting_day))
        gatherings += _as_rows_say(problem, meeting_day, list(windows), max(numbers, default=0) + 1)
    fixed = fixed_candidates(problem, gatherings)
    sits_already = {(placed.body.code, placed.gathering) for placed in fixed if isinstance(placed, Sitting)}
    sittings: list[Sitting] = []
    in_turn: dict[str, tuple[InTurn, ...]] = {}
    for body in (body for body in problem.bodies.values() if body.code not in elsewhere):
        session = problem.session_of(body)
        if session is None:
            others = other_starts(problem, body) if lifted((START_TIME.name, body.code)) else ()
            turns = _own_turns(problem, body, others, loose=loose)
            sittings += turns.sittings
            in_turn[body.code] = turns.in_turn
        else:
            there = [gathering for gathering in gatherings if gathering.meeting_day.code == body.meeting_day]
            for gathering in there:
                if (body.code, gathering) not in sits_already:
                    sittings += _sitting_at(problem, body, session, gathering, there, lifted)
    return Candidates(tuple(gatherings), tuple(sittings), fixed, in_turn)


def _as_rows_say(
    problem: Problem, meeting_day: MeetingDay, windows: Sequence[tuple[date, ...]], first: int
) -> list[Gathering]:
    """List the occurrences of a meeting day in their turn, then those beside its cadence, as rows about one say."""
    ones = [one for one in asked_of(problem, meeting_day) if not one.row.cancelled]
    numbered = {one.row.number: one for one in ones if one.row.number is not None and not one.row.extra}
    found = []
    for number, window in enumerate(windows, start=first):
        alone = [one for one in ones if one.row.number is None and not one.row.extra and _only(one, window, windows)]
        found.append(Gathering(meeting_day, number, window, numbered.get(number) or next(iter(alone), None)))
    still_open = [day for day in problem.days if day >= problem.open_from]
    for one in (one for one in ones if one.row.extra):
        days = tuple(day for day in still_open if one.inside(day))
        found.append(Gathering(meeting_day, first + len(found), days, one))
    return found


def _only(one: OneMeeting, window: Sequence[date], windows: Sequence[Sequence[date]]) -> bool:
    """Whether a row can be about no other than what is held in a window."""
    return [each is window for each in windows if any(one.inside(day) for day in each)] == [True]


def _sitting_at(
    problem: Problem,
    body: Body,
    session: Session,
    gathering: Gathering,
    gatherings: Sequence[Gathering],
    lifted: Lifted,
) -> Iterator[Sitting]:
    """Yield the meeting of a body at an occurrence, as rows about one meeting leave it; none where it is off."""
    ones = tuple(one for one in asked_of(problem, body) if _is_at(problem, body, one, gathering, gatherings))
    if any(one.row.cancelled for one in ones):
        return
    starts = [one.row.start for one in ones if one.row.start is not None]
    lengths = [one.row.duration_minutes for one in ones if one.row.duration_minutes is not None]
    kept = {"as_arranged": not lifted(arrangement_key(session)), "in_time": not lifted(hours_key(session))}
    yield Sitting(
        body,
        gathering.number,
        gathering.days,
        tuple(sorted({*session_starts(problem, body, session, **kept), *starts})),
        lengths[0] if lengths else problem.duration_of(body),
        gathering,
        session,
        ones=ones,
        extra=gathering.extra,
        waived=gathering.waived | {waiver.rule for one in ones for waiver in one.waived},
    )


def _is_at(
    problem: Problem, body: Body, one: OneMeeting, gathering: Gathering, gatherings: Sequence[Gathering]
) -> bool:
    """Whether a row about a meeting of a body is surely about the one at an occurrence: by its number or its date."""
    if one.row.number is None:
        return [each is gathering for each in gatherings if any(map(one.inside, each.days))] == [True]
    old = published(problem, body, one)
    if old is None or problem.published is None:
        return gathering.number == one.row.number
    dates = [occurrence.date for occurrence in problem.published.occurrences_of(gathering.meeting_day.code)]
    return old.date in dates and gathering.number == dates.index(old.date) + 1


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
        waived = frozenset(waiver.rule for waiver in meeting.waived)
        sitting = Sitting(
            body, number, (meeting.date,), (meeting.start,), length, there, session, extra=meeting.extra, waived=waived
        )
        fixed[sitting] = meeting
    return fixed


def _own_turns(problem: Problem, body: Body, others: Sequence[int], *, loose: bool) -> Turns:
    facts = [meeting.date for meeting in problem.held if meeting.body == body.code and not meeting.extra]
    off = days_off(problem, body)
    windows = list(_windows(problem, body, len(problem.start_times_of(body)), facts, off))
    return turns_of(problem, body, windows, len(facts) + 1, others, loose=loose)


def _windows(
    problem: Problem, subject: Body | MeetingDay, starts: int, facts: Sequence[date], off: Sequence[date | None] = ()
) -> Iterator[tuple[date, ...]]:
    """Yield the days of each meeting the cadence may ask for, in order; none where the year is too short for it.

    Nothing is owed where facts, and meetings that are off, are enough, nor to a period that is past. What is owed comes
    after the facts. Of what is off and nobody says when, the last is taken away.
    """
    cadence, body = subject.cadence, subject if isinstance(subject, Body) else None
    if cadence.per_period is not None:
        found: list[tuple[date, ...]] = []
        for period in periods_of(problem, subject):
            days = tuple(day for day in problem.days if day in period)
            if any(body is None or body.alive_on(day) for day in days) and period.end_date >= problem.open_from:
                inside = [day for day in facts if day in period]
                gone = sum(day is not None and day in period for day in off)
                found += [_left(problem, days, facts if body is None else inside, body)] * (
                    cadence.per_period - len(inside) - gone
                )
        yield from found[: len(found) - sum(day is None for day in off)]
    elif cadence.maximum is not None and not problem.over:
        met = len(facts) + len(off)
        days, owed = _left(problem, problem.days, facts, body), (cadence.minimum or 0) - met
        if owed <= len(days) * starts:
            yield from [days] * min(cadence.maximum - met, len(days) * starts)


def _left(problem: Problem, days: Sequence[date], facts: Sequence[date], body: Body | None) -> tuple[date, ...]:
    """Return the days on which a body, or a meeting day, can still be held anew: none before its facts among them."""
    first, taken = max((problem.open_from, *facts)), () if body is not None else facts
    return tuple(day for day in days if day >= first and day not in taken)
