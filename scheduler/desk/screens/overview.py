"""A year's first page: how far it is, what is stale, and what to do next."""

from flask import Blueprint, g, render_template

from scheduler.desk.desk import here

SCREEN = Blueprint("overview", __name__)


@SCREEN.get("/years/<year>/")
def year() -> str:
    """Show how far a year is."""
    calendar = here().calendars.of(g.year, "calendar")
    return render_template("overview.html", calendar=calendar)
