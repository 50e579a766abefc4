"""People and rooms that several bodies cannot do without."""

from builders import body, council, equipment, fixed, member, period, room, session, theme
from counted import WEEK, a_day, told

from scheduler.solver.explain.necessary_conditions import shortages


def two(owed, **fields):
    return [body(code, meetings=owed, start_times="10:00", min_gap_days=1, **fields) for code in "AB"]


def test_a_person_whom_two_bodies_require_oftener_than_there_are_days():
    seats = [member("ANN", code, attendance="required") for code in "AB"]
    rows = [*two(3), *seats, room(), room("R2")]
    assert told(*rows) == [
        (
            "person_clash",
            "ANN",
            (
                "Councillor Ann must be at every meeting: A Board (3) and B Board (3) want 6 meetings from "
                "Monday 16 November 2015 to Friday 20 November 2015, and on the 5 days that they have there "
                "5 meetings at most can be."
            ),
        )
    ]
    assert told(*two(2), *seats, room(), room("R2")) == []
    deputised = [member("ANN", code, attendance="required", substitutes=("DEP",)) for code in "AB"]
    assert told(*two(3), *deputised, room(), room("R2")) == []


def test_a_person_with_a_limit_of_meetings_a_day():
    bodies = [
        body(code, meetings=3, start_times=start, min_gap_days=1) for code, start in (("A", "10:00"), ("B", "14:00"))
    ]
    seats = [member(who, code, attendance="required") for code in "AB" for who in ("ANN", "BOB")]
    assert told(*bodies, *seats, room()) == []
    ((rule, subject, message),) = told(*bodies, *seats, room(), max_meetings_per_person_per_day=1)
    assert (rule, subject) == ("person_clash", "ANN")
    assert message.startswith("Councillor Ann and Councillor Bob must each be at every meeting: ")


def test_a_third_body_that_is_not_needed_for_the_proof_is_left_out():
    seats = [member("ANN", code, attendance="required") for code in "ABC"]
    third = body("C", meetings=1, start_times="14:00", weekdays="Mon", min_gap_days=1)
    found = shortages(council(*two(3), third, *seats, room(), room("R2"), **WEEK))
    assert [one.bodies for one in found] == [("A", "B")]


def test_a_room_that_two_bodies_cannot_do_without():
    rows = [*two(3, room="CR1"), room(), room("R2")]
    ((rule, subject, message),) = told(*rows)
    assert (rule, subject) == ("room_clash", "CR1")
    assert message.startswith("Only Room CR1 will do: A Board (3) and B Board (3) want 6 meetings from Monday")
    assert told(*two(3), room(), room("R2")) == []
    three = [body(code, meetings=4, start_times="10:00", min_gap_days=1) for code in "ABC"]
    ((_, subject, message),) = told(*three, room(), room("R2"))
    assert (subject, message.startswith("Only Room CR1 or Room R2 will do: ")) == ("CR1; R2", True)


def test_set_up_and_clearing_take_the_room_as_well():
    bodies = [body(code, meetings=5, start_times=at, min_gap_days=1) for code, at in (("A", "10:00"), ("B", "12:00"))]
    assert told(*bodies, room()) == []
    assert [rule for rule, _, _ in told(*bodies, room(setup_minutes=15))] == ["room_clash"]


def test_a_kit_that_several_bodies_need_in_whichever_room():
    rooms, kits = (room(), room("R2"), room("R3")), [equipment("Kit", body=code) for code in "AB"]
    ((rule, subject, message),) = told(*two(3), *rooms, *kits, equipment("Kit"))
    assert (rule, subject) == ("equipment", "Kit")
    assert message.startswith("Of the kit there is one: A Board (3) and B Board (3) want 6 meetings from Monday")
    assert told(*two(3), *rooms, *kits, equipment("Kit", quantity=2)) == []
    assert told(*two(3), *rooms, *kits, equipment("Kit"), equipment("Kit", room="R2")) == []
    waived = fixed("2015-11-16", body="A", waive=("equipment",), reason="A kit is borrowed.")
    assert told(*two(3), *rooms, *kits, equipment("Kit"), waived) == []


def test_what_is_wanted_in_a_period_is_counted_there():
    quarters = [period("Q1", "2015-11-16", "2015-11-17"), period("Q2", "2015-11-18", "2015-11-20")]
    bodies = [body(code, per_period=2, start_times="10:00", min_gap_days=1, room="CR1") for code in "AB"]
    ((rule, _, message),) = told(*bodies, room(), room("R2"), *quarters)
    assert (rule, "from Monday 16 November 2015 to Tuesday 17 November 2015" in message) == ("room_clash", True)


def test_the_part_that_shows_a_shortage_is_told():
    rows = [*a_day(), session("LUNCH"), room(), theme("T", status="confirmed", date="2015-11-22")]
    (found,) = shortages(council(*rows, **WEEK))
    assert (found.bodies, found.meeting_days) == (("A",), ("DAY",))
