"""Decomposition: blocks and components of the interaction graph, relaxations, and parts with fixed meetings.

A block is placed in one go: the bodies of a meeting day, or one body. Components are blocks tied by reports, or of
which one follows another on its day. A relaxed problem has every plan of the problem it is made of, and more.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from scheduler.domain.bodies import Body, Link, ReportingLine
from scheduler.domain.lending import lending
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.solution import PartialSolution


@dataclass(frozen=True)
class Block:
    """Bodies that cannot be placed apart: all those of a meeting day, or one body with meetings of its own."""

    bodies: tuple[str, ...]
    meeting_day: str | None = None


@dataclass(frozen=True)
class Component:
    """Blocks whose dates depend on one another: meeting days first, receivers and whoever is followed before others."""

    blocks: tuple[Block, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """Every body of the component."""
        return tuple(body for block in self.blocks for body in block.bodies)


def title(problem: Problem, block: Block) -> str:
    """Return what an officer calls a block: its meeting day, or its body."""
    if block.meeting_day is None:
        return problem.bodies[block.bodies[0]].name
    return problem.meeting_days[block.meeting_day].name


def blocks_of(problem: Problem) -> list[Block]:
    """Return the blocks, those with a meeting day first."""
    of_days = [
        Block(tuple(body.code for body in problem.bodies_of_meeting_day(code)), code) for code in problem.meeting_days
    ]
    return of_days + [
        Block((body.code,))
        for body in problem.bodies.values()
        if body.meeting_day is None and (not body.cadence.never or problem.one_meetings_of(body))
    ]


def components(problem: Problem) -> list[Component]:
    """Return the components, those with a meeting day first, then the larger ones."""
    blocks = blocks_of(problem)
    number_of = {body: number for number, block in enumerate(blocks) for body in block.bodies}
    lines = [(number_of[one], number_of[two]) for one, two in problem.in_step if one in number_of and two in number_of]
    groups = _joined(range(len(blocks)), lines)
    found = [Component(tuple(blocks[n] for n in _receivers_first(group, lines, blocks))) for group in groups]
    return sorted(found, key=lambda component: (component.blocks[0].meeting_day is None, -len(component.bodies)))


def _joined(numbers: Iterable[int], lines: list[tuple[int, int]]) -> list[list[int]]:
    group = {number: [number] for number in numbers}
    for one, two in lines:
        if group[one] is not group[two]:
            merged = group[one] + group[two]
            for number in merged:
                group[number] = merged
    unique = {id(members): sorted(members) for members in group.values()}
    return sorted(unique.values())


def _receivers_first(group: list[int], lines: list[tuple[int, int]], blocks: list[Block]) -> list[int]:
    """Order a group so that meeting days come first and, of the rest, whoever is reported to, or followed."""
    depth = dict.fromkeys(group, 0)
    for _ in group:
        for feeder, receiver in lines:
            if feeder in depth and feeder != receiver:
                depth[feeder] = max(depth[feeder], depth[receiver] + 1)
    return sorted(
        group, key=lambda number: (blocks[number].meeting_day is None, min(depth[number], len(group)), number)
    )


A_PERSON, A_MEMBER, A_ROOM, A_THING = 10.0, 0.1, 5.0, 10.0
"""Weights of an edge: each person both blocks require, each other shared member, the share of rooms in common, and
each thing that both need to be lent."""


class InteractionGraph:
    """The interaction graph of blocks: edges are weighted by the people, rooms and equipment that two blocks share."""

    def __init__(self, problem: Problem, blocks: Collection[Block]) -> None:
        bodies = {block: [problem.bodies[code] for code in block.bodies] for block in blocks}
        rows = {c: [row for body in of for row in problem.memberships_of_body[body.code]] for c, of in bodies.items()}
        self.required = {c: {row.person for row in of if row.required} for c, of in rows.items()}
        self.members = {c: {row.person for row in of} for c, of in rows.items()}
        self.rooms = {c: {room for body in of for room in _rooms(problem, body)} for c, of in bodies.items()}
        needed = lending(problem).needed
        self.things = {
            c: {*needed(None, c.meeting_day), *(thing for body in c.bodies for thing in needed(body, None))}
            for c in blocks
        }

    def nearest(self, inside: Collection[Block], outside: Collection[Block]) -> Block:
        """Return the block outside with the heaviest edge to any inside."""
        return max(outside, key=lambda one: max(self.between(one, other) for other in inside))

    def between(self, one: Block, two: Block) -> float:
        """Return the weight of the edge between two blocks; 0 where they share nothing."""
        rooms = self.rooms[one] | self.rooms[two]
        shared = self.rooms[one] & self.rooms[two]
        people = A_PERSON * len(self.required[one] & self.required[two])
        things = A_THING * len(self.things[one] & self.things[two])
        return (
            people
            + things
            + A_MEMBER * len(self.members[one] & self.members[two])
            + A_ROOM * len(shared) / (len(rooms) or 1)
        )


def _rooms(problem: Problem, body: Body) -> list[str]:
    """Return the rooms, parts of combined ones too, that might do for a body on some day."""
    if body.online:
        return []
    found = [
        room.code
        for room in problem.rooms.values()
        if room.suits(body) and problem.fewest_seats[body.code] <= room.capacity
    ]
    return sorted({part for code in found for part in problem.parts_of_room[code]})


def relax_rooms(problem: Problem) -> Problem:
    """Return the problem with no rooms to be found: whatever breaks a rule in it breaks it with rooms too."""
    return replace(
        problem,
        bodies={code: _anywhere(body) for code, body in problem.bodies.items()},
        fixed_meetings=tuple(replace(row, room=None) for row in problem.fixed_meetings),
    )


def _anywhere(body: Body) -> Body:
    return replace(body, attendance_mode="online", room=None, venue=None, room_features=())


def relax_people(problem: Problem) -> Problem:
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


def only(problem: Problem, bodies: Collection[str], meeting_days: Iterable[str | None] = ()) -> Problem:
    """Return the problem of some bodies alone: whatever breaks a rule in it breaks it in the whole.

    Their meeting days are in it, and those that are named, though no body may sit in them; so are the bodies that
    never meet and should report to them, for that rule is broken wherever the receiver meets.
    """
    bodies = {*bodies, *_idle_feeders(problem, bodies)}
    days = {*meeting_days, *(body.meeting_day for body in problem.bodies.values() if body.code in bodies)} - {None}
    return replace(
        problem,
        bodies={code: body for code, body in problem.bodies.items() if code in bodies},
        memberships=tuple(row for row in problem.all_memberships if row.body in bodies),
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body in bodies),
        reporting=tuple(row for row in problem.reporting if row.from_body in bodies and row.to_body in bodies),
        links=tuple(row for row in problem.links if row.from_body in bodies and row.to_body in bodies),
        meeting_days={code: day for code, day in problem.meeting_days.items() if code in days},
        sessions={key: session for key, session in problem.sessions.items() if session.meeting_day in days},
        themes={code: theme for code, theme in problem.themes.items() if theme.meeting_day in days},
        fixed_meetings=tuple(
            row
            for row in problem.fixed_meetings
            if row.body in bodies or (row.body is None and row.meeting_day in days)
        ),
        projects={code: project for code, project in problem.projects.items() if project.reports_to in bodies},
        appointed_by=problem.annual_meetings,
    )


def _idle_feeders(problem: Problem, bodies: Collection[str]) -> Iterator[str]:
    """Yield the bodies that should report to some of these, and never meet."""
    for line in problem.reporting:
        feeder = problem.bodies[line.from_body]
        if line.kind == "report" and line.to_body in bodies and feeder.meeting_day is None and feeder.cadence.never:
            yield feeder.code


def relax_to_dates(problem: Problem, bodies: Collection[str]) -> Problem:
    """Return the problem with nobody on some bodies and no rooms for them: only their dates and times matter."""
    return replace(
        problem,
        bodies={code: _bare_body(body) if code in bodies else body for code, body in problem.bodies.items()},
        memberships=tuple(row for row in problem.all_memberships if row.body not in bodies),
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body not in bodies),
        fixed_meetings=tuple(replace(row, room=None) if row.body in bodies else row for row in problem.fixed_meetings),
    )


def _bare_body(body: Body) -> Body:
    return replace(body, attendance_mode="online", quorum=None, room=None, venue=None, room_features=())


def require_attendance(problem: Problem, bodies: Collection[str]) -> Problem:
    """Return the problem with all who are expected on some bodies required in person: no apologies, no substitutes."""
    rows = tuple(
        replace(row, attendance="required", substitutes=()) if row.body in bodies and not row.optional else row
        for row in problem.all_memberships
    )
    return replace(problem, memberships=rows)


def with_fixed_meetings(
    problem: Problem,
    bodies: Collection[str],
    meeting_days: Collection[str | None],
    meetings: Iterable[Meeting],
    occurrences: Iterable[Occurrence],
    waiting: Collection[str] = (),
) -> Problem:
    """Return the problem of placing some bodies, and meeting days, while what is placed of the rest stays.

    Of the rest it holds what shares people, rooms, reports or links with them: nothing else can be in their way.
    Of those that are to be placed later it holds their facts, which serve no report as yet, and need none.

    Parameters
    ----------
    problem : Problem
        The whole problem.
    bodies, meeting_days : collection of str
        What is to be placed.
    meetings, occurrences : iterable
        What is placed already of all others.
    waiting : collection of str
        Those of them that are to be placed later.

    """
    meetings = tuple(meetings)
    appointed_by = tuple(one.settled_by(problem.held, meetings) for one in problem.annual_meetings)
    part = replace(only(problem, bodies, meeting_days), appointed_by=appointed_by)
    people = {person for row in part.all_memberships for person in (row.person, *row.substitutes)}
    near = neighbours(problem, bodies) - set(waiting)
    in_rooms = any(not body.online for body in part.bodies.values()) or any(
        part.lunch_of(day) for day in part.meeting_days
    )
    facts = [
        one for one in problem.held if one.body not in bodies and (one.date >= problem.open_from or one.body in near)
    ]
    others = PartialSolution(meetings, tuple(occurrences)).without_facts(problem)
    kept = [
        meeting
        for meeting in (*facts, *others.meetings)
        if meeting.body in near
        or (in_rooms and meeting.room is not None)
        or any(row.sits in people for row in meeting.attendance)
        or meeting.meeting_day is not None
    ]
    fixed = {meeting.body for meeting in kept}
    if not kept:
        return part
    whole = only(problem, {*bodies, *fixed}, meeting_days)
    days = (*(day for day in problem.held_days if day.meeting_day not in meeting_days), *others.occurrences)

    def concerns(row: ReportingLine | Link) -> bool:
        ends = {row.from_body, row.to_body}
        return not ends.isdisjoint(bodies) and ends.isdisjoint(waiting)

    return replace(
        whole,
        reporting=tuple(row for row in whole.reporting if concerns(row)),
        links=tuple(row for row in whole.links if concerns(row)),
        fixed_meetings=part.fixed_meetings,
        projects=part.projects,
        appointed_by=appointed_by,
        placed=Plan(
            problem.settings.title,
            problem.settings.start_date,
            problem.settings.end_date,
            meetings=tuple(kept),
            occurrences=tuple(one for one in days if one.meeting_day in whole.meeting_days),
        ),
    )


def neighbours(problem: Problem, bodies: Collection[str]) -> set[str]:
    """Return the bodies that report to these, hear their reports, or are linked with them."""
    near: set[str] = set()
    for one, two in (*problem.in_step, *((row.from_body, row.to_body) for row in problem.links)):
        if (one in bodies) != (two in bodies):
            near |= {one, two} - set(bodies)
    return near
