"""Assignment with soft constraints: people seated at a calendar that stands, as few rules broken as can be.

What shares nobody is solved by itself (decomposition): each day, or each week or the whole calendar where a rule about
seats looks as far.
"""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.domain.calendar import Absence, moment
from scheduler.domain.meant import shown
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seating import in_parts
from scheduler.domain.verbs import SEATS
from scheduler.rules import about, furthest
from scheduler.solver.cp.attendance import with_headcounts, with_reasons


def seated(problem: Problem, plan: Plan) -> Plan:
    """Return the plan with everyone seated so that as few rules break, and as few apologies are sent, as can be."""
    plan = shown(problem, plan)
    meetings: list[Meeting] = []
    for theirs in in_parts(plan.meetings, furthest(problem, about(SEATS))):
        meetings += seated_together(problem, theirs)
    meetings = with_reasons(problem, meetings)
    return replace(plan, meetings=tuple(meetings), occurrences=with_headcounts(problem, plan.occurrences, meetings))


def seated_together(problem: Problem, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Return meetings with everyone seated as well as can be, and otherwise as they were; facts just as they were."""
    facts = [meeting for meeting in meetings if problem.is_fact(meeting)]
    if facts:
        busy = tuple(
            Absence("person", person, moment(one.date, one.start), moment(one.date, one.end), reason="sits elsewhere")
            for one in facts
            for _, person in one.present()
        )
        asked = [meeting for meeting in meetings if not problem.is_fact(meeting)]
        kept_free = replace(problem, absences=(*problem.absences, *busy))
        return [*facts, *(seated_together(kept_free, asked) if asked else ())]
    from scheduler.solver.repair.seat_model import assigned  # noqa: PLC0415 - hardly ever needed, and slow to load

    return assigned(problem, meetings)
