"""The structure that a chart shows: boxes for bodies and projects, and the lines between them, as the input has it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem
from scheduler.domain.themes import Project
from scheduler.domain.titles import body_title, session_title
from scheduler.domain.wording import short_date
from scheduler.outputs.naming import in_words, on_one_line

REPORT, ESCALATE, PROJECT = "report", "escalate", "project"
"""Kinds of lines; a project reports without a meeting of its own."""
_VERBS = {REPORT: "reports", ESCALATE: "escalates", PROJECT: "reports"}
BULLET = "\N{BULLET} "
LEADING, MEETS, STILL, WORK = "leading", "meets", "still", "work"
"""Looks of a box: a board or council, another body that meets, one that does not, and work for a time."""

_LEADING = ("strategic_board", "executive_board", "statutory_board", "council", "cabinet", "board")
_FOR_A_TIME = ("task_and_finish", "working_group")
COMMUNITIES = ("locality_partnership", "reference_group", "assembly")
"""Classifications at the communities' end of the structure."""
_OF_COMMUNITIES = ("community", "communities", "locality", "neighbourhood", "area", "ward", "parish")
"""Words that put any other classification there."""


@dataclass(frozen=True)
class Box:
    """A body, or the projects that report to one, as the chart shows them."""

    code: str
    """Of the body; of projects, the code of the first."""
    name: str
    notes: tuple[str, ...]
    """What stands below its name: its classification, its meeting day, from when to when it is there."""
    look: str
    projects: tuple[str, ...] = ()
    """The codes of the projects that it stands for; empty for a body."""
    ends: bool = False
    """Whether it is to be dissolved."""
    of_communities: bool = False
    session: str | None = None
    """The session of a meeting day in which it sits: those of one stand side by side."""

    @property
    def lists(self) -> bool:
        """Whether it stands for several projects, whose titles are its notes."""
        return len(self.projects) > 1


@dataclass(frozen=True)
class Line:
    """A line of the chart, between two boxes by their numbers."""

    source: int
    target: int
    kind: str


@dataclass(frozen=True)
class Structure:
    """Boxes and lines, each line of the input once."""

    title: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @cached_property
    def tied(self) -> frozenset[int]:
        """The boxes that have a line."""
        return frozenset(end for line in self.lines for end in (line.source, line.target))

    def sentence(self, line: Line) -> str:
        """Say a line in words: `Growth Board reports to One Trafford Board`."""
        source, target = self.boxes[line.source], self.boxes[line.target]
        return f"{source.name} {self.verb(line.source, line.kind)} to {target.name}"

    def verb(self, number: int, kind: str) -> str:
        """Return what a box does along its lines of a kind: `reports`."""
        return "report" if self.boxes[number].lists else _VERBS[kind]


def structure_of(problem: Problem) -> Structure:
    """Return the structure of an input: its bodies and projects, in the order of its tables, and their lines.

    Projects stand in one box at the body that they report to; one that reports to none, at the first that delivers it.
    """
    boxes = [_of_body(problem, body) for body in problem.bodies.values()]
    number = {code: place for place, code in enumerate(problem.bodies)}
    lines = [
        Line(number[row.from_body], number[row.to_body], row.kind)
        for row in problem.reporting
        if row.from_body in number and row.to_body in number and row.from_body != row.to_body
    ]
    at: defaultdict[str | None, list[Project]] = defaultdict(list)
    for project in problem.projects.values():
        at[project.reports_to or next(iter(project.bodies), None)].append(project)
    for body, projects in at.items():
        if body in number:
            lines.append(Line(len(boxes), number[body], PROJECT))
        boxes.append(_of_projects(projects))
    return Structure(on_one_line(problem.settings.title), tuple(boxes), tuple(dict.fromkeys(lines)))


def _of_body(problem: Problem, body: Body) -> Box:
    kind = body.classification or ""
    return Box(
        code=body.code,
        name=on_one_line(body.name),
        notes=tuple(_notes(problem, body)),
        look=_look(body),
        ends=body.end_date is not None,
        of_communities=is_of_communities(kind),
        session=None if body.session is None else f"{body.meeting_day} {body.session}",
    )


def is_of_communities(classification: str | None) -> bool:
    """Whether a classification belongs to the communities' end of the structure."""
    words = (classification or "").casefold()
    return words in COMMUNITIES or any(word in words.replace("_", " ").split() for word in _OF_COMMUNITIES)


def _look(body: Body) -> str:
    kind = (body.classification or "").casefold()
    if kind in _FOR_A_TIME:
        return WORK
    if body.session is None and body.cadence.never:
        return STILL
    return LEADING if kind in _LEADING else MEETS


def _notes(problem: Problem, body: Body) -> Iterator[str]:
    if body.classification:
        yield on_one_line(in_words(body.classification))
    if body.meeting_day is not None and body.session is not None:
        day = problem.meeting_days[body.meeting_day].name
        yield on_one_line(f"{day}: {session_title(body.session).lower()}")
    if body.start_date is not None and body.start_date > problem.settings.start_date:
        yield f"From {short_date(body.start_date)}"
    if body.end_date is not None:
        then = f"; then {body_title(problem, body.successor)}" if body.successor else ""
        yield on_one_line(f"Until {short_date(body.end_date)}{then}")
    elif body.successor is not None:
        yield on_one_line(f"Succeeded by {body_title(problem, body.successor)}")


def _of_projects(projects: Sequence[Project]) -> Box:
    titles = [on_one_line(project.title) for project in projects]
    several = len(titles) > 1
    return Box(
        code=projects[0].code,
        name="Projects" if several else titles[0],
        notes=tuple(f"{BULLET}{title}" for title in titles) if several else ("Project",),
        look=WORK,
        projects=tuple(project.code for project in projects),
    )
