"""A structure in words, for whoever cannot see the picture; and the page that has both, for screen and print."""

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from scheduler.domain.wording import listed
from scheduler.outputs.chart.drawing import Drawing
from scheduler.outputs.chart.layers import arcs_of
from scheduler.outputs.chart.structure import BULLET, ESCALATE, Box, Structure
from scheduler.outputs.chart.svg import described, svg
from scheduler.outputs.pages.templates import rendered


@dataclass(frozen=True)
class Entry:
    """A body, or projects, with what is below them; each stands once, below the first that it has a line to."""

    box: Box
    name: str
    about: str
    """What stands below its name in the picture, in one sentence."""
    lines: str
    """To whom it reports and escalates, in one sentence; empty where to nobody."""
    below: tuple["Entry", ...]


def entries(structure: Structure) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return the bodies with lines, each below one that it has a line to, and those without any."""
    above: dict[int, int] = {}
    for arc in sorted(arcs_of(structure), key=lambda one: one.line.kind == ESCALATE):
        above.setdefault(arc.lower, arc.upper)
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    for number in range(len(structure.boxes)):
        below[above.get(number)].append(number)

    def entry(number: int) -> Entry:
        box = structure.boxes[number]
        name = f"{box.name}: {listed([one.removeprefix(BULLET) for one in box.notes])}" if box.lists else box.name
        about = "" if box.lists else _sentence("; ".join(box.notes))
        return Entry(box, name, about, _sentence(_lines(structure, number)), tuple(map(entry, below[number])))

    roots = below[None]
    return (
        tuple(entry(number) for number in roots if number in structure.tied),
        tuple(entry(number) for number in roots if number not in structure.tied),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _lines(structure: Structure, number: int) -> str:
    """Say to whom a box reports and escalates: `reports and escalates to the Board; escalates to the Executive`."""
    kinds: dict[int, list[str]] = {}
    for line in structure.lines:
        if line.source == number:
            kinds.setdefault(line.target, []).append(line.kind)
    targets: defaultdict[str, list[str]] = defaultdict(list)
    for target, found in kinds.items():
        verb = " and ".join(structure.verb(number, kind) for kind in sorted(found, reverse=True))
        targets[verb].append(structure.boxes[target].name)
    return "; ".join(f"{verb} to {listed(names)}" for verb, names in targets.items())


def page(drawing: Drawing) -> str:
    """Return the page as HTML, the same for the same drawing."""
    tied, alone = entries(drawing.structure)
    return rendered(
        "chart/chart.html",
        title=drawing.structure.title,
        described=described(drawing),
        paper=drawing.paper,
        picture=Markup(svg(drawing, alone=False)),  # noqa: S704 - every text in it is escaped
        tied=tied,
        alone=alone,
    )
