from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, member, room

from scheduler.domain.plan import Attendance
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import unmoved

ROWS = (
    body("GB"),
    room("CR1"),
    room("CR2"),
    member("ANN"),
    member("BOB", role="observer", attendance="optional"),
    member("OLD", end_date="2015-11-18"),
)
TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
BEFORE = calendar(council(*ROWS), meeting(council(*ROWS), uid="gb-1", room="CR1"))


def test_unmoved_without_a_baseline_costs_nothing() -> None:
    problem = council(*ROWS)
    assert tuple(unmoved.score(problem, calendar(problem))) == ()


@pytest.mark.parametrize(
    ("change", "cost", "why"),
    [
        ({}, 0, None),
        ({"end": 700}, 0, None),
        ({"room": "CR2"}, 100_000, "It moves to another room: Room CR2."),
        ({"room": None}, 100_000, "It moves to another room: no room."),
        (
            {"start": 840, "room": "CR2"},
            1_002_000,
            "It moves to Thursday 19 November 2015 at 14:00, which concerns 2 memberships.",
        ),
        (
            {"date": day("2015-11-26")},
            1_002_007,
            "It moves to Thursday 26 November 2015 at 10:00, which concerns 2 memberships.",
        ),
        (
            {"date": day("2015-11-12")},
            1_002_007,
            "It moves to Thursday 12 November 2015 at 10:00, which concerns 2 memberships.",
        ),
        (
            {"date": day("2019-11-21")},
            1_002_999,
            "It moves to Thursday 21 November 2019 at 10:00, which concerns 2 memberships.",
        ),
        ({"status": "cancelled"}, 1_002_999, "It is no longer held, which concerns 2 memberships."),
        ({"uid": "gb-2"}, 1_002_999, "It is no longer held, which concerns 2 memberships."),
    ],
)
def test_unmoved_weighs_people_then_days_then_rooms(change: dict[str, object], cost: int, why: str | None) -> None:
    problem = council(*ROWS, baseline=BEFORE)
    plan = calendar(problem, replace(BEFORE.meetings[0], **change))
    row = UngrantedWish("unmoved", TITLE, cost, why or "")
    assert tuple(unmoved.score(problem, plan)) == (() if why is None else (row,))


def test_unmoved_leaves_out_a_cancelled_meeting_of_the_baseline() -> None:
    before = replace(BEFORE, meetings=(replace(BEFORE.meetings[0], status="cancelled"),))
    problem = council(*ROWS, baseline=before)
    assert tuple(unmoved.score(problem, calendar(problem))) == ()


def test_unmoved_leaves_out_a_body_the_input_no_longer_has() -> None:
    problem = council(body("OTHER"), baseline=BEFORE)
    assert tuple(unmoved.score(problem, calendar(problem))) == ()


def test_unmoved_is_priced_by_the_input() -> None:
    problem = council(*ROWS, baseline=BEFORE, wishes={"unmoved": 2})
    assert [row.cost for row in unmoved.score(problem, calendar(problem))] == [2_005_998]


@pytest.mark.parametrize(("attendance", "members"), [((), 3), (BEFORE.meetings[0].attendance, 2)])
def test_unmoved_counts_those_with_the_meeting_in_their_diaries(
    attendance: tuple[Attendance, ...], members: int
) -> None:
    before = replace(BEFORE, meetings=(replace(BEFORE.meetings[0], attendance=attendance),))
    problem = council(*ROWS, member("NEW"), baseline=before)
    moved = calendar(problem, replace(BEFORE.meetings[0], start=840))
    assert [row.cost for row in unmoved.score(problem, moved)] == [1_000_000 + 1_000 * members]
