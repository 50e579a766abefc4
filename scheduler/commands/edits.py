"""One meeting by hand: what follows from an edit of a calendar, and what each day of the year is to a meeting.

Nothing is counted again that an edit does not touch, so that both are answered while somebody waits: the calendar in
parts says which rules to ask anew, and of what.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import product

from scheduler.checking.breaches import recount
from scheduler.checking.consequences import EditedCalendar
from scheduler.checking.parts import Calendar, Change
from scheduler.commands.placing import Moved, Placed, Placing
from scheduler.dates.deadlines import agenda_deadline
from scheduler.domain.consequences import Consequences
from scheduler.domain.edits import Add, Cancel, Edit, Edited, Move, Pin, Several, Swap, Unpin
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import CANCELLED, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason, Waiver
from scheduler.domain.rows_by_hand import Rows, cadence_is_full, rows_after
from scheduler.domain.uids import meeting_uid
from scheduler.rules import closed_date, fixed, start_time
from scheduler.wishes import TIERS, WISHES
from scheduler.wishes.room_cost import pounds

MOST_WAYS = 24
"""Starts of the meetings of one edit that are tried together."""


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
        self.problem = problem if problem.baseline is not None else replace(problem, baseline=plan)
        self.plan = plan
        self.calendar = Calendar.of(self.problem, plan)

    @cached_property
    def values(self) -> dict[str, int]:
        """What each tier comes to, but for that of leaving meetings in place."""
        tiers = [tier for tier in TIERS if any(wish.WISH.tier == tier != "unmoved" for wish in WISHES)]
        return recount(self.problem, self.calendar.plan, tiers)[0]

    @cached_property
    def pounds(self) -> int:
        """What all rooms cost."""
        return pounds(self.problem, self.calendar.plan)

    def after(self, edited: Edited) -> "Standing":
        """Return the calendar with an edit accepted; what it does not touch is not counted again."""
        if edited.barred:
            return self
        found = Standing.__new__(Standing)
        problem = _with_rows(self.problem, self.plan, edited.edit, edited.waivers)
        found.problem, found.plan = problem, edited.plan
        found.calendar = self.calendar.changed(_difference(self.plan, edited.plan), problem)
        found.values = {cost.tier: cost.then for cost in edited.follows.costs}
        found.pounds = edited.follows.pounds[1]
        return found

    def subject(self, code: str, number: int) -> Moved:
        """Return a meeting with all that moves with it, or an occurrence of a meeting day; KeyError if it has none."""
        plan = self.calendar.plan
        if code in self.problem.meeting_days:
            for one in plan.occurrences_of(code):
                if one.sequence == number:
                    return Moved(plan.of_occurrence(one), one)
        for meeting in plan.of_body(code):
            if meeting.sequence == number:
                days = plan.occurrences_of(meeting.meeting_day) if meeting.meeting_day is not None else ()
                day = next((one for one in days if one.date == meeting.date), None)
                return Moved((meeting,) if day is None else plan.of_occurrence(day), day)
        raise KeyError(f"{code}#{number}")
