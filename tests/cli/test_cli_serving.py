"""`meeting-day serve` from its first line to its last."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result
from server.small_plans import write_plan

from scheduler.cli import main


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


def got(port: int, path: str = "") -> bytes:
    """Return a page as soon as the server answers."""
    for _ in range(200):
        try:
            with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
                return answer.read()
        except ConnectionRefusedError:
            time.sleep(0.05)
        except OSError as problem:
            if not isinstance(getattr(problem, "reason", None), ConnectionRefusedError):
                raise
            time.sleep(0.05)
    pytest.fail("nothing answers")


def served(port: int, how: signal.Signals, *arguments: str) -> tuple[Result, list[bytes]]:
    """Run the command here, ask for two pages, and end it by a signal."""
    pages: list[bytes] = []

    def ask() -> None:
        try:
            pages.extend((got(port), got(port, "feeds/public.ics")))
        finally:
            os.kill(os.getpid(), how)

    asking = threading.Thread(target=ask)
    asking.start()
    result = CliRunner().invoke(main, ["serve", *arguments, "--port", str(port)])
    asking.join()
    return result, pages


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(folder: Path, port: int, how: signal.Signals) -> None:
    result, pages = served(port, how, str(folder))
    assert (result.exit_code, result.stdout) == (0, "")
    assert [page[:15] for page in pages] == [b"<!doctype html>", b"BEGIN:VCALENDAR"]
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ")
    new = "is new: every private link follows from it. Keep it private, and in your backups."
    assert [stamp.sub("", line) for line in result.stderr.splitlines()] == [
        f"Serving the plan in {folder}.",
        f"The register {folder}.register.json {new}",
        f"Listening at http://127.0.0.1:{port}/. Ctrl-C ends it.",
        f"GET index.html 200 {len(pages[0])}",
        f"GET feeds/public.ics 200 {len(pages[1])}",
        "Ended.",
    ]


def test_an_address_open_to_others_is_warned_of_and_pages_link_to_where_they_are(folder: Path, port: int) -> None:
    base = "https://council.example/meetings"
    result, pages = served(port, signal.SIGINT, str(folder), "--host", "0.0.0.0", "--base-url", base)  # noqa: S104 - asked for
    assert result.exit_code == 0
    assert "Other machines can reach it, and private links travel as they are: put a proxy with TLS in front.\n" in (
        result.stderr
    )
    assert len(pages) == 2
    again, _ = served(port, signal.SIGINT, str(folder), "--as-of", "2015-11-02")
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


def test_a_process_of_its_own_chooses_a_port_and_ends_with_0(folder: Path) -> None:
    command = [sys.executable, "-m", "scheduler", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            listening = re.search(r"Listening at http://127.0.0.1:(\d+)/", line)
            if listening:
                assert got(int(listening[1]), "feeds/public.ics").startswith(b"BEGIN:VCALENDAR")
                process.terminate()
        assert process.wait(10) == 0
