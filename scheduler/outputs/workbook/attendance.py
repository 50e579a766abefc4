"""The sheet of attendance: a row for each person and meeting."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import MONTH_NAMES, counted
from scheduler.outputs.naming import deputy, in_the_chair, in_words, yes_or_no
from scheduler.outputs.workbook.data_sheet import (
    BODY_COLUMN,
    DATE_COLUMN,
    NAME_COLUMN,
    NUMBER,
    SHADED,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
)

_ATTENDANCE = (
    DATE_COLUMN,
    START_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("Person", 36),
    Column("Role", 13),
    Column("Votes", 8),
    Column("Outcome", 13),
    Column("Substitute", 26),
    Column("Reason", 34),
)


def attendance_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each membership at each meeting that is to be held."""
    return DataSheet(
        name="Attendance",
        title=f"{plan.title}: expected attendance and apologies",
        about=("One row for each person and meeting: whether they attend, who sits for them, and why.",),
        columns=_ATTENDANCE,
        rows=tuple(_attendance_row(problem, meeting, row) for meeting in plan.live for row in meeting.attendance),
        nothing="Nobody's attendance is known.",
        frozen_columns=1,
    )


def _attendance_row(problem: Problem, meeting: Meeting, row: Attendance) -> Row:
    return (
        meeting.date,
        meeting.start,
        meeting.body,
        body_title(problem, meeting.body),
        person_title(problem, row.person),
        in_words(row.role),
        yes_or_no(row.voting),
        in_words(row.outcome),
        deputy(problem, row),
        row.reason,
    )


_QUORUMS = (
    DATE_COLUMN,
    START_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("Members", 11, NUMBER),
    Column("In person", 10, NUMBER),
    Column("Substitutes", 13, NUMBER),
    Column("Apologies", 12, NUMBER),
    Column("Quorum needed", 11, NUMBER),
    Column("Voting present", 10, NUMBER),
    Column("To spare", 9, NUMBER),
    Column("Quorate", 11),
    Column("Also needed", 40),
    Column("In the chair", 32),
)


def quorums_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each meeting that is to be held."""
    return DataSheet(
        name="Attendance summary",
        title=f"{plan.title}: attendance and quorum of each meeting",
        about=(
            (
                "A substitute counts towards the quorum with the vote of the member they sit for. "
                "“Also needed” names those the quorum must include."
            ),
        ),
        columns=_QUORUMS,
        rows=tuple(_quorum_row(problem, meeting) for meeting in plan.live),
        nothing="No meetings are planned.",
        frozen_columns=1,
    )


def _quorum_row(problem: Problem, meeting: Meeting) -> Row:
    outcomes = Counter(row.outcome for row in meeting.attendance)
    voting = sum(row.voting for row, _ in meeting.present())
    needed = problem.quorum_on(meeting.body, meeting.date)
    rules = list(_composite(problem, meeting))
    quorate = voting >= needed and all(there >= rule.minimum for rule, there in rules)
    known = bool(meeting.attendance)
    return (
        meeting.date,
        meeting.start,
        meeting.body,
        body_title(problem, meeting.body),
        len(problem.memberships_on(meeting.body, meeting.date)),
        *(outcomes[outcome] if known else None for outcome in (ATTENDS, SUBSTITUTE, APOLOGIES)),
        needed,
        *((voting, voting - needed, yes_or_no(quorate)) if known else (None, None, "Not known")),
        "; ".join(f"{_of_whom(problem, rule)}: {there} of {rule.minimum}" for rule, there in rules)
        or "Nobody in particular",
        in_the_chair(problem, meeting) or "Nobody",
    )


def _composite(problem: Problem, meeting: Meeting) -> Iterator[tuple[QuorumRule, int]]:
    """Yield each rule of the composite quorum with how many it counts there."""
    filled = {row.person for row, _ in meeting.present() if row.voting}
    memberships = [row for row in problem.memberships_on(meeting.body, meeting.date) if row.person in filled]
    for rule in problem.quorum_rules_of(meeting.body):
        yield rule, sum(problem.matches(rule, membership) for membership in memberships)


def _of_whom(problem: Problem, rule: QuorumRule) -> str:
    parts = (
        rule.category,
        rule.organisation,
        rule.person and person_title(problem, rule.person),
        rule.role and in_words(rule.role).lower(),
    )
    return ", ".join(part for part in parts if part)


MOST_BODIES = 300
"""Bodies in the matrix, those with the most memberships: a larger one would be no use on any screen."""

_Memberships = dict[str, list[Membership]]
_Shared = dict[tuple[str, str], tuple[str, ...]]


def overlap_sheets(problem: Problem, plan: Plan) -> tuple[DataSheet, DataSheet]:
    """Return the matrix of shared members, and the people behind each of its numbers."""
    in_force = _in_force(problem)
    largest = set(sorted(in_force, key=lambda body: -len(in_force[body]))[:MOST_BODIES])
    shown = {body: rows for body, rows in in_force.items() if body in largest}
    shared = _shared(problem, shown)
    return _matrix(problem, plan, shown, shared, left_out=len(in_force) - len(shown)), _people(problem, plan, shared)


def _in_force(problem: Problem) -> _Memberships:
    """Return the memberships of each body that are in force on some day of the calendar."""
    rows = {
        body: [row for row in memberships if _together(problem, row, row)]
        for body, memberships in problem.memberships_of_body.items()
    }
    return {body: memberships for body, memberships in rows.items() if memberships}


def _shared(problem: Problem, memberships: _Memberships) -> _Shared:
    """Return who sits on two bodies at once, by the two in the order of the table."""
    rows_of: defaultdict[str, list[Membership]] = defaultdict(list)
    for rows in memberships.values():
        for row in rows:
            rows_of[row.person].append(row)
    shared: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for person in problem.people:
        for one, two in combinations(rows_of[person], 2):
            if one.body != two.body and _together(problem, one, two):
                shared[one.body, two.body][person] = None
    return {pair: tuple(people) for pair, people in shared.items()}


def _together(problem: Problem, one: Membership, two: Membership) -> bool:
    """Whether both memberships are in force on some day of the calendar."""
    first, last = problem.settings.start_date, problem.settings.end_date
    begin = max(day for day in (first, one.start_date, two.start_date) if day is not None)
    return begin <= min(day for day in (last, one.end_date, two.end_date) if day is not None)


def _matrix(problem: Problem, plan: Plan, memberships: _Memberships, shared: _Shared, *, left_out: int) -> DataSheet:
    own = {body: len({row.person for row in rows}) for body, rows in memberships.items()}
    number = {(body, body): members for body, members in own.items()}
    for (one, two), people in shared.items():
        number[one, two] = number[two, one] = len(people)
    about = (
        "How many people sit at the same time on the row's body and on the column's: the more, the darker. "
        "Where a body meets itself, all its members."
    )
    if left_out:
        about += f" The {counted(left_out, 'body', 'bodies')} with the fewest memberships are left out."
    return DataSheet(
        name="Overlaps",
        title=f"{plan.title}: members shared by two bodies",
        about=(about,),
        columns=(NAME_COLUMN, BODY_COLUMN, *(Column(body, min(24, max(7, len(body) + 2)), SHADED) for body in own)),
        rows=tuple((body_title(problem, row), row, *(number.get((row, column), 0) for column in own)) for row in own),
        nothing="No body has members.",
        frozen_columns=2,
    )


def _people(problem: Problem, plan: Plan, shared: _Shared) -> DataSheet:
    order = {body: number for number, body in enumerate(problem.bodies)}
    pairs = sorted(shared, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return DataSheet(
        name="Shared members",
        title=f"{plan.title}: the people behind the overlaps",
        about=(f"{counted(len(pairs), 'pair')} of bodies with members in common, and who they are.",),
        columns=(
            BODY_COLUMN,
            NAME_COLUMN,
            Column("Other body", 12),
            Column("Name of the other", 36),
            Column("Shared", 10, NUMBER),
            Column("Who", 90),
        ),
        rows=tuple(
            (
                one,
                body_title(problem, one),
                two,
                body_title(problem, two),
                len(shared[one, two]),
                "; ".join(person_title(problem, person) for person in shared[one, two]),
            )
            for one, two in pairs
        ),
        nothing="No two bodies have a member in common.",
        frozen_columns=1,
    )


_DIARIES = (
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
        columns=_DIARIES,
        rows=tuple(_diary_row(problem, person, list(bodies.get(person, {})), diaries[person]) for person in busy),
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


def _diary_row(problem: Problem, person: str, bodies: list[str], diary: _Diary) -> Row:
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
