"""Random councils of two boards and a meeting day, every table in use, and random calendars of them, right or wrong.

A seed makes the same council and calendar every time. `changed` alters one matter of a calendar and nothing else.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from builders import (
    absence,
    body,
    calendar,
    clock_time,
    closed,
    council,
    day,
    equipment,
    fixed,
    link,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    person,
    reports,
    room,
    session,
    speaker,
    theme,
)

from scheduler.domain.bodies import Link, QuorumRule
from scheduler.domain.people import Membership
from scheduler.domain.plan import Attendance, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Equipment
from scheduler.domain.verbs import Matter
from scheduler.rules.start_time import starts_of

DAYS = tuple(f"2015-11-{number}" for number in range(16, 29))
"""Two weeks, the Sunday of the second left out; the first of all lies in the calendar's first period."""
PEOPLE = ("ANN", "BOB", "CAT", "DOT")
STARTS = ("09:00", "10:00", "14:00", "18:30")
BOARDS, SESSIONS = ("GB", "HB"), {"XB": "AM", "YB": "AM", "ZB": "PM"}


def _chance(name: str) -> Random:
    return Random(name)  # noqa: S311 - the same calendars every time, and nobody's secret hangs on them


def a_council(seed: int) -> Problem:
    """Return a council; some of its rows are there by chance."""
    chance = _chance(f"council {seed}")

    def perhaps(*values: Any) -> Any:
        return chance.choice((None, None, *values))

    rows: list[Any] = [meeting_day("DAY", weekdays=perhaps("Tue;Thu"), venue=perhaps("Library"))]
    rows += [session("AM", arrangement=chance.choice(("simultaneous", "staggered", "either")))]
    rows += [session("LUNCH"), session("PM")]
    rows += [theme("T1", speaker="DR", date=perhaps("2015-11-19"), status=chance.choice(("proposed", "confirmed")))]
    rows += [theme("T2", periods=("P2",), sponsor="NHS"), theme("T3", sponsor="NHS")]
    rows += [speaker("DR", *chance.choice(((), DAYS[:4])))]
    rows += [period("P1", DAYS[0], DAYS[5]), period("P2", DAYS[7], DAYS[-1])]
    for code in (*BOARDS, *SESSIONS):
        own = {} if code in SESSIONS else {"start_times": perhaps("10:00;18:30"), "min_gap_days": perhaps(3)}
        own |= {"meeting_day": "DAY", "session": SESSIONS[code]} if code in SESSIONS else {}
        own |= {} if code in SESSIONS else chance.choice(({"meetings": 2}, {"per_period": 1}, {}))
        own |= {"weekdays": perhaps("Mon;Tue;Thu"), "quorum": perhaps(2), "notice_clear_days": chance.choice((0, 0, 2))}
        own |= {"start_date": perhaps(DAYS[1]), "end_date": perhaps(DAYS[8]), "duration_minutes": perhaps(60)}
        own |= {
            "room_features": chance.choice(((), ("loop",))),
            "attendance_mode": chance.choice(("in_person", "online")),
        }
        own |= {"preferred_weekdays": chance.choice((frozenset(), frozenset({1})))}
        own |= {"presiding": _chance(f"presiding {seed} {code}").choice((None, "chair"))}
        rows.append(body(code, **{name: value for name, value in own.items() if value is not None or name == "quorum"}))
        rows += a_membership_list(chance, code)
    rows += [person("DOT", weekdays=perhaps("Mon;Tue;Wed"), category="nhs"), person("SUE"), person("TOM")]
    rows += [person(who) for who in PEOPLE if who != "DOT"]
    rows += [QuorumRule("GB", 1, category="nhs")] if chance.random() < 0.5 else []
    rows += [room("CR1", capacity=chance.choice((1, 3, 40)), cost_per_hour=5, setup_minutes=30)]
    rows += [room("CR2", features=frozenset({"loop"}), open_from="09:30", open_to="17:00", clear_minutes=15)]
    rows += [room("FAR", venue="Library", features=frozenset({"loop"}), cost_per_hour=9)]
    rows += [absence("person", chance.choice(PEOPLE), chance.choice(DAYS)) for _ in range(3)]
    rows += [absence("room", chance.choice(("CR1", "CR2")), chance.choice(DAYS)), absence("speaker", "DR", DAYS[2])]
    rows += [absence("speaker", "DR", f"{on} 13:30", f"{on} 18:00") for on in DAYS[:5]]
    rows += [absence("person", "ANN", DAYS[3], strength="soft"), closed(DAYS[4], strength="avoid")]
    rows += [closed(chance.choice(DAYS), applies_to=chance.choice(((), ("GB",), ("DAY",))))]
    rows += [reports("HB", "GB", chance.choice((0, 1)))] if chance.random() < 0.7 else []
    rows += [fixed(chance.choice(DAYS[:5]), body="HB", start=perhaps("10:00"), room=perhaps("CR1"))]
    limits = {"max_meetings_per_person_per_day": perhaps(1, 2), "publication_date": perhaps(DAYS[0])}
    limits |= {"max_meetings_per_person_per_week": perhaps(2, 3), "pause_minutes": perhaps(0, 45) or 0}
    made = council(*rows, start_date=DAYS[0], end_date=DAYS[-1], travel_minutes=150, **limits)
    return replace(made, as_of="2015-11-01T00:00:00Z", links=_links(seed), equipment=_kit(seed))


def _links(seed: int) -> tuple[Link, ...]:
    """Return links between boards, and between boards and bodies of the meeting day, drawn by themselves."""
    chance = _chance(f"links {seed}")
    kinds = ("not_same_day", "not_next_day", "not_next_day", "not_same_week", "follows")
    strengths, pairs = ("hard", "hard", "soft"), (("GB", "HB"), ("HB", "GB"), ("GB", "XB"), ("HB", "ZB"))
    return tuple(
        link(one, chance.choice(kinds), two, strength=chance.choice(strengths), minutes=chance.choice((60, 300)))
        for one, two in chance.sample(pairs, chance.choice((0, 1, 2, 3)))
    )


def _kit(seed: int) -> tuple[Equipment, ...]:
    """Return who needs which kit, what is built in, and what is lent where, drawn by themselves."""
    chance = _chance(f"kit {seed}")
    needing = [equipment("Kit", body=code, quantity=chance.choice((1, 1, 2))) for code in (*BOARDS, *SESSIONS)]
    rows = [row for row in needing if chance.random() < 0.6]
    rows += [equipment("kit", meeting_day="DAY")] if chance.random() < 0.5 else []
    rows += [equipment("Kit", room=chance.choice(("CR1", "CR2")))] if chance.random() < 0.5 else []
    rows += [equipment("KIT", quantity=chance.choice((1, 2, 3)))] if chance.random() < 0.7 else []
    rows += [equipment("Kit", venue=chance.choice(("Library", "Town Hall")))] if chance.random() < 0.5 else []
    return tuple(rows)


def a_membership_list(chance: Random, code: str) -> list[Membership]:
    """Return the members of a body, some for a while only, some with a substitute."""
    rows = []
    for number, who in enumerate(chance.sample(PEOPLE, chance.choice((1, 2, 3)))):
        fields: dict[str, Any] = {"attendance": chance.choice(("expected", "expected", "required", "optional"))}
        fields |= {"substitutes": chance.choice(((), ("SUE",), ("TOM", "SUE")))}
        fields |= chance.choice(({}, {}, {"start_date": DAYS[2]}, {"end_date": DAYS[9]}))
        rows.append(member(who, code, chance.choice(("chair", "member")) if number == 0 else "member", **fields))
    return rows


def a_calendar(problem: Problem, seed: int) -> Plan:
    """Return a calendar of a council; hardly any is clean."""
    chance = _chance(f"calendar {seed}")
    placed: list[Meeting | Occurrence] = []
    for on in chance.sample(DAYS[:6], chance.choice((0, 1, 2))):
        placed.append(occurrence(problem, "DAY", on, lunch_room=_a_room(chance), theme=_a_theme(chance)))
        sitting = [code for code in SESSIONS if chance.random() < 0.9]
        placed += [_a_meeting(problem, chance, code, on) for code in sitting]
    for code in BOARDS:
        placed += [_a_meeting(problem, chance, code, _a_day(chance)) for _ in range(chance.choice((1, 2, 3)))]
    return calendar(problem, *placed)


def _a_day(chance: Random) -> str:
    """Return a day, more often one of the first, so that some meetings come together."""
    return chance.choice((*DAYS, *DAYS[:4], *DAYS[:4]))


def _a_room(chance: Random) -> str | None:
    return chance.choice(("CR1", "CR1", "CR2", "FAR", None))


def _a_theme(chance: Random) -> str | None:
    return chance.choice(("T1", "T1", "T2", "T3", None))


def _a_meeting(problem: Problem, chance: Random, code: str, on: str) -> Meeting:
    made = meeting(problem, code, on, chance.choice(STARTS), room=_a_room(chance))
    return replace(made, attendance=_some_there(problem, chance, made))


def _some_there(problem: Problem, chance: Random, made: Meeting) -> tuple[Attendance, ...]:
    """Seat members, or those put down as such, at random."""
    named = {(row.person, row.role): row.substitutes for row in problem.memberships_of_body[made.body]}
    return tuple(_seat(row, chance, named.get((row.person, row.role), ())) for row in made.attendance)


def _seat(row: Attendance, chance: Random, substitutes: tuple[str, ...]) -> Attendance:
    outcome = chance.choice(("attends", "attends", "attends", "apologies", "substitute"))
    if outcome == "substitute":
        deputy = chance.choice((*substitutes, *substitutes, "BOB", None))
        return replace(row, outcome=outcome, substitute=deputy, reason="is away")
    return replace(row, outcome=outcome, substitute=None, reason=None if outcome == "attends" else "is away")


def changed(problem: Problem, plan: Plan, matter: Matter, seed: int) -> tuple[Problem, Plan]:
    """Return a council and its calendar with another choice of one matter and of nothing else.

    Who attends stays put down when a date or a membership changes, and a lunch is held or not held as it was,
    for with it goes a room.
    """
    chance = _chance(f"{matter.value} {seed}")
    if matter is Matter.MEMBERSHIPS:
        rows = [row for code in problem.bodies for row in a_membership_list(chance, code)]
        return replace(problem, memberships=tuple(rows)), plan
    moved = {on: _a_day(chance) for on in DAYS}
    meetings = tuple(_otherwise(problem, one, matter, chance, moved) for one in plan.meetings)
    days = tuple(_another_day(problem, one, matter, chance, moved) for one in plan.occurrences)
    return problem, replace(plan, meetings=meetings, occurrences=days)


def _otherwise(problem: Problem, one: Meeting, matter: Matter, chance: Random, moved: dict[str, str]) -> Meeting:
    if matter is Matter.DATES:
        return replace(one, date=_moved(one.date, one.meeting_day, chance, moved))
    if matter is Matter.TIMES:
        start = clock_time(chance.choice(STARTS))
        return replace(one, start=start, end=start + chance.choice((60, one.end - one.start)))
    if matter is Matter.ROOMS:
        code = _a_room(chance)
        return replace(one, room=code, venue=None if code is None else problem.rooms[code].venue)
    if matter is Matter.SEATS:
        return replace(one, attendance=_some_there(problem, chance, one))
    return one


def _another_day(
    problem: Problem, one: Occurrence, matter: Matter, chance: Random, moved: dict[str, str]
) -> Occurrence:
    lunch = one.lunch
    if matter is Matter.DATES:
        return replace(one, date=_moved(one.date, one.meeting_day, chance, moved))
    if matter is Matter.TIMES and lunch is not None:
        start = clock_time(chance.choice(STARTS))
        return replace(one, lunch=replace(lunch, start=start, end=start + chance.choice((30, 60))))
    if matter is Matter.ROOMS and lunch is not None:
        code = _a_room(chance)
        return replace(one, lunch=replace(lunch, room=code), venue=chance.choice(("Town Hall", "Library")))
    if matter is Matter.LUNCHES:
        code = _a_theme(chance)
        speaks = None if code is None else problem.themes[code].speaker
        lunch = None if lunch is None else replace(lunch, session=chance.choice(("LUNCH", "LUNCH", "PM")))
        return replace(one, theme=code, speaker=chance.choice((speaks, None, "DR")), lunch=lunch)
    return one


def _moved(on: date, together: str | None, chance: Random, moved: dict[str, str]) -> date:
    """Return another date: the same for all of a meeting day."""
    return day(moved[on.isoformat()] if together else _a_day(chance))


def a_calendar_a_solver_may_think_of(problem: Problem, seed: int) -> Plan:
    """Return a calendar, right or wrong, with nothing in it that a solver has no choice for.

    Every meeting starts when its body may, for its own time; a meeting day is whole and has its theme's speaker, and
    only those are seated, or deputise, who are members on the day or named by one.
    """
    chance = _chance(f"possible {seed}")
    drawn = a_calendar(problem, seed)
    days = {(one.meeting_day, one.date): one for one in drawn.occurrences if _whole(problem, drawn, one)}
    placed: dict[tuple[str, date, int], Meeting] = {}
    for one in drawn.meetings:
        starts = starts_of(problem, problem.bodies[one.body])
        if starts and (one.meeting_day is None or (one.meeting_day, one.date) in days):
            made = _as_it_may_be(problem, one, chance.choice(starts))
            placed[made.body, made.date, made.start] = made
    occurrences = [_as_its_theme(problem, one, placed.values()) for one in days.values()]
    return calendar(problem, *placed.values(), *occurrences)


def _whole(problem: Problem, plan: Plan, one: Occurrence) -> bool:
    """Whether just the bodies that exist on the day of a meeting day sit there."""
    alive = [body.code for body in problem.bodies_of_meeting_day(one.meeting_day) if body.alive_on(one.date)]
    return alive == [code for code in SESSIONS for there in plan.of_occurrence(one) if there.body == code]


def _as_it_may_be(problem: Problem, one: Meeting, start: int) -> Meeting:
    body = problem.bodies[one.body]
    named = {(row.person, row.role): row.substitutes for row in problem.memberships_on(one.body, one.date)}
    seats = tuple(
        replace(row, outcome="apologies", substitute=None)
        if row.outcome == "substitute" and row.substitute not in named[row.person, row.role]
        else row
        for row in one.attendance
    )
    room, venue = (None, None) if body.online else (one.room, one.venue)
    end = start + problem.duration_of(body)
    return replace(one, start=start, end=end, room=room, venue=venue, attendance=seats, sequence=0, uid="")


def _as_its_theme(problem: Problem, one: Occurrence, meetings: Iterable[Meeting]) -> Occurrence:
    """Return an occurrence with the speaker its theme asks for, at the venue of one of its rooms."""
    rooms = [meeting.room for meeting in meetings if (meeting.meeting_day, meeting.date) == (one.meeting_day, one.date)]
    rooms += [] if one.lunch is None else [one.lunch.room]
    venues = [problem.rooms[room].venue for room in rooms if room is not None]
    speaks = None if one.theme is None else problem.themes[one.theme].speaker
    return replace(one, speaker=speaks, venue=venues[0] if venues else one.venue, sequence=0)
