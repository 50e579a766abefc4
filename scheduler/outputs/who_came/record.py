"""`attendance/record.json`: the register as it is kept beside a calendar, the same bytes for the same register."""

import json
from typing import Any

from scheduler.domain.attendance_register import ApprovedAbsence, AttendanceRegister, Mark
from scheduler.domain.other_keys import with_other_keys

FORMAT = "meeting-day-attendance/1"


def record_bytes(register: AttendanceRegister) -> bytes:
    """Return the register as JSON in UTF-8."""
    text = json.dumps(record_document(register), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def record_document(register: AttendanceRegister) -> dict[str, Any]:
    """Return the register in the types of JSON."""
    document = {
        "format": FORMAT,
        "marks": [mark_row(mark) for mark in register.marks],
        "approved": [approved_row(one) for one in register.approved],
    }
    return with_other_keys(document, register.other_keys)


def mark_row(mark: Mark) -> dict[str, Any]:
    """Return a mark in the types of JSON."""
    row = {
        "meeting": mark.meeting,
        "body": mark.body,
        "date": mark.date.isoformat(),
        "person": mark.person,
        "came": mark.came,
        "instead_of": mark.instead_of,
        "source": mark.source,
    }
    return with_other_keys(row, mark.other_keys)


def approved_row(one: ApprovedAbsence) -> dict[str, Any]:
    """Return an approved absence in the types of JSON."""
    row = {
        "person": one.person,
        "date": one.date.isoformat(),
        "body": one.body,
        "until": None if one.until is None else one.until.isoformat(),
        "source": one.source,
    }
    return with_other_keys(row, one.other_keys)
