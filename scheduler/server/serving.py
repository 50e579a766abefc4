"""A site that is served: the server that listens, the watch that looks out for a new plan, and both together.

The server is waitress, bound so that no client can hold it up. A new plan is read beside what is served and swapped in;
what cannot be read changes nothing.
"""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import WSGITask

from scheduler.commands.serving import Site, Source
from scheduler.errors import CannotServe, MeetingDayError, Refused
from scheduler.messages.publishing import trouble_sentence
from scheduler.server.access_log import AccessLog, Say, without_addresses
from scheduler.server.application import Application
from scheduler.server.clock import present_moment
from scheduler.server.edition import edition

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
_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_TO_END = 5.0
_LOOKS_BEFORE_ANOTHER_TRY = 10


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

    def set_close_on_finish(self) -> None:
        """End the connection, but for a 304 only where the client wants it: that has no length to be given."""
        may_stay = self._is_only_one and self.version == "1.1" and not self.request.connection_close
        if not (may_stay and self.status.startswith("304")):
            super().set_close_on_finish()


class DeadlineChannel(HTTPChannel):  # type: ignore[misc] # waitress ships no types
    """A connection with a deadline for its first line, and for each request from its first line on.

    No later byte puts a deadline off. A client that has as many connections as one may have, and one that comes when
    there are no more at all, takes the place of the connection that has waited longest with nothing to be answered:
    whoever holds many open and asks for nothing keeps nobody out.
    """

    task_class = UnpipelinedTask
    last_activity: float

    def __init__(self, server: Any, *connection: Any, **options: Any) -> None:  # noqa: ANN401 - waitress ships no types
        others = list(server.active_channels.values())
        super().__init__(server, *connection, **options)
        self._wait(SECONDS_TO_BEGIN)
        same = [one for one in others if one.addr[0] == self.addr[0]]
        if len(same) >= CONNECTIONS_OF_ONE:
            _close_one_waiting(same)
        elif len(others) >= _CONNECTIONS:
            _close_one_waiting(others)

    def handle_read(self) -> None:
        """Receive; what is not whole yet buys no time, but for the first line."""
        before, since = self.request, self.last_activity
        had_line = _has_line(before)
        super().handle_read()
        if self.request is None:
            return
        if self.request is before and (had_line or not _has_line(before)):
            self.last_activity = since
        elif not _has_line(self.request):
            self._wait(SECONDS_TO_BEGIN)

    def _wait(self, seconds: int) -> None:
        """Wait so many seconds from the last activity, at most as long as for anything."""
        self.last_activity -= max(self.adj.channel_timeout - seconds, 0)


def _has_line(request: Any) -> bool:  # noqa: ANN401 - the same
    """Whether the first line of a request that is not whole yet is there."""
    return request is not None and (request.headers_finished or b"\n" in request.header_plus)


def _close_one_waiting(channels: Sequence[Any]) -> None:
    """Close the connection that has waited longest of those on which nothing is to be answered."""
    waiting = [one for one in channels if not one.requests and not one.total_outbufs_len and not one.will_close]
    if waiting:
        min(waiting, key=lambda one: float(one.last_activity)).handle_close()


class Server:
    """Listens at an address, and answers there until it is told to end."""

    def __init__(self, application: Application, host: str, port: int, seconds_to_wait: int = SECONDS_TO_WAIT) -> None:
        self._connections: dict[int, Any] = {}
        self._waitress = create_server(
            application,
            map=self._connections,
            sockets=[_listening(host, port)],
            threads=_THREADS,
            connection_limit=_CONNECTIONS + _IN_RESERVE,
            channel_timeout=seconds_to_wait,
            cleanup_interval=min(seconds_to_wait, _SECONDS_BETWEEN_CLEARANCES),
            max_request_header_size=_LARGEST_HEADERS,
            max_request_body_size=_LARGEST_BODY,
            ident="",
            log_socket_errors=False,
            asyncore_use_poll=True,
        )
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


class Watch:
    """Keeps an application's edition that of the source."""

    def __init__(
        self,
        source: Source,
        application: Application,
        *,
        may_zip: bool = True,
        seconds: float = _SECONDS_BETWEEN_LOOKS,
        clock: Callable[[], datetime] = present_moment,
    ) -> None:
        self._source = source
        self._application = application
        self._may_zip = may_zip
        self._seconds = seconds
        self._clock = clock
        self._served: Site | None = None
        self._failed: object = None
        self._looks_since = 0
        self._complaint = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)

    def look(self, *, begins: bool = False) -> None:
        """Read the source if it changed, and serve what it holds now; go on with what is served if that fails.

        Raises Refused at the first look, `begins`, at a plan that is not to be served as it is.
        """
        moment = self._clock()
        trace = self._source.trace()
        if not self._is_due(trace, moment):
            return
        try:
            site = self._source.read(moment, may_begin=self._served is None)
        except Exception as trouble:
            if begins and isinstance(trouble, Refused):
                raise
            self._failed, self._looks_since = trace, 0
            self._complain(trouble)
            return
        before = self._application.edition
        self._application.edition = edition(
            site.files, site.gone, moment, before, base_url=site.base_url, may_zip=self._may_zip
        )
        self._served = site
        self._failed, self._complaint = None, ""
        self._application.log.note(f"Serving the plan in {self._source.folder}.")

    def _is_due(self, trace: object, moment: datetime) -> bool:
        """Whether there is something else to serve; what failed a moment ago is tried again, but not at every look."""
        self._looks_since += 1
        if self._failed == trace and self._looks_since < _LOOKS_BEFORE_ANOTHER_TRY:
            return False
        return self._served is None or self._served.trace != trace or self._served.is_over(moment)

    def start(self) -> None:
        """Go on looking, beside everything else."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join(_SECONDS_TO_END)

    def _watch(self) -> None:
        while not self._ended.wait(self._seconds):
            self.look()

    def _complain(self, trouble: Exception) -> None:
        """Say once what is wrong, however often it is met."""
        complaint = trouble_sentence(self._source.folder, trouble, serving=self._served is not None)
        if complaint != self._complaint:
            self._complaint = complaint
            self._application.log.note(complaint)
            if not isinstance(trouble, (MeetingDayError, OSError)):
                self._application.log.trouble(trouble)


class Serving:
    """An address that is taken; it answers once `take` has been told of what, and `run` is called."""

    def __init__(self, application: Application, server: Server) -> None:
        self._application = application
        self._server = server
        self._watch: Watch | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.port

    def take(self, source: Source, *, may_zip: bool = True) -> None:
        """Read the source, and from now on again whenever it changes; raise Refused if it is not to be served."""
        begins = not source.register.exists()
        watch = Watch(source, self._application, may_zip=may_zip)
        watch.look(begins=True)
        if begins and source.register.exists():
            sentence = "is new: every private link follows from it. Keep it private, and in your backups."
            self._application.log.note(f"The register {source.register} {sentence}")
        watch.start()
        self._watch = watch

    def run(self) -> None:
        """Answer until Ctrl-C, SystemExit, or `stop` in another thread."""
        self._server.run()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.stop()

    def close(self) -> None:
        """Look out no longer, and leave the address free."""
        if self._watch is not None:
            self._watch.stop()
        self._server.close()


@contextmanager
def opened(host: str, port: int, say: Say, seconds_to_wait: int = SECONDS_TO_WAIT) -> Iterator[Serving]:
    """Take an address for as long as this lasts.

    Parameters
    ----------
    host, port : str, int
        Where to listen; port 0 for any free one.
    say : callable
        Writes one line of the log.
    seconds_to_wait : int
        For a request that is not whole, or a connection on which nothing is asked.

    Raises
    ------
    CannotServe
        If the address cannot be had.

    """
    application = Application(AccessLog(say))
    serving = Serving(application, Server(application, host, port, seconds_to_wait))
    try:
        yield serving
    finally:
        serving.close()
