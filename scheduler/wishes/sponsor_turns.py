"""Let sponsors take turns: the second lunch of one sponsor costs 1, the third 2 more, and so on."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.themes import Theme
from scheduler.domain.titles import body_title
from scheduler.domain.verbs import LUNCHES, YEAR, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "sponsor_turns",
    words=phrase("Let sponsors take turns"),
    counted=("sponsor of several lunches", phrase("sponsors of several lunches")),
    tier="dates",
    weight=2,
    touches={LUNCHES},
    horizon=YEAR,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count every two lunches of a meeting day that have the same sponsor, less those of facts by themselves."""
    sponsored: defaultdict[tuple[str, str], list[Theme]] = defaultdict(list)
    for theme in problem.themes.values():
        if theme.sponsor is not None:
            sponsored[theme.meeting_day, theme.sponsor].append(theme)
    pairs = []
    for (meeting_day, _), themes in sponsored.items():
        gatherings = choices.gatherings_of(meeting_day)
        uses = sum(choices.has_theme(gathering, theme.code) for gathering in gatherings for theme in themes)
        most = min(len(themes), len(gatherings))
        tangents = [turn * uses - turn * (turn + 1) // 2 for turn in range(1, most)]
        pairs.append(choices.excess(*tangents, most=most * (most - 1) // 2))
        themed = {theme.code for theme in themes}
        facts = [day for day in problem.held_days if day.meeting_day == meeting_day and day.theme in themed]
        pairs.append(-_pairs(len(facts)))
    return sum(pairs)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    lunches: Counter[tuple[str, str]] = Counter()
    facts: Counter[tuple[str, str]] = Counter()
    for occurrence in plan.occurrences:
        theme = problem.themes.get(occurrence.theme or "")
        if occurrence.lunch is not None and theme is not None and theme.sponsor is not None:
            lunches[occurrence.meeting_day, theme.sponsor] += 1
            facts[occurrence.meeting_day, theme.sponsor] += problem.is_fact(occurrence)
    for (meeting_day, sponsor), times in sorted(lunches.items()):
        name = problem.meeting_days[meeting_day].name
        why = f"{body_title(problem, sponsor)} sponsors {times} lunches of {name}."
        yield name, _pairs(times) - _pairs(facts[meeting_day, sponsor]), why


def _pairs(lunches: int) -> int:
    return lunches * (lunches - 1) // 2
