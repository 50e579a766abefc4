"""The pages of a site: for everybody the year at a glance and how to subscribe, and the private ones.

Those at unguessable addresses are a member's own, the officers', and that of a link which is withdrawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from markupsafe import Markup

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import authority_title, person_title, plan_title, sender_title
from scheduler.languages import phrase, said, said_of
from scheduler.outputs.data.changes import CHANGES_FILE
from scheduler.outputs.data.oparl import SYSTEM_FILE
from scheduler.outputs.pages.editions import PageEdition, page_in_language
from scheduler.outputs.pages.meetings import listing
from scheduler.outputs.pages.planner import Year, heading, made_by, planner
from scheduler.outputs.pages.templates import rendered
from scheduler.outputs.places import FORWARD_PLAN_PAGE
from scheduler.outputs.site.addresses import INDEX_PAGE, Subscription
from scheduler.outputs.site.contents import OF_AUTHORITIES, whom_to_ask
from scheduler.outputs.site.members import Own, own_meetings

SUBSCRIBE_PAGE = "subscribe.html"
ALTERNATES = (
    ("feeds/public.ics", "text/calendar", phrase("Meetings, for your calendar")),
    (CHANGES_FILE, "application/atom+xml", phrase("Changes of meetings")),
    (SYSTEM_FILE, "application/json", phrase("Meetings as open data (OParl)")),
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


def index_page(year: Year, events: Markup, *, forward_plan: bool = False, editions: Sequence[PageEdition] = ()) -> str:
    """Return the public year at a glance, and its meetings for search engines; what it holds must be public already."""
    return rendered(
        "site/index.html",
        editions=editions,
        heading=heading(year),
        navigation=(
            ("#meetings", said("Meetings by month")),
            ("#year", said("Year at a glance")),
            *(
                [(page_in_language(year.problem, FORWARD_PLAN_PAGE), said("Forward plan of decisions"))]
                if forward_plan
                else []
            ),
            (page_in_language(year.problem, SUBSCRIBE_PAGE), said("Subscribe in your own calendar")),
        ),
        planner=planner(year),
        listing=listing(year),
        subscribe_page=page_in_language(year.problem, SUBSCRIBE_PAGE),
        alternates=_alternates(),
        events=events,
        footing=_footing(year),
    )


def subscribe_page(year: Year, offers: Iterable[Offer], editions: Sequence[PageEdition] = ()) -> str:
    """Return the page that offers every public feed; the first is that of all public meetings."""
    first, *others = offers
    councils = [one for one in others if OF_AUTHORITIES in one.path]
    bodies = [one for one in others if one not in councils]
    return rendered(
        "site/subscribe.html",
        editions=editions,
        authority=authority_title(year.problem),
        title=plan_title(year.problem, year.plan),
        navigation=(
            (page_in_language(year.problem, INDEX_PAGE), said("The year at a glance")),
            ("#all", said("All meetings")),
            *([("#councils", said("One authority"))] if councils else []),
            ("#one", said("One body")),
            ("#why", said("Why subscribe")),
            ("#how-soon", said("How soon a change arrives")),
        ),
        all=first,
        councils=councils,
        alternates=_alternates(),
        about_bodies=said_of(
            len(bodies),
            "{number} body meets in public; open one to subscribe to it.",
            "{number} bodies meet in public; open one to subscribe to it.",
        )
        if bodies
        else said("No body meets in public."),
        bodies=bodies,
        footing=_footing(year),
    )


def _alternates() -> tuple[tuple[str, str, str], ...]:
    return tuple((address, kind, said(title)) for address, kind, title in ALTERNATES)


def _footing(year: Year) -> str:
    return f"{said('Meetings open to the public.')} {made_by(year.plan)}"


def member_page(
    problem: Problem,
    plan: Plan,
    person: str,
    held: Iterable[Own],
    feeds: tuple[Subscription, Subscription],
    editions: Sequence[PageEdition] = (),
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
    feeds : tuple of Subscription
        The feed of their meetings, and the one that only says when they are busy.
    editions : Sequence[PageEdition], optional
        The page in the council's languages.

    """
    own, busy = feeds
    shown = {"name": person_title(problem, person), "months": own_meetings(problem, person, held)}
    return _private("site/member.html", problem, plan, person, **shown, own=own, busy=busy, editions=editions)


def officers_page(problem: Problem, plan: Plan, offers: Iterable[Offer]) -> str:
    """Return the page of the feeds that are not public and are no one person's."""
    kinds: dict[str, list[Offer]] = {}
    for offer in offers:
        kinds.setdefault(offer.kind, []).append(offer)
    return _private("site/officers.html", problem, plan, kinds=kinds.items())


def withdrawn_page(problem: Problem, plan: Plan, editions: Sequence[PageEdition] = ()) -> str:
    """Return what is shown in the place of a page whose link is withdrawn."""
    return _private("site/withdrawn.html", problem, plan, editions=editions)


def nothing_here(editions: Sequence[PageEdition] = ()) -> str:
    """Return the page that a folder of private addresses shows in the place of its listing."""
    return rendered("site/nothing.html", editions=editions)


def _private(template: str, problem: Problem, plan: Plan, person: str = "", **values: object) -> str:
    """Return a page that is for nobody else, and speaks for the authority of a person, or the one that keeps all."""
    whom = whom_to_ask(problem, person)
    return rendered(
        template,
        authority=sender_title(problem, problem.bodies_of_person(person)),
        title=plan_title(problem, plan),
        whom_to_ask=whom,
        if_it_is_lost=said(
            "If one gets into other hands, ask {whom} for a new one; the old one then stops working.", whom=whom
        ),
        **values,
    )
