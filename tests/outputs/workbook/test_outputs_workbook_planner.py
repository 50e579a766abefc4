import datetime as dt
from dataclasses import replace

import pytest
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet
from outputs.workbook.reopened import reopened
from outputs.workbook.small_council import DAY, FEEDER_DAY, small_plan, small_problem

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import ClosedDate, Problem, Settings
from scheduler.domain.reasons import Waiver
from scheduler.outputs.workbook.planner_days import (
    AVOID,
    CLOSED,
    HOLIDAY,
    MEETING,
    MEETING_DAY,
    OUTSIDE,
    PLAIN,
    WEEKEND,
    DayCell,
    PlannerDays,
)

MANY = [f"B{number:02d}" for number in range(13)]
RECESS = ClosedDate(dt.date(2015, 12, 9), dt.date(2015, 12, 31), "Recess")


def planner(problem: Problem, plan: Plan) -> Worksheet:
    return reopened(problem, plan)["Year planner"]


def day_of(problem: Problem, plan: Plan, day: dt.date) -> DayCell:
    return PlannerDays(problem, plan).cell(day)


def closed(*rows: ClosedDate) -> Problem:
    return replace(small_problem(), closed_dates=rows)


def cells_by_text(sheet: Worksheet) -> dict[str, object]:
    return {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_planner_prints_on_one_sheet_of_a3_on_its_side() -> None:
    sheet = planner(small_problem(), small_plan())
    setup = sheet.page_setup
    assert (int(setup.paperSize), setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        8,
        "landscape",
        True,
    )
    assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)
    assert sheet.print_area == "'Year planner'!$A$1:$Z$43"
    assert sheet.freeze_panes == "B4"
    assert (sheet.tables, sheet.merged_cells.ranges) == ({}, set())


def test_planner_fills_its_sheet_of_paper() -> None:
    sheet = planner(small_problem(), small_plan())
    width = sum(sheet.column_dimensions[letter].width * 9 * 0.75 for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    height = sum(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    assert width / height == pytest.approx(405 / 282, rel=0.03)


def test_planner_has_a_column_for_each_month_and_like_weekdays_side_by_side() -> None:
    sheet = planner(small_problem(), small_plan())
    months = [cell.value for cell in sheet[3] if cell.value]
    assert (len(months), months[0], months[-1]) == (12, "November 2015", "October 2016")
    assert [sheet.cell(row, 1).value for row in range(4, 12)] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
        "Mon",
    ]
    for index, (year, month) in enumerate([(2015, 11), (2015, 12), *((2016, n) for n in range(1, 11))]):
        for row in range(4, 41):
            number = sheet.cell(row, 2 + 2 * index).value
            if number is not None:
                assert dt.date(year, month, number).weekday() == (row - 4) % 7


def test_planner_names_meetings_and_meeting_days_in_their_cells() -> None:
    sheet = planner(small_problem(), small_plan())
    assert (sheet["B28"].value, str(sheet["C28"].value)) == (19, "Partnership Day\n09:30 HWB*\n12:00 Lunch")
    assert (sheet["B12"].value, str(sheet["C12"].value)) == (3, "10:00 DEL")
    assert (sheet["C28"].fill.fgColor.rgb, sheet["C28"].font.color.rgb) == ("FFE4DAF5", "FF1A1A1A")


def test_planner_shows_each_code_in_the_colour_of_its_body() -> None:
    sheet = planner(small_problem(), small_plan())
    for cell, code, colour in (("C28", "HWB", "FF1F3864"), ("C12", "DEL", "FF9A3000"), ("B43", "■ HWB", "FF1F3864")):
        value = sheet[cell].value
        assert isinstance(value, CellRichText)
        assert {str(part): (part.font.color.rgb, part.font.b) for part in value}[code] == (colour, True)


def test_planner_of_many_bodies_has_a_colour_for_each_classification() -> None:
    problem = small_problem()
    kinds = ("committee", None)
    bodies = {code: Body(code, f"Body {code}", classification=kinds[n % 2]) for n, code in enumerate(MANY)}
    meetings = tuple(Meeting(code, code, 1, FEEDER_DAY, 600, 660) for code in bodies)
    sheet = planner(
        replace(problem, bodies=bodies, memberships=(), reporting=()),
        replace(small_plan(), meetings=meetings, occurrences=()),
    )
    said = [str(cell.value) for row in sheet.iter_rows(min_row=42) for cell in row if cell.value is not None]
    assert sorted(said) == sorted(
        ["Meeting", "Public holiday", "Weekend"]
        + ["■ Committee ", "■ Other bodies "]
        + [f"{code}: Body {code}" for code in MANY]
    )


def test_a_code_is_never_broken() -> None:
    code = "A VERY LONG CODE OF A BODY"
    problem = small_problem()
    problem.bodies[code] = Body(code, "Long")
    meetings = tuple(Meeting(one, one, 1, FEEDER_DAY, 600, 660) for one in ("DEL", code))
    sheet = planner(problem, replace(small_plan(), meetings=meetings, occurrences=()))
    lines = str(sheet["C12"].value).split("\n")
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines] == ["10:00 DEL,", code]


def test_planner_explains_its_colours_and_codes() -> None:
    sheet = planner(small_problem(), small_plan())
    said = [str(cell.value) for row in sheet.iter_rows(min_row=42) for cell in row if cell.value is not None]
    assert said == [
        "Meeting day", "Meeting", "Public holiday", "Weekend",
        "■ HWB: Health Board", "■ DEL: Delivery Group",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (("provisional", "provisional"), "PROVISIONAL. 2 meetings and 1 meeting day, all provisional. "),
        (("confirmed", "confirmed"), "2 meetings and 1 meeting day, all confirmed. "),
        (("provisional", "confirmed"), "PARTLY PROVISIONAL. 2 meetings and 1 meeting day, provisional ones marked *. "),
        (("cancelled", "confirmed"), "1 meeting and 1 meeting day, all confirmed. "),
        (("cancelled", "cancelled"), "0 meetings and 1 meeting day. "),
    ],
)
def test_planner_says_what_is_provisional(statuses: tuple[str, str], words: str) -> None:
    meetings = tuple(replace(m, status=status) for m, status in zip(small_plan().meetings, statuses, strict=True))
    about = planner(small_problem(), replace(small_plan(), meetings=meetings))["A2"].value
    assert str(about).startswith(words + "Each line of a day")


def test_planner_without_meeting_days_does_not_mention_them() -> None:
    about = planner(small_problem(), replace(small_plan(), occurrences=()))["A2"].value
    assert str(about).startswith("PARTLY PROVISIONAL. 2 meetings, provisional ones marked *. ")


def test_planner_shows_why_a_day_with_meetings_had_better_been_avoided() -> None:
    problem = closed(ClosedDate(FEEDER_DAY, FEEDER_DAY, "Half term", "avoid"))
    value = planner(problem, small_plan())["C12"].value
    assert isinstance(value, CellRichText)
    assert [(str(part), part.font.b, part.font.i) for part in value] == [
        ("10:00 ", True, False),
        ("DEL", True, False),
        ("\n", False, True),
        ("Avoid: Half term", False, True),
    ]


def test_planner_of_very_many_bodies_refers_to_the_sheet_of_meetings() -> None:
    codes = [f"B{n:02d}" for n in range(73)]
    problem = Problem(Settings("Many", FEEDER_DAY, DAY), bodies={code: Body(code, code) for code in codes})
    meetings = tuple(Meeting(code, code, 1, DAY, 600, 660) for code in codes)
    sheet = planner(problem, Plan("Many", FEEDER_DAY, DAY, meetings=meetings))
    assert (
        sheet.cell(sheet.max_row, 2).value == "The names behind the codes are in the sheets Meetings and Closed dates."
    )


def test_planner_of_one_month_has_a_row_for_each_colour_that_it_shows() -> None:
    closed_days = (
        ClosedDate(dt.date(2015, 11, 5), dt.date(2015, 11, 5), "Count"),
        ClosedDate(dt.date(2015, 11, 6), dt.date(2015, 11, 6), "Half term", "avoid"),
    )
    problem = Problem(Settings("Short", FEEDER_DAY, DAY), bodies={"A": Body("A", "A")}, closed_dates=closed_days)
    plan = Plan("Short", FEEDER_DAY, DAY, meetings=(Meeting("a", "A", 1, FEEDER_DAY, 600, 660),))
    sheet = planner(problem, plan)
    assert [str(sheet.cell(row, 2).value) for row in range(sheet.max_row - 4, sheet.max_row + 1)] == [
        "Meeting", "Closed", "Avoid, or closed to some", "Weekend", "■ A: A",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["=1+1", "<r><t>x</t></r>", "\x00Year\nplanner", "x" * 300])
def test_planner_survives_any_title_and_code(title: str) -> None:
    problem = small_problem()
    body = Body(title, title)
    problem.bodies[title] = body
    notes = ClosedDate(FEEDER_DAY, FEEDER_DAY, title, "avoid")
    meeting = Meeting("x", title, 1, FEEDER_DAY, 600, 660)
    plan = Plan(title, problem.settings.start_date, problem.settings.end_date, meetings=(meeting,))
    sheet = planner(replace(problem, closed_dates=(notes,)), plan)
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert str(sheet["A1"].value).rstrip() == f"Small Council: {' '.join(title.replace(chr(0), '').split())}"


@pytest.mark.parametrize(
    ("day", "rows", "look", "notes"),
    [
        (dt.date(2015, 12, 10), (), PLAIN, ()),
        (dt.date(2015, 12, 12), (), WEEKEND, ()),
        (dt.date(2015, 12, 25), (), HOLIDAY, ("Christmas Day",)),
        (dt.date(2015, 12, 26), (), HOLIDAY, ("Boxing Day",)),
        (dt.date(2015, 10, 31), (), OUTSIDE, ()),
        (dt.date(2015, 12, 9), (RECESS,), CLOSED, ("Closed: Recess",)),
        (dt.date(2015, 12, 10), (RECESS,), CLOSED, ("Closed",)),
        (dt.date(2015, 12, 14), (RECESS,), CLOSED, ("Closed: Recess",)),
        (dt.date(2015, 12, 12), (RECESS,), WEEKEND, ()),
        (dt.date(2015, 12, 25), (RECESS,), HOLIDAY, ("Christmas Day",)),
        (dt.date(2016, 1, 1), (replace(RECESS, end_date=dt.date(2016, 1, 8)),), HOLIDAY, ("New Year's Day",)),
        (dt.date(2015, 12, 10), (replace(RECESS, applies_to=("HWB",)),), AVOID, ("Closed to some",)),
        (dt.date(2015, 12, 9), (replace(RECESS, strength="avoid"),), AVOID, ("Avoid: Recess",)),
        (dt.date(2015, 12, 9), (replace(RECESS, applies_to=("HWB",)), RECESS), CLOSED, ("Closed: Recess",)),
        (DAY, (), MEETING_DAY, ()),
        (FEEDER_DAY, (), MEETING, ()),
        (FEEDER_DAY, (replace(RECESS, start_date=dt.date(2015, 11, 2)),), MEETING, ("Closed",)),
    ],
)
def test_day_looks_and_says_what_it_is(
    day: dt.date, rows: tuple[ClosedDate, ...], look: str, notes: tuple[str, ...]
) -> None:
    cell = day_of(closed(*rows), small_plan(), day)
    assert (cell.look, cell.notes) == (look, notes)


def test_day_gives_the_reason_on_the_first_day_of_a_month_and_of_the_calendar() -> None:
    long = closed(ClosedDate(dt.date(2015, 10, 1), dt.date(2016, 6, 30), "Long"))
    plan = replace(small_plan(), meetings=(), occurrences=())
    reasons = [day_of(long, plan, dt.date(2015, 12, day)).notes for day in (1, 2)]
    assert reasons == [("Closed: Long",), ("Closed",)]
    early = replace(long, settings=replace(long.settings, start_date=dt.date(2015, 11, 18)))
    assert day_of(early, plan, dt.date(2015, 11, 18)).notes == ("Closed: Long",)


def test_day_lists_meetings_by_start_and_cancelled_ones_apart() -> None:
    group, board = small_plan().meetings
    meetings = (
        replace(board, date=FEEDER_DAY, start=840, end=900),
        group,
        replace(group, uid="x", body="X"),
        replace(group, uid="y", body="Y", status="cancelled"),
    )
    cell = day_of(small_problem(), replace(small_plan(), meetings=meetings, occurrences=()), FEEDER_DAY)
    assert cell == DayCell(MEETING, ("10:00 DEL, X", "14:00 HWB*", "Cancelled: Y"))


def test_day_shows_titles_and_rules_that_are_waived() -> None:
    group, board = small_plan().meetings
    waiver = Waiver("weekday", "Public event")
    meetings = (
        replace(group, title="Extraordinary", waived=(waiver,)),
        replace(board, date=FEEDER_DAY, start=840, end=900, status="cancelled", waived=(waiver,)),
    )
    cell = day_of(small_problem(), replace(small_plan(), meetings=meetings, occurrences=()), FEEDER_DAY)
    assert cell == DayCell(MEETING, ("10:00 DEL (Extraordinary)", "Cancelled: HWB", "DEL: weekday waived"))


def test_day_of_cancelled_meetings_only_looks_like_any_other() -> None:
    plan = replace(small_plan(), meetings=(replace(small_plan().meetings[0], status="cancelled"),))
    assert day_of(small_problem(), plan, FEEDER_DAY) == DayCell(PLAIN, ("Cancelled: DEL",))


def test_day_of_two_meeting_days_names_both() -> None:
    (occurrence,) = small_plan().occurrences
    plan = replace(
        small_plan(), meetings=(), occurrences=(occurrence, replace(occurrence, meeting_day="ANOTHER", lunch=None))
    )
    assert day_of(small_problem(), plan, DAY) == DayCell(MEETING_DAY, ("ANOTHER", "Partnership Day", "12:00 Lunch"))


@pytest.mark.parametrize(
    ("held", "notes", "needed", "shown"),
    [
        ((), (), 1, ()),
        ((), ("Avoid: School holidays: half-term",), 3, ("Avoid: School", "holidays: half-t…")),
        ((), ("Avoid: " + "very " * 30,), 4, ("Avoid: very very", "very very very…")),
        (("10:00 DEL",), ("Avoid: School holidays: half-term",), 4, ("Avoid: School…",)),
        (("10:00 DEL", "14:00 HWB"), ("Avoid",), 3, ()),
        (("10:00 DEL, HWB, GB, SCB",), ("Avoid",), 3, ()),
        ((), ("Closed",), 1, ("Closed",)),
    ],
)
def test_notes_take_the_lines_that_meetings_leave(
    held: tuple[str, ...], notes: tuple[str, ...], needed: int, shown: tuple[str, ...]
) -> None:
    cell = DayCell(MEETING if held else PLAIN, held, notes)
    assert (cell.lines_needed(14.0), cell.note_lines(14.0, 2)) == (needed, shown)


def test_looks_differ_for_every_kind_of_day() -> None:
    problem = closed(RECESS, ClosedDate(dt.date(2016, 2, 15), dt.date(2016, 2, 19), "Half term", "avoid"))
    found = cells_by_text(planner(problem, small_plan()))
    words = ("Meeting day", "Meeting", "Public holiday", "Closed", "Avoid, or closed to some", "Weekend")
    fills = [found[text].fill.fgColor.rgb for text in words]
    assert fills == ["FFE4DAF5", "FFE9F0F8", "FFF8CBAD", "FFD0CECE", "FFFFF2CC", "FFEDEDED"]


def test_polling_day_is_closed_and_says_so() -> None:
    problem = small_problem()
    day = dt.date(2015, 12, 10)
    polled = replace(problem, settings=replace(problem.settings, polling_day=(day,)))
    assert day_of(polled, small_plan(), day) == DayCell(CLOSED, (), ("Closed: polling day",))
    assert day_of(problem, small_plan(), day).look == PLAIN
