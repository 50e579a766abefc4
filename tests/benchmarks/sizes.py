"""How large the invented councils are: figures of real ones, from their published committee lists and calendars."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """One size of council.

    Parameters
    ----------
    bodies, people, seats, meetings : int
        How many of each; meetings are counted over the year.
    overlap : float
        The share of all pairs of bodies that have somebody in common.
    most_seats : int
        As many as the busiest member has, or near it.
    assembly : bool
        Whether one body, the full council, seats everybody.
    starts : tuple of tuple of str
        The start times that its bodies choose from.
    minutes : int
        How long a meeting is.
    rooms : int
        How many rooms there are; one of them holds everybody.

    """

    bodies: int
    people: int
    seats: int
    meetings: int
    overlap: float
    most_seats: int
    assembly: bool
    starts: tuple[tuple[str, ...], ...]
    minutes: int
    rooms: int


EVENINGS = (("18:00",), ("18:30",), ("19:00",), ("18:00", "18:30"), ("18:30", "19:00"))
DAYTIMES = (("10:00",), ("10:00", "14:00"), ("10:30",), ("14:00",), ("10:00", "10:30", "14:00"))
CITY_TIMES = (("09:30", "11:30"), ("11:30", "13:45"), ("10:30",), ("13:45",), ("09:30", "11:30", "13:45"))
SITTING_TIMES = (("09:00", "11:15"), ("09:30",), ("14:15", "16:30"), ("14:30",), ("09:30", "14:15"))

SIZES = {
    "district": Size(15, 45, 150, 110, 0.50, 7, True, EVENINGS, 120, 4),
    "county": Size(26, 84, 263, 300, 0.40, 11, True, DAYTIMES, 120, 6),
    "city": Size(113, 130, 1193, 550, 0.49, 35, True, CITY_TIMES, 90, 8),
    "legislature": Size(230, 528, 3879, 920, 0.40, 20, False, SITTING_TIMES, 120, 30),
}
"""The sizes that are invented; the fifth, `partnership`, is Trafford's as it is in `inputs/`."""
