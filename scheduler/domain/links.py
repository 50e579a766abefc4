"""What two bodies keep to with one another: days or weeks they never share, or one after the other on a day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product

from scheduler.domain.bodies import Link
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import body_title, meeting_title
from scheduler.domain.verbs import Choices, Expression
from scheduler.domain.wording import counted

FOLLOWS = "follows"
DAYS_A_WEEK = 7
_NEVER = {
    "not_same_day": "on the same day",
    "not_next_day": "on one day and the next",
    "not_same_week": "in the same week, Monday to Sunday",
}
"""Of each kind that keeps two bodies apart, when they never meet."""


def sentence(problem: Problem, link: Link) -> str:
    """Say what a link asks for."""
    one, two = body_title(problem, link.from_body), body_title(problem, link.to_body)
    if link.kind == FOLLOWS:
        return f"Every meeting of {one} follows one of {two} on the same day, {_within(link)}."
    return f"{one} and {two} never meet {_NEVER[link.kind]}."


def _within(link: Link) -> str:
    return f"starting when that ends or at most {counted(link.minutes, 'minute')} later"


def asked(choices: Choices, link: Link) -> Iterator[tuple[tuple[Sitting, ...], list[Expression]]]:
    """Yield the meetings of which a link asks something, and expressions of which none may exceed zero.

    Each is at most one. Of facts nothing is asked, but they are neighbours like others.
    """
    ones, twos = choices.sittings_of(link.from_body), choices.sittings_of(link.to_body)
    pairs: Iterable[tuple[Sitting, ...]] = product(ones, twos) if link.kind != FOLLOWS else ((one,) for one in ones)
    for of in pairs:
        if not all(map(choices.is_fact, of)):
            found = _after(choices, link, of[0], twos) if link.kind == FOLLOWS else _together(choices, link.kind, *of)
            if found:
                yield of, found


def _after(choices: Choices, link: Link, one: Sitting, others: Sequence[Sitting]) -> list[Expression]:
    """Return, for each day and start of a meeting, whether it is held then and follows none of the others."""
    found = []
    for day, start in choices.placements(one):
        here = choices.held_at(one, day, start)
        if here is not choices.no:
            before = [
                choices.held_at(other, day, theirs)
                for other in others
                for theirs in other.starts
                if 0 <= start - theirs - other.duration <= link.minutes
            ]
            found.append(here - sum(before))
    return found


def _together(choices: Choices, kind: str, one: Sitting, two: Sitting) -> list[Expression]:
    """Return, for each two days that may not both be, how many of two meetings more than one are held there."""
    found = []
    theirs = _by_stretch(choices, kind, two)
    for stretch, days in _by_stretch(choices, kind, one).items():
        for other in (stretch - 1, stretch + 1) if kind == "not_next_day" else (stretch,):
            if other in theirs:
                here = choices.any_of(choices.held_on(one, day) for day in days)
                there = choices.any_of(choices.held_on(two, day) for day in theirs[other])
                found.append(here + there - 1)
    return found


def _by_stretch(choices: Choices, kind: str, sitting: Sitting) -> dict[int, list[date]]:
    """Return the days on which a meeting may be held by number, or by the number of their week."""
    found: dict[int, list[date]] = {}
    for day in choices.open_days(sitting):
        number = (day.toordinal() - 1) // DAYS_A_WEEK if kind == "not_same_week" else day.toordinal()
        found.setdefault(number, []).append(day)
    return found


def not_kept(problem: Problem, plan: Plan, link: Link) -> Iterator[tuple[tuple[Meeting, ...], str]]:
    """Yield the meetings of a plan that do not keep to a link, and a sentence that says so."""
    ones, twos = plan.of_body(link.from_body), plan.of_body(link.to_body)
    if link.kind == FOLLOWS:
        for one in ones:
            if not problem.is_fact(one) and not any(_follows(link, one, two) for two in twos):
                name = body_title(problem, link.to_body)
                yield (one,), f"{meeting_title(problem, one)} follows no meeting of {name} on its day, {_within(link)}."
        return
    for one, two in product(ones, twos):
        if _meet(link.kind, one.date, two.date) and not problem.facts(one, two):
            titles = f"{meeting_title(problem, one)} and {meeting_title(problem, two)}"
            yield (one, two), f"{titles}: the two bodies are never to meet {_NEVER[link.kind]}."


def _follows(link: Link, one: Meeting, two: Meeting) -> bool:
    """Whether a meeting is on the day of another, and starts when that ends or so many minutes later at most."""
    return one.date == two.date and 0 <= one.start - two.end <= link.minutes


def _meet(kind: str, one: date, two: date) -> bool:
    """Whether two days are such as two bodies may not meet on."""
    if kind == "not_same_week":
        return one.isocalendar()[:2] == two.isocalendar()[:2]
    return abs((one - two).days) == (1 if kind == "not_next_day" else 0)
