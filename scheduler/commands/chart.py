"""`chart`: the structure of bodies and reporting lines, drawn from an input or from the one kept in a plan's folder."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.commands.papers import Sound, sound, write, write_new
from scheduler.commands.sources import read_input, read_kept
from scheduler.errors import CannotWrite
from scheduler.messages.chart import size_sentences
from scheduler.outputs.chart.drawing import Drawing, drawn
from scheduler.outputs.chart.structure import structure_of
from scheduler.outputs.chart.svg import svg
from scheduler.outputs.chart.words import Entry, entries, page
from scheduler.outputs.places import CHART_FILE, CHART_PAGE, PLAN_FILE, mend

__all__ = ["Charted", "Shown", "chart", "shown"]


@dataclass(frozen=True)
class Charted:
    """A chart, and where it was written."""

    drawing: Drawing
    picture: Path
    page: Path
    wrong: tuple[str, ...] = ()
    """What is wrong with the plan, though it was drawn anyway."""


def chart(source: Path, output: Path | None, anyway: str | None, *, communities_on_top: bool) -> Charted:
    """Draw the structure, and write it as a picture and as a page.

    Parameters
    ----------
    source : Path
        A folder that `plan` wrote, which is checked and into which it goes; or an input.
    output : Path, optional
        The picture, elsewhere, ending in `.svg`; the page stands beside it. Of an input, else `chart.svg` here.
    anyway : str, optional
        Why it is drawn of a plan with which something is wrong.
    communities_on_top : bool
        Which way up.

    Raises
    ------
    InputFaults
        If the input or the plan cannot be read.
    Refused
        If the plan breaks a rule, and there is no reason to go on.
    CannotWrite
        If something there would be lost.

    """
    mend(source)
    made: Sound | None = None
    if (source / PLAN_FILE).exists():
        made = sound(source, anyway, f"No chart of {source} is drawn")
        problem = made.problem
    else:
        problem, _ = read_input(source)
    drawing = drawn(structure_of(problem), communities_on_top=communities_on_top)
    files = _files(drawing)
    if made is not None and output is None:
        write(made, files)
        places = source / CHART_FILE, source / CHART_PAGE
    else:
        places = _elsewhere(output or Path(CHART_FILE), files)
    return Charted(drawing, *places, made.approved.wrong if made is not None else ())


def _elsewhere(picture: Path, files: dict[str, bytes]) -> tuple[Path, Path]:
    """Write the picture, and the page beside it, where nothing is lost by it."""
    if picture.suffix.casefold() != ".svg":
        raise CannotWrite(f"{picture} is no name for a picture. Let it end in .svg.")
    places = picture, picture.with_suffix(".html")
    write_new(dict(zip(places, files.values(), strict=True)))
    return places


@dataclass(frozen=True)
class Shown:
    """A chart on a screen: as a picture, in words, and the sheet it is for."""

    picture: str
    tied: tuple[Entry, ...]
    alone: tuple[Entry, ...]
    about: tuple[str, ...]
    """What is to be said of it: on which sheet it can be read."""
    files: dict[str, bytes]
    """The picture and the page, to be kept."""


def shown(folder: Path, addresses: dict[str, str], *, communities_on_top: bool) -> Shown:
    """Return the structure of the input kept in a plan's folder, as a screen shows it.

    A click on a body leads to its address, by its code.
    """
    problem, _ = read_kept(folder)
    drawing = drawn(structure_of(problem), communities_on_top=communities_on_top)
    picture = svg(drawing, alone=False, address=lambda box: None if box.projects else addresses.get(box.code))
    return Shown(picture, *entries(drawing.structure), tuple(size_sentences(drawing)), _files(drawing))


def _files(drawing: Drawing) -> dict[str, bytes]:
    return {CHART_FILE: svg(drawing).encode(), CHART_PAGE: page(drawing).encode()}
