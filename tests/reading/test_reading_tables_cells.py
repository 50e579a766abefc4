"""One cell and its column: what is understood, what is refused, and what an officer is told to do."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from scheduler.domain.tables import Column
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.texts import CellFault


def read(kind: str, value: object) -> object:
    return read_cell(Column("column", kind, choices=("in_person", "hybrid", "online")), value)


def refusal(kind: str, value: object) -> tuple[str, str]:
    with pytest.raises(CellFault) as refused:
        read(kind, value)
    return refused.value.message, refused.value.remedy


@pytest.mark.parametrize(
    ("kind", "value", "meaning"),
    [
        ("date", "2026-11-19", date(2026, 11, 19)),
        ("date", " 19/11/2026 ", date(2026, 11, 19)),
        ("date", "1/2/2026", date(2026, 2, 1)),
        ("date", date(2026, 11, 19), date(2026, 11, 19)),
        ("date", datetime(2026, 11, 19), date(2026, 11, 19)),
        ("date", "29/02/2016", date(2016, 2, 29)),
        ("date", "9999-12-31", date(9999, 12, 31)),
        ("dates", "2026-11-19; 18/02/2027;;2026-11-19", (date(2026, 11, 19), date(2027, 2, 18))),
        ("dates", datetime(2026, 11, 19), (date(2026, 11, 19),)),
        ("moment", "2026-11-19", date(2026, 11, 19)),
        ("moment", "2026-11-19 14:00", datetime(2026, 11, 19, 14)),
        ("moment", "19/11/2026  2.30pm", datetime(2026, 11, 19, 14, 30)),
        ("moment", "2026-11-19T00:00", datetime(2026, 11, 19)),
        ("moment", datetime(2026, 11, 19), date(2026, 11, 19)),
        ("moment", datetime(2026, 11, 19, 9, 29, 59, 999999), datetime(2026, 11, 19, 9, 30)),
        ("moment", date(2026, 11, 19), date(2026, 11, 19)),
        ("time", "09:30", 570),
        ("time", "9:30", 570),
        ("time", "9.30am", 570),
        ("time", "9am", 540),
        ("time", "9 AM", 540),
        ("time", "12.15pm", 735),
        ("time", "12.15 a.m.", 15),
        ("time", "09:30:00", 570),
        ("time", "23:59", 1439),
        ("time", "00:00", 0),
        ("time", time(9, 30), 570),
        ("time", time(9, 29, 59, 999000), 570),
        ("time", time(9, 29, 29, 999999), 569),
        ("time", time(9, 29, 30), 570),
        ("time", time(23, 59, 59), 1439),
        ("time", datetime(1899, 12, 30, 9, 30), 570),
        ("times", "10:00; 2pm;10:00", (600, 840)),
        ("times", time(10), (600,)),
        ("whole", "7", 7),
        ("whole", 7, 7),
        ("whole", 7.0, 7),
        ("whole", "007", 7),
        ("whole", "0", 0),
        ("whole", "1000000", 1_000_000),
        ("number", "12.50", Fraction(25, 2)),
        ("number", "£12.50", Fraction(25, 2)),
        ("number", 12.1, Fraction(121, 10)),
        ("number", 1e-07, Fraction(1, 10_000_000)),
        ("number", 40, Fraction(40)),
        ("yesno", "Yes", True),
        ("yesno", "n", False),
        ("yesno", "1.0", True),
        ("yesno", "0.0", False),
        ("yesno", True, True),
        ("yesno", False, False),
        ("yesno", 1, True),
        ("yesno", "FALSE", False),
        ("weekdays", "Mon;Tue", frozenset({0, 1})),
        ("weekdays", "monday; Thurs; Weds; Sun.", frozenset({0, 2, 3, 6})),
        ("quorum", "4", 4),
        ("quorum", 4.0, 4),
        ("quorum", "25%", Fraction(1, 4)),
        ("quorum", "33.3 %", Fraction(333, 1000)),
        ("quorum", "1/4", Fraction(1, 4)),
        ("quorum", "100%", Fraction(1)),
        ("code", " HWB ", "HWB"),
        ("code", 7.0, "7"),
        ("code", "7.0", "7.0"),
        ("code", 7, "7"),
        ("code", 1.5, "1.5"),
        ("code", "007", "007"),
        ("code", "NA", "NA"),
        ("code", True, "TRUE"),
        ("codes", "DPH; CEX ;;DPH", ("DPH", "CEX")),
        ("codes", 7.0, ("7",)),
        ("codes", ";", ()),
        ("list", "hearing_loop;step_free", ("hearing_loop", "step_free")),
        ("text", " Growth Board ", "Growth Board"),
        ("text", False, "FALSE"),
        ("text", date(2026, 11, 19), "2026-11-19"),
        ("text", datetime(2026, 11, 19, 14), "2026-11-19 14:00"),
        ("text", datetime(2026, 11, 19), "2026-11-19"),
        ("text", time(9, 30), "09:30"),
        ("choice", "In person", "in_person"),
        ("choice", "IN-PERSON", "in_person"),
        ("choice", "hybrid", "hybrid"),
    ],
)
def test_a_cell_is_understood(kind: str, value: object, meaning: object) -> None:
    found = read(kind, value)
    assert (found, type(found)) == (meaning, type(meaning))


ARABIC_SIX = "\N{ARABIC-INDIC DIGIT SIX}"
WRITE_DATE = "Write the day as 2026-11-19 or 19/11/2026 (the day first)."
FORMAT_DATE = "Format the cell as a date, or write it as 2026-11-19."
WRITE_TIME = "Write the time as 09:30 or 9.30am."
WRITE_WHOLE = "Write a whole number in digits, such as 4."
WRITE_NUMBER = "Write a number in digits, such as 12.50."
WRITE_QUORUM = "Write a number such as 4, or a share of the voting members such as 25%."
WRITE_WEEKDAYS = "Write days of the week with ; between, such as Mon;Tue."
WRITE_MOMENT = "Write a day (2026-11-19) or a day and a time (2026-11-19 14:00)."
MEANT = "Write the number that is meant."


@pytest.mark.parametrize(
    ("kind", "value", "message", "remedy"),
    [
        ("date", f"202{ARABIC_SIX}-11-19", f"“202{ARABIC_SIX}-11-19” is no date", WRITE_DATE),
        ("date", "2026-02-29", "“2026-02-29” is no day: February 2026 has 28 days", WRITE_DATE),
        ("date", "2026-11-00", "“2026-11-00” is no day: November 2026 has 30 days", WRITE_DATE),
        ("date", "11/19/2026", "“11/19/2026” has no month 19", WRITE_DATE),
        ("date", "2026-00-19", "“2026-00-19” has no month 0", WRITE_DATE),
        ("date", "10000-01-01", "“10000-01-01” has an impossible year", WRITE_DATE),
        ("date", "1/1/0000", "“1/1/0000” has an impossible year", WRITE_DATE),
        ("date", 46345, "“46345” is a bare number, which may or may not mean a date", FORMAT_DATE),
        ("date", 46345.0, "“46345” is a bare number, which may or may not mean a date", FORMAT_DATE),
        ("date", "46345", "“46345” is a bare number, which may or may not mean a date", FORMAT_DATE),
        ("date", True, "“TRUE” is no date", WRITE_DATE),
        ("date", time(9), "“09:00” is no date", WRITE_DATE),
        (
            "date",
            datetime(2026, 11, 19, 14),
            "“2026-11-19 14:00” is a date with a time, and a date alone is wanted",
            WRITE_DATE,
        ),
        ("dates", " ; ", "“;” names no day", WRITE_DATE),
        ("dates", "2026-11-19;soon", "“soon” is no date", WRITE_DATE),
        ("moment", "2026-11-19 25:00", "“2026-11-19 25:00”: “25:00” is no time between 00:00 and 23:59", WRITE_MOMENT),
        ("moment", "soon", "“soon” is no date", WRITE_MOMENT),
        ("moment", "46345", "“46345” is a bare number, which may or may not mean a date", FORMAT_DATE),
        ("moment", 46345.5, "“46345.5” is a bare number, which may or may not mean a date", FORMAT_DATE),
        ("time", "9", "“9” is no time of day", WRITE_TIME),
        ("time", "9.3", "“9.3” is no time of day", WRITE_TIME),
        ("time", 9.3, "“9.3” is no time of day", WRITE_TIME),
        ("time", date(2026, 11, 19), "“2026-11-19” is no time of day", WRITE_TIME),
        ("time", "24:00", "“24:00” is no time between 00:00 and 23:59", WRITE_TIME),
        ("time", "9:60", "“9:60” is no time between 00:00 and 23:59", WRITE_TIME),
        ("time", "0.30am", "“0.30am” has no hour from 1 to 12 before am", WRITE_TIME),
        ("time", "13 p.m.", "“13 p.m.” has no hour from 1 to 12 before pm", WRITE_TIME),
        (
            "time",
            timedelta(hours=9, minutes=30),
            "“9:30:00” is a length of time, and a time of day is wanted",
            "Format the cell as a time of day (hh:mm), or write it as 09:30.",
        ),
        ("times", ";", "“;” names no time", WRITE_TIME),
        ("whole", "-1", "“-1” is less than nothing", WRITE_WHOLE),
        ("whole", -1.0, "“-1” is less than nothing", WRITE_WHOLE),
        ("whole", 7.5, "“7.5” is no whole number", WRITE_WHOLE),
        ("whole", True, "“TRUE” is no whole number", WRITE_WHOLE),
        ("whole", ARABIC_SIX, f"“{ARABIC_SIX}” is no whole number", WRITE_WHOLE),
        ("whole", "many", "“many” is no whole number", WRITE_WHOLE),
        ("whole", "1000001", "“1000001” is more than 1,000,000", MEANT),
        ("whole", "9" * 9000, f"“{'9' * 60}…” is more than 1,000,000", MEANT),
        (
            "whole",
            datetime(2026, 11, 19),
            "“2026-11-19” is a date or a time in the spreadsheet, and a number is wanted",
            f"Format the cell as a number. {WRITE_WHOLE}",
        ),
        ("number", "-2", "“-2” is less than nothing", WRITE_NUMBER),
        ("number", -0.5, "“-0.5” is less than nothing", WRITE_NUMBER),
        ("number", "nan", "“nan” is no number", WRITE_NUMBER),
        ("number", float("nan"), "“nan” is no number", WRITE_NUMBER),
        ("number", float("inf"), "“inf” is no number", WRITE_NUMBER),
        ("number", "1e999999999", "“1e999999999” is no number", WRITE_NUMBER),
        ("number", "9" * 9000, f"“{'9' * 60}…” is no number", WRITE_NUMBER),
        ("number", "1000000.01", "“1000000.01” is more than 1,000,000", MEANT),
        ("number", True, "“TRUE” is no number", WRITE_NUMBER),
        (
            "quorum",
            datetime(2026, 4, 1),
            "“2026-04-01” is a date: a spreadsheet reads 1/4 as one",
            "Write the share as 25%.",
        ),
        ("quorum", 0.25, "“0.25” is no number of members", "Write the share as 25%."),
        (
            "quorum",
            time(9),
            "“09:00” is a date or a time in the spreadsheet, and a number is wanted",
            f"Format the cell as a number. {WRITE_QUORUM}",
        ),
        ("quorum", True, "“TRUE” is no quorum", WRITE_QUORUM),
        ("quorum", "1/0", "“1/0” is a share of nothing", WRITE_QUORUM),
        ("quorum", "5/4", "“5/4” is no share between 0% and 100%", WRITE_QUORUM),
        ("quorum", "0%", "“0%” is no share between 0% and 100%", WRITE_QUORUM),
        ("quorum", "101%", "“101%” is no share between 0% and 100%", WRITE_QUORUM),
        ("quorum", f"1/{'9' * 9000}", f"“1/{'9' * 58}…” is no quorum", WRITE_QUORUM),
        ("quorum", "9" * 9000, f"“{'9' * 60}…” is more than 1,000,000", MEANT),
        ("yesno", "perhaps", "“perhaps” is neither yes nor no", "Write yes or no."),
        ("weekdays", "Mo", "“Mo” is no day of the week", WRITE_WEEKDAYS),
        ("weekdays", "Wendesday", "“Wendesday” is no day of the week", f"Did you mean Wednesday? {WRITE_WEEKDAYS}"),
        ("weekdays", ";", "“;” names no weekday", WRITE_WEEKDAYS),
        ("weekdays", 1, "“1” is no list of weekdays", WRITE_WEEKDAYS),
        ("code", "DPH;CEX", "“DPH;CEX” has a semicolon, and one code is wanted", "Write one code, without ;."),
        (
            "code",
            "x" * 201,
            f"“{'x' * 60}…” has 201 characters, and a code has at most 200",
            "Write a shorter code, here and wherever it is named.",
        ),
        (
            "code",
            date(2026, 4, 1),
            "“2026-04-01” is a date or a time in the spreadsheet, and a code is wanted",
            "Format the cell as text, and write the code again.",
        ),
        (
            "codes",
            time(9),
            "“09:00” is a date or a time in the spreadsheet, and a code is wanted",
            "Format the cell as text, and write the code again.",
        ),
        (
            "choice",
            "onlin",
            "“onlin” is not one of the words this column knows",
            "Did you mean Online? Write In person, Hybrid or Online.",
        ),
        ("choice", "zoom", "“zoom” is not one of the words this column knows", "Write In person, Hybrid or Online."),
    ],
)
def test_a_cell_is_refused_in_words(kind: str, value: object, message: str, remedy: str) -> None:
    assert refusal(kind, value) == (message, remedy)
