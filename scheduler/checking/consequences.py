"""What a change does: of the input, to rules, clashes, seats and quorums; of a date, to the cost of each tier."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import TypeVar

from scheduler.checking.breaches import check, price_of_seats, recount
from scheduler.checking.clashes import clashes
from scheduler.checking.integrity import contradictions, without_unknown_codes
from scheduler.domain.consequences import Consequences, Margin, SeatNow, days_concerned
from scheduler.domain.other_dates import Asked, Cost
from scheduler.domain.plan import Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, UngrantedWish
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import DAY, MEMBERSHIPS, SEATS
from scheduler.rules import quorum, touching

Row = TypeVar("Row")


def consequences(before: tuple[Problem, Plan], after: tuple[Problem, Plan]) -> Consequences:
    """Return what differs between a calendar under an input, and under a changed one.

    Parameters
    ----------
    before, after : tuple[Problem, Plan]
        An input, and the calendar with people seated. Dates, times and places are the same in both.

    """
    days = days_concerned(before[0], after[0], before[1])
    broken_before, clashes_before = _found(*before, days)
    broken_after, clashes_after = _found(*after, days)
    meetings = {meeting.uid: meeting for meeting in before[1].live}
    pairs = [(meetings[now.uid], now) for now in after[1].live if now.uid in meetings and _concerned(now, days)]
    prices = [price_of_seats(problem, _on(plan, days)) for problem, plan in (before, after)]
    return Consequences(
        appear_breaches=_without(broken_after, broken_before, _key),
        disappear_breaches=_without(broken_before, broken_after, _key),
        appear_clashes=_clashes_without(clashes_after, clashes_before),
        disappear_clashes=_clashes_without(clashes_before, clashes_after),
        doubled=tuple(clash for clash, new in _clash_by_clash(clashes_after, clashes_before) if new),
        seats=tuple(seat for was, now in pairs for seat in _seats(was, now)),
        margins=tuple(margin for was, now in pairs for margin in _margins(before[0], was, after[0], now)),
        apologies=(prices[0][0], prices[1][0]),
        substitutes=(prices[0][1], prices[1][1]),
    )


def _concerned(meeting: Meeting, days: Collection[date] | None) -> bool:
    return days is None or meeting.date in days


def _on(plan: Plan, days: Collection[date] | None) -> Plan:
    if days is None:
        return plan
    return replace(
        plan,
        meetings=tuple(meeting for meeting in plan.meetings if meeting.date in days),
        occurrences=tuple(occurrence for occurrence in plan.occurrences if occurrence.date in days),
    )


def _found(problem: Problem, plan: Plan, days: Collection[date] | None) -> tuple[tuple[Breach, ...], tuple[Clash, ...]]:
    """Return what the plan breaks, and its clashes: on some days only, of the rules that could differ there.

    What looks further than a day is asked of the whole calendar.
    """
    if days is None:
        breaches = check(problem, plan)
    else:
        whole, _ = without_unknown_codes(problem, plan)
        plan = _on(plan, days)
        familiar, breaches = without_unknown_codes(problem, plan)
        for rule in touching(SEATS, MEMBERSHIPS):
            breaches += tuple(rule.breaches(problem, familiar if rule.RULE.horizon <= DAY else whole))
        people = {breach for breach in contradictions(problem, familiar) if breach.people}
        breaches += tuple(sorted(people, key=lambda breach: (breach.dates, breach.message)))
    return breaches, clashes(problem, plan, breaches)


def _key(breach: Breach) -> tuple[object, ...]:
    """Return what makes a breach the same as another: not its wording, in which a number may differ."""
    return breach.rule, breach.bodies, breach.people, breach.rooms, breach.dates


def _without(rows: Iterable[Row], others: Iterable[Row], key: Callable[[Row], Hashable]) -> tuple[Row, ...]:
    """Return the rows that the others lack, each as often as it is wanting; rows of one key are the same."""
    left = Counter(key(row) for row in others)
    kept = []
    for row in rows:
        if left[key(row)]:
            left[key(row)] -= 1
        else:
            kept.append(row)
    return tuple(kept)


def _clashes_without(found: Sequence[Clash], others: Sequence[Clash]) -> tuple[Clash, ...]:
    return tuple(clash for clash, _ in _clash_by_clash(found, others))


def _clash_by_clash(found: Sequence[Clash], others: Sequence[Clash]) -> Iterator[tuple[Clash, bool]]:
    """Yield the clashes that the others lack, and whether they lack its people, or only that a rule is broken by it."""
    for clash in found:
        same = [other for other in others if (other.bodies, other.dates) == (clash.bodies, clash.dates)]
        people = tuple(person for person in clash.people if not any(person in other.people for other in same))
        if people:
            yield replace(clash, people=people), True
        elif clash.broken and not any(other.broken for other in same):
            yield clash, False


def _seats(was: Meeting, now: Meeting) -> Iterator[SeatNow]:
    rows: dict[tuple[str, str], list[Attendance | None]] = {}
    for place, meeting in enumerate((was, now)):
        for row in meeting.attendance:
            rows.setdefault((row.person, row.role), [None, None])[place] = row
    for (person, _), (old, new) in rows.items():
        sits_before, sits_now = old and (old.outcome, old.substitute), new and (new.outcome, new.substitute)
        if sits_before != sits_now:
            yield SeatNow(
                now.body,
                now.sequence,
                now.date,
                person,
                old.outcome if old else None,
                new.outcome if new else None,
                new.substitute if new else None,
                new.reason if new else None,
            )


def _margins(before: Problem, was: Meeting, after: Problem, now: Meeting) -> Iterator[Margin]:
    if now.body in before.bodies and now.body in after.bodies:
        figures = [
            (quorum.needed(problem, meeting.body, meeting.date), quorum.present(problem, meeting))
            for problem, meeting in ((before, was), (after, now))
        ]
        if figures[0] != figures[1]:
            yield Margin(now.body, now.sequence, now.date, *figures[0], *figures[1])


@dataclass(frozen=True)
class CostDifference:
    """Each tier before and after a change, and the wishes that are granted on one side only."""

    costs: tuple[Cost, ...]
    worse: tuple[UngrantedWish, ...]
    better: tuple[UngrantedWish, ...]


def cost_difference(problem: Problem, before: Plan, after: Plan, asked: Asked) -> CostDifference:
    """Compare a calendar with one in which a meeting has moved; its own move, asked for, is no cost.

    Parameters
    ----------
    problem : Problem
        The input.
    before, after : Plan
        The calendar as it is, and as it would be.
    asked : Asked
        What is asked about: in the tier `unmoved`, only the moves of others are counted.

    """
    plain = replace(problem, baseline=None)
    now, rows_now = recount(plain, before)
    moves, _ = recount(replace(problem, baseline=_others(before, after, asked)), after)
    then, rows_then = recount(plain, after)
    costs = [Cost(tier, now.get(tier, 0), then.get(tier, value)) for tier, value in moves.items()]
    renamed = _renamed(rows_now, list(_titles(problem, before, after)))
    worse, better = _without(rows_then, renamed, astuple), _without(renamed, rows_then, astuple)
    return CostDifference(tuple(costs), _without(worse, better, _gist), _without(better, worse, _gist))


def _others(before: Plan, after: Plan, asked: Asked) -> Plan:
    """Return the calendar as it is without what is asked about; where it names no rooms, those it would have."""
    later = {meeting.uid: meeting for meeting in after.live}
    numbers = {(one.meeting_day, one.date): one.sequence for one in after.occurrences}
    meetings = [meeting for meeting in before.live if meeting.uid not in asked.uids]
    return replace(
        before,
        meetings=tuple(
            replace(meeting, room=later[meeting.uid].room) if meeting.room is None and meeting.uid in later else meeting
            for meeting in meetings
        ),
        occurrences=tuple(
            replace(one, sequence=numbers.get((one.meeting_day, one.date), one.sequence))
            for one in before.occurrences
            if one is not asked.occurrence
        ),
    )


def _titles(problem: Problem, before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    """Yield how whatever moves is named before and after."""
    later = {meeting.uid: meeting for meeting in after.live}
    for meeting in before.live:
        now = later.get(meeting.uid)
        if now is not None and (now.date, now.start) != (meeting.date, meeting.start):
            yield meeting_title(problem, meeting), meeting_title(problem, now)
            if meeting.meeting_day is not None:
                days = {one.date: one for one in before.occurrences if one.meeting_day == meeting.meeting_day}
                was = days.get(meeting.date)
                if was is not None:
                    yield occurrence_title(problem, was), occurrence_title(problem, replace(was, date=now.date))


def _renamed(rows: Iterable[UngrantedWish], titles: Sequence[tuple[str, str]]) -> tuple[UngrantedWish, ...]:
    """Return the wishes of the calendar as it is, in the words of the calendar as it would be."""

    def worded(text: str) -> str:
        for old, new in titles:
            if old in text:
                return text.replace(old, new)
        return text

    return tuple(replace(row, subject=worded(row.subject), why=worded(row.why)) for row in rows)


def _gist(row: UngrantedWish) -> tuple[str, str, int, str]:
    """Return a wish without the cause, which may be another at the same price."""
    return row.wish, row.subject, row.cost, row.why.split(":")[0]
