"""Next year's input from this year's: which rows go on, how each date is carried, and what is listed instead."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_input import write_input

from scheduler.domain.imported import Imported
from scheduler.domain.plan import CANCELLED, Meeting, Occurrence, Plan
from scheduler.domain.reasons import Waiver
from scheduler.reading.imports.next_year import next_year
from scheduler.reading.parsing import read_with_rows

YEAR = (
    "setting,value\ntitle,Meetings 2026-27\nauthority,Anytown\nstart_date,2026-05-01\nend_date,2027-04-30\n"
    "publication_date,2026-02-02\npolling_day,2026-05-07\nstatus,confirmed\ndefault_start_times,10:00\n"
)
BODIES = "body,name,meetings_min,legal_kind,start_date,end_date,successor\n"


def made(folder: Path, plan: Plan | None = None, **tables: str) -> Imported:
    problem, rows = read_with_rows(write_input(folder / "year", **{"settings": YEAR, **tables}))
    calendar = plan or Plan("Meetings 2026-27", date(2026, 5, 1), date(2027, 4, 30))
    return next_year(problem, rows, calendar, "year")


def cells(found: Imported, table: str) -> list[dict[str, str]]:
    return [{column: entry.text for column, entry in row.items()} for row in found.tables.get(table, ())]


def left_out(found: Imported) -> list[tuple[str, str, str]]:
    return [(one.what, one.why, one.source.place) for one in found.left_out]


def asked_of(found: Imported, table: str) -> list[str]:
    return [one.what for one in found.unknown if one.table == table]


def at(body: str, day: date, sequence: int = 1, **fields: Any) -> Meeting:
    return Meeting(f"{body}-{sequence}", body, sequence, day, 600, 720, None, None, **fields)


# -- settings and periods


def test_settings_go_on_a_year_later_and_usual_ones_are_left_out(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert {row["setting"]: row["value"] for row in cells(found, "settings")} == {
        "title": "Meetings 2027-28",
        "authority": "Anytown",
        "start_date": "2027-05-01",
        "end_date": "2028-04-30",
        "publication_date": "2027-02-01",
        "polling_day": "2027-05-06",
        "status": "provisional",
        "default_start_times": "10:00",
    }
    guessed = [row["setting"].text for row in found.tables["settings"] if row["value"].guessed_from]
    assert guessed == ["title", "start_date", "end_date", "publication_date", "polling_day"]
    assert asked_of(found, "settings") == ["Whether there is an election in May: its day is taken to be polling day."]


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("Meetings 2026-27", "Meetings 2027-28"),
        ("Meetings 2026/2027", "Meetings 2027/2028"),
        ("2026 to 2027", "2027 to 2028"),
        ("Meetings 1999-00", "Meetings 2000-01"),
        ("Meetings", "Meetings"),
        ("Room 12026", "Room 12026"),
    ],
)
def test_the_years_of_a_title_are_a_year_later(tmp_path: Path, title: str, later: str) -> None:
    assert made(tmp_path, settings=YEAR.replace("Meetings 2026-27", title)).title == later


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-05-01", "2027-04-30", ("2027-05-01", "2028-04-30")),
        ("2026-11-01", "2027-10-31", ("2027-11-01", "2028-10-31")),
        ("2027-03-01", "2028-02-29", ("2028-03-01", "2029-02-28")),
        ("2026-05-11", "2027-05-07", ("2027-05-08", "2028-05-07")),
        ("2026-01-01", "2027-06-30", ("2027-07-01", "2028-12-27")),
        ("2026-11-02", "2026-11-27", ("2027-11-01", "2027-11-26")),
    ],
)
def test_the_calendar_goes_on_where_this_one_ends(
    tmp_path: Path, first: str, last: str, expected: tuple[str, str]
) -> None:
    settings = f"setting,value\ntitle,Meetings\nstart_date,{first}\nend_date,{last}\n"
    rows = {row["setting"]: row["value"] for row in cells(made(tmp_path, settings=settings), "settings")}
    assert (rows["start_date"], rows["end_date"]) == expected


def test_where_no_election_is_known_it_is_asked_about(tmp_path: Path) -> None:
    found = made(tmp_path, settings=YEAR.replace("polling_day,2026-05-07\n", ""))
    words = "Whether there is an election on Thursday 6 May 2027: then write the day in the setting Polling days."
    assert asked_of(found, "settings") == [words]


def test_periods_keep_to_months_weeks_and_the_calendar(tmp_path: Path) -> None:
    periods = (
        "period,start_date,end_date,cycle\nSpring 2026,2026-05-01,2026-07-31,\nAutumn,2026-08-01,2027-02-28,\n"
        "Winter,2027-03-01,2027-04-30,\nWeeks,2026-06-01,2026-06-28,week\n"
    )
    themes = "theme,title,meeting_day,periods\nT1,Health,DAY,Spring 2026;Autumn\n"
    days = "meeting_day,name,meetings_min\nDAY,A whole day,1\n"
    sessions = "meeting_day,session,kind,start,end\nDAY,AM,boards,09:00,12:00\nDAY,LUNCH,lunch,12:00,13:00\n"
    bodies = "body,name,meeting_day,session,meetings_min\nHWB,Health Board,DAY,AM,\nGB,Growth Board,,,1\n"
    found = made(tmp_path, periods=periods, themes=themes, meeting_days=days, sessions=sessions, bodies=bodies)
    assert [(row["period"], row["start_date"], row["end_date"]) for row in cells(found, "periods")] == [
        ("Spring 2027", "2027-05-01", "2027-07-31"),
        ("Autumn", "2027-08-01", "2028-02-29"),
        ("Winter", "2028-03-01", "2028-04-30"),
        ("Weeks", "2027-05-31", "2027-06-27"),
    ]
    assert cells(found, "themes")[0]["periods"] == "Spring 2027;Autumn"


# -- bodies, people, memberships


def test_days_closed_to_an_authority_go_on_as_they_stand_while_it_has_bodies(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        settings=f"{YEAR}vesting_day,2027-04-01\n",
        authorities="authority,name,part,polling_day\nLIN,Linbeck,predecessor,\n"
        "NEW,Newshire,continuing,2026-05-07;2026-06-11\nANY,Anytown,predecessor,\n",
        bodies="body,name,meetings_min,authority\nHWB,Health Board,2,NEW\nGB,Growth Board,1,LIN\nOB,Old Board,1,\n",
        closed_dates="start_date,reason,applies_to\n2026-08-03,Shut,NEW\n2026-08-04,Fair,LIN;ANY\n2026-08-05,Show,LIN;NEW\n",
        memberships="person,body\nANN,HWB\nBOB,GB\nANN,OB\n",
    )
    assert [(row["reason"], row["applies_to"]) for row in cells(found, "closed_dates")] == [
        ("Shut", "NEW"), ("Show", "LIN; NEW")
    ]  # fmt: skip
    assert [what for what, _, place in left_out(found) if place.startswith("Closed dates")] == ["Fair"]


def test_bodies_and_memberships_that_end_do_not_go_on(tmp_path: Path) -> None:
    bodies = (
        f"{BODIES}OLD,Old Board,1,,,2027-01-31,HWB\nHWB,Health Board,2,,2026-06-01,,\nNEW,New Board,1,,2027-09-01,,\n"
    )
    memberships = (
        "person,body,role,start_date,end_date,members_of\nANN,OLD,chair,,,\nANN,HWB,chair,2026-06-01,,\n"
        "BOB,HWB,,,2026-12-31,\nDPH,HWB,adviser,,2027-12-31,\n,NEW,,,2026-12-31,HWB\nBOB,NEW,,2028-01-01,,\n"
    )
    links = "from_body,to_body,kind\nOLD,HWB,not_same_day\nHWB,NEW,not_same_day\n"
    closed = "start_date,reason,applies_to\n2026-08-03,Away day,OLD;HWB\n"
    found = made(tmp_path, bodies=bodies, memberships=memberships, links=links, closed_dates=closed)
    assert cells(found, "bodies") == [
        {"body": "HWB", "name": "Health Board", "meetings_min": "2"},
        {"body": "NEW", "name": "New Board", "meetings_min": "1", "start_date": "2027-09-01"},
    ]
    columns = ("person", "body", "start_date", "end_date")
    seats = [[row.get(name) for name in columns] for row in cells(found, "memberships")]
    assert list(map(tuple, seats)) == [
        ("ANN", "HWB", None, None),
        ("DPH", "HWB", None, "2027-12-31"),
        ("BOB", "NEW", "2028-01-01", None),
    ]  # fmt: skip
    assert [(row["from_body"], row["to_body"]) for row in cells(found, "links")] == [("HWB", "NEW")]
    assert cells(found, "closed_dates")[0]["applies_to"] == "HWB"
    assert left_out(found) == [
        ("Old Board", "it ended on Sunday 31 January 2027; HWB takes over", "Bodies, row 2"),
        ("Councillor Bob on Health Board", "the membership ended on Thursday 31 December 2026", "Memberships, row 4"),
        (
            "the members of Health Board on New Board",
            "the membership ended on Thursday 31 December 2026",
            "Memberships, row 6",
        ),
        ("Old Board to Health Board", "Old Board ends before the year begins", "Links, row 2"),
    ]


def test_a_successor_that_is_gone_is_named_no_more(tmp_path: Path) -> None:
    bodies = f"{BODIES}OLD,Old Board,1,,,2027-01-31,\nHWB,Health Board,2,,,2027-12-31,OLD\nGB,Growth Board,1,,,,\n"
    memberships = "person,body,role\nANN,HWB,chair\nBOB,GB,chair\n"
    found = made(tmp_path, bodies=bodies, memberships=memberships)
    assert cells(found, "bodies")[0] == {
        "body": "HWB", "name": "Health Board", "meetings_min": "2", "end_date": "2027-12-31",
    }  # fmt: skip


def test_a_day_for_endorsement_that_is_past_is_asked_for_anew(tmp_path: Path) -> None:
    bodies = "body,name,meetings_min,endorsement_due\nHWB,Health Board,2,2026-09-30\nGB,Growth Board,1,2027-09-30\n"
    found = made(tmp_path, bodies=bodies)
    assert [row.get("endorsement_due") for row in cells(found, "bodies")] == [None, "2027-09-30"]
    assert asked_of(found, "bodies") == ["When Health Board is to be endorsed next."]


def test_a_row_goes_with_the_body_that_it_is_about_and_stays_without_one_that_it_only_names(tmp_path: Path) -> None:
    tables = {
        "bodies": "body,name,meeting_day,session,meetings_min,end_date\nOLD,Old Board,,,1,2027-01-31\n"
        "HWB,Health Board,DAY,AM,,\n",
        "memberships": "person,body,role\nANN,HWB,chair\nBOB,OLD,chair\n",
        "meeting_days": "meeting_day,name,meetings_min\nDAY,A whole day,1\n",
        "sessions": "meeting_day,session,kind,start,end\nDAY,AM,boards,09:00,12:00\nDAY,LUNCH,lunch,12:00,13:00\n",
        "themes": "theme,title,meeting_day,sponsor\nT1,Health,DAY,OLD\n",
        "projects": "project,title,reports_to,bodies\nP1,Going,OLD,OLD\n",
        "closed_dates": "start_date,reason,applies_to\n2026-08-03,Away day,OLD\n2026-08-10,Fair,\n",
        "law_waivers": "body,matter,reason\nOLD,notice,Looked at\n,notice,Looked at too\n",
    }
    found = made(tmp_path, **tables)
    assert [row.get("sponsor") for row in cells(found, "themes")] == [None]
    assert cells(found, "projects") == [{"project": "P1", "title": "Going"}]
    assert [(row["reason"], row.get("applies_to")) for row in cells(found, "closed_dates")] == [("Fair", None)]
    assert [row.get("body") for row in cells(found, "law_waivers")] == [None]
    why = "Old Board ends before the year begins"
    assert left_out(found)[1:] == [
        ("Away day", why, "Closed dates, row 2"),
        ("Looked after by of T1, Health, DAY, OLD", why, "Themes, row 2"),
        ("Reports to of P1, Going, OLD", why, "Projects, row 2"),
        ("OLD, notice, Looked at", why, "Law waivers, row 2"),
    ]


def test_people_on_no_body_next_year_go_on_and_are_told(tmp_path: Path) -> None:
    memberships = "person,body,role,end_date\nANN,HWB,chair,\nBOB,GB,chair,2027-01-01\nDPH,HWB,,\n"
    found = made(tmp_path, memberships=memberships)
    assert len(cells(found, "people")) == 3
    words = "1 person on no body next year, Councillor Bob first: remove whoever goes."
    assert asked_of(found, "people") == [words]


# -- closed dates


def test_closures_are_carried_by_name_each_in_its_own_way(tmp_path: Path) -> None:
    closed = (
        "start_date,end_date,reason,strength,non_working\n"
        "2026-08-01,2026-08-31,Recess,closed,\n2026-12-24,2027-01-01,Christmas,closed,yes\n"
        "2027-03-26,2027-04-09,Easter holidays,avoid,\n2026-10-26,2026-10-30,Half-term,avoid,\n"
        "2026-09-14,,Away day,,\n2026-05-04,2026-07-10,A long one,avoid,\n"
    )
    found = made(tmp_path, closed_dates=closed)
    assert [(row["reason"], row["start_date"], row.get("end_date")) for row in cells(found, "closed_dates")] == [
        ("Recess", "2027-08-01", "2027-08-31"),
        ("Christmas", "2027-12-24", "2028-01-01"),
        ("Easter holidays", "2028-04-14", "2028-04-28"),
        ("Half-term", "2027-10-25", "2027-10-29"),
        ("Away day", "2027-09-13", None),
        ("A long one", "2027-05-03", "2027-07-09"),
    ]
    assert all(row["start_date"].guessed_from for row in found.tables["closed_dates"])
    assert asked_of(found, "closed_dates") == [
        "Recess, closures and school holidays are carried over: look at each, above all the terms."
    ]


def test_a_public_holiday_is_re_opened_on_its_own_day_next_year(tmp_path: Path) -> None:
    closed = "start_date,reason,strength,applies_to\n2026-08-31,Fair,open,HWB\n"
    (row,) = cells(made(tmp_path, closed_dates=closed), "closed_dates")
    assert (row["start_date"], row["strength"]) == ("2027-08-30", "open")


def test_a_holiday_that_is_none_next_year_is_not_re_opened(tmp_path: Path) -> None:
    settings = YEAR.replace("2026-05-01", "2022-05-01").replace("2027-04-30", "2023-04-30")
    settings = settings.replace("polling_day,2026-05-07\n", "").replace("publication_date,2026-02-02\n", "")
    closed = "start_date,reason,strength\n2022-06-03,Jubilee,open\n"
    found = made(tmp_path, settings=settings, closed_dates=closed)
    assert cells(found, "closed_dates") == []
    why = "no public holiday of the year is called the same"
    assert left_out(found) == [("Jubilee", why, "Closed dates, row 2")]


def test_a_calendar_file_is_asked_for_anew(tmp_path: Path) -> None:
    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "terms.ics").write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
        b"DTSTART;VALUE=DATE:20261026\r\nSUMMARY:Half-term\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = made(tmp_path, closed_dates="file\nterms.ics\n")
    why = "a calendar file is of its own year: ask for the next one"
    assert left_out(found) == [("terms.ics", why, "Closed dates, row 2")]
    assert asked_of(found, "closed_dates") == [
        "The next file in place of terms.ics.",
        "Recess, closures and school holidays.",
    ]


# -- rows about one meeting, projects, themes, and what is asked


def test_rows_about_one_meeting_go_on_without_their_dates(tmp_path: Path) -> None:
    bodies = "body,name,meetings_min,legal_kind\nHWB,Health Board,6,full_council\nGB,Growth Board,2,\n"
    fixed = (
        "body,date,start,number,title,earliest,latest,waive,reason,extra\n"
        "HWB,2026-05-19,18:00,,Annual Meeting,,,,,\nHWB,,,,Budget,2027-02-15,2027-03-05,,,\n"
        "GB,2026-09-08,,,,,,,,\nGB,,,,Review,2026-10-05,2026-10-30,,,\nGB,,14:00,1,,,,,,\n"
        "HWB,2026-12-01,,,,,,weekday,Chair away,\nHWB,2026-11-10,,,Extraordinary,,,,,yes\n"
    )
    found = made(tmp_path, bodies=bodies, fixed_meetings=fixed)
    assert cells(found, "fixed_meetings") == [
        {"body": "HWB", "start": "18:00", "title": "Annual Meeting"},
        {"body": "HWB", "title": "Budget"},
        {"body": "GB", "title": "Review", "earliest": "2027-10-04", "latest": "2027-10-29"},
        {"body": "GB", "start": "14:00", "number": "1"},
    ]
    why = "a date was for this year alone"
    assert left_out(found) == [("A meeting of Growth Board", why, "Fixed meetings, row 4")]


def test_decisions_of_this_year_do_not_go_on_and_those_of_the_next_do(tmp_path: Path) -> None:
    bodies = "body,name,meetings_min,legal_kind\nHWB,Health Board,6,\nGB,Growth Board,2,\nCAB,Cabinet,6,executive\n"
    decisions = (
        "decision,title,body,date,number,key\nD1,Repairs,CAB,,2,yes\nD2,Plan,CAB,2027-04-06,,yes\n"
        "D3,Budget,CAB,2027-06-08,,yes\n"
    )
    found = made(tmp_path, bodies=bodies, decisions=decisions)
    assert [row["decision"] for row in cells(found, "decisions")] == ["D3"]
    why = "it was for a meeting of this year"
    assert left_out(found) == [("Repairs", why, "Decisions, row 2"), ("Plan", why, "Decisions, row 3")]


def test_what_was_done_otherwise_this_year_is_listed(tmp_path: Path) -> None:
    meetings = (
        at("HWB", date(2026, 6, 2), status=CANCELLED),
        at("HWB", date(2026, 7, 7), sequence=2, waived=(Waiver("weekday", "Chair away."),)),
        at("HWB", date(2026, 9, 1), sequence=3, extra=True, title="Extraordinary"),
        at("GB", date(2026, 9, 2), pinned=True),
        at("GB", date(2026, 9, 3), sequence=2),
    )
    found = made(tmp_path, Plan("Meetings", date(2026, 5, 1), date(2027, 4, 30), meetings=meetings))
    assert list(found.habits) == [
        "Health Board on Tuesday 2 June 2026 at 10:00 was cancelled.",
        "Health Board on Tuesday 7 July 2026 at 10:00: the rule weekday was waived. Chair away.",
        "Health Board (Extraordinary) on Tuesday 1 September 2026 at 10:00 was held beside the others.",
        "Growth Board on Wednesday 2 September 2026 at 10:00 was pinned there.",
    ]


def test_themes_that_were_held_and_projects_that_ended_do_not_go_on(tmp_path: Path) -> None:
    tables = {
        "meeting_days": "meeting_day,name,meetings_min\nDAY,A whole day,1\n",
        "sessions": "meeting_day,session,kind,start,end\nDAY,AM,boards,09:00,12:00\nDAY,LUNCH,lunch,12:00,13:00\n",
        "bodies": "body,name,meeting_day,session,meetings_min\nHWB,Health Board,DAY,AM,\nGB,Growth Board,,,1\n",
        "themes": "theme,title,meeting_day,date,speaker\nT1,Health,DAY,,\nT2,Homes,DAY,2027-03-04,DOC\n",
        "speakers": "speaker,name,available\nDOC,Doctor,2027-03-04\nVET,Vet,\n",
        "projects": "project,title,reports_to,end_date,report_due\nP1,Done,GB,2026-12-31,\n"
        "P2,Going,GB,,2026-09-01;2027-09-01\nP3,Silent,GB,,2026-09-01\nP4,Plain,GB,,\n",
        "reporting": "from_body,to_body,served_until\nGB,HWB,2026-07-01\n",
        "unavailability": "kind,who,start,end\nperson,ANN,2026-09-01,2026-09-04\nperson,BOB,2026-09-01,2026-09-04\n",
        "law_waivers": "matter,reason\nnotice,Looked at\n",
    }
    held = Occurrence("DAY", 1, date(2026, 9, 10), None, theme="T1")
    found = made(tmp_path, Plan("M", date(2026, 5, 1), date(2027, 4, 30), occurrences=(held,)), **tables)
    assert [(row["theme"], row.get("date")) for row in cells(found, "themes")] == [("T2", None)]
    assert [(row["speaker"], row.get("available")) for row in cells(found, "speakers")] == [
        ("DOC", None),
        ("VET", None),
    ]
    assert [(row["project"], row.get("report_due")) for row in cells(found, "projects")] == [
        ("P2", "2027-09-01"),
        ("P3", None),
        ("P4", None),
    ]
    assert [row.get("served_until") for row in cells(found, "reporting")] == [None]
    assert "unavailability" not in found.tables
    assert [(what, why) for what, why, _ in left_out(found)] == [
        ("Health", "its lunch was on Thursday 10 September 2026"),
        ("Done", "the project ended on Thursday 31 December 2026"),
    ]
    asked = [(one.table, one.what) for one in found.unknown if one.table not in ("settings", "closed_dates")]
    assert asked == [
        ("speakers", "When Doctor is free next year."),
        ("unavailability", "2 absences of this year: none goes on. Ask for those of the next."),
        ("projects", "When projects report next year: Silent and Plain."),
        ("law_waivers", "Warnings of the law that were answered this year: see that each answer still stands."),
    ]


def test_cells_of_every_kind_are_written_as_they_can_be_read(tmp_path: Path) -> None:
    bodies = (
        "body,name,meetings_min,weekdays,start_times,quorum,statutory,weeks_of_month,months\n"
        "HWB,Health Board,2,Tue;Thu,10:00;14:00,1/4,yes,1;last,Sep;Jan\nGB,Growth Board,1,,,1,no,,\n"
    )
    rooms = "room,name,venue,capacity,cost_per_hour,open_from\nCR1,Committee Room 1,Town Hall,20,12.50,08:30\n"
    found = made(tmp_path, bodies=bodies, rooms=rooms)
    health, growth = cells(found, "bodies")
    assert health == {
        "body": "HWB", "name": "Health Board", "meetings_min": "2", "weekdays": "Tuesday; Thursday",
        "start_times": "10:00; 14:00", "quorum": "1/4", "statutory": "yes", "weeks_of_month": "last; 1",
        "months": "1; 9",
    }  # fmt: skip
    assert (growth["quorum"], growth["statutory"]) == ("1", "no")
    (room,) = cells(found, "rooms")
    assert (room["capacity"], room["cost_per_hour"], room["open_from"]) == ("20", "12.5", "08:30")
