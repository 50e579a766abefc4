"""What comes over the network: odd, huge and slow requests get nowhere, and harm nobody else."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from http.client import HTTPConnection

import pytest
from server.listening import Listening, connected, everything, exchanged, listening

from scheduler.errors import CannotServe
from scheduler.server.edition import edition
from scheduler.server.listening import CONNECTIONS_OF_ONE, Server

MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FEED = b"BEGIN:VCALENDAR\r\n" + b"X-LINE:of a feed\r\n" * 400 + b"END:VCALENDAR\r\n"
TOKEN = "abcdefghijklmnopqrstuvwxyz234567"  # noqa: S105 - nobody's
SITE = {"feeds/public.ics": FEED, "index.html": b"<p>Year</p>", f"m/{TOKEN}.ics": FEED}
GET = b"GET /feeds/public.ics HTTP/1.1\r\nHost: localhost\r\n"
UNCHANGED = b"If-None-Match: *\r\n\r\n"
LAST = b"Connection: close\r\n\r\n"
MOST_LOOKS = 100
"""Each some 0.2 s: far more than a second, after which whoever is slow is left, and far less than for ever."""


@pytest.fixture(scope="module")
def site() -> Iterator[Listening]:
    with listening() as made:
        made.application.edition = edition(SITE, frozenset(), MOMENT)
        yield made


def head_and_body(answer: bytes) -> tuple[list[str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.decode("latin-1").split("\r\n"), body


def status(answer: bytes) -> str:
    return head_and_body(answer)[0][0]


def test_a_feed_is_sent_whole_and_nothing_says_by_what(site: Listening) -> None:
    lines, body = head_and_body(exchanged(site.port, GET + LAST))
    assert (lines[0], body) == ("HTTP/1.1 200 OK", FEED)
    assert sorted(line.partition(":")[0] for line in lines[1:]) == [
        "Cache-Control",
        "Connection",
        "Content-Disposition",
        "Content-Length",
        "Content-Type",
        "Date",
        "Etag",
        "Last-Modified",
        "Vary",
        "X-Content-Type-Options",
    ]


def test_a_connection_is_kept_after_a_whole_page_none_and_only_its_head(site: Listening) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    connection.connect()
    first = connection.sock
    tag = edition(SITE, frozenset(), MOMENT).pages["feeds/public.ics"].plain.tag
    found = []
    for method, headers in (("GET", {}), ("GET", {"If-None-Match": tag}), ("HEAD", {}), ("GET", {})):
        connection.request(method, "/feeds/public.ics", headers=headers)
        answer = connection.getresponse()
        found.append((answer.status, len(answer.read()), connection.sock is first))
    connection.close()
    assert found == [(200, len(FEED), True), (304, 0, True), (200, 0, True), (200, len(FEED), True)]


def test_a_conditional_get_costs_no_body(site: Listening) -> None:
    answer = exchanged(site.port, GET + b"If-None-Match: *\r\n" + LAST)
    assert (status(answer), head_and_body(answer)[1]) == ("HTTP/1.1 304 Not Modified", b"")
    assert "Connection: close" in head_and_body(answer)[0]
    assert len(answer) < 400


def test_http_1_0_gets_its_answer_and_the_end(site: Listening) -> None:
    lines, body = head_and_body(exchanged(site.port, b"GET /feeds/public.ics HTTP/1.0\r\n\r\n"))
    assert (lines[0], body) == ("HTTP/1.0 200 OK", FEED)
    answer = exchanged(site.port, b"GET /feeds/public.ics HTTP/1.0\r\nIf-None-Match: *\r\n\r\n")
    assert (status(answer), head_and_body(answer)[1]) == ("HTTP/1.0 304 Not Modified", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/feeds/../../plan.json",
        "/feeds/..%2f..%2fplan.json",
        "/feeds/%252e%252e/plan.json",
        "/feeds\\..\\plan.json",
        "/feeds/public.ics%00",
        "/%00",
        "/feeds/public.ics/",
        "/m/",
        "/%ff%fe",
        "/feeds/public%2Eics%0d%0aSet-Cookie:%20a=b",
        "/" + "a/" * 5_000,
        "http://elsewhere.example/etc/passwd",
    ],
)
def test_no_path_leads_anywhere_else(site: Listening, path: str) -> None:
    answer = exchanged(site.port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n".encode() + LAST)
    assert status(answer) == "HTTP/1.1 404 Not Found"
    assert head_and_body(answer)[1] == b"There is nothing at this address. Please check it, or ask for it again.\n"
    assert b"Set-Cookie" not in answer


@pytest.mark.parametrize(
    ("path", "length"),
    [
        ("//feeds/public.ics", len(FEED)),
        ("/feeds%2Fpublic.ics", len(FEED)),
        ("/feeds/public.ics?v=2#top", len(FEED)),
        ("http://localhost/feeds/public.ics", len(FEED)),
        ("/", len(SITE["index.html"])),
        (f"/m/{TOKEN}.ics", len(FEED)),
    ],
)
def test_one_page_may_be_asked_for_in_several_ways(site: Listening, path: str, length: int) -> None:
    answer = exchanged(site.port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n".encode() + LAST)
    assert (status(answer), len(head_and_body(answer)[1])) == ("HTTP/1.1 200 OK", length)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (GET + b"X-Long: " + b"x" * 100_000 + b"\r\n" + LAST, "431 Request Header Fields Too Large"),
        (GET + b"X-Many: x\r\n" * 10_000 + LAST, "431 Request Header Fields Too Large"),
        (b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n", "431 Request Header Fields Too Large"),
        (b"nonsense\r\n\r\n", "400 Bad Request"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", "400 Bad Request"),
        (b"GET /feeds/public.ics\n HTTP/1.1\r\n\r\n", "400 Bad Request"),
        (b"get / HTTP/1.1\r\n\r\n", "400 Bad Request"),
        (GET + b"Transfer-Encoding: nonsense\r\n" + LAST, "501 Not Implemented"),
        (GET + b"Content-Length: 1000000\r\n" + LAST, "413 Request Entity Too Large"),
        (GET + b"Content-Length: -1\r\n" + LAST, "400 Bad Request"),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello", "405 Method Not Allowed"),
        (b"OPTIONS * HTTP/1.1\r\n" + LAST, "405 Method Not Allowed"),
        (b"CONNECT localhost:22 HTTP/1.1\r\n" + LAST, "405 Method Not Allowed"),
        (b"TRACE / HTTP/1.1\r\nX-Secret: a\r\n" + LAST, "405 Method Not Allowed"),
        (b"BREW / HTTP/1.1\r\n" + LAST, "405 Method Not Allowed"),
        (b"GET / HTTP/9.9\r\n\r\n", "200 OK"),
    ],
)
def test_what_is_no_plain_request_is_refused_and_the_next_is_answered(
    site: Listening, sent: bytes, expected: str
) -> None:
    try:
        answer = exchanged(site.port, sent)
    except ConnectionResetError:  # it ended while more was being sent, which is a refusal too
        answer = f"HTTP/1.1 {expected}\r\n".encode()
    assert status(answer).partition(" ")[2] == expected
    assert b"Traceback" not in answer
    assert status(exchanged(site.port, GET + LAST)) == "HTTP/1.1 200 OK"


def test_whoever_is_slow_is_left_and_holds_up_nobody() -> None:
    with listening(seconds_to_wait=1) as site:
        site.application.edition = edition(SITE, frozenset(), MOMENT)
        idle = connected(site.port)
        slow = [connected(site.port) for _ in range(20)]
        for connection in slow:
            connection.sendall(GET[:20])
        looks = 0
        while looks < MOST_LOOKS and trickled(slow[0]):
            assert status(exchanged(site.port, GET + LAST)) == "HTTP/1.1 200 OK"
            time.sleep(0.2)
            looks += 1
        assert looks < MOST_LOOKS
        assert [ended(connection) for connection in (idle, *slow[1:])] == [True] * 20
        for connection in (idle, *slow):
            connection.close()


def test_whoever_holds_many_connections_open_keeps_nobody_out(site: Listening) -> None:
    with ExitStack() as open_ones:
        held = [open_ones.enter_context(connected(site.port)) for _ in range(3 * CONNECTIONS_OF_ONE)]
        for connection in held[::2]:
            connection.sendall(GET[:20])
        for _ in range(5):
            assert status(exchanged(site.port, GET + LAST)) == "HTTP/1.1 200 OK"
        assert ended(held[0])
        put_out = sum(not trickled(connection) for connection in held[: 2 * CONNECTIONS_OF_ONE])
        assert put_out > CONNECTIONS_OF_ONE


def test_a_client_that_is_being_answered_is_never_put_out(site: Listening) -> None:
    with ExitStack() as open_ones:
        kept = open_ones.enter_context(connected(site.port))
        kept.sendall(GET + b"\r\n")
        answer = b""
        while not answer.endswith(FEED):
            answer += kept.recv(65_536)
        assert status(answer) == "HTTP/1.1 200 OK"
        for _ in range(CONNECTIONS_OF_ONE - 2):
            open_ones.enter_context(connected(site.port))
        kept.sendall(GET + LAST)
        assert status(everything(kept)) == "HTTP/1.1 200 OK"


def test_a_request_without_a_host_is_refused_where_the_protocol_asks_for_one(site: Listening) -> None:
    last = b"Connection: close\r\n\r\n"
    assert status(exchanged(site.port, b"GET /feeds/public.ics HTTP/1.1\r\n" + last)) == "HTTP/1.1 400 Bad Request"
    assert status(exchanged(site.port, b"GET /feeds/public.ics HTTP/1.0\r\n" + last)) == "HTTP/1.0 200 OK"


def trickled(connection: socket.socket) -> bool:
    """Send one byte more; say whether the other end still listens."""
    try:
        connection.sendall(b"x")
        connection.settimeout(0)
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        connection.settimeout(60)


def ended(connection: socket.socket) -> bool:
    try:
        return everything(connection) == b""
    except ConnectionResetError:
        return True


def test_requests_sent_ahead_get_one_answer_and_the_end(site: Listening) -> None:
    for headers, expected in ((b"\r\n", ("HTTP/1.1 200 OK", FEED)), (UNCHANGED, ("HTTP/1.1 304 Not Modified", b""))):
        lines, body = head_and_body(exchanged(site.port, (GET + headers) * 50))
        assert (lines[0], body, "Connection: close" in lines) == (*expected, True)
    assert status(exchanged(site.port, GET + LAST)) == "HTTP/1.1 200 OK"


def test_no_secret_is_in_the_log_however_it_is_asked_for() -> None:
    with listening() as site:
        site.application.edition = edition(SITE, frozenset(), MOMENT)
        for path in (
            f"/m/{TOKEN}.ics",
            f"//m/{TOKEN}.ics?{TOKEN}",
            f"/m/{TOKEN}.ics/x",
            f"/x?{TOKEN}",
            f"/%6d/{TOKEN}.ics",
        ):
            exchanged(
                site.port, f"GET {path} HTTP/1.1\r\nHost: a\r\nReferer: http://localhost/m/{TOKEN}\r\n".encode() + LAST
            )
        exchanged(site.port, f"{TOKEN.upper()} / HTTP/1.1\r\n".encode() + LAST)
        exchanged(site.port, f"GET /m/{TOKEN}.ics\r\n{TOKEN}\r\n\r\n".encode())
        exchanged(site.port, f"GET http://[x/m/{TOKEN}.ics HTTP/1.1\r\n".encode() + LAST)
    assert [line[21:] for line in site.lines] == [
        f"GET m/***.ics 200 {len(FEED)}",
        f"GET m/***.ics 200 {len(FEED)}",
        "GET ? 404 72",
        "GET ? 404 72",
        f"GET m/***.ics 200 {len(FEED)}",
        "? ? 405 23",
        "uncaptured python exception, closing a connection: ValueError",
    ]


def test_an_address_that_is_taken_is_said_to_be(site: Listening) -> None:
    with pytest.raises(CannotServe) as refused:
        Server(site.application, "127.0.0.1", site.port)
    assert str(refused.value) == (
        f"127.0.0.1, port {site.port}, cannot be listened at: Address already in use. "
        "Choose another with --host and --port."
    )
    with pytest.raises(CannotServe) as unknown:
        Server(site.application, "nowhere.invalid", 0)
    assert str(unknown.value).startswith("nowhere.invalid, port 0, cannot be listened at: ")


def test_it_listens_at_an_address_of_the_sixth_version_where_there_are_any(site: Listening) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        with pytest.raises(CannotServe):
            Server(site.application, "::1", 0)
    else:
        server = Server(site.application, "::1", 0)
        assert server.port > 0
        server.close()
