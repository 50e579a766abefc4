"""How names are compared as people write them: spaces, apostrophes, dashes, "&" and titles make no difference."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WITHOUT_WIDTH = re.compile(r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Places to break a line, and marks of direction, which nobody sees."""
_DROPPED = re.compile(r"""['"`\u00b4\u02b9\u02bb\u02bc\u02c8\u2018-\u201f\u2032,]""")
"""Apostrophes, quotation marks and commas of every kind."""
_DASHES = re.compile("[-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
_AND = re.compile("&amp;|[&\uff06\ufe60]", re.IGNORECASE)
"""Of web pages too, where a program has left it as it stands there."""
_GAP = re.compile(r"[\s_.\-]+")
_MARKS = "!?:;()[]/\u2026"
_COUNCILLOR = re.compile(r"(?<!\w)cllr(s?)(?!\w)")

_POSTS = frozenset(("mayor", "mayoress", "provost", "lieutenant", "chief", "advocate"))
"""What "Lord" or "Lady" in front of is no title, but the name of a post."""
_PEERS = frozenset(("lord", "lady"))
_TITLES = _PEERS | frozenset(
    """cllr cllrs councillor councillors mr mrs ms miss mx dr doctor prof professor sir dame baroness baron rev revd
    reverend canon father fr rabbi imam ald alderman alderwoman alderperson the right rt honourable hon cyng
    cynghorydd""".split()  # noqa: SIM905 - a list of words reads as words
)

_HONOURS = frozenset(("mbe", "obe", "cbe", "kbe", "dbe", "bem", "jp", "mp", "dl", "kc"))

_LONGEST_KEPT, _MOST_KEPT = 200, 8_192
"""Characters of a name whose words are kept, for the next time that it is asked about, and how many names are."""


def name_key(name: str) -> str:
    """Return a name, a heading or a word as it is compared.

    Case, spaces, underscores, apostrophes, commas, full stops and dashes are nothing ("Well-being" is "Wellbeing"), "&"
    is "and", "Cllr" is "Councillor", and it does not matter how accents are stored. Between two digits a gap stays:
    "Room 1.2" is not "Room 12". "The" in front is nothing either.
    """
    words = _words(name)
    return "".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def person_key(name: str) -> str:
    """Return the name of a person as it is compared: a `name_key` without titles ("Cllr", "Dr", "Sir") and honours."""
    return "".join(_untitled(_words(name)))


def names_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those persons whom a text names: by their whole name, or, of one with a title, by the last name."""
    said = tuple(word.rstrip(_MARKS).lstrip(_MARKS) for word in _words(text))
    spoken = [*said, *(word.removesuffix("s") for word in said)]
    found = []
    for name in names:
        words = _words(name)
        own = _untitled(words)
        whole = any(said[place : place + len(own)] == own for place in range(len(said)))
        if own and (whole or (own[0] != words[0] and own[-1] in spoken)):
            found.append(name)
    return tuple(found)


def _untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without titles in front and honours behind."""
    first = 0
    while first + 1 < len(words) and words[first] in _TITLES:
        if words[first] in _PEERS and words[first + 1] in _POSTS:
            break
        first += 1
    last = len(words)
    while last - first > 1 and words[last - 1] in _HONOURS:
        last -= 1
    return words[first:last]


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name; a word that follows a digit and begins with one has its gap in front."""
    return _kept_words(name) if len(name) <= _LONGEST_KEPT else _words_of(name)


def _words_of(name: str) -> tuple[str, ...]:
    plain = _AND.sub(" and ", _DROPPED.sub("", _WITHOUT_WIDTH.sub("", name)))
    folded = unicodedata.normalize("NFKC", _DASHES.sub("-", plain)).casefold()
    folded = _COUNCILLOR.sub(r"councillor\1", unicodedata.normalize("NFC", folded))
    words: list[str] = []
    for gap, word in _pieces(folded.strip(" \t\n\r\f\v_.-")):
        between_digits = words and words[-1][-1].isdigit() and word[0].isdigit()
        words.append(f"{_plain_gap(gap)}{word}" if between_digits else word)
    return tuple(words)


_kept_words = lru_cache(_MOST_KEPT)(_words_of)


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return each word with the gap before it."""
    parts = _GAP.split(text)
    gaps = ["", *_GAP.findall(text)]
    return [(gap, part) for gap, part in zip(gaps, parts, strict=True) if part]


def _plain_gap(gap: str) -> str:
    """Return a gap as it stands between digits: a full stop, a dash or a space, however many spaces are around it."""
    return next((mark for mark in ".-" if mark in gap), " ")
