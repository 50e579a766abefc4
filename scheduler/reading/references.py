"""Codes and words that several tables share: one spelling each, codes that name nothing, keys given twice, circles.

A code names a row of another table, as a name or an alias of it does, and is spelt as its own table spells it; a word
(venue, feature, category) has no table and is spelt as it stands first.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice

from scheduler.domain.names import name_key, person_key
from scheduler.domain.tables import CLASSIFICATIONS, TABLES, Column
from scheduler.domain.wording import listed
from scheduler.reading.called import Called
from scheduler.reading.rows import Findings, Row, Rows
from scheduler.reading.slips import also_in
from scheduler.reading.tables.texts import code_key, shown

KEYS = {
    name: table.columns[0].name
    for name, table in TABLES.items()
    if name
    in {
        *("periods", "bodies", "people", "meeting_days", "rooms", "themes", "speakers", "projects", "decisions"),
        "authorities",
    }
}
"""The column that names a row of each table."""

ALIASED = ("bodies", "people")
"""The tables whose rows may say which codes they had before."""

PERSONS = ("people", "speakers")
"""The tables whose names may have titles in front."""

KINDS = {"person": "people", "room": "rooms", "speaker": "speakers"}
"""The table that each kind of `unavailability` and `busy_calendars` speaks of."""

Arrows = defaultdict[str, list[tuple[str, Row]]]
"""From each code to others, and the row that says so, in the order of the table."""

MOST_CIRCLES = 100
MOST_SHOWN = 12
_WHERE: dict[str, tuple[Callable[[str], str], tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "classification": (name_key, CLASSIFICATIONS, (("bodies", "classification"),)),
    "category": (name_key, (), (("people", "category"), ("quorum_rules", "category"))),
    "organisation": (name_key, (), (("people", "organisation"), ("quorum_rules", "organisation"))),
    "equipment": (name_key, (), (("equipment", "equipment"),)),
    "feature": (name_key, (), (("rooms", "features"), ("bodies", "room_features"))),
    "venue": (
        name_key,
        (),
        (
            ("rooms", "venue"),
            ("bodies", "venue"),
            ("meeting_days", "venue"),
            ("equipment", "venue"),
            ("travel", "from_venue"),
            ("travel", "to_venue"),
        ),
    ),
}
"""Each kind of word: how it is compared, the words every input knows, and the columns it stands in, the first first."""


def spellings(rows: Rows, kind: str) -> tuple[str, ...]:
    """Return every word of a kind, each once, as it is spelt first."""
    key, known, places = _WHERE[kind]
    found = {key(word): word for word in known}
    for table, column in places:
        for row in rows[table]:
            for word in _words(row, column):
                found.setdefault(key(word), word)
    return tuple(found.values())


def spell_alike(rows: Rows) -> None:
    """Give every shared word one spelling."""
    for kind, (key, _, places) in _WHERE.items():
        spelt = {key(word): word for word in spellings(rows, kind)}
        for table, column in places:
            for row in rows[table]:
                words = tuple(dict.fromkeys(spelt[key(word)] for word in _words(row, column)))
                if words:
                    row.values[column] = words if isinstance(row.get(column), tuple) else words[0]


def _words(row: Row, column: str) -> Iterator[str]:
    value = row.get(column, ())
    yield from value if isinstance(value, tuple) else (value,)


def warn_of_strange_words(rows: Rows, findings: Findings) -> None:
    """Warn of venues without a room, and of features that no room has."""
    if "rooms" in findings.unreadable:
        return
    venues = {row.get("venue"): row.get("venue") for row in rows["rooms"] if "venue" in row.values}
    for table, column in _WHERE["venue"][2][1:]:
        for row in rows[table]:
            if row.get("attendance_mode") != "online":
                _warn(row, column, venues, "a venue where no room is", findings)
    features = {feature: feature for row in rows["rooms"] for feature in row.get("features", ())}
    for row in rows["bodies"]:
        _warn(row, "room_features", features, "a feature that no room has", findings)


def _warn(row: Row, column: str, known: dict[str, str], what: str, findings: Findings) -> None:
    for word in _words(row, column):
        if word not in known:
            remedy = f"{findings.suggestion(word, known)}Write it as the table rooms does, or add it there."
            findings.warning(row, column, f"{shown(word)} is {what}", remedy)


class Codes:
    """Every code of every table, as it is spelt there, and the names that people write instead."""

    def __init__(self, rows: Rows) -> None:
        self._called = {name: Called(person_key if name in PERSONS else name_key) for name in KEYS}
        self._classifications = {name_key(text): text for text in spellings(rows, "classification")}
        self._without_code: dict[str, list[str]] = {name: [] for name in KEYS}
        """Of each table, what the rows are called whose code cannot be read."""
        for name, key in KEYS.items():
            for row in rows[name]:
                names = list(_names_of(row))
                if key in row.values:
                    self._called[name].add(row.get(key), names, row.get("aliases", ()))
                else:
                    self._without_code[name].append(next(iter(names), ""))

    def find(self, tables: tuple[str, ...], text: str) -> list[str]:
        """Return the code that a text means in each of the tables, by a code or alias, or else by a name."""
        return [code for table in tables if (code := self._called[table].code(text)) is not None]

    def called_so(self, tables: tuple[str, ...], text: str) -> list[str]:
        """Return the codes of all rows that are called so, where nobody could tell which of one table is meant."""
        found = (self._called[table].all_called(text) for table in tables)
        return next((codes for codes in found if len(codes) > 1), [])

    def classified(self, text: str) -> list[str]:
        """Return the classification as the bodies have it, if it is one."""
        word = name_key(text)
        return [self._classifications[word]] if word in self._classifications else []

    def suggestion(self, tables: tuple[str, ...], text: str, findings: Findings) -> str:
        """Return `Did you mean …? ` for a code that names nothing there, or where else it stands, or nothing."""
        several = self.called_so(tables, text)
        if several:
            return f"Did you mean {listed(several, 'or')}? "
        for table in tables:
            meant = findings.suggestion(self._called[table].key(text), self._called[table].first)
            if meant:
                return meant
        elsewhere = [table for table in KINDS.values() if table not in tables and self.find((table,), text)]
        return f"It is in the table {listed(elsewhere)}. " if elsewhere else ""

    def may_be_without_code(self, table: str, texts: Collection[str]) -> set[str]:
        """Return those of the texts, which name nothing in a table, that may be a row of it without a code."""
        lost, key = self._without_code[table], self._called[table].key
        named = {text for text in texts if key(text) and key(text) in map(key, lost)}
        others = set(texts) - named
        return named | others if len(others) <= len(lost) else named


def _names_of(row: Row) -> Iterator[str]:
    """Yield what a row is called: its name or title, and of a room the place as outputs write it, too."""
    names = [row.get(column) for column in ("name", "title") if column in row.values]
    yield from names
    if row.table == "rooms" and "venue" in row.values:
        yield from (f"{name}, {row.get('venue')}" for name in names)


@dataclass
class _Unknown:
    """A code that names nothing in some tables: as it stands first, and where."""

    text: str
    places: list[tuple[Row, str]] = field(default_factory=list)


_Strangers = dict[tuple[tuple[str, ...], str], _Unknown]
"""By the tables and by how the code is compared."""


def resolve_references(rows: Rows, codes: Codes, findings: Findings) -> None:
    """Spell every code as its own table does, and an earlier code as the present one; note those that name nothing."""
    _find_rooms_among_venues(rows, codes)
    strangers: _Strangers = {}
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers_to and column.refers_to != ("sessions",):
                for row in rows[name]:
                    if column.name in row.values:
                        _resolve(row, column, codes, strangers, findings)
    _note_strangers(strangers, codes, findings)
    _resolve_sessions(rows, findings)


def _find_rooms_among_venues(rows: Rows, codes: Codes) -> None:
    """Take the venue of a body for its room where it is called as a room is, and as no venue."""
    venues = {name_key(row.get("venue")) for row in rows["rooms"] if "venue" in row.values}
    for row in rows["bodies"]:
        venue = row.get("venue")
        if venue is not None and name_key(venue) not in venues and row.blank("room"):
            rooms = codes.find(("rooms",), venue)
            if rooms:
                row.values["room"] = rooms[0]
                del row.values["venue"]


def _resolve(row: Row, column: Column, codes: Codes, strangers: _Strangers, findings: Findings) -> None:
    tables = column.refers_to
    if column.name == "who":
        if "kind" not in row.values:
            return
        tables = (KINDS[row.get("kind")],)
    value = row.get(column.name)
    given = value if isinstance(value, tuple) else (value,)
    spelt: list[str] = []
    for code in given:
        found = codes.find(tables, code)
        if column.name == "applies_to" and code not in found:  # a code as it is spelt is no word for a kind
            found += codes.classified(code)
        if not found:
            row.faulty.add(column.name)
            row.values.pop(column.name, None)
            if findings.unreadable.isdisjoint(tables):
                unknown = strangers.setdefault((tables, code_key(code)), _Unknown(code))
                unknown.places.append((row, column.name))
        spelt += found
    if column.name in row.values:
        row.values[column.name] = tuple(dict.fromkeys(spelt)) if isinstance(value, tuple) else spelt[0]


def _note_strangers(strangers: _Strangers, codes: Codes, findings: Findings) -> None:
    """Note each code that names nothing, once: at its first cell, with all other rows that name it."""
    by_tables: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for (tables, _), unknown in strangers.items():
        if not codes.called_so(tables, unknown.text):
            by_tables[tables].append(unknown.text)
    excused = {
        (tables, text) for tables, texts in by_tables.items() for table in tables
        for text in codes.may_be_without_code(table, texts)
    }  # fmt: skip
    for (tables, _), unknown in strangers.items():
        if (tables, unknown.text) not in excused:
            row, column = unknown.places[0]
            message, remedy = _about_stranger(tables, unknown.text, codes, findings)
            also = also_in(((other.table, other.number) for other, _ in unknown.places[1:]), row.table)
            findings.contradiction(row, column, f"{message} (also in {also})" if also else message, remedy)


def _about_stranger(tables: tuple[str, ...], text: str, codes: Codes, findings: Findings) -> tuple[str, str]:
    """Return what is wrong with a code that names no row, or a name that several have, and what to do."""
    several = codes.called_so(tables, text)
    if several:
        return f"{shown(text)} is the name of {listed(several)}", "Write the code of the one that is meant."
    wanted = f"Write a code of the table {listed(tables, 'or')}, or add it there."
    return (
        f"{shown(text)} names nothing in the table {listed(tables, 'or')}",
        f"{codes.suggestion(tables, text, findings)}{wanted}",
    )


def _resolve_sessions(rows: Rows, findings: Findings) -> None:
    """Spell the session of each body as `sessions` does; the same code may stand in several meeting days."""
    spelt: dict[str, dict[str, str]] = {}
    doubtful = "sessions" in findings.unreadable
    for row in rows["sessions"]:
        if "meeting_day" in row.values and "session" in row.values:
            spelt.setdefault(row.get("meeting_day"), {}).setdefault(code_key(row.get("session")), row.get("session"))
        else:
            doubtful = True
    for row in rows["bodies"]:
        day, session = row.get("meeting_day"), row.get("session")
        if day is None or session is None:
            _complain_of_half(row, findings)
        elif code_key(session) in spelt.get(day, {}):
            row.values["session"] = spelt[day][code_key(session)]
        elif name_key(session) in map(name_key, spelt.get(day, {})):
            row.values["session"] = next(one for key, one in spelt[day].items() if name_key(key) == name_key(session))
        elif doubtful:
            row.faulty.add("session")
        else:
            meant = findings.suggestion(code_key(session), spelt.get(day, {}))
            message = f"{shown(session)} is no session of the meeting day {day}"
            findings.fault(
                row, "session", message, f"{meant}Write a session of {day}, or add it to the table sessions."
            )


def _complain_of_half(row: Row, findings: Findings) -> None:
    """Note a body with a meeting day and no session, or a session and no meeting day."""
    for given, wanting in (("meeting_day", "session"), ("session", "meeting_day")):
        if given in row.values and row.blank(wanting):
            message = f"{given} is filled in and {wanting} is blank: a body sits in a session of a meeting day"
            findings.contradiction(row, wanting, message, f"Fill in {wanting}, or clear {given} as well.")


def check_keys(rows: Rows, findings: Findings) -> None:
    """Note every key that a table gives twice, whatever its case."""
    for table, column in KEYS.items():
        _once(rows[table], (column,), findings)
    for table in ALIASED:
        _check_aliases(rows[table], KEYS[table], findings)
    _once(rows["sessions"], ("meeting_day", "session"), findings)
    _check_ways(rows["travel"], findings)
    _check_translations(rows["translations"], findings)


def _once(rows: list[Row], columns: tuple[str, ...], findings: Findings) -> None:
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if all(column in row.values for column in columns):
            key = tuple(code_key(row.get(column)) for column in columns)
            before = first.setdefault(key, row)
            if before is not row:
                code = " ".join(row.get(column) for column in columns)
                message = f"{code} is given twice: here and in row {before.number}"
                remedy = f"Give each {columns[-1]} a code of its own (case makes no difference), or clear one row."
                findings.contradiction(row, columns[-1], message, remedy)


def _check_aliases(rows: list[Row], column: str, findings: Findings) -> None:
    """Note an alias that is another row's code, or its alias too: nobody could tell who is meant."""
    codes = {code_key(row.get(column)): row for row in rows if column in row.values}
    claimed: dict[str, Row] = {}
    for row in rows:
        for alias in row.get("aliases", ()):
            key = code_key(alias)
            others = {"the code": codes.get(key, row), "an alias": claimed.setdefault(key, row)}
            for what, other in others.items():
                if other is not row:
                    message = f"{shown(alias)} is {what} of row {other.number}, too"
                    remedy = "Take it out of one of the two rows, so that it means one of them."
                    findings.contradiction(row, "aliases", message, remedy)
                    break


def _check_ways(rows: list[Row], findings: Findings) -> None:
    """Note a way with other minutes than an earlier row has, in either direction."""
    first: dict[frozenset[str], Row] = {}
    for row in rows:
        ends = frozenset(row.get(column) for column in ("from_venue", "to_venue"))
        if None not in ends and "minutes" in row.values:
            before = first.setdefault(ends, row)
            if before.get("minutes") != row.get("minutes"):
                message = (
                    f"the way takes {row.get('minutes')} minutes here and {before.get('minutes')} in row "
                    f"{before.number}, and a row holds in both directions"
                )
                findings.contradiction(row, "minutes", message, "Clear one of the two rows.")


def _check_translations(rows: list[Row], findings: Findings) -> None:
    """Note an English text with other Welsh than an earlier row has."""
    first: dict[str, Row] = {}
    for row in rows:
        english = row.get("english")
        if english is not None and "welsh" in row.values:
            before = first.setdefault(english, row)
            if before.get("welsh") != row.get("welsh"):
                message = f"{shown(english)} has other Welsh here than in row {before.number}"
                findings.contradiction(row, "welsh", message, "Clear one of the two rows.")


def check_circles(rows: Rows, findings: Findings) -> None:
    """Note each row that closes a circle of reports, or of combined rooms."""
    reports: Arrows = defaultdict(list)
    for row in rows["reporting"]:
        giver, receiver = row.get("from_body"), row.get("to_body")
        if giver is None or receiver is None:
            continue
        if giver == receiver:
            findings.contradiction(row, "to_body", f"{giver} cannot report to itself", "Write another body.")
        elif row.get("kind", "report") == "report" and row.fine("kind"):
            reports[giver].append((receiver, row))
    for row, circle in islice(circles(reports), MOST_CIRCLES):
        message = f"the reports go round in a circle: {with_arrows(circle)}"
        findings.contradiction(row, "to_body", message, "Clear one of these rows, or write escalate in its kind.")
    made_of: Arrows = defaultdict(list)
    for row in rows["rooms"]:
        if "room" in row.values:
            made_of[row.get("room")] += [(part, row) for part in row.get("combines", ())]
    for row, circle in islice(circles(made_of), MOST_CIRCLES):
        message = f"the room is made of itself: {with_arrows(circle)}"
        findings.contradiction(row, "combines", message, f"Take {circle[1]} out of combines, here or there.")


def with_arrows(circle: list[str]) -> str:
    """Write a circle with arrows, a long one without its middle."""
    if len(circle) > MOST_SHOWN:
        circle = [*circle[: MOST_SHOWN - 2], "…", *circle[-2:]]
    return " → ".join(circle)


def circles(arrows: Arrows) -> Iterator[tuple[Row, list[str]]]:
    """Yield each row that leads back to where the way to it came from, and the circle: every arrow is walked once."""
    finished: set[str] = set()
    for start in list(arrows):
        if start in finished:
            continue
        way = {start: 0}
        ahead = [iter(arrows[start])]
        while ahead:
            here = next(reversed(way))
            code, row = next(ahead[-1], (None, None))
            if code is None or row is None:
                finished.add(here)
                del way[here]
                ahead.pop()
            elif code in way:
                yield row, [here, *list(way)[way[code] :]]
            elif code not in finished:
                way[code] = len(way)
                ahead.append(iter(arrows.get(code, ())))
