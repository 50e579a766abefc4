"""Symbols in which rules and wishes are recorded: an algebra of sums of choices, read afterwards instead of solved.

Sums share their terms with the sums they grow out of (a persistent list), so that adding up n choices takes n steps.
"""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Union

import numpy as np

from scheduler.solver.patterns.network import Flags, Ints

Operand = Union[int, "Sum", "Symbol"]


class _Terms:
    """What can be added, multiplied by a number and compared."""

    __slots__ = ()

    @abstractmethod
    def summed(self) -> "Sum":
        """Return it as a sum."""

    def __add__(self, other: Operand) -> "Sum":
        return self.summed() + other

    def __radd__(self, other: Operand) -> "Sum":
        return self.summed() + other

    def __sub__(self, other: Operand) -> "Sum":
        return self.summed() + -1 * other

    def __rsub__(self, other: Operand) -> "Sum":
        return -self.summed() + other

    def __neg__(self) -> "Sum":
        return -self.summed()

    def __mul__(self, factor: int) -> "Sum":
        return self.summed() * factor

    def __rmul__(self, factor: int) -> "Sum":
        return self.summed() * factor

    def __le__(self, other: Operand) -> "Relation":
        return Relation((self - other).summed(), most=0)

    def __ge__(self, other: Operand) -> "Relation":
        return Relation((self - other).summed(), least=0)

    def __lt__(self, other: Operand) -> "Relation":
        return Relation((self - other).summed(), most=-1)

    def __gt__(self, other: Operand) -> "Relation":
        return Relation((self - other).summed(), least=1)

    def __eq__(self, other: object) -> "Relation":  # type: ignore[override] # as in the solver, a demand
        if not isinstance(other, int | _Terms):
            raise TypeError(f"no choice is compared with {other!r}")
        return Relation((self - other).summed(), least=0, most=0)  # type: ignore[operator]

    __hash__ = object.__hash__


class Sum(_Terms):
    """A constant and terms, each a factor and a symbol: the first `count` of a list that longer sums share."""

    __slots__ = ("_terms", "constant", "count")

    def __init__(self, constant: int, terms: list[tuple[int, "Symbol"]], count: int) -> None:
        self.constant, self._terms, self.count = constant, terms, count

    @property
    def terms(self) -> Sequence[tuple[int, "Symbol"]]:
        """The terms, in the order in which they were added."""
        return self._terms if self.count == len(self._terms) else self._terms[: self.count]

    def summed(self) -> "Sum":
        """Return it as a sum."""
        return self

    def __add__(self, other: Operand) -> "Sum":
        """Add another; the list of terms is shared where it can be."""
        if isinstance(other, Symbol):
            terms = self._open()
            terms.append((1, other))
            return Sum(self.constant, terms, self.count + 1)
        if isinstance(other, Sum):
            terms = self._open()
            terms.extend(other.terms)
            return Sum(self.constant + other.constant, terms, self.count + other.count)
        return Sum(self.constant + other, self._terms, self.count)

    def _open(self) -> list[tuple[int, "Symbol"]]:
        """Return the list to which this sum's successor is appended: its own where nobody has grown on it yet."""
        return self._terms if self.count == len(self._terms) else self._terms[: self.count]

    def __mul__(self, factor: int) -> "Sum":
        """Multiply by a number."""
        return Sum(self.constant * factor, [(factor * one, symbol) for one, symbol in self.terms], self.count)

    __rmul__ = __mul__

    def __neg__(self) -> "Sum":
        """Return the negative."""
        return self * -1


def summed(expression: Operand) -> Sum:
    """Return an expression as a sum; a number is a sum without terms."""
    return Sum(expression, [], 0) if isinstance(expression, int) else expression.summed()


class Symbol(_Terms):
    """A choice, yes (1) or no (0), or a number that follows from choices."""

    __slots__ = ()

    def summed(self) -> Sum:
        """Return it as a sum of one term."""
        return Sum(0, [(1, self)], 1)

    def __invert__(self) -> "Symbol":
        """Return the choice that is yes where this one is no."""
        return Not(self)


class Settled(Symbol):
    """A choice that is settled."""

    __slots__ = ("yes",)

    def __init__(self, *, yes: bool) -> None:
        self.yes = yes

    def __invert__(self) -> Symbol:
        """Return the other one."""
        return NO if self.yes else YES


NO, YES = Settled(yes=False), Settled(yes=True)
"""The only two of their kind, so that `is` tells them."""


class Group:
    """Choices of which exactly one is yes: how many."""

    __slots__ = ("size",)

    def __init__(self, size: int) -> None:
        self.size = size


class Mode(Symbol):
    """One of a group of choices of which exactly one is yes."""

    __slots__ = ("group", "number")

    def __init__(self, group: Group, number: int) -> None:
        self.group, self.number = group, number


class Not(Symbol):
    """Whether a choice is no."""

    __slots__ = ("literal",)

    def __init__(self, literal: Symbol) -> None:
        self.literal = literal

    def __invert__(self) -> Symbol:
        """Return the choice that is negated."""
        return self.literal


class Some(Symbol):
    """Whether any of some choices is yes."""

    __slots__ = ("literals",)

    def __init__(self, literals: Sequence[Symbol]) -> None:
        self.literals = literals


class Both(Symbol):
    """Whether two choices are yes."""

    __slots__ = ("literals",)

    def __init__(self, one: Symbol, two: Symbol) -> None:
        self.literals = one, two


class Excess(Symbol):
    """How far the largest of some sums exceeds zero where all of `when` are yes, in units begun, at most `most`."""

    __slots__ = ("most", "sums", "unit", "when")

    def __init__(self, sums: Sequence[Sum], most: int, unit: int, when: Sequence[Symbol]) -> None:
        self.sums, self.most, self.unit, self.when = sums, most, unit, when


class Elsewhere(Symbol):
    """A choice that is no matter of dates (a room, a seat, a theme): it is settled elsewhere, and open here."""

    __slots__ = ()


class Bounded(Symbol):
    """A choice that may be yes wherever no sum that is demanded of it is 0: `at_most` are those sums."""

    __slots__ = ("at_most",)

    def __init__(self) -> None:
        self.at_most: list[Sum] = []


@dataclass(frozen=True, eq=False)
class Relation:
    """A demand that a sum is neither less than `least` nor more than `most`."""

    sum: Sum
    least: int | None = None
    most: int | None = None

    def holds(self, units: Ints) -> Flags:
        """Return whether it does where the sum has some values."""
        kept = np.ones(units.shape, bool)
        if self.least is not None:
            kept &= units >= self.least
        if self.most is not None:
            kept &= units <= self.most
        return kept

    def __bool__(self) -> bool:
        """Refuse to be a condition: whether it holds is not known here."""
        raise TypeError("a demand is put to a solver, and is neither true nor false by itself")


def parts(expression: Operand) -> Iterable[Operand]:
    """Return what a symbol is made of; nothing of a number, or of one that stands for itself."""
    if isinstance(expression, Not):
        return (expression.literal,)
    if isinstance(expression, Some | Both):
        return expression.literals
    if isinstance(expression, Bounded):
        return expression.at_most
    if isinstance(expression, Excess):
        return (*expression.sums, *expression.when)
    return ()
