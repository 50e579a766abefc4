"""The year in five views, and the day: meetings where they stand, with what the days are to the council beside them."""

from typing import cast
from urllib.parse import parse_qsl

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from scheduler.commands.year_view import YearView, feed_of, stamp_of_history
from scheduler.desk.screens.downloads import DIARY, handed
from scheduler.desk.screens.year_choices import (
    BODIES,
    KINDS,
    LIST,
    MONTH,
    MONTHS,
    ONE,
    OVERLAYS,
    VIEWS,
    Choices,
    chips,
    choices,
    months_of,
    options,
)
from scheduler.desk.screens.year_of_one import year_of_one
from scheduler.desk.screens.year_tables import listing, table
from scheduler.desk.screens.year_wall import one_month, wall
from scheduler.desk.years import CALENDAR
from scheduler.domain.plan import CONFIRMED, PROVISIONAL
from scheduler.domain.wording import counted

SCREEN = Blueprint("year", __name__)

COOKIE = "year-view"
"""What was last asked for, so that it stays when one comes back from another screen."""
LONGEST_KEPT = 3000
MOST_PAGES_KEPT = 12
"""Of each calendar: what was asked for is shown again without being made again."""


@SCREEN.get("/years/<year>/in/<calendar>/year")
def year() -> AnyResponse:
    """Show the year as the address asks for it; with nothing asked, as it was last seen."""
    if not request.args:
        kept = choices(MultiDict(parse_qsl(request.cookies.get(COOKIE, "")[:LONGEST_KEPT])))
        if kept != Choices():
            return redirect(url_for(".year") + kept.query)
    asked, here, found = choices(request.args), url_for(".year"), view_of_year()
    part, shown = _part(asked)
    response = make_response(
        render_template(
            "year/year.html",
            asked=asked,
            here=here,
            titles=VIEWS,
            views=[(here + asked.but(view=view).query, title, view == asked.view) for view, title in VIEWS.items()],
            chips=chips(found, asked),
            cleared=here + asked.but(text="", **dict.fromkeys(KINDS, ())).query,
            options=options(found),
            kinds=KINDS,
            overlays=OVERLAYS,
            part=part,
            shown=shown,
            total=len(found.meetings),
            count=_count(found, asked, shown),
        )
    )
    if len(asked.query) <= LONGEST_KEPT:
        path = url_for("overview.year")
        response.set_cookie(COOKIE, asked.query[1:], path=path, httponly=True, samesite="Lax")
    return response


def view_of_year() -> YearView:
    """Return what is kept of the calendar of this request for its screens; of what was published since, too."""
    kept = g.calendar.kept
    folder = g.year.folder_of(CALENDAR)  # members have the calendar, never a draft
    stamp = stamp_of_history(folder)
    if YearView not in kept or kept[YearView][0] != stamp:
        loaded = g.calendar.loaded
        kept[YearView] = stamp, YearView(loaded.at_hand.problem, loaded.at_hand.plan, folder)
    return cast("YearView", kept[YearView][1])


def _part(asked: Choices) -> tuple[Markup, int]:
    """Return the part of the page that shows the year, and how many meetings are in it.

    It is made once for each calendar and what is asked of it; the latest stay in memory.
    """
    found, kept = view_of_year(), g.calendar.kept
    key = "year", found, asked
    if key not in kept:
        pages = [one for one in list(kept) if isinstance(one, tuple) and one[0] == "year"]
        for one in pages[: max(0, len(pages) + 1 - MOST_PAGES_KEPT)]:
            kept.pop(one, None)
        values, shown = _shown(found, asked)
        page = render_template(f"year/{asked.view}.html", asked=asked, base=base(), **values)
        kept[key] = Markup(page), shown  # noqa: S704 - escaped by its template
    return cast("tuple[Markup, int]", kept[key])


def _shown(found: YearView, asked: Choices) -> tuple[dict[str, object], int]:
    """Return what the template of a view shows, and how many meetings are in it."""
    if asked.view == MONTHS:
        whole = wall(found, asked)
        return {"wall": whole}, whole.shown
    if asked.view == MONTH:
        months = [(f"{one:%Y-%m}", one) for one in months_of(found)]
        part = one_month(found, asked, g.calendar.day)
        return {"wall": part, "months": months}, part.shown
    if asked.view == BODIES:
        rows = table(found, asked)
        return {"table": rows}, rows.shown
    if asked.view == LIST:
        entries = listing(found, asked)
        return {"listing": entries}, entries.shown
    one = None if asked.subject is None else year_of_one(found, asked, *asked.subject)
    return {"one": one, "options": options(found)}, 0 if one is None else len(one.lines)


def _count(year: YearView, asked: Choices, shown: int) -> str:
    """Say how many meetings are shown, of how many, and how firm they are."""
    if asked.view == ONE:
        return ""
    total = len(year.meetings)
    of_all = f"{counted(total, 'meeting')}." if shown == total else f"{shown} of {counted(total, 'meeting')}."
    statuses = {one.status for one in year.plan.live}
    firm = {frozenset((PROVISIONAL,)): " All are provisional.", frozenset((CONFIRMED,)): " All are confirmed."}
    return of_all + firm.get(frozenset(statuses), "")


def base() -> str:
    """Return what the addresses of the screens of this calendar begin with."""
    return url_for("year.year").removesuffix("/year")


@SCREEN.get("/years/<year>/in/<calendar>/feeds/<kind>/<path:code>.ics")
def feed(kind: str, code: str) -> Response:
    """Send the calendar of one person, body or room, as the output folder has it."""
    known = {
        "people": g.calendar.problem.people,
        "bodies": g.calendar.problem.bodies,
        "rooms": g.calendar.problem.rooms,
    }.get(kind)
    found = feed_of(g.calendar.folder, kind, code) if known is not None and code in known else None
    if found is None:
        abort(404)
    return handed(found, DIARY, "meetings.ics")
