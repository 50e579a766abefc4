"""The container's nginx configuration in front of a real desk and a real `serve`: TLS, a log-in, what is passed on.

Not part of the suite, which does without nginx; where it is installed:
`python -m pytest tests/clients/try_container_proxy.py`.
"""

import http.client
import os
import socket
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest
from benchmarks.serving import free_port, running
from clients.behind_nginx import DESK, MEETINGS, adapted, nginx
from desk.access.opened import PASSWORD, keep_users
from forms_on_pages import fields_of
from small_input import write_input

from scheduler.commands.plans import Asked, plan

ROOT = Path(__file__).parents[2]
Answer = tuple[int, dict[str, str], str]


class Proxy:
    """Asks nginx by the name of one of its hosts."""

    def __init__(self, process: int, port: int, plain: int) -> None:
        self.process, self.port, self.plain = process, port, plain
        self._context = ssl.create_default_context()
        self._context.check_hostname, self._context.verify_mode = False, ssl.CERT_NONE

    def connected(self, host: str) -> ssl.SSLSocket:
        there = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return self._context.wrap_socket(there, server_hostname=host)

    def ask(self, host: str, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPSConnection(host, self.port, timeout=30, context=self._context)
        connection.sock = self.connected(host)  # the name is nobody's, so it is not looked up
        sent = {"Host": host, **{key.replace("_", "-"): value for key, value in headers.items()}}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        cookies = {one.partition("=")[0]: one for one in answer.headers.get_all("Set-Cookie", [])}
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        found[1].update(cookies)
        connection.close()
        return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("container")
    made.chmod(0o755)
    keep_users(made / "desk")
    plan(Asked(write_input(made / "input"), made / "year", 20))
    return made


@pytest.fixture(scope="module")
def proxy(place: Path) -> Iterator[Proxy]:
    tls, plain, desk, serve = (free_port() for _ in range(4))
    command = (sys.executable, "-m", "scheduler")
    os.environ["PYTHONPATH"] = str(ROOT)
    with (
        running(desk, *command, "desk", place / "desk", "--no-browser", "--port", str(desk), "--public-name", DESK),
        running(serve, *command, "serve", place / "year", "--port", str(serve), "--base-url", f"https://{MEETINGS}"),
        nginx(place, adapted(place, tls, plain, desk, serve), tls) as process,
    ):
        yield Proxy(process, tls, plain)


def test_an_officer_logs_in_and_looks(proxy: Proxy) -> None:
    status, headers, page = proxy.ask(DESK, "/")
    assert status == 401
    assert headers["strict-transport-security"] == "max-age=31536000"
    sent = {**fields_of(page, "/log-in"), "name": "Ann", "password": PASSWORD}
    kind = {"Content_Type": "application/x-www-form-urlencoded", "Origin": f"https://{DESK}"}
    status, headers, _ = proxy.ask(DESK, "/log-in", "POST", urlencode(sent), **kind)
    assert status == 303
    assert "Secure" in headers["__Host-desk"]
    cookie = headers["__Host-desk"].partition(";")[0]
    status, _, page = proxy.ask(DESK, "/", Cookie=cookie)
    assert status == 200
    assert "Ann" in page


def test_a_header_by_which_a_browser_says_who_it_is_is_not_passed_on(proxy: Proxy) -> None:
    assert proxy.ask(DESK, "/account", X_Forwarded_User="Ann")[0] == 401


def test_the_public_has_the_calendar_and_its_feed(proxy: Proxy) -> None:
    status, headers, page = proxy.ask(MEETINGS, "/")
    assert status == 200
    assert "Health Board" in page
    status, headers, _ = proxy.ask(MEETINGS, "/feeds/public.ics")
    assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert proxy.ask(MEETINGS, "/feeds/public.ics", If_None_Match=headers["etag"])[0] == 304
    assert proxy.ask(MEETINGS, "/m/nobody.ics")[0] == 404


def test_whoever_watches_over_them_is_told_that_they_are_well(proxy: Proxy) -> None:
    for host in (DESK, MEETINGS):
        assert proxy.ask(host, "/health")[::2] == (200, "In order.\n")
        assert proxy.ask(host, "/health", "HEAD")[0] == 200


def test_another_name_has_no_answer(proxy: Proxy) -> None:
    with pytest.raises(ssl.SSLError):
        proxy.ask("elsewhere.example.gov.uk", "/")
    assert proxy.ask(DESK, "/", Host="elsewhere.example.gov.uk")[0] == 421


def test_without_tls_there_is_only_the_way_to_it(proxy: Proxy) -> None:
    assert without_tls(proxy, MEETINGS) == (301, f"https://{MEETINGS}/feeds/public.ics")
    assert without_tls(proxy, "elsewhere.example.gov.uk") == (421, None)


def without_tls(proxy: Proxy, host: str) -> tuple[int, str | None]:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=30)
    connection.request("GET", "/feeds/public.ics", headers={"Host": host})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Location")


def kept_below(folder: Path, proxy: Proxy) -> Iterator[int]:
    """Yield the sizes of what nginx has open in a folder: its files there have no name."""
    for worker in psutil.Process(proxy.process).children():
        for one in Path(f"/proc/{worker.pid}/fd").iterdir():
            if str(one.readlink()).startswith(str(folder)):
                yield one.stat().st_size


def test_what_a_stranger_sends_fills_no_disk_of_the_proxy(proxy: Proxy, place: Path) -> None:
    with proxy.connected(DESK) as sending:
        sending.sendall(f"POST /log-in HTTP/1.1\r\nHost: {DESK}\r\nContent-Length: 20000000\r\n\r\n".encode())
        for _ in range(19):
            sending.sendall(1_000_000 * b"a")
        assert list(kept_below(place / "bodies", proxy)) == []
        sending.sendall(1_000_000 * b"a")
        assert sending.recv(100).startswith(b"HTTP/1.1 413 ")
