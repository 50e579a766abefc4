"""What a newer version or another program wrote into a plan stays with its thing, from one plan to the next."""

from dataclasses import replace

from builders import body, calendar, council, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.outputs.feeds.year import revised

PROBLEM = council(
    body("GB"),
    body("TP", meeting_day="DAY", session="AM"),
    meeting_day(),
    session("AM"),
    session("LUNCH"),
    member("ANN", "GB"),
    member("BOB", "GB"),
    room("CR1"),
)
KEY = (("webcast", '"yes"'),)


def year(problem: Problem, on: str) -> Plan:
    """Return a calendar with one of everything."""
    found = calendar(
        problem, meeting(problem, "GB", on), meeting(problem, "TP", "2015-12-03"), occurrence(problem, on="2015-12-03")
    )
    return replace(found, tiers=(Tier("dates", 1, 1),), wishes=(UngrantedWish("dates", "GB", 1, "A Friday."),))


def borne(plan: Plan) -> dict[str, object]:
    """Return the other keys of everything in a plan that has some."""
    things = {
        "plan": plan,
        **{one.name: one for one in (*plan.meetings, *plan.occurrences, *plan.tiers)},
        **{f"{one.name} {row.person}": row for one in plan.meetings for row in one.attendance},
        **{f"lunch of {one.name}": one.lunch for one in plan.occurrences if one.lunch is not None},
        **{f"wish of {one.subject}": one for one in plan.wishes},
        **{f"event {uid}": one for uid, one in plan.shown.items()},
    }
    return {name: thing.other_keys for name, thing in things.items() if thing.other_keys}


def test_other_keys_go_on_to_the_next_plan_wherever_the_thing_stays() -> None:
    before = revised(PROBLEM, year(PROBLEM, "2015-11-19"))
    uid = before.meetings[0].uid
    kept = replace(
        before,
        meetings=tuple(
            replace(one, other_keys=KEY, attendance=tuple(replace(row, other_keys=KEY) for row in one.attendance))
            for one in before.meetings
        ),
        occurrences=tuple(
            replace(one, other_keys=KEY, lunch=one.lunch and replace(one.lunch, other_keys=KEY))
            for one in before.occurrences
        ),
        tiers=(Tier("dates", 1, 1, KEY),),
        wishes=(replace(before.wishes[0], other_keys=KEY), UngrantedWish("dates", "TP", 1, "A Monday.", KEY)),
        shown={uid: replace(before.shown[uid], other_keys=KEY)},
        other_keys=KEY,
    )
    without_bob = replace(PROBLEM, baseline=kept, memberships=PROBLEM.memberships[:1])
    moved = year(without_bob, "2015-11-26")
    own = replace(moved, other_keys=(("webcast", '"no"'),))
    everywhere = {"GB#1", "GB#1 ANN", "TP#1", "DAY#1", "lunch of DAY#1", "dates", "wish of GB", f"event {uid}"}
    assert borne(revised(without_bob, moved)) == dict.fromkeys((*everywhere, "plan"), KEY)
    assert borne(revised(without_bob, own)) == {**dict.fromkeys(everywhere, KEY), "plan": own.other_keys}
