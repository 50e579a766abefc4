"""The fewest nominations that let bodies sit at the same time, the nearest people first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import SAME_BOTH, SAME_CATEGORY, SAME_ORGANISATION, nearness
from scheduler.domain.verbs import Expression, Literal
from scheduler.domain.viability import SEAT_GIVEN, SUBSTITUTE_NAMED, Nomination, Nominations, Together
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.viability.seat_assignment import Seats

A_SEAT, FURTHEST = 2, 6
"""Nominations to be preferred the less the higher this is: 0 for who deputises for the member at another body already,
1 for a substitute of the same organisation and category, then a seat given, then the same organisation, then others."""


FEW = (4, 32)
"""Nominations that the first searches reckon with: the fewer there are, the fewer people need be told apart."""


def fewest_nominations(problem: Problem, together: Together, clock: Clock) -> Nominations | bool:
    """Return the fewest nominations of people in the input; otherwise whether it was shown that none can help."""
    seats = sum(len(problem.memberships_on(body, together.day)) for body in together.bodies)
    best: Nominations | bool = False
    for most in (*(number for number in FEW if number < seats), seats):
        found = _Nominating(problem, together, most).fewest(clock)
        if isinstance(found, Nominations):
            if len(found.rows) <= most:
                return found
            best = replace(found, proven=False)
        elif most == seats:
            best = best or found
    return best


def fewest_to_be_found(problem: Problem, together: Together, clock: Clock) -> Nominations | bool:
    """Return the fewest people who would have to be found, with the fewest nominations of those in the input."""
    seats = sum(len(problem.memberships_on(body, together.day)) for body in together.bodies)
    return _Nominating(problem, together, seats, finding=True).fewest(clock)


class _Nominating:
    """The seats, and everybody who might be nominated for each of them.

    Where somebody is of no organisation that the member shares, it makes no difference for whom at a body they
    sit: so many sit there, and so many seats are theirs. Nor are those told apart who have a place at none of them.
    Where no more than so many are nominated, there is always somebody left of as many who are alike and have no
    place anywhere: no more of these need be offered for a seat, and nobody who would be missed elsewhere.
    """

    def __init__(self, problem: Problem, together: Together, most: int, *, finding: bool = False) -> None:
        self.most = most
        self.problem, self.together = problem, together
        self.seats = Seats(problem, together.bodies, together.day)
        self.model = self.seats.model
        self.members = {body: {row.person for row in self.seats.rows if row.body == body} for body in together.bodies}
        self.outsiders = [person for person in problem.people if person not in self.seats.places]
        self.near: dict[tuple[str, Membership, str], Literal] = {}
        """By kind, seat and person."""
        self.others: dict[tuple[str, str], Literal] = {}
        """Whether somebody with a place elsewhere sits at a body for a member of another organisation."""
        self.unknown: dict[tuple[str, Membership], Literal] = {}
        """Whether somebody is to be found for a seat, by kind."""
        self.taken: defaultdict[str, list[Literal]] = defaultdict(list)
        """The choices by which each outsider is nominated by name."""
        self.deputising = {(row.person, deputy) for row in problem.memberships for deputy in row.substitutes}
        """Who may deputise for whom already, at whatever body."""
        for row in self.seats.rows:
            self._offer_near(row)
        self._offer_others()
        if finding:
            self._offer_to_find()
        for row in self.seats.rows:
            self.model.add(self.seats.filled(row) <= 1)
        self.seats.keep_everyone_in_one_place()
        for need in self.seats.needs():
            self.model.add(self.seats.counted(need) >= need.least)

    def _offer_near(self, row: Membership) -> None:
        """Offer everybody of the member's organisation, those who deputise elsewhere, and those a quorum asks for."""
        wanted = {rule.person for rule in self.problem.quorum_rules_of(row.body)}
        for near, alike in self._by_nearness(row).items():
            outside = [person for person in alike if person not in self.seats.places]
            offered = (
                set(alike if len(outside) < self.most else outside[: self.most]) if near <= SAME_ORGANISATION else set()
            )
            for person in alike:
                known = (row.person, person) in self.deputising
                if person in offered or known or (person in wanted and near == SAME_BOTH):
                    self._offer(row, person, near)

    def _by_nearness(self, row: Membership) -> dict[int, list[str]]:
        """Return everybody who is no member there by how near they are to the member."""
        found: dict[int, list[str]] = {}
        for person in self.problem.people:
            if person not in self.members[row.body]:
                found.setdefault(nearness(self.problem, row.person, person), []).append(person)
        return found

    def _offer(self, row: Membership, person: str, near: int) -> None:
        kinds = [SUBSTITUTE_NAMED] if person not in row.substitutes else []
        kinds += [SEAT_GIVEN] if near == SAME_BOTH else []
        for kind in kinds:
            choice = self.model.new_bool_var(f"{kind} {person} for {row.person} at {row.body}")
            self.near[kind, row, person] = choice
            self._fill(kind, row, person, choice)
            self._note(person, row.body, choice)

    def _note(self, person: str, body: str, choice: Literal) -> None:
        """Give somebody one place more to choose from."""
        if person in self.seats.places:
            self.seats.places[person].setdefault(body, []).append(choice)
        else:
            self.taken[person].append(choice)

    def _fill(self, kind: str, row: Membership, person: str | None, choice: Literal) -> None:
        if kind == SUBSTITUTE_NAMED:
            self.seats.nominated[row].append(choice)
        else:
            self.seats.given[row][person] = choice

    def _offer_others(self) -> None:
        """Offer everybody else: those with a place elsewhere one by one, and outsiders by their number."""
        insiders = list(self.seats.places) if len(self.outsiders) < self.most else []
        self.for_another = {
            row: self.model.new_bool_var(f"another for {row.person} at {row.body}") for row in self.seats.rows
        }
        self.outside = {body: self.model.new_int_var(0, len(self.outsiders), body) for body in self.together.bodies}
        for row, choice in self.for_another.items():
            self._fill(SUBSTITUTE_NAMED, row, None, choice)
        for body in self.together.bodies:
            for person in insiders:
                if person not in self.members[body]:
                    choice = self.model.new_bool_var(f"{person} at {body}")
                    self.others[person, body] = choice
                    self._note(person, body, choice)
            here = [choice for row, choice in self.for_another.items() if row.body == body]
            there = [choice for (_, at), choice in self.others.items() if at == body]
            self.model.add(self.seats.total(here) == self.seats.total(there) + self.outside[body])
        for choices in self.taken.values():
            self.model.add_at_most_one(choices)
        named = self.seats.total(choice for choices in self.taken.values() for choice in choices)
        self.model.add(named + sum(self.outside.values()) <= len(self.outsiders))

    def _offer_to_find(self) -> None:
        for row in self.seats.rows:
            for kind in (SUBSTITUTE_NAMED, SEAT_GIVEN):
                choice = self.model.new_bool_var(f"somebody for {row.person} at {row.body}")
                self.unknown[kind, row] = choice
                self._fill(kind, row, None, choice)

    def fewest(self, clock: Clock) -> Nominations | bool:
        goals = {
            "people to be found": self._found(),
            "nominations": self._number(),
            "distance": self._farness(),
            "apologies": self.seats.apologies(),
            "substitutes": self.seats.substitutes(),
        }
        objective = LexicographicObjective(self.model, goals, clock)
        if not objective.minimise_all():
            return objective.infeasible
        solver = objective.solution.solver
        rows = [*self._by_name(solver), *self._by_place(solver), *self._to_be_found(solver)]
        order = {(row.person, row.body): number for number, row in enumerate(self.seats.rows)}
        rows.sort(key=lambda row: order[row.person, row.body])
        return Nominations(tuple(rows), proven=objective.proven("people to be found", "nominations"))

    def _found(self) -> Expression:
        return self.seats.total(self.unknown.values())

    def _number(self) -> Expression:
        return self.seats.total([*self.near.values(), *self.for_another.values()])

    def _farness(self) -> Expression:
        far = [self._far(kind, row.person, person) * choice for (kind, row, person), choice in self.near.items()]
        far += [FURTHEST * choice for choice in self.for_another.values()]
        far += [choice for (kind, _), choice in self.unknown.items() if kind == SEAT_GIVEN]
        return sum(far, start=self.seats.no + 0)

    def _far(self, kind: str, member: str, person: str) -> int:
        if kind == SEAT_GIVEN:
            return A_SEAT
        return 0 if (member, person) in self.deputising else 1 + 2 * nearness(self.problem, member, person)

    def _by_name(self, solver: cp_model.CpSolver) -> Iterator[Nomination]:
        for (kind, row, person), choice in self.near.items():
            if solver.boolean_value(choice):
                yield Nomination(kind, row.person, row.body, person)

    def _by_place(self, solver: cp_model.CpSolver) -> Iterator[Nomination]:
        """Yield who sits for whom of another organisation: of the member's category where it can be."""
        named = {person for (_, _, person), choice in self.near.items() if solver.boolean_value(choice)}
        free = [person for person in self.outsiders if person not in named]
        for body in self.together.bodies:
            people = [
                person for (person, at), choice in self.others.items() if at == body and solver.boolean_value(choice)
            ]
            rows = [
                row for row, choice in self.for_another.items() if row.body == body and solver.boolean_value(choice)
            ]
            for row, person in self._paired(rows, people, free):
                yield Nomination(SUBSTITUTE_NAMED, row.person, body, person)

    def _paired(
        self, rows: Sequence[Membership], people: list[str], free: list[str]
    ) -> Iterator[tuple[Membership, str]]:
        """Pair seats with people who sit at the body, and then with outsiders, who are taken from those free."""
        unpaired = []
        for row in rows:
            same = [person for person in people if nearness(self.problem, row.person, person) == SAME_CATEGORY]
            chosen = next(iter(same), None)
            if chosen is None:
                unpaired.append(row)
            else:
                people.remove(chosen)
                yield row, chosen
        for row in unpaired:
            pool = people or free
            chosen = self._nearest(row.person, pool)
            pool.remove(chosen)
            yield row, chosen

    def _nearest(self, member: str, people: Sequence[str]) -> str:
        return min(people, key=lambda person: nearness(self.problem, member, person))

    def _to_be_found(self, solver: cp_model.CpSolver) -> Iterator[Nomination]:
        for (kind, row), choice in self.unknown.items():
            if solver.boolean_value(choice):
                yield Nomination(kind, row.person, row.body, None)
