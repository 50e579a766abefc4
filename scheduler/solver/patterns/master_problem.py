"""The master problem of column generation: which mix of years costs least, a linear program grown row by row.

Dantzig and Wolfe 1960, "Decomposition principle for linear programs". One row a network asks for one year; every other
row is a sum over placements that is at most so much (`cuts`). A dear stand-in for each year keeps it feasible.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.math_opt.python import mathopt

from scheduler.solver.patterns.cuts import VIOLATION, Row
from scheduler.solver.patterns.network import Flags, Floats, Ints

NOTHING = 1e-9
PATIENCE = 2
"""Half the solutions in a row after which a row without a price is taken out."""
PARAMETERS = mathopt.SolveParameters(
    threads=1,
    presolve=mathopt.Emphasis.OFF,  # it would forget where the last solution was
    lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX,
    iteration_limit=1000,  # between two looks whether to stop
)


@dataclass(frozen=True, eq=False)
class Column:
    """One year of a network: the placements at which it meets, and its cost in the tier that is bounded."""

    network: int
    placements: Ints
    cost: int
    nodes: Ints


@dataclass(frozen=True, eq=False)
class Mix:
    """An optimal solution: its value, how much it takes of each column and of stand-ins, and its prices."""

    value: float
    share: Floats
    stand_ins: float
    networks: Floats
    rows: Floats


@dataclass(eq=False)
class MasterProblem:
    """A linear program over years.

    Parameters
    ----------
    networks : sequence of int
        Those of which one year each is asked.
    dearest : sequence of int
        For each, what its stand-in costs: more than any year does.
    placements : int
        How many there are in all.

    """

    networks: Sequence[int]
    dearest: Sequence[int]
    placements: int
    columns: list[Column] = field(init=False, default_factory=list)
    rows: list[Row] = field(init=False, default_factory=list)
    _known: set[tuple[int, bytes]] = field(init=False, default_factory=set)
    _number_of: dict[tuple[bytes, bytes, int], int] = field(init=False, default_factory=dict)
    _columns_at: dict[int, list[int]] = field(init=False, default_factory=lambda: defaultdict(list))
    _rows_at: dict[int, list[tuple[int, int]]] = field(init=False, default_factory=lambda: defaultdict(list))
    _flat: tuple[Ints, Ints, Ints] = field(init=False)

    def __post_init__(self) -> None:
        """State a program of stand-ins alone."""
        self._program = mathopt.Model()
        self._one_year = [self._program.add_linear_constraint(lb=1.0, ub=1.0) for _ in self.networks]
        self._at_most: dict[int, mathopt.LinearConstraint] = {}
        self._idle: list[int] = []
        self._patience: list[int] = []
        self._stand_ins = [self._program.add_variable(lb=0.0) for _ in self.networks]
        self._shares: list[mathopt.Variable] = []
        for variable, row, cost in zip(self._stand_ins, self._one_year, self.dearest, strict=True):
            row.set_coefficient(variable, 1.0)
            self._program.objective.set_linear_coefficient(variable, float(cost))
        self._row_of = dict(zip(self.networks, self._one_year, strict=True))
        self._flat = (np.zeros(0, np.int64),) * 3
        self._solver = mathopt.IncrementalSolver(self._program, mathopt.SolverType.GLOP)

    def add_column(self, column: Column) -> bool:
        """Add a year; whether it is new."""
        key = column.network, column.placements.tobytes()
        if key in self._known:
            return False
        self._known.add(key)
        share = self._program.add_variable(lb=0.0)
        self._program.objective.set_linear_coefficient(share, float(column.cost))
        self._row_of[column.network].set_coefficient(share, 1.0)
        coefficients: dict[int, int] = defaultdict(int)
        for placement in column.placements.tolist():
            self._columns_at[placement].append(len(self.columns))
            for row, coefficient in self._rows_at.get(placement, ()):
                coefficients[row] += coefficient
        for row in coefficients.keys() & self._at_most.keys():
            self._at_most[row].set_coefficient(share, float(coefficients[row]))
        self._shares.append(share)
        self.columns.append(column)
        return True

    def add_row(self, row: Row) -> bool:
        """Add a row, or one that was taken out; whether it was not there."""
        number = self._number_of.setdefault(row.key, len(self.rows))
        if number in self._at_most:
            return False
        if number == len(self.rows):
            self._number(row)
        self._at_most[number] = self._program.add_linear_constraint(ub=float(row.most))
        self._idle[number] = 0
        self._patience[number] *= 2  # so that nothing goes in and out for ever
        coefficients: dict[int, int] = defaultdict(int)
        for placement, coefficient in zip(row.placements.tolist(), row.coefficients.tolist(), strict=True):
            for column in self._columns_at.get(placement, ()):
                coefficients[column] += coefficient
        for column, coefficient in coefficients.items():
            self._at_most[number].set_coefficient(self._shares[column], float(coefficient))
        return True

    def _number(self, row: Row) -> None:
        for placement, coefficient in zip(row.placements.tolist(), row.coefficients.tolist(), strict=True):
            self._rows_at[placement].append((len(self.rows), coefficient))
        number = np.full(len(row.placements), len(self.rows))
        placement, rows, coefficient = self._flat
        self._flat = (
            np.concatenate([placement, row.placements]),
            np.concatenate([rows, number]),
            np.concatenate([coefficient, row.coefficients]),
        )
        self.rows.append(row)
        self._idle.append(0)
        self._patience.append(PATIENCE)

    def broken(self, value: Floats) -> list[Row]:
        """Return the rows among those taken out that placements of this value break."""
        placement, row, coefficient = self._flat
        total = np.bincount(row, weights=value[placement] * coefficient, minlength=len(self.rows))
        most = np.array([one.most for one in self.rows])
        return [self.rows[number] for number in np.flatnonzero(total > most + VIOLATION) if number not in self._at_most]

    def allow(self, allowed: Flags) -> None:
        """Let the next solutions take these columns only."""
        for share, most in zip(self._shares, np.where(allowed, np.inf, 0.0).tolist(), strict=True):
            if share.upper_bound != most:
                share.upper_bound = most

    def solve(self, stop: Callable[[], bool]) -> Mix | None:
        """Return an optimal solution; None if it was to stop first."""
        while True:
            result = self._solver.solve(params=PARAMETERS)
            if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
                break
            if stop():
                return None
        prices = np.zeros(len(self.rows))
        prices[list(self._at_most)] = result.dual_values(self._at_most.values())
        return Mix(
            result.objective_value(),
            np.array(result.variable_values(self._shares), np.float64),
            sum(result.variable_values(self._stand_ins)),
            np.array(result.dual_values(self._one_year), np.float64),
            prices,
        )

    def drop(self, prices: Floats) -> None:
        """Take out rows without a price for some solutions now: few matter, and the rest costs time."""
        for number, row in list(self._at_most.items()):
            self._idle[number] = 0 if prices[number] < -NOTHING else self._idle[number] + 1
            if self._idle[number] >= self._patience[number]:
                self._program.delete_linear_constraint(row)
                del self._at_most[number]

    def make_stand_ins_dearer(self, times: int) -> None:
        """Make the stand-ins so many times as dear, for they were cheaper than what rows ask."""
        for variable in self._stand_ins:
            cost = self._program.objective.get_linear_coefficient(variable)
            self._program.objective.set_linear_coefficient(variable, times * cost)

    def placement_values(self, share: Floats) -> Floats:
        """Return how much of a meeting a mix has at each placement."""
        value = np.zeros(self.placements)
        for column in np.flatnonzero(share > NOTHING).tolist():
            value[self.columns[column].placements] += share[column]
        return value

    def placement_prices(self, rows: Floats) -> Floats:
        """Return what a meeting at each placement pays under prices of rows."""
        placement, row, coefficient = self._flat
        paid = np.zeros(self.placements)
        np.subtract.at(paid, placement, rows[row] * coefficient)
        return paid

    def right_hand_side(self, rows: Floats) -> float:
        """Return the rows' right-hand sides at their prices."""
        return float(sum(price * row.most for price, row in zip(rows.tolist(), self.rows, strict=True)))
