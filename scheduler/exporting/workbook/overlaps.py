"""Who sits on two bodies at once: a matrix of numbers, and a list of the people."""

from collections import defaultdict
from datetime import date
from itertools import combinations

from scheduler.domain.people import Membership
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted
from scheduler.exporting.naming import name_of_body, name_of_person
from scheduler.exporting.workbook.data_sheet import BODY_COLUMN, NAME_COLUMN, NUMBER, SHADED, Column, DataSheet

_Shared = dict[tuple[str, str], tuple[str, ...]]


def overlap_sheets(problem: Problem, plan: Plan) -> tuple[DataSheet, DataSheet]:
    """Return the matrix of shared members, and the people behind each of its numbers."""
    members, shared = _shared_members(problem)
    return _matrix(plan, problem, members, shared), _people(plan, problem, shared)


def _shared_members(problem: Problem) -> tuple[dict[str, int], _Shared]:
    """Return how many each body has, and who sits on two bodies on any one day of the calendar."""
    first, last = problem.settings.start_date, problem.settings.end_date
    rows_of: defaultdict[str, list[Membership]] = defaultdict(list)
    people_of: defaultdict[str, set[str]] = defaultdict(set)
    for row in problem.memberships:
        if _days_together(row, row, first, last):
            rows_of[row.person].append(row)
            people_of[row.body].add(row.person)
    shared: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for person, rows in rows_of.items():
        for one, two in combinations(rows, 2):
            if one.body != two.body and _days_together(one, two, first, last):
                shared[one.body, two.body][person] = None
                shared[two.body, one.body][person] = None
    members = {body: len(people_of[body]) for body in problem.bodies if body in people_of}
    return members, {pair: tuple(people) for pair, people in shared.items()}


def _days_together(one: Membership, two: Membership, first: date, last: date) -> bool:
    """Whether both memberships are in force on some day from first to last."""
    begin = max(first, one.start_date or first, two.start_date or first)
    return begin <= min(last, one.end_date or last, two.end_date or last)


def _matrix(plan: Plan, problem: Problem, members: dict[str, int], shared: _Shared) -> DataSheet:
    return DataSheet(
        name="Overlaps",
        title=f"{plan.title}: members shared by two bodies",
        about=(
            (
                "How many people sit on both bodies, the row's and the column's, on any one day of the calendar. "
                "The more, the darker. A body with itself: all its members."
            ),
        ),
        columns=(NAME_COLUMN, BODY_COLUMN, *(Column(body, max(7, len(body) + 2), SHADED) for body in members)),
        rows=tuple(
            (
                name_of_body(problem, row),
                row,
                *(members[row] if row == column else len(shared.get((row, column), ())) for column in members),
            )
            for row in members
        ),
        nothing="No body has members.",
        frozen_columns=2,
    )


def _people(plan: Plan, problem: Problem, shared: _Shared) -> DataSheet:
    order = {body: number for number, body in enumerate(problem.bodies)}
    pairs = sorted(
        (pair for pair in shared if order[pair[0]] < order[pair[1]]), key=lambda pair: [order[b] for b in pair]
    )
    return DataSheet(
        name="Shared members",
        title=f"{plan.title}: the people behind the overlaps",
        about=(f"{counted(len(pairs), 'pair')} of bodies with members in common, and who they are.",),
        columns=(
            Column("Body", 12),
            Column("Name", 34),
            Column("Other body", 12),
            Column("Name of the other", 34),
            Column("Shared", 9, NUMBER),
            Column("Who", 80),
        ),
        rows=tuple(
            (
                one,
                name_of_body(problem, one),
                two,
                name_of_body(problem, two),
                len(shared[one, two]),
                "; ".join(name_of_person(problem, person) for person in shared[one, two]),
            )
            for one, two in pairs
        ),
        nothing="No two bodies have a member in common.",
        frozen_columns=1,
    )
