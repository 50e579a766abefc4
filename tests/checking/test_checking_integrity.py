from dataclasses import replace

import pytest
from builders import (
    body,
    calendar,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    project,
    room,
    session,
    speaker,
    theme,
)

from scheduler.checking.integrity import contradictions
from scheduler.domain.plan import Attendance, Lunch, Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach

NINETEENTH = day("2015-11-19")
TITLE = "GB Board on Thursday 19 November 2015 at 10:00"
PROBLEM = council(body("GB"), member("ANN", "GB", "chair"), member("BOB", "GB", "co_opted"), room("CR1"), room("CR2"))


def messages(problem: Problem, plan: Plan) -> list[str]:
    found = tuple(contradictions(problem, plan))
    assert {breach.rule for breach in found} <= {"plan"}
    return [breach.message for breach in found]


def test_contradictions_of_a_clean_plan_are_none() -> None:
    plan = calendar(PROBLEM, meeting(PROBLEM), meeting(PROBLEM, on="2015-12-10", apologies=["ANN"]))
    assert messages(PROBLEM, plan) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"end_date": day("2016-09-30")},
            (
                "The plan is for Sunday 1 November 2015 to Friday 30 September 2016, "
                "and the input for Sunday 1 November 2015 to Monday 31 October 2016."
            ),
        ),
        ({"timezone": "Europe/Paris"}, "The plan's times are those of Europe/Paris, and the input's of Europe/London."),
        ({"title": "Another year"}, None),
    ],
)
def test_contradictions_of_the_heading(fields: dict[str, object], message: str | None) -> None:
    assert messages(PROBLEM, calendar(PROBLEM, **fields)) == ([] if message is None else [message])


# -- uids and numbers


def test_contradictions_of_a_uid_used_twice() -> None:
    plan = calendar(PROBLEM, meeting(PROBLEM, uid="x"), meeting(PROBLEM, on="2015-12-10", uid="x"))
    message = "2 meetings have the uid x; each needs its own."
    assert tuple(contradictions(PROBLEM, plan)) == (
        Breach("plan", message, bodies=("GB",), dates=(NINETEENTH, day("2015-12-10"))),
    )


DATES = ("2015-11-19", "2015-12-10", "2016-01-14")


@pytest.mark.parametrize(
    ("numbers", "fresh", "replanned"),
    [((1, 2, 3), True, True), ((2, 1, 3), False, True), ((1, 2, 4), False, True), ((1, 2, 2), False, False)],
)
def test_contradictions_of_numbers(numbers: tuple[int, ...], *, fresh: bool, replanned: bool) -> None:
    """Without a baseline numbers follow the dates; with one, each is only a meeting's own."""
    placed = [meeting(PROBLEM, on=on, sequence=number, uid=on) for on, number in zip(DATES, numbers, strict=True)]
    plan = calendar(PROBLEM, *placed, tiers=(Tier("apologies", 0, 0),))
    shown = f"{numbers[0]}, {numbers[1]} and {numbers[2]}"
    told = [f"The meetings of GB Board are numbered {shown} in order of date."]
    assert messages(PROBLEM, plan) == ([] if fresh else told)
    with_baseline = replace(PROBLEM, baseline=calendar(PROBLEM))
    assert messages(with_baseline, plan) == ([] if replanned else told)
    assert messages(PROBLEM, replace(plan, tiers=())) == ([] if replanned else told)


@pytest.mark.parametrize(
    "again",
    [
        {"tiers": (Tier("unmoved", 0, 0),)},
        {"meetings": (replace(meeting(PROBLEM), uid="a", sequence=2, revision=1),)},
        {"meetings": (replace(meeting(PROBLEM), uid="a", sequence=2, status="cancelled"),)},
    ],
)
def test_contradictions_of_numbers_of_a_plan_that_was_made_again(again: dict[str, object]) -> None:
    plan = calendar(PROBLEM, meeting(PROBLEM, uid="a", sequence=2), tiers=(Tier("apologies", 0, 0),))
    assert len(messages(PROBLEM, plan)) == 1
    assert messages(PROBLEM, replace(plan, **again)) == []


def test_contradictions_of_a_number_below_one() -> None:
    problem = replace(PROBLEM, baseline=calendar(PROBLEM))
    plan = replace(calendar(PROBLEM), meetings=(meeting(PROBLEM, uid="a", sequence=0),))
    assert messages(problem, plan) == ["The meetings of GB Board are numbered 0 in order of date."]


def test_contradictions_of_numbers_of_a_meeting_day() -> None:
    problem = council(meeting_day("DAY"))
    plan = calendar(problem, occurrence(problem, sequence=2))
    message = "The occurrences of DAY Day are numbered 2 in order of date."
    assert tuple(contradictions(problem, plan)) == (Breach("plan", message, dates=(NINETEENTH,)),)


# -- attendance


def row(person: str, role: str, outcome: str = "attends", reason: str | None = None, *, voting: bool) -> Attendance:
    return Attendance(person, role, voting, outcome, None, reason)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((row("ANN", "chair", voting=True), row("BOB", "co_opted", voting=False)), []),
        (
            (row("ANN", "chair", voting=True),),
            [("BOB", "there is no row for Councillor Bob, co-opted without a vote, in its attendance")],
        ),
        (
            (row("ANN", "chair", voting=True), row("BOB", "co_opted", voting=True)),
            [
                ("BOB", "there is no row for Councillor Bob, co-opted without a vote, in its attendance"),
                ("BOB", "Councillor Bob has a row as co-opted with a vote in its attendance, and no such membership"),
            ],
        ),
        (
            (row("ANN", "chair", voting=True), row("ANN", "chair", voting=True), row("BOB", "co_opted", voting=False)),
            [("ANN", "Councillor Ann has a row as chair with a vote in its attendance, and no such membership")],
        ),
        (
            (row("ANN", "chair", reason="Ill", voting=True), row("BOB", "co_opted", "apologies", voting=False)),
            [
                ("ANN", "Councillor Ann attends, and a reason for staying away is given (Ill)"),
                ("BOB", "Councillor Bob stays away, and no reason is given"),
            ],
        ),
    ],
)
def test_contradictions_of_attendance(rows: tuple[Attendance, ...], expected: list[tuple[str, str]]) -> None:
    plan = calendar(PROBLEM, meeting(PROBLEM, attendance=rows))
    assert tuple(contradictions(PROBLEM, plan)) == tuple(
        Breach("plan", f"{TITLE}: {message}.", bodies=("GB",), people=(who,), dates=(NINETEENTH,))
        for who, message in expected
    )


def test_contradictions_of_attendance_of_a_member_who_has_left() -> None:
    gone = replace(PROBLEM, memberships=(member("ANN", "GB", "chair", end_date="2015-11-18"),))
    plan = calendar(PROBLEM, meeting(PROBLEM))
    assert [breach.people for breach in contradictions(gone, plan)] == [("ANN",), ("BOB",)]


# -- places


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"venue": "Library"}, "its venue is Library, and Room CR1 is at Town Hall"),
        ({"venue": None}, "no venue is given, and Room CR1 is at Town Hall"),
        ({"room": "CR9"}, None),
        ({"room": None, "venue": "Library"}, None),
    ],
)
def test_contradictions_of_venue_and_room(fields: dict[str, object], message: str | None) -> None:
    plan = calendar(PROBLEM, meeting(PROBLEM, **fields))
    breach = Breach("plan", f"{TITLE}: {message}.", bodies=("GB",), rooms=("CR1",), dates=(NINETEENTH,))
    assert tuple(contradictions(PROBLEM, plan)) == (() if message is None else (breach,))


def test_contradictions_of_an_online_meeting_with_a_room() -> None:
    problem = council(body("WEB", attendance_mode="online"), room("CR1"))
    plan = calendar(problem, meeting(problem, "WEB", room="CR1"))
    message = "WEB Board on Thursday 19 November 2015 at 10:00 is held online, and has a room, Room CR1."
    assert tuple(contradictions(problem, plan)) == (
        Breach("plan", message, bodies=("WEB",), rooms=("CR1",), dates=(NINETEENTH,)),
    )


# -- agendas


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((), ("HUB",), []),
        ((), (), ["the report of Project HUB is due there, and is not on the agenda"]),
        (("HUB",), ("HUB",), ["Project HUB is on the agenda, and no report of it is due there"]),
        ((), ("HUB", "HUB"), ["Project HUB is on the agenda more than once"]),
        (("ODD",), ("HUB",), ["ODD is on the agenda, and no report of it is due there"]),
    ],
)
def test_contradictions_of_agendas(first: tuple[str, ...], second: tuple[str, ...], expected: list[str]) -> None:
    """The report due on 10 December is for the meeting on that day; nothing meets before the other."""
    problem = council(
        body("GB"), project("HUB", "GB", "2015-12-10", "2015-11-18"), project("FREE", None, "2015-12-10"), room("CR1")
    )
    plan = calendar(
        problem,
        meeting(problem, on="2015-11-19", agenda_items=first),
        meeting(problem, on="2015-12-10", agenda_items=second),
    )
    found = [message.split(": ")[1] for message in messages(problem, plan)]
    assert found == [f"{message}." for message in expected]


def test_contradictions_of_an_agenda_pass_over_a_cancelled_meeting() -> None:
    problem = council(body("GB"), project("HUB", "GB", "2015-12-10"), room("CR1"))
    plan = calendar(
        problem,
        meeting(problem, on="2015-11-19", agenda_items=("HUB",)),
        meeting(problem, on="2015-12-10", status="cancelled"),
    )
    assert messages(problem, plan) == []


# -- headcounts


@pytest.mark.parametrize(
    ("headcount", "message"),
    [
        (4, None),
        (1, "The lunch of DAY Day on Thursday 19 November 2015 is for 1 person, and 4 will be there."),
        (5, "The lunch of DAY Day on Thursday 19 November 2015 is for 5 people, and 4 will be there."),
    ],
)
def test_contradictions_of_a_headcount(headcount: int, message: str | None) -> None:
    """A chair who sits on both boards, a substitute, an adviser and the speaker; apologies do not eat."""
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        session("LUNCH"),
        body("HWB", meeting_day="DAY", session="AM"),
        body("SCB", meeting_day="DAY", session="AM"),
        member("ANN", "HWB", "chair"),
        member("ANN", "SCB"),
        member("BOB", "SCB", substitutes=("SUE",)),
        member("CAT", "SCB", "adviser"),
        member("DOT", "SCB"),
        theme("TALK", speaker="LIN"),
        speaker("LIN"),
        room("CR1"),
        room("CR2"),
        room("HALL"),
    )
    lunch = Lunch("LUNCH", 750, 810, "HALL", headcount)
    plan = calendar(
        problem,
        occurrence(problem, theme="TALK", lunch=lunch),
        meeting(problem, "HWB"),
        meeting(problem, "SCB", room="CR2", apologies=["DOT"], substitutes={"BOB": "SUE"}),
    )
    assert messages(problem, plan) == ([] if message is None else [message])
