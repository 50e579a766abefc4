"""What the law says of the year: the annual meeting, who waits for it, elections, council tax and accounts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.dates.elections import pre_election_periods, why_sensitive
from scheduler.domain.authorities import PREDECESSOR, SHADOW
from scheduler.domain.bodies import Body
from scheduler.domain.calendar import ONE_DAY, FixedMeeting
from scheduler.domain.municipal_year import (
    ANNUAL_MEETING,
    ANNUAL_MONTHS,
    BUDGET,
    BUDGET_UNTIL,
    RETIRE_AFTER,
    annual_window,
    is_annual_meeting,
    is_budget_meeting,
    is_called,
    retirement,
    retirement_in,
)
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import MOST_DAYS_NAMED, clock, listed, long_date, span
from scheduler.law.appointments import as_planned, why_too_early
from scheduler.law.row import Row
from scheduler.law.rows import ROWS, law_of
from scheduler.law.warning import Concern, LawWarning, formal_bodies, meetings_of, warned

AN_HOUR = 60
YEAR_OF_TAX = (4, 1)
"""Month and day on which the year of a council tax begins."""
JULY = 7
"""From then on a budget is next year's."""


def annual_meeting(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of annual meetings outside the days that the law leaves for them, of one not held, or in no row."""
    for body in formal_bodies(problem, *ANNUAL_MONTHS):
        for day, has in _days_told(problem, plan, body, ANNUAL_MEETING):
            window = annual_window(problem.settings, body.legal_kind, day.year)
            row = _of_annual_meeting(problem, body, day)
            if row is not None and day not in window:
                message = f"{body.name} {has} its annual meeting on {long_date(day)}; the law leaves it"
                yield warned(row, f"{message} {span(window.first, window.last)}", body.code)
        for annual in problem.annual_meetings:
            window, row = annual.window, _of_annual_meeting(problem, body, annual.window.first)
            whole = problem.settings.start_date <= window.first and window.last <= problem.settings.end_date
            if plan is None and row is not None and annual.body is None and whole:
                message = f"No row of fixed_meetings has the title {ANNUAL_MEETING}; after the election"
                yield warned(row, f"{message} {body.name} has it by law {span(window.first, window.last)}", body.code)
            if plan is not None and row is not None and annual.body in {None, body.code} and whole:
                days = {one.date for one in (*problem.held, *plan.live) if one.body == body.code}
                titled = any(one.date.year == window.first.year for one in _titled(plan, body, ANNUAL_MEETING))
                if not titled and not any(day in window for day in days):
                    message = f"{body.name} has no annual meeting; the law has it {span(window.first, window.last)}"
                    yield warned(row, message, body.code)


def _of_annual_meeting(problem: Problem, body: Body, day: date) -> Row | None:
    if problem.is_shadow_on(day):
        return None
    elected = retirement_in(problem.settings, day.year) is not None
    return law_of(problem, "annual_meeting" if elected else "annual_meeting_months", body.legal_kind, day)


def _days_told(problem: Problem, plan: Plan | None, body: Body, title: str) -> Iterator[tuple[date, str]]:
    """Yield the days on which meetings of a title are held, or may be by the input, with the verb that says so."""
    for meeting in _titled(plan, body, title):
        yield meeting.date, "has"
    for row in _rows(problem, body, title) if plan is None else ():
        bounds = (row.earliest, row.latest) if row.date is None else ()
        if row.date is not None:
            yield row.date, "has"
        yield from ((day, "may have") for day in bounds if day is not None)


def _titled(plan: Plan | None, body: Body, title: str) -> Iterator[Meeting]:
    return (one for one in meetings_of(plan) if one.body == body.code and is_called(one.title, title))


def _rows(problem: Problem, body: Body, title: str) -> Iterator[FixedMeeting]:
    asked = is_annual_meeting if title == ANNUAL_MEETING else is_budget_meeting
    return (row for row in problem.fixed_meetings if row.body == body.code and asked(row, body.legal_kind))


def annual_meeting_hour(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of annual meetings that start before the hour of the law."""
    for body in formal_bodies(problem, *ANNUAL_MONTHS):
        told = [(one.date, one.start) for one in _titled(plan, body, ANNUAL_MEETING)]
        if plan is None:
            told = [(row.date or problem.settings.start_date, row.start or 24 * AN_HOUR)
                    for row in _rows(problem, body, ANNUAL_MEETING)]  # fmt: skip
        for day, start in told:
            row = law_of(problem, "annual_meeting_hour", body.legal_kind, day)
            if row is not None and row.number is not None and start < row.number * AN_HOUR:
                message = f"The annual meeting of {body.name} starts at {clock(start)}; the law says not before"
                yield warned(row, f"{message} {clock(int(row.number * AN_HOUR))} {row.words}", body.code)


def appointment(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of bodies that meet, or are called, before the annual meeting that appoints their members."""
    row = law_of(problem, "appointment", "", problem.settings.start_date)
    if row is None or plan is None:
        return
    settled = as_planned(problem, plan)
    found: defaultdict[tuple[str, str], list[date]] = defaultdict(list)
    for meeting in plan.live:
        body = problem.bodies.get(meeting.body)
        if body is not None:
            why = why_too_early(problem, body, meeting.date, settled)
            if why is not None:
                found[body.code, why].append(meeting.date)
    for (code, why), days in found.items():
        yield warned(row, f"{problem.bodies[code].name} meets {_when(days)}: {why}", code)


def _when(days: Sequence[date]) -> str:
    """Name a few days, and count more."""
    if len(days) > MOST_DAYS_NAMED:
        return f"on {len(days)} days {span(min(days), max(days))}"
    return f"on {listed([long_date(day) for day in days])}"


def polling_day(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of meetings on the day of an election, which are held only where the rule is waived."""
    row = law_of(problem, "polling_day", "", problem.settings.start_date)
    for meeting in meetings_of(plan):
        if row is not None and meeting.date in problem.settings.polling_day:
            message = f"{meeting_title(problem, meeting)} is on polling day; the law has"
            yield warned(row, f"{message} {row.words}", meeting.body)


def pre_election(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of bodies that decide, and meet in the pre-election period."""
    row = law_of(problem, "pre_election", "", problem.settings.start_date)
    if row is None or plan is None or not pre_election_periods(problem.settings):
        return
    found: defaultdict[tuple[str, str], list[date]] = defaultdict(list)
    for meeting in plan.live:
        body = problem.bodies.get(meeting.body)
        why = None if body is None else why_sensitive(problem, body, meeting.date)
        if why is not None:
            found[meeting.body, why].append(meeting.date)
    for (code, why), days in found.items():
        yield warned(row, f"{problem.bodies[code].name} meets {_when(days)}: {why}; {row.words}", code)


def council_tax(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of budget meetings that would set the council tax too late."""
    for body in formal_bodies(problem, "full_council"):
        for day, has in _days_told(problem, plan, body, BUDGET):
            row = law_of(problem, "council_tax", body.legal_kind, day)
            if row is not None and date(day.year, *BUDGET_UNTIL) < day < date(day.year, JULY, 1):
                message = f"{body.name} {has} its budget meeting on {long_date(day)}; the law has the council tax set"
                yield warned(row, f"{message} before {row.number} March", body.code)


def shadow_meeting(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of a shadow authority that does not meet soon after its election or establishment."""
    home, settings = problem.home, problem.settings
    elections = [retired for day in home.polling_day if (retired := retirement(day)) == settings.start_date]
    begun_on = home.start_date or (elections[0] - RETIRE_AFTER * ONE_DAY if elections else None)
    if home.part != SHADOW or plan is None or begun_on is None:
        return
    for body in formal_bodies(problem, "full_council"):
        row = law_of(problem, "shadow_meeting", body.legal_kind, settings.start_date)
        held = min((one.date for one in (*problem.held, *plan.live) if one.body == body.code), default=None)
        until = None if row is None or row.number is None else begun_on + int(row.number) * ONE_DAY
        if row is not None and until is not None and settings.start_date <= until and (held is None or held > until):
            first = "does not meet" if held is None else f"first meets on {long_date(held)}"
            yield warned(
                row, f"{body.name} {first}; the law has it by {long_date(until)}: {row.amount} {row.words}", body.code
            )


def first_budget(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of budget meetings of a council that is gone when the year begins for which they would set the tax."""
    for body in formal_bodies(problem, "full_council") if problem.home.part == PREDECESSOR else ():
        for day, has in _days_told(problem, plan, body, BUDGET):
            row, year = law_of(problem, "first_budget", body.legal_kind, day), date(day.year, *YEAR_OF_TAX)
            if row is not None and problem.settings.end_date < year and day < year:
                message = (
                    f"{body.name} {has} a budget meeting on {long_date(day)}, and its council ends before the year"
                )
                yield warned(row, f"{message} begins; the law says: {row.words}", body.code)


def accounts(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn where no audit committee meets before the day by which audited accounts are published."""
    settings = problem.settings
    of_matter = [one for one in ROWS if one.matter == "accounts"]
    for row in (one for one in of_matter if one.concerns(settings.holidays, settings.authority_kind, "")):
        due, since = row.day, row.start_date
        if plan is None or due is None or since is None or not settings.start_date <= due <= settings.end_date:
            continue
        if problem.is_shadow_on(due):  # it has no accounts yet
            continue
        for body in formal_bodies(problem, "audit_committee"):
            held = [one.date for one in (*problem.held, *plan.live) if one.body == body.code]
            if not any(since <= day <= due for day in held):
                yield warned(row, f"{body.name} does not meet by {long_date(due)}; {row.words}", body.code)


CONCERNS = (
    Concern(("annual_meeting", "annual_meeting_months"), annual_meeting, of_plans=True),
    Concern(("annual_meeting_hour",), annual_meeting_hour, of_plans=True),
    Concern(("appointment",), appointment, of_plans=True),
    Concern(("polling_day",), polling_day, of_plans=True),
    Concern(("pre_election",), pre_election, of_plans=True),
    Concern(("council_tax",), council_tax, of_plans=True),
    Concern(("accounts",), accounts, of_plans=True),
    Concern(("shadow_meeting",), shadow_meeting, of_plans=True),
    Concern(("first_budget",), first_budget, of_plans=True),
)
