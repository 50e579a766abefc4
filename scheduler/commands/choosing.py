"""The options of `plan --options` side by side for whoever chooses one: what each would change, and the one taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scheduler.commands.comparing import Comparison, Line, PersonLine, Which, compare
from scheduler.commands.sources import kept_input, read_kept, read_plan
from scheduler.commands.taking import take_option
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, listed
from scheduler.messages.differences import change_sentences
from scheduler.outputs.folder import options_in
from scheduler.outputs.history import Step
from scheduler.outputs.options.comparison import Option, compared


@dataclass(frozen=True)
class Choice:
    """One of the calendars to choose from; the first is the one that stands."""

    number: int
    name: str
    days: tuple[tuple[date, bool], ...]
    """The day of each meeting, and whether the calendar that stands has it on another day or not at all."""
    weekdays: str
    differing: int
    """Meetings on another day than in the calendar that stands."""
    than_first: tuple[str, ...]
    """What it grants less, and more, than that."""
    in_favour: tuple[str, ...]
    against: tuple[str, ...]
    changes: tuple[str, ...]
    """What would become of each meeting if it were taken, in sentences."""
    gains: tuple[str, ...]
    loses: tuple[str, ...]
    """Who has fewer, and who has more, apologies, substitutes or heavy weeks than in the calendar that stands."""


@dataclass(frozen=True)
class Choices:
    """The calendars to choose from, and all of them compared."""

    choices: tuple[Choice, ...]
    comparison: Comparison


def choices(folder: Path) -> Choices | None:
    """Compare the calendar of a folder with its options; None where it has none.

    Raises
    ------
    InputFaults
        If a calendar cannot be read.

    """
    problem, best = read_kept(folder)
    plans = [best, *(read_plan(one, problem).plan for one in options_in(folder))]
    if len(plans) == 1:
        return None
    numbers = [1, *(int(one.name) for one in options_in(folder))]
    names = ["Option 1: the calendar now", *(f"Option {number}" for number in numbers[1:])]
    which = [
        Which(name, folder, option=None if number == 1 else number) for name, number in zip(names, numbers, strict=True)
    ]
    comparison = compare(which)
    rows = zip(numbers, names, plans, compared(problem, plans), strict=True)
    found = (
        _choice(problem, (best, plan), option, (number, name), (place, comparison))
        for place, (number, name, plan, option) in enumerate(rows)
    )
    return Choices(tuple(found), comparison)


def take(folder: Path, number: int, as_of: datetime | None, step: Step) -> str:
    """Take an option in the place of the calendar that stands, and say what that changed.

    Raises
    ------
    InputFaults, Refused, CannotWrite, ChangedMeanwhile
        See `take_option`; nothing is changed then.

    """
    done = take_option(kept_input(folder), folder, number, as_of, step)
    changes = len(list(change_sentences(done.problem, done.before, done.plan)))
    what = counted(changes, "change") if changes else "Nothing has changed"
    return f"Option {number} is now the calendar: {what}. The one before is among the options."


def _choice(
    problem: Problem, plans: tuple[Plan, Plan], option: Option, called: tuple[int, str], of: tuple[int, Comparison]
) -> Choice:
    (best, plan), (number, name), (place, comparison) = plans, called, of
    return Choice(
        number,
        name,
        tuple(_days(comparison.lines, place)),
        option.pattern,
        option.differing,
        option.than_first,
        option.in_favour,
        option.against,
        tuple(change_sentences(problem, best, plan)),
        tuple(who_differs(comparison.people, place, -1)),
        tuple(who_differs(comparison.people, place, 1)),
    )


def _days(lines: Sequence[Line], place: int) -> Iterator[tuple[date, bool]]:
    return ((day, day != line.days[0]) for line in lines if (day := line.days[place]) is not None)


def who_differs(people: Sequence[PersonLine], place: int, sign: int) -> Iterator[str]:
    """Yield who has less of something in one calendar than in the first, or with another sign more; the most first."""
    found = []
    for one in people:
        parts, weight = [], 0
        for numbers, noun, plural in (
            (one.apologies, "apology", "apologies"),
            (one.substitutes, "substitute", None),
            (one.heavy_weeks, "heavy week", None),
        ):
            change = numbers[place] - numbers[0]
            if change * sign > 0:
                parts.append(f"{counted(abs(change), noun, plural)} {'more' if sign > 0 else 'fewer'}")
                weight += abs(change)
        if parts:
            found.append((-weight, one.name, f"{one.name}: {listed(parts)}"))
    return (words for _, _, words in sorted(found))
