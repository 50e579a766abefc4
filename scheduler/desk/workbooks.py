"""The officer's workbook of a year: its version, what is found in it, and changes of it, whole, the earlier kept."""

import json
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from scheduler.commands.in_one_act import put_in_place
from scheduler.commands.input_findings import EDITION, InputFindings, findings_of
from scheduler.desk.moments import moment_words
from scheduler.desk.years import CHANGING, WORKBOOK, Year, input_in
from scheduler.server.clock import present_moment

FINDINGS, EARLIER, STEP = "findings.json", "earlier", "step.json"
PLANNED_FROM = "planned_from"
"""In `year.json`: the version of the workbook that the calendar was planned from."""
MOST_IN_MEMORY = 3
"""Workbooks whose findings are kept read."""

_LOCKS: dict[Path, threading.RLock] = {}
_READ: OrderedDict[tuple[Path, str], InputFindings] = OrderedDict()
_GUARD = threading.Lock()


class Calls(Protocol):
    """Whoever has a function done by another process: the desk's `Work`."""

    def call(self, function: Callable[[Path], InputFindings], source: Path, /) -> InputFindings:
        """Return what the function returns."""


class StaleWorkbook(Exception):
    """The workbook is another than the one that somebody saw; the message says who changed it."""

    def __init__(self, last: "Changed | None") -> None:
        who = "" if last is None else f" {said_of_change(last)}"
        super().__init__(f"The workbook was changed after you opened this page, and nothing was written.{who}")


@dataclass(frozen=True)
class Changed:
    """A change of the workbook, as it is kept with what was before it."""

    number: int
    moment: datetime
    by: str
    why: str
    lines: tuple[str, ...]
    """What is otherwise since, in sentences."""
    before: Path
    """The folder of the workbook as it was."""


@dataclass
class Changing:
    """A copy of a workbook's folder that is being changed, and what is told of the change."""

    folder: Path
    lines: tuple[str, ...] = ()

    @property
    def source(self) -> Path:
        """The input in it: the workbook, or the folder of its CSV files."""
        return input_in(self.folder)


class Workbook:
    """The workbook of a year, with the diaries beside it."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.folder = year.workbook_folder

    @property
    def version(self) -> str:
        """What is written into each form about it: another as soon as any file of it is."""
        found = sha256()
        for path in self.files:
            found.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
        return found.hexdigest()[:16]

    @property
    def files(self) -> list[Path]:
        """Its files, in order of name."""
        return sorted(path for path in self.folder.iterdir() if path.is_file()) if self.folder.is_dir() else []

    @property
    def is_stale(self) -> bool:
        """Whether it was changed since the calendar was planned from it."""
        said = self.year.told(PLANNED_FROM)
        return bool(said) and said != self.version

    def findings(self, work: Calls) -> InputFindings:
        """Return what is found in it, read in a process of its own where that has not been done for this version."""
        version = self.version
        key = self.folder, version
        with _GUARD:
            known = _READ.get(key)
        if known is None:
            known = self._kept(version)
            if known is None:
                known = work.call(findings_of, self.year.source)
                self.keep(known, version)
            self._remember(key, known)
        return known

    def keep(self, findings: InputFindings, version: str = "") -> None:
        """Keep what was found in a version of it, the present one where none is named."""
        document = {"edition": EDITION, "version": version or self.version, "findings": findings.document()}
        new = self.year.folder / f"{CHANGING}{secrets.token_hex(4)}"
        with suppress(OSError):  # a full disk: it is read again the next time
            new.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            new.replace(self.year.folder / FINDINGS)

    def _kept(self, version: str) -> InputFindings | None:
        try:
            found = json.loads((self.year.folder / FINDINGS).read_text(encoding="utf-8"))
            if (found["edition"], found["version"]) == (EDITION, version):
                return InputFindings.from_document(found["findings"])
        except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
            pass
        return None

    def _remember(self, key: tuple[Path, str], findings: InputFindings) -> None:
        with _GUARD:
            _READ.pop(key, None)
            _READ[key] = findings
            while len(_READ) > MOST_IN_MEMORY:
                _READ.popitem(last=False)

    # -- changes

    @contextmanager
    def changing(self, version: str, by: str, why: str, *, anew: bool = False) -> Iterator[Changing]:
        """Give a copy of its folder to be changed; that takes its place if nothing is raised, and what was is kept.

        Parameters
        ----------
        version : str
            The version that whoever asks has seen.
        by, why : str
            For the list of changes.
        anew : bool
            Whether the folder that is given is empty.

        Raises
        ------
        StaleWorkbook
            If it is another by now.
        OSError
            If it cannot be written; it is as it was then.

        """
        with _lock_of(self.folder):
            if version != self.version:
                raise StaleWorkbook(next(iter(self.changes()), None))
            copy = self.year.folder / f"{CHANGING}{secrets.token_hex(4)}"
            try:
                if anew:
                    copy.mkdir()
                else:
                    shutil.copytree(self.folder, copy)
                changing = Changing(copy)
                yield changing
                self._keep_earlier(by, why, changing.lines)
                put_in_place(copy, self.folder)
            finally:
                shutil.rmtree(copy, ignore_errors=True)

    def _keep_earlier(self, by: str, why: str, lines: tuple[str, ...]) -> None:
        earlier = self.year.folder / EARLIER
        earlier.mkdir(exist_ok=True)
        kept = self.year.folder / f"{CHANGING}{secrets.token_hex(4)}"
        try:
            shutil.copytree(self.folder, kept / WORKBOOK)
            step = {"moment": present_moment().isoformat(), "by": by, "why": why, "lines": lines}
            (kept / STEP).write_text(json.dumps(step, ensure_ascii=False), encoding="utf-8")
            kept.rename(earlier / str(max((one.number for one in self.changes()), default=0) + 1))
        except BaseException:  # Ctrl-C too: nothing is left half kept
            shutil.rmtree(kept, ignore_errors=True)
            raise

    def changes(self) -> list[Changed]:
        """Return its changes, the latest first; one whose record is damaged is left out."""
        found: list[Changed] = []
        earlier = self.year.folder / EARLIER
        for folder in earlier.iterdir() if earlier.is_dir() else ():
            with suppress(OSError, ValueError, RecursionError, KeyError, TypeError):
                step = json.loads((folder / STEP).read_text(encoding="utf-8"))
                moment = datetime.fromisoformat(step["moment"])
                lines = tuple(map(str, step["lines"]))
                found.append(Changed(int(folder.name), moment, step["by"], step["why"], lines, folder / WORKBOOK))
        return sorted(found, key=lambda one: one.number, reverse=True)


def _lock_of(folder: Path) -> threading.RLock:
    with _GUARD:
        return _LOCKS.setdefault(folder, threading.RLock())


def said_of_change(change: Changed) -> str:
    """Say who changed a workbook, when and why: `By the Deputy on Sunday 29 November 2026 at 23:30: Replaced`."""
    by = f"By {change.by}" if change.by else "Changed"
    return f"{by} on {moment_words(change.moment.isoformat())}: {change.why}."
