"""Words that several tables share (venues, features, categories): spelt alike wherever the input means the same."""

from collections.abc import Callable, Iterator

from scheduler.domain.tables import CLASSIFICATIONS
from scheduler.reading.cell_text import code_key, shown, word_key
from scheduler.reading.parse_rows import Findings, Row, Rows

_WHERE: dict[str, tuple[Callable[[str], str], tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "classification": (word_key, CLASSIFICATIONS, (("bodies", "classification"),)),
    "category": (word_key, (), (("people", "category"), ("quorum_rules", "category"))),
    "organisation": (code_key, (), (("people", "organisation"), ("quorum_rules", "organisation"))),
    "feature": (word_key, (), (("rooms", "features"), ("bodies", "room_features"))),
    "venue": (
        code_key,
        (),
        (
            ("rooms", "venue"),
            ("bodies", "venue"),
            ("meeting_days", "venue"),
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
