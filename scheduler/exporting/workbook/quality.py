"""How good the calendar is: what each tier of wishes costs, and every wish not granted with its price."""

from scheduler.domain.plan import Plan, Tier
from scheduler.domain.wording import counted
from scheduler.exporting.workbook.data_sheet import NUMBER, Column, DataSheet, Row
from scheduler.exporting.workbook.wording import in_words, yes_or_no

_TIERS = {
    "held": ("Meetings held", "each meeting below the most a body may hold"),
    "unmoved": ("Meetings left in place", "each meeting moved from the earlier calendar, by people and days"),
    "apologies": ("Apologies", "each apology: 3 for a chair, 2 for another voting member, 1 for others"),
    "substitutes": ("Substitutes", "each substitute: 1 for the first named, 2 for the second, and so on"),
    "dates": ("Dates", "each wish about dates, themes and agendas that is not granted, by its weight"),
    "rooms": ("Rooms", "each pound of hire, each ten empty seats, each change of room"),
}
_WISHES = {
    "held": "Hold as many meetings as may be held",
    "unmoved": "Leave published meetings where they are",
    "apologies": "Have everybody there",
    "substitutes": "Have members there in person",
    "avoid_dates": "Keep off dates to avoid",
    "soft_unavailability": "Keep off times that do not suit",
    "preferred_weekdays": "Meet on a preferred weekday",
    "even_spacing": "Space meetings evenly",
    "same_weekday": "Keep to one weekday",
    "theme_fit": "Use a theme in its period",
    "lunch_theme": "Give each lunch a theme",
    "sponsor_turns": "Let sponsors take turns",
    "agenda": "Put each due report on an agenda",
    "lunch_elsewhere": "Keep members free for the lunch",
    "room_cost": "Spend little on rooms",
    "room_fit": "Use rooms no larger than needed",
    "same_room": "Keep to one room",
}


def tiers_sheet(plan: Plan) -> DataSheet:
    """Return each tier in order of importance, with its value, its bound and what that means."""
    return DataSheet(
        name="Tiers",
        title=f"{plan.title}: how good the calendar is",
        about=("The wishes in order of importance: fewer points are better, and no later one spoils an earlier one.",),
        columns=(
            Column("Rank", 8, NUMBER),
            Column("Wishes", 24),
            Column("What costs points", 50),
            Column("Points", 10, NUMBER),
            Column("Cannot be below", 12, NUMBER),
            Column("Proven best", 11),
            Column("In words", 56),
        ),
        rows=tuple(_tier_row(number, tier) for number, tier in enumerate(plan.tiers, start=1)),
        nothing="This calendar was not made by the planner, so nothing is known of how good it is.",
    )


def _tier_row(rank: int, tier: Tier) -> Row:
    name, unit = _TIERS.get(tier.name, (in_words(tier.name), "each wish not granted, by its weight"))
    return (
        rank,
        name,
        in_words(unit),
        tier.value,
        tier.bound,
        yes_or_no(tier.proven),
        _verdict(tier),
    )


def _verdict(tier: Tier) -> str:
    if not tier.value:
        return "Every wish is granted."
    points = counted(tier.value, "point")
    if tier.proven:
        return f"{points}; proven that no calendar has fewer."
    return f"{points}; a better calendar may exist, but none with fewer than {tier.bound}."


def wishes_sheet(plan: Plan) -> DataSheet:
    """Return the wishes not granted, in order of importance and then of price."""
    order = {wish: number for number, wish in enumerate(_WISHES)}
    wishes = sorted(plan.wishes, key=lambda row: (order.get(row.wish, len(order)), -row.cost, row.subject, row.why))
    return DataSheet(
        name="Wishes",
        title=f"{plan.title}: wishes not granted",
        about=("What the calendar could not grant, the most important first, and the price of each in points.",),
        columns=(
            Column("Wish", 36),
            Column("Name in the input", 22),
            Column("About", 30),
            Column("Price", 9, NUMBER),
            Column("Why", 90),
        ),
        rows=tuple(
            (_WISHES.get(row.wish, in_words(row.wish)), row.wish, row.subject, row.cost, row.why) for row in wishes
        ),
        nothing="Every wish is granted.",
    )
