"""What an officer asks of a day."""

import datetime as dt
from dataclasses import replace

from outputs.invented_council import invented_plan, invented_problem

from scheduler.commands.on_the_day import DayInBrief, date_of, days_of, whole_day

DAY = dt.date(2026, 11, 19)
SPRING = dt.date(2027, 5, 20)


def test_days_are_those_on_which_something_is_held() -> None:
    days = days_of(invented_problem(), invented_plan())
    assert [day.date for day in days] == [
        dt.date(2026, 10, 23), DAY, dt.date(2027, 1, 22), SPRING, dt.date(2027, 7, 1),
    ]  # fmt: skip
    assert days[1] == DayInBrief(DAY, (("Partnership Day", "PD", 1),), 570, 930, 3, 4, 4, 5)
    assert (days[4].rooms, days[4].lunches) == (0, 0)


def test_an_occurrence_is_found_by_its_number() -> None:
    assert date_of(invented_plan(), "PD", 2) == SPRING
    assert date_of(invented_plan(), "PD", 3) is None
    assert date_of(invented_plan(), "XX", 1) is None


def test_a_day_is_told_whole() -> None:
    found = whole_day(invented_problem(), invented_plan(), DAY, 5)
    assert found is not None
    assert [(item.start, item.occasion, item.room) for item in found.items] == [
        (570, "Children's Trust Board", "Committee Room 2"),
        (570, "Health and Wellbeing Board", "Committee Room 1"),
        (720, "Lunch", "Committee Rooms 1 and 2"),
        (810, "Aldermoor Board", "Council Chamber"),
    ]
    (lunch,) = found.lunches
    assert (lunch.theme, lunch.sponsor) == ("Social prescribing: what works?", "Health and Wellbeing Board")
    assert lunch.speaker == "A. N. Invented, general practitioner, Aldermoor Practice"
    assert (lunch.headcount, lunch.needs, lunch.without_need) == (5, (("vegan", 1),), 4)
    assert lunch.order_by == dt.date(2026, 11, 11)
    assert [one.room.name for one in found.bookings] == [
        "Committee Room 1", "Committee Room 2", "Committee Rooms 1 and 2", "Council Chamber",
    ]  # fmt: skip
    assert [one.person for one in found.movers] == ["Leader of the Council"]
    assert [item.room for item in found.movers[0].items] == ["Committee Room 1", "Council Chamber"]
    assert len(found.people) == 4


def test_a_day_without_meetings_is_none() -> None:
    assert whole_day(invented_problem(), invented_plan(), dt.date(2026, 11, 20), 5) is None


def test_a_lunch_without_theme_or_speaker_says_nothing_of_them() -> None:
    plan = invented_plan()
    second = replace(plan.occurrences[1], theme=None)
    found = whole_day(invented_problem(), replace(plan, occurrences=(plan.occurrences[0], second)), SPRING, 0)
    assert found is not None
    (lunch,) = found.lunches
    assert (lunch.theme, lunch.sponsor, lunch.speaker) == ("", "", "")


def test_an_order_before_the_public_holidays_are_known_has_no_day() -> None:
    day = dt.date(1975, 1, 3)
    problem, plan = invented_problem(), invented_plan()
    settings = replace(problem.settings, start_date=day, end_date=dt.date(1975, 12, 31))
    moved = tuple(replace(one, date=day) for one in plan.meetings if one.date == DAY)
    early = replace(plan, meetings=moved, occurrences=(replace(plan.occurrences[0], date=day),))
    found = whole_day(replace(problem, settings=settings), early, day, 10)
    assert found is not None
    assert found.lunches[0].order_by is None


def test_somebody_whom_the_input_lacks_has_no_organisation() -> None:
    plan = invented_plan()
    first = plan.meetings[0]
    odd = replace(first, attendance=tuple(replace(row, person="GONE") for row in first.attendance[:1]))
    found = whole_day(invented_problem(), replace(plan, meetings=(odd,)), odd.date, 5)
    assert found is not None
    assert [(one.person, one.organisation) for one in found.people] == [("GONE", "")]
