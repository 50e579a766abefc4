"""Hold the annual meeting after an election near the eighth day after councillors retire: one unit for each day away.

It is asked where no row gives the date, of every meeting of that council in the days that the law leaves for it.
Source: Local Government Act 1972 Sch 12 para 1(2): on the eighth day after councillors retire, or such other day within
the 21 days after it as the council may fix.
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Expression
from scheduler.domain.wording import counted, long_date
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "annual_meeting",
    words=phrase("Hold the annual meeting on the eighth day after councillors retire"),
    counted=("annual meeting on another day", phrase("annual meetings on another day")),
    tier="dates",
    weight=1,
    touches={DATES},
    horizon=MEETING,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the days from the eighth day to each meeting of the council in the window."""
    return sum(
        _days_away(problem, sitting.body.code, day) * choices.held_on(sitting, day)
        for sitting in choices.sittings
        if any(one.body == sitting.body.code for one in problem.annual_meetings)
        for day in choices.open_days(sitting)
        if _days_away(problem, sitting.body.code, day)
    )


def _days_away(problem: Problem, body: str, day: date) -> int:
    preferred = _preferred(problem, body, day)
    return 0 if preferred is None else abs((day - preferred).days)


def _preferred(problem: Problem, body: str, day: date) -> date | None:
    """Return the day that is preferred to another for the annual meeting of a body; None outside every window."""
    windows = (one for one in problem.annual_meetings if one.body == body and one.day is None and day in one.window)
    return next((one.preferred for one in windows), None)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        preferred = _preferred(problem, meeting.body, meeting.date)
        if preferred is not None and preferred != meeting.date:
            days = counted(abs((meeting.date - preferred).days), "day")
            why = f"It is {days} from {long_date(preferred)}, the eighth day after councillors retire."
            yield meeting_title(problem, meeting), abs((meeting.date - preferred).days), why
