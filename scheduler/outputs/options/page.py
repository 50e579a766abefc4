"""`options.html`: a summary, what speaks for and against each calendar, and every date."""

from collections.abc import Iterator, Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, long_date, short_date
from scheduler.outputs.naming import in_words
from scheduler.outputs.options.comparison import Option, day_words, rows_side_by_side
from scheduler.outputs.options.workbook import MOST_PEOPLE
from scheduler.outputs.pages.templates import rendered
from scheduler.wishes.quantities import of_tier
from scheduler.wishes.tiers import tier_title

Cell = str | list[str]
"""Words, or several paragraphs."""


def options_page(problem: Problem, options: Sequence[Option]) -> str:
    """Return the page as HTML, the same for the same calendars."""
    return rendered(
        "options/options.html",
        authority=problem.settings.authority,
        title=f"{problem.settings.title}: {counted(len(options), 'calendar')} to choose from",
        options=[(one, link(one)) for one in options],
        summary=list(_summary(options)),
        dates=list(_dates(problem, options)),
        input=problem.input_sha256[:12],
    )


def link(option: Option) -> str:
    """Return where an option's own page is, as seen from the comparison."""
    return "index.html" if option.number == 1 else f"options/{option.number}/index.html"


def _summary(options: Sequence[Option]) -> Iterator[tuple[str, Sequence[Cell]]]:
    """Yield the rows of the summary: what is compared, and a cell for each option."""
    first = options[0]
    yield "Meetings", [counted(len(one.plan.live), "meeting") for one in options]
    for place, (name, _) in enumerate(first.days):
        yield name, [_days(one, place) for one in options]
    for place, price in enumerate(first.prices):
        yield in_words(tier_title(price.tier)), [_in_tier(one, place) for one in options]
    if any(one.than_first for one in options):
        yield "All of it, compared with option 1", [_than_first(one) for one in options]
    yield "Who sends most apologies", [_people(one) for one in options]
    yield "Weekdays of all meetings", [one.pattern for one in options]
    yield "Days to avoid", [_avoided(one) for one in options]
    yield "Meetings on another date than in option 1", [_differing(one) for one in options]


def _in_tier(option: Option, place: int) -> list[str]:
    """Say what an option does not grant in a tier, a line for each, and how that differs from option 1."""
    price = option.prices[place]
    counts = of_tier(price.tier, option.counts)
    lines = [one.words for one in counts] or [
        "Every wish is granted" if not price.value else "Something is not granted"
    ]
    if price.difference is None:
        return lines
    if not price.difference:
        return [*lines, "As good as option 1"]
    return [*lines, f"{'Worse' if price.difference > 0 else 'Better'} than option 1"]


def _than_first(option: Option) -> list[str]:
    if option.number == 1:
        return ["This is option 1"]
    return list(option.than_first) or ["As much is granted"]


def _days(option: Option, place: int) -> list[str]:
    _, dates = option.days[place]
    return [f"{day_words(dates)}:", *map(long_date, dates)] if dates else ["None"]


def _people(option: Option) -> list[str]:
    if not option.apologies:
        return ["Nobody sends apologies"]
    shown = [f"{name}: {counted(times, 'meeting')}" for _, name, times in option.apologies[:MOST_PEOPLE]]
    rest = len(option.apologies) - MOST_PEOPLE
    return [*shown, f"and {counted(rest, 'other person', 'other people')}"] if rest > 0 else shown


def _avoided(option: Option) -> list[str]:
    if not option.avoided:
        return ["None is touched"]
    return [f"{reason}: {counted(number, 'meeting')}" for reason, number in option.avoided]


def _differing(option: Option) -> str:
    return "This is option 1" if option.number == 1 else f"{option.differing} of {len(option.plan.live)}"


def _dates(problem: Problem, options: Sequence[Option]) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Yield each meeting with its date in each option, and whether that differs from the first."""
    for name, number, dates in rows_side_by_side(problem, options):
        cells = [("Not held" if day is None else short_date(day), day != dates[0]) for day in dates]
        yield f"{name}, {number}", cells
