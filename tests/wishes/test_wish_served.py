from builders import body, calendar, council, meeting, reports

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import served


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
