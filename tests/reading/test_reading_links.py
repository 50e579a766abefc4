"""The table links: what can never be kept, and what says the same twice."""

import pytest
from raw_council import DAY, body, faults_of, problem_of, raw, rows_of, warning_places

from scheduler.domain.bodies import Link
from scheduler.domain.reasons import Fault

AUDIT, CABINET = body(body="AUD", name="Audit"), body(body="CAB", name="Cabinet")
BODIES = [body(), AUDIT, CABINET]
MEMBERS = rows_of(*(f"body={of} | person=ANN" for of in ("GB", "AUD", "CAB")))


def faults(*rows: str, **tables: list) -> tuple[Fault, ...]:
    return faults_of(raw(**{"bodies": BODIES, "links": rows_of(*rows), **tables}))


def places(*rows: str, **tables: list) -> list[tuple[str, int | None, str | None]]:
    return [(fault.table, fault.row, fault.column) for fault in faults(*rows, **tables)]


def test_a_link_is_hard_and_leaves_an_hour_unless_the_row_says_otherwise() -> None:
    rows = ("from_body=GB | to_body=AUD | kind=follows", "from_body=CAB | to_body=AUD | kind=not_same_day")
    more = "from_body=GB | to_body=CAB | kind=follows | minutes=15 | strength=soft"
    problem = problem_of(bodies=BODIES, memberships=MEMBERS, links=rows_of(*rows, more))
    assert problem.links == (
        Link("GB", "AUD", "follows", "hard", 60),
        Link("CAB", "AUD", "not_same_day", "hard", 60),
        Link("GB", "CAB", "follows", "soft", 15),
    )


@pytest.mark.parametrize(
    ("rows", "column", "message"),
    [
        (["from_body=GB | to_body=GB | kind=not_same_day"], "to_body", "GB cannot be linked with itself"),
        (
            ["from_body=GB | to_body=AUD | kind=not_same_day | minutes=30"],
            "minutes",
            "minutes say how soon a body follows another, and the kind is not_same_day",
        ),
        (
            ["from_body=GB | to_body=AUD | kind=not_next_day", "from_body=AUD | to_body=GB | kind=not_next_day"],
            "kind",
            "AUD and GB are linked so already, by row 2",
        ),
        (
            ["from_body=GB | to_body=AUD | kind=follows", "from_body=GB | to_body=AUD | kind=follows | minutes=5"],
            "kind",
            "GB and AUD are linked so already, by row 2",
        ),
        (
            ["from_body=GB | to_body=AUD | kind=follows", "from_body=AUD | to_body=GB | kind=follows"],
            "to_body",
            "the bodies follow one another in a circle",
        ),
        (
            ["from_body=GB | to_body=AUD | kind=not_same_week", "from_body=GB | to_body=AUD | kind=follows"],
            "kind",
            "by row 2 and this one, two bodies meet on the same day and never do",
        ),
        (
            ["from_body=GB | to_body=AUD | kind=follows", "from_body=AUD | to_body=GB | kind=not_same_day"],
            "kind",
            "by row 2 and this one, two bodies meet on the same day and never do",
        ),
    ],
)
def test_links_that_cannot_be_kept_are_faults_of_the_last_of_their_rows(
    rows: list[str], column: str, message: str
) -> None:
    (fault,) = faults(*rows)
    assert (fault.table, fault.row, fault.column) == ("links", len(rows) + 1, column)
    assert fault.message.startswith(message)


def test_bodies_of_meeting_days_follow_nobody_and_never_keep_apart_within_one() -> None:
    together = [
        body(body=code, name=code, meeting_day="DAY", session="MORNING", meetings_min=None, meetings_max=None)
        for code in ("ONE", "TWO")
    ]
    tables = {"bodies": [*BODIES, *together], **DAY}
    row = "from_body=ONE | to_body={} | kind={}"
    assert places(row.format("GB", "follows"), **tables) == [("links", 2, "from_body")]
    assert places(row.format("TWO", "not_same_day"), **tables) == [("links", 2, "kind")]
    assert places(row.format("TWO", "not_same_week"), **tables) == [("links", 2, "kind")]
    assert places(row.format("TWO", "not_next_day"), **tables) == []
    assert places(row.format("GB", "not_same_day"), **tables) == []
    assert places("from_body=GB | to_body=ONE | kind=follows", **tables) == []


def test_a_body_that_follows_one_which_never_meets_is_warned_of() -> None:
    never = body(body="AUD", name="Audit", meetings_min=None, meetings_max=None)
    tables = {"memberships": MEMBERS[:1], "links": rows_of("from_body=GB | to_body=AUD | kind=follows")}
    assert warning_places(bodies=[body(), never], **tables) == [("links", 2, "to_body")]
    both = [body(meetings_min=None, meetings_max=None), never]
    assert ("links", 2, "to_body") not in warning_places(bodies=both, **tables)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("from_body=GB | to_body=XYZ | kind=follows", "to_body"),
        ("from_body=GB | to_body=AUD | kind=beside", "kind"),
        ("to_body=AUD | kind=follows", "from_body"),
    ],
)
def test_a_row_that_cannot_be_read_is_one_fault(row: str, column: str) -> None:
    assert places(row) == [("links", 2, column)]
