"""What a site holds, and for whom each part of it is: the public, one member, or officers."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds import feeds
from scheduler.outputs.file_names import feed_path
from scheduler.outputs.site.public import public_view
from scheduler.outputs.site.register import OFFICERS, Link, feed_name, member_name

_FEEDS = "feeds/"
_OF_ONE = ("people/", "busy/", "meetings/")
"""Folders of the feeds that are one person's, or one meeting."""
_PUBLIC, _BODIES = "public.ics", "bodies/"
_NAME = re.compile(rb"\r\nNAME:(.*?)\r\n(?! )", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, eq=False)
class Contents:
    """Every feed of a plan by its audience, each made once."""

    problem: Problem
    plan: Plan
    day: dt.date = dt.date.min
    """The day it is; the day on which the plan was made where that is later."""

    @cached_property
    def view(self) -> tuple[Problem, Plan]:
        """What the public may see."""
        return public_view(self.problem, self.plan)

    @cached_property
    def _feeds(self) -> dict[str, bytes]:
        return feeds(self.problem, self.plan, self.day)

    @cached_property
    def _of_view(self) -> dict[str, bytes]:
        return feeds(*self.view, self.day)

    @cached_property
    def public(self) -> dict[str, bytes]:
        """The feeds that everybody may read, by their path on the site: all meetings, then each body's."""
        shared = {path: feed for path, feed in self._of_view.items() if path == _PUBLIC or path.startswith(_BODIES)}
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


def calendar_name(feed: bytes) -> str:
    """Return what a feed of ours calls itself."""
    found = _NAME.search(feed)
    written = b"" if found is None else found.group(1).replace(b"\r\n ", b"")
    return _ESCAPED.sub(lambda match: "\n" if match.group(1) == "n" else match.group(1), written.decode())
