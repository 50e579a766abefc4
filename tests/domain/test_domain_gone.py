from dataclasses import replace

from builders import body, calendar, council, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.plan import Shown

PROBLEM = council(
    body("GB"), body("TP", meeting_day="DAY", session="AM"), meeting_day(), session("AM"), session("LUNCH"),
    member("ANN", "GB", substitutes=("CY",)), member("BOB", "GB"), room("CR1", venue="Town Hall"),
)  # fmt: skip
PLAN = calendar(
    PROBLEM,
    meeting(PROBLEM, "GB", substitutes={"ANN": "CY"}),
    meeting(PROBLEM, "TP", "2015-12-03"),
    occurrence(PROBLEM, on="2015-12-03", venue="Town Hall"),
)


def test_an_input_that_knows_everything_stays_as_it_is() -> None:
    assert with_what_is_gone(PROBLEM, PLAN) is PROBLEM


def test_what_is_gone_is_shown_by_its_code_or_as_it_was_last_shown() -> None:
    bare = council()
    uid = next(one.uid for one in PLAN.meetings if one.body == "GB")
    shown = replace(PLAN, shown={uid: Shown("Growth Board", "CR1", "0" * 16, "0" * 16)})
    found = with_what_is_gone(bare, shown)
    assert {code: one.name for code, one in found.bodies.items()} == {"GB": "Growth Board", "TP": "TP"}
    assert {code: (one.name, one.venue) for code, one in found.rooms.items()} == {"CR1": ("CR1", "Town Hall")}
    assert sorted(found.people) == ["ANN", "BOB", "CY"]
    assert sorted(found.meeting_days) == ["DAY"]
    assert found.memberships == ()
