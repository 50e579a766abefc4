"""What the calendar is: from when to when, which bodies meet how often, and on which days all of them sit together."""

from collections.abc import Iterator
from itertools import pairwise

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import held_as
from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, session_title
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.outputs.naming import firmness
from scheduler.outputs.report.parts import Block, Points, Section, Table
from scheduler.outputs.workbook.cover import numbers

_MOST_STARTS = 2
_FIRMNESS = {
    "PROVISIONAL": "Every date is provisional until the calendar is approved.",
    "PARTLY PROVISIONAL": "Dates that are not confirmed yet are provisional until the calendar is approved.",
}


def bodies_that_meet(problem: Problem, plan: Plan) -> tuple[Body, ...]:
    """Return the bodies that hold a meeting, in the order of the input."""
    return tuple(body for body in problem.bodies.values() if plan.of_body(body.code))


def background(problem: Problem, plan: Plan) -> Section:
    """Say what the calendar is, and how often each body meets in it."""
    bodies = bodies_that_meet(problem, plan)
    rows = tuple((body.name, _meetings(problem, plan, body), *_days(problem, plan, body)) for body in bodies)
    columns = ("Body", "Meetings", "Days", "Starts", "Days from one to the next")
    cadences = Table("How often each body meets", columns, rows, (4.9, 2.6, 3.6, 2.3, 3.0), small=True)
    return Section("Background", (*_about(problem, plan), *_meeting_days(problem, plan), cadences))


def _about(problem: Problem, plan: Plan) -> Iterator[Block]:
    first, last = long_date(plan.start_date), long_date(plan.end_date)
    held = numbers(plan).partition(" (")[0]
    firm = _FIRMNESS.get(firmness(plan), "")
    yield f"The calendar runs from {first} to {last}. It holds {held}. {firm}".strip()
    changing = tuple(_lives(problem))
    if changing:
        yield "Within the calendar these bodies begin or end:"
        yield Points(changing)


def _lives(problem: Problem) -> Iterator[str]:
    first, last = problem.settings.start_date, problem.settings.end_date
    for body in problem.bodies.values():
        begins = body.start_date is not None and first < body.start_date <= last
        ends = body.end_date is not None and first <= body.end_date < last
        if not body.cadence.never and (begins or ends):
            words = [f"from {long_date(body.start_date)}"] if begins and body.start_date else []
            words += [f"until {long_date(body.end_date)}"] if ends and body.end_date else []
            follows = f"; followed by {body_title(problem, body.successor)}" if ends and body.successor else ""
            yield f"{body.name}, {' '.join(words)}{follows}"


def _meeting_days(problem: Problem, plan: Plan) -> Iterator[Block]:
    for day in problem.meeting_days.values():
        held = plan.occurrences_of(day.code)
        if not held:
            continue
        yield f"{day.name} is a whole day of meetings, held {_where(held)}on {listed(_dates(held))}. It is made of:"
        sessions = [one for one in problem.sessions.values() if one.meeting_day == day.code]
        yield Points(
            tuple(
                f"{session_title(one.code)}, {clock(one.start)} to {clock(one.end)}"
                + (f": {listed(sitting)}" if (sitting := _sitting(problem, day.code, one.code)) else "")
                for one in sessions
            )
        )


def _where(held: tuple[Occurrence, ...]) -> str:
    venues = {one.venue for one in held if one.venue}
    return f"at {venues.pop()} " if len(venues) == 1 else ""


def _dates(held: tuple[Occurrence, ...]) -> list[str]:
    return [long_date(one.date) for one in held]


def _sitting(problem: Problem, day: str, session: str) -> list[str]:
    return [body.name for body in problem.bodies_of_session.get((day, session), ())]


def _meetings(problem: Problem, plan: Plan, body: Body) -> str:
    """Say how often a body meets, and how often it should."""
    cadence, held = held_as(problem, body).cadence, len(plan.of_body(body.code))
    if cadence.per_period is not None:
        return f"{held} ({cadence.per_period} a {held_as(problem, body).cycle or 'period'})"
    if cadence.minimum == cadence.maximum or cadence.maximum is None:
        return str(held)
    asked = f"{cadence.minimum} to {cadence.maximum}" if cadence.minimum else f"up to {cadence.maximum}"
    return f"{held} ({asked})"


def _days(problem: Problem, plan: Plan, body: Body) -> tuple[str, str, str]:
    """Say on which days a body may meet, when it starts, and how far apart its meetings are, as they should be."""
    meetings = plan.of_body(body.code)
    starts = sorted({one.start for one in meetings})
    shown = [clock(start) for start in starts]
    when = " or ".join(shown) if len(shown) <= _MOST_STARTS else f"{shown[0]} to {shown[-1]}"
    gaps = [(two.date - one.date).days for one, two in pairwise(meetings)]
    found = "" if not gaps else str(gaps[0]) if min(gaps) == max(gaps) else f"{min(gaps)} to {max(gaps)}"
    day = problem.meeting_days.get(body.meeting_day or "")
    title = problem.days_kept_to(body).title if day is None else f"with the {day.name}"
    return f"{title[:1].upper()}{title[1:]}", when, found + _asked_gap(problem, body, found)


def _asked_gap(problem: Problem, body: Body, found: str) -> str:
    subject = held_as(problem, body)
    least, most = subject.min_gap_days, subject.max_gap_days
    if not found or (least is None and most is None):
        return ""
    if least is None:
        return f" (at most {most})"
    return f" (at least {least})" if most is None else f" ({least} to {most})"


def published(problem: Problem) -> str:
    """Say when the calendar is published, where the input says it."""
    day = problem.settings.publication_date
    return "" if day is None else f"The calendar is to be published on {long_date(day)}."


def held_in_words(number: int, total: int) -> str:
    """Say how many meetings of all of them: `3 of 94 meetings`."""
    return f"{number} of {counted(total, 'meeting')}"
