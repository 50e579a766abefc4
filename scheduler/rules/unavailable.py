"""Nobody sits and no room is booked while unavailable, and nobody required is away without a substitute.

A required person whom another meeting holds is `person_clash`. Source: standing orders on substitutes; councils
consult on the dates of other authorities (Gwynedd: police and fire; Greater Manchester's last Friday).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from scheduler.domain.bodies import Body
from scheduler.domain.calendar import Absence
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import ATTENDS, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.rooms import Room
from scheduler.domain.seating import bookings, person_away, required_missing, room_taken, when_away
from scheduler.domain.sitting_days import weekdays_title
from scheduler.domain.titles import meeting_title, people_titles, person_title
from scheduler.domain.verbs import DATES, DAY, MEMBERSHIPS, ROOMS, SEATS, TIMES, Choices, Post
from scheduler.domain.wording import listed, span
from scheduler.rules.protocol import Bar, Ease, Remedy, Rule
from scheduler.rules.substitute import may_deputise

RULE = Rule(
    "unavailable",
    source="diaries of members, rooms and other authorities (Gwynedd; Greater Manchester)",
    about=SEATS,
    touches={DATES, TIMES, ROOMS, SEATS, MEMBERSHIPS},
    horizon=DAY,
    ease=Ease.ABSENCE,
)

MOST_NAMED = 3
"""Absences for one cause that are told one by one."""
A_MOMENT = timedelta(seconds=1)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Keep people and rooms out of meetings while they are unavailable."""
    _keep_people_away(problem, choices, post)
    for room in problem.rooms.values():
        rows = [row for part in problem.parts_of_room[room.code] for row in problem.absences_of.get(("room", part), ())]
        if any(row.strength == "hard" for row in rows):
            _keep_room_free(problem, choices, room, post)


def _keep_people_away(problem: Problem, choices: Choices, post: Post) -> None:
    for sitting in choices.sittings:
        for membership in choices.members(sitting):
            person = problem.people[membership.person]
            if _ever_away(problem, person):
                reason = Reason(RULE.name, person.code, _sentence(problem, person))
                if not post.keeps((RULE.name, person.code)):
                    post.at_most_one((), reason)  # so that it is known; nothing else of it is wanted
                    continue
                near = problem.days_absent("person", person.code)
                away = [
                    (day, start)
                    for day, start in choices.placements(sitting)
                    if day in near or person.weekdays is not None
                    if person_away(problem, person.code, day, start, start + sitting.duration) is not None
                ]
                post.at_most_one([choices.attends(sitting, membership), *choices.held_during(sitting, away)], reason)


def _sentence(problem: Problem, person: Person) -> str:
    limits = [] if person.weekdays is None else [f"attends only on {weekdays_title(person.weekdays)}"]
    away = when_away(problem, "person", person.code)
    return f"{person.name} {listed([*limits, *([f'is away {away}'] if away else [])])}."


def _ever_away(problem: Problem, person: Person) -> bool:
    rows = problem.absences_of.get(("person", person.code), ())
    return person.weekdays is not None or any(row.strength == "hard" for row in rows)


def _keep_room_free(problem: Problem, choices: Choices, room: Room, post: Post) -> None:
    parts = [when_away(problem, "room", part) for part in sorted(problem.parts_of_room[room.code])]
    away = listed([words for words in parts if words])
    reason = Reason(RULE.name, room.code, f"{room.name} is unavailable {away}, and set-up and clearing need it too.")
    for sitting in choices.sittings:
        if room.code in choices.rooms_for(sitting):
            taken = [
                (day, start)
                for day, start in choices.placements(sitting)
                if room_taken(problem, room.code, day, start, start + sitting.duration) is not None
            ]
            post.at_most_one([choices.in_room(sitting, room.code), *choices.held_during(sitting, taken)], reason)
    for gathering in choices.gatherings:
        lunch = problem.lunch_of(gathering.meeting_day.code)
        if lunch is not None and room.code in choices.lunch_rooms_for(gathering):
            taken = [
                choices.held_on(gathering, day)
                for day in choices.open_days(gathering)
                if room_taken(problem, room.code, day, lunch.start, lunch.end) is not None
            ]
            post.at_most_one([choices.lunch_in(gathering, room.code), *taken], reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people who attend while away, required people who are missing, and rooms that are not free."""
    for meeting in problem.asked(plan).live:
        title = meeting_title(problem, meeting)
        for row in meeting.attendance:
            away = person_away(problem, row.person, meeting.date, meeting.start, meeting.end)
            if row.outcome == ATTENDS and away is not None:
                message = f"{person_title(problem, row.person)} attends {title}, and is not available: {away}."
                yield Breach(RULE.name, message, bodies=(meeting.body,), people=(row.person,), dates=(meeting.date,))
        for person, elsewhere in required_missing(problem, plan, meeting):
            if elsewhere is None:
                away = person_away(problem, person, meeting.date, meeting.start, meeting.end)
                cause = "no reason is known" if away is None else away
                message = (
                    f"{person_title(problem, person)} is required at {title}, is not there ({cause}), "
                    "and nobody deputises."
                )
                yield Breach(RULE.name, message, bodies=(meeting.body,), people=(person,), dates=(meeting.date,))
    for booking in bookings(problem, problem.asked(plan)):
        for part in sorted(problem.parts_of_room[booking.room.code]):
            absence = next(problem.absent("room", part, booking.date, booking.start, booking.end), None)
            if absence is not None:
                name = problem.rooms[part].name
                message = (
                    f"{name} is not available for {booking.title}, set-up and clearing included: {absence.reason}."
                )
                yield Breach(RULE.name, message, bodies=booking.bodies, rooms=(part,), dates=(booking.date,))


def can_be_filled(problem: Problem, row: Membership, day: date, start: int, end: int) -> bool:
    """Whether a member, or somebody named to deputise, is free of absences from start to end on a day."""
    return person_away(problem, row.person, day, start, end) is None or any(
        may_deputise(problem, substitute, row.body, day, start, end) for substitute in row.substitutes
    )


@lru_cache(maxsize=8)
def seats_that_can_be_filled(problem: Problem, body: Body, day: date, start: int) -> tuple[Membership, ...]:
    """Return the memberships of a body whose seat could be filled at a meeting on a day, were it the only one.

    Several rules ask it one after another.
    """
    end = start + problem.duration_of(body)
    return tuple(row for row in problem.memberships_on(body.code, day) if can_be_filled(problem, row, day, start, end))


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield the required people who are away, with nobody to deputise. Of rooms, `room_missing` tells."""
    if start is not None and isinstance(subject, Body):
        end = start + problem.duration_of(subject)
        for row in problem.memberships_on(subject.code, day):
            if row.required and not can_be_filled(problem, row, day, start, end):
                name, why = person_title(problem, row.person), person_away(problem, row.person, day, start, end)
                deputies = "no substitute is named"
                if row.substitutes:
                    are = "is" if len(row.substitutes) == 1 else "are"
                    deputies = f"so {are} {people_titles(problem, row.substitutes)}"
                message = f"{name} is required at {subject.name} and is not available ({why}), and {deputies}."
                yield Bar(Reason(RULE.name, row.person, message), f"{name}, who must be there, is away")


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that a person, or whoever keeps a room, is asked to reconsider: one absence, or all for one cause."""
    kind = "person" if reason.subject in problem.people else "room"
    rows = [row for row in problem.absences_of.get((kind, reason.subject), ()) if row.strength == "hard"]
    name = problem.people[reason.subject].name if kind == "person" else problem.rooms[reason.subject].name
    for cause in dict.fromkeys(row.reason for row in rows):
        gone = [row for row in rows if row.reason == cause]
        when = listed(list(dict.fromkeys(span(row.start.date(), _last_day(row)) for row in gone))[:MOST_NAMED])
        asked = f"Ask {name} whether they could" if kind == "person" else f"Ask whether {name} could"
        words = f"{asked} be there after all, {when} ({cause})."
        absences = tuple(row for row in problem.absences if row not in gone)
        yield Remedy(words, replace(problem, absences=absences), Ease.ABSENCE)
    person = problem.people.get(reason.subject)
    if person is not None and person.weekdays is not None:
        people = {**problem.people, person.code: replace(person, weekdays=None)}
        words = f"Ask {name} whether they could come on other days than {weekdays_title(person.weekdays)}."
        yield Remedy(words, replace(problem, people=people), Ease.ABSENCE)


def _last_day(row: Absence) -> date:
    return (row.end - A_MOMENT).date()
