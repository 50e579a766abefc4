import pytest
from builders import body, calendar, closed, council, day, meeting, meeting_day, occurrence, session
from solver_face import allows

from scheduler.domain.reasons import Breach
from scheduler.rules import closed_date


def test_closed_date_of_an_open_day_is_kept() -> None:
    problem = council(body("GB"), closed("2015-11-20"))
    assert tuple(closed_date.breaches(problem, calendar(problem, meeting(problem, "GB", "2015-11-19")))) == ()


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        ("2015-12-25", "public holiday (Christmas Day)"),
        ("2015-12-28", "public holiday (Boxing Day (observed))"),
        ("2015-11-20", "Recess"),
        ("2015-11-22", "Recess"),
        ("2015-10-31", "outside the calendar's first and last day"),
        ("2016-11-01", "outside the calendar's first and last day"),
    ],
)
def test_closed_date_is_told_with_its_reason(on: str, reason: str) -> None:
    problem = council(body("GB"), closed("2015-11-20", "2015-11-22"))
    (breach,) = closed_date.breaches(problem, calendar(problem, meeting(problem, "GB", on)))
    assert (breach.rule, breach.bodies, breach.dates) == ("closed_date", ("GB",), (day(on),))
    assert breach.message.endswith(f": the day is closed to it ({reason}).")


@pytest.mark.parametrize(
    ("applies_to", "kept"),
    [((), False), (("GB",), False), (("strategic_board",), False), (("HWB",), True), (("committee", "DAY"), True)],
)
def test_closed_date_applies_to_bodies_and_classifications(applies_to: tuple[str, ...], *, kept: bool) -> None:
    problem = council(
        body("GB", classification="strategic_board"),
        body("HWB"),
        meeting_day("DAY"),
        closed("2015-11-19", applies_to=applies_to),
    )
    found = tuple(closed_date.breaches(problem, calendar(problem, meeting(problem, "GB", "2015-11-19"))))
    assert (found == ()) is kept
    assert (tuple(closed_date.blocks(problem, problem.bodies["GB"], day("2015-11-19"), None)) == ()) is kept


def test_closed_date_of_a_meeting_day_closes_it_to_its_bodies() -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM"),
        closed("2015-11-19", applies_to=("DAY",)),
    )
    plan = calendar(problem, meeting(problem, "HWB", "2015-11-19"), occurrence(problem, "DAY", "2015-11-19"))
    first = "HWB Board on Thursday 19 November 2015 at 09:00: the day is closed to it (Recess)."
    second = "DAY Day on Thursday 19 November 2015: the day is closed to it (Recess)."
    assert tuple(closed_date.breaches(problem, plan)) == (
        Breach("closed_date", first, bodies=("HWB",), dates=(day("2015-11-19"),)),
        Breach("closed_date", second, dates=(day("2015-11-19"),)),
    )


def test_closed_date_to_avoid_is_a_wish_and_no_rule() -> None:
    problem = council(body("GB"), closed("2015-11-19", strength="avoid"))
    assert tuple(closed_date.breaches(problem, calendar(problem, meeting(problem, "GB", "2015-11-19")))) == ()


@pytest.mark.parametrize(("nation", "kept"), [("GB-ENG", True), ("GB-SCT", False), ("GB-NIR", True), ("GB-WLS", True)])
def test_closed_date_of_st_andrew_is_scottish(nation: str, *, kept: bool) -> None:
    problem = council(body("GB"), holidays=nation)
    found = tuple(closed_date.breaches(problem, calendar(problem, meeting(problem, "GB", "2015-11-30"))))
    assert (found == ()) is kept


@pytest.mark.parametrize(("nation", "kept"), [("GB-ENG", True), ("GB-SCT", True), ("GB-NIR", False), ("GB-WLS", True)])
def test_closed_date_of_st_patrick_is_northern_irish(nation: str, *, kept: bool) -> None:
    problem = council(body("GB"), holidays=nation)
    found = tuple(closed_date.breaches(problem, calendar(problem, meeting(problem, "GB", "2016-03-17"))))
    assert (found == ()) is kept


def test_a_public_holiday_is_open_to_whom_a_row_reopens_it() -> None:
    problem = council(
        body("GB"), body("HWB"), closed("2015-11-30", reason="We meet", strength="open", applies_to=("GB",)),
        holidays="GB-SCT",
    )  # fmt: skip
    plan = calendar(problem, meeting(problem, "GB", "2015-11-30"), meeting(problem, "HWB", "2015-11-30"))
    (breach,) = closed_date.breaches(problem, plan)
    assert (breach.bodies, breach.dates) == (("HWB",), (day("2015-11-30"),))
    assert tuple(closed_date.blocks(problem, problem.bodies["GB"], day("2015-11-30"), None)) == ()
    (bar,) = closed_date.blocks(problem, problem.bodies["HWB"], day("2015-11-30"), None)
    assert bar.reason.message == "Monday 30 November 2015 is a public holiday (Saint Andrew's Day)."


# -- polling day

POLLING = "Thursday 5 May 2016"


def test_nothing_is_held_on_polling_day() -> None:
    problem = council(
        body("GB"), *(meeting_day("DAY"), session("AM"), body("HWB", meeting_day="DAY", session="AM")),
        polling_day=(day("2016-05-05"),),
    )  # fmt: skip
    plan = calendar(
        problem,
        meeting(problem, "GB", "2016-05-05"),
        meeting(problem, "GB", "2016-05-06"),
        occurrence(problem, "DAY", "2016-05-05"),
    )
    assert [(breach.dates, breach.message) for breach in closed_date.breaches(problem, plan)] == [
        ((day("2016-05-05"),), f"GB Board on {POLLING} at 10:00: the day is closed to it (polling day)."),
        ((day("2016-05-05"),), f"DAY Day on {POLLING}: the day is closed to it (polling day)."),
    ]
    (bar,) = closed_date.blocks(problem, problem.bodies["GB"], day("2016-05-05"), None)
    assert bar.reason.message == f"{POLLING} is polling day."


def test_polling_day_is_ruled_out_for_the_solver() -> None:
    problem = council(
        body("GB", meetings=1), *(meeting_day("DAY"), session("AM"), body("HWB", meeting_day="DAY", session="AM")),
        polling_day=(day("2016-05-05"), day("2015-05-07")),
    )  # fmt: skip
    for on, held in (("2016-05-05", False), ("2016-05-06", True)):
        plan = calendar(problem, meeting(problem, "GB", on))
        assert allows(closed_date, problem, plan) is held
    gathered = calendar(problem, meeting(problem, "HWB", "2016-05-05"), occurrence(problem, "DAY", "2016-05-05"))
    assert not allows(closed_date, problem, gathered)
