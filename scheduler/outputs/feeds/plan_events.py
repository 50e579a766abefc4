"""The events of a plan: its meetings, its meeting days with their lunches, and an officer's deadlines.

And what meetings are called, and when events last changed.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from scheduler.domain.calendar import ONE_DAY
from scheduler.domain.plan import (
    ATTENDS,
    CANCELLED,
    CONFIRMED,
    PROVISIONAL,
    SUBSTITUTE,
    Attendance,
    Lunch,
    Meeting,
    Occurrence,
    Plan,
)
from scheduler.domain.problem import Problem
from scheduler.domain.themes import Project
from scheduler.domain.titles import body_title, called, person_title, sender_title, venue_title, whose_title
from scheduler.domain.uids import (
    AGENDA,
    BUSY,
    DAY,
    LUNCH,
    NOTICE,
    REPORTS,
    TAKEN_OVER,
    uid_of,
    uid_of_day,
    uid_of_report,
)
from scheduler.domain.wording import clock, long_date
from scheduler.languages import phrase, said
from scheduler.law.deadlines import clear_day_in_words, hearing, last_clear_day, notice_in_words, report_deadline
from scheduler.law.decisions import decisions_taken
from scheduler.law.forward_plan import forward_dates
from scheduler.outputs.absences import because_of
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.naming import (
    about_speaker,
    name_of_day,
    place,
    place_of_month,
    role_said,
    sponsor_of_theme,
    title_of_theme,
    waiver_words,
)

NOT_HELD = phrase("This meeting will not be held.")
PROVISIONAL_DATE = phrase("The date is provisional and may still change.")
NUMBERED = phrase("Meeting {number} of {body}.")
_HOW_HELD = {
    "online": phrase("It is held online."),
    "hybrid": phrase("It can be attended in person and online."),
}


def last_change(plan: Plan, meetings: tuple[Meeting, ...] = ()) -> str:
    """Return when the latest of these meetings changed; where that is not known, the first day of the plan."""
    return max((meeting.changed for meeting in meetings if meeting.changed), default=plan.start_date.isoformat())


def is_public(problem: Problem, plan: Plan, meeting: Meeting) -> bool:
    """Whether a meeting is open to the public; one of a body that the input no longer holds as it was last shown."""
    body = problem.bodies.get(meeting.body)
    if body is not None:
        return body.open_to_public
    return meeting.uid in plan.shown and plan.shown[meeting.uid].public


def title_of(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    """Name the body and the meeting's own title; a body that the input no longer holds as it was last shown."""
    if meeting.body not in problem.bodies and meeting.uid in plan.shown:
        return plan.shown[meeting.uid].title
    return called(problem, meeting)


def meeting_event(problem: Problem, plan: Plan, meeting: Meeting, page: str = "") -> Event:
    """Return the event that every feed shares; it names nobody.

    Parameters
    ----------
    problem, plan, meeting : Problem, Plan, Meeting
        The meeting, and where it stands.
    page : str
        Where the page of public meetings is on the web; empty where that is not known.

    """
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
        place=place_of_meeting(problem, plan, meeting) or (said("Online") if online else ""),
        category=name,
        description=_description(problem, plan, meeting),
        timezone=plan.timezone,
        contact=sender_title(problem, (meeting.body,)) or "",
        url=f"{page}#{place_of_month(meeting.date)}" if page and is_public(problem, plan, meeting) else "",
    )


def busy_event(problem: Problem, event: Event, body: str | None = None) -> Event:
    """Return what somebody may see who is to know only that a person is not free: at a body's meeting, or a lunch."""
    return Event(
        uid=uid_of(problem, BUSY, event.uid, body=body),
        title=said("Busy"),
        date=event.date,
        changed=event.changed,
        start=event.start,
        end=event.end,
        status=event.status,
        timezone=event.timezone,
        plain_title=True,
    )


def place_of_meeting(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    """Name room and venue; a room that the input no longer holds as it was last shown."""
    if meeting.room is not None and meeting.room not in problem.rooms and meeting.uid in plan.shown:
        return plan.shown[meeting.uid].place
    return place(problem, meeting.room, meeting.venue)


def _description(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    number = said(NUMBERED, number=meeting.sequence, body=meeting.body)
    if meeting.status == CANCELLED:
        return f"{said(NOT_HELD)}\n{number}"
    body, day = problem.bodies.get(meeting.body), meeting.meeting_day
    whose = whose_title(problem, meeting.body, meeting.date) if body and problem.is_joint else None
    sentences = (
        said(PROVISIONAL_DATE) if meeting.status == PROVISIONAL else None,
        number,
        whose if whose is None else said("It is a meeting of {authority}.", authority=whose),
        None if day is None else said("It is part of {day}.", day=name_of_day(problem, day)),
        None if body is None or body.attendance_mode not in _HOW_HELD else said(_HOW_HELD[body.attendance_mode]),
        said("It is open to the public.") if is_public(problem, plan, meeting) else None,
        *waiver_words(problem, meeting),
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
            deputising = said("You deputise for {member}.", member=person_title(problem, row.person))
            own, _ = found.get(row.substitute, ("", False))
            found[row.substitute] = "\n".join(filter(None, (own, deputising))), False
    return found


def _own_part(problem: Problem, row: Attendance) -> str:
    role = said("Your role: {role}.", role=role_said(row.role))
    if row.outcome == ATTENDS:
        return f"{role} {said('You attend.')}"
    because = because_of(problem, row)
    if row.outcome == SUBSTITUTE and row.substitute is not None:
        deputy = person_title(problem, row.substitute)
        return f"{role} {said('{deputy} sits in your place{because}.', deputy=deputy, because=because)}"
    return f"{role} {said('You send apologies{because}.', because=because)}"


def day_event(problem: Problem, plan: Plan, occurrence: Occurrence) -> Event:
    """Return the event of the whole day, which takes nobody's time: the meetings have events of their own."""
    name, theme = name_of_day(problem, occurrence.meeting_day), title_of_theme(problem, occurrence)
    return Event(
        uid=_uid_of_day(problem, plan, occurrence, DAY),
        title=name,
        date=occurrence.date,
        changed=_change_of_day(plan, occurrence),
        revision=occurrence.revision,
        status=_status_of_day(plan, occurrence),
        place=venue_title(problem, occurrence.venue) if occurrence.venue else "",
        category=name,
        description="" if theme is None else said("Theme of the lunch: {theme}", theme=theme),
    )


def lunch_event(problem: Problem, plan: Plan, occurrence: Occurrence, lunch: Lunch) -> Event:
    """Return the event of the lunch, with its theme and its speaker."""
    name, theme = name_of_day(problem, occurrence.meeting_day), title_of_theme(problem, occurrence)
    sponsor, speaker = sponsor_of_theme(problem, occurrence), occurrence.speaker
    lines = (
        said("The lunch of {day}.", day=name),
        None if theme is None else said("Theme: {theme}", theme=theme),
        None if sponsor is None else said("Sponsor: {sponsor}", sponsor=sponsor),
        None if speaker is None else said("Speaker: {speaker}", speaker=about_speaker(problem, speaker)),
    )
    return Event(
        uid=_uid_of_day(problem, plan, occurrence, LUNCH),
        title=said("Lunch of {day}", day=name) if theme is None else said("Lunch: {theme}", theme=theme),
        date=occurrence.date,
        changed=_change_of_day(plan, occurrence),
        start=lunch.start,
        end=lunch.end,
        revision=occurrence.revision,
        status=_status_of_day(plan, occurrence),
        place=place(problem, lunch.room, occurrence.venue),
        category=name,
        description="\n".join(filter(None, lines)),
        timezone=plan.timezone,
    )


def _uid_of_day(problem: Problem, plan: Plan, occurrence: Occurrence, kind: str) -> str:
    return uid_of_day(problem, occurrence.meeting_day, plan.start_date.isoformat(), occurrence.sequence, kind)


def _status_of_day(plan: Plan, occurrence: Occurrence) -> str:
    provisional = any(meeting.status == PROVISIONAL for meeting in plan.of_occurrence(occurrence))
    return PROVISIONAL if provisional else CONFIRMED


def _change_of_day(plan: Plan, occurrence: Occurrence) -> str:
    return occurrence.changed or last_change(plan, plan.of_occurrence(occurrence))


def taken_over(problem: Problem, plan: Plan, code: str, heir: str, last: dt.date) -> Event:
    """Return the event of the whole day by which the subscribers of a body that has ended know why its feed goes on."""
    names = {"body": body_title(problem, code), "successor": body_title(problem, heir)}
    words = phrase("{successor} has taken over from {body}. Its meetings follow here.")
    return Event(
        uid=uid_of(problem, TAKEN_OVER, code, heir, body=code),
        title=said("{body} has ended: what follows is of {successor}", **names),
        date=last + ONE_DAY,
        changed=plan.generated or plan.start_date.isoformat(),
        description=said(words, **names),
    )


def deadline_events(problem: Problem, plan: Plan, *, reports: bool = True) -> Iterator[Event]:
    """Yield an event of the whole day for each thing to be done by then.

    For a meeting with a rule of notice: the reports are due, the agenda is out, and its notice has run. And for each
    project, where `reports` are wanted: its report is due, if that is within the calendar.
    """
    for meeting in plan.live:
        if meeting.agenda_deadline is not None:
            yield _reports_of_meeting(problem, plan, meeting, meeting.agenda_deadline)
            yield _agenda_published(problem, plan, meeting, meeting.agenda_deadline)
            yield _notice_expires(problem, plan, meeting)
    for project in problem.projects.values() if reports else ():
        for due in sorted(set(project.report_due)):
            if plan.start_date <= due <= plan.end_date:
                yield _report_due(problem, plan, project, due)


def _reports_of_meeting(problem: Problem, plan: Plan, meeting: Meeting, deadline: dt.date) -> Event:
    when = _meeting_in_words(problem, plan, meeting)
    sentences = (
        f"The last working day for reports to {when}.",
        f"Its agenda is published on {long_date(deadline)}.",
    )
    due = meeting.report_due or report_deadline(problem, problem.bodies.get(meeting.body), deadline) or deadline
    return _deadline(problem, plan, meeting, REPORTS, "Reports due", due, sentences)


def _agenda_published(problem: Problem, plan: Plan, meeting: Meeting, deadline: dt.date) -> Event:
    titles = [problem.projects[code].title for code in meeting.agenda_items if code in problem.projects]
    sentences = (
        f"The last day to publish the agenda of {_meeting_in_words(problem, plan, meeting)}.",
        *_notice(problem, meeting),
        *(f"On the agenda: {title}" for title in titles),
    )
    return _deadline(problem, plan, meeting, AGENDA, "Publish agenda", deadline, sentences)


def _notice_expires(problem: Problem, plan: Plan, meeting: Meeting) -> Event:
    body = problem.bodies.get(meeting.body)
    sentences = (
        f"The last {clear_day_in_words(problem, body)} before {_meeting_in_words(problem, plan, meeting)}.",
        *_notice(problem, meeting),
    )
    last = last_clear_day(problem, body, meeting.date)
    return _deadline(problem, plan, meeting, NOTICE, "Notice expires", last, sentences)


def _notice(problem: Problem, meeting: Meeting) -> Iterator[str]:
    body = problem.bodies.get(meeting.body)
    if body is not None:
        yield f"{notice_in_words(problem, body, meeting.date)} of notice."


def _deadline(
    problem: Problem, plan: Plan, meeting: Meeting, kind: str, what: str, day: dt.date, sentences: Iterable[str]
) -> Event:
    return Event(
        uid=uid_of(problem, kind, meeting.uid, body=meeting.body),
        title=f"{what}: {title_of(problem, plan, meeting)}",
        date=day,
        changed=last_change(plan, (meeting,)),
        revision=meeting.revision,
        status=meeting.status,
        category="Report" if kind == REPORTS else "Agenda",
        description="\n".join(sentences),
    )


def forward_plan_events(problem: Problem, plan: Plan) -> Iterator[Event]:
    """Yield an event of the whole day for each thing that the law has announced before a meeting, or done after it.

    It names the decisions of the input that it is due for.
    """
    titles: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for taken in decisions_taken(problem, plan):
        for notice in taken.notices:
            titles[notice.meeting.uid, notice.row.matter].append(taken.decision.title)
    for one in forward_dates(problem, plan):
        decisions = titles[one.meeting.uid, one.row.matter]
        sentences = (
            f"{one.what}: {_meeting_in_words(problem, plan, one.meeting)}.",
            *(f"To be decided: {title}" for title in decisions),
            f"The law: {one.row.says}. {one.row.instrument}.",
            *([] if decisions else ["It binds only if the meeting has such business."]),
        )
        yield _deadline(problem, plan, one.meeting, one.row.matter, one.what, one.due, sentences)


def _report_due(problem: Problem, plan: Plan, project: Project, due: dt.date) -> Event:
    receiver = project.reports_to
    meeting = None if receiver is None else hearing(problem, project, due, plan.of_body(receiver))
    sentences = (
        "" if receiver is None or meeting is None else f"It goes to {_meeting_in_words(problem, plan, meeting)}.",
        f"No meeting of {body_title(problem, receiver)} can hear it by then." if receiver and not meeting else "",
        f"Lead officer: {person_title(problem, project.lead_officer)}" if project.lead_officer else "",
    )
    return Event(
        uid=uid_of_report(problem, project, due),
        title=f"Report due: {project.title}",
        date=due,
        changed=last_change(plan, () if meeting is None else (meeting,)),
        revision=0 if meeting is None else meeting.revision,
        category="Report",
        description="\n".join(filter(None, sentences)),
    )


def _meeting_in_words(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    return f"{title_of(problem, plan, meeting)} on {long_date(meeting.date)} at {clock(meeting.start)}"
