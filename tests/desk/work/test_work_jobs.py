"""Jobs: their order, their stop, what survives of them, and what they say when something dies under them."""

import errno
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from scheduler.desk.store import Store
from scheduler.desk.work import child
from scheduler.desk.work import work as working
from scheduler.desk.work.asks import (
    ANSWER_FILE,
    DONE,
    ENDED,
    FAILED,
    FAULTS,
    LOCK_FILE,
    OUT_OF_TIME,
    PID_FILE,
    PROGRESS_FILE,
    REFUSED,
    RUNNING,
    STOPPED,
    WAITING,
    Answer,
    Ask,
    Job,
    answer_in,
)
from scheduler.desk.work.jobs import MOST_WAITING
from scheduler.desk.work.kinds import KINDS, Doing, Kind, named
from scheduler.desk.work.locks import Lock
from scheduler.desk.work.progress import MOST_POINTS, Recorder, progress_in
from scheduler.desk.work.work import Work
from scheduler.domain.reasons import Fault
from scheduler.errors import BrokenPlan, CannotWrite, InputFaults, NoWorkplace, OutOfTime, Refused
from scheduler.solver.cp.progress import how_far

EXAMPLES = Path(__file__).parents[3] / "inputs"
SECONDS = 90
DAY = "2015-10-01T00:00:00"


@pytest.fixture
def work(folder: Path) -> Iterator[Work]:
    """The work of a desk with two years: one that is planned in a moment, and one that takes long."""
    long = folder / "long"
    shutil.copytree(EXAMPLES / "trafford-2015-16", long / "workbook")
    (long / "year.json").write_text('{"title": "Long year"}', encoding="utf-8")
    found = Work(folder, Store(folder / "desk.sqlite3"))
    yield found
    for job in list(found.jobs.waiting()):
        found.stop(job.number)
        found.ended(job.number, SECONDS)
    found.close()


@pytest.fixture
def signals() -> Iterator[None]:
    """What an interrupt does is put back."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def quick(**values: object) -> Ask:
    return Ask("small", "plan", {"seconds": 20, "as_of": DAY, **values}, "Officer", "First look")


def long(kind: str = "plan", **values: object) -> Ask:
    return Ask("long", kind, {"seconds": 60, "as_of": DAY, **values}, "Officer")


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.05)


def killed(job: Job) -> None:
    """Kill the child of a job once it has its lock."""
    pid = job.folder / PID_FILE
    until(lambda: Lock(job.folder / LOCK_FILE).is_held and pid.exists() and pid.read_text())
    os.kill(int(pid.read_text()), signal.SIGKILL)


@pytest.mark.slow
def test_one_is_solved_at_a_time_in_the_order_of_asking(work: Work) -> None:
    first, second, third = (work.queue(one) for one in (quick(), quick(afresh=True), quick()))
    assert [job.before for job in (first, second, third)] == [0, 1, 2]
    ends = [work.ended(job.number, SECONDS) for job in (first, second, third)]
    assert [job.outcome for job in ends] == [DONE] * 3
    assert [job.state for job in ends] == [ENDED] * 3
    began = [job.began_at for job in ends]
    assert began == sorted(began)
    assert [job.number for job in work.jobs.of_year("small")] == [3, 2, 1]


def test_what_waits_is_taken_off_the_queue(work: Work) -> None:
    running, waiting, after = work.queue(long()), work.queue(long()), work.queue(long())
    work.stop(waiting.number)
    until(lambda: not work.jobs[waiting.number].live)
    assert work.jobs[waiting.number].answer == Answer(STOPPED, (working.TAKEN_OFF,))
    assert work.jobs[after.number].before == 1
    killed(running)
    ended = work.ended(running.number, SECONDS)
    assert (ended.outcome, ended.answer) == (FAILED, Answer(FAILED, (working.DIED, working.NOTHING_CHANGED)))
    assert not (work.desk / "long" / "plan").exists()


@pytest.mark.slow
def test_stopping_keeps_the_best_so_far(work: Work) -> None:
    job = work.queue(long())
    until(lambda: progress_in(job.folder).has_plan)
    work.stop(job.number)
    ended = work.ended(job.number, SECONDS)
    answer = ended.answer
    assert answer is not None
    assert (ended.outcome, answer.sentences[0]) == (DONE, "It was stopped: this is the best that was found by then.")
    assert (work.desk / "long" / "plan" / "plan.json").exists()


def test_stopped_before_anything_is_found_changes_nothing(work: Work) -> None:
    job = work.queue(long())
    until(lambda: work.jobs[job.number].state == RUNNING)
    work.stop(job.number)
    ended = work.ended(job.number, SECONDS)
    assert ended.answer is not None
    assert ended.outcome in (STOPPED, DONE)  # a first plan is looked for a moment longer
    assert (work.desk / "long" / "plan").exists() == (ended.outcome == DONE)


def test_a_job_goes_on_when_the_desk_ends_and_the_next_desk_finds_it(work: Work) -> None:
    job, waiting = work.queue(long()), work.queue(quick())
    until(lambda: work.jobs[job.number].state == RUNNING)
    work.close()
    again = Work(work.desk, Store(work.desk / "desk.sqlite3"))
    again.start()
    assert again.jobs[job.number].state == RUNNING
    assert again.jobs[waiting.number].state == WAITING
    again.stop(job.number)
    assert again.ended(job.number, SECONDS).outcome in (STOPPED, DONE)
    assert again.ended(waiting.number, SECONDS).outcome == DONE
    again.close()


def test_the_next_desk_finds_the_answer_of_a_job_that_ended_meanwhile(work: Work) -> None:
    job = work.queue(quick())
    until(lambda: work.jobs[job.number].state != WAITING)
    work.close()
    until(lambda: answer_in(job.folder) is not None and not Lock(job.folder / LOCK_FILE).is_held)
    again = Work(work.desk, Store(work.desk / "desk.sqlite3"))
    again.start()
    assert again.ended(job.number, SECONDS).outcome == DONE
    again.close()


@pytest.mark.slow
def test_the_next_desk_says_that_a_job_died_meanwhile_and_goes_on(work: Work) -> None:
    job, waiting = work.queue(long()), work.queue(quick())
    until(lambda: work.jobs[job.number].state == RUNNING)
    work.close()
    killed(job)
    again = Work(work.desk, Store(work.desk / "desk.sqlite3"))
    again.start()
    again.start()
    ended = again.ended(job.number, SECONDS)
    assert (ended.outcome, ended.answer) == (FAILED, Answer(FAILED, (working.DIED, working.NOTHING_CHANGED)))
    assert again.ended(waiting.number, SECONDS).outcome == DONE
    again.close()


def test_two_desks_do_not_work_on_one_folder(work: Work) -> None:
    work.start()
    other = Work(work.desk, Store(work.desk / "desk.sqlite3"))
    with pytest.raises(Refused, match="Another desk is open"):
        other.start()
    other.close()
    work.close()
    other.start()
    other.close()


def test_a_year_that_is_taken_away_takes_its_jobs_with_it(work: Work) -> None:
    running, waiting = work.queue(long()), work.queue(long())
    until(lambda: work.jobs[running.number].state == RUNNING)
    (work.desk / "long").rename(work.desk / "away")
    for job in (running, waiting):
        ended = work.ended(job.number, SECONDS)
        assert (ended.outcome, ended.answer) == (FAILED, None)
    assert not (work.desk / "long").exists()
    with pytest.raises(Refused, match="no longer there"):
        work.queue(long())


def test_a_job_that_takes_far_too_long_is_ended(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "GRACE_SECONDS", -59.0)
    job = work.queue(long())
    ended = work.ended(job.number, SECONDS)
    assert (ended.outcome, ended.answer) == (FAILED, Answer(FAILED, (working.OVERDUE, working.NOTHING_CHANGED)))


def test_what_cannot_be_queued_is_told_at_once(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="is no kind of job"):
        work.queue(Ask("small", "dance"))
    monkeypatch.setattr("scheduler.desk.work.jobs.MOST_WAITING", 0)
    with pytest.raises(Refused, match="Too much is waiting"):
        work.queue(quick())
    monkeypatch.setattr("scheduler.desk.work.jobs.MOST_WAITING", MOST_WAITING)
    (work.desk / "small" / "jobs").write_text("in the way")
    with pytest.raises(CannotWrite, match="could not be put in the queue"):
        work.queue(quick())
    assert list(work.jobs.waiting()) == []
    with pytest.raises(KeyError):
        work.jobs[99]


def test_the_queue_goes_on_where_a_child_cannot_be_started(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object, **_keywords: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(working, "child", refused)
    job = work.queue(quick())
    assert work.ended(job.number, SECONDS).outcome == FAILED


# -- in the child, done here


def asked(work: Work, ask: Ask) -> Job:
    """Write a job down that no child does."""
    return work.jobs.add(ask, {})


def test_a_child_does_its_job_once(work: Work, signals: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "NICENESS", {child.CALL: 0, child.JOB: 0})
    job = asked(work, quick())
    arguments = [child.JOB, str(work.desk), "small", str(job.number)]
    assert child.main(arguments) == 0
    answer = answer_in(job.folder)
    assert answer is not None
    assert (answer.outcome, answer.document["status"]) == (DONE, "optimal")
    progress = progress_in(job.folder)
    assert (progress.seconds, progress.has_plan, progress.sentence) == (20.0, True, progress.tiers[-1].words)
    written = (job.folder / ANSWER_FILE).stat().st_mtime_ns
    assert child.main(arguments) == 0
    assert (job.folder / ANSWER_FILE).stat().st_mtime_ns == written


def test_a_child_leaves_a_job_to_the_one_that_is_at_it(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS_FOR_THE_LOCK", 0)
    job = asked(work, quick())
    lock = Lock(job.folder / LOCK_FILE)
    assert (lock.take(), lock.take(), lock.is_held) == (True, True, True)
    assert child.done_in(work.desk, "small", job.number) == 0
    assert answer_in(job.folder) is None
    lock.give_back()
    lock.give_back()
    assert not lock.is_held
    (job.folder / "ask.json").unlink()
    assert child.done_in(work.desk, "small", job.number) == child.NOT_ANSWERED


def test_an_interrupt_stops_a_job_unless_it_has_written(signals: None, monkeypatch: pytest.MonkeyPatch) -> None:
    child.heed_interrupts()
    monkeypatch.setattr("scheduler.commands.listening.has_written", lambda: False)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    monkeypatch.setattr("scheduler.commands.listening.has_written", lambda: True)
    signal.raise_signal(signal.SIGINT)


def test_a_half_made_year_is_taken_away(work: Work, signals: None) -> None:
    job = asked(work, quick())
    (work.desk / "small" / "year.json").unlink()
    assert child.done_in(work.desk, "small", job.number) == child.NOT_ANSWERED
    assert not (work.desk / "small").exists()


def test_a_disk_that_is_full_keeps_at_least_how_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = [False, True, False, False]

    def fsync(_file: int) -> None:
        if not room.pop(0):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    answer = Answer(DONE, ("Planned.", "It has 3 meetings."), {"meetings": 3})
    assert child.write_answer(tmp_path, answer) == 0
    assert answer_in(tmp_path) == Answer(DONE, ("Planned.",))
    assert child.write_answer(tmp_path, answer) == child.NOT_ANSWERED


def test_a_disk_that_is_full_leaves_the_calendar_as_it_was(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("scheduler.outputs.folder.to_disk", full)
    plan = work.desk / "small" / "plan" / "plan.json"
    before = plan.read_bytes()
    job = asked(work, quick(afresh=True))
    assert child.done_in(work.desk, "small", job.number) == 0
    answer = answer_in(job.folder)
    assert answer is not None
    assert (answer.outcome, "the disk is full" in answer.sentences[0]) == (FAILED, True)
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("trouble", "outcome", "words"),
    [
        (KeyboardInterrupt(), STOPPED, "It was stopped before anything was found. Nothing was changed."),
        (Refused("No.", ("Because.",), "Wait."), REFUSED, "No. Because. Wait."),
        (InputFaults((), ()), FAULTS, "Nothing was changed: 0 things have to be put right first."),
        (OutOfTime(), OUT_OF_TIME, "Time ran out. Nothing was changed."),
        (NoWorkplace("There is none."), FAILED, "There is none."),
        (MemoryError(), FAILED, f"{child.NO_MEMORY} Nothing was changed."),
    ],
)
def test_whatever_ends_a_job_is_an_answer(trouble: BaseException, outcome: str, words: str) -> None:
    def do() -> Answer:
        raise trouble

    answer = child.answer_of(do)
    assert (answer.outcome, " ".join(answer.sentences)) == (outcome, words)


def test_a_plan_that_fails_its_own_check_is_reported() -> None:
    def do() -> Answer:
        raise BrokenPlan(())

    assert child.answer_of(do).sentences[0].startswith("This is a fault of meeting-day")


def test_progress_that_cannot_be_read_or_written_stops_nothing(tmp_path: Path) -> None:
    assert progress_in(tmp_path).sentence == ""
    (tmp_path / PROGRESS_FILE).write_text("{}")
    assert progress_in(tmp_path).sentence == ""
    with Recorder(tmp_path / "nowhere", 5) as recorder:
        recorder.hear("Looking")
        recorder.hear("Looking")
        recorder.tell("It is late")
    assert [sentence for _, sentence in recorder.progress.history] == ["Looking"]


def test_progress_is_written_while_a_job_goes_on_and_thinned_where_it_is_long(tmp_path: Path) -> None:
    with Recorder(tmp_path, 5) as recorder:
        for value in range(3 * MOST_POINTS, 0, -1):
            recorder.hear(how_far("apologies", value, 0))
            recorder.hear(how_far("apologies", value, 0))
        recorder.warn([Fault("people", 2, "name", "It is blank", "Write it.")])
        until(lambda: progress_in(tmp_path).told != ())
    found = progress_in(tmp_path)
    assert found.told == ("people, row 2, column name: It is blank. Write it.",)
    (closing,) = found.tiers
    assert len(closing.points) <= MOST_POINTS
    assert (closing.points[0].value, closing.points[-1].value) == (3 * MOST_POINTS, 1)


def test_a_job_that_is_over_tells_of_a_tier_only_what_numbers_say(tmp_path: Path) -> None:
    told = {}
    for value, bound in ((None, None), (3, None), (3, 0), (3, 1), (0, 0)):
        with Recorder(tmp_path, 5) as recorder:
            recorder.hear(how_far("apologies", value, bound))
        told[value, bound] = progress_in(tmp_path).tiers[0].tells
    assert told == {(None, None): False, (3, None): False, (3, 0): False, (3, 1): True, (0, 0): True}


def test_a_lock_has_no_place_where_there_is_no_folder(tmp_path: Path) -> None:
    assert not Lock(tmp_path / "nowhere" / "child.lock").take()
    assert not Lock(tmp_path / "nowhere" / "child.lock").is_held


def test_an_interrupt_is_heeded_by_the_main_thread_alone(signals: None) -> None:
    before = signal.getsignal(signal.SIGINT)
    thread = Thread(target=child.heed_interrupts)
    thread.start()
    thread.join(60)
    assert signal.getsignal(signal.SIGINT) == before


def test_a_system_that_knows_a_break_takes_it_for_an_interrupt(signals: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGUSR1)
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR1, raising=False)
    monkeypatch.setattr("scheduler.commands.listening.has_written", lambda: False)
    child.heed_interrupts()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)


def test_a_kind_is_a_function_of_this_package(tmp_path: Path) -> None:
    for function in ("os:getcwd", "scheduler.desk.work.kinds:_secret", "scheduler.desk"):
        with pytest.raises(ValueError, match="is no function of this package"):
            named(function)
    for kind in KINDS.values():
        assert callable(named(kind.function))
    doing = Doing(quick(), tmp_path, tmp_path, Recorder(tmp_path, 1))
    with pytest.raises(TypeError, match="returned no Answer"):
        Kind("None", "scheduler.commands.listening:heard").do(doing)
