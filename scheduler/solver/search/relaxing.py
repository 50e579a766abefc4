"""Easier problems of which every bound holds for the harder one too: no rooms to find, start times that are alike."""

from dataclasses import replace

from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem


def without_rooms(problem: Problem) -> Problem:
    """Return the problem with no rooms to be found: whatever breaks a rule in it breaks it with rooms too."""
    return replace(
        problem,
        bodies={code: _anywhere(body) for code, body in problem.bodies.items()},
        fixed_meetings=tuple(replace(row, room=None) for row in problem.fixed_meetings),
    )


def _anywhere(body: Body) -> Body:
    return replace(body, attendance_mode="online", room=None, venue=None, room_features=())


def without_people(problem: Problem) -> Problem:
    """Return the problem with nobody on any body, but a seat for each still to be found."""
    fewest = problem.fewest_seats
    bodies = {code: replace(body, quorum=None, extra_seats=fewest[code]) for code, body in problem.bodies.items()}
    return replace(problem, bodies=bodies, memberships=(), quorum_rules=())


def with_one_start(problem: Problem) -> Problem:
    """Return the problem of one body with one start time, where its others make no difference.

    They make none where it never meets twice a day, nobody on it is away for a part of a day, and no start is
    fixed or published.
    """
    published = problem.published is not None and problem.published.live
    if len(problem.bodies) > 1 or problem.fixed_meetings or published:
        return problem
    return replace(problem, bodies={code: _merged(problem, body) for code, body in problem.bodies.items()})


def _merged(problem: Problem, body: Body) -> Body:
    starts = problem.start_times_of(body)
    people = {person for row in problem.memberships_of_body[body.code] for person in (row.person, *row.substitutes)}
    rows = [row for person in people for row in problem.absences_of.get(("person", person), ())]
    in_part = any((row.start.hour, row.start.minute, row.end.hour, row.end.minute) != (0, 0, 0, 0) for row in rows)
    if not body.min_gap_days or in_part:
        return body
    return replace(body, start_times=starts[:1])
