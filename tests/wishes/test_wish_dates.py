import pytest
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    person,
    room,
    session,
    speaker,
    theme,
)

from scheduler.domain.bodies import Cadence
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import avoid_dates, even_spacing, preferred_weekdays, same_weekday, soft_unavailability

TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
DAY_TITLE = "DAY Day on Thursday 19 November 2015"
A_DAY = (meeting_day("DAY"), session("AM"), session("LUNCH"), body("HWB", meeting_day="DAY", session="AM"))


# -- avoid_dates


@pytest.mark.parametrize(
    ("row", "cost"),
    [
        (closed("2015-11-20", strength="avoid"), 0),
        (closed("2015-11-19"), 0),
        (closed("2015-11-16", "2015-11-22", "Half-term", strength="avoid"), 5),
        (closed("2015-11-19", reason="Half-term", strength="avoid", applies_to=("GB",)), 5),
        (closed("2015-11-19", strength="avoid", applies_to=("HWB",)), 0),
    ],
)
def test_avoid_dates_count_meetings_on_days_to_avoid(row: object, cost: int) -> None:
    problem = council(body("GB"), row)
    found = tuple(avoid_dates.score(problem, calendar(problem, meeting(problem))))
    why = "The day had better be avoided: Half-term."
    assert found == ((UngrantedWish("avoid_dates", TITLE, cost, why),) if cost else ())


def test_avoid_dates_are_one_unit_a_meeting_however_many_the_rows() -> None:
    problem = council(
        *A_DAY,
        *(closed("2015-11-19", reason=reason, strength="avoid", applies_to=("DAY",)) for reason in ("A", "B")),
        wishes={"avoid_dates": 1},
    )
    plan = calendar(problem, meeting(problem, "HWB"), occurrence(problem))
    assert [row.cost for row in avoid_dates.score(problem, plan)] == [1]


# -- soft_unavailability


def soft(kind: str, who: str, first: str = "2015-11-19", last: str | None = None, reason: str = "Busy") -> object:
    return absence(kind, who, first, last, reason, strength="soft")


@pytest.mark.parametrize(
    ("rows", "subjects"),
    [
        ((), []),
        ((soft("person", "ANN"),), ["Councillor Ann"]),
        ((soft("person", "ANN"), soft("person", "ANN")), ["Councillor Ann"]),
        ((soft("person", "ANN", "2015-11-19 12:00", "2015-11-19 13:00"),), []),
        ((absence("person", "ANN", "2015-11-19"),), []),
        ((soft("person", "BOB"),), ["Councillor Bob"]),
        ((soft("person", "OPT"), soft("person", "OLD"), soft("person", "OUT")), []),
    ],
)
def test_soft_unavailability_of_members_counts_them_attending_or_not(
    rows: tuple[object, ...], subjects: list[str]
) -> None:
    problem = council(
        body("GB"),
        member("ANN"),
        member("BOB", role="observer"),
        member("OPT", attendance="optional"),
        member("OLD", end_date="2015-11-18"),
        person("OUT"),
        *rows,
    )
    plan = calendar(problem, meeting(problem, apologies=["ANN"]))
    assert tuple(soft_unavailability.score(problem, plan)) == tuple(
        UngrantedWish("soft_unavailability", TITLE, 2, f"The time does not suit {name}: Busy.") for name in subjects
    )


@pytest.mark.parametrize(
    ("who", "first", "last", "cost"),
    [
        ("CR2", "2015-11-19", None, 2),
        ("CR23", "2015-11-19", None, 2),
        ("CR2", "2015-11-19 09:30", "2015-11-19 09:45", 2),
        ("CR2", "2015-11-19 09:00", "2015-11-19 09:30", 0),
        ("CR1", "2015-11-19", None, 0),
    ],
)
def test_soft_unavailability_of_a_room_counts_the_whole_booking_and_parts(
    who: str, first: str, last: str | None, cost: int
) -> None:
    problem = council(
        body("GB"),
        room("CR1"),
        room("CR2"),
        room("CR3"),
        room("CR23", combines=("CR2", "CR3"), setup_minutes=30),
        soft("room", who, first, last),
        soft("room", "CR3", "2015-11-20"),
    )
    plan = calendar(problem, meeting(problem, room="CR23"))
    row = UngrantedWish("soft_unavailability", TITLE, cost, "Room CR23 had better be left free: Busy.")
    assert tuple(soft_unavailability.score(problem, plan)) == ((row,) if cost else ())


def test_soft_unavailability_of_a_room_with_two_busy_parts_is_one_unit() -> None:
    parts = [room("CR2"), room("CR3")]
    problem = council(
        body("GB"), *parts, room("CR23", combines=("CR2", "CR3")), soft("room", "CR2"), soft("room", "CR3")
    )
    assert len(tuple(soft_unavailability.score(problem, calendar(problem, meeting(problem, room="CR23"))))) == 1


@pytest.mark.parametrize(
    ("first", "last", "speaks", "cost"),
    [
        ("2015-11-19 13:00", "2015-11-19 14:00", "LIN", 2),
        ("2015-11-19 13:30", "2015-11-19 14:00", "LIN", 0),
        ("2015-11-19", None, None, 0),
    ],
)
def test_soft_unavailability_of_a_speaker_over_the_lunch(
    first: str, last: str | None, speaks: str | None, cost: int
) -> None:
    problem = council(*A_DAY, speaker("LIN"), theme("TALK", speaker=speaks), soft("speaker", "LIN", first, last))
    plan = calendar(problem, occurrence(problem, theme="TALK"))
    row = UngrantedWish(
        "soft_unavailability", f"the lunch of {DAY_TITLE}", cost, "The time does not suit Dr Lin: Busy."
    )
    assert tuple(soft_unavailability.score(problem, plan)) == ((row,) if cost else ())


def test_soft_unavailability_of_a_lunch_room_counts() -> None:
    problem = council(*A_DAY, room("HALL"), soft("room", "HALL"), wishes={"soft_unavailability": 1})
    assert [
        (row.subject, row.cost) for row in soft_unavailability.score(problem, calendar(problem, occurrence(problem)))
    ] == [(f"the lunch of {DAY_TITLE}", 1)]


# -- preferred_weekdays


@pytest.mark.parametrize(("preferred", "cost"), [("", 0), ("Thu", 0), ("Mon;Tue", 3)])
def test_preferred_weekdays_of_a_body_and_of_a_meeting_day(preferred: str, cost: int) -> None:
    wishes = {"preferred_weekdays": preferred} if preferred else {}
    problem = council(body("GB", **wishes), meeting_day("DAY", **wishes))
    plan = calendar(problem, meeting(problem), occurrence(problem))
    why = "A Monday or Tuesday is preferred."
    rows = tuple(UngrantedWish("preferred_weekdays", subject, cost, why) for subject in (TITLE, DAY_TITLE))
    assert tuple(preferred_weekdays.score(problem, plan)) == (rows if cost else ())


def test_preferred_weekdays_of_a_body_of_a_meeting_day_are_its_own() -> None:
    problem = council(
        meeting_day("DAY", preferred_weekdays="Thu"),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", preferred_weekdays="Mon"),
    )
    plan = calendar(problem, meeting(problem, "HWB"), occurrence(problem))
    assert [row.subject for row in preferred_weekdays.score(problem, plan)] == [
        "HWB Board on Thursday 19 November 2015 at 09:00"
    ]


# -- even_spacing


@pytest.mark.parametrize(
    ("days_apart", "cost"),
    [(100, 0), (93, 0), (107, 0), (92, 1), (108, 1), (86, 1), (114, 1), (85, 2), (115, 2), (1, 14)],
)
def test_even_spacing_is_free_for_a_week_either_way(days_apart: int, cost: int) -> None:
    """Three meetings in 300 days: 100 days apart would be even."""
    problem = council(body("GB", cadence=Cadence(minimum=0, maximum=3)), start_date="2016-01-01", end_date="2016-10-26")
    second = problem.days[days_apart].isoformat()
    plan = calendar(problem, meeting(problem, on="2016-01-01"), meeting(problem, on=second))
    assert [row.cost for row in even_spacing.score(problem, plan)] == ([cost] if cost else [])


def test_even_spacing_is_told_for_each_pair() -> None:
    problem = council(body("GB", meetings=4), wishes={"even_spacing": 2})
    plan = calendar(
        problem, *(meeting(problem, on=on) for on in ("2015-11-05", "2016-02-04", "2016-02-11", "2016-08-01"))
    )
    assert tuple(even_spacing.score(problem, plan)) == (
        UngrantedWish(
            "even_spacing",
            "GB Board",
            22,
            "There are 7 days from Thursday 4 February 2016 to Thursday 11 February 2016, where 91 would be even.",
        ),
        UngrantedWish(
            "even_spacing",
            "GB Board",
            22,
            "There are 172 days from Thursday 11 February 2016 to Monday 1 August 2016, where 91 would be even.",
        ),
    )


@pytest.mark.parametrize(
    ("fields", "ideal"),
    [
        ({"per_period": 1}, 183),
        ({"per_period": 2}, 91),
        ({"per_period": 2, "end_date": "2015-12-31"}, 30),
        ({"meetings": 1}, None),
        ({"cadence": Cadence()}, None),
        ({"meetings": 2, "start_date": "2015-11-02", "end_date": "2015-12-31"}, 30),
        ({"meetings": 2, "start_date": "2014-01-01", "end_date": "2019-12-31"}, 183),
    ],
)
def test_even_spacing_divides_the_body_s_life_in_the_year(fields: dict[str, object], ideal: int | None) -> None:
    halves = (period("H1", "2015-11-01", "2016-04-30"), period("H2", "2016-05-01", "2016-10-31"))
    problem = council(body("GB", **fields), *halves)
    plan = calendar(problem, meeting(problem, on="2015-11-19"), meeting(problem, on="2015-11-20"))
    ends = [row.why.split("where ")[1] for row in even_spacing.score(problem, plan)]
    assert ends == ([] if ideal is None else [f"{ideal} would be even."])


@pytest.mark.parametrize(
    ("fields", "ideal", "least", "most"),
    [
        ({"meetings": 11, "months": frozenset(range(1, 13)) - {8}}, 30, 23, 68),
        ({"meetings": 6, "months": frozenset({1, 2, 3, 4, 5, 6})}, 30, 23, 37),
        ({"meetings": 6, "months": frozenset({11, 1, 3, 5, 7, 9})}, 30, 23, 68),
        ({"per_period": 1, "cycle": "month"}, 30, 23, 38),
        ({"per_period": 2}, 44, 37, 148),
        ({"per_period": 2, "months": frozenset({12, 1, 6, 7})}, 29, 22, 162),
    ],
)
def test_even_spacing_is_over_its_months_and_periods(
    fields: dict[str, object], ideal: int, least: int, most: int
) -> None:
    """A gap may be as much longer as the longest run of days between them that are none of its."""
    problem = council(
        body("GB", **fields),
        period("H1", "2015-12-01", "2016-02-29"),
        period("H2", "2016-06-06", "2016-08-31"),
        *(period(f"M{month}", f"2016-{month:02}-01", f"2016-{month:02}-30", "month") for month in (4, 5, 6)),
    )
    for gap, free in ((least - 1, False), (least, True), (most, True), (most + 1, False)):
        plan = calendar(
            problem, meeting(problem, on="2015-11-02"), meeting(problem, on=problem.days[1 + gap].isoformat())
        )
        rows = list(even_spacing.score(problem, plan))
        assert [row.why.split("where ")[1] for row in rows] == ([] if free else [f"{ideal} would be even."])


def test_even_spacing_of_a_meeting_day_and_not_of_its_bodies() -> None:
    problem = council(meeting_day("DAY"), session("AM"), body("HWB", meeting_day="DAY", session="AM"))
    dates = ("2015-11-19", "2015-11-26")
    plan = calendar(
        problem, *(occurrence(problem, on=on) for on in dates), *(meeting(problem, "HWB", on) for on in dates)
    )
    assert [(row.subject, row.cost) for row in even_spacing.score(problem, plan)] == [("DAY Day", 11)]


# -- same_weekday


@pytest.mark.parametrize(
    ("dates", "cost", "why"),
    [
        ([], 0, ""),
        (["2015-11-19"], 0, ""),
        (["2015-11-19", "2015-11-26"], 0, ""),
        (["2015-11-19", "2015-11-27"], 2, "Thursday is its usual day, and it has 1 meeting on another."),
        (
            ["2015-11-16", "2015-11-19", "2015-11-24", "2015-11-26"],
            4,
            "Thursday is its usual day, and it has 2 meetings on another.",
        ),
    ],
)
def test_same_weekday_counts_meetings_on_another_than_the_usual(dates: list[str], cost: int, why: str) -> None:
    problem = council(body("GB"))
    plan = calendar(problem, *(meeting(problem, on=on) for on in dates))
    row = UngrantedWish("same_weekday", "GB Board", cost, why)
    assert tuple(same_weekday.score(problem, plan)) == ((row,) if cost else ())


def test_same_weekday_of_a_meeting_day_and_not_of_its_bodies() -> None:
    problem = council(meeting_day("DAY"), session("AM"), body("HWB", meeting_day="DAY", session="AM"))
    dates = ("2015-11-19", "2015-11-27")
    plan = calendar(
        problem, *(occurrence(problem, on=on) for on in dates), *(meeting(problem, "HWB", on) for on in dates)
    )
    assert [(row.subject, row.cost) for row in same_weekday.score(problem, plan)] == [("DAY Day", 2)]
