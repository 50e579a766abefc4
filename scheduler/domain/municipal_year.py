"""The year of a principal or parish council: polling days, and between which days the annual and budget meetings lie.

An ordinary election is held on the first Thursday in May; any other polling day is of a by-election, after which nobody
retires. Source: Representation of the People Act 1983 s.37; Local Government Act 1972 ss.7, 16, 26 (councillors retire
on the fourth day after), Sch 12 paras 1 and 7 (the annual meeting); Local Government Finance Act 1992 s.30(6) (council
tax is set before 11 March).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.calendar import ONE_DAY, FixedMeeting, Settings
from scheduler.domain.plan import Meeting
from scheduler.domain.sitting_days import SittingDays

ANNUAL_MEETING, BUDGET = "Annual Meeting", "Budget"
"""Titles of rows of `fixed_meetings` that the law gives a window."""
PRINCIPAL, PARISH = "full_council", "parish_council"
PARISH_AUTHORITY = "parish"
"""The setting `authority_kind` of a parish or town council, whichever word its body goes by in law."""
THURSDAY, MAY = 3, 5

RETIRE_AFTER = 4
"""Days from polling to the retirement of councillors, when the new ones come into office."""
PREFERRED_DAY = 8
"""The day after retirement on which the annual meeting is held unless the council fixes another."""
PRINCIPAL_WITHIN, PARISH_WITHIN = 21, 14
"""Days after retirement within which it is held; of a parish council the day of retirement is one of them too."""
ANNUAL_MONTHS = {PRINCIPAL: ((3, 1), (5, 31)), PARISH: ((5, 1), (5, 31))}
"""First and last month and day for it in years without an election."""
BUDGET_FROM, BUDGET_UNTIL = (2, 1), (3, 10)
"""Of the year in which the council tax takes effect: no precept is issued before (s.30(7)), and it is set by then."""


@dataclass(frozen=True)
class Window:
    """Between which days, both included, a meeting may be held by law."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether it may be held on the day."""
        return self.first <= day <= self.last

    def within(self, first: date, last: date) -> "Window | None":
        """Return what of it lies between two days, None where nothing does."""
        found = Window(max(self.first, first), min(self.last, last))
        return found if found.first <= found.last else None


@dataclass(frozen=True)
class AnnualMeeting:
    """A meeting that appoints the bodies of its council: on a date, or on one of the days of a window.

    `body` is whose it is; None where councillors retire, and no row says when the meeting is.
    """

    window: Window
    retirement: date | None = None
    """When the councillors before it retire; None in a year without an ordinary election."""
    body: str | None = None
    best: date | None = None
    """The day of the window nearest to the one that is preferred on which its council may sit, as far as is known."""
    authority: str | None = None
    """Whose bodies it appoints: as the bodies name it, None for the authority of the settings."""

    @property
    def day(self) -> date | None:
        """When it is; None where that is open."""
        return self.window.first if self.body is not None and self.window.first == self.window.last else None

    @property
    def preferred(self) -> date | None:
        """The day on which it had best be held; None where the law names none."""
        return None if self.retirement is None else self.retirement + PREFERRED_DAY * ONE_DAY

    def settled_by(self, facts: Iterable[Meeting], placed: Iterable[Meeting]) -> "AnnualMeeting":
        """Return it on its date where a fact says it, or its council's meetings are placed: the first in the window."""
        if self.body is None or self.day is not None:
            return self
        called = (one for one in facts if is_called(one.title, ANNUAL_MEETING))
        days = [one.date for one in (*called, *placed) if one.body == self.body and one.date in self.window]
        return self.on(min(days)) if days else self

    def on(self, day: date) -> "AnnualMeeting":
        """Return it on a day."""
        return replace(self, window=Window(day, day))

    def near(self, kept_to: SittingDays) -> "AnnualMeeting":
        """Return it with its best day: of those that its council keeps to the nearest to the one preferred."""
        preferred, window = self.preferred, self.window
        if self.day is not None or preferred is None:
            return self
        days = (window.first + ONE_DAY * number for number in range((window.last - window.first).days + 1))
        inside = [day for day in days if day in kept_to]
        return replace(self, best=min(inside, key=lambda day: abs(day - preferred), default=None))


def is_ordinary(polling_day: date) -> bool:
    """Whether councillors are elected for all or a part of the council: it is the first Thursday in May."""
    return polling_day.month == MAY and polling_day.weekday() == THURSDAY and polling_day.day <= 7  # noqa: PLR2004 - a week


def ordinary_elections(settings: Settings) -> Iterator[date]:
    """Yield the polling days after which councillors retire, in order."""
    return (day for day in sorted(set(settings.polling_day)) if is_ordinary(day))


def retirement(polling_day: date) -> date:
    """Return when the councillors retire, and those elected come into office."""
    return polling_day + RETIRE_AFTER * ONE_DAY


def retirement_in(settings: Settings, year: int) -> date | None:
    """Return when councillors retire in a year; None in one without an ordinary election."""
    return next((retirement(day) for day in ordinary_elections(settings) if day.year == year), None)


def annual_window(settings: Settings, legal_kind: str, year: int) -> Window:
    """Return on which days of a year the law lets a council hold its annual meeting."""
    retired = retirement_in(settings, year)
    council = PARISH if settings.authority_kind == PARISH_AUTHORITY else legal_kind
    if retired is None:
        first, last = ANNUAL_MONTHS[council]
        return Window(date(year, *first), date(year, *last))
    if council == PARISH:
        return Window(retired, retired + PARISH_WITHIN * ONE_DAY)
    return Window(retired + ONE_DAY, retired + PRINCIPAL_WITHIN * ONE_DAY)


def budget_window(year: int) -> Window:
    """Return on which days of a year a council sets its council tax."""
    return Window(date(year, *BUDGET_FROM), date(year, *BUDGET_UNTIL))


def is_annual_meeting(row: FixedMeeting, legal_kind: str) -> bool:
    """Whether a row is about an annual meeting, given what its body is in law."""
    return legal_kind in ANNUAL_MONTHS and not row.cancelled and is_called(row.title, ANNUAL_MEETING)


def is_budget_meeting(row: FixedMeeting, legal_kind: str) -> bool:
    """Whether a row is about the meeting that sets the council tax, given what its body is in law."""
    return legal_kind == PRINCIPAL and not row.cancelled and is_called(row.title, BUDGET)


def is_called(given: str | None, title: str) -> bool:
    """Whether a meeting has a title; spaces, dashes and capitals do not matter."""
    letters = ("".join(letter for letter in one.casefold() if letter.isalnum()) for one in (given or "", title))
    return next(letters) == next(letters)


def year_of(row: FixedMeeting) -> int | None:
    """Return in which year a row puts its meeting, as far as it says."""
    day = row.date or row.earliest or row.latest
    return None if day is None else day.year


def lawful_windows(
    settings_of: Callable[[str], Settings], kinds: Mapping[str, str], rows: Sequence[FixedMeeting]
) -> dict[int, Window | None]:
    """Return between which days the rows without a date lie by law, as far as the calendar has these days.

    A meeting is in the first year of the calendar that has such days and no other of its kind.

    Parameters
    ----------
    settings_of : callable
        Returns, for a body, first and last day of the calendar, and the polling days of its authority.
    kinds : mapping of str to str
        Body -> what it is in law.
    rows : sequence of FixedMeeting
        All of them.

    Returns
    -------
    dict of int to Window or None
        By the number of the row; None where no day of the calendar is left.

    """
    taken: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    open_rows: list[tuple[int, str, str]] = []
    found: dict[int, Window | None] = {}
    for number, row in enumerate(rows):
        legal_kind = kinds.get(row.body or "", "")
        title = _title_with_window(row, legal_kind)
        if title is None or row.body is None:
            continue
        year = year_of(row)
        if year is None:
            open_rows.append((number, row.body, title))
            continue
        taken[row.body, title].add(year)
        if title == BUDGET and row.earliest is not None and row.date is None and row.latest is None:
            whole = budget_window(year if row.earliest in budget_window(year) else year + 1)
            found[number] = whole.within(row.earliest, settings_of(row.body).end_date)
    for number, body, title in open_rows:
        settings, years = settings_of(body), taken[body, title]
        windows = (
            (year, _window(settings, kinds[body], title, year)) for year in _years(settings) if year not in years
        )
        year, window = next(((year, window) for year, window in windows if window is not None), (None, None))
        if year is not None:
            years.add(year)
        found[number] = window
    return found


def _title_with_window(row: FixedMeeting, legal_kind: str) -> str | None:
    if is_annual_meeting(row, legal_kind):
        return ANNUAL_MEETING
    return BUDGET if is_budget_meeting(row, legal_kind) else None


def _window(settings: Settings, legal_kind: str, title: str, year: int) -> Window | None:
    whole = annual_window(settings, legal_kind, year) if title == ANNUAL_MEETING else budget_window(year)
    return whole.within(settings.start_date, settings.end_date)


def _years(settings: Settings) -> range:
    return range(settings.start_date.year, settings.end_date.year + 1)


def with_windows(
    settings_of: Callable[[Body | None], Settings], bodies: Mapping[str, Body], rows: Sequence[FixedMeeting]
) -> tuple[FixedMeeting, ...]:
    """Return the rows, those about an annual or budget meeting without a date with the days the law leaves it."""

    def of_code(code: str) -> Settings:
        return settings_of(bodies.get(code))

    windows = lawful_windows(of_code, {code: body.legal_kind for code, body in bodies.items()}, rows)
    found = list(rows)
    for number, window in windows.items():
        if window is not None:
            found[number] = replace(rows[number], earliest=window.first, latest=window.last)
    return tuple(found)


def annual_meetings(
    settings: Settings,
    bodies: Mapping[str, Body],
    rows: Iterable[FixedMeeting],
    kept_to: Callable[[Body], SittingDays],
) -> tuple[AnnualMeeting, ...]:
    """Return the annual meetings that appoint this council's bodies, in order of their first days.

    Parameters
    ----------
    settings : Settings
        What kind of authority it is, and its polling days.
    bodies : mapping of str to Body
        All of this authority's.
    rows : iterable of FixedMeeting
        All of them, with the windows that the law leaves.
    kept_to : callable
        Returns the days that a body keeps to.

    """
    is_parish = settings.authority_kind == PARISH_AUTHORITY and any(one.legal_kind == PARISH for one in bodies.values())
    council = PARISH if is_parish else PRINCIPAL
    found = []
    for row in rows:
        body, year = bodies.get(row.body or ""), year_of(row)
        if body is not None and body.legal_kind == council and year is not None and is_annual_meeting(row, council):
            whole = annual_window(settings, council, year)
            first, last = row.date or row.earliest or whole.first, row.date or row.latest or whole.last
            inside = Window(first, max(first, last)).within(settings.start_date, settings.end_date)
            retired = retirement_in(settings, year)
            if inside is not None:
                retired = retired if retired and retired <= inside.first else None
                found.append(AnnualMeeting(inside, retired, row.body).near(kept_to(body)))
    told = {one.window.first.year for one in found if one.retirement is not None}
    for polling_day in ordinary_elections(settings):
        if polling_day.year not in told:
            window = annual_window(settings, council, polling_day.year)
            found.append(AnnualMeeting(window, retirement(polling_day)))
    return tuple(sorted(found, key=lambda one: (one.window.first, one.window.last, one.body or "")))
