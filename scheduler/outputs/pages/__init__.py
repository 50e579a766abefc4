"""`index.html`, the year at a glance: one file that asks nothing of the network and runs no script."""

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import long_date
from scheduler.outputs.pages.heading import heading
from scheduler.outputs.pages.links import bodies, links
from scheduler.outputs.pages.markup import Html, element
from scheduler.outputs.pages.meeting_days import meeting_days
from scheduler.outputs.pages.meetings import filter_rules, meetings
from scheduler.outputs.pages.planner import planner
from scheduler.outputs.pages.quality import quality
from scheduler.outputs.pages.shell import document
from scheduler.outputs.pages.style import STYLE
from scheduler.outputs.pages.year import Year


def page(problem: Problem, plan: Plan) -> str:
    """Return the page as HTML, the same for the same plan."""
    year = Year(problem, plan)
    parts = {
        "year": planner(year),
        "days": meeting_days(year),
        "meetings": meetings(year),
        "bodies": bodies(year),
        "quality": quality(year),
        "feeds": links(year),
    }
    return document(
        plan.title,
        f"{STYLE}\n{filter_rules(year)}\n",
        element("a", "Skip to the calendar", class_="skip", href="#year"),
        element("header", *heading(year), _navigation(parts)),
        element("main", *parts.values()),
        element("footer", element("p", _footing(plan))),
    )


_TITLES = {
    "year": "Year at a glance",
    "days": "Meeting days",
    "meetings": "Meetings by month",
    "bodies": "Bodies",
    "quality": "How good it is",
    "feeds": "Files and feeds",
}


def _navigation(parts: dict[str, Html | None]) -> Html:
    links_to_parts = (
        element("li", element("a", _TITLES[name], href=f"#{name}")) for name, part in parts.items() if part is not None
    )
    return element("nav", element("ul", *links_to_parts), aria_label="On this page")


def _footing(plan: Plan) -> str:
    when = f" on {long_date(plan.made_on)}" if plan.generated else ""
    return f"Made by meeting-day{when} from the input {plan.input_sha256[:12]}."
