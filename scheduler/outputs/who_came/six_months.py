"""Six months' absence: when each councillor last attended, by which day they must again, and where they could.

The law is a row of `scheduler.law`; the months are counted from the last attendance, or from the day on which the
councillor's seat began.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.domain.attendance_register import (
    COUNCILLOR,
    PRESENT,
    ApprovedAbsence,
    AttendanceRegister,
    Mark,
    members_at,
)
from scheduler.domain.authorities import JOINT_COMMITTEE
from scheduler.domain.names import name_key
from scheduler.domain.one_authority import apart
from scheduler.domain.people import Membership
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.law.absence import AbsenceLaw, absence_law

NEAR = timedelta(weeks=8)
"""How long before the last day a councillor is told of first."""
WEEK = 7
COUNCILS = ("full_council", "parish_council")
PASSED, APPROVED, NO_MEETING, SOON, SAFE = "passed", "approved", "no meeting", "soon", "in time"
STANDINGS = (PASSED, NO_MEETING, SOON, APPROVED, SAFE)
"""How a councillor stands, the gravest first: the day has passed; no meeting of theirs lies before it; it is near."""


@dataclass(frozen=True)
class Standing:
    """How one councillor stands under the law on absence, on a day."""

    person: str
    last: Mark | None
    """The last attendance that the register has; None where it has none since the seat began."""
    since: date
    """The day from which the months are counted."""
    last_day: date
    """The last day on which to attend: the law's, or the end of an approved absence where that is later."""
    as_of: date
    saving: tuple[Meeting, ...]
    """Their meetings from the day on, in order, to the last day."""
    unrecorded: tuple[Meeting, ...]
    """Their meetings since, which were held and of which the register says nothing."""
    approved: ApprovedAbsence | None
    """An absence that was approved before the months were over."""
    known_to: date
    """The calendar's last day: what is after it is not known."""
    authority: str = ""
    """The council whose meetings count, where the calendar is of several; empty where it is of one."""

    @property
    def standing(self) -> str:
        """One of `STANDINGS`."""
        if self.approved is not None and (self.approved.until is None or self.as_of <= self.approved.until):
            return APPROVED
        if self.last_day < self.as_of:
            return PASSED
        if not self.saving and self.last_day <= self.known_to:
            return NO_MEETING
        return SOON if self.last_day - self.as_of <= NEAR else SAFE

    @property
    def weeks_left(self) -> int:
        """Whole weeks to the last day; none once it has passed."""
        return max(0, (self.last_day - self.as_of).days // WEEK)

    @property
    def to_be_told(self) -> bool:
        """Whether an officer has to look at it now."""
        return self.standing in (PASSED, NO_MEETING, SOON)


@dataclass(frozen=True)
class SixMonths:
    """The law of a day, and how each councillor stands under it, the gravest first."""

    law: AbsenceLaw
    councillors: tuple[Standing, ...]
    without_council: bool
    """Whether the calendar holds no meeting of the council itself, so that attendance there is not known here."""


def six_months(problem: Problem, plan: Plan, register: AttendanceRegister, as_of: date) -> SixMonths | None:
    """Return how every councillor stands on a day; None where the law of that day says nothing of absence.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar, with what is left of the years before.
    register : AttendanceRegister
        Who came; of earlier years too, where it has them.
    as_of : date
        The day.

    """
    if problem.authorities:
        return _of_each(problem, plan, register, as_of)
    law = absence_law(problem, as_of)
    if law is None:
        return None
    seats: defaultdict[str, list[Membership]] = defaultdict(list)
    for seat in problem.all_memberships:
        if is_councillor(problem, seat.person) and seat.voting:
            seats[seat.person].append(seat)
    known = _Meetings(problem, plan)
    found = [
        _standing(person, own, law, register, known, as_of)
        for person, own in sorted(seats.items())
        if any(one.in_force_on(as_of) for one in own)
    ]
    found.sort(key=_gravest_first)
    kinds = {body.code: body.legal_kind for body in problem.bodies.values()}
    no_council = not any(kinds.get(meeting.body) in COUNCILS for meeting in plan.live)
    return SixMonths(law, tuple(found), no_council)


def _gravest_first(one: Standing) -> tuple[int, date, str, str]:
    return STANDINGS.index(one.standing), one.last_day, one.person, one.authority


def _of_each(problem: Problem, plan: Plan, register: AttendanceRegister, as_of: date) -> SixMonths | None:
    """Return how every councillor stands at each of their councils that is there on the day.

    Source: Local Government Act 1972 s.85(1), (2): the meetings that count are those of the authority itself, and of
    joint committees that discharge its functions.
    """
    each: list[tuple[str, SixMonths]] = []
    joint = {code for code, body in problem.bodies.items() if problem.authority_of(body).part == JOINT_COMMITTEE}
    for own, theirs in apart(problem, plan):
        if own.home.part == JOINT_COMMITTEE:
            continue
        begun, ended = own.settings.start_date > as_of, own.settings.end_date < min(as_of, problem.settings.end_date)
        marks = tuple(mark for mark in register.marks if mark.body in joint | own.bodies.keys())
        alone = replace(
            own, authorities={}, bodies={code: replace(one, authority=None) for code, one in own.bodies.items()}
        )
        if not begun and not ended and theirs is not None:
            found = six_months(alone, theirs, replace(register, marks=marks), as_of)
            each += [] if found is None else [(own.home.title, found)]
    if not each:
        return None
    standings = (replace(one, authority=title) for title, found in each for one in found.councillors)
    return SixMonths(
        each[0][1].law,
        tuple(sorted(standings, key=_gravest_first)),
        any(found.without_council and found.councillors for _, found in each),
    )


def is_councillor(problem: Problem, person: str) -> bool:
    """Whether somebody is a councillor by their category."""
    known = problem.people.get(person)
    return known is not None and name_key(known.category or "") in (COUNCILLOR, f"{COUNCILLOR}s", "electedmember")


class _Meetings:
    """The meetings of a calendar and of the years before it, by who has a seat there."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.last_day = problem, plan.end_date
        self.of: defaultdict[str, list[Meeting]] = defaultdict(list)
        for meeting in sorted((one for year in plan.years for one in year.live), key=lambda one: (one.date, one.start)):
            for person in members_at(problem, meeting):
                self.of[person].append(meeting)

    def begun(self, seats: list[Membership], as_of: date) -> date:
        """Return when somebody became a councillor, as far as the input tells: else the calendar's first day.

        A seat on the council tells it; where the input has none, the earliest of their seats. A new term is a new seat.
        """
        bodies = self.problem.bodies
        own = [one for one in seats if bodies[one.body].legal_kind in COUNCILS] or seats
        starts = [one.start_date for one in own if one.in_force_on(as_of) or one.start_date is None]
        given = [day for day in starts if day is not None]
        return min(given) if len(given) == len(starts) and given else self.problem.settings.start_date


def _standing(
    person: str,
    seats: list[Membership],
    law: AbsenceLaw,
    register: AttendanceRegister,
    known: _Meetings,
    as_of: date,
) -> Standing:
    came = [mark for mark in register.marks if mark.person == person and mark.came == PRESENT and mark.date <= as_of]
    begun = known.begun(seats, as_of)
    last = max(came, key=lambda mark: mark.date, default=None)
    if last is not None and last.date < begun and begun != known.problem.settings.start_date:
        last = None
    since = begun if last is None else last.date
    last_day = law.last_day(since)
    granted = [
        one for one in register.approved if one.person == person and one.date <= last_day and _reaches(one, since)
    ]
    approved = max(granted, key=lambda one: (one.until or date.max, one.date), default=None)
    if approved is not None and approved.until is not None:
        last_day = max(last_day, approved.until)
    own = known.of[person]
    return Standing(
        person,
        last,
        since,
        last_day,
        as_of,
        tuple(one for one in own if as_of <= one.date <= last_day and one.uid not in register.of_meeting),
        tuple(one for one in own if since < one.date < as_of and one.uid not in register.of_meeting),
        approved,
        known.last_day,
    )


def _reaches(one: ApprovedAbsence, since: date) -> bool:
    """Whether an approved absence is of the time after a day; without a last day, it ends where its member is back."""
    return (one.until or one.date) >= since
