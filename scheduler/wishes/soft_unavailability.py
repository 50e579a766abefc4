"""Keep off times that do not suit members, rooms or speakers, though they could manage."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.seating import bookings
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.titles import lunch_title, meeting_title, person_title, speaker_title
from scheduler.domain.verbs import DATES, LUNCHES, MEETING, MEMBERSHIPS, ROOMS, SEATS, TIMES, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "soft_unavailability",
    words=phrase("Keep off times that do not suit"),
    counted=("time that does not suit", phrase("times that do not suit")),
    tier="dates",
    weight=2,
    touches={DATES, TIMES, ROOMS, SEATS, MEMBERSHIPS, LUNCHES},
    horizon=MEETING,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the members, rooms and speakers who would rather not, on the days and at the times they are used."""
    if not any(absence.strength == "soft" for absence in problem.absences):
        return 0
    reluctant = {absence.who for absence in problem.absences if (absence.kind, absence.strength) == ("person", "soft")}
    members = sum(
        unwilling * choices.held_at(sitting, day, start)
        for sitting in choices.sittings
        if any(row.person in reluctant for row in choices.members(sitting))
        for day, start in choices.placements(sitting)
        if (unwilling := _unwilling(problem, reluctant, sitting, day, start))
    )
    rooms = [_rooms_of_a_meeting(problem, choices, sitting) for sitting in choices.sittings]
    lunches = [_lunch(problem, choices, gathering) for gathering in choices.gatherings]
    return members + sum(rooms) + sum(lunches)


def _unwilling(problem: Problem, reluctant: Collection[str], sitting: Sitting, day: date, start: int) -> int:
    return sum(
        any(problem.absent("person", row.person, day, start, start + sitting.duration, "soft"))
        for row in problem.memberships_on(sitting.body.code, day)
        if row.person in reluctant and not row.optional
    )


def _rather_not(problem: Problem, room: str, day: date, start: int, end: int) -> bool:
    begin, finish = problem.rooms[room].booked(start, end)
    return any(any(problem.absent("room", p, day, begin, finish, "soft")) for p in problem.parts_of_room[room])


def _any_room_is_soft(problem: Problem) -> bool:
    return any((absence.kind, absence.strength) == ("room", "soft") for absence in problem.absences)


def _rooms_of_a_meeting(problem: Problem, choices: Choices, sitting: Sitting) -> Expression:
    spoilt = []
    for room in choices.rooms_for(sitting) if _any_room_is_soft(problem) else ():
        then = [
            (day, start)
            for day, start in choices.placements(sitting)
            if _rather_not(problem, room, day, start, start + sitting.duration)
        ]
        if then:
            spoilt.append(
                choices.excess(choices.in_room(sitting, room) + sum(choices.held_during(sitting, then)) - 1, most=1)
            )
    return sum(spoilt)


def _lunch(problem: Problem, choices: Choices, gathering: Gathering) -> Expression:
    lunch = problem.lunch_of(gathering.meeting_day.code)
    if lunch is None:
        return 0
    days = choices.open_days(gathering)
    wanted = [
        (
            choices.lunch_in(gathering, room),
            [day for day in days if _rather_not(problem, room, day, lunch.start, lunch.end)],
        )
        for room in choices.lunch_rooms_for(gathering)
    ]
    wanted += [
        (
            choices.has_theme(gathering, theme.code),
            [day for day in days if any(problem.absent("speaker", theme.speaker, day, lunch.start, lunch.end, "soft"))],
        )
        for theme in problem.themes.values()
        if theme.speaker is not None and theme.meeting_day == gathering.meeting_day.code
    ]
    return sum(
        choices.excess(used + sum(choices.held_on(gathering, day) for day in spoilt) - 1, most=1)
        for used, spoilt in wanted
        if spoilt
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        yield from _people(problem, meeting)
    for booking in bookings(problem, plan):
        parts = sorted(problem.parts_of_room[booking.room.code])
        reason = _reason(problem, "room", parts, booking.date, booking.start, booking.end)
        if reason is not None:
            yield booking.title, 1, f"{booking.room.name} had better be left free: {reason}."
    for occurrence in plan.occurrences:
        if occurrence.speaker is not None and occurrence.lunch is not None:
            start, end = occurrence.lunch.start, occurrence.lunch.end
            reason = _reason(problem, "speaker", [occurrence.speaker], occurrence.date, start, end)
            if reason is not None:
                why = f"The time does not suit {speaker_title(problem, occurrence.speaker)}: {reason}."
                yield lunch_title(problem, occurrence), 1, why


def _people(problem: Problem, meeting: Meeting) -> Iterator[Ungranted]:
    """Yield each member the time does not suit, attending or not; those who may stay away are left out."""
    memberships = problem.memberships_on(meeting.body, meeting.date)
    for person in dict.fromkeys(membership.person for membership in memberships if not membership.optional):
        reason = _reason(problem, "person", [person], meeting.date, meeting.start, meeting.end)
        if reason is not None:
            why = f"The time does not suit {person_title(problem, person)}: {reason}."
            yield meeting_title(problem, meeting), 1, why


def _reason(problem: Problem, kind: str, codes: Sequence[str], day: date, start: int, end: int) -> str | None:
    absences = (row for code in codes for row in problem.absent(kind, code, day, start, end, "soft"))
    return next((absence.reason for absence in absences), None)
