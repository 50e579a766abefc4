"""Cells that hold counts, amounts and quorums."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from scheduler.reading.cell_text import CellFault, is_spreadsheet_time, shown, text_of

LARGEST = 1_000_000
_LONGEST = len(str(LARGEST))
MOST_DIGITS = 400
"""Digits of an amount: a spreadsheet's smallest numbers have a little over three hundred."""

WRITE_WHOLE = "Write a whole number in digits, such as 4."
WRITE_NUMBER = "Write a number in digits, such as 12.50."
WRITE_QUORUM = "Write a number such as 4, or a share of the voting members such as 25%."
WRITE_SHARE = "Write the share as 25%."

_WHOLE = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"£?\s*([0-9]+(?:\.[0-9]+)?)")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
_RATIO = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")


def read_whole(value: object) -> int:
    """Read a whole number that is not negative; 7.0 from a spreadsheet is 7."""
    _refuse_dates(value, WRITE_WHOLE)
    text = text_of(value)
    if text.startswith("-") and _NUMBER.fullmatch(text[1:]):
        raise CellFault(f"{shown(value)} is less than nothing", WRITE_WHOLE)
    if isinstance(value, bool) or not _WHOLE.fullmatch(text):
        raise CellFault(f"{shown(value)} is no whole number", WRITE_WHOLE)
    return _capped(value, text)


def _refuse_dates(value: object, remedy: str) -> None:
    if is_spreadsheet_time(value):
        raise CellFault(
            f"{shown(value)} is a date or a time in the spreadsheet, and a number is wanted",
            f"Format the cell as a number. {remedy}",
        )


def _capped(value: object, digits: str) -> int:
    significant = digits.lstrip("0") or "0"
    if len(significant) > _LONGEST or int(significant) > LARGEST:
        raise CellFault(f"{shown(value)} is more than {LARGEST:,}", "Write the number that is meant.")
    return int(significant)


def read_number(value: object) -> Fraction:
    """Read an amount that is not negative, exactly; a pound sign does no harm."""
    _refuse_dates(value, WRITE_NUMBER)
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f") if abs(value) <= LARGEST else str(value)
    else:
        text = text_of(value)
    if text.startswith("-"):
        raise CellFault(f"{shown(value)} is less than nothing", WRITE_NUMBER)
    match = _NUMBER.fullmatch(text)
    if isinstance(value, bool) or match is None or len(text) > MOST_DIGITS:
        raise CellFault(f"{shown(value)} is no number", WRITE_NUMBER)
    number = Fraction(match[1])
    if number > LARGEST:
        raise CellFault(f"{shown(value)} is more than {LARGEST:,}", "Write the number that is meant.")
    return number


def read_quorum(value: object) -> int | Fraction:
    """Read a number of voting members, or a share of them: `4`, `25%` or `1/4`."""
    if isinstance(value, date):
        raise CellFault(f"{shown(value)} is a date: a spreadsheet reads 1/4 as one", WRITE_SHARE)
    _refuse_dates(value, WRITE_QUORUM)
    if isinstance(value, float) and not value.is_integer():
        raise CellFault(f"{shown(value)} is no number of members", WRITE_SHARE)
    text = text_of(value)
    if _WHOLE.fullmatch(text) and not isinstance(value, bool):
        return _capped(value, text)
    percent, ratio = _PERCENT.fullmatch(text), _RATIO.fullmatch(text)
    if len(text) > MOST_DIGITS or (percent is None and ratio is None):
        raise CellFault(f"{shown(value)} is no quorum", WRITE_QUORUM)
    if percent is not None:
        share = Fraction(percent[1]) / 100
    elif ratio is not None and int(ratio[2]) != 0:
        share = Fraction(int(ratio[1]), int(ratio[2]))
    else:
        raise CellFault(f"{shown(value)} is a share of nothing", WRITE_QUORUM)
    if not 0 < share <= 1:
        raise CellFault(f"{shown(value)} is no share between 0% and 100%", WRITE_QUORUM)
    return share
