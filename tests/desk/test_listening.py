"""The desk as it runs: what it answers before it is ready, to what is no request, and what it writes of each."""

import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from desk.access.opened import NAME, PASSWORD, keep_users
from flask import Blueprint
from server.listening import connected, everything

from scheduler.desk.access import for_everybody
from scheduler.desk.access.entrance import Asked
from scheduler.desk.application import create
from scheduler.desk.listening import Answering, Running, opened, opens_windows, whoever
from scheduler.desk.screens import SCREENS
from scheduler.desk.work.asks import Ask
from scheduler.server.access_log import AccessLog

SECONDS = 60
MEGABYTE = 1024 * 1024


@contextmanager
def running(folder: Path, lines: list[str], **asked: object) -> Iterator[tuple[Running, int]]:
    """Run a desk on a free port for as long as this lasts."""
    with opened(folder, 0, Asked(**asked), lines.append, "Ann") as desk:  # type: ignore[arg-type] # as they are
        thread = threading.Thread(target=desk.run)
        thread.start()
        try:
            yield desk, desk.desk.access.entrance.port or int(desk._server.port)  # noqa: SLF001 - 0 was asked for
        finally:
            desk.stop()
            thread.join(SECONDS)
            assert not thread.is_alive()


def sent(port: int, text: bytes) -> str:
    with connected(port) as connection:
        connection.sendall(text)
        return everything(connection).decode()


def test_what_is_no_request_gets_a_page_in_words(tmp_path: Path) -> None:
    with running(tmp_path, []) as (_, port):
        for text, status in (
            (b"nonsense\r\n\r\n", 400),
            ((b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000)[:16_384], 431),
            (b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413),
        ):
            answer = sent(port, text)
            assert answer.split(" ", 2)[1] == str(status)
            assert "<h1>" in answer
            assert "default-src 'none'" in answer
            assert "Traceback" not in answer


def test_an_upload_of_a_stranger_is_thrown_away_and_the_way_in_shown(tmp_path: Path) -> None:
    with running(tmp_path, []) as (desk, port):
        cookie = desk.desk.access.sessions.begin("Ann", "token")
        where = f"POST /account HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        head = f"{where}Connection: close\r\nContent-Length: {MEGABYTE * 2}\r\n"
        for given in ("", "Cookie: ;;=\r\n", "Cookie: a=b\r\n", f"Cookie: desk-{port}=wrong\r\n"):
            answer = sent(port, f"{head}{given}\r\n".encode() + b"x" * (MEGABYTE * 2))
            assert answer.startswith("HTTP/1.1 401 ")
            assert "This browser is not let in yet" in answer
        answer = sent(port, f"{head}Cookie: desk-{port}={cookie}\r\n\r\n".encode() + b"x" * (MEGABYTE * 2))
        assert answer.startswith("HTTP/1.1 413 ")  # it is kept, and more than a form may have
        limits = desk.desk.access
        assert limits.most_bytes({"COOKIE": f"desk-{port}={cookie}"}) > 50 * MEGABYTE
        assert limits.most_bytes({"COOKIE": f"desk-{port}=wrong"}) == limits.most_bytes({}) < 100_000


@pytest.mark.parametrize("megabytes", [60, 100])
def test_a_file_that_is_too_large_is_received_to_its_end_and_told_of(tmp_path: Path, megabytes: int) -> None:
    with running(tmp_path, []) as (desk, port), connected(port) as connection:
        cookie = desk.desk.access.sessions.begin("Ann", "token")
        head = f"POST /begin/workbook HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: desk-{port}={cookie}\r\n"
        kind = "Content-Type: multipart/form-data; boundary=x\r\nConnection: close\r\n"
        connection.sendall(f"{head}{kind}Content-Length: {megabytes * MEGABYTE}\r\n\r\n".encode())
        for _ in range(megabytes):
            connection.sendall(b"x" * MEGABYTE)
        answer = everything(connection).decode()
    assert answer.startswith("HTTP/1.1 413 ")
    assert "At most 50 MB can be sent" in answer


def test_the_log_has_each_answer_beyond_this_machine_and_no_secret(tmp_path: Path) -> None:
    lines: list[str] = []
    with running(keep_users(tmp_path), lines, public_names=(NAME,)) as (desk, port):
        desk.desk.access.users.add("Dot", "viewer", None)
        for path in ("/log-in?next=/secret", "/no-such-page-secret", "/account?token=secret", "/"):
            sent(
                port,
                f"GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\nReferer: https://a/secret\r\n\r\n".encode(),
            )
        body = f"name=secret-name&password={PASSWORD}"
        head = f"POST /log-in HTTP/1.1\r\nHost: {NAME}\r\nOrigin: https://{NAME}\r\nConnection: close\r\n"
        form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        sent(port, f"{head}{form}".encode())
    assert [line[21:].rpartition(" ")[0] for line in lines] == [
        "GET log-in 200",
        "GET ? 401",
        "GET account 401",
        "GET / 401",
        "A log-in",
        "POST log-in 401",
    ]
    assert "secret" not in " ".join(lines)
    assert PASSWORD not in " ".join(lines)


def test_a_consultee_s_address_is_masked_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    screen = Blueprint("asked", __name__)

    @for_everybody
    def page(token: str, number: int) -> str:
        return f"{len(token)} {number}"

    screen.add_url_rule("/asked/<token>/<int:number>", view_func=page)
    monkeypatch.setattr("scheduler.desk.application.SCREENS", (*SCREENS, screen))
    with opened(keep_users(tmp_path), 0, Asked(public_names=(NAME,)), lines.append) as desk:
        client = create(desk.desk).test_client()
        assert client.get("/asked/abcdef/7", base_url=f"https://{NAME}").text == "6 7"
        client.get("/years/a%0a2026-11-24T09:30:00Z%20made%20up%00/", base_url=f"https://{NAME}")
    assert [line[21:].rpartition(" ")[0] for line in lines] == [
        "GET asked/***/7 200",
        "GET years/a?2026-11-24T09:30:00Z made up?/ 401",
    ]


def test_before_there_is_a_desk_it_says_that_it_is_busy() -> None:
    answering = Answering(AccessLog(str))
    environ: dict[str, object] = {}
    setup_testing_defaults(environ)
    given: list[object] = []
    body = b"".join(answering(environ, lambda *answer: given.extend(answer)))  # type: ignore[arg-type,return-value,misc] # as wsgi has it
    assert given[0] == "503 Service Unavailable"
    assert b"Try again in a minute" in body
    assert answering.most_bytes({}) == 0
    environ["PATH_INFO"] = "/health"
    assert b"".join(answering(environ, lambda *answer: given.extend(answer))) == b"Not in order.\n"  # type: ignore[arg-type,return-value,misc] # the same


def test_anybody_is_told_whether_the_desk_is_well_and_nothing_else(tmp_path: Path) -> None:
    lines: list[str] = []
    with running(keep_users(tmp_path), lines, public_names=(NAME,)) as (desk, port):
        asked = "{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        well = sent(port, asked.format("GET /health").encode())
        head = sent(port, asked.format("HEAD /health").encode())
        assert well.startswith("HTTP/1.1 200 OK\r\n")
        assert well.endswith("\r\n\r\nIn order.\n")
        assert head.startswith("HTTP/1.1 200 OK\r\n")
        assert head.endswith("\r\n\r\n")
        assert "set-cookie" not in well.lower()
        assert sent(port, asked.format("GET /").encode()).startswith("HTTP/1.1 400 ")  # by its own name alone
        desk.desk.store.path.rename(tmp_path / "elsewhere")
        assert sent(port, asked.format("GET /health").encode()).startswith("HTTP/1.1 503 ")
        (tmp_path / "elsewhere").rename(desk.desk.store.path)
    assert [line for line in lines if "health" in line] == []


def test_while_the_database_cannot_be_asked_no_body_is_kept(tmp_path: Path) -> None:
    with opened(tmp_path, 0, Asked(), str) as desk:
        answering = Answering(AccessLog(str))
        answering.take(desk.desk)
        cookie = {"COOKIE": f"desk-{desk.desk.access.entrance.port}=words"}
        assert answering.most_bytes(cookie) > 0
        with desk.desk.store.writing() as database:
            database.execute("DROP TABLE sessions")
        assert answering.most_bytes(cookie) == 0


def test_what_is_being_solved_is_told_to_go_on(tmp_path: Path) -> None:
    with opened(tmp_path, 0, Asked(), str) as desk:
        assert not desk.still_works
        year = desk.desk.years.make("small", lambda folder: (folder / "bodies.csv").touch())
        desk.desk.work.close()
        desk.desk.work.jobs.add(Ask(year.code, "plan", {}, "Ann", ""), {})
        assert desk.still_works


def test_a_browser_is_opened_where_one_can_be_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    told = threading.Event()

    def show(address: str) -> bool:
        shown.append(address)
        told.set()
        return True

    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(webbrowser, "open", show)
    monkeypatch.setattr("sys.platform", "linux")
    with opened(tmp_path, 0, Asked(), str) as desk:
        desk.show()
        assert not opens_windows()
        monkeypatch.setenv("DISPLAY", ":0")
        desk.show()
        assert told.wait(SECONDS)
        (address,) = shown
        assert address.startswith(desk.address.partition("=")[0])
        assert address != desk.address


def test_somebody_without_a_name_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise OSError("no such user")

    assert whoever() != ""
    monkeypatch.setattr("getpass.getuser", unknown)
    assert whoever() == ""
