"""The starts that a body may have inside a session of a meeting day."""

from itertools import product

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import Session
from scheduler.domain.problem import Problem

MOST_STARTS = 60
"""Starts kept for one body of a session whose bodies have many different lengths."""


def session_starts(problem: Problem, body: Body, session: Session) -> tuple[int, ...]:
    """Return the starts a body may have in its session: with it, or in a slot after other bodies.

    Slots follow one another at once, or after the time it takes to clear a room and set it up again.
    """
    others = [other for other in problem.bodies_of_session[session.meeting_day, session.code] if other is not body]
    if session.arrangement == "simultaneous" or not others:
        return (session.start,)
    latest = session.end - problem.duration_of(body)
    lengths = {problem.duration_of(other) for other in others}
    steps = sorted({length + pause for length, pause in product(lengths, pauses(problem))})
    reached = {session.start}
    for _ in others:
        reached |= {start + step for start in sorted(reached) for step in steps if start + step <= latest}
    return tuple(sorted(reached)[:MOST_STARTS])


def pauses(problem: Problem) -> tuple[int, ...]:
    """Minutes that may pass between two slots: none, or what clearing and setting up a room takes."""
    buffers = {room.setup_minutes + room.clear_minutes for room in problem.rooms.values()}
    return tuple(sorted({0, *buffers}))
