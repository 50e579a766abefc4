"""Children of the desk: started in a session of their own, with little of its environment, asked to stop, ended."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from typing import IO, Any

import scheduler

CHILD = "scheduler.desk.work.child"
HANDED_ON = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME", "NUMBA_CACHE_DIR"),
    *("SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "LD_LIBRARY_PATH", "SSL_CERT_FILE"),
)
"""What of the environment a child may know: where things are, and nothing that is secret."""
VERSION_OF_THE_DESK = "MEETING_DAY_VERSION_OF_THE_DESK"
"""The variable in which a child finds which version of this package the desk runs."""
IS_WINDOWS = os.name == "nt"
NEW_PROCESS_GROUP, BELOW_NORMAL = 0x200, 0x4000
"""Flags of Windows: a group of its own, so that it can be asked to stop; and less in a hurry than the desk."""
SECONDS_TO_END = 5.0


def child(
    arguments: Sequence[str], stdin: int = DEVNULL, stdout: int = DEVNULL, stderr: int | IO[Any] = DEVNULL
) -> Popen[bytes]:
    """Start a child, where the desk stands; it goes on when the desk ends, unless it reads from it."""
    apart: dict[str, Any] = (
        {"creationflags": NEW_PROCESS_GROUP | BELOW_NORMAL} if IS_WINDOWS else {"start_new_session": True}
    )
    return Popen(  # noqa: S603 - this very Python, and a module of our own
        [sys.executable, "-P", "-m", CHILD, *arguments],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=environment(),
        **apart,
    )


def environment() -> dict[str, str]:
    """Return the environment of a child: this package is where it is here."""
    found = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    found |= {"PYTHONPATH": str(Path(scheduler.__file__).parents[1]), "PYTHONUTF8": "1"}
    return {**found, VERSION_OF_THE_DESK: scheduler.__version__}


def interrupt(number: int) -> None:
    """Ask a child to stop with the best that it has."""
    with suppress(OSError):
        os.kill(number, getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))


def end(number: int) -> None:
    """End a child at once, with all that it has started."""
    with suppress(OSError):
        if IS_WINDOWS:
            os.kill(number, signal.SIGTERM)
        else:
            os.killpg(number, signal.SIGKILL)


def ended(process: Popen[bytes]) -> None:
    """End a child at once, and wait until it is gone."""
    if process.poll() is None:
        end(process.pid)
    with suppress(TimeoutExpired):
        process.wait(SECONDS_TO_END)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
