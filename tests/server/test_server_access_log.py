"""What is written of each request, and what never is."""

import logging

import pytest
from server.asking import application, ask

from scheduler.server.access_log import AccessLog, shown, without_addresses
from scheduler.server.clock import present_moment
from scheduler.server.edition import edition

SITE = {"feeds/public.ics": b"a feed", "m/abcdefgh.ics": b"my feed", "m/abcdefgh.html": b"my page"}


def test_each_answer_is_a_line_without_a_secret() -> None:
    lines: list[str] = []
    site = application(lines)
    site.edition = edition(SITE, frozenset({"m/oldtoken.ics"}), present_moment())
    asked = [
        ("/feeds/public.ics", "GET"),
        ("/m/abcdefgh.ics", "GET"),
        ("/m/abcdefgh.html", "HEAD"),
        ("/m/oldtoken.ics", "GET"),
        ("/m/abcdefgh.icx", "GET"),
        ("//m/abcdefgh.ics", "GET"),
        ("/abcdefgh", "GET"),
        ("/m/abcdefgh.ics", "ABCDEFGH"),
        ("/m/abcdefgh.ics", "POST"),
    ]
    for path, method in asked:
        ask(
            site,
            path,
            method,
            validated=False,
            referer="https://council.example/m/abcdefgh.html",
            query_string="abcdefgh",
        )
    stamps = {line[:20] for line in lines}
    assert all(len(line) > 20 and line[10] == "T" and line[19] == "Z" for line in lines)
    assert len(stamps) <= 2
    assert [line[21:] for line in lines] == [
        "GET feeds/public.ics 200 6",
        "GET m/***.ics 200 7",
        "HEAD m/***.html 200 0",
        "GET m/***.ics 410 59",
        "GET ? 404 72",
        "GET ? 404 72",
        "GET ? 404 72",
        "? ? 405 23",
        "POST ? 405 23",
    ]


def test_a_private_path_shows_only_what_kind_it_is() -> None:
    assert [shown(path) for path in ("m/abc.ics", "m/abc", "feeds/all.ics")] == ["m/***.ics", "m/***", "feeds/all.ics"]


@pytest.mark.parametrize("problem", [OSError("the window is closed"), ValueError("I/O operation on closed file")])
def test_a_log_that_cannot_be_written_stops_nothing(problem: Exception) -> None:
    def fail(line: str) -> None:
        raise problem

    AccessLog(fail).note("Hello")


def test_trouble_without_a_traceback_is_named() -> None:
    lines: list[str] = []
    AccessLog(lines.append).trouble(ValueError("m/abcdefgh.ics"))
    assert [line[21:] for line in lines] == ["This is a fault of meeting-day. Please report it: ValueError"]


def test_what_the_server_underneath_says_bears_no_address() -> None:
    lines: list[str] = []
    with without_addresses(AccessLog(lines.append)):
        logging.getLogger("waitress").error("Exception while serving /m/abc\ndefgh.ics")
        logging.getLogger("waitress").warning("total open connections reached the connection limit")
        logging.getLogger("waitress").info("Client disconnected while serving /m/abcdefgh.ics")
        logging.getLogger("waitress.queue").warning("Task queue depth is 3")
        logging.getLogger("waitress").error(
            "uncaptured python exception, closing channel <DeadlineChannel connected 192.0.2.1:54 at 0x7f> "
            "(<class 'ValueError'>:m/abcdefgh.ics [server.py|handle_read|53])"
        )
        logging.getLogger("waitress").error("uncaptured python exception, closing channel 192.0.2.1")
    assert [line[21:] for line in lines] == [
        "Exception while serving an address",
        "total open connections reached the connection limit",
        "uncaptured python exception, closing a connection: ValueError",
        "uncaptured python exception, closing a connection: ",
    ]
    assert (logging.getLogger("waitress").handlers, logging.getLogger("waitress").propagate) == ([], True)
