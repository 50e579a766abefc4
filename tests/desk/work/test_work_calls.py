"""Functions called in a child: what they return, raise, print and take; children that die, are late, or grow."""

import io
import os
import pickle
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from scheduler import __version__, errors
from scheduler.commands.at_hand import at_hand
from scheduler.desk.store import Store
from scheduler.desk.work import calls, child
from scheduler.desk.work.asks import DONE, REFUSED, Answer
from scheduler.desk.work.calls import call, end_idle, warm
from scheduler.desk.work.processes import VERSION_OF_THE_DESK, end, ended, environment, interrupt
from scheduler.desk.work.work import Work
from scheduler.domain.wording import counted


@pytest.fixture(autouse=True)
def none_left() -> None:
    end_idle()


def asked(function: str, *arguments: object, megabytes: int = 3000, **keywords: object) -> tuple[str, Any]:
    """What a child answers to a question, asked here."""
    question = pickle.dumps((function, arguments, keywords, megabytes))
    how, what = pickle.loads(child.answered(question))  # noqa: S301 - it was made in this test
    return how, what


def test_a_child_answers_call_after_call(tmp_path: Path) -> None:
    work = Work(tmp_path, Store(tmp_path / "desk.sqlite3"))
    assert work.call(counted, 2, "apology", "apologies") == "2 apologies"
    (waiting,) = calls.IDLE
    assert work.call("scheduler.domain.wording:counted", 1, noun="apology", seconds=30, megabytes=2000) == "1 apology"
    assert [waiting] == calls.IDLE


def test_an_error_comes_back_as_itself(tmp_path: Path) -> None:
    with pytest.raises(errors.InputFaults, match="is not there") as trouble:
        call("scheduler.commands.at_hand:at_hand", (tmp_path / "nothing",), {}, 60, 3000)
    assert [fault.message for fault in trouble.value.faults] == [f"{tmp_path / 'nothing' / 'input'} is not there"]
    assert trouble.value.warnings == ()


@pytest.mark.parametrize(
    "error",
    [
        errors.InputFaults(()),
        errors.Refused("No.", ("because",), "Do this."),
        errors.NoSuchFrame("meetings", ("rooms",)),
        errors.CannotChange("It cannot", "Do this"),
    ],
)
def test_every_error_travels_whole(error: errors.MeetingDayError) -> None:
    kept = pickle.dumps((type(error).__name__, error.args, vars(error)))
    came = calls.raised_again(*pickle.loads(kept))  # noqa: S301 - it was made in the line before
    assert (type(came), str(came), vars(came)) == (type(error), str(error), vars(error))


def test_whatever_else_goes_wrong_is_told_in_words(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(errors.WorkFailed, match="This is a fault of meeting-day"):
        call("scheduler.domain.wording:counted", ("two",), {}, 60, 3000)
    assert "TypeError" in caplog.text


def test_a_child_that_is_late_is_ended(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "answer.json")  # whoever reads it waits until somebody writes
    with pytest.raises(errors.OutOfTime, match="This took longer than 1 seconds"):
        call("scheduler.desk.work.asks:answer_in", (tmp_path,), {}, 1, 3000)
    assert calls.IDLE == []


def test_a_child_that_died_while_it_waited_is_replaced() -> None:
    warm()
    (waiting,) = calls.IDLE
    os.kill(waiting.pid, signal.SIGKILL)
    waiting.wait(30)
    assert call("scheduler.domain.wording:counted", (1, "day"), {}, 60, 3000) == "1 day"
    warm()
    assert [waiting] != calls.IDLE


def test_a_child_that_dies_is_told_of() -> None:
    with pytest.raises(errors.WorkFailed, match="ended without an answer"):
        call("scheduler.desk.work.processes:end", (0,), {}, 60, 3000)


def test_nothing_is_asked_of_a_child_that_is_gone() -> None:
    warm()
    (process,) = calls.IDLE
    ended(process)
    ended(process)
    assert calls.asked_of(process, b"?") == (b"", False)
    interrupt(process.pid)
    end(process.pid)


def test_too_many_at_once_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "SECONDS_FOR_A_TURN", 0.01)
    for _ in range(calls.MOST_AT_ONCE):
        assert calls.TURNS.acquire(timeout=1)
    try:
        with pytest.raises(errors.OutOfTime, match="The desk is busy"):
            call("scheduler.domain.wording:counted", (1, "day"), {}, 60, 3000)
    finally:
        for _ in range(calls.MOST_AT_ONCE):
            calls.TURNS.release()


def test_only_so_many_wait() -> None:
    warm()
    warm()
    assert len(calls.IDLE) == calls.MOST_IDLE
    more = calls.started()
    calls.keep(more)
    assert more.poll() is not None
    with pytest.raises(ValueError, match="without pipes"):
        calls.asked_of(child_without_pipes(), b"?")


def child_without_pipes() -> calls.Popen[bytes]:
    found = calls.child(["call"])
    found.wait(60)
    return found


def test_questions_are_answered_in_process_too(folder: Path) -> None:
    how, what = asked("scheduler.commands.at_hand:at_hand", folder / "small" / "plan")
    assert (how, what.plan) == ("answered", at_hand(folder / "small" / "plan").plan)
    assert asked("scheduler.commands.at_hand:at_hand", folder / "none")[0] == "raised"
    assert asked("os:getcwd")[1][0] == "This is a fault of meeting-day, not of what you did. Please report it."
    assert asked("scheduler.desk.work.child:framed", b"", megabytes=1)[0] in ("answered", "broke")


def test_memory_that_runs_out_is_told_of() -> None:
    assert asked("scheduler.desk.work.child:framed", b"x", megabytes=100_000) == ("answered", child.framed(b"x"))
    assert child.in_a_sentence(MemoryError()) == child.NO_MEMORY
    assert child.in_a_sentence(OSError(12, "Cannot allocate memory")) == child.NO_MEMORY
    words = "A file cannot be read or written: the system says “No space left on device”."
    assert child.in_a_sentence(OSError(28, "No space left on device")) == words


def test_a_child_ends_with_its_pipe_or_when_it_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    question = child.framed(pickle.dumps(("scheduler.domain.wording:counted", (1, "day"), {}, 3000)))
    monkeypatch.setattr(child, "MOST_KIBIBYTES", 1 << 40)
    answers = io.BytesIO()
    child.answer_calls(io.BytesIO(question * 2), answers)
    assert (answers.getvalue().count(b"1 day"), answers.getvalue()[-1:]) == (2, child.GOES_ON)
    monkeypatch.setattr(child, "MOST_CALLS", 1)
    answers = io.BytesIO()
    child.answer_calls(io.BytesIO(question * 2), answers)
    assert (answers.getvalue().count(b"1 day"), answers.getvalue()[-1:]) == (1, child.ENDS)
    monkeypatch.setattr(child, "MOST_CALLS", 9)
    taken = iter((0, 1 << 60))
    monkeypatch.setattr(child, "most_taken", lambda: next(taken))
    answers = io.BytesIO()
    child.answer_calls(io.BytesIO(question * 2), answers)
    assert answers.getvalue().count(b"1 day") == 1


def test_a_system_without_limits_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "find_spec", lambda _name: None)
    with child.memory_bounded(1):
        assert child.has_grown()
        assert child.most_taken() == 0
    monkeypatch.delattr(os, "nice")
    child.be_nice(5)


def test_what_is_cut_short_is_no_answer() -> None:
    assert child.unframed(io.BytesIO(child.framed(b"whole")[:-1])) == b""
    assert child.unframed(io.BytesIO(b"")) == b""
    assert child.unframed(io.BytesIO(child.framed(b"whole"))) == b"whole"


def test_a_child_knows_nothing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_DAY_PASSWORD", "secret")
    assert "secret" not in environment().values()
    assert "PATH" in environment()


def test_a_child_writes_its_answers_apart_from_what_is_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(child, "NICENESS", {child.CALL: 0, child.JOB: 0})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    kept = os.dup(1)
    answers = os.open(tmp_path / "answers", os.O_RDWR | os.O_CREAT)
    try:
        os.dup2(answers, 1)
        assert child.main([child.CALL]) == 0
    finally:
        os.dup2(kept, 1)
    for file in (kept, answers):
        os.close(file)
    assert (tmp_path / "answers").read_bytes() == b""


def test_a_desk_whose_program_was_replaced_says_that_it_is_to_be_started_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("scheduler.__version__", "0.9")
    replaced = f"meeting-day was replaced by version {__version__} while this desk, version 0.9, runs."
    end_idle()
    with pytest.raises(errors.Refused, match=f"{re.escape(replaced)}\n.* start it again"):
        call("scheduler.commands.sources:kept_input", (tmp_path,), {}, 60, 3000)
    end_idle()


def test_a_job_of_a_desk_whose_program_was_replaced_says_so_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VERSION_OF_THE_DESK, "0.9")
    answer = child.answer_of(lambda: Answer(DONE, ("It was done.",)))
    assert (answer.outcome, answer.sentences[-1].endswith("ask whoever keeps it to.")) == (REFUSED, True)
