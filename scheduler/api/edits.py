"""One meeting by hand, for Python programs: what follows from an edit, and what each day of the year is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.api.answers import Moment, Worded, moment_of, wrong_type
from scheduler.api.questions import PlanLike, calendar_of, prepared
from scheduler.commands import edits
from scheduler.commands.sources import moment_of_planning
from scheduler.domain.by_hand import Told
from scheduler.domain.consequences import Consequences
from scheduler.domain.edits import Add, Cancel, Edit, Edited, Move, OpenDay, Pin, Several, Swap, Unpin
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver
from scheduler.domain.wording import counted, long_date
from scheduler.messages.edits import edit_sentences
from scheduler.outputs.edits import why
from scheduler.outputs.frames import edit_frame, open_days_frame

if TYPE_CHECKING:
    from pandas import DataFrame

EDITS = Move | Cancel | Add | Swap | Pin | Unpin | Several


@dataclass(frozen=True, repr=False)
class Following(Worded):
    """What follows from an edit of a calendar."""

    problem: Problem
    before: Plan
    edited: Edited

    @property
    def possible(self) -> bool:
        """Whether the edit can be made, and breaks no rule that is kept now."""
        return self.edited.possible

    @property
    def plan(self) -> Plan:
        """The calendar as it would be, seats and rooms made anew."""
        return self.edited.plan

    @property
    def follows(self) -> Consequences:
        """Rules, clashes, seats, deadlines, rooms, wishes and pounds that differ."""
        return self.edited.follows

    def frame(self, name: str = "breaches") -> "DataFrame":
        """Return `breaches`, `seats`, `deadlines`, `rooms` or `costs` as a data frame."""
        return edit_frame(self.problem, self.edited, name)

    def sentences(self) -> Iterator[str]:
        """Say what follows."""
        return edit_sentences(self.problem, self.before, Told(self.edited.edit, self.edited))


@dataclass(frozen=True, repr=False)
class OpenDays(Worded):
    """What each day of the year is to a meeting."""

    problem: Problem
    name: str
    days: tuple[OpenDay, ...]

    def __len__(self) -> int:
        """Return how many days the year has."""
        return len(self.days)

    def __getitem__(self, place: int) -> OpenDay:
        """Return a day, 0 the first of the calendar."""
        return self.days[place]

    def frame(self) -> "DataFrame":
        """Return a data frame with a row for each day."""
        return open_days_frame(self.problem, self.days)

    def sentences(self) -> Iterator[str]:
        """Say what each day is, and why."""
        for day in self.days:
            reasons = " ".join(why(self.problem, day))
            yield f"{long_date(day.date)} is {day.verdict}{f': {reasons}' if reasons else '.'}"

    def _in_short(self) -> str:
        verdicts = [day.verdict for day in self.days]
        each = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts))
        return f"{self.name}, {counted(len(self.days), 'day')}: {each}"


def consequences(
    problem: Problem, plan: PlanLike, edit: Edit, waivers: Sequence[Waiver] = (), *, as_of: Moment | None = None
) -> Following:
    """Say what follows from an edit of one meeting of a plan, in people, days, deadlines, rules, rooms and pounds.

    Parameters
    ----------
    problem : Problem
        The input of the plan.
    plan : Plan, Result or path
        The plan.
    edit : Move, Cancel, Add, Swap, Pin, Unpin or Several
        What is done; bodies and meeting days by their codes.
    waivers : sequence of Waiver
        Rules that are not asked of the meeting, this once.
    as_of : date or datetime, optional
        The moment of asking: what has been held or served notice of by then stays. Left out, that of the plan.

    Raises
    ------
    InputFaults
    KeyError
        If the plan has no such meeting.

    """
    if not isinstance(edit, EDITS):
        raise wrong_type("an edit, such as Move or Cancel,", edit)
    standing = _standing(problem, plan, as_of)
    return Following(standing.problem, standing.plan, edits.consequences(standing, edit, waivers))


def open_days(problem: Problem, plan: PlanLike, body: str, number: int, *, as_of: Moment | None = None) -> OpenDays:
    """Say of each day of the year whether a meeting of a plan could be there: free, at a price, or why not.

    Parameters
    ----------
    problem : Problem
        The input of the plan.
    plan : Plan, Result or path
        The plan.
    body : str
        The code of its body, or of a meeting day.
    number : int
        Its number.
    as_of : date or datetime, optional
        The moment of asking; left out, that of the plan.

    Raises
    ------
    InputFaults
    KeyError
        If the plan has no such meeting.

    """
    standing = _standing(problem, plan, as_of)
    return OpenDays(standing.problem, f"{body}#{number}", edits.open_days(standing, body, number))


def _standing(problem: Problem, plan: PlanLike, as_of: Moment | None) -> edits.Standing:
    sound = prepared(problem)
    found = calendar_of(plan, sound).plan
    moment = moment_of_planning(sound, found, moment_of(as_of))
    return edits.Standing(replace(sound.knowing(found), baseline=found, as_of=moment), found)
