"""A year's calendar: meetings, meeting days, attendance, and how good it is proven to be."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from scheduler.domain.calendar import ByHand
from scheduler.domain.other_keys import OtherKeys, kept
from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.reasons import UngrantedWish, Waiver
from scheduler.domain.wording import counted

ATTENDS, SUBSTITUTE, APOLOGIES = "attends", "substitute", "apologies"
PROVISIONAL, CONFIRMED, CANCELLED = "provisional", "confirmed", "cancelled"

NOT_THEIRS = "0" * 16
"""In the place of a fingerprint."""
_ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Told:
    """What one person was last told about their part in a meeting, as a fingerprint."""

    digest: str
    """`NOT_THEIRS` where they have the meeting no longer."""
    changed: str = ""
    """When that last changed, ISO in UTC; empty where the meeting itself has changed since, or nothing has."""


MOST_BEFORE = 20
"""What is kept of how one meeting stood before."""


@dataclass(frozen=True)
class Before:
    """How a meeting stood at an earlier revision. Times in minutes after midnight, local."""

    revision: int
    changed: str
    """When it came to stand so, ISO in UTC."""
    date: dt.date
    start: int
    end: int
    title: str
    place: str
    status: str


@dataclass(frozen=True)
class Shown:
    """What an event last showed, how often its facts have changed, and when anything of it last did."""

    title: str
    place: str
    facts: str
    """A fingerprint of its date, times, title, place and status."""
    whole: str
    """A fingerprint of all that everybody is shown."""
    revision: int = 0
    changed: str = ""
    people: Mapping[str, Told] = field(default_factory=dict)
    public: bool = False
    """Whether it was a meeting open to the public; asked where the input no longer holds the body."""
    created: str = ""
    """When it was first shown, ISO in UTC; empty in a plan of an older version."""
    before: tuple[Before, ...] = ()
    """Of a meeting, how it stood at the revisions before this one, the latest last."""
    other_keys: OtherKeys = ()

    def last_told(self, person: str) -> str:
        """Return when anything last changed that this person is shown."""
        told = self.people.get(person)
        return self.changed if told is None else max(self.changed, told.changed)


def moved_on(moment: str, *before: str) -> str:
    """Return the moment in UTC, or one second after the last of those before it where that is later."""
    times = [_utc(one) for one in (moment,) if one] + [_utc(one) + _ONE_SECOND for one in before if one]
    return f"{max(times).replace(tzinfo=None).isoformat(timespec='seconds')}Z" if times else ""


def _utc(moment: str) -> datetime:
    found = datetime.fromisoformat(moment)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


@dataclass(frozen=True)
class Attendance:
    """What becomes of one membership at one meeting."""

    person: str
    role: str
    voting: bool
    outcome: str
    substitute: str | None = None
    reason: str | None = None
    """Why not in person; None for who attends."""
    other_keys: OtherKeys = ()

    @property
    def sits(self) -> str | None:
        """Who sits in the seat: the member, the substitute, or nobody."""
        if self.outcome == ATTENDS:
            return self.person
        return self.substitute if self.outcome == SUBSTITUTE else None


@dataclass(frozen=True)
class Meeting:
    """One sitting of a body. Times in minutes after midnight, local."""

    uid: str
    body: str
    sequence: int
    date: dt.date
    start: int
    end: int
    venue: str | None = None
    room: str | None = None
    meeting_day: str | None = None
    session: str | None = None
    status: str = PROVISIONAL
    attendance: tuple[Attendance, ...] = ()
    agenda_deadline: dt.date | None = None
    report_due: dt.date | None = None
    """The last day for reports to it; None without notice, or in a plan of an older version."""
    agenda_items: tuple[str, ...] = ()
    revision: int = 0
    changed: str = ""
    """When it last changed, ISO in UTC, ending in Z."""
    title: str | None = None
    """What it is called, where it is called anything: "Annual Meeting"."""
    extra: bool = False
    """Whether it is held beside the body's cadence."""
    pinned: bool = False
    """Whether a row of the input binds it to its date."""
    waived: tuple[Waiver, ...] = ()
    """The rules that are not asked of it."""
    other_keys: OtherKeys = ()
    """What else `plan.json` says of it, which this version does not know; likewise of other things."""

    @property
    def name(self) -> str:
        """The meeting for short: `HWB#2`."""
        return f"{self.body}#{self.sequence}"

    @property
    def facts(self) -> tuple[object, ...]:
        """What makes it another meeting to members where it changes: date, times, place and status."""
        return self.date, self.start, self.end, self.venue, self.room, self.status

    @property
    def live(self) -> bool:
        """Whether it is to be held; a cancelled one breaks and fills nothing."""
        return self.status != CANCELLED

    @property
    def has_to_choose_a_chair(self) -> bool:
        """Whether neither its chair nor a vice-chair is there, so that the members present choose who presides."""
        leaders = [row.outcome for row in self.attendance if row.role in PRESIDING_ROLES]
        return self.live and bool(leaders) and ATTENDS not in leaders

    def overlaps(self, other: "Meeting", minutes_between: int = 0) -> bool:
        """Whether two meetings are less than so many minutes apart (0: whether they overlap)."""
        return (
            self.date == other.date
            and self.start < other.end + minutes_between
            and other.start < self.end + minutes_between
        )

    def present(self) -> Iterator[tuple[Attendance, str]]:
        """Yield everybody in the room: the row, and the person who sits there."""
        for row in self.attendance:
            sits = row.sits
            if sits is not None:
                yield row, sits


@dataclass(frozen=True)
class Lunch:
    """The networking lunch of one occurrence; `headcount` is everyone who attends, and the speaker."""

    session: str
    start: int
    end: int
    room: str | None
    headcount: int
    other_keys: OtherKeys = ()


@dataclass(frozen=True)
class SlotsRow:
    """What a session of a meeting day costs in so many slots, in people."""

    session: str
    slots: int
    apologies: int
    """Of those who need not come, none is counted."""
    substitutes: int


@dataclass(frozen=True)
class Occurrence:
    """One occurrence of a meeting day."""

    meeting_day: str
    sequence: int
    date: dt.date
    venue: str | None = None
    theme: str | None = None
    speaker: str | None = None
    lunch: Lunch | None = None
    revision: int = 0
    """How often its date, venue, theme or speaker, or the lunch's time or room, has changed from the baseline."""
    changed: str = ""
    """When one of them last did, ISO in UTC, ending in Z; empty where nobody has kept count."""
    slots_saving: tuple[SlotsRow, ...] = ()
    """Two rows for each session in which one slot more would save something: as it is, and with that slot."""
    other_keys: OtherKeys = ()

    @property
    def name(self) -> str:
        """The occurrence for short: `TPDAY#1`."""
        return f"{self.meeting_day}#{self.sequence}"

    @property
    def savings(self) -> tuple[tuple[SlotsRow, SlotsRow], ...]:
        """What each session costs as it is, and with one slot more, where that would save something."""
        return tuple(zip(self.slots_saving[::2], self.slots_saving[1::2], strict=True))


@dataclass(frozen=True)
class Tier:
    """How good the plan is in one tier of wishes: smaller is better, and none is below `bound`."""

    name: str
    value: int
    bound: int
    other_keys: OtherKeys = ()
    exchange: tuple[str, int] | None = None
    """The next tier, and how many of its units one of this was worth: the two were minimised together."""

    @property
    def proven(self) -> bool:
        """Whether no plan could be better in this tier, those before it held."""
        return self.value == self.bound


@dataclass(frozen=True)
class TierTrace:
    """How one tier came to where it is: its value in each better plan, and its bound after each step of the bounds.

    All tiers of a plan have as many values, and as many bounds. What comes later in one tier may be worse where a tier
    before it became better. There are steps, and no seconds, so that the same input gives the same trace.
    """

    name: str
    values: tuple[int, ...] = ()
    bounds: tuple[int, ...] = ()
    other_keys: OtherKeys = ()


@dataclass(frozen=True, repr=False)
class Plan:
    """A calendar, made here or by hand. Meetings are in order of date, start and body."""

    title: str
    start_date: dt.date
    end_date: dt.date
    timezone: str = "Europe/London"
    meetings: tuple[Meeting, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    tiers: tuple[Tier, ...] = ()
    wishes: tuple[UngrantedWish, ...] = ()
    status: str = "feasible"
    input_sha256: str = "0" * 64
    input_facts: str = ""
    """A fingerprint of what the input said, but for mere wording; empty in plans of before it was kept."""
    generated: str = ""
    earlier: tuple["Plan", ...] = ()
    """What members still have in their calendars of the years before: not yet held, or held not long ago."""
    shown: Mapping[str, Shown] = field(default_factory=dict, hash=False)
    """What the feeds last showed, by the uid of each event; empty where nobody has kept count."""
    by_hand: tuple[ByHand, ...] = ()
    """What was done to single meetings by hand, which every later plan keeps."""
    search: tuple[TierTrace, ...] = ()
    """How the search came to these tiers; empty where they are not those of a search."""
    other_keys: OtherKeys = ()

    def __repr__(self) -> str:
        """Say in a line which calendar it is: all of it would be pages."""
        return f"<Plan {self.title!r}: {counted(len(self.live), 'meeting')}, {self.status}>"

    @cached_property
    def years(self) -> tuple["Plan", ...]:
        """The plan, and what is left of those before it, in order of time."""
        return (*self.earlier, self)

    @property
    def made_on(self) -> dt.date:
        """The day on which it was made, by the council's own clock; before every day where that is not known."""
        if not self.generated:
            return dt.date.min
        moment = dt.datetime.fromisoformat(self.generated)
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
        return moment.astimezone(ZoneInfo(self.timezone)).date()

    @cached_property
    def uids(self) -> frozenset[str]:
        """The uids of its events: of the meetings of all its years, and of whatever the feeds last showed."""
        return frozenset(meeting.uid for year in self.years for meeting in year.meetings) | frozenset(self.shown)

    @property
    def replanned(self) -> bool:
        """Whether it was made in place of an earlier calendar, whose numbers, and what had been held, it keeps."""
        unmoved = any(tier.name == "unmoved" for tier in self.tiers)
        return unmoved or any(meeting.revision or not meeting.live for meeting in self.meetings)

    @cached_property
    def live(self) -> tuple[Meeting, ...]:
        """The meetings that are to be held."""
        return tuple(meeting for meeting in self.meetings if meeting.live)

    @cached_property
    def _live_of_body(self) -> dict[str, tuple[Meeting, ...]]:
        found: defaultdict[str, list[Meeting]] = defaultdict(list)
        for meeting in sorted(self.live, key=lambda meeting: (meeting.date, meeting.start)):
            found[meeting.body].append(meeting)
        return {body: tuple(meetings) for body, meetings in found.items()}

    def of_body(self, body: str) -> tuple[Meeting, ...]:
        """Return the live meetings of a body in order of date."""
        return self._live_of_body.get(body, ())

    def of_occurrence(self, occurrence: Occurrence) -> tuple[Meeting, ...]:
        """Return the live meetings that sit at one occurrence of a meeting day."""
        return tuple(
            meeting
            for meeting in self.live
            if meeting.meeting_day == occurrence.meeting_day and meeting.date == occurrence.date
        )

    def within(self, first: dt.date, last: dt.date) -> "Plan":
        """Return what of the plan lies between two days, both included; meeting days are numbered from 1 there."""
        earlier = Counter(one.meeting_day for one in self.occurrences if one.date < first)
        return replace(
            self,
            meetings=tuple(meeting for meeting in self.meetings if first <= meeting.date <= last),
            occurrences=tuple(
                replace(one, sequence=one.sequence - earlier[one.meeting_day])
                for one in self.occurrences
                if first <= one.date <= last
            ),
        )

    def occurrences_of(self, meeting_day: str) -> tuple[Occurrence, ...]:
        """Return the occurrences of a meeting day in order of date."""
        found = (occurrence for occurrence in self.occurrences if occurrence.meeting_day == meeting_day)
        return tuple(sorted(found, key=lambda occurrence: occurrence.date))

    @cached_property
    def engagements(self) -> dict[str, tuple[Meeting, ...]]:
        """Person -> the live meetings where they sit, for themselves or for another, in order of time."""
        found: defaultdict[str, list[Meeting]] = defaultdict(list)
        for meeting in self.live:
            for person in sorted({person for _, person in meeting.present()}):
                found[person].append(meeting)
        return {
            person: tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.start)))
            for person, meetings in sorted(found.items())
        }


def with_other_keys_of(plan: Plan, before: Plan) -> Plan:
    """Return the plan with the other keys of an earlier one wherever a thing of that stays; its events aside."""
    meetings = {one.uid: one for year in before.years for one in year.meetings}
    days = {(one.meeting_day, one.sequence): one for one in before.occurrences}
    tiers = {one.name: one.other_keys for one in before.tiers}
    wishes = {(one.wish, one.subject): one.other_keys for one in before.wishes}

    def of_meeting(one: Meeting) -> Meeting:
        old = meetings.get(one.uid)
        if old is None:
            return one
        rows = {row.person: row.other_keys for row in old.attendance if row.other_keys}
        if not rows and not old.other_keys:
            return one
        attendance = (replace(row, other_keys=kept(row.other_keys, rows.get(row.person, ()))) for row in one.attendance)
        return replace(one, attendance=tuple(attendance), other_keys=kept(one.other_keys, old.other_keys))

    def of_day(one: Occurrence) -> Occurrence:
        old = days.get((one.meeting_day, one.sequence))
        if old is None:
            return one
        lunch = one.lunch
        if lunch is not None and old.lunch is not None:
            lunch = replace(lunch, other_keys=kept(lunch.other_keys, old.lunch.other_keys))
        return replace(one, lunch=lunch, other_keys=kept(one.other_keys, old.other_keys))

    return replace(
        plan,
        meetings=tuple(map(of_meeting, plan.meetings)),
        occurrences=tuple(map(of_day, plan.occurrences)),
        tiers=tuple(replace(one, other_keys=kept(one.other_keys, tiers.get(one.name, ()))) for one in plan.tiers),
        wishes=tuple(
            replace(one, other_keys=kept(one.other_keys, wishes.get((one.wish, one.subject), ())))
            for one in plan.wishes
        ),
        other_keys=kept(plan.other_keys, before.other_keys),
    )
