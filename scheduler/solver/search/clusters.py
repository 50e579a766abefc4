"""What hangs together: bodies that share a meeting day, and those that report to one another."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.problem import Problem


@dataclass(frozen=True)
class Cluster:
    """Bodies that cannot be placed apart: all those of a meeting day, or one body with meetings of its own."""

    bodies: tuple[str, ...]
    meeting_day: str | None = None


@dataclass(frozen=True)
class Component:
    """Clusters whose dates depend on one another through reports; meeting days first, receivers before feeders."""

    clusters: tuple[Cluster, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """Every body of the component."""
        return tuple(body for cluster in self.clusters for body in cluster.bodies)


def title(problem: Problem, cluster: Cluster) -> str:
    """Return what an officer calls a cluster: its meeting day, or its body."""
    if cluster.meeting_day is None:
        return problem.bodies[cluster.bodies[0]].name
    return problem.meeting_days[cluster.meeting_day].name


def components(problem: Problem) -> list[Component]:
    """Return the components, those with a meeting day first, then the larger ones."""
    clusters = [
        Cluster(tuple(body.code for body in problem.bodies_of_meeting_day(code)), code) for code in problem.meeting_days
    ]
    clusters += [
        Cluster((body.code,)) for body in problem.bodies.values() if body.meeting_day is None and not body.cadence.never
    ]
    number_of = {body: number for number, cluster in enumerate(clusters) for body in cluster.bodies}
    lines = [
        (number_of[line.from_body], number_of[line.to_body])
        for line in problem.reporting
        if line.kind == "report" and line.from_body in number_of and line.to_body in number_of
    ]
    groups = _joined(range(len(clusters)), lines)
    found = [Component(tuple(clusters[n] for n in _receivers_first(group, lines, clusters))) for group in groups]
    return sorted(found, key=lambda component: (component.clusters[0].meeting_day is None, -len(component.bodies)))


def _joined(numbers: Iterable[int], lines: list[tuple[int, int]]) -> list[list[int]]:
    group = {number: [number] for number in numbers}
    for one, two in lines:
        if group[one] is not group[two]:
            merged = group[one] + group[two]
            for number in merged:
                group[number] = merged
    unique = {id(members): sorted(members) for members in group.values()}
    return sorted(unique.values())


def _receivers_first(group: list[int], lines: list[tuple[int, int]], clusters: list[Cluster]) -> list[int]:
    """Order a group so that meeting days come first and, of the rest, whoever is reported to."""
    depth = dict.fromkeys(group, 0)
    for _ in group:
        for feeder, receiver in lines:
            if feeder in depth and feeder != receiver:
                depth[feeder] = max(depth[feeder], depth[receiver] + 1)
    return sorted(
        group, key=lambda number: (clusters[number].meeting_day is None, min(depth[number], len(group)), number)
    )
