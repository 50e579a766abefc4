"""Short codes from names: initials of a body, `JSMITH` for a person; the same names give the same codes."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from scheduler.domain.names import name_key, person_key

_UNSAID = frozenset(("of", "the", "and", "for", "to", "in", "on", "at", "a", "an", "with", "de", "y"))
_TITLE = re.compile(
    r"^(?:(?:cllr|councillor|cynghorydd|alderman|alderwoman|mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|the|hon"
    r"|right|rt)\b\.?\s+)+",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(of|for|director|officer|head|chief|manager|clerk|leader|mayor|vacancy|representative)\b", re.IGNORECASE
)
LONGEST_WORD, LONGEST = 8, 10
INITIALS = 5
"""Letters of initials at most."""


def body_codes(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return a code for each name of a body or a room: its initials, or the name itself where it is one short word."""
    return _coded(names, taken, _body_ways, name_key)


def person_codes(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return a code for each name of a person: the first letter and the surname; of a post its initials."""
    return _coded(names, taken, _person_ways, person_key)


def _coded(
    names: Iterable[str], taken: Iterable[str], ways: Callable[[str], Iterator[str]], key: Callable[[str], str]
) -> dict[str, str]:
    """Give codes in the order of the names as they are compared, so that the order of the files does not matter."""
    used = {code.casefold() for code in taken}
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: (key(one), one)):
        for code in ways(name):
            if code.casefold() not in used:
                found[name] = code
                used.add(code.casefold())
                break
    return found


def _words(name: str) -> list[str]:
    """Return the words of a name in plain capital letters, those in brackets last."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = plain.replace("&", " and ").replace("'", "")
    return re.findall(r"[A-Z]+|\d+", plain.upper())


def _numbered(first: str) -> Iterator[str]:
    yield first
    number = 2
    while True:
        yield f"{first}{number}"
        number += 1


def _body_ways(name: str) -> Iterator[str]:
    words = [word for word in _words(name) if word.casefold() not in _UNSAID] or _words(name) or ["BODY"]
    initials = "".join(word if word.isdigit() else word[0] for word in words)[:INITIALS]
    if len(words) == 1:
        word = words[0]
        yield from _numbered(word if len(word) <= LONGEST_WORD else word[:INITIALS])
    yield initials
    for letters in range(2, len(words[0]) + 1):
        yield f"{words[0][:letters]}{initials[1:]}"[:LONGEST]
    yield from _numbered(initials)


def _person_ways(name: str) -> Iterator[str]:
    plain = _TITLE.sub("", name.strip())
    words = _words(plain) or ["PERSON"]
    if _POST.search(plain) or len(words) == 1:
        yield from _body_ways(plain)
    surname = words[-1] if len(words[-1]) > 1 else "".join(words[-2:])
    for letters in range(1, len(words[0]) + 1):
        yield f"{words[0][:letters]}{surname}"[: LONGEST + letters]
    yield from _numbered(f"{words[0][0]}{surname}"[: LONGEST + 1])
