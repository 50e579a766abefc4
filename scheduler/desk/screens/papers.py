"""Papers: what a calendar causes, to be put before the council, sent, printed and kept."""

from dataclasses import dataclass

from flask import Blueprint, g, render_template

from scheduler.commands.notices import FOLDER
from scheduler.commands.papers import of_an_earlier_calendar
from scheduler.commands.report_shown import NAMES

SCREEN = Blueprint("papers", __name__)


@dataclass(frozen=True)
class Kind:
    """A kind of paper: a card that leads to its screen."""

    endpoint: str
    title: str
    about: str
    parts: tuple[str, ...] = ()
    """What of it may stand in the calendar's folder, by the names there."""


KINDS = (
    Kind(
        "report.look",
        "Council report",
        "The report by which the council approves the calendar, the keying sheet, and what the council's site shows.",
        tuple(NAMES.values()),
    ),
    Kind(
        "day_papers.index",
        "Papers of each day",
        "Run sheets, door signs, name plates, sign-in sheets, catering and more, to print or to send.",
        ("papers",),
    ),
    Kind(
        "days.index",
        "Meeting days",
        "Run sheets of each day, for whoever runs it, the caretaker, the caterer and the reception.",
    ),
    Kind(
        "lunch_tables.look",
        "Lunch tables",
        "Who sits at which table, so that boards and organisations mix: pictures, lists by name, place cards.",
        ("tables",),
    ),
    Kind(
        "notices.look",
        "Notices",
        "Who is told of what has changed: letters, sheets for a mail merge, drafts of e-mails and invitations.",
        (FOLDER,),
    ),
    Kind(
        "forward_plan.index",
        "Forward plan",
        "Decisions to be announced: which notice is due next, what is late, and the page to publish.",
    ),
    Kind(
        "attendance.look",
        "Attendance",
        "Who came, from the sign-in sheets that come back: six months' absence, quorums, the return by member.",
        ("attendance",),
    ),
    Kind(
        "structure.index",
        "Structure",
        "Who reports to whom, as a picture on one sheet, either way up, and in words.",
        ("chart.svg", "chart.html"),
    ),
    Kind(
        "programme.index",
        "Work programme",
        "Which meeting takes which report, sponsors who are not there, bodies without a project, and what ends.",
    ),
)
"""In the order of an officer's work."""


@SCREEN.get("/years/<year>/in/<calendar>/papers")
def index() -> str:
    """Show every kind of paper, and which of those that were made are of an earlier calendar."""
    earlier = of_an_earlier_calendar(g.calendar.folder)
    kinds = [(kind, [part for part in kind.parts if part in earlier]) for kind in KINDS]
    return render_template("papers/index.html", kinds=kinds)
