"""One meeting by hand: what follows from an edit of a calendar, and what each day of the year is to a meeting."""

from collections.abc import Sequence

from scheduler.domain.edits import Edit, Edited, OpenDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver


class Standing:
    """A calendar as it stands, with all that is counted once for many questions.

    Parameters
    ----------
    problem : Problem
        The input, with the moment of asking (`as_of`); its baseline is the calendar where it has none.
    plan : Plan
        The calendar, people seated.

    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan

    def after(self, edited: Edited) -> "Standing":
        """Return the calendar with an edit accepted; what it does not touch is not counted again."""
        raise NotImplementedError  # the body follows


def consequences(standing: Standing, edit: Edit, waivers: Sequence[Waiver] = ()) -> Edited:
    """Return what follows from an edit of a calendar.

    Parameters
    ----------
    standing : Standing
        The calendar.
    edit : Edit
        What is to be done to it; its body (or meeting day) and number are the calendar's.
    waivers : sequence of Waiver
        Rules that are not asked of the meeting, this once.

    """
    raise NotImplementedError  # the body follows


def open_days(standing: Standing, body: str, number: int) -> tuple[OpenDay, ...]:
    """Return what each day of the year is to a meeting, or to a whole occurrence of a meeting day, in order of date."""
    raise NotImplementedError  # the body follows
