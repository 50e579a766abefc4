"""The event of a meeting, and what it says to one person."""

from scheduler.domain.plan import ATTENDS, CANCELLED, PROVISIONAL, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.exporting.feeds.events import Event
from scheduler.exporting.feeds.identity import last_change
from scheduler.exporting.naming import name_of_day, place

_HOW_HELD = {"online": "It is held online.", "hybrid": "It can be attended in person and online."}


def meeting_event(problem: Problem, plan: Plan, meeting: Meeting) -> Event:
    """Return the event that every feed shares; it names nobody."""
    body = problem.bodies.get(meeting.body)
    name = body_title(problem, meeting.body)
    online = body is not None and body.online
    return Event(
        uid=meeting.uid,
        title=name,
        date=meeting.date,
        changed=last_change(plan, (meeting,)),
        start=meeting.start,
        end=meeting.end,
        revision=meeting.revision,
        status=meeting.status,
        place=place(problem, meeting.room, meeting.venue) or ("Online" if online else ""),
        category=name,
        description=_description(problem, meeting),
        timezone=plan.timezone,
    )


def _description(problem: Problem, meeting: Meeting) -> str:
    number = f"Meeting {meeting.sequence} of {meeting.body}."
    if meeting.status == CANCELLED:
        return f"This meeting will not be held.\n{number}"
    body = problem.bodies.get(meeting.body)
    sentences = (
        "The date is provisional and may still change." if meeting.status == PROVISIONAL else None,
        number,
        None if meeting.meeting_day is None else f"It is part of {name_of_day(problem, meeting.meeting_day)}.",
        None if body is None else _HOW_HELD.get(body.attendance_mode),
        "It is open to the public." if body is not None and body.open_to_public else None,
    )
    return "\n".join(filter(None, sentences))


def event_for_member(problem: Problem, meeting: Meeting, event: Event, person: str) -> bytes:
    """Return the event as one person has it in their feed: what they are to do there, and nothing of anyone else."""
    if not meeting.live:
        return event.plain
    own = next((row for row in meeting.attendance if row.person == person), None)
    deputising = next((row for row in meeting.attendance if row.substitute == person), None)
    remarks = (
        None if own is None else _own_part(problem, own),
        None if deputising is None else f"You deputise for {person_title(problem, deputising.person)}.",
    )
    elsewhere = own is not None and own.outcome != ATTENDS and deputising is None
    return event.addressed("\n".join(filter(None, remarks)), elsewhere=elsewhere)


def _own_part(problem: Problem, row: Attendance) -> str:
    role = f"Your role: {row.role.replace('_', '-')}."
    if row.outcome == ATTENDS:
        return f"{role} You attend."
    because = f" ({row.reason.rstrip('.')})" if row.reason else ""
    if row.outcome == SUBSTITUTE and row.substitute is not None:
        return f"{role} {person_title(problem, row.substitute)} sits in your place{because}."
    return f"{role} You send apologies{because}."
