"""`attendance/record.json` of a plan's folder: the register as it was kept, read back as strictly as it is written."""

import json
from collections.abc import Callable
from typing import TypeVar

from scheduler.domain.attendance_register import CAME, ApprovedAbsence, AttendanceRegister, Mark
from scheduler.domain.other_keys import Table, is_newer
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.plans.values import MOST_FAULTS, WrongValue, day, got, mapping, one_of, perhaps, sequence, text
from scheduler.reading.requests.names import Names

FORMAT = "meeting-day-attendance/1"
LARGEST = 50_000_000
MEND = "Put the file right, or take an earlier copy of it; the records themselves can be read into a new one."
Thing = TypeVar("Thing", Mark, ApprovedAbsence)


def register_from_json(name: str, content: bytes, problem: Problem) -> AttendanceRegister:
    """Return the register that a file holds, its codes as the input spells them now.

    Parameters
    ----------
    name : str
        What the file is called, to complain of it.
    content : bytes
        JSON in UTF-8.
    problem : Problem
        The input; a body or person with a new code is known by the earlier ones.

    Raises
    ------
    InputFaults
        If it is not as it was written, with everything that is not.

    """
    if len(content) > LARGEST:
        raise _refused(f"{name} is larger than {LARGEST // 1_000_000} MB")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _refused(f"{name} is no JSON object")
    raw = Table(found)
    said = raw.get("format")
    if said != FORMAT:
        newer = " and was written by a newer version of meeting-day" if is_newer(said, FORMAT) else ""
        raise _refused(f"{name} is not of the format {FORMAT}{newer}")
    faults: list[Fault] = []
    spelling = _Spelling(problem)
    marks = _many(name, "marks", raw, spelling.mark, faults)
    approved = _many(name, "approved", raw, spelling.approved, faults)
    if faults:
        raise InputFaults(tuple(faults[:MOST_FAULTS]))
    return AttendanceRegister(other_keys=raw.rest()).with_marks(marks, approved)


def _refused(message: str) -> InputFaults:
    return InputFaults((Fault("", None, None, message, MEND),))


def _many(name: str, key: str, raw: Table, read: Callable[[Table], Thing], faults: list[Fault]) -> list[Thing]:
    things: list[Thing] = []
    try:
        rows = sequence(raw.get(key, []))
    except WrongValue as trouble:
        faults.append(Fault("", None, None, f"{name}: {key}: {trouble}", MEND))
        return things
    for number, row in enumerate(rows, start=1):
        try:
            things.append(read(mapping(row)))
        except WrongValue as trouble:
            faults.append(Fault("", None, None, f"{name}: {key}, number {number}: {trouble}", MEND))
    return things


class _Spelling:
    """Reads rows, with codes as the input spells them; those that it lacks stay as they are."""

    def __init__(self, problem: Problem) -> None:
        self.names = Names(problem)

    def _person(self, value: object) -> str:
        code = text(value)
        return self.names.person(code) if self.names.is_person(code) else code

    def _body(self, value: object) -> str:
        code = text(value)
        found = self.names.body_or_fault(code)
        return found if isinstance(found, str) else code

    def mark(self, raw: Table) -> Mark:
        """Read what is known of one person at one meeting."""
        return Mark(
            meeting=text(got(raw, "meeting")),
            body=self._body(got(raw, "body")),
            date=day(got(raw, "date")),
            person=self._person(got(raw, "person")),
            came=one_of(*CAME)(got(raw, "came")),
            instead_of=perhaps(self._person, raw.get("instead_of")),
            source=str(raw.get("source") or ""),
            other_keys=raw.rest(),
        )

    def approved(self, raw: Table) -> ApprovedAbsence:
        """Read an absence that was approved."""
        return ApprovedAbsence(
            person=self._person(got(raw, "person")),
            date=day(got(raw, "date")),
            body=perhaps(self._body, raw.get("body")),
            until=perhaps(day, raw.get("until")),
            source=str(raw.get("source") or ""),
            other_keys=raw.rest(),
        )
