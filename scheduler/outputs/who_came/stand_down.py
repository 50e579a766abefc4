"""Bodies whose business or attendance hardly warrants their dates, and which of their meetings could stand down.

A suggestion with its reasons, for people to judge: nothing is cancelled by it. A meeting is said to be one that could
stand down where no rule of the calendar would be broken without it, and nothing is known to be on its agenda.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.verbs import DATES
from scheduler.domain.wording import counted, long_date, rule_words
from scheduler.outputs.who_came.meetings import Attended, WhoCame
from scheduler.rules import broken, cadence, touching

LEAST_HELD, LEAST_INQUORATE, LEAST_WITHOUT = 3, 2, 2
"""Meetings with a record, to judge attendance; those without a quorum, and coming ones without business, to tell of."""
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Coming:
    """A meeting that is still to be held, and why it could stand down or had better not."""

    meeting: Meeting
    kept_for: str
    """Why it is kept, in words; empty where it could stand down."""


@dataclass(frozen=True)
class Suggestion:
    """A body that might meet less, with reasons; the council decides."""

    body: str
    reasons: tuple[str, ...]
    coming: tuple[Coming, ...]
    asked: str
    """How often its row asks for it to meet, where standing down would fall short of it; else empty."""

    @property
    def could(self) -> tuple[Meeting, ...]:
        """The meetings that could stand down, all of them together."""
        return tuple(one.meeting for one in self.coming if not one.kept_for)


def suggestions(problem: Problem, plan: Plan, held: Attended, now: datetime) -> tuple[Suggestion, ...]:
    """Return the bodies that might meet less, those with the most reasons first.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    held : Attended
        Who came to what was held.
    now : datetime
        The moment by the council's own clock; what is after it is still to come.

    """
    shares = [share for one in held.recorded if (share := _share([one])) is not None]
    usual = sum(shares, Fraction(0)) / len(shares) if shares else Fraction(1)
    looking = _Looking(problem, plan, now)
    found = []
    for body in problem.bodies.values():
        coming = [one for one in plan.of_body(body.code) if one.date > now.date()]
        attendance = list(_of_attendance([one for one in held.recorded if one.meeting.body == body.code], usual))
        reasons = (*attendance, *looking.of_business(coming))
        if coming and reasons:
            suggested = looking.suggestion(body, reasons, coming)
            found += [suggested] if attendance or suggested.could else []
    return tuple(sorted(found, key=lambda one: (-len(one.reasons), -len(one.could), one.body)))


def business(problem: Problem, plan: Plan, meeting: Meeting) -> str:
    """Say what is known to be on a meeting's agenda; nothing where nothing is."""
    if meeting.title is not None:
        return f"it is the {meeting.title}"
    if meeting.agenda_items:
        return f"it takes {counted(len(meeting.agenda_items), 'report')} due"
    decisions = [one for one in problem.decisions.values() if one.body == meeting.body]
    own = [one for one in decisions if one.number == meeting.sequence or (not one.number and one.date == meeting.date)]
    return f"it is to take {counted(len(own), 'decision')} of the forward plan" if own else ""


def _share(held: Sequence[WhoCame]) -> Fraction | None:
    """Return how much of the votes that could have been there were; None where there were none."""
    expected = sum(len(one.outcomes) for one in held)
    return Fraction(sum(one.there for one in held), expected) if expected else None


def _of_attendance(held: Sequence[WhoCame], usual: Fraction) -> Iterator[str]:
    inquorate = [one for one in held if not one.quorate]
    total = counted(len(held), "meeting")
    if len(inquorate) >= LEAST_INQUORATE:
        yield f"Of {total} with a record, {len(inquorate)} had no quorum."
    if len(held) < LEAST_HELD:
        return
    barely = [one for one in held if one.barely]
    if len(barely) >= len(held) * HALF:
        yield f"Of {total} with a record, {len(barely)} had a quorum with nobody to spare."
    share = _share(held)
    if share is not None and share < HALF:
        yield (
            f"{round(share * 100)} % of its votes were there on average, in person or by a substitute; of all meetings "
            f"{round(usual * 100)} %."
        )


class _Looking:
    """Looks at what is still to come in a calendar."""

    def __init__(self, problem: Problem, plan: Plan, now: datetime) -> None:
        self.problem, self.plan, self.today = problem, plan, now.date()
        self.known = {meeting.uid: business(problem, plan, meeting) for meeting in plan.live}

    @cached_property
    def broken_anyway(self) -> frozenset[Breach]:
        """What the calendar breaks as it is."""
        return frozenset(broken(self.problem, self.plan, touching(DATES)))

    def of_business(self, coming: Sequence[Meeting]) -> Iterator[str]:
        """Say how many of some meetings have no business that is known; nothing where no business is known at all."""
        without = [one for one in coming if not self.known[one.uid]]
        if any(self.known.values()) and len(without) >= LEAST_WITHOUT and len(without) > len(coming) * HALF:
            yield f"Nothing is known yet to be on the agenda of {len(without)} of its {len(coming)} coming meetings."

    def suggestion(self, body: Body, reasons: tuple[str, ...], coming: Sequence[Meeting]) -> Suggestion:
        """Return a suggestion; what could stand down could all do so together."""
        rows, short, left = [], False, self.plan
        for meeting in coming:
            without = replace(left, meetings=tuple(one for one in left.meetings if one.uid != meeting.uid))
            new = [one for one in broken(self.problem, without, touching(DATES)) if one not in self.broken_anyway]
            kept_for = self._kept_for(body, meeting, new)
            rows.append(Coming(meeting, kept_for))
            short, left = short or bool(new and not kept_for), left if kept_for else without
        return Suggestion(body.code, reasons, tuple(rows), _often(body.cadence) if short else "")

    def _kept_for(self, body: Body, meeting: Meeting, new: Sequence[Breach]) -> str:
        """Say why a meeting had better be held, by what is broken without it; nothing where it could stand down."""
        on_agenda, out = self.known[meeting.uid], meeting.agenda_deadline
        own = [one for one in new if one.rule != cadence.RULE.name]
        if on_agenda:
            return f"{on_agenda[:1].upper()}{on_agenda[1:]}."
        if out is not None and out <= self.today:
            return f"Its agenda has been out since {long_date(out)}."
        if own:
            return f"Without it the rule {rule_words(own[0].rule)} is broken: {own[0].message}"
        return f"The body is statutory, and without it: {new[0].message}" if new and body.statutory else ""


def _often(asked: Cadence) -> str:
    """Say how often a body is to meet by its row."""
    if asked.per_period is not None:
        return f"{counted(asked.per_period, 'meeting')} in each period"
    return f"at least {counted(asked.minimum or 0, 'meeting')} in the year"
