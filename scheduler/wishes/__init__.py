"""What SHOULD hold: one file per wish, in tiers; a later tier never spoils an earlier one."""

from collections.abc import Iterable, Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import Horizon
from scheduler.languages import said
from scheduler.wishes import (
    agenda,
    annual_meeting,
    apologies,
    appointed_first,
    avoid_dates,
    busy_week,
    even_spacing,
    evening_weekdays,
    held,
    last_year,
    link,
    lunch_elsewhere,
    lunch_theme,
    preferred_room,
    preferred_weekdays,
    rare_meetings,
    room_cost,
    room_fit,
    same_room,
    same_weekday,
    served,
    soft_unavailability,
    sponsor_turns,
    spread,
    substitutes,
    theme_fit,
    turns,
    unmoved,
    usual_interval,
)
from scheduler.wishes.protocol import WishFile
from scheduler.wishes.tiers import TIERS as TIERS

WISHES: list[WishFile] = [
    held,
    served,
    unmoved,
    apologies,
    substitutes,
    avoid_dates,
    appointed_first,
    annual_meeting,
    soft_unavailability,
    preferred_weekdays,
    evening_weekdays,
    even_spacing,
    usual_interval,
    same_weekday,
    last_year,
    link,
    rare_meetings,
    spread,
    busy_week,
    turns,
    theme_fit,
    lunch_theme,
    sponsor_turns,
    agenda,
    lunch_elsewhere,
    room_cost,
    room_fit,
    same_room,
    preferred_room,
]
"""Every wish, the most important first. Ask for it in a function, for a test may add one."""


def ungranted(problem: Problem, plan: Plan, wish: WishFile) -> Iterator[UngrantedWish]:
    """Yield what a plan does not grant of a wish; facts cost nothing, and a wish of one meeting is not shown them."""
    return wish.score(problem, problem.asked(plan) if wish.WISH.horizon is Horizon.MEETING else plan)


def named_sentences(rows: Iterable[UngrantedWish]) -> Iterator[str]:
    """Say of what is not granted, where the wish is one of those that are named, of whom and why."""
    named = {wish.WISH.name for wish in WISHES if wish.WISH.named}
    return (f"{row.subject}: {row.why}" for row in rows if row.wish in named)


def wish_words() -> dict[str, str]:
    """Return what each wish asks for in the language that is being written, by its name, the most important first."""
    return {file.WISH.name: said(file.WISH.words) for file in WISHES}
