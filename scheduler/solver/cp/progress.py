"""What a listener hears while the solver works: sentences an officer would say."""

from collections.abc import Callable
from typing import TypeAlias

Listener: TypeAlias = Callable[[str], None]
"""Whoever wants to hear of progress; called from other threads too."""

FIRST_REASON = "First reason: "
"""How a sentence begins that is worth keeping in sight: why there is no plan, as soon as it is known."""

TIER_NOUNS = {
    "slots": "slots of meeting days",
    "held": "meetings that may be held and are not",
    "unmoved": "points for moves",
    "apologies": "points of apologies",
    "substitutes": "points of substitutes",
    "dates": "points of date wishes",
    "rooms": "points of room wishes",
}


def silence(sentence: str) -> None:
    """Hear nothing."""
    del sentence


def how_far(tier: str, value: int | None, bound: int | None) -> str:
    """Say how good the plan is in a tier, and how good it could be: `3 apologies; cannot be fewer than 2`."""
    noun = TIER_NOUNS[tier]
    if value is None:
        return f"Looking for as few {noun} as can be"
    if bound is None:
        return f"{value} {noun} so far"
    return f"{value} {noun}, and fewer there cannot be" if bound >= value else f"{value} {noun}; not fewer than {bound}"
