"""Who has a network: each body with meetings of its own, and each meeting day with all bodies that sit in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting, Turn
from scheduler.domain.verbs import InTurn, Placed
from scheduler.solver.cp.candidates import Candidates, candidates
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.layers import Layer
from scheduler.solver.patterns.statements import Cast


@dataclass(frozen=True, eq=False)
class Mover:
    """A body with meetings of its own, or a meeting day, and its meetings in turn.

    Parameters
    ----------
    subject : Body or MeetingDay
        Which.
    rows : Problem
        The problem with no rows but its own.
    layers : tuple of Layer
        Its meetings or occurrences, in order of date.
    cast : Cast
        All that a rule of it alone may speak of.
    sittings_at : mapping of Gathering to tuple of Sitting
        Of a meeting day, the meetings of each occurrence.
    begun : frozenset of int
        Of a meeting day, the numbers of the layers of which some meetings are facts.
    beside : tuple
        What it holds beside its cadence.

    """

    subject: Body | MeetingDay
    rows: Problem
    layers: tuple[Layer, ...]
    cast: Cast
    sittings_at: Mapping[Gathering, tuple[Sitting, ...]] = field(default_factory=dict)
    begun: frozenset[int] = frozenset()
    beside: tuple[InTurn, ...] = ()

    @property
    def of_meeting_day(self) -> bool:
        """Whether it is a meeting day."""
        return isinstance(self.subject, MeetingDay)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The body, or those that sit in the meeting day."""
        if isinstance(self.subject, Body):
            return (self.subject,)
        return tuple(self.rows.bodies.values())

    def check(self) -> None:
        """Refuse what no network can hold, whatever is said of it.

        Raises
        ------
        NotAPattern
            Where something is held beside the cadence, or it is open whether a fact comes before what is to be placed.

        """
        if self.beside:
            raise NotAPattern("it holds a meeting beside its cadence.")
        for fact in (layer for layer in self.layers if layer.fact):
            (day,) = fact.turn.days
            for layer in self.layers:
                days = layer.turn.days if not layer.fact else ()
                early, late = layer.number < fact.number, layer.number > fact.number
                if days and ((early and days[-1] > day) or (late and days[0] < day)):
                    raise NotAPattern("a meeting that is settled already may come before or after one that is not.")


def movers(problem: Problem) -> list[Mover]:
    """Return whoever is not placed already, those too that hold nothing: meeting days, then bodies, as in the input."""
    placed = () if problem.placed is None else problem.placed.live
    elsewhere = {one.body for one in placed}
    days_elsewhere = {one.meeting_day for one in placed}
    own = [body for body in problem.bodies.values() if body.meeting_day is None and body.code not in elsewhere]
    days = [day for day in problem.meeting_days.values() if day.code not in days_elsewhere]
    return [*map(partial(_of_day, problem), days), *map(partial(_of_body, problem), own)]


def _of_body(problem: Problem, body: Body) -> Mover:
    rows = _rows_of(problem, (body,))
    found = candidates(rows)
    settled = [one for one in found.fixed if isinstance(one, Sitting)]
    in_turn = (*(one for one in settled if not one.extra), *found.in_turn[body.code])
    layers = _layers(rows, in_turn, found)
    sittings = [*settled, *found.sittings]
    if settled:
        sittings.sort(key=lambda one: (one.days, one.starts))
    standing: dict[Placed, bool] = {one: True for one in settled if one.extra}
    cast = Cast(sittings, (), {layer.turn: layer for layer in layers}, {body.code: in_turn}, {}, standing)
    return Mover(body, rows, layers, cast, beside=tuple(one for one in found.sittings if one.extra))


def _of_day(problem: Problem, day: MeetingDay) -> Mover:
    rows = _rows_of(problem, problem.bodies_of_meeting_day(day.code), day)
    found = candidates(rows)
    settled = [one for one in found.fixed if isinstance(one, Sitting)]
    there: defaultdict[Gathering, list[Sitting]] = defaultdict(list)
    for sitting in (*settled, *found.sittings):
        if sitting.gathering is not None:
            there[sitting.gathering].append(sitting)
    facts = [one for one in found.fixed if isinstance(one, Gathering)]
    gatherings = [*facts, *found.gatherings]
    if facts:
        gatherings.sort(key=lambda one: one.days)
    in_turn = [one for one in gatherings if not one.extra]
    layers = _layers(rows, in_turn, found)
    begun = {one.gathering for one in settled}
    return Mover(
        day,
        rows,
        layers,
        Cast(
            [*settled, *found.sittings],
            gatherings,
            {layer.turn: layer for layer in layers},
            days_in_turn={day.code: in_turn},
            standing={one: True for one in settled if one.gathering is None},
        ),
        sittings_at={one: tuple(sittings) for one, sittings in there.items()},
        begun=frozenset(layer.number for layer in layers if not layer.fact and layer.turn in begun),
        beside=tuple(one for one in found.gatherings if one.extra),
    )


def _layers(rows: Problem, in_turn: Sequence[InTurn], found: Candidates) -> tuple[Layer, ...]:
    """Return a layer for each meeting in turn; a fact comes where its date is among the days of the others."""
    ordered = sorted(in_turn, key=lambda one: one.days[0]) if found.fixed else in_turn
    first = rows.settings.start_date
    return tuple(
        Layer(one, one.sittings if isinstance(one, Turn) else (one,), first, number, fact=one in found.fixed)
        for number, one in enumerate(ordered)
    )


def _rows_of(problem: Problem, bodies: Sequence[Body], day: MeetingDay | None = None) -> Problem:
    """Return the problem with no other rows of bodies and meeting days than those of one body, or one meeting day.

    What a rule or wish of its scope says of it depends on nothing else, and it is asked at once.
    """
    codes, of_day = {body.code for body in bodies}, None if day is None else day.code
    baseline = problem.baseline
    if baseline is not None:
        meetings = (one for one in baseline.meetings if one.body in codes or (day and one.meeting_day == of_day))
        occurrences = (one for one in baseline.occurrences if one.meeting_day == of_day)
        baseline = replace(baseline, meetings=tuple(meetings), occurrences=tuple(occurrences))
    return replace(
        problem,
        bodies={body.code: body for body in bodies},
        memberships=tuple(row for body in bodies for row in problem.memberships_of_body[body.code]),
        quorum_rules=(),
        meeting_days={} if day is None else {day.code: day},
        sessions={key: one for key, one in problem.sessions.items() if one.meeting_day == of_day},
        themes={key: one for key, one in problem.themes.items() if one.meeting_day == of_day},
        reporting=(),
        links=(),
        fixed_meetings=tuple(
            row
            for row in problem.fixed_meetings
            if row.body in codes or (row.body is None and day is not None and row.meeting_day == of_day)
        ),
        projects={key: one for key, one in problem.projects.items() if one.reports_to in codes},
        baseline=baseline,
        placed=None,
    )
