"""What had better be looked at, and is no fault."""

import pytest
from raw_council import DAY, PERIODS, SOUND, Cells, Place, body, raw, rows_of, warning_places

from scheduler.reading.parsing import parse

IDLE: Cells = {"body": "IDLE", "name": "Idle Group"}


@pytest.mark.parametrize(
    ("table", "rows", "places"),
    [
        ("bodies", [*SOUND["bodies"], body(body="NB", name="New")], [("bodies", 3, "body")]),
        ("bodies", [body(venue="Town Hal")], [("bodies", 2, "venue")]),
        ("bodies", [body(venue="Town Hal", attendance_mode="online")], []),
        ("bodies", [body(room_features="webcast")], [("bodies", 2, "room_features")]),
        (
            "travel",
            rows_of(
                "from_venue=Town Hall | to_venue=Elsewhere | minutes=5",
                "from_venue=Elsewhere | to_venue=Town Hall | minutes=5",
            ),
            [("travel", 2, "to_venue"), ("travel", 3, "from_venue")],
        ),
        (
            "periods",
            rows_of(
                "period=Q2 | start_date=2016-05-01 | end_date=2016-10-31",
                "period=Q1 | start_date=2015-11-01 | end_date=2016-04-29",
            ),
            [("periods", 2, "start_date")],
        ),
        (
            "periods",
            rows_of("period=Q0 | start_date=2014-05-01 | end_date=2015-10-31"),
            [("periods", 2, "start_date")],
        ),
        (
            "projects",
            rows_of(
                "project=P | title=P | report_due=2016-01-01",
                "project=Q | title=Q | report_due=2016-01-01 | reports_to=GB",
                "project=R | title=R",
            ),
            [("projects", 2, "reports_to")],
        ),
    ],
)
def test_something_doubtful_is_a_warning(table: str, rows: list[Cells], places: list[Place]) -> None:
    assert warning_places(**{table: rows}) == places


def test_a_body_that_never_meets_can_neither_report_nor_hear_reports() -> None:
    places = warning_places(
        bodies=[*SOUND["bodies"], IDLE, {"body": "IDLE2", "name": "Another Idle Group"}],
        reporting=rows_of("from_body=IDLE | to_body=GB", "from_body=IDLE | to_body=IDLE2"),
        projects=rows_of("project=P | title=P | report_due=2016-01-01 | reports_to=IDLE"),
    )
    assert places == [("reporting", 2, "from_body"), ("projects", 2, "reports_to")]


def test_a_body_that_never_meets_is_followed_by_nobody() -> None:
    bodies = [*SOUND["bodies"], IDLE]
    assert warning_places(bodies=bodies, links=rows_of("from_body=GB | to_body=IDLE | kind=follows")) == [
        ("links", 2, "to_body")
    ]
    assert warning_places(bodies=bodies, links=rows_of("from_body=IDLE | to_body=GB | kind=follows")) == []


def test_a_room_that_is_not_at_the_venue_is_a_warning() -> None:
    rooms = [*SOUND["rooms"], *rows_of("room=LC1 | name=One | venue=LifeCentre | capacity=9")]
    places = warning_places(bodies=[body(venue="LifeCentre", room="CR1")], rooms=rooms)
    assert places == [("bodies", 2, "room")]


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        ({"session": "LUNCH"}, [("bodies", 2, "session")]),
        ({"duration_minutes": 181}, [("bodies", 2, "duration_minutes")]),
        ({"duration_minutes": 180}, []),
        ({"weekdays": "Sat;Sun"}, [("bodies", 2, "weekdays")]),
        ({"weekdays": "Fri;Sat"}, []),
    ],
)
def test_a_body_that_does_not_fit_its_meeting_day_is_a_warning(cells: Cells, places: list[Place]) -> None:
    plain = {"body": "GB", "name": "Growth Board", "meeting_day": "DAY", "session": "MORNING"}
    assert warning_places(bodies=[{**plain, **cells}], **DAY) == places


def test_a_meeting_day_that_is_never_held_is_a_warning() -> None:
    places = warning_places(meeting_days=rows_of("meeting_day=DAY | name=Day"), sessions=DAY["sessions"])
    assert places == [("meeting_days", 2, "per_period")]


def test_a_theme_no_lunch_can_take_is_a_warning() -> None:
    themes = rows_of("theme=T | title=T | meeting_day=DAY")
    places = warning_places(themes=themes, meeting_days=DAY["meeting_days"], sessions=DAY["sessions"][:1])
    assert places == [("themes", 2, "meeting_day")]


def test_a_speaker_who_is_away_on_the_themes_date_is_a_warning() -> None:
    themes = rows_of(
        "theme=T | title=T | meeting_day=DAY | date=2016-01-07 | speaker=DOC",
        "theme=U | title=U | meeting_day=DAY | date=2016-01-14 | speaker=DOC",
        "theme=V | title=V | meeting_day=DAY | date=2016-01-07 | speaker=ANY",
    )
    speakers = rows_of("speaker=DOC | name=Doctor | available=2016-01-14", "speaker=ANY | name=Anybody")
    assert warning_places(themes=themes, speakers=speakers, **DAY) == [("themes", 2, "speaker")]


def test_a_strange_venue_is_told_the_nearest() -> None:
    _, warnings = parse(raw(meeting_days=[{**DAY["meeting_days"][0], "venue": "Twon Hall"}], sessions=DAY["sessions"]))
    assert [(warning.message, warning.remedy) for warning in warnings] == [
        (
            "“Twon Hall” is a venue where no room is",
            "Did you mean Town Hall? Write it as the table rooms does, or add it there.",
        )
    ]


def test_a_period_of_a_calendar_that_is_wrong_is_not_measured() -> None:
    assert warning_places(periods=PERIODS) == []
