"""The pages at unguessable addresses: a member's own, the officers', and that of a link which is withdrawn."""

from collections.abc import Iterable

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.pages.markup import Html, element
from scheduler.outputs.pages.shell import document
from scheduler.outputs.pages.style import STYLE
from scheduler.outputs.site.addresses import Subscription
from scheduler.outputs.site.contents import whom_to_ask
from scheduler.outputs.site.subscribing import SITE_STYLE, advice, ways

_KINDS = {
    "": "Everything, and deadlines",
    "bodies": "Bodies that are not open to the public",
    "rooms": "Rooms",
    "organisations": "Organisations",
    "meeting-days": "Meeting days",
}


def member_page(problem: Problem, plan: Plan, name: str, own: Subscription, busy: Subscription) -> str:
    """Return the page of one person: their own links, and nothing of anybody else.

    Parameters
    ----------
    problem, plan : Problem, Plan
        Whose calendar it is.
    name : str
        The person's.
    own, busy : Subscription
        The feed of their meetings, and the one that only says when they are busy.

    """
    return _page(
        problem,
        plan,
        "Your own meetings",
        name,
        element(
            "section",
            element("h2", "Subscribe to your meetings"),
            element(
                "p",
                "This link is yours alone. It shows the meetings where you sit, deputise or send apologies, "
                "and keeps your calendar up to date.",
            ),
            *ways(own, "my-meetings.ics"),
            _warning(problem, "Whoever has this link can see where you are to be. Do not pass it on."),
            id="feed",
        ),
        element(
            "section",
            element("h2", "For others: only when you are busy"),
            element(
                "p",
                "Somebody who keeps your diary, or another council, may need to know when you are not free. This link "
                "says that and nothing else: no title, no place.",
            ),
            element("details", element("summary", "The link to your busy times"), *ways(busy, "busy.ics")),
            id="busy",
        ),
        *advice(),
    )


def officers_page(problem: Problem, plan: Plan, feeds: Iterable[tuple[str, Subscription]]) -> str:
    """Return the page of the feeds that are not public and are no one person's.

    Parameters
    ----------
    problem, plan : Problem, Plan
        Whose page it is.
    feeds : iterable of pairs
        Where the feed lies in an output folder, and the ways to it.

    """
    kinds: dict[str, list[tuple[str, Subscription]]] = {}
    for path, subscription in feeds:
        folder, _, name = path.rpartition("/")
        kinds.setdefault(folder, []).append((name, subscription))
    sections = (
        element(
            "section",
            element("h2", _KINDS.get(kind, kind.replace("-", " ").capitalize())),
            *(
                element("details", element("summary", one.title), element("div", *ways(one, name), class_="feed"))
                for name, one in rows
            ),
        )
        for kind, rows in kinds.items()
    )
    warning = _warning(
        problem, "Each of these links has an address of its own, so one can be given to somebody without the others."
    )
    return _page(
        problem,
        plan,
        "Feeds for officers",
        "Not for publication",
        element("section", element("h2", "Before you pass a link on"), warning, id="feed"),
        *sections,
        *advice(),
    )


def withdrawn_page(problem: Problem, plan: Plan) -> str:
    """Return what is shown in the place of a page whose link is withdrawn."""
    return _page(
        problem,
        plan,
        "This link has been withdrawn",
        plan.title,
        element(
            "section",
            element("h2", "What to do"),
            element(
                "p", f"For a new link, ask {whom_to_ask(problem)}. Then remove the old calendar from your program."
            ),
            id="feed",
        ),
    )


def nothing_here() -> str:
    """Return the page that a folder of private addresses shows in the place of its listing."""
    return document("Nothing to see here", "", element("main", element("h1", "Nothing to see here")), private=True)


def _warning(problem: Problem, text: str) -> Html:
    return element(
        "p",
        text,
        f" If one gets into other hands, ask {whom_to_ask(problem)} for a new one; the old one then stops working.",
        class_="warning",
    )


def _page(problem: Problem, plan: Plan, title: str, whose: str, *sections: Html) -> str:
    authority = problem.settings.authority
    return document(
        f"{title}: {plan.title}",
        f"{STYLE}{SITE_STYLE}",
        element("a", "Skip to the links", class_="skip", href="#feed"),
        element(
            "header",
            element("p", authority, class_="authority") if authority else None,
            element("h1", title),
            element("p", whose, class_="span"),
            element("p", plan.title, class_="summary end"),
        ),
        element("main", *sections),
        element("footer", element("p", "This page is private: it is in no list, and search engines may not show it.")),
        private=True,
    )
