"""`index.html`, the year at a glance, and what only it shows: bodies, how good the plan is, and the other outputs.

Here plans are put into the words and numbers of a page; how these are marked up stands in the templates.
"""

from dataclasses import dataclass
from urllib.parse import quote

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, long_date
from scheduler.law.forward_plan import asks_for_forward_plan
from scheduler.law.warnings import warnings as law_warnings
from scheduler.law.words import warning_lines
from scheduler.outputs.could_not import NOT_KNOWN, PROVEN, could_not, open_proofs
from scheduler.outputs.data.outlook import outlook_path
from scheduler.outputs.naming import feed_address, feed_path, name_of_day, organisations
from scheduler.outputs.pages.editions import page_in_language
from scheduler.outputs.pages.forward_plan import has_forward_plan
from scheduler.outputs.pages.meetings import listing, programmes
from scheduler.outputs.pages.planner import Year, heading, planner
from scheduler.outputs.pages.templates import rendered
from scheduler.outputs.places import DATA_FOLDER, FORWARD_PLAN_PAGE

MOST_REASONS = 3
"""Of one wish, in sight at once; the others unfold."""


def page(problem: Problem, plan: Plan) -> str:
    """Return the page as HTML, the same for the same plan."""
    year = Year(problem, plan)
    days, rows, quality = programmes(year), _bodies(year), _Quality(problem, plan)
    from scheduler.outputs.glossary import INPUT, glossary  # noqa: PLC0415 - slow to load, and most commands write no page

    heading_of_law, *warnings = warning_lines(problem, law_warnings(problem, plan)) or ("",)
    titles = {
        "#meetings": "Meetings by month",
        "#year": "Year at a glance",
        "#days": "Meeting days" if days else None,
        "#bodies": "Bodies",
        "#quality": "What it could not do" if quality.known or quality.wishes else None,
        "#law": "The law" if heading_of_law else None,
        "#feeds": "Files and feeds",
        "#glossary": "Glossary",
    }
    return rendered(
        "pages/index.html",
        heading=heading(year),
        navigation=[(address, title) for address, title in titles.items() if title],
        planner=planner(year),
        days=days,
        listing=listing(year),
        number_of_bodies=counted(len(rows), "body", "bodies"),
        bodies=rows,
        outlook=[(one.name, one.outlook) for one in rows],
        quality=quality,
        heading_of_law=heading_of_law,
        law_warnings=[line.strip() for line in warnings],
        feeds=_Feeds(year),
        forward_plan=page_in_language(problem, FORWARD_PLAN_PAGE) if has_forward_plan(problem) else "",
        notices=asks_for_forward_plan(problem),
        glossary=[term for term in glossary() if term.kind != INPUT],
        footing=_footing(plan),
    )


def planner_html(problem: Problem, plan: Plan) -> str:
    """Return the year planner as HTML to be put inside another page, as in a notebook; it loads nothing."""
    alone = rendered("pages/planner.html", title=plan.title, planner=planner(Year(problem, plan)))
    return rendered("pages/fragment.html", title=plan.title, page=alone)


def _footing(plan: Plan) -> str:
    when = f" on {long_date(plan.made_on)}" if plan.generated else ""
    return f"Made by meeting-day{when} from the input {plan.input_sha256[:12]}."


@dataclass(frozen=True)
class _BodyRow:
    code: str
    name: str
    feed: str
    outlook: str
    meetings: int


def _bodies(year: Year) -> list[_BodyRow]:
    """Return every body of the input, and those that are gone but meet."""
    gone = (Body(code, code) for code in year.bodies if code not in year.problem.bodies)
    return [
        _BodyRow(one.code, one.name, _feed("bodies", one.code), _outlook(one.code), len(year.plan.of_body(one.code)))
        for one in (*year.problem.bodies.values(), *gone)
    ]


class _Quality:
    """What the calendar could not do, the most important first, and whether there could be less, in plain words."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.known = bool(plan.tiers)
        self.wishes = [
            (one, one.reasons[:MOST_REASONS], one.reasons[MOST_REASONS:]) for one in could_not(problem, plan)
        ]
        self.proofs = list(open_proofs(plan))
        self.proven = PROVEN
        self.not_known = NOT_KNOWN


class _Feeds:
    """The feeds in the folder beside the page: the name and the address of each."""

    def __init__(self, year: Year) -> None:
        problem = year.problem
        codes = dict.fromkeys((*problem.meeting_days, *(one.meeting_day for one in year.plan.occurrences)))
        self.meeting_days = [(name_of_day(problem, code), _feed("meeting-days", code)) for code in codes]
        self.rooms = [(f"{one.name}, {one.venue}", _feed("rooms", one.code)) for one in problem.rooms.values()]
        self.organisations = [(name, _feed("organisations", name)) for name in organisations(problem).values()]
        self.people = [
            (one.name, _feed("people", one.code), _feed("busy", one.code)) for one in problem.people.values()
        ]


def _outlook(code: str) -> str:
    return quote(f"{DATA_FOLDER}/{outlook_path(code)}")


def _feed(folder: str, code: str) -> str:
    return feed_address(feed_path(folder, code))
