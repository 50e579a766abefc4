"""How many voting members a meeting needs: a body's own number, a share of its seats, or the convention.

Source: Local Government Act 1972 Sch 12 paras 6 (a quarter of a principal council) and 12 (a third of a parish council,
at least three); committees follow them where their terms of reference say nothing.
"""

from fractions import Fraction
from math import ceil

from scheduler.domain.bodies import Body

DEFAULT_QUORUM = 3
COUNCIL_QUORUM, PARISH_QUORUM = Fraction(1, 4), Fraction(1, 3)


def usual_share(body: Body) -> Fraction:
    """Return the share of its seats that makes up a quorum where a body says nothing."""
    return PARISH_QUORUM if body.legal_kind == "parish_council" else COUNCIL_QUORUM


def quorum_of(body: Body, voting: int) -> int:
    """Return how many of its voting members a meeting of a body needs.

    Parameters
    ----------
    body : Body
        Shares are of its seats, vacancies included, where it gives them.
    voting : int
        Its voting members on the day. The convention is never more; an explicit quorum is not capped.

    """
    whole = voting if body.seats is None else body.seats
    if body.quorum is None:
        return min(voting, max(DEFAULT_QUORUM, ceil(usual_share(body) * whole)))
    return ceil(body.quorum * whole) if isinstance(body.quorum, Fraction) else body.quorum
