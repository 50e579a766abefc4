"""The server that listens: waitress, bound so that no client can hold it up, fill its memory or its disk."""

import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import FixedStreamReceiver
from waitress.server import create_server
from waitress.task import ErrorTask, WSGITask

from scheduler.errors import CannotServe
from scheduler.server.access_log import AccessLog, without_addresses

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_LARGEST_HEADERS = 16_384
_LARGEST_BODY = 1_024
SECONDS_TO_WAIT = 20
SECONDS_TO_BEGIN = 5
"""For the first line of a request on a new connection."""
_SECONDS_BETWEEN_CLEARANCES = 1
_CONNECTIONS = 500
_IN_RESERVE = 20
"""Beyond them the system keeps newcomers waiting: the listener and what takes the place of another count too."""
CONNECTIONS_OF_ONE = 100
"""Of one client; a proxy in front, which is one client, waits for whole requests itself and needs few."""
_THREADS = 4
_MOST_WAITING = 64 * 1024 * 1024
"""Bytes of one answer that wait for a slow client, on disk, before its thread waits too."""

NOT_KEPT = "meeting_day.body_not_kept"
"""The key of a WSGI environment that says why the body of a request is not there: `TOO_LARGE` or `NO_ROOM`."""
TOO_LARGE, NO_ROOM = "too large", "no room"
_LINE, _HEADERS, _BODY = range(3)
"""What of a request has yet to come."""

Refusal = tuple[Sequence[tuple[str, str]], bytes]
"""The headers and the body of an answer to what is no request."""


class Answering(Protocol):
    """A WSGI application with a log of what goes wrong."""

    log: AccessLog

    @property
    def __call__(self) -> "WSGIApplication":
        """Answer one request."""


def _largest_body(headers: Mapping[str, str]) -> int:
    """Return how many bytes a plain question may have beside its headers."""
    del headers
    return _LARGEST_BODY


@dataclass(frozen=True)
class Limits:
    """What a client may ask of a server."""

    seconds_to_wait: int = SECONDS_TO_WAIT
    """For all headers of a request, and for the next one on a connection."""
    seconds_for_body: int = SECONDS_TO_WAIT
    threads: int = _THREADS
    kept: Callable[[Mapping[str, str]], int] = field(default=_largest_body)
    """How many bytes of a body are kept, by the headers (`COOKIE`, `CONTENT_TYPE`, ...) that came before it."""
    received: int = _LARGEST_BODY
    """So many bytes of a body are received and thrown away, for an answer that its sender gets to see."""
    refusal: Callable[[int], Refusal] | None = None
    """What is answered to something that is no request, by its status; left out, waitress's own line."""


class _Nothing:
    """A buffer that keeps nothing."""

    def append(self, data: bytes) -> None:
        """Throw it away."""

    def getfile(self) -> BytesIO:
        """Return what was kept."""
        return BytesIO()

    def close(self) -> None:
        """Keep on keeping nothing."""


class MeasuredParser(HTTPRequestParser):  # type: ignore[misc] # waitress ships no types
    """Reads a request, and keeps no more of its body than its sender may send, or the disk has room for."""

    def __init__(self, limits: Limits, adjustments: Any) -> None:  # noqa: ANN401 - waitress ships no types
        super().__init__(adjustments)
        self._limits = limits
        self.not_kept = ""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers, and decide by them what becomes of the body."""
        super().parse_header(header_plus)
        if self.chunked:
            self.body_rcv = None
            raise ParsingError("A body has to come with its length.")
        if self.content_length > 0 and self.content_length > self._limits.kept(self.headers):
            self._throw_away(TOO_LARGE)

    def received(self, data: bytes) -> int:
        """Receive; go on without keeping what the disk has no room for."""
        try:
            return int(super().received(data))
        except OSError:
            self._throw_away(NO_ROOM)
            return int(super().received(data))

    def _throw_away(self, why: str) -> None:
        self.not_kept = why
        kept: Any = self.body_rcv
        self.body_rcv = FixedStreamReceiver(kept.remain, _Nothing())
        kept.getbuf().close()

    @property
    def stage(self) -> int:
        """What of the request has yet to come."""
        if self.headers_finished:
            return _BODY
        return _HEADERS if b"\n" in self.header_plus else _LINE


class UnpipelinedTask(WSGITask):  # type: ignore[misc] # waitress ships no types
    """Answers one request: keeps the connection after a 304, as after a 200, and ends one that pipelines requests.

    Requests sent ahead, whose answers nobody reads, would fill the memory and in the end hold every thread.
    """

    def start(self) -> None:
        """Say that the connection ends if more is asked before this is answered."""
        super().start()
        with self.channel.requests_lock:  # what came with this request is taken apart by now
            self._is_only_one = len(self.channel.requests) == 1
        if not self._is_only_one:
            self.set_close_on_finish()

    def get_environment(self) -> dict[str, Any]:
        """Return the environment; where the body was not kept, it says why."""
        environ: dict[str, Any] = super().get_environment()
        if self.request.not_kept:
            environ[NOT_KEPT] = self.request.not_kept
        return environ

    def set_close_on_finish(self) -> None:
        """End the connection, but for a 304 only where the client wants it: that has no length to be given."""
        may_stay = self._is_only_one and self.version == "1.1" and not self.request.connection_close
        if not (may_stay and self.status.startswith("304")):
            super().set_close_on_finish()


class RefusalTask(ErrorTask):  # type: ignore[misc] # waitress ships no types
    """Answers what is no request."""

    def execute(self) -> None:
        """Send the server's own page, where it has one."""
        refusal = self.channel.limits.refusal
        if refusal is None:
            super().execute()
            return
        error = self.request.error
        headers, body = refusal(error.code)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(headers)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class DeadlineChannel(HTTPChannel):  # type: ignore[misc] # waitress ships no types
    """A connection with a deadline for its first line, for the headers from its first line on, and for the body.

    No later byte puts a deadline off. A client that has as many connections as one may have, and one that comes when
    there are no more at all, takes the place of the connection that has waited longest with nothing to be answered:
    whoever holds many open and asks for nothing keeps nobody out.
    """

    task_class = UnpipelinedTask
    error_task_class = RefusalTask
    last_activity: float

    def __init__(self, server: Any, *connection: Any, **options: Any) -> None:  # noqa: ANN401 - waitress ships no types
        others = list(server.active_channels.values())
        super().__init__(server, *connection, **options)
        self.limits: Limits = server.limits
        self.parser_class = partial(MeasuredParser, self.limits)
        self._wait_for(_LINE)
        same = [one for one in others if one.addr[0] == self.addr[0]]
        if len(same) >= CONNECTIONS_OF_ONE:
            _close_one_waiting(same)
        elif len(others) >= _CONNECTIONS:
            _close_one_waiting(others)

    def handle_read(self) -> None:
        """Receive; what is not whole yet buys no time, but for the first line, and all headers for the body."""
        before, since = self.request, self.last_activity
        stage = _LINE if before is None else before.stage
        super().handle_read()
        if self.request is None:
            return
        if self.request is before and self.request.stage == stage:
            self.last_activity = since
        else:
            self._wait_for(self.request.stage)

    def _wait_for(self, stage: int) -> None:
        """Wait for what has yet to come, from the last activity on."""
        limits = self.limits
        seconds = (SECONDS_TO_BEGIN, limits.seconds_to_wait, limits.seconds_for_body)[stage]
        self.last_activity -= max(self.adj.channel_timeout - seconds, 0)


def _close_one_waiting(channels: Sequence[Any]) -> None:
    """Close the connection that has waited longest of those on which nothing is to be answered."""
    waiting = [one for one in channels if not one.requests and not one.total_outbufs_len and not one.will_close]
    if waiting:
        min(waiting, key=lambda one: float(one.last_activity)).handle_close()


class Server:
    """Listens at an address, and answers there until it is told to end."""

    def __init__(self, application: Answering, host: str, port: int, limits: Limits | None = None) -> None:
        bounds = limits or Limits()
        self._connections: dict[int, Any] = {}
        self._waitress = create_server(
            application,
            map=self._connections,
            sockets=[_listening(host, port)],
            threads=bounds.threads,
            connection_limit=_CONNECTIONS + _IN_RESERVE,
            channel_timeout=max(bounds.seconds_to_wait, bounds.seconds_for_body),
            cleanup_interval=min(bounds.seconds_to_wait, _SECONDS_BETWEEN_CLEARANCES),
            max_request_header_size=_LARGEST_HEADERS,
            max_request_body_size=bounds.received,
            outbuf_high_watermark=_MOST_WAITING,
            clear_untrusted_proxy_headers=False,  # the application knows which proxies it believes
            ident="",
            log_socket_errors=False,
            asyncore_use_poll=True,
        )
        self._waitress.limits = bounds
        self._waitress.channel_class = DeadlineChannel
        self._log = application.log

    @property
    def port(self) -> int:
        """Where it listens; the system chooses where 0 was asked for."""
        return int(self._waitress.effective_port)

    def run(self) -> None:
        """Answer until Ctrl-C, SystemExit, or `stop` in another thread."""
        with without_addresses(self._log):
            self._waitress.run()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._waitress.trigger.pull_trigger(self.close)

    def close(self) -> None:
        """Let what is being answered be answered, and leave the address free."""
        self._waitress.task_dispatcher.shutdown()
        wasyncore.close_all(self._connections, ignore_all=True)


def _listening(host: str, port: int) -> socket.socket:
    """Take the address, or say in words why it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as problem:
        why = str(getattr(problem, "strerror", None) or problem).partition(" (while")[0]
        raise CannotServe(
            f"{host}, port {port}, cannot be listened at: {why}. Choose another with --host and --port."
        ) from None
