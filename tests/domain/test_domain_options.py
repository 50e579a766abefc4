from dataclasses import replace

import pytest
from builders import body, calendar, closed, council, day, fixed, meeting, meeting_day, occurrence, session, theme

from scheduler.domain.options import differing, restrictions, truly_differs
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem

DAYS = (meeting_day(weekdays="Tue;Thu"), session(), body("HWB", meeting_day="DAY", session="AM"), body("GB"))


def with_days(problem: Problem, *dates: str) -> Plan:
    placed = [one for on in dates for one in (occurrence(problem, on=on), meeting(problem, "HWB", on))]
    return calendar(problem, *placed)


def with_meetings(problem: Problem, *dates: str) -> Plan:
    return calendar(problem, *(meeting(problem, on=on) for on in dates))


@pytest.mark.parametrize(
    ("rows", "dates", "differs"),
    [
        ((), ("2015-11-26", "2016-02-18"), True),
        ((), ("2015-11-19", "2016-02-18"), False),
        ((fixed("2015-11-19", meeting_day="DAY"),), ("2015-11-19", "2016-02-18"), True),
        ((fixed("2015-11-19", body="HWB"),), ("2015-11-19", "2016-02-18"), True),
        ((fixed("2015-11-19", body="GB"),), ("2015-11-19", "2016-02-18"), False),
        ((theme("T", date="2015-11-19", status="confirmed"),), ("2015-11-19", "2016-02-18"), True),
        ((theme("T", date="2015-11-19"),), ("2015-11-19", "2016-02-18"), False),
        ((theme("T", status="confirmed"),), ("2015-11-19", "2016-02-18"), False),
    ],
)
def test_meeting_days_differ_where_none_is_on_the_same_date_unless_it_is_fixed(
    rows: tuple[object, ...], dates: tuple[str, ...], *, differs: bool
) -> None:
    problem = council(*DAYS, *rows)
    first, second = with_days(problem, "2015-11-19", "2016-02-11"), with_days(problem, *dates)
    assert truly_differs(problem, second, [first]) is differs


def test_a_calendar_differs_from_each_of_the_others() -> None:
    problem = council(*DAYS)
    first, second = with_days(problem, "2015-11-19"), with_days(problem, "2015-11-26")
    assert not truly_differs(problem, with_days(problem, "2015-11-26"), [first, second])
    assert truly_differs(problem, with_days(problem, "2015-12-03"), [first, second])


@pytest.mark.parametrize(("moved", "differs"), [(0, False), (1, True), (4, True)])
def test_without_meeting_days_a_quarter_of_the_meetings_differs(moved: int, *, differs: bool) -> None:
    problem = council(body("GB"))
    dates = ["2015-11-19", "2015-12-17", "2016-01-21", "2016-02-18"]
    others = ["2015-11-20", "2015-12-18", "2016-01-22", "2016-02-19"]
    first, second = with_meetings(problem, *dates), with_meetings(problem, *others[:moved], *dates[moved:])
    assert differing(second, first) == moved
    assert truly_differs(problem, second, [first]) is differs


def test_a_calendar_without_a_meeting_differs_from_none() -> None:
    problem = council(body("GB"))
    assert not truly_differs(problem, calendar(problem), [calendar(problem)])


def test_where_every_meeting_day_is_fixed_the_meetings_are_to_differ() -> None:
    problem = council(*DAYS, fixed("2015-11-19", meeting_day="DAY"))
    first = with_days(problem, "2015-11-19")
    second = calendar(problem, *first.meetings, *first.occurrences, meeting(problem, on="2016-01-12"))
    assert truly_differs(problem, second, [first])


def test_meeting_days_are_asked_for_on_other_dates_then_on_each_other_weekday() -> None:
    problem = council(*DAYS, fixed("2016-02-11", meeting_day="DAY"))
    first = with_days(problem, "2015-11-19", "2016-02-11")
    found = list(restrictions(problem, [first]))
    assert [(one.words, one.covers, one.at_once) for one in found] == [
        ("all meeting days on other dates", True, False),
        ("DAY Day on Tuesdays", False, False),
    ]
    row = closed("2015-11-19", reason="The date of another calendar", applies_to=("DAY",))
    assert found[0].edit(problem).closed_dates == (row,)
    tuesdays = found[1].edit(problem)
    assert tuesdays.meeting_days["DAY"].weekdays == frozenset(
        {1, 3}
    )  # Thursdays for the one that is fixed, the others closed
    assert {one.start_date.weekday() for one in tuesdays.closed_dates} == {3}
    assert day("2016-02-11") not in {one.start_date for one in tuesdays.closed_dates}


def test_without_meeting_days_some_bodies_are_asked_for_on_other_dates_then_all() -> None:
    problem = council(body("GB"), body("HWB"), body("TP"), fixed("2016-01-21", body="GB"))
    dates = {
        "GB": ("2015-11-19", "2016-01-21"),
        "HWB": ("2015-11-20", "2016-02-01", "2016-02-02"),
        "TP": ("2016-02-03",),
    }
    first = calendar(problem, *(meeting(problem, of, on) for of, days in dates.items() for on in days))
    found = list(restrictions(problem, [first]))
    assert [(one.words, one.covers, one.at_once) for one in found] == [
        ("some bodies on other dates", False, True),
        ("most meetings on other dates", False, True),
        ("every meeting on another date", False, True),
    ]
    asked = [
        [(str(row.start_date), row.strength, row.applies_to) for row in one.edit(problem).closed_dates] for one in found
    ]
    boards = [(on, ("HWB",)) for on in dates["HWB"]]
    every = [("2015-11-19", ("GB",)), *boards, ("2016-02-03", ("TP",))]
    assert asked[0] == [(on, "closed", of) for on, of in boards]
    assert asked[1] == [(on, "avoid", of) for on, of in every]
    assert asked[2] == [(on, "closed", of) for on, of in every]


def test_the_bodies_that_differ_already_come_last() -> None:
    problem = council(body("GB"), body("HWB"))
    first = calendar(problem, meeting(problem), meeting(problem, "HWB", "2015-11-20"))
    second = calendar(problem, meeting(problem, on="2015-11-26"), meeting(problem, "HWB", "2015-11-20"))
    rows = next(iter(restrictions(problem, [first, second]))).edit(problem).closed_dates
    assert [row.applies_to for row in rows] == [("HWB",)]


@pytest.mark.parametrize(("weight", "then"), [(2, 2), (0, 5)])
def test_dates_that_need_not_be_avoided_stay_so(weight: int, then: int) -> None:
    holiday, shut = closed("2016-02-15", strength="avoid"), closed("2016-08-01")
    problem = council(body("GB"), holiday, shut, wishes={"avoid_dates": weight})
    first = with_meetings(problem, "2015-11-19")
    avoiding = list(restrictions(problem, [first]))[1].edit(problem)
    assert avoiding.wish_weights == {"avoid_dates": then}
    assert avoiding.closed_dates[:-1] == ((holiday, shut) if weight else (shut,))


def test_what_is_settled_need_not_differ() -> None:
    problem = council(*DAYS)
    first = with_days(problem, "2015-11-19", "2016-02-11")
    problem = replace(problem, baseline=first, as_of="2015-12-01T00:00:00Z")
    assert truly_differs(problem, with_days(problem, "2015-11-19", "2016-02-18"), [first])
