"""`meeting-day serve` from its first line to its last."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result
from server.small_plans import write_plan

from scheduler.cli import main

SECONDS = 60
"""For so long anything is waited for, on a machine that has much else to do."""

Found = TypeVar("Found")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "year", "2015-11-10", "2015-11-24")


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


def got(port: int, path: str = "") -> bytes:
    """Return a page as soon as the server answers."""

    def answered() -> bytes | None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=SECONDS) as answer:
                return answer.read()
        except OSError as problem:
            if not isinstance(getattr(problem, "reason", problem), ConnectionRefusedError):
                raise
            return None

    return until(answered)


@contextmanager
def process(folder: Path, log: Path, interrupts: str = "SIG_DFL") -> Iterator[subprocess.Popen[bytes]]:
    """Run `serve` as a process of its own, which takes or ignores interrupts, and never longer than this lasts."""
    begin = (
        f"import os, signal, sys; signal.signal(signal.SIGINT, signal.{interrupts}); "
        "os.execv(sys.executable, [sys.executable, '-m', 'scheduler', *sys.argv[1:]])"
    )
    command = [sys.executable, "-c", begin, "serve", str(folder), "--port", "0"]
    with log.open("wb") as said, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said) as begun:
        try:
            yield begun
        finally:
            begun.kill()


def port_in(log: Path) -> int:
    """Return where it listens, as soon as it says so."""
    return int(until(lambda: re.search(r"Listening at http://127\.0\.0\.1:(\d+)/", log.read_text(encoding="utf-8")))[1])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(folder: Path, tmp_path: Path, how: signal.Signals) -> None:
    log = tmp_path / "log"
    with process(folder, log) as running:
        port = port_in(log)
        pages = [got(port), got(port, "feeds/public.ics")]
        running.send_signal(how)
        assert running.wait(SECONDS) == 0
    assert [page[:15] for page in pages] == [b"<!doctype html>", b"BEGIN:VCALENDAR"]
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ")
    new = "is new: every private link follows from it. Keep it private, and in your backups."
    assert [stamp.sub("", line) for line in log.read_text(encoding="utf-8").splitlines()] == [
        f"Serving the plan in {folder}.",
        f"The register {folder}.register.json {new}",
        f"Listening at http://127.0.0.1:{port}/. Ctrl-C ends it.",
        f"GET index.html 200 {len(pages[0])}",
        f"GET feeds/public.ics 200 {len(pages[1])}",
        "Ended.",
    ]


def test_started_where_interrupts_are_ignored_it_is_ended_by_sigterm(folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with process(folder, log, "SIG_IGN") as running:
        port = port_in(log)
        running.send_signal(signal.SIGINT)
        assert got(port, "feeds/public.ics").startswith(b"BEGIN:VCALENDAR")
        running.send_signal(signal.SIGTERM)
        assert running.wait(SECONDS) == 0
    assert log.read_text(encoding="utf-8").endswith("\nEnded.\n")


def served(port: int, *arguments: str) -> tuple[Result, list[bytes]]:
    """Run the command here, ask for two pages, and end it by SIGTERM, which it takes whatever it was started by."""
    pages: list[bytes] = []

    def ask() -> None:
        try:
            pages.extend((got(port), got(port, "feeds/public.ics")))
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    asking = threading.Thread(target=ask)
    asking.start()
    result = CliRunner().invoke(main, ["serve", *arguments, "--port", str(port)])
    asking.join(2 * SECONDS)
    return result, pages


def test_an_address_open_to_others_is_warned_of_and_pages_link_to_where_they_are(folder: Path, port: int) -> None:
    base = "https://council.example/meetings"
    result, pages = served(port, str(folder), "--host", "0.0.0.0", "--base-url", base)  # noqa: S104 - asked for
    assert result.exit_code == 0
    assert "Other machines can reach it, and private links travel as they are: put a proxy with TLS in front.\n" in (
        result.stderr
    )
    assert len(pages) == 2
    again, _ = served(port, str(folder), "--as-of", "2015-11-02")
    assert (again.exit_code, "is new" in again.stderr) == (0, False)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere",), "nowhere is not a folder. Give the folder that `meeting-day plan` wrote.\n"),
        (("{folder}", "--host", "::1.2"), "::1.2, port "),
        (("{folder}", "--base-url", "council.example"), "The address 'council.example' cannot be used: "),
        (("{folder}", "--register", "{folder}/links.json"), "The register {folder}/links.json must not lie in "),
    ],
)
def test_what_cannot_be_served_is_a_sentence_and_ends_with_2(
    folder: Path, port: int, arguments: tuple[str, ...], sentence: str
) -> None:
    given = [argument.format(folder=folder) for argument in arguments]
    result = CliRunner().invoke(main, ["serve", *given, "--port", str(port)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence.format(folder=folder))
