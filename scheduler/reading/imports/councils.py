"""Another council's input, laid beside what a joint calendar of several has already.

What holds for everybody in either input holds for the same bodies as before; who and what both have is known again and
told, never in silence; a row that is there already is not added again.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from scheduler.domain.calendar import Settings
from scheduler.domain.found import LeftOut, Source
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.imported import Disagreement, Entry, Fill, Imported, ImportedRow, Joined, Overlay, Unknown
from scheduler.domain.names import name_key, person_key
from scheduler.domain.table_places import letter_of
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.reading.authorities import TABLE, home_row
from scheduler.reading.chairs import CHAIR
from scheduler.reading.imports.council_names import Council, Names
from scheduler.reading.parsing import Understood
from scheduler.reading.references import KEYS, KINDS, PERSONS
from scheduler.reading.rows import Row
from scheduler.reading.tables.headers import RawInput
from scheduler.reading.tables.texts import CellFault, code_key, parts_of, text_of
from scheduler.reading.written_cells import csv_text

_KIND_OF_COUNCIL = re.compile(
    r"\s+(?:(?:metropolitan|district|borough|county|city|town|parish|unitary)\s+)*council$", re.IGNORECASE
)
_TOLD_APART = {
    "sessions": ("meeting_day", "session"),
    "memberships": ("person", "members_of", "body", "start_date"),
    "quorum_rules": ("body", "category", "organisation", "person", "role"),
    "unavailability": ("kind", "who", "start", "end"),
    "busy_calendars": ("who", "file"),
    "closed_dates": ("start_date", "end_date", "strength", "file"),
    "reporting": ("from_body", "to_body", "kind"),
    "links": ("from_body", "to_body", "kind"),
    "fixed_meetings": ("body", "meeting_day", "date", "number", "title", "earliest"),
    "law_waivers": ("body", "authority", "matter"),
    "equipment": ("equipment", "body", "meeting_day", "room", "venue"),
    "seating": ("person",),
    "translations": ("english",),
}
"""Tables without a column of codes: by what their rows are told apart."""
_OF_THE_AUTHORITY = {
    "authority": "name", "welsh_authority": "welsh_name", "authority_kind": "authority_kind",
    "polling_day": "polling_day", "organiser": "organiser", "contact": "contact",
}  # fmt: skip
"""Settings that have a column in the table of authorities."""
_OF_ITS_BODIES = {
    "default_start_times": "start_times",
    "default_duration_minutes": "duration_minutes",
    "report_due_days": "report_due_days",
}
"""Settings that its bodies have wherever their own row is blank."""
_OF_A_TITLE = ("title", "welsh_title")


def beside(council: Council, joint: Understood, raw: RawInput) -> tuple[Imported, Overlay]:
    """Return what a council's input adds to a joint one, and where that goes.

    Parameters
    ----------
    council : Council
        Its input, which has no fault.
    joint : Understood
        The joint one, as far as it can be understood.
    raw : RawInput
        The tables of the joint one.

    """
    return _Beside(council, joint, raw).result()


class _Beside:
    """A council's input while it is laid beside the others."""

    def __init__(self, council: Council, joint: Understood, raw: RawInput) -> None:
        self.council, self.joint, self.raw = council, joint, raw
        self.rows, self.settings = council.input.rows, council.input.settings.settings()
        self.fills: list[Fill] = []
        self.added: defaultdict[str, list[ImportedRow]] = defaultdict(list)
        self.differences: list[Disagreement] = []
        self.told: list[Joined] = []
        self.left_out: list[LeftOut] = []
        self.by_code = {
            table: {code_key(row.get(key)): row for row in reversed(joint.rows[table]) if key in row.values}
            for table, key in KEYS.items()
        }
        self.title = self.settings.authority or self.settings.title
        rows = (self.by_code[TABLE].get(code_key(council.code)), home_row(self.rows, council.input.settings))
        shorts = (row.get("short_name") for row in rows if row is not None)
        self.short = next(filter(None, shorts), _KIND_OF_COUNCIL.sub("", self.title))
        self.names = Names(council, joint, self.short)

    def result(self) -> tuple[Imported, Overlay]:
        """Return what is added, filled in, told and asked."""
        self._add_settings()
        for table in TABLES:
            if table not in ("settings", "wishes"):
                for row in self.rows[table]:
                    self._add(table, row)
        if self.names.home is None:
            self._lay(TABLE, {"authority": self.council.code, **self._of_settings()}, why=self._why_named())
        self._leave_wishes()
        self._narrow()
        self._name_by_code()
        self.told += self.names.people.told(self.title, self._where)
        self.told += self.names.rooms.told(self.title, self.council.name, self._where)
        counts = {
            ("body", "bodies"): len(self.rows["bodies"]), ("person", "people"): len(self.rows["people"]),
            ("membership", "memberships"): len(self.rows["memberships"]), ("room", "rooms"): len(self.rows["rooms"]),
        }  # fmt: skip
        made = Imported(
            title=self.title,
            tables={},
            read_as=((self.council.name, f"the input of {self.title}"),),
            counts=counts,
            by_file={self.council.name: counts},
            unknown=tuple(self._unknown()),
            left_out=tuple(self.left_out),
            joined=tuple(self.told),
        )
        rows = {table: tuple(rows) for table, rows in self.added.items()}
        return made, Overlay(tuple(self.fills), rows, tuple(self.differences))

    def _where(self, row: Row, column: str = "name") -> str:
        """Return where a row of the joint calendar stands: `People!B12`."""
        place = self.raw.places[row.table]
        return place.address(row.number, letter_of(place.columns.get(column, 1)))

    # -- rows

    def _add(self, table: str, row: Row) -> None:
        """Lay a row beside those of the joint calendar."""
        if row.at == CHAIR:
            return  # the row of the body says so, and goes on
        values = self.names.of_row(row, TABLES[table].columns)
        counted = table == "periods" or "per_period" in row.values
        if counted and row.blank("cycle") and self.names.cycles.get(""):
            values["cycle"] = self.names.cycles[""]
        if table == "bodies":
            values |= self._of_body(row)
        elif table == TABLE and not values["authority"]:
            self._leave_out(row, "the settings of the joint calendar are of this authority: write a row for it there")
            return
        elif table == TABLE and row.get("authority") == self.names.home:
            values = {**self._of_settings(), **values}
        elif table == "closed_dates" and "applies_to" not in values:
            if any(self._covers(one, values) for one in self.joint.rows[table]):
                return
            values["applies_to"] = self.names.everybody()
        elif table == "law_waivers" and "body" not in values:
            values.setdefault("authority", self.council.code)
        elif table == "people" and (same := self.names.people.joint_row(row)) is not None:
            self._join_person(row, same, values)
            return
        self._lay(table, values)

    def _of_body(self, row: Row) -> dict[str, Any]:
        """Return what a body has that says so nowhere in its own row: its authority, and the council's usual habits."""
        found = {"authority": there} if (there := self.names.authorities[row.get("authority")]) else {}
        joint = self.joint.settings.settings()
        for setting, column in _OF_ITS_BODIES.items():
            usual = getattr(self.settings, setting)
            if (
                row.blank(column)
                and usual != getattr(joint, setting)
                and (column == "report_due_days" or row.blank("session"))
            ):
                found[column] = usual
        return found

    def _of_settings(self) -> dict[str, Any]:
        """Return what the council's settings say of it as an authority."""
        given = self.council.input.settings.values
        values = {column: given[setting] for setting, column in _OF_THE_AUTHORITY.items() if setting in given}
        values.setdefault("name", self.title)
        if self.short != self.title and self.short:
            values["short_name"] = self.short
        return values

    def _why_named(self) -> dict[str, str]:
        why = {} if self.settings.authority else {"name": "the title of its calendar: its settings name no authority"}
        return {**why, "short_name": f"its name, {self.title}"}

    def _lay(self, table: str, values: Mapping[str, Any], why: Mapping[str, str] | None = None) -> None:
        """Add a row, or fill in the blank cells of the one that is about the same, and tell where they differ."""
        old = self._same(table, values)
        if old is None:
            self.added[table].append({
                name: Entry(csv_text(_column(table, name), value), (why or {}).get(name, ""))
                for name, value in values.items()
                if value not in ((), None, "")
            })  # fmt: skip
        elif old.table == table and old.at is None:
            self._compare(old, values, why or {})

    def _same(self, table: str, values: Mapping[str, Any]) -> Row | None:
        """Return the row of the joint calendar that is about the same thing."""
        if table in KEYS:
            return self.by_code[table].get(code_key(values[KEYS[table]]))
        if table == "closed_dates":
            alike = (
                one
                for one in self.joint.rows[table]
                if self._told_apart(table, one.values) == self._told_apart(table, values)
            )
            return next(
                (one for one in alike if not set(values["applies_to"]).isdisjoint(one.get("applies_to", ()))), None
            )
        wanted = self._told_apart(table, values)
        return next((one for one in self.joint.rows[table] if self._told_apart(table, one.values) == wanted), None)

    def _told_apart(self, table: str, values: Mapping[str, Any]) -> tuple[Any, ...]:
        if table == "travel":
            return (frozenset(name_key(values.get(end, "")) for end in ("from_venue", "to_venue")),)
        return tuple(self._plain(_column(table, name), values.get(name)) for name in _TOLD_APART[table])

    def _plain(self, column: Column, value: Any) -> Any:  # noqa: ANN401 - whatever the column's kind says
        """Return a value as it is compared: codes of people as those who both inputs have are called here."""
        if isinstance(value, tuple):
            return tuple(self._plain(column, one) for one in value)
        if not isinstance(value, str):
            return value
        if column.name == "who" or "people" in column.refers_to:
            return code_key(self.names.people.called(value))
        return code_key(value) if column.refers_to else name_key(value)

    def _compare(self, old: Row, values: Mapping[str, Any], why: Mapping[str, str]) -> None:
        for name, value in values.items():
            column = _column(old.table, name)
            entry = Entry(csv_text(column, value), why.get(name, ""))
            if old.blank(name) and entry.text:
                self.fills.append(Fill(old.table, old.number, name, column, entry))
            elif name in old.values and self._plain(column, old.get(name)) != self._plain(column, value):
                has = csv_text(column, old.get(name))
                self.differences.append(Disagreement(old.table, old.number, name, has, entry))

    def _join_person(self, row: Row, old: Row, values: dict[str, Any]) -> None:
        """Let a person of both inputs be one: the code of the council's is another name of theirs."""
        code = values.pop("person")
        if person_key(values["name"]) == person_key(old.get("name", "")):
            del values["name"]
        before = old.get("aliases", ())
        aliases = (code, *(one for one in values.pop("aliases", ()) if one != old.get("person")))
        new = tuple(one for one in aliases if code_key(one) not in map(code_key, before))
        if new:
            column = _column("people", "aliases")
            entry = Entry(csv_text(column, (*before, *new)), self.names.people.why(row, self.title))
            self.fills.append(Fill("people", old.number, "aliases", column, entry))
        self._compare(old, values, {})

    # -- what holds for everybody

    def _add_settings(self) -> None:
        """Tell of each setting that says otherwise than the calendar's; vesting day goes in where there is none."""
        given, joint = self.council.input.settings.values, self.joint.settings
        usual = Settings("", self.settings.start_date, self.settings.end_date)
        for name, value in given.items():
            if name in {*_OF_THE_AUTHORITY, *_OF_ITS_BODIES, *_OF_A_TITLE}:
                continue
            column = SETTINGS[name]
            has = joint.values.get(name)
            row = self.council.input.settings.rows[name]
            if has is None and name == "vesting_day":
                self.added["settings"].append({"setting": Entry(name), "value": Entry(csv_text(column, value))})
            elif has is None and value != getattr(usual, name):
                what = f"{heading_of('settings', name)}: {csv_text(column, value)}"
                self._leave_out(row, "it would hold for the whole calendar, whose settings do not give it", what)
            elif has is not None and has != value:
                entry, there = Entry(csv_text(column, value)), csv_text(column, has)
                self.differences.append(Disagreement("settings", joint.rows[name].number, "value", there, entry))

    def _leave_wishes(self) -> None:
        for row in self.rows["wishes"]:
            theirs = [
                one for one in self.joint.rows["wishes"] if name_key(one.get("wish")) == name_key(row.get("wish"))
            ]
            if not any((one.get("weight"), one.get("tier")) == (row.get("weight"), row.get("tier")) for one in theirs):
                self._leave_out(row, "how much a wish counts holds for the whole calendar")

    def _leave_out(self, row: Row, why: str, what: str = "") -> None:
        place = f"{sheet_title(row.table)}, row {row.number}"
        said = (text_of(value) for value in row.values.values() if isinstance(value, str | int))
        what = what or ", ".join(said)
        self.left_out.append(LeftOut(what, why, Source(self.council.name, place)))

    def _covers(self, row: Row, values: Mapping[str, Any]) -> bool:
        """Whether a row of the joint calendar closes the same days to everybody."""
        named = ("start_date", "end_date", "strength", "file", "non_working")
        return row.blank("applies_to") and all(row.get(name) == values.get(name) for name in named)

    def _narrow(self) -> None:
        """Keep the closed days of the joint calendar to the bodies that they were for, where the council has others.

        A blank cell means every body, and a classification every one of that kind: the council's would be among them.
        """
        here = [row for row in self.joint.rows["bodies"] if not self._is_ours(row)]
        home = home_row(self.joint.rows, self.joint.settings)
        codes = [row.get("authority", row.get("body") if home is None else home.get("authority")) for row in here]
        codes += [row.get("meeting_day") for row in self.joint.rows["meeting_days"]]
        column = _column("closed_dates", "applies_to")
        kinds = {row.get("classification") for row in self.rows["bodies"]} - {None}
        mine = [row for row in self.rows["closed_dates"] if row.blank("applies_to")]
        for row in self.joint.rows["closed_dates"]:
            given, whole = row.get("applies_to", ()), row.blank("applies_to")
            if not self.rows["bodies"] or (whole and any(self._covers(row, one.values) for one in mine)):
                continue
            kept = [one.get("body") for one in here if one.get("classification") in given]
            known = [one for one in given if one not in kinds]
            only = tuple(dict.fromkeys(codes if whole else [*known, *kept]))
            if only and only != given and row.fine("applies_to") and (whole or len(known) < len(given)):
                why = f"it was for these before, and {self.title} has no such row"
                entry = Entry(csv_text(column, only), why)
                self.fills.append(Fill("closed_dates", row.number, "applies_to", column, entry))
                what = row.get("reason", row.get("file", ""))
                words = (
                    f"{what} is kept to the bodies that it was for. If it is for {self.title}, too, write "
                    f"{self.council.code} into the cell as well."
                )
                self.told.append(Joined(words, self._where(row, "applies_to")))

    def _is_ours(self, row: Row) -> bool:
        return code_key(row.get("authority", "")) == code_key(self.council.code)

    def _name_by_code(self) -> None:
        """Write codes into those cells of the joint calendar that name what several have from now on."""
        named: dict[str, set[str]] = {}
        for table in KEYS:
            key = person_key if table in PERSONS else name_key
            new = [row for row in self.rows[table] if not self.names.is_known(row)]
            texts = (row.get(column) for row in new for column in ("name", "title") if column in row.values)
            others = (alias for row in new for alias in row.get("aliases", ()))
            named[table] = {key(text) for text in (*texts, *others)}
        for name, asked in TABLES.items():
            numbers = {row.number: row for row in self.raw.tables[name].rows} if name in self.raw.tables else {}
            for row in self.joint.rows[name] if name != "settings" else ():
                for column in asked.columns:
                    if row.at is None and column.name in row.values and column.refers_to and row.number in numbers:
                        self._by_code(row, column, numbers[row.number].cells.get(column.name), named)

    def _by_code(self, row: Row, column: Column, cell: object, named: Mapping[str, set[str]]) -> None:
        filled = any((one.table, one.row, one.column) == (row.table, row.number, column.name) for one in self.fills)
        if cell is None or isinstance(cell, CellFault) or filled:
            return
        given = row.get(column.name)
        codes = given if isinstance(given, tuple) else (given,)
        tables = column.refers_to if column.name != "who" else (KINDS[row.get("kind")],)
        written = {code_key(part) for part in (parts_of(cell) if isinstance(given, tuple) else [text_of(cell)])}
        by_name = any(
            (person_key if table in PERSONS else name_key)(part) in named.get(table, ())
            for table in tables
            for part in written - {*map(code_key, codes)}
        )
        if by_name:
            why = f"{text_of(cell)}, as this cell said: {self.title} has one of that name, too"
            self.fills.append(Fill(row.table, row.number, column.name, column, Entry(csv_text(column, given), why)))

    def _unknown(self) -> Iterator[Unknown]:
        row = self.by_code[TABLE].get(code_key(self.council.code))
        if row is None or row.blank("part"):
            yield Unknown(TABLE, "part", f"What part {self.title} has in the reorganisation: blank means none.")
        ends = [one for one in self.rows["bodies"] if one.blank("successor")]
        if ends:
            yield Unknown("bodies", "successor", f"Which body of the new council takes over from each of {self.title}.")


def _column(table: str, name: str) -> Column:
    return next(one for one in TABLES[table].columns if one.name == name)
