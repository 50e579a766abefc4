"""A small council's year, as its officer meets it: reports, last year's weekdays, intervals, weeks of months, moves."""

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from officer import council, days, iso, meetings, plan, run, seats, settings

from scheduler.domain.wording import long_date

TWO = "body,name,meetings_min,meetings_max,notice_clear_days,legal_kind,weekdays\n"
REPORTING = seats(DB="ABC", HB="ADE")
LINE = "from_body,to_body,max_working_days\nDB,HB,25\n"


@pytest.mark.parametrize(
    ("nation", "notice", "line", "least", "feeder"),
    [
        ("GB-ENG", "5,", LINE, 6, "2027-05-24"),
        ("GB-ENG", "3,", LINE, 4, "2027-05-26"),
        ("GB-WLS", ",committee", LINE, 4, "2027-05-26"),
        ("GB-ENG", ",committee", LINE, 6, "2027-05-24"),
        ("GB-ENG", "5,", "from_body,to_body,min_working_days,max_working_days\nDB,HB,10,12\n", 10, "2027-05-18"),
    ],
)
def test_a_receiver_never_meets_before_its_report_is_due(
    tmp_path: Path, nation: str, notice: str, line: str, least: int, feeder: str
) -> None:
    """The receiver sits on Thursday 3 June 2027, or earlier; the 31st of May is a bank holiday.

    Each of its meetings needs one of its feeder's, so many clear working days before; the last day is known by hand.
    """
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-10", "2027-06-03", holidays=nation),
        bodies=f"{TWO}DB,Delivery Board,1,1,,,\nHB,Health Board,1,1,{notice},Thu\n",
        memberships=REPORTING,
        reporting=line,
        fixed_meetings="body,date\nHB,2027-06-03\n",
    )
    found = meetings(source)
    assert iso(found, "HB") == ["2027-06-03"]
    assert date(2027, 5, 10) <= days(found, "DB")[0] <= date.fromisoformat(feeder)
    later = date.fromisoformat(feeder) + timedelta(days=1)
    fixed = f"body,date\nHB,2027-06-03\nDB,{later}\n"
    (source / "fixed_meetings.csv").write_text(fixed, encoding="utf-8")
    status, output = plan(source)
    assert status == 1, output
    assert f"Delivery Board is fixed to {long_date(later)}. (fixed: DB)" in output
    assert f"Health Board {least - 1} clear working days before its meeting, not {least}." in output


def test_a_receiver_of_one_meeting_cannot_sit_before_a_report_could_be_made(tmp_path: Path) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-10", "2027-06-30"),
        bodies=f"{TWO}DB,Delivery Board,1,1,,,\nHB,Health Board,1,1,5,,\n",
        memberships=REPORTING,
        reporting=LINE,
        fixed_meetings="body,date\nHB,2027-05-12\n",
    )
    assert plan(source)[0] == 1


def test_only_the_first_of_several_goes_unserved_and_is_named(tmp_path: Path) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-10", "2027-07-30"),
        bodies=f"{TWO}DB,Delivery Board,1,1,,,\nHB,Health Board,2,2,5,,\n",
        memberships=REPORTING,
        reporting=LINE,
        fixed_meetings="body,date\nHB,2027-05-12\n",
    )
    status, output = plan(source)
    assert status == 0, output
    assert "Meetings held: 1 meeting that no report reaches" in output
    assert "Health Board on Wednesday 12 May 2027 at 10:00: Delivery Board does not report to it" in output
    last_year = tmp_path / "last.csv"
    last_year.write_text("body,date,start,end,room\nDB,2027-04-28,10:00,12:00,R1\n", encoding="utf-8")
    status, output = plan(source, "--baseline", last_year, "--as-of", "2027-05-01")
    assert status == 0, output
    assert "does not report to it" not in output
    (source / "reporting.csv").write_text(
        "from_body,to_body,max_working_days,served_until\nDB,HB,25,2027-05-12\n", encoding="utf-8"
    )
    (tmp_path / "out").rename(tmp_path / "before")
    status, output = plan(source)
    assert status == 0, output
    assert "does not report to it" not in output


def nth(year: int, month: int, weekday: int, place: int) -> date:
    """Return the so-manieth such weekday of a month; -1 is the last."""
    all_of_it = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    of_it = [one for one in all_of_it if one.month == month and one.weekday() == weekday]
    return of_it[place - 1] if place > 0 else of_it[place]


@pytest.mark.parametrize(
    ("weekday", "place", "start"), [(1, 2, "18:30"), (3, 3, "19:00"), (2, 1, "10:00"), (0, 4, "18:30"), (4, 2, "19:00")]
)
def test_last_year_s_weekday_of_the_month_is_kept(tmp_path: Path, weekday: int, place: int, start: str) -> None:
    """Six months, none of whose kept days is a bank holiday."""
    months = (6, 7, 9, 10, 11, 12)
    if (weekday, place) == (0, 4):
        months = months[:-1]
    rows = [f"PL,{nth(2027, month, weekday, place)},{start},{start[:2]}:59,R1" for month in months]
    last_year = tmp_path / "last.csv"
    last_year.write_text("\n".join(("body,date,start,end,room", *rows)) + "\n", encoding="utf-8")
    source = council(
        tmp_path / "in",
        settings=settings("2028-06-01", "2028-12-31"),
        bodies=f"body,name,meetings_min,meetings_max,start_times\nPL,Planning,{len(months)},{len(months)},{start}\n",
        memberships=seats(PL="ABC"),
    )
    found = meetings(source, "--baseline", last_year)
    assert days(found, "PL") == [nth(2028, month, weekday, place) for month in months]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("gap", "closed", "last", "possible"),
    [
        pytest.param("28", "2027-07-26,2027-08-31", "2027-10-29", False, marks=pytest.mark.thorough),
        ("49", "2027-07-26,2027-08-31", "2027-10-29", True),
        ("21", "2027-06-01,2027-06-30", "2027-07-30", False),
        ("30", "2027-10-04,2027-10-29", "2027-10-29", True),
        ("29", "2027-10-04,2027-10-29", "2027-10-29", False),
        pytest.param("21", "2027-10-04,2027-10-29", "2027-10-29", False, marks=pytest.mark.thorough),
        ("21", "2027-05-03,2027-05-28", "2027-07-30", False),
    ],
)
def test_the_longest_interval_binds_in_a_recess_and_from_the_year_s_ends(
    tmp_path: Path, gap: str, closed: str, last: str, *, possible: bool
) -> None:
    """A body of Wednesdays from 3 May 2027 on."""
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-03", last),
        bodies=f"body,name,meetings_min,meetings_max,max_gap_days,weekdays\nPL,Planning,1,12,{gap},Wed\n",
        memberships=seats(PL="ABC"),
        closed_dates=f"start_date,end_date,reason\n{closed},Long recess\n",
    )
    status, output = plan(source)
    assert status == (0 if possible else 1), output
    if possible:
        found = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["meetings"]
        ends = [date(2027, 5, 3), *days(found, "PL"), date.fromisoformat(last)]
        assert max((two - one).days for one, two in pairwise(ends)) <= int(gap)
    else:
        assert f"Planning leaves {gap} days at most from one meeting to the next" in output
        assert "(Long recess)" in output


def test_the_longest_interval_binds_from_last_year_s_last_meeting(tmp_path: Path) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-03", "2027-06-30"),
        bodies="body,name,meetings_min,meetings_max,max_gap_days,weekdays\nPL,Planning,2,2,28,Wed\n",
        memberships=seats(PL="ABC"),
    )
    for last, first in (("2027-04-14", "2027-05-12"), ("2027-04-21", "2027-05-19")):
        last_year = tmp_path / f"{last}.csv"
        last_year.write_text(f"body,date,start,end,room\nPL,{last},10:00,12:00,R1\n", encoding="utf-8")
        found = meetings(source, "--baseline", last_year, "--afresh")
        assert days(found, "PL")[0] <= date.fromisoformat(first)


@pytest.mark.parametrize(
    ("weekday", "weeks", "months", "expected"),
    [
        ("Mon", "2", "Sep;Oct;Nov", ["2027-09-13", "2027-10-11", "2027-11-08"]),
        ("Fri", "last", "September;10", ["2027-09-24", "2027-10-29"]),
        ("Tue", "1;3", "Oct", ["2027-10-05", "2027-10-19"]),
        ("Wed", "5", "", ["2027-09-29"]),
        ("Thu", "4", "", ["2027-09-23", "2027-10-28", "2027-11-25"]),
        ("Mon;Wed", "1", "11", ["2027-11-01", "2027-11-03"]),
    ],
)
def test_a_body_keeps_to_its_week_of_the_month(
    tmp_path: Path, weekday: str, weeks: str, months: str, expected: list[str]
) -> None:
    many = len(expected)
    columns = "body,name,min_gap_days,meetings_min,meetings_max,weekdays,weeks_of_month,months"
    source = council(
        tmp_path / "in",
        settings=settings("2027-09-01", "2027-11-30"),
        bodies=f"{columns}\nPL,Planning,1,{many},{many},{weekday},{weeks},{months}\n",
        memberships=seats(PL="ABC"),
    )
    assert iso(meetings(source), "PL") == expected
    more = (source / "bodies.csv").read_text(encoding="utf-8").replace(f"1,{many},{many}", "1,9,9")
    (source / "bodies.csv").write_text(more, encoding="utf-8")
    assert plan(source)[0] == 1


def test_a_kept_week_that_is_a_bank_holiday_has_no_meeting(tmp_path: Path) -> None:
    """The first Monday of May 2027 is one; so is the last, and a body of both cannot meet that month."""
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-01", "2027-06-30"),
        bodies="body,name,min_gap_days,meetings_min,meetings_max,weekdays,weeks_of_month\nPL,Planning,1,0,4,Mon,1;last\n",
        memberships=seats(PL="ABC"),
    )
    assert iso(meetings(source), "PL") == ["2027-06-07", "2027-06-28"]
    calendar = tmp_path / "calendar.csv"
    calendar.write_text("body,date,start,end,room\nPL,2027-06-14,10:00,12:00,R1\n", encoding="utf-8")
    status, output = run("check", source, calendar)
    assert status == 1
    assert "weekday: Planning on Monday 14 June 2027" in output


TERMS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//wold//terms//EN
BEGIN:VEVENT
UID:a@wold.example
DTSTART;VALUE=DATE:20270906
DTEND;VALUE=DATE:20271016
SUMMARY:Harvest weeks
TRANSP:{}
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("seen", ["TRANSPARENT", "OPAQUE"])
@pytest.mark.parametrize(("strength", "expected"), [("avoid", 0), ("closed", 1), ("", 1)])
def test_days_of_a_calendar_file_are_avoided_or_closed(tmp_path: Path, seen: str, strength: str, expected: int) -> None:
    source = council(
        tmp_path / "in",
        settings=settings("2027-09-06", "2027-10-22"),
        bodies="body,name,meetings_min,meetings_max\nPL,Planning,1,1\n",
        memberships=seats(PL="ABC"),
        closed_dates=f"file,strength\nterms.ics,{strength}\n",
    )
    (source / "terms.ics").write_bytes(TERMS.format(seen).replace("\n", "\r\n").encode())
    assert date(2027, 10, 18) <= days(meetings(source), "PL")[0] <= date(2027, 10, 22)
    (source / "fixed_meetings.csv").write_text("body,date\nPL,2027-10-14\n", encoding="utf-8")
    status, output = plan(source)
    assert status == expected, output
    assert ("Harvest weeks: closed from Monday 6 September 2027 to Friday 15 October 2027." in output) is bool(expected)


@pytest.mark.parametrize(("number", "to"), [(1, "2027-05-20"), (2, "2027-06-10"), (3, "2027-07-22")])
def test_one_meeting_moved_keeps_its_number_and_uid_and_moves_no_other(tmp_path: Path, number: int, to: str) -> None:
    tables = {
        "settings": settings("2027-05-10", "2027-07-30"),
        "bodies": "body,name,meetings_min,meetings_max,weekdays,start_times\n"
        "PL,Planning,3,3,Thu,10:00\nLI,Licensing,3,3,Wed,10:00\n",
        "memberships": seats(PL="ABC", LI="ADE"),
        "fixed_meetings": "body,date\nPL,2027-05-13\nPL,2027-06-17\nPL,2027-07-15\n",
    }
    source = council(tmp_path / "in", **tables)
    before = meetings(source)
    assert run("confirm", tmp_path / "out")[0] == 0
    rows = tables["fixed_meetings"].splitlines()
    rows[number] = f"PL,{to}"
    (source / "fixed_meetings.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    status, output = run("plan", source, "-o", tmp_path / "out", "--as-of", "2027-05-01", "--time-limit", 60)
    assert status == 0, output
    after = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["meetings"]
    (moved,) = [one for one in after if (one["body"], one["sequence"]) == ("PL", number)]
    (was,) = [one for one in before if (one["body"], one["sequence"]) == ("PL", number)]
    assert (moved["date"], moved["uid"]) == (to, was["uid"])
    kept = {(one["uid"], one["date"], one["start"]) for one in before if one["uid"] != was["uid"]}
    assert kept == {(one["uid"], one["date"], one["start"]) for one in after if one["uid"] != was["uid"]}
    others = {one["revision"] for one in after if one["uid"] != was["uid"]}
    assert others == {was["revision"] + 1}
    assert moved["revision"] == was["revision"] + 2


@pytest.mark.parametrize(("panels", "sitting"), [(4, "ABCDE"), (3, "ABCD"), (5, "ABC")])
def test_rare_bodies_of_the_same_people_are_spread_over_the_year(tmp_path: Path, panels: int, sitting: str) -> None:
    """One meeting each in half a year, no two of them in one month or one week."""
    codes = [f"P{number}" for number in range(panels)]
    source = council(
        tmp_path / "in",
        settings=settings("2027-05-03", "2027-11-30"),
        bodies="body,name,meetings_min,meetings_max,start_times\n"
        + "".join(f"{code},Panel {code},0,1,18:30\n" for code in codes),
        memberships=seats(**dict.fromkeys(codes, sitting)),
    )
    found = meetings(source)
    held = sorted(day for code in codes for day in days(found, code))
    assert len(held) == panels
    assert len({day.month for day in held}) == len({day.isocalendar().week for day in held}) == panels
