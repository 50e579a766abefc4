"""What has to be written in the input's tables so that they say what a changed input says of memberships and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem

Value = str | date | None
"""What a cell is to hold; None for nothing."""


@dataclass(frozen=True)
class Amendment:
    """The rows of one table that change. Rows are counted from 0, those without anything in them left out."""

    table: str
    changed: dict[int, dict[str, Value]]
    """Row -> the columns that change."""
    cleared: tuple[int, ...]
    """Rows that are to go."""
    added: tuple[tuple[int | None, dict[str, Value]], ...]
    """Rows to come at the end: the row they are a copy of, if any, and the columns that differ from it."""


def amendments(before: Problem, after: Problem) -> tuple[Amendment, ...]:
    """Return what turns the tables of one input into those of another that differs in memberships and people only."""
    newcomers = [person for code, person in after.people.items() if code not in before.people]
    people = tuple(
        (None, _filled(person=one.code, name=one.name, organisation=one.organisation, category=one.category))
        for one in newcomers
    )
    seats = _of_memberships(before.memberships, after.memberships)
    return (Amendment("people", {}, (), people), seats) if people else (seats,)


def _of_memberships(before: Sequence[Membership], after: Sequence[Membership]) -> Amendment:
    changed: dict[int, dict[str, Value]] = {}
    added: list[tuple[int | None, dict[str, Value]]] = []
    standing: set[int] = set()
    for row in after:
        origin = _origin(row, before)
        if origin is None:
            added.append((None, _fresh(row)))
            continue
        cells = _differences(before[origin], row)
        if origin in standing:
            added.append((origin, cells))
        elif cells:
            changed[origin] = cells
        standing.add(origin)
    cleared = tuple(number for number in range(len(before)) if number not in standing)
    return Amendment("memberships", changed, cleared, tuple(added))


def _origin(row: Membership, before: Sequence[Membership]) -> int | None:
    """Return the row that a membership comes of: the same seat, at a time that the row covers."""
    for number, old in enumerate(before):
        same = (old.person, old.body, old.role, old.voting, old.attendance, old.on_behalf_of) == (
            row.person, row.body, row.role, row.voting, row.attendance, row.on_behalf_of
        )  # fmt: skip
        if same and _covers(old, row):
            return number
    return None


def _covers(old: Membership, row: Membership) -> bool:
    starts = old.start_date is None or (row.start_date is not None and row.start_date >= old.start_date)
    ends = old.end_date is None or (row.end_date is not None and row.end_date <= old.end_date)
    return starts and ends


def _differences(old: Membership, row: Membership) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    if old.substitutes != row.substitutes:
        cells["substitute"] = _list(row)
    if old.start_date != row.start_date:
        cells["start_date"] = row.start_date
    if old.end_date != row.end_date:
        cells["end_date"] = row.end_date
    return cells


def _fresh(row: Membership) -> dict[str, Value]:
    """Return the cells of a row of its own; vote and attendance follow from the role."""
    return _filled(
        person=row.person,
        body=row.body,
        role=None if row.role == "member" else row.role,
        substitute=_list(row),
        start_date=row.start_date,
        end_date=row.end_date,
    )


def _list(row: Membership) -> str | None:
    return ";".join(row.substitutes) or None


def _filled(**cells: Value) -> dict[str, Value]:
    return {name: value for name, value in cells.items() if value is not None}
