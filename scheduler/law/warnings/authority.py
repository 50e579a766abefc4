"""What the law says of the authority: which kinds of body there are, an audit committee, and that it may end."""

import re
from collections.abc import Iterator

from scheduler.domain.choices import choice_words
from scheduler.domain.headings import heading_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.tables import LEGAL_KINDS
from scheduler.domain.wording import counted, listed, long_date
from scheduler.law.row import INFORMAL
from scheduler.law.rows import ROWS, law_of
from scheduler.law.warning import (
    Concern,
    LawWarning,
    begun,
    days_judged,
    formal_bodies,
    meetings_of,
    warned,
)


def legal_kinds(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of statutory bodies of which nobody says what they are in law."""
    row = law_of(problem, "legal_kind", "", problem.settings.start_date)
    for body in problem.bodies.values():
        if row is not None and body.statutory and body.legal_kind == INFORMAL:
            kinds = listed([choice_words(kind) for kind in LEGAL_KINDS if kind != INFORMAL], "or")
            column = heading_of("bodies", "legal_kind")
            message = f"{body.name} is statutory, and {row.words}: in the column “{column}” it may be {kinds}"
            yield warned(row, message, body.code, "legal_kind")


def audit_committee(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn where a whole council has no audit committee, on any day on which the law wants one."""
    councils = list(formal_bodies(problem, "full_council"))
    committees = list(formal_bodies(problem, "audit_committee"))
    days = days_judged(problem, None, *councils, *committees)
    for day in days:
        row = None if problem.is_shadow_on(day) else law_of(problem, "audit_committee", "", day)
        if row is not None and councils and not any(body.alive_on(day) for body in committees):
            yield warned(row, begun(f"{days.since(day)}there is no audit committee; the law says: {row.words}"))
            return


def reorganisation(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of an authority that ends before its calendar does."""
    settings = problem.settings
    for row in ROWS:
        named = any(_is_named(one, settings.authority or "") for one in row.names)
        bound = row.concerns(settings.holidays, settings.authority_kind, "")
        if row.day is None or not named or not bound or settings.end_date < row.day:
            continue
        late = [one for one in meetings_of(plan) if one.date >= row.day]
        if plan is None or late:
            be = "is" if len(late) == 1 else "are"
            what = "the calendar goes on" if plan is None else f"{counted(len(late), 'meeting')} of it {be} held"
            message = f"{settings.authority} may end on {long_date(row.day)}, and {what} after that; {row.words}"
            yield warned(row, message)


def _is_named(name: str, authority: str) -> bool:
    """Whether an authority's own name holds one of the law's, word by word; a metropolitan district is no other's."""
    words = authority.casefold()
    return bool(re.search(rf"\b{re.escape(name.casefold())}\b", words)) and "metropolitan" not in words


CONCERNS = (
    Concern(("legal_kind",), legal_kinds),
    Concern(("audit_committee",), audit_committee),
    Concern(("reorganisation",), reorganisation),
)
