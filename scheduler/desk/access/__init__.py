"""Who may come in, and do what: sessions, roles, and whence a request comes."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import abort, g, redirect, request
from werkzeug.wrappers import Response

VIEWER, PLANNER, PUBLISHER = "viewer", "planner", "publisher"
ROLES = (VIEWER, PLANNER, PUBLISHER)
"""Each may do what those before it may."""
COOKIE = "desk"
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
        view.role = role  # type: ignore[attr-defined] # a mark on a function
        return view

    return marked


def for_everybody(view: View) -> View:
    """Mark a view as one that nobody need be logged in for."""
    view.role = None  # type: ignore[attr-defined] # the same
    return view


class Access:
    """One officer at the machine itself, let in by an address that only they have been told."""

    def __init__(self, name: str = "", role: str = PUBLISHER) -> None:
        self.who = Who(name, role)
        self.token = secrets.token_urlsafe(24)
        self._sessions: dict[str, str] = {}

    def admit(self, view: Callable[..., Any] | None) -> Response | None:
        """See who asks, and whether they may; return an answer where they are not let in."""
        given = request.args.get("token", "")
        if given and hmac.compare_digest(given, self.token):
            session = secrets.token_urlsafe(24)
            self._sessions[session] = secrets.token_urlsafe(24)
            answer = redirect(request.path, 303)
            answer.set_cookie(COOKIE, session, httponly=True, samesite="Lax")
            return answer
        role = getattr(view, "role", VIEWER if request.method in ("GET", "HEAD") else PLANNER)
        if role is None:
            return None
        session = request.cookies.get(COOKIE, "")
        if session not in self._sessions:
            abort(401)
        g.session, g.who = session, self.who
        if not g.who.may(role):
            abort(403)
        if request.method not in ("GET", "HEAD") and not hmac.compare_digest(
            request.form.get("csrf", ""), self._sessions[session]
        ):
            abort(403)
        return None

    def csrf(self) -> str:
        """Return what a form of this session carries."""
        return self._sessions[g.session]
