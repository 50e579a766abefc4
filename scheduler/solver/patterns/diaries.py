"""Who is free when, as flags by day: interval overlap asked of people's diaries once for each time of day.

On nearly all days nobody's diary says anything; the rules' own questions (`person_away`, `may_deputise`) are put for
the other days alone. Meetings that stand already keep those who sit there away from others at that time.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from scheduler.domain.calendar import ONE_DAY
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.seating import days_in_doubt, person_away
from scheduler.rules.substitute import may_deputise
from scheduler.solver.patterns.network import WORD, Bits, Flags, Ints

LONGEST = 2 * 24 * 60
"""No meeting of a day ends later, in minutes after its midnight."""


class Diaries:
    """When each person is free for a meeting, day by day.

    Parameters
    ----------
    problem : Problem
        The input.
    standing : sequence of Meeting
        What stands already, facts among it: who sits there sits nowhere else then.

    """

    def __init__(self, problem: Problem, standing: Sequence[Meeting] = ()) -> None:
        self.problem = problem
        self.people = tuple(problem.people)
        """By number of bit: everybody, in the order of the input."""
        self.number_of = {person: number for number, person in enumerate(self.people)}
        self.words = max(1, -(-len(self.people) // WORD))
        first = problem.settings.start_date
        self._doubt = {
            person: [
                (number, day)
                for number, day in days_in_doubt(problem, person)
                if person_away(problem, person, day, 0, LONGEST) is not None
            ]
            for person in self.people
        }
        """The days on which each is away at some time."""
        self._held: dict[str, list[tuple[int, int, int]]] = {}
        for meeting in standing:
            day = (meeting.date - first).days
            for _, person in meeting.present() if 0 <= day < len(problem.days) else ():
                self._held.setdefault(person, []).append((day, meeting.start, meeting.end))
        self._away: dict[tuple[str, int, int], Flags] = {}
        self._barred: dict[tuple[str, str, int, int, int], Flags] = {}

    def away(self, person: str, start: int, end: int) -> Flags:
        """Return the days on which a person is away, or sits elsewhere, from start to end: of shape (days,)."""
        key = person, start, end
        if key not in self._away:
            found = self._elsewhere(person, start, end)
            for number, day in self._doubt[person]:
                found[number] |= person_away(self.problem, person, day, start, end) is not None
            self._away[key] = found
        return self._away[key]

    def barred(self, person: str, body: str, start: int, end: int, days: Ints) -> Flags:
        """Return the days on which a person may not deputise at a body: of shape (days,), right on `days` alone.

        On those, the memberships in force are the same.
        """
        key = person, body, start, end, int(days[0])
        if key not in self._barred:
            problem, doubt = self.problem, {number for number, _ in self._doubt[person]}
            certain = next((number for number in days.tolist() if number not in doubt), None)
            found = self._elsewhere(person, start, end)
            if certain is not None:
                found |= not may_deputise(problem, person, body, problem.days[certain], start, end)
            for number in sorted(doubt.intersection(days.tolist())):
                free = may_deputise(problem, person, body, problem.days[number], start, end)
                found[number] |= not free
            self._barred[key] = found
        return self._barred[key]

    def _elsewhere(self, person: str, start: int, end: int) -> Flags:
        found = np.zeros(len(self.problem.days), np.bool_)
        for day, begin, finish in self._held.get(person, ()):
            found[day] |= begin < end and start < finish
        return found

    def stretches(self, bodies: Iterable[str]) -> Ints:
        """Return the stretch of each day: within one, the memberships in force of some bodies are the same."""
        rows = [row for body in bodies for row in self.problem.memberships_of_body[body]]
        begins = {row.start_date for row in rows if row.start_date is not None}
        begins |= {row.end_date + ONE_DAY for row in rows if row.end_date is not None}
        first = self.problem.settings.start_date
        changes = np.array(sorted((day - first).days for day in begins), np.int64)
        found: Ints = np.searchsorted(changes, np.arange(len(self.problem.days)), side="right")
        return found

    def bits_of(self, people: Iterable[str]) -> Bits:
        """Return some people as bits, of shape (words,), those aside whom the input no longer has."""
        found = np.zeros(self.words, np.uint64)
        for number in (self.number_of[person] for person in people if person in self.number_of):
            found[number // WORD] |= np.uint64(1 << number % WORD)
        return found

    def bits(self, people: Sequence[str], there: Flags) -> Bits:
        """Return who is there at each node, of shape (nodes, words).

        Parameters
        ----------
        people : sequence of str
            Perhaps with somebody twice.
        there : array of shape (nodes, people)
            Whether each of them is there.

        """
        flags = np.zeros((len(there), self.words * WORD), np.bool_)
        for column, person in enumerate(people):
            flags[:, self.number_of[person]] |= there[:, column]
        return np.packbits(flags, axis=1, bitorder="little").view("<u8").astype(np.uint64)


def alike(rows: Ints | Flags) -> tuple[Ints, Ints]:
    """Return the first of each class of rows that are the same, and the class of each row.

    Parameters
    ----------
    rows : array of shape (rows, columns)
        Flags, or whole numbers from -128 to 127: compared as bytes, many times as fast as by column.

    """
    if not rows.size:
        return np.arange(min(len(rows), 1)), np.zeros(len(rows), np.int64)
    flat = np.ascontiguousarray(rows, np.int8).view(np.dtype((np.void, rows.shape[1]))).reshape(-1)
    _, first, which = np.unique(flat, return_index=True, return_inverse=True)
    return first, which.reshape(-1)
