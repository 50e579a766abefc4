"""The answers that `import scheduler` gives: each is printed as the command line says it; plans have frames too."""

import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from scheduler.commands import changes
from scheduler.commands.options import Planned
from scheduler.commands.sweeps import Sweep
from scheduler.domain.other_dates import Answer
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, Fault, Reason, UngrantedWish
from scheduler.domain.viability import Viability
from scheduler.domain.wording import counted
from scheduler.errors import NoPlan, OutOfTime
from scheduler.law.warning import LawWarning
from scheduler.law.words import warning_words
from scheduler.messages.changes import alternative_sentences, consequence_sentences, repair_sentences
from scheduler.messages.plans import check_sentences, comparison_lines, option_lines
from scheduler.messages.refusals import infeasible_sentences
from scheduler.messages.viability import viability_lines
from scheduler.messages.why import why_sentences
from scheduler.outputs.frames import frame, options_frame, sweep_frame, viability_frame
from scheduler.outputs.history import Stamp
from scheduler.outputs.pages import planner_html
from scheduler.solver.cp.outcome import Infeasible
from scheduler.solver.cp.outcome import OutOfTime as Unanswered
from scheduler.solver.cp.progress import Listener, silence

if TYPE_CHECKING:
    from pandas import DataFrame

    from scheduler.commands.repairs import Repaired

TIME_LIMIT = 60.0
"""Seconds, where a caller gives none."""

Given = TypeVar("Given")
Location: TypeAlias = str | PathLike[str]
Moment: TypeAlias = date | datetime


class InputWarning(UserWarning):
    """What had better be looked at in an input that can be used."""


@dataclass(frozen=True, repr=False)
class Result:
    """A plan that the checker has passed, with the problem that it is a plan of."""

    problem: Problem
    """The input, with the earlier plan and the moment of planning, if any."""
    plan: Plan
    source: Path | None = None
    """The file the input was read from; None where it was made in Python."""
    since: Stamp | None = None
    """Of the folder that the earlier plan was read from, as it then was."""

    @property
    def proven(self) -> bool:
        """Whether it is proven that no better plan exists."""
        return self.plan.status == "optimal"

    def frame(self, name: str) -> "DataFrame":
        """Return a table of the plan as a data frame with dates, times and categories typed.

        Parameters
        ----------
        name : str
            `meetings`, `attendance`, `overlaps`, `diaries`, `deadlines`, `rooms`, `wishes` or another table of
            `calendar.xlsx`. NoSuchFrame names them all.

        """
        return frame(self.problem, self.plan, name)

    def __repr__(self) -> str:
        """Say in a line what was found."""
        quality = "proven best" if self.proven else "feasible"
        return f"<{type(self).__name__}: {counted(len(self.plan.live), 'meeting')}, {quality}>"

    def _repr_html_(self) -> str:
        """Show the year planner, as a notebook does."""
        return planner_html(self.problem, self.plan)


class Worded(ABC):
    """An answer that is printed in the sentences of the command line."""

    @abstractmethod
    def sentences(self) -> Iterator[str]:
        """Say the answer in sentences an officer could send on."""

    def __str__(self) -> str:
        """Say the answer."""
        return "\n".join(self.sentences()).strip("\n")

    def __repr__(self) -> str:
        """Say in a line what the answer comes to: all of it would be pages."""
        return f"<{type(self).__name__}: {self._in_short()}>"

    def _in_short(self) -> str:
        return next(iter(self.sentences()))


@dataclass(frozen=True, repr=False)
class Explanation(Worded):
    """Why no plan exists, and what would make room for one."""

    outcome: Infeasible

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What cannot all hold together."""
        return self.outcome.because

    @property
    def give_up(self) -> tuple[Reason, ...]:
        """What is enough to give up, so that a plan exists; empty where nothing was found."""
        return self.outcome.give_up

    def sentences(self) -> Iterator[str]:
        """Say why, and what to give up."""
        return infeasible_sentences(self.outcome)

    def _in_short(self) -> str:
        return f"no plan exists, for {counted(len(self.reasons), 'reason')}"


@dataclass(frozen=True, repr=False)
class Check(Worded):
    """What is wrong with a plan, and what it does not grant."""

    problem: Problem
    """The input, as the plan was looked at by it."""
    breaches: tuple[Breach, ...]
    clashes: tuple[Clash, ...]
    wishes: tuple[UngrantedWish, ...]
    waived: tuple[str, ...] = ()
    """Each rule that is not asked of a meeting, and why not."""
    law: tuple[LawWarning, ...] = ()
    """What of the plan goes against the law; it keeps nothing from being held."""

    def __bool__(self) -> bool:
        """Whether no rule is broken."""
        return not self.breaches

    def sentences(self) -> Iterator[str]:
        """Say which rules are broken and who is wanted in two places."""
        yield from check_sentences(self.problem, self.breaches, self.clashes, self.wishes, self.waived)
        yield from map(warning_words, self.law)


@dataclass(frozen=True, repr=False)
class Changed(Worded):
    """What follows from a change of membership when every date stays as it is."""

    outcome: changes.Changed
    as_of: datetime | None = None

    @property
    def problem(self) -> Problem:
        """The input after the change."""
        return self.outcome.after

    @property
    def plan(self) -> Plan:
        """The same dates with people seated anew."""
        return self.outcome.plan

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """The rules that are newly broken."""
        return self.outcome.consequences.appear_breaches

    def sentences(self) -> Iterator[str]:
        """Say what follows."""
        outcome = self.outcome
        told = outcome.words, outcome.consequences, outcome.law, outcome.contradictions
        return consequence_sentences(self.problem, *told, outcome.seats)

    def _in_short(self) -> str:
        return " ".join(self.outcome.words) or "nothing changes"

    def repair(self, time_limit: float = TIME_LIMIT, on_progress: Listener = silence) -> "Repair":
        """Find the plan that moves least, and what else could be done.

        Raises
        ------
        NoPlan, OutOfTime, InputFaults

        """
        from scheduler.commands.repairs import repaired_input  # noqa: PLC0415 - only a repair needs the solver

        outcome, _ = repaired_input(self.outcome, self.as_of, seconds(time_limit), on_progress, warn)
        repaired = found(outcome)
        return Repair(repaired.problem, repaired.plan, outcome=repaired)


@dataclass(frozen=True, repr=False)
class Repair(Result, Worded):
    """The plan that moves least after a change, and what else could be done."""

    outcome: "Repaired | None" = None

    def sentences(self) -> Iterator[str]:
        """Say what moves, whom that concerns, and what else could be done."""
        if self.outcome is not None:
            yield from repair_sentences(self.problem, self.outcome.moves, least=self.outcome.least)
            yield from alternative_sentences(self.outcome.alternatives)


@dataclass(frozen=True, repr=False)
class Why(Worded):
    """Why a meeting is not on a day, or what it would cost."""

    problem: Problem
    answer: Answer

    @property
    def possible(self) -> bool | None:
        """Whether the meeting can be there; None where that was not known in time."""
        return self.answer.possible

    @property
    def because(self) -> tuple[Reason, ...]:
        """The reasons why it cannot."""
        return self.answer.because

    def sentences(self) -> Iterator[str]:
        """Say why not, or what it would cost."""
        return why_sentences(self.problem, self.answer)


@dataclass(frozen=True, repr=False)
class SittingTogether(Worded):
    """Whether bodies can sit at the same time, who stands in the way, and what would help."""

    problem: Problem
    answer: Viability

    @property
    def viable(self) -> bool:
        """Whether they can."""
        return self.answer.viable

    def frame(self, name: str = "seats") -> "DataFrame":
        """Return `report`, `overlaps` or `seats` as a data frame."""
        return viability_frame(self.problem, self.answer, name)

    def sentences(self) -> Iterator[str]:
        """Say whether they can, and why."""
        return viability_lines(self.problem, self.answer)

    def _in_short(self) -> str:
        return f"{' and '.join(self.answer.together.bodies)}, {'viable' if self.viable else 'not viable'}"


@dataclass(frozen=True, repr=False)
class Options(Worded):
    """Good calendars that truly differ, the best first."""

    problem: Problem
    planned: Planned
    source: Path | None = None
    since: Stamp | None = None

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.planned.options)

    def __getitem__(self, place: int) -> Result:
        """Return one of them; 0 is the best."""
        return Result(self.problem, self.planned.options[place].plan, self.source, self.since)

    def frame(self, name: str = "options") -> "DataFrame":
        """Return `options`, `for_and_against` or `dates` as a data frame."""
        return options_frame(self.problem, self.planned.options, name)

    def sentences(self) -> Iterator[str]:
        """Say how they compare."""
        return option_lines(self.planned.options)

    def _in_short(self) -> str:
        return counted(len(self), "plan")


@dataclass(frozen=True, repr=False)
class Comparison(Worded):
    """Scenarios side by side; the first is the input as it is."""

    swept: Sweep

    def frame(self) -> "DataFrame":
        """Return a row for each scenario as a data frame."""
        return sweep_frame(self.swept.title, self.swept.results)

    def sentences(self) -> Iterator[str]:
        """Say how they compare."""
        return comparison_lines(self.swept.results)

    def _in_short(self) -> str:
        return ", ".join(result.scenario for result in self.swept.results)


def found(outcome: Given | Infeasible | Unanswered) -> Given:
    """Return what was found, or raise NoPlan or OutOfTime where nothing was."""
    if isinstance(outcome, Infeasible):
        raise NoPlan(Explanation(outcome))
    if isinstance(outcome, Unanswered):
        counts = "".join(f" {reason.message}" for reason in outcome.counts)
        raise OutOfTime(f"The time limit passed before there was an answer.{counts} Give a longer time_limit.")
    return outcome


def seconds(time_limit: float) -> float:
    """Return a time limit; ValueError where it is no number above 0."""
    if not time_limit > 0:
        raise ValueError(f"time_limit is a number of seconds greater than 0, and not {time_limit}")
    return time_limit


def moment_of(as_of: Moment | None) -> datetime | None:
    """Return a moment: of a day, its midnight."""
    if as_of is None or isinstance(as_of, datetime):
        return as_of
    if not isinstance(as_of, date):
        raise wrong_type("a date or a datetime", as_of)
    return datetime.combine(as_of, time())


def texts(given: Sequence[str] | str) -> Sequence[str]:
    """Return texts, of which there may be one by itself."""
    return (given,) if isinstance(given, str) else given


def wrong_type(wanted: str, given: object) -> TypeError:
    """Return the error of an argument that is of another type than what is wanted."""
    return TypeError(f"{wanted} is wanted, and not {type(given).__name__}")


def warn(found: Iterable[Fault]) -> None:
    """Give Python warnings of what had better be looked at."""
    for one in found:
        warnings.warn(InputWarning(one.sentence), stacklevel=3)
