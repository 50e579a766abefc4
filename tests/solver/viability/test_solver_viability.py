"""Bodies that would sit at once, with answers that are known without a solver."""

from dataclasses import replace
from time import sleep

import pytest
from builders import body, council, day, equipment, meeting_day, member, person, room, session

from scheduler.commands.viability import verify
from scheduler.domain.bodies import QuorumRule
from scheduler.domain.viability import Nomination, Slot, Slots, Together, day_of
from scheduler.domain.viability_report import one_after_another
from scheduler.solver.cp import progress
from scheduler.solver.cp.outcome import OutOfTime
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.viability.conflict_sets import conflict_sets
from scheduler.solver.viability.reasons import not_narrowed_down
from scheduler.solver.viability.room_assignment import RoomAssignment, Stay, assign_rooms
from scheduler.solver.viability.seat_assignment import shown_not_viable
from scheduler.solver.viability.session_slots import fewest_slots
from scheduler.solver.viability.viability import answer_for, find_viability, with_remedies

EIGHT_GROUPS = {1: "ABCD", 2: "EF", 3: "GHJ", 4: "KLMNCJ", 5: "PMD", 6: "QRF", 7: "SJ", 8: "JT"}
"""Theme groups of a public-service reform self-assessment (seed report S2, section 3), one letter a person."""
FIRST = day("2015-11-01")


def online(*codes, **fields):
    return [body(code, attendance_mode="online", **fields) for code in codes]


def ask(problem, on=FIRST, part=None, bodies=None, seconds=20):
    together = Together(tuple(bodies or problem.bodies), on, part)
    found = find_viability(problem, together, seconds)
    verify(problem, found)
    return found


def board(*fields, **more):
    """A morning of boards, 09:00 to 12:00, each of them an hour long."""
    return council(meeting_day(), session("AM", **more), *fields)


def morning(code, **fields):
    return body(code, meeting_day="DAY", session="AM", **{"duration_minutes": 60, **fields})


def slots(found):
    return [list(slot.bodies) for slot in found.slots.slots]


def test_bodies_that_share_nobody_sit_at_once_and_it_costs_nothing():
    found = ask(council(*online("A", "B"), member("ANN", "A", "chair"), member("BOB", "B")))
    assert (found.viable, found.price.apologies, found.price.substitutes) == (True, 0, 0)
    assert (found.blockers, found.nominations.rows, found.to_be_found) == ((), (), None)
    assert (slots(found), found.slots.proven, found.slots.fits) == ([["A", "B"]], True, None)
    assert [(overlap.bodies, overlap.people) for overlap in found.overlaps] == [(("A", "B"), ())]


def required_on_three(**fields):
    seats = [member("DPH", code, attendance="required", **fields) for code in "ABC"]
    return council(*online("A", "B", "C", quorum=0), *seats, person("DEP1"), person("DEP2"))


def test_who_is_required_on_three_boards_with_nobody_to_deputise_stands_in_the_way():
    found = ask(required_on_three())
    assert (found.viable, len(found.allocation.failing)) == (False, 2)
    assert [(row.bodies, row.people, row.rules) for row in found.blockers] == [
        (("A", "B", "C"), ("DPH",), ("person_clash",)),
    ]  # fmt: skip
    message = "required at A Board, B Board and C Board, can be at one of them only, and nobody is named to deputise."
    assert found.blockers[0].message == f"Councillor Dph is {message}"
    assert (len(found.nominations.rows), found.nominations.proven) == (2, True)
    assert (slots(found), found.slots.proven) == ([["A"], ["B"], ["C"]], True)


def test_who_is_required_on_three_boards_with_two_named_to_deputise_does_not():
    found = ask(required_on_three(substitutes=("DEP1", "DEP2")))
    assert (found.viable, found.price.apologies, found.price.substitutes) == (True, 0, 3)


def test_the_eight_groups_of_the_seed_report_need_four_slots():
    seats = [member(who, f"T{n}", attendance="required") for n, people in EIGHT_GROUPS.items() for who in people]
    found = ask(council(*online(*(f"T{n}" for n in EIGHT_GROUPS), quorum=1), *seats))
    assert (found.viable, len(found.slots.slots), found.slots.proven) == (False, 4, True)


def test_the_eight_groups_need_four_slots_where_chairs_may_not_be_missed_too():
    seats = [member(who, f"T{n}", "chair") for n, people in EIGHT_GROUPS.items() for who in people]
    quorums = {f"T{n}": len(people) for n, people in EIGHT_GROUPS.items()}
    bodies = [body(code, attendance_mode="online", quorum=number) for code, number in quorums.items()]
    found = ask(council(*bodies, *seats))
    assert (len(found.slots.slots), found.slots.proven) == (4, True)


def test_a_quorum_that_cannot_be_had_beside_another_says_what_is_left():
    shared = [member(who, code) for code in "AB" for who in ("P1", "P2", "P3")]
    found = ask(council(*online("A", "B", quorum=2), *shared))
    assert [(row.body, row.needed, row.voting) for row in found.quorums] == [("A", 2, 3), ("B", 2, 3)]
    assert (sorted(row.best for row in found.quorums), len(found.allocation.failing)) == ([0, 3], 1)
    (blocker,) = found.blockers
    assert (blocker.rules, blocker.people) == (("quorum",), ("P1", "P2", "P3"))
    assert blocker.message.endswith("Once the rest is met, B Board keeps only 1 of the 2 voting members it needs.")


def test_a_chair_of_two_bodies_needs_somebody_to_take_one_of_the_seats():
    problem = council(
        *online("A", "B", quorum=0, presiding="chair"),
        person("ANN", organisation="Council", category="councillor"),
        person("BOB", organisation="Council", category="officer"),
        person("CAT", organisation="Council", category="councillor"),
        member("ANN", "A", "chair"),
        member("ANN", "B", "chair"),
    )
    found = ask(problem)
    assert [blocker.rules for blocker in found.blockers] == [("presiding",)]
    assert found.nominations.rows == (Nomination("seat", "ANN", "B", "CAT"),) or found.nominations.rows == (
        Nomination("seat", "ANN", "A", "CAT"),
    )
    assert (found.nominations.price.apologies, found.to_be_found) == (0, None)


def test_nobody_in_the_input_can_take_the_chair_and_somebody_is_to_be_found():
    found = ask(
        council(
            *online("A", "B", quorum=1, presiding="chair"),
            person("ANN", organisation="CCG"),
            *(member("ANN", c, "chair") for c in "AB"),
        )
    )
    assert (found.nominations, found.to_be_found.proven) == (None, True)
    assert [(row.kind, row.person, row.substitute) for row in found.to_be_found.rows] == [("seat", "ANN", None)]


def test_a_substitute_is_to_be_found_where_everybody_is_needed():
    found = ask(council(*online("A", "B", quorum=1), *(member("ANN", c, attendance="required") for c in "AB")))
    assert found.nominations is None
    assert [(row.kind, row.person, row.substitute) for row in found.to_be_found.rows] == [("substitute", "ANN", None)]


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([("BOB", "CCG", "nhs")], ("substitute", "BOB")),
        ([("BOB", "Police", "nhs"), ("CAT", "CCG", "other")], ("substitute", "CAT")),
        ([("BOB", "Police", "police"), ("CAT", "Hospital", "nhs")], ("substitute", "CAT")),
        ([("BOB", "Police", "police")], ("substitute", "BOB")),
    ],
)
def test_the_nearest_person_is_nominated(others, expected):
    problem = council(
        *online("A", "B", quorum=1),
        person("ANN", organisation="CCG", category="nhs"),
        *(person(code, organisation=organisation, category=category) for code, organisation, category in others),
        *(member("ANN", code, attendance="required") for code in "AB"),
    )
    (row,) = ask(problem).nominations.rows
    assert (row.kind, row.substitute) == expected


def test_more_nominations_than_were_reckoned_with_are_as_few_as_can_be():
    seats = [member("ANN", code, attendance="required") for code in "ABCDEFG"]
    spare = [person(f"S{number}", organisation="CCG") for number in range(9)]
    found = ask(council(*online(*"ABCDEFG", quorum=0), person("ANN", organisation="CCG"), *spare, *seats))
    assert (len(found.nominations.rows), found.nominations.proven) == (6, True)


def test_who_deputises_for_the_member_elsewhere_is_nominated_first():
    problem = council(
        *online("A", "B", "C", quorum=1),
        person("ANN", organisation="CCG", category="nhs"),
        person("BOB", organisation="CCG", category="nhs"),
        *(member("ANN", code, attendance="required") for code in "AB"),
        member("ANN", "C", substitutes=("ZED",)),
    )
    (row,) = ask(problem, bodies=("A", "B")).nominations.rows
    assert row.substitute == "ZED"


def test_two_of_other_organisations_sit_for_whom_they_are_nearest_to():
    problem = council(
        *online("A", "B", quorum=1),
        person("ANN", organisation="CCG", category="nhs"),
        person("BOB", organisation="Police", category="police"),
        person("PC", organisation="Force", category="police"),
        person("DOC", organisation="Hospital", category="nhs"),
        *(member(who, code, attendance="required") for code in "AB" for who in ("ANN", "BOB")),
    )
    found = ask(problem)
    assert sorted((row.person, row.substitute) for row in found.nominations.rows) == [("ANN", "DOC"), ("BOB", "PC")]


def test_members_of_another_body_are_nominated_where_they_can_be_spared():
    problem = council(
        *online("A", "B", "C", quorum=1),
        person("ANN", category="nhs"),
        person("SPARE", category="nhs"),
        *(member("ANN", code, attendance="required") for code in "AB"),
        member("SPARE", "C"),
        member("CHAIR", "C", "chair"),
        *(member("CHAIR", code) for code in "AB"),
    )
    found = ask(problem)
    assert [(row.person, row.substitute) for row in found.nominations.rows] == [("ANN", "SPARE")]
    assert [row.outcome for row in found.nominations.then.attendance["C"]] == ["apologies", "attends"]


def test_a_body_that_lacks_members_even_alone_cannot_be_helped():
    late = member("BOB", "A", start_date="2016-01-01")
    problem = council(*online("A", "B"), replace(late), member("ANN", "B"))
    problem = replace(problem, bodies={**problem.bodies, "A": replace(problem.bodies["A"], quorum=1)})
    found = ask(problem)
    assert [(row.message, row.people) for row in found.blockers] == [
        ("A Board has a quorum of 1 and only 0 voting members, so it cannot sit even by itself.", ())
    ]
    assert (found.nominations, found.to_be_found, slots(found), found.slots.proven) == (None, None, [], True)
    assert [(row.first, row.viable) for row in found.stretches] == [
        (FIRST, False), (day("2016-01-01"), True),
    ]  # fmt: skip


def test_a_composite_quorum_that_is_lacking_is_said():
    rule = QuorumRule("A", 1, category="business", role="chair")
    found = ask(council(*online("A", "B", quorum=1), rule, member("ANN", "A"), member("BOB", "B")))
    message = "A Board needs at least 1 of business, chair among its voting members, and has too few"
    assert [row.message for row in found.blockers] == [f"{message}, so it cannot sit even by itself."]


def test_a_seat_given_to_the_person_a_composite_quorum_names_counts():
    rule = QuorumRule("B", 1, person="DPH")
    problem = council(
        *online("A", "B", quorum=1),
        rule,
        person("DPH", organisation="Council", category="officer"),
        person("ANN", organisation="Council", category="officer"),
        member("BOB", "A"),
        member("ANN", "B"),
    )
    assert ask(problem).nominations.rows == (Nomination("seat", "ANN", "B", "DPH"),)


def test_rooms_enough_for_two_bodies_of_three_are_a_reason_of_their_own():
    problem = board(*(morning(code) for code in "ABC"), room("R1"), room("R2"), *(member(f"P{c}", c) for c in "ABC"))
    found = ask(problem, part=problem.sessions["DAY", "AM"])
    assert (found.viable, found.people_viable, found.with_cause) == (False, True, {"rooms"})
    (blocker,) = found.blockers
    message = "A Board, B Board and C Board need a room each at the same time, and at any one venue only 2 of them can"
    assert (blocker.message, blocker.rules) == (f"{message} have one.", ("room_clash",))
    assert (len(found.slots.slots), found.slots.fits) == (2, True)


@pytest.mark.parametrize(("lent", "slots"), [(1, 3), (2, 2), (3, 1)])
def test_a_kit_that_not_all_can_have_at_once_is_a_reason_of_its_own(lent, slots):
    kits = (equipment("Kit", body=code) for code in "ABC")
    rooms = (room(code) for code in ("R1", "R2", "R3"))
    people = (member(f"P{code}", code) for code in "ABC")
    problem = board(*map(morning, "ABC"), *rooms, *people, *kits, equipment("Kit", quantity=lent))
    found = ask(problem, part=problem.sessions["DAY", "AM"])
    assert (found.viable, len(found.slots.slots)) == (slots == 1, slots)
    if slots > 1:
        (blocker,) = found.blockers
        message = "A Board, B Board and C Board need a room each, with the equipment they need, at the same time, and"
        assert blocker.message.startswith(f"{message} at any one venue only {lent} of them can")
        assert blocker.rules == ("room_clash", "equipment")


def test_a_body_that_no_room_suits_is_named_with_what_it_needs():
    problem = council(
        meeting_day(venue="Town Hall"),
        session("AM"),
        morning("A", room_features=("hearing_loop",), room="R1", venue="Town Hall"),
        morning("B"),
        room("R1"),
        room("R2", venue="Library"),
        room("R3", open_from="09:30"),
        room("R4", open_to="09:30"),
        member("ANN", "A"),
        member("BOB", "B"),
    )
    found = ask(problem, part=problem.sessions["DAY", "AM"])
    needs = "1 seat, hearing loop, the room R1 and the venue Town Hall, set up for 09:00"
    message = f"No room at Town Hall would do for A Board: it needs {needs}."
    assert [(row.bodies, row.message) for row in found.blockers] == [(("A",), message)]
    assert (found.rooms, slots(found), found.slots.slots[0].rooms) == ({"B": "R1"}, [["A", "B"]], {"B": "R1"})


def test_no_room_at_all_that_would_do():
    problem = council(body("A"), body("B"), room("R1", capacity=0), member("ANN", "A"), member("BOB", "B"))
    found = ask(problem)
    assert [row.bodies for row in found.blockers] == [("A",), ("B",)]
    assert (found.rooms, found.blockers[0].message) == ({}, "No room would do for A Board: it needs 1 seat.")


def test_rooms_made_of_others_are_not_used_beside_them():
    rooms = [room("R1", capacity=5), room("R2", capacity=5), room("R1+2", capacity=10, combines=("R1", "R2"))]
    seats = [*(member(f"A{n}", "A") for n in range(6)), member("BOB", "B")]
    assert ask(council(body("A"), body("B"), *rooms, *seats)).with_cause == {"rooms"}


def test_bodies_of_one_session_sit_at_one_venue():
    rooms = [room("R1"), room("R2", venue="Library")]
    problem = board(morning("A"), morning("B"), *rooms, member("ANN", "A"), member("BOB", "B"))
    assert ask(problem, part=problem.sessions["DAY", "AM"]).with_cause == {"rooms"}
    assert sorted(ask(problem).rooms.values()) == ["R1", "R2"]


def test_without_rooms_in_the_input_none_are_asked_for():
    found = ask(council(body("A"), body("B"), member("ANN", "A"), member("BOB", "B")))
    assert (found.viable, found.rooms) == (True, None)


def test_slots_that_end_in_time_for_the_session_are_preferred():
    problem = board(
        morning("A", duration_minutes=120),
        morning("B", duration_minutes=60),
        morning("C", duration_minutes=120),
        *(room(code) for code in ("R1", "R2", "R3")),
        *(member("ANN", code, attendance="required") for code in "AB"),
        member("BOB", "C"),
    )
    found = ask(problem, part=problem.sessions["DAY", "AM"])
    assert [(slot.bodies, slot.start, slot.end) for slot in found.slots.slots] == [
        (("A", "C"), 540, 660), (("B",), 660, 720),
    ]  # fmt: skip
    assert found.slots.fits is True


def test_slots_wait_until_a_room_is_cleared_and_set_up_again():
    buffers = {"setup_minutes": 15, "clear_minutes": 15}
    problem = board(morning("A"), morning("B"), room("R1", **buffers), member("ANN", "A"), member("BOB", "B"))
    found = ask(problem, part=problem.sessions["DAY", "AM"])
    assert [(slot.start, slot.end, slot.rooms) for slot in found.slots.slots] == [
        (540, 600, {"A": "R1"}), (630, 690, {"B": "R1"}),
    ]  # fmt: skip


def test_slots_that_cannot_end_in_time_say_so_once_every_arrangement_was_tried():
    problem = board(
        *(morning(code, duration_minutes=120) for code in "ABC"),
        *(room(code) for code in ("R1", "R2", "R3")),
        *(member("ANN", code, attendance="required") for code in "AB"),
        member("BOB", "C"),
    )
    found = ask(problem, part=problem.sessions["DAY", "AM"])
    assert (len(found.slots.slots), found.slots.fits, found.slots.proven) == (2, False, True)


def test_not_every_arrangement_is_tried_and_then_nothing_is_said_of_fewer():
    problem = board(
        *(morning(code, duration_minutes=90) for code in "ABC"),
        room("R1", clear_minutes=60),
        room("R2", clear_minutes=60),
        *(member(f"P{code}", code) for code in "ABC"),
    )
    together = Together(tuple(problem.bodies), FIRST, problem.sessions["DAY", "AM"])
    found = fewest_slots(problem, together, Clock(20, silence, SearchParameters(partitions=1)))
    assert (len(found.slots), found.fits) == (2, False)


def test_a_body_longer_than_its_session_is_a_reason_of_its_own():
    problem = board(
        morning("A", duration_minutes=200), morning("B"), room("R1"), room("R2"), member("ANN", "A"), member("BOB", "B")
    )
    found = ask(problem, part=problem.sessions["DAY", "AM"])
    assert [(row.kind, row.message) for row in found.blockers] == [
        ("time", "A Board sits for 200 minutes, longer than its session (09:00 to 12:00).")
    ]
    assert [row.viable for row in found.stretches] == [False]


def test_nobody_has_more_meetings_in_slots_of_one_day_than_the_setting_allows():
    seats = [member("ANN", code, attendance="required") for code in "ABC"]
    problem = council(*online("A", "B", "C", quorum=1), *seats, max_meetings_per_person_per_day=2)
    found = ask(problem)
    assert (slots(found), found.slots.proven, len(found.slots.unlimited)) == ([], True, 3)
    (told,) = one_after_another(problem, found)
    why = "because nobody may have more than 2 meetings on one day; were it not for that, 3 would."
    assert told == f"No number of slots on one day would do, {why}"


def test_optional_members_stay_away_for_nothing_and_attend_where_they_can():
    seats = [member("ANN", code, attendance="optional") for code in "AB"]
    problem = council(*online("A", "B", quorum=0), *seats)
    found = ask(problem)
    outcomes = [row.outcome for rows in found.allocation.attendance.values() for row in rows]
    assert (found.price.apologies, sorted(outcomes)) == (0, ["apologies", "attends"])


def test_among_equals_no_quorum_is_nearer_to_failing_than_it_need_be():
    shared = [member(who, code) for code in "AB" for who in ("P1", "P2", "P3", "P4")]
    found = ask(council(*online("A", "B", quorum=1), *shared))
    assert [row.best for row in found.quorums] == [2, 2]


def test_a_body_that_is_founded_later_changes_the_answer_from_then():
    late = body("C", attendance_mode="online", start_date="2016-02-01", quorum=1)
    seats = [member("ANN", "A", attendance="required"), member("BOB", "B"), member("ANN", "C", attendance="required")]
    problem = council(*online("A", "B", quorum=1), late, *seats)
    found = find_viability(problem, Together(("A", "B"), FIRST, None, ("A", "B", "C")), 20)
    assert [(row.first, row.last, row.bodies, row.viable) for row in found.stretches] == [
        (FIRST, day("2016-01-31"), ("A", "B"), True),
        (day("2016-02-01"), day("2016-10-31"), ("A", "B", "C"), False),
    ]


def test_days_on_which_one_body_exists_ask_nothing():
    early = body("B", attendance_mode="online", end_date="2015-12-31", quorum=1)
    found = ask(council(*online("A", quorum=1), early, member("ANN", "A"), member("BOB", "B")))
    assert [(row.bodies, row.viable, row.price is None) for row in found.stretches] == [
        (("A", "B"), True, False), (("A",), True, True),
    ]  # fmt: skip


def shared_by_all(*codes):
    """Bodies that each require the same three people."""
    seats = [member(who, code, attendance="required") for code in codes for who in ("ANN", "BOB", "CAT")]
    return council(*online(*codes), *seats), Together(codes, FIRST)


def test_no_time_at_all_answers_nothing():
    assert find_viability(*shared_by_all("A", "B"), 1e-9) == OutOfTime()


def test_what_is_not_confirmed_in_time_is_not_said():
    problem, together = shared_by_all("A", "B")
    assert shown_not_viable(problem, together, Clock(10, silence))
    assert not shown_not_viable(problem, together, Clock(0, silence))


def test_who_stands_in_the_way_is_not_made_up_when_time_is_over():
    assert conflict_sets(*shared_by_all("A", "B"), Clock(0, silence)) == ([], False)
    apart = council(*online("A", "B"), member("ANN", "A"), member("BOB", "B"))
    assert conflict_sets(apart, Together(("A", "B"), FIRST), Clock(0, silence)) == ([], False)
    assert not_narrowed_down(Together(("A", "B"), FIRST), more=True).message == (
        "More stands in the way; time ran out before it was shown who does."
    )
    assert not_narrowed_down(Together(("A", "B"), FIRST), more=False).message == (
        "What these bodies need of people cannot all be had at once; time ran out before it was shown who does."
    )


def test_without_time_no_nominations_nor_slots_are_found_and_none_is_shown_impossible():
    problem, together = shared_by_all("A", "B", "C")
    found = with_remedies(problem, replace(ask(problem), nominations=None), Clock(0, silence))
    assert (found.nominations, found.none_can_help, found.nobody_can_help) == (None, False, False)
    assert fewest_slots(problem, together, Clock(0, silence)) == Slots((), proven=False)
    apart = council(*online("A", "B", "C"), *(member(f"P{code}", code) for code in "ABC"))
    assert fewest_slots(apart, together, Clock(0, silence)) == Slots((), proven=False)


def test_without_time_no_rooms_are_found_and_nothing_is_said_of_a_stretch():
    problem = council(body("A"), body("B"), room("R1"), member("ANN", "A"), member("BOB", "B"))
    together = Together(("A", "B"), FIRST)
    assert assign_rooms(problem, together, [Stay("A")], Clock(0, silence)) == RoomAssignment({}, proven=False)
    assert answer_for(problem, together, FIRST, Clock(0, silence)).viable is None


def test_the_day_of_slots_without_hours_puts_them_one_after_another():
    made = day_of(council(*online("A", "B")), Together(("A", "B"), FIRST), [Slot(("A",)), Slot(("B",))])
    assert made.starts == {"A": 540, "B": 660}


def test_whoever_listens_hears_again_what_a_long_search_is_at(monkeypatch):
    monkeypatch.setattr(progress, "REPEAT_SECONDS", 0.01)
    heard = []
    with progress.repeating(heard.append) as aloud:
        aloud("Seating everyone")
        while len(heard) < 3:
            sleep(0.01)
    assert set(heard) == {"Seating everyone"}
