"""The pages of a site: for everybody the year at a glance and how to subscribe, and the private ones.

Those at unguessable addresses are a member's own, the officers', and that of a link which is withdrawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import Markup

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title
from scheduler.domain.wording import counted, long_date
from scheduler.outputs.data.changes import CHANGES_FILE
from scheduler.outputs.data.oparl import SYSTEM_FILE
from scheduler.outputs.pages.meetings import listing
from scheduler.outputs.pages.planner import Year, heading, planner
from scheduler.outputs.pages.templates import rendered
from scheduler.outputs.places import FORWARD_PLAN_PAGE
from scheduler.outputs.site.addresses import Subscription
from scheduler.outputs.site.contents import OF_AUTHORITIES, whom_to_ask
from scheduler.outputs.site.members import Own, own_meetings

SUBSCRIBE_PAGE = "subscribe.html"
ALTERNATES = (
    ("feeds/public.ics", "text/calendar", "Meetings, for your calendar"),
    (CHANGES_FILE, "application/atom+xml", "Changes of meetings"),
    (SYSTEM_FILE, "application/json", "Meetings as open data (OParl)"),
)
"""What else shows the same as a public page: where it is, of what type, and what it is called."""
_KINDS = {
    "": "Everything, and deadlines",
    "bodies": "Bodies that are not open to the public",
    "rooms": "Rooms",
    "organisations": "Organisations",
    "meeting-days": "Meeting days",
}


@dataclass(frozen=True)
class Offer:
    """A feed that a page offers."""

    path: str
    """Where it lies in an output folder."""
    feed: Subscription

    @property
    def file_name(self) -> str:
        """Return the name that a copy takes."""
        return PurePosixPath(self.path).name

    @property
    def kind(self) -> str:
        """Return the heading that it stands under for officers."""
        folder = self.path.rpartition("/")[0]
        return _KINDS.get(folder, folder.replace("-", " ").capitalize())


def index_page(year: Year, events: Markup, *, forward_plan: bool = False) -> str:
    """Return the public year at a glance, and its meetings for search engines; what it holds must be public already."""
    return rendered(
        "site/index.html",
        heading=heading(year),
        navigation=(
            ("#meetings", "Meetings by month"),
            ("#year", "Year at a glance"),
            *([(FORWARD_PLAN_PAGE, "Forward plan of decisions")] if forward_plan else []),
            (SUBSCRIBE_PAGE, "Subscribe in your own calendar"),
        ),
        planner=planner(year),
        listing=listing(year),
        subscribe_page=SUBSCRIBE_PAGE,
        alternates=ALTERNATES,
        events=events,
        footing=_footing(year),
    )


def subscribe_page(year: Year, offers: Iterable[Offer]) -> str:
    """Return the page that offers every public feed; the first is that of all public meetings."""
    first, *others = offers
    councils = [one for one in others if OF_AUTHORITIES in one.path]
    bodies = [one for one in others if one not in councils]
    return rendered(
        "site/subscribe.html",
        authority=year.problem.settings.authority,
        title=year.plan.title,
        navigation=(
            ("index.html", "The year at a glance"),
            ("#all", "All meetings"),
            *([("#councils", "One authority")] if councils else []),
            ("#one", "One body"),
            ("#why", "Why subscribe"),
            ("#how-soon", "How soon a change arrives"),
        ),
        all=first,
        councils=councils,
        alternates=ALTERNATES,
        about_bodies=f"{counted(len(bodies), 'body meets', 'bodies meet')} in public; open one to subscribe to it."
        if bodies
        else "No body meets in public.",
        bodies=bodies,
        footing=_footing(year),
    )


def _footing(year: Year) -> str:
    when = f" on {long_date(year.plan.made_on)}" if year.plan.generated else ""
    return f"Meetings open to the public. Made by meeting-day{when}."


def member_page(
    problem: Problem, plan: Plan, person: str, held: Iterable[Own], own: Subscription, busy: Subscription
) -> str:
    """Return the page of one person: their own links and meetings, and nothing of anybody else.

    Parameters
    ----------
    problem, plan : Problem, Plan
        Whose calendar it is.
    person : str
        The person's code.
    held : iterable of Own
        Their meetings.
    own, busy : Subscription
        The feed of their meetings, and the one that only says when they are busy.

    """
    months = own_meetings(problem, person, held)
    name = person_title(problem, person)
    return _private("site/member.html", problem, plan, name=name, own=own, busy=busy, months=months)


def officers_page(problem: Problem, plan: Plan, offers: Iterable[Offer]) -> str:
    """Return the page of the feeds that are not public and are no one person's."""
    kinds: dict[str, list[Offer]] = {}
    for offer in offers:
        kinds.setdefault(offer.kind, []).append(offer)
    return _private("site/officers.html", problem, plan, kinds=kinds.items())


def withdrawn_page(problem: Problem, plan: Plan) -> str:
    """Return what is shown in the place of a page whose link is withdrawn."""
    return _private("site/withdrawn.html", problem, plan)


def nothing_here() -> str:
    """Return the page that a folder of private addresses shows in the place of its listing."""
    return rendered("site/nothing.html")


def _private(template: str, problem: Problem, plan: Plan, **values: object) -> str:
    whom = whom_to_ask(problem)
    return rendered(
        template,
        authority=problem.settings.authority,
        title=plan.title,
        whom_to_ask=whom,
        if_it_is_lost=f"If one gets into other hands, ask {whom} for a new one; the old one then stops working.",
        **values,
    )
