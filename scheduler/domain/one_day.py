"""A council's one day on which bodies sit as asked, and nothing else is asked of them: to hold an answer against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.plan import Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.viability import Slot, Together

ANY_DAY = frozenset(range(7))
NINE = 9 * 60


@dataclass(frozen=True)
class Day:
    """The day: where and when each body would sit, one slot after another."""

    problem: Problem
    """The input cut down to it: everyone free, no body in a session, one meeting for each, whatever the date."""
    starts: dict[str, int]
    rooms: dict[str, str]

    def plan(self, attendance: dict[str, tuple[Attendance, ...]]) -> Plan:
        """Return the calendar of that day with these people there."""
        settings = self.problem.settings
        meetings = [self._meeting(body, attendance[body]) for body in self.problem.bodies]
        in_order = sorted(meetings, key=lambda meeting: (meeting.start, meeting.body))
        return Plan(settings.title, settings.start_date, settings.end_date, settings.timezone, tuple(in_order))

    def _meeting(self, code: str, attendance: tuple[Attendance, ...]) -> Meeting:
        start, room = self.starts[code], self.rooms.get(code)
        end = start + self.problem.duration_of(self.problem.bodies[code])
        venue = None if room is None else self.problem.rooms[room].venue
        day = self.problem.settings.start_date
        return Meeting(code, code, 1, day, start, end, venue, room, attendance=attendance)


def day_of(problem: Problem, together: Together, slots: Sequence[Slot]) -> Day:
    """Cut an input down to one day with these slots; rooms are asked for only where a session sets the hours."""
    session = together.session
    starts: dict[str, int] = {}
    rooms: dict[str, str] = {}
    next_start = NINE
    for slot in slots:
        start = next_start if slot.start is None else slot.start
        starts.update(dict.fromkeys(slot.bodies, start))
        rooms.update(slot.rooms if session is not None else {})
        next_start = start + max(problem.duration_of(problem.bodies[body]) for body in slot.bodies)
    cut = replace(
        problem,
        settings=replace(
            problem.settings,
            start_date=together.day,
            end_date=together.day,
            publication_date=None,
            max_meetings_per_person_per_day=(
                problem.settings.max_meetings_per_person_per_day if session is None and len(slots) > 1 else None
            ),
        ),
        periods=(),
        bodies={code: _body(problem, code, starts[code], in_room=code in rooms) for code in together.bodies},
        people={code: replace(person, weekdays=None) for code, person in problem.people.items()},
        memberships=tuple(row for code in together.bodies for row in problem.memberships_on(code, together.day)),
        quorum_rules=tuple(rule for rule in problem.quorum_rules if rule.body in together.bodies),
        meeting_days={},
        sessions={},
        absences=(),
        closed_dates=(),
        reporting=(),
        themes={},
        speakers={},
        projects={},
        fixed_meetings=tuple(FixedMeeting(together.day, body=code, start=starts[code]) for code in together.bodies),
        baseline=None,
        standing=frozenset(),
    )
    return Day(cut, starts, rooms)


def _body(problem: Problem, code: str, start: int, *, in_room: bool) -> Body:
    body = problem.bodies[code]
    return replace(
        body,
        meeting_day=None,
        session=None,
        cadence=Cadence(minimum=1, maximum=1),
        min_gap_days=None,
        max_gap_days=None,
        weekdays=ANY_DAY,
        start_times=(start,),
        duration_minutes=problem.duration_of(body),
        notice_clear_days=0,
        attendance_mode="in_person" if in_room else "online",
        start_date=None,
        end_date=None,
    )
