"""Who misses the same meetings again and again: of one body, on one weekday, or in the evening."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scheduler.domain.wording import WEEKDAY_NAMES, counted
from scheduler.outputs.who_came.meetings import HERE, SENT_SUBSTITUTE, WhoCame
from scheduler.wishes.evening_weekdays import EVENING

LEAST_MISSED = 3
"""Meetings that somebody has missed, to miss them again and again."""
HALF, STANDS_OUT = Fraction(1, 2), 2
"""The share of them that is missed at least; and by how much it is the more on one weekday than on the others."""
NEARLY_ALL, ALL = Fraction(3, 4), "of every body"
"""From which share on somebody misses everything, which is told once."""


@dataclass(frozen=True)
class Missed:
    """What somebody misses."""

    person: str
    body: str | None
    """The body whose meetings; None where it is a matter of the day or the hour."""
    when: str
    """Which meetings, where it is no one body's: `on Mondays`, `in the evening`."""
    missed: int
    expected: int
    substitutes: int
    """How many of those missed had a substitute."""
    otherwise: tuple[int, int] | None = None
    """How many were missed of all the others, where it is a matter of the day or the hour."""

    @property
    def share(self) -> Fraction:
        """How much of them is missed."""
        return Fraction(self.missed, self.expected)

    @property
    def words(self) -> str:
        """Say how many: `4 of 5 meetings, 2 of them with a substitute`."""
        sent = f", {self.substitutes} of them with a substitute" if self.substitutes else ""
        other = "" if self.otherwise is None else f"; {self.otherwise[0]} of {self.otherwise[1]} at other times"
        return f"{self.missed} of {counted(self.expected, 'meeting')}{sent}{other}"


def always_missed(recorded: Sequence[WhoCame]) -> tuple[Missed, ...]:
    """Return who misses what again and again, the most missed first; substitutes do not make up for it."""
    of: defaultdict[str, list[WhoCame]] = defaultdict(list)
    for one in recorded:
        for person in one.outcomes:
            of[person].append(one)
    found = [missed for person, held in sorted(of.items()) for missed in _of_one(person, held)]
    return tuple(sorted(found, key=lambda one: (-one.missed, -one.share, one.person, one.body or "", one.when)))


def _of_one(person: str, held: list[WhoCame]) -> Iterator[Missed]:
    everything = _counted(person, None, ALL, held)
    if everything is not None and everything.missed >= LEAST_MISSED and everything.share >= NEARLY_ALL:
        yield everything
        return
    for body in dict.fromkeys(one.meeting.body for one in held):
        own = _counted(person, body, "", [one for one in held if one.meeting.body == body])
        if own is not None and own.missed >= LEAST_MISSED and own.share >= HALF:
            yield own
    for weekday, name in enumerate(WEEKDAY_NAMES):
        yield from _stands_out(person, held, f"on {name}s", [one.meeting.date.weekday() == weekday for one in held])
    evening = [one.meeting.start >= EVENING for one in held]
    yield from _stands_out(person, held, "in the evening", evening)
    yield from _stands_out(person, held, "by day", [not late for late in evening])


def _stands_out(person: str, held: list[WhoCame], when: str, there: list[bool]) -> Iterator[Missed]:
    """Yield what somebody misses on a day or at an hour, where they miss far less otherwise."""
    own = _counted(person, None, when, [one for one, counts in zip(held, there, strict=True) if counts])
    other = _counted(person, None, when, [one for one, counts in zip(held, there, strict=True) if not counts])
    if own is None or other is None or own.missed < LEAST_MISSED or own.share < HALF:
        return
    if other.expected >= LEAST_MISSED and own.share >= STANDS_OUT * other.share:
        yield Missed(person, None, when, own.missed, own.expected, own.substitutes, (other.missed, other.expected))


def _counted(person: str, body: str | None, when: str, held: Iterable[WhoCame]) -> Missed | None:
    """Count what somebody missed of some meetings; None where there were none."""
    outcomes = [one.outcomes[person] for one in held]
    missed = [outcome for outcome in outcomes if outcome != HERE]
    sent = sum(outcome == SENT_SUBSTITUTE for outcome in missed)
    return Missed(person, body, when, len(missed), len(outcomes), sent) if outcomes else None
