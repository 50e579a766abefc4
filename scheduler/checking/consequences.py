"""What a change of the input does to a calendar: rules and clashes before and after, seat by seat."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from scheduler.checking.breaches import check, price_of_seats
from scheduler.checking.clashes import clashes
from scheduler.checking.integrity import contradictions
from scheduler.checking.unknown_codes import without_unknown_codes
from scheduler.domain.consequences import Consequences, Margin, SeatNow, days_concerned
from scheduler.domain.plan import Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash
from scheduler.domain.verbs import DAY, MEMBERSHIPS, SEATS
from scheduler.rules import quorum, touching


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
        appear_breaches=_without(broken_after, broken_before),
        disappear_breaches=_without(broken_before, broken_after),
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


def _without(found: Sequence[Breach], others: Iterable[Breach]) -> tuple[Breach, ...]:
    left = Counter(_key(breach) for breach in others)
    kept = []
    for breach in found:
        if left[_key(breach)]:
            left[_key(breach)] -= 1
        else:
            kept.append(breach)
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
