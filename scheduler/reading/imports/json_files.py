"""JSON files, read with guards: no half ones, no endless nests, no numbers, keys or texts that are built to do harm."""

import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeAlias

from scheduler.reading.imports.content import READ_FORMS, Content
from scheduler.reading.tables.days import MONTHS, read_date
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault, cleaned

Thing: TypeAlias = dict[str, Any]
"""A JSON object."""

MOST_THINGS = 500_000
"""Objects and lists; a council of a hundred thousand papers has fewer."""
MOST_DEPTH = 100
LONGEST_NUMBER = 40
LONGEST_TEXT = 2_000
"""Letters of a name, a role or an address; longer texts are descriptions."""
_ISO_DAY = len("2026-05-21")
_PART_OF_DAY = re.compile("([0-9]{4})(?:-([0-9]{1,2}))?")
_SAVE_AGAIN = f"Save or download it again. {READ_FORMS}"


def json_of(content: Content) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what a JSON file holds.

    Raises
    ------
    Unreadable
        If it is half a file or none of the kind, nests too deeply, has too much in it, gives a key twice, or holds what
        is no JSON number.

    """
    name, text = content.name, content.text()
    if text.count("{") + text.count("[") > MOST_THINGS:
        raise Unreadable(f"{name} has more in it than can be read", f"Give fewer of its lists. {READ_FORMS}")
    try:
        found = json.loads(
            text,
            object_pairs_hook=_pairs_read(name),
            parse_int=_number_read(name, int),
            parse_float=_number_read(name, float),
            parse_constant=_number_read(name, float),
        )
    except json.JSONDecodeError as problem:
        half = problem.pos >= len(text.rstrip()) - 1 or problem.msg.startswith("Unterminated")
        what = "is half a JSON file: it breaks off" if half else "is no JSON file, or a damaged one: it goes wrong"
        raise Unreadable(f"{name} {what} in line {problem.lineno}", _SAVE_AGAIN) from None
    except RecursionError:
        raise _too_deep(name) from None
    _refuse_depth(name, found)
    return found


def _pairs_read(name: str) -> Callable[[list[tuple[str, Any]]], Thing]:
    def read(pairs: list[tuple[str, Any]]) -> Thing:
        thing = dict(pairs)
        if len(thing) < len(pairs):
            twice = next(key for key, number in Counter(key for key, _ in pairs).items() if number > 1)
            raise Unreadable(f"{name} gives the key {text_in(twice)[:60]} twice in one object", _SAVE_AGAIN)
        return thing

    return read


def _number_read(name: str, kind: Callable[[str], float]) -> Callable[[str], float]:
    def read(text: str) -> float:
        number = kind(text) if len(text) <= LONGEST_NUMBER else float("inf")
        if not abs(number) < float("inf"):
            raise Unreadable(f"{name} has a number that is none, {text[:LONGEST_NUMBER]}", _SAVE_AGAIN)
        return number

    return read


def _too_deep(name: str) -> Unreadable:
    return Unreadable(f"{name} nests more deeply than any council's file", READ_FORMS)


def _refuse_depth(name: str, found: object) -> None:
    level: list[Any] = [found]
    for _ in range(MOST_DEPTH):
        level = [inner for one in level for inner in _within(one)]
        if not level:
            return
    raise _too_deep(name)


def _within(value: object) -> Iterator[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        if isinstance(one, dict | list):
            yield one


def text_in(value: object) -> str:
    """Return a JSON text made plain, blank where it is no text, or one that no name or role is as long as."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return ""
    plain = cleaned(value.encode("utf-8", "replace").decode())
    return "" if isinstance(plain, CellFault) else " ".join(plain.split())


def things_in(value: object) -> list[Thing]:
    """Return the objects of a list, or a single object as a list; nothing else of it."""
    each = value if isinstance(value, list) else [value]
    return [one for one in each if isinstance(one, dict)]


def day_in(value: object, *, last: bool = False) -> date | None:
    """Return the day of `2026-05-21`, also with a time behind it; of `2026-05` or `2026` the first day, or the last.

    Raises
    ------
    CellFault
        If the text is no day.

    """
    text = text_in(value)
    if not text:
        return None
    if partial := _PART_OF_DAY.fullmatch(text):
        first = read_date(f"{partial[1]}-{partial[2] or (MONTHS if last else 1)}-1")
        return first.replace(day=monthrange(first.year, first.month)[1]) if last else first
    return read_date(text[:_ISO_DAY] if text[_ISO_DAY : _ISO_DAY + 1] in ("T", " ") else text)
