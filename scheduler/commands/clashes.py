"""Who is wanted too often: members that bodies share, people in two places, full weeks and days, boards missed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from scheduler.commands.standing import Standing
from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Clash
from scheduler.domain.seating import in_the_way
from scheduler.domain.titles import body_title
from scheduler.domain.wording import monday_of
from scheduler.rules.person_load import load, weekly_limit

AGAIN = 2
"""Apologies of one person to one body from which on they are told of."""
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Sharing:
    """The bodies of a calendar, and who sits on two of them at one time."""

    bodies: tuple[str, ...]
    people: Mapping[tuple[str, str], tuple[str, ...]]
    """By two bodies, in either order; those that share nobody are left out."""

    def number(self, one: str, other: str) -> int:
        """Return how many sit on both."""
        return len(self.people.get((one, other), ()))

    def among(self, number: int) -> "Sharing":
        """Return what so many bodies share: those that share most, in their order."""
        kept = set(sorted(self.bodies, key=lambda body: -self.most(body))[:number])
        people = {pair: who for pair, who in self.people.items() if kept.issuperset(pair)}
        return Sharing(tuple(body for body in self.bodies if body in kept), people)

    def most(self, body: str) -> int:
        """Return how many members a body shares with others, each as often as they are shared."""
        return sum(self.number(body, other) for other in self.bodies)


@dataclass(frozen=True)
class Wanted:
    """One person at one of two meetings at once: what becomes of their seat."""

    person: str
    seats: tuple[Attendance | None, Attendance | None]
    """At the one meeting and the other; None where the calendar does not say."""


@dataclass(frozen=True)
class TwoPlaces:
    """Two meetings that overlap, or are too close, and whoever is wanted at both."""

    clash: Clash
    meetings: tuple[Meeting, Meeting]
    people: tuple[Wanted, ...]


@dataclass(frozen=True)
class Week:
    """What one person sits at in one week."""

    monday: date
    meetings: tuple[Meeting, ...]
    load: int
    """Meetings; those of one meeting day are one."""


@dataclass(frozen=True)
class MissedAgain:
    """Somebody who sends apologies to the same body more than once."""

    person: str
    body: str
    meetings: tuple[Meeting, ...]


def sharing(problem: Problem, bodies: Collection[str] | None = None) -> Sharing:
    """Return who sits on two bodies at one time, of some bodies or of all that have members, as they are listed."""
    rows = {
        code: rows for code, rows in problem.memberships_of_body.items() if rows and (bodies is None or code in bodies)
    }
    seats = {code: _by_person(of_body) for code, of_body in rows.items()}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for one, other in combinations(rows, 2):
        both = [person for person in seats[one] if person in seats[other]]
        people = tuple(who for who in both if _at_one_time(seats[one][who], seats[other][who]))
        if people:
            found[one, other] = found[other, one] = people
    return Sharing(tuple(rows), found)


def _by_person(rows: Sequence[Membership]) -> dict[str, list[Membership]]:
    found: dict[str, list[Membership]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(row)
    return found


def _at_one_time(some: Sequence[Membership], others: Sequence[Membership]) -> bool:
    return any(
        (one.start_date or date.min) <= (other.end_date or date.max)
        and (other.start_date or date.min) <= (one.end_date or date.max)
        for one in some
        for other in others
    )


def clustered(found: Sharing) -> tuple[str, ...]:
    """Return the bodies in an order in which those that share many members stand side by side.

    A seriation by nearest neighbours: first whoever shares most, then always the body that shares most with those
    placed last, the nearest of them counting most.
    """
    left = list(found.bodies)
    order: list[str] = []
    while left:
        near = order[-3:][::-1]

        def pull(body: str, near: list[str] = near) -> tuple[int, int]:
            return sum(found.number(body, other) * (3 - place) for place, other in enumerate(near)), found.most(body)

        best = max(left, key=pull)
        left.remove(best)
        order.append(best)
    return tuple(order)


def by_name(problem: Problem, bodies: Sequence[str]) -> tuple[str, ...]:
    """Return bodies in order of name."""
    return tuple(sorted(bodies, key=lambda code: (body_title(problem, code).casefold(), code)))


def two_places(standing: Standing) -> tuple[TwoPlaces, ...]:
    """Return every two meetings of a calendar that overlap and share members, in order of time."""
    return tuple(found for day in sorted(standing.calendar.meetings_on) for found in _on_day(standing, day))


def _on_day(standing: Standing, day: date) -> Iterator[TwoPlaces]:
    """Yield the clashes of a day, each with its two meetings."""
    there = sorted(standing.calendar.on(day).live, key=lambda one: (one.start, one.body, one.sequence))
    pairs = [pair for pair in combinations(there, 2) if in_the_way(standing.problem, *pair)]
    for clash in standing.calendar.clashes(day):
        one, other = next(pair for pair in pairs if (pair[0].body, pair[1].body) == clash.bodies)
        pairs.remove((one, other))
        people = tuple(Wanted(person, (_seat(one, person), _seat(other, person))) for person in clash.people)
        yield TwoPlaces(clash, (one, other), people)


def _seat(meeting: Meeting, person: str) -> Attendance | None:
    return next((row for row in meeting.attendance if row.person == person), None)


def weeks_of(plan: Plan) -> dict[str, tuple[Week, ...]]:
    """Return what everybody sits at, for themselves or for another, week by week; only weeks with a meeting."""
    found: dict[str, tuple[Week, ...]] = {}
    for person, meetings in plan.engagements.items():
        weeks: defaultdict[date, list[Meeting]] = defaultdict(list)
        for meeting in meetings:
            weeks[monday_of(meeting.date)].append(meeting)
        found[person] = tuple(Week(monday, tuple(there), load(there)) for monday, there in sorted(weeks.items()))
    return found


def too_many_a_week(problem: Problem) -> tuple[int, bool]:
    """Return how many meetings a week are as many as anybody should have, and whether that is a rule, not a wish."""
    limit = weekly_limit(problem)
    wish = problem.settings.busy_week
    return (wish, False) if limit is None or wish < limit else (limit, True)


def all_weeks(plan: Plan) -> tuple[date, ...]:
    """Return the Monday of each week from the first meeting of a calendar to its last."""
    days = [meeting.date for meeting in plan.live]
    if not days:
        return ()
    monday, last = monday_of(min(days)), max(days)
    return tuple(monday + WEEK * number for number in range((last - monday).days // 7 + 1))


def full_days(plan: Plan) -> tuple[tuple[date, tuple[Meeting, ...]], ...]:
    """Return the days on which more than one meeting is held, those with the most first."""
    days: defaultdict[date, list[Meeting]] = defaultdict(list)
    for meeting in plan.live:
        days[meeting.date].append(meeting)
    full = [(day, tuple(sorted(there, key=lambda one: one.start))) for day, there in days.items() if len(there) > 1]
    return tuple(sorted(full, key=lambda one: (-len(one[1]), one[0])))


def missed_again(problem: Problem, plan: Plan) -> tuple[MissedAgain, ...]:
    """Return who sends apologies to the same body more than once, who does so most often first."""
    return tuple(sorted(_missed_again(problem, plan), key=lambda one: (-len(one.meetings), one.person, one.body)))


def _missed_again(problem: Problem, plan: Plan) -> Iterator[MissedAgain]:
    found: defaultdict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for meeting in plan.live:
        asked = {
            (row.person, row.role) for row in problem.memberships_on(meeting.body, meeting.date) if not row.optional
        }
        for row in meeting.attendance:
            if row.outcome == APOLOGIES and (row.person, row.role) in asked:
                found[row.person, meeting.body].append(meeting)
    for (person, body), meetings in found.items():
        if len(meetings) >= AGAIN:
            yield MissedAgain(person, body, tuple(meetings))
