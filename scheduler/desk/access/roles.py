"""Roles, and the marks by which a view says whose it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

VIEWER, PLANNER, PUBLISHER = "viewer", "planner", "publisher"
ROLES = (VIEWER, PLANNER, PUBLISHER)
"""Each may do what those before it may."""
ROLE_WORDS = {
    VIEWER: "read everything, and change nothing",
    PLANNER: "also plan: move meetings, make drafts, and change the calendar until it is published",
    PUBLISHER: "also confirm, publish, and keep the users of the desk",
}
"""What each role may do, to go on from `you may`."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""The methods that change nothing."""
_ROLE, _UPLOADS = "role", "uploads"
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Who:
    """Who is at work."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether they may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


def may(role: str) -> Callable[[View], View]:
    """Mark a view as one for those of a role, and of any that may do more."""

    def marked(view: View) -> View:
        setattr(view, _ROLE, role)
        return view

    return marked


def for_everybody(view: View) -> View:
    """Mark a view as one that nobody need be logged in for."""
    setattr(view, _ROLE, None)
    return view


def takes_files(view: View) -> View:
    """Mark a view as one that files are sent to: up to 50 MB, where others take a megabyte."""
    setattr(view, _UPLOADS, True)
    return view


def role_asked(view: Callable[..., Any] | None, method: str) -> str | None:
    """Return which role it takes to have a request answered by a view; None where it takes none.

    A view without a mark is read by viewers, and asked for anything else by planners.
    """
    usual = VIEWER if method in READING else PLANNER
    return getattr(view, _ROLE, usual)


def may_be_sent_files(view: Callable[..., Any] | None) -> bool:
    """Whether files may be sent to a view."""
    return bool(getattr(view, _UPLOADS, False))
