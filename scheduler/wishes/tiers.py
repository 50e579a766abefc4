"""Tiers of wishes, the most important first, and what each of them is called."""

from dataclasses import dataclass

from scheduler.domain.wording import counted


@dataclass(frozen=True)
class TierWords:
    """What an officer calls a tier, and its points.

    Parameters
    ----------
    title : str
        Its name: `Apologies`.
    unit : str
        What costs points in it.
    point, points : str
        What one and several of its points are called in a sentence.
    column : str
        What stands above a column of its points, where that is not the title: `Meetings held` would read as so many.
    progress : str
        What a number of it is called while it is still made smaller, where that is not the title either.

    """

    title: str
    unit: str
    point: str
    points: str
    column: str = ""
    progress: str = ""


TIER_WORDS = {
    "held": TierWords(
        "Meetings held",
        "each meeting below the most a body may hold, and each that no report reaches",
        "meeting not held or not served",
        "meetings not held or not served",
        column="Not held",
        progress="Meetings not held or not served",
    ),
    "unmoved": TierWords(
        "Meetings left in place",
        "each meeting moved from the earlier calendar, by people and days",
        "point for moving published meetings",
        "points for moving published meetings",
        progress="Moves of published meetings, weighed by people and days",
    ),
    "apologies": TierWords(
        "Apologies",
        "each apology: 3 for a chair, 2 for another voting member, 1 for others",
        "point of apologies",
        "points of apologies",
    ),
    "substitutes": TierWords(
        "Substitutes",
        "each substitute: 1 for the first named, 2 for the second, and so on",
        "point of substitutes",
        "points of substitutes",
    ),
    "dates": TierWords(
        "Dates",
        "each wish about dates, themes and agendas that is not granted, by its weight",
        "point of wishes about dates",
        "points of wishes about dates",
        progress="Wishes about dates not granted",
    ),
    "rooms": TierWords(
        "Rooms",
        "each pound of hire, each ten empty seats, each change of room",
        "point of rooms",
        "points of rooms",
        progress="Pounds for rooms, and for rooms too large",
    ),
}
"""Tier -> its words, the most important first: a later tier never spoils an earlier one."""

TIERS = tuple(TIER_WORDS)


def tier_title(tier: str) -> str:
    """Return the name of a tier; one that is not known stands for itself, as everywhere below."""
    return TIER_WORDS[tier].title if tier in TIER_WORDS else tier


def tier_column(tier: str) -> str:
    """Return what stands above a column of a tier's points."""
    return (TIER_WORDS[tier].column if tier in TIER_WORDS else "") or tier_title(tier)


def tier_progress(tier: str) -> str:
    """Return what a number of a tier is called while it is still made smaller: `Apologies: 12`."""
    return (TIER_WORDS[tier].progress if tier in TIER_WORDS else "") or tier_title(tier)


def tier_points(tier: str, value: int) -> str:
    """Count the points of a tier in a sentence: `18 points of apologies`."""
    words = TIER_WORDS.get(tier)
    return counted(value, tier, tier) if words is None else counted(value, words.point, words.points)
