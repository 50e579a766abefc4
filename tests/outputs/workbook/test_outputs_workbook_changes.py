import datetime as dt
from dataclasses import replace

from outputs.workbook.small_council import DAY, FEEDER_DAY, small_plan, small_problem

from scheduler.domain.plan import Shown
from scheduler.outputs.workbook.meetings import changes_sheet

AGENDA = dt.date(2015, 11, 11)
WAS = "Thursday 19 November 2015, 09:30 to 11:30, Committee Room 2, Town Hall, provisional"


def test_changes_without_an_earlier_calendar_say_so() -> None:
    sheet = changes_sheet(small_problem(), small_plan())
    assert (sheet.shown_rows, sheet.about, sheet.nothing) == (
        (),
        ("Changes since an earlier calendar.",),
        "There is no earlier calendar to compare with.",
    )


def test_changes_from_the_same_calendar_are_none() -> None:
    sheet = changes_sheet(replace(small_problem(), baseline=small_plan()), small_plan())
    assert (sheet.shown_rows, sheet.about, sheet.nothing) == (
        (),
        ("0 changes since the earlier calendar this one was planned from.",),
        "Nothing has changed.",
    )


def test_changes_say_what_moved_and_whom_it_concerns() -> None:
    group, board = small_plan().meetings
    moved = replace(board, date=DAY.replace(day=26), start=600, end=720)
    sheet = changes_sheet(
        replace(small_problem(), baseline=small_plan()), replace(small_plan(), meetings=(group, moved))
    )
    assert sheet.about == ("1 change since the earlier calendar this one was planned from.",)
    assert sheet.shown_rows == (
        (
            "Moved",
            "HWB",
            "Health Board",
            1,
            WAS,
            "Thursday 26 November 2015, 10:00 to 12:00, Committee Room 2, Town Hall, provisional",
            "Date and time",
            AGENDA,
            AGENDA,
            None,
            None,
            "",
            4,
            "Leader; Director of Public Health; Chief Officer; Deputy Director",
        ),
    )


def test_changes_say_what_is_new_cancelled_gone_or_confirmed() -> None:
    group, board = small_plan().meetings
    new = replace(group, uid="del-2", sequence=2, date=FEEDER_DAY.replace(month=12), venue=None, room=None)
    gone = replace(group, uid="old-1", body="OLD", date=FEEDER_DAY.replace(month=12), start=840, end=900)
    baseline = replace(small_plan(), meetings=(group, board, gone))
    plan = replace(
        small_plan(),
        meetings=(replace(group, status="cancelled"), replace(board, status="confirmed"), new),
    )
    rows = changes_sheet(replace(small_problem(), baseline=baseline), plan).shown_rows
    place = "Committee Rooms 2 and 3, Town Hall"
    assert {row[11] for row in rows} == {""}  # nobody's seat at a new meeting, or a cancelled one, was another before
    assert [row[:7] for row in rows] == [
        (
            "Cancelled", "DEL", "Delivery Group", 1,
            f"Tuesday 3 November 2015, 10:00 to 12:00, {place}, confirmed", "Not held", "All",
        ),
        ("Status", "HWB", "Health Board", 1, WAS, WAS.replace("provisional", "confirmed"), "Status"),
        (
            "New", "DEL", "Delivery Group", 2,
            "Not held", "Thursday 3 December 2015, 10:00 to 12:00, confirmed", "All",
        ),
        (
            "Cancelled", "OLD", "OLD", 1,
            f"Thursday 3 December 2015, 14:00 to 15:00, {place}, confirmed", "Not held", "All",
        ),
    ]  # fmt: skip


def test_a_new_year_is_new_and_nothing_of_the_last_is_cancelled() -> None:
    meetings = tuple(
        replace(one, uid=f"old-{one.uid}", date=one.date.replace(year=2014)) for one in small_plan().meetings
    )
    sheet = changes_sheet(replace(small_problem(), baseline=replace(small_plan(), meetings=meetings)), small_plan())
    about = "A new calendar, so every meeting is new. The one it was planned from was for other days."
    assert sheet.about == (about,)
    assert [(row[0], row[4]) for row in sheet.shown_rows] == [("New", "Not held")] * len(small_plan().meetings)


def test_changes_leave_out_what_lies_outside_the_calendar_and_say_so() -> None:
    group, board = small_plan().meetings
    old = replace(group, uid="old-1", date=group.date.replace(year=2014))
    sheet = changes_sheet(
        replace(small_problem(), baseline=replace(small_plan(), meetings=(old, group, board))), small_plan()
    )
    assert (sheet.shown_rows, sheet.about) == (
        (),
        (
            "0 changes since the earlier calendar this one was planned from.",
            "1 meeting of the earlier calendar outside the days of this one left out.",
        ),
    )


def test_changes_list_whatever_a_reader_acts_on() -> None:
    group, board = small_plan().meetings
    there = next(row for row in board.attendance if row.outcome == "attends")
    absent = replace(there, outcome="apologies", substitute=None, reason="on leave")
    later = replace(board, agenda_deadline=dt.date(2015, 11, 10), report_due=dt.date(2015, 11, 9))
    earlier = replace(board, report_due=dt.date(2015, 11, 10))
    amended = replace(later, attendance=tuple(absent if row is there else row for row in board.attendance))
    sheet = changes_sheet(
        replace(small_problem(), baseline=replace(small_plan(), meetings=(group, earlier))),
        replace(small_plan(), meetings=(group, amended)),
    )
    (row,) = sheet.shown_rows
    assert row[0] == "Changed"
    assert row[6:11] == (
        "Agenda deadline, report deadline and attendance",
        AGENDA,
        dt.date(2015, 11, 10),
        dt.date(2015, 11, 10),
        dt.date(2015, 11, 9),
    )
    assert str(row[11]).endswith(": apologies (was there)")


def test_changes_name_the_lunch_that_has_another_theme() -> None:
    (occurrence, *others) = small_plan().occurrences
    now = replace(occurrence, theme=None, speaker=None)
    sheet = changes_sheet(
        replace(small_problem(), baseline=small_plan()),
        replace(small_plan(), occurrences=(now, *others)),
    )
    (row,) = sheet.shown_rows
    assert (row[0], row[1], row[6]) == ("Changed", occurrence.meeting_day, "Theme and speaker")
    assert str(row[4]).startswith("Thursday 19 November 2015, theme: ")
    assert row[5] == "Thursday 19 November 2015, theme: none, speaker: none"


def test_changes_name_a_body_by_what_the_feeds_called_it() -> None:
    def shown(title: str) -> dict[str, Shown]:
        return {board.uid: Shown(title, "", "", "")}

    _group, board = small_plan().meetings
    before, after = replace(small_plan(), shown=shown("Old Board")), replace(small_plan(), shown=shown("Health Board"))
    (row,) = changes_sheet(replace(small_problem(), baseline=before), after).shown_rows
    assert (row[0], row[6]) == ("Changed", "Title")
    assert str(row[4]).startswith("Old Board, Thursday")
