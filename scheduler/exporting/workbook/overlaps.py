"""Who sits on two bodies at once: a matrix of numbers, and a list of the people."""

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
    rows_of: dict[str, list[Membership]] = {}
    people_of: dict[str, set[str]] = {}
    for row in problem.memberships:
        if (row.start_date or last) <= last and (row.end_date or first) >= first:
            rows_of.setdefault(row.person, []).append(row)
            people_of.setdefault(row.body, set()).add(row.person)
    shared: dict[tuple[str, str], dict[str, None]] = {}
    for person, rows in rows_of.items():
        for one, two in combinations(rows, 2):
            begin = max(one.start_date or first, two.start_date or first)
            if one.body != two.body and begin <= min(one.end_date or last, two.end_date or last):
                for pair in ((one.body, two.body), (two.body, one.body)):
                    shared.setdefault(pair, {})[person] = None
    members = {body: len(people_of[body]) for body in problem.bodies if body in people_of}
    return members, {pair: tuple(people) for pair, people in shared.items()}


def _matrix(plan: Plan, problem: Problem, members: dict[str, int], shared: _Shared) -> DataSheet:
    return DataSheet(
        name="Overlaps",
        title=f"{plan.title}: members shared by two bodies",
        about=(
            "How many people sit on both bodies, the row's and the column's, on any one day of the calendar. "
            "The more, the darker. A body with itself: all its members.",
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
    pairs = sorted((pair for pair in shared if order[pair[0]] < order[pair[1]]), key=lambda pair: [order[b] for b in pair])
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
