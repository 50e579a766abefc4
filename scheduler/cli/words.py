"""What every command shares: its exit codes, its options, words for whatever goes wrong, and progress meanwhile."""

import errno
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from math import isnan
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic
from typing import Any, NoReturn

import click

from scheduler.cli import OUT_OF_TIME, STOPPED
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted, rule_words
from scheduler.errors import BrokenPlan, InputFaults, MeetingDayError, Refused
from scheduler.messages.documents import as_json
from scheduler.outputs.history import Step
from scheduler.outputs.places import written_here
from scheduler.server.clock import present_moment

DONE, NO, WRONG = 0, 1, 2
MOST_SECONDS = 86_400
QUIET = 2.0
"""Seconds during which nothing is said of what is being done."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
TODAY = "today"


class _Seconds(click.FloatRange):
    """A number of seconds: what click takes for one, without `nan`, which is in every range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 - click's own signature
        """Read one; fail with click's words where it is none."""
        seconds = float(super().convert(value, param, ctx))
        if isnan(seconds):
            self.fail(f"{value} is no number of seconds.", param, ctx)
        return seconds


SECONDS = _Seconds(min=0, max=MOST_SECONDS, min_open=True)
SOURCE = click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))


def say(sentence: str) -> None:
    """Write a sentence for the user on standard error."""
    click.echo(sentence, err=True)


def told_if_slow(between: float = 0.0) -> Callable[[str], None]:
    """Return what tells what is being done once a command has taken a while, and then every so many seconds."""
    began = told = monotonic()

    def tell(sentence: str) -> None:
        nonlocal told
        now = monotonic()
        if now - began >= QUIET and now - told >= between:
            told = now
            say(f"{sentence} ...")

    return tell


def print_json(document: object) -> None:
    """Write one document for a program on standard output."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


@contextmanager
def in_words(*, as_document: bool) -> Iterator[None]:
    """Turn everything that can go wrong into words and an exit code; no traceback reaches a user."""
    before = len(written_here())
    try:
        with _ended_by_sigterm():
            yield
    except InputFaults as problem:
        _list_faults(problem, as_document=as_document)
        sys.exit(WRONG)
    except Refused as problem:
        if as_document:
            print_json({"refused": [problem.message, *problem.reasons]})
        say(problem.message)
        for reason in problem.reasons:
            say(f"  {reason}")
        say(problem.remedy)
        sys.exit(NO)
    except BrokenPlan as problem:
        say("This is a fault of meeting-day, not of your input: the plan found fails its own check.")
        say("Nothing was written. Please report it, with your input and these lines:")
        for breach in problem.breaches:
            say(f"  {rule_words(breach.rule)}: {breach.message}")
        sys.exit(NO)
    except BrokenPipeError:
        sys.exit(DONE)
    except KeyboardInterrupt:
        _stopped(written_here()[before:])
    except Exception as problem:  # noqa: BLE001 - the contract: no traceback ever reaches a user
        say(_in_a_sentence(problem))
        sys.exit(WRONG)


def _stopped(written: tuple[Path, ...]) -> NoReturn:
    """Say that a command was stopped, or that it had written already what it was to write."""
    if written:
        say(f"Wrote {written[-1]}; it was too late to stop.")
        sys.exit(DONE)
    say(STOPPED)
    sys.exit(OUT_OF_TIME)


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does; that is ignored where it was started in the background or by nohup."""
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _list_faults(problem: InputFaults, *, as_document: bool) -> None:
    if as_document:
        print_json({"faults": as_json(problem.faults), "warnings": as_json(problem.warnings)})
    for fault in problem.faults:
        say(fault.sentence)
    warn(problem.warnings)
    say(f"{counted(len(problem.faults), 'fault')} to put right.")


def _in_a_sentence(problem: Exception) -> str:
    if isinstance(problem, MeetingDayError):
        return str(problem)
    if _lacks_memory(problem):
        return "There is not enough memory for this input. Try a shorter calendar, or fewer bodies."
    if isinstance(problem, OSError):
        return f"A file cannot be read or written: {problem.strerror or problem} ({problem.filename or 'no name'})."
    words = f"{type(problem).__name__}: {problem}"
    return f"This is a fault of meeting-day, not of your input. Nothing was changed. Please report it: {words}"


def _lacks_memory(problem: Exception) -> bool:
    """Whether the system had no memory left: for an object, a file, a library to load, or a thread to start."""
    if isinstance(problem, OSError):
        return problem.errno == errno.ENOMEM
    words = str(problem)
    return (
        isinstance(problem, MemoryError)
        or (isinstance(problem, ImportError) and ("failed to map" in words or "cannot allocate memory" in words))
        or (isinstance(problem, RuntimeError) and words == "can't start new thread")
    )


def warn(warnings: tuple[Fault, ...]) -> None:
    """Say what had better be looked at."""
    for warning in warnings:
        say(f"Warning: {warning.sentence}")


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --json."""
    text = "Print one JSON document on standard output."
    return click.option("--json", "as_document", is_flag=True, help=text)(command)


class _Moment(click.DateTime):
    """A day, a day and a time as ISO 8601 writes them, or `today`: the present moment by the system's clock."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 - click's own signature
        """Read one; fail in words where it is none, or far from every calendar."""
        if isinstance(value, datetime):
            return value
        words = str(value).strip()
        if words.casefold() == TODAY:
            return present_moment()
        try:
            return _within_reach(datetime.fromisoformat(words))
        except (ValueError, OverflowError):
            self.fail(f"{value} is no date and time; write it as 2026-11-24, 2026-11-24T09:30 or {TODAY}.", param, ctx)


def _since_epoch(context: click.Context, parameter: click.Parameter, value: datetime | None) -> datetime | None:
    """Return the moment; that of SOURCE_DATE_EPOCH where none is given."""
    del context
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if value is not None or epoch is None:
        return value
    try:
        return _within_reach(datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {epoch}, which is no number of seconds since 1970."
        raise click.BadParameter(message, param=parameter) from None


def _within_reach(moment: datetime) -> datetime:
    """Return a moment from which days can be counted either way."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("no year of a calendar")
    return moment


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --as-of."""
    text = f"The moment that it is taken to be; {TODAY} reads the clock, and nothing else does."
    return click.option("--as-of", type=_Moment(), callback=_since_epoch, metavar="DATETIME", help=text)(command)


def anyway_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --anyway."""
    text = "Do it although the plan breaks rules or its input was changed, and record this reason."
    return click.option("--anyway", metavar="REASON", callback=_reason, help=text)(command)


def _reason(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse a reason that says nothing."""
    del context
    if value is not None and not value.strip():
        raise click.BadParameter("say why: the reason is recorded.", param=parameter)
    return value if value is None else value.strip()


def step_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that writes a plan the options --by and --reason; `step_asked` has them."""
    for name, text in (
        ("reason", "Why, for the history of the folder."),
        ("by", "Who, for the history of the folder; the system's user name where it is left out."),
    ):
        option = click.option(f"--{name}", callback=_kept, expose_value=False, metavar="TEXT", help=text)
        command = option(command)
    return command


def _kept(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Keep what was given for `step_asked`."""
    context.meta[f"{__name__}.{parameter.name}"] = " ".join((value or "").split())


def step_asked(command: str | None = None) -> Step:
    """Return what is being done, why and by whom; the command is called as it is typed unless it is said here."""
    context = click.get_current_context()
    reason, by = (str(context.meta.get(f"{__name__}.{name}", "")) for name in ("reason", "by"))
    return Step(command or context.info_name or "", reason, by)
