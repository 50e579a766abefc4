"""Candidate meetings of a body in their turns: each as the cadence has it, or as rows about one meeting leave it.

Alternative activities (Beck and Fox 2000, "Constraint-directed techniques for scheduling alternative activities",
Artificial Intelligence 121): where it is open which turn a row is about, the turn has a sitting for each way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from scheduler.domain.bodies import Body
from scheduler.domain.meant import asked_of, by_name, only_there
from scheduler.domain.one_meeting import OneMeeting
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Sitting, Turn
from scheduler.domain.verbs import InTurn

Window = tuple[date, ...]
"""The days on which a meeting of the cadence may be held."""


@dataclass(frozen=True)
class Turns:
    """What a body with meetings of its own may hold: in turn for its cadence, and beside it."""

    in_turn: tuple[InTurn, ...]
    beside: tuple[Sitting, ...]

    @property
    def sittings(self) -> tuple[Sitting, ...]:
        """Every way in which each of them might be held."""
        found: list[Sitting] = []
        for one in self.in_turn:
            found += one.sittings if isinstance(one, Turn) else [one] if isinstance(one, Sitting) else []
        return (*found, *self.beside)


@dataclass(frozen=True)
class _Said:
    """What rows say of the meetings of a cadence: of the one in a place, and of one in whichever place."""

    numbered: Mapping[int, OneMeeting]
    floating: Sequence[OneMeeting]
    """In order of date, those without one last."""
    loose: bool
    other_starts: Sequence[int] = ()
    """Starts that are none of the body's own, where an explanation lifts these."""

    def possible(self, place: int, places: int) -> Iterator[OneMeeting]:
        """Yield what may be said of a place: of those on a date, each has one for all before it, and all after it."""
        dated = sum(one.row.date is not None for one in self.floating)
        for number, one in enumerate(self.floating):
            if one.row.date is None or number <= place <= places - dated + number:
                yield one


def turns_of(
    problem: Problem, body: Body, windows: Sequence[Window], first: int, others: Sequence[int] = (), *, loose: bool
) -> Turns:
    """Return what a body may hold in the windows of its cadence, the first of that number, and what rows say of it.

    With `loose`, each meeting may also be as if no row spoke of it; `others` are starts that are none of the body's.
    """
    ones = [one for one in asked_of(problem, body) if not one.row.cancelled]
    own = [one for one in ones if not one.row.extra and not only_there(problem, body, one)]
    by_place = [one for one in own if one.row.number is not None and not by_name(problem, body, one)]
    floating = sorted((one for one in own if one not in by_place), key=_by_date)
    said = _Said({one.row.number or 0: one for one in by_place}, floating, loose, others)
    numbers = _numbers(problem, body, first)
    in_turn = []
    for place, window in enumerate(windows):
        possible = list(said.possible(place, len(windows)))
        in_turn.append(_turn(problem, body, (next(numbers), window), possible, said))
    still_open = tuple(day for day in problem.days if day >= problem.open_from)
    extras = sorted((one for one in ones if one.row.extra), key=_by_date)
    beside = [_sitting(problem, body, next(numbers), still_open, (one,), others, extra=True) for one in extras]
    return Turns(tuple(in_turn), tuple(beside))


def _by_date(one: OneMeeting) -> tuple[date, date]:
    return one.row.date or date.max, one.row.latest or date.max


def _numbers(problem: Problem, body: Body, first: int) -> Iterator[int]:
    """Yield the numbers from the first on, but for those of meetings that are off."""
    gone = {one.row.number for one in problem.one_meetings_of(body) if one.row.cancelled}
    return (number for number in count(first) if number not in gone)


def _turn(
    problem: Problem, body: Body, turn: tuple[int, Window], possible: Sequence[OneMeeting], said: _Said
) -> InTurn:
    """Return one meeting of the cadence: a sitting, or where rows leave several ways, one for each."""
    number, window = turn
    usual = (said.numbered[number],) if number in said.numbered else ()
    taken = {one.row.date for one in said.floating if one.row.start is None and one.row.number is None}
    others = said.other_starts
    sittings = [_sitting(problem, body, number, tuple(day for day in window if day not in taken), usual, others)]
    sittings += [_sitting(problem, body, number, window, (), others)] if said.loose and usual else []
    for told in (*((one,) for one in possible), *_together(possible)):
        if all(_agree(one, other) for one in told for other in usual):
            sitting = _sitting(problem, body, number, window, (*usual, *told), others)
            sittings += [sitting] if sitting.days else []
    return sittings[0] if len(sittings) == 1 else Turn(body, number, window, tuple(sittings))


def _together(rows: Sequence[OneMeeting]) -> Iterator[tuple[OneMeeting, OneMeeting]]:
    """Yield two rows that may be about one meeting: one of a date, and one of a number that an earlier calendar had."""
    for dated in (one for one in rows if one.row.date is not None and one.row.number is None):
        for numbered in (one for one in rows if one.row.date is None and one.row.number is not None):
            if _agree(dated, numbered):
                yield dated, numbered


def _agree(one: OneMeeting, other: OneMeeting) -> bool:
    """Whether two rows may be about one meeting: one that gives neither number nor date is about one of its own."""
    if any(row.row.number is None and row.row.date is None for row in (one, other)):
        return False
    pairs = ((getattr(one.row, name), getattr(other.row, name)) for name in ("title", "start", "room", "date"))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _sitting(
    problem: Problem,
    body: Body,
    number: int,
    window: Window,
    ones: tuple[OneMeeting, ...],
    others: Sequence[int],
    *,
    extra: bool = False,
) -> Sitting:
    """Return a meeting as rows leave it: on their days, at their start, for their minutes."""
    starts = [one.row.start for one in ones if one.row.start is not None]
    lengths = [one.row.duration_minutes for one in ones if one.row.duration_minutes is not None]
    return Sitting(
        body,
        number,
        tuple(day for day in window if all(one.inside(day) for one in ones)),
        tuple(starts[:1]) or tuple(sorted({*problem.start_times_of(body), *others})),
        lengths[0] if lengths else problem.duration_of(body),
        ones=ones,
        extra=extra,
        waived=frozenset(waiver.rule for one in ones for waiver in one.waived),
    )
