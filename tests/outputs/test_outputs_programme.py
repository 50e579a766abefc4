"""The work programme: which meeting takes a report, who is there, what wants looking at, what ends; and its sheets."""

from dataclasses import replace

import pytest
from builders import (
    body,
    calendar,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    project,
    reports,
    room,
    session,
    theme,
)

from scheduler.domain.bodies import Cadence
from scheduler.outputs.programme import a_year_after, endings, findings
from scheduler.outputs.programme import reports as reports_of
from scheduler.outputs.workbook import workbook_bytes
from scheduler.outputs.workbook.structure import (
    how_often,
    programme_sheet,
    structure_sheet,
    sunset_sheet,
    to_look_at_sheet,
)

PROBLEM = council(
    body("GB", name="Growth Board", classification="strategic_board", endorsement_due=day("2016-09-01")),
    body("HUB", name="Skills Hub", meetings=2, end_date="2016-03-31", successor="GB"),
    body("IDLE", name="Idle Group", meetings=1),
    body("LAW", name="Statutory Board", statutory=True),
    body("PAPER", name="Paper Group", cadence=Cadence(), end_date="2018-01-01"),
    member("ANN", "GB", "chair"),
    member("BOB", "GB", substitutes=("EVE",)),
    member("CAT", "GB", voting=False),
    member("DAN", "HUB"),
    person("ANN", organisation="Council", point_of_contact=True),
    person("BOB", organisation="College"),
    person("CAT", organisation="COLLEGE"),
    person("DAN", organisation="Police"),
    person("EVE", organisation="Charity"),
    reports("HUB", "GB"),
    reports("HUB", "GB", kind="escalate"),
    room("CR1"),
    project(
        "SKILLS", "GB", "2015-12-01", "2015-11-02", "2016-01-31", title="Skills", sponsor="BOB", lead_officer="ANN",
        champion="CAT", bodies=("HUB",), start_date="2015-11-01", end_date="2016-06-30",
    ),
    project("PARKS", "GB", "2015-12-01", title="Parks", sponsor="EVE", lead_officer="ANN", bodies=("HUB",)),
    project("ROADS", None, title="Roads"),
    project("TREES", "GB", "2016-01-31", title="Trees", sponsor="ANN", lead_officer="ANN", bodies=("HUB",)),
)  # fmt: skip
PLAN = calendar(
    PROBLEM,
    meeting(PROBLEM, "GB", "2015-11-19", substitutes={"BOB": "EVE"}),
    meeting(PROBLEM, "GB", "2016-01-19", apologies=("ANN", "BOB")),
    meeting(PROBLEM, "HUB", "2016-01-12"),
)


def test_a_report_is_taken_by_the_last_meeting_on_or_before_its_day():
    taken = [
        (one.project.code, one.due and one.due.isoformat(), one.meeting and one.meeting.date.isoformat(), one.sponsor)
        for one in reports_of(PROBLEM, PLAN)
    ]
    assert taken == [
        ("SKILLS", "2015-11-02", None, ""),
        ("SKILLS", "2015-12-01", "2015-11-19", "Somebody deputises"),
        ("SKILLS", "2016-01-31", "2016-01-19", "Sends apologies"),
        ("PARKS", "2015-12-01", "2015-11-19", "There"),
        ("ROADS", None, None, ""),
        ("TREES", "2016-01-31", "2016-01-19", "Sends apologies"),
    ]


def test_what_of_the_programme_wants_looking_at():
    assert [(one.matter, one.subject, one.words) for one in findings(PROBLEM, PLAN)] == [
        ("No lead officer", "Roads", "Nobody leads the project."),
        ("Report that no meeting takes", "Skills", "No meeting takes the report due on Monday 2 November 2015."),
        (
            "Sponsor not at the meeting",
            "Skills",
            "Councillor Bob, the sponsor, has a deputy at Growth Board on Thursday 19 November 2015 at 10:00.",
        ),
        (
            "Sponsor not at the meeting",
            "Skills",
            "Councillor Bob, the sponsor, sends apologies to Growth Board on Tuesday 19 January 2016 at 10:00.",
        ),
        (
            "Sponsor not at the meeting",
            "Trees",
            "Councillor Ann, the sponsor, sends apologies to Growth Board on Tuesday 19 January 2016 at 10:00.",
        ),
        ("No project", "Idle Group", "It meets, delivers no project, and hears of none."),
        ("No project", "Roads", "No body delivers the project."),
        ("No point of contact", "College", "Nobody is named as its single point of contact."),
        ("No point of contact", "Police", "Nobody is named as its single point of contact."),
    ]


def test_nothing_is_asked_that_the_input_does_not_go_into():
    problem = council(body("GB"), member("ANN"), room("CR1"), project("P", "GB", lead_officer="ANN"))
    plan = calendar(problem)
    assert (findings(problem, plan), endings(problem, plan)) == ((), ())
    assert sunset_sheet(problem, plan).rows == to_look_at_sheet(problem, plan).rows == ()


def test_the_body_that_sponsors_a_lunch_is_there_or_it_is_told():
    problem = council(
        body("GB", name="Growth Board", meeting_day="DAY", session="AM"),
        body("FAR", name="Far Group"),
        member("ANN", "GB", "chair"),
        member("BOB", "GB"),
        meeting_day(name="Partnership day"),
        session("AM"),
        session("LUNCH"),
        theme("NEAR", title="Near", sponsor="GB"),
        theme("FAR", title="Far", sponsor="FAR"),
        theme("FREE", title="Free"),
        room("CR1"),
    )
    days = ("2015-11-19", "2016-02-18", "2016-05-19", "2016-08-18")
    themes = ("NEAR", "NEAR", "FAR", "FREE")
    rows = [
        meeting(problem, "GB", on, meeting_day="DAY", session="AM", apologies=("ANN",) if n == 0 else ())
        for n, on in enumerate(days)
    ]
    held = [occurrence(problem, on=on, theme=name) for on, name in zip(days, themes, strict=True)]
    plan = calendar(problem, *rows, *held)
    lunch = "the lunch of Partnership day on Thursday"
    assert [one.words for one in findings(problem, plan)] == [
        f"Councillor Ann, who chairs Growth Board, the sponsor, sends apologies: {lunch} 19 November 2015.",
        f"Far Group, the sponsor, does not sit on that day: {lunch} 19 May 2016.",
    ]


def test_the_sunset_list_has_what_ends_up_to_a_year_after_the_calendar():
    assert [(one.date.isoformat(), one.what, one.name, one.successor, one.still) for one in endings(PROBLEM, PLAN)] == [
        ("2016-03-31", "Is to be dissolved", "Skills Hub", "Growth Board", "Meets last on Tuesday 12 January 2016"),
        ("2016-06-30", "Project ends", "Skills", "", "Last report due on Sunday 31 January 2016"),
        ("2016-09-01", "Is to be endorsed anew", "Growth Board", "", "Meets last on Tuesday 19 January 2016"),
    ]


def test_a_body_that_never_meets_and_a_project_that_owes_nothing_end_too():
    problem = replace(
        PROBLEM,
        bodies={"PAPER": replace(PROBLEM.bodies["PAPER"], end_date=day("2016-10-31"))},
        projects={"P": replace(project("P", None), end_date=day("2017-10-31"))},
    )
    assert [(one.name, one.still) for one in endings(problem, calendar(problem))] == [
        ("Paper Group", "Does not meet"),
        ("Project P", "Owes no report"),
    ]


def test_a_year_after_a_leap_day_is_the_last_of_february():
    assert a_year_after(day("2016-02-29")) == day("2017-02-28")


@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        (Cadence(per_period=2), "2 in each period"),
        (Cadence(minimum=4, maximum=4), "4 a year"),
        (Cadence(minimum=0, maximum=2), "Up to 2 a year"),
        (Cadence(minimum=2, maximum=3), "2 to 3 a year"),
        (Cadence(), "No meetings"),
    ],
)
def test_how_often_a_body_meets(cadence, words):
    problem = council(body("GB", cadence=cadence), body("HWB", meeting_day="DAY", session="AM"), meeting_day())
    assert how_often(problem, problem.bodies["GB"]) == words
    assert how_often(problem, problem.bodies["HWB"]) == "Up to 4 a year"


def test_the_sheet_of_the_structure_has_every_body():
    hub = structure_sheet(PROBLEM, PLAN).rows[1]
    assert hub[:10] == ("HUB", "Skills Hub", "", "Growth Board", "Growth Board", "", "2 a year", "", 1, 0)
    assert hub[10:] == ("", None, day("2016-03-31"), None, "Growth Board")
    assert structure_sheet(PROBLEM, PLAN).rows[0][5:11] == (
        "Skills Hub", "Up to 10 a year", "", 2, 1, "Councillor Ann",
    )  # fmt: skip


def test_the_sheet_of_the_programme_has_every_report():
    rows = programme_sheet(PROBLEM, PLAN).rows
    assert rows[0][9:] == (day("2015-11-02"), None, "No meeting", None, "")
    assert rows[1][:7] == (
        "SKILLS", "Skills", "Councillor Ann", "Councillor Bob", "Councillor Cat", "Growth Board", "Skills Hub",
    )  # fmt: skip
    assert rows[1][9:12] == (day("2015-12-01"), day("2015-11-19"), "Growth Board")
    assert rows[4][9:12] == (None, None, "")


def test_sheets_without_rows_are_left_out():
    problem = council(body("GB"), member("ANN"), room("CR1"))
    few, all_of_them = workbook_bytes(problem, calendar(problem)), workbook_bytes(PROBLEM, PLAN)
    assert names(few) & {"Structure", "Work programme", "Sunset list"} == {"Structure"}
    assert names(all_of_them) >= {"Structure", "Work programme", "Programme to look at", "Sunset list"}


def names(book):
    from io import BytesIO  # noqa: PLC0415 - only here

    from openpyxl import load_workbook  # noqa: PLC0415 - only here

    return set(load_workbook(BytesIO(book), read_only=True).sheetnames)
