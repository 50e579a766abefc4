"""What an officer can do about a change besides moving meetings: accept apologies, or name a substitute."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.checking.consequences import consequences
from scheduler.commands.changes import Changed
from scheduler.domain.changes import name_substitutes
from scheduler.domain.consequences import ACCEPT, MOVE, SUBSTITUTE, Alternative, Consequences
from scheduler.domain.difference import DROPPED, MOVED, NEW, Change
from scheduler.domain.plan import APOLOGIES, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import counted
from scheduler.solver.repair.seat_assignment import reseated
from scheduler.wishes import apologies, substitutes

MOST_TRIED = 4
"""People tried as a substitute for one member."""
MOST_SEATS = 6
"""Seats for which substitutes are looked for."""

Seat = tuple[str, str]
"""A person, and the body where they are missed."""


def other_ways(changed: Changed, plan: Plan, moves: Sequence[Change]) -> tuple[Alternative, ...]:
    """Return what could be done: move as the repaired calendar does, accept what it costs not to, or name a substitute.

    Parameters
    ----------
    changed : Changed
        The change, and what follows where no meeting moves.
    plan : Plan
        The calendar that moves least.
    moves : Sequence[Change]
        How it differs from the published one.

    """
    found = []
    shifted = [change for change in moves if change.kind in (MOVED, NEW, DROPPED)]
    if shifted:
        people = {person for change in shifted for person in change.people}
        before, after = _points(changed.before, changed.published), _points(changed.after, plan)
        verb = "Move" if all(change.kind == MOVED for change in shifted) else "Change"
        words = f"{verb} {counted(len(shifted), 'meeting')}, as the new calendar does."
        more = after[0] - before[0], after[1] - before[1]
        found.append(
            Alternative(
                MOVE,
                words,
                possible=True,
                meetings_moved=len(shifted),
                people_affected=len(people),
                apologies=more[0],
                substitutes=more[1],
            )
        )
    if not changed.consequences.clean or _dearer(changed.consequences):
        found.append(_as_it_is(ACCEPT, "Leave every date as it is.", changed.consequences))
        found += _by_substitutes(changed)
    return tuple(found)


def _points(problem: Problem, plan: Plan) -> tuple[int, int]:
    absent, deputised = (sum(row.cost for row in wish.score(problem, plan)) for wish in (apologies, substitutes))
    return absent, deputised


def _dearer(found: Consequences) -> bool:
    return found.apologies[1] > found.apologies[0]


def _as_it_is(kind: str, words: str, found: Consequences) -> Alternative:
    """Return the alternative of which these are the consequences, no meeting moved."""
    absent = {seat.person for seat in found.seats if seat.now == APOLOGIES and seat.was != APOLOGIES}
    return Alternative(
        kind,
        words,
        not found.appear_breaches,
        0,
        len(absent),
        found.apologies[1] - found.apologies[0],
        found.substitutes[1] - found.substitutes[0],
        found.appear_breaches[0].message if found.appear_breaches else "",
    )


def _by_substitutes(changed: Changed) -> Iterator[Alternative]:
    """Yield, for each seat that is missed, the best substitute who could be named for it."""
    members = {(row.person, row.body) for row in changed.after.memberships if row.lasts_to(changed.since)}
    missed = [seat for seat in _missed(changed.consequences) if seat in members]
    for person, body in missed[:MOST_SEATS]:
        tried = [
            (found, deputy)
            for deputy in _candidates(changed, person, body)
            if _helps(found := _with_substitute(changed, person, body, deputy), changed.consequences)
        ]
        if tried:
            found, deputy = min(tried, key=lambda one: _rank(one[0]))
            who, for_whom = person_title(changed.after, deputy), person_title(changed.after, person)
            words = f"Name {who} to deputise for {for_whom} at {body_title(changed.after, body)}."
            yield replace(_as_it_is(SUBSTITUTE, words, found), person=person, body=body, substitute=deputy)


def _rank(found: Consequences) -> tuple[int, int, int]:
    return len(found.appear_breaches), found.apologies[1], found.substitutes[1]


def _helps(found: Consequences, without: Consequences) -> bool:
    """Whether fewer rules are broken than without the substitute, or none is and it costs less."""
    fewer = len(found.appear_breaches) < len(without.appear_breaches)
    return fewer or (not found.appear_breaches and _rank(found) < _rank(without))


def _missed(found: Consequences) -> list[Seat]:
    """Return who is missed where because of the change: by apologies, or because a rule needs them."""
    seats = [(seat.person, seat.body) for seat in found.seats if seat.now == APOLOGIES and seat.was != APOLOGIES]
    for breach in found.appear_breaches:
        seats += [(person, body) for person in breach.people for body in breach.bodies]
    return list(dict.fromkeys(seats))


def _candidates(changed: Changed, person: str, body: str) -> list[str]:
    """Return who might be named, the likeliest first.

    They are of the same organisation; those of the same category come first, then those who hold the same role
    elsewhere, then those with the fewest seats.
    """
    problem = changed.after
    member, seats = problem.people[person], Counter(row.person for row in problem.memberships)
    theirs = [row for row in problem.memberships_of_body[body] if row.person == person]
    named = {row.person for row in problem.memberships_of_body[body]} | {s for row in theirs for s in row.substitutes}
    alike = {row.person for row in problem.memberships if row.role in {own.role for own in theirs}}
    near = [
        one
        for one in problem.people.values()
        if one.code not in named
        and one.organisation == member.organisation
        and (one.organisation is not None or one.category == member.category)
    ]
    near.sort(key=lambda one: (one.category != member.category, one.code not in alike, seats[one.code]))
    return [one.code for one in near[:MOST_TRIED]]


def _with_substitute(changed: Changed, person: str, body: str, deputy: str) -> Consequences:
    """Return what follows from the change where a substitute is named too."""
    after = name_substitutes(changed.after, person, body, (deputy,), changed.since)
    plan = reseated(changed.after, after, changed.plan)
    return consequences((changed.before, changed.published), (after, plan))
