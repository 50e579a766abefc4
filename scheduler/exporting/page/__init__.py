"""`index.html`, the year at a glance: one file that asks nothing of the network and runs no script."""

import base64
import hashlib

from scheduler.domain.plan import PROVISIONAL, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, long_date
from scheduler.exporting.page.links import bodies, links
from scheduler.exporting.page.markup import Html, element, joined
from scheduler.exporting.page.meeting_days import meeting_days
from scheduler.exporting.page.meetings import filter_rules, meetings
from scheduler.exporting.page.planner import planner
from scheduler.exporting.page.quality import quality
from scheduler.exporting.page.style import STYLE
from scheduler.exporting.page.year import Year


def page(problem: Problem, plan: Plan) -> str:
    """Return the page as HTML, the same for the same plan."""
    year = Year(problem, plan)
    style = f"{STYLE}\n{filter_rules(year)}\n"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light"),
        element("title", plan.title),
        element("link", rel="icon", href="data:,"),
        element("style", Html(style)),
    )
    parts = {
        "year": planner(year),
        "days": meeting_days(year),
        "meetings": meetings(year),
        "bodies": bodies(year),
        "quality": quality(year),
        "feeds": links(year),
    }
    body = element(
        "body",
        element("a", "Skip to the calendar", class_="skip", href="#year"),
        element("header", *_heading(year), _navigation(parts)),
        element("main", *parts.values()),
        element("footer", element("p", _footing(plan))),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en-GB')}\n"


_TITLES = {
    "year": "Year at a glance",
    "days": "Meeting days",
    "meetings": "Meetings by month",
    "bodies": "Bodies",
    "quality": "How good it is",
    "feeds": "Files and feeds",
}


def _heading(year: Year) -> tuple[Html, ...]:
    plan, authority = year.plan, year.problem.settings.authority
    span = f"{long_date(plan.start_date)} to {long_date(plan.end_date)}"
    return (
        element("p", authority, class_="authority") if authority else Html(),
        element("h1", plan.title),
        element("p", span, class_="span"),
        element("p", _summary(year), class_="summary"),
    )


def _summary(year: Year) -> Html:
    live = year.plan.live
    provisional = sum(meeting.status == PROVISIONAL for meeting in live)
    days = len(year.occurrences)
    status = {0: "All are confirmed.", len(live): "All are provisional and may still change."}
    return joined(
        element("strong", counted(len(live), "meeting")),
        f" of {counted(len({meeting.body for meeting in live}), 'body', 'bodies')}",
        f", {counted(days, 'meeting day')}" if days else None,
        ". ",
        status.get(provisional, f"{provisional} are provisional and may still change.") if live else None,
    )


def _navigation(parts: dict[str, Html | None]) -> Html:
    links_to_parts = (
        element("li", element("a", _TITLES[name], href=f"#{name}")) for name, part in parts.items() if part is not None
    )
    return element("nav", element("ul", *links_to_parts), aria_label="On this page")


def _footing(plan: Plan) -> str:
    when = f" on {plan.generated[:10]}" if plan.generated else ""
    return f"Made by meeting-day{when} from the input {plan.input_sha256[:12]}."
