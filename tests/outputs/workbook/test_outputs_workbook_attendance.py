import datetime as dt
from dataclasses import replace

import pytest
from outputs.workbook.small_council import DAY, FEEDER_DAY, small_plan, small_problem

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.people import Membership
from scheduler.domain.plan import Attendance, Plan
from scheduler.outputs.workbook.attendance import attendance_sheet, diaries_sheet, quorums_sheet
from scheduler.rules import quorum, quorum_rule


def board_with(*attendance: Attendance) -> Plan:
    group, board = small_plan().meetings
    return replace(small_plan(), meetings=(group, replace(board, attendance=attendance)))


def test_attendance_has_a_row_for_each_person_and_meeting() -> None:
    assert attendance_sheet(small_problem(), small_plan()).shown_rows == (
        (FEEDER_DAY, 600, "DEL", "Delivery Group", "Director of Public Health", "Chair", "Yes", "Attends", "", None),
        (FEEDER_DAY, 600, "DEL", "Delivery Group", "Chief Officer", "Member", "Yes", "Attends", "", None),
        (DAY, 570, "HWB", "Health Board", "Leader", "Chair", "Yes", "Apologies", "", "away: leave"),
        (DAY, 570, "HWB", "Health Board", "Director of Public Health", "Vice-chair", "Yes", "Attends", "", None),
        (
            DAY, 570, "HWB", "Health Board", "Chief Officer", "Member", "Yes", "Substitute", "Deputy Director",
            "away: ill",
        ),
    )  # fmt: skip


def test_attendance_leaves_out_cancelled_meetings() -> None:
    meetings = tuple(replace(meeting, status="cancelled") for meeting in small_plan().meetings)
    assert attendance_sheet(small_problem(), replace(small_plan(), meetings=meetings)).shown_rows == ()


def test_attendance_summary_counts_each_meeting_and_its_quorum() -> None:
    assert quorums_sheet(small_problem(), small_plan()).shown_rows == (
        (
            FEEDER_DAY, 600, "DEL", "Delivery Group", 2, 2, 0, 0, 2, 2, 0, "Yes", "Nobody in particular",
            "Director of Public Health", 0,
        ),
        (
            DAY, 570, "HWB", "Health Board", 3, 1, 1, 1, 3, 2, -1, "No",
            "councillor, Council: 0 of 1; Director of Public Health: 1 of 1; vice-chair: 1 of 2",
            "Director of Public Health", 0,
        ),
    )  # fmt: skip


def test_attendance_summary_needs_the_composite_quorum_too() -> None:
    problem = small_problem()
    problem.bodies["HWB"] = replace(problem.bodies["HWB"], quorum=2)
    councillor, person, _ = problem.quorum_rules
    for rules, quorate in (((person,), "Yes"), ((councillor, person), "No")):
        row = quorums_sheet(replace(problem, quorum_rules=rules), small_plan()).shown_rows[1]
        assert row[8:12] == (2, 2, 0, quorate)


def test_attendance_summary_does_not_count_who_has_no_vote() -> None:
    chair, *others = small_problem().memberships
    problem = replace(small_problem(), memberships=(replace(chair, voting=False), *others))
    row = quorums_sheet(problem, board_with(Attendance("LDR", "chair", voting=False, outcome="attends"))).shown_rows[1]
    assert row[4:8] == (0, 0, 0, 0)
    assert row[8:] == (
        2, 0, -2, "No", "councillor, Council: 0 of 1; Director of Public Health: 0 of 1; vice-chair: 0 of 2", "Leader",
        1,
    )  # fmt: skip


@pytest.mark.parametrize("least", [0, 1, 2, 3])
@pytest.mark.parametrize("there", [("LDR", "DPH", "NHS"), ("LDR", "DPH"), ("DPH", "NHS"), ("NHS",)])
def test_attendance_summary_says_quorate_where_the_rules_find_no_breach(there: tuple[str, ...], least: int) -> None:
    problem = small_problem()
    parts = (QuorumRule("HWB", 1, category="councillor"), QuorumRule("HWB", 1, role="vice_chair"))
    board = replace(problem.bodies["HWB"], quorum=least)
    problem = replace(problem, bodies={**problem.bodies, "HWB": board}, quorum_rules=parts)
    roles = {"LDR": "chair", "DPH": "vice_chair", "NHS": "member"}
    plan = board_with(*(Attendance(code, roles[code], voting=True, outcome="attends") for code in there))
    broken = [*quorum.breaches(problem, plan), *quorum_rule.breaches(problem, plan)]
    shown = quorums_sheet(problem, plan).shown_rows[1][11]
    assert shown == ("No" if any(breach.bodies == ("HWB",) for breach in broken) else "Yes")


def test_attendance_summary_puts_the_chair_before_a_vice_chair() -> None:
    plan = board_with(
        Attendance("DPH", "vice_chair", voting=True, outcome="attends"),
        Attendance("LDR", "chair", voting=True, outcome="attends"),
    )
    assert quorums_sheet(small_problem(), plan).shown_rows[1][-2:] == ("Leader", 0)


def test_attendance_summary_of_a_meeting_whose_attendance_is_not_known() -> None:
    row = quorums_sheet(small_problem(), board_with()).shown_rows[1]
    assert row[4:12] == (3, None, None, None, 3, None, None, "Not known")
    assert row[-2:] == ("Nobody", None)


def test_diaries_count_what_the_year_asks_of_each() -> None:
    assert diaries_sheet(small_problem(), small_plan()).shown_rows == (
        ("Leader", "Council", 1, "Health Board", "None", 0, 0, 0, 1, 0, 0, "None"),
        (
            "Director of Public Health",
            "Council",
            2,
            "Health Board; Delivery Group",
            "None",
            2,
            0,
            0,
            0,
            2,
            1,
            "November 2015 (2)",
        ),
        ("Deputy Director", "Council", 0, "None", "None", 1, 1, 0, 0, 1, 1, "November 2015 (1)"),
        ("Chief Officer", "NHS", 2, "Health Board; Delivery Group", "None", 1, 0, 1, 0, 1, 0, "November 2015 (1)"),
    )


@pytest.mark.parametrize(
    ("days", "busiest"),
    [
        ((dt.date(2015, 12, 1), dt.date(2016, 1, 5), dt.date(2016, 1, 6)), "January 2016 (2)"),
        ((dt.date(2016, 1, 5), dt.date(2015, 12, 1)), "December 2015 (1)"),
    ],
)
def test_diaries_name_the_busiest_month_the_first_of_several(days: tuple[dt.date, ...], busiest: str) -> None:
    group = small_plan().meetings[0]
    meetings = tuple(replace(group, uid=str(day), date=day) for day in days)
    rows = diaries_sheet(small_problem(), replace(small_plan(), meetings=meetings)).shown_rows
    assert {row[0]: row[-1] for row in rows}["Director of Public Health"] == busiest


def test_diaries_leave_out_cancelled_meetings_and_people_of_no_body() -> None:
    meetings = tuple(replace(meeting, status="cancelled") for meeting in small_plan().meetings)
    problem = replace(small_problem(), memberships=(Membership("NHS", "HWB"),))
    rows = diaries_sheet(problem, replace(small_plan(), meetings=meetings)).shown_rows
    assert rows == (("Chief Officer", "NHS", 1, "Health Board", "None", 0, 0, 0, 0, 0, 0, "None"),)


def test_members_are_voting_members_and_others_are_told_apart() -> None:
    plan = board_with(
        Attendance("IDLE", "clerk", voting=False, outcome="attends"),
        Attendance("LDR", "chair", voting=True, outcome="attends"),
        Attendance("LDR", "member", voting=True, outcome="attends"),
        Attendance("NHS", "member", voting=True, outcome="apologies"),
        Attendance("DPH", "adviser", voting=False, outcome="apologies"),
    )
    row = quorums_sheet(small_problem(), plan).shown_rows[1]
    assert (row[4:8], row[-1]) == ((2, 1, 0, 1), 1)
    people = [(one[4], one[6]) for one in attendance_sheet(small_problem(), plan).shown_rows if one[2] == "HWB"]
    assert people == [
        ("Leader", "Yes"), ("Leader", "Yes"), ("Chief Officer", "Yes"), ("Nobody's Member", "No"),
        ("Director of Public Health", "No"),
    ]  # fmt: skip


def test_diaries_tell_bodies_without_a_vote_apart() -> None:
    rows = (Membership("NHS", "HWB"), Membership("NHS", "DEL", "adviser", voting=False))
    problem = replace(small_problem(), memberships=rows)
    diary = next(row for row in diaries_sheet(problem, small_plan()).shown_rows if row[0] == "Chief Officer")
    assert diary[2:5] == (1, "Health Board", "Delivery Group")
