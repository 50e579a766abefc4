"""Commands that are cut short: killed, interrupted or failed at the nth thing they ask of the disk, in a child process.

`python tests/benchmarks/cut_short.py 1000` tries so many at random, over every command that writes a plan's folder,
and says what became of them. A few are in the suite.
"""

import errno
import io
import os
import pathlib
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import outputs_in
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.outputs import disk

KILLED, KILLED_AFTER, FULL, BROKEN, INTERRUPTED = "killed", "killed after", "disk full", "disk broken", "interrupted"
BY_THE_CLOCK = "killed by the clock"
"""From outside, when so much of the time is over that the whole command took."""
HOW = (KILLED, KILLED_AFTER, FULL, BROKEN, INTERRUPTED, BY_THE_CLOCK)
_FAILURES = {FULL: errno.ENOSPC, BROKEN: errno.EIO}

_ACCEPT = ("--as-of", "2015-10-02", "--accept", "--reason", "By hand")
EDITED = """body,number,date,start,end,status
GB,1,2015-11-19,10:00,12:00,
HWB,1,2015-11-02,14:00,16:00,
HWB,2,2015-11-16,14:00,16:00,
"""
WRITERS: dict[str, tuple[str, ...]] = {
    "plan": ("plan", "{source}", "-o", "{folder}", "--as-of", "2015-11-02"),
    "plan --options": ("plan", "{source}", "-o", "{folder}", "--options", "2", "--as-of", "2015-11-02"),
    "confirm": ("confirm", "{folder}"),
    "confirm --body": ("confirm", "{folder}", "--body", "GB"),
    "export": ("export", "{folder}"),
    "change --repair": ("change", "{source}", "{folder}", "--leave", "BOB:HWB", "--repair", "{folder}"),
    "undo": ("undo", "{folder}"),
    "move": ("move", "{source}", "{folder}", "GB#1", "2015-11-18", *_ACCEPT),
    "move --others-may-move": ("move", "{source}", "{folder}", "GB#1", "2015-11-18", "--others-may-move", *_ACCEPT),
    "cancel": ("cancel", "{source}", "{folder}", "HWB#2", *_ACCEPT),
    "add": ("add", "{source}", "{folder}", "GB", "2015-11-20", *_ACCEPT),
    "swap": ("swap", "{source}", "{folder}", "HWB#2", "GB#1", *_ACCEPT),
    "pin": ("pin", "{source}", "{folder}", "HWB#1", *_ACCEPT),
    "unpin": ("unpin", "{source}", "{folder}", "HWB#1", *_ACCEPT),
    "accept": ("accept", "{source}", "{beside}/edited.csv", "{folder}", *_ACCEPT),
}
"""Every command that writes a plan's folder, in the place of what is there."""
READERS: dict[str, tuple[str, ...]] = {
    "check": ("check", "{source}", "{folder}"),
    "history": ("history", "{folder}"),
    "history --diff": ("history", "{folder}", "--diff", "1", "now"),
    "why": ("why", "{source}", "{folder}", "GB#1", "2015-11-18"),
    "change": ("change", "{source}", "{folder}", "--join", "ANN:GB"),
    "export": ("export", "{folder}", "-o", "{beside}/copy"),
    "publish": ("publish", "{folder}", "--to", "{beside}/site", "--base-url", "https://meetings.example.gov.uk"),
    "validate": ("validate", "{folder}/input"),
}
"""Every command that reads one."""


@dataclass(frozen=True)
class Council:
    """A folder with a past of two steps, and the input it was made from."""

    source: Path
    folder: Path

    def words(self, command: tuple[str, ...]) -> list[str]:
        places = {"source": self.source, "folder": self.folder, "beside": self.folder.parent}
        return [word.format(**places) for word in command]

    def run(self, command: tuple[str, ...]) -> Any:
        return CliRunner().invoke(main, self.words(command))

    def copied(self, to: Path) -> "Council":
        shutil.copytree(self.source.parent, to)
        return Council(to / self.source.name, to / self.folder.name)

    @property
    def names(self) -> set[str]:
        return {path.name for path in self.folder.parent.iterdir()}


def council_in(place: Path) -> Council:
    """Plan a small council, and confirm a body of it; a table beside it says where somebody would have a meeting."""
    made = Council(write_input(place / "input"), place / "year")
    (place / "edited.csv").write_text(EDITED, encoding="utf-8")
    for command in (
        ("plan", "{source}", "-o", "{folder}", "--as-of", "2015-10-01"),
        ("confirm", "{folder}", "--body", "HWB"),
    ):
        found = made.run(command)
        assert found.exit_code == 0, found.output
    return made


def cut_short(council: Council, command: tuple[str, ...], how: str, nth: int, *, exchange: bool = True) -> int:
    """Run a command in a child process that is cut short; return how it ended, minus the signal if by one."""
    return ended(started(council.words(command), Path(os.devnull), partial(_Disk, how, nth, exchange=exchange)))


def asked_of_the_disk(council: Council, command: tuple[str, ...], *, exchange: bool = True) -> list[str]:
    """Return what a command asks of the disk, in order, by running it whole."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as log:
        watched = partial(_Disk, "", 0, Path(log.name), exchange=exchange)
        assert ended(started(council.words(command), Path(os.devnull), watched)) == 0
        return log.read().split()


def started(words: list[str], told: Path, before: Callable[[], Any] = int) -> int:
    """Run a command in a child process, after something else there, and what it says into a file; return its id."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored in what runs in the background
            with told.open("w", encoding="utf-8") as heard, redirect_stdout(heard), redirect_stderr(heard):
                before()
                main(words, standalone_mode=False)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    """Wait for a child process, and return how it ended: minus the signal, if by one."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class _Disk:
    """What the child asks of the disk, counted, with the nth cut short; patched in that process alone."""

    def __init__(self, how: str, nth: int, log: Path | None = None, *, exchange: bool = True) -> None:
        self.how, self.left, self.log = how, nth, log
        for name in ("rename", "replace", "link", "mkdir", "fsync", "unlink", "rmdir"):
            setattr(os, name, self.counted(name, getattr(os, name)))
        shutil.copyfile = self.counted("copyfile", shutil.copyfile)
        pathlib.Path.write_bytes = self.halved(pathlib.Path.write_bytes)
        io.open = self.writing(io.open)
        ways = tuple(self.counted("exchange", way) for way in disk.ways_to_exchange()) if exchange else ()
        disk.ways_to_exchange = lambda: ways

    def counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            now = self.is_now(name)
            if now and self.how == KILLED_AFTER:
                call(*arguments, **options)
            if now:
                self.cut()
            return call(*arguments, **options)

        return counting

    def halved(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Write half of what is to be written before the end comes."""

        def writing(path: Path, content: bytes) -> Any:
            if self.is_now("write"):
                call(path, content[: len(content) // 2])
                self.cut()
            return call(path, content)

        return writing

    def writing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opening(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            if set(mode) & set("wax+") and self.is_now("open"):
                self.cut()
            return call(file, mode, *arguments, **options)

        return opening

    def is_now(self, name: str) -> bool:
        if self.log is not None:
            with open(self.log, "a", encoding="utf-8") as log:  # noqa: PTH123 - Path.open is watched
                log.write(f"{name}\n")
        self.left -= 1
        return self.left == 0

    def cut(self) -> None:
        if self.how in _FAILURES:
            raise OSError(_FAILURES[self.how], os.strerror(_FAILURES[self.how]))
        os.kill(os.getpid(), signal.SIGINT if self.how == INTERRUPTED else signal.SIGKILL)


def made_from(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the plan and the input of a folder: a baseline shows in the rest, and `export` knows none."""
    return {name: content for name, content in files.items() if name == "plan.json" or name.startswith("input/")}


class Trial:
    """One writing command, what it makes of the council, and what it asks of the disk for it."""

    def __init__(self, council: Council, writer: str, place: Path, *, exchange: bool = True) -> None:
        self.council, self.writer, self.place, self.exchange = council, writer, place, exchange
        whole = council.copied(place / "whole")
        begun = time.monotonic()
        self.asked = asked_of_the_disk(whole, WRITERS[writer], exchange=exchange)
        self.seconds = time.monotonic() - begun
        self.states = [outputs_in(council.folder), outputs_in(whole.folder)]
        shutil.rmtree(place / "whole")

    def end(self, how: str, nth: int, reader: str) -> str:
        """Cut the command short, read what is left, write again; say which plan was there, or raise AssertionError."""
        here = self.council.copied(self.place / "here")
        try:
            if how == BY_THE_CLOCK:
                child = started(here.words(WRITERS[self.writer]), Path(os.devnull))
                time.sleep(self.seconds * nth / len(self.asked))
                os.kill(child, signal.SIGKILL)
                code = ended(child)
            else:
                code = cut_short(here, WRITERS[self.writer], how, nth, exchange=self.exchange)
            found = here.run(READERS[reader])
            assert found.exit_code in (0, 1), found.output
            assert "is not there" not in found.output, found.output
            state = outputs_in(here.folder)
            assert state in self.states, f"neither the plan before nor that after: {sorted(state)}"
            past = here.run(("history", "{folder}", "--json"))
            assert past.exit_code == 0, past.output
            assert '"damaged": []' in past.stdout, past.output
            again = here.run(("export", "{folder}"))
            assert again.exit_code == 0, again.output
            assert made_from(outputs_in(here.folder)) == made_from(state)
            assert [name for name in sorted(here.names) if re.match(r"\.meeting-day-\w{8}-", name)] == []
            which = "before" if state == self.states[0] else "after"
            if self.states[0] != self.states[1] and code >= 0:
                assert (code == 0) == (which == "after"), f"exit {code}, and the plan is that {which}"
            return f"{which}, {'killed' if code < 0 else f'exit {code}'}"
        finally:
            shutil.rmtree(self.place / "here", ignore_errors=True)


def several(number: int, seed: int) -> Counter[str]:
    """Cut commands short at random, and count what became of them."""
    draw, found = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        council = council_in(Path(folder) / "council")
        trials = [
            Trial(council, writer, Path(folder) / "trial", exchange=exchange)
            for writer in WRITERS
            for exchange in (True, False)
        ]
        for _ in range(number):
            trial, how, reader = draw.choice(trials), draw.choice(HOW), draw.choice(sorted(READERS))
            nth = draw.randint(1, len(trial.asked))
            if draw.random() < 0.5:  # half of them where folders are moved, linked and taken away
                moves = [n for n, name in enumerate(trial.asked, 1) if name in {"rename", "exchange", "rmdir", "link"}]
                nth = draw.choice(moves)
            try:
                found[trial.end(how, nth, reader)] += 1
            except AssertionError as wrong:
                found["WRONG"] += 1
                way = "exchange" if trial.exchange else "no exchange"
                print(f"{trial.writer}, {way}, {how} at {nth} ({trial.asked[nth - 1]}), {reader}: {wrong}", flush=True)
    return found


if __name__ == "__main__":
    print(dict(several(int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 1)))
