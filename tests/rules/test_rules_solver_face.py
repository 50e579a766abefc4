"""Every rule as the solver is told of it, alone and without the checker.

Each rule lets a calendar that has nothing to do with it be, a clean one too, and forbids one that breaks it.
"""

from collections.abc import Callable
from dataclasses import replace

import made_up_rule
import pytest
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    equipment,
    fixed,
    link,
    meeting,
    meeting_day,
    member,
    occurrence,
    reports,
    room,
    session,
    speaker,
    theme,
)
from solver_face import allows

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.rules import RULES

MON, TUE, WED, THU, FRI = (f"2015-11-{number}" for number in range(16, 21))
Case = tuple[Problem, Plan, Plan]
"""A council, a clean calendar, and one that breaks the rule."""


def week(*rows: object, **settings: object) -> Problem:
    """Make a council with a calendar of one week."""
    return council(*rows, **{"start_date": MON, "end_date": FRI, **settings})


def one_board(*rows: object, settings: dict[str, object] | None = None, **fields: object) -> Problem:
    """Make a council of one board that meets once, with a chair and a member, and two rooms at the Town Hall."""
    people = member("ANN", "GB", "chair"), member("BOB", "GB")
    fields = {"meetings": 1, **fields}
    return week(body("GB", **fields), *people, room("CR1"), room("CR2"), *rows, **(settings or {}))


def two_boards(*rows: object, number: int = 1, **settings: object) -> Problem:
    """Make a council of two boards that share Ann, with a room for each and one elsewhere."""
    bodies = (body(code, meetings=number, start_times="10:00;11:00;14:00;18:30") for code in ("GB", "HWB"))
    people = member("ANN", "GB", "chair"), member("ANN", "HWB", "chair"), member("BOB", "GB"), member("CAT", "HWB")
    rooms = room("CR1"), room("CR2"), room("FAR", venue="Library")
    return week(*bodies, *people, *rooms, *rows, **settings)


def both(problem: Problem, start: str, second_start: str, *, second_day: str = WED, **second: object) -> Plan:
    """Plan the two boards: the first on Wednesday in its room, the second as given."""
    second = {"room": "CR2", **second}
    return calendar(
        problem,
        meeting(problem, "GB", WED, start, room="CR1"),
        meeting(problem, "HWB", second_day, second_start, **second),
    )


def on(problem: Problem, *days: str, **fields: object) -> Plan:
    """Plan the one board on these days."""
    return calendar(problem, *(meeting(problem, "GB", day, **fields) for day in days))


def of_days(wrong: str, right: str, *rows: object, settings: dict[str, object] | None = None, **fields: object) -> Case:
    """Return a case of a board that may meet on one day and not on another."""
    problem = one_board(*rows, settings=settings, **fields)
    return problem, on(problem, right), on(problem, wrong)


def of_rooms(wrong: str | None, right: str, problem: Problem) -> Case:
    """Return a case of a board that may meet in one room and not in another."""
    return problem, on(problem, WED, room=right), on(problem, WED, room=wrong)


def of_seats(problem: Problem, clean: dict[str, object], broken: dict[str, object]) -> Case:
    """Return a case of a board that may meet with some who stay away, and not with others."""
    return problem, on(problem, WED, **clean), on(problem, WED, **broken)


def start_time() -> Case:
    problem = one_board(start_times="10:00")
    return problem, on(problem, WED, start="10:00"), on(problem, WED, start="11:00")


def room_features() -> Case:
    rooms = room("CR1"), room("CR2", features=frozenset({"hearing_loop"}))
    return of_rooms("CR1", "CR2", one_board(*rooms, room_features=("hearing_loop",)))


def cadence() -> Case:
    problem = one_board(meetings=2)
    return problem, on(problem, MON, WED), on(problem, MON)


def gap() -> Case:
    problem = one_board(meetings=2, min_gap_days=3)
    return problem, on(problem, MON, THU), on(problem, MON, WED)


def day_of_boards(*rows: object, days: int = 1, **fields: object) -> Problem:
    """Make a council with a meeting day: two boards in one session, and a lunch."""
    bodies = (body(code, meeting_day="DAY", session="AM", duration_minutes=90) for code in ("GB", "HWB"))
    people = member("ANN", "GB", "chair"), member("CAT", "HWB", "chair")
    rooms = room("CR1"), room("CR2"), room("FAR", venue="Library")
    sessions = session("AM", **fields), session("LUNCH")
    return week(meeting_day("DAY", meetings=days), *bodies, *people, *rooms, *sessions, *rows)


def whole_days(problem: Problem, *themes: str | None, second: dict[str, object] | None = None) -> Plan:
    """Plan an occurrence with each of these themes, from Wednesday on, the second board as given."""
    placed = []
    for number, taken in enumerate(themes):
        day = (WED, THU)[number]
        placed += [occurrence(problem, "DAY", day, theme=taken), meeting(problem, "GB", day, room="CR1")]
        placed.append(meeting(problem, "HWB", day, **{"room": "CR2", **(second or {})}))
    return calendar(problem, *placed)


def meeting_day_at_one_venue() -> Case:
    problem = day_of_boards()
    return problem, whole_days(problem, None), whole_days(problem, None, second={"room": "FAR"})


def meeting_day_staggered() -> Case:
    problem = day_of_boards(arrangement="staggered")
    return problem, whole_days(problem, None, second={"start": "10:30"}), whole_days(problem, None)


def reporting() -> Case:
    problem = two_boards(reports("HWB", "GB", 1))
    return problem, both(problem, "10:00", "10:00", second_day=MON), both(problem, "10:00", "10:00", second_day=THU)


def link_of_days() -> Case:
    problem = two_boards(link("HWB", "not_next_day", "GB"))
    return problem, both(problem, "10:00", "10:00"), both(problem, "10:00", "10:00", second_day=THU)


def unavailable_rooms() -> Case:
    return of_rooms("CR1", "CR2", one_board(absence("room", "CR1", WED)))


def substitute() -> Case:
    rows = member("DOT", "GB", substitutes=("SUE",)), member("EVE", "GB", substitutes=("SUE",))
    clean, broken = {"substitutes": {"DOT": "SUE"}}, {"substitutes": {"DOT": "SUE", "EVE": "SUE"}}
    return of_seats(one_board(*rows), clean, broken)


def person_clash_of_the_required() -> Case:
    problem = one_board(member("DOT", "GB", attendance="required", substitutes=("SUE",)))
    return of_seats(problem, {"substitutes": {"DOT": "SUE"}}, {"apologies": ["DOT"]})


def travel() -> Case:
    problem = two_boards(travel_minutes=150)  # and two hours lie between the two meetings
    return problem, both(problem, "10:00", "14:00"), both(problem, "10:00", "14:00", room="FAR")


def quorum_rule() -> Case:
    problem = one_board(QuorumRule("GB", 1, person="BOB"))
    return of_seats(problem, {"apologies": ["ANN"]}, {"apologies": ["BOB"]})


def person_load() -> Case:
    problem = two_boards(max_meetings_per_person_per_day=1)
    return problem, both(problem, "10:00", "14:00", second_day=THU), both(problem, "10:00", "14:00")


def theme_used_twice() -> Case:
    problem = day_of_boards(theme("T1"), theme("T2"), days=2)
    return problem, whole_days(problem, "T1", "T2"), whole_days(problem, "T1", "T1")


def theme_left_out() -> Case:
    problem = day_of_boards(theme("T1"))
    return problem, whole_days(problem, "T1"), whole_days(problem, None)


def speaker_away() -> Case:
    problem = day_of_boards(theme("T1", speaker="DR"), theme("T2"), speaker("DR", THU))
    return problem, whole_days(problem, "T2"), whole_days(problem, "T1")


def room_clash() -> Case:
    problem = two_boards()
    return problem, both(problem, "10:00", "10:00"), both(problem, "10:00", "10:00", room="CR1")


def one_kit() -> Case:
    problem = two_boards(equipment(body="GB"), equipment(body="HWB"), equipment())
    return problem, both(problem, "10:00", "14:00"), both(problem, "10:00", "11:00")


def kit_built_in() -> Case:
    problem = two_boards(equipment(body="GB"), equipment(body="HWB"), equipment(), equipment(room="CR2"))
    return problem, both(problem, "10:00", "10:00"), both(problem, "10:00", "10:00", room="FAR")


def kit_at_lunch() -> Case:
    kits = equipment("Urn", meeting_day="DAY"), equipment("Urn", body="OUT"), equipment("Urn")
    problem = day_of_boards(body("OUT", meetings=1, start_times="10:00;12:00"), *kits)
    early, late = (meeting(problem, "OUT", WED, start, room="FAR") for start in ("10:00", "12:00"))
    day = whole_days(problem, None)
    return problem, *(replace(day, meetings=calendar(problem, *day.meetings, one).meetings) for one in (early, late))


def kit_of_a_venue() -> Case:
    problem = two_boards(equipment(body="GB"), equipment(body="HWB"), equipment(venue="Town Hall", quantity=2))
    return problem, both(problem, "10:00", "10:00"), both(problem, "10:00", "10:00", room="FAR")


def person_clash() -> Case:
    problem = two_boards()
    clean = both(problem, "10:00", "10:00", apologies=["ANN"])
    return problem, clean, both(problem, "10:00", "10:00")


def evening_load() -> Case:
    problem = two_boards()
    clean = both(problem, "18:30", "18:30", second_day=THU, apologies=["ANN"])
    return problem, clean, both(problem, "18:30", "18:30", second_day=THU)


CASES: list[tuple[str, Callable[[], Case]]] = [
    ("weekday", lambda: of_days(WED, THU, weekdays="Thu")),
    ("closed_date", lambda: of_days(WED, THU, closed(WED))),
    ("lifetime", lambda: of_days(WED, THU, start_date=THU)),
    ("start_time", start_time),
    ("notice", lambda: of_days(TUE, FRI, notice_clear_days=3, settings={"publication_date": MON})),
    ("room_features", room_features),
    ("room_features", lambda: of_rooms("CR1", "CR2", one_board(room="CR2"))),
    ("room_capacity", lambda: of_rooms("CR1", "CR2", one_board(room("CR1", capacity=1)))),
    ("room_hours", lambda: of_rooms("CR1", "CR2", one_board(room("CR1", open_from="10:15"), start_times="10:00"))),
    ("cadence", cadence),
    ("gap", gap),
    ("meeting_day", meeting_day_at_one_venue),
    ("meeting_day", meeting_day_staggered),
    ("fixed", lambda: of_days(WED, THU, fixed(THU, body="GB"))),
    ("reporting", reporting),
    ("link", link_of_days),
    ("room_missing", lambda: of_rooms(None, "CR1", one_board())),
    ("room_clash", room_clash),
    ("equipment", one_kit),
    ("equipment", kit_built_in),
    ("equipment", kit_of_a_venue),
    ("equipment", kit_at_lunch),
    ("unavailable", lambda: of_seats(one_board(absence("person", "BOB", WED)), {"apologies": ["BOB"]}, {})),
    ("unavailable", unavailable_rooms),
    ("person_clash", person_clash),
    ("person_clash", person_clash_of_the_required),
    ("substitute", substitute),
    ("travel", travel),
    ("quorum", lambda: of_seats(one_board(quorum=2), {}, {"apologies": ["BOB"]})),
    ("quorum_rule", quorum_rule),
    ("presiding", lambda: of_seats(one_board(presiding="chair"), {"apologies": ["BOB"]}, {"apologies": ["ANN"]})),
    ("person_load", person_load),
    ("theme", theme_used_twice),
    ("theme", theme_left_out),
    ("speaker", speaker_away),
    ("evening_load", evening_load),
]
OF_NAME = {rule.RULE.name: rule for rule in (*RULES, made_up_rule)}


def test_every_rule_has_its_cases() -> None:
    assert {name for name, _ in CASES} == set(OF_NAME)


@pytest.mark.parametrize("name", OF_NAME)
def test_a_rule_says_nothing_of_a_calendar_that_is_none_of_its_concern(name: str) -> None:
    empty, plain = council(), one_board()
    assert allows(OF_NAME[name], empty, calendar(empty))
    assert allows(OF_NAME[name], plain, on(plain, WED))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_clean_calendar_is_allowed(name: str, case: Callable[[], Case]) -> None:
    problem, clean, _ = case()
    assert allows(OF_NAME[name], problem, clean)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_breach_is_forbidden(name: str, case: Callable[[], Case]) -> None:
    problem, _, broken = case()
    assert not allows(OF_NAME[name], problem, broken)


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, case in CASES if name != "start_time"])
def test_a_rule_that_is_not_concerned_allows_the_breach(name: str, case: Callable[[], Case]) -> None:
    problem, _, broken = case()
    assert allows(OF_NAME["cadence" if name == "speaker" else "speaker"], problem, broken)
