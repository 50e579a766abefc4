import pytest
from builders import absence, body, clock_time, day, member

from scheduler.domain.bodies import Cadence, QuorumRule
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import moment
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.wording import clock, counted, listed, long_date


def test_cadence_of_two_kinds_at_once_is_refused() -> None:
    with pytest.raises(ValueError, match="either per period or per year"):
        Cadence(per_period=1, maximum=4)


def test_cadence_with_its_minimum_above_its_maximum_is_refused() -> None:
    with pytest.raises(ValueError, match="minimum above its maximum"):
        Cadence(minimum=3, maximum=2)


@pytest.mark.parametrize(
    ("cadence", "never"),
    [
        (Cadence(), True),
        (Cadence(per_period=1), False),
        (Cadence(minimum=0), False),
        (Cadence(maximum=0), False),
        (Cadence(minimum=2, maximum=2), False),
    ],
)
def test_cadence_of_nothing_is_never(cadence: Cadence, *, never: bool) -> None:
    assert cadence.never is never


@pytest.mark.parametrize(
    ("life", "alive"),
    [
        ({}, True),
        ({"start_date": "2015-11-19"}, True),
        ({"start_date": "2015-11-20"}, False),
        ({"end_date": "2015-11-19"}, True),
        ({"end_date": "2015-11-18"}, False),
    ],
)
def test_alive_on_includes_both_ends(life: dict[str, str], *, alive: bool) -> None:
    assert body("GB", **life).alive_on(day("2015-11-19")) is alive
    assert member("ANN", **life).in_force_on(day("2015-11-19")) is alive


def test_tags_are_what_a_closed_date_may_call_a_body() -> None:
    assert body("GB").tags == ("GB",)
    assert body("HWB", classification="committee", meeting_day="DAY", session="AM").tags == ("HWB", "committee", "DAY")


@pytest.mark.parametrize(("mode", "online"), [("in_person", False), ("hybrid", False), ("online", True)])
def test_online_is_online_only(mode: str, *, online: bool) -> None:
    assert body("GB", attendance_mode=mode).online is online


@pytest.mark.parametrize(
    ("role", "presides"), [("chair", True), ("vice_chair", True), ("member", False), ("clerk", False)]
)
def test_presides_is_for_chairs(role: str, *, presides: bool) -> None:
    assert member("ANN", role=role).presides is presides


@pytest.mark.parametrize(
    ("attendance", "required", "optional"),
    [("required", True, False), ("expected", False, False), ("optional", False, True)],
)
def test_required_and_optional_attendance(attendance: str, *, required: bool, optional: bool) -> None:
    row = member("ANN", attendance=attendance)
    assert (row.required, row.optional) == (required, optional)


@pytest.mark.parametrize(
    ("role", "voting", "attendance", "weight"),
    [
        ("chair", True, "expected", 3),
        ("chair", False, "required", 3),
        ("vice_chair", True, "expected", 2),
        ("member", True, "expected", 2),
        ("member", False, "expected", 1),
        ("adviser", True, "expected", 2),
        ("clerk", False, "required", 1),
        ("chair", True, "optional", 0),
    ],
)
def test_apology_weight(role: str, attendance: str, weight: int, *, voting: bool) -> None:
    assert member("ANN", role=role, voting=voting, attendance=attendance).apology_weight == weight


@pytest.mark.parametrize(
    ("begin", "finish", "taken"),
    [("08:00", "10:00", False), ("08:00", "10:01", True), ("10:59", "12:00", True), ("11:00", "12:00", False)],
)
def test_absence_overlaps_until_its_end(begin: str, finish: str, *, taken: bool) -> None:
    row = absence("person", "ANN", "2015-11-19 10:00", "2015-11-19 11:00")
    first, last = (moment(day("2015-11-19"), clock_time(text)) for text in (begin, finish))
    assert row.overlaps(first, last) is taken


def test_quorum_rule_says_whom_it_counts() -> None:
    assert QuorumRule("HWB", 1, "nhs", None, "DPH", "member").of_whom == "nhs, DPH, member"


def gathering(number: int = 1) -> Gathering:
    return Gathering(MeetingDay("DAY", "Day"), number, ())


def sitting(minutes: int) -> Sitting:
    return Sitting(body("GB"), 2, (), (), minutes, gathering())


def test_sittings_are_named_by_number() -> None:
    assert (sitting(60).name, gathering(3).name) == ("GB#2", "DAY#3")


@pytest.mark.parametrize(
    ("start", "other", "overlaps", "apart"),
    [
        ("10:00", "10:00", True, -60),
        ("10:00", "10:59", True, -1),
        ("10:00", "11:00", False, 0),
        ("12:30", "10:00", False, 30),
    ],
)
def test_sittings_overlap_by_their_minutes(start: str, other: str, *, overlaps: bool, apart: int) -> None:
    """One lasts an hour, the other two."""
    one, two, at, other_at = sitting(60), sitting(120), clock_time(start), clock_time(other)
    assert one.overlaps_when(at, two, other_at) is overlaps
    assert one.minutes_apart(at, two, other_at) == apart


@pytest.mark.parametrize(("minutes", "text"), [(0, "00:00"), (575, "09:35"), (1440, "24:00")])
def test_clock(minutes: int, text: str) -> None:
    assert clock(minutes) == text


@pytest.mark.parametrize(
    ("on", "text"),
    [
        ("2015-11-19", "Thursday 19 November 2015"),
        ("2016-02-01", "Monday 1 February 2016"),
        ("2016-12-25", "Sunday 25 December 2016"),
    ],
)
def test_long_date(on: str, text: str) -> None:
    assert long_date(day(on)) == text


@pytest.mark.parametrize(
    ("words", "text"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_listed(words: tuple[str, ...], text: str) -> None:
    assert listed(words) == text


def test_listed_with_another_joint() -> None:
    assert listed(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("number", "noun", "plural", "text"),
    [(0, "day", None, "0 days"), (1, "day", None, "1 day"), (2, "person", "people", "2 people")],
)
def test_counted(number: int, noun: str, plural: str | None, text: str) -> None:
    assert counted(number, noun, plural) == text
