"""The door of the desk: every request passes it, and none that it does not let in reaches a view."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, g, redirect, request
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.sansio.http import parse_cookie
from werkzeug.wrappers import Response as AnyResponse

from scheduler.desk.access.addresses import client, is_drawn_in, is_from_here, is_one_of, within
from scheduler.desk.access.entrance import PROVIDER, PROXY, REFUSED, TOKEN, Entrance
from scheduler.desk.access.provider import CameBack, CannotComeIn, Provider
from scheduler.desk.access.roles import READING, VIEWER, Who, may_be_sent_files, role_asked
from scheduler.desk.access.sessions import AT_THIS_MACHINE, BEYOND_IT, DAYS_A_BROWSER_IS_KNOWN, Session, Sessions
from scheduler.desk.access.throttle import Throttle, TooManyTries, Tried
from scheduler.desk.access.users import User, Users, folded
from scheduler.desk.store import Store
from scheduler.server.clock import present_moment
from scheduler.server.listening import NO_ROOM, NOT_KEPT, TOO_LARGE

MOST_OF_A_FILE = 50 * 1024 * 1024
MOST_OF_A_FORM = 1024 * 1024
MOST_OF_NOBODY = 64 * 1024
"""Bytes of a body: with files, of a form, and of somebody who has not come in."""
_FOR_THE_REST_OF_A_FORM = 64 * 1024
_BYTES_OF_A_TOKEN = 32
_SECONDS_OF_A_DAY = 86_400
_UNKNOWN = "The desk does not know {}. Ask a publisher of your desk to add this name to its users."
_CHECKED_AT_ONCE = 2
"""Passwords: each keeps a processor busy, and a thread that answers."""
_SECONDS_FOR_A_TURN = 5
_FREE_AT_A_BROWSER, _FREE_OF_A_NAME, _FREE_AT_AN_ADDRESS = 5, 5, 20
"""So many wrong passwords before there is a wait."""


class NotIn(Unauthorized):
    """Nobody has come in by this browser, or their session is over; the log-in page is the answer."""


class Forged(Forbidden):
    """A form does not carry what those of this session carry; the answer offers to send it again."""


class FullDisk(OSError):
    """The disk has no room for what was sent."""


class Access:
    """Who comes in to a desk, and what they may do.

    Parameters
    ----------
    store : Store
        The desk's database: users, sessions, wrong passwords.
    entrance : Entrance
        Where the desk is reached, and how officers come in.
    clock : callable
        The present moment, in UTC.

    """

    def __init__(self, store: Store, entrance: Entrance, clock: Callable[[], datetime] = present_moment) -> None:
        self.entrance = entrance
        self.clock = clock
        self.users = Users(store)
        self.sessions = Sessions(store, BEYOND_IT if entrance.is_secure else AT_THIS_MACHINE, clock)
        self.throttle = Throttle(store, clock)
        self.provider = None if entrance.provider is None else Provider(entrance.provider, store, clock)
        self.token = secrets.token_urlsafe(_BYTES_OF_A_TOKEN)
        """Lets the officer at the machine itself in, as long as the desk runs."""
        self._token_once = ""
        self._checking = BoundedSemaphore(_CHECKED_AT_ONCE)

    def token_once(self) -> str:
        """Return a token that lets one browser in: what opens it can be seen by others who use this machine."""
        self._token_once = secrets.token_urlsafe(_BYTES_OF_A_TOKEN)
        return self._token_once

    # -- every request

    def admit(self, view: Callable[..., Any] | None) -> AnyResponse | None:
        """See who asks, and whether they may; return an answer where they are to go elsewhere first."""
        g.address = client(request.environ, self.entrance.proxies)
        self._see_that_it_is_for_us()
        role = role_asked(view, request.method)
        if role is not None:
            self._see_that_it_is_from_here()
        if "token" in request.args and TOKEN in self.entrance.ways and request.method == "GET":
            return self._came_by_token(request.args["token"])
        session = self._session(is_asked_who=role is not None)
        self._is(session)
        request.max_content_length = _most_bytes(view, is_in=session is not None)
        if session is None and role is not None:
            raise NotIn
        _see_that_it_is_whole()
        if session is None or role is None:
            return None
        self.sessions.mark(session)
        if not g.who.may(role):
            abort(
                403,
                f"This takes a {role}, and you are a {g.who.role}. Ask a publisher for that role.",
            )
        if request.method not in READING and not hmac.compare_digest(_form_token().encode(), session.csrf.encode()):
            raise Forged
        return None

    def leave(self, response: Response) -> Response:
        """Give a browser the cookies of this request, and the headers that belong to them."""
        for name, (value, age) in g.get("cookies", {}).items():
            response.set_cookie(
                name, value, max_age=age, httponly=True, secure=self.entrance.is_secure, samesite="Lax", path="/"
            )  # Lax: a link in an e-mail leads in; what changes anything asks for the form's own token besides
        return response

    def csrf(self) -> str:
        """Return what a form of this session carries; blank where nobody is in."""
        return str(g.get("csrf", ""))

    def most_bytes(self, headers: Mapping[str, str]) -> int:
        """Return how large a body may be, by the headers that come before it: a stranger fills no disk."""
        cookie = parse_cookie(headers.get("COOKIE", "").encode("latin-1").decode("utf-8", "replace")).get(
            self.entrance.cookie, ""
        )
        return MOST_OF_NOBODY if self._valid(cookie) is None else MOST_OF_A_FILE + _FOR_THE_REST_OF_A_FORM

    # -- coming in and going out

    def come_in(self, name: str, way: str, role: str = "") -> None:
        """Begin a session for this browser, under a new cookie whatever it had before."""
        before = request.cookies.get(self.entrance.cookie, "")
        cookie = self.sessions.begin(name, way, role, instead_of=before)
        self._give_cookie(self.entrance.cookie, cookie, None)
        self._is(self.sessions.found(cookie))

    def user_of(self, name: str, password: str) -> User | None:
        """Return the user of a name and a password, None where there is none.

        Raises
        ------
        TooManyTries
            If one has to wait after too many wrong ones, or others are trying at this moment.

        """
        tried = self._tried(name)
        self.throttle.count(tried)
        if not self._checking.acquire(timeout=_SECONDS_FOR_A_TURN):
            raise TooManyTries(1)
        try:
            user = self.users.with_password(name, password)
        finally:
            self._checking.release()
        if user is not None:
            self.throttle.was_right(tried)
        return user

    def _tried(self, name: str) -> tuple[Tried, ...]:
        """Return what a try is counted for: at a browser that is known, that alone."""
        if self.sessions.is_known(self.browser, name):
            return (Tried("browser", self.browser, _FREE_AT_A_BROWSER),)
        by_name = Tried("name", folded(name), _FREE_OF_A_NAME)
        return (by_name, Tried("address", g.address, _FREE_AT_AN_ADDRESS)) if g.address else (by_name,)

    def run_errand(self, back: str, address: str, typed: list[tuple[str, str]] | None) -> str:
        """Send this browser to the provider, and return its address there."""
        destination, cookie = self._provider.errand(back, address, typed)
        self._give_cookie(self._errand_cookie, cookie, None)
        return destination

    def come_back(self, back: str) -> CameBack:
        """Let in whom the provider knows, if the desk does too.

        Raises
        ------
        CannotComeIn
            If either does not.

        """
        cookie = request.cookies.get(self._errand_cookie, "")
        self._give_cookie(self._errand_cookie, "", 0)
        found = self._provider.came_back(back, request.args, cookie)
        user = self.users.named(found.name)
        if user is None and not found.role and self.entrance.unknown_names == REFUSED:
            raise CannotComeIn(_UNKNOWN.format(found.name))
        self.come_in(found.name if user is None else user.name, PROVIDER, found.role)
        return found

    @property
    def _provider(self) -> Provider:
        if self.provider is None:
            abort(404)
        return self.provider

    @property
    def _errand_cookie(self) -> str:
        return f"{self.entrance.cookie}-errand"

    def outward(self, path: str) -> str:
        """Return a page of the desk as others ask for it."""
        scheme = "https" if self.entrance.is_secure else "http"
        return f"{scheme}://{request.host}{path}"

    def is_from_here(self) -> bool:
        """Whether the browser says that a page of the desk has sent this request."""
        return is_from_here(request.environ, self.entrance.origins) is True

    def is_token(self, given: str) -> bool:
        """Whether something is the token of this desk, by itself or in its address."""
        token = given.strip().rpartition("token=")[2]
        return hmac.compare_digest(token.encode(), self.token.encode())

    def _is(self, session: Session | None) -> None:
        """Answer the request as one of a session, where it is of any."""
        who = None if session is None else self._who(session)
        if session is not None and who is not None:
            g.session, g.who, g.csrf = session.id, who, session.csrf

    def go_out(self, session: str) -> None:
        """End a session of this browser."""
        self.sessions.end(session)
        self._give_cookie(self.entrance.cookie, "", 0)

    def know_this_browser(self, name: str) -> None:
        """Remember that somebody has come in by this browser."""
        cookie = self.sessions.remember(self.browser, name)
        self._give_cookie(self._browser_cookie, cookie, DAYS_A_BROWSER_IS_KNOWN * _SECONDS_OF_A_DAY)

    @property
    def browser(self) -> str:
        """The cookie by which this browser is known; blank where nobody has come in by it."""
        return request.cookies.get(self._browser_cookie, "")

    @property
    def _browser_cookie(self) -> str:
        return f"{self.entrance.cookie}-known"

    def _give_cookie(self, name: str, value: str, age: int | None) -> None:
        g.setdefault("cookies", {})[name] = (value, age)

    # -- what is seen to, in order

    def _see_that_it_is_for_us(self) -> None:
        """Refuse whatever is meant for another host: a name that somebody has led to this address (DNS rebinding)."""
        if request.headers.get("Host", "").lower() not in self.entrance.hosts:
            names = " or ".join(sorted(self.entrance.hosts))
            abort(400, f"The desk does not answer to this name. Its address begins with {names}.")

    def _see_that_it_is_from_here(self) -> None:
        if request.method in READING:
            if is_drawn_in(request.environ):
                abort(
                    403, "Another site has asked the desk for a part of its own page. Open the desk by its own address."
                )
        elif is_from_here(request.environ, self.entrance.origins) is False:
            abort(403, "Another site has sent this form. Nothing was done. Open the desk by its own address.")

    def _came_by_token(self, token: str) -> AnyResponse:
        """Exchange the token for a cookie, and lead on to the same address without it."""
        is_right = any(
            known and hmac.compare_digest(token.encode(), known.encode()) for known in (self.token, self._token_once)
        )
        rest = [(name, value) for name, value in request.args.items(multi=True) if name != "token"]
        answer = redirect(within(request.path + (f"?{urlencode(rest)}" if rest else "")), 303)
        answer.headers["Referrer-Policy"] = "no-referrer"
        if is_right and self.entrance.officer is not None:
            self._token_once = "" if token == self._token_once else self._token_once
            self.come_in(self.entrance.officer.name, TOKEN)
        return answer

    def _session(self, *, is_asked_who: bool) -> Session | None:
        """Return the session of this request; one that begins with it where a proxy says who asks."""
        found = self._valid(request.cookies.get(self.entrance.cookie, ""))
        if PROXY not in self.entrance.ways or not is_asked_who:
            return found
        name = self._name_by_proxy()
        if name is None:
            return None
        if found is None or found.name != name:
            self.come_in(name, PROXY)
            return self.sessions.found(g.cookies[self.entrance.cookie][0])
        return found

    def _name_by_proxy(self) -> str | None:
        """Return whom a proxy that is believed says to be asking, if the desk lets them in."""
        if not is_one_of(request.environ.get("REMOTE_ADDR", ""), self.entrance.proxies):
            abort(403, "The desk is reached through its proxy only. Open it by its own address.")
        given = request.headers.get(self.entrance.identity_header, "").strip()
        try:
            name = given.encode("latin-1").decode("utf-8")
        except UnicodeError:
            name = given
        if not name or not name.isprintable() or "," in name:  # two of them, joined: one is the client's own
            return None
        user = self.users.named(name)
        if user is None and self.entrance.unknown_names == REFUSED:
            abort(403, _UNKNOWN.format(name))
        return name if user is None else user.name

    def _valid(self, cookie: str) -> Session | None:
        """Return the session of a cookie if whoever has it may still come in by the way they came."""
        found = self.sessions.found(cookie)
        if found is None or found.way not in self.entrance.ways or self._who(found) is None:
            return None
        return found

    def _who(self, session: Session) -> Who | None:
        """Return who has a session, and what they may do at this moment; None if they may not come in any more."""
        if session.way == TOKEN:
            return self.entrance.officer
        user = self.users.named(session.name)
        if user is not None:
            return Who(user.name, session.role or user.role)
        if session.role:
            return Who(session.name, session.role)
        return None if self.entrance.unknown_names == REFUSED else Who(session.name, VIEWER)


def _most_bytes(view: Callable[..., Any] | None, *, is_in: bool) -> int:
    """Return how large a body a view may be sent."""
    if not is_in:
        return MOST_OF_NOBODY
    return MOST_OF_A_FILE + _FOR_THE_REST_OF_A_FORM if may_be_sent_files(view) else MOST_OF_A_FORM


def _see_that_it_is_whole() -> None:
    """Refuse a body that is too large, or for which there was no room."""
    why = request.environ.get(NOT_KEPT)
    if why == NO_ROOM:
        raise FullDisk(28, "No space left on device")
    if why == TOO_LARGE or (request.content_length or 0) > (request.max_content_length or 0):
        abort(413)


def _form_token() -> str:
    """Return what a request carries to show that a form of this session sent it."""
    return request.form.get("csrf", "")
