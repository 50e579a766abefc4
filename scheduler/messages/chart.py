"""What `chart` says: where the picture is, on which sheet it can be read; and its document."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.messages.plans import anyway_sentences
from scheduler.outputs.chart.drawing import LARGEST, LEAST_LETTERS, Drawing, letters_on
from scheduler.outputs.chart.svg import described


def chart_sentences(drawing: Drawing, picture: Path, page: Path, wrong: Sequence[str]) -> Iterator[str]:
    """Say what was drawn, where it is, and how it can be printed."""
    yield from anyway_sentences(wrong)
    yield f"Wrote {picture}, and {page} with the same in words beside it: {described(drawing)}"
    yield from size_sentences(drawing)


def size_sentences(drawing: Drawing) -> Iterator[str]:
    """Say on which sheet it can be read."""
    letters = letters_on(LARGEST, drawing.part.width, drawing.part.height)
    if letters < LEAST_LETTERS:
        yield (
            f"It is large: on {LARGEST} its smallest letters are of {letters:.1f} points, and {LEAST_LETTERS:g} can "
            f"just be read. Print it on {drawing.paper}."
        )
    else:
        yield f"It can be printed on {drawing.paper}, on its side."


def chart_document(drawing: Drawing, picture: Path, page: Path, wrong: Sequence[str]) -> dict[str, Any]:
    """Return the same for a program, with every line."""
    structure = drawing.structure
    return {
        "chart": str(picture),
        "page": str(page),
        "communities_on_top": drawing.communities_on_top,
        "paper": drawing.paper,
        "smallest_letters": round(letters_on(drawing.paper, drawing.part.width, drawing.part.height), 1),
        "bodies": [box.code for box in structure.boxes if not box.projects],
        "projects": [code for box in structure.boxes for code in box.projects],
        "lines": [
            {
                "kind": line.kind,
                "from": list(structure.boxes[line.source].projects) or structure.boxes[line.source].code,
                "to": structure.boxes[line.target].code,
                "message": structure.sentence(line),
            }
            for line in structure.lines
        ],
        "anyway": list(wrong),
    }
