"""Functions called in a child process: what they return or raise comes back; time, memory and number are bounded.

To start a child and load what most calls need takes some tenths of a second. So one that has answered waits for the
next call, unless it has grown or answered many. It ends with the desk, however that ends: its pipe does.
"""

import atexit
import logging
import os
import pickle
from subprocess import PIPE, Popen
from threading import BoundedSemaphore, Event, Lock, Timer
from typing import Any

from scheduler import errors
from scheduler.desk.work.child import ANSWERED, CALL, GOES_ON, RAISED, framed, unframed
from scheduler.desk.work.processes import child, ended

MOST_SECONDS, MOST_MEGABYTES = 120.0, 8000
"""Of one call, where nothing else is said; megabytes are of address space, what is loaded included."""
SECONDS_FOR_A_TURN = 60.0
MOST_AT_ONCE = max(2, min(4, os.cpu_count() or 2))
MOST_IDLE = 1
BUSY = "The desk is busy with what others have asked. Nothing was changed: try again in a moment."
TOO_LONG = "This took longer than {seconds:.0f} seconds and was ended. Try something smaller, or when less is going on."
DIED = (
    "What was asked ended without an answer; the machine may be short of memory. Try again, or try something smaller."
)

log = logging.getLogger(__name__)

TURNS, _ALONE = BoundedSemaphore(MOST_AT_ONCE), Lock()
IDLE: list[Popen[bytes]] = []


def call(function: str, arguments: tuple[Any, ...], keywords: dict[str, Any], seconds: float, megabytes: int) -> Any:  # noqa: ANN401 - whatever the function returns
    """Call `module:function` in a child, with arguments that can be pickled; return what it returns.

    Raises
    ------
    MeetingDayError
        What the function raised.
    OutOfTime
        If it took too long, or too many calls are being answered.
    WorkFailed
        If it failed in a way that nobody expected, or the child died.

    """
    question = pickle.dumps((function, arguments, keywords, megabytes))
    if not TURNS.acquire(timeout=SECONDS_FOR_A_TURN):
        raise errors.OutOfTime(BUSY)
    try:
        process = _idle() or started()
        late = Event()
        watchdog = Timer(seconds, _end_late, (process, late))
        watchdog.start()
        goes_on = False
        try:
            answer, goes_on = asked_of(process, question)
        finally:
            watchdog.cancel()
            if goes_on:
                keep(process)
            else:
                ended(process)
    finally:
        TURNS.release()
    if not answer and late.is_set():
        raise errors.OutOfTime(TOO_LONG.format(seconds=seconds))
    return _returned(answer, function)


def warm() -> None:
    """Have a child wait that is ready for the next call."""
    with _ALONE:
        if not IDLE:
            IDLE.append(started())


@atexit.register
def end_idle() -> None:
    """End the children that wait."""
    with _ALONE:
        while IDLE:
            ended(IDLE.pop())


def _idle() -> Popen[bytes] | None:
    """Return a child that waits for a call; None where there is none."""
    with _ALONE:
        while IDLE:
            found = IDLE.pop()
            if found.poll() is None:
                return found
            ended(found)
    return None


def started() -> Popen[bytes]:
    """Start a child that answers calls."""
    return child([CALL], stdin=PIPE, stdout=PIPE)


def asked_of(process: Popen[bytes], question: bytes) -> tuple[bytes, bool]:
    """Return what a child answers, blank where it ended without, and whether it waits for the next call."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("a child without pipes")
    try:
        process.stdin.write(framed(question))
        process.stdin.flush()
        return unframed(process.stdout), process.stdout.read(1) == GOES_ON
    except (OSError, ValueError):  # it was ended
        return b"", False


def _end_late(process: Popen[bytes], late: Event) -> None:
    late.set()
    ended(process)


def keep(process: Popen[bytes]) -> None:
    """Let a child wait for the next call, where that is wanted and it lives."""
    with _ALONE:
        if len(IDLE) < MOST_IDLE and process.poll() is None:
            IDLE.append(process)
            return
    ended(process)


def _returned(answer: bytes, function: str) -> Any:  # noqa: ANN401 - whatever the function returns
    if not answer:
        log.error("%s: the child died", function)
        raise errors.WorkFailed(DIED)
    how, what = pickle.loads(answer)  # noqa: S301 - written by our own child, into our own pipe
    if how == ANSWERED:
        return what
    if how == RAISED:
        raise raised_again(*what)
    words, traceback = what
    log.error("%s: %s", function, traceback)
    raise errors.WorkFailed(words)


def raised_again(name: str, arguments: tuple[Any, ...], state: dict[str, Any]) -> errors.MeetingDayError:
    """Return an error of this package as it was raised, whatever its constructor takes."""
    kind: type[errors.MeetingDayError] = getattr(errors, name)
    made = kind.__new__(kind)
    made.args = arguments
    vars(made).update(state)
    return made
