"""What members' calendars were last told of an event, so that they are told again only when something has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Told:
    """What one person was last told about their part in a meeting, as a fingerprint."""

    digest: str
    changed: str = ""
    """When that last changed, ISO in UTC; empty where the meeting itself has changed since, or nothing has."""


@dataclass(frozen=True)
class Shown:
    """What an event last showed, how often its facts have changed, and when anything of it last did."""

    title: str
    place: str
    facts: str
    """A fingerprint of its date, times, title, place and status."""
    whole: str
    """A fingerprint of all that everybody is shown."""
    revision: int = 0
    changed: str = ""
    people: Mapping[str, Told] = field(default_factory=dict)
    public: bool = False
    """Whether it was a meeting open to the public; asked where the input no longer holds the body."""

    def last_told(self, person: str) -> str:
        """Return when anything last changed that this person is shown."""
        told = self.people.get(person)
        return self.changed if told is None else max(self.changed, told.changed)


def moved_on(moment: str, *before: str) -> str:
    """Return the moment in UTC, or one second after the last of those before it where that is later."""
    times = [_utc(one) for one in (moment,) if one] + [_utc(one) + _ONE_SECOND for one in before if one]
    return f"{max(times).replace(tzinfo=None).isoformat(timespec='seconds')}Z" if times else ""


def _utc(moment: str) -> datetime:
    found = datetime.fromisoformat(moment)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
