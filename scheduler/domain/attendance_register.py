"""The attendance register: who came to meetings that were held, as sign-in sheets, minutes and officers say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.domain.other_keys import OtherKeys
from scheduler.domain.people import Membership
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title

PRESENT, APOLOGISED, ABSENT, IN_ATTENDANCE = "present", "apologies", "absent", "in_attendance"
CAME = (PRESENT, APOLOGISED, ABSENT, IN_ATTENDANCE)
"""What a mark says: there as a member or in a member's place; apologies; away without; there, but in nobody's seat."""
CAME_WORDS = {PRESENT: "present", APOLOGISED: "apologies", ABSENT: "absent", IN_ATTENDANCE: "in attendance"}
"""How each is told."""
APPROVED = "approved"
"""What a row of a record says of an absence that a meeting approved."""
COUNCILLOR = "councillor"
"""The category of the people whom the law on absence, and the annual return, are about."""


@dataclass(frozen=True)
class Mark:
    """What the register says of one person at one meeting."""

    meeting: str
    """Its uid."""
    body: str
    date: dt.date
    person: str
    came: str
    """One of `CAME`."""
    instead_of: str | None = None
    """The member whose place they took, where they came as a substitute."""
    source: str = ""
    """The file and the cell that say so."""
    other_keys: OtherKeys = ()

    @property
    def key(self) -> tuple[str, str]:
        """What no two marks of a register share."""
        return self.meeting, self.person

    @property
    def says(self) -> tuple[str, str | None]:
        """What two marks of one person at one meeting must agree in."""
        return self.came, self.instead_of


@dataclass(frozen=True)
class ApprovedAbsence:
    """An absence of a councillor whose reason a meeting approved."""

    person: str
    date: dt.date
    """Of the meeting that approved it."""
    body: str | None = None
    until: dt.date | None = None
    """The last day of it; None where the resolution names none."""
    source: str = ""
    other_keys: OtherKeys = ()

    @property
    def key(self) -> tuple[str, dt.date]:
        """What no two of a register share."""
        return self.person, self.date

    @property
    def says(self) -> tuple[str | None, dt.date | None]:
        """What two of one person on one day must agree in."""
        return self.body, self.until


@dataclass(frozen=True)
class AttendanceRegister:
    """Every mark, in order of date, meeting and person; and the absences that were approved."""

    marks: tuple[Mark, ...] = ()
    approved: tuple[ApprovedAbsence, ...] = ()
    other_keys: OtherKeys = field(default=(), hash=False)

    @cached_property
    def of_meeting(self) -> dict[str, tuple[Mark, ...]]:
        """The marks of each meeting by its uid."""
        found: defaultdict[str, list[Mark]] = defaultdict(list)
        for mark in self.marks:
            found[mark.meeting].append(mark)
        return {uid: tuple(marks) for uid, marks in found.items()}

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Mark]:
        """The marks by meeting and person."""
        return {mark.key: mark for mark in self.marks}

    def with_marks(self, marks: Iterable[Mark], approved: Iterable[ApprovedAbsence] = ()) -> "AttendanceRegister":
        """Return the register with these in the place of those that they share a key with, and the others beside."""
        all_marks = self.by_key | {mark.key: mark for mark in marks}
        absences = {one.key: one for one in (*self.approved, *approved)}
        return AttendanceRegister(
            tuple(sorted(all_marks.values(), key=lambda one: (one.date, one.body, one.meeting, one.person))),
            tuple(sorted(absences.values(), key=lambda one: (one.date, one.person))),
            self.other_keys,
        )


def mark_words(problem: Problem, mark: Mark) -> str:
    """Say what a mark says: `present in the place of Member 2`."""
    place = "" if mark.instead_of is None else f" in the place of {person_title(problem, mark.instead_of)}"
    return f"{CAME_WORDS[mark.came]}{place}"


def members_at(problem: Problem, meeting: Meeting) -> dict[str, Membership]:
    """Return the seats of a meeting by person: of its day, or as the calendar has them of a body that is no more."""
    if meeting.body in problem.bodies:
        rows = problem.memberships_on(meeting.body, meeting.date)
        return {row.person: row for row in reversed(rows)}
    return {
        row.person: Membership(row.person, meeting.body, role=row.role, voting=row.voting) for row in meeting.attendance
    }


def substitutes_at(meeting: Meeting) -> dict[str, str]:
    """Return the substitutes whom the calendar sends to a meeting, with the member whose place each takes."""
    return {row.substitute: row.person for row in meeting.attendance if row.substitute is not None}
