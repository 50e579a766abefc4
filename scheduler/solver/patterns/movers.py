"""Who has a network: each body with meetings of its own, and each meeting day with all bodies that sit in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting, Turn
from scheduler.domain.verbs import InTurn
from scheduler.solver.cp.candidates import Candidates
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
    layers: tuple[Layer, ...]
    cast: Cast
    sittings_at: Mapping[Gathering, tuple[Sitting, ...]]
    begun: frozenset[int]
    beside: tuple[InTurn, ...]

    @property
    def of_meeting_day(self) -> bool:
        """Whether it is a meeting day."""
        return isinstance(self.subject, MeetingDay)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The body, or those that sit in the meeting day."""
        if isinstance(self.subject, Body):
            return (self.subject,)
        return tuple(dict.fromkeys(one.body for sittings in self.sittings_at.values() for one in sittings))

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


def movers(problem: Problem, found: Candidates) -> list[Mover]:
    """Return whoever holds anything: meeting days first, then bodies, in the order of the input."""
    fixed = [placed for placed in found.fixed if isinstance(placed, Sitting)]
    own: defaultdict[str, list[Sitting]] = defaultdict(list)
    there: defaultdict[Gathering, list[Sitting]] = defaultdict(list)
    for sitting in (*fixed, *found.sittings):
        own[sitting.body.code].append(sitting)
        if sitting.gathering is not None:
            there[sitting.gathering].append(sitting)
    first, facts = problem.settings.start_date, frozenset(found.fixed)
    days = [_of_day(day, found, there, own, first) for day in problem.meeting_days.values()]
    bodies = [
        _of_body(problem.bodies[code], turns, own[code], facts, first)
        for code, turns in found.in_turn.items()
        if turns or own[code]
    ]
    return [*(one for one in days if one.layers or one.beside), *(one for one in bodies if one.layers or one.beside)]


def _of_body(
    body: Body, turns: Sequence[InTurn], sittings: Sequence[Sitting], facts: frozenset[object], first: date
) -> Mover:
    settled = [one for one in sittings if one in facts]
    regular = [one for one in settled if not one.extra]
    in_turn = (*regular, *turns)
    layers = _layers(in_turn, facts, first)
    ordered = sorted(sittings, key=lambda one: (one.days, one.starts)) if settled else sittings
    beside = tuple(one for one in sittings if one.extra and one not in facts)
    standing = frozenset(one for one in settled if one.extra)
    cast = Cast(ordered, (), {layer.turn: layer for layer in layers}, {body.code: in_turn}, {}, standing)
    return Mover(body, layers, cast, {}, frozenset(), beside)


def _of_day(
    day: MeetingDay,
    found: Candidates,
    there: Mapping[Gathering, list[Sitting]],
    own: Mapping[str, list[Sitting]],
    first: date,
) -> Mover:
    everything = [*found.gatherings, *(one for one in found.fixed if isinstance(one, Gathering))]
    gatherings = sorted((one for one in everything if one.meeting_day is day), key=lambda one: one.days)
    if not any(one in found.fixed for one in gatherings):
        gatherings = [one for one in found.gatherings if one.meeting_day is day]
    in_turn = [one for one in gatherings if not one.extra]
    layers = _layers(in_turn, frozenset(found.fixed), first)
    sittings_at = {one: tuple(there[one]) for one in gatherings if one in there}
    bodies = dict.fromkeys(one.body.code for sittings in sittings_at.values() for one in sittings)
    sittings = [one for code in bodies for one in own[code]]
    standing = frozenset(one for one in sittings if one.gathering is None)
    begun = frozenset(
        layer.number
        for layer in layers
        if not layer.fact and any(one in found.fixed for one in sittings_at.get(layer.ways[0], ()))  # type: ignore[arg-type]
    )
    cast = Cast(sittings, gatherings, {layer.turn: layer for layer in layers}, {}, {day.code: in_turn}, standing)
    beside = tuple(one for one in gatherings if one.extra and one not in found.fixed)
    return Mover(day, layers, cast, sittings_at, begun, beside)


def _layers(in_turn: Sequence[InTurn], facts: frozenset[object], first: date) -> tuple[Layer, ...]:
    """Return a layer for each meeting in turn; a fact comes where its date is among the days of the others."""
    ordered = sorted(in_turn, key=lambda one: one.days[0]) if any(one in facts for one in in_turn) else in_turn
    return tuple(
        Layer(one, one.sittings if isinstance(one, Turn) else (one,), first, number, fact=one in facts)
        for number, one in enumerate(ordered)
    )


def rows_of(problem: Problem, mover: Mover) -> Problem:
    """Return the problem with no other rows of bodies and meeting days than those of one of them.

    What a rule or wish of its scope says of it depends on nothing else, and it is asked at once.
    """
    bodies = {body.code: body for body in mover.bodies}
    code = mover.subject.code if mover.of_meeting_day else None
    days = {} if code is None else {code: problem.meeting_days[code]}
    baseline = problem.baseline
    if baseline is not None:
        baseline = replace(
            baseline,
            meetings=tuple(one for one in baseline.meetings if one.body in bodies),
            occurrences=tuple(one for one in baseline.occurrences if one.meeting_day == code),
        )
    return replace(
        problem,
        bodies=bodies,
        memberships=tuple(row for one in bodies for row in problem.memberships_of_body[one]),
        quorum_rules=(),
        meeting_days=days,
        sessions={key: one for key, one in problem.sessions.items() if one.meeting_day == code},
        themes={key: one for key, one in problem.themes.items() if one.meeting_day == code},
        reporting=(),
        fixed_meetings=tuple(
            row
            for row in problem.fixed_meetings
            if row.body in bodies or (row.body is None and code is not None and row.meeting_day == code)
        ),
        projects={key: one for key, one in problem.projects.items() if one.reports_to in bodies},
        baseline=baseline,
        placed=None,
    )
