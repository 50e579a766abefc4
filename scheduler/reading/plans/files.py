"""A calendar to be checked: a `plan.json`, a folder that holds one, or a table made by hand.

A plan edited by hand is spelt as the input spells it: codes compare without case, and meetings are put in order.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from scheduler.domain.calendar import ByHand, FixedMeeting
from scheduler.domain.plan import Attendance, Meeting, Occurrence, Plan, Shown
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.plans.values import ReadPlan
from scheduler.reading.tables.headers import Unreadable, is_folder, read_bytes
from scheduler.reading.tables.texts import code_key

__all__ = ["ReadPlan", "read_plan", "spelt_alike"]

PLAN_FILE = "plan.json"
LARGEST_PLAN = 50_000_000
MAKE_AGAIN = "Go back with `meeting-day undo`, or make the plan again with `meeting-day plan --afresh`."
GIVE_A_PLAN = (
    "Give the folder that `meeting-day plan` wrote, its plan.json, or a calendar as .xlsx, .csv, .docx, .html or .ics."
)


def spelt_alike(plan: Plan, problem: Problem) -> Plan:
    """Return the plan with its codes as the input spells them, and in order; codes the input lacks stay as they are.

    Bodies and people with new codes keep their meetings, numbers and uids by the aliases that their rows give.
    """
    spelling = _Spelling(problem)
    shown = {uid: spelling.of_shown(one) for uid, one in plan.shown.items()}
    return replace(
        _respelt(plan, spelling),
        earlier=tuple(_respelt(one, spelling) for one in plan.earlier),
        shown=shown,
        by_hand=tuple(ByHand(spelling.of_row(one.row), spelling.of_row(one.instead_of)) for one in plan.by_hand),
    )


def _respelt(plan: Plan, spelling: "_Spelling") -> Plan:
    meetings = map(spelling.of_meeting, plan.meetings)
    occurrences = map(spelling.of_occurrence, plan.occurrences)
    return replace(
        plan,
        meetings=tuple(sorted(meetings, key=lambda one: (one.date, one.start, one.body, one.sequence))),
        occurrences=tuple(sorted(occurrences, key=lambda one: (one.date, one.meeting_day, one.sequence))),
    )


class _Codes(dict[str, str]):
    """The codes of a table by how they are compared; a code that a row had before is spelt as the present one."""

    def __init__(self, codes: Iterable[str], aliases: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__((code_key(alias), code) for alias, code in aliases)
        self.update((code_key(code), code) for code in codes)

    def spelt(self, code: str) -> str:
        """Return a code as the table spells it."""
        return self.get(code_key(code), code)

    def perhaps(self, code: str | None) -> str | None:
        """Return a code as the table spells it; nothing for nothing."""
        return None if code is None else self.spelt(code)


class _Spelling:
    """How the input spells everything that a plan names."""

    def __init__(self, problem: Problem) -> None:
        self.bodies, self.people = (
            _Codes(table, [(alias, one.code) for one in table.values() for alias in one.aliases])
            for table in (problem.bodies, problem.people)
        )
        self.rooms = _Codes(problem.rooms)
        self.meeting_days, self.sessions = _Codes(problem.meeting_days), _Codes(code for _, code in problem.sessions)
        self.themes, self.speakers = _Codes(problem.themes), _Codes(problem.speakers)
        self.projects = _Codes(problem.projects)
        self.venues = _Codes(room.venue for room in problem.rooms.values())

    def of_meeting(self, meeting: Meeting) -> Meeting:
        return replace(
            meeting,
            body=self.bodies.spelt(meeting.body),
            venue=self.venues.perhaps(meeting.venue),
            room=self.rooms.perhaps(meeting.room),
            meeting_day=self.meeting_days.perhaps(meeting.meeting_day),
            session=self.sessions.perhaps(meeting.session),
            attendance=tuple(map(self._of_row, meeting.attendance)),
            agenda_items=tuple(map(self.projects.spelt, meeting.agenda_items)),
        )

    def _of_row(self, row: Attendance) -> Attendance:
        return replace(row, person=self.people.spelt(row.person), substitute=self.people.perhaps(row.substitute))

    def of_row(self, row: FixedMeeting | None) -> FixedMeeting | None:
        """Return a row about one meeting; nothing for none."""
        if row is None:
            return None
        body, room = self.bodies.perhaps(row.body), self.rooms.perhaps(row.room)
        return replace(row, body=body, meeting_day=self.meeting_days.perhaps(row.meeting_day), room=room)

    def of_shown(self, shown: Shown) -> Shown:
        return replace(shown, people={self.people.spelt(code): told for code, told in shown.people.items()})

    def of_occurrence(self, occurrence: Occurrence) -> Occurrence:
        lunch = occurrence.lunch
        if lunch is not None:
            lunch = replace(lunch, session=self.sessions.spelt(lunch.session), room=self.rooms.perhaps(lunch.room))
        return replace(
            occurrence,
            meeting_day=self.meeting_days.spelt(occurrence.meeting_day),
            venue=self.venues.perhaps(occurrence.venue),
            theme=self.themes.perhaps(occurrence.theme),
            speaker=self.speakers.perhaps(occurrence.speaker),
            lunch=lunch,
        )


def read_plan(path: Path, problem: Problem) -> ReadPlan:
    """Return the calendar at a path.

    Parameters
    ----------
    path : Path
        A folder with a `plan.json`, a `.json`, or a calendar made by hand in any form that is read.
    problem : Problem
        The input: names of bodies and rooms, and what a table leaves out.

    Raises
    ------
    InputFaults
        If it cannot be read, with every fault.

    """
    try:
        place = _place(path)
        if place.suffix.lower() == ".json":
            from scheduler.reading.plans.plan_json import plan_from_json  # noqa: PLC0415 - only one of the two is needed

            plan = spelt_alike(plan_from_json(place.name, _content(place)), problem)
            return ReadPlan(plan, has_attendance=True, has_rooms=True)
        from scheduler.reading.plans.hand_made import plan_from_table  # noqa: PLC0415 - the same

        return plan_from_table(place, read_bytes(place), problem)
    except Unreadable as trouble:
        raise InputFaults((Fault("", trouble.row, None, f"{trouble.message}.", trouble.remedy),)) from None


def _place(path: Path) -> Path:
    """Return the file that is meant."""
    try:
        place = path / PLAN_FILE if is_folder(path) else path
        folder = is_folder(place)
    except Unreadable as trouble:
        raise Unreadable(trouble.message, GIVE_A_PLAN) from None
    if folder:
        raise Unreadable(f"{place} is a folder", GIVE_A_PLAN)
    return place


def _content(place: Path) -> bytes:
    """Return what a `plan.json` holds."""
    if place.stat().st_size > LARGEST_PLAN:
        raise Unreadable(f"{place.name} is larger than {LARGEST_PLAN // 1_000_000} MB", MAKE_AGAIN)
    return read_bytes(place, LARGEST_PLAN)
