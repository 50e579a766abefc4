"""One meeting by hand, as an officer types it: what follows first, and then it is written, or it is not."""

import csv
import json
import subprocess
import sys
from datetime import datetime

import icalendar
import pytest
from builders import outputs_in
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from small_input import write_input

from scheduler.cli import main
from scheduler.domain.headings import heading_of, sheet_title

BODIES = (
    "body,name,meetings_min,weekdays,start_times,duration_minutes,notice_clear_days,open_to_public,quorum\n"
    "HWB,Health Board,2,Thu,10:00,120,5,yes,1\nGB,Growth Board,1,Thu;Fri,10:00;14:00,120,,,1\n"
)
MEMBERSHIPS = "person,body,role,attendance\nANN,HWB,chair,\nBOB,HWB,vice_chair,\nANN,GB,chair,required\nDPH,GB,,\n"
ROOMS = (
    "room,name,venue,capacity,cost_per_hour\n"
    "CR1,Committee Room 1,Town Hall,20,10\nCR2,Committee Room 2,Town Hall,20,15\n"
)
CALENDAR = (
    "body,date,start,end,room\nHWB,2015-11-12,10:00,12:00,CR1\n"
    "HWB,2015-11-26,10:00,12:00,CR1\nGB,2015-11-20,10:00,12:00,CR1\n"
)
KEYS = ["edit", "breaches", "clashes", "apologies", "deadlines", "rooms", "cost", "displaced", "accepted"]


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def lines(found):
    return found.stdout.splitlines()


def document(found):
    return json.loads(found.stdout)


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    """Return an input, and a plan of it whose dates a table has given."""
    folder = tmp_path_factory.mktemp("council")
    source = write_input(folder / "small", bodies=BODIES, memberships=MEMBERSHIPS, rooms=ROOMS)
    table = folder / "calendar.csv"
    table.write_text(CALENDAR, encoding="utf-8")
    made = run("plan", source, "-o", folder / "made", "--baseline", table, "--as-of", "2015-11-01")
    assert made.exit_code == 0, made.stderr
    return source, folder / "made"


@pytest.fixture
def small(council):
    return council[0]


@pytest.fixture
def made(council, tmp_path):
    """Return a copy of the plan that a test may write to."""
    copy = tmp_path / "made"
    for path in sorted(council[1].rglob("*")):
        if path.is_file():
            target = copy / path.relative_to(council[1])
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return copy


def meetings(folder):
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return {(one["body"], one["sequence"]): one for one in plan["meetings"]}


def rows(folder):
    table = folder / "input" / "fixed_meetings.csv"
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines())) if table.exists() else []


def told(row):
    return {column: cell for column, cell in row.items() if cell}


def planned_again(source, folder, *more):
    again = run("plan", source, "-o", folder, "--as-of", "2015-11-01", *more)
    assert again.exit_code == 0, again.stderr
    return again


# -- move


def test_what_follows_is_told_and_nothing_is_written(small, made):
    before = outputs_in(made)
    found = run("move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01")
    assert (found.exit_code, outputs_in(made)) == (0, before)
    assert lines(found)[:3] == [
        (
            "Health Board (HWB#2): from Thursday 26 November 2015 at 10:00 in Committee Room 1 "
            "to Thursday 19 November 2015 at 10:00 in Committee Room 1."
        ),
        "It can be: no rule is broken, and no other meeting moves.",
        (
            "Then reports in by Tuesday 10 November 2015 and agenda out by Wednesday 11 November 2015 "
            "(now Tuesday 17 November 2015 and Wednesday 18 November 2015)."
        ),
    ]
    assert found.stderr.splitlines()[-1] == "Nothing is written yet: the same with --accept writes it."


def test_a_move_that_is_accepted_keeps_uids_and_counts_revisions(small, made):
    before = meetings(made)
    found = run("move", small, made, "HWB#2", "19/11/2015", "--as-of", "2015-11-01", "--accept", "--by", "Clerk")
    assert found.exit_code == 0, found.stderr
    after = meetings(made)
    moved = after["HWB", 2]
    assert (moved["date"], moved["uid"], moved["pinned"]) == ("2015-11-19", before["HWB", 2]["uid"], True)
    assert {name: one["revision"] - before[name]["revision"] for name, one in after.items()} == {
        ("HWB", 1): 0, ("HWB", 2): 1, ("GB", 1): 0,
    }  # fmt: skip
    assert [told(row) for row in rows(made)] == [{"body": "HWB", "number": "2", "date": "2015-11-19", "start": "10:00"}]
    feed = icalendar.Calendar.from_ical((made / "feeds" / "bodies" / "HWB.ics").read_bytes())
    event = next(event for event in feed.walk("VEVENT") if event["UID"].startswith(moved["uid"]))
    assert (event["SEQUENCE"], event["DTSTART"].dt.date().isoformat()) == (moved["revision"], "2015-11-19")
    assert run("check", made / "input", made, "--as-of", "2015-11-01").exit_code == 0
    steps = document(run("history", made, "--json"))["steps"]
    assert [steps[-1][key] for key in ("command", "by", "about", "changed")] == [
        "move",
        "Clerk",
        lines(found)[0].rstrip("."),
        "1 meeting moved",
    ]
    assert f": move, by Clerk: {steps[-1]['about']}\n" in run("history", made).stdout


def test_what_was_moved_stays_when_that_input_is_planned_again(small, made):
    run("move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01", "--accept")
    planned_again(made / "input", made)
    assert meetings(made)["HWB", 2]["date"] == "2015-11-19"


def test_another_copy_of_the_input_is_told_what_it_lacks_and_takes_it_over(small, made):
    run("move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01", "--accept")
    again = planned_again(small, made)
    assert (
        "Warning: fixed_meetings: the input does not say what was done by hand: Health Board (HWB#2) is fixed to "
        "Thursday 19 November 2015 at 10:00. It is kept."
    ) in again.stderr
    assert meetings(made)["HWB", 2]["date"] == "2015-11-19"
    assert len(rows(made)) == 1
    planned_again(small, made, "--afresh")
    assert rows(made) == []


def test_a_second_edit_changes_the_row_and_another_copy_serves(small, made):
    run("move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01", "--accept")
    found = run("move", small, made, "HWB#2", "2015-11-26", "--as-of", "2015-11-01", "--accept")
    assert found.exit_code == 0, found.stderr
    assert [row["date"] for row in rows(made)] == ["2015-11-26"]
    assert meetings(made)["HWB", 2]["revision"] == 2


def test_a_rule_in_the_way_is_named_with_the_nearest_days(small, made):
    before = outputs_in(made)
    found = run("move", small, made, "HWB#2", "2015-11-20", "--as-of", "2015-11-01", "--accept")
    assert (found.exit_code, outputs_in(made)) == (1, before)
    assert lines(found)[1:5] == [
        "It cannot be:",
        "  - weekday: Health Board on Friday 20 November 2015 at 10:00: it may sit only on a Thursday.",
        "The nearest days on which it could be:",
        "  - Thursday 19 November 2015 at 10:00 in Committee Room 1: nothing speaks against it",
    ]
    assert found.stderr.splitlines()[-1] == ("To break it all the same, this once: --waive weekday --reason 'Why'.")


def test_a_rule_is_waived_once_and_every_reading_says_so(small, made):
    found = run(
        "move", small, made, "HWB#2", "2015-11-25", "--as-of", "2015-11-01", "--waive", "weekday",
        "--reason", "Public event", "--accept",
    )  # fmt: skip
    assert found.exit_code == 0, found.stderr
    assert (
        "Not asked of it, this once (Public event):\n  - weekday: Health Board on Wednesday 25 November 2015"
    ) in found.stdout
    assert meetings(made)["HWB", 2]["waived"] == [{"rule": "weekday", "reason": "Public event"}]
    assert told(rows(made)[0]) == {
        "body": "HWB", "number": "2", "date": "2015-11-25", "start": "10:00", "waive": "weekday",
        "reason": "Public event",
    }  # fmt: skip
    assert run("check", made / "input", made, "--as-of", "2015-11-01").exit_code == 0
    run("move", small, made, "HWB#2", "2015-11-26", "--as-of", "2015-11-01", "--accept")
    assert (meetings(made)["HWB", 2]["waived"], rows(made)[0].get("waive")) == ([], None)


def test_a_waiver_that_nothing_needs_is_left_out(small, made):
    found = run(
        "move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01", "--waive", "gap", "--reason", "Safe",
        "--accept",
    )  # fmt: skip
    assert found.exit_code == 0, found.stderr
    assert "Warning: --waive gap: nothing of it would be broken. It is not waived." in found.stderr
    assert (meetings(made)["HWB", 2]["waived"], rows(made)[0].get("waive")) == ([], None)


def test_what_is_undone_is_not_taken_over(small, made):
    run("move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01", "--accept")
    assert run("undo", made, "--as-of", "2015-11-01").exit_code == 0
    again = planned_again(small, made)
    assert "done by hand" not in again.stderr
    assert (meetings(made)["HWB", 2]["date"], rows(made)) == ("2015-11-26", [])


def test_what_was_moved_stays_through_a_change_of_membership(small, made, tmp_path):
    run("move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01", "--accept")
    repaired = tmp_path / "repaired"
    found = run("change", small, made, "--join", "DPH:HWB", "--as-of", "2015-11-01", "--repair", repaired)
    assert found.exit_code == 0, found.stderr
    assert (meetings(repaired)["HWB", 2]["date"], len(rows(repaired))) == ("2015-11-19", 1)


def test_what_is_told_names_people_and_pounds(small, made):
    found = run("move", small, made, "GB#1", "2015-11-12", "10:00", "--room", "CR2", "--as-of", "2015-11-01", "--json")
    answer = document(found)
    assert found.exit_code == 0, found.stderr
    assert list(answer)[: len(KEYS)] == KEYS
    assert answer["edit"] == {
        "kind": "move", "body": "GB", "sequence": 1, "from": "2015-11-20", "date": "2015-11-12", "start": "10:00",
        "room": "CR2",
    }  # fmt: skip
    assert [(one["bodies"], one["people"], one["broken"]) for one in answer["clashes"]] == [
        (["GB", "HWB"], ["ANN"], False)
    ]
    assert [(one["person"], one["body"], one["was"], one["now"]) for one in answer["apologies"]] == [
        ("ANN", "HWB", "attends", "apologies")
    ]
    assert answer["rooms"] == [{"body": "GB", "sequence": 1, "lunch": False, "was": "CR1", "now": "CR2"}]
    assert answer["pounds"]["then"] - answer["pounds"]["now"] == 10
    words = run("move", small, made, "GB#1", "2015-11-12", "10:00", "--room", "CR2", "--as-of", "2015-11-01").stdout
    assert "Wanted in two places:\n  Growth Board and Health Board, Thursday 12 November 2015: Councillor Ann" in words
    assert "Then in Committee Room 2 instead of Committee Room 1.\nRooms cost £10 more in the year." in words
    assert "point" not in words


def test_a_room_that_is_taken_is_answered_by_another(small, made):
    found = run("move", small, made, "GB#1", "2015-11-12", "10:00", "--room", "CR1", "--as-of", "2015-11-01")
    assert found.exit_code == 1
    assert "It could be in Committee Room 2: give --room CR2." in lines(found)


def test_other_meetings_make_room_where_they_may(small, made, tmp_path):
    both = write_input(
        tmp_path / "both", bodies=BODIES, rooms=ROOMS,
        memberships="person,body,role,attendance\nANN,HWB,chair,required\nBOB,HWB,,\nANN,GB,chair,required\nDPH,GB,,\n",
    )  # fmt: skip
    asked = ("move", both, made, "GB#1", "2015-11-26", "10:00", "--as-of", "2015-11-01")
    alone = run(*asked)
    assert alone.exit_code == 1
    assert "Other meetings could make room: --others-may-move says which." in lines(alone)
    found = run(*asked, "--others-may-move", "--accept", "--json")
    answer = document(found)
    assert (found.exit_code, answer["accepted"]) == (0, True), found.stderr
    assert [(one["body"], one["sequence"], one["from"], one["to"]) for one in answer["displaced"]] == [
        ("HWB", 2, "2015-11-26", "2015-11-19")
    ]
    after = meetings(made)
    assert (after["GB", 1]["date"], after["HWB", 2]["date"]) == ("2015-11-26", "2015-11-19")
    assert [row["body"] for row in rows(made)] == ["GB"]


def test_what_has_been_held_or_called_cannot_be_moved(small, made):
    before = outputs_in(made)
    for moment, why in (
        ("2015-11-13", "has already met on Thursday 12 November 2015."),
        ("2015-11-04", "Notice of the meeting of Health Board on Thursday 12 November 2015 has been served."),
    ):
        for asked in (("move", "HWB#1", "2015-11-19"), ("cancel", "HWB#1")):
            command, *what = asked
            found = run(command, small, made, *what, "--as-of", moment, "--accept")
            assert (found.exit_code, outputs_in(made)) == (1, before)
            assert why in found.stdout


# -- cancel, add, swap, pin


def test_a_cancelled_meeting_keeps_its_number_and_is_not_owed_again(small, made):
    found = run("cancel", small, made, "HWB#2", "--as-of", "2015-11-01", "--accept", "--reason", "No business")
    assert found.exit_code == 0, found.stderr
    assert (meetings(made)["HWB", 2]["status"], meetings(made)["HWB", 2]["revision"]) == ("cancelled", 1)
    assert told(rows(made)[0]) == {
        "body": "HWB", "date": "2015-11-26", "start": "10:00", "cancelled": "yes", "reason": "No business",
    }  # fmt: skip
    planned_again(made / "input", made)
    assert [name for name, one in meetings(made).items() if one["status"] != "cancelled"] == [("HWB", 1), ("GB", 1)]


def test_what_others_miss_by_a_cancellation_may_be_waived_for_them(tmp_path):
    bodies = BODIES.replace("Growth Board,1", "Growth Board,2")
    reporting = "from_body,to_body,min_working_days,max_working_days\nGB,HWB,1,6\n"
    source = write_input(tmp_path / "year", memberships=MEMBERSHIPS, rooms=ROOMS, bodies=bodies, reporting=reporting)
    table, made = tmp_path / "calendar.csv", tmp_path / "made"
    table.write_text(f"{CALENDAR}GB,2015-11-05,10:00,12:00,CR1\n", encoding="utf-8")
    assert run("plan", source, "-o", made, "--baseline", table, "--as-of", "2015-10-20").exit_code == 0
    day = meetings(made)["HWB", 2]["date"]
    feeder = max((one["date"], name) for name, one in meetings(made).items() if name[0] == "GB" and one["date"] < day)
    asked = ("cancel", source, made, f"GB#{feeder[1][1]}", "--as-of", "2015-10-20", "--accept")
    assert run(*asked).exit_code == 1
    found = run(*asked, "--waive", "reporting", "--reason", "Nothing to report")
    assert found.exit_code == 0, found.stderr
    assert meetings(made)["HWB", 2]["waived"] == [{"rule": "reporting", "reason": "Nothing to report"}]
    again = run("plan", made / "input", "-o", made, "--as-of", "2015-10-20")
    assert again.exit_code == 0, again.stderr
    assert meetings(made)["HWB", 2]["date"] == day


def test_another_is_held_instead_where_that_is_asked_for(small, made):
    found = run("cancel", small, made, "HWB#2", "--replace", "--as-of", "2015-11-01", "--accept")
    assert found.exit_code == 0, found.stderr
    after = meetings(made)
    assert (after["HWB", 2]["status"], after["HWB", 3]["date"]) == ("cancelled", "2015-11-19")
    planned_again(made / "input", made)
    live = [name for name, one in meetings(made).items() if one["status"] != "cancelled"]
    assert live == [("HWB", 1), ("HWB", 3), ("GB", 1)]


def test_a_meeting_beyond_the_cadence_is_extra_and_stays(small, made):
    found = run("add", small, made, "HWB", "2015-11-19", "18:30", "--as-of", "2015-11-01", "--accept")
    assert found.exit_code == 0, found.stderr
    assert lines(found)[0] == (
        "Health Board: one more meeting, an extra one on Thursday 19 November 2015 at 18:30 in Committee Room 1."
    )
    copy = run("check", small, made, "--as-of", "2015-11-01")
    assert copy.exit_code == 0, copy.stderr
    assert "the input does not say what was done by hand: Health Board has an extra meeting on Thursday" in copy.stderr
    asked = run("why", small, made, "GB#1", "2015-11-20", "--as-of", "2015-11-01")
    assert "breaks" not in asked.stderr
    added = meetings(made)["HWB", 3]
    assert (added["date"], added["start"], added["extra"]) == ("2015-11-19", "18:30", True)
    planned_again(made / "input", made)
    assert meetings(made)["HWB", 3]["uid"] == added["uid"]
    assert meetings(made)["HWB", 3]["date"] == "2015-11-19"


def test_where_a_meeting_more_cannot_be_other_days_are_told(small, made):
    found = run("add", small, made, "GB", "2015-11-21", "--as-of", "2015-11-01")
    assert found.exit_code == 1
    assert "The nearest days on which it could be:" in lines(found)


def test_two_meetings_take_each_others_days(small, made):
    run("move", small, made, "GB#1", "2015-11-19", "--as-of", "2015-11-01", "--accept")
    found = run("swap", small, made, "HWB#2", "GB#1", "--as-of", "2015-11-01", "--accept")
    assert found.exit_code == 0, found.stderr
    after = meetings(made)
    assert (after["HWB", 2]["date"], after["GB", 1]["date"]) == ("2015-11-19", "2015-11-26")
    assert sorted((row["body"], row["number"], row["date"]) for row in rows(made)) == [
        ("GB", "1", "2015-11-26"), ("HWB", "2", "2015-11-19"),
    ]  # fmt: skip


def test_a_pin_is_a_row_and_unpinning_takes_it_out(small, made):
    found = run("pin", small, made, "GB#1", "--as-of", "2015-11-01", "--accept")
    assert found.exit_code == 0, found.stderr
    assert [told(row) for row in rows(made)] == [
        {"body": "GB", "number": "1", "date": "2015-11-20", "start": "10:00", "room": "CR1"}
    ]
    assert (meetings(made)["GB", 1]["pinned"], meetings(made)["GB", 1]["revision"]) == (True, 0)
    found = run("unpin", small, made, "GB#1", "--as-of", "2015-11-01", "--accept")
    assert (found.exit_code, rows(made)) == (0, [])
    assert meetings(made)["GB", 1]["pinned"] is False


# -- accept


def edited(folder, target, change):
    book = load_workbook(folder / "calendar.xlsx")
    sheet = book["Meetings"]
    titles = next(row for row in sheet.iter_rows() if any(cell.value == "Number" for cell in row))
    places = {cell.value: cell.column for cell in titles}
    for row in range(titles[0].row + 1, sheet.max_row + 1):
        name = sheet.cell(row, places["Body"]).value, sheet.cell(row, places["Number"]).value
        change(name, lambda column, row=row: sheet.cell(row, places[column]))
    book.save(target)
    return target


def test_an_edited_calendar_is_a_request(small, made, tmp_path):
    before = meetings(made)

    def change(name, cell):
        if name == ("HWB", 2):
            cell("Date").value = datetime(2015, 11, 19)
        if name == ("GB", 1):
            cell("Room").value = "CR2"

    table = edited(made, tmp_path / "edited.xlsx", change)
    found = run("accept", small, table, made, "--as-of", "2015-11-01", "--json")
    assert found.exit_code == 0, found.stderr
    assert [(one["kind"], one["body"], one["date"], one["room"]) for one in document(found)["edit"]] == [
        ("move", "HWB", "2015-11-19", None), ("move", "GB", "2015-11-20", "CR2"),
    ]  # fmt: skip
    assert meetings(made) == before
    taken = run("accept", small, table, made, "--as-of", "2015-11-01", "--accept", "--by", "Clerk")
    assert taken.exit_code == 0, taken.stderr
    after = meetings(made)
    assert (after["HWB", 2]["date"], after["GB", 1]["room"]) == ("2015-11-19", "CR2")
    assert [after[name]["uid"] for name in before] == [one["uid"] for one in before.values()]
    assert [after[name]["revision"] for name in before] == [
        one["revision"] + (name != ("HWB", 1)) for name, one in before.items()
    ]
    again = run("accept", small, made / "calendar.xlsx", made, "--as-of", "2015-11-01", "--accept")
    assert lines(again) == ["It says what the plan says already: there is nothing to change."]


def test_rows_that_are_gone_or_cancelled_and_rows_that_are_new_are_told_together(small, made, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text(CALENDAR.replace("HWB,2015-11-26", "GB,2015-11-27"), encoding="utf-8")
    found = run("accept", small, table, made, "--as-of", "2015-11-01")
    assert found.exit_code == 0, found.stderr
    assert lines(found)[:3] == [
        "Growth Board: one more meeting, an extra one on Friday 27 November 2015 at 10:00 in Committee Room 1.",
        "Health Board (HWB#2): the meeting on Thursday 26 November 2015 at 10:00 in Committee Room 1 is cancelled.",
        "It can be: no rule is broken, and no other meeting moves.",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("body,date,start\n", "holds no meetings"),
        ("body,date,start\nHWB,2015-11-03,09:00\nHWB,2015-11-04,09:00\nGB,2015-11-05,09:00\n", "of another calendar"),
        ("name,age\nAnn,40\n", "holds no table with the headings body, date and start"),
        ("body,date,start\nXY,2015-11-19,10:00\n", "“XY” is no body of the input."),
    ],
)  # fmt: skip
def test_a_table_of_anything_else_is_refused_in_words(small, made, tmp_path, content, words):
    before = outputs_in(made)
    table = tmp_path / "table.csv"
    table.write_text(content, encoding="utf-8")
    found = run("accept", small, table, made, "--as-of", "2015-11-01", "--accept")
    assert (found.exit_code, outputs_in(made)) == (2, before)
    assert words in found.stderr


# -- what is wrong, and a workbook


def test_a_command_line_that_is_wrong_ends_with_2(small, made):
    before = outputs_in(made)
    for arguments, words in (
        (("move", small, made, "XY#1", "2015-11-19"), "is no body and no meeting day"),
        (("move", small, made, "HWB#9", "2015-11-19"), "HWB has no meeting “9”."),
        (("move", small, made, "HWB#2", "2015-11-19", "--waive", "weekday", "--accept"), "there is no reason"),
        (("move", small, made, "HWB#2", "2015-11-19", "--waive", "tuesday", "--reason", "x"), "is no rule"),
        (("move", small, made / "plan.json", "HWB#2", "2015-11-19", "--accept"), "it is not a folder"),
        (("add", small, made, "HWB#2", "2015-11-19"), "names a meeting that is there already"),
        (("swap", small, made, "HWB#2", "HWB#2"), "is named twice"),
    ):
        found = run(*arguments, "--as-of", "2015-11-01")
        assert (found.exit_code, outputs_in(made)) == (2, before)
        assert words in found.stderr


def test_a_workbook_is_amended_beside_the_plan_and_stays_as_it_was(tmp_path, small):
    source = tmp_path / "year.xlsx"
    workbook = Workbook()
    workbook.remove(workbook.active)
    for table in sorted(small.glob("*.csv")):
        sheet = workbook.create_sheet(sheet_title(table.stem))
        for row in csv.reader(table.read_text(encoding="utf-8").splitlines()):
            sheet.append(row)
    columns = ("body", "date", "start", "room", "number")
    workbook.create_sheet("Fixed meetings").append([heading_of("fixed_meetings", name) for name in columns])
    workbook.save(source)
    before = source.read_bytes()
    made = tmp_path / "made"
    assert run("plan", source, "-o", made).exit_code == 0
    name, one = list(meetings(made).items())[-1]
    found = run("pin", source, made, f"{name[0]}#{name[1]}", "--accept")
    assert found.exit_code == 0, found.stderr
    sheet = load_workbook(made / "input" / "year.xlsx")["Fixed meetings"]
    (row,) = sheet.iter_rows(min_row=2, values_only=True)
    last = dict(zip(columns, row, strict=True))
    assert last["body"] == name[0]
    assert (last["number"], last["date"].date().isoformat(), last["room"]) == (name[1], one["date"], one["room"])
    assert source.read_bytes() == before
    assert run("validate", made / "input" / "year.xlsx").exit_code == 0


def test_every_command_runs_as_a_process(small, made):
    def process(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "scheduler", *map(str, arguments)],
            check=False, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    found = process("move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01", "--accept", "--json")
    assert (found.returncode, json.loads(found.stdout)["accepted"]) == (0, True), found.stderr
    assert process("cancel", small, made, "HWB#9").returncode == 2


def test_the_day_that_the_officer_says_counts_also_where_the_plan_was_made_as_of_a_later_one(small, made):
    planned_again(made / "input", made, "--as-of", "2016-10-01")
    frozen = run("move", small, made, "HWB#2", "2015-11-19")
    assert frozen.exit_code == 1
    assert "  - Health Board has already met on Thursday 26 November 2015." in lines(frozen)
    before = meetings(made)["HWB", 2]["revision"]
    found = run("move", small, made, "HWB#2", "2015-11-19", "--as-of", "2015-11-01", "--accept")
    assert found.exit_code == 0, found.stderr
    assert meetings(made)["HWB", 2]["revision"] == before + 1


def test_the_consultation_edition_is_never_taken_for_the_whole_calendar(small, made):
    before = outputs_in(made)
    for asked in (
        ("accept", small, made / "consultation.xlsx", made, "--as-of", "2015-11-01", "--accept"),
        ("check", small, made / "consultation.xlsx"),
        ("plan", small, "-o", made, "--baseline", made / "consultation.xlsx", "--as-of", "2015-11-01"),
    ):
        found = run(*asked)
        assert found.exit_code == 2, found.stdout
        assert "is the consultation edition, which is written for members to read, and never read back" in found.stderr
    assert outputs_in(made) == before
