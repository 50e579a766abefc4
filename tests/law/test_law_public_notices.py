"""Who must be told by law of a change, and by which day."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, member, room

from scheduler.domain.difference import difference
from scheduler.domain.plan import CANCELLED, CONFIRMED, Plan
from scheduler.domain.problem import Problem
from scheduler.law.public_notices import Duty, duties

COUNCIL = body("COU", name="Council", legal_kind="full_council")


def council_with(*rows: object, **settings: str) -> Problem:
    return council(*rows, room(), room("CR2"), *(member("ANN", row.code) for row in rows), **settings)


def found(problem: Problem, before: Plan | None, after: Plan, on: str) -> tuple[Duty, ...]:
    known = before or Plan("", after.start_date, after.end_date)
    return duties(problem, after, difference(known, after), day(on))


def of(problem: Problem, on: str, before: str | None, after: str, **more: object) -> list[tuple[str, str, bool]]:
    """Return each duty of one meeting that moves: matter, last day, whether that has passed."""
    (code,) = problem.bodies
    was = None if before is None else calendar(problem, meeting(problem, code, before))
    now = calendar(problem, meeting(problem, code, after, **more))
    return [(one.matter, str(one.last_day), one.passed) for one in found(problem, was, now, on)]


@pytest.mark.parametrize(
    ("nation", "kind", "legal_kind", "expected"),
    [
        ("GB-ENG", "principal", "full_council", [("notice", "2015-11-11"), ("summons", "2015-11-11")]),
        ("GB-WLS", "principal", "full_council", [("notice", "2015-11-13"), ("summons", "2015-11-13")]),
        ("GB-SCT", "principal", "full_council", [("notice", "2015-11-13"), ("summons", "2015-11-13")]),
        ("GB-NIR", "principal", "full_council", [("notice", "2015-11-11"), ("summons", "2015-11-16")]),
        ("GB-ENG", "parish", "parish_council", [("notice", "2015-11-14"), ("summons", "2015-11-14")]),
        ("GB-WLS", "parish", "parish_council", [("notice", "2015-11-14"), ("summons", "2015-11-14")]),
        ("GB-ENG", "principal", "committee", [("notice", "2015-11-11")]),
        ("GB-ENG", "principal", "informal", []),
    ],
)
def test_the_last_day_is_counted_as_each_nation_counts(
    nation: str, kind: str, legal_kind: str, expected: list[tuple[str, str]]
) -> None:
    problem = council_with(body("B", legal_kind=legal_kind), holidays=nation, authority_kind=kind)
    assert [one[:2] for one in of(problem, "2015-11-02", "2015-11-26", "2015-11-19")] == expected


def test_a_new_notice_is_asked_for_where_one_was_given_and_too_late_is_said() -> None:
    problem = council_with(COUNCIL)
    was = calendar(problem, meeting(problem, "COU", "2015-11-19"))
    now = calendar(problem, meeting(problem, "COU", "2015-11-20"))
    withdrawal, notice, summons = sorted(
        found(problem, was, now, "2015-11-13"), key=lambda one: one.last_day is not None
    )
    assert (withdrawal.says, withdrawal.state, withdrawal.instrument, withdrawal.passed) == (
        "Take down the notice that was given: it names another time or place.",
        "At once",
        "Practice: no law asks for it",
        False,
    )
    assert (notice.says, notice.state, notice.passed) == (
        "A new notice of time and place, 5 clear working days before the meeting, by Thursday 12 November 2015.",
        "Passed: only if the law allows shorter notice; please check",
        True,
    )
    assert summons.says == "A summons, 5 clear working days before the meeting, by Thursday 12 November 2015."
    assert [one.state for one in found(problem, was, now, "2015-11-12")] == ["At once", "In time", "In time"]


def test_a_cancellation_is_told_where_the_notice_was_and_asks_for_none_before() -> None:
    problem = council_with(COUNCIL)
    was = calendar(problem, meeting(problem, "COU", "2015-11-19"))
    off = replace(was, meetings=tuple(replace(one, status=CANCELLED) for one in was.meetings))
    for after in (off, replace(was, meetings=())):
        (told,) = found(problem, was, after, "2015-11-12")
        assert (told.matter, told.says) == (
            "withdrawal",
            "Say where its notice was given that the meeting is not held.",
        )
        assert found(problem, was, after, "2015-11-10") == ()


def test_another_room_asks_for_a_notice_and_a_firm_date_or_another_seat_does_not() -> None:
    problem = council_with(COUNCIL)
    was = calendar(problem, meeting(problem, "COU", "2015-11-19"))
    assert of(problem, "2015-11-02", "2015-11-19", "2015-11-19", room="CR2")[0][0] == "notice"
    assert of(problem, "2015-11-02", "2015-11-19", "2015-11-19", status=CONFIRMED) == []
    assert found(problem, was, was, "2015-11-02") == ()


def test_what_is_over_and_what_the_input_no_longer_has_asks_for_nothing() -> None:
    problem = council_with(COUNCIL)
    assert of(problem, "2015-11-20", "2015-11-18", "2015-11-19") == []
    now = calendar(problem, meeting(problem, "COU", "2015-11-19"))
    assert found(replace(problem, bodies={}), None, now, "2015-11-02") == ()


def test_key_decisions_are_announced_anew_only_where_the_day_is_another() -> None:
    problem = council_with(body("CAB", legal_kind="executive"))
    on_another_day = of(problem, "2015-11-02", "2015-12-10", "2015-12-17")
    assert ("key_decision", "2015-11-18", False) in on_another_day
    assert [one[0] for one in of(problem, "2015-11-02", "2015-12-17", "2015-12-17", room="CR2")] == ["notice"]
    now = calendar(problem, meeting(problem, "CAB", "2015-12-17"))
    told = next(one for one in found(problem, None, now, "2015-11-02") if one.matter == "key_decision")
    assert told.only_if
    assert told.says == (
        "Key decisions on the forward plan, 28 clear days before the meeting, by Wednesday 18 November 2015: only if "
        "it has such business."
    )


def test_where_public_holidays_are_not_known_that_is_said() -> None:
    problem = council_with(COUNCIL, start_date="2015-11-01", end_date="2016-10-31")
    now = calendar(problem, meeting(problem, "COU", "2015-11-19", date=day("1800-01-02"), agenda_deadline=None))
    for one in found(problem, None, now, "1799-12-01"):
        assert (one.last_day, one.state) == (None, "Public holidays not known")
