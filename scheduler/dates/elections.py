"""What a polling day settles beside itself: the pre-election period, which begins with the notice of election.

Source: Local Elections (Principal Areas) (England and Wales) Rules 2006 (SI 2006/3304) r.5 Sch 2, the notice of
election is published 25 working days before polling. The package `uk-election-timetables` has the count of each nation;
it counts by the bank holidays of this house, which know more years than its own.
"""

from datetime import date
from functools import lru_cache
from types import SimpleNamespace

from scheduler.dates.bank_holidays import bank_holidays
from scheduler.dates.closed_dates import check_known
from scheduler.domain.bodies import Body
from scheduler.domain.calendar import ONE_DAY, Settings
from scheduler.domain.municipal_year import Window, ordinary_elections
from scheduler.domain.problem import Problem
from scheduler.domain.wording import long_date

DECIDING = frozenset(
    ("full_council", "executive", "committee", "joint_committee", "health_and_wellbeing_board", "combined_authority")
)
"""Legal kinds of the bodies whose decisions could sway an election; planning and licensing go on as they must."""

_COUNTRIES = {"GB-ENG": "ENGLAND", "GB-WLS": "WALES", "GB-SCT": "SCOTLAND", "GB-NIR": "NORTHERN_IRELAND"}


@lru_cache(maxsize=256)
def notice_of_election(nation: str, polling_day: date) -> date:
    """Return the last day on which the notice of a local election can be published.

    Parameters
    ----------
    nation : str
        `GB-ENG`, `GB-WLS`, `GB-SCT` or `GB-NIR`.
    polling_day : date
        Of the election.

    Raises
    ------
    BeyondHorizon
        If the day lies outside the years whose public holidays are known.

    """
    # loaded where it is first needed: everyday commands go without
    from uk_election_timetables.calendars import BankHolidayCalendar, Country  # noqa: PLC0415
    from uk_election_timetables.elections.local import LocalElection  # noqa: PLC0415

    years = (polling_day.year - 1, polling_day.year)
    for year in years:
        check_known(date(year, 1, 1))
    events = [
        {"title": name, "date": day.isoformat()} for year in years for day, name in bank_holidays(nation, year).items()
    ]
    calendar = BankHolidayCalendar(events)
    election = LocalElection(polling_day, Country[_COUNTRIES[nation]])
    election.BANK_HOLIDAY_CALENDAR = SimpleNamespace(from_country=lambda _country: calendar)
    deadline: date = election.notice_of_election_deadline
    return deadline


def pre_election_periods(settings: Settings) -> tuple[Window, ...]:
    """Return the pre-election periods, from the notice of each ordinary election to the day before polling."""
    return tuple(_period(settings.holidays, day) for day in ordinary_elections(settings))


def _period(nation: str, polling_day: date) -> Window:
    return Window(notice_of_election(nation, polling_day), polling_day - ONE_DAY)


def why_sensitive(problem: Problem, body: Body, day: date) -> str | None:
    """Return why a body that decides had better not meet on a day before an election; None where it may."""
    settings = problem.settings_of(body)
    if not settings.polling_day or body.legal_kind not in DECIDING:
        return None
    found = next((one for one in pre_election_periods(settings) if day in one), None)
    if found is None:
        return None
    return f"the pre-election period runs from {long_date(found.first)} to polling on {long_date(found.last + ONE_DAY)}"
