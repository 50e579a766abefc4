"""Warm starts and domain restrictions: where the solver looks first, and the days to which a smaller model is kept.

A warm start hints a value for each choice of a solution already known. A restriction leaves days out before the model
is stated, as in corridor search (Sniedovich and Voß 2006, "The corridor method").
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from scheduler.domain.bodies import Body
from scheduler.domain.plan import ATTENDS, Meeting, Occurrence, Plan
from scheduler.domain.sittings import Gathering, Sitting, Turn
from scheduler.domain.verbs import InTurn, Literal, Placed
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.decisions import DateDecisions, ways
from scheduler.solver.cp.solution import PartialSolution


def add_hints(choices: Decisions, solution: PartialSolution) -> None:
    """Hint every choice of day, start, room (where there is one), seat and theme of a partial solution."""
    choices.model.clear_hints()
    solution = solution.without_facts(choices.problem)
    for gathering, occurrence in _gatherings(choices, solution):
        _suggest_gathering(choices, gathering, occurrence)
    by_body: dict[str, list[Meeting]] = {}
    for meeting in sorted(solution.meetings, key=lambda meeting: (meeting.date, meeting.start)):
        by_body.setdefault(meeting.body, []).append(meeting)
    for body in choices.problem.bodies.values():
        sittings = [sitting for sitting in choices.sittings_of(body.code) if sitting not in choices.fixed]
        held = paired(_free(choices, body), by_body.get(body.code, []))
        for sitting in sittings:
            _suggest_sitting(choices, sitting, held.get(sitting))
    _hint_once(choices)


def _hint_once(choices: Decisions) -> None:
    """Leave one hint for each choice: the solver refuses a model with two, and a choice may stand for two things."""
    hint = choices.model.proto.solution_hint
    values: dict[int, int] = {}
    for variable, value in zip(hint.vars, hint.values, strict=True):
        values[variable] = max(value, values.get(variable, value))
    choices.model.clear_hints()
    fresh = choices.model.proto.solution_hint  # what was read before the clearing is no longer the model's
    fresh.vars.extend(values.keys())
    fresh.values.extend(values.values())


def add_even_hints(choices: Decisions) -> None:
    """Hint dates spread evenly over the days each meeting might be held: a first guess where nothing is known."""
    for placed in choices.series():
        for one in placed:
            alike = [other for other in placed if other.days == one.days]
            days = choices.open_days(one)
            if days:
                day = days[min(len(days) - 1, len(days) * (2 * alike.index(one) + 1) // (2 * len(alike)))]
                choices.model.add_hint(choices.held_on(one, day), value=True)
    _hint_once(choices)


def _gatherings(choices: Decisions, solution: PartialSolution) -> list[tuple[Gathering, Occurrence | None]]:
    found: list[tuple[Gathering, Occurrence | None]] = []
    for code in choices.problem.meeting_days:
        dates = sorted((o for o in solution.occurrences if o.meeting_day == code), key=lambda o: o.date)
        gatherings = [gathering for gathering in choices.gatherings_of(code) if gathering not in choices.fixed]
        found += zip(gatherings, [*dates, *[None] * len(gatherings)], strict=False)
    return found


def _free(choices: Decisions, body: Body) -> list[InTurn]:
    """Return what of a body is to be placed: in turn for its cadence, then beside it."""
    extras = (sitting for sitting in choices.sittings_of(body.code) if sitting.extra)
    return [one for one in (*choices.in_turn(body), *extras) if one not in choices.fixed]


def paired(placed: Sequence[InTurn], meetings: Sequence[Meeting]) -> dict[Sitting, Meeting]:
    """Pair the meetings of a body, in order of date, with those to be placed: as the way that is most like each."""
    if placed and isinstance(placed[0], Sitting) and placed[0].gathering is not None:
        placed = [one for one in placed if any(meeting.date in one.days for meeting in meetings)]
    pairs: dict[Sitting, Meeting] = {}
    left = {extra: [one for one in meetings if one.extra is extra] for extra in (False, True)}
    for one in placed:
        waiting = left[isinstance(one, Sitting) and one.extra and one.gathering is None]
        alike = [way for way in ways(one) if waiting and waiting[0].date in way.days]
        if alike:
            meeting = waiting.pop(0)
            pairs[min(alike, key=_unlike(meeting))] = meeting
    return pairs


def _unlike(meeting: Meeting) -> Callable[[Sitting], tuple[bool, bool, bool]]:
    """Return by how much a way of holding a meeting is unlike the meeting."""
    waived = {waiver.rule for waiver in meeting.waived}
    return lambda way: (
        way.duration != meeting.end - meeting.start or meeting.start not in way.starts,
        way.waived != waived,
        meeting.title != way.title,
    )


def _suggest(choices: Decisions, literal: Literal, value: object) -> None:
    if literal is not choices.no:
        choices.model.add_hint(literal, bool(value))


def _suggest_gathering(choices: Decisions, gathering: Gathering, occurrence: Occurrence | None) -> None:
    for day in choices.open_days(gathering):
        _suggest(choices, choices.held_on(gathering, day), occurrence is not None and occurrence.date == day)
    lunch = None if occurrence is None else occurrence.lunch
    for room in choices.lunch_rooms_for(gathering):
        _suggest(choices, choices.lunch_in(gathering, room), lunch is not None and lunch.room == room)
    for theme in choices.problem.themes:
        there = occurrence is not None and occurrence.theme == theme
        _suggest(choices, choices.has_theme(gathering, theme), there)


def _suggest_sitting(choices: Decisions, sitting: Sitting, meeting: Meeting | None) -> None:
    for day, start in choices.placements(sitting) if sitting.gathering is None else ():
        there = meeting is not None and (meeting.date, meeting.start) == (day, start)
        _suggest(choices, choices.held_at(sitting, day, start), there)
    if sitting.gathering is not None:
        for start in sitting.starts:
            _suggest(choices, choices.starts_at(sitting, start), meeting is not None and meeting.start == start)
    for room in choices.rooms_for(sitting) if meeting is None or meeting.room is not None else ():
        _suggest(choices, choices.in_room(sitting, room), meeting is not None and meeting.room == room)
    rows = {} if meeting is None else {row.person: row for row in meeting.attendance}
    for membership in choices.members(sitting):
        row = rows.get(membership.person)
        _suggest(choices, choices.attends(sitting, membership), row is not None and row.outcome == ATTENDS)
        for substitute in membership.substitutes:
            deputises = row is not None and row.substitute == substitute
            _suggest(choices, choices.deputises(sitting, membership, substitute), deputises)


DomainRestriction: TypeAlias = Callable[[DateDecisions], None]
"""Leaves days out of a model before it is stated."""

SHARE = 0.75
"""How far from its even place a meeting may go, in shares of the days from one meeting to the next."""
LEAST_REACH = timedelta(days=24)
"""Never less than this: a recess or a run of bank holidays must fit in."""


def near_even_spread(choices: DateDecisions) -> None:
    """Leave out the days that are far from where an even spread puts each meeting and meeting day."""
    for placed in choices.series():
        for one in placed:
            alike = [other for other in placed if other.days == one.days]
            if one.days:
                middle = one.days[len(one.days) * (2 * alike.index(one) + 1) // (2 * len(alike))]
                span = one.days[-1] - one.days[0]
                _keep_near(choices, one, middle, max(SHARE * span / len(alike), LEAST_REACH))


def as_published(baseline: Plan) -> DomainRestriction:
    """Leave out every day on which an earlier calendar has no meeting of the body, or no such meeting day."""

    def restriction(choices: DateDecisions) -> None:
        for placed in choices.series():
            dates = {day for one in placed[:1] for day in _dates(baseline, one)}
            for one in placed:
                _rule_out(choices, one, [day for day in one.days if day not in dates])

    return restriction


def _dates(baseline: Plan, placed: InTurn) -> list[date]:
    """Return when an earlier calendar holds the meetings of the same body, or the same meeting day."""
    if isinstance(placed, Gathering):
        return [occurrence.date for occurrence in baseline.occurrences_of(placed.meeting_day.code)]
    return [meeting.date for meeting in baseline.of_body(placed.body.code)]


def _rule_out(choices: DateDecisions, placed: InTurn, days: Iterable[date]) -> None:
    """Leave days out, but for a meeting of which a row of the input says when it is held."""
    loose: list[Placed] = [one for one in ways(placed) if not one.ones]
    if isinstance(placed, Gathering) and placed.one is None:
        loose = [placed]
    for one in loose:
        for day in days:
            choices.rule_out(one, day)


def near(solution: PartialSolution, days: int) -> DomainRestriction:
    """Leave out the days farther than so many from each meeting of a partial solution; meeting days stay open."""

    def restriction(choices: DateDecisions) -> None:
        for turns, there in _own_series(choices, solution):
            for sitting, meeting in paired(turns, there).items():
                _keep_near(choices, sitting, meeting.date, timedelta(days=days))

    return restriction


def within(solution: PartialSolution, reach: Mapping[str, int]) -> DomainRestriction:
    """Leave out the days farther than so many from each meeting of some bodies, as many for one as for another.

    A body that is to hold more or fewer meetings than the solution has is left open: which is which is not known then.
    """

    def restriction(choices: DateDecisions) -> None:
        for turns, there in _own_series(choices, solution):
            days = reach.get(turns[0].body.code)
            if days is not None and len(turns) == len(there):
                for sitting, meeting in paired(turns, there).items():
                    _keep_near(choices, sitting, meeting.date, timedelta(days=days))

    return restriction


def _own_series(
    choices: DateDecisions, solution: PartialSolution
) -> Iterator[tuple[Sequence[Sitting | Turn], Sequence[Meeting]]]:
    """Yield the meetings of each body that are to be placed, with those of a partial solution, in order of date."""
    by_body: dict[str, list[Meeting]] = {}
    placed = solution.without_facts(choices.problem).meetings
    for meeting in sorted(placed, key=lambda meeting: (meeting.date, meeting.start)):
        by_body.setdefault(meeting.body, []).append(meeting)
    for series in choices.series():
        turns = [one for one in series if not isinstance(one, Gathering)]
        if turns:
            yield turns, by_body.get(turns[0].body.code, [])


def in_place(solution: PartialSolution) -> DomainRestriction:
    """Leave each meeting and meeting day of a partial solution its own day alone; what is not in it stays open."""

    def restriction(choices: DateDecisions) -> None:
        there = solution.without_facts(choices.problem)
        by_body: dict[str, list[Meeting]] = {}
        for meeting in sorted(there.meetings, key=lambda meeting: (meeting.date, meeting.start)):
            by_body.setdefault(meeting.body, []).append(meeting)
        by_day: dict[str, list[Occurrence]] = {}
        for occurrence in sorted(there.occurrences, key=lambda one: one.date):
            by_day.setdefault(occurrence.meeting_day, []).append(occurrence)
        for placed in choices.series():
            turns = [one for one in placed if not isinstance(one, Gathering)]
            own = by_body.get(turns[0].body.code, []) if turns else []
            for sitting, meeting in paired(turns, own).items():
                _keep_near(choices, sitting, meeting.date, timedelta())
            gatherings = [one for one in placed if isinstance(one, Gathering)]
            days = by_day.get(gatherings[0].meeting_day.code, []) if gatherings else []
            for gathering, occurrence in zip(gatherings, days, strict=False):
                _keep_near(choices, gathering, occurrence.date, timedelta())

    return restriction


def _keep_near(choices: DateDecisions, one: InTurn, middle: date, reach: timedelta) -> None:
    _rule_out(choices, one, [day for day in one.days if abs(day - middle) > reach])
