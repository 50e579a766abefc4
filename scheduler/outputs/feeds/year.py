"""The events of one year's calendar, each made once."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds.deadlines import deadline_events
from scheduler.outputs.feeds.events import Event
from scheduler.outputs.feeds.identity import uid_of
from scheduler.outputs.feeds.meeting_days import day_event, lunch_event
from scheduler.outputs.feeds.meetings import busy_event, meeting_event, told


class Year:
    """A calendar and its events, which bear the moments and revisions that the plan has kept of them."""

    def __init__(self, problem: Problem, plan: Plan, newest: Plan) -> None:
        self.problem, self.plan = problem, replace(plan, shown=newest.shown)
        self.current = plan is newest

    @cached_property
    def meetings(self) -> dict[str, Event]:
        """The event of each meeting by its uid."""
        return {one.uid: meeting_event(self.problem, self.plan, one) for one in self.plan.meetings}

    @cached_property
    def days(self) -> dict[str, Event]:
        """The event of each meeting day by the occurrence's name."""
        days = ((one.name, day_event(self.problem, self.plan, one)) for one in self.plan.occurrences)
        return {name: self._stamped(event) for name, event in days}

    @cached_property
    def lunches(self) -> dict[str, Event]:
        """The event of each lunch by the occurrence's name."""
        lunches = ((one, one.lunch) for one in self.plan.occurrences)
        return {
            one.name: self._stamped(lunch_event(self.problem, self.plan, one, lunch))
            for one, lunch in lunches
            if lunch is not None
        }

    @cached_property
    def busy(self) -> dict[str, Event]:
        """What takes time, with nothing said of what it is, by the uid of what it stands for."""
        taking = [self.meetings[meeting.uid] for meeting in self.plan.live] + list(self.lunches.values())
        return {event.uid: self._stamped(busy_event(self.problem, event)) for event in taking}

    @cached_property
    def deadlines(self) -> tuple[Event, ...]:
        """What officers must have done by when."""
        return tuple(map(self._stamped, deadline_events(self.problem, self.plan, reports=self.current)))

    @cached_property
    def told(self) -> dict[str, dict[str, tuple[str, bool]]]:
        """What each person is told of each meeting."""
        return {meeting.uid: told(self.problem, meeting) for meeting in self.plan.meetings}

    @cached_property
    def day_of_meeting(self) -> dict[str, Occurrence]:
        """The occurrence of a meeting day that a meeting is part of, by the meeting's uid."""
        return {meeting.uid: one for one in self.plan.occurrences for meeting in self.plan.of_occurrence(one)}

    def days_of(self, meetings: Iterable[Meeting]) -> list[Occurrence]:
        """Return the meeting days that these meetings are part of, each once."""
        found = (self.day_of_meeting.get(meeting.uid) for meeting in meetings)
        return list({one.name: one for one in found if one is not None}.values())

    def day_and_lunch(self, occurrences: Iterable[Occurrence]) -> list[Event]:
        """Return the events of the meeting days themselves."""
        names = [occurrence.name for occurrence in occurrences]
        return [of_kind[name] for of_kind in (self.days, self.lunches) for name in names if name in of_kind]

    def concerned(self, meeting: Meeting) -> dict[str, None]:
        """Return each person in the input whose feed has the meeting, once: members on the date, and who deputises.

        Of an earlier year, or of a body that is gone, those count who were members then: the input no longer says.
        """
        if self.current and meeting.body in self.problem.bodies:
            members = [row.person for row in self.problem.memberships_on(meeting.body, meeting.date)]
        else:
            members = [row.person for row in meeting.attendance]
        deputies = [row.substitute for row in meeting.attendance if row.substitute is not None]
        return dict.fromkeys(code for code in (*members, *deputies) if code in self.problem.people)

    def written_for(self, person: str, meeting: Meeting) -> bytes:
        """Write a meeting as one person has it in their feed."""
        remark, elsewhere = self.told[meeting.uid].get(person, ("", False))
        if not remark:
            return self.meetings[meeting.uid].plain
        known = self.plan.shown.get(meeting.uid)
        changed = "" if known is None else known.last_told(person)
        return self.meetings[meeting.uid].addressed(remark, elsewhere=elsewhere, changed=changed)

    def others(self) -> Iterator[Event]:
        """Yield each event but those of the meetings."""
        for kind in (self.days, self.lunches, self.busy):
            yield from kind.values()
        yield from self.deadlines

    def _stamped(self, event: Event) -> Event:
        """Return the event with its revision, and when it changed, as the plan has kept them."""
        known = self.plan.shown.get(event.uid)
        return event if known is None else replace(event, revision=known.revision, changed=known.changed)


def placeholder(problem: Problem, plan: Plan) -> Event:
    """Return what stands in a feed that would else be empty, which some programs would not take in."""
    event = Event(
        uid=uid_of(problem, "placeholder"),
        title="No meetings at present",
        date=plan.start_date,
        changed=plan.generated or plan.start_date.isoformat(),
        description="Meetings appear here by themselves as soon as they are fixed.",
    )
    known = plan.shown.get(event.uid)
    return event if known is None else replace(event, revision=known.revision, changed=known.changed)


_KEPT = dt.timedelta(days=180)


def first_day_kept(plan: Plan) -> dt.date:
    """Return the first day whose meetings subscribers still have: half a year before the plan was made."""
    return dt.date.min if plan.made_on == dt.date.min else plan.made_on - _KEPT
