"""Set covering with the fewest columns: nominations that let bodies sit at the same time, the nearest people first.

The columns are the people who might be named as substitutes or given seats; what they have to cover is what the rules
about seats demand. People who are alike are offered only as often as they can matter (symmetry breaking).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from scheduler.domain.people import Membership, Person
from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import SAME_BOTH, SAME_CATEGORY, SAME_ORGANISATION, nearness
from scheduler.domain.sittings import Sitting
from scheduler.domain.verbs import Expression, Literal
from scheduler.domain.viability import SEAT_GIVEN, SUBSTITUTE_NAMED, Nomination, Nominations, Together, one_day
from scheduler.rules import quorum_rule
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.candidates import Candidates
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.seats import SeatModel
from scheduler.solver.viability.seat_assignment import in_slots, tighten

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


class _OptionalSeats(Decisions):
    """Meetings at which there may be members besides those of the input, and some of those may give up their seat."""

    def __init__(self, problem: Problem, candidates: Candidates, *, pruning: bool) -> None:
        super().__init__(problem, candidates, pruning=pruning)
        self.added: defaultdict[str, dict[Membership, list[Literal]]] = defaultdict(dict)
        """Body -> membership -> the choices by which it comes to be in force."""
        self.given_away: defaultdict[Membership, list[Literal]] = defaultdict(list)
        """The choices by which the seat of a member is another's."""

    def members(self, sitting: Sitting) -> Sequence[Membership]:
        """Return the members of the input, then those that may be added; none may be once this has been asked."""
        if sitting not in self._members:
            added = self.added[sitting.body.code]
            self._members[sitting] = (*super().members(sitting), *added)
            for row, choices in added.items():
                self._take_a_seat(sitting, row)
                self.model.add(self._attends[sitting, row] == sum(choices))
        return self._members[sitting]

    def in_force(self, sitting: Sitting, membership: Membership) -> Expression:
        """Whether the membership is in force at the meeting."""
        added = self.added[sitting.body.code].get(membership)
        if added is not None:
            return sum(added)
        held, given = super().in_force(sitting, membership), self.given_away[membership]
        return held - sum(given) if given else held


class _Nominating:
    """The seats, and everybody who might be nominated for each of them.

    Where somebody is of no organisation that the member shares, it makes no difference for whom at a body they
    sit: so many sit there, and so many seats are theirs. Nor are those told apart who have a place at none of them.
    Where no more than so many are nominated, there is always somebody left of as many who are alike and have no
    place anywhere: no more of these need be offered for a seat, and nobody who would be missed elsewhere.

    To the rules, whoever may be named is one more substitute, whoever may be given a seat one more member, and
    whoever sits for somebody of another organisation a substitute without a name and a member without a vote.
    """

    def __init__(self, problem: Problem, together: Together, most: int, *, finding: bool = False) -> None:
        self.most = most
        self.problem, self.together = problem, together
        self.rows = [row for body in together.bodies for row in problem.memberships_on(body, together.day)]
        self.members = {body: {row.person for row in self.rows if row.body == body} for body in together.bodies}
        self.insiders = self._with_a_place()
        self.outsiders = [person for person in problem.people if person not in self.insiders]
        self.deputising = {(row.person, deputy) for row in problem.all_memberships for deputy in row.substitutes}
        """Who may deputise for whom already, at whatever body."""
        near = {row: self._near(row) for row in self.rows}
        self.another = {row: self._somebody(f"another for seat {number}", row) for number, row in enumerate(self.rows)}
        self.found = {row: self._somebody(f"found for seat {number}", row) for number, row in enumerate(self.rows)}
        nameless = [*self.another.values(), *(self.found.values() if finding else ())]
        self.offered: dict[Membership, Membership] = {
            row: self._with_substitutes(row, near[row], finding=finding) for row in self.rows
        }
        """Each membership with everybody who might be named its substitute."""
        day = one_day(problem, together)
        extended = replace(
            day,
            people={**day.people, **{person.code: person for person in nameless}},
            memberships=tuple(self.offered.values()),
        )
        self.choices = in_slots(extended, together, 1, _OptionalSeats)
        self.model = self.choices.model
        self.sitting = {sitting.body.code: sitting for sitting in self.choices.sittings}
        self.given: dict[tuple[Membership, str], Literal] = {}
        """Whether somebody is given the seat of a member."""
        self.others: dict[tuple[str, str], Literal] = {}
        """Whether somebody with a place elsewhere sits at a body for a member of another organisation."""
        for row in self.rows:
            for person, nearness_of in near[row].items():
                if nearness_of == SAME_BOTH:
                    self._offer_seat(row, person)
            if finding:
                self._offer_seat(row, self.found[row].code)
        self._offer_insiders()
        self.seats = SeatModel(self.choices, guarded=False)
        tighten(self.choices, 1)
        self.near: dict[tuple[str, Membership, str], Literal] = {}
        """By kind, seat and person."""
        self.unknown: dict[tuple[str, Membership], Literal] = {}
        """Whether somebody is to be found for a seat, by kind."""
        self._note_choices(near, finding=finding)
        self.for_another = {row: self._named(row, self.another[row].code) for row in self.rows}
        self._seat_everybody_once()

    def _with_a_place(self) -> list[str]:
        """Return everybody who might sit at one of the bodies as things are."""
        deputies = (deputy for row in self.rows for deputy in row.substitutes)
        return list(dict.fromkeys([*(row.person for row in self.rows), *deputies]))

    def _near(self, row: Membership) -> dict[str, int]:
        """Return whom to offer by name: those of the member's organisation, who deputise elsewhere, or a quorum names.

        With each, how near they are to the member.
        """
        wanted = {part.person for part in quorum_rule.parts(self.problem, row.body)}
        found: dict[str, int] = {}
        for near, alike in self._by_nearness(row).items():
            outside = [person for person in alike if person not in self.insiders]
            offered = (
                set(alike if len(outside) < self.most else outside[: self.most]) if near <= SAME_ORGANISATION else set()
            )
            for person in alike:
                known = (row.person, person) in self.deputising
                if person in offered or known or (person in wanted and near == SAME_BOTH):
                    found[person] = near
        return found

    def _by_nearness(self, row: Membership) -> dict[int, list[str]]:
        """Return everybody who is no member there by how near they are to the member."""
        found: dict[int, list[str]] = {}
        for person in self.problem.people:
            if person not in self.members[row.body]:
                found.setdefault(nearness(self.problem, row.person, person), []).append(person)
        return found

    def _somebody(self, name: str, row: Membership) -> Person:
        """Return somebody without a name, of the member's organisation and category."""
        return replace(self.problem.people[row.person], code=f"?{name}", name=name, weekdays=None)

    def _with_substitutes(self, row: Membership, near: Mapping[str, int], *, finding: bool) -> Membership:
        nameless = [self.another[row].code, *([self.found[row].code] if finding else [])]
        return replace(row, substitutes=tuple(dict.fromkeys([*row.substitutes, *near, *nameless])))

    def _offer_seat(self, row: Membership, person: str) -> None:
        """Offer somebody the seat of a member, with its role and no substitutes."""
        choice = self.model.new_bool_var(f"seat of {row.person} at {row.body} to {person}")
        self.given[row, person] = choice
        self.choices.given_away[self.offered[row]].append(choice)
        seat = replace(self.offered[row], person=person, substitutes=())
        self.choices.added[row.body].setdefault(seat, []).append(choice)

    def _offer_insiders(self) -> None:
        """Let those with a place elsewhere sit for members of other organisations, where outsiders may be too few."""
        for body in self.together.bodies:
            for person in self.insiders if len(self.outsiders) < self.most else ():
                if person not in self.members[body]:
                    choice = self.model.new_bool_var(f"{person} at {body}")
                    self.others[person, body] = choice
                    seat = Membership(person, body, role="for another", voting=False, attendance="optional")
                    self.choices.added[body][seat] = [choice]

    def _named(self, row: Membership, person: str) -> Literal:
        """Whether somebody sits for a member who might not do so as things are."""
        return self.choices.deputises(self.sitting[row.body], self.offered[row], person)

    def _note_choices(self, near: Mapping[Membership, Mapping[str, int]], *, finding: bool) -> None:
        for row in self.rows:
            for person, nearness_of in near[row].items():
                if person not in row.substitutes:
                    self.near[SUBSTITUTE_NAMED, row, person] = self._named(row, person)
                if nearness_of == SAME_BOTH:
                    self.near[SEAT_GIVEN, row, person] = self.given[row, person]
            if finding:
                somebody = self.found[row].code
                self.unknown[SUBSTITUTE_NAMED, row] = self._named(row, somebody)
                self.unknown[SEAT_GIVEN, row] = self.given[row, somebody]

    def _seat_everybody_once(self) -> None:
        """Let nobody have two seats at one body, and no more outsiders sit than there are."""
        for body in self.together.bodies:
            sitting = self.sitting[body]
            for person in self.choices.people_at(sitting):
                self.model.add(self.choices.sits(person, sitting) <= 1)
        taken = [choice for (_, _, person), choice in self.near.items() if person not in self.insiders]
        outside = {body: self.model.new_int_var(0, len(self.outsiders), body) for body in self.together.bodies}
        for body, number in outside.items():
            here = [choice for row, choice in self.for_another.items() if row.body == body]
            there = [choice for (_, at), choice in self.others.items() if at == body]
            self.model.add(sum(here) == sum(there) + number)
        self.model.add(sum(taken) + sum(outside.values()) <= len(self.outsiders))

    def fewest(self, clock: Clock) -> Nominations | bool:
        goals = {
            "people to be found": self._found(),
            "nominations": self._number(),
            "distance": self._farness(),
            "apologies": self.seats.points("apologies"),
            "substitutes": self._substitutes(),
        }
        objective = LexicographicObjective(self.model, goals, clock)
        if not objective.minimise_all():
            return objective.infeasible
        solver = objective.solution.solver
        rows = [*self._by_name(solver), *self._by_place(solver), *self._to_be_found(solver)]
        order = {(row.person, row.body): number for number, row in enumerate(self.rows)}
        rows.sort(key=lambda row: order[row.person, row.body])
        return Nominations(tuple(rows), proven=objective.proven("people to be found", "nominations"))

    def _found(self) -> Expression:
        return sum(self.unknown.values())

    def _number(self) -> Expression:
        return sum((*self.near.values(), *self.for_another.values()))

    def _farness(self) -> Expression:
        far = [self._far(kind, row.person, person) * choice for (kind, row, person), choice in self.near.items()]
        far += [FURTHEST * choice for choice in self.for_another.values()]
        far += [choice for (kind, _), choice in self.unknown.items() if kind == SEAT_GIVEN]
        return sum(far)

    def _substitutes(self) -> Expression:
        """Return what substitutes cost; whoever is newly named comes last in the member's list."""
        return sum(
            min(rank, len(row.substitutes) + 1) * self._named(row, person)
            for row, offered in self.offered.items()
            for rank, person in enumerate(offered.substitutes, start=1)
        )

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
