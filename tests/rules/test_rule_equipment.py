"""Equipment, by the checker: what is needed, built in and lent, moment by moment, set-up and clearing included."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, equipment, fixed, meeting, meeting_day, occurrence, room, session

from scheduler.checking import check
from scheduler.domain.lending import MOST_VENUES, Limit, lending
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.rooms import Equipment
from scheduler.rules import equipment as rule

PLAN, LIC, FAR = equipment(body="PLAN"), equipment(body="LIC"), room("FAR", venue="Library")
DATE = "2015-11-19"


def two(*rows: Equipment | object, **fields: object) -> Problem:
    """Make a council of two committees and two rooms, with these rows of equipment."""
    bodies = (body("PLAN", name="Planning Committee"), body("LIC", name="Licensing Committee"), body("SCR"))
    return council(*bodies, room("CH", **fields), room("CR"), FAR, *rows)


def at_once(problem: Problem, *rooms: str, second: str = "10:00") -> Plan:
    """Plan the two from 10:00 to 12:00, or the second otherwise, in these rooms."""
    one, other = rooms or ("CH", "CR")
    return calendar(
        problem, meeting(problem, "PLAN", DATE, room=one), meeting(problem, "LIC", DATE, second, room=other)
    )


def messages(problem: Problem, plan: Plan) -> list[str]:
    return [breach.message for breach in rule.breaches(problem, plan)]


def test_one_kit_cannot_be_in_two_rooms() -> None:
    problem = two(PLAN, LIC, equipment())
    message = (
        "Licensing Committee and Planning Committee both need the webcasting kit on Thursday 19 November 2015 "
        "at 10:00, and there is one."
    )
    (breach,) = rule.breaches(problem, at_once(problem))
    assert breach == Breach("equipment", message, ("LIC", "PLAN"), rooms=("CH", "CR"), dates=(breach.dates[0],))


@pytest.mark.parametrize("rows", [(), (PLAN,), (PLAN, LIC, equipment(quantity=2)), (equipment(), equipment(room="CR"))])
def test_what_is_enough_is_no_breach(rows: tuple[Equipment, ...]) -> None:
    problem = two(*rows, *([equipment()] if rows == (PLAN,) else []))
    assert messages(problem, at_once(problem)) == []


def test_one_after_the_other_shares_a_kit_unless_it_is_still_being_set_up() -> None:
    late = two(PLAN, LIC, equipment(), clear_minutes=30)
    assert messages(two(PLAN, LIC, equipment()), at_once(two(PLAN, LIC, equipment()), second="12:00")) == []
    assert messages(late, at_once(late, second="12:30")) == []
    assert messages(late, at_once(late, second="12:00")) == [
        (
            "Planning Committee and Licensing Committee both need the webcasting kit on Thursday 19 November 2015 "
            "at 10:00 and 12:00, set-up and clearing included, and there is one."
        )
    ]


def test_what_a_room_has_built_in_is_not_carried_and_a_combined_room_has_what_its_parts_have() -> None:
    built_in = two(PLAN, LIC, equipment(), equipment("webcasting KIT", room="CR"))
    assert messages(built_in, at_once(built_in)) == []
    many = equipment("Laptops", body="PLAN", quantity=5)
    parts = council(
        *two().bodies.values(), room("A"), room("B"), room("AB", combines=("A", "B")), many,
        equipment("Laptops", room="A", quantity=2), equipment("Laptops", room="B", quantity=2), equipment("Laptops"),
    )  # fmt: skip
    assert messages(parts, calendar(parts, meeting(parts, "PLAN", DATE, room="AB"))) == []
    assert messages(parts, calendar(parts, meeting(parts, "PLAN", DATE, room="A"))) == [
        "Planning Committee needs the laptops on Thursday 19 November 2015 at 10:00, 3 in all, and there is one."
    ]


def test_a_store_of_a_venue_lends_there_only_and_one_without_a_venue_wherever_its_own_are_not_enough() -> None:
    here = two(PLAN, LIC, equipment(venue="town hall"))
    assert messages(here, at_once(here, "CH", "FAR")) == [
        (
            "Licensing Committee needs the webcasting kit on Thursday 19 November 2015 at 10:00, "
            "and there is none at Library."
        )
    ]
    both = two(PLAN, LIC, equipment("Webcasting kit", body="SCR"), equipment(), equipment(venue="Library"))
    assert messages(both, at_once(both, "CH", "FAR")) == []
    assert messages(both, at_once(both, "CH", "CR")) == [
        (
            "Licensing Committee and Planning Committee both need the webcasting kit on Thursday 19 November 2015 "
            "at 10:00, and there is one at Town Hall."
        )
    ]
    three = calendar(
        both,
        *at_once(both, "CH", "FAR").meetings,
        meeting(both, "SCR", DATE, "11:00", room="FAR"),
    )
    assert messages(both, three) == [
        (
            "Licensing Committee, Planning Committee and SCR Board need the webcasting kit "
            "on Thursday 19 November 2015 at 11:00, 3 in all, and there are two at Library or Town Hall."
        )
    ]


def test_every_set_of_venues_has_a_limit_of_its_own() -> None:
    row = equipment(body="PLAN")
    found = {
        (): [("", 0)],
        (equipment(quantity=3),): [("", 3)],
        (equipment(venue="Library"),): [("Library", 1), ("Town Hall", 0)],
        (equipment(), equipment(venue="Library", quantity=2)): [("Town Hall", 1), ("Library Town Hall", 3)],
        (equipment(), equipment(venue="Library"), equipment(venue="Town Hall")): [
            ("Library", 2), ("Town Hall", 2), ("Library Town Hall", 3),
        ],
    }  # fmt: skip
    for rows, limits in found.items():
        there = [(" ".join(sorted(one.venues or ())), one.most) for one in lending(two(row, *rows)).limits]
        assert there == limits
    assert lending(two(equipment())).limits == ()
    assert lending(two(row)).limits == (Limit("webcastingkit", 0),)


def test_meetings_online_need_none_and_a_lunch_does() -> None:
    online = two(PLAN, LIC, equipment())
    online = replace(online, bodies={**online.bodies, "LIC": replace(online.bodies["LIC"], attendance_mode="online")})
    assert messages(online, at_once(online)) == []
    problem = council(
        *(body("PLAN", name="Planning Committee"), meeting_day("DAY"), session("AM"), session("LUNCH"), room("CR1")),
        *(body("HWB", meeting_day="DAY", session="AM"), room("CR2"), PLAN, equipment(meeting_day="DAY"), equipment()),
    )
    plan = calendar(
        problem,
        occurrence(problem, "DAY", DATE, lunch_room="CR1"),
        meeting(problem, "PLAN", DATE, "12:00", room="CR2"),
    )
    assert messages(problem, plan) == [
        (
            "Planning Committee and the lunch of DAY Day both need the webcasting kit on Thursday 19 November 2015 "
            "at 12:30, and there is one."
        )
    ]


def test_facts_are_asked_nothing_and_take_their_kit() -> None:
    problem = two(PLAN, LIC, equipment())
    held = replace(problem, baseline=at_once(problem), as_of="2015-12-01T00:00:00Z")
    assert messages(held, at_once(held)) == []
    scrutiny = replace(held, equipment=(*held.equipment, equipment(body="SCR")))
    later = calendar(scrutiny, *at_once(scrutiny).meetings, meeting(scrutiny, "SCR", DATE, "10:00", room="FAR"))
    assert len(messages(scrutiny, later)) == 1


def test_a_meeting_of_which_it_is_not_asked_hides_no_others_that_share_a_kit() -> None:
    waived = fixed(DATE, body="SCR", waive=("equipment",), reason="It brings its own.")
    problem = two(PLAN, LIC, equipment(body="SCR"), equipment(), waived)
    plan = calendar(problem, *at_once(problem).meetings, meeting(problem, "SCR", DATE, room="FAR"))
    (found,) = (breach for breach in check(problem, plan) if breach.rule == "equipment")
    assert found.bodies == ("LIC", "PLAN")
    apart = calendar(problem, meeting(problem, "PLAN", DATE, room="CH"), meeting(problem, "SCR", DATE, room="FAR"))
    assert [breach for breach in check(problem, apart) if breach.rule == "equipment"] == []


def test_more_of_it_is_no_remedy_where_too_many_venues_have_their_own() -> None:
    own = [equipment(venue=f"Venue {number}") for number in range(MOST_VENUES + 1)]
    many, fewer = two(PLAN, *own), two(PLAN, *own[1:])
    assert list(rule.remedies(many, Reason("equipment", "Webcasting kit", ""))) == []
    assert len(list(rule.remedies(fewer, Reason("equipment", "Webcasting kit", "")))) == 2


def test_more_of_it_is_a_remedy() -> None:
    problem = two(PLAN, LIC, equipment(body="SCR", quantity=2), equipment("Trolley", body="SCR"), equipment())
    found = list(rule.remedies(problem, Reason("equipment", "Webcasting kit", "")))
    assert [one.words for one in found] == [
        "Borrow or hire one more webcasting kit.",
        "Borrow or hire enough of the webcasting kit for all, 4 more.",
    ]
    for one, many in zip(found, (1, 4), strict=True):
        assert one.problem.equipment == (*problem.equipment, equipment(quantity=many))
