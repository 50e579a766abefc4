"""The iCalendar feeds of a plan, by their path below the folder `feeds`.

Each body, person, room and meeting day of the input has one, also where it holds no meeting yet: whoever is given
the address may subscribe before the first is fixed. A body that is gone but has meetings has one too.
"""

import datetime as dt

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds.audiences import Audiences

__all__ = ["feeds", "feeds_as_planned"]


def feeds(problem: Problem, plan: Plan, day: dt.date = dt.date.min) -> dict[str, bytes]:
    """Return the feeds as they are subscribed to.

    Meetings held in the half year before the plan was made are still there, those of the calendar before included, and
    older ones are not; a cancelled one leaves when its date has passed. None is empty.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    day : date, optional
        The day it is; left out, or where that is later, the day on which the plan was made.

    """
    return dict(Audiences(problem, plan, max(day, plan.made_on), subscribed=True).all())


def feeds_as_planned(problem: Problem, plan: Plan) -> dict[str, bytes]:
    """Return the feeds with exactly the meetings of the plan, as the output folder has them."""
    return dict(Audiences(problem, plan, plan.made_on, subscribed=False).all())
