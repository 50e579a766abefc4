"""Work programme: which meeting takes which report, what of it wants looking at, and the sunset list."""

from flask import Blueprint, g, render_template

from scheduler.commands.programme import work_programme
from scheduler.desk.navigation import address_of

SCREEN = Blueprint("programme", __name__)


@SCREEN.get("/years/<year>/in/<calendar>/papers/work-programme")
def index() -> str:
    """Show what wants looking at, every report with its meeting, and what ends."""
    found = g.calendar.once_for("programme", (), lambda: work_programme(g.calendar.problem, g.calendar.plan))
    return render_template("structure/programme.html", found=found, workbook=address_of("workbook"))
