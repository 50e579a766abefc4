"""The iCalendar feeds of a plan, by their path below the folder `feeds`: who or what each is for, and its events.

Each body, person, room and meeting day of the input has one, also where it holds no meeting yet: whoever is given
the address may subscribe before the first is fixed. A body that is gone but has meetings has one too.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import long_date
from scheduler.law.forward_plan import asks_for_forward_plan
from scheduler.outputs.feeds.events import (
    FOR_ALL,
    FOR_BUSY,
    FOR_DEADLINES,
    FOR_ONE,
    FOR_ROOMS,
    Event,
    Look,
    calendar,
)
from scheduler.outputs.feeds.plan_events import is_public, taken_over
from scheduler.outputs.feeds.year import YearEvents, first_day_kept, placeholder
from scheduler.outputs.naming import feed_path, name_of_day, organisations

__all__ = ["feeds", "feeds_as_planned"]

_Written = list[tuple[Event, bytes]]
_Feed = tuple[str, bytes]
_Held = list[tuple[YearEvents, Meeting]]


def feeds(problem: Problem, plan: Plan, day: dt.date = dt.date.min, page: str = "") -> dict[str, bytes]:
    """Return the feeds as they are subscribed to.

    Meetings held in the half year before the plan was made are still there, those of the calendar before included, and
    older ones are not; a cancelled one leaves when its date has passed. None is empty.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    day : date, optional
        The day it is; left out, or where that is later, the day on which the plan was made.
    page : str, optional
        Where the page of public meetings is on the web, for the events of these to name.

    """
    return dict(_Audiences(problem, plan, max(day, plan.made_on), page, subscribed=True).all())


def feeds_as_planned(problem: Problem, plan: Plan) -> dict[str, bytes]:
    """Return the feeds with exactly the meetings of the plan, as the output folder has them."""
    return dict(_Audiences(problem, plan, plan.made_on, "", subscribed=False).all())


class _Audiences:
    """The events of a plan, each made once, and the feeds that share them."""

    def __init__(self, problem: Problem, plan: Plan, day: dt.date, page: str, *, subscribed: bool) -> None:
        self.problem, self.plan, self.subscribed = problem, plan, subscribed
        self.years = [YearEvents(problem, year, plan, page) for year in (plan.years if subscribed else (plan,))]
        self.first_day, self.day = first_day_kept(plan), day
        self.held = [(year, meeting) for year in self.years for meeting in year.plan.meetings]

    def all(self) -> Iterator[_Feed]:
        """Yield each feed's path and bytes."""
        yield from self._for_everyone()
        yield from self._for_bodies()
        yield from self._for_authorities()
        yield from self._for_people()
        yield from self._for_rooms()
        yield from self._for_organisations()
        yield from self._for_meeting_days()
        yield from self._for_meetings()

    def _feed(self, name: str, about: str, look: Look, events: _Written) -> bytes:
        """Return the feed of these events, as far as subscribers still have them."""
        if self.subscribed:
            events = [pair for pair in events if self._is_kept(pair[0])]
            if not events:
                events = _plain([placeholder(self.problem, self.plan)])
        return calendar(self.plan, name, about, look, events)

    def _is_kept(self, event: Event) -> bool:
        return event.date >= self.first_day and not (event.cancelled and event.date < self.day)

    def _grouped(self, keys: Callable[[YearEvents, Meeting], Iterable[str]]) -> defaultdict[str, _Held]:
        """Return the meetings under each of their keys."""
        found: defaultdict[str, _Held] = defaultdict(list)
        for year, meeting in self.held:
            for key in keys(year, meeting):
                found[key].append((year, meeting))
        return found

    def _days_of(self, held: _Held) -> _Written:
        """Return the events of the meeting days that these meetings are part of."""
        found: list[Event] = []
        for year in self.years:
            found += year.day_and_lunch(year.days_of(meeting for other, meeting in held if other is year))
        return _plain(found)

    def _for_everyone(self) -> Iterator[_Feed]:
        title = self.plan.title
        days = (event for year in self.years for event in year.day_and_lunch(year.plan.occurrences))
        yield "all.ics", self._feed(title, "Every meeting and meeting day.", FOR_ALL, _shared(self.held) + _plain(days))
        events = _shared(pair for pair in self.held if is_public(self.problem, self.plan, pair[1]))
        about = "The meetings open to the public."
        yield "public.ics", self._feed(f"{title}: public meetings", about, FOR_ALL, events)
        deadlines = _plain(event for year in self.years for event in year.deadlines)
        about = "Reports that fall due, agendas to publish and notices that expire, for officers."
        yield "deadlines.ics", self._feed(f"{title}: deadlines", about, FOR_DEADLINES, deadlines)
        if asks_for_forward_plan(self.problem):
            notices = _plain(event for year in self.years for event in year.forward_plan)
            about = (
                "Key decisions and business in private to be announced, and what is due after a call-in, for officers."
            )
            yield "forward-plan.ics", self._feed(f"{title}: forward plan", about, FOR_DEADLINES, notices)

    def _for_bodies(self) -> Iterator[_Feed]:
        held = self._grouped(lambda _, meeting: (meeting.body,))
        names = {code: year.meetings[one.uid].title for code in held for year, one in held[code]}
        names |= {code: body.name for code, body in self.problem.bodies.items()}
        for code in dict.fromkeys((*self.problem.bodies, *sorted(held))):
            events = _shared(held[code]) + (self._days_of(held[code]) if code in self.problem.bodies else [])
            about = f"The meetings of {names[code]}."
            for heir, last in self.problem.heirs_of(code) if self.subscribed else ():
                after = [(year, one) for year, one in held[heir] if one.date > last]
                if heir in self.problem.bodies and last < self.problem.settings.end_date:
                    events += _shared(after) + _plain([taken_over(self.problem, code, heir, last)])
                    about += f" After {long_date(last)} those of {names[heir]}, which has taken over."
            yield feed_path("bodies", code), self._feed(names[code], about, FOR_ONE, events)

    def _for_authorities(self) -> Iterator[_Feed]:
        """Yield the meetings of each authority of a joint calendar, and then of the one that takes over."""
        problem = self.problem
        held = self._grouped(lambda _, meeting: (problem.authority_of(problem.bodies.get(meeting.body)).code,))
        for authority in problem.with_bodies if problem.is_joint else ():
            events, about = _shared(held[authority.code]), f"Every meeting of {authority.title}."
            for heir, last in problem.authorities_after(authority) if self.subscribed else ():
                events += _shared((year, one) for year, one in held[heir.code] if one.date > last)
                about += f" After {long_date(last)} those of {heir.title}, which has taken over."
            path = feed_path("authorities", authority.code or authority.title)
            yield path, self._feed(authority.title, about, FOR_ONE, events)

    def _for_people(self) -> Iterator[_Feed]:
        held = self._grouped(lambda year, meeting: year.concerned(meeting))
        sits = self._grouped(lambda _, meeting: set(_sitting(meeting)) if meeting.live else ())
        busy = {uid: event for year in self.years for uid, event in year.busy.items()}
        for code, person in self.problem.people.items():
            own = [(year.meetings[one.uid], year.written_for(code, one)) for year, one in held[code]]
            name, about = f"Meetings: {person.name}", f"Where {person.name} sits, deputises or sends apologies."
            yield feed_path("people", code), self._feed(name, about, FOR_ONE, own + self._days_of(held[code]))
            taking = _shared(sits[code]) + self._days_of(sits[code])
            events = _plain(busy[event.uid] for event, _ in taking if event.uid in busy)
            name, about = f"Busy: {person.name}", f"When {person.name} is not free, and nothing else."
            yield feed_path("busy", code), self._feed(name, about, FOR_BUSY, events)

    def _for_rooms(self) -> Iterator[_Feed]:
        parts = self.problem.parts_of_room
        for code, room in self.problem.rooms.items():
            taking = {other for other in parts if parts[other] & parts[code]}
            events = _shared((year, meeting) for year, meeting in self.held if meeting.room in taking)
            events += _plain(
                year.lunches[one.name]
                for year in self.years
                for one in year.plan.occurrences
                if one.lunch is not None and one.lunch.room in taking
            )
            name, about = f"{room.name}, {room.venue}", f"What takes {room.name} at {room.venue}, or a part of it."
            yield feed_path("rooms", code), self._feed(name, about, FOR_ROOMS, events)

    def _for_organisations(self) -> Iterator[_Feed]:
        people = self.problem.people.values()
        of_person = {person.code: person.organisation.casefold() for person in people if person.organisation}
        held = self._grouped(lambda _, meeting: {of_person[who] for who in _sitting(meeting) if who in of_person})
        for key, name in organisations(self.problem).items():
            events = _shared(held[key]) + self._days_of(held[key])
            about = f"The meetings where somebody of {name} sits."
            yield feed_path("organisations", name), self._feed(f"Meetings: {name}", about, FOR_ONE, events)

    def _for_meeting_days(self) -> Iterator[_Feed]:
        held = self._grouped(lambda _, meeting: (meeting.meeting_day,) if meeting.meeting_day else ())
        occurring = [one.meeting_day for year in self.years for one in year.plan.occurrences]
        for code in dict.fromkeys((*self.problem.meeting_days, *sorted(held), *occurring)):
            name = name_of_day(self.problem, code)
            days = (
                event
                for year in self.years
                for event in year.day_and_lunch(one for one in year.plan.occurrences if one.meeting_day == code)
            )
            about = f"Every session of {name}, and its lunch."
            events = _shared(held[code]) + _plain(days)
            yield feed_path("meeting-days", code), self._feed(name, about, FOR_ONE, events)

    def _for_meetings(self) -> Iterator[_Feed]:
        """Yield each meeting by itself, to be downloaded; those that subscribers no longer have are not there."""
        for year, meeting in self.held:
            event = year.meetings[meeting.uid]
            if not self.subscribed or self._is_kept(event):
                about = "One meeting. A copy of it does not change when the meeting does: subscribe to a feed for that."
                yield feed_path("meetings", meeting.uid), self._feed(event.title, about, FOR_ONE, _plain([event]))


def _plain(events: Iterable[Event]) -> _Written:
    return [(event, event.plain) for event in events]


def _shared(held: Iterable[tuple[YearEvents, Meeting]]) -> _Written:
    return _plain(year.meetings[meeting.uid] for year, meeting in held)


def _sitting(meeting: Meeting) -> Iterator[str]:
    """Yield whoever sits at a meeting, or would have if it were held."""
    for _, who in meeting.present():
        yield who
