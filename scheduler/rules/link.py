"""Linked bodies keep days or weeks apart, or one follows the other on its day, where the link is hard.

Source: constitutions and diaries of councils: a cabinet follows the audit committee that advises it; planning and
licensing, which share officers, are kept from one another's days.
"""

from collections.abc import Iterator

from scheduler.domain.links import asked, not_kept, sentence
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.verbs import DATES, LINES, TIMES, YEAR, Choices, Post
from scheduler.rules.protocol import Rule

RULE = Rule(
    "link",
    source="practice: committees that share officers are kept apart; evenings on which one body follows another",
    about=DATES,
    touches={DATES, TIMES},
    horizon=YEAR,
    ease=37,
    scope=LINES,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Keep every two meetings apart that a hard link keeps apart, and let each follow one that it is to follow."""
    for link in problem.links:
        if link.strength == "hard":
            subject = f"{link.from_body} {link.kind} {link.to_body}"
            reason = Reason(RULE.name, subject, sentence(problem, link))
            for of, expressions in asked(choices, link):
                for expression in expressions:
                    post.require(expression <= 0, reason, of=of)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings on days that a hard link forbids together, and meetings that follow nothing."""
    for link in problem.links:
        if link.strength == "hard":
            for meetings, message in not_kept(problem, plan, link):
                bodies = (link.from_body, link.to_body)
                dates = tuple(sorted({meeting.date for meeting in meetings}))
                yield Breach(RULE.name, message, bodies=bodies, dates=dates)
