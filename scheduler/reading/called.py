"""What a text means that stands for a code: the code itself, a code from before, or what people call its row."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from scheduler.domain.names import name_key
from scheduler.reading.tables.headers import LONGEST_COMPARED
from scheduler.reading.tables.texts import code_key


class Called:
    """The rows of a table by their codes, and by whatever else they are called.

    Parameters
    ----------
    key : callable
        How names are compared: `name_key`, or `person_key` where titles in front are nothing.
    exactly : callable
        How codes are compared.

    """

    def __init__(self, key: Callable[[str], str] = name_key, exactly: Callable[[str], str] = code_key) -> None:
        self.key = key
        self._exactly = exactly
        self._codes: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._named: dict[str, list[str]] = {}
        self._first: dict[str, str] = {}

    def add(self, code: str, names: Iterable[str] = (), before: Iterable[str] = ()) -> None:
        """Know a row by its code, by names, and by the codes that it had before."""
        spelt = self._codes.setdefault(self._exactly(code), code)
        before = tuple(before)
        for old in before:
            self._before.setdefault(self._exactly(old), spelt)
        for key in {name_key(code): None, **{self.key(name): None for name in (*names, *before)}}:
            codes = self._named.setdefault(key, []) if key else []
            if spelt not in codes:
                codes.append(spelt)
                self._first.setdefault(key, spelt)

    def code(self, text: str) -> str | None:
        """Return the code that a text means, as it is spelt first: a code, else an earlier one, else the only name."""
        key = self._exactly(text)
        exact = self._codes.get(key) or self._before.get(key)
        if exact is not None:
            return exact
        named = self.all_called(text)
        return named[0] if len(named) == 1 else None

    def all_called(self, text: str) -> list[str]:
        """Return the codes of all rows whose code, earlier code or name reads so."""
        return self._named.get(name_key(text)) or self._named.get(self.key(text)) or []

    def suggestion(self, text: str) -> str:
        """Return `Did you mean …? ` with the code of the row whose code or name is nearest, or nothing."""
        near = get_close_matches(self.key(text)[:LONGEST_COMPARED], self._first, 1)
        return f"Did you mean {self._first[near[0]]}? " if near else ""

    @property
    def codes(self) -> list[str]:
        """Every code, as it is spelt first."""
        return list(self._codes.values())

    @property
    def first(self) -> Mapping[str, str]:
        """The code of the first row that is called so, by how names are compared."""
        return self._first
