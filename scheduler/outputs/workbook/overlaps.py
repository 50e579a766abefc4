"""Who sits on two bodies at once: a matrix of numbers, and a list of the people."""

from collections import defaultdict
from itertools import combinations

from scheduler.domain.people import Membership
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import counted
from scheduler.outputs.workbook.data_sheet import BODY_COLUMN, NAME_COLUMN, NUMBER, SHADED, Column, DataSheet

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
