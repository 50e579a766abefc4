"""Whether bodies can sit at the same time: a report for the screen, a document for a program."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from scheduler.domain.problem import Problem
from scheduler.domain.viability import PEOPLE, Nomination, Nominations, Price, Slots, Viability, people_of
from scheduler.domain.viability_report import Part, report, report_title
from scheduler.domain.wording import clock

WIDTH = 100
INDENT, GAP = "   ", "  "
LEAST_COLUMN = 8


def viability_lines(problem: Problem, found: Viability) -> Iterator[str]:
    """Yield the report, line by line, none wider than a page."""
    title = wrap(report_title(problem, found), WIDTH)
    yield from title
    yield "=" * max(map(len, title))
    for number, part in enumerate(report(problem, found), start=1):
        yield ""
        yield f"{number}. {part.heading}"
        yield from _lines_of(part)


def _lines_of(part: Part) -> Iterator[str]:
    for sentence in part.sentences:
        bullet = "- " if len(part.sentences) > 1 else ""
        yield from wrap(
            sentence, WIDTH, initial_indent=f"{INDENT}{bullet}", subsequent_indent=f"{INDENT}{' ' * len(bullet)}"
        )
    if part.rows:
        yield from ("",) if part.sentences else ()
        yield from table_lines(part.columns, part.rows)


def table_lines(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table with a rule below its headings; cells that are too long for the page go on in the next line."""
    widths = _widths([columns, *rows])
    for number, row in enumerate([columns, *rows]):
        cells = [wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            padded = [
                (cell[line] if line < len(cell) else "").ljust(width) for cell, width in zip(cells, widths, strict=True)
            ]
            yield f"{INDENT}{GAP.join(padded)}".rstrip()
        if number == 0:
            yield f"{INDENT}{GAP.join('-' * width for width in widths)}"


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column: what its longest cell takes, the widest cut until all fit on the page."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    room = WIDTH - len(INDENT) - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > LEAST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def viability_document(problem: Problem, found: Viability) -> dict[str, Any]:
    """Return the answer in the types of JSON."""
    together, session = found.together, found.together.session
    made = found.nominations
    return {
        "bodies": list(together.bodies),
        "on": together.day.isoformat(),
        "meeting_day": None if session is None else session.meeting_day,
        "session": None if session is None else session.code,
        "viable": found.viable,
        "overlaps": [{"bodies": list(row.bodies), "people": list(row.people)} for row in found.overlaps],
        "quorum": [
            {
                "body": row.body,
                "needed": row.needed,
                "best": row.best,
                "voting": row.voting,
                "rules": [
                    {
                        "minimum": part.of.minimum, "category": part.of.category, "organisation": part.of.organisation,
                        "person": part.of.person, "role": part.of.role, "best": part.best,
                    }
                    for part in row.parts
                ],
                "leaders": list(row.leaders),
                "presiding": list(row.presiding),
                "met": row.body not in found.allocation.failing,
            }
            for row in found.quorums
        ],
        "blockers": [
            {
                "kind": row.kind, "rules": list(row.rules), "bodies": list(row.bodies), "people": list(row.people),
                "message": row.message,
            }
            for row in found.blockers
        ],
        "nominations": None if made is None or found.with_cause - {PEOPLE} else _nominations(made.rows),
        "nominations_for_memberships": None if made is None else _made(problem, made),
        "none_can_help": found.none_can_help,
        "nobody_can_help": found.nobody_can_help,
        "to_be_found": None if found.to_be_found is None else _made(problem, found.to_be_found),
        "slots": [
            {
                "slots": len(one.slots),
                "bodies": [list(slot.bodies) for slot in one.slots],
                **_people(problem, found, one),
            }
            for one in (found.slots, *found.slots.more)
            if one.allocation is not None
        ],
        "slot_details": _slots(found.slots),
        "cost": _price(found.price),
        "proven": found.allocation.proven,
        "attendance": [
            {
                "body": body, "person": row.person, "role": row.role, "voting": row.voting, "outcome": row.outcome,
                "substitute": row.substitute, "reason": row.reason,
            }
            for body, rows in found.allocation.attendance.items()
            for row in rows
        ],
        "rooms": found.rooms,
        "stretches": [
            {
                "from": row.first.isoformat(), "to": row.last.isoformat(), "bodies": list(row.bodies),
                "viable": row.viable, "cost": _price(row.price),
            }
            for row in found.stretches
        ],
    }  # fmt: skip


def _nominations(rows: Sequence[Nomination]) -> list[dict[str, Any]]:
    return [{"person": row.person, "body": row.body, "substitute": row.substitute, "kind": row.kind} for row in rows]


def _made(problem: Problem, made: Nominations) -> dict[str, Any]:
    return {
        "nominations": _nominations([row for row in made.rows if row.substitute is not None]),
        "people": [
            {
                "person": row.person, "body": row.body, "kind": row.kind,
                "organisation": problem.people[row.person].organisation,
            }
            for row in made.rows
            if row.substitute is None
        ],
        "proven": made.proven,
        "cost": _price(made.price),
    }  # fmt: skip


def _slots(slots: Slots) -> dict[str, Any]:
    return {
        "proven": slots.proven,
        "fits": slots.fits,
        "cost": _price(slots.price),
        "without_limit_of_meetings": [list(slot.bodies) for slot in slots.unlimited],
        "slots": [
            {
                "bodies": list(slot.bodies),
                "start": None if slot.start is None else clock(slot.start),
                "end": None if slot.end is None else clock(slot.end),
                "rooms": slot.rooms,
            }
            for slot in slots.slots
        ],
    }


def _people(problem: Problem, found: Viability, slots: Slots) -> dict[str, int]:
    """Return what some slots cost in people."""
    people = (0, 0) if slots.allocation is None else people_of(problem, found.together.day, slots.allocation)
    return dict(zip(("apologies", "substitutes"), people, strict=True))


def _price(price: Price | None) -> dict[str, int] | None:
    return None if price is None else {"apologies": price.apologies, "substitutes": price.substitutes}
