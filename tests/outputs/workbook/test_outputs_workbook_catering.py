from dataclasses import replace

from outputs.workbook.small_council import DAY, small_plan, small_problem

from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import Attendance, Occurrence
from scheduler.outputs.workbook.rooms import MOST_NEEDS, catering_sheet


def test_catering_counts_needs_of_those_who_are_there_and_names_nobody() -> None:
    sheet = catering_sheet(small_problem(), small_plan())
    assert [column.heading for column in sheet.columns] == [
        "Date", "Serve at", "Until", "Occasion", "Room", "Venue", "Headcount", "Halal", "Vegan", "No need stated",
    ]  # fmt: skip
    assert sheet.shown_rows == (
        (DAY, 720, 780, "Partnership Day: lunch", "Committee Rooms 2 and 3", "Town Hall", 3, 1, 1, 1),
    )


def test_catering_leaves_out_days_without_lunch() -> None:
    plan = replace(small_plan(), occurrences=(Occurrence("PD", 1, DAY),))
    assert catering_sheet(small_problem(), plan).shown_rows == ()


def test_catering_puts_rare_needs_together() -> None:
    problem = small_problem()
    codes = [f"P{n:02d}" for n in range(MOST_NEEDS + 3)]
    needs = {code: f"need {n}" for n, code in enumerate(codes)}
    problem.people.update({code: Person(code, code, dietary=needs[code]) for code in codes})
    problem = replace(problem, memberships=tuple(Membership(code, "HWB") for code in codes))
    board = replace(
        small_plan().meetings[1],
        attendance=tuple(Attendance(code, "member", voting=True, outcome="attends") for code in (*codes, "GONE")),
    )
    sheet = catering_sheet(problem, replace(small_plan(), meetings=(board,)))
    assert [column.heading for column in sheet.columns[7:]] == [
        *sorted(f"Need {n}" for n in range(MOST_NEEDS + 3))[:MOST_NEEDS],
        "Other needs",
        "No need stated",
    ]
    assert sheet.shown_rows[0][-2:] == ("need 7: 1; need 8: 1; need 9: 1", 0)


def test_catering_says_where_a_lunch_has_none_of_the_rare_needs() -> None:
    problem = small_problem()
    codes = [f"P{n:02d}" for n in range(MOST_NEEDS + 1)]
    problem.people.update({code: Person(code, code, dietary=f"need {code}") for code in codes})
    board = small_plan().meetings[1]
    full = replace(
        board,
        attendance=tuple(Attendance(code, "member", voting=True, outcome="attends") for code in codes),
    )
    later = replace(
        board,
        uid="hwb-2",
        date=DAY.replace(day=26),
        attendance=(Attendance("DPH", "vice_chair", voting=True, outcome="attends"),),
    )
    (occurrence,) = small_plan().occurrences
    plan = replace(
        small_plan(), meetings=(full, later), occurrences=(replace(occurrence, date=later.date, sequence=2), occurrence)
    )
    rows = catering_sheet(problem, plan).shown_rows
    assert [(row[0], row[-2]) for row in rows] == [(DAY, "need p11: 1; need p12: 1"), (later.date, "None")]


def test_catering_gives_the_commonest_needs_a_column_of_their_own_and_the_rarest_none() -> None:
    problem = small_problem()
    times = {f"need {letter}": number for number, letter in enumerate("abcdefghijklmno", start=1)}
    needs = [need for need, number in times.items() for _ in range(number)]
    codes = [f"P{number:03d}" for number in range(len(needs))]
    problem.people.update({code: Person(code, code, dietary=need) for code, need in zip(codes, needs, strict=True)})
    attendance = tuple(Attendance(code, "member", voting=True, outcome="attends") for code in codes)
    board = replace(small_plan().meetings[1], attendance=attendance)
    sheet = catering_sheet(problem, replace(small_plan(), meetings=(board,)))
    own = [(column.heading, count) for column, count in zip(sheet.columns[7:-2], sheet.rows[0][7:-2], strict=True)]
    assert own == [(f"Need {letter}", times[f"need {letter}"]) for letter in "onmlkjihgfed"]
    assert sheet.shown_rows[0][-2] == "need c: 3; need b: 2; need a: 1"
