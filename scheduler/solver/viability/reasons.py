"""Explanation of conflict sets: why bodies cannot sit at the same time, in sentences that could be tabled."""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.lending import lending
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, people_titles, person_title
from scheduler.domain.verbs import DAY
from scheduler.domain.verbs import ROOMS as OF_ROOMS
from scheduler.domain.viability import PEOPLE, ROOMS, TIME, Blocker, Together
from scheduler.domain.wording import clock, counted, listed
from scheduler.rules import about, equipment, meeting_day, room_missing
from scheduler.solver.viability.conflict_sets import ConflictSet
from scheduler.solver.viability.needs import PRESIDING, QUORUM, Need

MOST_PEOPLE = 8
"""People named one by one in a sentence; of more, only their number is given, and the overlaps have the names."""


def need_words(problem: Problem, need: Need, day: date) -> str:
    """Say what a body needs: `a quorum of 5 of its 9 voting members`."""
    if need.person is not None:
        return f"{person_title(problem, need.person)} or a substitute"
    if need.rule == PRESIDING:
        return "its chair or a vice-chair in person"
    if need.part is None:
        voting = counted(problem.voting_members(need.body or "", day), "voting member")
        return f"a quorum of {need.least} of its {voting}"
    if need.part.person is not None:
        return f"{person_title(problem, need.part.person)} or a substitute for its quorum"
    return f"{whom_words(need.part)} among its voting members"


def whom_words(rule: QuorumRule) -> str:
    """Say whom a part of a composite quorum counts: `at least 1 of councillor`."""
    kinds = [rule.category, rule.organisation, None if rule.role is None else rule.role.replace("_", "-")]
    return f"at least {rule.minimum} of {', '.join(kind for kind in kinds if kind)}"


def people_in_the_way(problem: Problem, together: Together, conflict: ConflictSet) -> Blocker:
    """Say that needs cannot all be met while people have one place each, and keep what else limits them."""
    needs, people = conflict.needs, conflict.people
    bodies = tuple(body for body in together.bodies if any(need.body in (body, None) for need in needs))
    rules = tuple(dict.fromkeys(need.rule for need in needs))
    if any(need.message for need in needs) or conflict.limits:
        message = _by_rules(problem, together, conflict)
    elif not people:
        message = _alone(problem, together, needs[0])
    elif conflict.of_one_person:
        message = _required_everywhere(problem, together, people[0], bodies)
    else:
        message = _together(problem, together, needs, people, conflict.kept)
    return Blocker(PEOPLE, bodies, message, people, rules)


def _by_rules(problem: Problem, together: Together, conflict: ConflictSet) -> str:
    """Say each demand, in the words of its rule where there are no shorter ones."""
    told = [need.message for need in conflict.needs if need.message]
    told += [
        f"{body_title(problem, need.body or '')} needs {need_words(problem, need, together.day)}."
        for need in conflict.needs
        if not need.message
    ]
    told += conflict.limits
    if not conflict.people and len(told) == 1:
        return f"{told[0]} That cannot be, even if nothing else were asked."
    names = people_titles(problem, conflict.people) if len(conflict.people) <= MOST_PEOPLE else None
    who = names or counted(len(conflict.people), "person", "people")
    places = f" while {who} can be in one place only" if conflict.people else ""
    return f"{' '.join(told)} Not all of that can be had at once{places}."


def _alone(problem: Problem, together: Together, need: Need) -> str:
    body = body_title(problem, need.body or "")
    if need.part is None and need.rule == QUORUM:
        has = counted(problem.voting_members(need.body or "", together.day), "voting member")
        return f"{body} has a quorum of {need.least} and only {has}, so it cannot sit even by itself."
    wanted = need_words(problem, need, together.day)
    return f"{body} needs {wanted}, and has too few, so it cannot sit even by itself."


def _required_everywhere(problem: Problem, together: Together, person: str, bodies: Sequence[str]) -> str:
    who = person_title(problem, person)
    at = listed([body_title(problem, body) for body in bodies])
    deputies = dict.fromkeys(
        deputy
        for body in bodies
        for row in problem.memberships_on(body, together.day)
        if row.person == person
        for deputy in row.substitutes
    )
    if deputies:
        verb = "is a member" if len(deputies) == 1 else "are members"
        only = f"{people_titles(problem, deputies)}, named to deputise, {verb} there already"
        return f"{who} is required at {at}, and can be at one of them only; {only}."
    return f"{who} is required at {at}, can be at one of them only, and nobody is named to deputise."


def _together(
    problem: Problem, together: Together, needs: Sequence[Need], people: Sequence[str], kept: int | None
) -> str:
    wanted = "; ".join(
        f"{body_title(problem, body)} needs "
        + listed([need_words(problem, need, together.day) for need in needs if need.body == body])
        for body in _bodies(needs)
    )
    if len(people) > MOST_PEOPLE:
        who = f"{len(people)} people sit on more than one of these bodies or deputise there"
    else:
        who = "; ".join(_who_sits_where(problem, together, needs, people))
    one = "and can be in one place only" if len(people) == 1 else "and each of them can be in one place only"
    message = f"{wanted}. Not all of that can be had at once: {who}, {one}."
    if kept is not None:
        last = needs[-1]
        left = "none" if kept <= 0 else f"only {kept}"
        noun = "voting members it needs" if last.part is None else "it needs"
        body = body_title(problem, last.body or "")
        message += f" Once the rest is met, {body} keeps {left} of the {last.least} {noun}."
    return message


def _bodies(needs: Sequence[Need]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(need.body for need in needs if need.body is not None))


def _who_sits_where(
    problem: Problem, together: Together, needs: Sequence[Need], people: Sequence[str]
) -> Iterator[str]:
    """Yield who sits where, those alike together: `Ann and Bob are members of A and B; Cat may deputise at A and B`."""
    bodies = _bodies(needs)
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for person in people:
        member = tuple(body for body in bodies if problem.is_member(person, body, together.day))
        deputy = tuple(
            body
            for body in bodies
            if body not in member
            and any(person in row.substitutes for row in problem.memberships_on(body, together.day))
        )
        alike.setdefault((member, deputy), []).append(person)
    for (member, deputy), theirs in alike.items():
        verb = "is a member" if len(theirs) == 1 else "are members"
        parts = [f"{verb} of {listed([body_title(problem, body) for body in member])}"] if member else []
        parts += [f"may deputise at {listed([body_title(problem, body) for body in deputy])}"] if deputy else []
        yield f"{people_titles(problem, theirs)} {' and '.join(parts)}"


def not_narrowed_down(together: Together, *, more: bool) -> Blocker:
    """Say that people stand in the way, and time ran out before it was shown who."""
    what = "More stands in the way" if more else "What these bodies need of people cannot all be had at once"
    return Blocker(PEOPLE, together.bodies, f"{what}; time ran out before it was shown who does.")


def too_long(problem: Problem, together: Together) -> tuple[Blocker, ...]:
    """Return the bodies that sit longer than their session is."""
    session = together.session
    if session is None:
        return ()
    hours, most = f"{clock(session.start)} to {clock(session.end)}", session.end - session.start
    minutes = {body: problem.duration_of(problem.bodies[body]) for body in together.bodies}
    return tuple(
        Blocker(
            TIME,
            (body,),
            f"{body_title(problem, body)} sits for {length} minutes, longer than its session ({hours}).",
            rules=(meeting_day.RULE.name,),
        )
        for body, length in minutes.items()
        if length > most
    )


def crowded(
    problem: Problem, together: Together, without: Sequence[str], others: Sequence[str], most: int
) -> Iterator[Blocker]:
    """Yield the bodies that no room suits, and those that cannot all have a room at the same time."""
    where = _where(problem, together)
    for body in without:
        name, needs = body_title(problem, body), _room_needs(problem, together, body)
        message = f"No room{where} would do for {name}: it needs {needs}."
        yield Blocker(ROOMS, (body,), message, rules=(room_missing.RULE.name,))
    if most < len(others):
        names = listed([body_title(problem, body) for body in others])
        carried = any(lending(problem).needed(body, None) for body in others)
        what = "a room each, with the equipment they need," if carried else "a room each"
        message = f"{names} need {what} at the same time, and{where} only {most} of them can have one."
        of_a_day = [rule.RULE.name for rule in about(OF_ROOMS) if rule.RULE.horizon is DAY]
        rules = tuple(name for name in of_a_day if carried or name != equipment.RULE.name)
        yield Blocker(ROOMS, tuple(others), message, rules=rules)


def _where(problem: Problem, together: Together) -> str:
    if together.session is None:
        return ""
    venue = problem.meeting_days[together.session.meeting_day].venue
    return " at any one venue" if venue is None else f" at {venue}"


def _room_needs(problem: Problem, together: Together, code: str) -> str:
    body, session = problem.bodies[code], together.session
    seats = counted(problem.seats_needed(code, together.day), "seat")
    wanted = [seats, *(feature.replace("_", " ") for feature in body.room_features)]
    wanted += [] if body.room is None else [f"the room {body.room}"]
    wanted += [] if body.venue is None else [f"the venue {body.venue}"]
    hours = "" if session is None else f", set up for {clock(session.start)}"
    return f"{listed(wanted)}{hours}"
