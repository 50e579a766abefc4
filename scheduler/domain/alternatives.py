"""What an officer can do about a change: move meetings, name a substitute, or accept apologies, each at its cost."""

from dataclasses import dataclass

MOVE, SUBSTITUTE, ACCEPT = "move", "substitute", "accept"


@dataclass(frozen=True)
class Alternative:
    """One way to put things right, or to live with them."""

    kind: str
    """`move`, `substitute` or `accept`."""
    words: str
    """What it is, in a sentence."""
    possible: bool
    """Whether no rule comes to be broken by it that is kept now."""
    meetings_moved: int = 0
    people_affected: int = 0
    apologies: int = 0
    """Points of apologies more than before the change (fewer where negative)."""
    substitutes: int = 0
    """Points of substitutes more than before the change."""
    why_not: str = ""
    """Where it is not possible, the first rule in the way."""
    person: str | None = None
    """For whom a substitute is named; None for the other kinds, as are the next two."""
    body: str | None = None
    """Where."""
    substitute: str | None = None
    """Who is named."""
