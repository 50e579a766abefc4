"""When each of several consecutive slots begins and ends, and the rooms its bodies have."""

from collections.abc import Iterable, Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.sittings import pauses
from scheduler.domain.viability import Allocation, Slot, Slots, Together, price_of
from scheduler.solver.cp.clock import Clock
from scheduler.solver.viability.rooms_at_once import Stay, housed, suitable


def timed(
    problem: Problem,
    together: Together,
    parts: Sequence[Sequence[str]],
    allocation: Allocation,
    *,
    proven: bool,
    clock: Clock,
) -> Slots:
    """Give the slots their times and rooms, with no longer pause between them than the rooms need."""
    price = price_of(problem, together.day, allocation)
    slots: tuple[Slot, ...] = ()
    if together.session is None:
        slots = tuple(Slot(tuple(part), rooms=_rooms(problem, together, map(Stay, part), clock)) for part in parts)
        return Slots(slots, proven, None, allocation, price)
    wanting = [body for body in together.bodies if suitable(problem, together, Stay(body))]
    for pause in pauses(problem, together.session):
        slots = _with_pause(problem, together, parts, pause, clock)
        if all(body in slot.rooms for slot in slots for body in slot.bodies if body in wanting):
            break
    return Slots(slots, proven, (slots[-1].end or 0) <= together.session.end, allocation, price)


def _with_pause(
    problem: Problem, together: Together, parts: Sequence[Sequence[str]], pause: int, clock: Clock
) -> tuple[Slot, ...]:
    start = 0 if together.session is None else together.session.start
    stays: list[Stay] = []
    ends = []
    for part in parts:
        lengths = {body: problem.duration_of(problem.bodies[body]) for body in part}
        stays += [Stay(body, start, start + lengths[body]) for body in part]
        ends.append(start + max(lengths.values()))
        start = ends[-1] + pause
    rooms = _rooms(problem, together, stays, clock)
    start_of = {stay.body: stay.start for stay in stays}
    return tuple(
        Slot(tuple(part), start_of[part[0]], end, {body: rooms[body] for body in part if body in rooms})
        for part, end in zip(parts, ends, strict=True)
    )


def _rooms(problem: Problem, together: Together, stays: Iterable[Stay], clock: Clock) -> dict[str, str]:
    in_person = [stay for stay in stays if not problem.bodies[stay.body].online]
    return housed(problem, together, in_person, clock).rooms
