"""Who is entangled with whom: clusters that must have the same people, or the same few rooms."""

from collections.abc import Collection

from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem
from scheduler.solver.search.clusters import Cluster

A_PERSON, A_MEMBER, A_ROOM = 10.0, 0.1, 5.0
"""What entangles two clusters: somebody both require, somebody on both, rooms that are all either can use."""


class Entangled:
    """How much clusters stand in one another's way."""

    def __init__(self, problem: Problem, clusters: Collection[Cluster]) -> None:
        bodies = {cluster: [problem.bodies[code] for code in cluster.bodies] for cluster in clusters}
        rows = {c: [row for body in of for row in problem.memberships_of_body[body.code]] for c, of in bodies.items()}
        self.required = {c: {row.person for row in of if row.required} for c, of in rows.items()}
        self.members = {c: {row.person for row in of} for c, of in rows.items()}
        self.rooms = {c: {room for body in of for room in _rooms(problem, body)} for c, of in bodies.items()}

    def nearest(self, inside: Collection[Cluster], outside: Collection[Cluster]) -> Cluster:
        """Return the cluster outside that is most entangled with those inside."""
        return max(outside, key=lambda one: max(self.between(one, other) for other in inside))

    def between(self, one: Cluster, two: Cluster) -> float:
        """Return how much two clusters are entangled."""
        rooms = self.rooms[one] | self.rooms[two]
        shared = self.rooms[one] & self.rooms[two]
        people = A_PERSON * len(self.required[one] & self.required[two])
        return people + A_MEMBER * len(self.members[one] & self.members[two]) + A_ROOM * len(shared) / (len(rooms) or 1)


def _rooms(problem: Problem, body: Body) -> list[str]:
    """Return the rooms, parts of combined ones too, that might do for a body on some day."""
    if body.online:
        return []
    found = [
        room.code
        for room in problem.rooms.values()
        if set(body.room_features) <= room.features
        and body.room in (None, room.code)
        and body.venue in (None, room.venue)
        and problem.fewest_seats[body.code] <= room.capacity
    ]
    return sorted({part for code in found for part in problem.parts_of_room[code]})
