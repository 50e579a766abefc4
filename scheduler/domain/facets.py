"""What rules and wishes say of themselves in one vocabulary: what they look at, and how far."""

from enum import Enum, IntEnum


class Matter(Enum):
    """What of a plan, or of the memberships behind it, a rule or wish looks at."""

    DATES = "dates"
    """The days on which meetings and meeting days are held, and whether they are held at all."""
    TIMES = "times"
    """Starts and lengths within a day, those of lunches included."""
    ROOMS = "rooms"
    """Rooms and venues of meetings and lunches."""
    SEATS = "seats"
    """Who attends, deputises or sends apologies."""
    MEMBERSHIPS = "memberships"
    """Who belongs to a body on a day, in which role, with which substitutes: the input's, not the plan's."""
    LUNCHES = "lunches"
    """Themes and speakers of lunches, and whether there is a lunch."""


DATES, TIMES, ROOMS = Matter.DATES, Matter.TIMES, Matter.ROOMS
SEATS, MEMBERSHIPS, LUNCHES = Matter.SEATS, Matter.MEMBERSHIPS, Matter.LUNCHES


class Horizon(IntEnum):
    """How far apart two things may lie so that a rule, or a wish, looks from one to the other."""

    MEETING = 1
    """One meeting, or one occurrence of a meeting day with its lunch."""
    DAY = 2
    """All that is held on one day."""
    WEEK = 3
    """All that is held in one week, Monday to Sunday."""
    YEAR = 4
    """The whole calendar."""


MEETING, DAY, WEEK, YEAR = Horizon.MEETING, Horizon.DAY, Horizon.WEEK, Horizon.YEAR
