"""The decisions of a forward plan: at which meeting each is taken, and which notices of it are due, given, or late.

A decision that names its meeting by number stays with it wherever it is moved; one that names a day stays with the
meeting that was to be held then. Notice is late where it was given after the last day that the law leaves, or where
that day had passed when the calendar was made and none is recorded.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.themes import Decision
from scheduler.domain.uids import KEY_DECISION, PRIVATE_AGAIN, PRIVATE_MEETING
from scheduler.domain.wording import listed, long_date
from scheduler.languages import phrase, said
from scheduler.law.forward_plan import day_of_law
from scheduler.law.row import Row
from scheduler.law.rows import law_of

GENERAL_EXCEPTION, SPECIAL_URGENCY, PRIVATE_URGENCY = "general_exception", "special_urgency", "private_urgency"
ROUTES = {
    GENERAL_EXCEPTION: phrase("general exception"),
    SPECIAL_URGENCY: phrase("special urgency"),
    PRIVATE_URGENCY: phrase("agreement that it is urgent"),
}
"""What each way is called that the law leaves where notice is late."""
_NEAREST = 2
"""Days of meetings that are named where a decision names a day on which there is none."""


@dataclass(frozen=True)
class Notice:
    """One notice of one decision that the law asks for."""

    decision: Decision
    meeting: Meeting
    row: Row
    due: dt.date
    given: dt.date | None = None
    """Of the first notice; nobody records when the second is given."""
    late: bool = False
    route: Row | None = None
    """What the law says of a late one; None where it is in time, or no row says anything."""

    @property
    def standing(self) -> str:
        """How it stands with the notice, in a few words."""
        if self.late:
            way = "" if self.route is None else f": {said(ROUTES[self.route.matter])}, {self.route.instrument}"
            return f"{said('Late')}{way}"
        return "Due" if self.given is None else "In time"


@dataclass(frozen=True)
class Taken:
    """A decision with the meeting that takes it and the notices of it."""

    decision: Decision
    meeting: Meeting | None
    """None where the calendar has no such meeting."""
    notices: tuple[Notice, ...] = ()
    trouble: str = ""
    """Why nobody can say when it is taken: no such meeting, or one that is cancelled."""

    @property
    def late(self) -> bool:
        """Whether any notice of it is late."""
        return any(notice.late for notice in self.notices)

    @property
    def order(self) -> tuple[dt.date, str, str]:
        """Where it stands in the plan: by day, those without one last."""
        day = dt.date.max if self.meeting is None or self.trouble else self.meeting.date
        return day, self.decision.body, self.decision.code


def decisions_taken(problem: Problem, plan: Plan, day: dt.date = dt.date.min) -> tuple[Taken, ...]:
    """Return every decision of the input with its meeting and notices, in order of the day on which it is taken.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    day : date
        The day it is, for what is late; the day on which the plan was made where that is later.

    """
    if not problem.decisions:
        return ()
    today = max(day, plan.made_on)
    of_body: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in plan.meetings:
        of_body[meeting.body].append(meeting)
    found = (_taken(problem, plan, one, of_body[one.body], today) for one in problem.decisions.values())
    return tuple(sorted(found, key=lambda one: one.order))


def _taken(problem: Problem, plan: Plan, decision: Decision, meetings: list[Meeting], today: dt.date) -> Taken:
    meeting = _meeting_of(plan, decision, meetings)
    if meeting is None:
        return Taken(decision, None, trouble=_no_meeting(decision, meetings))
    if not meeting.live:
        return Taken(decision, meeting, trouble=said("its meeting on {day} is cancelled", day=long_date(meeting.date)))
    return Taken(decision, meeting, tuple(_notices(problem, decision, meeting, today)))


def _meeting_of(plan: Plan, decision: Decision, meetings: list[Meeting]) -> Meeting | None:
    """Return the meeting with the decision's number, or on its day, or that was to be held then."""
    if decision.number is not None:
        return next((one for one in meetings if one.sequence == decision.number), None)
    by_firmness = sorted(meetings, key=lambda one: not one.live)
    on_the_day = (one for one in by_firmness if one.date == decision.date)
    was_then = (one for one in by_firmness if decision.date in _days_before(plan, one))
    return next(on_the_day, None) or next(was_then, None)


def _days_before(plan: Plan, meeting: Meeting) -> set[dt.date]:
    shown = plan.shown.get(meeting.uid)
    return set() if shown is None else {one.date for one in shown.before}


def _no_meeting(decision: Decision, meetings: list[Meeting]) -> str:
    """Say which meeting there is none of, and when the nearest are."""
    if decision.number is not None:
        first, last = (pick((one.sequence for one in meetings), default=0) for pick in (min, max))
        known = f"there are numbers {first} to {last}" if first < last else f"there is number {first}"
        return f"there is no meeting number {decision.number}{f'; {known}' if meetings else ''}"
    if decision.date is None:
        return "neither the date nor the number of its meeting is given"
    wanted = decision.date
    nearest = sorted({one.date for one in meetings if one.live}, key=lambda day: abs(day - wanted))[:_NEAREST]
    days = listed([long_date(day) for day in sorted(nearest)])
    near = f"; the nearest {'are' if len(nearest) > 1 else 'is'} on {days}" if nearest else ""
    return f"there is no meeting on {long_date(wanted)}{near}"


def _notices(problem: Problem, decision: Decision, meeting: Meeting, today: dt.date) -> Iterator[Notice]:
    """Yield the notices that the law asks for, in the order in which they fall due."""
    body, given = problem.bodies[decision.body], decision.noticed_on
    in_private = (PRIVATE_MEETING, PRIVATE_AGAIN) if decision.private else ()
    for matter in (*([KEY_DECISION] if decision.key else []), *in_private):
        row = law_of(problem, matter, body.legal_kind, meeting.date, body)
        if row is None or row.number is None:
            continue
        due = day_of_law(problem, row, int(row.number), meeting.date)
        if matter == PRIVATE_AGAIN:
            yield Notice(decision, meeting, row, due)
            continue
        late = (given or today) > due
        route = _route(problem, body, matter, meeting.date, given or today) if late else None
        yield Notice(decision, meeting, row, due, given, late, route)


def _route(problem: Problem, body: Body, matter: str, on: dt.date, given: dt.date) -> Row | None:
    """Return the way that the law leaves for a notice that is given so late; None where no row says any."""
    if matter == PRIVATE_MEETING:
        return law_of(problem, PRIVATE_URGENCY, body.legal_kind, on, body)
    row = law_of(problem, GENERAL_EXCEPTION, body.legal_kind, on, body)
    if row is not None and row.number is not None and given <= day_of_law(problem, row, int(row.number), on):
        return row
    return law_of(problem, SPECIAL_URGENCY, body.legal_kind, on, body)
