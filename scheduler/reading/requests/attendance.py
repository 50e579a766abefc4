"""Records of attendance held against one another, the calendar and the register: all that cannot be so, at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path

from scheduler.domain.attendance_register import (
    IN_ATTENDANCE,
    PRESENT,
    ApprovedAbsence,
    AttendanceRegister,
    Mark,
    mark_words,
    members_at,
    substitutes_at,
)
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.titles import body_title, meeting_title, person_title
from scheduler.domain.wording import clock, listed, long_date
from scheduler.errors import InputFaults
from scheduler.reading.requests.attendance_rows import Meetings, Place, Record, Said, read_rows
from scheduler.reading.slips import told_once
from scheduler.reading.tables.headers import Findings
from scheduler.reading.tables.sources import MOST_FAULTS

KEEP_ONE = "Keep the one that is right, and clear the other."
CORRECT = "Give --correct where the record is right and the register is wrong."


@dataclass(frozen=True)
class Records:
    """What records say, and the register with it."""

    register: AttendanceRegister
    new: tuple[Mark, ...]
    corrected: tuple[tuple[Mark, Mark], ...]
    """Marks that the register had otherwise, each as it was and as it is now."""
    known: int
    """Marks that the register had already."""
    approved: tuple[ApprovedAbsence, ...]
    warnings: tuple[Fault, ...]


def read_records(
    paths: Sequence[Path],
    problem: Problem,
    plan: Plan,
    kept: AttendanceRegister,
    as_of: date | None = None,
    *,
    correct: bool = False,
) -> Records:
    """Return what records say of a calendar's meetings, and the register with it.

    Parameters
    ----------
    paths : sequence of Path
        The records, as .xlsx or .csv.
    problem, plan : Problem, Plan
        The input and its calendar.
    kept : AttendanceRegister
        The register as it is.
    as_of : date, optional
        The day on which they are read; a meeting after it has not been held.
    correct : bool
        Whether what they say otherwise than the register takes its place.

    Raises
    ------
    InputFaults
        With everything that is wrong.

    """
    named = {path.name if [one.name for one in paths].count(path.name) == 1 else str(path): path for path in paths}
    findings: dict[str, Findings] = {}
    record = read_rows(named, problem, Meetings(problem, plan, as_of), findings)
    reader = _Holding(problem, record, kept, correct=correct)
    found = reader.records()
    faults = [replace(fault, table=name) for name, one in findings.items() for fault in _in_order(one.faults)]
    warnings = [replace(fault, table=name) for name, one in findings.items() for fault in _in_order(one.warnings)]
    if not faults and not record.said and not record.approved:
        message = "nobody is marked in it" if len(paths) == 1 else "nobody is marked in them"
        faults.append(Fault(listed(list(named)), None, "came", message, "Write yes, apologies or no beside the names."))
    if faults:
        raise InputFaults(tuple(told_once(faults, {})[:MOST_FAULTS]), tuple(told_once(warnings, {})))
    return replace(found, warnings=tuple(told_once(warnings, {})))


def _in_order(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: fault.row or 0)


class _Holding:
    """Holds the rows against one another, the calendar and the register."""

    def __init__(self, problem: Problem, record: Record, kept: AttendanceRegister, *, correct: bool) -> None:
        self.problem, self.record, self.kept, self.correct = problem, record, kept, correct
        self.members = {one.meeting.uid: members_at(problem, one.meeting) for one in record.said}

    def records(self) -> Records:
        """Return all of it; what is wrong is noted at its cell."""
        told = {one.mark.key: one for one in map(self._seated, self._once()) if one is not None}
        new, corrected, known = [], [], 0
        for one in told.values():
            before = self.kept.by_key.get(one.mark.key)
            if before is None:
                new.append(one.mark)
            elif before.says == one.mark.says:
                known += 1
            else:
                corrected.append((before, one.mark))
                self._register_differs(one.place, one.column, self._name(one.mark), *self._both(before, one.mark))
        approved = self._approved()
        changed = [*new, *(after for _, after in corrected)]
        register = self.kept.with_marks(changed, approved)
        for one in told.values():
            self._check_place(one, register)
        self._check_overlaps(told, register)
        return Records(register, tuple(new), tuple(corrected), known, tuple(approved), ())

    def _name(self, mark: Mark) -> str:
        return person_title(self.problem, mark.person)

    def _both(self, before: Mark, after: Mark) -> tuple[str, str, str]:
        return mark_words(self.problem, before), before.source, mark_words(self.problem, after)

    def _register_differs(self, place: Place, column: str, whose: str, before: str, source: str, after: str) -> None:
        if not self.correct:
            where = f" (from {source})" if source else ""
            message = f"the register has {whose} as {before}{where}, and this row says {after}"
            place.fault(column, message, CORRECT)

    def _once(self) -> Iterator[Said]:
        """Yield one row for each person at each meeting; two that differ are a fault at the second."""
        first: dict[tuple[str, str], Said] = {}
        for one in self.record.said:
            before = first.setdefault(one.mark.key, one)
            if before is one or before.mark.says == one.mark.says:
                continue
            if before.mark.came == one.mark.came and None in (before.mark.instead_of, one.mark.instead_of):
                first[one.mark.key] = one if before.mark.instead_of is None else before
                continue
            name, meeting = self._name(one.mark), meeting_title(self.problem, one.meeting)
            here, there = mark_words(self.problem, one.mark), mark_words(self.problem, before.mark)
            if PRESENT in (before.mark.came, one.mark.came) and "signed_for" in (before.column, one.column):
                message = f"{name} is said to have signed for a member, and did not come ({before.place.words} says"
                one.place.fault(one.column, f"{message} {there}, this row {here})", KEEP_ONE)
            else:
                message = f"two marks of {name} at {meeting}: {before.place.words} says {there}, this row {here}"
                one.place.fault("came", message, KEEP_ONE)
        yield from first.values()

    def _seated(self, one: Said) -> Said | None:
        """Return a row with the place that somebody took who is no member there; None where it says nothing."""
        mark, members = one.mark, self.members[one.meeting.uid]
        if mark.person in members or mark.instead_of is not None or mark.came == IN_ATTENDANCE:
            return one
        sent, listed_for = substitutes_at(one.meeting), self._listed_for(one)
        if mark.came != PRESENT:
            if mark.person not in sent and not listed_for:
                message = f"{self._name(mark)} is no member of {self._body(one)}, and no substitute there"
                one.place.warn(one.column, f"{message}: not coming says nothing", "See whether another body is meant.")
            return None
        here = {said.mark.person: said.mark for said in self.record.said if said.meeting.uid == one.meeting.uid}
        taken = {said.mark.instead_of for said in self.record.said if said.meeting.uid == one.meeting.uid}
        for member in [sent[mark.person]] if mark.person in sent else listed_for:
            there = here.get(member) or self.kept.by_key.get((one.meeting.uid, member))
            if member not in taken and (mark.person in sent or there is None or there.came != PRESENT):
                return replace(one, mark=replace(mark, instead_of=member))
        message = f"{self._name(mark)} is no member of {self._body(one)}, and takes nobody's place there"
        remedy = "They are recorded as also present; a substitute has the member in a column Substitute for."
        one.place.warn(one.column, message, remedy)
        return replace(one, mark=replace(mark, came=IN_ATTENDANCE))

    def _listed_for(self, one: Said) -> list[str]:
        """Return the members whose own lists name somebody as their substitute."""
        seats = self.members[one.meeting.uid].values()
        return [seat.person for seat in seats if one.mark.person in seat.substitutes]

    def _body(self, one: Said) -> str:
        return body_title(self.problem, one.meeting.body)

    def _check_place(self, one: Said, register: AttendanceRegister) -> None:
        """Complain of a substitute who cannot be one, and of a member who came though another took their place."""
        mark, members = one.mark, self.members[one.meeting.uid]
        if mark.instead_of is None:
            return
        name, member = self._name(mark), person_title(self.problem, mark.instead_of)
        seat = members.get(mark.instead_of)
        if seat is None:
            message = (
                f"{member} is no member of {self._body(one)} on {long_date(mark.date)}, so nobody takes their place"
            )
            one.place.fault(one.column, message, "Correct whose place it was, or clear it.")
            return
        if mark.person in members:
            message = f"{name} is a member of {self._body(one)}, and cannot take the place of {member}"
            one.place.fault(one.column, message, "Clear whose place it was.")
            return
        others = [other for other in register.of_meeting[mark.meeting] if other.instead_of == mark.instead_of]
        if len(others) > 1 and others[0].person != mark.person:
            message = f"{person_title(self.problem, others[0].person)} and {name} both took the place of {member}"
            one.place.fault(one.column, message, KEEP_ONE)
        own = register.by_key.get((mark.meeting, mark.instead_of))
        if own is not None and own.came == PRESENT:
            message = f"{member} is marked present ({own.source}), and so is {name} in their place"
            one.place.fault(one.column, message, f"{KEEP_ONE} Who only listened is in attendance.")
        if mark.person not in (*seat.substitutes, *substitutes_at(one.meeting)):
            message = f"{name} is not among the substitutes of {member}, and is recorded in their place"
            one.place.warn(one.column, message, "See whether the council's scheme of substitutes allows it.")

    def _check_overlaps(self, told: dict[tuple[str, str], Said], register: AttendanceRegister) -> None:
        """Warn of somebody who came to two meetings at once."""
        came: dict[tuple[str, date], list[tuple[Meeting, Said]]] = {}
        for one in told.values():
            if register.by_key[one.mark.key].came == PRESENT:
                came.setdefault((one.mark.person, one.mark.date), []).append((one.meeting, one))
        for said in came.values():
            for (first, _), (second, one) in combinations(said, 2):
                if first.overlaps(second):
                    title = f"{body_title(self.problem, first.body)} at {clock(first.start)}"
                    message = f"{self._name(one.mark)} is marked present here and at {title}, at the same time"
                    one.place.warn(one.column, message, "See whether that can be; both are recorded.")

    def _approved(self) -> list[ApprovedAbsence]:
        """Return the approved absences that are new, or corrected."""
        before = {one.key: one for one in self.kept.approved}
        found: dict[tuple[str, date], ApprovedAbsence] = {}
        for one, place in self.record.approved:
            name = person_title(self.problem, one.person)
            known = found.setdefault(one.key, one)
            if known.says != one.says:
                message = f"the absence of {name} approved on {long_date(one.date)} is told twice, and otherwise"
                place.fault("came", f"{message} in {known.source}", KEEP_ONE)
            kept = before.get(one.key)
            if kept is not None and kept.says != one.says:
                until = ["no last day" if end is None else f"until {long_date(end)}" for end in (kept.until, one.until)]
                self._register_differs(place, "came", f"the absence of {name}", until[0], kept.source, until[1])
        return [one for one in found.values() if before.get(one.key) is None or before[one.key].says != one.says]
