"""What lunches and agendas are about: themes, speakers, tables; projects whose reports fall due, and decisions."""

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
    email: str | None = None
    dietary: str | None = None
    """Only ever shown as counts."""
    access: str | None = None
    """Access needs in words; shown only to those who set up rooms and tables."""


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
    welsh_title: str | None = None


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
    champion: str | None = None
    """The person who speaks for it on the boards."""


@dataclass(frozen=True)
class SeatingRow:
    """Where one person sits at every lunch, and with whom."""

    person: str
    table: int | None = None
    """Tables are numbered from 1."""
    together: tuple[str, ...] = ()
    """Persons at the same table: the column `with`."""
    apart: tuple[str, ...] = ()
    """Persons never at the same table."""


@dataclass(frozen=True)
class Decision:
    """A matter that a meeting of a body is to decide: what a forward plan announces."""

    code: str
    title: str
    body: str
    date: dt.date | None = None
    """The day of the meeting, where its number is not given."""
    number: int | None = None
    key: bool = False
    """Whether it is a key decision."""
    private: bool = False
    """Whether it is taken without the public."""
    reason: str | None = None
    """Why in private."""
    lead_officer: str | None = None
    documents: str | None = None
    noticed_on: dt.date | None = None
    """The day on which notice of it was given."""
    welsh_title: str | None = None


@dataclass(frozen=True)
class Translation:
    """What is typed in English by itself (a title, a reason, a post, a document), and how that is said in Welsh."""

    english: str
    welsh: str
