"""A calendar against what the council's site shows: each thing that can be wrong, and nothing else."""

import datetime as dt

import pytest
from builders import body, calendar, council, meeting, room

from scheduler.domain.found import Found, FoundBody, FoundMeeting, Source
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.shown_on_site import shown_on_site

SOURCE = Source("saved.xml", "line 7")


def ours() -> tuple[Problem, Plan]:
    problem = council(
        body("PLA", name="Planning & Licensing Committee", aliases=("Plans Panel",)),
        body("AUD", name="Audit Committee"),
        room("CH", name="Chamber", venue="Guildhall"),
        room("CR1", name="Committee Room 1", venue="Guildhall"),
    )
    held = [meeting(problem, "PLA", on, "18:30") for on in ("2015-11-10", "2016-01-12", "2016-03-08")]
    return problem, calendar(problem, *held, meeting(problem, "AUD", "2015-12-01"))


def there(
    day: str, start: int | None = 1110, name: str = "Planning and Licensing Committee", **more: object
) -> FoundMeeting:
    return FoundMeeting(name, dt.date.fromisoformat(day), SOURCE, start, **{"status": "Provisional", **more})


ALL = (there("2015-11-10"), there("2016-01-12"), there("2016-03-08"))


def compared(*shown: FoundMeeting, plan: Plan | None = None, bodies: tuple[FoundBody, ...] = ()):
    problem, own = ours()
    return shown_on_site(problem, plan or own, Found(meetings=shown, bodies=bodies))


def kinds(*shown: FoundMeeting, plan: Plan | None = None) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            one.kind,
            None if one.meeting is None else one.meeting.date.isoformat(),
            None if one.found is None else one.found.date.isoformat(),
        )
        for one in compared(*shown, plan=plan).wrong
    ]


def test_what_is_shown_as_it_is_is_right() -> None:
    found = compared(*ALL)
    assert (found.wrong, found.compared, found.right) == ((), 3, 3)
    assert (found.bodies, found.not_asked, found.elsewhen) == (("PLA",), ("AUD",), 0)


@pytest.mark.parametrize(
    ("shown", "wrong"),
    [
        (ALL[:2], ("missing", "2016-03-08", None)),
        ((*ALL, there("2016-06-07")), ("not_in_calendar", None, "2016-06-07")),
        ((*ALL[:2], there("2016-03-15")), ("date", "2016-03-08", "2016-03-15")),
        ((*ALL[:2], there("2016-03-08", 600)), ("time", "2016-03-08", "2016-03-08")),
        ((*ALL[:2], there("2016-03-08", None)), ("time", "2016-03-08", "2016-03-08")),
        ((*ALL[:2], there("2016-03-08", place="Committee Room 1, Guildhall")), ("room", "2016-03-08", "2016-03-08")),
        ((*ALL[:2], there("2016-03-08", place="Committee Room 12")), ("room", "2016-03-08", "2016-03-08")),
        ((*ALL[:2], there("2016-03-08", status="Confirmed")), ("status", "2016-03-08", "2016-03-08")),
        ((*ALL[:2], there("2016-03-08", status="Cancelled", cancelled=True)), ("status", "2016-03-08", "2016-03-08")),
        ((*ALL, there("2016-03-08", name="Pigeon Panel")), ("committee", None, None)),
    ],
)
def test_each_thing_that_can_be_wrong_is_found_alone(shown: tuple[FoundMeeting, ...], wrong: tuple[str, ...]) -> None:
    assert kinds(*shown) == [wrong]
    assert compared(*shown).right == (3 if wrong[1] is None else 2)


@pytest.mark.parametrize(
    "shown",
    [
        (*ALL, there("2016-06-07", cancelled=True, status="Cancelled")),
        (*ALL[:2], there("2016-03-08", place="Chamber (Guildhall), High Street")),
        (*ALL[:2], there("2016-03-08", place="CH")),
        (*ALL[:2], there("2016-03-08", status="")),
        (*ALL[:2], there("2016-03-08", status="Provisional; Confirmed")),
        (*ALL, there("2014-03-08")),
        (*ALL[:2], there("2016-03-08", name="the plans panel")),
    ],
)
def test_what_is_no_difference_is_told_as_none(shown: tuple[FoundMeeting, ...]) -> None:
    assert kinds(*shown) == []


def test_meetings_of_other_years_are_counted_and_not_looked_at() -> None:
    assert compared(*ALL, there("2014-03-08"), there("2020-03-08", name="Pigeon Panel")).elsewhen == 2


def test_a_committee_whose_answer_is_empty_lacks_its_meetings() -> None:
    found = compared(bodies=(FoundBody("Audit Committee", SOURCE), FoundBody("Pigeon Panel", SOURCE)))
    assert [(one.kind, one.meeting.body) for one in found.wrong if one.meeting] == [("missing", "AUD")]
    assert found.not_asked == ("PLA",)


def test_what_is_cancelled_must_be_said_to_be_and_need_not_be_there() -> None:
    problem, _ = ours()
    held = [meeting(problem, "PLA", on, "18:30") for on in ("2015-11-10", "2016-01-12")]
    off = meeting(problem, "PLA", "2016-03-08", "18:30", status="cancelled")
    plan = calendar(problem, *held, off)
    assert kinds(*ALL[:2], plan=plan) == []
    assert kinds(*ALL[:2], there("2016-03-08", cancelled=True, status="Cancelled"), plan=plan) == []
    assert kinds(*ALL, plan=plan) == [("status", "2016-03-08", "2016-03-08")]
    assert kinds(*ALL[:2], there("2016-03-10"), plan=plan) == [("not_in_calendar", None, "2016-03-10")]


def test_two_meetings_that_changed_places_are_told_by_the_nearest_day() -> None:
    shown = (there("2015-11-12"), there("2016-01-14"), there("2016-03-08"))
    assert kinds(*shown) == [("date", "2015-11-10", "2015-11-12"), ("date", "2016-01-12", "2016-01-14")]


def test_two_meetings_of_a_day_are_told_by_their_times() -> None:
    problem, _ = ours()
    plan = calendar(problem, *(meeting(problem, "PLA", "2015-11-10", at) for at in ("10:00", "18:30")))
    assert kinds(there("2015-11-10", 1110), there("2015-11-10", 600), plan=plan) == []


def test_a_room_that_the_input_no_longer_has_is_known_by_its_code() -> None:
    problem, _ = ours()
    plan = calendar(problem, meeting(problem, "PLA", "2015-11-10", "18:30", room="GONE"))
    assert kinds(there("2015-11-10", place="Gone, Guildhall"), plan=plan) == []
    assert kinds(there("2015-11-10", place="Chamber"), plan=plan) == [("room", "2015-11-10", "2015-11-10")]
