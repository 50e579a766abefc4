"""The only clock of the program: a server must say when a feed last changed, and know when a notice has ended."""

from datetime import UTC, datetime


def present_moment() -> datetime:
    """Return the moment it is, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
