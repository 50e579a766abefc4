import pytest
from builders import body, calendar, council, day, meeting, meeting_day, occurrence, room, session

from scheduler.domain.plan import Lunch, Meeting, Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import meeting_day as rule

DATE = "2015-11-19"
TITLE = "DAY Day on Thursday 19 November 2015"
ROOMS = (room("CR1"), room("CR2"), room("CR3"), room("FAR", venue="Library"))


def a_council(arrangement: str = "either", *rows: object, **day_fields: object) -> Problem:
    return council(
        meeting_day("DAY", **day_fields),
        session("AM", arrangement=arrangement),
        session("LUNCH"),
        session("PM"),
        body("HWB", meeting_day="DAY", session="AM", duration_minutes=60),
        body("GB", meeting_day="DAY", session="AM", duration_minutes=60),
        body("OTB", meeting_day="DAY", session="PM"),
        *ROOMS,
        *rows,
    )


def a_day(problem: Problem, **starts: str) -> list[Meeting | Occurrence]:
    return [
        occurrence(problem),
        meeting(problem, "HWB", start=starts.get("HWB"), room="CR1"),
        meeting(problem, "GB", start=starts.get("GB"), room="CR2"),
        meeting(problem, "OTB", start=starts.get("OTB"), room="CR3"),
    ]


def messages(problem: Problem, *placed: Meeting | Occurrence) -> list[str]:
    breaches = tuple(rule.breaches(problem, calendar(problem, *placed)))
    assert {breach.rule for breach in breaches} <= {"meeting_day"}
    return [breach.message for breach in breaches]


def test_meeting_day_of_an_empty_plan_is_kept() -> None:
    assert messages(a_council()) == []


@pytest.mark.parametrize("arrangement", ["either", "simultaneous"])
def test_meeting_day_that_is_whole_is_kept(arrangement: str) -> None:
    problem = a_council(arrangement, meeting_day("OTHER"), session("AM", "OTHER"))
    assert messages(problem, *a_day(problem)) == []


@pytest.mark.parametrize(
    ("own", "planned", "words"),
    [
        ({}, {"meeting_day": "DAY", "session": "AM"}, "is planned in AM of DAY, and belongs by itself"),
        ({}, {"meeting_day": "ODD", "session": None}, "is planned in no session of ODD, and belongs by itself"),
        (
            {"meeting_day": "DAY", "session": "AM"},
            {"session": "PM"},
            "is planned in PM of DAY, and belongs in AM of DAY",
        ),
        (
            {"meeting_day": "DAY", "session": "AM"},
            {"meeting_day": None, "session": None},
            "is planned by itself, and belongs in AM of DAY",
        ),
        ({"meeting_day": "DAY", "session": "AM"}, {}, "sits on a date when DAY Day is not held"),
    ],
)
def test_meeting_day_of_a_meeting_in_the_wrong_place(
    own: dict[str, str], planned: dict[str, str | None], words: str
) -> None:
    problem = council(meeting_day("DAY"), session("AM"), session("PM"), body("XB", **own), *ROOMS)
    there = meeting(problem, "XB", start="09:00", **planned)
    assert tuple(rule.breaches(problem, calendar(problem, there))) == (
        Breach(
            "meeting_day",
            f"XB Board on Thursday 19 November 2015 at 09:00 {words}.",
            bodies=("XB",),
            rooms=("CR1",),
            dates=(day(DATE),),
        ),
    )


def test_meeting_day_that_is_planned_twice_on_a_date_is_broken() -> None:
    problem = a_council()
    assert messages(problem, occurrence(problem), *a_day(problem)) == [f"{TITLE} is planned more than once."]


def test_meeting_day_without_one_of_its_bodies_is_broken() -> None:
    problem = a_council()
    plan = calendar(problem, *a_day(problem)[:-1])
    assert tuple(rule.breaches(problem, plan)) == (
        Breach("meeting_day", f"OTB Board does not sit at {TITLE}, and should.", bodies=("OTB",), dates=(day(DATE),)),
    )


def test_meeting_day_without_a_body_that_is_dissolved_is_kept() -> None:
    problem = a_council("either", body("OLD", meeting_day="DAY", session="AM", end_date="2015-11-18"))
    assert messages(problem, *a_day(problem)) == []


def test_meeting_day_with_a_body_twice_is_broken() -> None:
    problem = a_council("staggered")
    twice = meeting(problem, "HWB", start="11:00", room="CR1")
    assert messages(problem, *a_day(problem, GB="10:00"), twice) == [f"HWB Board sits 2 times at {TITLE}."]


@pytest.mark.parametrize(
    ("wanted", "given", "expected"),
    [
        (None, {}, []),
        ("Town Hall", {}, []),
        ("Town Hall", {"venue": "Library"}, [f"{TITLE} is held at Library, and should be at Town Hall."]),
        ("Town Hall", {"venue": None}, [f"{TITLE} is held at no venue, and should be at Town Hall."]),
    ],
)
def test_meeting_day_is_held_at_its_venue(
    wanted: str | None, given: dict[str, str | None], expected: list[str]
) -> None:
    problem = council(meeting_day("DAY", venue=wanted), *ROOMS)
    assert messages(problem, occurrence(problem, **given)) == expected


def test_meeting_day_is_held_at_one_venue() -> None:
    problem = a_council()
    held, hwb, *others = a_day(problem)
    far = meeting(problem, "HWB", room="FAR")
    told = f"Room FAR at Library is planned for HWB Board on Thursday 19 November 2015 at 09:00, and {TITLE} is held at"
    assert messages(problem, held, far, *others) == [f"{told} Town Hall."]
    assert messages(problem, occurrence(problem, lunch_room="FAR"), hwb, *others) == [
        f"Room FAR at Library is planned for the lunch of {TITLE}, and {TITLE} is held at Town Hall."
    ]


def test_meeting_day_with_rooms_and_no_venue_is_broken() -> None:
    problem = council(meeting_day("DAY"), session("PM"), body("OTB", meeting_day="DAY", session="PM"), *ROOMS)
    told = f"Room CR1 at Town Hall is planned for OTB Board on Thursday 19 November 2015 at 14:00, and {TITLE}"
    assert messages(problem, occurrence(problem, venue=None), meeting(problem, "OTB")) == [
        f"{told} is held at no venue."
    ]


def test_meeting_day_online_needs_no_venue() -> None:
    problem = council(
        meeting_day("DAY"), session("PM"), body("WEB", meeting_day="DAY", session="PM", attendance_mode="online")
    )
    assert messages(problem, occurrence(problem), meeting(problem, "WEB")) == []


@pytest.mark.parametrize(
    ("lunch", "expected"),
    [
        (None, [f"{TITLE} has no lunch."]),
        (Lunch("LUNCH", 750, 810, "CR1", 0), []),
        (Lunch("PM", 750, 810, "CR1", 0), [f"{TITLE}: its lunch is not in its session (LUNCH, 12:30 to 13:30)."]),
        (Lunch("LUNCH", 751, 810, "CR1", 0), [f"{TITLE}: its lunch is not in its session (LUNCH, 12:30 to 13:30)."]),
        (Lunch("LUNCH", 750, 811, "CR1", 0), [f"{TITLE}: its lunch is not in its session (LUNCH, 12:30 to 13:30)."]),
    ],
)
def test_meeting_day_has_its_lunch_in_its_session(lunch: Lunch | None, expected: list[str]) -> None:
    problem = council(meeting_day("DAY"), session("LUNCH"), *ROOMS)
    assert messages(problem, occurrence(problem, lunch=lunch)) == expected


def test_meeting_day_without_a_lunch_session_has_none() -> None:
    problem = council(meeting_day("DAY"), *ROOMS)
    lunch = Lunch("LUNCH", 750, 810, "CR1", 0)
    assert messages(problem, occurrence(problem, lunch=lunch)) == [
        f"{TITLE} has a lunch, and the day has no session for one."
    ]


@pytest.mark.parametrize(("start", "kept"), [("08:59", False), ("09:00", True), ("11:00", True), ("11:01", False)])
def test_meeting_day_keeps_each_meeting_within_its_session(start: str, *, kept: bool) -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM", arrangement="staggered"),
        body("HWB", meeting_day="DAY", session="AM", duration_minutes=60),
        *ROOMS,
    )
    told = f"HWB Board on Thursday 19 November 2015 at {start} does not fit in its session (09:00 to 12:00)."
    assert messages(problem, occurrence(problem), meeting(problem, "HWB", start=start)) == ([] if kept else [told])


def test_meeting_day_that_is_simultaneous_starts_together() -> None:
    problem = a_council("simultaneous")
    assert messages(problem, *a_day(problem, GB="10:00")) == [
        "GB Board on Thursday 19 November 2015 at 10:00 should start with the others of its session at 09:00."
    ]


@pytest.mark.parametrize(("start", "kept"), [("09:00", False), ("09:59", False), ("10:00", True), ("10:30", True)])
def test_meeting_day_that_is_staggered_never_overlaps(start: str, *, kept: bool) -> None:
    problem = a_council("staggered")
    placed = a_day(problem, HWB="09:00", GB=start)
    titles = [f"{name} Board on Thursday 19 November 2015 at {at}" for name, at in (("HWB", "09:00"), ("GB", start))]
    if start == "09:00":
        titles.reverse()
    told = f"{' and '.join(titles)} overlap, and the bodies of their session sit one after another."
    assert messages(problem, *placed) == ([] if kept else [told])


def test_meeting_day_either_way_together_starts_at_the_session_s_start() -> None:
    problem = a_council("either")
    assert messages(problem, *a_day(problem, HWB="10:00", GB="10:00")) == [
        "GB Board on Thursday 19 November 2015 at 10:00 and all of its session should start at 09:00."
    ]


def test_meeting_day_either_way_never_overlaps_in_part() -> None:
    problem = a_council("either")
    first, _ = messages(problem, *a_day(problem, HWB="09:00", GB="09:30"))
    assert first == (
        "HWB Board and GB Board sit neither at the same time nor one slot after another, at 09:00 and 09:30."
    )
