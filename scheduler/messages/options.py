"""Good calendars to choose from: a table for the screen, sentences below it, a document for a program."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.domain.options import Option, day_words
from scheduler.domain.wording import counted, short_date
from scheduler.messages.documents import plan_summary

GAP = "  "
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_WHY = {
    "none_exists": "no {ordinal} calendar exists that differs enough: {differing}.",
    "not_in_time": "no {ordinal} calendar was found within the time limit. Give it longer with --time-limit.",
    "alike": "no {ordinal} calendar was found that differs enough: {differing}.",
    "stopped": "the search was stopped before a {ordinal} was found.",
}


def option_folder(folder: Path, option: Option) -> Path:
    """Return the folder of an option: the output folder itself for the best."""
    return folder if option.number == 1 else folder / "options" / str(option.number)


def option_lines(options: Sequence[Option]) -> Iterator[str]:
    """Yield a table with a row for each option, then its meeting days, and what speaks for and against it."""
    rows = [("", "Meetings", *(price.title for price in options[0].prices), "Other dates")]
    for one in options:
        prices = [f"{price.value}{_difference(price.difference)}" for price in one.prices]
        other = "" if one.number == 1 else f"{one.differing} of {len(one.plan.live)}"
        rows.append((one.name, str(len(one.plan.live)), *prices, other))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield "Fewer points are better; in brackets, the difference from option 1."
    for one in options:
        yield ""
        yield one.name
        for name, dates in one.days:
            if dates:
                yield f"  {name}: {day_words(dates)}: {', '.join(map(short_date, dates))}"
        yield f"  Weekdays: {one.pattern}"
        yield from (f"  For: {sentence}" for sentence in one.in_favour)
        yield from (f"  Against: {sentence}" for sentence in one.against)
        if not one.in_favour and not one.against:
            yield "  As good as the others in all that is counted."


def _difference(difference: int | None) -> str:
    if difference is None:
        return ""
    return f" ({difference:+d})" if difference else " (=)"


def why_fewer(options: Sequence[Option], asked: int, why: str | None) -> Iterator[str]:
    """Say why there are fewer calendars than asked for, if that is so."""
    if why is not None:
        days = any(dates for _, dates in options[0].days)
        differing = (
            "every meeting day on another date"
            if days
            else "at least a quarter of the meetings on another date than in each of the others"
        )
        sentence = _WHY[why].format(ordinal=_ORDINALS[len(options) + 1], differing=differing)
        yield f"{counted(len(options), 'calendar')} of the {asked} asked for: {sentence}"


def options_document(options: Sequence[Option], folder: Path, asked: int, why: str | None) -> dict[str, Any]:
    """Return the best plan's summary, and every option with what it costs."""
    return {
        **plan_summary(options[0].plan, folder),
        "options": [_option(one, option_folder(folder, one)) for one in options],
        "why_no_more": next(why_fewer(options, asked, why), None),
    }


def _option(one: Option, folder: Path) -> dict[str, Any]:
    return {
        "option": one.number,
        "status": one.plan.status,
        "folder": str(folder),
        "meetings": len(one.plan.live),
        "meeting_days": [{"meeting_day": o.meeting_day, "date": o.date.isoformat()} for o in one.plan.occurrences],
        "tiers": [
            {
                "tier": tier.name,
                "value": tier.value,
                "bound": tier.bound,
                "proven": tier.proven,
                "difference": price.difference,
            }
            for tier, price in zip(one.plan.tiers, one.prices, strict=True)
        ],
        "apologies": [{"person": code, "meetings": times} for code, _, times in one.apologies],
        "differing": one.differing,
        "avoided": [{"reason": reason, "meetings": number} for reason, number in one.avoided],
        "for": list(one.in_favour),
        "against": list(one.against),
    }
