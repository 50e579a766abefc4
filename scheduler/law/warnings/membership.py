"""Who must sit on a body, who may not, and who may not be deputised for."""

import re
from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.people import Membership
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import people_titles
from scheduler.domain.wording import counted, listed
from scheduler.law.rows import law_of
from scheduler.law.warning import Concern, Days, LawWarning, days_judged, formal_bodies, warned

MOST_NAMED = 3
NO_MEMBERS = ("adviser", "observer", "clerk")
POSTS = {
    "councillor": r"councillor|cllr|elected member",
    "director of adult social services": r"adult|\bdass\b",
    "director of children's services": r"child|\bdcs\b",
    "director of public health": r"public health|\bdph\b",
    "clinical commissioning group": r"commissioning group|\bccg\b",
    "integrated care board": r"integrated care|\bicb\b",
    "local Healthwatch": r"healthwatch",
}
"""Each post that a row of law names, and by which words its holder is known."""


def statutory_posts(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of boards on which nobody is to be found who holds a post that the law puts there."""
    for body in formal_bodies(problem):
        for matter in ("statutory_posts", "healthwatch"):
            yield from _posts(problem, body, matter, days_judged(problem, plan, body))


def _posts(problem: Problem, body: Body, matter: str, days: Days) -> Iterator[LawWarning]:
    for day in days:
        row = law_of(problem, matter, body.legal_kind, day)
        members = [one for one in problem.memberships_on(body.code, day) if one.role not in NO_MEMBERS]
        if row is None or not members:
            continue
        said = [_said_of(problem, one) for one in members]
        missing = [post for post in row.posts if not any(re.search(POSTS[post], words) for words in said)]
        if missing:
            message = (
                f"{days.since(day)}{body.name} has no member who is plainly {listed(missing, 'or')}, and the law"
                f" says: {row.words}; if one is there, write the post in name, organisation or on_behalf_of"
            )
            yield warned(row, message, body.code)
            return


def _said_of(problem: Problem, seat: Membership) -> str:
    """Return all that is said of who sits in a seat, in small letters."""
    person = problem.people.get(seat.person)
    known = () if person is None else (person.name, person.organisation, person.category)
    return " ".join(part for part in (seat.person, seat.on_behalf_of, *known) if part).casefold()


def scrutiny(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of members of the executive who sit on a scrutiny committee."""
    executives = list(formal_bodies(problem, "executive"))
    for body in formal_bodies(problem, "scrutiny_committee"):
        days = days_judged(problem, plan, body) if plan is not None else days_judged(problem, None, body, *executives)
        for day in days:
            row = law_of(problem, "scrutiny", body.legal_kind, day)
            of_executive = {one for other in executives for one in _voters(problem, other, day)}
            both = sorted(of_executive & _voters(problem, body, day))
            if row is not None and both:
                message = (
                    f"{days.since(day)}{people_titles(problem, both)} of the executive"
                    f" {'sits' if len(both) == 1 else 'sit'} on {body.name}; the law says: {row.words}"
                )
                yield warned(row, message, body.code)
                break


def _voters(problem: Problem, body: Body, day: date) -> set[str]:
    """Return who votes on a body on a day of its life."""
    rows = problem.memberships_on(body.code, day) if body.alive_on(day) else ()
    return {row.person for row in rows if row.voting}


def substitutes(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of substitutes that are named for members of an executive."""
    for body in formal_bodies(problem):
        days = days_judged(problem, plan, body)
        for day in days:
            row = law_of(problem, "substitutes", body.legal_kind, day)
            deputised = [one.person for one in problem.memberships_on(body.code, day) if one.voting and one.substitutes]
            if row is not None and deputised:
                few = len(deputised) <= MOST_NAMED
                whom = people_titles(problem, deputised) if few else counted(len(deputised), "member")
                message = f"{days.since(day)}{body.name} has substitutes for {whom}; the law says: {row.words}"
                yield warned(row, message, body.code)
                break


CONCERNS = (
    Concern(("statutory_posts", "healthwatch"), statutory_posts),
    Concern(("scrutiny",), scrutiny),
    Concern(("substitutes",), substitutes),
)
