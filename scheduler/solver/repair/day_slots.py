"""Slots of one day by assignment: a meeting day whose date stands, seated anew in as many slots as are asked for.

The model of seats (`patterns/seat_model.py`) tells who sits where and when; where the rooms will not do as they are,
the model of the day (`fixed_dates.py`) finds them too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from scheduler.domain.meeting_days import Session
from scheduler.domain.plan import Meeting, Occurrence, Plan, SlotsRow
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sittings import Gathering, Sitting, session_starts
from scheduler.rules import broken
from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.patterns.seat_model import TIERS_OF_SEATS, by_model
from scheduler.solver.repair.fixed_dates import FixedDates
from scheduler.solver.search.construction import prices
from scheduler.wishes import WISHES, ungranted

FEWEST_APOLOGIES, EITHER = "fewest_apologies", "either"


def with_few_slots(problem: Problem, plan: Plan) -> Plan:
    """Return a plan whose sessions of the fewest apologies take as few slots as cost no apology more.

    Parameters
    ----------
    problem : Problem
        The input.
    plan : Plan
        With the value and bound of each tier; where slots are saved at the price of a later tier, its value rises.

    """
    for occurrence in plan.occurrences:
        theirs = {one.code: one for one in _sessions(problem, plan, occurrence, FEWEST_APOLOGIES)}
        used = sum(len(_starts(plan, occurrence, code)) for code in theirs)
        if used > len(theirs):
            found = _seated(problem, plan, occurrence, theirs)
            if found is not None and sum(len(_starts(found, occurrence, code)) for code in theirs) < used:
                plan = _better(problem, plan, found)
    return plan


def _better(problem: Problem, plan: Plan, found: Plan) -> Plan:
    """Return what was found, where no tier up to apologies is worse."""
    names = [tier.name for tier in plan.tiers]
    values = prices(problem, found)
    before = names[: names.index("apologies") + 1]
    if any(values[tier.name] > tier.value for tier in plan.tiers if tier.name in before):
        return plan
    tiers = tuple(replace(one, value=values[one.name], bound=min(one.bound, values[one.name])) for one in plan.tiers)
    return finished(problem, PartialSolution(found.live, found.occurrences), tiers)


def with_slots_saving(problem: Problem, plan: Plan) -> Plan:
    """Return a plan that says of each meeting day what one slot more would save of its apologies and substitutes."""
    occurrences = tuple(
        replace(one, slots_saving=tuple(_saving(problem, plan, one))) if not problem.is_fact(one) else one
        for one in plan.occurrences
    )
    return plan if occurrences == plan.occurrences else replace(plan, occurrences=occurrences)


def _saving(problem: Problem, plan: Plan, occurrence: Occurrence) -> Iterator[SlotsRow]:
    """Yield two rows for each session in which one slot more saves something: as planned, and with that slot."""
    for session in _sessions(problem, plan, occurrence, EITHER):
        now, there = len(_starts(plan, occurrence, session.code)), _sitting(plan, occurrence, session.code)
        weighed = _weighed(problem, plan, there)
        if now < len(there) and any(weighed):
            one_more = {session.code: replace(session, arrangement=FEWEST_APOLOGIES)}
            found = _seated(problem, plan, occurrence, one_more, now + 1)
            then = () if found is None else _sitting(found, occurrence, session.code)
            if len({one.start for one in then}) == now + 1 and _weighed(problem, plan, then) < weighed:
                yield _row(problem, plan, session, now, there)
                yield _row(problem, plan, session, now + 1, then)


def _sessions(problem: Problem, plan: Plan, occurrence: Occurrence, arrangement: str) -> Iterator[Session]:
    """Yield the sessions of a meeting day with an arrangement in which several bodies sit, facts aside."""
    for session in problem.sessions.values():
        if session.meeting_day == occurrence.meeting_day and session.arrangement == arrangement:
            there = _sitting(plan, occurrence, session.code)
            if len(there) > 1 and not any(map(problem.is_fact, there)):
                yield session


def _sitting(plan: Plan, occurrence: Occurrence, session: str) -> tuple[Meeting, ...]:
    return tuple(one for one in plan.of_occurrence(occurrence) if one.session == session)


def _starts(plan: Plan, occurrence: Occurrence, session: str) -> set[int]:
    return {one.start for one in _sitting(plan, occurrence, session)}


def _seated(
    problem: Problem, plan: Plan, occurrence: Occurrence, free: Mapping[str, Session], slots: int | None = None
) -> Plan | None:
    """Return the plan with the sessions that are free seated anew, all else as planned; None where a rule is broken.

    Rooms of the day are found anew only where they will not do as they are.
    """
    theirs = plan.of_occurrence(occurrence)
    others = [one for one in plan.live if one.date == occurrence.date and one not in theirs]
    sittings = list(_sittings(problem, occurrence, theirs, free))
    day = problem.days.index(occurrence.date)
    found = by_model(problem, sittings, day, others, slots)
    if found is None:
        return None
    new = {one.body: one for one in found}
    seated = {
        one.uid: replace(one, start=new[one.body].start, end=new[one.body].end, attendance=new[one.body].attendance)
        for one in theirs
    }
    after = replace(plan, meetings=tuple(seated.get(one.uid, one) for one in plan.meetings))
    arranged = {(one.meeting_day, one.code): one for one in free.values()}
    asked = replace(problem, sessions={**problem.sessions, **arranged})
    if not any(True for _ in broken(asked, after)):
        return after
    uids = frozenset(one.uid for one in theirs if one.session in free)
    other = FixedDates(asked, plan, frozenset({occurrence.date}), uids).solved(Clock(DEFAULT.part_seconds), slots)
    return None if other is None or any(True for _ in broken(asked, other)) else other


def _sittings(
    problem: Problem, occurrence: Occurrence, meetings: tuple[Meeting, ...], free: Mapping[str, Session]
) -> Iterator[Sitting]:
    """Yield the meetings of a day, those of sessions that are free at every start that they might have."""
    gathering = Gathering(problem.meeting_days[occurrence.meeting_day], occurrence.sequence, (occurrence.date,))
    for one in meetings:
        body = problem.bodies[one.body]
        session = free.get(one.session or "") or problem.session_of(body)
        is_free = session is not None and session.code in free
        starts = session_starts(problem, body, session) if session is not None and is_free else (one.start,)
        waived = frozenset(waiver.rule for waiver in one.waived)
        yield Sitting(body, one.sequence, (one.date,), starts, one.end - one.start, gathering, session, waived=waived)


def _row(problem: Problem, plan: Plan, session: Session, slots: int, meetings: Sequence[Meeting]) -> SlotsRow:
    """Count the people who send apologies, those aside who need not come, and those who are deputised for."""
    usual = replace(problem, wish_weights={})
    return SlotsRow(session.code, slots, *(len(rows) for rows in _of_seats(usual, plan, meetings)))


def _weighed(problem: Problem, plan: Plan, meetings: Sequence[Meeting]) -> tuple[int, ...]:
    """Weigh apologies, then substitutes, as the input does."""
    return tuple(sum(row.cost for row in rows) for rows in _of_seats(problem, plan, meetings))


def _of_seats(problem: Problem, plan: Plan, meetings: Sequence[Meeting]) -> Iterator[list[UngrantedWish]]:
    """Yield what some meetings do not grant of each tier of wishes about seats."""
    part = replace(plan, meetings=tuple(meetings), occurrences=())
    for tier in TIERS_OF_SEATS:
        wishes = [wish for wish in WISHES if wish.WISH.tier == tier]
        yield [row for wish in wishes for row in ungranted(problem, part, wish)]
