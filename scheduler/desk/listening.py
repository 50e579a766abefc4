"""The desk as it runs: it listens at an address until it is told to end, and lets no client hold it up."""

import getpass
import os
import socket
import sqlite3
import sys
import threading
import webbrowser
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.desk.access.door import MOST_OF_A_FILE
from scheduler.desk.access.entrance import Asked, entrance
from scheduler.desk.access.users import users_in
from scheduler.desk.application import HEADERS, SECRET, create
from scheduler.desk.desk import Desk
from scheduler.desk.forms import forget_old
from scheduler.desk.troubles import plain_page
from scheduler.desk.work.locks import only_desk
from scheduler.errors import CannotServe, Refused
from scheduler.server import health
from scheduler.server.access_log import AccessLog, Say
from scheduler.server.listening import Limits, Refusal, Server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

USUAL_PORT = 8070
_HIGHEST_PORT = 65_535
_PORTS_TRIED = 30
_THREADS = 8
"""Some wait for a child that counts what a change costs; the others go on answering."""
_SECONDS_FOR_BODY = 600
"""50 MB over a line of 700 kbit/s."""
_MOST_RECEIVED = 4 * MOST_OF_A_FILE
"""What is larger than a file may be is thrown away as it comes, up to here, so that its sender reads why."""
_SECONDS_OF_A_DAY = 86_400.0
_ADDRESS = "desk.address"
"""The file that says where a desk is open on its folder, without what lets a browser in."""


class Answering:
    """What the server asks: the application, as soon as there is one, and its log."""

    def __init__(self, log: AccessLog) -> None:
        self.log = log
        self._desk: Desk | None = None
        self._application: WSGIApplication | None = None

    def take(self, desk: Desk) -> None:
        """Answer for a desk from now on."""
        self._desk, self._application = desk, create(desk)

    def most_bytes(self, headers: Mapping[str, str]) -> int:
        """Return how large a body may be, by the headers that come before it; nothing while it cannot be known."""
        try:
            return 0 if self._desk is None else self._desk.access.most_bytes(headers)
        except sqlite3.Error:
            return 0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        if health.is_asked(environ):  # whatever host is asked for, and without a session: nothing is said of the desk
            return health.told(environ, start_response, well=self._desk is not None and self._desk.store.is_there)
        if self._application is None:
            headers, body = _refusal(503)
            start_response("503 Service Unavailable", [*headers, ("Content-Length", str(len(body)))])
            return [body]
        return self._application(environ, start_response)


class Running:
    """A desk that listens."""

    def __init__(self, desk: Desk, server: Server, base: str) -> None:
        self.desk = desk
        self._server = server
        self._base = base

    @property
    def address(self) -> str:
        """Where to open it; at this machine with the token that lets its officer in."""
        return self._with(self.desk.access.token)

    def show(self) -> None:
        """Open it in the browser, where there is one with windows, by an address that lets one in once."""
        if opens_windows():
            address = self._with(self.desk.access.token_once())
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    def _with(self, token: str) -> str:
        return f"{self._base}/" if self.desk.access.entrance.is_secure else f"{self._base}/?{SECRET}={token}"

    def run(self) -> None:
        """Answer until Ctrl-C, SystemExit, or `stop` in another thread."""
        self._server.run()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.stop()

    @property
    def still_works(self) -> bool:
        """Whether a job goes on that the next start finds."""
        return next(iter(self.desk.work.jobs.waiting()), None) is not None


@contextmanager
def opened(folder: Path, port: int, asked: Asked, say: Say, officer: str = "") -> Iterator[Running]:
    """Open the desk in a folder for as long as this lasts.

    Parameters
    ----------
    folder : Path
        The desk's; made where it is not there.
    port : int
        Where to listen; 0 for any that is free.
    asked : Asked
        At which host, and who may come in.
    say : callable
        Writes one line of the log.
    officer : str
        Who is at this machine; left out, the name by which the system knows them.

    Raises
    ------
    CannotKeepUser
        If the folder cannot be used.
    CannotServe
        If the address cannot be had, or strangers could come in.
    Refused
        If another desk is open on the folder.

    """
    users = users_in(folder, make=True)
    _see_that_it_is_the_only_one(folder)
    answering = Answering(AccessLog(say))
    entrance(asked, port or USUAL_PORT, users, officer)  # before anything listens: it may not be let to
    limits = Limits(
        seconds_for_body=_SECONDS_FOR_BODY,
        threads=_THREADS,
        kept=answering.most_bytes,
        received=_MOST_RECEIVED,
        refusal=_refusal,
    )
    with ExitStack() as ends:
        server = _listening(answering, asked.host, port, limits)
        ends.callback(server.close)
        desk = Desk(folder, entrance(asked, server.port, users, officer or whoever()), say)
        ends.callback(desk.store.close)
        desk.work.start()
        ends.callback(desk.work.close)
        forget_old(desk.store)
        ends.enter_context(every_day(desk))
        answering.take(desk)
        base = _base(asked, server.port)
        ends.callback((folder / _ADDRESS).unlink, missing_ok=True)
        (folder / _ADDRESS).write_text(f"{base}/\n", encoding="utf-8")
        yield Running(desk, server, base)


@contextmanager
def every_day(desk: Desk, seconds: float = _SECONDS_OF_A_DAY) -> Iterator[None]:
    """Look after the bin of a desk now, and then each day, beside all else, for as long as this lasts."""
    over = threading.Event()

    def look() -> None:
        while True:
            try:
                desk.look_after_bin()
            except Exception as trouble:  # noqa: BLE001 - whatever one look meets, there is another tomorrow
                desk.log.trouble(trouble)
            if over.wait(seconds):
                break
        desk.store.close()

    thread = threading.Thread(target=look, name="bin", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _see_that_it_is_the_only_one(folder: Path) -> None:
    """Say where a desk is open on a folder already; whoever starts it twice wants that one."""
    try:
        only_desk(folder).give_back()
    except Refused:
        try:
            address = (folder / _ADDRESS).read_text(encoding="utf-8").strip()
        except OSError:
            address = ""
        where = f": {address}" if address else "."
        raise Refused(
            f"The desk in {folder} is open already{where}",
            (),
            "Go on there, in the browser that you had. To let another browser in, use the address in the window in "
            "which the desk runs; or end it there, and start it again.",
        ) from None


def _base(asked: Asked, port: int) -> str:
    """Return how every address of the desk begins."""
    if asked.public_names:
        return f"https://{asked.public_names[0].removeprefix('https://').rstrip('/')}"
    return f"http://[{asked.host}]:{port}" if ":" in asked.host else f"http://{asked.host}:{port}"


def whoever() -> str:
    """Return the name by which the system knows who is at work; it may know none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def opens_windows() -> bool:
    """Whether this machine can show a browser: one in a terminal would take the place of what is told there."""
    return bool(
        sys.platform in ("win32", "darwin")
        or os.environ.get("BROWSER")
        or os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
    )


def _listening(answering: Answering, host: str, port: int, limits: Limits) -> Server:
    """Take the address, or say which port is free where this one is not."""
    try:
        return Server(answering, host, port, limits)
    except CannotServe:
        free = _free_port(host, port)
        if free is None:
            raise
        raise CannotServe(
            f"Port {port} of this machine is in use, perhaps by a desk that is open already. "
            f"Port {free} is free: start with --port {free}."
        ) from None


def _free_port(host: str, port: int) -> int | None:
    """Return the next port that is free; None where it is not the port that cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for other in range(port + 1, min(port + _PORTS_TRIED, _HIGHEST_PORT) + 1):
        try:
            socket.create_server((host, other), family=family).close()
        except OSError:
            continue
        return other
    return None


def _refusal(status: int) -> Refusal:
    """Return the page for what is no request, or comes before there is a desk."""
    body = plain_page(status).encode()
    return [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"), *HEADERS.items()], body
