"""Who comes to each lunch, counted."""

from collections.abc import Iterable
from dataclasses import replace

from scheduler.domain.plan import Meeting, Occurrence


def with_headcounts(occurrences: Iterable[Occurrence], meetings: list[Meeting]) -> tuple[Occurrence, ...]:
    """Return the occurrences with the heads at each lunch counted."""
    return tuple(_with_headcount(occurrence, meetings) for occurrence in occurrences)


def _with_headcount(occurrence: Occurrence, meetings: list[Meeting]) -> Occurrence:
    """Count those who attend a session of the day, substitutes included, and the speaker."""
    if occurrence.lunch is None:
        return occurrence
    here = {
        person
        for meeting in meetings
        if meeting.meeting_day == occurrence.meeting_day and meeting.date == occurrence.date
        for _, person in meeting.present()
    }
    headcount = len(here) + (occurrence.speaker is not None)
    return replace(occurrence, lunch=replace(occurrence.lunch, headcount=headcount))
