"""The tables of people: attendance, quorums, members that bodies share, and what the year asks of each person."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import counted, month_name
from scheduler.outputs.naming import deputy, in_the_chair, in_words
from scheduler.outputs.workbook.writing import (
    ANSWER,
    BODY_COLUMN,
    CATEGORY,
    DATE_COLUMN,
    NAME_COLUMN,
    NUMBER,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
    matrix_column,
)
from scheduler.rules import quorum, quorum_rule

_ATTENDANCE = (
    DATE_COLUMN,
    START_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("person", "Person", 36, CATEGORY),
    Column("role", "Role", 13, CATEGORY),
    Column("voting", "Votes", 8, ANSWER),
    Column("outcome", "Outcome", 13, CATEGORY),
    Column("substitute", "Substitute", 26, CATEGORY),
    Column("reason", "Reason", 34),
)


def attendance_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each membership at each meeting that is to be held."""
    return DataSheet(
        name="Attendance",
        title=f"{plan.title}: expected attendance and apologies",
        about=(
            "One row for each person and meeting: whether they attend, who sits for them, and why.",
            "Of each meeting the voting members come first, then clerks, advisers and others without a vote.",
        ),
        columns=_ATTENDANCE,
        rows=tuple(_attendance_row(problem, meeting, row) for meeting in plan.live for row in _voting_first(meeting)),
        nothing="Nobody's attendance is known.",
        frozen_columns=1,
    )


def _voting_first(meeting: Meeting) -> list[Attendance]:
    return sorted(meeting.attendance, key=lambda row: not row.voting)


def _attendance_row(problem: Problem, meeting: Meeting, row: Attendance) -> Row:
    return (
        meeting.date,
        meeting.start,
        meeting.body,
        body_title(problem, meeting.body),
        person_title(problem, row.person),
        in_words(row.role),
        row.voting,
        in_words(row.outcome),
        deputy(problem, row),
        row.reason,
    )


_QUORUMS = (
    DATE_COLUMN,
    START_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("members", "Members", 11, NUMBER),
    Column("in_person", "In person", 10, NUMBER),
    Column("substitutes", "Substitutes", 13, NUMBER),
    Column("apologies", "Apologies", 12, NUMBER),
    Column("quorum_needed", "Quorum needed", 11, NUMBER),
    Column("voting_present", "Voting present", 10, NUMBER),
    Column("to_spare", "To spare", 9, NUMBER),
    Column("quorate", "Quorate", 11, ANSWER, blank="Not known"),
    Column("also_needed", "Also needed", 40, blank="Nobody in particular"),
    Column("in_the_chair", "In the chair", 32, CATEGORY, blank="Nobody"),
    Column("others", "Others there", 9, NUMBER),
)


def quorums_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each meeting that is to be held."""
    return DataSheet(
        name="Attendance summary",
        title=f"{plan.title}: attendance and quorum of each meeting",
        about=(
            "How many voting members come to each meeting, and whether it is quorate.",
            "Members are voting members: each is there in person, has a substitute, or sends apologies.",
            (
                "A substitute counts towards the quorum with the vote of the member they sit for. “Also needed” names "
                "those the quorum must include; “Others there” are clerks, advisers and whoever else has no vote."
            ),
        ),
        columns=_QUORUMS,
        rows=tuple(_quorum_row(problem, meeting) for meeting in plan.live),
        nothing="No meetings are planned.",
        frozen_columns=1,
    )


def _quorum_row(problem: Problem, meeting: Meeting) -> Row:
    members = {row.person: row for row in meeting.attendance if row.voting}
    outcomes = Counter(row.outcome for row in members.values())
    others = len({person for row, person in meeting.present() if not row.voting})
    voting, needed = quorum.present(problem, meeting), quorum.needed(problem, meeting.body, meeting.date)
    parts = [(part, quorum_rule.present(problem, part, meeting)) for part in quorum_rule.parts(problem, meeting.body)]
    quorate = voting >= needed and all(there >= part.minimum for part, there in parts)
    known = bool(meeting.attendance)
    return (
        meeting.date,
        meeting.start,
        meeting.body,
        body_title(problem, meeting.body),
        len(members) if known else problem.voting_members(meeting.body, meeting.date),
        *(outcomes[outcome] if known else None for outcome in (ATTENDS, SUBSTITUTE, APOLOGIES)),
        needed,
        *((voting, voting - needed, quorate) if known else (None, None, None)),
        "; ".join(f"{quorum_rule.whom(problem, part)}: {there} of {part.minimum}" for part, there in parts),
        in_the_chair(problem, meeting),
        others if known else None,
    )


MOST_BODIES = 300
"""Bodies in the matrix, those with the most memberships: a larger one would be no use on any screen."""

_Memberships = dict[str, list[Membership]]
_Shared = dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]
"""Two bodies -> those who vote on both, and those who sit on both and have no vote on one."""


def overlaps_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return the matrix of shared members: how many sit at the same time on two bodies."""
    in_force = _in_force(problem)
    shown = _largest(in_force)
    own = {body: len({row.person for row in rows if row.voting}) for body, rows in shown.items()}
    number = {(body, body): members for body, members in own.items()}
    for (one, two), (people, _) in _shared(problem, shown).items():
        number[one, two] = number[two, one] = len(people)
    about = (
        "How many voting members sit at the same time on the row's body and on the column's: the more, the darker. "
        "Where a body meets itself, all its voting members."
    )
    left_out = len(in_force) - len(shown)
    if left_out:
        about += f" The {counted(left_out, 'body', 'bodies')} with the fewest memberships are left out."
    return DataSheet(
        name="Overlaps",
        title=f"{plan.title}: members shared by two bodies",
        about=(about,),
        columns=(NAME_COLUMN, BODY_COLUMN, *(matrix_column(body) for body in own)),
        rows=tuple((body_title(problem, row), row, *(number.get((row, column), 0) for column in own)) for row in own),
        nothing="No body has members.",
        frozen_columns=2,
    )


def shared_members_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return the people behind each number of the matrix."""
    shared = _shared(problem, _largest(_in_force(problem)))
    order = {body: number for number, body in enumerate(problem.bodies)}
    pairs = sorted(shared, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return DataSheet(
        name="Shared members",
        title=f"{plan.title}: the people behind the overlaps",
        about=(f"{counted(len(pairs), 'pair')} of bodies with people in common, and who they are.",),
        columns=(
            BODY_COLUMN,
            NAME_COLUMN,
            Column("other_body", "Other body", 12, CATEGORY),
            Column("other_body_name", "Name of the other", 36, CATEGORY),
            Column("shared", "Shared", 10, NUMBER),
            Column("people", "Voting members of both", 70, blank="Nobody"),
            Column("others", "Also on both, without a vote on one", 40, blank="Nobody"),
        ),
        rows=tuple(
            (
                one,
                body_title(problem, one),
                two,
                body_title(problem, two),
                len(shared[one, two][0]),
                *("; ".join(person_title(problem, person) for person in people) for people in shared[one, two]),
            )
            for one, two in pairs
        ),
        nothing="No two bodies have a member in common.",
        frozen_columns=1,
    )


def _largest(memberships: _Memberships) -> _Memberships:
    """Return those of the bodies in the matrix, in the order of the table."""
    largest = set(sorted(memberships, key=lambda body: -len(memberships[body]))[:MOST_BODIES])
    return {body: rows for body, rows in memberships.items() if body in largest}


def _in_force(problem: Problem) -> _Memberships:
    """Return the memberships of each body that are in force on some day of the calendar."""
    rows = {
        body: [row for row in memberships if _together(problem, row, row)]
        for body, memberships in problem.memberships_of_body.items()
    }
    return {body: memberships for body, memberships in rows.items() if memberships}


def _shared(problem: Problem, memberships: _Memberships) -> _Shared:
    """Return who sits on two bodies at once, and votes on both or not, by the two in the order of the table."""
    rows_of: defaultdict[str, list[Membership]] = defaultdict(list)
    for rows in memberships.values():
        for row in rows:
            rows_of[row.person].append(row)
    shared: defaultdict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for person in problem.people:
        for one, two in combinations(rows_of[person], 2):
            if one.body != two.body and _together(problem, one, two):
                pair = shared[one.body, two.body]
                pair[person] = pair.get(person, False) or (one.voting and two.voting)
    return {
        pair: (
            tuple(person for person, votes in people.items() if votes),
            tuple(person for person, votes in people.items() if not votes),
        )
        for pair, people in shared.items()
    }


def _together(problem: Problem, one: Membership, two: Membership) -> bool:
    """Whether both memberships are in force on some day of the calendar."""
    first, last = problem.settings.start_date, problem.settings.end_date
    begin = max(day for day in (first, one.start_date, two.start_date) if day is not None)
    return begin <= min(day for day in (last, one.end_date, two.end_date) if day is not None)


_DIARIES = (
    Column("person", "Person", 40, CATEGORY),
    Column("organisation", "Organisation", 28, CATEGORY),
    Column("bodies", "Bodies", 9, NUMBER),
    Column("member_of", "Voting member of", 40, blank="None"),
    Column("also_on", "Also on, without a vote", 30, blank="None"),
    Column("meetings", "Meetings to attend", 12, NUMBER),
    Column("for_others", "Of these, for others", 12, NUMBER),
    Column("substitutes", "Sends a substitute", 12, NUMBER),
    Column("apologies", "Apologies", 12, NUMBER),
    Column("days", "Days with meetings", 12, NUMBER),
    Column("meeting_days", "Meeting days", 11, NUMBER),
    Column("busiest_month", "Busiest month", 26, CATEGORY, blank="None"),
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
            return ""
        (year, month), most = min(self.months.items(), key=lambda entry: (-entry[1], entry[0]))
        return f"{month_name(date(year, month, 1))} ({most})"


def diaries_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each person with a membership, or who deputises."""
    diaries = _diaries(plan)
    bodies: dict[str, dict[str, bool]] = {}
    for membership in problem.all_memberships:
        votes = bodies.setdefault(membership.person, {})
        votes[membership.body] = votes.get(membership.body, False) or membership.voting
    busy = [person for person in problem.people if person in bodies or person in diaries]
    return DataSheet(
        name="Diaries",
        title=f"{plan.title}: diaries",
        about=("What the year asks of each person: meetings, apologies, substitutions and the busiest month.",),
        columns=_DIARIES,
        rows=tuple(_diary_row(problem, person, bodies.get(person, {}), diaries[person]) for person in busy),
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


def _diary_row(problem: Problem, person: str, bodies: dict[str, bool], diary: _Diary) -> Row:
    names = ("; ".join(body_title(problem, one) for one in bodies if bodies[one] is votes) for votes in (True, False))
    return (
        person_title(problem, person),
        problem.people[person].organisation,
        sum(bodies.values()),
        *names,
        diary.outcomes[ATTENDS] + diary.for_others,
        diary.for_others,
        diary.outcomes[SUBSTITUTE],
        diary.outcomes[APOLOGIES],
        len(diary.days),
        len(diary.meeting_days),
        diary.busiest_month,
    )
