"""How good the calendar is, tier by tier, in plain words."""

from collections import Counter

from scheduler.domain.plan import Tier
from scheduler.domain.wish_words import TIER_WORDS, WISH_WORDS
from scheduler.outputs.pages.markup import Html, element
from scheduler.outputs.pages.year import Year


def quality(year: Year) -> Html | None:
    """Return what is known of how good the plan is; None where nothing is."""
    if not year.plan.tiers and not year.plan.wishes:
        return None
    return element(
        "section",
        element("h2", "How good this calendar is"),
        element(
            "p",
            "A calendar costs points for what it cannot grant. The lines of the first table are in order of "
            "importance: none was made cheaper at the price of one above it. The workbook lists each wish, and why.",
        ),
        _tiers(year) if year.plan.tiers else None,
        _wishes(year) if year.plan.wishes else None,
        id="quality",
    )


def _tiers(year: Year) -> Html:
    rows = (
        element(
            "tr",
            element("th", _about(tier), scope="row"),
            element("td", f"{tier.value:,}", class_="figure"),
            element("td", _verdict(tier)),
        )
        for tier in year.plan.tiers
    )
    return _table("In order of importance", ("What costs points", "Points", "Could it be fewer?"), *rows)


def _about(tier: Tier) -> str:
    words = TIER_WORDS.get(tier.name)
    return tier.name if words is None else f"{words[0]}: {words[1]}"


def _verdict(tier: Tier) -> str:
    if not tier.value:
        return "Every wish is granted"
    return "No, this is proven" if tier.proven else f"Perhaps, but not below {tier.bound:,}"


def _wishes(year: Year) -> Html:
    times: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for wish in year.plan.wishes:
        times[wish.wish] += 1
        points[wish.wish] += wish.cost
    order = {wish: number for number, wish in enumerate(WISH_WORDS)}
    rows = (
        element(
            "tr",
            element("th", WISH_WORDS.get(name, name), scope="row"),
            element("td", f"{times[name]:,}", class_="figure"),
            element("td", f"{points[name]:,}", class_="figure"),
        )
        for name in sorted(times, key=lambda name: (order.get(name, len(order)), name))
    )
    return _table("Wishes that are not granted in full", ("Wish", "Times not granted", "Points"), *rows)


def _table(caption: str, columns: tuple[str, ...], *rows: Html) -> Html:
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", column, scope="col") for column in columns))),
        element("tbody", *rows),
        class_="plain",
    )
