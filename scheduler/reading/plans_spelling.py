"""A plan edited by hand as the input spells it: codes compare without case, and meetings are in order."""

from collections.abc import Iterable
from dataclasses import replace

from scheduler.domain.plan import Attendance, Meeting, Occurrence, Plan, Shown
from scheduler.domain.problem import Problem
from scheduler.reading.cell_text import code_key


def spelt_alike(plan: Plan, problem: Problem) -> Plan:
    """Return the plan with its codes as the input spells them, and in order; codes the input lacks stay as they are."""
    spelling = _Spelling(problem)
    shown = {uid: spelling.of_shown(one) for uid, one in plan.shown.items()}
    return replace(
        _respelt(plan, spelling), earlier=tuple(_respelt(one, spelling) for one in plan.earlier), shown=shown
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
    """The codes of a table by how they are compared."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__((code_key(code), code) for code in codes)

    def spelt(self, code: str) -> str:
        """Return a code as the table spells it."""
        return self.get(code_key(code), code)

    def perhaps(self, code: str | None) -> str | None:
        """Return a code as the table spells it; nothing for nothing."""
        return None if code is None else self.spelt(code)


class _Spelling:
    """How the input spells everything that a plan names."""

    def __init__(self, problem: Problem) -> None:
        self.bodies, self.people, self.rooms = _Codes(problem.bodies), _Codes(problem.people), _Codes(problem.rooms)
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
