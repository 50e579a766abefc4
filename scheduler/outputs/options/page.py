"""`options.html`: a summary, what speaks for and against each calendar, and every date."""

from collections.abc import Iterator, Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.titles import authority_title
from scheduler.domain.wording import counted, long_date, short_date
from scheduler.languages import in_language, said, said_of
from scheduler.outputs.naming import capital
from scheduler.outputs.options.comparison import Option, day_words, rows_side_by_side
from scheduler.outputs.options.workbook import MOST_PEOPLE
from scheduler.outputs.pages.editions import PageEdition
from scheduler.outputs.pages.templates import rendered
from scheduler.wishes.quantities import of_tier
from scheduler.wishes.tiers import tier_title

Cell = str | list[str]
"""Words, or several paragraphs."""


def options_page(problem: Problem, options: Sequence[Option], editions: Sequence[PageEdition] = ()) -> str:
    """Return the page as HTML, the same for the same calendars, in the language in which they were compared."""
    return rendered(
        "options/options.html",
        editions=editions,
        authority=authority_title(problem),
        title=said_of(
            len(options),
            "{title}: {number} calendar to choose from",
            "{title}: {number} calendars to choose from",
            title=in_language(problem.settings.title, problem.settings.welsh_title),
        ),
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
    yield said("Meetings"), [counted(len(one.plan.live), "meeting") for one in options]
    for place, (name, _) in enumerate(first.days):
        yield name, [_days(one, place) for one in options]
    for place, price in enumerate(first.prices):
        yield capital(tier_title(price.tier)), [_in_tier(one, place) for one in options]
    if any(one.than_first for one in options):
        yield said("All of it, compared with option 1"), [_than_first(one) for one in options]
    yield said("Who sends most apologies"), [_people(one) for one in options]
    yield said("Weekdays of all meetings"), [one.pattern for one in options]
    yield said("Days to avoid"), [_avoided(one) for one in options]
    yield said("Meetings on another date than in option 1"), [_differing(one) for one in options]


def _in_tier(option: Option, place: int) -> list[str]:
    """Say what an option does not grant in a tier, a line for each, and how that differs from option 1."""
    price = option.prices[place]
    counts = of_tier(price.tier, option.counts)
    lines = [capital(one.words) for one in counts] or [
        said("Every wish is granted") if not price.value else said("Something is not granted")
    ]
    if price.difference is None:
        return lines
    if not price.difference:
        return [*lines, said("As good as option 1")]
    return [*lines, said("Worse than option 1") if price.difference > 0 else said("Better than option 1")]


def _than_first(option: Option) -> list[str]:
    if option.number == 1:
        return [said("This is option 1")]
    return list(map(capital, option.than_first)) or [said("As much is granted")]


def _days(option: Option, place: int) -> list[str]:
    _, dates = option.days[place]
    return [f"{day_words(dates)}:", *map(long_date, dates)] if dates else [said("None")]


def _people(option: Option) -> list[str]:
    if not option.apologies:
        return [said("Nobody sends apologies")]
    shown = [f"{name}: {counted(times, 'meeting')}" for _, name, times in option.apologies[:MOST_PEOPLE]]
    rest = len(option.apologies) - MOST_PEOPLE
    return [*shown, said_of(rest, "and {number} other person", "and {number} other people")] if rest > 0 else shown


def _avoided(option: Option) -> list[str]:
    if not option.avoided:
        return [said("None is touched")]
    return [f"{reason}: {counted(number, 'meeting')}" for reason, number in option.avoided]


def _differing(option: Option) -> str:
    return (
        said("This is option 1")
        if option.number == 1
        else said("{number} of {all}", number=option.differing, all=len(option.plan.live))
    )


def _dates(problem: Problem, options: Sequence[Option]) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Yield each meeting with its date in each option, and whether that differs from the first."""
    for name, number, dates in rows_side_by_side(problem, options):
        cells = [(said("Not held") if day is None else short_date(day), day != dates[0]) for day in dates]
        yield f"{name}, {number}", cells
