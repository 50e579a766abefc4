"""The events of one year's calendar, each made once, and their revisions from one plan to the next.

A revision and a moment of change move when something that members see has changed, and never otherwise. The plan keeps
a fingerprint of every event as it was last shown; what a new plan would show is held against the fingerprints of the
one it replaces.
"""

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from scheduler.domain.calendar import ByHand
from scheduler.domain.plan import (
    MOST_BEFORE,
    NOT_THEIRS,
    Before,
    Meeting,
    Occurrence,
    Plan,
    Shown,
    Told,
    moved_on,
    with_other_keys_of,
)
from scheduler.domain.problem import Problem
from scheduler.domain.uids import PLACEHOLDER, uid_of
from scheduler.languages import said
from scheduler.law.deadlines import report_deadline
from scheduler.outputs.bilingual import APART, in_each, joined
from scheduler.outputs.feeds.events import Event, fingerprint, in_all
from scheduler.outputs.feeds.plan_events import (
    busy_event,
    day_event,
    deadline_events,
    forward_plan_events,
    is_public,
    lunch_event,
    meeting_event,
    taken_over,
    told,
)
from scheduler.outputs.naming import cleaned

_KEPT = dt.timedelta(days=180)
_REMEMBERED = dt.timedelta(days=730)
NOTHING_TOLD: tuple[tuple[str, ...], bool] = ((), False)
"""What somebody is told of a meeting who is told nothing but what everybody reads."""


class YearEvents:
    """A calendar and its events, which bear the moments and revisions that the plan has kept of them."""

    def __init__(self, problem: Problem, plan: Plan, newest: Plan, page: str = "") -> None:
        self.problem, self.plan, self.page = problem, replace(plan, shown=newest.shown), page
        self.current = plan is newest

    @cached_property
    def meetings(self) -> dict[str, Event]:
        """The event of each meeting by its uid."""
        return {one.uid: self._dated(self._in_all(meeting_event, one, self.page)) for one in self.plan.meetings}

    @cached_property
    def days(self) -> dict[str, Event]:
        """The event of each meeting day by the occurrence's name."""
        days = ((one.name, self._in_all(day_event, one)) for one in self.plan.occurrences)
        return {name: self._stamped(event) for name, event in days}

    @cached_property
    def lunches(self) -> dict[str, Event]:
        """The event of each lunch by the occurrence's name."""
        lunches = ((one, one.lunch) for one in self.plan.occurrences)
        return {
            one.name: self._stamped(self._in_all(lunch_event, one, lunch))
            for one, lunch in lunches
            if lunch is not None
        }

    @cached_property
    def busy(self) -> dict[str, Event]:
        """What takes time, with nothing said of what it is, by the uid of what it stands for."""
        taking: list[tuple[Event, str | None]] = [(self.meetings[one.uid], one.body) for one in self.plan.live]
        taking += [(event, None) for event in self.lunches.values()]
        busy = (in_all(in_each(self.problem, busy_event, self.problem, event, body)) for event, body in taking)
        return {event.uid: self._stamped(one) for (event, _), one in zip(taking, busy, strict=True)}

    @cached_property
    def deadlines(self) -> tuple[Event, ...]:
        """What officers must have done by when."""
        return tuple(map(self._stamped, deadline_events(self.problem, self.plan, reports=self.current)))

    @cached_property
    def forward_plan(self) -> tuple[Event, ...]:
        """What the law has announced long before a meeting, or done after it."""
        return tuple(map(self._stamped, forward_plan_events(self.problem, self.plan)))

    @cached_property
    def heirs(self) -> dict[str, tuple[tuple[str, dt.date, Event], ...]]:
        """Who takes over within the calendar from each body: its code, the last day before, and the event of it."""
        if not self.current:
            return {}
        return {code: tuple(self._heirs_of(code)) for code in self.problem.bodies}

    def _heirs_of(self, code: str) -> Iterator[tuple[str, dt.date, Event]]:
        for heir, last in self.problem.heirs_of(code):
            if heir in self.problem.bodies and last < self.problem.settings.end_date:
                yield heir, last, self._stamped(self._in_all(taken_over, code, heir, last))

    @cached_property
    def told(self) -> dict[str, dict[str, tuple[tuple[str, ...], bool]]]:
        """What each person is told of each meeting, in each language; and whether they are not to be there."""
        return {meeting.uid: self._told_of(meeting) for meeting in self.plan.meetings}

    def _told_of(self, meeting: Meeting) -> dict[str, tuple[tuple[str, ...], bool]]:
        first, *others = in_each(self.problem, told, self.problem, meeting)
        return {
            person: ((remark, *(one[person][0] for one in others)), elsewhere)
            for person, (remark, elsewhere) in first.items()
        }

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
        remarks, elsewhere = self.told[meeting.uid].get(person, NOTHING_TOLD)
        known = self.plan.shown.get(meeting.uid)
        changed = "" if known is None else known.last_told(person)
        if not any(remarks) and not changed:
            return self.meetings[meeting.uid].plain
        return self.meetings[meeting.uid].addressed(remarks, elsewhere=elsewhere, changed=changed)

    def others(self) -> Iterator[Event]:
        """Yield each event but those of the meetings."""
        for kind in (self.days, self.lunches, self.busy):
            yield from kind.values()
        yield from self.deadlines
        yield from self.forward_plan
        yield from (event for heirs in self.heirs.values() for _, _, event in heirs)

    def _in_all(self, make: Callable[..., Event], *about: object) -> Event:
        """Return an event of this calendar in each language that the council writes."""
        return in_all(in_each(self.problem, make, self.problem, self.plan, *about))

    def _stamped(self, event: Event) -> Event:
        """Return the event with its revision, and when it changed, as the plan has kept them."""
        known = self.plan.shown.get(event.uid)
        return event if known is None else self._dated(replace(event, revision=known.revision, changed=known.changed))

    def _dated(self, event: Event) -> Event:
        """Return the event with when it was first shown."""
        known = self.plan.shown.get(event.uid)
        return event if known is None else replace(event, created=known.created)


def placeholder(problem: Problem, plan: Plan) -> Event:
    """Return what stands in a feed that would else be empty, which some programs would not take in."""
    event = in_all(in_each(problem, _placeholder, problem, plan))
    known = plan.shown.get(event.uid)
    if known is None:
        return event
    return replace(event, revision=known.revision, changed=known.changed, created=known.created)


def _placeholder(problem: Problem, plan: Plan) -> Event:
    return Event(
        uid=uid_of(problem, PLACEHOLDER),
        title=said("No meetings at present"),
        date=plan.start_date,
        changed=plan.generated or plan.start_date.isoformat(),
        description=said("Meetings appear here by themselves as soon as they are fixed."),
    )


def first_day_kept(plan: Plan) -> dt.date:
    """Return the first day whose meetings subscribers still have: half a year before the plan was made."""
    return dt.date.min if plan.made_on == dt.date.min else plan.made_on - _KEPT


def revised(problem: Problem, plan: Plan) -> Plan:
    """Return the plan with its revisions counted and the moments of its changes, and with what its events now show.

    A revision is one more where the date, the times, the place, the title or the status has changed. The moment of
    change moves with whatever is shown, and always forward: to the moment of planning, or a second past its old one.

    Parameters
    ----------
    problem : Problem
        The input; its baseline is what members have in their calendars. Without one, that is what the plan itself
        says was last shown.
    plan : Plan
        The plan to be written.

    """
    before = plan if problem.baseline is None else problem.baseline
    left = (_left_of(year, plan) for year in (plan.earlier if problem.baseline is None else before.years))
    plan = with_other_keys_of(plan, before)
    found = replace(
        plan,
        by_hand=_still_by_hand(problem, (*before.by_hand, *plan.by_hand)),
        meetings=tuple(_with_report_day(problem, meeting) for meeting in plan.meetings),
        earlier=tuple(year for year in left if year.meetings),
        shown=before.shown,
    )
    ledger = _Revisions(before, plan.generated or f"{plan.start_date.isoformat()}T00:00:00Z")
    recounted = []
    for year in found.years:
        events = YearEvents(problem, year, found)
        meetings = tuple(ledger.recounted(events, meeting) for meeting in year.meetings)
        recounted.append(replace(year, meetings=meetings))
        for event in events.others():
            ledger.enter(event)
    ledger.enter(placeholder(problem, found))
    return replace(recounted[-1], earlier=tuple(recounted[:-1]), shown=ledger.with_what_is_gone())


def _still_by_hand(problem: Problem, found: Iterable[ByHand]) -> tuple[ByHand, ...]:
    """Return what was done by hand that the rows of the input still say, each once."""
    return tuple(dict.fromkeys(one for one in found if one.stands_in(problem.fixed_meetings)))


def _with_report_day(problem: Problem, meeting: Meeting) -> Meeting:
    """Return a meeting with the last day for reports to it; what is a fact keeps the day it had."""
    if problem.is_fact(meeting):
        return meeting
    return replace(
        meeting, report_due=report_deadline(problem, problem.bodies.get(meeting.body), meeting.agenda_deadline)
    )


def _left_of(year: Plan, plan: Plan) -> Plan:
    """Return what members keep of a calendar that the plan does not hold: ahead of them, or held not long ago."""
    uids = {meeting.uid for meeting in plan.meetings}
    days = {(one.meeting_day, one.date) for one in plan.occurrences}
    first_day = first_day_kept(plan)

    def is_theirs(one: Meeting | Occurrence) -> bool:
        another_years = not plan.start_date <= one.date <= plan.end_date
        return one.date >= first_day and (another_years or one.date < plan.made_on)

    return Plan(
        year.title,
        year.start_date,
        year.end_date,
        timezone=year.timezone,
        meetings=tuple(
            one
            for one in year.meetings
            if one.uid not in uids and is_theirs(one) and (one.live or one.date >= plan.made_on)
        ),
        occurrences=tuple(
            one for one in year.occurrences if (one.meeting_day, one.date) not in days and is_theirs(one)
        ),
        generated=year.generated,
        other_keys=year.other_keys,
    )


class _Revisions:
    """What was last shown of each event, and what is from now on."""

    def __init__(self, before: Plan, moment: str) -> None:
        self.known, self.moment = before.shown, moment
        self.meetings = {meeting.uid: meeting for year in before.years for meeting in year.meetings}
        self.shown: dict[str, Shown] = {}

    def with_what_is_gone(self) -> dict[str, Shown]:
        """Return what is shown, and what was shown of events that are gone: one that comes back never goes backwards.

        Whoever took an event in holds a later one of the same uid against it; after two years nobody does.
        """
        first = (dt.datetime.fromisoformat(self.moment) - _REMEMBERED).isoformat()
        gone = {uid: one for uid, one in self.known.items() if uid not in self.shown and one.changed >= first}
        return gone | self.shown

    def recounted(self, year: YearEvents, meeting: Meeting) -> Meeting:
        """Return the meeting with its revision and its moment of change, and enter what it shows."""
        event, old, known = year.meetings[meeting.uid], self.meetings.get(meeting.uid), self.known.get(meeting.uid)
        if old is None:
            found = replace(meeting, changed=meeting.changed or self.moment)
            if known is not None:  # it was gone, and is back
                found = replace(meeting, revision=known.revision + 1, changed=moved_on(self.moment, known.changed))
        else:
            facts = meeting.facts != old.facts or (known is not None and known.facts != event.facts)
            if facts or (known is not None and known.whole != event.whole):
                told = () if known is None else (one.changed for one in known.people.values())
                changed = moved_on(self.moment, old.changed, *told)
            else:
                changed = old.changed or self.moment
            found = replace(meeting, revision=old.revision + facts, changed=changed)
        people, public = self._told(year, found, known), is_public(year.problem, year.plan, found)
        self._show(event, found.revision, found.changed, people, public=public)
        if known is not None:
            before = (*known.before, *_stood(old, known, found))[-MOST_BEFORE:]
            self.shown[event.uid] = replace(self.shown[event.uid], before=before)
        return found

    def _told(self, year: YearEvents, meeting: Meeting, known: Shown | None) -> dict[str, Told]:
        """Return what each person who has the meeting in their feed is told, and when that last changed by itself.

        Who had it, and has it no longer, is remembered with the moment at which it was noted: should it come back, it
        comes with a later stamp.
        """
        concerned = year.concerned(meeting)
        found = {} if known is None else self._kept(known, concerned)
        for person in concerned:
            remarks, elsewhere = year.told[meeting.uid].get(person, NOTHING_TOLD)
            digest = fingerprint(f"{elsewhere} {cleaned(joined(remarks, APART))}".encode())
            before = None if known is None else known.people.get(person)
            if known is None or before is None:
                changed = ""
            else:
                changed = before.changed if before.digest == digest else moved_on(self.moment, known.last_told(person))
            found[person] = Told(digest, changed if changed > meeting.changed else "")
        return found

    def _kept(self, known: Shown, concerned: Container[str]) -> dict[str, Told]:
        """Return what each person was last told; nothing, from the moment on, where they have the meeting no longer."""
        return {
            person: told
            if person in concerned or told.digest == NOT_THEIRS
            else Told(NOT_THEIRS, moved_on(self.moment, known.last_told(person)))
            for person, told in known.people.items()
        }

    def enter(self, event: Event) -> None:
        """Enter what an event shows that is no meeting, and count its revision."""
        known = self.known.get(event.uid)
        if known is None:
            revision, changed = event.revision, moved_on(event.changed)
        else:
            revision = known.revision + (known.facts != event.facts)
            changed = known.changed if known.whole == event.whole else moved_on(self.moment, known.changed)
        self._show(event, revision, changed)

    def _show(
        self,
        event: Event,
        revision: int,
        changed: str,
        people: Mapping[str, Told] | None = None,
        *,
        public: bool = False,
    ) -> None:
        known = self.known.get(event.uid)
        self.shown[event.uid] = Shown(
            event.title,
            event.place,
            event.facts,
            event.whole,
            revision,
            changed,
            people or {},
            public,
            created=changed if known is None else known.created or known.changed or changed,
            other_keys=() if known is None else known.other_keys,
        )


def _stood(old: Meeting | None, known: Shown, new: Meeting) -> Iterator[Before]:
    """Yield how a meeting stood before a new revision of it."""
    if old is not None and new.revision > old.revision:
        yield Before(
            old.revision,
            old.changed or known.changed,
            old.date,
            old.start,
            old.end,
            known.title,
            known.place,
            old.status,
        )
