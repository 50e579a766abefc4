"""Text of the input made fit for a feed and a page, and for the name of a file: codes may be any text."""

import hashlib
import re
import unicodedata
from urllib.parse import quote

_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{_NONCHARACTERS}]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")

_ALWAYS_ESCAPED = frozenset('%<>:"/\\|?*')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}
    | {f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"}
)
_LONGEST_STEM = 150
"""Bytes; what is longer is cut and told apart by a digest, so it is longer than any stem that is not cut."""


def cleaned(text: str) -> str:
    """Return the text in NFC without control characters; every line ends in a newline and nothing else."""
    return unicodedata.normalize("NFC", _UNFIT.sub("", _LINE_ENDS.sub("\n", text)))


def on_one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one space."""
    return " ".join(cleaned(text).split())


def file_stem(code: str) -> str:
    """Return the name of a code's file, without its ending, on any file system.

    It depends on nothing but the code, so that a feed keeps its address whatever else the input holds.
    What a file name cannot hold is written as in a web address (`A/B` as `A%2FB`). Codes are compared
    without case and so, on some systems, are file names: codes that differ get names that differ even then.
    """
    decomposed = unicodedata.normalize("NFC", code) != code
    device = code.split(".", maxsplit=1)[0].rstrip().upper() in _DEVICES
    last = len(code) - 1
    stem = "".join(
        _escaped(character)
        if _is_unfit(character)
        or (decomposed and not character.isascii())
        or (position in (0, last) and character in ". ")
        or (position == 0 and device)
        else character
        for position, character in enumerate(code)
    )
    return stem if len(stem.encode()) <= _LONGEST_STEM else _cut(stem)


def _is_unfit(character: str) -> bool:
    """Whether it is reserved somewhere, cannot be seen, or is a space that is not plain."""
    return character in _ALWAYS_ESCAPED or (unicodedata.category(character)[0] in "CZ" and character != " ")


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _cut(stem: str) -> str:
    digest = hashlib.sha256(stem.casefold().encode()).hexdigest()[:32]
    return f"{stem.encode()[:_LONGEST_STEM].decode(errors='ignore')}~{digest}"


def feed_path(folder: str, code: str) -> str:
    """Return where in `feeds/` the feed of a code lies: `bodies/HWB.ics`."""
    return f"{folder}/{file_stem(code)}.ics"


def feed_address(path: str) -> str:
    """Return the address of a feed as a page beside the folder `feeds` links to it."""
    return f"feeds/{quote(path)}"
