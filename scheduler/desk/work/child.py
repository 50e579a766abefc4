"""The child process: it answers calls over its pipes, or does one job in its folder and ends.

`python -m scheduler.desk.work.child call` reads pickled questions from standard input and writes pickled answers to
what was standard output; what else is printed goes to standard error. `... child job DESK YEAR NUMBER` does a job.
"""

import errno
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from threading import current_thread, main_thread
from traceback import format_exc
from types import FrameType
from typing import IO, Any, BinaryIO

import scheduler
from scheduler import errors
from scheduler.desk.work.asks import (
    ANSWER_FILE,
    ASK_FILE,
    FAILED,
    FAULTS,
    LOCK_FILE,
    OUT_OF_TIME,
    PID_FILE,
    REFUSED,
    STOPPED,
    Answer,
    Ask,
)
from scheduler.desk.work.kinds import KINDS, Doing, named
from scheduler.desk.work.locks import Lock
from scheduler.desk.work.processes import VERSION_OF_THE_DESK
from scheduler.desk.work.progress import Recorder
from scheduler.desk.years import JOBS

CALL, JOB = "call", "job"
JOB_MEGABYTES = 16_000
"""Of address space, for a job."""
MOST_CALLS, MOST_KIBIBYTES = 200, 250_000
"""A child answers no more calls than so many, and none once it has taken more memory."""
NICENESS = {CALL: 4, JOB: 10}
LOADED_AHEAD = ("scheduler.commands.edits", "scheduler.commands.sources")
"""What most calls need: a child that waits for its call has it."""
SECONDS_FOR_THE_LOCK = 3.0
NOT_ANSWERED = 4
"""The exit code of a job whose answer could not be written."""

GOES_ON, ENDS = b"+", b"."
"""What follows each answer: whether this child waits for the next call."""
ANSWERED, RAISED, BROKE = "answered", "raised", "broke"
NO_MEMORY = "There is not enough memory for this. Try a shorter calendar or a smaller file."


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; return the exit code."""
    what, *rest = sys.argv[1:] if arguments is None else arguments
    be_nice(NICENESS[what])
    if what == CALL:
        with apart_from_prints() as answers:
            for module in LOADED_AHEAD:
                import_module(module)
            answer_calls(sys.stdin.buffer, answers)
        return 0
    desk, year, number = rest
    with memory_bounded(JOB_MEGABYTES):
        heed_interrupts()
        return done_in(Path(desk), year, int(number))


def be_nice(by: int) -> None:
    """Let pages come first, where the system lets that be said."""
    if hasattr(os, "nice"):
        os.nice(by)


@contextmanager
def memory_bounded(megabytes: int) -> Iterator[None]:
    """Let no more address space be taken than so many megabytes, where the system can hold to that."""
    if not find_spec("resource"):
        yield
        return
    resource: Any = import_module("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    most = megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (min([most, *(one for one in before if one >= 0)]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def has_grown(inherited: int = 0) -> bool:
    """Whether this process has taken so much memory that another had better answer the next call.

    The most that whoever started it had taken counts as its own: `inherited` is what `most_taken` said at first.
    """
    most = MOST_KIBIBYTES * (1024 if sys.platform == "darwin" else 1)
    return not find_spec("resource") or most_taken() > max(most, inherited)


def most_taken() -> int:
    """Return the most memory that this process has taken, in the system's own unit; 0 where it does not say."""
    if not find_spec("resource"):
        return 0
    resource: Any = import_module("resource")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def apart_from_prints() -> BinaryIO:
    """Return what was standard output, for answers alone; what is printed from now on goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def answer_calls(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer call after call, until there is no more, or another child had better go on."""
    inherited = most_taken()
    left = MOST_CALLS
    while left:
        question = unframed(questions)
        if not question:
            return
        answer = framed(answered(question))
        left = 0 if has_grown(inherited) else left - 1
        answers.write(answer + (GOES_ON if left else ENDS))
        answers.flush()


def framed(content: bytes) -> bytes:
    """Return something with its length before it."""
    return len(content).to_bytes(8) + content


def unframed(pipe: IO[bytes]) -> bytes:
    """Read something with its length before it; blank where the pipe has ended."""
    length = int.from_bytes(pipe.read(8))
    content = pipe.read(length)
    return content if len(content) == length else b""


def answered(question: bytes) -> bytes:
    """Return the pickled answer to a pickled question: function, arguments, keywords and megabytes."""
    try:
        refuse_another_version()
        function, arguments, keywords, megabytes = pickle.loads(question)  # noqa: S301 - written by the desk itself, into our own pipe
        with memory_bounded(megabytes):
            return pickle.dumps((ANSWERED, named(function)(*arguments, **keywords)))
    except errors.MeetingDayError as trouble:
        return pickle.dumps((RAISED, (type(trouble).__name__, trouble.args, vars(trouble))))
    except Exception as trouble:  # noqa: BLE001 - the contract: what goes wrong here is told in words there
        return pickle.dumps((BROKE, (in_a_sentence(trouble), format_exc())))


def refuse_another_version() -> None:
    """Raise Refused where this package has been replaced by another version while the desk runs."""
    begun = os.environ.get(VERSION_OF_THE_DESK, scheduler.__version__)
    if begun != scheduler.__version__:
        message = f"meeting-day was replaced by version {scheduler.__version__} while this desk, version {begun}, runs."
        remedy = "Nothing was changed. End the desk and start it again, or ask whoever keeps it to."
        raise errors.Refused(message, remedy=remedy)


def in_a_sentence(trouble: BaseException) -> str:
    """Say what went wrong where nobody expected it."""
    if isinstance(trouble, MemoryError) or (isinstance(trouble, OSError) and trouble.errno == errno.ENOMEM):
        return NO_MEMORY
    if isinstance(trouble, OSError):
        return f"A file cannot be read or written: the system says “{trouble.strerror or trouble}”."
    return "This is a fault of meeting-day, not of what you did. Please report it."


def heed_interrupts() -> None:
    """Let an interrupt stop a job once, unless it has written; where it is in the background it would be ignored."""
    if current_thread() is not main_thread():
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        from scheduler.commands.listening import has_written  # noqa: PLC0415 - a signal may come before all is loaded

        if not has_written():
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    if hasattr(signal, "SIGBREAK"):
        signal.signal(signal.SIGBREAK, lambda *_: signal.raise_signal(signal.SIGINT))


def done_in(desk: Path, year: str, number: int) -> int:
    """Do a job that is queued, and write its answer; nothing where another child is at it, or has done it."""
    folder = desk / year / JOBS / str(number)
    lock = Lock(folder / LOCK_FILE)
    if not lock.take(SECONDS_FOR_THE_LOCK):
        return 0
    try:
        if (folder / ANSWER_FILE).exists():
            return 0
        (folder / PID_FILE).write_text(str(os.getpid()), encoding="ascii")
        ask = Ask.from_json((folder / ASK_FILE).read_text(encoding="utf-8"))
        return _done(ask, desk, folder)
    except OSError:
        sys.stderr.write(format_exc())
        return NOT_ANSWERED
    finally:
        lock.give_back()


def _done(ask: Ask, desk: Path, folder: Path) -> int:
    kind = KINDS[ask.kind]
    with Recorder(folder, kind.seconds(ask)) as recorder:
        doing = Doing(ask, desk, folder, recorder)
        answer = answer_of(lambda: kind.do(doing))
    if not doing.year_is_there:  # it was taken away meanwhile: what was written since would be half a year
        rmtree(doing.year, ignore_errors=True)
        return NOT_ANSWERED
    return write_answer(folder, answer)


def write_answer(folder: Path, answer: Answer) -> int:
    """Write an answer whole; where the disk is full, at least how it ended."""
    short = Answer(answer.outcome, answer.sentences[:1])
    for one in (answer, short):
        beside = folder / f".{ANSWER_FILE}.new"
        with suppress(OSError):
            with beside.open("w", encoding="utf-8") as file:
                file.write(one.to_json())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(folder / ANSWER_FILE)
            return 0
    return NOT_ANSWERED


def answer_of(do: Callable[[], Answer]) -> Answer:
    """Do something and return its answer, or what went wrong as one."""
    try:
        refuse_another_version()
        return do()
    except KeyboardInterrupt:
        return Answer(STOPPED, ("It was stopped before anything was found. Nothing was changed.",))
    except errors.MeetingDayError as trouble:
        return _answer_to(trouble)
    except Exception as trouble:  # noqa: BLE001 - the contract: no job ends without an answer in words
        sys.stderr.write(format_exc())
        return Answer(FAILED, (in_a_sentence(trouble), "Nothing was changed."))


def _answer_to(trouble: errors.MeetingDayError) -> Answer:
    """Return what a command refused, or could not do, as an answer."""
    match trouble:
        case errors.InputFaults():
            from scheduler.messages.documents import as_json  # noqa: PLC0415 - only a job that failed needs it

            number = len(trouble.faults)
            words = "one thing has" if number == 1 else f"{number} things have"
            said = f"Nothing was changed: {words} to be put right first."
            return Answer(FAULTS, (said,), {}, tuple(as_json(trouble.faults)))
        case errors.Refused():
            return Answer(REFUSED, tuple(filter(None, (trouble.message, *trouble.reasons, trouble.remedy))))
        case errors.OutOfTime():
            return Answer(OUT_OF_TIME, (str(trouble) or "Time ran out. Nothing was changed.",))
        case errors.BrokenPlan():
            first = "This is a fault of meeting-day, not of your workbook: the calendar found fails its own check."
            broken = tuple(str(breach.message) for breach in trouble.breaches)
            return Answer(FAILED, (first, "Nothing was changed. Please report it, with these lines:", *broken))
        case _:
            return Answer(FAILED, (str(trouble),))


if __name__ == "__main__":
    raise SystemExit(main())
