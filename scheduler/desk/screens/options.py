"""Options side by side: what each grants and whom it suits, its whole year, and taking one."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.commands.choosing import Choices, choices
from scheduler.commands.choosing import take as take_option
from scheduler.commands.comparing import Comparison
from scheduler.commands.plans import Step
from scheduler.desk import forms
from scheduler.desk.desk import here
from scheduler.desk.months import begun_in
from scheduler.desk.workbooks import Workbook
from scheduler.desk.years import CALENDAR
from scheduler.domain.wording import short_month
from scheduler.errors import MeetingDayError

SCREEN = Blueprint("options", __name__)
KEPT = "options"
CELL, LEFT, TOP = 8, 22, 2
"""Of a year's picture: the side of a day, and what is left for the names of months."""


@dataclass(frozen=True)
class Square:
    """A day on a year's picture that has meetings."""

    across: int
    down: int
    kind: str
    """`other` where the calendar that stands has them on another day."""


@dataclass(frozen=True)
class Row:
    """A month on a year's picture."""

    name: str
    down: int
    width: int


@dataclass(frozen=True)
class Picture:
    """A year as a small picture: a row for each month, a square for each day, those with meetings filled."""

    rows: tuple[Row, ...]
    squares: tuple[Square, ...]
    width: int
    height: int


@SCREEN.get("/years/<year>/options")
def of_year() -> Response:
    """Lead to the options of the calendar itself."""
    return redirect(url_for("options.compare", calendar=CALENDAR), 303)


@SCREEN.get("/years/<year>/in/<calendar>/options")
def compare() -> str:
    """Show the options side by side."""
    found = _choices()
    everything = request.args.get("show") == "everything"
    return render_template(
        "options/compare.html",
        found=found,
        pictures=() if found is None else [_picture(found.comparison, one.days) for one in found.choices],
        everything=everything,
        stale=Workbook(g.year).is_stale,
    )


@SCREEN.get("/years/<year>/in/<calendar>/options/<int:number>")
def show(number: int) -> str:
    """Show the whole year of one option, and what it would change."""
    found, place = _option(number)
    choice = found.choices[place]
    return render_template(
        "options/show.html",
        choice=choice,
        place=place,
        found=found,
        picture=_picture(found.comparison, choice.days),
        everything=request.args.get("show") == "everything",
    )


@SCREEN.get("/years/<year>/in/<calendar>/options/<int:number>/take")
def ask(number: int) -> str:
    """Ask whether an option is to be taken, and say what that would change."""
    return _question(number)


@SCREEN.post("/years/<year>/in/<calendar>/options/<int:number>/take")
def take(number: int) -> tuple[str, int] | Response:
    """Take an option."""
    form = forms.sent()
    reason = form.reason
    step = Step("plan --take", reason, g.who.name)
    try:
        said = forms.done(
            g.calendar,
            take_option,
            g.calendar.folder,
            number,
            g.calendar.loaded.moment,
            step,
        )
    except MeetingDayError as trouble:
        return _question(number, str(trouble), reason), 409
    forms.tell(f"{said} To go back, use the history.")
    return redirect(url_for("options.compare"), 303)


def _question(number: int, trouble: str = "", reason: str = "") -> str:
    found, place = _option(number)
    choice = found.choices[place]
    published = g.calendar.is_published
    return render_template(
        "options/take.html",
        choice=choice,
        trouble=trouble.splitlines(),
        reason=reason,
        published=published,
        stale=Workbook(g.year).is_stale,
    )


def _choices() -> Choices | None:
    """Return the calendars to choose from, compared once for each version; None where there are no others."""
    kept = g.calendar.kept
    if KEPT not in kept:
        kept[KEPT] = here().work.call(choices, g.calendar.folder)
    found: Choices | None = kept[KEPT]
    return found


def _option(number: int) -> tuple[Choices, int]:
    """Return the calendars to choose from, and which of them has a number; the one that stands is no option."""
    found = _choices()
    numbers = [] if found is None else [one.number for one in found.choices]
    if found is None or number not in numbers[1:]:
        abort(404, "There is no such option any more. See which there are, or plan again.")
    return found, numbers.index(number)


def _picture(comparison: Comparison, days: Sequence[tuple[date, bool]]) -> Picture:
    """Draw a year: its months below one another, a square for each day with meetings."""
    first, last = comparison.first_day, comparison.last_day
    months = list(begun_in(first.replace(day=1), last))
    other: dict[date, bool] = defaultdict(bool)
    for day, differs in days:
        other[day] |= differs

    def down(place: int) -> int:
        return TOP + place * (CELL + 4)

    rows, squares = [], []
    for place, start in enumerate(months):
        rows.append(Row(short_month(start), down(place), monthrange(start.year, start.month)[1] * CELL))
    for day, differs in sorted(other.items()):
        place = (day.year - first.year) * 12 + day.month - first.month
        squares.append(Square(LEFT + (day.day - 1) * CELL, down(place), "other" if differs else ""))
    return Picture(tuple(rows), tuple(squares), LEFT + 31 * CELL + 2, down(len(months)))
