"""Each lunch has one theme of its meeting day, none is used twice, and a dated or confirmed one as it should be.

Where a meeting day has fewer themes than lunches, a lunch may go without. Source: seed report S0 4.2 and its
recommendation (Trafford: a health-related theme for the lunch of 19 November 2015).
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sittings import Gathering
from scheduler.domain.themes import Theme
from scheduler.domain.titles import lunch_title, occurrence_title, theme_title
from scheduler.domain.verbs import DATES, LUNCHES, YEAR, Choices, Post
from scheduler.domain.wording import listed, long_date
from scheduler.rules.protocol import Rule

RULE = Rule(
    "theme",
    source="Trafford Partnership 2015 4.2 (a themed lunch, health on 19 November)",
    about=LUNCHES,
    touches={DATES, LUNCHES},
    horizon=YEAR,
    ease=10,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Give each lunch one theme while there are enough, each theme one lunch, and use the confirmed ones."""
    for meeting_day in problem.meeting_days.values():
        gatherings = choices.gatherings_of(meeting_day.code)
        themes = [theme for theme in problem.themes.values() if theme.meeting_day == meeting_day.code]
        for theme in themes:
            _use_rightly(problem, choices, theme, gatherings, post)
        if themes and problem.lunch_of(meeting_day.code) is not None:
            reason = Reason(RULE.name, meeting_day.code, f"Each lunch of {meeting_day.name} takes one theme.")
            _give_each_lunch_one(choices, gatherings, themes, reason, post)


def _use_rightly(problem: Problem, choices: Choices, theme: Theme, gatherings: Sequence[Gathering], post: Post) -> None:
    uses = [choices.has_theme(gathering, theme.code) for gathering in gatherings]
    has_lunch = problem.lunch_of(theme.meeting_day) is not None
    reason = Reason(RULE.name, theme.code, _sentence(problem, theme, has_lunch=has_lunch))
    post.at_most_one(uses, reason)
    if not has_lunch:
        post.require(sum(uses) <= 0, reason)
    if theme.date is not None:
        for gathering, used in zip(gatherings, uses, strict=True):
            post.require(used <= choices.held_on(gathering, theme.date), reason)
    if still_asked(problem, theme):
        post.require(sum(uses) >= 1, reason)


def still_asked(problem: Problem, theme: Theme) -> bool:
    """Whether a theme is confirmed and has yet to be used: neither by a fact, nor for what is past."""
    used = any(day.theme == theme.code for day in problem.held_days)
    past = problem.over or (theme.date is not None and theme.date < problem.open_from)
    return theme.status == "confirmed" and not used and not past


def _sentence(problem: Problem, theme: Theme, *, has_lunch: bool) -> str:
    """Say all that binds one theme."""
    limits = ["is confirmed, so some lunch takes it"] if theme.status == "confirmed" else []
    limits += ["is for one lunch at most"] if theme.date is None else [f"is for {long_date(theme.date)} only"]
    limits += [] if has_lunch else [f"needs a lunch, which {problem.meeting_days[theme.meeting_day].name} has not"]
    return f"The theme {theme.title} {listed(limits)}."


def _give_each_lunch_one(
    choices: Choices, gatherings: Sequence[Gathering], themes: list[Theme], reason: Reason, post: Post
) -> None:
    for gathering in (one for one in gatherings if not choices.is_fact(one)):
        taken = [choices.has_theme(gathering, theme.code) for theme in themes]
        post.at_most_one(taken, reason)
        enough = () if len(gatherings) <= len(themes) else (~choices.held(gatherings[len(themes)]),)
        post.require(sum(taken) >= choices.held(gathering), reason, enough)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find lunches without the theme they need, and themes used wrongly or not at all."""
    lunches = Counter(occurrence.meeting_day for occurrence in plan.occurrences if occurrence.lunch is not None)
    themes = Counter(theme.meeting_day for theme in problem.themes.values())
    used = defaultdict[str, list[tuple[dt.date, bool]]](list)
    for occurrence in plan.occurrences:
        fact, of_day = problem.is_fact(occurrence), occurrence.meeting_day
        if occurrence.theme is not None:
            used[occurrence.theme].append((occurrence.date, fact))
            for message in _faults(problem, occurrence, occurrence.theme) if not fact else ():
                yield Breach(RULE.name, message, dates=(occurrence.date,))
        elif not fact and occurrence.lunch is not None and themes[of_day] >= lunches[of_day]:
            message = f"No theme is given to {lunch_title(problem, occurrence)}, and there are themes enough."
            yield Breach(RULE.name, message, dates=(occurrence.date,))
    for code, uses in sorted(used.items()):
        dates = [day for day, _ in uses]
        if len(dates) > 1 and not all(fact for _, fact in uses):
            days = listed([long_date(day) for day in dates])
            yield Breach(
                RULE.name, f"{theme_title(problem, code)} is used more than once, on {days}.", dates=tuple(dates)
            )
    for theme in problem.themes.values():
        if still_asked(problem, theme) and theme.code not in used:
            message = f"{theme.title} is a confirmed theme, and no lunch takes it."
            yield Breach(RULE.name, message, dates=() if theme.date is None else (theme.date,))


def _faults(problem: Problem, occurrence: Occurrence, code: str) -> Iterator[str]:
    theme, title = problem.themes.get(code), occurrence_title(problem, occurrence)
    if theme is None:
        yield f"{title}: the input knows no theme {code}."
        return
    if occurrence.lunch is None:
        yield f"{title} has a theme, {theme.title}, and no lunch."
    if theme.meeting_day != occurrence.meeting_day:
        name = problem.meeting_days[theme.meeting_day].name
        yield f"{title}: the theme {theme.title} is meant for {name}."
    if theme.date not in (None, occurrence.date):
        yield f"{title}: the theme {theme.title} is only for {long_date(theme.date or occurrence.date)}."
