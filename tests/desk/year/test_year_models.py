"""What the views of the year are made of, by calendars made up: long ones, empty ones, bodies that are gone."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    room,
    session,
)
from desk.logged_in import client_of
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from scheduler.commands.year_view import YearView, stamp_of_history
from scheduler.desk.screens.year_choices import Choices, choices, months_of, options, title_of
from scheduler.desk.screens.year_day import whole_day
from scheduler.desk.screens.year_of_one import year_of_one
from scheduler.desk.screens.year_tables import listing, table
from scheduler.desk.screens.year_wall import KEY, since_words, wall
from scheduler.domain.difference import Change, difference
from scheduler.domain.plan import CANCELLED, CONFIRMED, Lunch
from scheduler.domain.rooms import Room
from scheduler.outputs.colours import COLOURS

STYLE = Path(__file__).parents[3] / "scheduler" / "desk" / "static" / "year.css"


def hall(code: str, **fields: Any) -> Room:
    """A room that is called by its code."""
    return room(code, **{"name": code, **fields})


def two_bodies() -> YearView:
    problem = council(
        body("GB", name="Growth Board", room="CR1"),
        body("OSC", name="Overview", attendance_mode="online"),
        member("ANN", "GB", "chair", substitutes=("SUB",)),
        member("BOB", "GB"),
        member("ANN", "OSC"),
        person("SUB"),
        hall("CR1", venue="Town Hall", setup_minutes=30, clear_minutes=15, open_from="08:00", open_to="18:00"),
        hall("CR2", venue="Town Hall"),
        hall("ALL", venue="Town Hall", combines=("CR1", "CR2")),
        absence("person", "BOB", "2015-11-19 09:00", "2015-11-19 12:00", reason="a hearing"),
        absence("person", "BOB", "2016-02-01", "2016-02-05", reason="leave", strength="soft"),
        absence("person", "BOB", "2014-02-01", reason="long past"),
        absence("room", "CR2", "2015-11-19 13:00", "2015-11-20 09:00", reason="Repairs"),
    )
    first = meeting(problem, "GB", "2015-11-19", room="CR1")
    plan = calendar(
        problem,
        first,
        meeting(problem, "GB", "2016-02-04", start="14:00", room="ALL", status=CONFIRMED),
        meeting(problem, "GB", "2016-05-05", room=None, status=CANCELLED),
        meeting(problem, "OSC", "2015-11-19", start="14:00", room=None),
    )
    return YearView(problem, plan)


def test_dates_that_are_otherwise_than_usual_say_how() -> None:
    found = table(two_bodies(), Choices())
    assert [(row.code, row.usual) for row in found.rows] == [("GB", "10:00, CR1"), ("OSC", "14:00, online")]
    dates = [(one.day, one.otherwise) for row in found.rows for month in row.months for one in month]
    assert dates == [("Thu 19", ""), ("Thu 4", "at 14:00 in ALL"), ("Thu 5", ""), ("Thu 19", "")]


def test_a_provisional_meeting_says_so_where_others_are_confirmed() -> None:
    found = wall(two_bodies(), Choices(show=()))
    marks = {
        mark.meeting.date: [sign.letter for sign in mark.signs]
        for month in found.months
        for d in month.days
        for mark in d.marks
    }
    assert marks == {
        dt.date(2015, 11, 19): ["?"],
        dt.date(2016, 2, 4): [],
        dt.date(2016, 5, 5): ["\u2715"],
    }
    assert [letter for _, letter, _ in found.key] == ["?", "\u2715"]
    assert set(KEY) >= {kind for kind, _, _ in found.key}


def test_a_calendar_of_many_months_has_several_rows() -> None:
    problem = council(body("GB"), start_date="2015-11-01", end_date="2017-02-28")
    found = wall(YearView(problem, calendar(problem)), Choices())
    assert [len(row) for row in found.rows] == [12, 4]
    assert [found.months[0].name, found.months[-1].name] == ["November 2015", "February 2017"]
    assert sum(len(month.days) for month in found.months) == 486
    fourteen = council(body("GB"), start_date="2015-11-01", end_date="2016-12-31")
    assert [len(row) for row in wall(YearView(fourteen, calendar(fourteen)), Choices()).rows] == [14]


def test_weeks_begin_on_monday_and_hold_every_day_once() -> None:
    problem = council(body("GB"), start_date="2016-02-01", end_date="2016-03-31")
    first, second = wall(YearView(problem, calendar(problem)), Choices()).months
    assert [len(week) for week in first.weeks] == [7, 7, 7, 7, 7]
    assert [one.date for week in first.weeks for one in week if one] == [one.date for one in first.days]
    assert [one.date.weekday() if one else None for one in second.weeks[0]] == [None, 1, 2, 3, 4, 5, 6]


def test_a_meeting_outside_the_calendar_and_a_body_that_is_gone_are_shown() -> None:
    problem = council(body("GB"), body("OLD"), start_date="2015-11-01", end_date="2015-12-31")
    gone = replace(meeting(problem, "OLD", "2016-01-14"), venue="Library", room=None)
    plan = calendar(problem, gone)
    year = YearView(replace(problem, bodies={"GB": problem.bodies["GB"]}), plan)
    assert year.bodies == ("GB", "OLD")
    assert [f"{one:%Y-%m}" for one in months_of(year)] == ["2015-11", "2015-12", "2016-01"]
    (month,) = listing(year, Choices(show=())).months
    (entry,) = month.entries
    assert (entry.mark.name, entry.mark.where, entry.date) == ("OLD", "Library", "Thu 14 Jan 2016")
    assert listing(year, Choices(classification=("board",))).shown == 0
    assert table(year, Choices()).without == ("GB Board",)


def test_an_empty_year_has_its_months_and_no_meetings() -> None:
    problem = council(body("GB"), closed("2015-12-24", "2015-12-31"))
    year = YearView(problem, calendar(problem))
    assert wall(year, Choices()).shown == 0
    assert table(year, Choices()).rows == ()
    assert [one.name for one in listing(year, Choices()).months] == [
        "December 2015",
        "January 2016",
        "March 2016",
        "May 2016",
        "August 2016",
    ]  # fmt: skip - those with a public holiday, or a closure
    assert whole_day(year, day("2016-02-29")).before is None
    assert year_of_one(year, Choices(), "room", "CR1").about == "0 bookings in the year."


def show(client: FlaskClient, folder: Path, year: YearView) -> None:
    """Have the pages of the rich year show another one, which was made up."""
    desk = client.application.extensions["desk"]
    loaded = desk.calendars.of(desk.years.named("rich"), "calendar").loaded
    loaded.kept[YearView] = stamp_of_history(folder / "rich" / "plan"), year


def test_a_year_without_meetings_has_pages(folder: Path) -> None:
    client = client_of(folder, "rich")
    problem = council(body("GB"))
    show(client, folder, YearView(problem, calendar(problem)))
    for view in ("months", "bodies", "month", "list", "one"):
        page = client.get(f"/years/rich/in/calendar/year?view={view}")
        assert page.status_code == 200
        assert ("This calendar has no meetings yet." in page.text) == (view != "one")


def test_550_meetings_are_less_than_400_kilobytes(folder: Path) -> None:
    client = client_of(folder, "rich")
    codes = [f"B{number:03d}" for number in range(110)]
    problem = council(
        *(body(code, name=f"Committee of number {code}") for code in codes), hall("CR1", name="Committee Room 1")
    )
    first = dt.date(2015, 11, 2)
    placed = [
        meeting(problem, code, (first + dt.timedelta(days=7 * (n * 9) + number % 5)).isoformat(), room="CR1")
        for number, code in enumerate(codes)
        for n in range(5)
    ]
    show(client, folder, YearView(problem, calendar(problem, *placed)))
    for view in ("months", "months&dense=yes", "bodies", "list"):
        page = client.get(f"/years/rich/in/calendar/year?view={view}")
        assert len(BeautifulSoup(page.text, "html.parser").select("a[data-meeting]")) == 550
        assert len(page.data) < 400_000


# -- one person, body or room


def with_deputy() -> YearView:
    year = two_bodies()
    first, *others = year.plan.meetings
    ann, bob = first.attendance
    rows = (
        replace(ann, outcome="substitute", substitute="SUB", reason="on leave"),
        replace(bob, outcome="apologies", reason="a hearing"),
    )
    return YearView(year.problem, replace(year.plan, meetings=(replace(first, attendance=rows), *others)))


def test_the_year_of_a_person_says_their_part_in_each_meeting() -> None:
    year = with_deputy()
    ann = year_of_one(year, Choices(), "person", "ANN")
    assert [(one.day, one.part, one.kind) for one in ann.lines] == [
        ("Thu 19 Nov 2015", "Chair: Councillor Sub deputises (on leave)", "apologies"),
        ("Thu 19 Nov 2015", "Member", "attends"),
        ("Thu 4 Feb 2016", "Chair", "attends"),
        ("Thu 5 May 2016", "Chair", "attends"),
    ]
    assert ann.about == "There at 2 meetings, not there at 1 meeting."
    deputy = year_of_one(year, Choices(), "person", "SUB")
    assert [(one.part, one.kind) for one in deputy.lines] == [("Deputises for Councillor Ann", "substitute")]
    assert deputy.about == "Deputising at 1 meeting."
    bob = year_of_one(year, Choices(body=("GB",)), "person", "BOB")
    assert bob.lines[0].part == "Member: sends apologies (a hearing)"
    assert bob.absences == (
        "Thu 19 Nov 2015 09:00 to Thu 19 Nov 2015 12:00: a hearing",
        "Mon 1 Feb 2016 to Fri 5 Feb 2016: would rather not: leave",
    )
    nobody = year_of_one(year, Choices(), "person", "NOBODY")
    assert (nobody.title, nobody.known, nobody.about) == ("NOBODY", False, "No meetings in the year.")


def test_the_year_of_a_body_says_who_is_not_there() -> None:
    found = year_of_one(with_deputy(), Choices(), "body", "GB")
    assert [one.part for one in found.lines] == [
        "Councillor Sub deputises for Councillor Ann; Councillor Bob sends apologies",
        "",
        "",
    ]
    assert found.about == "2 meetings in the year."
    assert (found.heading, found.feed) == ("Not there", "bodies")


def test_the_strip_of_a_year_has_a_mark_for_each_line_on_its_day() -> None:
    strip = year_of_one(with_deputy(), Choices(), "person", "ANN").strip
    assert (len(strip.months), strip.months[0], strip.width) == (12, "Nov", 12 * 31 * 3)
    marks = [one for one in strip.spans if one[0] not in ("month", "closed")]
    assert marks == [
        ("apologies", 18 * 3, 6),
        ("attends", 18 * 3, 6),
        ("attends", (3 * 31 + 3) * 3, 6),
        ("cancelled", (6 * 31 + 4) * 3, 6),
    ]
    assert ("closed", (31 + 24) * 3, 3) in strip.spans
    room = year_of_one(with_lunch(), Choices(), "room", "CR2").strip
    assert [one for one in room.spans if one[0] not in ("month", "closed")] == [("held", 54, 6)]


def test_the_year_of_a_room_has_what_takes_it_or_a_part_of_it() -> None:
    found = year_of_one(two_bodies(), Choices(), "room", "CR1")
    assert [(one.day, one.hours, one.part) for one in found.lines] == [
        ("Thu 19 Nov 2015", "09:30 to 12:15", ""),
        ("Thu 4 Feb 2016", "14:00 to 16:00", "ALL"),
    ]
    assert found.about == "2 bookings in the year."
    other = year_of_one(two_bodies(), Choices(status=("confirmed",)), "room", "CR2")
    assert [one.day for one in other.lines] == ["Thu 4 Feb 2016"]


def with_lunch(lunch_room: str | None = "CR2") -> YearView:
    problem = council(
        meeting_day("DAY", name="Partnership day"),
        session("AM"),
        session("LUNCH", kind="lunch", start="12:00", end="13:00"),
        body("GB", meeting_day="DAY", session="AM"),
        hall("CR1"),
        hall("CR2", setup_minutes=15),
        hall("ALL", combines=("CR1", "CR2")),
    )
    held = occurrence(problem, lunch=Lunch("LUNCH", 720, 780, lunch_room, 10))
    return YearView(problem, calendar(problem, held, meeting(problem, "GB", "2015-11-19", room="CR1")))


def test_a_lunch_takes_its_room() -> None:
    found = year_of_one(with_lunch(), Choices(), "room", "CR2")
    assert [(one.title, one.hours, one.mark, one.part) for one in found.lines] == [
        ("Lunch of Partnership day", "11:45 to 13:00", None, "")
    ]
    combined = year_of_one(with_lunch(), Choices(room=("CR2",)), "room", "ALL")
    assert [(one.title, one.part) for one in combined.lines] == [("Lunch of Partnership day", "CR2")]
    assert year_of_one(with_lunch(), Choices(text="lunch"), "room", "CR2").lines == ()
    assert year_of_one(with_lunch(None), Choices(), "room", "CR2").lines == ()


def test_a_room_that_the_input_lacks_is_still_in_the_plan() -> None:
    year = two_bodies()
    known = {code: one for code, one in year.problem.rooms.items() if code == "CR2"}
    lacking = YearView(replace(year.problem, rooms=known), year.plan)
    assert [one.hours for one in year_of_one(lacking, Choices(), "room", "CR1").lines] == ["10:00 to 12:00"]


# -- a day


def test_a_day_has_its_meetings_and_every_room() -> None:
    found = whole_day(with_deputy(), day("2015-11-19"))
    assert [(one.mark.name, one.mark.hours, one.mark.where) for one in found.sittings] == [
        ("Growth Board", "10:00 to 12:00", "CR1"),
        ("Overview", "14:00 to 16:00", "online"),
    ]
    assert found.sittings[0].away == ("Councillor Sub deputises for Councillor Ann", "Councillor Bob sends apologies")
    assert [(one.name, one.taken, one.free) for one in found.rooms] == [
        ("CR1", (("09:30 to 12:15", "Growth Board", "GB/1"),), ("08:00 to 09:30", "12:15 to 18:00")),
        ("CR2", (("13:00 to 24:00", "Repairs", ""),), ("08:00 to 13:00",)),
        (
            "ALL",
            (("09:30 to 12:15", "Growth Board", "GB/1"), ("13:00 to 24:00", "Repairs", "")),
            ("08:00 to 09:30", "12:15 to 13:00"),
        ),
    ]
    assert found.hours == (480, 1440)
    assert [(bar.kind, bar.start, bar.length) for bar in found.rooms[0].bars] == [
        ("free", 0, 90), ("free", 255, 345), ("taken", 90, 165),
    ]  # fmt: skip
    assert (found.before, found.after) == (None, day("2016-02-04"))
    assert found.within


def test_the_next_morning_of_an_absence_is_free_after_it() -> None:
    found = whole_day(two_bodies(), day("2015-11-20"))
    assert {one.name: one.free for one in found.rooms}["CR2"] == ("09:00 to 22:00",)


def test_a_day_of_a_meeting_day_names_it_and_its_lunch() -> None:
    assert whole_day(with_lunch(), day("2015-11-19")).occasions == (("Partnership day", "lunch 12:00 to 13:00 in CR2"),)
    assert whole_day(with_lunch(None), day("2015-11-19")).occasions == (("Partnership day", "lunch 12:00 to 13:00"),)
    without = with_lunch()
    plan = replace(without.plan, occurrences=tuple(replace(one, lunch=None) for one in without.plan.occurrences))
    assert whole_day(YearView(without.problem, plan), day("2015-11-19")).occasions == (("Partnership day", ""),)


def test_a_day_without_rooms_and_outside_the_calendar() -> None:
    problem = council(body("GB"))
    problem = replace(problem, rooms={})
    found = whole_day(YearView(problem, calendar(problem)), day("2019-01-01"))
    assert (found.rooms, found.hours, found.within) == ((), (0, 0), False)


# -- words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "2015-12-03"}, "moved from Thursday 19 November 2015"),
        ({"start": "14:00"}, "another time than was published"),
        ({"room": "CR2"}, "another place than was published"),
        ({"start": "14:00", "room": "CR2"}, "another time and place than was published"),
    ],
)
def test_a_change_since_the_publication_is_told(changes: dict[str, str], words: str) -> None:
    problem = council(body("GB"), hall("CR1"), hall("CR2"))
    before = meeting(problem, "GB", "2015-11-19", room="CR1")
    after = replace(
        meeting(
            problem,
            "GB",
            changes.get("date", "2015-11-19"),
            start=changes.get("start", "10:00"),
            room=changes.get("room", "CR1"),
        ),
        uid=before.uid,
    )
    (change,) = difference(calendar(problem, before), calendar(problem, after))
    assert since_words(change).words == words


def test_what_is_new_since_the_publication_is_told() -> None:
    problem = council(body("GB"), hall("CR1"))
    new = meeting(problem, "GB", "2015-11-19", room="CR1")
    assert since_words(Change("new", None, new)).letter == "N"


def test_words_of_an_address_that_mean_nothing_are_left_out() -> None:
    asked = MultiDict(
        [("view", "walls"), ("status", "gone"), ("month", "2015-13"), ("show", "x"), ("dense", "no"), ("body", " ")]
    )
    assert choices(asked) == Choices(show=())
    assert Choices(show=()).query == "?view=months&show=none"
    assert choices(MultiDict([("text", "x" * 500)])).text == "x" * 200


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        (Choices(), None),
        (Choices(one="room/CR1"), ("room", "CR1")),
        (Choices(one="room/"), None),
        (Choices(one="galaxy/far"), None),
        (Choices(one="galaxy/far", room=("CR1",), body=("GB",)), ("body", "GB")),
        (Choices(person=("ANN",), body=("GB",)), ("person", "ANN")),
        (Choices(one="body/A/B"), ("body", "A/B")),
    ],
)
def test_whose_year_is_as_chosen_or_as_filtered(asked: Choices, subject: tuple[str, str] | None) -> None:
    assert asked.subject == subject


def test_titles_of_what_is_filtered_by() -> None:
    year = with_lunch()
    assert [title_of(year, kind, code) for kind, code in (
        ("body", "GB"), ("classification", "task_group"), ("day", "DAY"), ("person", "X"), ("room", "CR1"),
        ("status", "confirmed"), ("organisation", "Health Trust"),
    )] == ["GB Board", "Task group", "Partnership day", "X", "CR1", "Confirmed", "Health Trust"]  # fmt: skip
    assert options(year)["day"] == [("DAY", "Partnership day")]


def test_the_colours_of_the_style_are_those_of_the_workbook() -> None:
    style = (__import__("pathlib").Path(__file__).parents[3] / "scheduler" / "desk" / "static" / "year.css").read_text(
        encoding="utf-8"
    )
    for number, colour in enumerate(COLOURS, start=1):
        assert f".c{number} {{ --own: {colour} }}" in style
