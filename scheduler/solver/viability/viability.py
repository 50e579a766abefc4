"""Feasibility with explanation: whether bodies can sit at the same time, what stands in the way, what would help.

Each question is a small exact model of one day: rooms, seats, conflict sets, nominations, slots; each answer is proven,
or said not to be.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import with_nominations
from scheduler.domain.viability import (
    Blocker,
    Nominations,
    Slots,
    Stretch,
    Together,
    Viability,
    alive,
    overlaps_of,
    price_of,
    stretches_of,
)
from scheduler.solver.cp.outcome import OutOfTime
from scheduler.solver.cp.progress import Clock, Listener, clock_of, repeating, silence
from scheduler.solver.viability.conflict_sets import conflict_sets
from scheduler.solver.viability.needs import quorums_of
from scheduler.solver.viability.nominations import fewest_nominations, fewest_to_be_found
from scheduler.solver.viability.reasons import crowded, not_narrowed_down, people_in_the_way, too_long
from scheduler.solver.viability.room_assignment import RoomAssignment, assign_rooms, stays_at_once, suitable
from scheduler.solver.viability.seat_assignment import allocate, shown_not_viable
from scheduler.solver.viability.session_slots import fewest_slots, more_slots

ENOUGH = 2
"""Bodies of which it can be asked whether they sit together."""


def find_viability(
    problem: Problem, together: Together, time_limit: float | Clock, listener: Listener = silence
) -> Viability | OutOfTime:
    """Answer whether bodies can sit at the same time, all free, as memberships and rooms are.

    Parameters
    ----------
    problem : Problem
        The input.
    together : Together
        The bodies, and the day whose memberships count.
    time_limit : float or Clock
        Seconds, or a clock that runs already; what is not shown by then is said not to be proven, and OutOfTime only
        where nothing could be shown.
    listener : Listener
        Hears of progress.

    """
    with repeating(listener) as aloud:
        clock = clock_of(time_limit, aloud)
        clock.listener = aloud
        return _found(problem, together, clock)


def _found(problem: Problem, together: Together, clock: Clock) -> Viability | OutOfTime:
    clock.listener("Looking for rooms")
    rooms = _assigned(problem, together, clock)
    clock.listener("Seating everyone")
    allocation = allocate(problem, together, clock) if rooms is None or rooms.proven else None
    if allocation is None or (allocation.failing and not shown_not_viable(problem, together, clock)):
        return OutOfTime()
    blockers = [*too_long(problem, together), *_room_blockers(problem, together, rooms)]
    if allocation.failing:
        clock.listener("Asking who stands in the way")
        blockers = [*_people_blockers(problem, together, clock.share(clock.parameters.viability_share)), *blockers]
    found = Viability(
        together,
        not blockers,
        allocation,
        price_of(problem, together.day, allocation),
        overlaps_of(problem, together),
        quorums_of(problem, together, allocation),
        tuple(blockers),
        nominations=None,
        to_be_found=None,
        slots=Slots((), proven=False),
        stretches=(),
        rooms=None if rooms is None else rooms.rooms,
    )
    found = with_remedies(problem, found, clock)
    clock.listener("Looking for the fewest slots")
    slots = fewest_slots(problem, together, clock.share(clock.parameters.slots_share))
    if not slots.slots and together.session is None:
        unlimited = replace(problem, settings=replace(problem.settings, max_meetings_per_person_per_day=None))
        slots = replace(
            slots, unlimited=fewest_slots(unlimited, together, clock.share(clock.parameters.slots_share)).slots
        )
    slots = replace(slots, more=more_slots(problem, together, slots, clock.share(clock.parameters.slots_share)))
    clock.listener("Looking at every change of membership")
    return replace(found, slots=slots, stretches=_stretches(problem, together, clock))


def _people_blockers(problem: Problem, together: Together, clock: Clock) -> list[Blocker]:
    found, complete = conflict_sets(problem, together, clock)
    blockers = [people_in_the_way(problem, together, one) for one in found]
    return blockers if complete else [*blockers, not_narrowed_down(together, more=bool(blockers))]


def _assigned(problem: Problem, together: Together, clock: Clock) -> RoomAssignment | None:
    """Return the rooms of the bodies, None where the input has no rooms at all."""
    if not problem.rooms:
        return None
    return assign_rooms(problem, together, stays_at_once(problem, together, together.bodies), clock)


def _room_blockers(problem: Problem, together: Together, rooms: RoomAssignment | None) -> Sequence[Blocker]:
    if rooms is None or _all_housed(problem, together, rooms):
        return ()
    stays = stays_at_once(problem, together, together.bodies)
    without = [stay.body for stay in stays if not suitable(problem, together, stay)]
    others = [stay.body for stay in stays if stay.body not in without]
    return tuple(crowded(problem, together, without, others, len(rooms.rooms)))


def with_remedies(problem: Problem, found: Viability, clock: Clock) -> Viability:
    """Add the fewest nominations of people in the input; else the fewest people to be found."""
    together = found.together
    if found.people_viable:
        return replace(found, nominations=Nominations((), then=found.allocation, price=found.price))
    clock.listener("Looking for the fewest nominations")
    known = fewest_nominations(problem, together, clock.share(clock.parameters.viability_share))
    if isinstance(known, Nominations):
        nominated = with_nominations(problem, known.rows, together.day)
        then = allocate(nominated, together, clock.share(clock.parameters.viability_share))
        price = None if then is None else price_of(nominated, together.day, then)
        return replace(found, nominations=None if then is None else replace(known, then=then, price=price))
    others = known and fewest_to_be_found(problem, together, clock.share(clock.parameters.viability_share))
    if isinstance(others, Nominations):
        return replace(found, to_be_found=others, none_can_help=True)
    return replace(found, none_can_help=known, nobody_can_help=others)


def _stretches(problem: Problem, together: Together, clock: Clock) -> tuple[Stretch, ...]:
    """Return the answer between every two changes of membership."""
    found = []
    for first, last in list(stretches_of(problem, together.ever))[: clock.parameters.stretches]:
        there = Together(alive(problem, together.ever, first), first, together.session)
        found.append(answer_for(problem, there, last, clock))
    return tuple(found)


def answer_for(problem: Problem, there: Together, last: date, clock: Clock) -> Stretch:
    """Return the answer for a stretch of days, which begins with the one given."""
    stretch = Stretch(there.day, last, there.bodies, viable=None)
    if len(there.bodies) < ENOUGH:
        return replace(stretch, viable=True)
    rooms = _assigned(problem, there, clock)
    allocation = allocate(problem, there, clock) if rooms is None or rooms.proven else None
    if allocation is None:
        return stretch
    if allocation.failing:
        return replace(stretch, viable=False if shown_not_viable(problem, there, clock) else None)
    if too_long(problem, there) or not _all_housed(problem, there, rooms):
        return replace(stretch, viable=False)
    return replace(stretch, viable=True, price=price_of(problem, there.day, allocation), allocation=allocation)


def _all_housed(problem: Problem, together: Together, rooms: RoomAssignment | None) -> bool:
    return rooms is None or len(rooms.rooms) == len(stays_at_once(problem, together, together.bodies))
