"""The way about a year: its screens in the order of an officer's work, and which of them a page belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, g, request, url_for
from werkzeug.routing import Rule

from scheduler.desk.access import role_asked
from scheduler.desk.years import CALENDAR
from scheduler.domain.plan import PROVISIONAL, Plan


@dataclass(frozen=True)
class Entry:
    """A link of the navigation, and the blueprints whose pages belong to it: the first has the page it leads to."""

    words: str
    blueprints: tuple[str, ...]


WITHIN = (
    Entry("Overview", ("overview",)),
    Entry("Workbook and faults", ("faults", "workbook")),
    Entry("Plan it", ("plan", "jobs", "options")),
    Entry("Year", ("year", "day", "meetings", "move", "edits")),
    Entry("Meeting days", ("days",)),
    Entry(
        "Papers",
        (
            *("papers", "report", "day_papers", "forward_plan", "notices", "attendance", "structure", "programme"),
            "lunch_tables",
        ),
    ),
    Entry("Clashes", ("clashes",)),
    Entry("Membership", ("membership",)),
    Entry("Viability", ("viability",)),
    Entry("Compare", ("compare",)),
    Entry("Consult", ("consult",)),
    Entry("Publish", ("publish",)),
    Entry("History", ("history",)),
)
"""Within a year."""
HELP = Entry("Help", ("help",))
"""It leads to what is said of the page that one is on."""
BEYOND = (Entry("Years", ("start", "bin")), Entry("Users", ("users",)), HELP)
"""On every page."""
PLACES = frozenset(("year", "calendar"))
"""What an address may ask for that every page of a year knows."""


@dataclass(frozen=True)
class Link:
    """An address, its words, and whether the page belongs to it."""

    address: str
    words: str
    current: bool


def links(entries: tuple[Entry, ...]) -> Iterator[Link]:
    """Yield the links of entries."""
    for entry in entries:
        rule = _first_page(entry.blueprints[0])
        if rule is not None and _allowed(rule):
            topic = request.blueprint if entry is HELP else None
            yield Link(url_for(rule.endpoint, _anchor=topic), entry.words, request.blueprint in entry.blueprints)


def address_of(blueprint: str) -> str:
    """Return the address of a screen within this year; blank where there is none, or none for whoever is at work."""
    rule = _first_page(blueprint)
    return url_for(rule.endpoint) if rule is not None and _allowed(rule) else ""


def _first_page(blueprint: str) -> Rule | None:
    """Return the first page of a blueprint whose address asks for nothing but where one is."""
    for rule in current_app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{blueprint}.") and "GET" in (rule.methods or ()) and rule.arguments <= PLACES:
            return rule
    return None


def _allowed(rule: Rule) -> bool:
    """Whether whoever is at work may see a page."""
    role = role_asked(current_app.view_functions[rule.endpoint], "GET")
    return role is None or ("who" in g and g.who.may(role))


def calendars() -> Iterator[Link]:
    """Yield the calendar and the drafts of the year, each with this page's address there; nothing without drafts."""
    if "calendar" not in g or not g.year.drafts or request.method != "GET":
        return
    for name in (CALENDAR, *g.year.drafts):
        address = url_for(request.endpoint or "", **{**(request.view_args or {}), "calendar": name})
        yield Link(address, "Calendar" if name == CALENDAR else name, name == g.calendar.name)


def firmness(plan: Plan) -> str:
    """Return whether the meetings of a calendar are provisional, in part or all of them, or confirmed."""
    provisional = [meeting.status == PROVISIONAL for meeting in plan.live]
    if all(provisional):
        return "provisional"
    return "partly confirmed" if any(provisional) else "confirmed"
