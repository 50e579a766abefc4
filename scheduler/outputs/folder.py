"""The output folder, written beside its place and swapped in whole: a failure leaves the previous plan as it was."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import listed
from scheduler.errors import ChangedMeanwhile
from scheduler.outputs.disk import alone_in, in_words, to_disk
from scheduler.outputs.history import Stamp, Step, past_of, present, record, stamp_of
from scheduler.outputs.papers import carry_papers, has_papers
from scheduler.outputs.places import (
    NOT_WRITTEN,
    OPTIONS_FOLDER,
    PLAN_FILE,
    beside,
    check_replaceable,
    clear_up,
    place_of,
    swap_in,
    work_beside,
)

_FILES_AT_ONCE = 16

UNNAMED = Step("write")
"""What is written by no command."""


def write_output(  # noqa: PLR0913 - each says one thing of what is written
    problem: Problem,
    plan: Plan,
    folder: Path,
    inputs: Mapping[str, bytes] | None = None,
    others: Sequence[Plan] = (),
    *,
    step: Step = UNNAMED,
    since: Stamp | None = None,
    after: Path | None = None,
) -> None:
    """Write every output of the plan into the folder, in the place of what an earlier run wrote there.

    Parameters
    ----------
    problem : Problem
        The input the plan was made from.
    plan : Plan
        The plan.
    folder : Path
        Where it goes.
    inputs : Mapping[str, bytes], optional
        The input's files by name, kept beside the plan so that it can be written again.
    others : Sequence[Plan], optional
        Other plans to choose from, the best first: each in a folder of its own in this one, with a comparison.
    step : Step, optional
        What is done, why and by whom, for the history of the folder.
    since : Stamp, optional
        The folder as it was before anything of it was read; left out, it is replaced whatever it holds.
    after : Path, optional
        The folder of the calendar that this one comes after: where papers were written there, and none here yet, they
        go on here, lunch tables and who came above all.

    Raises
    ------
    ChangedMeanwhile
        If the folder is no longer what it was; it is left as it is now.
    CannotWrite
        If it cannot be written, or holds what this program did not write; nothing there is changed then.

    """
    place = place_of(folder)
    with in_words(folder):
        place.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(place.parent) as alone:
            if alone:
                clear_up(place)
            check_replaceable(folder)
            if since is None or stamp_of(place).files == since.files:
                papers = place if after is None or has_papers(place) else place_of(after)
                _write_step(problem, plan, (place, papers), inputs or {}, others, step)
                return
            kept = beside(place, NOT_WRITTEN)
            check_replaceable(kept)
            _write_step(problem, plan, (kept, kept), inputs or {}, others, step)
            raise ChangedMeanwhile(f"{_what_changed(folder, since, plan.timezone)} {_what_to_do(kept)}")


def _write_step(
    problem: Problem,
    plan: Plan,
    where: tuple[Path, Path],
    inputs: Mapping[str, bytes],
    others: Sequence[Plan],
    step: Step,
) -> None:
    """Write a plan and its step, and put them in their place, with the papers of another, or of what was there."""
    from scheduler.outputs.folder_files import write_files  # noqa: PLC0415 - workbooks and pages are slow to load, and most commands write none

    place, papers = where
    with work_beside(place) as work:
        new = work / "new"
        write_files(problem, plan, new, inputs, others)
        record(place, new, step)
        carry_papers(papers, new)
        written = (path for path in new.rglob("*") if path.is_dir() or path.stat().st_nlink == 1)
        with ThreadPoolExecutor(_FILES_AT_ONCE) as pool:  # the disk takes many files in one go
            list(pool.map(to_disk, (*written, new)))
        swap_in(new, place)


def _what_changed(folder: Path, since: Stamp, timezone: str) -> str:
    """Say who changed a folder meanwhile, and when, as far as its history knows."""
    now = dict(stamp_of(folder).files)
    if not now:
        return f"{folder} was taken away meanwhile; nothing was written."
    last = present(folder, past_of(folder))
    if last is not None:
        return f"{folder} was changed meanwhile by {last.told(timezone)}; nothing was written."
    differing = sorted({name for name, _ in set(since.files) ^ now.items()})
    return f"{folder} was changed meanwhile by no command ({listed(differing)}); nothing was written."


def _what_to_do(kept: Path) -> str:
    return (
        f"What should have been written is whole in {kept}: run the command again, which begins with what is there "
        "now, or take what you want of it with `meeting-day accept`."
    )


def options_in(folder: Path) -> list[Path]:
    """Return the folders of the other plans to choose from, the best first."""
    found = [path for path in (folder / OPTIONS_FOLDER).glob("[2-9]") if (path / PLAN_FILE).is_file()]
    return sorted(found)
