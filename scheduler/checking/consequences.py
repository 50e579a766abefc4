"""What a change does: of the input, to rules, clashes, seats and quorums; of a date, to the cost of each tier."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias, TypeVar

from scheduler.checking.breaches import check, missing_in_seats, price_of_seats, recount
from scheduler.checking.clashes import clashes
from scheduler.checking.integrity import contradictions, without_unknown_codes
from scheduler.checking.parts import Calendar
from scheduler.checking.touched import Change, in_order, of_rules, of_wishes
from scheduler.domain.consequences import (
    AGENDA,
    REPORT,
    Consequences,
    DeadlineNow,
    Margin,
    RoomNow,
    SeatNow,
    days_concerned,
)
from scheduler.domain.other_dates import Asked, Cost
from scheduler.domain.plan import Attendance, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, UngrantedWish
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import DATES, DAY, MEMBERSHIPS, SEATS
from scheduler.law.deadlines import report_deadline
from scheduler.rules import broken, quorum, touching
from scheduler.rules.protocol import RuleFile
from scheduler.wishes import TIERS, WISHES, unmoved

Row = TypeVar("Row")


def consequences(before: tuple[Problem, Plan], after: tuple[Problem, Plan]) -> Consequences:
    """Return what differs between a calendar under an input, and under a changed one.

    Parameters
    ----------
    before, after : tuple[Problem, Plan]
        An input, and the calendar with people seated. Dates, times and places are the same in both.

    """
    days = days_concerned(before[0], after[0], before[1])
    meetings = {meeting.uid: meeting for meeting in before[1].live}
    pairs = [(meetings[now.uid], now) for now in after[1].live if now.uid in meetings and _concerned(now, days)]
    concerned = [(problem, _on(plan, days)) for problem, plan in (before, after)]
    prices = [price_of_seats(*one) for one in concerned]
    seats = [missing_in_seats(*one) for one in concerned]
    return replace(
        _compared(_found(*before, days), _found(*after, days), (before[0], after[0]), pairs),
        apologies=(prices[0][0], prices[1][0]),
        substitutes=(prices[0][1], prices[1][1]),
        worse=_without(seats[1], seats[0], _all_of_it),
        better=_without(seats[0], seats[1], _all_of_it),
    )


Found: TypeAlias = tuple[Sequence[Breach], Sequence[Clash]]
"""What is broken, and the clashes."""


def _compared(
    before: Found, after: Found, problems: tuple[Problem, Problem], pairs: Sequence[tuple[Meeting, Meeting]]
) -> Consequences:
    """Return what appears and disappears, and whose seat is another at the meetings that are there before and after."""
    return Consequences(
        appear_breaches=_without(after[0], before[0], _key),
        disappear_breaches=_without(before[0], after[0], _key),
        appear_clashes=_clashes_without(after[1], before[1]),
        disappear_clashes=_clashes_without(before[1], after[1]),
        doubled=tuple(clash for clash, new in _clash_by_clash(after[1], before[1]) if new),
        seats=tuple(seat for was, now in pairs for seat in _seats(was, now)),
        margins=tuple(margin for was, now in pairs for margin in _margins(problems[0], was, problems[1], now)),
    )


@dataclass(frozen=True)
class CostDifference:
    """Each tier before and after a change, and the wishes that are granted on one side only."""

    costs: tuple[Cost, ...]
    worse: tuple[UngrantedWish, ...]
    better: tuple[UngrantedWish, ...]


@dataclass(frozen=True)
class EditedCalendar:
    """A calendar before and after an edit, and what is otherwise in it.

    Parameters
    ----------
    before, after : Calendar
        The calendar as it stands, and as it would be.
    made : Change
        What is otherwise, in the words of both.
    values : dict of str to int
        What each tier comes to as the calendar stands.

    """

    before: Calendar
    after: Calendar
    made: Change
    values: dict[str, int]

    @cached_property
    def change(self) -> Change:
        """What is otherwise, with all of whose single meetings the one input or the other says something there."""
        days = self.made.days
        other_rows = self.before.problem is not self.after.problem
        return replace(self.made, told=self.before.told(days) | self.after.told(days), other_rows=other_rows)

    def appearing(self, rules: Sequence[RuleFile] | None = None) -> tuple[Breach, ...]:
        """Return what is broken anew of some rules, of all where none are given."""
        found: list[Breach] = []
        for question in of_rules(rules):
            after = self.after.rows(question, self.change)
            found += _without(after, self.before.rows(question, self.change), _key) if after else ()
        return tuple(found)

    def _found(self, calendar: Calendar, meetings: tuple[Meeting, ...]) -> Found:
        """Return what is broken in the parts concerned, and their clashes, given what is there of the change itself."""
        strange = without_unknown_codes(calendar.problem, replace(calendar.header, meetings=meetings))[1]
        found = [breach for question in of_rules() for breach in calendar.rows(question, self.change)]
        broken = [*strange, *found, *calendar.contradictions(self.change)]
        return broken, [clash for day in sorted(self.change.days) for clash in calendar.clashes(day)]

    @cached_property
    def _ungranted(self) -> tuple[list[UngrantedWish], list[UngrantedWish]]:
        now, then = (
            [row for question in of_wishes() for row in calendar.rows(question, self.change)]
            for calendar in (self.before, self.after)
        )
        return now, then

    @cached_property
    def costs(self) -> tuple[Cost, ...]:
        """Each tier before and after."""
        shift = self._shift({wish.WISH.name: wish.WISH.tier for wish in WISHES})
        return tuple(Cost(tier, value, value + shift[tier]) for tier, value in self.values.items())

    @property
    def only_the_day_is_dear(self) -> bool:
        """Whether no tier becomes worse by more than wishes that look at nothing but days."""
        of_days = {wish.WISH.name: wish.WISH.tier for wish in WISHES if wish.WISH.touches == {DATES}}
        shift = self._shift(of_days)
        return all(cost.then - cost.now <= max(0, shift[cost.tier]) for cost in self.costs)

    def _shift(self, tiers: Mapping[str, str]) -> Counter[str]:
        """Return by how much each tier becomes worse by some wishes, given by name."""
        shift = Counter[str]()
        for rows, sign in zip(self._ungranted, (-1, 1), strict=True):
            for row in rows:
                if row.wish in tiers:
                    shift[tiers[row.wish]] += sign * row.cost
        return shift

    @cached_property
    def prices(self) -> CostDifference:
        """Each tier before and after, and the wishes that are granted on one side only."""
        return granted(self.costs, *self._ungranted, [*self._titles()])

    @property
    def pairs(self) -> list[tuple[Meeting, Meeting]]:
        """The meetings that are held before and after and are otherwise, in order of time."""
        before = {meeting.uid: meeting for meeting in self.change.gone if meeting.live}
        return [(before[now.uid], now) for now in in_order(self.change.come) if now.live and now.uid in before]

    @property
    def seats(self) -> tuple[SeatNow, ...]:
        """Whose seat is another at the meetings that are held before and after."""
        return tuple(seat for was, now in self.pairs for seat in _seats(was, now))

    def _titles(self) -> Iterator[tuple[str, str]]:
        days = {(one.meeting_day, one.date): one for one in self.change.days_gone}
        for was, now in self.pairs:
            yield from _titles(self.before.problem, was, now, days.get((was.meeting_day or "", was.date)))

    def consequences(self) -> Consequences:
        """Return all that follows."""
        before, after = self._found(self.before, self.change.gone), self._found(self.after, self.change.come)
        prices = self.prices
        tiers = {cost.tier: (cost.now, cost.then) for cost in prices.costs}
        return replace(
            _compared(before, after, (self.before.problem, self.after.problem), self.pairs),
            apologies=tiers.get("apologies", (0, 0)),
            substitutes=tiers.get("substitutes", (0, 0)),
            deadlines=tuple(_deadlines(self.after.problem, self.change)),
            rooms=tuple(_rooms(self.made)),
            costs=prices.costs,
            worse=prices.worse,
            better=prices.better,
        )


def _deadlines(problem: Problem, change: Change) -> Iterator[DeadlineNow]:
    """Yield the deadlines that change; a meeting that is cancelled has none."""
    was = {meeting.uid: meeting for meeting in change.gone if meeting.live}
    now = {meeting.uid: meeting for meeting in change.come if meeting.live}
    for uid in dict.fromkeys((*was, *now)):
        named = now.get(uid) or was[uid]
        agendas = [there[uid].agenda_deadline if uid in there else None for there in (was, now)]
        if agendas[0] != agendas[1]:
            yield DeadlineNow(named.body, named.sequence, AGENDA, *agendas)
            reports = [report_deadline(problem, problem.bodies.get(named.body), agenda) for agenda in agendas]
            yield DeadlineNow(named.body, named.sequence, REPORT, *reports)


def _rooms(change: Change) -> Iterator[RoomNow]:
    """Yield the rooms of what is otherwise than in its seats."""
    was = {meeting.uid: meeting for meeting in change.gone if meeting.live}
    now = {meeting.uid: meeting for meeting in change.come if meeting.live}
    for uid in dict.fromkeys((*was, *now)):
        named = now.get(uid) or was[uid]
        if uid not in change.reseated:
            rooms = tuple(there[uid].room if uid in there else None for there in (was, now))
            yield RoomNow(named.body, named.sequence, rooms[0], rooms[1])
    lunches = {one.meeting_day: one.lunch for one in change.days_gone if one.lunch is not None}
    for one in change.days_come:
        old = lunches.get(one.meeting_day)
        if old is not None and one.lunch is not None and old.room != one.lunch.room:
            yield RoomNow(one.meeting_day, one.sequence, old.room, one.lunch.room, lunch=True)


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
            breaches += tuple(broken(problem, familiar if rule.RULE.horizon <= DAY else whole, (rule,)))
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


Recounted: TypeAlias = tuple[dict[str, int], tuple[UngrantedWish, ...]]
"""What each tier comes to, and the wishes that are not granted."""


def recount_of_dates(problem: Problem, plan: Plan) -> Recounted:
    """Return what each tier comes to but `unmoved`, which is about two calendars."""
    return recount(problem, plan, [tier for tier in TIERS if tier != unmoved.WISH.tier])


def cost_difference(
    problem: Problem, before: Plan, after: Plan, asked: Asked, known: Recounted | None = None
) -> CostDifference:
    """Compare a calendar with one in which a meeting has moved; its own move, asked for, is no cost.

    Parameters
    ----------
    problem : Problem
        The input.
    before, after : Plan
        The calendar as it is, and as it would be.
    asked : Asked
        What is asked about: in the tier `unmoved`, only the moves of others are counted.
    known : Recounted, optional
        Of the calendar as it is, by `recount_of_dates`.

    """
    now, rows_now = recount_of_dates(problem, before) if known is None else known
    then, rows_then = recount_of_dates(problem, after)
    others = replace(problem, baseline=_others(before, after, asked))
    moves, _ = recount(others, after, [unmoved.WISH.tier])
    costs = [Cost(tier, now.get(tier, 0), {**then, **moves}[tier]) for tier in TIERS]
    later = {meeting.uid: meeting for meeting in after.live}
    days = {(one.meeting_day, one.date): one for one in before.occurrences}
    pairs = ((meeting, later[meeting.uid]) for meeting in before.live if meeting.uid in later)
    titles = [
        title for was, now in pairs for title in _titles(problem, was, now, days.get((was.meeting_day or "", was.date)))
    ]
    return granted(tuple(costs), rows_now, rows_then, titles)


def granted(
    costs: tuple[Cost, ...],
    now: Sequence[UngrantedWish],
    then: Sequence[UngrantedWish],
    titles: Sequence[tuple[str, str]],
) -> CostDifference:
    """Return costs with the wishes granted on one side only, given how what moves is named before and after."""
    renamed = _renamed(now, titles)
    worse, better = _without(then, renamed, _all_of_it), _without(renamed, then, _all_of_it)
    return CostDifference(costs, _without(worse, better, _gist), _without(better, worse, _gist))


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


def _titles(problem: Problem, was: Meeting, now: Meeting, day: Occurrence | None) -> Iterator[tuple[str, str]]:
    """Yield how what moves is named before and after, with its meeting day where it has one."""
    if (now.date, now.start) != (was.date, was.start):
        yield meeting_title(problem, was), meeting_title(problem, now)
        if day is not None:
            yield occurrence_title(problem, day), occurrence_title(problem, replace(day, date=now.date))


def _renamed(rows: Iterable[UngrantedWish], titles: Sequence[tuple[str, str]]) -> tuple[UngrantedWish, ...]:
    """Return the wishes of the calendar as it is, in the words of the calendar as it would be."""

    def worded(text: str) -> str:
        for old, new in titles:
            if old in text:
                return text.replace(old, new)
        return text

    return tuple(replace(row, subject=worded(row.subject), why=worded(row.why)) for row in rows)


def _all_of_it(row: UngrantedWish) -> UngrantedWish:
    return row


def _gist(row: UngrantedWish) -> tuple[str, str, int, str]:
    """Return a wish without the cause, which may be another at the same price."""
    return row.wish, row.subject, row.cost, row.why.split(":")[0]
