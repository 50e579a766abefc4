"""The rows of an input that come of what was found, for the next year and for last year itself."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.domain.found import Found, FoundBody, FoundClosure, FoundPerson, FoundRoom, FoundSeat
from scheduler.reading import read_input
from scheduler.reading.imports.making import Known, imported
from tests.reading.imports.found_councils import SOURCE, YEAR, council, meeting, members, monthly, written

TUESDAY, WEDNESDAY = 1, 2
RECESS = FoundClosure(date(2026, 8, 1), date(2026, 8, 31), "Summer recess", SOURCE)
HALF_TERM = FoundClosure(date(2026, 10, 26), date(2026, 10, 30), "School half-term", SOURCE)
COUNCIL_MONTHS = [YEAR[place] for place in (0, 2, 4, 6, 8, 9, 11)]


def a_year():
    """Return what is found of a small council, with meetings that are annual, for the budget and extraordinary."""
    titles = {5: "Annual Meeting", 2: "Budget"}
    councils = [
        replace(one, title=titles.get(one.date.month, ""), start=660 if one.date.month == 5 else 1140, end=None)
        for one in monthly("Council", WEDNESDAY, 2, COUNCIL_MONTHS)
    ]
    planning = monthly("Planning Committee", TUESDAY, 3, [month for month in YEAR if month[1] != 8])
    extra = meeting("Extraordinary Council", date(2026, 10, 1), start=1140, end=None)
    off = replace(meeting("Planning Committee", date(2026, 8, 18)), cancelled=True, status="Cancelled")
    people, seats = members(["Council", "Planning Committee"])
    return council(*councils, *planning, extra, off, people=people, seats=seats, closures=(RECESS, HALF_TERM))


def texts(rows):
    return [{column: entry.text for column, entry in row.items()} for row in rows]


def by_setting(made):
    return {row["setting"].text: row["value"].text for row in made.tables["settings"]}


def test_settings_of_the_next_year():
    assert by_setting(imported(a_year())) == {
        "title": "Calendar of meetings 2027-28",
        "authority": "Amblethorpe District Council",
        "start_date": "2027-05-01",
        "end_date": "2028-04-30",
        "publication_date": "2027-03-01",
        "holidays": "GB-ENG",
        "polling_day": "2027-05-06",
    }


def test_settings_of_last_year_itself():
    assert by_setting(imported(a_year(), of_last_year=True)) == {
        "title": "Calendar of meetings 2026-27",
        "authority": "Amblethorpe District Council",
        "start_date": "2026-05-01",
        "end_date": "2027-04-30",
        "holidays": "GB-ENG",
    }


def test_bodies_have_their_habits_and_say_from_what():
    council_row, planning = imported(a_year()).tables["bodies"]
    assert {column: entry.text for column, entry in planning.items()} == {
        "body": "PC",
        "name": "Planning Committee",
        "legal_kind": "planning_committee",
        "open_to_public": "yes",
        "classification": "regulatory",
        "meetings_min": "11",
        "meetings_max": "11",
        "min_gap_days": "21",
        "max_gap_days": "63",
        "weekdays": "Tue",
        "weeks_of_month": "3",
        "months": "May;Jun;Jul;Sep;Oct;Nov;Dec;Jan;Feb;Mar;Apr",
        "start_times": "18:30",
        "duration_minutes": "120",
        "preferred_rooms": "CC",
    }
    assert planning["body"].guessed_from == ""
    assert planning["meetings_min"].guessed_from == "11 ordinary meetings last year; 1 cancelled meeting not counted"
    assert planning["weekdays"].guessed_from == "Tuesday in 11 of 11 meetings"
    assert council_row["meetings_max"].guessed_from == "7 ordinary meetings last year; 1 special meeting not counted"
    assert (council_row["weekdays"].text, council_row["weeks_of_month"].text) == ("Wed", "2")
    assert council_row["start_times"].text == "19:00"


def test_the_annual_meeting_and_the_budget_are_rows_of_the_next_year():
    assert texts(imported(a_year()).tables["fixed_meetings"]) == [
        {"body": "COUNCIL", "title": "Annual Meeting", "start": "11:00"},
        {"body": "COUNCIL", "title": "Budget"},
    ]


def test_an_annual_meeting_on_another_weekday_is_not_asked_to_keep_to_the_usual_one():
    found = a_year()
    moved = [replace(one, date=date(2026, 5, 21)) if one.title == "Annual Meeting" else one for one in found.meetings]
    row = imported(replace(found, meetings=tuple(moved))).tables["fixed_meetings"][0]
    assert (row["waive"].text, row["reason"].text) == (
        "weekday",
        "Annual Meeting: last year it was on Thursday 21 May 2026",
    )


def test_the_first_meeting_of_a_council_in_may_is_taken_for_its_annual_meeting():
    found = council(*monthly("Full Council", WEDNESDAY, 2, COUNCIL_MONTHS))
    (row,) = imported(found).tables["fixed_meetings"]
    assert (row["title"].text, row["title"].guessed_from) == (
        "Annual Meeting",
        "the council's first meeting of the year, on Wednesday 13 May 2026",
    )


def test_last_year_has_a_row_for_whatever_was_not_as_usual():
    found = a_year()
    meetings = [replace(one, start=600) if one.date == date(2026, 6, 16) else one for one in found.meetings]
    assert texts(imported(replace(found, meetings=tuple(meetings)), of_last_year=True).tables["fixed_meetings"]) == [
        {"body": "COUNCIL", "date": "2026-05-13", "title": "Annual Meeting", "start": "11:00"},
        {
            "body": "COUNCIL",
            "date": "2026-10-01",
            "title": "Extraordinary Meeting",
            "start": "19:00",
            "extra": "yes",
            "waive": "weekday",
            "reason": "Extraordinary Meeting",
        },
        {"body": "COUNCIL", "date": "2027-02-10", "title": "Budget"},
        {"body": "PC", "date": "2026-06-16", "start": "10:00", "duration_minutes": "630"},
    ]


def test_closures_are_carried_over_and_school_holidays_avoided():
    rows = imported(a_year()).tables["closed_dates"]
    assert texts(rows) == [
        {"start_date": "2027-08-01", "end_date": "2027-08-31", "reason": "Summer recess"},
        {"start_date": "2027-10-25", "end_date": "2027-10-29", "reason": "School half-term", "strength": "avoid"},
    ]
    assert rows[0]["start_date"].guessed_from == (
        "last year Saturday 1 August 2026 to Monday 31 August 2026: the same dates a year later"
    )
    assert texts(imported(a_year(), of_last_year=True).tables["closed_dates"])[0]["start_date"] == "2026-08-01"


def test_public_holidays_and_polling_days_need_no_row_and_are_told():
    shut = (
        FoundClosure(date(2026, 5, 4), date(2026, 5, 4), "Early May Bank Holiday", SOURCE),
        FoundClosure(date(2026, 5, 7), date(2026, 5, 7), "Polling day", SOURCE),
    )
    made = imported(council(*monthly("Panel", TUESDAY, 2), closures=shut))
    assert "closed_dates" not in made.tables
    assert [(one.what, one.why) for one in made.left_out] == [
        ("Early May Bank Holiday on Monday 4 May 2026", "a public holiday: those of the year are known without a row"),
        ("Polling day on Thursday 7 May 2026", "an election: its day is the setting Polling days"),
    ]


def test_last_years_calendar_has_every_meeting_with_codes():
    rows = texts(imported(a_year()).last_year)
    assert len(rows) == 20
    assert rows[0] == {
        "body": "COUNCIL",
        "date": "2026-05-13",
        "start": "11:00",
        "room": "CC",
        "title": "Annual Meeting",
    }
    off = next(row for row in rows if row.get("status"))
    assert off == {
        "body": "PC",
        "date": "2026-08-18",
        "start": "18:30",
        "end": "20:30",
        "room": "CC",
        "status": "Cancelled",
        "note": "Cancelled",
    }


def test_special_and_cancelled_meetings_are_told_and_say_nothing_of_the_pattern():
    told = {(one.what, one.why) for one in imported(a_year()).left_out}
    assert told == {
        ("Council on Thursday 1 October 2026", "a special meeting is no part of the year's pattern"),
        ("Planning Committee on Tuesday 18 August 2026", "it was cancelled, and says nothing of the pattern"),
    }


def test_what_no_source_says_is_asked_for():
    asked = {(one.table, one.column) for one in imported(a_year()).unknown}
    assert asked == {
        ("settings", "value"),
        ("bodies", "quorum"),
        ("people", "person"),
        ("rooms", "capacity"),
        ("closed_dates", "start_date"),
        ("reporting", "from_body"),
    }


def test_both_years_can_be_planned(tmp_path):
    for of_last_year in (False, True):
        folder, _ = written(tmp_path / str(of_last_year), imported(a_year(), of_last_year=of_last_year))
        problem, _ = read_input(folder)
        assert sorted(problem.bodies) == ["COUNCIL", "PC"]


def test_people_and_seats_that_end_before_the_year_are_left_out():
    people = (
        FoundPerson("Cllr Ann Ash", SOURCE, group="Green", email="ann@amblethorpe.example"),
        FoundPerson("Bob Beck", SOURCE, category="officer", end_date=date(2027, 4, 1)),
        FoundPerson("Cy Cole", SOURCE),
    )
    seats = (
        FoundSeat("Cabinet", "Cllr Ann Ash", SOURCE, role="chair", substitutes=("Cy Cole", "Bob Beck", "Cllr Ann Ash")),
        FoundSeat("Cabinet", "Cllr Ann Ash", SOURCE),
        FoundSeat("Cabinet", "Bob Beck", SOURCE),
        FoundSeat("Cabinet", "Cy Cole", SOURCE, role="observer", voting=False, end_date=date(2028, 1, 1)),
        FoundSeat("Audit", "Cy Cole", SOURCE, voting=True, on_behalf_of="Ash Parish", end_date=date(2027, 1, 1)),
        FoundSeat("Audit", "Cllr Ann Ash", SOURCE, voting=True, on_behalf_of="Ash Parish"),
    )
    found = council(*monthly("Cabinet", TUESDAY, 1), *monthly("Audit", TUESDAY, 2), people=people, seats=seats)
    made = imported(found)
    assert texts(made.tables["people"]) == [
        {"person": "AASH", "name": "Cllr Ann Ash", "email": "ann@amblethorpe.example", "group": "Green",
         "category": "councillor"},
        {"person": "CCOLE", "name": "Cy Cole"},
    ]  # fmt: skip
    assert texts(made.tables["memberships"]) == [
        {"person": "AASH", "body": "AUDIT", "role": "member", "voting": "yes", "on_behalf_of": "Ash Parish"},
        {"person": "AASH", "body": "CABINET", "role": "chair", "substitute": "CCOLE"},
        {"person": "CCOLE", "body": "CABINET", "role": "observer", "voting": "no", "end_date": "2028-01-01"},
    ]
    assert [(one.what, one.why) for one in made.left_out] == [
        ("Bob Beck", "in office until Thursday 1 April 2027, before the year begins"),
        ("Cllr Ann Ash as member of Cabinet", "last.docx, table 1 has this person as chair"),
        ("Cy Cole on Audit", "it ends on Friday 1 January 2027, before the year begins"),
        ("Bob Beck for Cllr Ann Ash on Cabinet", "who may deputise is not among the people of the year"),
    ]


def test_without_a_calendar_the_year_is_asked_for():
    people, seats = members(["Cabinet"])
    found = Found(
        bodies=(FoundBody("Cabinet", SOURCE, classification="Executive", seats=9),), people=people, seats=seats
    )
    made = imported(found)
    assert [row["setting"].text for row in made.tables["settings"]] == ["title", "holidays"]
    assert by_setting(made)["title"] == "Calendar of meetings"
    assert "rooms" not in made.tables
    (body,) = made.tables["bodies"]
    assert (body["classification"].text, body["seats"].text) == ("Executive", "9")
    assert [one.what for one in made.unknown][:3] == [
        "Whose calendar it is: the name of the authority.",
        "The first and last day of the year: no calendar was found. Fill them in.",
        "How often Cabinet meet: no meeting was found, so no meeting is planned.",
    ]


def test_more_members_than_seats_leave_the_seats_blank():
    people, seats = members(["Cabinet"])
    found = Found(bodies=(FoundBody("Cabinet", SOURCE, seats=2),), people=people, seats=seats)
    assert "seats" not in imported(found).tables["bodies"][0]


def test_dates_of_a_body_are_kept():
    body = FoundBody("Cabinet", SOURCE, start_date=date(2026, 9, 1), end_date=date(2027, 12, 31))
    (row,) = imported(council(*monthly("Cabinet", TUESDAY, 1), bodies=(body,))).tables["bodies"]
    assert (row["start_date"].text, row["end_date"].text) == ("2026-09-01", "2027-12-31")


def test_meetings_of_another_year_are_left_out():
    found = council(*monthly("Cabinet", TUESDAY, 1), meeting("Cabinet", date(2027, 5, 25)))
    made = imported(found)
    assert made.tables["bodies"][0]["meetings_min"].text == "12"
    assert [(one.what, one.why) for one in made.left_out] == [
        ("Cabinet on Tuesday 25 May 2027", "it is of another year than the one that was taken for last year")
    ]


def test_reserve_dates_are_held_only_if_there_is_room():
    meetings = monthly("Cabinet", TUESDAY, 1)
    meetings[3] = replace(meetings[3], mark="* reserve date")
    row = imported(council(*meetings)).tables["bodies"][0]
    assert (row["meetings_min"].text, row["meetings_max"].text) == ("11", "12")
    assert row["meetings_max"].guessed_from == "12 ordinary meetings last year; 1 of them only if needed"


def test_a_wales_of_its_own_and_a_parish():
    found = council(*monthly("Council", TUESDAY, 1), authority="Cyngor Tref Amble Town Council")
    settings = by_setting(imported(found))
    assert (settings["holidays"], settings["authority_kind"]) == ("GB-WLS", "parish")
    assert imported(found).tables["bodies"][0]["legal_kind"].text == "parish_council"


def test_codes_that_a_workbook_has_are_kept():
    made = imported(a_year(), Known({"planningcommittee": "PLAN"}, {"annash": "A1"}, {"councilchamber": "CHAMBER"}))
    assert [row["body"].text for row in made.tables["bodies"]] == ["COUNCIL", "PLAN"]
    assert "A1" in {row["person"].text for row in made.tables["memberships"]}
    assert made.tables["rooms"][0]["room"].text == "CHAMBER"


# -- rooms


def test_rooms_have_seats_for_the_largest_body_that_sat_there():
    people, seats = members(["Council"], size=12)
    found = council(
        *monthly("Council", TUESDAY, 1, place="Chamber"),
        *monthly("Panel", TUESDAY, 2, place="Snug"),
        people=people,
        seats=seats,
        rooms=(FoundRoom("Chamber", SOURCE), FoundRoom("Snug", SOURCE, venue="Library", capacity=12)),
    )
    chamber, snug = imported(found).tables["rooms"]
    assert {column: entry.text for column, entry in chamber.items()} == {
        "room": "CHAMBER",
        "name": "Chamber",
        "venue": "Library",
        "capacity": "30",
    }
    assert chamber["venue"].guessed_from == "no source says in which building it is"
    assert (snug["capacity"].text, snug["capacity"].guessed_from) == ("12", "")


def test_a_room_seats_whichever_body_is_guessed_to_have_sat_there():
    found = council(
        *monthly("Council", TUESDAY, 1, place=""),
        *monthly("Board", TUESDAY, 3, place=""),
        *monthly("Panel", TUESDAY, 2, place="Snug"),
        bodies=[
            FoundBody("Council", SOURCE, seats=44),
            FoundBody("Board", SOURCE, seats=34),
            FoundBody("Panel", SOURCE),
        ],
        rooms=(FoundRoom("Closet", SOURCE, capacity=8), FoundRoom("Hall", SOURCE), FoundRoom("Snug", SOURCE)),
    )
    made = imported(found)
    rooms = {row["name"].text: row["capacity"] for row in made.tables["rooms"]}
    assert {name: seats.text for name, seats in rooms.items()} == {"Closet": "8", "Hall": "50", "Snug": "30"}
    assert {(row["body"].text, row["room"].text) for row in made.last_year} == {
        ("COUNCIL", "HALL"),
        ("BOARD", "HALL"),
        ("PANEL", "SNUG"),
    }


def test_a_room_of_guesses_alone_says_so():
    found = council(
        *monthly("Council", TUESDAY, 1, place="Hall"),
        *monthly("Board", TUESDAY, 1, place=""),
        bodies=[FoundBody("Council", SOURCE, seats=44), FoundBody("Board", SOURCE, seats=34)],
        rooms=(FoundRoom("Hall", SOURCE), FoundRoom("Loft", SOURCE)),
    )
    _, loft = imported(found).tables["rooms"]
    assert loft["capacity"].text == "40"
    assert loft["capacity"].guessed_from == (
        "no source says how many it seats; big enough for Board, which may have sat there"
    )


def test_without_any_place_there_are_as_many_rooms_as_meetings_at_one_time():
    found = council(
        *monthly("Cabinet", TUESDAY, 1, place=""),
        *monthly("Panel", TUESDAY, 1, place="", start=1170),
        *monthly("Forum", TUESDAY, 1, place="", start=None, end=None),
    )
    made = imported(found)
    assert [row["name"].text for row in made.tables["rooms"]] == ["Meeting Room 1", "Meeting Room 2"]
    assert made.tables["rooms"][0]["name"].guessed_from == "no source names a room; so many meetings were at one time"
    assert [row for row in texts(made.last_year) if "room" in row] == []


def test_a_meeting_without_a_place_among_others_takes_a_room_that_is_free():
    meetings = monthly("Cabinet", TUESDAY, 1, place="Chamber")
    found = council(*monthly("Panel", TUESDAY, 1, place="Snug"), *meetings[:-1], replace(meetings[-1], place=""))
    last = [row for row in imported(found).last_year if row["body"].text == "CABINET"][-1]
    assert (last["room"].text, last["room"].guessed_from) == ("CHAMBER", "no source says where it was")
    taken = council(*monthly("Panel", TUESDAY, 1, place="Chamber"), replace(meetings[0], place=""))
    row = next(one for one in imported(taken).last_year if one["body"].text == "CABINET")
    assert row["room"].text == "CHAMBER"


def test_a_body_that_met_online_needs_no_room():
    found = council(*monthly("Forum", TUESDAY, 1, place="Virtual meeting"), *monthly("Cabinet", TUESDAY, 2))
    made = imported(found)
    assert [row["name"].text for row in made.tables["rooms"]] == ["Council Chamber"]
    forum = next(row for row in made.tables["bodies"] if row["name"].text == "Forum")
    assert forum["attendance_mode"].text == "online"
    assert "preferred_rooms" not in forum


@pytest.mark.parametrize("start", [None, 1110])
def test_a_start_that_no_source_gives_is_the_usual_one(start):
    meetings = monthly("Cabinet", TUESDAY, 1, start=start, end=None)
    found = council(*meetings[:-1], replace(meetings[-1], start=None))
    last = imported(found).last_year[-1]
    assert (last["start"].text, last["start"].guessed_from) == (
        "10:00" if start is None else "18:30",
        "no source says when it started",
    )


def test_a_council_that_only_has_an_annual_meeting_is_a_body():
    found = council(meeting("Annual Council", date(2026, 5, 21)), *monthly("Cabinet", TUESDAY, 1))
    row = imported(found).tables["bodies"][0]
    assert (row["name"].text, row["legal_kind"].text, row["meetings_max"].text) == ("Council", "full_council", "1")


def test_a_seat_on_a_body_that_is_not_known_is_none():
    people, _ = members(["Cabinet"])
    seats = (FoundSeat("Nowhere", people[0].name, SOURCE),)
    made = imported(council(*monthly("Cabinet", TUESDAY, 1), people=people, seats=seats))
    assert "memberships" not in made.tables


def test_what_the_next_year_cannot_keep_to_is_eased_and_told():
    shut = FoundClosure(date(2026, 10, 20), date(2026, 10, 20), "Charter fair", SOURCE)
    found = council(*monthly("Planning", TUESDAY, 3, [month for month in YEAR if month[1] != 10]), closures=(shut,))
    extra = meeting("Planning", date(2026, 10, 13))
    made = imported(replace(found, meetings=(*found.meetings, extra)))
    row = made.tables["bodies"][0]
    assert row["weeks_of_month"].text == "3;4"
    eased = "the gap between meetings is left open and the week after is let in, too"
    assert made.habits == (f"Planning (PLANNING): with the days that are open next year {eased}.",)
    assert row["weeks_of_month"].guessed_from == (
        "third Tuesday in 11 of 12 meetings; 1 moved for Charter fair (Tue 13 Oct 2026); with the days open next year "
        "the week after is let in, too"
    )


def test_public_holidays_around_a_weekend_need_no_row():
    shut = (
        FoundClosure(date(2026, 12, 25), date(2026, 12, 28), "Bank holidays", SOURCE),
        FoundClosure(date(2027, 3, 25), date(2027, 3, 29), "Easter", SOURCE),
        FoundClosure(date(2026, 8, 29), date(2026, 8, 30), "A weekend", SOURCE),
    )
    rows = imported(council(*monthly("Panel", TUESDAY, 2), closures=shut), of_last_year=True).tables["closed_dates"]
    assert [row["reason"] for row in texts(rows)] == ["A weekend", "Easter"]


def test_a_body_of_fewer_than_three_members_is_asked_about():
    people, seats = members(["Panel", "Council"])
    few = (
        tuple(seat for seat in seats if seat.body == "Council")
        + tuple(seat for seat in seats if seat.body == "Panel")[:2]
    )
    meetings = (*monthly("Panel", TUESDAY, 2), *monthly("Council", WEDNESDAY, 2, COUNCIL_MONTHS))
    asked = [one.what for one in imported(council(*meetings, people=people, seats=few)).unknown]
    assert "Whether members are missing: Panel has fewer than 3 voting members." in asked
    whole = [one.what for one in imported(council(*meetings, people=people, seats=seats)).unknown]
    assert not any(one.startswith("Whether members") for one in whole)
