"""Starts, lengths, numbers and notices that can be planned and are hardly meant: warnings that show what was read."""

import pytest
from raw_council import PERIODS, body, raw, rows_of

from scheduler.reading.parsing import parse

LEAVE = "If it is right, nothing need be done."


def warnings_of(settings: dict[str, object] | None = None, **tables: list) -> list[tuple[str, int | None, str]]:
    _, warnings = parse(raw(settings, **tables))
    return [(one.column or "", one.row, one.message) for one in warnings]


def remedies_of(**tables: list) -> list[str]:
    _, warnings = parse(raw(None, **tables))
    return [one.remedy for one in warnings]


@pytest.mark.parametrize(
    ("starts", "message", "remedy"),
    [
        ("6.30", "06:30 in the morning; did you mean 6.30pm?", f"Write 18:30. {LEAVE}"),
        ("10:00;07:59", "07:59 in the morning; did you mean 7.59pm?", f"Write 19:59. {LEAVE}"),
        ("00:15", "00:15 in the morning; did you mean 12.15pm?", f"Write 12:15. {LEAVE}"),
        ("21:00", "21:00 at night; did you mean 9.00am?", f"Write 09:00. {LEAVE}"),
    ],
)
def test_an_unlikely_start_is_shown_as_it_was_read(starts: str, message: str, remedy: str) -> None:
    bodies = [body(start_times=starts, duration_minutes="60")]
    assert warnings_of(bodies=bodies) == [("start_times", 2, message)]
    assert remedies_of(bodies=bodies) == [remedy]


@pytest.mark.parametrize("starts", ["08:00", "20:59", "08:00;18:30"])
def test_a_start_of_the_day_or_the_evening_is_not_asked_about(starts: str) -> None:
    assert warnings_of(bodies=[body(start_times=starts, duration_minutes="60")]) == []


@pytest.mark.parametrize(
    ("minutes", "message"),
    [
        ("3", "a meeting of 3 minutes"),
        ("1", "a meeting of 1 minute"),
        ("361", "a meeting of 6 hours and 1 minute"),
        ("420", "a meeting of 7 hours"),
        ("15", None),
        ("360", None),
    ],
)
def test_an_unlikely_length_is_shown_as_it_was_read(minutes: str, message: str | None) -> None:
    found = warnings_of(bodies=[body(start_times="10:00", duration_minutes=minutes)])
    assert found == ([] if message is None else [("duration_minutes", 2, message)])


def test_the_usual_start_and_length_are_looked_at_too() -> None:
    found = warnings_of({"default_start_times": "6.30", "default_duration_minutes": "10"})
    assert [(column, message) for column, _, message in found] == [
        ("value", "06:30 in the morning; did you mean 6.30pm?"),
        ("value", "a meeting of 10 minutes"),
    ]


def test_rows_about_one_meeting_are_looked_at_too() -> None:
    rows = rows_of("body=GB | number=1 | start=7.00 | duration_minutes=2", "body=GB | number=2 | title=Budget")
    found = warnings_of(fixed_meetings=rows)
    assert found == [
        ("start", 2, "07:00 in the morning; did you mean 7.00pm?"),
        ("duration_minutes", 2, "a meeting of 2 minutes"),
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"meetings_min": "31", "meetings_max": "60"}, [("meetings_max", 2, "60 meetings in the year")]),
        ({"meetings_min": "1", "meetings_max": "30"}, []),
        (
            {"meetings_min": None, "meetings_max": None, "per_period": "16"},
            [("per_period", 2, "32 meetings in the year")],
        ),
    ],
)
def test_sixty_meetings_of_one_body_are_asked_about(cells: dict[str, str | None], expected: list) -> None:
    assert warnings_of(bodies=[body(**cells)], periods=PERIODS) == expected


@pytest.mark.parametrize(("notice", "number"), [("29 clear days", 1), ("28", 0)])
def test_a_notice_that_no_law_asks_for_is_asked_about(notice: str, number: int) -> None:
    found = warnings_of(bodies=[body(notice_clear_days=notice)])
    assert [message for column, _, message in found if column == "notice_clear_days"] == [
        "29 clear days of notice"
    ] * number
