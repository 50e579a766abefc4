"""Smaller models: each meeting only on days near an even spread over the year, or near where it is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import Placed
from scheduler.solver.cp.extract import Draft
from scheduler.solver.cp.placing import Placing
from scheduler.solver.cp.suggest import paired

Narrowing: TypeAlias = Callable[[Placing], None]
"""Leaves days out of a model before it is stated."""

SHARE = 0.75
"""How far from its even place a meeting may go, in shares of the days from one meeting to the next."""
LEAST_REACH = timedelta(days=24)
"""Never less than this: a recess or a run of bank holidays must fit in."""


def near_even(choices: Placing) -> None:
    """Leave out the days that are far from where an even spread puts each meeting and meeting day."""
    for placed in choices.series():
        for one in placed:
            alike = [other for other in placed if other.days == one.days]
            if one.days:
                middle = one.days[len(one.days) * (2 * alike.index(one) + 1) // (2 * len(alike))]
                span = one.days[-1] - one.days[0]
                _keep_near(choices, one, middle, max(SHARE * span / len(alike), LEAST_REACH))


def as_published(baseline: Plan) -> Narrowing:
    """Leave out every day on which an earlier calendar has no meeting of the body, or no such meeting day."""

    def narrowing(choices: Placing) -> None:
        for placed in choices.series():
            if placed and isinstance(placed[0], Sitting):
                dates = {meeting.date for meeting in baseline.of_body(placed[0].body.code)}
            else:
                dates = {occurrence.date for one in placed[:1] for occurrence in _occurrences(baseline, one)}
            for one in placed:
                for day in one.days:
                    if day not in dates:
                        choices.rule_out(one, day)

    return narrowing


def _occurrences(baseline: Plan, placed: Placed) -> tuple[Occurrence, ...]:
    return baseline.occurrences_of(placed.meeting_day.code) if isinstance(placed, Gathering) else ()


def near(drafted: Draft, days: int) -> Narrowing:
    """Leave out the days that are farther than so many from where a draft has each meeting; meeting days stay open."""

    def narrowing(choices: Placing) -> None:
        by_body: dict[str, list[Meeting]] = {}
        for meeting in sorted(drafted.meetings, key=lambda meeting: (meeting.date, meeting.start)):
            by_body.setdefault(meeting.body, []).append(meeting)
        for placed in choices.series():
            sittings = [one for one in placed if isinstance(one, Sitting)]
            there = by_body.get(sittings[0].body.code, []) if sittings else []
            for sitting, meeting in paired(sittings, there).items():
                _keep_near(choices, sitting, meeting.date, timedelta(days=days))

    return narrowing


def _keep_near(choices: Placing, one: Placed, middle: date, reach: timedelta) -> None:
    for day in one.days:
        if abs(day - middle) > reach:
            choices.rule_out(one, day)
