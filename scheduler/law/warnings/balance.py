"""Political balance: seats of ordinary committees are shared among the groups as those of the council are.

Source: Local Government and Housing Act 1989 s.15(5): a group with most of the council has most of each committee, the
seats of all ordinary committees together are shared in proportion, and, as far as that allows, those of each.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import listed
from scheduler.law.bodies import ORDINARY
from scheduler.law.rows import law_of
from scheduler.law.warning import Concern, LawWarning, begun, days_judged, formal_bodies, warned

LEAST_OF_A_GROUP = 2
"""Members without whom there is no political group: SI 1990/1553 reg 8."""
ROUNDING_OF_ONE = 1
"""Seats by which one committee may be beyond its share rounded, so that all of them together are right."""


@dataclass(frozen=True)
class Share:
    """What one group holds of some seats, and what is due to it."""

    group: str
    held: int
    due: Fraction
    vacant: int
    """Seats that nobody holds, any of which may be its own."""

    def is_right(self, rounding: int = 0) -> bool:
        """Whether it holds its due rounded up or down, or so many seats beyond."""
        return floor(self.due) - rounding - self.vacant <= self.held <= ceil(self.due) + rounding

    @property
    def words(self) -> str:
        """What is held and due: `Labour has 7 where 5.4 are due`."""
        return f"{self.group} has {self.held} where {float(self.due):.1f} are due"


@dataclass(frozen=True)
class Council:
    """The groups of the council on one day."""

    group_of: Mapping[str, str | None]
    """Every voting member, and their group."""

    @property
    def groups(self) -> dict[str, int]:
        """The members of each group."""
        sizes = Counter(group for group in self.group_of.values() if group is not None)
        return {group: size for group, size in sorted(sizes.items()) if size >= LEAST_OF_A_GROUP}

    @property
    def majority(self) -> str | None:
        """The group with most of the council, None where no group has."""
        return next((group for group, size in self.groups.items() if 2 * size > len(self.group_of)), None)

    def shares(self, held: Counter[str | None], seats: int) -> list[Share]:
        """Return what each group holds of so many seats, and what is due to it."""
        vacant = seats - held.total()
        members = len(self.group_of)
        return [
            Share(group, held[group], Fraction(seats * size, members), vacant) for group, size in self.groups.items()
        ]


def political_balance(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of the first day on which the seats of all ordinary committees, or those of one, are out of balance."""
    council = next(formal_bodies(problem, "full_council"), None)
    committees = list(formal_bodies(problem, *ORDINARY))
    if council is None or not any(person.group for person in problem.people.values()):
        return
    days = (
        days_judged(problem, plan, *committees)
        if plan is not None
        else days_judged(problem, None, council, *committees)
    )
    told: set[str | None] = set()
    for day in days:
        row = law_of(problem, "political_balance", "committee", day)
        members = {one.person for one in problem.memberships_on(council.code, day) if one.voting}
        groups = Council({person: problem.people[person].group for person in sorted(members)})
        if row is None or not groups.groups:
            continue
        alive = [body for body in committees if body.alive_on(day)]
        for code, wrong in _out_of_balance(problem, groups, alive, day):
            if code not in told:
                told.add(code)
                yield warned(row, begun(f"{days.since(day)}{wrong}; the law says: {row.words}"), code)


def _out_of_balance(
    problem: Problem, council: Council, committees: list[Body], day: date
) -> Iterator[tuple[str | None, str]]:
    """Yield what is out of balance on a day: the body, None for all together, and how."""
    held_of = {body.code: _held(problem, council, body, day) for body in committees}
    seats_of = {body.code: _seats(problem, held_of[body.code], body, day) for body in committees}
    held, seats = sum(held_of.values(), Counter()), sum(seats_of.values())
    wrong = [share for share in council.shares(held, seats) if not share.is_right()]
    if wrong:
        yield None, f"of the {seats} seats of ordinary committees {listed([share.words for share in wrong])}"
    for body in committees:
        majority, own = council.majority, held_of[body.code]
        number = seats_of[body.code]
        wrong = [one for one in council.shares(own, number) if not one.is_right(ROUNDING_OF_ONE)]
        vacant = number - own.total()
        if wrong:
            yield body.code, f"of the {number} seats of {body.name} {listed([share.words for share in wrong])}"
        elif majority is not None and number and 2 * (own[majority] + vacant) <= number:
            have = f"{majority}, the majority of the council, has {own[majority]}"
            yield body.code, f"of the {number} seats of {body.name} {have}"


def _held(problem: Problem, council: Council, body: Body, day: date) -> Counter[str | None]:
    """Return how many seats of a body councillors of each group hold."""
    voters = {one.person for one in problem.memberships_on(body.code, day) if one.voting}
    return Counter(council.group_of[person] for person in sorted(voters) if person in council.group_of)


def _seats(problem: Problem, held: Counter[str | None], body: Body, day: date) -> int:
    """Return the seats of a body that are for councillors, vacant ones included."""
    others = problem.voting_members(body.code, day) - held.total()
    return max(held.total(), (body.seats or 0) - others)


CONCERNS = (Concern(("political_balance",), political_balance),)
