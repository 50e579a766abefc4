"""The question whether bodies can sit at the same time and its answer, in sentences that could be tabled."""

from collections.abc import Sequence

from scheduler.domain.plan import APOLOGIES, SUBSTITUTE
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.viability import Price, QuorumPart, Slot, Together, Viability
from scheduler.domain.wording import clock, counted, listed, long_date

TWO = 2
IN_WORDS = dict(enumerate(["three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=3))


def all_of(problem: Problem, bodies: Sequence[str]) -> str:
    """Name bodies in full: `Growth Board and Health Board`."""
    return listed([body_title(problem, body) for body in bodies])


def question(problem: Problem, together: Together) -> str:
    """Ask it in full."""
    asked = f"Can {all_of(problem, together.bodies)} sit at the same time"
    session = together.session
    if session is None:
        return f"{asked}?"
    meeting_day = problem.meeting_days[session.meeting_day]
    hours = f"{clock(session.start)} to {clock(session.end)}"
    venue = "" if meeting_day.venue is None else f", {meeting_day.venue}"
    return f"{asked}, in the session {session.code} of {meeting_day.name} ({hours}{venue})?"


def answer(problem: Problem, found: Viability) -> str:
    """Give it in a few words, the verdict first."""
    stand = f"as memberships stand on {long_date(found.together.day)}"
    if found.viable:
        number = len(found.together.bodies)
        both = "both" if number == TWO else f"all {IN_WORDS.get(number, number)}"
        return f"Yes: {stand}, {both} can sit at once and keep every rule. {counted_apologies(problem, found)}."
    said = [f"No: {stand}, they cannot. {found.blockers[0].message}"]
    more = len(found.blockers) - 1
    said += [f"{counted(more, 'other thing')} {'stands' if more == 1 else 'stand'} in the way too."] if more else []
    said += [_way_out(found)]
    if found.slots.slots:
        slots = counted(len(found.slots.slots), "slot")
        late = ", but would end too late for the session" if found.slots.fits is False else ""
        said.append(f"One after another, {slots} would do without any nomination{late}.")
    return " ".join(said)


def _way_out(found: Viability) -> str:
    number = 0 if found.nominations is None else len(found.nominations.rows)
    if found.nominations is None and not found.none_can_help:
        return "Whether nominations could make it possible was not found out in the time given."
    if found.nominations is None:
        return "No nomination of the people in the input can make it possible."
    if found.people_viable:
        return "Nominations cannot help: the memberships allow it."
    besides = ", once that is put right," if len(found.with_cause) > 1 else ""
    return f"{counted(number, 'nomination')}{besides} would make it possible."


def counted_apologies(problem: Problem, found: Viability) -> str:
    """Count who would not be there in person, each time: `Each time, 2 apologies are sent and 6 substitutes sit`."""
    apologies = optional = substitutes = 0
    for body, attendance in found.allocation.attendance.items():
        members = {(row.person, row.role): row for row in problem.memberships_on(body, found.together.day)}
        for row in attendance:
            substitutes += row.outcome == SUBSTITUTE
            excused = members[row.person, row.role].optional
            apologies += row.outcome == APOLOGIES and not excused
            optional += row.outcome == APOLOGIES and excused
    told = []
    if apologies:
        told.append(f"{counted(apologies, 'member')} {'sends' if apologies == 1 else 'send'} apologies")
    if substitutes:
        told.append(f"{counted(substitutes, 'substitute')} {'sits' if substitutes == 1 else 'sit'}")
    if optional:
        told.append(f"{optional} who need not attend {'stays' if optional == 1 else 'stay'} away")
    if not told:
        return "Nobody has to stay away"
    return f"Each time, {listed(told)} ({counted_price(found.price)})"


def counted_price(price: Price) -> str:
    """Count the points of a way to seat everyone: `4 points of apologies and 8 of substitutes`."""
    return f"{counted(price.apologies, 'point')} of apologies and {price.substitutes} of substitutes"


def part_words(problem: Problem, part: QuorumPart) -> str:
    """Say what a part of a composite quorum asks for and has: `1 of councillor (has 3)`."""
    rule = part.of
    if rule.person is not None:
        there = "there" if part.best else "not there"
        return f"{person_title(problem, rule.person)} ({there})"
    kinds = [rule.category, rule.organisation, None if rule.role is None else rule.role.replace("_", "-")]
    return f"{rule.minimum} of {', '.join(kind for kind in kinds if kind)} (has {part.best})"


def hours_of(problem: Problem, slot: Slot, body: str) -> str:
    """Write the hours of a body in its slot."""
    start = slot.start or 0
    return f"{clock(start)} to {clock(start + problem.duration_of(problem.bodies[body]))}"
