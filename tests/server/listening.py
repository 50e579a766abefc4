"""A server on a free port of this machine, and bytes sent to it as they are."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from server.asking import application

from scheduler.server.application import Application
from scheduler.server.listening import Limits, Server

SECONDS = 60


class Listening(NamedTuple):
    application: Application
    port: int
    lines: list[str]
    """Its log."""


@contextmanager
def listening(seconds_to_wait: int = SECONDS, limits: Limits | None = None) -> Iterator[Listening]:
    """Run a server for as long as this lasts."""
    lines: list[str] = []
    made = application(lines)
    server = Server(made, "127.0.0.1", 0, limits or Limits(seconds_to_wait))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Listening(made, server.port, lines)
    finally:
        server.stop()
        thread.join(SECONDS)
        assert not thread.is_alive()
        server.close()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=SECONDS)


def everything(connection: socket.socket) -> bytes:
    """Return all that comes until the server ends the connection."""
    found = []
    while received := connection.recv(65_536):
        found.append(received)
    return b"".join(found)


def exchanged(port: int, sent: bytes) -> bytes:
    """Send bytes and return all that comes back."""
    with connected(port) as connection:
        connection.sendall(sent)
        return everything(connection)
