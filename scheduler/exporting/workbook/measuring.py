"""How much room text takes in Arial, in widths of a digit, so that nothing is cut off on paper."""

from functools import lru_cache

_NARROW, _SLIM, _CAPITAL, _WIDE = 0.45, 0.62, 1.28, 1.6
_WIDTHS = (
    dict.fromkeys("iljI.,:;'|!", _NARROW)
    | dict.fromkeys(" ftr()-/[]\"*", _SLIM)
    | dict.fromkeys("ABCDEFGHKNOPQRSUVXYZ&w", _CAPITAL)
    | dict.fromkeys("MWm%@…", _WIDE)
)
_LAST_LATIN = "\u024f"


def width_of(text: str) -> float:
    """Return the width of one line of text; a letter that is not Latin counts as a wide one."""
    return sum(_WIDTHS.get(letter, 1.0 if letter <= _LAST_LATIN else _WIDE) for letter in text)


@lru_cache(maxsize=4096)
def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Return the lines in which the text fits the width; a word that is too long is broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
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


def _pieces(word: str, width: float) -> list[str]:
    """Break a word where it no longer fits."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
