"""Contradictions between cells, rows and tables, each a fault at the cell that shows it."""

import sys

import pytest
from raw_council import DAY, PERIODS, SOUND, Cells, Place, body, fault_places, faults_of, raw, rows_of

from scheduler.domain.reasons import Fault
from scheduler.reading.parsing import parse
from scheduler.reading.tables.headers import RawRow, RawTable
from scheduler.reading.tables.texts import CellFault

PLAIN: Cells = {"body": "GB", "name": "Growth Board"}
MEETING_DAYS, SESSIONS = DAY["meeting_days"], DAY["sessions"]


def add(table: str, *rows: str) -> list[Cells]:
    """Return the sound rows of a table, and these."""
    return [*SOUND[table], *rows_of(*rows)]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"per_period": 1, "meetings_min": 1}, ["per_period"]),
        ({"meetings_min": 3, "meetings_max": 2}, ["meetings_min"]),
        ({"meetings_max": 2, "min_gap_days": 60, "max_gap_days": 30}, ["min_gap_days"]),
        ({"meetings_max": 2, "duration_minutes": 0}, ["duration_minutes"]),
        ({"meetings_max": 2, "duration_minutes": 600}, ["duration_minutes"]),
        ({"meetings_max": 2, "start_times": "10:00;22:00"}, ["start_times"]),
        ({"meetings_max": 2, "start_times": "22:30", "duration_minutes": 90}, ["start_times"]),
        ({"meetings_max": 2, "start_date": "2016-02-01", "end_date": "2016-01-31"}, ["end_date"]),
        ({"meetings_max": 2, "successor": "gb"}, ["successor"]),
        ({"meetings_max": 2, "notice_clear_days": 8000}, ["notice_clear_days"]),
        ({"meetings_max": 2, "notice_clear_days": 1000000}, ["notice_clear_days"]),
        ({"meetings_max": 2, "report_due_days": 8000, "notice_clear_days": 5}, ["report_due_days"]),
        ({"meetings_max": 2, "report_due_days": 8000}, []),
        ({"meetings_max": 2, "report_due_days": 4000, "notice_clear_days": 4000}, ["report_due_days"]),
        ({"meetings_max": 2, "report_due_days": 20, "notice_clear_days": 5}, []),
        ({"meetings_max": 2, "quorum": 4}, ["quorum"]),
        ({"meetings_max": 2, "quorum": 3}, []),
        ({"meetings_max": 2, "quorum": "100%"}, []),
        ({"quorum": 4}, []),
        ({"meetings_max": 2, "quorum": 4, "end_date": "2015-10-31"}, []),
        ({"meetings_max": 2, "weekdays": ";"}, ["weekdays"]),
        ({"meetings_max": 2, "start_times": "22:00", "duration_minutes": 119}, []),
    ],
)
def test_a_body_that_contradicts_itself(cells: Cells, columns: list[str]) -> None:
    assert fault_places(bodies=[{**PLAIN, **cells}], periods=PERIODS) == [("bodies", 2, column) for column in columns]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"per_period": 1}, ["per_period"]),
        ({"meetings_max": 4}, ["meetings_max"]),
        ({"start_times": "22:30"}, []),
        ({"duration_minutes": 0}, ["duration_minutes"]),
    ],
)
def test_a_body_of_a_meeting_day_meets_as_often_as_the_day(cells: Cells, columns: list[str]) -> None:
    bodies = [{**PLAIN, "meeting_day": "DAY", "session": "MORNING", **cells}]
    assert fault_places(bodies=bodies, periods=PERIODS, **DAY) == [("bodies", 2, column) for column in columns]


def test_per_period_needs_periods() -> None:
    places = fault_places(
        bodies=[{**PLAIN, "per_period": 1}],
        meeting_days=rows_of("meeting_day=DAY | name=Day | per_period=1"),
        sessions=SESSIONS,
    )
    assert places == [("bodies", 2, "per_period"), ("meeting_days", 2, "per_period")]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("per_period=1 | meetings_max=1", "per_period"),
        ("meetings_min=2 | meetings_max=1", "meetings_min"),
        ("meetings_max=1 | min_gap_days=9 | max_gap_days=8", "min_gap_days"),
    ],
)
def test_a_meeting_day_that_contradicts_itself(cells: str, column: str) -> None:
    days = rows_of(f"meeting_day=DAY | name=Day | {cells}")
    places = fault_places(meeting_days=days, sessions=SESSIONS, periods=PERIODS)
    assert places == [("meeting_days", 2, column)]


def test_a_meeting_day_needs_sessions() -> None:
    assert fault_places(meeting_days=MEETING_DAYS) == [("meeting_days", 2, "meeting_day")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("session=A | kind=plenary | start=14:00 | end=14:00", "end"),
        ("session=A | kind=plenary | start=12:00 | end=12:15", "start"),
        ("session=A | kind=lunch | start=14:00 | end=15:00", "kind"),
        ("session=morning | kind=plenary | start=14:00 | end=15:00", "session"),
    ],
)
def test_sessions_of_a_meeting_day_that_do_not_fit_together(row: str, column: str) -> None:
    sessions = [*SESSIONS, *rows_of(f"meeting_day=DAY | {row}")]
    assert fault_places(meeting_days=MEETING_DAYS, sessions=sessions) == [("sessions", 4, column)]


def test_a_session_within_a_longer_one_does_not_hide_the_next() -> None:
    sessions = rows_of(
        "meeting_day=DAY | session=A | kind=boards | start=09:00 | end=17:00",
        "meeting_day=DAY | session=B | kind=boards | start=10:00 | end=11:00",
        "meeting_day=DAY | session=C | kind=boards | start=12:00 | end=13:00",
    )
    places = fault_places(meeting_days=MEETING_DAYS, sessions=sessions)
    assert places == [("sessions", 3, "start"), ("sessions", 4, "start")]


@pytest.mark.parametrize(
    ("table", "rows", "place"),
    [
        ("bodies", add("bodies", "body=gb | name=Other"), ("bodies", 3, "body")),
        ("people", add("people", "person=ann | name=Other"), ("people", 6, "person")),
        ("rooms", add("rooms", "room=cr1 | name=Other | venue=V | capacity=1"), ("rooms", 3, "room")),
        ("speakers", rows_of("speaker=X | name=X", "speaker=x | name=Y"), ("speakers", 3, "speaker")),
        ("projects", rows_of("project=X | title=X", "project=x | title=Y"), ("projects", 3, "project")),
        ("wishes", rows_of("wish=held | weight=1", "wish=Held | weight=2"), ("wishes", 3, "wish")),
        ("wishes", rows_of("wish=helt | weight=1"), ("wishes", 2, "wish")),
        ("wishes", rows_of("weight=1"), ("wishes", 2, "wish")),
        ("wishes", rows_of("wish=exchange | weight=1"), ("wishes", 2, "tier")),
        ("wishes", rows_of("wish=Exchange | weight=0 | tier=held"), ("wishes", 2, "weight")),
        ("wishes", rows_of("wish=exchange | weight=2 | tier=rooms"), ("wishes", 2, "tier")),
        ("wishes", rows_of("wish=exchange | weight=2 | tier=month"), ("wishes", 2, "tier")),
        ("wishes", rows_of("wish=held | weight=2 | tier=held"), ("wishes", 2, "tier")),
        (
            "wishes",
            rows_of("wish=exchange | weight=2 | tier=held", "wish=exchange | weight=3 | tier=held"),
            ("wishes", 3, "tier"),
        ),
        (
            "travel",
            rows_of("from_venue=A | to_venue=B | minutes=5", "from_venue=b | to_venue=a | minutes=6"),
            ("travel", 3, "minutes"),
        ),
        ("rooms", add("rooms", "room=R | name=R | venue=V | capacity=1 | combines=R"), ("rooms", 3, "combines")),
        (
            "rooms",
            add(
                "rooms",
                "room=A | name=A | venue=V | capacity=1 | combines=B",
                "room=B | name=B | venue=V | capacity=1 | combines=CR1;C",
                "room=C | name=C | venue=V | capacity=1 | combines=CR1;A",
            ),
            ("rooms", 5, "combines"),
        ),
        (
            "rooms",
            add("rooms", "room=R | name=R | venue=V | capacity=1 | open_from=9am | open_to=8am"),
            ("rooms", 3, "open_to"),
        ),
        (
            "unavailability",
            rows_of("kind=person | who=ANN | start=2016-01-02 | end=2016-01-01"),
            ("unavailability", 2, "end"),
        ),
        (
            "unavailability",
            rows_of("kind=person | who=ANN | start=2016-01-01 10:00 | end=2016-01-01 10:00"),
            ("unavailability", 2, "end"),
        ),
        (
            "closed_dates",
            rows_of("start_date=2016-01-02 | end_date=2016-01-01 | reason=Shut"),
            ("closed_dates", 2, "end_date"),
        ),
        (
            "projects",
            rows_of("project=P | title=P | start_date=2016-01-02 | end_date=2016-01-01"),
            ("projects", 2, "end_date"),
        ),
        ("fixed_meetings", rows_of("date=2016-01-07"), ("fixed_meetings", 2, "body")),
        ("fixed_meetings", rows_of("body=GB | date=2015-10-31"), ("fixed_meetings", 2, "date")),
        ("fixed_meetings", rows_of("body=GB | date=2016-11-01"), ("fixed_meetings", 2, "date")),
        ("quorum_rules", rows_of("body=GB | minimum=1"), ("quorum_rules", 2, "category")),
        ("quorum_rules", rows_of("body=GB | minimum=4 | role=member"), ("quorum_rules", 2, "minimum")),
        ("quorum_rules", rows_of("body=GB | minimum=1 | category=nhs"), ("quorum_rules", 2, "minimum")),
        ("quorum_rules", rows_of("body=GB | minimum=1 | person=DAN"), ("quorum_rules", 2, "minimum")),
        (
            "memberships",
            add("memberships", "person=DAN | body=GB | substitute=BOB;dan"),
            ("memberships", 5, "substitute"),
        ),
        ("memberships", add("memberships", "person=ann | body=gb | role=clerk"), ("memberships", 5, "person")),
        (
            "memberships",
            add("memberships", "person=ANN | body=GB | start_date=2016-01-01"),
            ("memberships", 5, "start_date"),
        ),
        (
            "memberships",
            add("memberships", "person=DAN | body=GB | start_date=2016-01-02 | end_date=2016-01-01"),
            ("memberships", 5, "end_date"),
        ),
    ],
)
def test_a_contradiction_is_a_fault_at_the_cell_that_shows_it(table: str, rows: list[Cells], place: Place) -> None:
    assert fault_places(**{table: rows}) == [place]


def test_memberships_one_after_another_are_no_fault() -> None:
    members = rows_of(
        "person=ANN | body=GB | start_date=2016-02-01",
        "person=ANN | body=GB | role=clerk | end_date=2016-01-31",
        "person=BOB | body=GB",
    )
    assert fault_places(memberships=members) == []


def test_a_membership_within_another_does_not_hide_the_next() -> None:
    members = rows_of(
        "person=ANN | body=GB | start_date=2016-01-01",
        "person=ANN | body=GB | start_date=2016-02-01 | end_date=2016-02-02",
        "person=ANN | body=GB | start_date=2016-03-01 | end_date=2016-03-02",
    )
    assert fault_places(memberships=members) == [("memberships", 3, "start_date"), ("memberships", 4, "start_date")]


def test_periods_that_overlap_are_a_fault_at_the_later() -> None:
    periods = rows_of(
        "period=Q2 | start_date=2016-02-01 | end_date=2016-10-31",
        "period=Q1 | start_date=2015-11-01 | end_date=2016-02-01",
        "period=q1 | start_date=2016-03-01 | end_date=2016-03-02",
        "period=Q4 | start_date=2016-12-01 | end_date=2016-11-30",
    )
    assert fault_places(periods=periods) == [
        ("periods", 2, "start_date"),
        ("periods", 4, "period"),
        ("periods", 4, "start_date"),
        ("periods", 5, "end_date"),
    ]


def test_a_day_before_the_calendar_is_a_fault_though_its_last_day_is_wrong() -> None:
    fixed = rows_of("body=GB | date=2015-10-31", "body=GB | date=2099-01-01")
    places = fault_places({"end_date": "soon"}, fixed_meetings=fixed)
    assert places == [("settings", 4, "value"), ("fixed_meetings", 2, "date")]


def test_something_is_fixed_once_for_a_body_or_a_meeting_day() -> None:
    fixed = rows_of("body=GB | meeting_day=DAY | date=2016-01-07")
    assert fault_places(fixed_meetings=fixed, **DAY) == [("fixed_meetings", 2, "meeting_day")]


def test_nothing_is_fixed_for_what_never_meets() -> None:
    places = fault_places(
        bodies=[PLAIN],
        meeting_days=rows_of("meeting_day=DAY | name=Day"),
        sessions=SESSIONS,
        fixed_meetings=rows_of("body=GB | date=2016-01-07", "meeting_day=DAY | date=2016-01-07"),
    )
    assert places == [("fixed_meetings", 2, "body"), ("fixed_meetings", 3, "meeting_day")]


def test_reports_that_go_round_are_a_fault_where_the_circle_closes() -> None:
    bodies = [body(body=code, name=code) for code in ("GB", "A", "B", "C", "D")]
    members = rows_of(*(f"person=ANN | body={row['body']}" for row in bodies))
    reporting = rows_of(
        "from_body=A | to_body=B",
        "from_body=A | to_body=C",
        "from_body=B | to_body=GB",
        "from_body=C | to_body=GB",
        "from_body=D | to_body=A",
        "from_body=GB | to_body=A | kind=escalate",
        "from_body=GB | to_body=A",
        "from_body=C | to_body=C",
    )
    found = raw(bodies=bodies, memberships=members, reporting=reporting)
    assert [(fault.row, fault.column, fault.message) for fault in faults_of(found)] == [
        (8, "to_body", "the reports go round in a circle: GB → A → B → GB"),
        (9, "to_body", "C cannot report to itself"),
    ]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (["from_body=GB | to_body=B | kind=follows | minutes=0", "from_body=B | to_body=GB | kind=not_next_day"], []),
        (["from_body=GB | to_body=gb | kind=not_same_day"], [(2, "to_body")]),
        (["from_body=GB | to_body=B | kind=not_same_day | minutes=5"], [(2, "minutes")]),
        (["from_body=GB | to_body=C | kind=not_same_day"], [(2, "to_body")]),
        (["from_body=GB | to_body=B"], [(2, "kind")]),
        (
            ["from_body=GB | to_body=B | kind=not_same_week", "from_body=B | to_body=GB | kind=not_same_week"],
            [(3, "kind")],
        ),
        (["from_body=GB | to_body=B | kind=follows", "from_body=GB | to_body=B | kind=follows"], [(3, "kind")]),
        (["from_body=GB | to_body=B | kind=follows", "from_body=B | to_body=GB | kind=not_same_week"], [(3, "kind")]),
        (["from_body=GB | to_body=B | kind=not_same_day", "from_body=B | to_body=GB | kind=follows"], [(3, "kind")]),
        (["from_body=GB | to_body=B | kind=follows", "from_body=B | to_body=GB | kind=follows"], [(3, "to_body")]),
        (["from_body=GB | to_body=S1 | kind=follows"], []),
        (["from_body=S1 | to_body=GB | kind=follows"], [(2, "from_body")]),
        (["from_body=S1 | to_body=S2 | kind=not_same_day"], [(2, "kind")]),
        (["from_body=S1 | to_body=S2 | kind=not_next_day"], []),
    ],
)
def test_a_link_that_contradicts_itself_or_another(rows: list[str], places: list[tuple[int, str]]) -> None:
    bodies = [body(body=code, name=code, meetings_max=2) for code in ("GB", "B")]
    bodies += [{"body": code, "name": code, "meeting_day": "DAY", "session": "MORNING"} for code in ("S1", "S2")]
    members = rows_of(*(f"person=ANN | body={row['body']}" for row in bodies))
    found = faults_of(raw(bodies=bodies, memberships=members, links=rows_of(*rows), **DAY))
    assert [(fault.row, fault.column) for fault in found] == places


@pytest.mark.slow
def test_a_long_circle_is_written_without_its_middle() -> None:
    many = sys.getrecursionlimit() + 1
    rooms = rows_of(*(f"room=R{n} | name=R | venue=V | capacity=1 | combines=R{(n + 1) % many}" for n in range(many)))
    last = many - 1
    ways = f"R{last} → R0 → R1 → R2 → R3 → R4 → R5 → R6 → R7 → R8 → … → R{last - 1} → R{last}"
    assert [(fault.row, fault.message) for fault in faults_of(raw(rooms=rooms))] == [
        (many + 1, f"the room is made of itself: {ways}")
    ]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("min_working_days=5 | max_working_days=4", "min_working_days"),
        ("max_working_days=5", "max_working_days"),
        ("max_working_days=6", None),
        ("max_working_days=5 | kind=escalate", None),
    ],
)
def test_a_reporting_minimum_is_not_above_its_maximum(cells: str, column: str | None) -> None:
    bodies = [body(notice_clear_days=5), body(body="A", name="A")]
    members = [*SOUND["memberships"], *rows_of("person=ANN | body=A")]
    reporting = rows_of(f"from_body=A | to_body=GB | {cells}")
    places = fault_places(bodies=bodies, memberships=members, reporting=reporting)
    assert places == ([] if column is None else [("reporting", 2, column)])


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("served_until=2015-11-10", None),
        ("served_until=2015-10-30", "served_until is Friday 30 October 2015, before the calendar begins on "),
        ("served_until=2015-11-10 | kind=escalate", "what is escalated is drawn, and not scheduled"),
    ],
)
def test_a_day_up_to_which_meetings_are_served_says_something(cells: str, message: str | None) -> None:
    bodies = [body(), body(body="A", name="A")]
    members = [*SOUND["memberships"], *rows_of("person=ANN | body=A")]
    reporting = rows_of(f"from_body=A | to_body=GB | min_working_days=1 | {cells}")
    _, told = parse(raw(bodies=bodies, memberships=members, reporting=reporting))
    found = [warning.message for warning in told if warning.column == "served_until"]
    assert [one[: len(message or "")] for one in found] == ([] if message is None else [message])


@pytest.mark.parametrize(
    ("cells", "column"),
    [("date=2016-11-01", "date"), ("weight=0", "weight"), ("weight=11", "weight"), ("weight=10", None)],
)
def test_a_theme_that_cannot_be(cells: str, column: str | None) -> None:
    places = fault_places(themes=rows_of(f"theme=T | title=T | meeting_day=DAY | {cells}"), **DAY)
    assert places == ([] if column is None else [("themes", 2, column)])


def test_a_blank_that_must_be_filled_is_a_fault() -> None:
    found = raw(rooms=rows_of("room=CR1 | name=One | capacity=4"), travel=rows_of("from_venue=A | to_venue=B"))
    assert [(fault.table, fault.row, fault.column, fault.message, fault.remedy) for fault in faults_of(found)] == [
        (
            "rooms",
            2,
            "venue",
            "venue is blank, and every row of rooms needs it",
            "Fill in venue, or clear the whole row.",
        ),
        (
            "travel",
            2,
            "minutes",
            "minutes is blank, and every row of travel needs it",
            "Fill in minutes, or clear the whole row.",
        ),
    ]


def test_a_column_that_is_missing_is_not_missed_in_every_row() -> None:
    found = raw(bodies=rows_of("name=Growth Board", "body=GB | name=Growth Board"))
    rooms = found.tables["rooms"]
    rows = RawRow(2, {"room": "CR1", "name": "One"}), RawRow(3, {"name": "Two", "capacity": 2})
    found.tables["rooms"] = RawTable("rooms", rows, rooms.columns - {"venue"})
    places = [(fault.table, fault.row, fault.column) for fault in faults_of(found)]
    assert places == [("bodies", 2, "body"), ("rooms", 2, "capacity"), ("rooms", 3, "room")]


def test_a_cell_that_could_not_be_had_is_complained_of_once() -> None:
    unknown = CellFault("the formula has no value", "Open the workbook in Excel and save it.")
    found = raw({"end_date": unknown}, rooms=[{"room": "CR1", "name": "One", "venue": unknown, "capacity": 4}])
    found.faults.append(Fault("rooms", 2, "venue", unknown.message, unknown.remedy))
    place = Fault("settings", 4, "value", unknown.message, unknown.remedy)
    assert faults_of(found) == (place, *found.faults)


def test_a_list_of_nobody_is_a_blank() -> None:
    assert fault_places(busy_calendars=rows_of("kind=person | who=; | file=a.ics")) == [("busy_calendars", 2, "who")]
