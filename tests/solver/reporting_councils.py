"""Councils by chance for one or two weeks, of bodies that report to one another and of intervals to be kept.

Nobody sits on them and they need no room, so that every plan can be listed. A seed makes the same council every time;
one that validation refuses is None. Feeders and receivers keep to weekdays, are founded and dissolved, have met in the
year before or this year already, and rows say something of single meetings, or waive a rule.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from builders import body, calendar, closed, council, day, meeting, meeting_day, period, reports, session

from scheduler.dates.clear_days import clear_working_days
from scheduler.domain.bodies import Body, Cadence, ReportingLine
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.errors import InputFaults
from scheduler.reading.validation import validated

FIRST = date(2015, 11, 16)
"""A Monday."""


def on(number: int) -> str:
    """Return so many days after the first, as it is written."""
    return (FIRST + timedelta(days=number)).isoformat()


def a_reporting_council(seed: int) -> Problem | None:
    """Return a council; None where its input contradicts itself."""
    chance = Random(f"reporting council {seed}")  # noqa: S311 - the same councils every time
    last = chance.choice((3, 4, 4, 7))
    by_period, with_day = chance.random() < 0.25, chance.random() < 0.3
    rows: list[Any] = [period("P1", on(0), on(2)), period("P2", on(3), on(last))] if by_period else []
    codes = "AB" if with_day or chance.random() < 0.6 else "ABC"
    rows += [_own_body(chance, code, last, by_period=by_period) for code in codes]
    if with_day:
        rows += [meeting_day(cadence=_cadence(chance), **_interval(chance)), session("AM", start="10:00", end="12:00")]
        rows.append(
            body("X", meeting_day="DAY", session="AM", attendance_mode="online", quorum=0, **_life(chance, last))
        )
    rows += _lines(chance, codes + "X" * with_day)
    if chance.random() < 0.3:
        at = chance.randrange(last)
        rows.append(closed(on(at), on(min(last, at + chance.choice((0, 1)))), applies_to=(chance.choice(codes),)))
    rows += _rows_about_one(chance, last)
    problem = replace(council(*rows, start_date=on(0), end_date=on(last)), as_of="2015-11-01T00:00:00Z")
    kind = chance.random()
    if kind < 0.35:
        before = [meeting(problem, one, on(-chance.choice((2, 3, 4, 6)))) for one in codes if chance.random() < 0.7]
        problem = replace(problem, baseline=calendar(problem, *before, start_date=FIRST - timedelta(days=364)))
    elif kind < 0.5:
        there = [meeting(problem, one, on(chance.randrange(last))) for one in codes if chance.random() < 0.7]
        problem = replace(
            problem, baseline=calendar(problem, *there), as_of=f"{on(chance.choice((1, 2, 3)))}T09:00:00Z"
        )
    try:
        return validated(problem)[0]
    except InputFaults:
        return None


def _cadence(chance: Random) -> Cadence:
    least = chance.choice((0, 1, 1, 2, 2))
    return Cadence(minimum=least, maximum=max(1, least + chance.choice((0, 0, 1))))


def _interval(chance: Random) -> dict[str, int]:
    found = {"max_gap_days": chance.choice((2, 3, 5))} if chance.random() < 0.45 else {}
    return found | ({"min_gap_days": chance.choice((1, 2))} if chance.random() < 0.3 else {})


def _life(chance: Random, last: int) -> dict[str, str]:
    found = {"start_date": on(chance.choice((1, 2, 3)))} if chance.random() < 0.2 else {}
    return found | ({"end_date": on(last - chance.choice((0, 1)))} if chance.random() < 0.1 else {})


def _own_body(chance: Random, code: str, last: int, *, by_period: bool) -> Body:
    cadence = Cadence(per_period=1) if by_period and chance.random() < 0.6 else _cadence(chance)
    fields: dict[str, Any] = {"start_times": chance.choice(("10:00", "10:00", "10:00", "14:00", "10:00;14:00"))}
    if chance.random() < 0.3:
        fields["weekdays"] = chance.choice(("Mon;Wed;Fri", "Tue;Wed;Thu", "Wed;Thu;Fri"))
    fields |= {"duration_minutes": 60, "quorum": 0, "attendance_mode": "online"}
    return body(code, cadence=cadence, **fields, **_interval(chance), **_life(chance, last))


def _lines(chance: Random, codes: str) -> Iterator[ReportingLine]:
    pairs = list(pairwise(codes))
    pairs += [(codes[0], codes[2])] if len(codes) > 2 else []
    for of, to in pairs:
        if chance.random() < 0.7:
            line = reports(of, to, chance.choice((0, 0, 1, 1, 2)), chance.choice((None, None, 2, 3)))
            until = day(on(chance.choice((0, 1, 2)))) if chance.random() < 0.15 else None
            yield replace(line, served_until=until, kind="escalate" if chance.random() < 0.05 else "report")


def _rows_about_one(chance: Random, last: int) -> Iterator[FixedMeeting]:
    waived = chance.choice(((), (), ("gap",), ("reporting",), ("weekday",)))
    reason = "agreed" if waived else None
    if chance.random() < 0.15:
        at = day(on(chance.randrange(last)))
        yield FixedMeeting(at, "B", extra=chance.random() < 0.5, waive=waived, reason=reason)
    elif chance.random() < 0.1:
        yield FixedMeeting(None, "B", number=1, waive=waived or ("gap",), reason="agreed")


# -- what the contract says, once more


def unserved(problem: Problem, plan: Plan) -> tuple[set[tuple[str, date, int]], set[tuple[str, str, date]]]:
    """Return the meetings that go without a report and may, and the lines and days for which a report is missing."""
    allowed, missing = set(), set()
    earlier = () if problem.baseline is None else problem.baseline.live
    for line in (one for one in problem.reporting if one.kind == "report"):
        receivers = sorted((m for m in plan.live if m.body == line.to_body), key=lambda m: (m.date, m.start))
        feeders = [m for m in plan.live if m.body == line.from_body]
        feeders += [m for m in earlier if m.body == line.from_body and m.date < problem.settings.start_date]
        for place, receiver in enumerate(receivers):
            if problem.is_fact(receiver) or (line.served_until is not None and receiver.date <= line.served_until):
                continue
            if any(
                _near(problem, line, m.date, receiver.date) and (m.date, m.end) <= (receiver.date, receiver.start)
                for m in feeders
            ):
                continue
            if place == 0 and _owes(problem, line.to_body) >= 2 and not any(_could(problem, line, receiver.date)):
                allowed.add((receiver.body, receiver.date, receiver.start))
            else:
                missing.add((line.from_body, line.to_body, receiver.date))
    return allowed, missing


def _near(problem: Problem, line: ReportingLine, feeder: date, receiver: date) -> bool:
    clear = clear_working_days(problem, feeder, receiver)
    most = line.max_working_days
    return feeder <= receiver and clear >= line.min_working_days and (most is None or clear <= most)


def _could(problem: Problem, line: ReportingLine, receiver: date) -> Iterator[date]:
    feeder = problem.bodies[line.from_body]
    weekdays = feeder.weekdays or frozenset(range(5))
    for one in problem.days:
        own = one.weekday() in weekdays and (feeder.start_date or one) <= one <= (feeder.end_date or one)
        if own and (one < receiver or line.min_working_days == 0) and _near(problem, line, one, receiver):
            yield one


def _owes(problem: Problem, code: str) -> int:
    own = problem.bodies[code]
    cadence = own.cadence if own.meeting_day is None else problem.meeting_days[own.meeting_day].cadence
    if cadence.per_period is not None:
        first, last = own.start_date or date.min, own.end_date or date.max
        return cadence.per_period * sum(p.start_date <= last and p.end_date >= first for p in problem.periods)
    return cadence.minimum or cadence.maximum or 0


def uneven(problem: Problem, plan: Plan) -> set[tuple[str, tuple[date, ...]]]:
    """Return whose intervals are too short or too long, and the dates of the meetings that make them so."""
    first, last = problem.settings.start_date, problem.settings.end_date
    found = set()
    for code, own in problem.bodies.items():
        held = sorted((m for m in plan.live if m.body == code), key=lambda m: (m.date, m.start))
        before = () if problem.baseline is None else [m.date for m in problem.baseline.live if m.body == code]
        met = max((one for one in before if one < first), default=None)
        begin, end = max(first, own.start_date or first), min(last, own.end_date or last)
        most, least = own.max_gap_days, own.min_gap_days
        if most is not None and held:
            begin = met if met is not None and (first - met).days <= most else begin
            if (problem.open_from - begin).days > most:
                begin = problem.open_from
            chain = [(begin, ()), *((m.date, (m,)) for m in held), (end, ())]
            for (one, of), (two, to) in pairwise(chain):
                if (two - one).days > most and not all(problem.is_fact(m) for m in (*of, *to)):
                    found.add((code, tuple(m.date for m in (*of, *to))))
        regular = [m for m in held if not m.extra]
        if least is not None and regular:
            chain = [*([(met, ())] if met is not None else []), *((m.date, (m,)) for m in regular)]
            for (one, of), (two, to) in pairwise(chain):
                if (two - one).days < least and not all(problem.is_fact(m) for m in (*of, *to)):
                    found.add((code, tuple(m.date for m in (*of, *to))))
    return found
