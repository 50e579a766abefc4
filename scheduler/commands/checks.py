"""`check`: a calendar held against an input."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.checking import check as breaches_of
from scheduler.checking import clashes as clashes_of
from scheduler.checking import recount
from scheduler.checking.integrity import without_unknown_codes
from scheduler.commands.rows_kept import heeded
from scheduler.commands.sources import looked_at, read_input, read_plan
from scheduler.domain.meant import shown
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, Fault, UngrantedWish
from scheduler.domain.titles import waived_sentences, without_a_chair
from scheduler.domain.verbs import Horizon
from scheduler.law.warning import LawWarning
from scheduler.law.warnings import idle_waivers
from scheduler.law.warnings import warnings as law_warnings
from scheduler.reading.plans.files import ReadPlan
from scheduler.rules import RULES, broken
from scheduler.solver.repair.seat_assignment import seated


@dataclass(frozen=True)
class CheckReport:
    """What is wrong with a calendar, and what it does not grant."""

    problem: Problem
    """The input, as the calendar was looked at by it."""
    breaches: tuple[Breach, ...]
    clashes: tuple[Clash, ...]
    wishes: tuple[UngrantedWish, ...]
    warnings: tuple[Fault, ...]
    waived: tuple[str, ...] = ()
    """Each rule that is not asked of a meeting, and why not."""
    law: tuple[LawWarning, ...] = ()
    """What of the calendar goes against the law."""


MOST_RECORDS = 5
"""Records of what has been held that are told one by one where they do not fit the input by now."""


def check(source: Path, calendar: Path, as_of: datetime | None = None) -> CheckReport:
    """Find every rule a calendar breaks, every clash, and every wish it does not grant.

    Nothing is asked of what had been held, or called, at a moment; left out, that of the calendar's making, where it
    was made in place of an earlier one.
    """
    problem, warnings = read_input(source)
    report = checked(problem, read_plan(calendar, problem), as_of)
    return replace(report, warnings=warnings + report.warnings)


def checked(problem: Problem, read: ReadPlan, as_of: datetime | None = None) -> CheckReport:
    """Find every rule a calendar breaks under a problem, every clash, and every wish it does not grant."""
    problem, warnings = heeded(problem, read.plan)
    problem = looked_at(problem, read.plan, as_of)
    found = read.plan if read.has_attendance else seated(problem, read.plan)
    if not read.has_rooms:
        message = "The calendar names no rooms, so nothing was asked of them."
        warnings += (Fault("", None, "room", message, "Add a column room."),)
    leaderless = without_a_chair(problem, problem.asked(found))
    if leaderless is not None:
        remedy = "Nothing need be done; name a vice-chair, or choose another date, if it is not meant."
        warnings += (Fault("", None, None, leaderless, remedy),)
    breaches = breaches_of(problem, found, rooms_given=read.has_rooms, lunches_given=read.has_attendance)
    warnings += tuple(_strange_records(problem, found))
    _, wishes = recount(problem, found)
    meant = shown(problem, found)
    waived = tuple(waived_sentences(problem, meant))
    warnings += (*read.warnings, *_idle_waivers(problem, meant))
    clashes = clashes_of(problem, found, breaches)
    return CheckReport(problem, breaches, clashes, wishes, warnings, waived, law_warnings(problem, meant))


def _idle_waivers(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield a warning for each answer to a law warning that no meeting of a calendar gives any cause for."""
    known = idle_waivers(problem)
    for waiver in (one for one in idle_waivers(problem, plan) if one not in known):
        message = (
            f"nothing of this calendar goes against the law in the matter {waiver.matter}, so that answers nothing"
        )
        yield Fault("law_waivers", None, "matter", message, "Clear the row, or correct its body or matter.")


def _strange_records(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield a warning for each thing that has been held, or called, and that the input would not have so by now."""
    plain = replace(problem, baseline=None)
    records, _ = without_unknown_codes(plain, replace(plan, meetings=problem.held, occurrences=problem.held_days))
    told = list(broken(plain, records, [rule for rule in RULES if rule.RULE.horizon is Horizon.MEETING]))
    remedy = "Nothing need be done; correct the input if it is wrong."
    for breach in told[:MOST_RECORDS]:
        message = f"what has been held, or called, does not fit the input by now: {breach.message}"
        yield Fault("", None, None, message.rstrip("."), remedy)
    if len(told) > MOST_RECORDS:
        message = f"{len(told) - MOST_RECORDS} more records of what has been held, or called, do not fit it"
        yield Fault("", None, None, message, remedy)
