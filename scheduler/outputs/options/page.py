"""The page of the comparison: a summary, what speaks for and against each calendar, and every date side by side."""

from collections.abc import Sequence

from scheduler.domain.options import Option, day_words, rows_side_by_side
from scheduler.domain.problem import Problem
from scheduler.domain.wish_words import TIER_WORDS
from scheduler.domain.wording import counted, long_date, short_date
from scheduler.outputs.pages.markup import Content, Html, element, joined
from scheduler.outputs.pages.shell import document
from scheduler.outputs.pages.style import STYLE

_STYLE = """
.options { width: 100%; min-width: 44rem; margin-bottom: 1.5rem }
.options th, .options td {
  text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line);
}
.options thead th { border-bottom: 2px solid var(--strong) }
.options tbody th { width: 14rem }
.options td p + p { margin-top: .25rem }
.choices { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)) }
article h4 { margin: .75rem 0 .25rem; font-size: 1rem }
article ul { list-style: disc; padding-left: 1.25rem }
@media print {
  .options { min-width: 0; font-size: 9pt }
  main > section { break-before: auto }
}
"""
_TITLES = {"summary": "Side by side", "arguments": "For and against", "dates": "Every date"}
MOST_PEOPLE = 5


def options_page(problem: Problem, options: Sequence[Option]) -> str:
    """Return the page as HTML, the same for the same calendars."""
    title = f"{problem.settings.title}: {counted(len(options), 'calendar')} to choose from"
    links = (element("li", element("a", words, href=f"#{name}")) for name, words in _TITLES.items())
    authority = problem.settings.authority
    return document(
        title,
        f"{STYLE}{_STYLE}",
        element("a", "Skip to the comparison", class_="skip", href="#summary"),
        element(
            "header",
            element("p", authority, class_="authority") if authority else None,
            element("h1", title),
            element("p", "Each keeps every rule. Option 1 is the best that was found.", class_="summary"),
            element("nav", element("ul", *links), aria_label="On this page"),
        ),
        element("main", _summary(options), _arguments(options), _dates(problem, options)),
        element("footer", element("p", f"Made by meeting-day from the input {problem.input_sha256[:12]}.")),
    )


def link(option: Option) -> str:
    """Return where an option's own page is, as seen from the comparison."""
    return "index.html" if option.number == 1 else f"options/{option.number}/index.html"


def _summary(options: Sequence[Option]) -> Html:
    about = (
        "Points count wishes that are not granted: fewer are better, and the rows of points are in order of importance."
    )
    rows = [
        _row("Meetings", [counted(len(one.plan.live), "meeting") for one in options]),
        *(_row(name, [_days(one, place) for one in options]) for place, (name, _) in enumerate(options[0].days)),
        *(
            _row(_about(options[0].prices[place].tier), [one.prices[place].words for one in options])
            for place in range(len(options[0].prices))
        ),
        _row("Who sends most apologies", [_people(one) for one in options]),
        _row("Weekdays of all meetings", [one.pattern for one in options]),
        _row("Days to avoid", [_avoided(one) for one in options]),
        _row("Meetings on another date than in option 1", [_differing(one) for one in options]),
    ]
    table = _table("Each option in one column", options, rows)
    return element("section", element("h2", _TITLES["summary"]), element("p", about), table, id="summary")


def _about(tier: str) -> str:
    words = TIER_WORDS.get(tier)
    return tier if words is None else f"{words[0]} ({words[1]})"


def _days(option: Option, place: int) -> Html:
    _, dates = option.days[place]
    if not dates:
        return element("p", "None")
    return joined(element("p", f"{day_words(dates)}:"), *(element("p", long_date(day)) for day in dates))


def _people(option: Option) -> Html:
    if not option.apologies:
        return element("p", "Nobody sends apologies")
    shown = [element("p", f"{name}: {counted(times, 'meeting')}") for _, name, times in option.apologies[:MOST_PEOPLE]]
    rest = len(option.apologies) - MOST_PEOPLE
    return joined(*shown, element("p", f"and {counted(rest, 'other person', 'other people')}") if rest > 0 else None)


def _avoided(option: Option) -> Html:
    if not option.avoided:
        return element("p", "None is touched")
    return joined(*(element("p", f"{reason}: {counted(number, 'meeting')}") for reason, number in option.avoided))


def _differing(option: Option) -> str:
    return "This is option 1" if option.number == 1 else f"{option.differing} of {len(option.plan.live)}"


def _row(heading: str, cells: Sequence[Content]) -> Html:
    return element("tr", element("th", heading, scope="row"), *(element("td", cell) for cell in cells))


def _table(caption: str, options: Sequence[Option], rows: Sequence[Html]) -> Html:
    headings = [element("th", element("a", one.name, href=link(one)), scope="col") for one in options]
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", element("td"), *headings)),
            element("tbody", *rows),
            class_="options",
        ),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=caption,
    )


def _arguments(options: Sequence[Option]) -> Html:
    choices = element("div", *map(_argument, options), class_="choices")
    return element("section", element("h2", _TITLES["arguments"]), choices, id="arguments")


def _argument(option: Option) -> Html:
    return element(
        "article",
        element("h3", element("a", option.name, href=link(option))),
        element("h4", "For"),
        _listed(option.in_favour, "Nothing in which it is better than the others."),
        element("h4", "Against"),
        _listed(option.against, "Nothing in which another is better."),
    )


def _listed(sentences: Sequence[str], nothing: str) -> Html:
    if not sentences:
        return element("p", nothing)
    return element("ul", *(element("li", sentence) for sentence in sentences))


def _dates(problem: Problem, options: Sequence[Option]) -> Html:
    about = "Dates that differ from those of option 1 are in bold. What sits in a meeting day is on its dates."
    rows = []
    for name, number, dates in rows_side_by_side(problem, options):
        cells = [
            element("td", element("strong", words) if day != dates[0] else words)
            for day in dates
            for words in ["Not held" if day is None else short_date(day)]
        ]
        rows.append(element("tr", element("th", f"{name}, {number}", scope="row"), *cells))
    table = _table("Meetings in order of date", options, rows)
    return element("section", element("h2", _TITLES["dates"]), element("p", about), table, id="dates")
