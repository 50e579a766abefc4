"""What is left of the calendar to a body with meetings of its own."""

from collections.abc import Callable
from datetime import date

from scheduler.dates.closed_dates import why_closed
from scheduler.dates.deadlines import agenda_deadline
from scheduler.domain.absences import weekdays_title
from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem
from scheduler.solver.explain.left import Left, Stage, Starts
from scheduler.solver.explain.people import People
from scheduler.solver.explain.rooms import free_starts, room_words, suitable_rooms


def left_for_body(problem: Problem, body: Body) -> Left:
    """Return the days and starts left to a body after its weekdays, closures, life, notice, rooms and people."""
    starts = tuple(sorted(set(problem.start_times_of(body))))
    duration = problem.duration_of(body)
    stages = _dates(problem, body, starts)
    rooms = [] if body.online else suitable_rooms(problem, body)
    if not body.online:
        stages.append(_rooms(problem, body, duration, stages[-1].starts))
    stages.append(_people(problem, body, duration, stages[-1].starts))
    first, last = problem.settings.start_date, problem.settings.end_date
    return Left(
        code=body.code,
        name=body.name,
        cadence=body.cadence,
        min_gap_days=body.min_gap_days,
        max_gap_days=body.max_gap_days,
        duration=duration,
        life=(max(first, body.start_date or first), min(last, body.end_date or last)),
        stages=tuple(stages),
        rooms=frozenset(room.code for room in rooms),
    )


def _dates(problem: Problem, body: Body, starts: tuple[int, ...]) -> list[Stage]:
    allowed = problem.weekdays_of(body)
    days: Starts = {day: starts for day in problem.days if day.weekday() in allowed}
    stages = [Stage("weekday", f"its days are {weekdays_title(allowed)}, {{}} in all", days)]
    stages.append(_only(days, body.alive_on, "lifetime", "{} of them in its lifetime"))
    days = stages[-1].starts
    stages.append(
        _only(
            days,
            lambda day: why_closed(problem, day, body.tags) is None,
            "closed_date",
            "{} of them open, neither closed to it nor public holidays",
        )
    )
    return [*stages, after_notice(problem, body, stages[-1].starts)]


def _only(days: Starts, keeps: Callable[[date], bool], rule: str, words: str) -> Stage:
    return Stage(rule, words, {day: starts for day, starts in days.items() if keeps(day)})


def after_notice(problem: Problem, body: Body, days: Starts) -> Stage:
    """Return the days for which notice can be given after the calendar is published."""
    published = problem.settings.publication_date

    def in_time(day: date) -> bool:
        deadline = None if published is None else agenda_deadline(problem, body, day)
        return deadline is None or published is None or deadline >= published

    return _only(days, in_time, "notice", "{} of them late enough for notice after the calendar is published")


def _rooms(problem: Problem, body: Body, duration: int, days: Starts) -> Stage:
    rooms = suitable_rooms(problem, body)
    if not rooms:
        fits = any(set(body.room_features) <= room.features for room in problem.rooms.values())
        return Stage("room_capacity" if fits else "room_features", room_words(problem, body), {})

    def seats(day: date) -> int:
        return problem.seats_needed(body.code, day)

    found = free_starts(problem, rooms, seats, days, duration)
    return Stage("unavailable", "{} of them when a room that suits it is open and free", found)


def _people(problem: Problem, body: Body, duration: int, days: Starts) -> Stage:
    people = People(problem, body, duration)
    found = {day: possible for day, starts in days.items() if (possible := people.starts(day, starts))}
    rule, why = people.chief_cause or ("unavailable", "")
    return Stage(rule, f"{{}} of them when those who must be there can be (on most others {why})", found)
