"""Keep off times that do not suit members, rooms or speakers, though they could manage."""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.domain.bookings import bookings
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import lunch_title, meeting_title, person_title, speaker_title
from scheduler.wishes.pricing import Ungranted, priced

WISH = "soft_unavailability"
TIER = "dates"
WEIGHT = 2


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


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
