"""One council's input, validated at the door and trusted afterwards."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from scheduler.domain.authorities import Authorities, Authority
from scheduler.domain.bodies import Body, LawWaiver, Link, QuorumRule, ReportingLine
from scheduler.domain.calendar import Absence, ClosedDate, FixedMeeting, Period, Settings, moment, near_each_day
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.municipal_year import AnnualMeeting, annual_meetings, with_windows
from scheduler.domain.one_meeting import OneMeeting, one_meetings
from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.quorums import quorum_of
from scheduler.domain.rooms import Equipment, Room, Travel, names_of_several, taken_with
from scheduler.domain.sitting_days import SittingDays, own_days
from scheduler.domain.themes import Decision, Project, SeatingRow, Speaker, Theme, Translation
from scheduler.domain.wording import counted

__all__ = ["Absence", "ClosedDate", "FixedMeeting", "Period", "Problem", "Settings", "moment"]


@dataclass(frozen=True, eq=False, repr=False)
class Problem(Authorities):
    """Everything the input says, with its defaults filled in, and the plain questions put to it."""

    settings: Settings
    periods: tuple[Period, ...] = ()
    bodies: dict[str, Body] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    memberships: tuple[Membership, ...] = ()
    """The rows of the table; one with `members_of` names nobody, and `all_memberships` has whom it seats."""
    quorum_rules: tuple[QuorumRule, ...] = ()
    meeting_days: dict[str, MeetingDay] = field(default_factory=dict)
    sessions: dict[tuple[str, str], Session] = field(default_factory=dict)
    """By meeting day and session, in the order of the table."""
    rooms: dict[str, Room] = field(default_factory=dict)
    travel: tuple[Travel, ...] = ()
    absences: tuple[Absence, ...] = ()
    """`unavailability` and the expanded `busy_calendars`."""
    busy_files: tuple[str, ...] = ()
    """The calendar files of these, and of closed dates, as the input names them."""
    closed_dates: tuple[ClosedDate, ...] = ()
    reporting: tuple[ReportingLine, ...] = ()
    links: tuple[Link, ...] = ()
    themes: dict[str, Theme] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    fixed_meetings: tuple[FixedMeeting, ...] = ()
    projects: dict[str, Project] = field(default_factory=dict)
    wish_weights: dict[str, int] = field(default_factory=dict)
    """Only the weights the input overrides."""
    exchanges: dict[str, int] = field(default_factory=dict)
    """By tier, how many units of the next tier that stands one of its own is worth."""
    law_waivers: tuple[LawWaiver, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    seating: tuple[SeatingRow, ...] = ()
    decisions: dict[str, Decision] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    """The councils of a reorganisation, by their codes; empty where all bodies are of the authority of the settings."""
    translations: dict[str, Translation] = field(default_factory=dict)
    input_sha256: str = "0" * 64
    input_facts: str = ""
    """A fingerprint of what its tables say, but for mere wording; empty where they were not read."""
    baseline: Plan | None = None
    """The calendar this one replaces, moving as little as it can."""
    as_of: str = ""
    """The moment of planning, ISO in UTC, ending in Z."""
    afresh: bool = False
    """Whether the calendar was made without the baseline, which is only what members have: it has no facts."""
    placed: Plan | None = None
    """In a part of a greater problem, what is placed already of the rest: it stays where it is, with its seats."""
    appointed_by: tuple[AnnualMeeting, ...] | None = None
    """In a part of a greater problem, the annual meetings of the whole."""

    def __repr__(self) -> str:
        """Say in a line which council's it is: all of it would be pages."""
        sizes = (
            counted(len(self.bodies), "body", "bodies"),
            counted(len(self.people), "person", "people"),
            counted(len(self.meeting_days), "meeting day"),
        )
        return f"<Problem {self.settings.title!r}: {', '.join(sizes)}>"

    # -- the calendar

    @cached_property
    def planned_on(self) -> date:
        """The day of planning by the council's own clock; before every day where no moment is given."""
        if not self.as_of:
            return date.min
        return datetime.fromisoformat(self.as_of).astimezone(ZoneInfo(self.settings.timezone)).date()

    @cached_property
    def published(self) -> Plan | None:
        """What of the baseline lies in this calendar, to be left in place; the rest is another year's."""
        if self.baseline is None:
            return None
        first, last = self.settings.start_date, self.settings.end_date
        return self.baseline.within(first, last)

    @cached_property
    def open_from(self) -> date:
        """The first day on which anything can still be held anew; what an earlier calendar says before it, is past."""
        return self.planned_on if self.baseline is not None else date.min

    @property
    def over(self) -> bool:
        """Whether all of it is past, so that nothing of it can be held any more."""
        return self.settings.end_date < self.open_from

    @cached_property
    def held(self) -> tuple[Meeting, ...]:
        """The facts, in order of time: meetings of the earlier calendar that have begun, or of which notice is served.

        No rule is asked of them, nothing of them is written anew, and they cost nothing; they count in cadence and
        gaps, and others have to keep out of their way. Notice is taken to be served on the last day for it. They may be
        of bodies, people, rooms and themes that the input no longer has.
        """
        if self.published is None or self.afresh or not self.as_of:
            return ()
        zone = ZoneInfo(self.settings.timezone)
        now, today = datetime.fromisoformat(self.as_of).astimezone(zone).replace(tzinfo=None), self.planned_on
        facts = (
            one
            for one in self.published.live
            if moment(one.date, one.start) < now or (one.agenda_deadline is not None and one.agenda_deadline <= today)
        )
        return tuple(sorted(facts, key=lambda one: (one.date, one.start, one.body)))

    @cached_property
    def held_days(self) -> tuple[Occurrence, ...]:
        """The occurrences of meeting days that are facts, in order of date: past ones, and those of facts only."""
        if self.published is None or self.afresh or not self.as_of:
            return ()
        sitting: defaultdict[tuple[str | None, date], list[bool]] = defaultdict(list)
        for one in self.published.live:
            sitting[one.meeting_day, one.date].append(self.is_fact(one))
        return tuple(
            day
            for day in sorted(self.published.occurrences, key=lambda one: (one.date, one.meeting_day))
            if day.date < self.planned_on
            or (sitting[day.meeting_day, day.date] and all(sitting[day.meeting_day, day.date]))
        )

    @cached_property
    def _facts(self) -> frozenset[str]:
        return frozenset(meeting.uid for meeting in self.held)

    @cached_property
    def _days_that_are_facts(self) -> frozenset[tuple[str, date]]:
        return frozenset((one.meeting_day, one.date) for one in self.held_days)

    def is_fact(self, thing: Meeting | Occurrence) -> bool:
        """Whether a meeting of any calendar of this input, or an occurrence of a meeting day, is a fact."""
        if isinstance(thing, Meeting):
            return thing.uid in self._facts
        return (thing.meeting_day, thing.date) in self._days_that_are_facts

    def facts(self, *things: Meeting | Occurrence) -> bool:
        """Whether all of these are facts, so that nothing can be asked of them together."""
        return all(map(self.is_fact, things))

    def facts_of(self, code: str) -> tuple[date, ...]:
        """Return the dates of the facts of a body or a meeting day, in order."""
        of_day = [one.date for one in self.held_days if one.meeting_day == code]
        return tuple(of_day if code in self.meeting_days else [one.date for one in self.held if one.body == code])

    def asked(self, plan: Plan) -> Plan:
        """Return what of a plan the rules and wishes of one meeting are asked of: all but the facts."""
        if not self.held and not self.held_days:
            return plan
        if not any(map(self.is_fact, plan.meetings)) and not any(map(self.is_fact, plan.occurrences)):
            return plan
        return replace(
            plan,
            meetings=tuple(meeting for meeting in plan.meetings if not self.is_fact(meeting)),
            occurrences=tuple(one for one in plan.occurrences if not self.is_fact(one)),
        )

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the calendar, first and last included."""
        first, last = self.settings.start_date, self.settings.end_date
        return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))

    @cached_property
    def non_working_days(self) -> frozenset[date]:
        """The days on which the offices are shut, whoever the row applies to."""
        return frozenset(
            row.start_date + timedelta(days=n)
            for row in self.closed_dates
            if row.non_working
            for n in range((row.end_date - row.start_date).days + 1)
        )

    # -- single meetings

    @cached_property
    def one_meetings(self) -> tuple[OneMeeting, ...]:
        """What the rows of `fixed_meetings` say of each meeting that they are about."""
        return one_meetings(self._rows_about_one)

    @cached_property
    def _rows_about_one(self) -> tuple[FixedMeeting, ...]:
        """The rows of `fixed_meetings`, with the days that the law leaves those without a date."""
        return with_windows(self.settings_of, self.bodies, self.fixed_meetings)

    @cached_property
    def annual_meetings(self) -> tuple[AnnualMeeting, ...]:
        """The annual meetings that appoint the bodies of this council, in order of their first days."""
        found = self.appointed_by
        if found is None:
            found = tuple(annual for one in self.with_bodies for annual in self._annual_meetings_of(one))
        placed = () if self.placed is None else self.placed.live
        return tuple(one.settled_by(self.held, placed) for one in found)

    def _annual_meetings_of(self, authority: Authority) -> Iterator[AnnualMeeting]:
        """Yield the annual meetings of one authority; a shadow authority has none but those that a row gives it."""
        bodies, settings = self.bodies_of(authority), self._settings_of[authority.code]
        for annual in annual_meetings(settings, bodies, self._rows_about_one, self.days_kept_to):
            if annual.body or not authority.is_shadow_on(annual.window.first, self.settings.vesting_day):
                yield replace(annual, authority=next(iter(bodies.values())).authority)

    @cached_property
    def _one_meetings_of(self) -> dict[str, tuple[OneMeeting, ...]]:
        found: defaultdict[str, list[OneMeeting]] = defaultdict(list)
        for one in self.one_meetings:
            found[one.body or one.row.meeting_day or ""].append(one)
        return {code: tuple(ones) for code, ones in found.items()}

    def one_meetings_of(self, subject: Body | MeetingDay) -> tuple[OneMeeting, ...]:
        """Return what is said of single meetings of a body, or of a meeting day."""
        found = self._one_meetings_of.get(subject.code, ())
        return tuple(one for one in found if (one.body is not None) == isinstance(subject, Body))

    # -- bodies

    @cached_property
    def bodies_of_session(self) -> dict[tuple[str, str], tuple[Body, ...]]:
        """The bodies that sit in each session, by meeting day and session."""
        found: dict[tuple[str, str], list[Body]] = {key: [] for key in self.sessions}
        for body in self.bodies.values():
            if body.meeting_day is not None and body.session is not None:
                found[body.meeting_day, body.session].append(body)
        return {key: tuple(bodies) for key, bodies in found.items()}

    def bodies_of_meeting_day(self, meeting_day: str) -> tuple[Body, ...]:
        """Return the bodies that sit in any session of the meeting day."""
        return tuple(body for body in self.bodies.values() if body.meeting_day == meeting_day)

    def lunch_of(self, meeting_day: str) -> Session | None:
        """Return the lunch of the meeting day, None if it has none."""
        sessions = (s for s in self.sessions.values() if s.meeting_day == meeting_day and s.kind == "lunch")
        return next(sessions, None)

    def session_of(self, body: Body) -> Session | None:
        """Return the session the body sits in, None if it has meetings of its own."""
        if body.meeting_day is None or body.session is None:
            return None
        return self.sessions[body.meeting_day, body.session]

    def duration_of(self, body: Body) -> int:
        """Minutes of one meeting: the body's own, or the default cut to its session's length."""
        if body.duration_minutes is not None:
            return body.duration_minutes
        session = self.session_of(body)
        default = self.settings.default_duration_minutes
        return default if session is None else min(default, session.end - session.start)

    def days_kept_to(self, subject: Body | MeetingDay) -> SittingDays:
        """Return the days that the row of a body or meeting day leaves it: weekdays, weeks of the month, months.

        A body of a meeting day keeps to the day's, narrowed by its own.
        """
        if isinstance(subject, Body) and subject.meeting_day is not None:
            return own_days(self.meeting_days[subject.meeting_day]).narrowed_by(own_days(subject))
        return own_days(subject)

    def start_times_of(self, body: Body) -> tuple[int, ...]:
        """Start times of a body with meetings of its own, minutes after midnight."""
        return body.start_times or self.settings.default_start_times

    @cached_property
    def tied(self) -> tuple[tuple[str, str], ...]:
        """Every two bodies that a row ties: of which one reports to the other, or between which there is a link."""
        rows: tuple[ReportingLine | Link, ...] = (*self.reporting, *self.links)
        return tuple(dict.fromkeys((row.from_body, row.to_body) for row in rows))

    @cached_property
    def in_step(self) -> tuple[tuple[str, str], ...]:
        """Every two bodies of which the first cannot be placed without a look at the second: it reports, or follows."""
        reports = [(row.from_body, row.to_body) for row in self.reporting if row.kind == "report"]
        return (*reports, *((row.from_body, row.to_body) for row in self.links if row.kind == "follows"))

    # -- people

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """What rooms in two venues are called."""
        return names_of_several(self.rooms.values())

    @cached_property
    def memberships_of_body(self) -> dict[str, tuple[Membership, ...]]:
        """Every membership of each body, whenever in force, in the order of the table."""
        found: dict[str, list[Membership]] = {body: [] for body in self.bodies}
        for membership in self.all_memberships:
            found[membership.body].append(membership)
        return {body: tuple(rows) for body, rows in found.items()}

    def memberships_on(self, body: str, day: date) -> tuple[Membership, ...]:
        """Return the memberships of the body in force on the day, in the order of the table."""
        always = self._always_in_force.get(body)
        if always is not None:
            return always
        key = body, day
        if key not in self._in_force:
            rows = self.memberships_of_body.get(body, ())
            self._in_force[key] = tuple(row for row in rows if row.in_force_on(day))
        return self._in_force[key]

    @cached_property
    def _always_in_force(self) -> dict[str, tuple[Membership, ...]]:
        """The memberships of the bodies of which all are in force on every day."""
        return {
            body: rows
            for body, rows in self.memberships_of_body.items()
            if all(row.start_date is None and row.end_date is None for row in rows)
        }

    @cached_property
    def _in_force(self) -> dict[tuple[str, date], tuple[Membership, ...]]:
        """The memberships in force already asked for."""
        return {}

    def is_member(self, person: str, body: str, day: date) -> bool:
        """Whether the person has any membership of the body on the day."""
        key = body, day
        if key not in self._members:
            self._members[key] = frozenset(row.person for row in self.memberships_on(body, day))
        return person in self._members[key]

    @cached_property
    def _members(self) -> dict[tuple[str, date], frozenset[str]]:
        """The members already asked for."""
        return {}

    def voting_members(self, body: str, day: date) -> int:
        """How many vote on the body on the day."""
        return len({row.person for row in self.memberships_on(body, day) if row.voting})

    def quorum_on(self, body: str, day: date) -> int:
        """Return how many voting members a meeting of the body needs on the day."""
        return quorum_of(self.bodies[body], self.voting_members(body, day))

    def quorum_rules_of(self, body: str) -> tuple[QuorumRule, ...]:
        """Return the composite quorum of the body."""
        return tuple(rule for rule in self.quorum_rules if rule.body == body)

    def matches(self, rule: QuorumRule, membership: Membership) -> bool:
        """Whether a quorum rule counts the holder of a membership (or their substitute)."""
        person = self.people[membership.person]
        return (
            membership.voting
            and rule.category in (None, person.category)
            and rule.organisation in (None, person.organisation)
            and rule.person in (None, membership.person)
            and rule.role in (None, membership.role)
        )

    # -- who and what is free

    def is_input_of(self, made: "Plan | Problem") -> bool:
        """Whether a plan is made from this input, or another input says the same: but for mere wording."""
        return self.input_sha256 == made.input_sha256 or "" != self.input_facts == made.input_facts

    def knowing(self, plan: Plan | None) -> "Problem":
        """Return the problem as it is where a plan is known: no event of the plan keeps anybody from a meeting."""
        return self if plan is None else self.without_events(plan.uids)

    def without_events(self, uids: Container[str]) -> "Problem":
        """Return the problem without the absences that are events of these uids."""
        absences = tuple(row for row in self.absences if not row.uid or row.uid not in uids)
        return self if len(absences) == len(self.absences) else replace(self, absences=absences)

    @cached_property
    def absences_of(self) -> dict[tuple[str, str], tuple[Absence, ...]]:
        """The absences of each person, room or speaker, by kind and code."""
        found: defaultdict[tuple[str, str], list[Absence]] = defaultdict(list)
        for absence in self.absences:
            found[absence.kind, absence.who].append(absence)
        return {key: tuple(rows) for key, rows in found.items()}

    def absent(self, kind: str, who: str, day: date, start: int, end: int, strength: str = "hard") -> Iterator[Absence]:
        """Yield the absences of this strength that take any of the day's minutes from start to end."""
        for begin, finish, row in self._near_absences(kind, who).get(day, ()):
            if begin < end and start < finish and row.strength == strength:
                yield row

    def days_absent(self, kind: str, who: str) -> Collection[date]:
        """Return the days near an absence: on no other day could one take any time."""
        return self._near_absences(kind, who).keys()

    def _near_absences(self, kind: str, who: str) -> dict[date, list[tuple[int, int, Absence]]]:
        if (kind, who) not in self._absences_on:
            self._absences_on[kind, who] = near_each_day(self.settings, self.absences_of.get((kind, who), ()))
        return self._absences_on[kind, who]

    @cached_property
    def _absences_on(self) -> dict[tuple[str, str], dict[date, list[tuple[int, int, Absence]]]]:
        """The absences day by day of those already asked about."""
        return {}

    # -- rooms

    @cached_property
    def parts_of_room(self) -> dict[str, frozenset[str]]:
        """Every room with all the rooms that using it takes: itself, and whatever it combines."""
        return {code: taken_with(code, self.rooms) for code in self.rooms}

    def seats_needed(self, body: str, day: date) -> int:
        """Seats for everyone with a membership on the day, and the body's extra seats."""
        return len({row.person for row in self.memberships_on(body, day)}) + self.bodies[body].extra_seats

    @cached_property
    def fewest_seats(self) -> dict[str, int]:
        """The seats each body needs on the day of the calendar when it needs fewest."""
        return {body: min(self.seats_needed(body, day) for day in self.days) for body in self.bodies}

    @cached_property
    def _travel_minutes(self) -> dict[frozenset[str], int]:
        minutes: dict[frozenset[str], int] = {}
        for row in self.travel:
            minutes.setdefault(frozenset((row.from_venue, row.to_venue)), row.minutes)
        return minutes

    def travel_minutes(self, here: str | None, there: str | None) -> int:
        """Minutes between two meetings at these venues: the way, or the pause within one; none online (None)."""
        if here is None or there is None:
            return 0
        usual = self.settings.pause_minutes if here == there else self.settings.travel_minutes
        return self._travel_minutes.get(frozenset((here, there)), usual)
