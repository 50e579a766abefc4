import html
from dataclasses import replace
from pathlib import Path

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, occurrence, reports, room, session
from solver_face import least_cost

from scheduler.checking import recount
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.messages.plans import check_sentences, solved_sentences
from scheduler.outputs.pages import page
from scheduler.outputs.workbook.could_not import wishes_sheet
from scheduler.wishes import named_sentences, served, ungranted


def told(problem: Problem, *dates: str) -> list[UngrantedWish]:
    return [*served.score(problem, calendar(problem, *(meeting(problem, "HWB", on) for on in dates)))]


def test_served_counts_a_meeting_once_and_names_all_who_do_not_report_to_it() -> None:
    lines = reports("EXEC", "HWB", 6), reports("GB", "HWB", 1), reports("SCB", "HWB", 9)
    problem = council(*(body(code) for code in ("EXEC", "GB", "SCB")), body("HWB", meetings=2), *lines)
    (row,) = told(problem, "2015-11-09", "2015-12-09")
    assert (row.wish, row.subject, row.cost) == ("served", "HWB Board on Monday 9 November 2015 at 10:00", 1)
    assert row.why == (
        "EXEC Board and SCB Board do not report to it: every day on which they could have done so lies before the "
        "calendar."
    )


def test_served_says_so_of_one_who_does_not_report() -> None:
    problem = council(body("EXEC"), body("HWB", meetings=2), reports("EXEC", "HWB", 6), wishes={"served": 3})
    (row,) = told(problem, "2015-11-10")
    assert (row.cost, row.why) == (
        3,
        "EXEC Board does not report to it: every day on which it could have done so lies before the calendar.",
    )


def test_served_says_nothing_of_meetings_with_their_reports_nor_of_broken_rules() -> None:
    problem = council(body("EXEC"), body("HWB", meetings=2), reports("EXEC", "HWB", 6))
    kept = calendar(problem, meeting(problem, "EXEC", "2015-11-02"), meeting(problem, "HWB", "2015-11-11"))
    assert [*served.score(problem, kept)] == []
    assert told(problem, "2015-11-19") == []
    once = council(body("EXEC"), body("HWB", meetings=1), reports("EXEC", "HWB", 6))
    assert told(once, "2015-11-05") == []


@pytest.mark.parametrize(
    ("extra", "first", "second", "unserved"),
    [
        (None, "2015-11-09", "2015-11-16", 1),
        (None, "2015-11-16", "2015-11-24", 0),
        ("2015-11-20", "2015-11-09", "2015-11-16", 1),
        ("2015-11-20", "2015-11-12", "2015-11-16", 0),
    ],
)
def test_the_solver_counts_the_first_of_a_founded_body_with_or_without_an_extra(
    extra: str | None, first: str, second: str, unserved: int
) -> None:
    beside = [] if extra is None else [FixedMeeting(day(extra), meeting_day="DAY", extra=True)]
    problem = council(
        meeting_day("DAY", meetings=2),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", start_date="2015-11-01"),
        body("EXEC", meetings=1),
        reports("EXEC", "HWB", 6),
        room("R1"),
        *beside,
        end_date="2015-11-30",
    )
    dates = sorted([first, second, *([] if extra is None else [extra])])
    plan = calendar(
        problem,
        meeting(problem, "EXEC", "2015-11-03"),
        *(occurrence(problem, on=on) for on in dates),
        *(meeting(problem, "HWB", on) for on in dates),
    )
    assert sum(row.cost for row in ungranted(problem, plan, served)) == unserved
    assert least_cost(served, problem, plan) == unserved


def test_served_is_named_wherever_a_plan_is_told(tmp_path: Path) -> None:
    problem = council(body("EXEC"), body("HWB", meetings=2), reports("EXEC", "HWB", 6))
    plan = calendar(problem, meeting(problem, "HWB", "2015-11-10"))
    values, wishes = recount(problem, plan)
    told = "HWB Board on Tuesday 10 November 2015 at 10:00: EXEC Board does not report to it: every day on which it "
    assert values["held"] == 11 + 1  # ten more of EXEC and one of HWB may be held
    fewer, fewer_too, sentence = named_sentences(wishes)
    assert fewer == "EXEC Board: It may meet 10 times, and does not meet."
    assert fewer_too == "HWB Board: It may meet twice, and meets once."
    assert sentence.startswith(told)
    assert [one for one in check_sentences(problem, (), (), wishes) if told in one] == [f"  {sentence}"]
    told_of = replace(plan, wishes=wishes)
    assert [one for one in solved_sentences(problem, told_of, tmp_path) if told in one] == [f"  {sentence}"]
    assert html.escape(sentence) in page(problem, told_of)
    in_sheet = [row for row in wishes_sheet(problem, told_of).rows if row[1] == "served"]
    assert [f"{subject}: {why}" for _, _, subject, _, why in in_sheet] == [sentence]
