"""`forward-plan.html`: the notice of key decisions and of business in private that a council has to publish.

It says what the law asks of such a notice (SI 2012/2089 regs 5 and 9 for executives in England): the matter, who
decides with the names of its members, when, the documents, where copies are to be had, that others may follow and how
to ask for them, and why a part is private. Only decisions of meetings that the public may know of are in it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, person_title
from scheduler.domain.uids import KEY_DECISION, PRIVATE_MEETING
from scheduler.domain.wording import clock, listed, long_date, month_name
from scheduler.law.decisions import Taken, decisions_taken
from scheduler.law.forward_plan import asks_for_forward_plan
from scheduler.law.row import Row
from scheduler.law.rows import law_of
from scheduler.outputs.feeds.plan_events import is_public, place_of_meeting
from scheduler.outputs.naming import in_words, place_of_month
from scheduler.outputs.pages.templates import rendered

_NO_DAY = "no-day"


@dataclass(frozen=True)
class Entry:
    """A decision on the page."""

    title: str
    tags: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    """What is said of it, each under its words."""


@dataclass(frozen=True)
class Month:
    """The decisions of a month, or those whose day is not known."""

    place: str
    name: str
    entries: tuple[Entry, ...]


def has_forward_plan(problem: Problem) -> bool:
    """Whether there is anything to publish: decisions, or a body of which the law asks for a plan of them."""
    return bool(problem.decisions) or asks_for_forward_plan(problem)


def forward_plan_page(problem: Problem, plan: Plan, day: dt.date = dt.date.min) -> str:
    """Return the page as HTML, the same for the same arguments.

    Parameters
    ----------
    problem, plan : Problem, Plan
        Of the officers: only what the public may know is taken from them.
    day : date
        The day it is; the day on which the plan was made where that is later. What was decided before is left out.

    """
    today = max(day, plan.made_on)
    shown = [one for one in decisions_taken(problem, plan) if _is_ahead(one, today) and _is_open(problem, plan, one)]
    months = tuple(
        Month(place, name, tuple(_entry(problem, plan, one) for one in held))
        for (place, name), held in groupby(shown, key=_month_of)
    )
    when = f" on {long_date(plan.made_on)}" if plan.generated else ""
    return rendered(
        "pages/forward_plan.html",
        authority=problem.settings.authority,
        title=plan.title,
        navigation=(
            ("index.html", "The year at a glance"),
            *((f"#{month.place}", month.name) for month in months),
            ("#documents", "Documents, and having your say"),
        ),
        months=months,
        law=[f"The law asks for {row.amount} {row.words} ({row.instrument})." for row in _law(problem)],
        contact=problem.settings.contact or problem.settings.authority or "the council's offices",
        footing=f"Made by meeting-day{when}.",
    )


def _is_ahead(one: Taken, today: dt.date) -> bool:
    return one.meeting is None or one.meeting.date >= today


def _is_open(problem: Problem, plan: Plan, one: Taken) -> bool:
    if one.meeting is not None:
        return is_public(problem, plan, one.meeting)
    return problem.bodies[one.decision.body].open_to_public


def _month_of(one: Taken) -> tuple[str, str]:
    if one.meeting is None or one.trouble:
        return _NO_DAY, "Day to be announced"
    first = one.meeting.date.replace(day=1)
    return place_of_month(first), month_name(first)


def _law(problem: Problem) -> Iterator[Row]:
    """Yield what the law asks of notices here, each row once."""
    bodies = sorted(problem.bodies.values(), key=lambda body: body.legal_kind)
    last = problem.settings.end_date
    rows = (
        law_of(problem, matter, body.legal_kind, last, body)
        for matter in (KEY_DECISION, PRIVATE_MEETING)
        for body in bodies
    )
    yield from {row.key: row for row in rows if row is not None}.values()


def _entry(problem: Problem, plan: Plan, one: Taken) -> Entry:
    decision, meeting = one.decision, one.meeting
    tags = (("Key decision", decision.key), ("In private", decision.private))
    facts = (
        ("To be decided by", body_title(problem, decision.body) if meeting is None else called(problem, meeting)),
        ("Its members", _members(problem, one)),
        ("When", _when(one)),
        ("Where", "" if meeting is None or one.trouble else place_of_meeting(problem, plan, meeting)),
        ("Why in private", decision.reason or "" if decision.private else ""),
        ("Documents to be considered", decision.documents or "None is known yet."),
        ("Notice given", _given(one)),
    )
    said = tuple((words, text) for words, text in facts if text)
    return Entry(decision.title, tuple(words for words, holds in tags if holds), said)


def _members(problem: Problem, one: Taken) -> str:
    """Name the voting members of a body that takes a key decision, as the law asks; whoever presides first."""
    asked = any(notice.row.matter == KEY_DECISION for notice in one.notices)
    if one.meeting is None or not asked:
        return ""
    rows = [row for row in problem.memberships_on(one.decision.body, one.meeting.date) if row.voting]
    order = {role: place for place, role in enumerate(PRESIDING_ROLES)}
    rows.sort(key=lambda row: order.get(row.role, len(order)))
    named = (
        person_title(problem, row.person) + (f" ({in_words(row.role).lower()})" if row.role in order else "")
        for row in rows
    )
    return "; ".join(dict.fromkeys(named))


def _when(one: Taken) -> str:
    if one.trouble:
        return "To be announced." if one.meeting is None else f"To be announced: {one.trouble}."
    return "" if one.meeting is None else _moment(one.meeting)


def _moment(meeting: Meeting) -> str:
    return f"{long_date(meeting.date)} at {clock(meeting.start)}"


def _given(one: Taken) -> str:
    """Say when notice was given, and by what way of the law where that was late."""
    given = one.decision.noticed_on
    if given is None:
        return ""
    late = [notice.standing for notice in one.notices if notice.late]
    return f"{long_date(given)}{f'. {listed(late)}' if late else ''}"
