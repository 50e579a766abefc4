"""Whether bodies can sit at the same time, in words and as a document."""

from dataclasses import replace

import pytest
from builders import body, council, day, meeting_day, member, person, room, session

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.viability import Slots, Together, joined
from scheduler.domain.viability_report import report
from scheduler.messages.viability import WIDTH, table_lines, viability_document, viability_lines
from scheduler.solver.viability.viability import find_viability

FIRST = day("2015-11-01")


def asked(problem, bodies=("A", "B"), part=None, **more):
    return problem, find_viability(problem, Together(tuple(bodies), FIRST, part, **more), 20)


@pytest.fixture(scope="module")
def viable():
    """Two boards of a morning that share a chief officer with a deputy, a member without and an adviser."""
    problem = council(
        meeting_day("DAY", name="Partnership day", venue="Town Hall"),
        session("AM"),
        body("A", name="Health Board", meeting_day="DAY", session="AM", duration_minutes=90, quorum=1),
        body("B", name="Growth Board", meeting_day="DAY", session="AM", duration_minutes=60, quorum=1),
        room("CR1"),
        room("CR2"),
        QuorumRule("A", 1, category="nhs", organisation="CCG"),
        QuorumRule("A", 1, person="CHIEF"),
        QuorumRule("B", 1, role="vice_chair"),
        person("CHIEF", name="Chief Officer", organisation="CCG", category="nhs"),
        member("CHIEF", "A", "chair"),
        member("CHIEF", "B", substitutes=("DEP",)),
        member("SHE", "A"),
        member("SHE", "B"),
        member("ADV", "A", "adviser", attendance="optional"),
        member("ADV", "B", "adviser", attendance="optional"),
        member("VICE", "B", "vice_chair"),
    )
    return asked(problem, part=problem.sessions["DAY", "AM"])


@pytest.fixture(scope="module")
def clash():
    """Three boards that require one director, without rooms or meeting days."""
    seats = [member("DPH", code, attendance="required") for code in ("A", "B", "C")]
    people = [
        person("DPH", name="Director", organisation="Council"),
        person("CON", name="Consultant", organisation="Council"),
    ]
    bodies = [body(code, quorum=0) for code in ("A", "B", "C")]
    return asked(council(*bodies, *people, *seats), bodies=("A", "B", "C"))


def parts_of(case):
    return {part.heading: part for part in report(*case)}


def test_the_answer_comes_first_with_what_it_costs(viable):
    lines = list(viability_lines(*viable))
    assert lines[:8] == [
        "Calendar: can these bodies sit at the same time?",
        "================================================",
        "",
        "1. Question",
        "   Can Health Board and Growth Board sit at the same time, in the session AM of Partnership day",
        "   (09:00 to 12:00, Town Hall)?",
        "",
        "2. Answer",
    ]
    assert max(map(len, lines)) <= WIDTH
    answer = " ".join(line.strip() for line in lines[8:12] if line)
    assert answer.startswith(
        "Yes: as memberships stand on Sunday 1 November 2015, both can sit at once and keep every rule."
    )
    told = "Each time, 1 member sends apologies, 1 substitute sits and 1 who need not attend stays away"
    assert f"{told}." in answer


def test_a_viable_case_says_times_rooms_quorums_and_who_is_away(viable):
    parts = parts_of(viable)
    assert list(parts) == [
        "Question", "Answer", "Times and rooms", "Quorums", "Members shared", "Who would not be there in person",
        "Through the year", "What this rests on",
    ]  # fmt: skip
    assert parts["Times and rooms"].rows == (
        ("1", "09:00 to 10:30", "Health Board", "Room CR1"), ("1", "09:00 to 10:00", "Growth Board", "Room CR2"),
    ) or parts["Times and rooms"].rows == (
        ("1", "09:00 to 10:30", "Health Board", "Room CR2"), ("1", "09:00 to 10:00", "Growth Board", "Room CR1"),
    )  # fmt: skip
    assert [row[:3] for row in parts["Quorums"].rows] == [("Health Board", "2", "1"), ("Growth Board", "3", "1")]
    assert [row[4:] for row in parts["Quorums"].rows] == [
        ("1 of nhs, CCG (has 1); Chief Officer (there)", "Chief Officer"),
        ("1 of vice-chair (has 1)", "Councillor Vice"),
    ]
    away = {(row[0], row[2]) for row in parts["Who would not be there in person"].rows}
    assert away == {
        ("Chief Officer", "Councillor Dep"), ("Councillor She", "apologies"),
        ("Councillor Adv (adviser, no vote)", "need not attend"),
    }  # fmt: skip
    assert parts["Members shared"].rows == (
        ("Health Board and Growth Board", "2", "Chief Officer; Councillor She", "Councillor Adv"),
    )  # fmt: skip
    assert parts["Through the year"].sentences == (
        "The answer, and what it costs, are the same on every day of the calendar.",
    )
    assert "open at that time" in parts["What this rests on"].sentences[-1]


def test_a_row_of_a_table_can_be_read_as_a_line(viable):
    parts = parts_of(viable)
    assert list(parts["Times and rooms"].lines)[2].startswith(
        "Slot 1: time 09:00 to 10:30; body Health Board; room Room CR"
    )
    assert list(parts["Members shared"].lines) == [
        (
            "Health Board and Growth Board: shared 2; voting members Chief Officer; Councillor She; without a vote on "
            "one Councillor Adv"
        ),
    ]


def test_nobody_has_to_stay_away_where_nobody_is_shared():
    parts = parts_of(asked(council(body("A", quorum=0), body("B", quorum=0), member("ANN", "A"))))
    assert parts["Answer"].sentences[0].endswith("keep every rule. Nobody has to stay away.")
    assert parts["Who would not be there in person"].sentences == ("Everyone is there in person.",)
    assert parts["Members shared"].rows == (("A Board and B Board", "0", "nobody", "nobody"),)
    assert [row[-1] for row in parts["Quorums"].rows] == ["no chair is named", "no chair is named"]
    assert parts["What this rests on"].sentences[-1] == "The input has no rooms, so nothing was asked of them."


def test_what_stands_in_the_way_and_what_would_help_are_sentences(clash):
    parts = parts_of(clash)
    message = "Director is required at A Board, B Board and C Board, can be at one of them only"
    (told,) = parts["What stands in the way"].sentences
    assert told == f"{message}, and nobody is named to deputise."
    (answer,) = parts["Answer"].sentences
    assert answer.partition(told)[0] == "No: as memberships stand on Sunday 1 November 2015, they cannot. "
    assert answer.partition(told)[2] == (
        " No nomination of the people in the input can make it possible. One after another, 3 slots would do without "
        "any nomination."
    )
    assert parts["What would make it possible"].sentences[:2] == (
        "No nomination of the people in the input can make it possible.",
        "1 person would have to be found who is not in the input:",
    )
    assert len(parts["What would make it possible"].sentences) == 4
    assert parts["One after another"].sentences[0] == (
        "3 slots one after another would do without any nomination, and fewer will not do."
    )
    assert parts["One after another"].columns == ("Slot", "Body", "Room")
    assert parts["Who would not be there in person"].sentences[0].startswith("Were they to sit at once all the same.")
    assert "Seated so that the fewest fail" in parts["Quorums"].sentences[1]


def nominated(*people, role="member", **fields):
    seats = [member("ANN", code, role, **fields) for code in ("A", "B")]
    return asked(council(*(body(code, quorum=0, presiding="chair") for code in ("A", "B")), *people, *seats))


def test_a_substitute_is_proposed_with_the_organisation():
    case = nominated(
        person("ANN", organisation="CCG"), person("BOB", organisation="CCG", category="nhs"), attendance="required"
    )
    told = parts_of(case)["What would make it possible"].sentences
    assert told[0] == "The fewest nominations that make it possible: 1."
    assert told[1] in {
        "Name Councillor Bob (CCG) as a substitute for Councillor Ann at A Board.",
        "Name Councillor Bob (CCG) as a substitute for Councillor Ann at B Board.",
    }
    assert told[2] == "There are then no apologies and 1 substitute each time."
    assert "1 nomination would make it possible." in parts_of(case)["Answer"].sentences[0]


def test_a_seat_is_proposed_with_its_role():
    case = nominated(person("ANN", organisation="CCG"), person("BOB", organisation="CCG"), role="vice_chair")
    told = parts_of(case)["What would make it possible"].sentences[1]
    assert told in {
        "Give the seat of Councillor Ann at A Board, as vice-chair, to Councillor Bob (CCG).",
        "Give the seat of Councillor Ann at B Board, as vice-chair, to Councillor Bob (CCG).",
    }


def test_somebody_to_be_found_is_of_the_organisation_or_of_none():
    for fields, whom in (({"organisation": "CCG"}, "somebody else of CCG"), ({}, "somebody else")):
        case = nominated(person("ANN", **fields), attendance="required")
        told = parts_of(case)["What would make it possible"].sentences[2]
        assert told.startswith(f"Name {whom} as a substitute for Councillor Ann at ")


def test_more_than_one_person_to_be_found_is_counted():
    seats = [member(who, code, attendance="required") for code in ("A", "B") for who in ("P1", "P2")]
    told = parts_of(asked(council(body("A", quorum=0), body("B", quorum=0), *seats)))
    assert (
        told["What would make it possible"].sentences[1] == "2 people would have to be found who are not in the input:"
    )
    assert "1 other thing stands in the way too." in told["Answer"].sentences[0]


def test_where_even_strangers_cannot_help_it_is_said():
    case = asked(council(body("A", quorum=1), body("B", quorum=0), member("ANN", "B")))
    parts = parts_of(case)
    assert parts["What would make it possible"].sentences[1] == (
        "Nor could anybody who is not in the input: what a body needs by itself has to be put right first."
    )
    assert parts["One after another"].sentences == ("No number of slots on one day would do, as memberships are.",)


def test_rooms_in_the_way_are_not_put_right_by_nominations(viable):
    problem, _ = viable
    problem = replace(problem, rooms={"CR1": problem.rooms["CR1"]})
    case = asked(problem, part=problem.sessions["DAY", "AM"])
    assert "Nominations cannot help: the memberships allow it." in parts_of(case)["Answer"].sentences[0]
    assert viability_document(*case)["nominations"] is None
    assert viability_document(*case)["nominations_for_memberships"]["nominations"] == []


def test_both_rooms_and_people_in_the_way(viable):
    problem, _ = viable
    rows = [replace(row, attendance="required") if row.person == "SHE" else row for row in problem.memberships]
    problem = replace(problem, rooms={"CR1": problem.rooms["CR1"]}, memberships=tuple(rows))
    case = asked(problem, part=problem.sessions["DAY", "AM"])
    parts = parts_of(case)
    assert "1 nomination, once that is put right, would make it possible." in parts["Answer"].sentences[0]
    assert parts["What would make it possible"].sentences[-1] == (
        "That settles the memberships only: what else stands in the way has to be put right besides."
    )
    assert viability_document(*case)["nominations"] is None
    assert len(viability_document(*case)["nominations_for_memberships"]["nominations"]) == 1


def test_slots_without_a_room_or_in_time_say_so(viable):
    problem, _ = viable
    rooms = {"CR1": replace(problem.rooms["CR1"], open_to=11 * 60)}
    problem = replace(problem, rooms=rooms)
    parts = parts_of(asked(problem, part=problem.sessions["DAY", "AM"]))
    assert parts["One after another"].sentences[-1] == "No room was found then for Growth Board."
    late = {"A": replace(problem.bodies["A"], duration_minutes=170), "B": problem.bodies["B"]}
    problem = replace(problem, bodies=late, rooms={"CR1": replace(rooms["CR1"], open_to=None)})
    parts = parts_of(asked(problem, part=problem.sessions["DAY", "AM"]))
    assert "but would end too late for the session." in parts["Answer"].sentences[0]
    assert parts["One after another"].sentences[-1] == (
        "The last body ends at 12:50, too late for the end of the session at 12:00."
    )


def test_what_is_not_proven_is_said_not_to_be(clash, viable):
    problem, found = clash
    unsure = replace(
        found,
        none_can_help=False,
        to_be_found=None,
        slots=replace(found.slots, proven=False),
        allocation=replace(found.allocation, proven=False),
        stretches=(replace(found.stretches[0], viable=None),),
    )
    parts = parts_of((problem, unsure))
    unknown = "Whether nominations could make it possible was not found out in the time given."
    assert unknown in parts["Answer"].sentences[0]
    assert parts["What would make it possible"].sentences == (unknown,)
    assert parts["One after another"].sentences[0].endswith("whether fewer would do was not shown in the time given.")
    assert parts["Through the year"].sentences == (
        "Sunday 1 November 2015 to Monday 31 October 2016: not found out in the time given.",
    )
    assert "Time ran out before it was shown that no other way to seat everyone is better." in (
        parts["What this rests on"].sentences
    )
    unsure = replace(unsure, slots=Slots((), proven=False), none_can_help=True)
    parts = parts_of((problem, unsure))
    assert parts["One after another"].sentences == ("No number of slots was found to do in the time given.",)
    assert len(parts["What would make it possible"].sentences) == 1


def test_fewest_nominations_that_are_not_proven_say_so():
    problem, found = nominated(
        person("ANN", organisation="CCG"), person("BOB", organisation="CCG", category="nhs"), attendance="required"
    )
    unsure = replace(found, nominations=replace(found.nominations, proven=False, price=None))
    told = parts_of((problem, unsure))["What would make it possible"].sentences
    more = "Fewer may do: time ran out before that was shown."
    assert (told[0], len(told)) == (f"The fewest nominations that make it possible: 1. {more}", 2)


def test_stretches_of_the_year_differ_and_say_how():
    problem = council(
        body("A", quorum=1),
        body("B", quorum=1),
        body("C", quorum=0, start_date="2016-06-01"),
        member("ANN", "A", end_date="2016-01-31"),
        member("BOB", "B"),
        member("BOB", "A", start_date="2016-02-01"),
    )
    without, price = "without C Board, not in existence then", "no apologies and no substitutes"
    assert joined_parts(problem) == (
        f"Sunday 1 November 2015 to Sunday 31 January 2016: yes {without}, with {price}.",
        f"Monday 1 February 2016 to Tuesday 31 May 2016: no {without}.",
        "Wednesday 1 June 2016 to Monday 31 October 2016: no.",
    )


def joined_parts(problem):
    problem, found = asked(problem, asked=("A", "B", "C"))
    return parts_of((problem, replace(found, stretches=joined(problem, found.stretches))))["Through the year"].sentences


def test_a_stretch_with_one_body_answers_nothing():
    problem = council(body("A", quorum=0), body("B", quorum=0, end_date="2015-12-31"))
    assert parts_of(asked(problem))["Through the year"].sentences[1] == (
        "Friday 1 January 2016 to Monday 31 October 2016: nothing to answer without B Board, not in existence then."
    )


def test_a_staggered_session_is_staggered_in_any_case(viable):
    problem, found = viable
    staggered = replace(found.together, session=replace(found.together.session, arrangement="staggered"))
    assert parts_of((problem, replace(found, together=staggered)))["What this rests on"].sentences[-1] == (
        "The input arranges this session as staggered, so a plan sits its bodies one after another in any case."
    )


def test_bodies_without_a_session_have_rooms_wherever_they_are():
    case = asked(council(body("A", quorum=0), body("B", quorum=0), room("R1"), room("R2", venue="Library")))
    assert "wherever it is" in parts_of(case)["What this rests on"].sentences[-1]


def quorums_clash(number):
    shared = [member(f"P{n}", code) for code in ("A", "B") for n in range(number)]
    least = number // 2 + 1
    case = asked(council(body("A", quorum=least), body("B", quorum=least), *shared))
    return parts_of(case)["What stands in the way"].sentences[0]


def test_many_people_in_the_way_are_counted():
    assert quorums_clash(9) == (
        "A Board needs a quorum of 5 of its 9 voting members; B Board needs a quorum of 5 of its 9 voting members. Not "
        "all of that can be had at once: 9 people sit on more than one of these bodies or deputise there, and each of "
        "them can be in one place only. Once the rest is met, B Board keeps only 4 of the 5 voting members it needs."
    )


def test_few_people_in_the_way_are_named():
    assert quorums_clash(2) == (
        "A Board needs a quorum of 2 of its 2 voting members; B Board needs a quorum of 2 of its 2 voting members. Not "
        "all of that can be had at once: Councillor P0 and Councillor P1 are members of A Board and B Board, and each "
        "of them can be in one place only. Once the rest is met, B Board keeps none of the 2 voting members it needs."
    )


def test_kinds_of_need_are_named_in_full():
    problem = council(
        body("A", quorum=0),
        body("B", quorum=0),
        QuorumRule("A", 2, category="nhs"),
        QuorumRule("B", 1, person="DOC"),
        person("DOC", category="nhs"),
        person("GP", category="nhs"),
        member("DOC", "A"),
        member("GP", "A"),
        member("DOC", "B"),
    )
    (told,) = parts_of(asked(problem))["What stands in the way"].sentences
    assert told == (
        "A Board needs at least 2 of nhs among its voting members; B Board needs Councillor Doc or a substitute for "
        "its quorum. Not all of that can be had at once: Councillor Doc is a member of A Board and B Board, and can be "
        "in one place only."
    )


def test_of_a_composite_quorum_it_is_said_how_much_is_left():
    problem = council(
        body("A", quorum=0),
        body("B", quorum=0),
        QuorumRule("A", 1, person="DOC"),
        QuorumRule("B", 2, category="nhs"),
        person("DOC", category="nhs"),
        person("GP", category="nhs"),
        member("DOC", "A"),
        member("DOC", "B"),
        member("GP", "B"),
    )
    (told,) = parts_of(asked(problem))["What stands in the way"].sentences
    assert told.endswith("Once the rest is met, B Board keeps only 1 of the 2 it needs.")


def test_deputies_who_are_members_there_cannot_deputise():
    for deputies, told in (
        (("BOB",), "Councillor Bob, named to deputise, is a member"),
        (("BOB", "CAT"), "are members"),
    ):
        seats = [member("ANN", code, attendance="required", substitutes=deputies) for code in ("A", "B")]
        seats += [member(who, code, attendance="optional") for who in deputies for code in ("A", "B")]
        case = asked(council(body("A", quorum=0), body("B", quorum=0), *seats))
        assert told in parts_of(case)["What stands in the way"].sentences[0]


def test_a_deputy_wanted_in_two_places_is_named():
    seats = [member("ANN", code, attendance="required", substitutes=("DEP",)) for code in ("A", "B", "C")]
    bodies = [body(code, quorum=0) for code in ("A", "B", "C")]
    (told,) = parts_of(asked(council(*bodies, *seats), bodies="ABC"))["What stands in the way"].sentences
    assert told.startswith(
        "A Board needs Councillor Ann or a substitute; B Board needs Councillor Ann or a substitute; "
    )
    assert "Councillor Dep may deputise at A Board, B Board and C Board, and each of them can be in one place" in told


def test_the_document_keeps_to_the_contract(clash):
    document = viability_document(*clash)
    assert {key: document[key] for key in ("bodies", "viable", "overlaps", "nominations", "slots")} == {
        "bodies": ["A", "B", "C"],
        "viable": False,
        "overlaps": [
            {"bodies": ["A", "B"], "people": ["DPH"]},
            {"bodies": ["A", "C"], "people": ["DPH"]},
            {"bodies": ["B", "C"], "people": ["DPH"]},
        ],
        "nominations": None,
        "slots": [{"slots": 3, "bodies": [["A"], ["B"], ["C"]], "apologies": 0, "substitutes": 0}],
    }
    assert [(row["body"], row["needed"], row["voting"]) for row in document["quorum"]] == [
        ("A", 0, 1), ("B", 0, 1), ("C", 0, 1),
    ]  # fmt: skip
    assert sorted(row["best"] for row in document["quorum"]) == [0, 0, 1]
    (blocker,) = document["blockers"]
    assert (blocker["kind"], blocker["rules"], blocker["bodies"], blocker["people"]) == (
        "people", ["person_clash"], ["A", "B", "C"], ["DPH"],
    )  # fmt: skip
    found = document["to_be_found"]
    assert (len(found["people"]), len(found["nominations"]), found["cost"]) == (1, 1, None)
    assert (document["meeting_day"], document["session"], document["rooms"]) == (None, None, None)


def test_the_document_of_a_viable_case_has_one_slot_and_no_nominations(viable):
    document = viability_document(*viable)
    assert (document["viable"], document["nominations"]) == (True, [])
    assert document["slots"] == [
        {"slots": 1, "bodies": [["A", "B"]], "apologies": 1, "substitutes": 1},
        {"slots": 2, "bodies": [["A"], ["B"]], "apologies": 0, "substitutes": 0},
    ]
    assert (document["meeting_day"], document["session"], document["on"]) == ("DAY", "AM", "2015-11-01")
    assert document["cost"] == {"apologies": 2, "substitutes": 1}
    assert document["quorum"][0]["rules"][0] == {
        "minimum": 1, "category": "nhs", "organisation": "CCG", "person": None, "role": None, "best": 1,
    }  # fmt: skip
    (slot,) = document["slot_details"]["slots"]
    assert (slot["start"], slot["end"], sorted(slot["rooms"])) == ("09:00", "10:30", ["A", "B"])
    assert len(document["attendance"]) == 7
    assert document["stretches"] == [
        {
            "from": "2015-11-01", "to": "2016-10-31", "bodies": ["A", "B"], "viable": True,
            "cost": {"apologies": 2, "substitutes": 1},
        }
    ]  # fmt: skip


def test_a_table_too_wide_for_the_page_goes_on_in_the_next_line():
    lines = list(table_lines(("Who", "What"), [("Ann", "word " * 40), ("", "x")]))
    assert max(map(len, lines)) <= WIDTH
    assert (lines[0].split(), lines[2].split()[:2], lines[-1].split()) == (["Who", "What"], ["Ann", "word"], ["x"])
    many = list(table_lines(tuple("ABCDEFGHIJKL"), [("a long cell of words",) * 12]))
    assert len(many) > 3


def test_apologies_of_members_and_of_people_without_a_vote_are_counted_apart():
    problem = council(
        body("A", quorum=0), body("B", quorum=0), member("ANN", "A"), member("ANN", "B"),
        member("ADV", "A", "adviser", voting=False), member("ADV", "B", "adviser", voting=False),
    )  # fmt: skip
    (told, *_) = parts_of(asked(problem))["Answer"].sentences
    assert told.endswith("Each time, 1 member sends apologies and 1 without a vote sends apologies.")
