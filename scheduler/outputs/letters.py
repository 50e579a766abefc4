"""How wide text is, and how it is broken into lines: for workbooks, pictures and whatever is printed of a plan.

Widths are counted in digits of one size of Arial (0.556 of the size), which Helvetica and Liberation Sans share.
"""

import re
from functools import lru_cache

DIGIT = 0.556
"""The width of a digit, in the size of the letters."""
UNBROKEN = "\N{NO-BREAK SPACE}"
_BREAKS = re.compile(rf"[^\S{UNBROKEN}]+")
BOLD = 1.08
"""How much wider bold letters are."""


class _Widths(dict[str, float]):
    """The width of each letter; of one that is none of them by whether it is Latin."""

    def __missing__(self, letter: str) -> float:
        return 1.0 if letter <= _LAST_LATIN else _FOREIGN


_WIDTHS = _Widths(
    (letter, width)
    for letters, width in (
        ("ijl'|", 0.4),
        (" ftI.,:;/!", 0.5),
        ('r-()"“”\u2018\u2019', 0.6),
        ("ckszvxyJ", 0.9),
        ("ABEFKPSTVXYZ&", 1.2),
        ("CDHNRUw", 1.3),
        ("GOQ", 1.4),
        ("mM", 1.5),
        ("W%@…", 1.8),
    )
    for letter in letters
)
_LAST_LATIN, _FOREIGN = "\u024f", 1.8


def width_of(text: str) -> float:
    """Return the width of one line of text; a letter that is not Latin counts as a wide one."""
    return sum(map(_WIDTHS.__getitem__, text))


@lru_cache(maxsize=4096)
def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Return the lines in which the text fits the width; a word that is too long is broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in filter(None, _BREAKS.split(paragraph)):
            longer = f"{line} {word}" if line else word
            if width_of(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, width)
            lines += full
        lines.append(line)
    return tuple(lines)


def cut(text: str, width: float) -> str:
    """Return as much of the text as fits on one line, ending in `…`."""
    kept = text
    while kept and width_of(f"{kept}…") > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _pieces(word: str, width: float) -> list[str]:
    """Break a word where it no longer fits."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
