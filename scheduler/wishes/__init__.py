"""What SHOULD hold: one file per wish, in tiers; a later tier never spoils an earlier one."""

from scheduler.wishes import (
    agenda,
    apologies,
    avoid_dates,
    even_spacing,
    held,
    last_year,
    lunch_elsewhere,
    lunch_theme,
    preferred_weekdays,
    room_cost,
    room_fit,
    same_room,
    same_weekday,
    soft_unavailability,
    sponsor_turns,
    substitutes,
    theme_fit,
    unmoved,
)
from scheduler.wishes.protocol import WishFile

TIERS = ("held", "unmoved", "apologies", "substitutes", "dates", "rooms")
"""Tiers, the most important first."""

WISHES: list[WishFile] = [
    held,
    unmoved,
    apologies,
    substitutes,
    avoid_dates,
    soft_unavailability,
    preferred_weekdays,
    even_spacing,
    same_weekday,
    last_year,
    theme_fit,
    lunch_theme,
    sponsor_turns,
    agenda,
    lunch_elsewhere,
    room_cost,
    room_fit,
    same_room,
]
