"""How a room is set out, by who uses it and how many sit there."""

from scheduler.domain.bodies import Body
from scheduler.domain.wording import counted

MOST_AT_ONE_TABLE = 12
MOST_ROUND_A_SQUARE = 32
SEATS_AT_A_ROUND_TABLE = 8
DEBATING = ("assembly", "summit")
"""Classifications of bodies that debate at small tables."""


def layout_of_lunch(headcount: int) -> str:
    """Return the layout of a networking lunch."""
    return _cabaret(headcount)


def layout_of_meeting(body: Body, seats: int) -> str:
    """Return the layout of a meeting of the body with so many seats, `extra_seats` among them.

    Members sit round one table up to 12, in a hollow square up to 32 and in rows facing a top table
    beyond; an assembly or a summit sits at round tables; everybody else has chairs along the wall.
    """
    if body.classification in DEBATING:
        return _cabaret(seats)
    members = seats - body.extra_seats
    if members > MOST_ROUND_A_SQUARE:
        return f"Theatre: top table, {seats} seats in rows"
    shape = "Boardroom" if members <= MOST_AT_ONE_TABLE else "Hollow square"
    chairs = f", {counted(body.extra_seats, 'chair')} along the wall" if body.extra_seats else ""
    return f"{shape} for {members}{chairs}"


def _cabaret(seats: int) -> str:
    tables = -(-seats // SEATS_AT_A_ROUND_TABLE)
    return f"Cabaret: {counted(tables, 'round table')} of {SEATS_AT_A_ROUND_TABLE}"
