"""The README's nginx configuration, with a real nginx and a site that was published.

Not part of the suite, which does without nginx: where it is installed, `python -m pytest tests/clients/try_nginx.py`.
"""

import datetime as dt
import gzip
import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from outputs.invented_council import invented_plan, invented_problem

from scheduler.outputs.site import private_path, site
from scheduler.outputs.site.files import Mark, write_site
from scheduler.outputs.site.register import Register, private_address

README = (Path(__file__).parents[2] / "scheduler" / "server" / "README.md").read_text(encoding="utf-8")
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
REGISTER = Register(bytes(32))
OWN = private_path(private_address(REGISTER, "LDR") or "")
PUBLIC, PRIVATE = "public, max-age=900", "private, max-age=900"


def configuration(root: Path, port: int) -> str:
    """Return the README's own text, on loopback and without its certificates."""
    text = README.split("```nginx\n")[1].split("```")[0]
    text = re.sub(r" *ssl_certificate.*\n", "", text.replace("listen 443 ssl", f"listen 127.0.0.1:{port}"))
    text = text.replace("listen 80;", f"listen unix:{root}/plain;")
    return text.replace("/srv/meetings/site", str(root / "site"))


class Server:
    """An nginx that answers on loopback."""

    def __init__(self, root: Path, port: int) -> None:
        self.port, self.log = port, root / "access.log"

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", f"/{path}", headers={name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        found = answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()
        connection.close()
        return found


@pytest.fixture
def server(tmp_path: Path, free_port: int) -> Iterator[Server]:
    files = site(invented_problem(), invented_plan(), REGISTER, "https://x.org", dt.datetime(2026, 9, 1, tzinfo=dt.UTC))
    write_site(tmp_path / "site", files, frozenset(), Mark(REGISTER.fingerprint, 0))
    (tmp_path / "site" / "m" / ".meeting-day-0123abcd.part").write_bytes(b"BEGIN:VCALENDAR")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; user root; daemon off; events {{}}\n"
        f"http {{ access_log {tmp_path}/access.log;\n{configuration(tmp_path, free_port)} }}\n"
    )
    process = subprocess.Popen([NGINX, "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.DEVNULL)
    opened = Server(tmp_path, free_port)
    for _ in range(100):
        try:
            opened.ask("robots.txt")
            break
        except ConnectionRefusedError:
            time.sleep(0.02)
    yield opened
    process.terminate()
    process.wait(5)


def test_every_kind_of_file_has_its_headers(server: Server) -> None:
    kinds = {
        "index.html": ("text/html; charset=utf-8", PUBLIC),
        "robots.txt": ("text/plain; charset=utf-8", PUBLIC),
        "feeds/public.ics": ("text/calendar; charset=utf-8", PUBLIC),
        "oparl/system.json": ("application/json", PUBLIC),
        "changes.atom": ("application/atom+xml", PUBLIC),
        "data/outlook.csv": ("text/csv; charset=utf-8", PUBLIC),
        OWN: ("text/calendar; charset=utf-8", PRIVATE),
        OWN.replace(".ics", ".html"): ("text/html; charset=utf-8", PRIVATE),
    }
    for path, (kind, kept) in kinds.items():
        status, headers, _ = server.ask(path)
        assert (status, headers["content-type"], headers["cache-control"]) == (200, kind, kept)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["strict-transport-security"] == "max-age=31536000"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        private = (headers.get("x-robots-tag"), headers.get("referrer-policy"))
        assert private == (("noindex, nofollow", "no-referrer") if kept == PRIVATE else (None, None))


def test_a_client_that_says_what_it_has_gets_no_body(server: Server) -> None:
    _, headers, body = server.ask("feeds/public.ics")
    assert body.startswith(b"BEGIN:VCALENDAR")
    assert server.ask("feeds/public.ics", If_None_Match=headers["etag"])[::2] == (304, b"")
    assert server.ask("feeds/public.ics", If_Modified_Since=headers["last-modified"])[::2] == (304, b"")


def test_a_feed_is_compressed_for_who_asks(server: Server) -> None:
    status, headers, body = server.ask(OWN, Accept_Encoding="gzip")
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert gzip.decompress(body) == server.ask(OWN)[2]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("m/zzzz.ics", 410),
        ("m/", 410),
        ("M/zzzz.ics", 410),
        (OWN.upper(), 410),
        ("m/.meeting-day-0123abcd.part", 404),
        ("m/../.meeting-day", 404),
        (".meeting-day", 404),
        ("feeds/", 403),
        ("feeds/none.ics", 404),
    ],
)
def test_what_is_gone_or_hidden_is_not_shown(server: Server, path: str, status: int) -> None:
    found, _, body = server.ask(path)
    assert found == status
    assert b"VCALENDAR" not in body
    assert b"m/" not in body


def test_no_private_address_reaches_the_log(server: Server) -> None:
    own = (OWN, OWN.replace(".ics", ".html"), OWN.upper(), f"m/.{OWN[2:]}")
    for path in (*own, "m/gone.ics", "feeds/public.ics"):
        server.ask(path)
    logs = "".join(one.read_text() for one in server.log.parent.glob("*.log"))
    assert "feeds/public.ics" in logs
    assert "/m/" not in logs.casefold()
    assert OWN[2:].casefold() not in logs.casefold()


def test_who_comes_without_tls_is_sent_to_it_and_is_in_no_log(server: Server) -> None:
    def asked(path: str) -> str:
        with socket.socket(socket.AF_UNIX) as plain:
            plain.connect(str(server.log.parent / "plain"))
            plain.sendall(f"GET /{path} HTTP/1.0\r\nHost: elsewhere.example\r\n\r\n".encode())
            return plain.makefile("rb").read().decode()

    assert asked(OWN.upper()).startswith("HTTP/1.1 410 ")
    answer = asked(OWN)
    assert answer.startswith("HTTP/1.1 301 ")
    assert f"\r\nLocation: https://meetings.example.gov.uk/{OWN}\r\n" in answer
    assert OWN not in "".join(one.read_text() for one in server.log.parent.glob("*.log"))
