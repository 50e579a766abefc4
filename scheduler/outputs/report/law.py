"""The law observed: the rows of law that a calendar's dates come under, and what is found when they are asked of it."""

from collections.abc import Iterator, Sequence

from scheduler.dates.elections import pre_election_periods
from scheduler.domain.bodies import Body
from scheduler.domain.municipal_year import BUDGET, BUDGET_UNTIL, annual_window, is_called
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import MONTH_NAMES, counted, listed, long_date
from scheduler.law.appointments import as_planned
from scheduler.law.meetings import NOTICE
from scheduler.law.row import CHECK, Row
from scheduler.law.rows import EDITION
from scheduler.law.warning import LawWarning, begun
from scheduler.law.words import matter_title
from scheduler.law.year import YEAR
from scheduler.outputs.report.background import bodies_that_meet
from scheduler.outputs.report.parts import Block, Points, Section, Table, to_complete

OF_DATES = frozenset(
    """notice summons key_decision private_meeting polling_day annual_meeting annual_meeting_months council_tax
    pre_election accounts""".split()  # noqa: SIM905 - a list of words reads as words
)
"""The matters of law that the dates of a calendar depend on."""
_UNITS_IN_WORDS = frozenset(("as months of the year",))
"""Units of which the words of a row say all."""


def law_observed(problem: Problem, plan: Plan, warnings: Sequence[LawWarning]) -> Section:
    """Say which law the dates come under, and what is found in the calendar."""
    formal = [body for body in bodies_that_meet(problem, plan) if body.formal]
    rows = tuple(_row(row) for row in _rows(problem, formal))
    columns = ("Matter", "What the law says", "Instrument")
    looked_up = f"The law was last looked up on {long_date(EDITION)}."
    if not rows:
        nothing = "None of these bodies is one for which the law that was looked up has rules about dates."
        return Section("The law observed", (f"{nothing} {looked_up}", *_verdict(warnings, "the rest of the law")))
    table = Table("The law of dates", columns, rows, (3.0, 7.4, 6.0), small=True)
    about = "The dates come under the law below, as it stands for these bodies in these months."
    found = tuple(_found(problem, plan, formal))
    points = ("In the calendar:", Points(found)) if found else ()
    return Section("The law observed", (f"{about} {looked_up}", table, *points, *_verdict(warnings)))


def _rows(problem: Problem, formal: Sequence[Body]) -> Iterator[Row]:
    """Yield the rows about notice and about the year that bind a body that meets, or all of them, in these months."""
    settings = problem.settings
    elections = any(annual.retirement is not None for annual in problem.annual_meetings)
    matters = OF_DATES - {"annual_meeting_months" if elections else "annual_meeting"}
    for row in (*NOTICE, *YEAR):
        bound = any(
            row.concerns(settings.holidays, problem.settings_of(body).authority_kind, kind)
            for body in formal
            for kind in ("", body.legal_kind)
        )
        if row.matter in matters and formal and bound and row.meets(settings.start_date, settings.end_date):
            yield row


def _row(row: Row) -> tuple[str, str, str]:
    check = f" {to_complete('confirm that this instrument is the right one')}" if row.certainty == CHECK else ""
    says = row.words if row.unit in _UNITS_IN_WORDS else row.says
    return matter_title(row.matter), f"{begun(says)}.", f"{row.instrument}{check}"


def _found(problem: Problem, plan: Plan, formal: Sequence[Body]) -> Iterator[str]:
    yield from _notice(plan)
    yield from _annual_meetings(problem, plan)
    for one in plan.live:
        if is_called(one.title, BUDGET) and problem.bodies[one.body].legal_kind == "full_council":
            month, latest = BUDGET_UNTIL
            how = "no later" if (one.date.month, one.date.day) <= BUDGET_UNTIL else "later"
            by = f"{latest} {MONTH_NAMES[month - 1]}"
            yield f"{meeting_title(problem, one)} is {how} than {by}, by when the council tax has to be set."
    days = [day for day in problem.polling_days if day in problem.days]
    for day in days:
        held = sum(one.date == day for one in plan.live)
        meetings = counted(held, "meeting is", "meetings are") if held else "no meeting is"
        yield f"On {long_date(day)}, a polling day, {meetings} held."
    for period in dict.fromkeys(one for body in formal for one in pre_election_periods(problem.settings_of(body))):
        first, last = max(period.first, plan.start_date), min(period.last, plan.end_date)
        if first <= last:
            held = sum(first <= one.date <= last for one in plan.live)
            yield (
                f"The pre-election period runs from {long_date(period.first)} to {long_date(period.last)}; "
                f"{counted(held, 'meeting')} of this calendar {'lies' if held == 1 else 'lie'} in it."
            )


def _notice(plan: Plan) -> Iterator[str]:
    due = [one for one in plan.live if one.agenda_deadline is not None]
    if due:
        bodies = len({one.body for one in due})
        first = min(due, key=lambda one: (one.agenda_deadline, one.date))
        yield (
            f"{counted(len(due), 'meeting')} of {counted(bodies, 'body', 'bodies')} need notice. The last day to "
            f"publish each agenda is worked out with the calendar; the first is {long_date(first.agenda_deadline)}."
            if first.agenda_deadline
            else ""
        )


def _annual_meetings(problem: Problem, plan: Plan) -> Iterator[str]:
    for annual in as_planned(problem, plan):
        body = problem.bodies.get(annual.body or "")
        if body is None or annual.day is None:
            continue
        lawful = annual_window(problem.settings_of(body), body.legal_kind, annual.day.year)
        days = f"from {long_date(lawful.first)} to {long_date(lawful.last)}"
        how = "which is" if annual.day in lawful else "which is not"
        meeting = f"The annual meeting of {body.name} is on {long_date(annual.day)}"
        yield f"{meeting}, {how} among the days that the law leaves it, {days}."


def _verdict(warnings: Sequence[LawWarning], whose: str = "it") -> Iterator[Block]:
    if not warnings:
        yield f"Nothing in the calendar was found to go against {whose}."
        return
    matters = listed(list(dict.fromkeys(matter_title(one.matter).lower() for one in warnings)))
    yield f"What was found to go against {whose} ({matters}) is named under “Exceptions”, with its answer."
