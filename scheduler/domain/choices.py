"""The words of a drop-down as people write them, `Vice-chair` for `vice_chair`; the reader takes both."""

_OTHERWISE = {
    "vice_chair": "Vice-chair",
    "co_opted": "Co-opted",
    "sub_committee": "Sub-committee",
    "full_council": "Full Council",
    "health_and_wellbeing_board": "Health and Wellbeing Board",
    "simultaneous": "All at once",
    "staggered": "One after another",
    "not_same_day": "Not on the same day",
    "not_next_day": "Not on adjacent days",
    "not_same_week": "Not in the same week",
    "follows": "Follows on the same day",
    "u_shape": "U-shape",
    "GB-ENG": "England",
    "GB-WLS": "Wales",
    "GB-SCT": "Scotland",
    "GB-NIR": "Northern Ireland",
}
"""Words that are not the choice itself with spaces and a capital."""


def choice_words(choice: str) -> str:
    """Return a choice as an officer writes it: `Vice-chair`, `Not on the same day`, `England`."""
    return _OTHERWISE.get(choice) or f"{choice[:1].upper()}{choice[1:]}".replace("_", " ")
