"""The calendars among the tables of a file: as a list, bodies by months, a year planner, a month by weeks, or lines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from scheduler.domain.found import Found, LeftOut, together
from scheduler.domain.names import name_key
from scheduler.domain.tables import TABLES
from scheduler.reading.imports.gathering import Gathering
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.kinds import authority_in
from scheduler.reading.imports.lines import read_lines
from scheduler.reading.imports.lists import list_of, meetings_of
from scheduler.reading.imports.month_grids import read_months
from scheduler.reading.imports.month_headings import Keys, View, keys_in
from scheduler.reading.imports.outlook import read_outlook
from scheduler.reading.imports.planners import read_planner, read_weeks
from scheduler.reading.tables.texts import CellFault, text_of

PREFERRED = ("meetings", "lastyear")
"""Sheets that alone are read where a workbook has them: ours has the same meetings on other sheets too."""
OTHER_TABLES = frozenset(map(name_key, (*TABLES, "deadlines", "forward plan", "run sheets")))
"""Sheets of an input or of a plan that have dates and are no calendars."""
MOST_CELLS = 60_000
"""Of a table that may be a calendar: three thousand meetings in twenty columns."""
LIST, MONTHS, PLANNER = "a list of meetings", "a calendar of bodies by months", "a year planner"
OUTLOOK, WEEKS, LINES = "a calendar exported by Outlook", "months by weeks", "lines with a day in each"
_Read = Callable[[View, Keys, Gathering], bool]
_VIEWS: tuple[tuple[str, _Read], ...] = ((PLANNER, read_planner), (WEEKS, read_weeks), (MONTHS, read_months))


def take_calendars(grids: tuple[Grid, ...]) -> tuple[Found, frozenset[int]]:
    """Return the meetings that the tables of a file hold, and which tables those are, by their places."""
    keys = keys_in(_lines_of(grids))
    found: dict[int, tuple[str, Found]] = {}
    for place, grid in enumerate(grids):
        small = len(grid.rows) * len(grid.rows[0]) <= MOST_CELLS if grid.rows else False
        read = _read(grid, keys) if small and name_key(grid.title) not in OTHER_TABLES else None
        if read is not None:
            found[place] = read
    if not any(part.meetings or part.closures for _, part in found.values()):
        return Found(), frozenset()
    parts = _alone(grids, found) or _without_lines(grids, found)
    told = [(place, words) for place, (words, part) in sorted(parts.items()) if part.meetings or part.closures]
    words = dict.fromkeys((grids[place].file, words) for place, words in told)
    together_found = together(one for _, (_, one) in sorted(parts.items()))
    near = (grid for place, grid in enumerate(grids) if place in parts or grid.layout == "lines")
    titles = (title for grid in near for title in _titles_of(grid))
    whose = next(filter(None, map(authority_in, titles)), "")
    return replace(_each_once(together_found), authority=whose, read_as=tuple(words)), frozenset(parts)


def _titles_of(grid: Grid) -> Iterator[str]:
    """Yield the headings above a table and within it, where the name of its authority may stand."""
    yield from (grid.title, *grid.above)
    for row in grid.rows[:2]:
        yield from (text for text in dict.fromkeys(row) if isinstance(text, str))


def _lines_of(grids: Iterable[Grid]) -> list[str]:
    """Return every text of the tables and between them: what marks mean may stand anywhere."""
    values = dict.fromkeys(
        value
        for grid in grids
        for row in grid.rows
        for value in (*row, " ".join(one for one in row[:2] if isinstance(one, str)))
        if isinstance(value, str) and len(value) > 2  # noqa: PLR2004 - a mark and what it means
    )
    return [line for value in values for line in value.split("\n")]


def _read(grid: Grid, keys: Keys) -> tuple[str, Found] | None:
    """Return what a grid is, and its meetings; None where it is no calendar."""
    exported = read_outlook(grid)
    if exported is not None:
        return OUTLOOK, exported
    listed = list_of(grid)
    if listed is not None:
        found = Gathering()
        meetings_of(listed, found, keys.meanings)
        return (LIST, found.found()) if found.anything else None
    for flipped in (False, True):
        for words, read in _VIEWS:
            found = Gathering()
            if read(View(grid, flipped), keys, found) and found.anything:
                return words, found.found()
    found = Gathering()
    if read_lines(grid, keys, found):
        return LINES, found.found()
    return (LINES, Found(left_out=tuple(found.left_out))) if grid.layout == "lines" and found.left_out else None


def _alone(grids: Sequence[Grid], found: dict[int, tuple[str, Found]]) -> dict[int, tuple[str, Found]]:
    """Return the one list that says all where a workbook of ours has it, the others told; nothing otherwise."""
    for title in PREFERRED:
        for place, (words, part) in found.items():
            grid = grids[place]
            if grid.layout == "sheet" and name_key(grid.title) == title and words == LIST:
                why = f"the meetings are read from the sheet {grid.title}"
                return {
                    one: read if one == place else (words, Found(left_out=(_told(grids[one], why),)))
                    for one, read in found.items()
                } | {place: (words, part)}
    return {}


def _without_lines(grids: Sequence[Grid], found: dict[int, tuple[str, Found]]) -> dict[int, tuple[str, Found]]:
    """Return what was found, lines only where there is no table."""
    tables = {place: read for place, read in found.items() if read[0] != LINES}
    if not tables:
        return found
    why = "lines beside a calendar, which are not read as meetings"
    return {
        place: (words, Found(left_out=(_told(grids[place], why),)) if words == LINES and part.meetings else part)
        for place, (words, part) in found.items()
    }


def _told(grid: Grid, why: str) -> LeftOut:
    first = next((text_of(one) for row in grid.rows for one in row if one != "" and not isinstance(one, CellFault)), "")
    return LeftOut(grid.title if grid.layout == "sheet" else " ".join(first.split()), why, grid.source(0))


def _each_once(found: Found) -> Found:
    """Return what several tables hold, each meeting once."""
    gathered = Gathering(list(found.meetings), list(found.closures), list(found.left_out))
    return gathered.found()
