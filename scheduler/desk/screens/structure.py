"""Structure: who reports to whom, as a picture either way up, and in words."""

from flask import Blueprint, Response, abort, g, render_template, request, url_for
from markupsafe import Markup

from scheduler.commands.chart import Shown
from scheduler.desk.desk import here
from scheduler.desk.screens.downloads import handed

SCREEN = Blueprint("structure", __name__)
TOP = "top"
"""The value of `communities` that turns the picture."""
_KINDS = {"svg": "image/svg+xml", "html": "text/html; charset=utf-8"}


@SCREEN.get("/years/<year>/in/<calendar>/papers/structure")
def index() -> str:
    """Show the picture, a click on a body leading to its meetings, and who reports to whom in words."""
    on_top = request.args.get("communities") == TOP
    found = _shown(communities_on_top=on_top)
    picture = Markup(found.picture)  # noqa: S704 - every text in it is escaped where it is drawn
    return render_template("structure/index.html", found=found, picture=picture, on_top=on_top, top=TOP)


@SCREEN.get("/years/<year>/in/<calendar>/papers/structure/<file>")
def download(file: str) -> Response:
    """Hand out the picture, or the page with both."""
    found = _shown(communities_on_top=request.args.get("communities") == TOP)
    if file not in found.files:
        abort(404)
    return handed(found.files[file], _KINDS[file.rpartition(".")[2]], file)


def _shown(*, communities_on_top: bool) -> Shown:
    """Return the chart: as it was drawn before, where the calendar is still the same."""
    addresses = {code: url_for("year.year", view="one", body=code) for code in g.calendar.problem.bodies}
    folder = g.calendar.folder
    found: Shown = g.calendar.once_for(
        "chart",
        communities_on_top,
        lambda: here().work.call(
            "scheduler.commands.chart:shown", folder, addresses, communities_on_top=communities_on_top
        ),
    )
    return found
