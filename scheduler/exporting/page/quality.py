"""How good the calendar is, tier by tier, in plain words."""

from collections import Counter

from scheduler.domain.plan import Tier
from scheduler.exporting.page.markup import Html, element
from scheduler.exporting.page.year import Year

_TIERS = {
    "held": "Meetings a body may hold, up to a number, that are not held",
    "unmoved": "Changes from the calendar before, weighted by how many people they touch and how far they go",
    "apologies": "Apologies: a chair's counts 3, a vice-chair's or another voting member's 2, anyone else's 1",
    "substitutes": "Substitutes sent: the first named counts 1, the second 2, and so on",
    "dates": "Dates that are less than ideal, in points",
    "rooms": "Rooms that cost more, fit less well or change, in points",
}

_WISHES = {
    "held": "A meeting that could be held",
    "unmoved": "A meeting that stays where it was",
    "apologies": "A member who attends",
    "substitutes": "A member who sits in person",
    "avoid_dates": "No meeting on a day better avoided",
    "soft_unavailability": "No meeting when someone, or the room, would rather not",
    "preferred_weekdays": "A preferred weekday",
    "even_spacing": "Even spaces between a body's meetings",
    "same_weekday": "The same weekday each time",
    "theme_fit": "A theme in the period it suits",
    "lunch_theme": "A theme for each lunch",
    "sponsor_turns": "Sponsors in turn",
    "agenda": "A meeting in time for each report",
    "lunch_elsewhere": "Nobody booked elsewhere over the lunch",
    "room_cost": "A room that costs little",
    "room_fit": "A room of the right size",
    "same_room": "The same room each time",
}


def quality(year: Year) -> Html | None:
    """Return what is known of how good the plan is; None where nothing is."""
    if not year.plan.tiers and not year.plan.wishes:
        return None
    return element(
        "section",
        element("h2", "How good this calendar is"),
        element(
            "p",
            "No rule is broken to grant a wish, and no later line of this table was bettered at the price of an "
            "earlier one. The workbook lists each wish that is not granted, and why.",
        ),
        _tiers(year) if year.plan.tiers else None,
        _wishes(year) if year.plan.wishes else None,
        id="quality",
    )


def _tiers(year: Year) -> Html:
    head = element(
        "tr", *(element("th", text, scope="col") for text in ("What is kept low", "Value", "Could it be lower?"))
    )
    return element(
        "table",
        element("caption", "In order of importance"),
        element("thead", head),
        element("tbody", *(_tier(tier) for tier in year.plan.tiers)),
        class_="plain",
    )


def _tier(tier: Tier) -> Html:
    lower = "No: this is proven" if tier.proven else f"Perhaps, but not below {tier.bound:,}"
    return element(
        "tr",
        element("th", _TIERS.get(tier.name, tier.name), scope="row"),
        element("td", f"{tier.value:,}", class_="figure"),
        element("td", lower),
    )


def _wishes(year: Year) -> Html:
    times = Counter(wish.wish for wish in year.plan.wishes)
    price: Counter[str] = Counter()
    for wish in year.plan.wishes:
        price[wish.wish] += wish.cost
    head = element(
        "tr", *(element("th", text, scope="col") for text in ("Wish", "Times not granted", "Price in points"))
    )
    rows = (
        element(
            "tr",
            element("th", _WISHES.get(name, name), scope="row"),
            element("td", f"{count:,}", class_="figure"),
            element("td", f"{price[name]:,}", class_="figure"),
        )
        for name, count in times.items()
    )
    return element(
        "table",
        element("caption", "Wishes this calendar does not grant in full"),
        element("thead", head),
        element("tbody", *rows),
        class_="plain",
    )
