"""`check`: a calendar held against an input."""

from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.checking import check as breaches_of
from scheduler.checking import clashes as clashes_of
from scheduler.checking import recount
from scheduler.commands.sources import read_input, read_plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, Fault, UngrantedWish
from scheduler.reading.plans.files import ReadPlan
from scheduler.solver.repair.seat_assignment import seated


@dataclass(frozen=True)
class CheckReport:
    """What is wrong with a calendar, and what it does not grant."""

    breaches: tuple[Breach, ...]
    clashes: tuple[Clash, ...]
    wishes: tuple[UngrantedWish, ...]
    warnings: tuple[Fault, ...]


def check(source: Path, calendar: Path) -> CheckReport:
    """Find every rule a calendar breaks, every clash, and every wish it does not grant."""
    problem, warnings = read_input(source)
    report = checked(problem, read_plan(calendar, problem))
    return replace(report, warnings=warnings + report.warnings)


def checked(problem: Problem, read: ReadPlan) -> CheckReport:
    """Find every rule a calendar breaks under a problem, every clash, and every wish it does not grant."""
    problem = problem.knowing(read.plan)
    warnings: tuple[Fault, ...] = ()
    found = read.plan if read.has_attendance else seated(problem, read.plan)
    if not read.has_rooms:
        warnings = (
            Fault("", None, "room", "The calendar names no rooms, so nothing was asked of them.", "Add a column room."),
        )
    breaches = breaches_of(problem, found, rooms_given=read.has_rooms, lunches_given=read.has_attendance)
    _, wishes = recount(problem, found)
    return CheckReport(breaches, clashes_of(problem, found, breaches), wishes, warnings + read.warnings)
