"""Wishes about evenings, intervals and rare meetings: what they count, and that the solver's face counts the same."""

from dataclasses import replace
from random import Random

import pytest
from builders import body, calendar, closed, council, day, fixed, meeting, meeting_day, occurrence, period, session
from rounds import rounds
from solver_face import least_cost

from scheduler.domain.bodies import Cadence
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import evening_weekdays, rare_meetings, ungranted, usual_interval
from scheduler.wishes.protocol import WishFile

# -- evening_weekdays


@pytest.mark.parametrize(
    ("on", "start", "usual", "why"),
    [
        ("2015-11-19", "18:30", None, None),
        ("2015-11-20", "16:59", None, None),
        ("2015-11-20", "17:00", None, "It starts at 17:00 on a Friday; evenings are for {Mon to Thu}."),
        ("2015-11-19", "19:00", "Tue", "It starts at 19:00 on a Thursday; evenings are for Tuesdays."),
        ("2015-11-20", "19:00", "Fri", None),
    ],
)
def test_evenings_are_for_the_weekdays_of_the_setting(on: str, start: str, usual: str | None, why: str | None) -> None:
    settings = {} if usual is None else {"evening_weekdays": usual}
    problem = council(body("GB", start_times=start), **settings)
    found = [(row.cost, row.why) for row in evening_weekdays.score(problem, calendar(problem, meeting(problem, on=on)))]
    sentence = (why or "").replace("{Mon to Thu}", "Mondays, Tuesdays, Wednesdays or Thursdays")
    assert found == ([] if why is None else [(3, sentence)])


def test_evenings_of_a_meeting_day_count_for_each_body_that_starts_then() -> None:
    problem = council(
        meeting_day("DAY"), session("AM", start="17:30", end="19:30"), body("HWB", meeting_day="DAY", session="AM")
    )
    plan = calendar(problem, occurrence(problem, on="2015-11-20"), meeting(problem, "HWB", "2015-11-20"))
    assert [row.subject for row in evening_weekdays.score(problem, plan)] == [
        "HWB Board on Friday 20 November 2015 at 17:30"
    ]


# -- usual_interval


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"meetings": 13, "max_gap_days": 28}, 28),
        ({"meetings": 13, "min_gap_days": 21, "max_gap_days": 35}, 28),
        ({"meetings": 11, "min_gap_days": 28, "max_gap_days": 35}, 35),
        ({"cadence": Cadence(minimum=12, maximum=13), "max_gap_days": 30}, 28),
        ({"meetings": 13, "min_gap_days": 21, "max_gap_days": 35, "start_date": "2015-11-10"}, 28),
        ({"meetings": 12, "max_gap_days": 35}, 28),
        ({"meetings": 12, "max_gap_days": 36}, None),
        ({"meetings": 13, "min_gap_days": 28, "max_gap_days": 28}, None),
        ({"meetings": 13, "min_gap_days": 29, "max_gap_days": 34}, None),
        ({"meetings": 12, "max_gap_days": 42}, None),
        ({"meetings": 4, "max_gap_days": 120}, None),
        ({"meetings": 13}, None),
        ({"meetings": 13, "min_gap_days": 28}, None),
        ({"meetings": 1, "max_gap_days": 366}, None),
        ({"meetings": 12, "max_gap_days": 35, "weeks_of_month": frozenset({2})}, None),
        ({"meetings": 11, "max_gap_days": 35, "months": frozenset(range(1, 8))}, None),
        ({"per_period": 1, "cycle": "fours"}, 28),
        ({"per_period": 2, "cycle": "fours"}, None),
        ({"per_period": 1}, None),
        ({"per_period": 1, "max_gap_days": 35, "cycle": "months"}, None),
        ({"cadence": Cadence()}, None),
    ],
)
def test_the_usual_interval_is_that_of_a_cycle_of_weeks(fields: dict[str, object], days: int | None) -> None:
    problem = council(
        body("PLAN", **fields),
        period("F1", "2015-11-02", "2015-11-29", "fours"),
        period("F2", "2015-11-30", "2015-12-27", "fours"),
        period("M1", "2015-11-01", "2015-11-30", "months"),
        period("M2", "2015-12-01", "2015-12-31", "months"),
        period("Y", "2015-11-01", "2016-10-31"),
    )
    assert usual_interval.interval_of(problem, problem.bodies["PLAN"]) == days


def test_the_usual_interval_of_whatever_length_is_even_enough() -> None:
    """A gap of the usual length never costs anything as an uneven one."""
    for least in range(1, 40, 3):
        for number in range(2, 40):
            fields = {"meetings": number, "min_gap_days": least, "max_gap_days": 365 // number + 6}
            problem = council(body("PLAN", **fields), end_date="2016-10-30")
            days = usual_interval.interval_of(problem, problem.bodies["PLAN"])
            assert days is None or (least <= days <= 365 // number + 6 and abs(days - 365 // number) <= 7)


def test_each_interval_longer_or_shorter_is_told() -> None:
    problem = council(body("PLAN", meetings=13, max_gap_days=35), wishes={"usual_interval": 3})
    dates = ("2015-11-04", "2015-12-02", "2016-01-06", "2016-02-03", "2016-03-01")
    plan = calendar(problem, *(meeting(problem, "PLAN", on) for on in dates))
    assert tuple(usual_interval.score(problem, plan)) == tuple(
        UngrantedWish("usual_interval", "PLAN Board", 3, f"There are {between}, where 28 are usual.")
        for between in (
            "35 days from Wednesday 2 December 2015 to Wednesday 6 January 2016",
            "27 days from Wednesday 3 February 2016 to Tuesday 1 March 2016",
        )
    )


def test_an_interval_between_two_meetings_that_were_held_is_asked_for_no_more() -> None:
    problem = council(body("PLAN", meetings=3, max_gap_days=28), end_date="2016-01-24")
    plan = calendar(problem, *(meeting(problem, "PLAN", on) for on in ("2015-11-03", "2015-11-24", "2015-12-16")))
    held = replace(problem, baseline=plan, as_of="2015-11-25T12:00:00Z")
    assert usual_interval.interval_of(held, held.bodies["PLAN"]) == 28
    (row,) = ungranted(held, plan, usual_interval)
    assert (
        row.why == "There are 22 days from Tuesday 24 November 2015 to Wednesday 16 December 2015, where 28 are usual."
    )
    assert least_cost(usual_interval, held, plan) == row.cost


# -- rare_meetings


@pytest.mark.parametrize(
    ("cadence", "rare"),
    [
        (Cadence(minimum=1, maximum=1), True),
        (Cadence(minimum=2, maximum=2), True),
        (Cadence(minimum=1, maximum=2), True),
        (Cadence(minimum=0, maximum=9), True),
        (Cadence(minimum=1, maximum=3), False),
        (Cadence(per_period=1), True),
        (Cadence(per_period=2), False),
        (Cadence(), False),
    ],
)
def test_rare_is_what_meets_once_or_twice_or_perhaps_not_at_all(cadence: Cadence, *, rare: bool) -> None:
    halves = (period("H1", "2015-11-01", "2016-04-30"), period("H2", "2016-05-01", "2016-10-31"))
    problem = council(body("GB", cadence=cadence), *halves)
    assert rare_meetings.is_rare(problem, problem.bodies["GB"]) is rare


RECESS = closed("2016-08-01", "2016-08-31")


@pytest.mark.parametrize(
    ("on", "week"),
    [
        ("2015-11-06", "the first week of the calendar"),
        ("2015-11-09", None),
        ("2016-10-24", None),
        ("2016-10-25", "the last week of the calendar"),
        ("2016-07-29", None),
        ("2016-09-01", "the week after a closure (Recess)"),
        ("2016-09-07", "the week after a closure (Recess)"),
        ("2016-09-08", None),
        ("2015-12-09", None),
        ("2016-02-03", None),
        ("2016-03-03", None),
    ],
)
def test_rare_meetings_keep_off_the_ends_of_the_year_and_of_closures(on: str, week: str | None) -> None:
    problem = council(
        body("GB"),
        RECESS,
        closed("2015-12-01", "2015-12-06", reason="Six days"),
        closed("2016-01-25", "2016-01-31", strength="avoid"),
        closed("2016-02-22", "2016-02-28", applies_to=("OTHER",)),
    )
    found = [(row.cost, row.why) for row in rare_meetings.score(problem, calendar(problem, meeting(problem, on=on)))]
    assert found == ([] if week is None else [(1, f"It meets seldom, and is in {week}.")])


def test_rare_meetings_of_a_meeting_day_count_once() -> None:
    problem = council(meeting_day("DAY", meetings=2), session("AM"), body("HWB", meeting_day="DAY", session="AM"))
    plan = calendar(problem, occurrence(problem, on="2015-11-05"), meeting(problem, "HWB", "2015-11-05"))
    assert [row.subject for row in rare_meetings.score(problem, plan)] == ["DAY Day on Thursday 5 November 2015"]


def test_what_a_row_puts_into_such_a_week_may_be_there() -> None:
    rows = (fixed("2015-11-05", body="GB"), replace(fixed("2016-10-28", body="GB"), date=None, title="Budget"))
    window = replace(rows[1], earliest=day("2016-10-25"), latest=day("2016-10-28"))
    problem = council(body("GB", meetings=2), rows[0], window)
    plan = calendar(problem, meeting(problem, on="2015-11-05"), meeting(problem, on="2016-10-26"))
    assert tuple(rare_meetings.score(problem, plan)) == ()
    elsewhere = calendar(problem, meeting(problem, on="2015-11-06"), meeting(problem, on="2016-10-31"))
    assert len(tuple(rare_meetings.score(problem, elsewhere))) == 2


# -- both faces


def drawn(seed: int) -> Problem:
    """Return a council of a body with meetings of its own and a meeting day, all new columns by chance."""
    chance = Random(f"cadences {seed}")  # noqa: S311 - the same councils every time
    weeks = [period(f"W{n}", f"2015-11-{2 + 7 * n:02}", f"2015-11-{8 + 7 * n:02}", "week") for n in range(4)]
    fields: dict[str, object] = chance.choice(
        (
            {"per_period": 1, "cycle": "Week"},
            {"cadence": Cadence(minimum=2, maximum=4), "max_gap_days": 10},
            {"cadence": Cadence(minimum=0, maximum=3)},
            {"meetings": 2},
        )
    )
    if chance.random() < 0.3:
        fields["weeks_of_month"] = frozenset(chance.sample((1, 2, 3, 4, -1), 2))
    rows = [closed("2015-11-09", "2015-11-15")] if chance.random() < 0.5 else []
    return council(
        body("GB", start_times=chance.choice(("18:00", "10:00;17:00")), weekdays="Mon;Thu;Fri", **fields),
        meeting_day("DAY", cadence=Cadence(minimum=0, maximum=2)),
        session("AM", start="17:00", end="19:30"),
        body("HWB", meeting_day="DAY", session="AM"),
        *weeks,
        *rows,
        start_date="2015-11-02",
        end_date="2015-11-29",
        evening_weekdays=chance.choice(("Mon;Tue;Wed;Thu", "Mon", "Fri")),
    )


@pytest.mark.parametrize("wish", [evening_weekdays, usual_interval, rare_meetings])
@pytest.mark.parametrize("seed", range(rounds(12)))
def test_the_solver_counts_what_is_counted_in_a_plan(wish: WishFile, seed: int) -> None:
    problem, chance = drawn(seed), Random(seed)  # noqa: S311 - the same plans every time
    gb = problem.bodies["GB"]
    number = gb.cadence.maximum or 4
    weeks = [[one for one in problem.days if one.isocalendar().week == week] for week in (45, 46, 47, 48)]
    for _ in range(3):
        days = [
            chance.choice(week[:5])
            for week in (weeks if gb.cadence.per_period else sorted(chance.sample(weeks, number)))
        ]
        held = [
            meeting(
                problem, "GB", one.isoformat(), chance.choice(("10:00", "17:00")) if len(gb.start_times) > 1 else None
            )
            for one in days
        ]
        on = sorted(one.isoformat() for one in chance.sample(problem.days, 2))
        plan = calendar(
            problem,
            *held,
            *(occurrence(problem, on=one) for one in on),
            *(meeting(problem, "HWB", one) for one in on),
        )
        counted = sum(row.cost for row in ungranted(problem, plan, wish))
        assert least_cost(wish, problem, plan) == counted
