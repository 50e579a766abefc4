"""What a cell holds, by the kind of its column: a date, a time, a number, a code, a list."""

from collections.abc import Callable
from difflib import get_close_matches

from scheduler.domain.choices import choice_words
from scheduler.domain.headings_otherwise import CHOICES_OTHERWISE
from scheduler.domain.names import name_key
from scheduler.domain.seat_marks import role_in_words
from scheduler.domain.tables import Column
from scheduler.domain.wording import listed
from scheduler.reading.tables.days import read_date, read_dates, read_moment
from scheduler.reading.tables.names_of_days import read_months, read_weekdays, read_weeks
from scheduler.reading.tables.numbers import is_spreadsheet_time, read_number, read_quorum, read_whole
from scheduler.reading.tables.texts import CellFault, Raw, parts_of, shown, text_of
from scheduler.reading.tables.times import read_time, read_times

LONGEST_CODE = 200
_YES = ("yes", "y", "true", "1", "1.0", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}")
_NO = ("no", "n", "false", "0", "0.0")


def read_cell(column: Column, value: Raw) -> object:
    """Return what a cell of the column means.

    Parameters
    ----------
    column : Column
        A column of the contract; its `kind` says how to read.
    value : Raw
        The cell as the spreadsheet holds it, not blank.

    Returns
    -------
    object
        By kind: text and code and choice `str`; codes and list `tuple[str, ...]`; date `date`; dates a tuple of them;
        moment `date` or `datetime`; time minutes after midnight; times a tuple of them; whole `int`; number
        `Fraction`; quorum `int` or `Fraction`; yesno `bool`; weekdays `frozenset[int]`.

    Raises
    ------
    CellFault
        If the cell means nothing of the kind, or is a fault already.

    """
    if isinstance(value, CellFault):
        raise value
    if column.kind == "choice":
        return _read_choice(value, column.choices)
    if column.kind == "whole":
        return read_whole(value, column.name)
    return _READERS[column.kind](value)


def _read_yesno(value: object) -> bool:
    word = text_of(value).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellFault(f"{shown(value)} is neither yes nor no", "Write yes or no.")


def _read_code(value: object) -> str:
    if is_spreadsheet_time(value):
        raise CellFault(
            f"{shown(value)} is a date or a time in the spreadsheet, and a code is wanted",
            "Format the cell as text, and write the code again.",
        )
    text = text_of(value)
    if ";" in text:
        raise CellFault(f"{shown(value)} has a semicolon, and one code is wanted", "Write one code, without ;.")
    return _not_too_long(text)


def _not_too_long(text: str) -> str:
    if len(text) > LONGEST_CODE:
        message = f"{shown(text)} has {len(text)} characters, and a code has at most {LONGEST_CODE}"
        raise CellFault(message, "Write a shorter code, here and wherever it is named.")
    return text


def _read_codes(value: object) -> tuple[str, ...]:
    if is_spreadsheet_time(value):
        _read_code(value)
    return tuple(_not_too_long(part) for part in parts_of(value))


def _read_list(value: object) -> tuple[str, ...]:
    return tuple(parts_of(value))


def _read_choice(value: object, choices: tuple[str, ...]) -> str:
    by_word = {name_key(words): choice for choice in choices for words in (choice, choice_words(choice))}
    word = name_key(text_of(value))
    if word in by_word:
        return by_word[word]
    role = role_in_words(text_of(value))
    said = [choice for choice in choices if choice == role or word in map(name_key, CHOICES_OTHERWISE.get(choice, ()))]
    if len(said) == 1:
        return said[0]
    near = get_close_matches(word[:LONGEST_CODE], by_word, 1)
    meant = f"Did you mean {choice_words(by_word[near[0]])}? " if near else ""
    remedy = f"{meant}Write {listed([choice_words(choice) for choice in choices], 'or')}."
    raise CellFault(f"{shown(value)} is not one of the words this column knows", remedy)


_READERS: dict[str, Callable[[object], object]] = {
    "text": text_of,
    "code": _read_code,
    "codes": _read_codes,
    "list": _read_list,
    "date": read_date,
    "dates": read_dates,
    "moment": read_moment,
    "time": read_time,
    "times": read_times,
    "number": read_number,
    "quorum": read_quorum,
    "yesno": _read_yesno,
    "weekdays": read_weekdays,
    "weeks": read_weeks,
    "months": read_months,
}
