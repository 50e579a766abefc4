"""The table decisions: rows of no meeting, without a reason, announced too late, and bodies that decide nothing."""

import pytest
from raw_council import body, fault_places, faults_of, raw, rows_of, warning_places

EXECUTIVE = body(name="Cabinet", legal_kind="executive", open_to_public="yes", notice_clear_days=5, seats=3)
SCRUTINY = {**EXECUTIVE, "body": "SCR", "name": "Scrutiny", "legal_kind": "scrutiny_committee"}
COUNCIL = {**EXECUTIVE, "body": "COU", "name": "Council", "legal_kind": "full_council"}
CLOSED = {**EXECUTIVE, "body": "CLO", "name": "Closed Cabinet", "open_to_public": "no"}
NEVER = body(body="NEV", name="Never", meetings_min=None, meetings_max=None)
BODIES = [EXECUTIVE, SCRUTINY, COUNCIL, CLOSED, NEVER]
MEMBERS = rows_of(*(f"body={one['body']} | person=ANN" for one in BODIES))
MATTER = "decision=D1 | title=Homes"


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("body=GB", "number", "neither the date nor the number of the meeting is filled in"),
        ("body=GB | number=5", "number", "GB has no meeting number 5"),
        ("body=GB | number=0", "number", "GB has no meeting number 0"),
        ("body=NEV | number=1", "number", "NEV has no meeting number 1"),
        ("body=GB | number=1 | private=yes", "reason", "it is to be taken in private, and the reason is blank"),
        (
            "body=GB | date=2016-02-02 | noticed_on=2016-02-02", "noticed_on",
            "notice was given on Tuesday 2 February 2016, not before the meeting on Tuesday 2 February 2016",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be(row: str, column: str, message: str) -> None:
    (fault,) = faults_of(raw(bodies=BODIES, memberships=MEMBERS, decisions=rows_of(f"{MATTER} | {row}")))
    assert (fault.table, fault.row, fault.column, fault.message) == ("decisions", 2, column, message)
    assert fault.remedy


def warnings(*rows: str) -> list[tuple[int | None, str | None]]:
    found = warning_places(bodies=BODIES, memberships=MEMBERS, decisions=rows_of(*rows))
    return [(row, column) for table, row, column in found if table == "decisions"]


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ("body=GB | number=4 | key=yes | private=yes | reason=Price", []),
        ("body=GB | date=2016-02-02 | noticed_on=2016-01-02", []),
        ("body=COU | number=1", []),
        ("body=GB | number=1 | reason=Price", ["private"]),
        ("body=GB | date=2017-02-02", ["date"]),
        ("body=SCR | number=1", ["body"]),
        ("body=CLO | number=1", ["body"]),
        ("body=NEV | date=2016-02-02", ["body"]),
        ("body=COU | number=1 | key=yes", ["key"]),
    ],
)
def test_what_had_better_be_looked_at(row: str, columns: list[str]) -> None:
    assert warnings(f"{MATTER} | {row}") == [(2, column) for column in columns]


def test_of_a_body_that_is_not_there_only_that_is_said() -> None:
    decisions = rows_of(f"{MATTER} | body=NOBODY | number=1")
    assert fault_places(bodies=BODIES, memberships=MEMBERS, decisions=decisions) == [("decisions", 2, "body")]


def test_in_a_nation_without_key_decisions_a_key_decision_is_warned_of() -> None:
    decisions = rows_of(f"{MATTER} | body=GB | number=1 | key=yes")
    found = warning_places({"holidays": "GB-SCT"}, bodies=BODIES, memberships=MEMBERS, decisions=decisions)
    assert ("decisions", 2, "key") in found
