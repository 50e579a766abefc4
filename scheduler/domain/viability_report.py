"""Whether bodies can sit at the same time, as a report that could be tabled: for the screen and the workbook alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, people_titles, person_title, room_title, session_title
from scheduler.domain.viability import (
    PEOPLE,
    SUBSTITUTE_NAMED,
    Allocation,
    Nomination,
    Quorum,
    QuorumPart,
    Slot,
    Stretch,
    Together,
    Viability,
    people_of,
    voters_shared,
)
from scheduler.domain.wording import clock, counted, listed, long_date, slots_words

TWO = 2
IN_WORDS = dict(enumerate(["three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=3))


@dataclass(frozen=True)
class Part:
    """A part of the report: a heading, what it says in sentences, and perhaps a table."""

    heading: str
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """The sentences, and each row of the table as a line."""
        yield from self.sentences
        for first, *cells in self.rows:
            told = [f"{heading.lower()} {cell}" for heading, cell in zip(self.columns[1:], cells, strict=True) if cell]
            name = f"{self.columns[0]} {first}" if first.isdigit() else first
            yield f"{name}: {'; '.join(told)}"


def report_title(problem: Problem, found: Viability) -> str:
    """Name the report."""
    return f"{problem.settings.title}: can these bodies sit at the same time?"


def report(problem: Problem, found: Viability) -> tuple[Part, ...]:
    """Return the parts of the report, in the order in which they are read."""
    parts = [
        Part("Question", (question(problem, found.together),)),
        Part("Answer", (answer(problem, found),)),
        _blockers(found),
        Part("What would make it possible", tuple(nominated(problem, found))),
        _slots(problem, found),
        _quorums(problem, found),
        _overlaps(problem, found),
        _seats(problem, found),
        Part("Through the year", tuple(_through_the_year(problem, found))),
        Part("What this rests on", tuple(assumed(problem, found))),
    ]
    return tuple(part for part in parts if part.sentences or part.rows)


def _blockers(found: Viability) -> Part:
    return Part("What stands in the way", tuple(blocker.message for blocker in found.blockers))


def _slots(problem: Problem, found: Viability) -> Part:
    timed = any(slot.start is not None for slot in found.slots.slots)
    columns = ("Slot", "Time", "Body", "Room") if timed else ("Slot", "Body", "Room")
    rows: list[tuple[str, ...]] = []
    for number, slot in enumerate(found.slots.slots, start=1):
        for body in slot.bodies:
            hours = (hours_of(problem, slot, body),) if timed else ()
            room = room_title(problem, slot.rooms[body]) if body in slot.rooms else ""
            rows.append((f"{number}", *hours, body_title(problem, body), room))
    heading = "Times and rooms" if found.viable else "One after another"
    return Part(heading, tuple(one_after_another(problem, found)), columns, tuple(rows))


def _quorums(problem: Problem, found: Viability) -> Part:
    sentences = ["Voting members present after the best way to seat everyone, substitutes included."]
    if found.allocation.failing:
        several = all_of(problem, found.allocation.failing)
        sentences.append(f"Seated so that the fewest fail, {several} would not have all that is needed.")
    rows = tuple(
        (
            body_title(problem, quorum.body),
            f"{quorum.voting}",
            f"{quorum.needed}",
            f"{quorum.best}",
            "; ".join(part_words(problem, part) for part in quorum.parts),
            _presiding(problem, quorum),
        )
        for quorum in found.quorums
    )
    return Part("Quorums", tuple(sentences), ("Body", "Voting", "Quorum", "Present", "Also needed", "Presiding"), rows)


def _presiding(problem: Problem, quorum: Quorum) -> str:
    if not quorum.leaders:
        return "no chair is named"
    return people_titles(problem, quorum.presiding) if quorum.presiding else "chosen by the members present"


def _overlaps(problem: Problem, found: Viability) -> Part:
    rows = []
    for overlap in found.overlaps:
        both, others = voters_shared(problem, found.together, overlap)
        names = (_names(problem, people) for people in (both, others))
        rows.append((" and ".join(body_title(problem, body) for body in overlap.bodies), f"{len(both)}", *names))
    return Part("Members shared", (), ("Bodies", "Shared", "Voting members", "Without a vote on one"), tuple(rows))


def _names(problem: Problem, people: Sequence[str]) -> str:
    return "; ".join(person_title(problem, person) for person in people) or "nobody"


def _seats(problem: Problem, found: Viability) -> Part:
    away = list(rows_of(found, (APOLOGIES, SUBSTITUTE)))
    rows = tuple(
        (
            person_title(problem, row.person) + ("" if row.voting else f" ({row.role.replace('_', '-')}, no vote)"),
            body_title(problem, body),
            outcome_words(problem, found, body, row),
            row.reason or "",
        )
        for body, row in away
    )
    told = f"{counted_apologies(problem, found)}." if away else "Everyone is there in person."
    sentences = (told,) if found.people_viable else (f"Were they to sit at once all the same. {told}",)
    return Part("Who would not be there in person", sentences, ("Who", "Body", "Instead", "Why"), rows)


def rows_of(
    found: Viability, outcomes: Sequence[str] = (ATTENDS, SUBSTITUTE, APOLOGIES)
) -> Iterator[tuple[str, Attendance]]:
    """Yield each body with each of its members to whom any of these happens in the best way to seat everyone."""
    for body, attendance in found.allocation.attendance.items():
        for row in attendance:
            if row.outcome in outcomes:
                yield body, row


def outcome_words(problem: Problem, found: Viability, body: str, row: Attendance) -> str:
    """Say what becomes of a member: `apologies`, or who sits instead."""
    if row.outcome == ATTENDS:
        return "attends"
    if row.substitute is not None:
        return person_title(problem, row.substitute)
    members = problem.memberships_on(body, found.together.day)
    optional = any(member.optional for member in members if (member.person, member.role) == (row.person, row.role))
    return "need not attend" if optional else "apologies"


def _through_the_year(problem: Problem, found: Viability) -> Iterator[str]:
    if len(found.stretches) == 1 and found.stretches[0].viable == found.viable:
        yield "The answer, and what it costs, are the same on every day of the calendar."
        return
    for stretch in found.stretches:
        yield f"{long_date(stretch.first)} to {long_date(stretch.last)}: {_on_those_days(problem, found, stretch)}."


def _on_those_days(problem: Problem, found: Viability, stretch: Stretch) -> str:
    missing = [body for body in found.together.ever if body not in stretch.bodies]
    without = f" without {all_of(problem, missing)}, not in existence then" if missing else ""
    if len(stretch.bodies) <= 1:
        return f"nothing to answer{without}"
    if stretch.viable is None:
        return f"not found out in the time given{without}"
    if not stretch.viable or stretch.allocation is None:
        return f"no{without}"
    return f"yes{without}, with {_people_words(problem, stretch.first, stretch.allocation)}"


def nominated(problem: Problem, found: Viability) -> Iterator[str]:
    """Yield the fewest nominations; nothing where memberships are not in the way."""
    if PEOPLE not in found.with_cause:
        return
    known = found.nominations
    if known is not None:
        fewest = "" if known.proven else " Fewer may do: time ran out before that was shown."
        yield f"The fewest nominations that make it possible: {len(known.rows)}.{fewest}"
        yield from (nomination_words(problem, found, row) for row in known.rows)
        if known.then is not None and known.price is not None:
            yield f"There are then {_people_words(problem, found.together.day, known.then)} each time."
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
    role = next((seat.role for seat in _seats_of(problem, found, row)), "member").replace("_", "-")
    return f"Give the seat of {member} at {at}, as {role}, to {who}."


def _seats_of(problem: Problem, found: Viability, row: Nomination) -> Iterator[Membership]:
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
    if slots.allocation is not None and number > 1:
        yield f"There are then {_people_words(problem, found.together.day, slots.allocation)} each time."
    if session is not None:
        ends = clock(slots.slots[-1].end or 0)
        verdict = "in time for" if slots.fits else "too late for"
        yield f"The last body ends at {ends}, {verdict} the end of the session at {clock(session.end)}."
    yield from _more_slots(problem, found)
    without = [
        body
        for slot in slots.slots
        for body in slot.bodies
        if problem.rooms and body not in slot.rooms and not problem.bodies[body].online
    ]
    if without:
        yield f"No room was found then for {all_of(problem, without)}."


def _more_slots(problem: Problem, found: Viability) -> Iterator[str]:
    """Yield what each slot more than the fewest would save, in people."""
    ways = [(len(one.slots), one.allocation) for one in (found.slots, *found.slots.more)]
    counts = [(number, people_of(problem, found.together.day, way)) for number, way in ways if way is not None]
    now = counts[0][1]
    for number, then in counts[1:]:
        if then < now:
            words = slots_words(number, (then[0], now[0]), (then[1], now[1]))
            yield f"{words[0].upper()}{words[1:]}, each time."


def assumed(problem: Problem, found: Viability) -> Iterator[str]:
    """Yield what the answer takes for granted."""
    together = found.together
    yield f"Memberships are those in force on {long_date(together.day)}."
    yield (
        "Everybody is taken to be free for it, whatever their diaries say. Nobody sits in two places; a substitute "
        "sits for one member at one meeting, with that member's vote, and never presides."
    )
    yield (
        "The best way to seat everyone sends the fewest apologies (a chair's weighs three times as much as that of "
        "somebody without a vote, another voting member's twice as much, that of those who need not attend nothing), "
        "then the fewest substitutes, those named first in a member's list before the others."
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
    return f"{asked}, in the session {session_title(session.code)} of {meeting_day.name} ({hours}{venue})?"


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
    apologies = without_vote = optional = substitutes = 0
    for body, attendance in found.allocation.attendance.items():
        members = {(row.person, row.role): row for row in problem.memberships_on(body, found.together.day)}
        for row in attendance:
            substitutes += row.outcome == SUBSTITUTE
            excused = members[row.person, row.role].optional
            sent = row.outcome == APOLOGIES and not excused
            apologies += sent and row.voting
            without_vote += sent and not row.voting
            optional += row.outcome == APOLOGIES and excused
    told = []
    if apologies:
        told.append(f"{counted(apologies, 'member')} {'sends' if apologies == 1 else 'send'} apologies")
    if without_vote:
        told.append(f"{without_vote} without a vote {'sends' if without_vote == 1 else 'send'} apologies")
    if substitutes:
        told.append(f"{counted(substitutes, 'substitute')} {'sits' if substitutes == 1 else 'sit'}")
    if optional:
        told.append(f"{optional} who need not attend {'stays' if optional == 1 else 'stay'} away")
    if not told:
        return "Nobody has to stay away"
    return f"Each time, {listed(told)}"


def _people_words(problem: Problem, day: date, allocation: Allocation) -> str:
    """Count those who are not there in a way to seat everyone: `no apologies and 8 substitutes`."""
    apologies, substitutes = people_of(problem, day, allocation)
    return " and ".join(
        counted(number, one, several) if number else f"no {several}"
        for number, one, several in ((apologies, "apology", "apologies"), (substitutes, "substitute", "substitutes"))
    )


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
