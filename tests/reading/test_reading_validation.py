"""Problems made in Python: what was read stays as it is, and what is broken is told as of a workbook that says so."""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from builders import absence, body, closed, council, fixed, meeting_day, member, period, person, reports, room, session
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from raw_council import DAY, PERIODS, faults_of, raw, rows_of
from rounds import rounds

from scheduler.domain.bodies import Cadence, QuorumRule
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Absence, Problem
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading import read_input, validated
from scheduler.reading.parsing import parse

INPUTS = Path(__file__).parents[2] / "inputs"
SOUND = parse(raw())[0]


def said(problem: Problem) -> dict[str, Any]:
    """Return everything a problem says, its dicts in their order."""
    values = {field.name: getattr(problem, field.name) for field in fields(problem)}
    return {name: list(value.items()) if isinstance(value, dict) else value for name, value in values.items()}


def faults_in(problem: Problem) -> tuple[Fault, ...]:
    try:
        validated(problem)
    except InputFaults as refused:
        return tuple(refused.faults)
    return ()


def with_row(problem: Problem, table: str, code: Any, **changed: Any) -> Problem:
    """Return a problem with one of its rows changed."""
    rows = getattr(problem, table)
    return replace(problem, **{table: {**rows, code: replace(rows[code], **changed)}})


def without(problem: Problem, table: str, code: str) -> Problem:
    return replace(problem, **{table: {key: row for key, row in getattr(problem, table).items() if key != code}})


@pytest.mark.parametrize("name", ["trafford-2015-16", "harrow-2011-12", "district-2027-28", "reorganisation-2027-28"])
def test_what_was_read_stays_as_it_is(name):
    problem, _ = read_input(INPUTS / name)
    assert said(validated(problem)[0]) == said(problem)


def test_what_no_table_states_is_kept():
    placed = Plan("The rest", SOUND.settings.start_date, SOUND.settings.end_date, input_sha256="")
    problem = replace(SOUND, as_of="2015-10-01T09:30:00Z", busy_files=("a.ics",), placed=placed)
    assert said(validated(problem)[0]) == said(problem)


def test_busy_time_keeps_its_seconds():
    start, end = dt.datetime(2015, 11, 19, 10, 0, 20), dt.datetime(2015, 11, 19, 10, 0, 40)
    problem = replace(SOUND, absences=(Absence("person", "ANN", start, end, "busy in a.ics"),))
    assert said(validated(problem)[0]) == said(problem)


def test_blanks_are_filled_in_and_codes_spelt_alike():
    problem = council(
        body("GB", cadence=Cadence(minimum=4)), member("ann", role="chair"), person("ANN"), room("CR1", venue="Hall")
    )
    found, _ = validated(without(problem, "people", "ann"))
    assert found.bodies["GB"].cadence == Cadence(minimum=4, maximum=4)
    assert [row.person for row in found.memberships] == ["ANN"]


def test_warnings_are_those_of_a_workbook():
    warned = {"rooms": rows_of("room=CR1 | name=Room | venue=Hall | capacity=9"), "memberships": []}
    problem, warnings = parse(raw(**warned))
    assert warnings
    assert validated(problem)[1] == warnings


Broken = tuple[dict[str, Any], Callable[[], Problem]]

BROKEN: dict[str, Broken] = {
    "a membership of no body": (
        {"memberships": rows_of("person=ANN | body=XX")},
        lambda: replace(SOUND, memberships=(replace(SOUND.memberships[0], body="XX", role="member"),)),
    ),
    "a chair that is not among the people": (
        {"people": rows_of(*(f"person={code} | name=Councillor {code.title()}" for code in ("BOB", "CAT", "DAN")))},
        lambda: without(SOUND, "people", "ANN"),
    ),
    "a quorum above the membership": (
        {"bodies": rows_of("body=GB | name=Growth Board | meetings_min=1 | meetings_max=4 | quorum=9")},
        lambda: with_row(SOUND, "bodies", "GB", quorum=9),
    ),
    "a share of more than everybody": (
        {"bodies": rows_of("body=GB | name=Growth Board | meetings_min=1 | meetings_max=4 | quorum=3/2")},
        lambda: with_row(SOUND, "bodies", "GB", quorum=Fraction(3, 2)),
    ),
    "a quorum rule that nobody meets": (
        {"quorum_rules": rows_of("body=GB | minimum=2 | person=ANN")},
        lambda: replace(SOUND, quorum_rules=(QuorumRule("GB", 2, person="ANN"),)),
    ),
    "a room of less than nothing": (
        {"rooms": rows_of("room=CR1 | name=Committee Room 1 | venue=Town Hall | capacity=-3")},
        lambda: with_row(SOUND, "rooms", "CR1", capacity=-3),
    ),
    "a last day before the first": (
        {"settings": {"end_date": "2015-10-31"}},
        lambda: replace(SOUND, settings=replace(SOUND.settings, end_date=dt.date(2015, 10, 31))),
    ),
    "meetings in periods, and no periods": (
        {"bodies": rows_of("body=GB | name=Growth Board | per_period=1")},
        lambda: with_row(SOUND, "bodies", "GB", cadence=Cadence(per_period=1)),
    ),
    "codes that differ by case alone": (
        {
            "rooms": rows_of(
                "room=CR1 | name=Committee Room 1 | venue=Town Hall | capacity=20",
                "room=cr1 | name=Committee Room 1 | venue=Town Hall | capacity=20",
            )
        },
        lambda: replace(SOUND, rooms={**SOUND.rooms, "cr1": replace(SOUND.rooms["CR1"], code="cr1")}),
    ),
    "a body without a name": (
        {"bodies": rows_of("body=GB | name= | meetings_min=1 | meetings_max=4")},
        lambda: with_row(SOUND, "bodies", "GB", name=""),
    ),
    "a role that is none": (
        {"memberships": rows_of("person=ANN | body=GB | role=chairmn")},
        lambda: replace(SOUND, memberships=(replace(SOUND.memberships[0], role="chairmn"),)),
    ),
    "an hour that no day has": (
        {"bodies": rows_of("body=GB | name=Growth Board | meetings_min=1 | meetings_max=4 | start_times=25:00")},
        lambda: with_row(SOUND, "bodies", "GB", start_times=(1500,)),
    ),
    "an absence that ends before it starts": (
        {"unavailability": rows_of("kind=person | who=ANN | start=2015-11-19 | end=2015-11-18")},
        lambda: replace(SOUND, absences=(absence("person", "ANN", "2015-11-19", "2015-11-18", "unavailable"),)),
    ),
    "a report to itself": (
        {"reporting": rows_of("from_body=GB | to_body=GB | min_working_days=1")},
        lambda: replace(SOUND, reporting=(reports("GB", "GB"),)),
    ),
    "a fixed meeting outside the calendar": (
        {"fixed_meetings": rows_of("body=GB | date=2017-01-01")},
        lambda: replace(SOUND, fixed_meetings=(fixed("2017-01-01", body="GB"),)),
    ),
    "a body in a session that is none": (
        {**DAY, "bodies": rows_of("body=GB | name=Growth Board | meeting_day=DAY | session=EVENING")},
        lambda: with_row(parse(raw(**DAY))[0], "bodies", "GB", cadence=Cadence(), meeting_day="DAY", session="EVENING"),
    ),
    "periods that overlap": (
        {"periods": [*PERIODS, *rows_of("period=Q3 | start_date=2016-05-02 | end_date=2016-06-01")]},
        lambda: replace(
            parse(raw(periods=PERIODS))[0],
            periods=(*parse(raw(periods=PERIODS))[0].periods, period("Q3", "2016-05-02", "2016-06-01")),
        ),
    ),
    "a weekday that cannot be": (
        {"people": rows_of(*(f"person={code} | name=N | weekdays=;" for code in ("ANN", "BOB", "CAT")))},
        lambda: replace(
            SOUND, people={code: person(code, name="N", weekdays=frozenset()) for code in ("ANN", "BOB", "CAT")}
        ),
    ),
    "a wish that is none": (
        {"wishes": rows_of("wish=sunshine | weight=3")},
        lambda: replace(SOUND, wish_weights={"sunshine": 3}),
    ),
    "an exchange of the last tier": (
        {"wishes": rows_of("wish=exchange | weight=3 | tier=rooms")},
        lambda: replace(SOUND, exchanges={"rooms": 3}),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_problem_is_told_as_the_broken_workbook(name):
    tables, problem = BROKEN[name]
    told = faults_of(raw(**tables))
    assert told
    assert faults_in(problem()) == told


@pytest.mark.parametrize(
    ("problem", "place", "words"),
    [
        (lambda: with_row(SOUND, "rooms", "CR1", capacity="20"), ("rooms", 2, "capacity"), "“20” is of the type str"),
        (lambda: with_row(SOUND, "rooms", "CR1", capacity=True), ("rooms", 2, "capacity"), "of the type bool"),
        (
            lambda: with_row(SOUND, "bodies", "GB", start_times=("10:00",)),
            ("bodies", 2, "start_times"),
            "of the type tuple[str]",
        ),
        (
            lambda: with_row(SOUND, "bodies", "GB", start_times=(-5,)),
            ("bodies", 2, "start_times"),
            "-5 is no number of",
        ),
        (lambda: with_row(SOUND, "bodies", "GB", quorum=0.25), ("bodies", 2, "quorum"), "of the type float"),
        (lambda: with_row(SOUND, "bodies", "GB", aliases="GB"), ("bodies", 2, "aliases"), "a tuple of texts"),
        (lambda: with_row(SOUND, "bodies", "GB", aliases=("A;B",)), ("bodies", 2, "aliases"), "has a semicolon"),
        (lambda: with_row(SOUND, "bodies", "GB", weekdays=frozenset((7,))), ("bodies", 2, "weekdays"), "no day of the"),
        (lambda: with_row(SOUND, "bodies", "GB", cadence=4), ("bodies", 2, None), "Cadence is wanted"),
        (lambda: replace(SOUND, memberships=("ANN",)), ("memberships", 2, None), "Membership is wanted"),
        (lambda: replace(SOUND, rooms=[room()]), ("rooms", None, None), "dict is wanted"),
        (lambda: replace(SOUND, settings=None), ("settings", None, None), "Settings is wanted"),
        (lambda: replace(SOUND, wish_weights=()), ("wishes", None, None), "dict is wanted"),
        (lambda: replace(SOUND, exchanges=()), ("wishes", None, None), "dict is wanted"),
        (lambda: replace(SOUND, rooms={"CR2": room("CR1")}), ("rooms", 2, "room"), "under another key, “CR2”"),
        (
            lambda: replace(
                SOUND,
                absences=(Absence("person", "ANN", dt.date(2016, 1, 1), dt.datetime(2016, 1, 2), "Away"),),
            ),
            ("unavailability", 2, "start"),
            "of the type date",
        ),
        (lambda: replace(SOUND, as_of="today"), ("", None, None), "no moment"),
        (
            lambda: replace(SOUND, settings=replace(SOUND.settings, start_date="2015-11-01")),
            ("settings", 3, "value"),
            "a day (date) is wanted",
        ),
        (
            lambda: replace(
                SOUND,
                absences=(Absence("person", "ANN", dt.datetime.now(dt.UTC), dt.datetime(2016, 1, 1), "Away"),),
            ),
            ("unavailability", 2, "start"),
            "has a time zone",
        ),
    ],
)
def test_what_only_python_can_get_wrong_is_told_at_its_place(problem, place, words):
    told = [fault for fault in faults_in(problem()) if (fault.table, fault.row, fault.column) == place]
    assert [words in fault.message for fault in told] == [True]


def test_every_fault_is_told_at_once():
    problem = with_row(with_row(SOUND, "rooms", "CR1", capacity=-3), "bodies", "GB", notice_clear_days="five")
    assert [(fault.table, fault.row, fault.column) for fault in faults_in(problem)] == [
        ("bodies", 2, "notice_clear_days"),
        ("rooms", 2, "capacity"),
    ]


DAYS = st.dates(dt.date(2015, 11, 1), dt.date(2016, 4, 30))
LATER_DAYS = st.dates(dt.date(2016, 5, 1), dt.date(2016, 10, 31))
SOME = st.lists(st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri"]), min_size=1, unique=True).map("; ".join)
CODES = st.sampled_from(["ANN", "BOB", "CAT", "DAN"])
CLOCK = st.times(dt.time(8), dt.time(18)).map(lambda time: f"{time:%H:%M}")


def moments(days: st.SearchStrategy[dt.date]) -> st.SearchStrategy[str]:
    return st.one_of(days.map(str), st.tuples(days.map(str), CLOCK).map(" ".join))


def row(needed: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    ready = {name: value if isinstance(value, st.SearchStrategy) else st.just(value) for name, value in needed.items()}
    return st.fixed_dictionaries(ready, optional=optional)


@st.composite
def tables(draw):
    """Draw the tables of a small council, most of them without a contradiction."""
    optional = {
        "classification": st.sampled_from(["committee", "Task and finish", "odd"]),
        "aliases": st.just("One; Two"),
        "weekdays": SOME,
        "preferred_weekdays": SOME,
        "start_times": st.lists(CLOCK, min_size=1).map("; ".join),
        "duration_minutes": st.integers(30, 120),
        "quorum": st.sampled_from(["1", "25%", "1/3", "12.5%", "100%"]),
        "notice_clear_days": st.integers(0, 7),
        "statutory": st.booleans(),
        "attendance_mode": st.sampled_from(["in_person", "hybrid", "online"]),
        "room_features": st.just("hearing loop; Screen"),
        "extra_seats": st.integers(0, 9),
        "start_date": DAYS,
        "successor": st.just("gb"),
    }
    bodies = [
        draw(row({"body": code, "name": f"{code} Board"}, meetings_max=st.integers(0, 5), **optional))
        for code in ("AB", "CD")
    ]
    bodies.append({"body": "GB", "name": "Growth Board", "meeting_day": "day", "session": "Morning"})
    people = [
        draw(
            row(
                {"person": code, "name": code.title()},
                organisation=st.just("Council"),
                weekdays=SOME,
                dietary=st.just("vegan"),
            )
        )
        for code in ("ANN", "BOB", "CAT", "DAN")
    ]
    seat = {
        "role": st.sampled_from(["chair", "member", "clerk", "adviser"]),
        "voting": st.booleans(),
        "attendance": st.sampled_from(["required", "optional"]),
        "on_behalf_of": st.just("Everybody"),
    }
    seats = draw(st.lists(st.tuples(CODES, st.sampled_from(["AB", "cd", "GB"])), unique=True))
    memberships = [draw(row({"person": who, "body": of}, **seat)) for who, of in seats]
    rooms = [
        draw(
            row(
                {"room": code, "name": code, "venue": "Town Hall", "capacity": st.integers(0, 99)},
                features=st.just("screen; Hearing Loop"),
                setup_minutes=st.integers(0, 60),
                open_from=st.just("08:00"),
                open_to=st.just("21:59"),
                cost_per_hour=st.sampled_from(["£12.50", "0.1", 7]),
            )
        )
        for code in ("CR1", "CR2")
    ]
    away = row(
        {"kind": "person", "who": CODES, "start": moments(DAYS), "end": moments(LATER_DAYS)},
        reason=st.just("Away"),
        strength=st.just("soft"),
    )
    shut = row(
        {"start_date": DAYS, "reason": "Recess"},
        end_date=LATER_DAYS,
        applies_to=st.just("ab; committee"),
        non_working=st.booleans(),
    )
    return {
        **DAY,
        "bodies": bodies,
        "people": people,
        "memberships": memberships,
        "rooms": rooms,
        "periods": draw(st.sampled_from([[], PERIODS])),
        "travel": rows_of("from_venue=Town Hall | to_venue=Library | minutes=20"),
        "unavailability": [draw(away) for _ in range(draw(st.integers(0, 2)))],
        "closed_dates": [draw(shut) for _ in range(draw(st.integers(0, 2)))],
        "reporting": draw(st.sampled_from([[], rows_of("from_body=ab | to_body=gb | max_working_days=40")])),
        "speakers": rows_of("speaker=SPK | name=Speaker | available=2015-11-19; 2015-11-12"),
        "themes": rows_of("theme=T | title=Theme | meeting_day=DAY | speaker=spk | weight=3"),
        "projects": rows_of("project=P | title=Project | reports_to=GB | report_due=2016-03-01; 2016-01-01"),
        "fixed_meetings": rows_of("meeting_day=DAY | date=2015-11-19"),
        "wishes": rows_of("wish=room_fit | weight=2"),
    }  # fmt: skip


@pytest.mark.slow
@settings(max_examples=rounds(150))
@given(tables())
def test_whatever_is_read_stays_as_it_is(found):
    assume(not faults_of(raw(**found)))
    problem, _ = parse(raw(**found))
    assert said(validated(problem)[0]) == said(problem)


JUNK = st.sampled_from(
    [None, "", "x", "2015-11-19", -1, 0, 10**9, 0.5, float("nan"), True, (), ("x",), (1,), frozenset(), frozenset((9,)),
     {}, dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.datetime(2016, 1, 1, 9), Fraction(-1, 3), object(), b"x"]
)  # fmt: skip
WHOLE = council(
    body("AB"), body("GB", meeting_day="DAY", session="AM"), member("ANN", "AB", "chair"), room(), meeting_day(),
    session(), period("Q1", "2015-11-01", "2016-10-31"), closed("2015-12-24"), absence("person", "ANN", "2016-01-04"),
    reports("AB", "GB"), fixed("2015-11-19", body="AB"), wishes={"room_fit": 2},
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=rounds(400))
@given(st.data())
def test_nothing_but_faults_comes_of_a_value_of_any_other_kind(data):
    problem = WHOLE
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from([field.name for field in fields(problem) if field.name != "baseline"]))
        rows = getattr(problem, name)
        key = data.draw(st.sampled_from(range(len(rows)))) if isinstance(rows, tuple | dict) and rows else None
        old = rows if key is None else list(rows.values() if isinstance(rows, dict) else rows)[key]
        if name in ("settings", "bodies", "rooms", "memberships", "absences") or data.draw(st.booleans()):
            parts = [field.name for field in fields(old)] if hasattr(old, "__dataclass_fields__") else []
            new = replace(old, **{data.draw(st.sampled_from(parts)): data.draw(JUNK)}) if parts else data.draw(JUNK)
        else:
            new = data.draw(JUNK)
        if key is None:
            problem = replace(problem, **{name: new})
        elif isinstance(rows, dict):
            problem = replace(problem, **{name: {**rows, list(rows)[key]: new}})
        else:
            problem = replace(problem, **{name: (*rows[:key], new, *rows[key + 1 :])})
    faults = faults_in(problem)
    assert [type(fault.sentence) for fault in faults] == [str] * len(faults)
    if not faults:
        found, _ = validated(problem)
        assert said(validated(found)[0]) == said(found)
