"""A lunch of a meeting day for whoever serves it: when and where, how many, which diets, by when to order, its cost."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from scheduler.dates.clear_days import working_days_before
from scheduler.domain.plan import Lunch, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.errors import BeyondHorizon
from scheduler.outputs.naming import about_speaker, name_of_day, sponsor_of_theme, title_of_theme
from scheduler.outputs.on_the_day import dietary_needs, layout_of_lunch, of_lunch


@dataclass(frozen=True)
class LunchOfDay:
    """A lunch of a day, for whoever serves it. Times in minutes after midnight."""

    occasion: str
    start: int
    end: int
    room: str
    layout: str
    theme: str
    sponsor: str
    speaker: str
    headcount: int
    needs: tuple[tuple[str, int], ...]
    """Each dietary need and how many have it, the commonest first."""
    without_need: int
    order_by: dt.date | None
    """The last day to order on; None where the public holidays before it are not known."""
    numbers_until: dt.date | None
    """The last day on which numbers can be changed; None likewise."""
    each: Fraction | None
    """Pounds for one of them; None where that is not given."""

    @property
    def cost(self) -> Fraction | None:
        """Pounds for all of them; None where no cost for each is given."""
        return None if self.each is None else self.each * self.headcount

    @property
    def cost_in_words(self) -> str:
        """What all of them cost, and each: `£742.50, at £13.50 each`; blank where that is not given."""
        if self.cost is None or self.each is None:
            return ""
        return f"{in_pounds(self.cost)}, at {in_pounds(self.each)} each"


def in_pounds(amount: Fraction) -> str:
    """Write an amount as `£1,060` or `£13.50`."""
    return f"£{amount.numerator:,}" if amount.denominator == 1 else f"£{float(amount):,.2f}"


def lunch_of_day(problem: Problem, plan: Plan, occurrence: Occurrence, lunch: Lunch, to_order: int) -> LunchOfDay:
    """Return a lunch as whoever serves it is told of it.

    Parameters
    ----------
    problem, plan, occurrence, lunch : Problem, Plan, Occurrence, Lunch
        The lunch, and where it stands.
    to_order : int
        Clear working days that the caterer asks for between the order and the lunch.

    """
    needs = dietary_needs(problem, plan, occurrence)
    item = of_lunch(problem, lunch)
    return LunchOfDay(
        occasion=name_of_day(problem, occurrence.meeting_day),
        start=item.start,
        end=item.end,
        room=item.room,
        layout=layout_of_lunch(lunch.headcount, problem.settings.table_size),
        theme=title_of_theme(problem, occurrence) or "",
        sponsor=sponsor_of_theme(problem, occurrence) or "",
        speaker="" if occurrence.speaker is None else about_speaker(problem, occurrence.speaker),
        headcount=lunch.headcount,
        needs=tuple(sorted(needs.items(), key=lambda one: (-one[1], one[0]))),
        without_need=max(0, lunch.headcount - needs.total()),
        order_by=_days_before(problem, occurrence.date, to_order),
        numbers_until=_days_before(problem, occurrence.date, problem.settings.numbers_days),
        each=problem.settings.cost_per_head,
    )


def _days_before(problem: Problem, day: dt.date, clear: int) -> dt.date | None:
    """Return the last working day that leaves so many clear; None where public holidays are not known so far back."""
    try:
        return working_days_before(problem, day, clear)
    except BeyondHorizon:
        return None
