"""What a search had found at each moment: every better plan and bound as it came, and what stood when."""

from collections.abc import Sequence
from time import monotonic

from scheduler.domain.plan import Tier
from scheduler.solver.cp.outcome import Standing

MOMENTS = (10, 30, 60, 120)
"""Seconds at which the standing is taken."""
END = "end"
GRACE = 1.0
"""What a search hands back within so many seconds of its limit is what that limit gave."""

Seen = tuple[float, tuple[Tier, ...]]
"""Seconds from the start of solving, and how good the plan was then."""


class Watch:
    """Keeps every standing of a search with its time, and the first one whole."""

    def __init__(self) -> None:
        self.started = monotonic()
        self.first: Standing | None = None
        self.seen: list[Seen] = []

    def __call__(self, standing: Standing) -> None:
        """Note a standing; the search is not kept waiting for its plan."""
        self.seen.append((self.elapsed, standing.tiers))
        self.first = self.first or standing

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return monotonic() - self.started


def at_moments(seen: Sequence[Seen], limit: float) -> dict[str, dict[str, dict[str, float] | None]]:
    """Return value, bound and gap of each tier at each moment and at the end.

    Parameters
    ----------
    seen : Sequence[Seen]
        What was found, in order of time; the last is what the search handed back.
    limit : float
        Seconds that it was given.

    Returns
    -------
    dict
        Tier -> moment -> value, bound and gap; None before the first plan, and for a moment after the limit
        unless all was proven by then.

    """
    columns = {str(moment): _standing_at(seen, moment, limit) for moment in MOMENTS} | {END: seen[-1][1]}
    found: dict[str, dict[str, dict[str, float] | None]] = {tier.name: {} for tier in seen[-1][1]}
    for moment, tiers in columns.items():
        of_name = {tier.name: tier for tier in tiers or ()}
        for name, row in found.items():
            row[moment] = _row(of_name[name]) if name in of_name else None
    return found


def proven_since(seen: Sequence[Seen]) -> float | None:
    """Return the time from which on every tier was proven, None if that never came."""
    since = None
    for when, tiers in reversed(seen):
        if not _all_proven(tiers):
            break
        since = when
    return since


def _standing_at(seen: Sequence[Seen], moment: float, limit: float) -> tuple[Tier, ...] | None:
    until = moment + GRACE if moment == limit else moment
    tiers = next((tiers for when, tiers in reversed(seen) if when <= until), None)
    if tiers is None or (moment > limit and not _all_proven(tiers)):
        return None
    return tiers


def _all_proven(tiers: Sequence[Tier]) -> bool:
    return all(tier.proven for tier in tiers)


def _row(tier: Tier) -> dict[str, float]:
    gap = (tier.value - tier.bound) / tier.value if tier.value else 0
    return {"value": tier.value, "bound": tier.bound, "gap": gap}
