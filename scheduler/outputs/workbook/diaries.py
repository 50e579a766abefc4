"""The sheet of diaries: what the year asks of each member."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title
from scheduler.domain.wording import MONTH_NAMES
from scheduler.outputs.workbook.data_sheet import NUMBER, Column, DataSheet, Row

_COLUMNS = (
    Column("Person", 40),
    Column("Organisation", 28),
    Column("Bodies", 9, NUMBER),
    Column("Member of", 40),
    Column("Meetings to attend", 12, NUMBER),
    Column("Of these, for others", 12, NUMBER),
    Column("Sends a substitute", 12, NUMBER),
    Column("Apologies", 12, NUMBER),
    Column("Days with meetings", 12, NUMBER),
    Column("Meeting days", 11, NUMBER),
    Column("Busiest month", 26),
)


@dataclass
class _Diary:
    """What one person's year holds."""

    outcomes: Counter[str] = field(default_factory=Counter)
    for_others: int = 0
    days: set[date] = field(default_factory=set)
    meeting_days: set[tuple[str, date]] = field(default_factory=set)
    months: Counter[tuple[int, int]] = field(default_factory=Counter)

    @property
    def busiest_month(self) -> str:
        """The month with the most meetings, the first where several have as many."""
        if not self.months:
            return "None"
        (year, month), most = min(self.months.items(), key=lambda entry: (-entry[1], entry[0]))
        return f"{MONTH_NAMES[month - 1]} {year} ({most})"


def diaries_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each person with a membership, or who deputises."""
    diaries = _diaries(plan)
    bodies: dict[str, dict[str, None]] = {}
    for membership in problem.memberships:
        bodies.setdefault(membership.person, {})[membership.body] = None
    busy = [person for person in problem.people if person in bodies or person in diaries]
    return DataSheet(
        name="Diaries",
        title=f"{plan.title}: diaries",
        about=("What the year asks of each person: meetings, apologies, substitutions and the busiest month.",),
        columns=_COLUMNS,
        rows=tuple(_row(problem, person, list(bodies.get(person, {})), diaries[person]) for person in busy),
        nothing="Nobody sits on any body.",
        frozen_columns=1,
    )


def _diaries(plan: Plan) -> defaultdict[str, _Diary]:
    diaries: defaultdict[str, _Diary] = defaultdict(_Diary)
    for meeting in plan.live:
        for row in meeting.attendance:
            diaries[row.person].outcomes[row.outcome] += 1
            sits = row.sits
            if sits is None:
                continue
            diary = diaries[sits]
            diary.for_others += sits != row.person
            diary.days.add(meeting.date)
            diary.months[meeting.date.year, meeting.date.month] += 1
            if meeting.meeting_day is not None:
                diary.meeting_days.add((meeting.meeting_day, meeting.date))
    return diaries


def _row(problem: Problem, person: str, bodies: list[str], diary: _Diary) -> Row:
    return (
        person_title(problem, person),
        problem.people[person].organisation,
        len(bodies),
        "; ".join(bodies) or "None",
        diary.outcomes[ATTENDS] + diary.for_others,
        diary.for_others,
        diary.outcomes[SUBSTITUTE],
        diary.outcomes[APOLOGIES],
        len(diary.days),
        len(diary.meeting_days),
        diary.busiest_month,
    )
