"""Bodies that come to a server: kept, thrown away so that the answer is read, refused, or without room on the disk."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import pytest
from server.listening import connected, everything, exchanged

from scheduler.server.access_log import AccessLog
from scheduler.server.listening import CONNECTIONS_OF_ONE, NO_ROOM, NOT_KEPT, TOO_LARGE, Limits, Server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SECONDS = 30
KEPT = 3_000_000
RECEIVED = 9_000_000
PAGE = b"<p>This cannot be read.</p>"


class Echo:
    """Says how long a body is, its digest, and why there is none."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.log = AccessLog(self.lines.append)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        body = environ["wsgi.input"].read()
        why = environ.get(NOT_KEPT, "kept")
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [f"{len(body)} {hashlib.sha256(body).hexdigest()} {why}".encode()]


def kept(headers: Any) -> int:
    return KEPT if headers.get("COOKIE") == "known" else 10


def refusal(status: int) -> tuple[list[tuple[str, str]], bytes]:
    return [("Content-Type", "text/html"), ("X-Status", str(status))], PAGE


@contextmanager
def running(**bounds: Any) -> Iterator[int]:
    limits = Limits(kept=kept, received=RECEIVED, seconds_for_body=SECONDS, refusal=refusal, **bounds)
    server = Server(Echo(), "127.0.0.1", 0, limits)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.port
    finally:
        server.stop()
        thread.join(SECONDS)
        assert not thread.is_alive()
        server.close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with running() as found:
        yield found


def posted(port: int, body: bytes, *headers: str) -> tuple[str, bytes]:
    """Send all of a body, as a browser does, and only then read the answer."""
    lines = ("POST / HTTP/1.1", "Host: a", f"Content-Length: {len(body)}", "Connection: close", *headers, "", "")
    with connected(port) as connection:
        connection.sendall("\r\n".join(lines).encode() + body)
        head, _, answer = everything(connection).partition(b"\r\n\r\n")
    return head.decode().partition("\r\n")[0], answer


def test_a_body_of_somebody_known_is_kept_as_it_is(port: int) -> None:
    body = bytes(range(256)) * 10_000
    status, answer = posted(port, body, "Cookie: known")
    assert (status, answer.decode()) == ("HTTP/1.1 200 OK", f"{len(body)} {hashlib.sha256(body).hexdigest()} kept")


@pytest.mark.parametrize(("length", "headers"), [(KEPT + 1, ("Cookie: known",)), (11, ()), (KEPT, ("Cookie: other",))])
def test_what_is_too_large_for_its_sender_is_read_to_its_end_and_thrown_away(
    port: int, length: int, headers: tuple[str, ...]
) -> None:
    status, answer = posted(port, b"x" * length, *headers)
    assert status == "HTTP/1.1 200 OK"
    assert answer.decode() == f"0 {hashlib.sha256(b'').hexdigest()} {TOO_LARGE}"


def test_what_is_larger_than_anything_is_refused_before_it_is_sent(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nCookie: known\r\nContent-Length: 999999999999\r\n\r\n"
    answer = exchanged(port, head)
    assert answer.startswith(b"HTTP/1.1 413 Request Entity Too Large\r\n")
    assert b"X-Status: 413" in answer
    assert answer.endswith(PAGE)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", b"400"),
        ((b"GET / HTTP/1.1\r\nX-Long: " + b"x" * 16_384)[:16_384], b"431"),  # no more: unread bytes would reset it
        (b"nonsense\r\n\r\n", b"400"),
    ],
)
def test_what_is_no_request_gets_the_page_of_the_server(port: int, sent: bytes, status: bytes) -> None:
    answer = exchanged(port, sent)
    assert answer.split()[1] == status
    assert answer.endswith(PAGE)


def test_a_body_that_the_disk_has_no_room_for_is_answered_and_the_next_is_kept(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(mode: str) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    status, answer = posted(port, b"x" * KEPT, "Cookie: known")
    assert (status, answer.decode()) == ("HTTP/1.1 200 OK", f"0 {hashlib.sha256(b'').hexdigest()} {NO_ROOM}")
    monkeypatch.setattr("tempfile.TemporaryFile", TemporaryFile)
    assert posted(port, b"x" * 100, "Cookie: known")[1].endswith(b" kept")


def test_a_slow_body_has_its_own_time_and_slow_headers_have_no_more_for_it() -> None:
    with running(seconds_to_wait=1) as port, ExitStack() as open_ones:
        uploading = open_ones.enter_context(connected(port))
        uploading.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhel")
        slow = open_ones.enter_context(connected(port))
        slow.sendall(b"GET / HTTP/1.1\r\nHost:")
        assert everything(slow) == b""  # it is left while the other is waited for
        uploading.sendall(b"lo")
        assert everything(uploading).endswith(hashlib.sha256(b"hello").hexdigest().encode() + b" kept")


def test_many_who_upload_without_end_keep_nobody_out(port: int) -> None:
    with ExitStack() as open_ones:
        for _ in range(CONNECTIONS_OF_ONE + 20):
            one = open_ones.enter_context(connected(port))
            one.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nCookie: known\r\nContent-Length: 2000000\r\n\r\n" + b"x" * 100)
        assert posted(port, b"hello", "Cookie: known")[1].endswith(b" kept")
