"""The exceptions: meetings on days better avoided, and whatever departs from principles, rules or law."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, meeting_title, waived_sentences
from scheduler.domain.wording import listed, long_date, rule_words
from scheduler.law.row import PLEASE_CHECK
from scheduler.law.warning import LawWarning, begun
from scheduler.law.words import answer_words, matter_title
from scheduler.outputs.report.background import held_in_words
from scheduler.outputs.report.parts import Points, Section, Table, to_complete, without_names
from scheduler.outputs.report.principles import on_avoided_days, on_closed_days, on_other_days
from scheduler.rules import broken
from scheduler.wishes import WISHES, named_sentences, ungranted

NONE = (
    "There are none: no meeting is on a day better avoided, no rule is waived, every report that is asked for reaches "
    "its meeting, and nothing was found to go against the law."
)


def exceptions(problem: Problem, plan: Plan, warnings: Sequence[LawWarning], anyway: str) -> tuple[Section, ...]:
    """Return the sections below the heading Exceptions, those that have something in them.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    warnings : sequence of LawWarning
        What the law says of it.
    anyway : str
        Why the report is made although a rule is broken; blank where none is.

    """
    found = (
        ("Days that had better be avoided", tuple(_avoided(problem, plan))),
        ("Other days than the body's own, and closed days", _points(_departures(problem, plan))),
        ("Rules that are waived", _points(without_names(problem, one) for one in waived_sentences(problem, plan))),
        ("Meetings not held, or without a report", _points(_not_reached(problem, plan))),
        ("The law", _points(_of_law(problem, one) for one in warnings)),
        ("Cancelled meetings", _points(meeting_title(problem, one) for one in plan.meetings if not one.live)),
        ("Rules that are broken", tuple(_broken(problem, plan, anyway)) if anyway else ()),
    )
    return tuple(Section(heading, blocks, 2) for heading, blocks in found if blocks)


def _points(sentences: Iterator[str]) -> tuple[Points, ...]:
    items = tuple(_ended(one) for one in sentences)
    return (Points(items),) if items else ()


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "]")) else f"{sentence}."


def _avoided(problem: Problem, plan: Plan) -> Iterator[str | Table]:
    rows = tuple(
        (
            long_date(one.date),
            called(problem, one),
            "; ".join(begun(without_names(problem, reason)) for reason in reasons),
        )
        for one, reasons in on_avoided_days(problem, plan)
    )
    if rows:
        are = "is on a day" if len(rows) == 1 else "are on days"
        yield f"{held_in_words(len(rows), len(plan.live))} {are} that had better be avoided."
        columns = ("Date", "Meeting", "Why the day is better avoided")
        yield Table("Meetings on such days", columns, rows, (4.6, 5.4, 6.4), small=True)


def _departures(problem: Problem, plan: Plan) -> Iterator[str]:
    for one in on_other_days(problem, plan):
        yield f"{meeting_title(problem, one)} is on none of the days of {problem.bodies[one.body].name}"
    for one, why in on_closed_days(problem, plan):
        yield f"{meeting_title(problem, one)} is on a closed day: {without_names(problem, why)}"


def _not_reached(problem: Problem, plan: Plan) -> Iterator[str]:
    rows = [row for wish in WISHES if wish.WISH.named for row in ungranted(problem, plan, wish)]
    yield from named_sentences(rows)


def _of_law(problem: Problem, warning: LawWarning) -> str:
    check = to_complete("confirm that this is so")
    message = without_names(problem, f"{warning.message.rstrip('.')} ({warning.instrument}).")
    message = message.replace(f"({PLEASE_CHECK})", check)
    answer = without_names(problem, answer_words(warning))
    if answer and warning.column is not None:  # it was about the workbook: what it is about, and the answer
        return f"{body_title(problem, warning.body or '')} ({matter_title(warning.matter).lower()}). {answer}"
    return f"{matter_title(warning.matter)}: {message} {answer or to_complete('the answer to this')}"


def _broken(problem: Problem, plan: Plan, anyway: str) -> Iterator[str | Points]:
    """Say which rules are broken where, without the rules' own sentences, which name people."""
    reason = _ended(without_names(problem, anyway))
    yield f"This report was made although the calendar did not pass its check. The reason given: {reason}"
    if not problem.is_input_of(plan):
        yield "What the calendar was made from has been changed since."
    places: dict[str, dict[str, None]] = {}
    asked = replace(problem.knowing(plan), baseline=plan, as_of=plan.generated)
    for breach in broken(asked, plan):
        whose = listed([body_title(problem, body) for body in breach.bodies])
        days = listed([long_date(day) for day in breach.dates])
        places.setdefault(breach.rule, {})[" on ".join(filter(None, (whose, days)))] = None
    items = tuple(
        f"{begun(rule_words(rule))}: {'; '.join(filter(None, words)) or 'the calendar as a whole'}."
        for rule, words in places.items()
    )
    if items:
        yield Points(items)
