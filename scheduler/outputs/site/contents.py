"""What a site holds, and for whom each part of it is: the public, one member, or officers.

The public sees open bodies and their meetings, and nobody's name. At a withdrawn address stands one event that says so.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import sender_title
from scheduler.domain.uids import uid_of
from scheduler.languages import phrase, said, writing
from scheduler.outputs.bilingual import APART, in_each, joined, together
from scheduler.outputs.feeds import feeds
from scheduler.outputs.feeds.events import FOR_DEADLINES, FREE, Event, about_feed, calendar, in_all
from scheduler.outputs.feeds.rfc5545 import calendar_date, content_line, paragraph_line, text_line, utc_time
from scheduler.outputs.naming import feed_path
from scheduler.outputs.pages.forward_plan import has_forward_plan
from scheduler.outputs.public_view import public_view
from scheduler.outputs.site.addresses import INDEX_PAGE, whole_address
from scheduler.outputs.site.register import NOTICE, OFFICERS, Link, feed_name, member_name

_FEEDS = "feeds/"
_OF_ONE = ("people/", "busy/", "meetings/")
"""Folders of the feeds that are one person's, or one meeting."""
_PUBLIC, OF_BODIES, OF_AUTHORITIES = "public.ics", "bodies/", "authorities/"
"""The feeds that everybody may read: a file, and folders."""
_NAME = re.compile(rb"\r\nNAME:(.*?)\r\n(?! )", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, eq=False)
class Contents:
    """Every feed of a plan by its audience, each made once."""

    problem: Problem
    plan: Plan
    day: dt.date = dt.date.min
    """The day it is; the day on which the plan was made where that is later."""
    base_url: str = ""
    """Where the site is on the web, as `checked_base` returns it; empty where that is not known."""

    @cached_property
    def view(self) -> tuple[Problem, Plan]:
        """What the public may see."""
        return public_view(self.problem, self.plan)

    @cached_property
    def _feeds(self) -> dict[str, bytes]:
        return feeds(self.problem, self.plan, self.day, self._page)

    @cached_property
    def _of_view(self) -> dict[str, bytes]:
        return feeds(*self.view, self.day, self._page)

    @property
    def has_forward_plan(self) -> bool:
        """Whether there is a forward plan of decisions to publish."""
        return has_forward_plan(self.problem)

    @property
    def _page(self) -> str:
        return whole_address(self.base_url, INDEX_PAGE) if self.base_url else ""

    @cached_property
    def public(self) -> dict[str, bytes]:
        """The feeds everybody may read, by their path on the site: all meetings, each body's, each authority's."""
        folders = (OF_BODIES, OF_AUTHORITIES)
        shared = {path: feed for path, feed in self._of_view.items() if path == _PUBLIC or path.startswith(folders)}
        return {_FEEDS + path: feed for path, feed in shared.items()}

    @cached_property
    def meetings(self) -> dict[str, bytes]:
        """Each public meeting by itself, to be downloaded, by its path below the folder of feeds."""
        return {path: feed for path, feed in self._of_view.items() if path.startswith("meetings/")}

    @cached_property
    def members(self) -> dict[str, bytes]:
        """Each person's own feed, by their code."""
        return {code: self._feeds[feed_path("people", code)] for code in self.problem.people}

    @cached_property
    def busy(self) -> dict[str, bytes]:
        """When each person is busy and nothing else, by their code."""
        return {code: self._feeds[feed_path("busy", code)] for code in self.problem.people}

    @cached_property
    def officers(self) -> dict[str, bytes]:
        """The feeds that are neither public nor one person's, by their path in an output folder."""
        private = (path for path in self._feeds if _FEEDS + path not in self.public and not path.startswith(_OF_ONE))
        return {path: self._feeds[path] for path in private}

    @cached_property
    def holders(self) -> Mapping[str, Link]:
        """Everything that has an unguessable address, by its name in the register."""
        people = self.problem.people.values()
        return {
            OFFICERS: Link(title="Officers"),
            **{member_name(person.code): Link(code=person.code, title=person.name) for person in people},
            **{feed_name(path): Link(title=calendar_name(feed)) for path, feed in self.officers.items()},
        }

    @cached_property
    def formerly(self) -> Mapping[str, tuple[str, ...]]:
        """The names that each of these had in a register while a person, or a body, had another code."""
        bodies = [(body, feed_path("bodies", body.code)) for body in self.problem.bodies.values()]
        return {
            **{
                member_name(person.code): tuple(map(member_name, person.aliases))
                for person in self.problem.people.values()
            },
            **{
                feed_name(path): tuple(feed_name(feed_path("bodies", alias)) for alias in body.aliases)
                for body, path in bodies
                if path in self.officers
            },
        }

    @cached_property
    def public_aliases(self) -> dict[str, bytes]:
        """The public feeds of bodies at the paths that they had, or may have had, under another code."""
        open_bodies = [body for body in self.problem.bodies.values() if body.open_to_public]
        found = {
            _FEEDS + feed_path("bodies", alias): self.public.get(_FEEDS + feed_path("bodies", body.code))
            for body in open_bodies
            for alias in body.aliases
        }
        return {path: feed for path, feed in found.items() if feed is not None and path not in self.public}


def calendar_name(feed: bytes) -> str:
    """Return what a feed of ours calls itself."""
    found = _NAME.search(feed)
    written = b"" if found is None else found.group(1).replace(b"\r\n ", b"")
    return _ESCAPED.sub(lambda match: "\n" if match.group(1) == "n" else match.group(1), written.decode())


def whom_to_ask(problem: Problem, person: str = "") -> str:
    """Name the authority that gave somebody a link; where the input names none, whoever gave it."""
    return sender_title(problem, problem.bodies_of_person(person)) or said("whoever gave it to you")


def notice_feed(problem: Problem, plan: Plan, address: str, moment: str) -> bytes:
    """Return the feed that tells a subscriber, and whoever else has the address, that nothing more will come.

    An empty feed would not do: some programs would keep what they have. It names nobody.

    Parameters
    ----------
    problem, plan : Problem, Plan
        Say whom to ask, and the time zone.
    address : str
        The unguessable part of the address; the event is known by it.
    moment : str
        When the address was withdrawn, ISO; the event lasts from that day for as long as it is shown.

    """
    first = dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(plan.timezone)).date()
    event = in_all(in_each(problem, _withdrawal, problem, address, moment, first))
    written = b"".join(
        (
            content_line("BEGIN", "VEVENT"),
            text_line("UID", event.uid),
            content_line("DTSTAMP", utc_time(moment)),
            content_line("LAST-MODIFIED", utc_time(moment)),
            content_line("SEQUENCE", "0"),
            content_line("DTSTART;VALUE=DATE", calendar_date(first)),
            content_line("DTEND;VALUE=DATE", calendar_date(first + NOTICE)),
            text_line("SUMMARY", event.title),
            content_line("STATUS", "CONFIRMED"),
            paragraph_line("DESCRIPTION", event.description),
            content_line("TRANSP", "TRANSPARENT"),
            content_line("X-MICROSOFT-CDO-BUSYSTATUS", FREE),
            content_line("END", "VEVENT"),
        )
    )
    about = joined(in_each(problem, lambda: about_feed(event.said_in(writing()).description)), APART)
    name = together(problem, said, phrase("Withdrawn calendar link"))
    return calendar(plan, name, about, FOR_DEADLINES, [(event, written)])


def _withdrawal(problem: Problem, address: str, moment: str, first: dt.date) -> Event:
    """Return the event that says it, in the language that is being written."""
    whom = whom_to_ask(problem)
    title = said("This calendar link has been withdrawn - ask {authority}", authority=whom)
    about = said(
        "Nothing more will come by this link. For a new one, ask {authority}; then remove this calendar.",
        authority=whom,
    )
    return Event(uid_of(problem, "withdrawn", address), title, first, moment, description=about)
