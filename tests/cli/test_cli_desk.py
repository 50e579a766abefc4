"""`meeting-day desk` from its first line to its last, and `meeting-day users`."""

import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from scheduler.cli import main
from scheduler.desk.store import FILE, Store
from scheduler.desk.work.asks import LOCK_FILE, Ask
from scheduler.desk.work.locks import Lock
from scheduler.desk.work.work import Work

SECONDS = 60
"""For so long anything is waited for, on a machine that has much else to do."""
PASSWORD = "seven quiet herons"  # noqa: S105 - nobody's
PROVIDER = ["--public-name", "a.example", "--oidc-issuer", "https://a"]
Found = TypeVar("Found")

pytestmark = pytest.mark.timeout(150)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def until(found: Callable[[], Found | None]) -> Found:
    """Return what is found, as soon as it is; fail where it is not found in time."""
    last = time.monotonic() + SECONDS
    while time.monotonic() < last:
        what = found()
        if what is not None:
            return what
        time.sleep(0.05)
    pytest.fail("waited in vain")


def status(address: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Ask for an address; return the status and the headers of the answer."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS)
    connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders())


@contextmanager
def process(log: Path, *arguments: object, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run `desk` as a process of its own, never longer than this lasts."""
    command = [sys.executable, "-m", "scheduler", "desk", *map(str, arguments)]
    given = {**os.environ, **environment}
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True, env=given) as begun,
    ):
        try:
            yield begun
        finally:
            begun.kill()


def first_line(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    return running.stdout.readline().rstrip("\n")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_opens_in_the_home_folder_and_ends_when_it_is_told(tmp_path: Path, how: signal.Signals) -> None:
    log, home = tmp_path / "log", tmp_path / "home"
    home.mkdir()
    with process(log, "--port", "0", "--no-browser", HOME=str(home)) as running:
        address = first_line(running)
        found = re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=([\w-]{43})", address)
        assert found is not None
        base = address.partition("?")[0]
        assert status(f"{base}account")[0] == 401
        answer, headers = status(address)
        assert (answer, headers["Location"]) == (303, "/")
        cookie = headers["Set-Cookie"].partition(";")[0]
        assert status(f"{base}account", Cookie=cookie)[0] == 200
        assert status(f"{base}account", Cookie=cookie, Host="evil.example")[0] == 400
        running.send_signal(how)
        assert running.wait(SECONDS) == 0
    place = home / "meeting-day"
    assert log.read_text(encoding="utf-8").splitlines() == [
        f"The folder {place} is made: it keeps your years. Another one: meeting-day desk FOLDER.",
        f"Open this address in your browser. The years are kept in {place}. Ctrl-C ends the desk.",
        "Ended.",
    ]
    assert stat.S_IMODE((place / "desk.sqlite3").stat().st_mode) == 0o600
    kept = b"".join(file.read_bytes() for file in place.iterdir())
    assert found[1].encode() not in kept
    assert cookie.partition("=")[2].encode() not in kept


def test_the_browser_is_opened_at_an_address_that_lets_one_in_once(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.new\nmv {opened}.new {opened}\n', encoding="utf-8")
    browser.chmod(0o700)
    with process(tmp_path / "log", tmp_path / "desk", "--port", "0", BROWSER=str(browser)) as running:
        printed = first_line(running)
        address = until(lambda: opened.read_text(encoding="utf-8").strip() if opened.exists() else None)
        assert address.partition("?")[0] == printed.partition("?")[0]
        assert address != printed
        assert ["Set-Cookie" in status(address)[1] for _ in range(2)] == [True, False]
        assert ["Set-Cookie" in status(printed)[1] for _ in range(2)] == [True, True]
        running.terminate()
        assert running.wait(SECONDS) == 0


def opened_here(address: str, *arguments: object) -> tuple[Result, list[int]]:
    """Run the command here, ask for an address of it, and end it by SIGTERM."""
    found: list[int] = []

    def answered() -> int | None:
        try:
            return status(address)[0]
        except OSError:
            return None

    def ask() -> None:
        try:
            found.append(until(answered))
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    asking = threading.Thread(target=ask)
    asking.start()
    result = CliRunner().invoke(main, ["desk", *map(str, arguments)])
    asking.join(2 * SECONDS)
    return result, found


def test_it_answers_here(tmp_path: Path, port: int) -> None:
    base = f"http://127.0.0.1:{port}"
    result, found = opened_here(f"{base}/log-in", tmp_path / "desk", "--port", port, "--no-browser", "--by", "Ann")
    assert (result.exit_code, found) == (0, [200])
    assert result.stdout.startswith(f"{base}/?token=")
    assert result.stderr.endswith("Ctrl-C ends the desk.\nEnded.\n")


def test_it_listens_at_an_address_of_the_sixth_version(tmp_path: Path, port: int) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        result = invoked("desk", tmp_path / "desk", "--host", "::1", "--port", port)
        assert result.exit_code == 2
        return
    base = f"http://[::1]:{port}"
    result, found = opened_here(f"{base}/log-in", tmp_path / "desk", "--host", "::1", "--port", port, "--no-browser")
    assert (result.exit_code, found) == (0, [200])
    assert result.stdout.startswith(f"{base}/?token=")


def test_beyond_the_machine_it_answers_to_its_public_name_alone(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "desk"
    added = invoked("users", "add", folder, "Ann", "--role", "publisher", typed=PASSWORD)
    assert added.exit_code == 0
    asked = ["--port", port, "--no-browser", "--public-name", "https://desk.example.gov.uk/"]
    result, found = opened_here(f"http://127.0.0.1:{port}/log-in", folder, *asked)
    assert (result.exit_code, found) == (0, [400])
    assert result.stdout == "https://desk.example.gov.uk/\n"
    assert "Z GET log-in 400 " in result.stderr


def test_what_is_being_solved_when_it_ends_is_told_to_go_on(tmp_path: Path, port: int) -> None:
    folder = tmp_path / "desk"
    (folder / "small").mkdir(parents=True)
    (folder / "small" / "year.json").write_text("{}", encoding="utf-8")
    work = Work(folder, Store(folder / FILE))
    job = work.jobs.add(Ask("small", "plan", {}, "Ann", ""), {})
    solving = Lock(job.folder / LOCK_FILE)
    assert solving.take()  # as the child does that solves
    result, _ = opened_here(f"http://127.0.0.1:{port}/log-in", folder, "--port", port, "--no-browser")
    solving.give_back()
    assert result.exit_code == 0
    assert result.stderr.endswith("What is being solved goes on. The desk shows it when it is started again.\nEnded.\n")


def invoked(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=typed)


def test_a_port_that_is_taken_is_said_to_be_and_another_offered(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        result = invoked("desk", tmp_path / "desk", "--port", port, "--no-browser")
    assert result.exit_code == 2
    found = re.fullmatch(
        rf"Port {port} of this machine is in use, perhaps by a desk that is open already\. "
        r"Port (\d+) is free: start with --port (\d+)\.\n",
        result.stderr,
    )
    assert found is not None
    assert found[1] == found[2]


def test_a_host_that_is_not_this_machine_s_is_said_to_be_none(tmp_path: Path) -> None:
    result = invoked(
        "desk",
        tmp_path,
        "--host",
        "127.0.0.1x",
        "--public-name",
        "a.example",
        "--identity-header",
        "X",
        "--proxy",
        "127.0.0.1",
    )
    assert (result.exit_code, "cannot be listened at" in result.stderr) == (2, True)


def test_one_desk_at_a_time_is_open_on_a_folder_and_the_other_says_where(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    with process(tmp_path / "log", folder, "--port", "0", "--no-browser") as running:
        address = first_line(running)
        told = [invoked("desk", folder, "--no-browser", "--port", port) for port in (0, urlsplit(address).port)]
        (folder / "desk.address").unlink()
        told.append(invoked("desk", folder, "--no-browser"))
        running.terminate()
        assert running.wait(SECONDS) == 0
    assert [result.exit_code for result in told] == [1, 1, 1]
    where = f": {address.partition('?')[0]}"
    assert [result.stderr.partition("\n")[0] for result in told] == [
        f"The desk in {folder} is open already{one}" for one in (where, where, ".")
    ]
    assert not (folder / "desk.address").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--host", "0.0.0.0"], "passwords would travel as they are"),  # noqa: S104 - refused
        (["--public-name", "a.example"], "there are no users"),
        (["--public-name", "a.example", "--identity-header", "X-User"], "anybody could send the header X-User"),
        (["--public-name", "http://a.example"], "reached by https"),
        (["--public-name", "a.example/x"], "reached by https"),
        (["--public-name", "a.example:x"], "reached by https"),
        (["--public-name", "a.example", "--identity-header", "X", "--proxy", "here"], "named by its address"),
        (PROVIDER, "Name it: --oidc-client"),
        ([*PROVIDER, "--oidc-client", "b"], "gave a secret"),
        (
            [
                "--public-name",
                "a.example",
                "--oidc-issuer",
                "https://a",
                "--oidc-client",
                "b",
                "--oidc-secret-file",
                "no",
            ],
            "cannot be read from no",
        ),
    ],
)
def test_it_does_not_start_where_strangers_could_come_in(tmp_path: Path, given: list[str], said: str) -> None:
    result = invoked("desk", tmp_path / "desk", "--port", "0", "--no-browser", *given)
    assert (result.exit_code, said in result.stderr, result.stdout) == (2, True, "")


def test_an_issuer_that_all_could_read_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("words\n", encoding="utf-8")
    given = ["--oidc-issuer", "http://login.example", "--oidc-client", "desk", "--oidc-secret-file", str(secret)]
    result = invoked("desk", tmp_path / "desk", "--port", "0", "--public-name", "a.example", *given)
    assert (result.exit_code, "begins with https://" in result.stderr) == (2, True)


def test_a_folder_that_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in (tmp_path / "file" / "below", tmp_path / "damaged"):
        if folder.name == "damaged":
            folder.mkdir()
            (folder / "desk.sqlite3").write_text("no database", encoding="utf-8")
        result = invoked("desk", folder, "--port", "0", "--no-browser")
        assert result.exit_code == 2
        assert result.stderr.startswith(f"The desk cannot keep anything in {folder}: the system says “")


# -- users


def test_users_are_added_listed_changed_and_taken_away(tmp_path: Path) -> None:
    def users(*given: str, typed: str | None = None) -> tuple[int, str, str]:
        result = invoked("users", given[0], tmp_path / "desk", *given[1:], typed=typed)
        return result.exit_code, result.stdout, result.stderr

    there_is_none = (
        f"There is no desk in {tmp_path / 'desk'}. Name its folder, or add a first user: meeting-day users add.\n"
    )
    assert users("list") == (2, "", there_is_none)
    assert users("add", "Ann Clerk", "--role", "publisher", typed=f"{PASSWORD}\n") == (
        0,
        "",
        "Ann Clerk is a publisher now.\n",
    )
    assert users("add", "ben@example.gov.uk", "--role", "viewer", "--no-password") == (
        0,
        "",
        "ben@example.gov.uk is a viewer now.\n",
    )
    code, _, said = users("add", "ANN  clerk", "--role", "viewer", typed=f"{PASSWORD}\n")
    assert (code, said) == (2, "There is a user called ANN clerk already. Choose another name.\n")
    assert users("role", "ben@example.gov.uk", "planner") == (0, "", "ben@example.gov.uk is a planner now.\n")
    assert users("list") == (0, "Ann Clerk\tpublisher\tpassword\nben@example.gov.uk\tplanner\tproxy or provider\n", "")
    assert json.loads(users("list", "--json")[1]) == {
        "users": [
            {"name": "Ann Clerk", "role": "publisher", "password": True},
            {"name": "ben@example.gov.uk", "role": "planner", "password": False},
        ]
    }
    assert users("password", "Ann Clerk", typed="short\n")[0] == 2
    assert users("password", "Ann Clerk", typed="eleven loud magpies\n") == (
        0,
        "",
        "Ann Clerk has another password now.\n",
    )
    assert users("remove", "Ann Clerk")[0] == 2  # nobody would be left to keep users
    assert users("remove", "ben@example.gov.uk") == (0, "", "ben@example.gov.uk is no user any more.\n")
    assert users("remove", "Ann Clerk")[0] == 0
    assert users("list") == (0, "", "There are no users.\n")


def test_a_password_is_typed_twice_and_never_shown(tmp_path: Path) -> None:
    control, terminal = os.openpty()
    command = [sys.executable, "-m", "scheduler", "users", "add", str(tmp_path / "desk"), "Ann", "--role", "publisher"]
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True) as adding:
        os.close(terminal)
        told = b""
        for asked in (b"Password: ", b"The same once more: "):
            while not told.endswith(asked):
                told += os.read(control, 1_000)
            os.write(control, f"{PASSWORD}\n".encode())
        assert adding.wait(SECONDS) == 0
        told += os.read(control, 1_000)
        os.close(control)
    assert PASSWORD.encode() not in told
    assert told.rstrip().endswith(b"Ann is a publisher now.")


def test_a_desk_of_a_newer_edition_is_left_alone(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "desk.sqlite3")
    database.execute("PRAGMA user_version = 9999")
    database.close()
    for command in (["users", "list", tmp_path], ["desk", tmp_path, "--port", "0"]):
        result = invoked(*command)
        assert (result.exit_code, "newer edition" in result.stderr) == (2, True)


def test_a_password_that_is_typed_here_is_asked_for_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    given = ("users", "add", tmp_path, "Ann", "--role", "viewer")
    result = invoked(*given, typed=f"{PASSWORD}\nother words\n{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output
    assert result.stderr.count("The same once more: ") == 2


def test_the_home_folder_is_used_where_no_other_is_named(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BROWSER", "true %s")
    for times in (1, 0):
        result, found = opened_here(f"http://127.0.0.1:{port}/log-in", "--port", port)
        assert (result.exit_code, found) == (0, [200])
        assert result.stderr.count(" is made: it keeps your years.") == times
