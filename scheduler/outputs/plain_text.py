"""Text of the input, fit for a calendar feed and for a page."""

import re
import unicodedata

_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{_NONCHARACTERS}]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")


def cleaned(text: str) -> str:
    """Return the text in NFC without control characters; every line ends in a newline and nothing else."""
    return unicodedata.normalize("NFC", _UNFIT.sub("", _LINE_ENDS.sub("\n", text)))


def on_one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one space."""
    return " ".join(cleaned(text).split())
