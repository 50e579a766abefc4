"""`change --repair`: the calendar that moves least, and what else could be done.

The other ways are to accept apologies, to name a substitute, or to put one meeting on another day.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.checking.breaches import price_of_seats
from scheduler.checking.consequences import consequences
from scheduler.commands.changes import Changed
from scheduler.commands.plans import Warn, planned
from scheduler.commands.rows_kept import amended_input
from scheduler.commands.sources import moment_of_planning, read_input
from scheduler.commands.why import Wanted, answered
from scheduler.domain.changes import name_substitutes
from scheduler.domain.consequences import ACCEPT, MOVE, SUBSTITUTE, Alternative, Consequences
from scheduler.domain.difference import DROPPED, MOVED, NEW, Change, difference
from scheduler.domain.other_dates import Asked, Placement, asked_about
from scheduler.domain.plan import APOLOGIES, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rows_by_hand import Rows
from scheduler.domain.seat_changes import amendments
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import clock, counted, long_date
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Step, same_place, stamp_of
from scheduler.outputs.places import check_replaceable
from scheduler.reading import validated
from scheduler.reading.plans.files import spelt_alike
from scheduler.solver.cp.outcome import Infeasible, OutOfTime, Solved
from scheduler.solver.cp.progress import Clock, Listener, silence
from scheduler.solver.repair.seat_repair import reseated

__all__ = ["Infeasible", "OutOfTime", "Repaired", "repair"]

REPAIR = Step("change --repair")

MATTER_MOST = ("held", "unmoved")
"""The tiers after which a repaired calendar is good enough: the others have a few seconds."""
MOST_TRIED = 4
"""People tried as a substitute for one member."""
MOST_SEATS = 6
"""Seats for which substitutes are looked for."""
MOST_MEETINGS = 2
"""Meetings for which another day is looked for."""
SECONDS_EACH = 1.5
"""For each of those meetings."""

Seat = tuple[str, str]
"""A person, and the body where they are missed."""


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
    changed: Changed,
    folder: Path,
    time_limit: float,
    as_of: datetime | None = None,
    listener: Listener = silence,
    warn: Warn | None = None,
    step: Step = REPAIR,
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
    listener, warn : callable, optional
        Hear of progress, and of a plan that the checker refused.
    step : Step, optional
        For the history of the folder.

    Raises
    ------
    InputFaults
        If the changed input could never be planned, with every fault.
    CannotWrite, ChangedMeanwhile, BrokenPlan

    """
    since = changed.stamp if changed.stamp is not None and same_place(changed.stamp, folder) else stamp_of(folder)
    check_replaceable(folder)
    files, problem = amended(changed)
    published = spelt_alike(changed.published, problem)
    moment = moment_of_planning(problem, published, as_of)
    problem = replace(problem.knowing(published), baseline=published, as_of=moment)
    outcome = repaired(changed, problem, time_limit, listener, warn)
    if isinstance(outcome, Repaired):
        listener("Writing the plan")
        write_output(problem, outcome.plan, folder, files, step=step, since=since)
    return outcome


def repaired(
    changed: Changed, problem: Problem, time_limit: float, listener: Listener = silence, warn: Warn | None = None
) -> Repaired | Infeasible | OutOfTime:
    """Find the calendar that moves least after a change, and what else could be done; nothing is written.

    Parameters
    ----------
    changed : Changed
        The change, and the calendar it is made to.
    problem : Problem
        The changed input, with the published calendar as its baseline and the moment of planning.
    time_limit : float
        Seconds for the search.
    listener, warn : callable, optional
        Hear of progress, and of a plan that the checker refused.

    Raises
    ------
    BrokenPlan

    """
    outcome = planned(problem, time_limit, listener, warn, enough=MATTER_MOST)
    if not isinstance(outcome, Solved):
        return outcome
    listener("Looking for what else could be done")
    moves = difference(changed.published, outcome.plan)
    ways = other_ways(changed, outcome.plan, moves)
    if not moves:
        ways += tuple(by_another_day(changed, problem, listener))
    least = all(tier.proven for tier in outcome.plan.tiers if tier.name in MATTER_MOST)
    return Repaired(problem, outcome.plan, moves, least, ways)


def amended(changed: Changed) -> tuple[dict[str, bytes], Problem]:
    """Return the files of the input after the change, by name, and the input that they make.

    There are none where the changes were made to a problem made in Python. Raises InputFaults if the changed input
    could never be planned, with every fault.
    """
    source = changed.source
    if source is None:
        return {}, validated(changed.after)[0]
    base, _ = read_input(source)
    rows = Rows(base, changed.published.by_hand)
    changes = list(amendments(base, changed.after)) if changed.changes else []
    problem, files = amended_input(source, base, [*changes, *([rows.amendment()] if rows.lacking else [])])
    return files, problem


def other_ways(changed: Changed, plan: Plan, moves: Sequence[Change]) -> tuple[Alternative, ...]:
    """Return what could be done: move as the repaired calendar does, accept what it costs not to, or name a substitute.

    Parameters
    ----------
    changed : Changed
        The change, and what follows where no meeting moves.
    plan : Plan
        The calendar that moves least.
    moves : Sequence[Change]
        How it differs from the published one.

    """
    found = []
    shifted = [change for change in moves if change.kind in (MOVED, NEW, DROPPED)]
    if shifted:
        people = {person for change in shifted for person in change.people}
        before, after = price_of_seats(changed.before, changed.published), price_of_seats(changed.after, plan)
        verb = "Move" if all(change.kind == MOVED for change in shifted) else "Change"
        words = f"{verb} {counted(len(shifted), 'meeting')}, as the new calendar does."
        more = after[0] - before[0], after[1] - before[1]
        found.append(
            Alternative(
                MOVE,
                words,
                possible=True,
                meetings_moved=len(shifted),
                people_affected=len(people),
                apologies=more[0],
                substitutes=more[1],
            )
        )
    if not changed.consequences.clean or _dearer(changed.consequences):
        found.append(_as_it_is(ACCEPT, "Leave every date as it is.", changed.consequences))
        found += _by_substitutes(changed)
    return tuple(found)


def _dearer(found: Consequences) -> bool:
    return found.apologies[1] > found.apologies[0]


def _as_it_is(kind: str, words: str, found: Consequences) -> Alternative:
    """Return the alternative of which these are the consequences, no meeting moved."""
    absent = {seat.person for seat in found.seats if seat.now == APOLOGIES and seat.was != APOLOGIES}
    return Alternative(
        kind,
        words,
        not found.appear_breaches,
        0,
        len(absent),
        found.apologies[1] - found.apologies[0],
        found.substitutes[1] - found.substitutes[0],
        found.appear_breaches[0].message if found.appear_breaches else "",
    )


def _by_substitutes(changed: Changed) -> Iterator[Alternative]:
    """Yield, for each seat that is missed, the best substitute who could be named for it."""
    members = {(row.person, row.body) for row in changed.after.memberships if row.lasts_to(changed.since)}
    missed = [seat for seat in _missed(changed.consequences) if seat in members]
    for person, body in missed[:MOST_SEATS]:
        tried = [
            (found, deputy)
            for deputy in _candidates(changed, person, body)
            if _helps(found := _with_substitute(changed, person, body, deputy), changed.consequences)
        ]
        if tried:
            found, deputy = min(tried, key=lambda one: _rank(one[0]))
            who, for_whom = person_title(changed.after, deputy), person_title(changed.after, person)
            words = f"Name {who} to deputise for {for_whom} at {body_title(changed.after, body)}."
            yield replace(_as_it_is(SUBSTITUTE, words, found), person=person, body=body, substitute=deputy)


def _rank(found: Consequences) -> tuple[int, int, int]:
    return len(found.appear_breaches), found.apologies[1], found.substitutes[1]


def _helps(found: Consequences, without: Consequences) -> bool:
    """Whether fewer rules are broken than without the substitute, or none is and it costs less."""
    fewer = len(found.appear_breaches) < len(without.appear_breaches)
    return fewer or (not found.appear_breaches and _rank(found) < _rank(without))


def _missed(found: Consequences) -> list[Seat]:
    """Return who is missed where because of the change: by apologies, or because a rule needs them."""
    seats = [(seat.person, seat.body) for seat in found.seats if seat.now == APOLOGIES and seat.was != APOLOGIES]
    for breach in found.appear_breaches:
        seats += [(person, body) for person in breach.people for body in breach.bodies]
    return list(dict.fromkeys(seats))


def _candidates(changed: Changed, person: str, body: str) -> list[str]:
    """Return who might be named, the likeliest first.

    They are of the same organisation; those of the same category come first, then those who hold the same role
    elsewhere, then those with the fewest seats.
    """
    problem = changed.after
    member, seats = problem.people[person], Counter(row.person for row in problem.memberships)
    theirs = [row for row in problem.memberships_of_body[body] if row.person == person]
    named = {row.person for row in problem.memberships_of_body[body]} | {s for row in theirs for s in row.substitutes}
    alike = {row.person for row in problem.memberships if row.role in {own.role for own in theirs}}
    near = [
        one
        for one in problem.people.values()
        if one.code not in named
        and one.organisation == member.organisation
        and (one.organisation is not None or one.category == member.category)
    ]
    near.sort(key=lambda one: (one.category != member.category, one.code not in alike, seats[one.code]))
    return [one.code for one in near[:MOST_TRIED]]


def _with_substitute(changed: Changed, person: str, body: str, deputy: str) -> Consequences:
    """Return what follows from the change where a substitute is named too."""
    after = name_substitutes(changed.after, person, body, (deputy,), changed.since)
    plan = reseated(changed.after, after, changed.plan)
    return consequences((changed.before, changed.published), (after, plan))


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
