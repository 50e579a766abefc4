"""What would let bodies sit at the same time, or one after another, and what the answer rests on."""

from collections.abc import Iterator

from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.viability import PEOPLE, SUBSTITUTE_NAMED, Nomination, Viability
from scheduler.domain.viability_words import all_of, counted_price
from scheduler.domain.wording import clock, counted, long_date


def nominated(problem: Problem, found: Viability) -> Iterator[str]:
    """Yield the fewest nominations; nothing where memberships are not in the way."""
    if PEOPLE not in found.with_cause:
        return
    known = found.nominations
    if known is not None:
        fewest = "" if known.proven else " Fewer may do: time ran out before that was shown."
        yield f"The fewest nominations that make it possible: {len(known.rows)}.{fewest}"
        yield from (nomination_words(problem, found, row) for row in known.rows)
        if known.price is not None:
            yield f"It then costs {counted_price(known.price)} each time."
        if len(found.with_cause) > 1:
            yield "That settles the memberships only: what else stands in the way has to be put right besides."
        return
    if not found.none_can_help:
        yield "Whether nominations could make it possible was not found out in the time given."
        return
    yield "No nomination of the people in the input can make it possible."
    if found.to_be_found is not None:
        people = [row for row in found.to_be_found.rows if row.substitute is None]
        verb = "is" if len(people) == 1 else "are"
        yield f"{counted(len(people), 'person', 'people')} would have to be found who {verb} not in the input:"
        yield from (nomination_words(problem, found, row) for row in found.to_be_found.rows)
    elif found.nobody_can_help:
        yield "Nor could anybody who is not in the input: what a body needs by itself has to be put right first."


def nomination_words(problem: Problem, found: Viability, row: Nomination) -> str:
    """Say a nomination as an officer would propose it."""
    at = body_title(problem, row.body)
    member = person_title(problem, row.person)
    who = _newcomer(problem, row) if row.substitute is None else _with_organisation(problem, row.substitute)
    if row.kind == SUBSTITUTE_NAMED:
        return f"Name {who} as a substitute for {member} at {at}."
    role = next((seat.role for seat in _seats(problem, found, row)), "member").replace("_", "-")
    return f"Give the seat of {member} at {at}, as {role}, to {who}."


def _seats(problem: Problem, found: Viability, row: Nomination) -> Iterator[Membership]:
    return (seat for seat in problem.memberships_on(row.body, found.together.day) if seat.person == row.person)


def _newcomer(problem: Problem, row: Nomination) -> str:
    organisation = problem.people[row.person].organisation
    return "somebody else" if organisation is None else f"somebody else of {organisation}"


def _with_organisation(problem: Problem, code: str) -> str:
    organisation = problem.people[code].organisation
    name = person_title(problem, code)
    return name if organisation is None else f"{name} ({organisation})"


def one_after_another(problem: Problem, found: Viability) -> Iterator[str]:
    """Yield how few slots would do, whether they fit in the session, and what they cost."""
    slots = found.slots
    number = len(slots.slots)
    session = found.together.session
    if not number:
        if slots.unlimited:
            most = problem.settings.max_meetings_per_person_per_day
            yield (
                f"No number of slots on one day would do, because nobody may have more than {most} meetings on one "
                f"day; were it not for that, {len(slots.unlimited)} would."
            )
        elif slots.proven:
            yield "No number of slots on one day would do, as memberships are."
        else:
            yield "No number of slots was found to do in the time given."
        return
    proof = "and fewer will not do" if slots.proven else "and whether fewer would do was not shown in the time given"
    if number > 1:
        yield f"{counted(number, 'slot')} one after another would do without any nomination, {proof}."
    if slots.price is not None and number > 1:
        yield f"They cost {counted_price(slots.price)} each time."
    if session is not None:
        ends = clock(slots.slots[-1].end or 0)
        verdict = "in time for" if slots.fits else "too late for"
        yield f"The last body ends at {ends}, {verdict} the end of the session at {clock(session.end)}."
    without = [
        body
        for slot in slots.slots
        for body in slot.bodies
        if problem.rooms and body not in slot.rooms and not problem.bodies[body].online
    ]
    if without:
        yield f"No room was found then for {all_of(problem, without)}."


def assumed(problem: Problem, found: Viability) -> Iterator[str]:
    """Yield what the answer takes for granted."""
    together = found.together
    yield f"Memberships are those in force on {long_date(together.day)}."
    yield (
        "Everybody is taken to be free for it, whatever their diaries say. Nobody sits in two places; a substitute "
        "sits for one member at one meeting, with that member's vote, and never presides."
    )
    yield (
        "The best way to seat everyone sends the fewest apologies (3 points for a chair, 2 for other voting members, "
        "1 for others, 0 for those who need not attend), then the fewest substitutes (a point for each place in the "
        "member's list)."
    )
    if not found.allocation.proven:
        yield "Time ran out before it was shown that no other way to seat everyone is better."
    if found.rooms is None:
        yield "The input has no rooms, so nothing was asked of them."
    elif together.session is None:
        yield "Each body has a room of its own, wherever it is; hours, travel and other bookings were not asked about."
    else:
        yield "Each body has a room of its own at one venue, open at that time; other bookings were not asked about."
    if together.session is not None and together.session.arrangement == "staggered":
        yield "The input arranges this session as staggered, so a plan sits its bodies one after another in any case."
