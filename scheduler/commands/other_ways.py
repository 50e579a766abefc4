"""What else could be done after a change than what the calendar that moves least does.

To leave everything where it is, to appoint somebody to a vacant seat, to name a substitute, to put a meeting into
another room this once, or one on another day. Every way offered as possible has passed the checker.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.checking import check
from scheduler.checking.breaches import TIERS_OF_SEATS, missing_in_seats, price_of_seats
from scheduler.checking.consequences import consequences
from scheduler.commands.changes import Changed
from scheduler.commands.why import Wanted, answered
from scheduler.domain.changes import join, name_substitutes
from scheduler.domain.consequences import ACCEPT, APPOINT, MOVE, ROOM, SUBSTITUTE, Alternative, Consequences
from scheduler.domain.difference import DROPPED, MOVED, NEW, Change, difference
from scheduler.domain.other_dates import Asked, Placement, asked_about
from scheduler.domain.plan import APOLOGIES, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import body_title, person_title, room_title
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.solver.cp.progress import Clock, Listener
from scheduler.solver.repair.minimal_perturbation import Perturbation, least_perturbation
from scheduler.solver.repair.seat_repair import reseated
from scheduler.wishes.quantities import differences, of_tier, quantities

MOST_TRIED = 4
"""People tried for one seat."""
MOST_SEATS = 6
"""Seats for which somebody is looked for."""
MOST_MEETINGS = 2
"""Meetings for which another day is looked for."""
SECONDS_EACH = 1.5
"""For each of those meetings, and for the rooms."""
MOST_SECONDS = (MOST_MEETINGS + 1) * SECONDS_EACH
"""For all that is looked for."""

Seat = tuple[str, str]
"""A person, and the body where they are missed."""


def other_ways(changed: Changed, plan: Plan, moves: Sequence[Change]) -> tuple[Alternative, ...]:
    """Return what could be done: accept what it costs to move nothing, appoint or name somebody, or move and cancel.

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
    if not changed.consequences.clean or _dearer(changed.consequences):
        found.append(_as_it_is(changed.after, ACCEPT, "Leave every date as it is.", changed.consequences))
        found += by_appointment(changed)
        found += _by_substitutes(changed)
    shifted = [change for change in moves if change.kind in (MOVED, NEW, DROPPED)]
    if shifted:
        people = {person for change in shifted for person in change.people}
        before, after = price_of_seats(changed.before, changed.published), price_of_seats(changed.after, plan)
        costs = _costs_of_plans((changed.before, changed.published), (changed.after, plan))
        found.append(
            Alternative(
                MOVE,
                f"{_shifts(shifted)}, as the new calendar does.",
                possible=True,
                meetings_moved=sum(map(_to_another_time, shifted)),
                people_affected=len(people),
                apologies=after[0] - before[0],
                substitutes=after[1] - before[1],
                costs=costs,
            )
        )
    return tuple(found)


def _to_another_time(change: Change) -> bool:
    return change.kind == MOVED and bool({"date", "time"} & set(change.details))


def _shifts(changes: Sequence[Change]) -> str:
    """Say what becomes of meetings, for short: `Move 2 meetings, cancel 1 and put 1 in another room`."""
    moved = sum(map(_to_another_time, changes))
    new, dropped = (sum(change.kind == kind for change in changes) for kind in (NEW, DROPPED))
    elsewhere = len(changes) - moved - new - dropped
    words = [
        f"{verb} {counted(number, 'meeting')}{where}"
        for verb, number, where in (
            ("move", moved, ""),
            ("hold", new, " more"),
            ("cancel", dropped, ""),
            ("put", elsewhere, " in another room"),
        )
        if number
    ]
    sentence = listed(words)
    return sentence[:1].upper() + sentence[1:]


def _dearer(found: Consequences) -> bool:
    return found.apologies[1] > found.apologies[0]


def _as_it_is(problem: Problem, kind: str, words: str, found: Consequences) -> Alternative:
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
        costs=_costs(problem, found.worse, found.better),
    )


def _costs(problem: Problem, worse: Sequence[UngrantedWish], better: Sequence[UngrantedWish]) -> tuple[str, ...]:
    """Say which apologies and substitutes there are more and fewer, given the wishes granted on one side only."""
    then, now = (quantities(problem.wish_weights, rows) for rows in (worse, better))
    return tuple(words for tier in TIERS_OF_SEATS for words in differences(of_tier(tier, then), of_tier(tier, now)))


def _costs_of_plans(before: tuple[Problem, Plan], after: tuple[Problem, Plan]) -> tuple[str, ...]:
    """Say which apologies and substitutes one calendar has more and fewer than another."""
    return _costs(after[0], missing_in_seats(*after), missing_in_seats(*before))


def _by_substitutes(changed: Changed) -> Iterator[Alternative]:
    """Yield, for each seat that is missed, the best substitute who could be named for it."""
    members = {(row.person, row.body) for row in changed.after.all_memberships if row.lasts_to(changed.since)}
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
            yield replace(
                _as_it_is(changed.after, SUBSTITUTE, words, found), person=person, body=body, substitute=deputy
            )


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


def by_appointment(changed: Changed) -> Iterator[Alternative]:
    """Yield, for each body with seats that fall vacant, whom to appoint to them from the bodies it hangs on."""
    for body, seats in _vacancies(changed).items():
        after, found, named = changed.after, changed.consequences, []
        for person, role in seats[:MOST_SEATS]:
            tried = [(_appointed(changed, after, one, body, role), one) for one in _electable(after, body, person)]
            if tried:
                (after, found), who = min(tried, key=lambda one: _rank(one[0][1]))
                named.append((person, who))
        if named and _helps(found, changed.consequences):
            who, whom = (listed([person_title(after, pair[side]) for pair in named]) for side in (1, 0))
            words = f"Appoint {who} to {body_title(after, body)} in the place of {whom}."
            one = named[0] if len(named) == 1 else (None, None)
            yield replace(_as_it_is(changed.after, APPOINT, words, found), person=one[0], body=body, substitute=one[1])


def _vacancies(changed: Changed) -> dict[str, list[tuple[str, str]]]:
    """Return the voting seats, by body, that somebody has before the change and not after it, each with its role."""
    found: dict[str, dict[str, str]] = {}
    for meeting in changed.plan.live:
        if meeting.body in changed.before.bodies and meeting.body in changed.after.bodies:
            there = {row.person for row in changed.after.memberships_on(meeting.body, meeting.date)}
            for row in changed.before.memberships_on(meeting.body, meeting.date):
                if row.voting and row.person not in there:
                    found.setdefault(meeting.body, {})[row.person] = row.role
    return {body: list(seats.items()) for body, seats in found.items()}


def _electable(problem: Problem, body: str, person: str) -> list[str]:
    """Return who might take a seat, the likeliest first: members of the parent body who are not on this one.

    Of the same category and organisation as the last holder come first, then those with the fewest seats.
    """
    rows = problem.memberships_of_body[body]
    there, seats = {row.person for row in rows}, Counter(row.person for row in problem.all_memberships)
    last = problem.people.get(person)
    parents = dict.fromkeys(
        row.person for parent in _parents(problem, body) for row in problem.memberships_of_body[parent] if row.voting
    )
    found = [one for one in parents if one not in there and one != person]

    def rank(code: str) -> tuple[bool, bool, int]:
        who = problem.people[code]
        return (
            last is not None and who.category != last.category,
            last is not None and who.organisation != last.organisation,
            seats[code],
        )

    return sorted(found, key=rank)[:MOST_TRIED]


def _parents(problem: Problem, body: str) -> list[str]:
    """Return the bodies that a body hangs on: those it reports or escalates to, else the one with most of its members.

    Where several hold as many of them, it is the largest: a council rather than another of its committees.
    """
    lines = [line.to_body for line in problem.reporting if line.from_body == body]
    if lines:
        return list(dict.fromkeys(lines))
    members = {row.person for row in problem.memberships_of_body[body]}
    others = {
        code: {row.person for row in problem.memberships_of_body[code]} for code in problem.bodies if code != body
    }
    best = max(others, key=lambda code: (len(members & others[code]), len(others[code])), default=None)
    return [] if best is None or not members & others[best] else [best]


def _appointed(changed: Changed, after: Problem, person: str, body: str, role: str) -> tuple[Problem, Consequences]:
    """Return the input, and what follows from the change, where somebody is appointed too."""
    problem = join(after, person, body, role, changed.since)
    plan = reseated(changed.after, problem, changed.plan)
    return problem, consequences((changed.before, changed.published), (problem, plan))


def _candidates(changed: Changed, person: str, body: str) -> list[str]:
    """Return who might be named, the likeliest first.

    They are of the same organisation; those of the same category come first, then those who hold the same role
    elsewhere, then those with the fewest seats.
    """
    problem = changed.after
    member, seats = problem.people[person], Counter(row.person for row in problem.all_memberships)
    theirs = [row for row in problem.memberships_of_body[body] if row.person == person]
    named = {row.person for row in problem.memberships_of_body[body]} | {s for row in theirs for s in row.substitutes}
    alike = {row.person for row in problem.all_memberships if row.role in {own.role for own in theirs}}
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


def by_another_room(changed: Changed, problem: Problem, listener: Listener) -> Iterator[Alternative]:
    """Yield another room, this once, for meetings of bodies with a room or venue of their own that cannot be used.

    Parameters
    ----------
    changed : Changed
        The change, and what it breaks where no meeting moves.
    problem : Problem
        The changed input, with the published calendar as its baseline and the moment of planning.
    listener : callable
        Hears of progress.

    """
    shut = [breach for breach in changed.consequences.appear_breaches if breach.rooms and breach.dates]
    concerned = {body for breach in shut for body in breach.bodies if body in problem.bodies}
    bound = {code for code in concerned if problem.bodies[code].room or problem.bodies[code].venue}
    if not bound:
        return
    free = {code: replace(problem.bodies[code], room=None, venue=None) for code in bound}
    relaxed = replace(problem, bodies={**problem.bodies, **free})
    found = least_perturbation(relaxed, (), Clock(SECONDS_EACH, listener), pinned=True)
    if not isinstance(found, Perturbation) or check(relaxed, found.plan):
        return
    moved = [change for change in difference(changed.published, found.plan) if change.meeting.body in bound]
    places = [
        f"{body_title(problem, now.body)} on {long_date(now.date)} in {room_title(problem, now.room or '')}"
        for now in (change.meeting for change in moved)
    ]
    people = {person for change in moved for person in change.people}
    before, after = price_of_seats(changed.before, changed.published), price_of_seats(relaxed, found.plan)
    yield Alternative(
        ROOM,
        f"Hold {listed(places)}, this once.",
        possible=True,
        people_affected=len(people),
        apologies=after[0] - before[0],
        substitutes=after[1] - before[1],
        costs=_costs_of_plans((changed.before, changed.published), (relaxed, found.plan)),
    )


def by_another_day(changed: Changed, problem: Problem, listener: Listener) -> Iterator[Alternative]:
    """Yield the best other day of each meeting to which apologies are newly sent, where it saves some of them.

    Parameters
    ----------
    changed : Changed
        The change; nothing that it breaks makes a meeting move.
    problem : Problem
        The changed input, with the moment of planning.
    listener : callable
        Hears of progress.

    """
    if changed.consequences.appear_breaches:
        return
    problem = replace(problem, baseline=changed.plan)
    meetings = {(meeting.body, meeting.sequence): meeting for meeting in changed.plan.live}
    missed = dict.fromkeys((s.body, s.sequence) for s in changed.consequences.seats if _newly_absent(s.was, s.now))
    asked_already: set[frozenset[str]] = set()
    for key in missed:
        asked = asked_about(changed.plan, meetings[key])
        if len(asked_already) < MOST_MEETINGS and frozenset(asked.uids) not in asked_already:
            asked_already.add(frozenset(asked.uids))
            answer = answered(problem, changed.plan, Wanted(asked, None, None), Clock(SECONDS_EACH, listener))
            saving = [one for one in answer.alternatives if _more(one, "apologies") < 0]
            if saving:
                yield _as_an_alternative(problem, asked, saving[0], changed.consequences)


def _newly_absent(was: str | None, now: str | None) -> bool:
    return now == APOLOGIES and was != APOLOGIES


def _more(placement: Placement, tier: str) -> int:
    return sum(cost.then - cost.now for cost in placement.costs if cost.tier == tier)


def _as_an_alternative(problem: Problem, asked: Asked, placement: Placement, found: Consequences) -> Alternative:
    mover = body_title(problem, asked.code) if asked.occurrence is None else problem.meeting_days[asked.mover].name
    when = long_date(placement.date) + ("" if placement.start is None else f" at {clock(placement.start)}")
    people = {row.person for meeting in asked.meetings for row in meeting.attendance}
    return Alternative(
        MOVE,
        f"Move {mover} from {long_date(asked.date)} to {when}.",
        possible=True,
        meetings_moved=len(asked.meetings),
        people_affected=len(people),
        apologies=found.apologies[1] - found.apologies[0] + _more(placement, "apologies"),
        substitutes=found.substitutes[1] - found.substitutes[0] + _more(placement, "substitutes"),
        costs=_costs(problem, (*found.worse, *placement.worse), (*found.better, *placement.better)),
    )
