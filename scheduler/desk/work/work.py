"""All that a desk has done by others: functions that are called at once, and a queue of jobs, one at a time."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import Popen
from threading import Event, RLock, Thread
from time import monotonic
from typing import Any, ParamSpec, TypeVar, overload

from scheduler.desk.store import Store
from scheduler.desk.work import calls
from scheduler.desk.work.asks import (
    FAILED,
    LOCK_FILE,
    LOG_FILE,
    PID_FILE,
    STOPPED,
    WAITING,
    Answer,
    Ask,
    Job,
    answer_in,
)
from scheduler.desk.work.child import JOB, write_answer
from scheduler.desk.work.jobs import Jobs
from scheduler.desk.work.kinds import GRACE_SECONDS, KINDS
from scheduler.desk.work.locks import Lock, only_desk
from scheduler.desk.work.processes import child, end, ended, interrupt

SECONDS_BETWEEN_LOOKS = 0.1

DIED = (
    "The process that did this ended without an answer. It may have been ended by somebody, or the machine was "
    "restarted or short of memory."
)
NOTHING_CHANGED = "Nothing was changed. Ask for it again; if it happens again, try less time or fewer options."
OVERDUE = "This was ended, for it took much longer than the time it was given."
TAKEN_OFF = "This was taken off the queue before it began. Nothing was changed."
YEAR_GONE = "The year was taken away meanwhile. Nothing was written."

Result = TypeVar("Result")
Parameters = ParamSpec("Parameters")

log = logging.getLogger(__name__)


class Work:
    """What a desk has done in child processes.

    Parameters
    ----------
    desk : Path
        The folder of all years.
    store : Store
        The desk's database.

    """

    def __init__(self, desk: Path, store: Store) -> None:
        self.desk = desk.absolute()
        self.jobs = Jobs(self.desk, store)
        self._alone = RLock()
        self._lock: Lock | None = None
        self._thread: Thread | None = None
        self._wake, self._over = Event(), Event()

    @overload
    def call(
        self, function: Callable[Parameters, Result], *arguments: Parameters.args, **keywords: Parameters.kwargs
    ) -> Result: ...

    @overload
    def call(self, function: str, *arguments: Any, **keywords: Any) -> Any: ...  # noqa: ANN401 - whatever the function takes and returns

    def call(self, function: Callable[..., Any] | str, *arguments: Any, **keywords: Any) -> Any:
        """Call a function of this package in a child and wait: as such, or as `module:function` so as not to load it.

        Keywords `seconds` and `megabytes` bound the call and are not handed on. What may be raised: see `calls.call`.
        """
        name = function if isinstance(function, str) else f"{function.__module__}:{function.__qualname__}"
        seconds, megabytes = (
            keywords.pop("seconds", calls.MOST_SECONDS),
            keywords.pop("megabytes", calls.MOST_MEGABYTES),
        )
        return calls.call(name, arguments, keywords, seconds, megabytes)

    def queue(self, ask: Ask, files: Mapping[str, bytes] | None = None) -> Job:
        """Put a job at the end of the queue, with files for its folder; it begins as soon as its turn comes.

        Raises Refused or CannotWrite where that cannot be: see `Jobs.add`.
        """
        if ask.kind not in KINDS:
            raise ValueError(f"{ask.kind} is no kind of job")
        self.start()
        job = self.jobs.add(ask, files or {})
        self._wake.set()
        return job

    def start(self) -> None:
        """Take up the queue where it was left; nothing where that is done already.

        Raises
        ------
        Refused
            If another desk works on this folder.

        """
        with self._alone:
            if self._thread is not None:
                return
            self._lock = only_desk(self.desk)
            self._over.clear()
            self._thread = Thread(target=self._run, name="jobs", daemon=True)
            self._thread.start()
            calls.warm()

    def close(self) -> None:
        """Leave the queue: the job that runs goes on, and whoever starts next finds it."""
        with self._alone:
            thread, self._thread = self._thread, None
            self._over.set()
            self._wake.set()
            if thread is not None:
                thread.join()
            if self._lock is not None:
                self._lock.give_back()

    def stop(self, number: int) -> None:
        """Stop a job: one that waits is taken off the queue, one that runs ends with the best that it has."""
        self.jobs.ask_to_stop(number)
        self.start()
        self._wake.set()

    def ended(self, number: int, seconds: float) -> Job:
        """Wait so many seconds at most for a job to end, and return it as it then is."""
        until = monotonic() + seconds
        job = self.jobs[number]
        while job.live and monotonic() < until:
            Event().wait(SECONDS_BETWEEN_LOOKS)
            job = self.jobs[number]
        return job

    def _run(self) -> None:
        while not self._over.is_set():
            self._wake.clear()
            self._take_off()
            first = next(self.jobs.waiting(), None)
            if first is None:
                self._wake.wait()
                continue
            try:
                self._do(first)
            except Exception:  # whatever one job meets, the next in the queue is still done
                log.exception("job %s", first.number)
                self._finish(first, Answer(FAILED, (DIED, NOTHING_CHANGED)))
        self.jobs.store.close()

    def _take_off(self, at_work: int = 0) -> None:
        """End the jobs that wait and are to stop, but for the one that a child is being started for."""
        for job in list(self.jobs.waiting()):
            if job.state == WAITING and job.stop and job.number != at_work:
                self._finish(job, Answer(STOPPED, (TAKEN_OFF,)))

    def _do(self, job: Job) -> None:
        """See a job through: start its child unless one is at it, and wait for its end, or that of the desk."""
        if not job.folder.is_dir():
            self._finish(job, Answer(FAILED, (YEAR_GONE,)))
            return
        lock = Lock(job.folder / LOCK_FILE)
        process: Popen[bytes] | None = None
        if job.state == WAITING and answer_in(job.folder) is None and not lock.is_held:
            with (job.folder / LOG_FILE).open("ab") as told:
                process = child([JOB, str(self.desk), job.ask.year, str(job.number)], stderr=told)
        if self._watched(job, lock, process):
            if process is not None:
                ended(process)
            gone = Answer(FAILED, (DIED if job.folder.is_dir() else YEAR_GONE, NOTHING_CHANGED))
            self._finish(job, answer_in(job.folder) or gone)

    def _watched(self, job: Job, lock: Lock, process: Popen[bytes] | None) -> bool:
        """Wait until the child of a job has ended, and stop it if that is asked; False where the desk ended first."""
        began = monotonic()
        asked = False
        most = KINDS[job.ask.kind].seconds(job.ask) + GRACE_SECONDS
        while lock.is_held or (process is not None and process.poll() is None):
            self._take_off(job.number)
            now = self.jobs[job.number]
            if now.state == WAITING and lock.is_held:
                self.jobs.begin(job.number)
            if now.stop and not asked and lock.is_held:
                asked = True
                interrupt(_number_of(job, process))
            if process is not None and not job.folder.is_dir():  # its year was taken away
                end(process.pid)
            if monotonic() - began > most:
                end(_number_of(job, process))
                write_answer(job.folder, Answer(FAILED, (OVERDUE, NOTHING_CHANGED)))
            if self._over.wait(SECONDS_BETWEEN_LOOKS):
                if process is not None:
                    process.returncode = 0  # it goes on: that nobody waits for it here is no mistake
                return False
        return True

    def _finish(self, job: Job, answer: Answer) -> None:
        """Note how a job ended, and keep what is said of it."""
        if job.folder.is_dir() and answer_in(job.folder) is None:
            write_answer(job.folder, answer)
        with suppress(KeyError):
            self.jobs.end(job.number, answer.outcome)


def _number_of(job: Job, process: Popen[bytes] | None) -> int:
    """Return the process number of a child that holds its lock; it wrote it once it had that."""
    if process is not None:
        return process.pid
    return int((job.folder / PID_FILE).read_text(encoding="ascii"))
