"""What every rule file offers: one rule, what it says of itself, and its two faces.

Whoever needs to know which rules a change may break, which hold within one day, or which an officer gives up first,
asks the facets of `Rule`; no list of rules is kept anywhere else.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Protocol, runtime_checkable

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.verbs import ALL, Choices, Horizon, Matter, Post, Scope

NEVER = None
"""The ease of what nobody can give up: the law, and what nobody can do."""


class Ease(IntEnum):
    """How easily an officer tries a remedy, or gives a rule up, where no plan exists: lower is easier."""

    LUNCH = 10
    """Themes and speakers of lunches."""
    SETTING = 12
    """The council's own settings, for its members' diaries."""
    ANOTHER_START = 15
    EQUIPMENT = 18
    """More of it is borrowed or hired."""
    ANOTHER_ROOM = 20
    ARRANGEMENT = 25
    """Boards one after another instead of at the same time."""
    LONGER_SESSION = 26
    MEMBERS = 28
    """A nomination, a vice-chair, a vacancy that is filled."""
    ANOTHER_DAY = 32
    """Weekdays, dates that are fixed, closures."""
    ABSENCE = 40
    """Somebody is asked to reconsider."""
    GAP = 45
    ONE_MEETING = 50
    """The waiver of a rule, for one meeting."""
    ONE_PERIOD = 55
    NOT_HELD = 60
    """The last of all, and nothing to be tried with a body that the law asks for."""


@dataclass(frozen=True)
class Rule:
    """What a rule says of itself.

    Parameters
    ----------
    name : str
        Its name in breaches, reasons and documents.
    source : str
        The law, or the practice, that it comes from.
    about : Matter
        What it is asked of: whoever keeps it chooses dates, times, rooms, seats or lunches accordingly.
    touches : set of Matter
        All that its breaches depend on: whatever else changes, they stay.
    horizon : Horizon
        How far it looks: what lies further apart than that concerns it one by one.
    ease : int, optional
        How easily an officer gives it up where no plan exists, lower is easier: of the order of `Ease`. NEVER for the
        law.
    scope : Scope, optional
        Of whose meetings it speaks at once, where it looks over the whole calendar; ALL is always true, and slower.

    """

    name: str
    source: str
    about: Matter
    touches: AbstractSet[Matter]
    horizon: Horizon
    ease: int | None = NEVER
    scope: Scope = ALL

    def __post_init__(self) -> None:
        """Refuse a rule that is about what it does not touch."""
        if self.about not in self.touches:
            message = f"the rule {self.name} is about {self.about.value}, which it does not touch"
            raise ValueError(message)


class RuleFile(Protocol):
    """A rule: stated to the solver by `enforce`, found broken in any plan by `breaches`."""

    RULE: Rule

    def enforce(self, problem: Problem, choices: Choices, post: Post) -> None:
        """State the rule to the solver, each demand with its reason."""

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Find the rule broken in a plan."""


@runtime_checkable
class NearerRule(RuleFile, Protocol):
    """A rule that looks less far in some inputs than its horizon says, as it does where a setting is left blank."""

    def horizon_in(self, problem: Problem) -> Horizon:
        """Return how far it looks in an input."""


@dataclass(frozen=True)
class Remedy:
    """What an officer might try where there is no plan."""

    words: str
    """What is to be done, in a sentence: `Let A Board start at 14:00 too.`."""
    problem: Problem
    """The input as it would be then."""
    ease: int
    """How easily it is tried: of the order of `Ease`."""
    within: bool = True
    """Whether all that it allows is allowed too where its reason is given up; somebody new is more."""


@runtime_checkable
class RemediableRule(RuleFile, Protocol):
    """A rule that knows what an officer might do about it."""

    def remedies(self, problem: Problem, reason: Reason) -> Iterator[Remedy]:
        """Yield what might be done about one of its reasons, what is most likely to be enough first.

        None of it is shown to be enough: whoever asks looks for a plan of each changed input.
        """


@runtime_checkable
class OwnRule(RuleFile, Protocol):
    """A rule by which a body keeps to days or times of its own: it may be set aside to see what would follow."""

    def set_aside(self, problem: Problem, reason: Reason, day: date, start: int | None) -> Remedy | None:
        """Return the input in which one of its reasons no longer rules a day out, or a start on it.

        The words are a clause: `Planning Committee sat on Thursdays too`. None where it is not the officer's to change.
        """


@runtime_checkable
class BindingRule(RuleFile, Protocol):
    """A rule that tells by a count why a meeting of the calendar cannot come to a day, given what has to stay."""

    def binds(self, problem: Problem, asked: Asked, day: date) -> Iterator[Reason]:
        """Yield why not; the calendar is the baseline of the problem. What is not sure without a search is not told."""


@dataclass(frozen=True)
class Bar:
    """What rules out a day, or a start on it, by itself."""

    reason: Reason
    """Why, in a sentence about that body or meeting day, that day and that start."""
    cause: str
    """The same without the day, as a part of a sentence: what a count of many days names."""


@runtime_checkable
class BlockingRule(RuleFile, Protocol):
    """A rule that may rule out a day or a time by itself, whatever else is planned."""

    def blocks(self, problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
        """Yield why a body, or a meeting day, cannot meet on a day, or from a start in minutes after midnight.

        Without a start, only what rules out the whole day is yielded; with one, only what depends on it. A meeting day
        starts when its first session does; of it, only what concerns the day itself or its lunch is asked: what rules
        out a day for one of its bodies, that body is asked for.
        """


@runtime_checkable
class DayBlockingRule(BlockingRule, Protocol):
    """A rule that rules out whole days, and says what is left of a year once it has."""

    def remaining(self, problem: Problem, subject: Body | MeetingDay) -> str:
        """Return what is left of the days in words, `{}` for their number: `{} of them in its lifetime`."""


@runtime_checkable
class PricedRule(RuleFile, Protocol):
    """A rule that tells a search what it asks of one meeting by itself, and of two that follow one another."""

    def price(self, problem: Problem, body: Body, placement: tuple[date, int], following: date | None) -> int | None:
        """Return the units broken by a meeting at a day and start, the next being on another day; None where shut."""
