"""Every way to seat people at tiny bodies that sit at once: what the answers of `viability` are held against."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from scheduler.domain.plan import Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import SAME_BOTH, nearness, with_nominations
from scheduler.domain.viability import (
    SEAT_GIVEN,
    SUBSTITUTE_NAMED,
    Allocation,
    Nomination,
    Slot,
    Together,
    day_of,
    price_of,
)
from scheduler.rules import person_clash, presiding, quorum, quorum_rule, substitute, unavailable

RULES = (person_clash, unavailable, substitute, quorum, quorum_rule, presiding)


def lowest_price(problem: Problem, together: Together) -> tuple[int, int] | None:
    """Return the fewest points of apologies, and then of substitutes; None where the bodies cannot sit at once."""
    day = day_of(problem, together, [Slot(together.bodies)])
    seats = [row for body in together.bodies for row in problem.memberships_on(body, together.day)]
    found = []
    for outcome in product(*[("attends", *row.substitutes, "apologies") for row in seats]):
        attendance = dict.fromkeys(together.bodies, ())
        for row, way in zip(seats, outcome, strict=True):
            name, deputy = (way, None) if way in ("attends", "apologies") else ("substitute", way)
            attendance[row.body] += (Attendance(row.person, row.role, row.voting, name, deputy),)
        plan = day.plan(attendance)
        if not any(True for rule in RULES for _ in rule.breaches(day.problem, plan)):
            price = price_of(problem, together.day, Allocation(attendance))
            found.append((price.apologies, price.substitutes))
    return min(found, default=None)


def every_nomination(problem: Problem, together: Together) -> Iterator[Nomination]:
    """Yield everything that might be nominated."""
    for body in together.bodies:
        members = problem.memberships_on(body, together.day)
        for row in members:
            for person in problem.people:
                if not any(person == other.person for other in members):
                    if person not in row.substitutes:
                        yield Nomination(SUBSTITUTE_NAMED, row.person, body, person)
                    if nearness(problem, row.person, person) == SAME_BOTH:
                        yield Nomination(SEAT_GIVEN, row.person, body, person)


def fewest_nominations(problem: Problem, together: Together, most: int) -> int | None:
    """Return how few nominations make it possible; None where no number up to the most does."""
    everything = list(every_nomination(problem, together))
    for number in range(most + 1):
        for chosen in combinations(everything, number):
            if len({(row.person, row.body) for row in chosen if row.kind == SEAT_GIVEN}) < sum(
                row.kind == SEAT_GIVEN for row in chosen
            ):
                continue
            nominated = problem
            for row in chosen:
                nominated = with_nominations(nominated, [row], together.day)
            if _sound(nominated, together) and lowest_price(nominated, together) is not None:
                return number
    return None


def _sound(problem: Problem, together: Together) -> bool:
    """Whether nobody has two seats at one body, as the input would not allow."""
    seats = [(row.person, row.body) for body in together.bodies for row in problem.memberships_on(body, together.day)]
    return len(set(seats)) == len(seats)


def fewest_slots(problem: Problem, together: Together) -> int | None:
    """Return how few slots would do, one after another; None where no number would."""
    fits = {}

    def viable(part: tuple[str, ...]) -> bool:
        if part not in fits:
            fits[part] = lowest_price(problem, Together(part, together.day)) is not None
        return fits[part]

    numbers = [len(parts) for parts in _partitions(together.bodies) if all(viable(part) for part in parts)]
    return min(numbers, default=None)


def _partitions(bodies: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
    if not bodies:
        yield []
        return
    *others, last = bodies
    for parts in _partitions(others):
        yield [*parts, (last,)]
        for number, part in enumerate(parts):
            yield [*parts[:number], (*part, last), *parts[number + 1 :]]
