"""Measure one council in a process of its own, so that its peak memory is its own; print one JSON document.

python tests/benchmarks/measure.py inputs/trafford-2015-16 --seconds 10
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, TypeVar

from standings import Watch, at_moments, proven_since

from scheduler.checking import check, recount
from scheduler.domain.cadences import most_meetings
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.errors import InputFaults, MeetingDayError
from scheduler.outputs.folder import write_output
from scheduler.reading import read_input
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.cp.progress import silence
from scheduler.solver.solve import solve

Answer = TypeVar("Answer")
SHARE_OF_A_MEGABYTE = 1000 if sys.platform != "darwin" else 1_000_000
"""What `ru_maxrss` counts in: kilobytes, or bytes on a Mac."""


def main() -> None:
    """Read the command line, measure, and print."""
    parser = argparse.ArgumentParser(description="Measure one council; prints one JSON document.")
    parser.add_argument("source", type=Path, help="a folder of CSV files, or a workbook")
    parser.add_argument("--seconds", type=float, default=120, help="for the search (120)")
    arguments = parser.parse_args()
    try:
        found = measured(arguments.source, arguments.seconds)
    except InputFaults as wrong:
        found = failed("the input cannot be used: " + "; ".join(fault.message for fault in wrong.faults[:3]))
    except MeetingDayError as wrong:
        found = failed(str(wrong))
    print(json.dumps(found))


def failed(why: str) -> dict[str, Any]:
    """Return the result of a council of which nothing more is known."""
    return {"outcome": "failed", "why": why}


def measured(source: Path, seconds: float) -> dict[str, Any]:
    """Read a council, plan it within so many seconds, check and write the plan, and say how long each took."""
    read_seconds, (problem, warnings) = _timed(lambda: read_input(source))
    problem = replace(problem, baseline=None, as_of=f"{problem.settings.start_date.isoformat()}T00:00:00Z")
    known = {"counts": counts(problem), "warnings": len(warnings), "read_seconds": read_seconds}
    watch = Watch()
    outcome = solve(problem, seconds, silence, watch)
    known["ended_seconds"] = watch.elapsed
    if not isinstance(outcome, Solved):
        why = "ran out of time"
        if isinstance(outcome, Infeasible):
            why = " ".join(["it says that no plan exists:", *(reason.message for reason in outcome.because[:3])])
        return {**failed(why), **known, "peak_megabytes": _peak()}
    watch.seen.append((known["ended_seconds"], outcome.plan.tiers))
    first = outcome.plan if watch.first is None else watch.first.plan()
    return {
        "outcome": "planned",
        **known,
        "first_seconds": watch.seen[0][0],
        "first_breaks": _broken(problem, first),
        "proven_seconds": proven_since(watch.seen) if outcome.slots_proven else None,
        "tiers": at_moments(watch.seen, seconds),
        **_afterwards(problem, outcome.plan, source),
        "peak_megabytes": _peak(),
    }


def counts(problem: Problem) -> dict[str, float]:
    """Return how large a council is, from what was read of it."""
    members = [{row.person for row in rows} for rows in problem.memberships_of_body.values()]
    pairs = list(combinations(members, 2))
    return {
        "bodies": len(problem.bodies),
        "people": len(problem.people),
        "seats": len(problem.memberships),
        "meetings": sum(most_meetings(problem, body) for body in problem.bodies.values()),
        "overlap": sum(not one.isdisjoint(two) for one, two in pairs) / len(pairs) if pairs else 0,
    }


def _afterwards(problem: Problem, plan: Plan, source: Path) -> dict[str, Any]:
    """Check and recount a plan as one who has just read both, and write it unless it breaks a rule: nobody would."""
    read, made = replace(problem), replace(plan)  # copies: they remember nothing of what the solver asked
    check_seconds, (breaches, (values, wishes)) = _timed(lambda: (check(read, made), recount(read, made)))
    found: dict[str, Any] = {
        "meetings_held": len(plan.live),
        "check_seconds": check_seconds,
        "breaks": sorted({breach.rule for breach in breaches}),
        "miscounted": [tier.name for tier in plan.tiers if values[tier.name] > tier.value],
        "write_seconds": None,
    }
    if not breaches:
        files = sorted(source.iterdir()) if source.is_dir() else [source]
        inputs = {file.name: file.read_bytes() for file in files if file.is_file()}
        with TemporaryDirectory() as folder:
            place = Path(folder) / "plan"
            whole = replace(plan, wishes=wishes)
            found["write_seconds"], _ = _timed(lambda: write_output(problem, whole, place, inputs))
    return found


def _broken(problem: Problem, plan: Plan) -> list[str]:
    return sorted({breach.rule for breach in check(problem, plan)})


def _timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    started = monotonic()
    answer = work()
    return monotonic() - started, answer


def _peak() -> float:
    """Return the most memory this process took, and the largest of its children."""
    return sum(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN)) / SHARE_OF_A_MEGABYTE


if __name__ == "__main__":
    main()
