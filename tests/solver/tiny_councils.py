"""Tiny councils by chance, of every feature, for two to four days: small enough that every plan can be listed.

A seed makes the same council every time; one that validation refuses is None. Each feature comes and goes by itself:
reports, limits, meeting days with lunches and themes, substitutes, quorum rules, absences, rooms, travel between
venues, rows about one meeting, and calendars of last year or of this one, in which some is past.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    day,
    fixed,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    person,
    project,
    reports,
    room,
    session,
    speaker,
    theme,
)
from pieces import MON, THU, TUE, WED

from scheduler.domain.bodies import Cadence, QuorumRule
from scheduler.domain.people import Membership
from scheduler.domain.plan import Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.rooms import Travel
from scheduler.errors import InputFaults
from scheduler.reading.validation import validated

PEOPLE = ("ANN", "BOB", "CAT")
LAST_YEAR = ("2014-11-17", "2014-11-18", "2014-11-19")
BEFORE = "2015-11-01T00:00:00Z"
IN_THE_WEEK = (f"{MON}T00:00:00Z", f"{MON}T11:00:00Z", f"{TUE}T12:30:00Z")
ONCE, TWICE = Cadence(minimum=1, maximum=1), Cadence(minimum=2, maximum=2)
UP_TO = (Cadence(minimum=0, maximum=1), Cadence(minimum=0, maximum=2), Cadence(minimum=1, maximum=2))
SHAPES = ("A", "AB", "AB", "ABC", "AX", "ABX", "AXY", "AXZ")
"""Bodies: A, B and C meet by themselves, X and Y in the morning of a meeting day, Z in its afternoon."""


def a_tiny_council(seed: int) -> Problem | None:
    """Return a council; None where its input contradicts itself."""
    chance = Random(f"tiny council {seed}")  # noqa: S311 - the same councils every time
    days = (MON, TUE, WED, THU)[: chance.choice((2, 3, 3, 4))]
    people = PEOPLE[: chance.choice((2, 3, 3))]
    shape = chance.choice(SHAPES)
    by_period = chance.random() < 0.3
    rows: list[Any] = [period("P1", MON, TUE), *([period("P2", WED, days[-1])] if len(days) > 2 else [])]
    rows = rows if by_period else []
    for code in shape:
        if code in "ABC":
            rows.append(_own_body(chance, code, by_period=by_period))
        rows += _members(chance, code, people)
    rows += _meeting_day(chance, shape) if "X" in shape else []
    rows += [*_rooms(chance), *_lines(chance, shape), *_more(chance, days)]
    limits = _some(chance, 0.35, max_meetings_per_person_per_day=(1, 1, 2))
    limits |= _some(chance, 0.1, publication_date=("2015-11-13", MON))
    travel = chance.choice((0, 30))
    problem = council(*rows, start_date=MON, end_date=days[-1], travel_minutes=travel, **limits)
    problem = replace(problem, as_of=BEFORE)
    kind = chance.random()
    if kind < 0.15:
        problem = replace(problem, baseline=_last_years(chance, problem))
    elif kind < 0.3:
        problem = replace(problem, baseline=_this_years(chance, problem, days), as_of=chance.choice(IN_THE_WEEK))
    try:
        return validated(problem)[0]
    except InputFaults:
        return None


def _some(chance: Random, share: float, **fields: tuple[Any, ...]) -> dict[str, Any]:
    """Return each field with one of its values, or leave it out."""
    return {name: chance.choice(values) for name, values in fields.items() if chance.random() < share}


def _own_body(chance: Random, code: str, *, by_period: bool) -> Any:
    fields = {"start_times": chance.choice(("10:00", "10:00", "10:00;11:00", "10:00;14:00", "14:00"))}
    fields |= {"duration_minutes": chance.choice((60, 60, 90)), "quorum": chance.choice((0, 1, 1, None))}
    fields |= _some(chance, 0.2, weekdays=("Mon;Tue", "Tue;Wed", "Mon;Wed"), attendance_mode=("online",))
    fields |= _some(chance, 0.3, preferred_weekdays=("Mon", "Tue", "Wed"))
    fields |= _some(chance, 0.2, min_gap_days=(1, 2)) or _some(chance, 0.2, max_gap_days=(1, 2))
    fields |= _some(chance, 0.1, notice_clear_days=(1, 2), extra_seats=(3,), room_features=(("loop",),))
    fields |= _some(chance, 0.1, venue=("Town Hall",))
    fields |= _some(chance, 0.05, end_date=(MON, TUE)) or _some(chance, 0.05, start_date=(MON, TUE))
    by_periods = (Cadence(per_period=1),) * 3 if by_period else ()
    return body(code, cadence=chance.choice((ONCE, ONCE, ONCE, TWICE, TWICE, *UP_TO, *by_periods)), **fields)


def _members(chance: Random, code: str, people: tuple[str, ...]) -> list[Membership]:
    rows = []
    for place, who in enumerate(chance.sample(people, chance.choice((1, 1, 2, 2, len(people))))):
        others = [other for other in (*people, "SUE") if other != who]
        fields = {"substitutes": tuple(chance.sample(others, chance.choice((0, 0, 0, 1, 1, 2))))}
        fields |= {"attendance": chance.choice(("expected", "expected", "required", "optional"))}
        fields |= _some(chance, 0.05, start_date=(TUE,)) or _some(chance, 0.05, end_date=(TUE,))
        role = chance.choice(("chair", "member", "vice_chair", "member")) if place == 0 else "member"
        rows.append(member(who, code, role, **fields))
    return rows


def _meeting_day(chance: Random, shape: str) -> list[Any]:
    cadence = chance.choice((ONCE, ONCE, UP_TO[0], TWICE))
    rows: list[Any] = [meeting_day(cadence=cadence, **_some(chance, 0.2, weekdays=("Tue;Wed", "Mon;Tue")))]
    arrangement = chance.choice(("either", "simultaneous", "staggered"))
    end = chance.choice(("11:00", "12:00", "12:30"))
    rows.append(session("AM", start="10:00", end=end, arrangement=arrangement))
    rows += [session("LUNCH")] if chance.random() < 0.4 else []
    rows += [session("PM")] if "Z" in shape else []
    for code in sorted(set(shape) & set("XYZ")):
        fields = _some(chance, 0.3, quorum=(0, 1)) | _some(chance, 0.15, attendance_mode=("online",))
        part = "PM" if code == "Z" else "AM"
        rows.append(body(code, meeting_day="DAY", session=part, duration_minutes=60, **fields))
    if chance.random() < 0.4:
        rows.append(speaker("GUEST", *chance.choice(((), (TUE,), (MON, TUE)))))
        status = chance.choice(("proposed", "confirmed"))
        rows.append(theme("T", speaker=chance.choice(("GUEST", None)), sponsor="X", status=status))
    return rows


def _rooms(chance: Random) -> list[Any]:
    fields = _some(chance, 0.3, setup_minutes=(30,), clear_minutes=(15, 30)) | _some(chance, 0.5, cost_per_hour=(3, 7))
    rows: list[Any] = [room("R1", capacity=chance.choice((2, 5, 5)), features=frozenset({"loop"}), **fields)]
    second = (
        None,
        room("R2", capacity=20),
        room("R2", capacity=5, venue="Library"),
        room("R2", capacity=4, venue="Library", cost_per_hour=2),
        room("R2", capacity=9, combines=("R1",), open_from="10:30"),
    )
    other = chance.choice(second)
    rows += [] if other is None else [other]
    if other is not None and other.venue == "Library" and chance.random() < 0.5:
        rows.append(Travel("Town Hall", "Library", chance.choice((0, 30, 120))))
    return rows


def _lines(chance: Random, shape: str) -> list[Any]:
    """Make lines of report between two, and a third."""
    ends = list(pairwise(shape))
    ends = [(to, of) if chance.random() < 0.3 else (of, to) for of, to in ends if not {of, to} <= set("XYZ")]
    most = (None, None, 1, 2)
    return [reports(*one, chance.choice((0, 0, 1, 2)), chance.choice(most)) for one in ends if chance.random() < 0.4]


def _more(chance: Random, days: tuple[str, ...]) -> list[Any]:
    """Make what is rarer, each with the same chance."""
    who, hard = chance.choice(PEOPLE[:2]), ("hard", "hard", "soft")
    rare: tuple[Callable[[], Any], ...] = (
        lambda: absence("person", who, chance.choice(days), strength=chance.choice(hard)),
        lambda: absence("person", who, f"{MON} 10:30", f"{MON} 11:15"),
        lambda: absence("person", who, f"{TUE} 13:00", f"{TUE} 18:00"),
        lambda: absence("room", "R1", chance.choice(days), strength=chance.choice(hard)),
        lambda: closed(chance.choice(days), strength=chance.choice(("closed", "avoid"))),
        lambda: closed(chance.choice(days), applies_to=("A",), non_working=chance.random() < 0.5),
        lambda: person("CAT", weekdays="Mon;Wed", category="nhs"),
        lambda: QuorumRule("A", 1, role="chair"),
        lambda: project("PR", "A", chance.choice(days)),
        lambda: fixed(chance.choice(days), body="A", **_some(chance, 0.2, start=("10:00", "13:00"))),
        lambda: fixed(chance.choice(days), body="A", extra=True, title="Extraordinary"),
        lambda: FixedMeeting(body="A", number=1, earliest=day(TUE), title="Budget"),
    )
    return [make() for make in rare if chance.random() < 0.12]


def _last_years(chance: Random, problem: Problem) -> Plan:
    placed: list[Any] = [meeting(problem, "A", one) for one in chance.sample(LAST_YEAR, chance.choice((1, 2)))]
    if problem.meeting_days and chance.random() < 0.5:
        placed.append(occurrence(problem, on=chance.choice(LAST_YEAR)))
    return calendar(problem, *placed)


def _this_years(chance: Random, problem: Problem, days: tuple[str, ...]) -> Plan:
    """Make a calendar of this week that may break rules; bodies with meetings of their own only."""
    own = [code for code, one in problem.bodies.items() if one.meeting_day is None and chance.random() < 0.8]
    return calendar(problem, *(meeting(problem, code, chance.choice(days)) for code in own))
