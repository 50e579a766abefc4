import datetime as dt
from dataclasses import replace

import pytest
from outputs.workbook.small_council import DAY, FEEDER_DAY, small_plan, small_problem

from scheduler.domain.plan import Meeting, Occurrence, Plan, SlotsRow
from scheduler.outputs.workbook.run_sheets import MOST_SHEETS, days_sheet, run_sheets

NEEDED, OPENED = "Hearing loop; Step free", "Committee Room 2 and Committee Room 3 opened into one"


def with_meetings(*meetings: Meeting) -> Plan:
    return replace(small_plan(), meetings=meetings)


def test_run_sheet_is_the_running_order_of_the_day() -> None:
    (sheet,) = run_sheets(small_problem(), small_plan())
    assert (sheet.name, sheet.title) == ("Run sheet 19 Nov 2015", "Partnership Day: Thursday 19 November 2015")
    assert sheet.about == (
        "Running order of the day at Town Hall: when, where, and who sits there. All provisional.",
        "Lunch at 12:00 for 3. Theme: Social prescribing. Sponsor: Health Board. Speaker: A doctor, General practice.",
    )
    assert sheet.shown_rows == (
        (
            570,
            690,
            "Health Board",
            "Committee Room 2",
            "Director of Public Health",
            "Director of Public Health (vice-chair); Deputy Director (substitute)",
            "Deputy Director for Chief Officer",
            "Leader",
            2,
        ),
        (
            720,
            780,
            "Lunch",
            "Committee Rooms 2 and 3",
            None,
            (
                "Everybody who sits in a session of the day, and the speaker. Theme: Social prescribing. "
                "Sponsor: Health Board. Speaker: A doctor, General practice."
            ),
            None,
            None,
            3,
        ),
    )


def test_run_sheet_of_a_day_without_lunch_or_venue_has_meetings_only() -> None:
    plan = replace(small_plan(), occurrences=(Occurrence("PD", 1, DAY),))
    (sheet,) = run_sheets(small_problem(), plan)
    assert sheet.about == ("Running order of the day: when, where, and who sits there. All provisional.",)
    assert [row[2] for row in sheet.shown_rows] == ["Health Board"]


def test_run_sheet_of_a_lunch_without_theme_speaker_or_room_says_so() -> None:
    (occurrence,) = small_plan().occurrences
    assert occurrence.lunch is not None
    bare = replace(occurrence, theme=None, speaker=None, lunch=replace(occurrence.lunch, room=None))
    (sheet,) = run_sheets(small_problem(), replace(small_plan(), occurrences=(bare,)))
    assert sheet.shown_rows[1][3:6] == (
        "No room yet",
        None,
        "Everybody who sits in a session of the day. Theme: none.",
    )


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (("confirmed", "confirmed"), "All confirmed."),
        (("provisional", "provisional"), "All provisional."),
        (("provisional", "confirmed"), "Provisional: HWB."),
    ],
)
def test_run_sheet_says_what_is_provisional(statuses: tuple[str, str], words: str) -> None:
    board = small_plan().meetings[1]
    other = replace(board, uid="del-2", body="DEL", start=840, end=960)
    meetings = (replace(board, status=statuses[0]), replace(other, status=statuses[1]))
    (sheet,) = run_sheets(small_problem(), with_meetings(*meetings))
    assert sheet.about[0].endswith(words)


def test_run_sheet_of_a_meeting_whose_attendance_and_room_are_not_known() -> None:
    meeting = replace(small_plan().meetings[1], attendance=(), room=None)
    (sheet,) = run_sheets(small_problem(), with_meetings(meeting))
    assert sheet.shown_rows[0][3:] == ("No room yet", "Nobody", "Not known", "None", "None", 0)


def test_run_sheet_of_an_online_meeting() -> None:
    problem = small_problem()
    problem.bodies["HWB"] = replace(problem.bodies["HWB"], attendance_mode="online")
    (sheet,) = run_sheets(problem, with_meetings(replace(small_plan().meetings[1], room=None)))
    assert sheet.shown_rows[0][3] == "Online"


def test_run_sheets_of_two_days_on_one_date_have_names_of_their_own() -> None:
    occurrences = (*small_plan().occurrences, Occurrence("OTHER", 1, DAY), Occurrence("THIRD", 1, DAY))
    names = [sheet.name for sheet in run_sheets(small_problem(), replace(small_plan(), occurrences=occurrences))]
    assert names == ["Run sheet 19 Nov 2015", "Run sheet 19 Nov 2015 (2)", "Run sheet 19 Nov 2015 (3)"]


def test_run_sheets_of_many_days_share_one_table() -> None:
    (occurrence,) = small_plan().occurrences
    days = [DAY + dt.timedelta(days=n) for n in range(13)]
    occurrences = tuple(replace(occurrence, date=day, sequence=n) for n, day in enumerate(days, start=1))
    (sheet,) = run_sheets(small_problem(), replace(small_plan(), occurrences=occurrences[::-1]))
    assert (sheet.name, sheet.title) == ("Run sheet of meeting days", "Small year: run sheet of every meeting day")
    assert [column.heading for column in sheet.columns[:3]] == ["Date", "Meeting day", "Start"]
    assert [row[:5] for row in sheet.shown_rows] == [
        (DAY, "Partnership Day", 570, 690, "Health Board"),
        *((day, "Partnership Day", 720, 780, "Lunch") for day in days),
    ]


def test_run_sheets_of_twelve_days_are_twelve() -> None:
    (occurrence,) = small_plan().occurrences
    occurrences = tuple(replace(occurrence, date=DAY + dt.timedelta(days=n)) for n in range(12))
    assert len(run_sheets(small_problem(), replace(small_plan(), occurrences=occurrences))) == 12


def test_run_sheets_say_what_one_sitting_more_would_save() -> None:
    (occurrence,) = small_plan().occurrences
    saving = (SlotsRow("AM", 1, 1, 2), SlotsRow("AM", 2, 0, 1))
    told = replace(occurrence, slots_saving=saving)
    words = "AM, in two sittings: no apologies instead of 1, 1 substitute instead of 2."
    (sheet,) = run_sheets(small_problem(), replace(small_plan(), occurrences=(told,)))
    assert sheet.about[-1] == words
    many = tuple(replace(occurrence, sequence=number) for number in range(MOST_SHEETS))
    (sheet,) = run_sheets(small_problem(), replace(small_plan(), occurrences=(told, *many)))
    assert sheet.about[1:] == (f"Thursday 19 November 2015: {words}",)


def test_days_are_every_meeting_and_lunch_with_set_up_and_who_presides() -> None:
    sheet = days_sheet(small_problem(), small_plan())
    assert (sheet.name, sheet.for_whom) == ("Run sheets", "Whoever runs the day")
    assert sheet.about == ("2 days with meetings: times, rooms and how they are set up, who presides, lunches.",)
    assert sheet.shown_rows == (
        (
            FEEDER_DAY, 555, 600, 720, "Delivery Group", "Committee Rooms 2 and 3, Town Hall", "Boardroom for 2",
            OPENED, "Director of Public Health", 2, None, "Confirmed",
        ),
        (
            DAY, 555, 570, 690, "Health Board", "Committee Room 2, Town Hall",
            "Boardroom for 3, 10 chairs along the wall", NEEDED, "Director of Public Health", 2, None, "Provisional",
        ),
        (
            DAY, 675, 720, 780, "Partnership Day: lunch", "Committee Rooms 2 and 3, Town Hall",
            "Cabaret: 1 round table of 8", OPENED, None, 3, 3, "Provisional",
        ),
    )  # fmt: skip


def test_days_without_rooms_members_or_meeting_days_say_so_and_leave_out_what_is_cancelled() -> None:
    group, board = small_plan().meetings
    bare = replace(board, room=None, venue=None, attendance=())
    online = small_problem()
    online.bodies["HWB"] = replace(online.bodies["HWB"], attendance_mode="online")
    plan = replace(small_plan(), meetings=(replace(group, status="cancelled"), bare), occurrences=())
    for problem, where in ((small_problem(), "No room yet"), (online, "Online")):
        (row,) = days_sheet(problem, plan).shown_rows
        assert row == (DAY, None, 570, 690, "Health Board", where, None, None, "Nobody", 0, None, "Provisional")
    (occurrence,) = small_plan().occurrences
    assert occurrence.lunch is not None
    lunch = replace(occurrence, venue=None, lunch=replace(occurrence.lunch, room=None))
    confirmed = replace(small_plan(), meetings=(replace(board, status="confirmed"),), occurrences=(lunch,))
    last = days_sheet(small_problem(), confirmed).shown_rows[-1]
    assert last[1:] == (None, 720, 780, "Partnership Day: lunch", "No room yet", None, None, None, 3, 3, "Confirmed")


def test_a_year_without_meeting_days_has_no_run_sheet_of_one() -> None:
    assert run_sheets(small_problem(), replace(small_plan(), occurrences=())) == ()
