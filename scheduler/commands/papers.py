"""What every paper is made from: a plan and its kept input that were found sound, and where the paper goes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.commands.approval import Approved, approve
from scheduler.commands.sources import in_utc, read_kept
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.archives import archive_of
from scheduler.outputs.history import Stamp, stamp_of
from scheduler.outputs.papers import of_an_earlier_calendar, write_elsewhere, write_new, write_papers

__all__ = ["Sound", "archive_of", "of_an_earlier_calendar", "sound", "write", "write_new"]


@dataclass(frozen=True)
class Sound:
    """A plan that breaks no rule of its input, or of which papers are wanted anyway."""

    folder: Path
    problem: Problem
    plan: Plan
    approved: Approved
    moment: str
    """What papers take for now: ISO in UTC, ending in Z; no clock is read."""
    since: Stamp
    """The folder before anything of it was read."""


def sound(
    folder: Path, anyway: str | None, what: str, as_of: datetime | None = None, source: Path | None = None
) -> Sound:
    """Return a plan, with the input that was kept beside it, once it is seen that nothing is wrong with them.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    anyway : str, optional
        Why papers are to be made whatever is wrong.
    what : str
        What is to be made, for the sentence: `No report of outputs/year is made`.
    as_of : datetime, optional
        The moment that it is taken to be, local where it has no zone; else that of the plan's making.
    source : Path, optional
        The input, where another than the kept one is to be used.

    Raises
    ------
    InputFaults
        If the input or the plan cannot be read.
    Refused
        If the plan breaks a rule, or is not of this input, and there is no reason to go on.

    """
    since = stamp_of(folder)
    problem, plan = read_kept(folder, source)
    moment = plan.generated if as_of is None else in_utc(problem, as_of)
    return Sound(folder, problem, plan, approve(problem, plan, moment, anyway, what), moment, since)


def write(
    made: Sound,
    files: Mapping[str, bytes],
    elsewhere: Path | None = None,
    *,
    depth: int = 1,
    gone: Collection[str] = (),
    continued: Collection[str] = (),
) -> None:
    """Write the papers of one command into the plan's folder, or into one of their own.

    Parameters
    ----------
    made : Sound
        What they were made of.
    files : Mapping[str, bytes]
        By path in the plan's folder, `notices/letters.docx`; elsewhere, the folder `notices` is that of their own.
    elsewhere : Path, optional
        A folder that is not there yet, or empty.
    depth : int
        How many parts of a path are replaced as one in the plan's folder.
    gone : collection of str
        Papers of the same command that are not made this time: those made before are taken away from there.
    continued : collection of str
        The paths of papers there that were read, and that the new ones hold all of, whoever wrote them.

    Raises
    ------
    CannotWrite
        If something there would be lost; nothing is written then.

    """
    if elsewhere is None:
        write_papers(made.folder, files, made.since, made.approved.anyway, depth=depth, gone=gone, continued=continued)
        return
    write_elsewhere(elsewhere, {path.partition("/")[2] or path: content for path, content in files.items()})
