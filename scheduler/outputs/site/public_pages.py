"""The pages for everybody: the public year at a glance, and how to subscribe to it."""

from collections.abc import Iterable

from scheduler.domain.wording import counted, long_date
from scheduler.outputs.pages.heading import heading
from scheduler.outputs.pages.markup import Html, element
from scheduler.outputs.pages.meetings import filter_rules, meetings
from scheduler.outputs.pages.planner import planner
from scheduler.outputs.pages.shell import document
from scheduler.outputs.pages.style import STYLE
from scheduler.outputs.pages.year import Year
from scheduler.outputs.site.addresses import Subscription
from scheduler.outputs.site.subscribing import SITE_STYLE, advice, ways

SUBSCRIBE_PAGE = "subscribe.html"
_SUBSCRIBE = "Subscribe in your own calendar"


def index_page(year: Year) -> str:
    """Return the public year at a glance; what the year holds must be public already."""
    links = (("#year", "Year at a glance"), ("#meetings", "Meetings by month"), (SUBSCRIBE_PAGE, _SUBSCRIBE))
    return document(
        year.plan.title,
        f"{STYLE}{SITE_STYLE}\n{filter_rules(year)}\n",
        element("a", "Skip to the calendar", class_="skip", href="#year"),
        element("header", *heading(year), navigation(links)),
        element("main", planner(year), meetings(year), _to_subscribe()),
        element("footer", element("p", _footing(year))),
    )


def _to_subscribe() -> Html:
    return element(
        "section",
        element("h2", "In your own calendar"),
        element(
            "p",
            "These meetings can be kept in your own calendar, and change there when they change here. ",
            element("a", "How to subscribe", href=SUBSCRIBE_PAGE),
            ".",
        ),
        id="feeds",
    )


def _footing(year: Year) -> str:
    when = f" on {long_date(year.plan.made_on)}" if year.plan.generated else ""
    return f"Meetings open to the public. Made by meeting-day{when}."


def navigation(links: Iterable[tuple[str, str]]) -> Html:
    """Return the links at the head of a page."""
    items = (element("li", element("a", text, href=address)) for address, text in links)
    return element("nav", element("ul", *items), aria_label="Pages and parts")


def subscribe_page(year: Year, feeds: Iterable[tuple[str, Subscription]]) -> str:
    """Return the page that offers every public feed.

    Parameters
    ----------
    year : Year
        The public year.
    feeds : iterable of pairs
        A file name for a copy, and the ways to the feed: the first is that of all public meetings.

    """
    (first_name, first), *others = feeds
    links = (
        ("index.html", "The year at a glance"),
        ("#all", "All meetings"),
        ("#one", "One body"),
        ("#why", "Why subscribe"),
        ("#how-soon", "How soon a change arrives"),
    )
    authority = year.problem.settings.authority
    return document(
        f"Subscribe: {year.plan.title}",
        f"{STYLE}{SITE_STYLE}",
        element("a", "Skip to the feeds", class_="skip", href="#all"),
        element(
            "header",
            element("p", authority, class_="authority") if authority else None,
            element("h1", "Subscribe to the meetings"),
            element("p", year.plan.title, class_="span"),
            navigation(links),
        ),
        element(
            "main",
            element("section", element("h2", "All meetings open to the public"), *ways(first, first_name), id="all"),
            _bodies(others),
            *advice(),
        ),
        element("footer", element("p", _footing(year))),
    )


def _bodies(feeds: list[tuple[str, Subscription]]) -> Html:
    several = (
        element("details", element("summary", one.title), element("div", *ways(one, name), class_="feed"))
        for name, one in feeds
    )
    none = element("p", "No body meets in public.")
    some = element("p", f"{counted(len(feeds), 'body meets', 'bodies meet')} in public; open one to subscribe to it.")
    return element("section", element("h2", "The meetings of one body"), some if feeds else none, *several, id="one")
