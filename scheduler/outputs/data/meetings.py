"""The meetings that data files are made of: each with its moments by the council's clock, its names and its history."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from scheduler.domain.bodies import Body
from scheduler.domain.plan import CANCELLED, Before, Meeting, Plan
from scheduler.domain.problem import Problem, moment
from scheduler.domain.uids import PLACEHOLDER, uid_of
from scheduler.outputs.feeds.plan_events import place_of_meeting, title_of
from scheduler.outputs.feeds.year import first_day_kept

NOT_PUBLISHED = "https://not-published.invalid"
"""Below which things are named where nobody knows their place on the web: no such host ever exists (RFC 2606)."""


Thing: TypeAlias = dict[str, Any]
"""An object of a format that is JSON."""


def said(thing: Thing) -> Thing:
    """Return an object without what it does not say: OParl and Popolo want neither null nor empty text."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}


@dataclass(frozen=True, eq=False)
class Edition:
    """An input and its plan, as far as whoever gets the data may see them, and where they are on the web.

    The input holds every body of the plan's meetings, those that are gone too.
    """

    problem: Problem
    plan: Plan
    base_url: str = NOT_PUBLISHED
    """Without a slash at its end."""
    read: Mapping[str, tuple[int, ...]] | None = None
    """The revisions of each meeting that everybody could read, by uid; None for officers, who have them all."""
    day: dt.date = dt.date.min
    """The day it is, for what the public still sees of meetings that are past or cancelled."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The council's clock."""
        return ZoneInfo(self.plan.timezone)

    @cached_property
    def authority(self) -> str:
        """Whose calendar it is."""
        return self.problem.settings.authority or self.problem.settings.title

    @cached_property
    def made(self) -> str:
        """When the calendar was made, ISO; the start of its first day where that is not known."""
        return self.plan.generated or f"{self.plan.start_date.isoformat()}T00:00:00Z"

    @cached_property
    def meetings(self) -> tuple["Dated", ...]:
        """Its meetings in order of time: for the public what feeds still show, years before included."""
        years = (self.plan,) if self.read is None else self.plan.years
        held = ((year, one) for year in years for one in year.meetings)
        found = [self._dated(year, one) for year, one in held if self._is_shown(one)]
        return tuple(sorted(found, key=lambda one: (one.meeting.date, one.meeting.start, one.meeting.uid)))

    @cached_property
    def gone(self) -> dict[str, str]:
        """The uids of meetings that everybody could read, and that are shown no more, with when they first were."""
        shown = {one.meeting.uid for one in self.meetings} | {uid_of(self.problem, PLACEHOLDER)}
        uids = sorted(uid for uid, revisions in (self.read or {}).items() if revisions and uid not in shown)
        known = self.plan.shown
        return {uid: (known[uid].created if uid in known else "") or self.made for uid in uids}

    def _is_shown(self, meeting: Meeting) -> bool:
        if self.read is None:
            return True
        return meeting.date >= first_day_kept(self.plan) and not (
            meeting.status == CANCELLED and meeting.date < self.day
        )

    def _dated(self, year: Plan, meeting: Meeting) -> "Dated":
        known = self.plan.shown.get(meeting.uid)
        changed = meeting.changed or self.made
        before = () if known is None else known.before
        if self.read is not None:
            read = self.read.get(meeting.uid, ())
            before = tuple(one for one in before if one.revision in read)
        return Dated(
            meeting=meeting,
            title=title_of(self.problem, self.plan, meeting),
            place=place_of_meeting(self.problem, self.plan, meeting),
            body=self.problem.bodies[meeting.body],
            zone=ZoneInfo(year.timezone),
            created=min((known.created if known is not None else "") or changed, changed),
            changed=changed,
            before=tuple(one for one in before if one.revision < meeting.revision),
        )

    def local(self, stamp: str) -> str:
        """Write a moment by the council's clock: `2015-11-02T09:30:00+00:00`."""
        found = dt.datetime.fromisoformat(stamp)
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(self.zone).isoformat("T", "seconds")

    def address(self, path: str) -> str:
        """Return the address of what lies at a path of the site."""
        return f"{self.base_url}/{path}"


@dataclass(frozen=True, eq=False)
class Dated:
    """A meeting with what is said of it."""

    meeting: Meeting
    title: str
    """Of the body, and its own."""
    place: str
    """Room and venue; empty where neither is known."""
    body: Body
    zone: ZoneInfo
    created: str
    changed: str
    before: tuple[Before, ...] = field(default=())
    """How it stood before, as far as whoever gets the data could know; the latest last."""

    @property
    def start(self) -> dt.datetime:
        """When it begins, with its zone."""
        return self.moment(self.meeting.date, self.meeting.start)

    @property
    def end(self) -> dt.datetime:
        """When it ends."""
        return self.moment(self.meeting.date, self.meeting.end)

    def moment(self, day: dt.date, minutes: int) -> dt.datetime:
        """Return a moment by the council's clock."""
        return moment(day, minutes).replace(tzinfo=self.zone)

    @property
    def mode(self) -> str:
        """How it is held: `in_person`, `hybrid` or `online`; in person where that is not known."""
        return self.body.attendance_mode or "in_person"

    @property
    def standings(self) -> Iterator[Before]:
        """Yield how it stood at each revision, and how it stands."""
        yield from self.before
        one = self.meeting
        yield Before(one.revision, self.changed, one.date, one.start, one.end, self.title, self.place, one.status)
