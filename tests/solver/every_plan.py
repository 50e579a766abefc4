"""Every plan of a tiny council, one after another: what the solver is held against."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations_with_replacement, product
from math import prod

from scheduler.checking import check, recount
from scheduler.domain.bodies import Cadence
from scheduler.domain.cadences import periods_of
from scheduler.domain.meant import asked_of, by_name, days_off
from scheduler.domain.one_meeting import OneMeeting
from scheduler.domain.plan import Attendance, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import session_starts
from scheduler.domain.verbs import SEATS
from scheduler.law.deadlines import agenda_deadline
from scheduler.rules import about
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.wishes import TIERS


def best_plan(problem: Problem) -> tuple[int, ...] | None:
    """Return the lowest scores that any plan reaches, slots first; None where no plan breaks no rule."""
    scores = [score for solution in _placements(problem) for score in _scores(problem, solution)]
    return min(scores, default=None)


def some_plan(problem: Problem) -> bool:
    """Whether any plan breaks no rule: as soon as one is found."""
    return any(True for solution in _placements(problem) for _ in _scores(problem, solution))


def ways_to_place(problem: Problem) -> int:
    """Return how many ways there are to give days, times, rooms and themes to what is no fact."""
    days = [len(_days(problem, code)) for code in problem.meeting_days]
    return prod(days) * prod(
        len(_own(problem, code)) for code, own in problem.bodies.items() if own.meeting_day is None
    )


def goals(problem: Problem) -> list[str]:
    """Return the names of what `score` counts, in its order; of exchanged tiers the last one's."""
    tiers = {name: 0 for name in TIERS if name != "unmoved" or problem.baseline is not None}
    return [name for name, _ in _goals(problem, tiers, 0, 0)]


def above(problem: Problem, bounds: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Return the bounds that are above the best plan's scores, up to a score that is not at its bound there."""
    problem = replace(problem, exchanges={})  # bounds are of tiers by themselves
    best = dict(zip(goals(problem), best_plan(problem) or (), strict=True))
    for name, value in best.items():
        if name == "rooms" and best["held"]:  # a bound of rooms rests on all that may be held
            return {}
        bound = bounds.get(name, 0)
        if bound != value:
            return {} if bound < value else {name: (bound, value)}
    return {}


def _scores(problem: Problem, solution: PartialSolution) -> Iterator[tuple[int, ...]]:
    broken = {breach.rule for breach in check(problem, finished(problem, _seated(problem, solution, None), ()))}
    if broken - {"plan", *(rule.RULE.name for rule in about(SEATS))}:  # another seating might keep what is about seats
        return
    seats = [
        (number, row) for number, m in enumerate(solution.meetings) for row in problem.memberships_on(m.body, m.date)
    ]
    ways = [("attends", *row.substitutes, "apologies") for _, row in seats]
    for outcome in product(*ways):
        plan = finished(problem, _seated(problem, solution, outcome), ())
        if not check(problem, plan):
            values, _ = recount(problem, plan)
            yield score(problem, plan, values)


def score(problem: Problem, plan: Plan, values: dict[str, int]) -> tuple[int, ...]:
    """Return the slots and tiers in their order; slots of the fewest apologies come after these.

    Of what is exchanged, the sum stands in the place of its tiers, all of it in units of the last of them.
    """
    slots, after = slots_used(problem, plan), slots_used(problem, plan, "fewest_apologies")
    return tuple(value for _, value in _goals(problem, values, slots, after))


def _goals(problem: Problem, values: dict[str, int], slots: int, after: int) -> Iterator[tuple[str, int]]:
    yield "slots", slots
    waiting: list[tuple[str, int]] = []
    before = 0
    for tier, value in values.items():
        total = before + value
        if tier == "apologies" and any(one.arrangement == "fewest_apologies" for one in problem.sessions.values()):
            waiting = [("slots_after_apologies", after)]
        before = total * problem.exchanges.get(tier, 0)
        if tier not in problem.exchanges:
            yield tier, total
            yield from waiting
            waiting = []


def _seated(problem: Problem, solution: PartialSolution, outcome: tuple[str, ...] | None) -> PartialSolution:
    ways = iter(outcome or ())
    meetings = []
    for meeting in solution.meetings:
        rows = []
        for row in problem.memberships_on(meeting.body, meeting.date):
            way = next(ways, "attends")
            name, substitute = (way, None) if way in ("attends", "apologies") else ("substitute", way)
            rows.append(Attendance(row.person, row.role, row.voting, name, substitute))
        meetings.append(replace(meeting, attendance=tuple(rows)))
    return PartialSolution(tuple(meetings), solution.occurrences)


def _placements(problem: Problem) -> Iterator[PartialSolution]:
    """Yield every way to give days, times, rooms and themes to what is no fact, nobody seated yet."""
    days = [_days(problem, code) for code in problem.meeting_days]
    own = [_own(problem, code) for code, body in problem.bodies.items() if body.meeting_day is None]
    for held in product(*days, *own):
        meetings = tuple(m for part in held for m in part if isinstance(m, Meeting))
        occurrences = tuple(o for part in held for o in part if isinstance(o, Occurrence))
        yield PartialSolution(meetings, occurrences)


def _numbers(problem: Problem, code: str, cadence: Cadence, off: int = 0) -> range:
    """Return how many meetings might be held beside facts; the rule `cadence` sorts out which may."""
    facts = len(problem.facts_of(code)) + off
    if cadence.per_period is not None:
        subject = problem.bodies[code] if code in problem.bodies else problem.meeting_days[code]
        most = cadence.per_period * len(periods_of(problem, subject))
        return range(most + 1)
    return range(max(0, (cadence.minimum or 0) - facts), max(0, (cadence.maximum or 0) - facts) + 1)


def _open_days(problem: Problem) -> list[date]:
    return [day for day in problem.days if day >= problem.open_from]


def _own(problem: Problem, code: str) -> list[tuple[Meeting, ...]]:
    """Return every way to hold a body's meetings: those of its cadence, and one for each row beside it."""
    body = problem.bodies[code]
    ones = [one for one in asked_of(problem, body) if not one.row.cancelled]
    places = [way for one in [None, *ones] if one is None or not one.row.extra for way in _ways(problem, code, one)]
    places = list(dict.fromkeys(places))
    extras = [[replace(way, extra=True) for way in _ways(problem, code, one)] for one in ones if one.row.extra]
    floating = [one for one in ones if one.row.number is None]
    alone = {one.row.date for one in floating if not one.only_there and one.row.start is None and not one.row.extra}
    found = []
    for number in _numbers(problem, code, body.cadence, len(days_off(problem, body))):
        for chosen in combinations_with_replacement(places, number):
            days = [m.date for m in chosen]
            if len({(m.date, m.start) for m in chosen}) == number and all(days.count(day) < 2 for day in alone):
                found += [(*told, *beside) for told in _told(problem, code, chosen) for beside in product(*extras)]
    return found


def _ways(problem: Problem, code: str, one: OneMeeting | None) -> list[Meeting]:
    """Return every day, time and room of one meeting, as a row gives them or the body has them."""
    body = problem.bodies[code]
    rooms = [None] if body.online else list(problem.rooms)
    starts = sorted(set(problem.start_times_of(body))) if one is None or one.row.start is None else [one.row.start]
    minutes = problem.duration_of(body) if one is None else one.row.duration_minutes or problem.duration_of(body)
    return [
        replace(_meeting(problem, code, day, start, room), end=start + minutes)
        for day in _open_days(problem)
        if one is None or one.inside(day)
        for start in starts
        for room in rooms
    ]


def _told(problem: Problem, code: str, chosen: tuple[Meeting, ...]) -> list[tuple[Meeting, ...]]:
    """Return meetings once for each way to tell which of them takes the number of a row by name."""
    body = problem.bodies[code]
    ones = [one for one in asked_of(problem, body) if not one.row.cancelled and by_name(problem, body, one)]
    found = [chosen]
    for one in ones:
        found += [
            tuple(replace(m, sequence=one.row.number or 0) if m is each else m for m in told)
            for told in found
            for each in told
            if each.sequence == 0
        ]
    return found


def _days(problem: Problem, code: str) -> list[tuple[Meeting | Occurrence, ...]]:
    begun = [one.date for one in _begun(problem, code)]
    whole_days = [day for day in _open_days(problem) if day not in {*begun, *problem.facts_of(code)}]
    one_day = [held for day in whole_days for held in _occurrences(problem, code, day)]
    found: list[tuple[Meeting | Occurrence, ...]] = []
    first, day_of = len(problem.facts_of(code)) + 1, problem.meeting_days[code]
    off = len(days_off(problem, day_of))
    for others in product(*(list(_occurrences(problem, code, day)) for day in begun)):
        for number in _numbers(problem, code, day_of.cadence, len(begun) + off):
            for chosen in combinations_with_replacement(one_day, number):
                if len({held[0].date for held in chosen}) == number:
                    there = sorted((*others, *chosen), key=lambda held: held[0].date)
                    numbered = [(replace(held[0], sequence=n), *held[1:]) for n, held in enumerate(there, start=first)]
                    found.append(tuple(part for held in numbered for part in held))
    return found


def _begun(problem: Problem, code: str) -> list[Occurrence]:
    """Return the occurrences that go on beside the facts among their meetings."""
    dates = {meeting.date for meeting in problem.held if meeting.meeting_day == code}
    occurrences = () if problem.published is None else problem.published.occurrences_of(code)
    return [one for one in occurrences if one.date in dates and not problem.is_fact(one)]


def _occurrences(problem: Problem, code: str, day: object) -> Iterator[tuple[Meeting | Occurrence, ...]]:
    facts = {one.body for one in problem.held if (one.meeting_day, one.date) == (code, day)}
    bodies = [one for one in problem.bodies_of_meeting_day(code) if one.alive_on(day) and one.code not in facts]
    ways = []
    for body in bodies:
        session = problem.session_of(body)
        rooms = [None] if body.online else list(problem.rooms)
        starts = session_starts(problem, body, session)
        ways.append([_meeting(problem, body.code, day, start, room) for start in starts for room in rooms])
    lunch = problem.lunch_of(code)
    lunch_rooms = [None] if lunch is None else list(problem.rooms)
    themes = [None, *(t.code for t in problem.themes.values() if t.meeting_day == code)]
    for room, theme, *meetings in product(lunch_rooms, themes, *ways):
        used = [r for r in [room, *(m.room for m in meetings)] if r is not None]
        venue = problem.rooms[used[0]].venue if used else problem.meeting_days[code].venue
        speaker = None if theme is None else problem.themes[theme].speaker
        table = None if lunch is None else Lunch(lunch.code, lunch.start, lunch.end, room, 0)
        yield (Occurrence(code, 0, day, venue, theme, speaker, table), *meetings)


def _meeting(problem: Problem, code: str, day: object, start: int, room: str | None) -> Meeting:
    body = problem.bodies[code]
    return Meeting(
        uid="",
        body=code,
        sequence=0,
        date=day,
        start=start,
        end=start + problem.duration_of(body),
        venue=None if room is None else problem.rooms[room].venue,
        room=room,
        meeting_day=body.meeting_day,
        session=body.session,
        agenda_deadline=agenda_deadline(problem, body, day),
    )
