"""What an officer can do about apologies that a change costs: put one of the meetings on another day."""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.commands.changes import Changed
from scheduler.commands.why import Wanted, answered
from scheduler.domain.consequences import MOVE, Alternative, Consequences
from scheduler.domain.other_dates import Asked, Placement, asked_about
from scheduler.domain.plan import APOLOGIES
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import clock, long_date
from scheduler.solver.cp.progress import Clock, Listener

MOST_MEETINGS = 2
"""Meetings for which another day is looked for."""
SECONDS_EACH = 1.5


def by_another_day(changed: Changed, problem: Problem, listener: Listener) -> Iterator[Alternative]:
    """Yield the best other day of each meeting to which apologies are newly sent, where it saves some of them.

    Parameters
    ----------
    changed : Changed
        The change; nothing that it breaks makes a meeting move.
    problem : Problem
        The changed input, with the moment of planning.
    listener : callable
        Hears of progress.

    """
    if changed.consequences.appear_breaches:
        return
    problem = replace(problem, baseline=changed.plan)
    meetings = {(meeting.body, meeting.sequence): meeting for meeting in changed.plan.live}
    missed = dict.fromkeys((s.body, s.sequence) for s in changed.consequences.seats if _newly_absent(s.was, s.now))
    asked_already: set[frozenset[str]] = set()
    for key in missed:
        asked = asked_about(changed.plan, meetings[key])
        if len(asked_already) < MOST_MEETINGS and frozenset(asked.uids) not in asked_already:
            asked_already.add(frozenset(asked.uids))
            answer = answered(problem, changed.plan, Wanted(asked, None, None), Clock(SECONDS_EACH, listener))
            saving = [one for one in answer.alternatives if _more(one, "apologies") < 0]
            if saving:
                yield _as_an_alternative(problem, asked, saving[0], changed.consequences)


def _newly_absent(was: str | None, now: str | None) -> bool:
    return now == APOLOGIES and was != APOLOGIES


def _more(placement: Placement, tier: str) -> int:
    return sum(cost.then - cost.now for cost in placement.costs if cost.tier == tier)


def _as_an_alternative(problem: Problem, asked: Asked, placement: Placement, found: Consequences) -> Alternative:
    mover = body_title(problem, asked.code) if asked.occurrence is None else problem.meeting_days[asked.mover].name
    when = long_date(placement.date) + ("" if placement.start is None else f" at {clock(placement.start)}")
    people = {row.person for meeting in asked.meetings for row in meeting.attendance}
    return Alternative(
        MOVE,
        f"Move {mover} from {long_date(asked.date)} to {when}.",
        possible=True,
        meetings_moved=len(asked.meetings),
        people_affected=len(people),
        apologies=found.apologies[1] - found.apologies[0] + _more(placement, "apologies"),
        substitutes=found.substitutes[1] - found.substitutes[0] + _more(placement, "substitutes"),
    )
