"""Another day for a meeting to which apologies are newly sent: offered where it saves some of them."""

from pathlib import Path

from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    room,
    session,
)

from scheduler.checking import check
from scheduler.checking.consequences import consequences
from scheduler.commands import other_ways
from scheduler.commands.changes import Changed
from scheduler.commands.other_ways import by_another_day
from scheduler.domain.changes import join
from scheduler.domain.consequences import MOVE, Alternative
from scheduler.solver.cp.progress import silence
from scheduler.solver.repair.seat_repair import reseated

WEEK = {"start_date": "2015-11-16", "end_date": "2015-11-20"}
ONCE = {"meetings": 1, "start_times": "10:00", "quorum": 1}


def offered(before, after, plan):
    now = reseated(before, after, plan)
    found = consequences((before, plan), (after, now))
    changed = Changed(before, plan, after, now, Path(), (), (), found)
    return list(by_another_day(changed, after, silence))


def two_boards(*rows):
    problem = council(
        room("R1"), room("R2"), body("A", **ONCE), body("B", **ONCE), member("ANN", "A", "chair"),
        member("BOB", "B"), closed("2015-11-16"), *rows, **WEEK,
    )  # fmt: skip
    plan = calendar(
        problem, meeting(problem, "A", "2015-11-18", room="R1"), meeting(problem, "B", "2015-11-18", room="R2")
    )
    assert check(problem, plan) == ()
    return problem, plan


def test_another_day_that_saves_apologies_is_offered():
    problem, plan = two_boards(closed("2015-11-17"), closed("2015-11-20", applies_to=("B",)))
    assert offered(problem, join(problem, "ANN", "B"), plan) == [
        Alternative(
            MOVE,
            "Move B Board from Wednesday 18 November 2015 to Thursday 19 November 2015 at 10:00.",
            possible=True,
            meetings_moved=1,
            people_affected=2,
        )
    ]


def test_no_other_day_is_offered_where_none_saves_anything():
    problem, plan = two_boards(person("CAT"), absence("person", "CAT", "2015-11-16", "2015-11-20"))
    assert offered(problem, join(problem, "CAT", "B"), plan) == []


def test_no_other_day_is_offered_where_a_rule_is_broken_or_nobody_is_missed():
    problem, plan = two_boards(person("CAT"))
    assert offered(problem, join(problem, "CAT", "B"), plan) == []
    assert offered(problem, join(join(problem, "CAT", "B", "clerk"), "CAT", "A", "clerk"), plan) == []


def test_a_meeting_day_moves_whole_and_is_asked_about_once():
    rows = [
        meeting_day("DAY", meetings=1),
        session("AM", start="10:00"),
        *(body(code, meeting_day="DAY", session="AM", quorum=1) for code in "XY"),
        *(member(who, code) for who, code in (("BOB", "X"), ("CAT", "Y"))),
        absence("person", "ANN", "2015-11-18"),
        person("ANN"),
        room("R1"),
        room("R2"),
    ]
    problem = council(*rows, **WEEK)
    plan = calendar(
        problem,
        meeting(problem, "X", "2015-11-18", room="R1"),
        meeting(problem, "Y", "2015-11-18", room="R2"),
        occurrence(problem, "DAY", "2015-11-18"),
    )
    found = offered(problem, join(join(problem, "ANN", "X"), "ANN", "Y"), plan)
    assert [(way.words.partition(" to ")[0], way.meetings_moved, way.people_affected) for way in found] == [
        ("Move DAY Day from Wednesday 18 November 2015", 2, 3)
    ]


def test_only_the_first_meetings_are_asked_about():
    rows = [room("R1"), room("R2"), room("R3"), room("R4"), person("ANN")]
    for code in "ABC":
        rows += [body(code, **ONCE), member(f"M{code}", code)]
    rows += [body("Z", **ONCE), member("ANN", "Z")]
    problem = council(*rows, **WEEK)
    plan = calendar(
        problem, *(meeting(problem, code, "2015-11-18", room=f"R{n}") for n, code in enumerate("ABCZ", start=1))
    )
    after = problem
    for code in "ABC":
        after = join(after, "ANN", code)
    assert len(offered(problem, after, plan)) == other_ways.MOST_MEETINGS
