"""Each lunch has one theme of its meeting day, none is used twice, and a dated or confirmed one as it should be.

Where a meeting day has fewer themes than lunches, a lunch may go without. Source: seed report S0 4.2 and its
recommendation (Trafford: a health-related theme for the lunch of 19 November 2015).
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import lunch_title, occurrence_title, theme_title
from scheduler.domain.wording import listed, long_date

RULE = "theme"
SOURCE = "Trafford Partnership 2015 4.2 (a themed lunch, health on 19 November)"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find lunches without the theme they need, and themes used wrongly or not at all."""
    lunches = Counter(occurrence.meeting_day for occurrence in plan.occurrences if occurrence.lunch is not None)
    themes = Counter(theme.meeting_day for theme in problem.themes.values())
    used = defaultdict[str, list[dt.date]](list)
    for occurrence in plan.occurrences:
        if occurrence.theme is not None:
            used[occurrence.theme].append(occurrence.date)
            for message in _faults(problem, occurrence, occurrence.theme):
                yield Breach(RULE, message, dates=(occurrence.date,))
        elif occurrence.lunch is not None and themes[occurrence.meeting_day] >= lunches[occurrence.meeting_day]:
            message = f"No theme is given to {lunch_title(problem, occurrence)}, and there are themes enough."
            yield Breach(RULE, message, dates=(occurrence.date,))
    for code, dates in sorted(used.items()):
        if len(dates) > 1:
            days = listed([long_date(day) for day in dates])
            yield Breach(RULE, f"{theme_title(problem, code)} is used more than once, on {days}.", dates=tuple(dates))
    for theme in problem.themes.values():
        if theme.status == "confirmed" and theme.code not in used:
            message = f"{theme.title} is a confirmed theme, and no lunch takes it."
            yield Breach(RULE, message, dates=() if theme.date is None else (theme.date,))


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
