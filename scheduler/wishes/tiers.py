"""Tiers of wishes, the most important first, and what each of them is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.domain.wording import counted
from scheduler.languages import phrase, said


@dataclass(frozen=True)
class TierWords:
    """What an officer calls a tier.

    Parameters
    ----------
    title : str
        Its name: `Apologies`.
    unit : str
        What is counted in it.
    progress : str
        What a number of it is called while it is still made smaller, where that is not the title.

    """

    title: str
    unit: str
    progress: str = ""


TIER_WORDS = {
    "held": TierWords(
        phrase("Meetings held"),
        "meetings that a body may hold and does not, and those that no report reaches",
        progress="Meetings not held or not served",
    ),
    "unmoved": TierWords(
        phrase("Meetings left in place"),
        "meetings moved; then the people that concerns, and the days",
        progress="Meetings moved",
    ),
    "apologies": TierWords(
        phrase("Apologies"),
        "apologies; a chair's weighs most, then other voting members', then those of people without a vote",
    ),
    "substitutes": TierWords(
        phrase("Substitutes"),
        "substitutes; the first named in a member's list weighs least",
    ),
    "dates": TierWords(
        phrase("Dates"),
        "wishes about dates, themes and agendas, each by the weight the input gives it",
        progress="Wishes about dates not granted",
    ),
    "rooms": TierWords(
        phrase("Rooms"),
        "hire in pounds, rooms larger than needed, bodies in several rooms",
        progress="Hire of rooms, and rooms too large",
    ),
}
"""Tier -> its words, the most important first: a later tier never spoils an earlier one."""

TIERS = tuple(TIER_WORDS)

_COUNTED = {
    "held": ("meeting not held", "meetings not held"),
    "unmoved": ("meeting moved", "meetings moved"),
    "apologies": ("apology", "apologies"),
    "substitutes": ("substitute", "substitutes"),
    "dates": ("wish about dates", "wishes about dates"),
    "rooms": ("pound for rooms", "pounds for rooms"),
}
"""What one and several units of each tier are called where they are exchanged."""
EXCHANGE = "exchange"
"""What stands for a wish in a row that exchanges a unit of one tier for some of the next."""


def exchanged(names: Sequence[str], exchanges: Mapping[str, int]) -> list[dict[str, int]]:
    """Return the goals of a calendar in their order: each the tiers that are minimised together, with their weights.

    Parameters
    ----------
    names : sequence of str
        The tiers that stand, and whatever is minimised beside them, the most important first; what is no tier stays a
        goal by itself, behind the tiers among which it stands.
    exchanges : mapping of str to int
        By tier, how many units of the next one of its own is worth.

    """
    goals: list[dict[str, int]] = []
    last: str | None = None
    beside: list[dict[str, int]] = []
    for name in names:
        if name not in TIER_WORDS:
            beside.append({name: 1})
        elif last is not None and last in exchanges:
            goals[-1] = {**{tier: weight * exchanges[last] for tier, weight in goals[-1].items()}, name: 1}
            last = name
        else:
            goals += [*beside, {name: 1}]
            beside, last = [], name
    return [*goals, *beside]


def exchange_words(tier: str, units: int, other: str) -> str:
    """Say what is exchanged: `one meeting not held counts as 6 apologies by weight`."""
    return f"one {_COUNTED[tier][0]} counts as {counted(units, *_COUNTED[other])} by weight"


def exchange_sentence(tier: str, other: str, units: int) -> str:
    """Say what is exchanged as a sentence by itself."""
    words = exchange_words(tier, units, other)
    return f"{words[0].upper()}{words[1:]}, as the wishes say: the two are weighed together."


def tier_title(tier: str) -> str:
    """Return the name of a tier; one that is not known stands for itself, as everywhere below."""
    return said(TIER_WORDS[tier].title) if tier in TIER_WORDS else tier


def tier_progress(tier: str) -> str:
    """Return what a number of a tier is called while it is still made smaller: `Apologies: 12`."""
    return (TIER_WORDS[tier].progress if tier in TIER_WORDS else "") or tier_title(tier)
