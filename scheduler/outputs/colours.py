"""A colour for each body of the planner, or for each classification where there are many, never without a code.

Every colour is dark enough to be read as letters on each tint that the planners put below it, and white can be read on
it (WCAG 2.2, 1.4.3: 4.5 to 1); a test counts them.
"""

from collections import defaultdict
from dataclasses import dataclass

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.languages import phrase, said
from scheduler.outputs.naming import choice_said

COLOURS = (
    "#1F3864", "#9A3000", "#0B6130", "#5B2C83", "#A3195B", "#005A70",
    "#704A00", "#A61B1B", "#1A53A8", "#4B5A00", "#6B3F6B", "#3F3F46",
)  # fmt: skip
"""The last is for whatever has none of its own."""
OTHERS = phrase("Other bodies")


@dataclass(frozen=True)
class Group:
    """Bodies of one colour."""

    title: str
    """The body's name where there is one body; the classification in words."""
    number: int
    """Of the colour, from 1."""
    bodies: tuple[str, ...]

    @property
    def colour(self) -> str:
        """Its colour: `#1F3864`."""
        return COLOURS[self.number - 1]

    def of_one(self, problem: Problem) -> bool:
        """Whether it is one body that has the colour as its own."""
        return len(self.bodies) == 1 and self.title == body_title(problem, self.bodies[0])


def groups(problem: Problem, plan: Plan) -> tuple[Group, ...]:
    """Return the bodies that have meetings by colour: each its own while the colours last, else each classification.

    The most common classifications have a colour each, and all others the last one.
    """
    held = {meeting.body for meeting in plan.meetings}
    bodies = [body for body in problem.bodies if body in held] + sorted(held - set(problem.bodies))
    each: list[tuple[str, tuple[str, ...]]] = [(body_title(problem, body), (body,)) for body in bodies]
    named = each if len(bodies) <= len(COLOURS) else _by_classification(problem, bodies)
    return tuple(Group(title, number, codes) for number, (title, codes) in enumerate(named, start=1))


def _by_classification(problem: Problem, bodies: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code in bodies:
        body = problem.bodies.get(code)
        found[(body.classification if body is not None else None) or ""].append(code)
    order = list(found)
    common = sorted(filter(None, order), key=lambda name: (-len(found[name]), order.index(name)))
    own = common if len(found) <= len(COLOURS) else common[: len(COLOURS) - 1]
    rest = tuple(code for name in order if name not in own for code in found[name])
    named = [(choice_said(name), tuple(found[name])) for name in order if name in own]
    return named + ([(said(OTHERS), rest)] if rest else [])


def numbers_of_colours(found: tuple[Group, ...]) -> dict[str, int]:
    """Return the number of each body's colour."""
    return {body: group.number for group in found for body in group.bodies}
