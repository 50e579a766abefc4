"""A meeting on another day: known answers."""

from dataclasses import replace

import pytest
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    fixed,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    reports,
    room,
    session,
    theme,
)
from questioned import ask, asking, shifts, told

from scheduler.checking import check
from scheduler.domain.bodies import Cadence
from scheduler.domain.other_dates import OtherTheme
from scheduler.errors import BrokenPlan
from scheduler.solver.repair.fixed_dates import moved
from scheduler.solver.repair.minimal_perturbation import Perturbation

THURSDAY, NEXT_THURSDAY = "2015-11-19", "2015-11-26"


def one_board(*rows, **fields):
    """Return a council of one board that meets once, at 10:00, and its calendar."""
    own = {"meetings": 1, "start_times": "10:00", **fields}
    problem = council(body("GB", **own), member("ANN", "GB", "chair", attendance="required"), room("CR1"), *rows)
    return problem, calendar(problem, meeting(problem, "GB", THURSDAY))


def two_boards(*rows, others="BOB", **settings):
    """Return a council of two boards that meet once, on two Thursdays, and its calendar."""
    problem = council(
        body("GB", meetings=1, start_times="10:00", weekdays="Thu"),
        body("HB", meetings=1, start_times="10:00", weekdays="Thu"),
        member("ANN", "GB", "chair", attendance="required"),
        member(others, "HB", "chair", attendance="required"),
        room("CR1"),
        *rows,
        **{"start_date": "2015-11-01", "end_date": "2015-12-10", **settings},
    )
    return problem, calendar(problem, meeting(problem, "GB", THURSDAY), meeting(problem, "HB", NEXT_THURSDAY))


def test_a_day_that_costs_nothing():
    answer = ask(*one_board(), "GB#1", NEXT_THURSDAY)
    assert (answer.possible, answer.because, answer.placement.displaced) == (True, (), ())
    assert [(cost.tier, cost.now, cost.then) for cost in answer.placement.costs] == [
        ("held", 0, 0), ("unmoved", 0, 0), ("apologies", 0, 0), ("substitutes", 0, 0), ("dates", 0, 0), ("rooms", 3, 3),
    ]  # fmt: skip
    assert str(answer.placement.meeting.date) == NEXT_THURSDAY


def test_a_day_where_it_is_already():
    answer = ask(*one_board(), "GB#1", THURSDAY)
    assert (answer.possible, answer.placement.price) == (True, (0, 0, 0, 0, 0, 0))


def test_everything_that_rules_out_a_day_is_told_at_once():
    rows = (
        closed("2015-12-20", "2016-01-03", "Christmas closure"),
        absence("person", "ANN", "2015-12-25", reason="leave"),
    )
    answer = ask(*one_board(*rows, weekdays="Thu", presiding="chair"), "GB#1", "2015-12-25")
    assert answer.possible is False
    assert told(answer) == [
        ("closed_date", "Friday 25 December 2015 is a public holiday (Christmas Day)."),
        ("closed_date", "Friday 25 December 2015 is closed to GB Board: Christmas closure."),
        ("weekday", "GB Board sits only on a Thursday, and Friday 25 December 2015 is none."),
        (
            "unavailable",
            "Councillor Ann is required at GB Board and is not available (leave), and no substitute is named.",
        ),
        ("presiding", "GB Board needs its chair or a vice-chair, and nobody could preside: Councillor Ann is away."),
        ("quorum", "GB Board has a quorum of 1, and only 0 voting members could be there."),
    ]


def test_a_required_member_who_is_away_can_be_deputised_for():
    problem = council(
        body("GB", meetings=1, start_times="10:00"),
        member("ANN", "GB", "member", attendance="required", substitutes=("DEP",)),
        member("BOB", "GB", "chair"),
        absence("person", "ANN", NEXT_THURSDAY),
        room("CR1"),
    )
    answer = ask(problem, calendar(problem, meeting(problem, "GB", THURSDAY)), "GB#1", NEXT_THURSDAY)
    assert (answer.possible, answer.placement.price) == (True, (0, 0, 0, 1, 0, 0))
    assert [(wish.wish, wish.cost) for wish in answer.placement.worse] == [("substitutes", 1)]
    assert answer.placement.better == ()


def test_an_apology_is_the_price_of_a_day():
    rows = member("BOB", "GB"), absence("person", "BOB", NEXT_THURSDAY, reason="abroad"), member("CAT", "GB")
    answer = ask(*one_board(*rows, quorum=1), "GB#1", NEXT_THURSDAY)
    assert (answer.possible, answer.placement.price) == (True, (0, 0, 2, 0, 0, 0))
    assert [wish.why for wish in answer.placement.worse] == ["Councillor Bob sends apologies: abroad."]


def test_whoever_takes_the_only_room_makes_way_and_nobody_else():
    problem, plan = two_boards()
    answer = ask(problem, plan, "GB#1", NEXT_THURSDAY)
    assert (answer.possible, answer.placement.proven) == (True, True)
    assert shifts(answer) == [f"HB#1 {NEXT_THURSDAY} {THURSDAY}"] or shifts(answer) == [
        f"HB#1 {NEXT_THURSDAY} 2015-12-03"
    ]
    assert {reason.rule for reason in answer.placement.in_the_way} == {"room_clash", "room_missing"}


def test_whoever_holds_a_required_member_makes_way():
    problem, plan = two_boards(room("CR2"), others="ANN")
    answer = ask(problem, plan, "GB#1", NEXT_THURSDAY)
    assert [shift.split()[0] for shift in shifts(answer)] == ["HB#1"]
    assert {reason.rule for reason in answer.placement.in_the_way} == {"person_clash"}


def test_whoever_sits_in_the_room_that_is_needed_takes_another():
    problem = council(
        body("GB", meetings=1, start_times="10:00", extra_seats=20),
        body("HB", meetings=1, start_times="10:00"),
        member("ANN", "GB", "chair"),
        member("BOB", "HB", "chair"),
        room("HALL", capacity=40),
        room("CR1", capacity=10),
    )
    plan = calendar(
        problem, meeting(problem, "GB", THURSDAY, room="HALL"), meeting(problem, "HB", NEXT_THURSDAY, room="HALL")
    )
    answer = ask(problem, plan, "GB#1", NEXT_THURSDAY)
    assert (answer.possible, answer.placement.displaced) == (True, ())
    assert [(one.meeting.name, one.before.room, one.after.room) for one in answer.placement.other_rooms] == [
        ("HB#1", "HALL", "CR1")
    ]
    assert {cost.tier: cost.then for cost in answer.placement.costs}["unmoved"] == 100_000


def test_the_next_meeting_makes_way_for_the_gap():
    problem = council(
        body("GB", meetings=2, min_gap_days=7, start_times="10:00", weekdays="Thu"),
        member("ANN", "GB", "chair"),
        room("CR1"),
        end_date="2015-12-10",
    )
    plan = calendar(problem, meeting(problem, "GB", "2015-11-12"), meeting(problem, "GB", NEXT_THURSDAY))
    answer = ask(problem, plan, "GB#1", NEXT_THURSDAY)
    assert shifts(answer) in (["GB#2 2015-11-26 2015-11-19"], ["GB#2 2015-11-26 2015-12-03"])
    assert [reason.rule for reason in answer.placement.in_the_way] == ["gap"]


def test_the_numbers_stay_where_the_order_changes():
    problem, plan = one_board()
    problem = council(body("GB", meetings=2, start_times="10:00"), member("ANN", "GB", "chair"), room("CR1"))
    plan = calendar(problem, meeting(problem, "GB", THURSDAY), meeting(problem, "GB", NEXT_THURSDAY))
    answer = ask(problem, plan, "GB#1", "2015-12-03")
    assert (answer.possible, answer.placement.displaced, answer.placement.meeting.sequence) == (True, (), 1)


def test_reasons_are_given_where_no_calendar_has_the_meeting_there():
    rows = (
        closed("2015-11-01", "2015-11-25", "Works", applies_to=("HB",)),
        closed("2015-11-27", "2015-12-10", "More works", applies_to=("HB",)),
    )
    problem, plan = two_boards(*rows, others="ANN")
    answer = ask(problem, plan, "GB#1", NEXT_THURSDAY)
    assert (answer.possible, answer.minimal) == (False, True)
    assert {reason.rule for reason in answer.because} >= {"cadence", "closed_date"}
    assert "fixed" not in {reason.rule for reason in answer.because}


def test_a_body_alone_may_show_that_there_is_no_way():
    problem = council(
        body("GB", meetings=2, min_gap_days=20, start_times="10:00"),
        body("HB", meetings=1),
        member("ANN", "GB", "chair"),
        member("BOB", "HB", "chair"),
        room("CR1"),
        end_date="2015-11-30",
    )
    plan = calendar(
        problem,
        meeting(problem, "GB", "2015-11-02"),
        meeting(problem, "GB", NEXT_THURSDAY),
        meeting(problem, "HB", "2015-11-04"),
    )
    answer = ask(problem, plan, "GB#1", "2015-11-12")
    assert (answer.possible, {reason.rule for reason in answer.because}) == (False, {"cadence", "gap"})


def test_a_meeting_that_may_be_left_out_makes_way_where_nothing_else_does():
    problem = council(
        body("GB", meetings=1, start_times="10:00"),
        body("HB", cadence=Cadence(minimum=0, maximum=1), start_times="10:00"),
        member("ANN", "GB", "chair"),
        member("ANN", "HB", "chair"),
        room("CR1"),
        reports("GB", "HB", 0),
        start_date="2015-11-16",
        end_date="2015-11-18",
    )
    plan = calendar(problem, meeting(problem, "GB", "2015-11-17"), meeting(problem, "HB", "2015-11-18"))
    answer = ask(problem, plan, "GB#1", "2015-11-18")
    assert (answer.possible, shifts(answer)) == (True, ["HB#1 2015-11-18 -"])
    assert answer.placement.price[0] == 1


def test_a_meeting_is_held_besides_where_nothing_else_makes_way():
    problem = council(
        body("GB", cadence=Cadence(minimum=1, maximum=2), start_times="10:00"),
        body("HB", meetings=2, start_times="10:00"),
        member("ANN", "GB", "chair"),
        member("BOB", "HB", "chair"),
        room("CR1"),
        reports("GB", "HB", 1, 3),
        end_date="2015-12-10",
    )
    held = meeting(problem, "GB", "2015-11-16")
    plan = calendar(problem, held, meeting(problem, "HB", "2015-11-18"), meeting(problem, "HB", "2015-11-19"))
    answer = ask(problem, plan, "HB#2", "2015-12-02", as_of="2015-11-17T00:00:00Z")
    assert (answer.possible, [shift.split()[:2] for shift in shifts(answer)]) == (True, [["GB#2", "-"]])


def test_what_is_over_or_called_stays():
    problem, plan = one_board(notice_clear_days=5)
    past = ask(problem, plan, "GB#1", NEXT_THURSDAY, as_of="2015-11-20T00:00:00Z")
    assert told(past)[0] == ("fixed", "GB Board has already met on Thursday 19 November 2015.")
    called = ask(problem, plan, "GB#1", NEXT_THURSDAY, as_of="2015-11-13T00:00:00Z")
    assert told(called)[0] == (
        "fixed",
        "Notice of the meeting of GB Board on Thursday 19 November 2015 has been served.",
    )


def test_a_fixed_meeting_stays():
    problem, plan = one_board(fixed(THURSDAY, body="GB"))
    assert told(ask(problem, plan, "GB#1", NEXT_THURSDAY)) == [
        ("fixed", "The input fixes GB Board to Thursday 19 November 2015.")
    ]


def test_time_may_run_out():
    problem, plan = two_boards()
    assert ask(problem, plan, "GB#1", NEXT_THURSDAY, seconds=-1).possible is None


def test_a_calendar_that_is_worse_for_room_being_made_is_never_shown():
    problem, plan = two_boards()
    question = asking(problem, plan, "GB#1", NEXT_THURSDAY)
    clash = moved(question.problem, plan, question.asked, question.day)
    assert check(question.problem, clash) != ()
    with pytest.raises(BrokenPlan):
        question.priced(question.day, (600,), Perturbation(clash, fewest=True, exact=True))


# -- meeting days


def partnership(*rows, arrangement="either", until=None, **fields):
    """Return a council whose two boards sit in one meeting day, with a lunch, twice a year; YB `until` a day."""
    problem = council(
        meeting_day("DAY", meetings=2, **fields),
        session("AM", arrangement=arrangement),
        session("LUNCH"),
        body("XB", meeting_day="DAY", session="AM", duration_minutes=60),
        body("YB", meeting_day="DAY", session="AM", duration_minutes=60, end_date=until),
        member("ANN", "XB", "chair"),
        member("BOB", "YB", "chair"),
        room("CR1"),
        room("CR2"),
        room("HALL"),
        *rows,
    )
    placed = []
    for day, code in ((THURSDAY, "T1"), ("2016-02-18", "T2")):
        placed += [meeting(problem, "XB", day, room="CR1"), meeting(problem, "YB", day, room="CR2")]
        named = {"theme": code} if code in problem.themes else {}
        placed.append(occurrence(problem, "DAY", day, lunch_room="HALL", **named))
    return problem, calendar(problem, *placed)


def test_a_body_of_a_meeting_day_moves_with_the_whole_of_it():
    answer = ask(*partnership(), "XB#2", "2016-02-25")
    assert (answer.possible, shifts(answer)) == (True, ["YB#2 2016-02-18 2016-02-25"])
    assert [one.together for one in answer.placement.displaced] == [True]
    assert answer.placement.start is None


def test_a_meeting_day_itself_may_be_asked_about():
    answer = ask(*partnership(), "DAY#2", "2016-02-25")
    assert (answer.possible, answer.placement.meeting) == (True, None)
    assert shifts(answer) == ["XB#2 2016-02-18 2016-02-25", "YB#2 2016-02-18 2016-02-25"]
    assert ask(*partnership(), "DAY#2", "2016-02-25", "09:00").possible is True


def test_a_board_starts_only_when_its_session_has_a_slot_for_it():
    assert told(ask(*partnership(), "XB#2", "2016-02-25", "14:00")) == [
        ("start_time", "XB Board starts only at 09:00 or 10:00, as its session has it.")
    ]
    assert told(ask(*partnership(), "DAY#2", "2016-02-25", "10:00")) == [
        ("start_time", "DAY Day starts only at 09:00, as its session has it.")
    ]


def test_a_later_slot_where_one_would_do_is_no_answer():
    answer = ask(*partnership(), "XB#2", "2016-02-25", "10:00")
    assert (answer.possible, {reason.rule for reason in answer.because}) == (False, {"meeting_day"})
    assert ask(*partnership(), "XB#2", "2016-02-25", "09:00").possible is True


def test_a_lunch_that_moves_may_take_another_theme():
    dated = theme("T1"), theme("T2", date="2016-02-18"), theme("T3")
    problem, plan = partnership(*dated)
    answer = ask(problem, plan, "DAY#2", "2016-02-25")
    assert answer.placement.other_themes == (OtherTheme("DAY", answer.date, "T2", "T3"),)


def test_a_meeting_day_makes_way_whole():
    problem, plan = partnership(min_gap_days=30)
    answer = ask(problem, plan, "DAY#1", "2016-02-11")
    assert [shift.split()[0] for shift in shifts(answer) if shift.endswith("2016-02-11")] == ["XB#1", "YB#1"]
    assert sorted(shift.split()[0] for shift in shifts(answer) if not shift.endswith("2016-02-11")) == ["XB#2", "YB#2"]


def test_a_meeting_day_keeps_what_is_fixed_and_reported_on_its_new_day():
    rows = reports("XB", "YB", 0, 0), body("GB", meetings=1, start_times="14:30"), member("CAT", "GB", "chair")
    problem, plan = partnership(*rows, fixed("2016-02-25", body="GB", room="CR1"), arrangement="staggered")
    late = [replace(one, start=600, end=660) if one.body == "YB" else one for one in plan.live]
    days = [replace(one, sequence=0) for one in plan.occurrences]
    plan = calendar(problem, *late, *days, meeting(problem, "GB", "2016-02-25"))
    answer = ask(problem, plan, "DAY#2", "2016-02-25")
    assert (answer.possible, shifts(answer)) == (True, ["XB#2 2016-02-18 2016-02-25", "YB#2 2016-02-18 2016-02-25"])
    assert [one.after.start for one in answer.placement.displaced] == [540, 600]
    back = ask(problem, plan, "GB#1", "2016-02-18")
    assert told(back) == [("fixed", "The input fixes GB Board to Thursday 25 February 2016.")]


def test_a_board_that_is_no_more_does_not_move_with_its_day():
    answer = ask(*partnership(until="2016-02-20"), "XB#2", "2016-02-25")
    assert (answer.possible, shifts(answer)) == (True, ["YB#2 2016-02-18 -"])


# -- the days around


def test_the_best_days_around_come_first():
    rows = closed("2015-11-20", reason="Diwali", strength="avoid"), closed("2015-11-18", reason="Works")
    answer = ask(*one_board(*rows), "GB#1")
    assert (answer.possible, answer.date, len(answer.alternatives)) == (True, None, 5)
    assert [str(one.date) for one in answer.alternatives] == [
        "2015-11-17", "2015-11-16", "2015-11-23", "2015-11-24", "2015-11-13",
    ]  # fmt: skip
    assert next((str(one.date), one.because[0].message) for one in answer.ruled_out) == (
        "2015-11-18",
        "Wednesday 18 November 2015 is closed to GB Board: Works.",
    )


def test_days_that_would_displace_others_are_told_apart():
    problem, plan = two_boards(end_date="2015-11-30")
    answer = ask(problem, plan, "GB#1")
    assert [str(one.date) for one in answer.alternatives] == ["2015-11-12", "2015-11-05"]
    assert [(str(one.date), {reason.rule for reason in one.because}) for one in answer.ruled_out] == [
        (NEXT_THURSDAY, {"room_missing", "room_clash"})
    ]


def test_no_day_around_is_said_too():
    problem, plan = one_board(closed("2015-11-01", "2015-11-18"), closed("2015-11-20", "2016-10-31"))
    answer = ask(problem, plan, "GB#1")
    assert (answer.possible, answer.alternatives, len(answer.ruled_out)) == (False, (), 5)


def test_what_cannot_move_at_all_is_said_at_once():
    problem, plan = one_board(fixed(THURSDAY, body="GB"))
    answer = ask(problem, plan, "GB#1")
    assert (answer.possible, answer.ruled_out) == (False, ())
    assert told(answer) == [("fixed", "The input fixes GB Board to Thursday 19 November 2015.")]


def test_a_body_of_each_period_stays_in_it():
    problem = council(
        body("GB", per_period=1, start_times="10:00"),
        member("ANN", "GB", "chair"),
        room("CR1"),
        period("P1", "2015-11-16", "2015-11-20"),
        period("P2", "2015-11-23", "2015-11-27"),
    )
    plan = calendar(problem, meeting(problem, "GB", THURSDAY), meeting(problem, "GB", NEXT_THURSDAY))
    answer = ask(problem, plan, "GB")
    assert sorted(str(one.date) for one in answer.alternatives) == [
        "2015-11-16", "2015-11-17", "2015-11-18", "2015-11-20",
    ]  # fmt: skip
    assert told(ask(problem, plan, "GB#1", "2015-12-01")) == [
        ("cadence", "GB Board meets so often in each period, and Tuesday 1 December 2015 lies in none.")
    ]


def test_the_days_around_end_with_the_time():
    problem, plan = one_board()
    answer = ask(problem, plan, "GB#1", seconds=-1)
    assert (answer.possible, answer.looked_at) == (None, (answer.asked.date, answer.asked.date))
