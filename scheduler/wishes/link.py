"""Keep linked bodies days or weeks apart, or one after the other on its day, where the link is soft."""

from collections.abc import Iterator

from scheduler.domain.links import asked, not_kept
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import body_title
from scheduler.domain.verbs import DATES, LINES, TIMES, YEAR, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "link",
    words=phrase("Keep linked bodies apart, or one after the other"),
    counted=("link not kept", phrase("links not kept")),
    tier="dates",
    weight=3,
    touches={DATES, TIMES},
    horizon=YEAR,
    scope=LINES,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count every two meetings that a soft link would keep apart, and each that follows none it should follow."""
    soft = [link for link in problem.links if link.strength == "soft"]
    return sum(choices.excess(*found, most=1) for link in soft for _, found in asked(choices, link))


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for link in problem.links:
        if link.strength == "soft":
            name = body_title(problem, link.from_body)
            yield from ((name, 1, message) for _, message in not_kept(problem, plan, link))
