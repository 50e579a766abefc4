"""Assignment with soft constraints: the model of seats at meetings that stand, solved by CP-SAT.

Demands that are broken where nobody is there may fail; all others hold.
"""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Expression
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.candidates import Candidates
from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.cp.runs import search
from scheduler.solver.cp.seats import SeatModel
from scheduler.solver.cp.solution_reader import solution_of

A_RULE, AN_APOLOGY, A_SUBSTITUTE, A_CHANGE = 1_000_000_000, 1_000_000, 1_000, 1
"""What is weighed: a rule broken, a point of apologies or of substitutes, a seat that is not filled as it was."""


def assigned(problem: Problem, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Return meetings of which none is a fact with everyone seated as well as can be, and otherwise as they were."""
    choices = _choices(problem, meetings)
    rooms = {
        sitting: meeting.room
        for sitting, meeting in zip(choices.sittings, meetings, strict=True)
        if meeting.room in problem.rooms and not sitting.body.online
    }
    seats = SeatModel(choices, {sitting: room for sitting, room in rooms.items() if room is not None})
    seats.keep(*seats.limits)
    lifted = [~seats.guards[key] for key in seats.guards if key in seats.of_presence]
    absent = AN_APOLOGY * seats.points("apologies")
    deputised = A_SUBSTITUTE * seats.points("substitutes")
    seats.model.minimize(A_RULE * sum(lifted) + absent + deputised + A_CHANGE * _changed(choices, meetings))
    found = search(seats.model, DEFAULT.part_seconds, "")
    if not found.solved:
        return [replace(meeting, attendance=_as_before(problem, meeting)) for meeting in meetings]
    there = solution_of(seats.problem, choices, found.solver)
    rows = {meeting.body: meeting.attendance for meeting in there.meetings}
    return [replace(meeting, attendance=rows.get(f"{number}", ())) for number, meeting in enumerate(meetings)]


def _choices(problem: Problem, meetings: Sequence[Meeting]) -> Decisions:
    """Return the meetings where and when they are, each as one of a body of its own, those of a meeting day tied."""
    bodies, memberships, quorum_rules = {}, [], []
    gatherings: dict[tuple[str, object], Gathering] = {}
    sittings = []
    for number, meeting in enumerate(meetings):
        code = f"{number}"
        with_room = meeting.room in problem.rooms
        body = replace(problem.bodies[meeting.body], code=code, start_date=None, end_date=None)
        bodies[code] = body if with_room else replace(body, attendance_mode="online")
        memberships += [replace(row, body=code) for row in problem.memberships_on(meeting.body, meeting.date)]
        quorum_rules += [replace(rule, body=code) for rule in problem.quorum_rules_of(meeting.body)]
        gathering = None
        if meeting.meeting_day in problem.meeting_days:
            day = problem.meeting_days[meeting.meeting_day]
            key = day.code, meeting.date
            gathering = gatherings.setdefault(key, Gathering(day, len(gatherings) + 1, (meeting.date,)))
        length = meeting.end - meeting.start
        waived = frozenset(waiver.rule for waiver in meeting.waived)
        start = (meeting.start,)
        sittings.append(Sitting(bodies[code], 1, (meeting.date,), start, length, gathering, waived=waived))
    part = replace(
        problem,
        bodies=bodies,
        memberships=tuple(memberships),
        quorum_rules=tuple(quorum_rules),
        reporting=(),
        links=(),
        fixed_meetings=(),
        baseline=None,
    )
    return Decisions(part, Candidates(tuple(gatherings.values()), tuple(sittings)), pruning=False)


def _as_before(problem: Problem, meeting: Meeting) -> tuple[Attendance, ...]:
    """Return the seats as they were; whoever is new sends apologies."""
    rows = {(row.person, row.role): row for row in meeting.attendance}
    members = problem.memberships_on(meeting.body, meeting.date)
    fresh = (Attendance(row.person, row.role, row.voting, APOLOGIES) for row in members)
    return tuple(rows.get((row.person, row.role), row) for row in fresh)


def _changed(choices: Decisions, meetings: Sequence[Meeting]) -> Expression:
    """Count the seats that are not filled as they were."""
    cost = 0
    for number, meeting in enumerate(meetings):
        rows = {(row.person, row.role): row for row in meeting.attendance}
        for sitting in choices.sittings_of(f"{number}"):
            for membership in choices.members(sitting):
                row = rows.get((membership.person, membership.role))
                if row is not None:
                    cost += 1 - _as_it_was(choices, sitting, membership, row)
    return cost


def _as_it_was(choices: Decisions, sitting: Sitting, membership: Membership, row: Attendance) -> Expression:
    if row.outcome == ATTENDS:
        return choices.attends(sitting, membership)
    if row.outcome == SUBSTITUTE and row.substitute in membership.substitutes:
        return choices.deputises(sitting, membership, row.substitute)
    return 1 - choices.seat_filled(sitting, membership)
