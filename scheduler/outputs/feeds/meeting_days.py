"""The events of a meeting day itself: the whole day, and its lunch."""

from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Lunch, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.feeds.identity import last_change, uid_of
from scheduler.outputs.naming import about_speaker, name_of_day, place, sponsor_of_theme, title_of_theme


def day_event(problem: Problem, plan: Plan, occurrence: Occurrence) -> Event:
    """Return the event of the whole day, which takes nobody's time: the meetings have events of their own."""
    name, theme = name_of_day(problem, occurrence.meeting_day), title_of_theme(problem, occurrence)
    return Event(
        uid=_uid(problem, plan, occurrence, "day"),
        title=name,
        date=occurrence.date,
        changed=_changed(plan, occurrence),
        revision=occurrence.revision,
        status=_status(plan, occurrence),
        place=occurrence.venue or "",
        category=name,
        description="" if theme is None else f"Theme of the lunch: {theme}",
    )


def lunch_event(problem: Problem, plan: Plan, occurrence: Occurrence, lunch: Lunch) -> Event:
    """Return the event of the lunch, with its theme and its speaker."""
    name, theme = name_of_day(problem, occurrence.meeting_day), title_of_theme(problem, occurrence)
    sponsor = sponsor_of_theme(problem, occurrence)
    lines = (
        f"The lunch of {name}.",
        None if theme is None else f"Theme: {theme}",
        None if sponsor is None else f"Sponsor: {sponsor}",
        None if occurrence.speaker is None else f"Speaker: {about_speaker(problem, occurrence.speaker)}",
    )
    return Event(
        uid=_uid(problem, plan, occurrence, "lunch"),
        title=f"Lunch of {name}" if theme is None else f"Lunch: {theme}",
        date=occurrence.date,
        changed=_changed(plan, occurrence),
        start=lunch.start,
        end=lunch.end,
        revision=occurrence.revision,
        status=_status(plan, occurrence),
        place=place(problem, lunch.room, occurrence.venue),
        category=name,
        description="\n".join(filter(None, lines)),
        timezone=plan.timezone,
    )


def _uid(problem: Problem, plan: Plan, occurrence: Occurrence, kind: str) -> str:
    """Return a uid that no other year's calendar has: the numbers of meeting days begin anew in each."""
    return uid_of(problem, occurrence.meeting_day, plan.start_date.isoformat(), occurrence.sequence, kind)


def _status(plan: Plan, occurrence: Occurrence) -> str:
    provisional = any(meeting.status == PROVISIONAL for meeting in plan.of_occurrence(occurrence))
    return PROVISIONAL if provisional else CONFIRMED


def _changed(plan: Plan, occurrence: Occurrence) -> str:
    return occurrence.changed or last_change(plan, plan.of_occurrence(occurrence))
