"""Leave a published calendar where it is: fewest meetings moved, then fewest people, fewest days, rooms and themes."""

from collections.abc import Iterator

from scheduler.domain.meant import is_off
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import lunch_title, meeting_title, room_title, theme_title
from scheduler.domain.verbs import DATES, LUNCHES, MEMBERSHIPS, MOVER, ROOMS, TIMES, YEAR, Choices, Expression, Literal
from scheduler.domain.wording import clock, counted, long_date
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

MOVED = 1_000_000
"""Units for a meeting on another date or at another time, or no longer held."""
A_MEMBERSHIP = 1_000
"""Units for each membership that the move concerns."""
MOST_DAYS = 999
"""Units, one a day, for the distance of the move; all of them where the meeting is no longer held."""
OTHER_THEME = 10_000
"""Units for a lunch that changes its theme."""
OTHER_ROOM = 100_000
"""Units for a meeting that only changes its room."""


def _called(units: int) -> tuple[str, str]:
    """Name what changes by its units."""
    if units >= MOVED:
        return "meeting moved", phrase("meetings moved")
    if units >= OTHER_ROOM:
        return "meeting in another room", phrase("meetings in other rooms")
    return "lunch with another theme", phrase("lunches with other themes")


WISH = Wish(
    "unmoved",
    words=phrase("Leave meetings where the calendar before has them"),
    counted=("meeting moved", phrase("meetings moved")),
    tier="unmoved",
    weight=1,
    touches={DATES, TIMES, ROOMS, LUNCHES, MEMBERSHIPS},
    horizon=YEAR,
    scope=MOVER,
    kinds=_called,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Weigh every meeting of the baseline that moves, matching those that do to the least shift in days."""
    before: dict[str, list[Meeting]] = {}
    for meeting in _to_come(problem):
        if meeting.body in problem.bodies:
            before.setdefault(meeting.body, []).append(meeting)
    moves = sum(_moves(problem, choices, meetings) for meetings in before.values())
    return moves + sum(OTHER_THEME * (1 - _still_there(choices, old)) for old in _themed(problem))


def _to_come(problem: Problem) -> tuple[Meeting, ...]:
    """Return the meetings of the baseline that could move: all but the facts."""
    return () if problem.published is None else problem.asked(problem.published).live


def _themed(problem: Problem) -> list[Occurrence]:
    """Return the lunches of the baseline, but for facts, whose theme could stay theirs."""
    occurrences = problem.asked(problem.published).occurrences if problem.published is not None else ()
    return [old for old in occurrences if old.meeting_day in problem.meeting_days and old.theme in problem.themes]


def _still_there(choices: Choices, old: Occurrence) -> Expression:
    """Whether the occurrence of that number has the theme still."""
    gatherings = choices.gatherings_of(old.meeting_day)
    return sum(choices.has_theme(one, old.theme or "") for one in gatherings if one.number == old.sequence)


def _moves(problem: Problem, choices: Choices, before: list[Meeting]) -> Expression:
    sittings = [sitting for sitting in choices.sittings_of(before[0].body) if not choices.is_fact(sitting)]
    matching = choices.matching(len(before), [choices.held(sitting) for sitting in sittings])
    return sum(
        _move(problem, choices, old, [pair for pair in zip(sittings, row, strict=True) if _may_be(problem, old, pair)])
        for old, row in zip(before, matching, strict=True)
    )


def _may_be(problem: Problem, old: Meeting, match: tuple[Sitting, Literal]) -> bool:
    """Whether a meeting of the baseline may be the one to be placed, by what rows say of its number."""
    sitting, ones = match[0], problem.one_meetings_of(problem.bodies[old.body])
    if sitting.own_number is not None:
        return sitting.own_number == old.sequence
    if any(is_off(one, old) for one in ones) or (sitting.gathering is None and sitting.extra != old.extra):
        return False
    return not any(one.row.number == old.sequence for one in ones)


def _move(problem: Problem, choices: Choices, before: Meeting, matches: list[tuple[Sitting, Literal]]) -> Expression:
    """Weigh what becomes of one meeting, given which meeting of the new calendar each choice matches it to."""
    number = (before.date - problem.settings.start_date).days
    gone = 1 - sum(matched for _, matched in matches)
    strays, days, rooms = [gone], [MOST_DAYS * gone], []
    for sitting, matched in matches:
        stays = choices.held_at(sitting, before.date, before.start)
        shift = choices.day_number(sitting) - number
        strays.append(matched - stays)
        days.append(choices.excess(shift, -shift, most=MOST_DAYS, when=(matched,)))
        if not sitting.body.online:
            rooms.append(matched + stays - 1 - choices.in_room(sitting, before.room or ""))
    moved = choices.excess(*strays, most=1)
    other_room = choices.excess(*rooms, most=1)
    return price_of_moving(problem, before, 0) * moved + sum(days) + OTHER_ROOM * other_room


def price_of_moving(problem: Problem, before: Meeting, days: int) -> int:
    """Return the units of one meeting that moves so many days, or that is no longer held (`MOST_DAYS`)."""
    return MOVED + A_MEMBERSHIP * _members(problem, before) + min(MOST_DAYS, days)


def _members(problem: Problem, before: Meeting) -> int:
    """Count the memberships with the meeting in their diaries; a calendar made by hand names none of them."""
    return len(before.attendance or problem.memberships_on(before.body, before.date))


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    if problem.published is None:
        return
    planned = {meeting.uid: meeting for meeting in plan.live}
    for before in _to_come(problem):
        if before.body in problem.bodies:
            units, why = _change(problem, before, planned.get(before.uid))
            yield meeting_title(problem, before), units, why
    themes = {(one.meeting_day, one.sequence): one.theme for one in plan.occurrences}
    for old in _themed(problem):
        now = themes.get((old.meeting_day, old.sequence))
        units = 0 if now == old.theme else OTHER_THEME
        yield lunch_title(problem, old), units, f"Its theme was {theme_title(problem, old.theme or '')}."


def _change(problem: Problem, before: Meeting, now: Meeting | None) -> tuple[int, str]:
    concerns = f"which concerns {counted(_members(problem, before), 'membership')}"
    if now is None:
        return price_of_moving(problem, before, MOST_DAYS), f"It is no longer held, {concerns}."
    if (now.date, now.start) != (before.date, before.start):
        where = f"{long_date(now.date)} at {clock(now.start)}"
        days = abs((now.date - before.date).days)
        return price_of_moving(problem, before, days), f"It moves to {where}, {concerns}."
    if now.room != before.room and not problem.bodies[before.body].online:
        room = "no room" if now.room is None else room_title(problem, now.room)
        return OTHER_ROOM, f"It moves to another room: {room}."
    return 0, "It stays."
