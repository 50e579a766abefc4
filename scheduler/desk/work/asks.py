"""What is asked of a job, what it answers, and the job itself: values that go through JSON and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

DONE, NO_PLAN, REFUSED, FAULTS = "done", "no plan", "refused", "faults"
OUT_OF_TIME, STOPPED, FAILED = "out of time", "stopped", "failed"
"""How a job ends. Only `DONE` has changed anything, and what was stopped with a plan in hand is done, too."""

WAITING, RUNNING, ENDED = "waiting", "running", "ended"
"""The states of a job."""

ASK_FILE, ANSWER_FILE, PROGRESS_FILE, PID_FILE = "ask.json", "answer.json", "progress.json", "pid"
LOG_FILE, LOCK_FILE, FILES_FOLDER = "log.txt", "child.lock", "files"


@dataclass(frozen=True)
class Ask:
    """What a job is to do, for whom and why."""

    year: str
    """The name of the year's folder."""
    kind: str
    """One of `kinds.KINDS`."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the kind wants to know, in the types of JSON; the name of a file handed over with it is relative."""
    by: str = ""
    reason: str = ""

    def to_json(self) -> str:
        """Return it as one document."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read one; ValueError, TypeError where it is none."""
        return cls(**json.loads(text))


@dataclass(frozen=True)
class Answer:
    """How a job ended, and what it says."""

    outcome: str
    sentences: tuple[str, ...] = ()
    """What came of it, the most important first; none of them names a command."""
    document: Mapping[str, Any] = field(default_factory=dict)
    """For the page of the job, in the types of JSON: its keys are the kind's own."""
    faults: tuple[Mapping[str, Any], ...] = ()
    """Rows of an input to put right: sheet, row, column, message, remedy."""

    def to_json(self) -> str:
        """Return it as one document."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read one; ValueError, TypeError, KeyError where it is none."""
        read = json.loads(text)
        return cls(read["outcome"], tuple(read["sentences"]), read["document"], tuple(read["faults"]))


@dataclass(frozen=True)
class Job:
    """A job as it stands in the queue, runs or has ended."""

    number: int
    ask: Ask
    state: str
    asked_at: str
    """A moment in UTC, ending in Z, as the next two are; blank where it has not come."""
    began_at: str = ""
    ended_at: str = ""
    outcome: str = ""
    stop: bool = False
    """Whether somebody has asked to stop it."""
    before: int = 0
    """How many jobs are to end before this one begins."""
    folder: Path = Path()

    @property
    def live(self) -> bool:
        """Whether it waits or runs."""
        return self.state != ENDED

    @property
    def answer(self) -> Answer | None:
        """What it answered; None where that is not there, or not yet."""
        return answer_in(self.folder)


def answer_in(folder: Path) -> Answer | None:
    """Return what a job has answered into its folder; None where it has not, or that cannot be read."""
    try:
        return Answer.from_json((folder / ANSWER_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        return None
