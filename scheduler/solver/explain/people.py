"""On which days, at which starts, those who must be at a meeting can be there."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from scheduler.domain.absences import person_away
from scheduler.domain.bodies import Body
from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem

ONE_DAY = timedelta(days=1)
Cause = tuple[str, str]
"""The rule that somebody's absence breaks, and why in words."""


class People:
    """Who can come to the meetings of one body; whom other meetings hold is left out of account."""

    def __init__(self, problem: Problem, body: Body, duration: int) -> None:
        self.problem, self.body, self.duration = problem, body, duration
        people = {person for row in problem.memberships_of_body[body.code] for person in (row.person, *row.substitutes)}
        self.away = {person: _days_away(problem, person) for person in people}
        self.rules = problem.quorum_rules_of(body.code)
        self.causes: Counter[Cause] = Counter()

    def starts(self, day: date, starts: Sequence[int]) -> tuple[int, ...]:
        """Return those of the starts at which everybody can be there who must; count what hinders the others."""
        hindered = [(start, self._hindrance(day, start)) for start in starts]
        possible = tuple(start for start, cause in hindered if cause is None)
        if not possible:
            self.causes.update({cause for _, cause in hindered if cause is not None})
        return possible

    @property
    def chief_cause(self) -> Cause | None:
        """What hinders the most days, None where nothing does."""
        return max(self.causes, key=lambda cause: (self.causes[cause], cause), default=None)

    def _hindrance(self, day: date, start: int) -> Cause | None:
        rows = self.problem.memberships_on(self.body.code, day)
        there = {row: self._free(row.person, day, start) for row in rows}
        filled = {row: free or self._deputised(row, day, start) for row, free in there.items()}
        for row in rows:
            if row.required and not filled[row]:
                return "unavailable", f"{self.problem.people[row.person].name}, who must be there, is away"
        leaders = [row for row in rows if row.presides]
        if leaders and not any(there[row] for row in leaders):
            return "presiding", "the chair and every vice-chair are away"
        voting = sum(filled[row] for row in rows if row.voting)
        needed = self.problem.quorum_on(self.body.code, day)
        if voting < needed:
            return "quorum", f"so many are away that its quorum of {needed} cannot be reached"
        for rule in self.rules:
            if sum(filled[row] for row in rows if self.problem.matches(rule, row)) < rule.minimum:
                return "quorum_rule", f"too few are there for its quorum who are {rule.of_whom}"
        return None

    def _free(self, person: str, day: date, start: int) -> bool:
        if day not in self.away[person] and self.problem.people[person].weekdays is None:
            return True
        return person_away(self.problem, person, day, start, start + self.duration) is None

    def _deputised(self, row: Membership, day: date, start: int) -> bool:
        return any(
            not self.problem.is_member(person, self.body.code, day) and self._free(person, day, start)
            for person in row.substitutes
        )


def _days_away(problem: Problem, person: str) -> set[date]:
    """Return every day on which a person may be away for some of it."""
    rows = problem.absences_of.get(("person", person), ())
    return {
        row.start.date() + ONE_DAY * number
        for row in rows
        if row.strength == "hard"
        for number in range((row.end.date() - row.start.date()).days + 1)
    }
