"""What each tier and each wish is about, in an officer's words: written once for the workbook and the page."""

TIER_WORDS = {
    "held": ("Meetings held", "each meeting below the most a body may hold"),
    "unmoved": ("Meetings left in place", "each meeting moved from the earlier calendar, by people and days"),
    "apologies": ("Apologies", "each apology: 3 for a chair, 2 for another voting member, 1 for others"),
    "substitutes": ("Substitutes", "each substitute: 1 for the first named, 2 for the second, and so on"),
    "dates": ("Dates", "each wish about dates, themes and agendas that is not granted, by its weight"),
    "rooms": ("Rooms", "each pound of hire, each ten empty seats, each change of room"),
}
"""Tier -> its name, and what costs points in it."""

WISH_WORDS = {
    "held": "Hold as many meetings as may be held",
    "unmoved": "Leave published meetings where they are",
    "apologies": "Have everybody there",
    "substitutes": "Have members there in person",
    "avoid_dates": "Keep off dates to avoid",
    "soft_unavailability": "Keep off times that do not suit",
    "preferred_weekdays": "Meet on a preferred weekday",
    "even_spacing": "Space meetings evenly",
    "same_weekday": "Keep to one weekday",
    "last_year": "Follow last year's calendar",
    "theme_fit": "Use a theme in its period",
    "lunch_theme": "Give each lunch a theme",
    "sponsor_turns": "Let sponsors take turns",
    "agenda": "Put each due report on an agenda",
    "lunch_elsewhere": "Keep members free for the lunch",
    "room_cost": "Spend little on rooms",
    "room_fit": "Use rooms no larger than needed",
    "same_room": "Keep to one room",
}
"""Wish -> what it asks for, the most important first."""
