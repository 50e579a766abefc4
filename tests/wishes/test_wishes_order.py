from scheduler.rules import RULES
from scheduler.wishes import TIERS, WISHES


def test_wishes_are_in_the_order_of_their_tiers() -> None:
    tiers = [wish.WISH.tier for wish in WISHES]
    assert tiers == sorted(tiers, key=TIERS.index)
    assert list(dict.fromkeys(tiers)) == list(TIERS)


def test_wishes_and_rules_are_named_as_their_files() -> None:
    assert [wish.WISH.name for wish in WISHES] == [wish.__name__.rpartition(".")[2] for wish in WISHES]
    assert [rule.RULE.name for rule in RULES] == [rule.__name__.rpartition(".")[2] for rule in RULES]


def test_wishes_have_the_weights_of_the_readme() -> None:
    assert {wish.WISH.name: wish.WISH.weight for wish in WISHES} == {
        "held": 1, "served": 1, "unmoved": 1, "apologies": 1, "substitutes": 1,
        "avoid_dates": 5, "appointed_first": 20, "annual_meeting": 1, "soft_unavailability": 2,
            "preferred_weekdays": 3, "even_spacing": 1, "same_weekday": 2,
            "last_year": 2, "link": 3, "theme_fit": 1, "lunch_theme": 10, "sponsor_turns": 2, "agenda": 4,
            "lunch_elsewhere": 3,
        "room_cost": 1, "room_fit": 1, "same_room": 2, "preferred_room": 5,
        "evening_weekdays": 3, "usual_interval": 2, "rare_meetings": 1, "spread": 1, "busy_week": 1, "turns": 1,
    }  # fmt: skip


def test_rules_are_those_of_the_contract() -> None:
    assert {rule.RULE.name for rule in RULES} == {
        "cadence", "gap", "weekday", "closed_date", "start_time", "meeting_day", "fixed", "notice", "reporting",
        "room_clash", "room_capacity", "room_features", "room_hours", "room_missing", "person_clash", "substitute",
        "unavailable", "travel", "quorum", "quorum_rule", "presiding", "person_load", "theme", "speaker", "lifetime",
        "link", "equipment",
    }  # fmt: skip
