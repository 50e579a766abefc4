"""What a plan holds that the input does not know, set aside so that the rules can be asked about the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from scheduler.dates.public_holidays import FIRST_KNOWN_DAY, LAST_KNOWN_DAY
from scheduler.domain.plan import APOLOGIES, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import meeting_title, occurrence_title, person_title
from scheduler.domain.wording import long_date

FIRST_COUNTABLE_DAY = FIRST_KNOWN_DAY + timedelta(days=365)
"""The first day with a year of known public holidays before it, in which its deadlines are counted."""


def without_unknown_codes(problem: Problem, plan: Plan) -> tuple[Plan, tuple[Breach, ...]]:
    """Return the plan without what the input does not know, and a breach for each thing set aside."""
    sorting = _Sorting(problem)
    familiar = replace(
        plan,
        meetings=tuple(meeting for given in plan.meetings for meeting in sorting.meetings(given)),
        occurrences=tuple(
            occurrence
            for occurrence in plan.occurrences
            if sorting.knows_day(occurrence.meeting_day, occurrence.date)
            and sorting.can_count(occurrence.date, occurrence_title(problem, occurrence), ())
        ),
    )
    return familiar, tuple(sorting.breaches)


@dataclass
class _Sorting:
    """Tells what the input knows, and keeps a breach for whatever it does not."""

    problem: Problem
    breaches: list[Breach] = field(default_factory=list)

    def meetings(self, meeting: Meeting) -> Iterator[Meeting]:
        """Yield the meeting, with the people the input knows; nothing if it does not know the body."""
        if meeting.body not in self.problem.bodies:
            if meeting.live:
                message = f"{meeting_title(self.problem, meeting)}: the input does not know this body."
                self.breaches.append(Breach("plan", message, bodies=(meeting.body,), dates=(meeting.date,)))
            return
        if not meeting.live:
            yield meeting
        elif self.can_count(meeting.date, meeting_title(self.problem, meeting), (meeting.body,)):
            yield replace(meeting, attendance=tuple(self._rows(meeting)))

    def knows_day(self, meeting_day: str, day: date) -> bool:
        """Whether the input knows the meeting day."""
        known = meeting_day in self.problem.meeting_days
        if not known:
            message = f"{meeting_day} on {long_date(day)}: the input does not know this meeting day."
            self.breaches.append(Breach("plan", message, dates=(day,)))
        return known

    def can_count(self, day: date, title: str, bodies: tuple[str, ...]) -> bool:
        """Whether the day is in the calendar, or near enough to it for its working days to be counted."""
        settings = self.problem.settings
        inside = settings.start_date <= day <= settings.end_date
        if inside or FIRST_COUNTABLE_DAY <= day <= LAST_KNOWN_DAY:
            return True
        message = f"{title}: the day is far outside the calendar's first and last day."
        self.breaches.append(Breach("closed_date", message, bodies=bodies, dates=(day,)))
        return False

    def _rows(self, meeting: Meeting) -> Iterator[Attendance]:
        title, people = meeting_title(self.problem, meeting), self.problem.people
        for row in meeting.attendance:
            if row.person not in people:
                message = f"{title}: the input does not know {row.person}, who has a row in its attendance."
                self._note("plan", message, meeting, (row.person,))
            elif row.substitute is not None and row.substitute not in people:
                message = f"{title}: {row.substitute} is to sit for {person_title(self.problem, row.person)}, "
                message += "and the input knows nobody of that code."
                self._note("substitute", message, meeting, (row.person, row.substitute))
                outcome = APOLOGIES if row.outcome == SUBSTITUTE else row.outcome
                yield replace(row, substitute=None, outcome=outcome)
            else:
                yield row

    def _note(self, rule: str, message: str, meeting: Meeting, people: tuple[str, ...]) -> None:
        self.breaches.append(Breach(rule, message, bodies=(meeting.body,), people=people, dates=(meeting.date,)))
