"""The iCalendar feeds of a plan, by their path below the folder `feeds`: who or what each is for, and its events.

Each body, person, room and meeting day of the input has one, also where it holds no meeting yet: whoever is given
the address may subscribe before the first is fixed. A body that is gone but has meetings has one too.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title, plan_title, title_of_authority, typed, venue_title
from scheduler.domain.wording import long_date
from scheduler.languages import phrase, said
from scheduler.law.forward_plan import asks_for_forward_plan
from scheduler.outputs.bilingual import APART, in_each, joined
from scheduler.outputs.feeds.events import (
    FOR_ALL,
    FOR_BUSY,
    FOR_DEADLINES,
    FOR_ONE,
    FOR_ROOMS,
    Event,
    Look,
    about_feed,
    calendar,
)
from scheduler.outputs.feeds.plan_events import is_public
from scheduler.outputs.feeds.year import YearEvents, first_day_kept, placeholder
from scheduler.outputs.naming import feed_path, name_of_day, name_of_room, organisations

__all__ = ["feeds", "feeds_as_planned"]

_Written = list[tuple[Event, bytes]]
_Feed = tuple[str, bytes]
_MEETINGS_OF = phrase("Meetings: {name}")

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

    def _feed(
        self,
        name: str,
        about: str | Callable[[], str],
        look: Look,
        events: _Written,
        /,
        **values: str | Callable[[], str],
    ) -> bytes:
        """Return the feed of these events, its name and text in each language.

        What the names in the phrases stand for is text, or what says it in the language that is being written.
        """
        names = joined(in_each(self.problem, _filled, name, values))
        texts = in_each(self.problem, lambda: about_feed(_filled(about, values)))
        return calendar(self.plan, names, joined(texts, APART), look, self._kept(events))

    def _in_english(self, name: str, about: str, events: _Written) -> bytes:
        """Return a feed for officers, in English."""
        return calendar(self.plan, name, about_feed(about), FOR_DEADLINES, self._kept(events))

    def _kept(self, events: _Written) -> _Written:
        """Return the events as far as subscribers still have them; never none."""
        if not self.subscribed:
            return events
        kept = [pair for pair in events if self._is_kept(pair[0])]
        return kept or _plain([placeholder(self.problem, self.plan)])

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
        title = partial(plan_title, self.problem, self.plan)
        days = (event for year in self.years for event in year.day_and_lunch(year.plan.occurrences))
        everything = _shared(self.held) + _plain(days)
        about = phrase("Every meeting and meeting day.")
        yield "all.ics", self._feed("{title}", about, FOR_ALL, everything, title=title)
        events = _shared(pair for pair in self.held if is_public(self.problem, self.plan, pair[1]))
        name, about = phrase("{title}: public meetings"), phrase("The meetings open to the public.")
        yield "public.ics", self._feed(name, about, FOR_ALL, events, title=title)
        yield from self._for_officers()

    def _for_officers(self) -> Iterator[_Feed]:
        """Yield what officers must have done by when, in English."""
        title = self.plan.title
        deadlines = _plain(event for year in self.years for event in year.deadlines)
        about = "Reports that fall due, agendas to publish and notices that expire, for officers."
        yield "deadlines.ics", self._in_english(f"{title}: deadlines", about, deadlines)
        if asks_for_forward_plan(self.problem):
            notices = _plain(event for year in self.years for event in year.forward_plan)
            about = (
                "Key decisions and business in private to be announced, and what is due after a call-in, for officers."
            )
            yield "forward-plan.ics", self._in_english(f"{title}: forward plan", about, notices)

    def _for_bodies(self) -> Iterator[_Feed]:
        held = self._grouped(lambda _, meeting: (meeting.body,))
        gone = {code: year.meetings[one.uid].title for code in held for year, one in held[code]}
        for code in dict.fromkeys((*self.problem.bodies, *sorted(held))):
            name = self._name_of(code, gone)
            heirs = self.years[-1].heirs.get(code, ()) if self.subscribed else ()
            events = _shared(held[code]) + (self._days_of(held[code]) if code in self.problem.bodies else [])
            for heir, last, event in heirs:
                after = [(year, one) for year, one in held[heir] if one.date > last]
                events += _shared(after) + _plain([event])
            after_whom = [(last, self._name_of(heir, gone)) for heir, last, _ in heirs]
            about = partial(_about, phrase("The meetings of {name}."), name, after_whom)
            yield feed_path("bodies", code), self._feed("{name}", about, FOR_ONE, events, name=name)

    def _name_of(self, code: str, gone: Mapping[str, str]) -> Callable[[], str]:
        """Return what names a body in the language that is being written; one that is gone as it was last called."""
        return (
            partial(body_title, self.problem, code)
            if code in self.problem.bodies
            else partial(str, gone.get(code, code))
        )

    def _for_authorities(self) -> Iterator[_Feed]:
        """Yield the meetings of each authority of a joint calendar, and then of the one that takes over."""
        problem = self.problem
        held = self._grouped(lambda _, meeting: (problem.authority_of(problem.bodies.get(meeting.body)).code,))
        for authority in problem.with_bodies if problem.is_joint else ():
            events, after = _shared(held[authority.code]), []
            for heir, last in problem.authorities_after(authority) if self.subscribed else ():
                events += _shared((year, one) for year, one in held[heir.code] if one.date > last)
                after.append((last, partial(title_of_authority, problem, heir)))
            path = feed_path("authorities", authority.code or authority.title)
            name = partial(title_of_authority, problem, authority)
            about = partial(_about, phrase("Every meeting of {name}."), name, after)
            yield path, self._feed("{name}", about, FOR_ONE, events, name=name)

    def _for_people(self) -> Iterator[_Feed]:
        held = self._grouped(lambda year, meeting: year.concerned(meeting))
        sits = self._grouped(lambda _, meeting: set(_sitting(meeting)) if meeting.live else ())
        busy = {uid: event for year in self.years for uid, event in year.busy.items()}
        for code in self.problem.people:
            own = [(year.meetings[one.uid], year.written_for(code, one)) for year, one in held[code]]
            who = partial(person_title, self.problem, code)
            about = phrase("Where {name} sits, deputises or sends apologies.")
            events = own + self._days_of(held[code])
            yield feed_path("people", code), self._feed(_MEETINGS_OF, about, FOR_ONE, events, name=who)
            taking = _shared(sits[code]) + self._days_of(sits[code])
            events = _plain(busy[event.uid] for event, _ in taking if event.uid in busy)
            name, about = phrase("Busy: {name}"), phrase("When {name} is not free, and nothing else.")
            yield feed_path("busy", code), self._feed(name, about, FOR_BUSY, events, name=who)

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
            name, about = "{room}, {venue}", phrase("What takes {room} at {venue}, or a part of it.")
            named = {
                "room": partial(name_of_room, self.problem, code),
                "venue": partial(venue_title, self.problem, room.venue),
            }
            yield feed_path("rooms", code), self._feed(name, about, FOR_ROOMS, events, **named)

    def _for_organisations(self) -> Iterator[_Feed]:
        people = self.problem.people.values()
        of_person = {person.code: person.organisation.casefold() for person in people if person.organisation}
        held = self._grouped(lambda _, meeting: {of_person[who] for who in _sitting(meeting) if who in of_person})
        for key, name in organisations(self.problem).items():
            events = _shared(held[key]) + self._days_of(held[key])
            about, title = phrase("The meetings where somebody of {name} sits."), partial(typed, self.problem, name)
            yield feed_path("organisations", name), self._feed(_MEETINGS_OF, about, FOR_ONE, events, name=title)

    def _for_meeting_days(self) -> Iterator[_Feed]:
        held = self._grouped(lambda _, meeting: (meeting.meeting_day,) if meeting.meeting_day else ())
        occurring = [one.meeting_day for year in self.years for one in year.plan.occurrences]
        for code in dict.fromkeys((*self.problem.meeting_days, *sorted(held), *occurring)):
            days = (
                event
                for year in self.years
                for event in year.day_and_lunch(one for one in year.plan.occurrences if one.meeting_day == code)
            )
            name, about = partial(name_of_day, self.problem, code), phrase("Every session of {name}, and its lunch.")
            events = _shared(held[code]) + _plain(days)
            yield feed_path("meeting-days", code), self._feed("{name}", about, FOR_ONE, events, name=name)

    def _for_meetings(self) -> Iterator[_Feed]:
        """Yield each meeting by itself, to be downloaded; those that subscribers no longer have are not there."""
        about = phrase("One meeting. A copy of it does not change when the meeting does: subscribe to a feed for that.")
        for year, meeting in self.held:
            event = year.meetings[meeting.uid]
            if not self.subscribed or self._is_kept(event):
                one = self._feed("{title}", about, FOR_ONE, _plain([event]), title=event.title)
                yield feed_path("meetings", meeting.uid), one


def _about(words: str, name: Callable[[], str], after: Sequence[tuple[dt.date, Callable[[], str]]]) -> str:
    """Say whose meetings a feed has, and whose after which day."""
    sentences = [said(words, name=name())]
    for last, heir in after:
        taken = phrase("After {day} those of {name}, which has taken over.")
        sentences.append(said(taken, day=long_date(last), name=heir()))
    return " ".join(sentences)


def _filled(text: str | Callable[[], str], values: Mapping[str, str | Callable[[], str]]) -> str:
    """Return a phrase in the language that is being written, or a mere pattern, filled with what is named."""
    if not isinstance(text, str):
        return text()
    found = {name: value if isinstance(value, str) else value() for name, value in values.items()}
    return said(text, **found)


def _plain(events: Iterable[Event]) -> _Written:
    return [(event, event.plain) for event in events]


def _shared(held: Iterable[tuple[YearEvents, Meeting]]) -> _Written:
    return _plain(year.meetings[meeting.uid] for year, meeting in held)


def _sitting(meeting: Meeting) -> Iterator[str]:
    """Yield whoever sits at a meeting, or would have if it were held."""
    for _, who in meeting.present():
        yield who
