"""Lunch themes, their speakers, and the projects whose reports fall due."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Speaker:
    """A guest; an empty `available` means any day that nothing else rules out."""

    code: str
    name: str
    organisation: str | None = None
    available: frozenset[dt.date] = frozenset()
    status: str | None = None


@dataclass(frozen=True)
class Theme:
    """What one networking lunch is about."""

    code: str
    title: str
    meeting_day: str
    sponsor: str | None = None
    periods: tuple[str, ...] = ()
    """Periods it suits, a wish; empty for any."""
    date: dt.date | None = None
    speaker: str | None = None
    status: str = "proposed"
    weight: int = 5


@dataclass(frozen=True)
class Project:
    """A piece of work whose reports go on the agenda of the last meeting on or before they are due."""

    code: str
    title: str
    lead_officer: str | None = None
    sponsor: str | None = None
    reports_to: str | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    report_due: tuple[dt.date, ...] = ()
    bodies: tuple[str, ...] = ()
    """The bodies that meet to deliver it."""
