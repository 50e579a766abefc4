"""From one meeting of a body (or meeting day) to its next there are not too few and not too many days.

The year has edges: its first meeting follows the last of the year before, where the baseline tells of it, or the
calendar's first day; after its last there are not too many days to the calendar's end. A recess counts like any days.
Source: constitutions that bound the interval (Bracknell Forest 2022-23: planning never more than five weeks apart).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import met_before
from scheduler.domain.changes import with_fields
from scheduler.domain.meant import regular
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sittings import Turn
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression, InTurn, Post
from scheduler.domain.wording import counted, listed, long_date
from scheduler.rules.protocol import Ease, Remedy, Rule

RULE = Rule(
    "gap",
    source="constitutions that bound the interval between meetings (Bracknell Forest 2022-23)",
    about=DATES,
    touches={DATES},
    horizon=YEAR,
    ease=Ease.GAP,
    scope=MOVER,
)


LAST_YEAR = "its last meeting of the year before"


@dataclass(frozen=True)
class Edges:
    """The ends of the year of a body, or of a meeting day."""

    first: date
    """The day from which the first meeting is reckoned."""
    last: date
    """The day up to which the last one reaches."""
    met: date | None = None
    """When it met last before the calendar, by the baseline, for its cadence: an extra is never too near."""
    since: str = ""
    """What the first day is, in words."""
    until: str = ""
    """What the last day is, in words."""


def edges(problem: Problem, subject: Body | MeetingDay) -> Edges:
    """Return the ends of a year: the calendar's, within its life, or its last meeting of an earlier year.

    What was so long ago that no day of the calendar, or none that is still to come, is near enough binds nothing. A
    meeting day begins anew each year: what its bodies met before, those that have limits of their own count.
    """
    settings = problem.settings
    founded, dissolved = (subject.start_date, subject.end_date) if isinstance(subject, Body) else (None, None)
    first, since = max((settings.start_date, "the calendar's first day"), (founded or date.min, "its founding"))
    last, until = min((settings.end_date, "the calendar's last day"), (dissolved or date.max, "its dissolution"))
    before, regular = (
        (met_before(problem, subject), met_before(problem, subject, extras=False))
        if isinstance(subject, Body)
        else ((), ())
    )
    met, latest = max(regular, default=None), max(before, default=None)
    if latest is not None and (settings.start_date - latest).days <= (subject.max_gap_days or 0):
        first, since = latest, LAST_YEAR
    if first + timedelta(days=subject.max_gap_days or 0) < problem.open_from:
        first, since = problem.open_from, "the day of planning"
    return Edges(first, last, met, since, until)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Keep each meeting at the asked distance from the one before it, and the year's edges from its first and last."""
    for meeting_day in problem.meeting_days.values():
        beside = [gathering for gathering in choices.gatherings_of(meeting_day.code) if gathering.extra]
        _keep_apart(problem, meeting_day, beside, choices, post)
    for body in problem.bodies.values():
        extras = [sitting for sitting in choices.sittings_of(body.code) if sitting.extra]
        _keep_apart(problem, body, extras, choices, post)


def _keep_apart(
    problem: Problem, subject: Body | MeetingDay, extras: Sequence[InTurn], choices: Choices, post: Post
) -> None:
    placed = choices.in_turn(subject)
    least, most = subject.min_gap_days, subject.max_gap_days
    reason = Reason(RULE.name, subject.code, f"{subject.name} leaves {limits_in_words(subject)}.")
    for one, *between, two in _neighbours(placed, all_may_be_held=not post.partial):
        gap = choices.day_number(two) - choices.day_number(one)
        both = (choices.held(one), choices.held(two), *(~choices.held(skipped) for skipped in between))
        if least is not None:
            post.require(gap >= least, reason, both, of=(one, two))
        if most is not None and not extras:
            post.require(gap <= most, reason, both, of=(one, two))
    if most is not None and extras:
        for one in (*placed, *extras):
            _followed(one, [other for other in (*placed, *extras) if other is not one], most, reason, choices, post)
    year = edges(problem, subject)
    if least is not None and year.met is not None:
        soonest = (year.met - problem.settings.start_date).days + least
        for one in placed if post.partial else placed[:1]:
            if soonest > 0 and not any(map(choices.is_fact, placed)):
                post.require(choices.day_number(one) >= soonest, reason, (choices.held(one),), of=(one,))
    if most is not None:
        _reach_the_edges(problem, subject, extras, reason, choices, post)


def limits_in_words(subject: Body | MeetingDay) -> str:
    """Say how many days there are to be: `at least 7 days and at most 28 days from one meeting to the next`."""
    least, most = subject.min_gap_days, subject.max_gap_days
    limits = [] if least is None else [f"at least {counted(least, 'day')}"]
    limits += [] if most is None else [f"at most {counted(most, 'day')}"]
    edge = "" if most is None else ", and from the year's ends"
    return f"{listed(limits)} from one meeting to the next{edge}"


def _reach_the_edges(
    problem: Problem,
    subject: Body | MeetingDay,
    extras: Sequence[InTurn],
    reason: Reason,
    choices: Choices,
    post: Post,
) -> None:
    """Let the first meeting be near enough to the year's first day, and the last one to its last; nothing of facts.

    Where all that is placed is held, in order, that is said of the first and the last; otherwise of any meeting there.
    """
    placed, start, year = choices.in_turn(subject), problem.settings.start_date, edges(problem, subject)
    everything = [*placed, *extras]
    asked = [one for one in everything if not choices.is_fact(one)]
    reach = timedelta(days=subject.max_gap_days or 0)
    latest, earliest = year.first + reach, year.last - reach
    in_order = not extras and not post.partial
    if asked and len(asked) == len(everything) and latest < year.last:
        if in_order and not _comes_later(subject):
            here = choices.day_number(asked[0])
            post.require(here <= (latest - start).days, reason, (choices.held(asked[0]),), of=asked[:1])
        else:
            _one_of(asked, _held_on(choices, everything, start, latest), reason, choices, post, last=False)
    if asked and earliest > year.first:
        if in_order and _all_are_owed(subject):
            here = choices.day_number(asked[-1])
            post.require(here >= (earliest - start).days, reason, (choices.held(asked[-1]),), of=asked[-1:])
        else:
            _one_of(asked, _held_on(choices, everything, earliest, year.last), reason, choices, post, last=True)


def _comes_later(subject: Body | MeetingDay) -> bool:
    """Whether a body may not be there yet at the first occurrence of its meeting day."""
    return isinstance(subject, Body) and subject.meeting_day is not None and subject.start_date is not None


def _all_are_owed(subject: Body | MeetingDay) -> bool:
    """Whether its cadence leaves none of its meetings open."""
    cadence = subject.cadence
    return cadence.per_period is not None or (cadence.minimum is not None and cadence.minimum == cadence.maximum)


def _held_on(choices: Choices, placed: Sequence[InTurn], first: date, last: date) -> Expression:
    return sum(choices.held_on(one, day) for one in placed for day in choices.open_days(one) if first <= day <= last)


def _one_of(
    asked: Sequence[InTurn], near: Expression, reason: Reason, choices: Choices, post: Post, *, last: bool
) -> None:
    """Let a meeting be on one of the days near an edge, if any is held, or the outermost be one that is not asked."""
    waiving = [one for one in asked if not isinstance(one, Turn) and one.extra and RULE.name in one.waived]
    regular = [one for one in asked if isinstance(one, Turn) or not one.extra]
    in_reach, *outermost = choices.one_of(1 + len(waiving)) if waiving else (~choices.no,)
    for end, chosen in zip(waiving, outermost, strict=True):
        here = choices.day_number(end)
        for other in asked:
            there = choices.day_number(other)
            post.require(there <= here if last else here <= there, reason, (choices.held(other), chosen))
    for one in asked if post.partial or len(regular) < len(asked) else asked[:1]:
        outer = regular[-1:] if last else regular[:1]
        post.require(near >= 1, reason, (choices.held(one), in_reach), of=outer)


def _followed(one: InTurn, others: Sequence[InTurn], most: int, reason: Reason, choices: Choices, post: Post) -> None:
    """Let a meeting be the last, or some other come no more than so many days after it, in whatever order they are."""
    last, *next_ones = choices.one_of(1 + len(others))
    here = choices.day_number(one)
    for other, follows in zip(others, next_ones, strict=True):
        there = choices.day_number(other)
        post.require(there <= here, reason, (choices.held(one), choices.held(other), last), of=(one, other))
        post.require(choices.held(other) == 1, reason, (choices.held(one), follows))
        post.require(there >= here + 1, reason, (choices.held(one), follows))
        post.require(there <= here + most, reason, (choices.held(one), follows))


def _neighbours(placed: Sequence[InTurn], *, all_may_be_held: bool) -> Iterator[Sequence[InTurn]]:
    """Yield what may follow one upon another, with what is then not held between; an explanation may lift any."""
    for first in range(len(placed)):
        last = min(first + 2, len(placed)) if all_may_be_held else len(placed)
        for end in range(first + 1, last):
            yield placed[first : end + 1]


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find successive meetings that lie too near or too far apart, and first and last ones too far from the edges."""
    for body in problem.bodies.values():
        yield from _breaches(problem, plan, body, plan.of_body(body.code))
    for meeting_day in problem.meeting_days.values():
        yield from _breaches(problem, plan, meeting_day, plan.occurrences_of(meeting_day.code))


def _breaches(
    problem: Problem, plan: Plan, subject: Body | MeetingDay, held: Sequence[Meeting | Occurrence]
) -> Iterator[Breach]:
    """Yield the gaps between dates that are too short or too long; of facts alone nothing is asked.

    What is held beside the cadence makes no gap too short, and cuts a long one in two.
    """
    least, most, year = subject.min_gap_days, subject.max_gap_days, edges(problem, subject)
    found: list[tuple[date, date, str, tuple[Meeting | Occurrence, ...]]] = []
    if least is not None:
        cadence = regular(problem, plan, subject)
        if cadence and year.met is not None and (cadence[0].date - year.met).days < least:
            found.append((year.met, cadence[0].date, f"at least {least}", cadence[:1]))
        for one, two in pairwise(cadence):
            if (two.date - one.date).days < least:
                found.append((one.date, two.date, f"at least {least}", (one, two)))
    if most is not None and held:
        dates = [year.first, *(one.date for one in held), year.last]
        ends = [held[:1], *pairwise(held), held[-1:]]
        gaps = zip(pairwise(dates), ends, strict=True)
        found += [(one, two, f"at most {most}", tuple(of)) for (one, two), of in gaps if (two - one).days > most]
    for first, last, limit, of in sorted(found, key=lambda gap: gap[:3]):
        if not problem.facts(*of):
            message = f"{subject.name}: {_gap_in_words(year, of, first, last)}; there have to be {limit}."
            bodies = (subject.code,) if isinstance(subject, Body) else ()
            yield Breach(RULE.name, message, bodies=bodies, dates=tuple(one.date for one in of))


def _gap_in_words(year: Edges, of: Sequence[Meeting | Occurrence], first: date, last: date) -> str:
    """Say how many days there are from one date to another, and what is there where that is no meeting of the year."""
    dates = [one.date for one in of]
    since = year.since if first == year.first else LAST_YEAR
    before = "" if first in dates else f" ({since})"
    after = "" if last in dates else f" ({year.until})"
    return f"{counted((last - first).days, 'day')} from {long_date(first)}{before} to {long_date(last)}{after}"


A_WEEK, MOST_STEPS = 7, 6
"""Days by which a gap is eased, and how often that is tried."""


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield a gap that is a week shorter at least, or longer at most, then two, and so on; then none."""
    subject = problem.bodies.get(reason.subject) or problem.meeting_days.get(reason.subject)
    if subject is None:
        return
    least, most = subject.min_gap_days, subject.max_gap_days
    for weeks in range(1, MOST_STEPS + 1):
        if least is not None and least > A_WEEK * (weeks - 1):
            fewer = max(least - A_WEEK * weeks, 0)
            words = f"Let {subject.name} meet again after {counted(fewer, 'day')}, not {least}."
            yield Remedy(words, with_fields(problem, subject.code, min_gap_days=fewer), Ease.GAP)
        if most is not None:
            words = f"Let {subject.name} leave up to {most + A_WEEK * weeks} days between meetings, not {most}."
            yield Remedy(words, with_fields(problem, subject.code, max_gap_days=most + A_WEEK * weeks), Ease.GAP)
