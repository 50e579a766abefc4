"""Structures to draw: so many boxes, three kinds of names, lines by number."""

from scheduler.outputs.chart.structure import MEETS, Box, Line, Structure

NAMES = ("Board", "Health and Wellbeing Board", "Joint workshop of the Trust and the Adult Health and Wellbeing Group")


def structure(count, lines, sessions=(), communities=()):
    boxes = tuple(
        Box(f"B{n}", f"{NAMES[n % 3]} {n}", ("Committee",), MEETS, (), ends=n % 5 == 0,
            of_communities=n in communities, session="DAY MORNING" if n in sessions else None)
        for n in range(count)
    )  # fmt: skip
    return Structure("A council", boxes, tuple(dict.fromkeys(Line(*line) for line in lines if line[0] != line[1])))
