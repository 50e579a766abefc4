"""The meetings that data files are made of: each with its moments by the council's clock, its names and its history."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from scheduler.domain.bodies import Body
from scheduler.domain.plan import CANCELLED, Before, Meeting, Plan
from scheduler.domain.problem import Problem, moment
from scheduler.domain.titles import authority_title, sender_title
from scheduler.domain.uids import PLACEHOLDER, uid_of
from scheduler.languages import ENGLISH, WELSH, in_language, said, writing, writing_in
from scheduler.outputs.bilingual import joined, languages, together
from scheduler.outputs.feeds.plan_events import place_of_meeting, title_of
from scheduler.outputs.feeds.year import first_day_kept

NOT_PUBLISHED = "https://not-published.invalid"
"""Below which things are named where nobody knows their place on the web: no such host ever exists (RFC 2606)."""


Thing: TypeAlias = dict[str, Any]
"""An object of a format that is JSON."""


def stated(thing: Thing) -> Thing:
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
        return together(self.problem, _authority, self.problem)

    def authority_of(self, one: "Dated") -> str:
        """Whose meeting it is."""
        return together(self.problem, _whose, self.problem, one.meeting.body)

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
            titles=self._in_both(title_of, meeting),
            places=self._in_both(place_of_meeting, meeting),
            languages=languages(self.problem),
            body=self.problem.bodies[meeting.body],
            zone=ZoneInfo(year.timezone),
            created=min((known.created if known is not None else "") or changed, changed),
            changed=changed,
            before=tuple(one for one in before if one.revision < meeting.revision),
        )

    def _in_both(self, say: Callable[[Problem, Plan, Meeting], str], meeting: Meeting) -> dict[str, str]:
        """Return what is said of a meeting in English and in Welsh, whichever the council writes."""
        found = {}
        for language in (ENGLISH, WELSH):
            with writing_in(language):
                found[language] = say(self.problem, self.plan, meeting)
        return found

    def say(self, words: str, **values: str) -> str:
        """Say a phrase in each language of the council, on one line."""
        return together(self.problem, said, words, **values)

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
    titles: Mapping[str, str]
    """Of the body, and its own, by language."""
    places: Mapping[str, str]
    """Room and venue, by language; empty where neither is known."""
    languages: tuple[str, ...]
    """In which the council writes."""
    body: Body
    zone: ZoneInfo
    created: str
    changed: str
    before: tuple[Before, ...] = field(default=())
    """How it stood before, as far as whoever gets the data could know; the latest last."""

    @property
    def title(self) -> str:
        """Its title, in each language of the council."""
        return joined(self.titles[language] for language in self.languages)

    @property
    def place(self) -> str:
        """Its room and venue, in each language of the council."""
        return joined(self.places[language] for language in self.languages)

    def called(self, title: str) -> str:
        """Return a title that it bore in the language that is being written, where it is the one that it bears now."""
        return self.titles[writing()] if title in _known(self.titles) else title

    def placed(self, place: str) -> str:
        """Return a place where it was to be, likewise."""
        return self.places[writing()] if place in _known(self.places) else place

    def only_said_otherwise(self, before: Before, after: Before) -> bool:
        """Whether two of its standings differ only in the language in which they were given out."""
        facts, texts = (
            tuple(attrgetter(*names)(one) for one in (before, after))
            for names in (("date", "start", "end", "status"), ("title", "place"))
        )
        same = self.same_title(before, after) and self.same_place(before, after)
        return same and facts[0] == facts[1] and texts[0] != texts[1]

    def same_title(self, before: Before, after: Before) -> bool:
        """Whether its title is the same, in whichever language it was given out."""
        return before.title == after.title or {before.title, after.title} <= _known(self.titles)

    def same_place(self, before: Before, after: Before) -> bool:
        """Whether its place is the same, likewise."""
        return before.place == after.place or {before.place, after.place} <= _known(self.places)

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


def _known(texts: Mapping[str, str]) -> set[str]:
    """Return how the same text may have been given out: in either language, or in both."""
    return {*texts.values(), joined((texts[WELSH], texts[ENGLISH]))}


def _whose(problem: Problem, body: str) -> str:
    """Name the authority whose body meets, in the language that is being written; else as the calendar is called."""
    return sender_title(problem, (body,)) or _authority(problem)


def _authority(problem: Problem) -> str:
    """Name the authority in the language that is being written; where that is not known, the calendar."""
    settings = problem.settings
    return authority_title(problem) or in_language(settings.title, settings.welsh_title) or settings.title
