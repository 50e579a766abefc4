"""Have every meeting served by the reports to it: one unit for each that goes without, as only a first one may."""

from collections.abc import Iterator

from scheduler.dates.reports import (
    Feeding,
    first_may_go_unserved,
    others_before,
    report_lines,
    served_before,
    without_report,
)
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import body_title, meeting_title
from scheduler.domain.verbs import DATES, LINES, TIMES, YEAR, Choices, Expression, Literal
from scheduler.domain.wording import listed
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "served",
    words=phrase("Have a report reach every meeting that is to hear it"),
    counted=("meeting that no report reaches", phrase("meetings that no report reaches")),
    tier="held",
    weight=1,
    touches={DATES, TIMES},
    horizon=YEAR,
    scope=LINES,
    named=True,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings that go without a report, on days by which nobody could have made it in the calendar."""
    receivers = dict.fromkeys(line.to_body for line in report_lines(problem))
    return sum(_of_receiver(problem, choices, code) for code in receivers)


def _of_receiver(problem: Problem, choices: Choices, code: str) -> Expression:
    feedings = [Feeding.along(choices, line) for line in report_lines(problem) if line.to_body == code]
    unserved: list[Expression] = []
    for receiver in (one for one in choices.sittings_of(code) if not choices.is_fact(one)):
        for day in choices.open_days(receiver):
            others = [*others_before(choices, receiver, day)]
            lacking: list[tuple[Literal, list[Literal]]] = []
            for feeding in feedings if all(others) else ():  # in any other case some other meeting is the first
                line = feeding.line
                if not served_before(problem, line, day) and first_may_go_unserved(problem, line, day):
                    lacking += feeding.serving(receiver, day, feeding.on_days_before(problem, day))
            if not lacking:
                continue
            first = [literal for other in others for literal in other]
            if first or any(served for _, served in lacking):
                unserved.append(choices.excess(*(held - sum(served) for held, served in lacking), most=1, when=first))
            else:
                unserved.append(choices.held_on(receiver, day))
    return sum(unserved)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    lacking: dict[str, list[str]] = {}
    for line in report_lines(problem):
        for receiver, may_go_without in without_report(problem, plan, line):
            if may_go_without:
                name = body_title(problem, line.from_body)
                lacking.setdefault(meeting_title(problem, receiver), []).append(name)
    for title, feeders in lacking.items():
        do, they = ("does", "it") if len(feeders) == 1 else ("do", "they")
        every_day = f"every day on which {they} could have done so lies before the calendar"
        yield title, 1, f"{listed(feeders)} {do} not report to it: {every_day}."
