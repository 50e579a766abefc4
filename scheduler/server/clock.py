"""The present moment: a server says when a feed last changed, and `--as-of today` is what an officer asks for."""

from datetime import UTC, datetime


def present_moment() -> datetime:
    """Return the moment it is, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
