"""CP-SAT models of lunch tables: one lunch exactly, which demands cannot hold together, and all lunches where few.

How many pairs a group makes at a table is a convex function of how many of it sit there, and what a pair costs is one
of how often it meets: both are stated by their tangents at whole numbers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from scheduler.domain.lunch_tables import (
    APART,
    BOARDS,
    COMPANY,
    ORGANISATIONS,
    UNMOVED,
    WITH,
    Demand,
    Guest,
    Party,
    Places,
    pairs_at_table,
)
from scheduler.domain.verbs import Expression, Literal
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import confirmed_infeasible
from scheduler.solver.explain.mus import minimal_unsatisfiable_subset, under_assumptions
from scheduler.solver.lunch_tables.bounds import OpenTables, fewest_pairs

Seat = tuple[int, Guest, int]
"""A lunch from 0, a guest, and a table from 1."""


class TablesModel:
    """The lunches of a year, or one of them, as a model of who sits at which table.

    Parameters
    ----------
    parties : sequence of Party
        The lunches; those that are over only count for who has met.
    open_tables : sequence of mappings
        By lunch, the tables that each guest may have.
    company : bool
        Whether repeated meetings are a goal: a term for each two guests, lunch and table.

    """

    def __init__(self, parties: Sequence[Party], open_tables: OpenTables, *, company: bool = False) -> None:
        self.parties, self.open_tables = parties, open_tables
        self.model = cp_model.CpModel()
        self.sits: dict[Seat, Literal] = {}
        self.guards: dict[Demand, Literal] = {}
        """By demand, what makes it hold."""
        self.goals: dict[str, Expression] = {UNMOVED: 0, BOARDS: 0, ORGANISATIONS: 0}
        for lunch, party in enumerate(parties):
            if not party.held:
                self._state(lunch, party)
        if company:
            self._state_company()

    def _state(self, lunch: int, party: Party) -> None:
        model, low_high = self.model, party.sizes
        for guest in party.guests:
            for table in sorted(self.open_tables[lunch][guest]):
                self.sits[lunch, guest, table] = model.new_bool_var("")
            model.add_exactly_one(self._at(lunch, guest, table) for table in self.open_tables[lunch][guest])
        for table in range(1, party.tables + 1):
            model.add_linear_constraint(sum(self._at(lunch, one, table) for one in party.guests), *low_high)
        for demand in party.demands:
            self._ask(lunch, party, demand)
        self.goals[UNMOVED] += sum(1 - self._at(lunch, guest, table) for guest, table in party.before.items())
        for groups in (BOARDS, ORGANISATIONS):
            for members in party.guests_by(groups).values():
                self._spread(lunch, party, groups, members)

    def _at(self, lunch: int, guest: Guest, table: int) -> Literal:
        return self.sits.get((lunch, guest, table), 0)

    def _ask(self, lunch: int, party: Party, demand: Demand) -> None:
        model, guard = self.model, self.guards.setdefault(demand, self.model.new_bool_var(""))
        if demand.kind not in (WITH, APART):
            places = [self._at(lunch, demand.guests[0], table) for table in demand.tables]
            model.add(sum(places) == 1).only_enforce_if(guard)
            return
        first, second = demand.guests
        for table in range(1, party.tables + 1):
            one, other = self._at(lunch, first, table), self._at(lunch, second, table)
            if demand.kind == WITH:
                model.add(one - other == 0).only_enforce_if(guard)
            else:
                model.add(one + other <= 1).only_enforce_if(guard)

    def _spread(self, lunch: int, party: Party, groups: str, members: Sequence[Guest]) -> None:
        """State how many pairs of a group sit at a table: no fewer than where it is spread evenly."""
        most = min(len(members), party.sizes[1])
        costs = []
        for table in range(1, party.tables + 1):
            there = sum(self._at(lunch, guest, table) for guest in members)
            costs.append(self._pairs(there, most))
        self.model.add(sum(costs) >= fewest_pairs(len(members), party.tables))
        self.goals[groups] += sum(costs)

    def _pairs(self, people: Expression, most: int) -> Literal:
        """Return a number of pairs, no lower than so many people make; `most` of them at most."""
        cost = self.model.new_int_var(0, most * (most - 1) // 2, "")
        for tangent in range(1, most):
            self.model.add(cost >= tangent * people - tangent * (tangent + 1) // 2)
        return cost

    def _state_company(self) -> None:
        met = Counter(pair for party in self.parties if party.held for pair in pairs_at_table(party.before))
        together: dict[tuple[Guest, Guest], list[Literal]] = {}
        for lunch, party in enumerate(self.parties):
            if not party.held:
                met_here = []
                for pair in combinations(party.guests, 2):
                    meets = self._meets(lunch, *pair)
                    if meets is not None:
                        together.setdefault(pair, []).append(meets)
                        met_here.append(meets)
                self.model.add(sum(met_here) >= fewest_pairs(len(party.guests), party.tables))
        total: Expression = 0
        for pair in sorted({*together, *met}):
            times = [*together.get(pair, ())]
            total += self._pairs(sum(times) + met[pair], met[pair] + len(times))
        self.goals[COMPANY] = total

    def _meets(self, lunch: int, one: Guest, other: Guest) -> Literal | None:
        """Return whether two sit at one table of a lunch, as far as it costs; None where they never do."""
        tables = sorted(self.open_tables[lunch][one] & self.open_tables[lunch][other])
        if not tables:
            return None
        meets = self.model.new_bool_var("")
        for table in tables:
            self.model.add(meets >= self._at(lunch, one, table) + self._at(lunch, other, table) - 1)
        return meets

    # -- what is asked of it

    def objective(self, clock: Clock) -> LexicographicObjective:
        """Return its goals in order, every demand to hold."""
        for guard in self.guards.values():
            self.model.add(guard == 1)
        return LexicographicObjective(self.model, self.goals, clock)

    def begin_at(self, places: Sequence[Places]) -> None:
        """Have the solver look first where everybody sits already."""
        for (lunch, guest, table), sits in self.sits.items():
            self.model.add_hint(sits, places[lunch][guest] == table)

    def places(self, solver: cp_model.CpSolver) -> list[Places]:
        """Return where everybody sits by a solution; of lunches that are over, as before."""
        found: list[dict[Guest, int]] = [dict(party.before) if party.held else {} for party in self.parties]
        for (lunch, guest, table), sits in self.sits.items():
            if solver.boolean_value(sits):
                found[lunch][guest] = table
        return list(found)

    def conflict(self, clock: Clock) -> tuple[Demand, ...]:
        """Return demands that cannot hold together, none of them idle; none where they can, or time ran out.

        It is believed where a second configuration of the solver agrees.
        """
        demands = list(self.guards)
        if not demands or not under_assumptions(self.model, self.guards, demands, clock).unsatisfiable:
            return ()
        found, _ = minimal_unsatisfiable_subset(
            demands, lambda some: under_assumptions(self.model, self.guards, some, clock)
        )
        self.model.clear_assumptions()
        for one in found:
            self.model.add(self.guards[one] == 1)
        return tuple(found) if confirmed_infeasible(self.model, clock) else ()


def number_of_terms(parties: Sequence[Party], open_tables: OpenTables) -> int:
    """Return how many terms the company of a year takes in a model: a pair, a lunch and a table each."""
    total = 0
    for party, tables in zip(parties, open_tables, strict=True):
        if not party.held:
            total += sum(len(tables[one] & tables[other]) for one, other in combinations(party.guests, 2))
    return total


def open_from(party: Party, *, stay: bool = False) -> Mapping[Guest, frozenset[int]]:
    """Return the tables that each guest of a lunch may have: those that demands leave, and where they sat before.

    Parameters
    ----------
    party : Party
        The lunch.
    stay : bool
        Whether everybody who sat there before stays at their table.

    """
    found = {guest: frozenset(range(1, party.tables + 1)) for guest in party.guests}
    if party.held:
        return {guest: frozenset((party.before[guest],)) for guest in party.guests}
    for demand in party.demands:
        if demand.tables:
            found[demand.guests[0]] &= frozenset(demand.tables)
    if stay:
        found |= {guest: frozenset((table,)) for guest, table in party.before.items()}
    return found
