"""The event of a meeting, and what it says to one person."""

from scheduler.domain.plan import ATTENDS, CANCELLED, PROVISIONAL, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.feeds.identity import is_public, last_change, title_of, uid_of
from scheduler.outputs.naming import name_of_day, place

_HOW_HELD = {"online": "It is held online.", "hybrid": "It can be attended in person and online."}


def meeting_event(problem: Problem, plan: Plan, meeting: Meeting) -> Event:
    """Return the event that every feed shares; it names nobody."""
    body = problem.bodies.get(meeting.body)
    name = title_of(problem, plan, meeting)
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
        place=_place(problem, plan, meeting) or ("Online" if online else ""),
        category=name,
        description=_description(problem, plan, meeting),
        timezone=plan.timezone,
    )


def busy_event(problem: Problem, event: Event) -> Event:
    """Return what somebody may see who is to know only that a person is not free."""
    return Event(
        uid=uid_of(problem, "busy", event.uid),
        title="Busy",
        date=event.date,
        changed=event.changed,
        start=event.start,
        end=event.end,
        status=event.status,
        timezone=event.timezone,
        bare=True,
    )


def _place(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    """Name room and venue; a room that the input no longer holds as it was last shown."""
    if meeting.room is not None and meeting.room not in problem.rooms and meeting.uid in plan.shown:
        return plan.shown[meeting.uid].place
    return place(problem, meeting.room, meeting.venue)


def _description(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    number = f"Meeting {meeting.sequence} of {meeting.body}."
    if meeting.status == CANCELLED:
        return f"This meeting will not be held.\n{number}"
    body = problem.bodies.get(meeting.body)
    sentences = (
        "The date is provisional and may still change." if meeting.status == PROVISIONAL else None,
        number,
        None if meeting.meeting_day is None else f"It is part of {name_of_day(problem, meeting.meeting_day)}.",
        None if body is None else _HOW_HELD.get(body.attendance_mode),
        "It is open to the public." if is_public(problem, plan, meeting) else None,
    )
    return "\n".join(filter(None, sentences))


def told(problem: Problem, meeting: Meeting) -> dict[str, tuple[str, bool]]:
    """Return what is said to each person of their own part, and nothing of anyone else's; and whether they are free.

    Who is not among them is told nothing but what everybody reads.
    """
    found: dict[str, tuple[str, bool]] = {}
    for row in meeting.attendance if meeting.live else ():
        found.setdefault(row.person, (_own_part(problem, row), row.outcome != ATTENDS))
    for row in meeting.attendance if meeting.live else ():
        if row.substitute is not None:
            deputising = f"You deputise for {person_title(problem, row.person)}."
            own, _ = found.get(row.substitute, ("", False))
            found[row.substitute] = "\n".join(filter(None, (own, deputising))), False
    return found


def _own_part(problem: Problem, row: Attendance) -> str:
    role = f"Your role: {row.role.replace('_', '-')}."
    if row.outcome == ATTENDS:
        return f"{role} You attend."
    because = f" ({row.reason.rstrip('.')})" if row.reason else ""
    if row.outcome == SUBSTITUTE and row.substitute is not None:
        return f"{role} {person_title(problem, row.substitute)} sits in your place{because}."
    return f"{role} You send apologies{because}."
