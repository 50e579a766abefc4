"""The iCalendar feeds of a plan: who or what each is for, and which events it holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.exporting.feeds.calendars import FOR_ALL, FOR_DEADLINES, FOR_ONE, FOR_ROOMS, calendar
from scheduler.exporting.feeds.deadlines import deadline_events
from scheduler.exporting.feeds.events import Event
from scheduler.exporting.feeds.meeting_days import day_event, lunch_event
from scheduler.exporting.feeds.meetings import event_for_member, meeting_event
from scheduler.exporting.file_names import feed_path

Written = list[tuple[Event, bytes]]


def feeds(problem: Problem, plan: Plan) -> dict[str, bytes]:
    """Return every feed by its path below the folder `feeds`.

    Each body, person and room of the input has one, also where it holds no event yet: whoever is given the
    address may subscribe before the first meeting is fixed. A body that is gone but has meetings has one too.
    """
    return dict(_Feeds(problem, plan).all())


class _Feeds:
    """The events of one plan, each made once, and the feeds that share them."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.title = plan.title
        self.events = {meeting.uid: meeting_event(problem, plan, meeting) for meeting in plan.meetings}
        self.day_of_meeting: dict[str, Occurrence] = {
            meeting.uid: occurrence for occurrence in plan.occurrences for meeting in plan.of_occurrence(occurrence)
        }
        self.days = {one.name: day_event(problem, plan, one) for one in plan.occurrences}
        self.lunches = {
            one.name: lunch_event(problem, plan, one, one.lunch) for one in plan.occurrences if one.lunch is not None
        }

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Yield each feed's path and bytes."""
        yield "all.ics", self._for_all()
        yield "public.ics", self._for_public()
        yield "deadlines.ics", self._for_deadlines()
        yield from self._for_bodies()
        yield from self._for_people()
        yield from self._for_rooms()

    def _shared(self, meetings: Iterable[Meeting]) -> Written:
        return [(self.events[meeting.uid], self.events[meeting.uid].plain) for meeting in meetings]

    def _day_and_lunch(self, occurrences: Iterable[Occurrence]) -> Written:
        names = [occurrence.name for occurrence in occurrences]
        found = [of_kind[name] for of_kind in (self.days, self.lunches) for name in names if name in of_kind]
        return [(event, event.plain) for event in found]

    def _days_of(self, meetings: Iterable[Meeting]) -> Written:
        """Return the meeting days that these meetings are part of, each once."""
        days = {
            self.day_of_meeting[one.uid].name: self.day_of_meeting[one.uid]
            for one in meetings
            if one.uid in self.day_of_meeting
        }
        return self._day_and_lunch(days.values())

    def _for_all(self) -> bytes:
        events = self._shared(self.plan.meetings) + self._day_and_lunch(self.plan.occurrences)
        return calendar(self.plan, self.title, "Every meeting and meeting day.", FOR_ALL, events)

    def _for_public(self) -> bytes:
        bodies = {code for code, body in self.problem.bodies.items() if body.open_to_public}
        events = self._shared(meeting for meeting in self.plan.meetings if meeting.body in bodies)
        return calendar(
            self.plan, f"{self.title}: public meetings", "The meetings open to the public.", FOR_ALL, events
        )

    def _for_deadlines(self) -> bytes:
        events = [(event, event.plain) for event in deadline_events(self.problem, self.plan)]
        about = "Agendas to publish and reports that fall due, for officers."
        return calendar(self.plan, f"{self.title}: deadlines", about, FOR_DEADLINES, events)

    def _for_bodies(self) -> Iterator[tuple[str, bytes]]:
        held: defaultdict[str, list[Meeting]] = defaultdict(list)
        for meeting in self.plan.meetings:
            held[meeting.body].append(meeting)
        for code in dict.fromkeys((*self.problem.bodies, *sorted(held))):
            name = body_title(self.problem, code)
            events = self._shared(held[code]) + self._days_of(held[code])
            yield feed_path("bodies", code), calendar(self.plan, name, f"The meetings of {name}.", FOR_ONE, events)

    def _for_people(self) -> Iterator[tuple[str, bytes]]:
        meetings: dict[str, list[Meeting]] = {code: [] for code in self.problem.people}
        for meeting in self.plan.meetings:
            for code in self._concerned(meeting):
                meetings[code].append(meeting)
        for code, person in self.problem.people.items():
            own = [
                (self.events[one.uid], event_for_member(self.problem, one, self.events[one.uid], code))
                for one in meetings[code]
            ]
            name, about = f"Meetings: {person.name}", f"Where {person.name} sits, deputises or sends apologies."
            yield (
                feed_path("people", code),
                calendar(self.plan, name, about, FOR_ONE, own + self._days_of(meetings[code])),
            )

    def _concerned(self, meeting: Meeting) -> Iterable[str]:
        """Return each person in the input who is a member on the date or is to deputise, once."""
        members = (row.person for row in self.problem.memberships_on(meeting.body, meeting.date))
        deputies = (row.substitute for row in meeting.attendance if row.substitute in self.problem.people)
        return dict.fromkeys((*members, *filter(None, deputies)))

    def _for_rooms(self) -> Iterator[tuple[str, bytes]]:
        parts = self.problem.parts_of_room
        for code, room in self.problem.rooms.items():
            taking = {other for other in parts if parts[other] & parts[code]}
            events = self._shared(meeting for meeting in self.plan.meetings if meeting.room in taking)
            events += [
                (self.lunches[one.name], self.lunches[one.name].plain)
                for one in self.plan.occurrences
                if one.lunch is not None and one.lunch.room in taking
            ]
            name, about = f"{room.name}, {room.venue}", f"What takes {room.name} at {room.venue}, or a part of it."
            yield feed_path("rooms", code), calendar(self.plan, name, about, FOR_ROOMS, events)
