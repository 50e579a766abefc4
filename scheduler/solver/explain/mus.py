"""Reasons that cannot all hold, none of them idle."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import FirmReason, Reason
from scheduler.solver.cp.assignments import Attending
from scheduler.solver.cp.hints import suggest_even_dates
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import FIRST_REASON, Clock
from scheduler.solver.cp.runs import Answer, solve_by_portfolio
from scheduler.solver.cp.solution import Draft, draft

Key = tuple[str, str]
"""A rule and its subject."""

EASIEST_FIRST = (
    "theme", "speaker", "person_load",
    "room_features", "room_capacity", "room_hours", "room_missing",
    "gap", "fixed", "weekday", "reporting", "cadence", "meeting_day",
    "unavailable", "person_clash", "lifetime", "closed_date",
)  # fmt: skip
"""What could be given up, the easiest first: a wish of theirs, then a room, then a date, then people; never the law."""

FAMILIES = (
    ("quorum", "quorum_rule", "presiding", "substitute", "travel", "person_load", "person_clash", "unavailable"),
    ("theme", "speaker"),
    ("room_clash", "room_hours", "room unavailable", "room_capacity", "room_features", "room_missing"),
    ("meeting_day", "reporting", "notice", "lifetime", "gap"),
    ("closed_date",), ("fixed",), ("weekday",), ("cadence",),
)  # fmt: skip
"""Kinds of reasons that are looked at together first: of most failures, whole families are innocent."""

OF_DATES = frozenset(
    ["weekday", "closed_date", "lifetime", "notice", "cadence", "gap", "fixed", "reporting", "meeting_day"]
)
"""Rules of which alone, or with one family more, most failures come."""

SHARE = 0.3
"""Of the time left for the reasons, how much one question may take."""
LEAST_SECONDS, MOST_SECONDS = 1.0, 15.0
ONCE_MORE = 3.0
"""Seconds kept for confirming what is known, even when time is up."""


def ease(key: Key) -> tuple[int, Key]:
    """Return how easily something is given up: lower is easier."""
    rule, _ = key
    return (EASIEST_FIRST.index(rule) if rule in EASIEST_FIRST else len(EASIEST_FIRST)), key


@dataclass(frozen=True)
class Question:
    """A model in which only some of the reasons hold, and the answer."""

    problem: Problem
    choices: Attending
    answer: Answer

    def draft(self) -> Draft:
        """Return the meetings that can be where only those reasons hold."""
        return draft(self.problem, self.choices, self.answer.found.solver)


class Core:
    """The reasons of a problem, and the search for some that cannot all hold.

    Parameters
    ----------
    problem : Problem
        A problem that has no plan.
    clock : Clock
        Who listens, and the time there is.
    until : float
        Seconds of the clock to be left when the search for reasons ends.
    given : collection of (rule, subject)
        Reasons that always hold, and are neither named nor given up.

    """

    def __init__(self, problem: Problem, clock: Clock, until: float, given: Collection[Key] = ()) -> None:
        self.problem, self.clock, self.until = problem, clock, until
        self.given = frozenset(given)
        self.reasons: dict[Key, Reason] = {}
        self.told = False
        self._built(None)

    @property
    def keys(self) -> list[Key]:
        """The reasons that may be named, or given up."""
        return [key for key in self.reasons if key not in self.given]

    def firm(self, key: Key) -> bool:
        """Whether the reason is one that nobody can give up."""
        return isinstance(self.reasons[key], FirmReason)

    def _built(self, keys: Collection[Key] | None) -> Attending:
        """Return the model in which only these reasons hold; what is lifted may bring others to light."""
        while True:
            known = len(self.reasons)
            lifted = frozenset() if keys is None else frozenset(self.keys) - frozenset(keys)
            choices, post = build(self.problem, lifted=lifted)
            for key, reason in post.reasons.items():
                self.reasons.setdefault(key, reason)
            if keys is None or len(self.reasons) == known:
                return choices

    def ask(self, keys: Collection[Key], until: float | None = None, besides: Answer | None = None) -> Question:
        """Look for a plan in which these reasons hold and no others.

        Parameters
        ----------
        keys : collection of (rule, subject)
            The reasons; those that are given always hold.
        until : float, optional
            Seconds of the clock to be left.
        besides : Answer, optional
            An answer to be confirmed, in another way.

        """
        choices = self._built(keys)
        suggest_even_dates(choices)
        left = self.clock.left - (self.until if until is None else until)
        seconds = min(max(left * SHARE, LEAST_SECONDS if besides is None else ONCE_MORE), MOST_SECONDS)
        answer = solve_by_portfolio(choices.model, seconds, self.clock, None if besides is None else besides.strategy)
        return Question(self.problem, choices, answer)

    def shrunk(self, keys: Sequence[Key]) -> tuple[list[Key], bool]:
        """Return some of the reasons that cannot all hold, and whether each was shown to be needed."""
        search = _Shrinking(self, keys)
        search.guess()
        for family in FAMILIES:
            search.leave_out([[key for key in sorted(search.kept) if self._kind(key) == kind] for kind in family])
        return [key for key in self.keys if key in search.kept], search.minimal

    def _kind(self, key: Key) -> str:
        """Return the rule, set apart where a room is unavailable, and not a person."""
        rule, subject = key
        return "room unavailable" if rule == "unavailable" and subject in self.problem.rooms else rule

    def guesses(self, keys: Collection[Key]) -> Iterator[set[Key]]:
        """Yield a few kinds of reasons of which most failures come: dates, and with them people, rooms or lunches."""
        of_dates = {key for key in keys if key[0] in OF_DATES}
        needed = {key[1].split(" at ")[0] for key in keys if key[0] == "person_clash" and " at " in key[1]}
        yield of_dates
        yield of_dates | {key for key in keys if key[0] == "person_clash" and key[1].split(" at ")[0] in needed}
        yield of_dates | {key for key in keys if self._kind(key) in FAMILIES[2]}
        yield of_dates | {key for key in keys if key[0] in FAMILIES[1]}

    def tell(self, key: Key) -> None:
        """Tell the first reason that is known to be needed."""
        if not self.told:
            self.told = True
            self.clock.listener(f"{FIRST_REASON}{self.reasons[key].message}")


class _Shrinking:
    """The search for what can be left out of some reasons so that they still cannot all hold."""

    def __init__(self, core: Core, keys: Sequence[Key]) -> None:
        self.core = core
        self.kept = set(keys)
        self.minimal = True

    def guess(self) -> None:
        """Begin with a few kinds of reasons, where they alone cannot all hold."""
        guesses = self.core.guesses(self.kept)
        self.kept = next((kept for kept in guesses if self.core.ask(kept).answer.infeasible), self.kept)

    def leave_out(self, groups: Sequence[Sequence[Key]]) -> None:
        """Leave out all the groups where that may be; else each by itself, or half of the only one."""
        groups = [group for group in groups if group]
        if not groups:
            return
        if self.core.clock.left < self.core.until:
            self.minimal = False
            return
        keys = {key for group in groups for key in group}
        answer = self.core.ask(self.kept - keys).answer
        if answer.infeasible:
            self.kept -= keys
        elif len(groups) > 1:
            for group in groups:
                self.leave_out([group])
        elif len(keys) > 1:
            middle = len(groups[0]) // 2
            self.leave_out([groups[0][:middle]])
            self.leave_out([groups[0][middle:]])
        else:
            self.minimal = self.minimal and answer.solved
            if answer.solved:
                self.core.tell(groups[0][0])
