"""The events of `deadlines.ics`, an officer's feed: agendas to publish and reports that fall due."""

import datetime as dt
from collections.abc import Iterator

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.themes import Project
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import clock, counted, long_date
from scheduler.exporting.feeds.events import Event
from scheduler.exporting.feeds.identity import last_change, uid_of


def deadline_events(problem: Problem, plan: Plan) -> Iterator[Event]:
    """Yield an event of the whole day for each agenda and each report due within the calendar."""
    for meeting in plan.live:
        if meeting.agenda_deadline is not None:
            yield _agenda_published(problem, plan, meeting, meeting.agenda_deadline)
    for project in problem.projects.values():
        for due in sorted(set(project.report_due)):
            if plan.start_date <= due <= plan.end_date:
                yield _report_due(problem, plan, project, due)


def _agenda_published(problem: Problem, plan: Plan, meeting: Meeting, deadline: dt.date) -> Event:
    name = body_title(problem, meeting.body)
    notice = problem.bodies[meeting.body].notice_clear_days
    titles = [problem.projects[code].title for code in meeting.agenda_items if code in problem.projects]
    sentences = (
        f"The last day to publish the agenda of {_meeting_in_words(problem, meeting)}.",
        f"{counted(notice, 'clear working day')} of notice.",
        *(f"On the agenda: {title}" for title in titles),
    )
    return Event(
        uid=uid_of(problem, "agenda", meeting.uid),
        title=f"Publish agenda: {name}",
        date=deadline,
        changed=last_change(plan, (meeting,)),
        revision=meeting.revision,
        status=meeting.status,
        category="Agenda",
        description="\n".join(sentences),
    )


def _report_due(problem: Problem, plan: Plan, project: Project, due: dt.date) -> Event:
    receiver = project.reports_to
    meeting = None if receiver is None else _last_meeting(plan, receiver, due)
    sentences = (
        "" if receiver is None or meeting is None else f"It goes to {_meeting_in_words(problem, meeting)}.",
        f"No meeting of {body_title(problem, receiver)} is held before it." if receiver and not meeting else "",
        f"Lead officer: {person_title(problem, project.lead_officer)}" if project.lead_officer else "",
    )
    return Event(
        uid=uid_of(problem, "report", project.code, due.isoformat()),
        title=f"Report due: {project.title}",
        date=due,
        changed=last_change(plan, () if meeting is None else (meeting,)),
        revision=0 if meeting is None else meeting.revision,
        category="Report",
        description="\n".join(filter(None, sentences)),
    )


def _last_meeting(plan: Plan, body: str, due: dt.date) -> Meeting | None:
    """Return the last meeting on or before the day."""
    return next((meeting for meeting in reversed(plan.of_body(body)) if meeting.date <= due), None)


def _meeting_in_words(problem: Problem, meeting: Meeting) -> str:
    return f"{body_title(problem, meeting.body)} on {long_date(meeting.date)} at {clock(meeting.start)}"
