"""Keys of a file that this version does not know: a newer one, or another program, wrote them, and they are kept.

Each is held with its value as JSON text, so that whatever bears them can be compared, hashed and sent to another
process. They are written again beside what is known, and go from an earlier plan to the next where the thing stays.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

OtherKeys = tuple[tuple[str, str], ...]
"""Pairs of a key and its value, as JSON."""


class Table(dict[str, Any]):
    """An object of a JSON document, which remembers what has been asked of it: what never is, is not known."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        super().__init__(raw)
        self._asked: set[str] = set()

    def get(self, key: str, otherwise: Any = None) -> Any:  # noqa: ANN401 - whatever the file holds
        """Return what a key holds, and note that it was asked for."""
        self._asked.add(key)
        return super().get(key, otherwise)

    def rest(self) -> OtherKeys:
        """Return the keys that were never asked for, with their values."""
        return tuple((key, json.dumps(value)) for key, value in self.items() if key not in self._asked)


def with_other_keys(document: dict[str, Any], other_keys: OtherKeys) -> dict[str, Any]:
    """Return an object with other keys beside its own, which come first and are never replaced."""
    if not other_keys:
        return document
    return document | {key: json.loads(value) for key, value in other_keys if key not in document}


def kept(mine: OtherKeys, before: OtherKeys) -> OtherKeys:
    """Return a thing's other keys, and those that it had before and does not bear now."""
    if not before:
        return mine
    known = dict(mine)
    return (*mine, *(pair for pair in before if pair[0] not in known))


def is_newer(found: object, known: str) -> bool:
    """Whether a document says that it is of a later format (`meeting-day-plan/2`) than the one that is known."""
    name, _, number = known.rpartition("/")
    match = re.fullmatch(rf"{re.escape(name)}/([0-9]{{1,9}})", found) if isinstance(found, str) else None
    return match is not None and int(match.group(1)) > int(number)
