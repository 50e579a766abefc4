"""The server underneath: waitress, bound so that no client can hold it up."""

import socket
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import WSGITask

from scheduler.errors import CannotServe
from scheduler.server.access_log import without_addresses
from scheduler.server.application import Application

_LARGEST_HEADERS = 16_384
_LARGEST_BODY = 1_024
SECONDS_TO_WAIT = 20
_SECONDS_BETWEEN_CLEARANCES = 5
_CONNECTIONS = 500
_THREADS = 4


class OneAnswerAtATime(WSGITask):  # type: ignore[misc] # waitress ships no types
    """Keeps a connection after a 304, as after a 200, and ends one on which requests are sent ahead of answers.

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


class Impatient(HTTPChannel):  # type: ignore[misc] # waitress ships no types
    """Counts a request's time from its first byte, so that whoever sends a byte now and then is not waited for."""

    task_class = OneAnswerAtATime
    last_activity: float

    def handle_read(self) -> None:
        """Receive; what is not whole yet buys no time."""
        request, since = self.request, self.last_activity
        super().handle_read()
        if request is not None and self.request is request:
            self.last_activity = since


class Server:
    """Listens at an address, and answers there until it is told to end."""

    def __init__(self, application: Application, host: str, port: int, seconds_to_wait: int = SECONDS_TO_WAIT) -> None:
        self._connections: dict[int, Any] = {}
        self._waitress = create_server(
            application,
            map=self._connections,
            sockets=[_listening(host, port)],
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            channel_timeout=seconds_to_wait,
            cleanup_interval=min(seconds_to_wait, _SECONDS_BETWEEN_CLEARANCES),
            max_request_header_size=_LARGEST_HEADERS,
            max_request_body_size=_LARGEST_BODY,
            ident="",
            log_socket_errors=False,
            asyncore_use_poll=True,
        )
        self._waitress.channel_class = Impatient
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
