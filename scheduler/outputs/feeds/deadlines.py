"""The events of `deadlines.ics`, an officer's feed: reports that fall due, agendas to publish, notices that expire."""

import datetime as dt
from collections.abc import Iterable, Iterator

from scheduler.dates.working_days import working_days_before
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.themes import Project
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import clock, counted, long_date
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.feeds.identity import last_change, title_of, uid_of


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
    due = working_days_before(problem, deadline, 0)
    return _of_meeting(problem, plan, meeting, "reports", "Reports due", due, sentences)


def _agenda_published(problem: Problem, plan: Plan, meeting: Meeting, deadline: dt.date) -> Event:
    titles = [problem.projects[code].title for code in meeting.agenda_items if code in problem.projects]
    sentences = (
        f"The last day to publish the agenda of {_meeting_in_words(problem, plan, meeting)}.",
        *_notice(problem, meeting),
        *(f"On the agenda: {title}" for title in titles),
    )
    return _of_meeting(problem, plan, meeting, "agenda", "Publish agenda", deadline, sentences)


def _notice_expires(problem: Problem, plan: Plan, meeting: Meeting) -> Event:
    sentences = (
        f"The last clear working day before {_meeting_in_words(problem, plan, meeting)}.",
        *_notice(problem, meeting),
    )
    last = working_days_before(problem, meeting.date, 0)
    return _of_meeting(problem, plan, meeting, "notice", "Notice expires", last, sentences)


def _notice(problem: Problem, meeting: Meeting) -> Iterator[str]:
    body = problem.bodies.get(meeting.body)
    if body is not None:
        yield f"{counted(body.notice_clear_days, 'clear working day')} of notice."


def _of_meeting(
    problem: Problem, plan: Plan, meeting: Meeting, kind: str, what: str, day: dt.date, sentences: Iterable[str]
) -> Event:
    return Event(
        uid=uid_of(problem, kind, meeting.uid),
        title=f"{what}: {title_of(problem, plan, meeting)}",
        date=day,
        changed=last_change(plan, (meeting,)),
        revision=meeting.revision,
        status=meeting.status,
        category="Report" if kind == "reports" else "Agenda",
        description="\n".join(sentences),
    )


def _report_due(problem: Problem, plan: Plan, project: Project, due: dt.date) -> Event:
    receiver = project.reports_to
    meeting = None if receiver is None else _last_meeting(plan, receiver, due)
    sentences = (
        "" if receiver is None or meeting is None else f"It goes to {_meeting_in_words(problem, plan, meeting)}.",
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


def _meeting_in_words(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    return f"{title_of(problem, plan, meeting)} on {long_date(meeting.date)} at {clock(meeting.start)}"
