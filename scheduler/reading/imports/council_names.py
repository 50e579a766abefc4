"""What the things of a council's input are called in a joint calendar: codes, venues, sets of periods, other names.

Every code gets that of the authority in front (`LIN-PLAN`), so that bodies keep the identity that they have in the
council's own workbook (`scheduler.domain.uids`), and no two councils mean different things by one code.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.domain.authorities import Authority
from scheduler.domain.names import name_key
from scheduler.domain.tables import Column
from scheduler.reading.authorities import TABLE, home_row
from scheduler.reading.imports.same_things import SamePeople, SameRooms
from scheduler.reading.parsing import Understood
from scheduler.reading.references import KEYS, KINDS
from scheduler.reading.rows import Row
from scheduler.reading.tables.texts import code_key

_VENUES = frozenset((
    ("bodies", "venue"), ("meeting_days", "venue"), ("equipment", "venue"), ("travel", "from_venue"),
    ("travel", "to_venue"), ("rooms", "venue"),
))  # fmt: skip


@dataclass(frozen=True)
class Council:
    """Another council's input, and the code that its authority goes by in the joint calendar."""

    name: str
    """What its workbook is called."""
    code: str
    input: Understood
    files: Mapping[str, str] = field(default_factory=dict)
    """What each calendar file of it is called beside the joint workbook."""


class Names:
    """What everything of a council's input is called in the joint one.

    Parameters
    ----------
    council : Council
        Its input, which has no fault.
    joint : Understood
        The joint one.
    short : str
        How the council is called in brackets.

    """

    def __init__(self, council: Council, joint: Understood, short: str) -> None:
        self._council, self._joint, self._rows = council, joint, council.input.rows
        home = home_row(self._rows, council.input.settings)
        self.home = None if home is None else str(home.get("authority"))
        """The code that the council's own table of authorities gives to that of its settings."""
        self.authorities = self._authorities()
        self.bodies = {row.get("body"): self._body(row) for row in self._rows["bodies"]}
        self.periods: dict[str, str] = {}
        self.cycles: dict[str, str] = {}
        self._find_periods()
        self.rooms = SameRooms(self._rows["rooms"], joint.rows["rooms"], council.code, short)
        self.people = SamePeople(self._rows["people"], joint.rows["people"], joint.codes, council.code)

    def prefixed(self, code: str) -> str:
        """Put the code of the authority in front of another."""
        return f"{self._council.code}-{code}"

    def _authorities(self) -> dict[str | None, str]:
        """Return the code of each of its authorities, None that of its settings; blank for that of the joint ones."""
        settings = self._joint.settings.settings()
        names = {code_key(row.get("name", row.get("authority", ""))): row for row in self._joint.rows[TABLE]}
        codes = {code_key(row.get("authority", "")) for row in self._joint.rows[TABLE]}
        found: dict[str | None, str] = {None: self._council.code}
        for row in self._rows[TABLE]:
            code = row.get("authority")
            name = code_key(row.get("name", code))
            if code == self.home:
                found[code] = self._council.code
            elif name in names:
                found[code] = names[name].get("authority")
            elif name == code_key(settings.authority or settings.title):
                found[code] = ""
            else:
                found[code] = self.prefixed(code) if code_key(code) in codes else code
        return found

    def _body(self, row: Row) -> str:
        """Return the code of a body: that of its authority, and the one by which the authority itself knows it."""
        whose = row.get("authority")
        own = row.get("body") if whose is None else Authority(whose).own_code(row.get("body"))
        there = self.authorities[whose]
        return f"{there}-{own}" if there else own

    def _find_periods(self) -> None:
        """Take those of the joint calendar where a set of periods is one of its own, and else give the set a name."""
        sets: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows["periods"]:
            sets[row.get("cycle", "")].append(row)
        for cycle, rows in sets.items():
            theirs = [one for one in self._joint.rows["periods"] if name_key(one.get("cycle", "")) == name_key(cycle)]
            dates = {(one.get("start_date"), one.get("end_date")): one.get("period") for one in theirs}
            found = [dates.get((row.get("start_date"), row.get("end_date"))) for row in rows]
            same = all(found) and len(found) == len(theirs)
            for row, code in zip(rows, found, strict=True):
                self.periods[row.get("period")] = code if code and same else self.prefixed(row.get("period"))
            self.cycles[cycle] = cycle if same else f"{self._council.code} {cycle}".strip()

    def code(self, table: str, code: str) -> str:
        """Return the code of the joint calendar for one of the council's."""
        known: Mapping[Any, str] = {
            "bodies": self.bodies, TABLE: self.authorities, "periods": self.periods, "rooms": self.rooms.codes
        }.get(table, {})  # fmt: skip
        return known[code] if code in known else self.prefixed(code)

    def of_row(self, row: Row, columns: Iterable[Column]) -> dict[str, Any]:
        """Return what a row says in the codes and words of the joint calendar."""
        return {
            column.name: self._of_cell(row, column, row.get(column.name))
            for column in columns
            if column.name in row.values
        }

    def _of_cell(self, row: Row, column: Column, value: Any) -> Any:  # noqa: ANN401 - whatever the column's kind says
        table = row.table if row.at is None else "memberships"
        if (table, column.name) in _VENUES:
            return self.rooms.venues.get(value, value)
        ways: dict[str, Callable[[Any], Any]] = {
            "cycle": lambda cycle: self.cycles.get(cycle, cycle),
            "file": lambda file: self._council.files.get(file, file),
            "aliases": lambda aliases: tuple(self._alias(table, one) for one in aliases),
            "applies_to": self._applies,
        }
        tables = (KINDS[row.get("kind")],) if column.name == "who" else column.refers_to
        if column.name in ways:
            return ways[column.name](value)
        if KEYS.get(table) == column.name:
            tables = (table,)
        if not tables or tables == ("sessions",):
            return value
        return (
            tuple(self.code(tables[0], one) for one in value)
            if isinstance(value, tuple)
            else self.code(tables[0], value)
        )

    def _alias(self, table: str, alias: str) -> str:
        """Return another name or earlier code; with the authority's in front where somebody else goes by it."""
        taken = self._joint.codes.find((table,), alias)
        own = {code_key(self.code(table, row.get(KEYS[table]))) for row in self._rows[table]}
        return self.prefixed(alias) if any(code_key(one) not in own for one in taken) else alias

    def _applies(self, given: Iterable[str]) -> tuple[str, ...]:
        """Return to which bodies, meeting days and authorities a closed day applies; those of a kind one by one."""
        found: list[str] = []
        days = {row.get("meeting_day") for row in self._rows["meeting_days"]}
        for one in given:
            if one in self.bodies:
                found.append(self.bodies[one])
            elif one in days:
                found.append(self.prefixed(one))
            elif one in self.authorities:
                found.append(self.authorities[one])
            else:
                found += [
                    self.bodies[row.get("body")] for row in self._rows["bodies"] if row.get("classification") == one
                ]
        return tuple(found)

    def everybody(self) -> tuple[str, ...]:
        """Return what a closed day names that is for everybody of the council."""
        days = (self.prefixed(row.get("meeting_day")) for row in self._rows["meeting_days"])
        return (*dict.fromkeys(filter(None, self.authorities.values())), *days)

    def is_known(self, row: Row) -> bool:
        """Whether the joint calendar has the person or the room of a row under a code of its own."""
        if row.table == "people":
            return self.people.joint_row(row) is not None
        return row.table == "rooms" and self.rooms.codes[row.get("room")] != self.prefixed(row.get("room"))
