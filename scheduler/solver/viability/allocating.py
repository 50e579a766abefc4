"""The best way to seat everyone while bodies sit at the same time: where not all can, the fewest of them fail."""

from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Expression, Literal
from scheduler.domain.viability import QUORUM, Allocation, Slot, Together, day_of, needs_of
from scheduler.rules import fixed, person_clash, presiding, quorum, quorum_rule, substitute
from scheduler.solver.cp.clock import Clock
from scheduler.solver.cp.lowest import Nothing, lowest, otherwise, share
from scheduler.solver.cp.model import build
from scheduler.solver.cp.search import search
from scheduler.solver.viability.seats import Seats

AS_ASKED = 3
"""Goals that an allocation is judged by: bodies that fail, apologies, substitutes; the others choose among equals."""
A_SHARE = 0.25
"""Of the time left, how much may go into having the fewest fail."""
OF_SEATS = (fixed, person_clash, substitute, quorum, quorum_rule, presiding)


def allocate(problem: Problem, together: Together, clock: Clock) -> Allocation | None:
    """Seat everyone with the fewest apologies, then substitutes; where not all bodies can sit, the fewest fail.

    Among equals, no quorum is nearer to failing than it need be, and as many are there in person as can be.
    None where time ran out before it was known whether all can sit.
    """
    found = _seated(problem, together, clock, all_sit=True)
    if isinstance(found, Nothing) and found.shown:
        found = _seated(problem, together, share(clock, A_SHARE), all_sit=False)
    return None if isinstance(found, Nothing) else found


def _seated(problem: Problem, together: Together, clock: Clock, *, all_sit: bool) -> Allocation | Nothing:
    seats = Seats(problem, together.bodies, together.day)
    seats.keep_everyone_in_one_place()
    sits = {body: seats.model.new_bool_var(f"{body} sits") for body in together.bodies}
    for body, choice in sits.items():
        if all_sit:
            seats.model.add(choice == 1)
        for need in needs_of(problem, body, together.day):
            seats.model.add(seats.counted(need) >= need.least).only_enforce_if(choice)
    failing = len(sits) - sum(sits.values())
    found = lowest(
        seats.model, [failing, seats.apologies(), seats.substitutes(), _risk(seats, sits), seats.absences()], clock
    )
    if isinstance(found, Nothing):
        return found
    failed = tuple(body for body, choice in sits.items() if not found.solver.boolean_value(choice))
    return Allocation(seats.attendance(found.solver), failed, proven=found.proven(AS_ASKED))


def _risk(seats: Seats, sits: dict[str, Literal]) -> Expression:
    """Return how near the quorum nearest to failing is to that, in members fewer than all."""
    most = len(seats.rows)
    spare = seats.model.new_int_var(0, most, "spare")
    for need in seats.needs():
        if need.rule == QUORUM:
            seats.model.add(spare <= seats.counted(need) - need.least).only_enforce_if(sits[need.body])
    return most - spare


def shown_not_viable(problem: Problem, together: Together, clock: Clock) -> bool:
    """Whether another model and another configuration agree that the memberships do not allow it.

    The model is the one that plans the calendar, made of what the rules themselves demand.
    """
    if clock.left <= 0:
        return False
    choices, _ = build(day_of(problem, together, [Slot(together.bodies)]).problem, rules=OF_SEATS)
    return search(choices.model, clock.left, "", configure=otherwise, clock=clock).infeasible
