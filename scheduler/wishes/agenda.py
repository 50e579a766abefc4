"""Put each report that falls due on the agenda of a meeting on or before its day."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import body_title
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression
from scheduler.domain.wording import long_date
from scheduler.languages import phrase
from scheduler.law.deadlines import hearing, in_time_for
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "agenda",
    words=phrase("Put each due report on an agenda"),
    counted=("report on no agenda", phrase("reports on no agenda")),
    tier="dates",
    weight=4,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the due reports that no meeting comes in time for."""
    missed = []
    for project in problem.projects.values():
        for due in project.report_due:
            if project.reports_to is not None and due in problem.days and due >= problem.open_from:
                in_time = sum(
                    choices.held_on(sitting, day)
                    for sitting in choices.sittings_of(project.reports_to)
                    for day in choices.open_days(sitting)
                    if day <= due and in_time_for(problem, project, day)
                )
                missed.append(choices.excess(1 - in_time, most=1))
    return sum(missed)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    first, last = problem.settings.start_date, problem.settings.end_date
    for project in problem.projects.values():
        if project.reports_to is None:
            continue
        name = body_title(problem, project.reports_to)
        meetings = plan.of_body(project.reports_to)
        for due in project.report_due:
            if max(first, problem.open_from) <= due <= last and hearing(problem, project, due, meetings) is None:
                why = "does not meet on or before that day"
                if any(meeting.date <= due for meeting in meetings):
                    why = "has no meeting by then whose papers are still open when the project begins"
                yield project.title, 1, f"Its report is due on {long_date(due)}, and {name} {why}."
