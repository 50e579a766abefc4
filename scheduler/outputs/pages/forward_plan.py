"""`forward-plan.html`: the notice of key decisions and of business in private that a council has to publish.

It says what the law asks of such a notice (SI 2012/2089 regs 5 and 9 for executives in England): the matter, who
decides with the names of its members, when, the documents, where copies are to be had, that others may follow and how
to ask for them, and why a part is private. Only decisions of meetings that the public may know of are in it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import (
    authority_title,
    body_title,
    called,
    person_title,
    plan_title,
    sender_title,
    typed,
    whose_title,
)
from scheduler.domain.uids import KEY_DECISION, PRIVATE_MEETING
from scheduler.domain.wording import clock, listed, long_date, month_name
from scheduler.languages import ENGLISH, in_language, said, said_of, writing
from scheduler.law.decisions import Taken, decisions_taken
from scheduler.law.forward_plan import asks_for_forward_plan
from scheduler.law.row import Row
from scheduler.law.rows import law_of
from scheduler.outputs.feeds.plan_events import is_public, place_of_meeting
from scheduler.outputs.naming import place_of_month, role_said
from scheduler.outputs.pages.editions import PageEdition, page_in_language
from scheduler.outputs.pages.planner import made_by
from scheduler.outputs.pages.templates import rendered

_NO_DAY = "no-day"
_AS_TYPED = ENGLISH
"""What officers type once for all is English."""


@dataclass(frozen=True)
class Entry:
    """A decision on the page."""

    title: str
    tags: tuple[str, ...]
    facts: tuple[tuple[str, str, str], ...]
    """What is said of it, each under its words, and the mark of a text's language where that is another."""
    lang: str
    """The same of the title."""


@dataclass(frozen=True)
class Month:
    """The decisions of a month, or those whose day is not known."""

    place: str
    name: str
    entries: tuple[Entry, ...]


def has_forward_plan(problem: Problem) -> bool:
    """Whether there is anything to publish: decisions, or a body of which the law asks for a plan of them."""
    return bool(problem.decisions) or asks_for_forward_plan(problem)


def forward_plan_page(
    problem: Problem, plan: Plan, day: dt.date = dt.date.min, editions: Sequence[PageEdition] = ()
) -> str:
    """Return the page as HTML, the same for the same arguments.

    Parameters
    ----------
    problem, plan : Problem, Plan
        Of the officers: only what the public may know is taken from them.
    day : date
        The day it is; the day on which the plan was made where that is later. What was decided before is left out.
    editions : Sequence[PageEdition], optional
        The page in the council's languages.

    """
    today = max(day, plan.made_on)
    shown = [one for one in decisions_taken(problem, plan) if _is_ahead(one, today) and _is_open(problem, plan, one)]
    months = tuple(
        Month(place, name, tuple(_entry(problem, plan, one) for one in held))
        for (place, name), held in groupby(shown, key=_month_of)
    )
    return rendered(
        "pages/forward_plan.html",
        editions=editions,
        authority=authority_title(problem),
        title=plan_title(problem, plan),
        navigation=(
            (page_in_language(problem, "index.html"), said("The year at a glance")),
            *((f"#{month.place}", month.name) for month in months),
            ("#documents", said("Documents, and having your say")),
        ),
        months=months,
        law=[_asked(row) for row in _law(problem)],
        contact=_contact(problem, [one.decision.body for one in shown]),
        footing=made_by(plan),
    )


def _contact(problem: Problem, bodies: Sequence[str]) -> str:
    """Say where documents are to be had: of each authority that decides anything, by its name where there are two."""
    found = {}
    for body in bodies or [""]:
        title = sender_title(problem, (body,)) or said("the council's offices")
        found[title] = typed(problem, problem.settings_for((body,)).contact or "")
    if len(found) == 1:
        return next(contact or title for title, contact in found.items())
    return "; ".join(f"{title}: {contact}" if contact else title for title, contact in found.items())


def _is_ahead(one: Taken, today: dt.date) -> bool:
    return one.meeting is None or one.meeting.date >= today


def _is_open(problem: Problem, plan: Plan, one: Taken) -> bool:
    if one.meeting is not None:
        return is_public(problem, plan, one.meeting)
    return problem.bodies[one.decision.body].open_to_public


def _month_of(one: Taken) -> tuple[str, str]:
    if one.meeting is None or one.trouble:
        return _NO_DAY, said("Day to be announced")
    first = one.meeting.date.replace(day=1)
    return place_of_month(first), month_name(first)


def _asked(row: Row) -> str:
    """Say what the law asks for, and by which instrument."""
    return said_of(
        int(row.number or 0),
        "The law asks for {number} clear day {matter} ({instrument}).",
        "The law asks for {number} clear days {matter} ({instrument}).",
        matter=said(row.words),
        instrument=row.instrument,
    )


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
    tags = ((said("Key decision"), decision.key), (said("In private"), decision.private))
    body = body_title(problem, decision.body) if meeting is None else called(problem, meeting)
    whose = whose_title(problem, decision.body, None if meeting is None else meeting.date)
    facts = (
        (said("To be decided by"), body, ""),
        (said("Authority"), whose if problem.is_joint else "", ""),
        (said("Its members"), _members(problem, one), ""),
        (said("When"), _when(one), ""),
        (said("Where"), "" if meeting is None or one.trouble else place_of_meeting(problem, plan, meeting), ""),
        (said("Why in private"), *_typed(problem, decision.reason if decision.private else None)),
        (said("Documents to be considered"), *_typed(problem, decision.documents)),
        (said("Documents to be considered"), "" if decision.documents else said("None is known yet."), ""),
        (said("Notice given"), _given(one), ""),
    )
    shown = tuple((words, text, _lang(language)) for words, text, language in facts if text)
    title, language = _typed(problem, decision.title)
    if decision.welsh_title:
        title, language = in_language(decision.title, decision.welsh_title), ""
    return Entry(title, tuple(words for words, holds in tags if holds), shown, _lang(language))


def _typed(problem: Problem, english: str | None) -> tuple[str, str]:
    """Return what was typed, and in which language it is; nothing for that of the page."""
    text = english or ""
    return typed(problem, text), "" if text in problem.translations else _AS_TYPED


def _lang(language: str) -> str:
    """Return the mark of a text in a language that is not the page's; nothing where it is the page's."""
    return "" if language == writing() else language


def _members(problem: Problem, one: Taken) -> str:
    """Name the voting members of a body that takes a key decision, as the law asks; whoever presides first."""
    asked = any(notice.row.matter == KEY_DECISION for notice in one.notices)
    if one.meeting is None or not asked:
        return ""
    rows = [row for row in problem.memberships_on(one.decision.body, one.meeting.date) if row.voting]
    order = {role: place for place, role in enumerate(PRESIDING_ROLES)}
    rows.sort(key=lambda row: order.get(row.role, len(order)))
    named = (
        person_title(problem, row.person) + (f" ({role_said(row.role)})" if row.role in order else "") for row in rows
    )
    return "; ".join(dict.fromkeys(named))


def _when(one: Taken) -> str:
    if one.trouble:
        return said("To be announced.") if one.meeting is None else said("To be announced: {why}.", why=one.trouble)
    return "" if one.meeting is None else _moment(one.meeting)


def _moment(meeting: Meeting) -> str:
    return said("{day} at {time}", day=long_date(meeting.date), time=clock(meeting.start))


def _given(one: Taken) -> str:
    """Say when notice was given, and by what way of the law where that was late."""
    given = one.decision.noticed_on
    if given is None:
        return ""
    late = [notice.standing for notice in one.notices if notice.late]
    return f"{long_date(given)}{f'. {listed(late)}' if late else ''}"
