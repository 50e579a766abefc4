"""The best seatings of all bodies of a meeting day together, on every day: dealt once for each class of days.

Days on which the same memberships are in force and the same people are free are one class. Whoever is wanted at several
sessions at one time is dealt out by branch and bound (`seat_dealing`), all bodies of a session at its start; where that
breaks a rule, or bodies sit (or may as well sit) one after another, the model says when each sits (`seat_model`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.plan import Meeting
from scheduler.domain.sittings import Sitting
from scheduler.solver.cp.attendance import breaches_of_seats
from scheduler.solver.cp.seat_dealing import dealt
from scheduler.solver.patterns.diaries import alike
from scheduler.solver.patterns.network import Flags, Ints
from scheduler.solver.patterns.seat_model import by_model
from scheduler.solver.patterns.seatings import Dealer, Seated, Seatings, hand_of, unseated, waives_seats

NOT_HELD = -1
"""The start of a meeting that is not held: its body is not alive, or rows say that it is off."""


@dataclass(frozen=True, eq=False)
class DaySeated:
    """The best seating of each body of a meeting day on each of some days.

    Parameters
    ----------
    open : array of shape (nodes,)
        Whether there is any seating of all bodies that keeps the rules about seats.
    seated : tuple of Seated
        Of each sitting.
    start : array of shape (sittings, nodes)
        When each body sits, minutes after midnight; -1 where it does not.

    """

    open: Flags
    seated: tuple[Seated, ...]
    start: Ints


def of_day(seatings: Seatings, sittings: Sequence[Sitting], day: Ints) -> DaySeated:
    """Return the best seatings of the bodies of one meeting day on each of some days of the calendar.

    Parameters
    ----------
    seatings : Seatings
        Of the input.
    sittings : sequence of Sitting
        Of each body.
    day : array of shape (nodes,)
        Days of the calendar.

    """
    days, which = np.unique(day, return_inverse=True)
    one = _of_days(seatings, sittings, days)
    return DaySeated(one.open[which], tuple(seated.take(which) for seated in one.seated), one.start[:, which])


def _of_days(seatings: Seatings, sittings: Sequence[Sitting], day: Ints) -> DaySeated:
    """Return the best seatings of days all of which are different."""
    found = DaySeated(
        np.zeros(len(day), np.bool_),
        tuple(unseated(seatings, sitting.body.code, len(day)) for sitting in sittings),
        np.full((len(sittings), len(day)), NOT_HELD, np.int64),
    )
    problem = seatings.problem
    lives = [[one.body.alive_on(problem.days[number]) for number in day.tolist()] for one in sittings]
    lives = [[one.body.alive_on(problem.days[number]) for number in day.tolist()] for one in sittings]
    alive = np.array(lives, np.bool_).reshape(len(sittings), len(day))
    stretch = seatings.diaries.stretches([one.body.code for one in sittings])[day]
    for class_of in np.unique(np.vstack((alive, stretch)), axis=1).T:
        there = np.flatnonzero((np.vstack((alive, stretch)) == class_of[:, None]).all(axis=0))
        held = [(place, one) for place, one in enumerate(sittings) if alive[place, there[0]]]
        _Together(seatings, held, day, found).deal(there)
    return found


class _Together:
    """The bodies that sit on some days of one stretch."""

    def __init__(self, seatings: Seatings, held: Sequence[tuple[int, Sitting]], day: Ints, found: DaySeated) -> None:
        self.seatings, self.held, self.day, self.found = seatings, held, day, found

    def deal(self, there: Ints) -> None:
        """Seat everybody on days of one stretch, each class of days by its first."""
        dealers = {
            (place, start): Dealer(self.seatings, sitting, there, self.day[there], start)
            for place, sitting in self.held
            for start in sitting.starts
        }
        free = [dealer.availability() for dealer in dealers.values()]
        if not free:
            self.found.open[there] = True
            return
        first, which = alike(np.hstack(free))
        torn = self._torn(dealers)
        for number in range(len(first)):
            these = np.flatnonzero(which == number)
            meetings = self._seated(int(self.day[there[first[number]]]))
            if meetings is not None:
                self._write(these, meetings, dealers, torn)

    def _torn(self, dealers: dict[tuple[int, int], Dealer]) -> frozenset[str]:
        """Return everybody who might sit at several of the bodies."""
        people = {
            place: {who for row in dealer.rows for who in (row.person, *row.substitutes)}
            for (place, _), dealer in dealers.items()
        }
        wanted = Counter(who for theirs in people.values() for who in theirs)
        return frozenset(who for who, often in wanted.items() if often > 1)

    def _seated(self, day: int) -> tuple[Meeting, ...] | None:
        """Return the meetings of a day seated as well as can be; None where no seating keeps the rules."""
        self.seatings.check()
        problem, sittings = self.seatings.bare, [sitting for _, sitting in self.held]
        if not any(map(waives_seats, sittings)) and not self._one_after_another():
            on = problem.days[day]
            meetings = [
                Meeting(
                    one.body.code,
                    one.body.code,
                    0,
                    on,
                    one.starts[0],
                    one.starts[0] + one.duration,
                    meeting_day=one.body.meeting_day,
                    session=one.body.session,
                )
                for one in sittings
            ]
            found = dealt(problem, meetings, [one for one in self.seatings.standing if one.date == on])
            if found.exact and not breaches_of_seats(problem, found.meetings):
                return found.meetings
            if found.exact and all(len(one.starts) == 1 for one in sittings):
                return None
        return by_model(self.seatings.problem, sittings, day, self.seatings.standing)

    def _one_after_another(self) -> bool:
        sessions = Counter(one.session for _, one in self.held)
        return any(
            session is not None and session.arrangement in ("staggered", "fewest_apologies") and often > 1
            for session, often in sessions.items()
        )

    def _unsure(self, dealer: Dealer, torn: frozenset[str]) -> frozenset[str]:
        """Return who may be elsewhere or at another time: all where a body may sit in slots, all who might deputise."""
        rows = dealer.rows
        members = [row.person for row in rows] if len(dealer.sitting.starts) > 1 else ()
        return torn.union(members, *(row.substitutes for row in rows))

    def _write(
        self,
        places: Ints,
        meetings: Sequence[Meeting],
        dealers: dict[tuple[int, int], Dealer],
        torn: frozenset[str],
    ) -> None:
        for (place, sitting), meeting in zip(self.held, meetings, strict=True):
            dealer = dealers[place, sitting.starts[0]]
            hands = np.tile(hand_of(dealer.rows, meeting.attendance), (len(places), 1))
            dealer.write(self.found.seated[place], places, hands, self._unsure(dealer, torn))
            self.found.open[dealer.nodes[places]] = True
            self.found.start[place, dealer.nodes[places]] = meeting.start
