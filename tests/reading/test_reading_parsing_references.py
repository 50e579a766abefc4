"""Codes that name nothing: the cell, and what was probably meant."""

import pytest
from raw_council import DAY, PERIODS, SOUND, body, fault_places, faults_of, problem_of, raw, rows_of

from scheduler.domain.reasons import Fault
from scheduler.reading.tables.headers import RawInput, RawTable


def remedies(found: RawInput) -> list[tuple[str, str]]:
    return [(fault.message, fault.remedy) for fault in faults_of(found)]


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("bodies", "body=X | name=X | room=CR9", "room"),
        ("bodies", "body=X | name=X | successor=Y", "successor"),
        ("memberships", "person=EVE | body=GB", "person"),
        ("memberships", "person=ANN | body=HWB", "body"),
        ("memberships", "person=DAN | body=GB | substitute=BOB;EVE", "substitute"),
        ("quorum_rules", "body=HWB | minimum=1 | role=chair", "body"),
        ("quorum_rules", "body=GB | minimum=1 | person=EVE", "person"),
        ("sessions", "meeting_day=D | session=S | kind=boards | start=9am | end=10am", "meeting_day"),
        ("rooms", "room=R | name=R | venue=V | capacity=2 | combines=R1", "combines"),
        ("unavailability", "kind=person | who=EVE | start=2016-01-01 | end=2016-01-01", "who"),
        ("busy_calendars", "kind=room | who=CR1;CR9 | file=a.ics", "who"),
        ("closed_dates", "start_date=2016-01-01 | reason=Shut | applies_to=GB;Nobody", "applies_to"),
        ("reporting", "from_body=HWB | to_body=GB", "from_body"),
        ("reporting", "from_body=GB | to_body=HWB", "to_body"),
        ("fixed_meetings", "body=HWB | date=2016-01-07", "body"),
        ("fixed_meetings", "meeting_day=D | date=2016-01-07", "meeting_day"),
        ("fixed_meetings", "body=GB | date=2016-01-07 | room=CR9", "room"),
        ("projects", "project=P | title=P | lead_officer=EVE", "lead_officer"),
        ("projects", "project=P | title=P | sponsor=EVE", "sponsor"),
        ("projects", "project=P | title=P | reports_to=HWB", "reports_to"),
        ("themes", "theme=T | title=T | meeting_day=D", "meeting_day"),
    ],
)
def test_a_code_that_names_nothing_is_a_fault_at_its_cell(table: str, row: str, column: str) -> None:
    rows = SOUND.get(table, [])
    assert fault_places(**{table: [*rows, *rows_of(row)]}) == [(table, len(rows) + 2, column)]


@pytest.mark.parametrize(
    ("row", "column"),
    [("sponsor=X", "sponsor"), ("periods=Q1;Q9", "periods"), ("speaker=X", "speaker")],
)
def test_a_theme_names_bodies_periods_and_speakers(row: str, column: str) -> None:
    themes = rows_of(f"theme=T | title=T | meeting_day=DAY | {row}")
    assert fault_places(themes=themes, periods=PERIODS, **DAY) == [("themes", 2, column)]


def test_a_near_code_a_name_and_an_alias_are_suggested() -> None:
    bodies = [body(aliases="Econ Growth"), body(body="HWB", name="Health and Wellbeing Board")]
    wanted = ("HWBB", "health & wellbing board", "econ grow")
    members = rows_of(*(f"person=ANN | body={code}" for code in wanted))
    found = raw(bodies=bodies, memberships=[*members, *rows_of("person=CAT | body=Zzz")])
    table = "Write a code of the table bodies, or add it there."
    assert remedies(found) == [
        ("“HWBB” names nothing in the table bodies", f"Did you mean HWB? {table}"),
        ("“health & wellbing board” names nothing in the table bodies", f"Did you mean HWB? {table}"),
        ("“econ grow” names nothing in the table bodies", f"Did you mean GB? {table}"),
        ("“Zzz” names nothing in the table bodies", table),
    ]


def test_a_code_of_another_kind_is_told_so() -> None:
    found = raw(unavailability=rows_of("kind=room | who=ann | start=2016-01-01 | end=2016-01-01"))
    assert remedies(found) == [
        (
            "“ann” names nothing in the table rooms",
            "It is in the table people. Write a code of the table rooms, or add it there.",
        )
    ]


def test_who_is_not_looked_up_while_its_kind_is_wrong() -> None:
    absences = rows_of("kind=pet | who=Rex | start=2016-01-01 | end=2016-01-01")
    assert fault_places(unavailability=absences) == [("unavailability", 2, "kind")]


def test_accents_compare_however_they_are_stored() -> None:
    people = [{"person": "ZOE\N{COMBINING DIAERESIS}", "name": "Zo"}]
    memberships = [{"person": "zo\N{LATIN SMALL LETTER E WITH DIAERESIS}", "body": "GB"}]
    problem = problem_of(people=people, memberships=memberships)
    assert problem.memberships[0].person == "ZOE\N{COMBINING DIAERESIS}"


def test_codes_are_not_missed_in_a_table_that_cannot_be_read() -> None:
    found = raw()
    del found.tables["people"]
    found.tables["bodies"] = RawTable("bodies", (), frozenset({"name"}))
    del found.tables["rooms"]
    found.faults.append(Fault("people", None, None, "the table is missing", "Add it."))
    assert [fault.table for fault in faults_of(found)] == ["people"]


@pytest.mark.parametrize(
    ("cells", "column", "message", "remedy"),
    [
        (
            {"meeting_day": "DAY", "session": "MORNIN"},
            "session",
            "“MORNIN” is no session of the meeting day DAY",
            "Did you mean MORNING? Write a session of DAY, or add it to the table sessions.",
        ),
        (
            {"meeting_day": "DAY"},
            "session",
            "meeting_day is filled in and session is blank: a body sits in a session of a meeting day",
            "Fill in session, or clear meeting_day as well.",
        ),
        (
            {"session": "MORNING", "meetings_max": 4},
            "meeting_day",
            "session is filled in and meeting_day is blank: a body sits in a session of a meeting day",
            "Fill in meeting_day, or clear session as well.",
        ),
    ],
)
def test_a_body_names_a_session_of_its_meeting_day(
    cells: dict[str, object], column: str, message: str, remedy: str
) -> None:
    found = raw(bodies=[{"body": "GB", "name": "Growth Board", **cells}], **DAY)
    assert faults_of(found) == (Fault("bodies", 2, column, message, remedy),)


def test_a_session_is_not_missed_while_some_session_has_a_faulty_code() -> None:
    sessions = [*DAY["sessions"], *rows_of("meeting_day=DAI | session=EVENING | kind=boards | start=5pm | end=7pm")]
    board = body(meetings_min=None, meetings_max=None, meeting_day="DAY", session="EVENING")
    places = fault_places(bodies=[board], meeting_days=DAY["meeting_days"], sessions=sessions)
    assert places == [("sessions", 4, "meeting_day")]


def test_a_wrong_sheet_of_thousands_of_codes_is_soon_read() -> None:
    people = [{"person": f"P{n}", "name": f"Person {n}"} for n in range(2_000)]
    memberships = [{"person": f"Q{n}{'x' * (n % 100)}", "body": "GB"} for n in range(2_000)]
    (fault,) = faults_of(raw(people=people, memberships=memberships))
    where = "likewise in rows 3, 4, 5, 6, 7 and 1994 more"
    assert (fault.row, fault.message) == (2, f"“Q0” names nothing in the table people ({where})")
