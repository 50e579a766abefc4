"""Small councils by chance, for months of some weeks: what `why` answers is held against what `plan` proves.

A seed makes the same council every time. Most have a plan; lunches with themes and speakers, periods, reports,
substitutes, rooms that cost something, absences and limits come and go with the seed.
"""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from builders import (
    absence,
    body,
    closed,
    council,
    day,
    meeting_day,
    member,
    period,
    reports,
    room,
    session,
    speaker,
    theme,
)

from scheduler.domain.bodies import Cadence
from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem

FIRST = day("2015-11-02")
"""A Monday."""
PEOPLE = ("ANN", "BOB", "CAT", "DOT", "EVE", "FAY")
LONG_BEFORE = "2015-10-01T00:00:00Z"


def a_date(number: int) -> str:
    """Return the date so many days after the first."""
    return (FIRST + timedelta(days=number)).isoformat()


def a_small_council(seed: int) -> Problem:
    """Return a council of two or three boards, perhaps with a meeting day of two more, for three to five weeks."""
    chance = Random(f"small council {seed}")  # noqa: S311 - the same councils every time
    weeks = chance.choice((3, 4, 5))
    last = 7 * weeks - 3
    half = 7 * (weeks // 2)
    rows: list[Any] = []
    by_period = chance.random() < 0.4
    if by_period:
        rows += [period("P1", a_date(0), a_date(half - 3)), period("P2", a_date(half), a_date(last))]
    boards = ("GB", "HB", "KB")[: chance.choice((2, 3))]
    for code in boards:
        rows += [_a_board(chance, code, by_period=by_period), *_members(chance, code, chance.choice((2, 3)))]
    whole_day = chance.random() < 0.6
    if whole_day:
        rows += _a_meeting_day(chance, last, by_period=by_period)
    rows += _rooms(chance)
    for _ in range(chance.choice((0, 2, 5))):
        who, strength = chance.choice((*PEOPLE, "SUE")), chance.choice(("hard", "hard", "soft"))
        rows.append(absence("person", who, a_date(chance.randrange(last)), strength=strength))
    for _ in range(chance.choice((0, 1, 3))):
        rows.append(absence("room", chance.choice(("CR1", "CR2")), a_date(chance.randrange(last))))
    if chance.random() < 0.4:
        rows.append(closed(a_date(chance.randrange(last)), strength=chance.choice(("closed", "avoid"))))
    if chance.random() < 0.5:
        rows.append(reports("HB", "GB", chance.choice((0, 1, 2)), chance.choice((None, 8))))
    if whole_day and chance.random() < 0.3:
        rows.append(reports("GB", "XB", 1))
    limits = {"max_meetings_per_person_per_day": chance.choice((1, 2))} if chance.random() < 0.4 else {}
    settings = {"start_date": a_date(0), "end_date": a_date(last), "travel_minutes": chance.choice((0, 30)), **limits}
    return replace(council(*rows, **settings), as_of=LONG_BEFORE)


def _a_board(chance: Random, code: str, *, by_period: bool) -> Any:
    fields: dict[str, Any] = {"start_times": chance.choice(("10:00", "10:00", "10:00;14:00"))}
    fields |= chance.choice(({"weekdays": "Mon;Tue;Thu"}, {"weekdays": "Tue;Wed"}, {}, {}))
    fields |= chance.choice(({"min_gap_days": 5}, {"max_gap_days": 14}, {}, {}))
    fields |= chance.choice(({"preferred_weekdays": frozenset({1})}, {}, {}))
    fields |= chance.choice(({"extra_seats": 6}, {}, {}))
    fields |= chance.choice(({"notice_clear_days": 2}, {}, {}))
    fields |= chance.choice(({"attendance_mode": "online"}, {}, {}, {}))
    fields |= chance.choice(({"quorum": 1}, {"quorum": 2}, {}))
    usual = {"per_period": 1} if by_period else {"meetings": 3}
    up_to = {"cadence": Cadence(minimum=1, maximum=2)}
    return body(code, **fields, **chance.choice(({"meetings": 1}, {"meetings": 2}, {"meetings": 2}, up_to, usual)))


def _members(chance: Random, code: str, number: int) -> list[Membership]:
    rows = []
    for place, who in enumerate(chance.sample(PEOPLE, number)):
        fields: dict[str, Any] = {"attendance": chance.choice(("expected", "expected", "required", "optional"))}
        fields["substitutes"] = chance.choice(((), (), ("SUE",), ("TOM", "SUE")))
        fields |= {"start_date": a_date(chance.randrange(5, 12))} if chance.random() < 0.1 else {}
        rows.append(member(who, code, "chair" if place == 0 and chance.random() < 0.7 else "member", **fields))
    return rows


def _a_meeting_day(chance: Random, last: int, *, by_period: bool) -> list[Any]:
    usual = {"cadence": Cadence(per_period=1)} if by_period else {"meetings": 2}
    cadence = chance.choice(({"meetings": 2}, {"meetings": 1}, usual))
    weekdays = chance.choice(({"weekdays": "Tue;Thu"}, {}, {"preferred_weekdays": frozenset({3})}))
    rows: list[Any] = [meeting_day("DAY", **cadence, **weekdays)]
    rows += [session("AM", arrangement=chance.choice(("simultaneous", "staggered", "either"))), session("LUNCH")]
    if chance.random() < 0.4:
        rows += [session("PM"), body("ZB", meeting_day="DAY", session="PM"), *_members(chance, "ZB", 2)]
    for code in ("XB", "YB"):
        rows += [body(code, meeting_day="DAY", session="AM", duration_minutes=60), *_members(chance, code, 2)]
    season = {"periods": ("P2",)} if by_period else {}
    themes = [theme("T1", speaker="DR", status=chance.choice(("proposed", "confirmed")))]
    themes += [theme("T2", sponsor="NHS", **season), theme("T3", sponsor="NHS")]
    rows += themes[: chance.choice((1, 2, 3))]
    return [*rows, speaker("DR", *chance.choice(((), tuple(map(a_date, range(last))))))]


def _rooms(chance: Random) -> list[Any]:
    rows = [room("CR1", capacity=chance.choice((5, 10)), cost_per_hour=chance.choice((0, 5)))]
    setup, price = chance.choice((0, 30)), chance.choice((3, 7))
    rows.append(room("CR2", capacity=chance.choice((3, 12)), cost_per_hour=price, setup_minutes=setup))
    rows += [room("HALL", capacity=40, cost_per_hour=chance.choice((9, 20)))] if chance.random() < 0.7 else []
    return rows + ([room("FAR", venue="Library", capacity=20)] if chance.random() < 0.3 else [])
