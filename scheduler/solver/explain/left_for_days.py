"""What is left of the calendar to a meeting day: each of its bodies, and its lunch, has to have a place on the day."""

from datetime import date

from scheduler.dates.closed_dates import why_closed
from scheduler.domain.absences import weekdays_title
from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.sittings import session_starts
from scheduler.domain.wording import counted
from scheduler.rules.room_capacity import lunch_guests
from scheduler.solver.explain.left import Left, Stage, Starts
from scheduler.solver.explain.left_for_bodies import after_notice
from scheduler.solver.explain.people import People
from scheduler.solver.explain.rooms import free_starts, room_words, suitable_rooms


def left_for_meeting_day(problem: Problem, meeting_day: MeetingDay) -> Left:
    """Return the days left to a meeting day after all that takes some from it, from its bodies, or from its lunch."""
    bodies = problem.bodies_of_meeting_day(meeting_day.code)
    stages = _dates(problem, meeting_day, bodies)
    for body in bodies:
        stages += _body(problem, meeting_day, body, stages[-1].starts)
    lunch = problem.lunch_of(meeting_day.code)
    if lunch is not None:
        stages.append(_lunch(problem, meeting_day, lunch, stages[-1].starts))
    return Left(
        code=meeting_day.code,
        name=meeting_day.name,
        cadence=meeting_day.cadence,
        min_gap_days=meeting_day.min_gap_days,
        max_gap_days=meeting_day.max_gap_days,
        duration=0,
        life=(problem.settings.start_date, problem.settings.end_date),
        stages=tuple(stages),
    )


def _dates(problem: Problem, meeting_day: MeetingDay, bodies: tuple[Body, ...]) -> list[Stage]:
    allowed = problem.weekdays_of_meeting_day(meeting_day)
    days: Starts = {day: (0,) for day in problem.days if day.weekday() in allowed}
    stages = [Stage("weekday", f"its days are {weekdays_title(allowed)}, {{}} in all", days)]

    def is_open(day: date) -> bool:
        tags = (meeting_day.code, *(tag for body in bodies if body.alive_on(day) for tag in body.tags))
        return why_closed(problem, day, tags) is None

    open_days: Starts = {day: starts for day, starts in days.items() if is_open(day)}
    stages.append(Stage("closed_date", "{} of them open, neither closed to it nor public holidays", open_days))
    return stages


def _body(problem: Problem, meeting_day: MeetingDay, body: Body, days: Starts) -> list[Stage]:
    """Return what one body leaves of the days; those on which it does not exist are not its matter."""
    session = problem.session_of(body)
    if session is None:
        return []
    starts, duration = session_starts(problem, body, session), problem.duration_of(body)
    weekdays = problem.weekdays_of(body)
    there: Starts = {day: s for day, s in days.items() if not body.alive_on(day) or day.weekday() in weekdays}
    stages = [Stage("weekday", f"{{}} of them {weekdays_title(weekdays)} for {body.name}", there)]
    notice = after_notice(problem, body, {day: s for day, s in there.items() if body.alive_on(day)}).starts
    there = {day: s for day, s in there.items() if not body.alive_on(day) or day in notice}
    stages.append(Stage("notice", f"{{}} of them late enough for notice of {body.name}", there))
    possible: Starts = dict.fromkeys((day for day in there if body.alive_on(day)), starts)
    if not body.online:
        rule, words, possible = _rooms(problem, meeting_day, body, duration, possible)
        there = {day: s for day, s in there.items() if not body.alive_on(day) or day in possible}
        stages.append(Stage(rule, words, there))
    people = People(problem, body, duration)
    able = {day for day, some in possible.items() if people.starts(day, some)}
    rule, why = people.chief_cause or ("unavailable", "")
    there = {day: s for day, s in there.items() if not body.alive_on(day) or day in able}
    words = f"{{}} of them when those who must be at {body.name} can be (on most others {why})"
    return [*stages, Stage(rule, words, there)]


def _rooms(
    problem: Problem, meeting_day: MeetingDay, body: Body, duration: int, days: Starts
) -> tuple[str, str, Starts]:
    rooms = suitable_rooms(problem, body, meeting_day.venue)
    if not rooms:
        return "room_capacity", f"no room suits {body.name}: {room_words(problem, body, meeting_day.venue)}", {}

    def seats(day: date) -> int:
        return problem.seats_needed(body.code, day)

    words = f"{{}} of them when a room that suits {body.name} is open and free"
    return "unavailable", words, free_starts(problem, rooms, seats, days, duration)


def _lunch(problem: Problem, meeting_day: MeetingDay, lunch: Session, days: Starts) -> Stage:
    rooms = [room for room in problem.rooms.values() if meeting_day.venue in (None, room.venue)]
    guests = {day: lunch_guests(problem, meeting_day.code, day) for day in days}
    then: Starts = dict.fromkeys(days, (lunch.start,))
    found: Starts = dict.fromkeys(free_starts(problem, rooms, guests.__getitem__, then, lunch.end - lunch.start), (0,))
    if found or not guests:
        return Stage("unavailable", "{} of them when a room with seats for the whole lunch is open and free", found)
    return _no_room_for_lunch(problem, meeting_day, rooms, min(guests.values()))


def _no_room_for_lunch(problem: Problem, meeting_day: MeetingDay, rooms: list[Room], guests: int) -> Stage:
    where = f" at {meeting_day.venue}" if meeting_day.venue else ""
    largest = max(rooms, key=lambda room: room.capacity, default=None)
    if largest is None:
        has = f"there is no room{where}"
    elif largest.capacity < guests:
        has = f"the largest room{where}, {largest.name}, has {largest.capacity}"
    else:
        has = f"no room{where} with so many is open and free on any of these days"
    return Stage("room_capacity", f"its lunch needs {counted(guests, 'seat')}, and {has}", {})
