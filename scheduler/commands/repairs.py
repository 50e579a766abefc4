"""The story of `change --repair`: the calendar that moves least, written down, and what else could be done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.checking.verification import vouched_for
from scheduler.commands.changes import Changed
from scheduler.commands.files import files_of
from scheduler.commands.moments import moment_of_planning
from scheduler.commands.other_days import by_another_day
from scheduler.commands.substitutes import other_ways
from scheduler.domain.consequences import Alternative
from scheduler.domain.difference import Change, difference
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import amendments
from scheduler.outputs.amended import amended_files
from scheduler.outputs.folder import check_replaceable, write_output
from scheduler.reading import read_input, row_numbers
from scheduler.solver.cp.outcome import Infeasible, OutOfTime, Solved
from scheduler.solver.cp.progress import Listener, silence
from scheduler.solver.search.solve import solve

__all__ = ["Infeasible", "OutOfTime", "Repaired", "repair"]


@dataclass(frozen=True)
class Repaired:
    """The calendar that moves least, how it differs from the published one, and what else could be done."""

    problem: Problem
    plan: Plan
    moves: tuple[Change, ...]
    least: bool
    """Whether it is proven that nothing moves less."""
    alternatives: tuple[Alternative, ...]


def repair(
    changed: Changed, folder: Path, time_limit: float, as_of: datetime | None = None, listener: Listener = silence
) -> Repaired | Infeasible | OutOfTime:
    """Find the calendar that moves least after a change, check it, and write it with the amended input.

    Published meetings stay where they are first, then as few people as can be are affected, then days are few. What
    has been held, and what notice has been served of at `as_of`, never moves.

    Parameters
    ----------
    changed : Changed
        The change, and the calendar it is made to.
    folder : Path
        Where the new calendar goes; replaced whole.
    time_limit : float
        Seconds for the search.
    as_of : datetime, optional
        The moment of the change; left out, that of the published calendar.
    listener : callable, optional
        Hears of progress.

    Raises
    ------
    InputFaults
        If the changed input could never be planned, with every fault.
    CannotWrite, BrokenPlan

    """
    check_replaceable(folder)
    files = _files_after(changed)
    with TemporaryDirectory() as beside:
        problem, _ = read_input(_written(files, changed.source, Path(beside)))
    published = changed.published
    problem = replace(problem, baseline=published, as_of=moment_of_planning(problem, published, as_of))
    outcome = solve(problem, time_limit, listener, enough=("held", "unmoved"))
    plan = (
        vouched_for(problem, outcome.plan, slots_proven=outcome.slots_proven) if isinstance(outcome, Solved) else None
    )
    if isinstance(outcome, Infeasible):
        return outcome
    if plan is None:
        return OutOfTime()
    listener("Looking for what else could be done")
    moves = difference(published, plan)
    ways = other_ways(changed, plan, moves)
    if not moves:
        ways += tuple(by_another_day(changed, problem, listener))
    listener("Writing the plan")
    write_output(problem, plan, folder, files)
    least = all(tier.proven for tier in plan.tiers if tier.name in ("held", "unmoved"))
    return Repaired(problem, plan, moves, least, ways)


def _files_after(changed: Changed) -> dict[str, bytes]:
    """Return the files of the input after the change, by name."""
    base, _ = read_input(changed.source)
    files = files_of(changed.source, base)
    if not changed.changes:
        return files
    return amended_files(changed.source, files, amendments(base, changed.after), row_numbers(changed.source))


def _written(files: Mapping[str, bytes], source: Path, folder: Path) -> Path:
    """Write the files into a folder, and return what is then to be read as the input."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder if source.is_dir() else folder / source.name
