"""Whether bodies can sit at the same time, as a report that could be tabled: for the screen and the workbook alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, people_titles, person_title, room_title
from scheduler.domain.viability import Quorum, Stretch, Viability
from scheduler.domain.viability_remedies import assumed, nominated, one_after_another
from scheduler.domain.viability_words import (
    all_of,
    answer,
    counted_apologies,
    counted_price,
    hours_of,
    part_words,
    question,
)
from scheduler.domain.wording import long_date


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
    return people_titles(problem, quorum.presiding) if quorum.presiding else "nobody"


def _overlaps(problem: Problem, found: Viability) -> Part:
    rows = tuple(
        (
            " and ".join(body_title(problem, body) for body in overlap.bodies),
            f"{len(overlap.people)}",
            "; ".join(person_title(problem, person) for person in overlap.people) or "nobody",
        )
        for overlap in found.overlaps
    )
    return Part("Members shared", (), ("Bodies", "Shared", "Who"), rows)


def _seats(problem: Problem, found: Viability) -> Part:
    away = list(rows_of(found, (APOLOGIES, SUBSTITUTE)))
    rows = tuple(
        (
            person_title(problem, row.person),
            body_title(problem, body),
            outcome_words(problem, found, body, row),
            row.reason or "",
        )
        for body, row in away
    )
    told = f"{counted_apologies(problem, found)}." if away else "Everyone is there in person."
    sentences = (told,) if found.people_viable else (f"Were they to sit at once all the same. {told}",)
    return Part("Who would not be there in person", sentences, ("Member", "Body", "Instead", "Why"), rows)


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
    if not stretch.viable or stretch.price is None:
        return f"no{without}"
    return f"yes{without}, for {counted_price(stretch.price)}"
