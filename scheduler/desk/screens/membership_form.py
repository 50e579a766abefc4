"""The form of Membership: rows of what changes, the day that is taken for today, and what is wrong with any of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any, Self

from flask import g
from werkzeug.datastructures import MultiDict

from scheduler.commands.membership import KINDS, TypedChange
from scheduler.desk import forms
from scheduler.desk.moments import day_of
from scheduler.domain.plan import CONFIRMED
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import ROLES
from scheduler.errors import InputFaults
from scheduler.server.clock import present_moment

MOST_ROWS, LONGEST = 20, 200
KIND_WORDS = {
    "join": "joins a body",
    "leave": "leaves a body",
    "replace": "goes out and somebody else comes in",
    "role": "has another role",
    "substitute": "may be deputised for",
}
ROLE_WORDS = [("", "As is usual"), *((role, role.replace("_", "-").capitalize()) for role in ROLES)]
VOTE_WORDS = [("", "As is usual for the role"), ("yes", "With a vote"), ("no", "Without a vote")]
FIELDS = ("kind", "person", "body", "other", "role", "voting", "start", "organisation", "category", "email")
_PLACES = {None: "person", "subject": "person", "substitute": "other", "date": "start"}
"""Where a fault is shown whose column is no field of the form."""


@dataclass(frozen=True)
class Typed:
    """What was typed."""

    rows: tuple[TypedChange, ...]
    today: str = ""

    @classmethod
    def of(cls, values: "MultiDict[str, str]") -> Self:
        """Read what was sent, or what stands in the address."""
        said = values.get("rows", "")
        number = min(max(int(said), 1), MOST_ROWS) if said.isascii() and said.isdecimal() and len(said) < 3 else 1  # noqa: PLR2004 - figures of MOST_ROWS
        rows = tuple(_row(values, one) for one in range(1, number + 1))
        gone = values.get("remove", "")
        if "add" in values and number < MOST_ROWS:
            rows = (*rows, TypedChange(number + 1))
        elif gone:
            left = [row for row in rows if str(row.number) != gone] or [TypedChange(1)]
            rows = tuple(replace(row, number=place) for place, row in enumerate(left, start=1))
        return cls(rows, values.get("today", "").strip()[:LONGEST])

    @property
    def blank(self) -> bool:
        """Whether nothing is typed in any row."""
        return all(row.blank for row in self.rows)

    @property
    def values(self) -> dict[str, str]:
        """What stands in an address that asks the same, and in a form that is sent on; nothing that is blank."""
        found = {"rows": str(len(self.rows)), "today": self.today}
        for row in self.rows:
            found |= {f"{name}-{row.number}": getattr(row, name) for name in FIELDS}
            found[f"new-{row.number}"] = "yes" if row.new else ""
        return {name: value for name, value in found.items() if value}

    def and_row(self, **fields: str) -> Self:
        """Return it with one row more."""
        number = len(self.rows) + 1
        return replace(self, rows=(*self.rows, TypedChange(number, **fields)))  # type: ignore[arg-type]  # fields of text

    def with_row(self, **fields: str) -> dict[str, str]:
        """Return the values of a form with one row more; a first row that is blank gives way."""
        begun = self if not self.blank else replace(self, rows=())
        return begun.and_row(**fields).values

    @property
    def as_of(self) -> datetime | None:
        """The moment of the change: of the day that was typed, or that of the calendar where none is asked for.

        Raises
        ------
        InputFaults
            If the day is asked for, and none was typed.

        """
        if not asks_for_the_day():
            moment: datetime | None = g.calendar.loaded.moment
            return moment
        day = forms.day_in(self.today)
        if day is None:
            remedy = "Write it as 2026-11-19. What has been held or called by then stays as it is."
            raise InputFaults((Fault("", None, "today", "It must be known what day it is", remedy),))
        now = present_moment()
        return now if day == day_of(now, g.calendar.timezone) else datetime.combine(day, time())


def _row(values: "MultiDict[str, str]", number: int) -> TypedChange:
    told = {name: values.get(f"{name}-{number}", "").strip()[:LONGEST] for name in FIELDS}
    told["kind"] = told["kind"] or KINDS[0]
    return TypedChange(number, new=bool(values.get(f"new-{number}")), **told)


def as_values(rows: tuple[TypedChange, ...]) -> list[dict[str, Any]]:
    """Return rows in the types of JSON."""
    return [{"number": row.number, "new": row.new, **{name: getattr(row, name) for name in FIELDS}} for row in rows]


def from_values(rows: list[Mapping[str, Any]]) -> tuple[TypedChange, ...]:
    """Return rows that were kept as JSON."""
    return tuple(TypedChange(**row) for row in rows)


def asks_for_the_day() -> bool:
    """Whether meetings of the calendar are confirmed or published, so that some may have been held or called by now."""
    confirmed = any(meeting.status == CONFIRMED for meeting in g.calendar.plan.live)
    return confirmed or bool(g.year.is_published)


def wrong(trouble: InputFaults, typed: Typed) -> Iterator[tuple[str, str]]:
    """Yield the field's id and a sentence for each thing that is wrong with what was typed."""
    there = {row.number for row in typed.rows}
    for fault in trouble.faults:
        words = replace(fault, table="", row=None, column=None, cell="").sentence
        if fault.column == "today":
            yield "today", words
        elif fault.row in there:
            column = _PLACES.get(fault.column, fault.column)
            several = f"Change {fault.row}: " if len(typed.rows) > 1 else ""
            yield f"{column}-{fault.row}", f"{several}{words}"
        else:
            yield "", words
