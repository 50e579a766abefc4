"""Codes that change: what a body or a person was called before still means it, and one person is entered once."""

import json
from dataclasses import replace

import pytest
from builders import body, calendar, council, meeting, member, person, room
from raw_council import BODY, SOUND, Cells, fault_places, problem_of, raw, rows_of, warning_places
from raw_council import body as row_of

from scheduler.outputs.plan_json import plan_bytes
from scheduler.reading.parsing import parse
from scheduler.reading.plans.files import read_plan

PEOPLE = SOUND["people"]


def test_rows_that_name_an_earlier_code_mean_the_present_one() -> None:
    problem = problem_of(
        bodies=[row_of(body="PLC", aliases="GB;Planning")],
        people=[{**row, "aliases": "A1"} if row["person"] == "ANN" else row for row in PEOPLE],
        memberships=rows_of("person=a1 | body=gb | role=chair", "person=BOB | body=PLC", "person=CAT | body=GB"),
        unavailability=rows_of("kind=person | who=A1 | start=2016-01-05 | end=2016-01-05"),
        fixed_meetings=rows_of("body=GB | date=2016-01-07"),
    )
    assert [(row.person, row.body) for row in problem.memberships] == [("ANN", "PLC"), ("BOB", "PLC"), ("CAT", "PLC")]
    assert [row.who for row in problem.absences] == ["ANN"]
    assert [row.body for row in problem.fixed_meetings] == ["PLC"]
    assert problem.people["ANN"].aliases == ("A1",)


@pytest.mark.parametrize(
    ("bodies", "people", "places"),
    [
        ([BODY, row_of(body="HB", name="Health", aliases="gb")], PEOPLE, [("bodies", 3, "aliases")]),
        ([row_of(aliases="X"), row_of(body="HB", name="Health", aliases="x")], PEOPLE, [("bodies", 3, "aliases")]),
        ([row_of(aliases="HB;GB"), row_of(body="HB", name="Health")], PEOPLE, [("bodies", 2, "aliases")]),
        ([BODY], [*PEOPLE[1:], {**PEOPLE[0], "aliases": "bob"}], [("people", 5, "aliases")]),
        ([row_of(aliases="GB;Growth Board")], PEOPLE, []),
    ],
)
def test_an_alias_means_one_row_alone(bodies: list[Cells], people: list[Cells], places: list[object]) -> None:
    assert fault_places(bodies=bodies, people=people) == places


def test_a_plan_that_names_earlier_codes_is_spelt_by_the_present_ones(tmp_path) -> None:
    before = council(body("PLAN"), member("A1", "PLAN", "chair", substitutes=("A2",)), person("A2"), room("CR1"))
    plan = calendar(before, meeting(before, "PLAN", substitutes={"A1": "A2"}))
    plan = replace(plan, generated="2015-01-01T00:00:00Z")
    (tmp_path / "plan.json").write_bytes(plan_bytes(plan))
    now = council(
        body("PLC", aliases=("plan",)),
        member("ANN", "PLC", "chair", substitutes=("BOB",)),
        person("ANN", aliases=("A1",)),
        person("BOB", aliases=("a2",)),
        room("CR1"),
    )
    (found,) = read_plan(tmp_path, now).plan.meetings
    (old,) = plan.meetings
    assert (found.body, found.uid, found.sequence) == ("PLC", old.uid, old.sequence)
    assert [(row.person, row.substitute) for row in found.attendance] == [("ANN", "BOB")]
    assert json.loads(plan_bytes(plan))["meetings"][0]["body"] == "PLAN"


TWINS = [
    ("A | Cllr Ann Example | Labour | ann@example.org", "B | Ann Example | Labour | ANN@example.org", True),
    ("A | Councillor Ann Example | Labour | ", "B | ann  example | labour | ann@example.org", True),
    ("A | Dr. Ann Example | | ", "B | Ann Example | | ", True),
    ("A | Ann Example | Labour | ann@example.org", "B | Ann Example | Labour | ann2@example.org", False),
    ("A | Ann Example | Labour | ", "B | Ann Example | Green | ", False),
    ("A | Ann Example | Labour | ", "B | Ann Sample | Labour | ", False),
]


@pytest.mark.parametrize(("one", "two", "warned"), TWINS)
def test_one_person_under_two_codes_is_a_warning_at_the_second(one: str, two: str, *, warned: bool) -> None:
    columns = ("person", "name", "organisation", "email")
    rows = [dict(zip(columns, (cell.strip() for cell in row.split("|")), strict=True)) for row in (one, two)]
    rows = [{column: cell for column, cell in row.items() if cell} for row in rows]
    places = warning_places(people=[*PEOPLE, *rows])
    assert places == ([("people", len(PEOPLE) + 3, "person")] if warned else [])


def test_the_warning_says_whom_and_what_to_do() -> None:
    people = [*PEOPLE, {**PEOPLE[0], "person": "X9", "name": "Cllr Ann"}]
    _, (warning,) = parse(raw(people=people))
    assert warning.message.startswith("X9 has the name and organisation of ANN (row 2)")
    assert "no clash between their meetings can be found" in warning.remedy
