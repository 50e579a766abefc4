"""What `import scheduler` does with a plan's folder: write it, list the steps of its history, go back to one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.api.answers import Location, Moment, Options, Result, Worded, moment_of, wrong_type
from scheduler.commands import history as past
from scheduler.commands import plans
from scheduler.commands.sources import files_of
from scheduler.domain.plan import Plan
from scheduler.domain.wording import counted
from scheduler.messages.history import history_sentences, summary, undone_sentences
from scheduler.outputs.history import Recorded, Step, same_place


@dataclass(frozen=True, repr=False)
class History(Worded):
    """The steps that were taken in a plan's folder."""

    outcome: past.History

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.outcome.entries)

    @property
    def steps(self) -> tuple[Recorded, ...]:
        """The steps in order: `number`, `moment` in UTC, and `step`, which has `command`, `by` and `reason`."""
        return tuple(one.recorded for one in self.outcome.entries)

    def sentences(self) -> Iterator[str]:
        """Say what was done when, by whom and why, and what it changed."""
        found = self.outcome
        lines = [(one.recorded, one.changed) for one in found.entries]
        unread = found.damaged, found.newer
        return history_sentences(found.folder, lines, found.timezone, unread, by_hand=found.by_hand)

    def _in_short(self) -> str:
        return counted(len(self), "step")


@dataclass(frozen=True, repr=False)
class Undone(Worded):
    """An earlier step that is back, and what of it could not be put back."""

    outcome: past.Undone

    @property
    def plan(self) -> Plan:
        """The plan that is in the folder now."""
        return self.outcome.after

    def sentences(self) -> Iterator[str]:
        """Say to which step it went back, what that changed, and what has stayed."""
        found = self.outcome
        plans = found.before, found.after
        return undone_sentences(found.problem, found.back_to, plans, found.stayed, found.breaches)

    def _in_short(self) -> str:
        return f"back to step {self.outcome.back_to.number}, {summary(self.outcome.before, self.outcome.after)}"


def write(result: Result | Options, folder: Location, *, by: str = "", reason: str = "") -> Path:
    """Write a plan as `meeting-day plan` does, the same bytes for the same input, and return the folder.

    The folder is replaced whole, and what was in it is a step of its history. The files of the input are kept in it
    where the problem was read from them and is used as it was read. A problem that was made or changed in Python has no
    files to keep: `export` and `publish` then take its input by --input, and `confirm` and `serve` from the folder
    `input` once it is put there.

    Parameters
    ----------
    result : Result or Options
        What `solve`, `options` or `repair` gave.
    folder : path
        Where it goes.
    by, reason : str, optional
        Who writes it, and why, for the history; blank for whoever the system says is at work.

    Raises
    ------
    ChangedMeanwhile
        If the baseline was read from this folder, and somebody has changed it since.
    CannotWrite

    """
    if not isinstance(result, Result | Options):
        raise wrong_type("what `solve`, `options` or `repair` gave", result)
    files = {} if result.source is None else files_of(result.source, result.problem)
    found = [option.plan for option in result.planned.options] if isinstance(result, Options) else [result.plan]
    since = result.since if result.since is not None and same_place(result.since, Path(folder)) else None
    plans.write(result.problem, found, files, Path(folder), step=Step("write", reason, by), since=since)
    return Path(folder)


def history(folder: Location) -> History:
    """Return the steps that were taken in a plan's folder, each with what it changed.

    Raises
    ------
    InputFaults
        If there is no plan.

    """
    return History(past.history(Path(folder)))


def undo(
    folder: Location, step: int | None = None, as_of: Moment | None = None, *, by: str = "", reason: str = ""
) -> Undone:
    """Go back to an earlier step of a plan's folder, as a step of its own.

    Parameters
    ----------
    folder : path
        A folder that `write` wrote.
    step : int, optional
        Its number; left out, the step before the present one.
    as_of : date or datetime, optional
        The moment: what has been held or notified by then stays as it is. Left out, that of the present plan.
    by, reason : str, optional
        Who, and why, for the history.

    Raises
    ------
    InputFaults, CannotUndo, DamagedHistory, CannotWrite, ChangedMeanwhile

    """
    number = None if step is None else str(step)
    return Undone(past.undo(Path(folder), number, moment_of(as_of), taken=Step("undo", reason, by)))
