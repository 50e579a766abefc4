"""A rule and a wish that the product does not know, added by the README's steps alone, are handled right everywhere.

The rule: nobody sits at more than one evening meeting a week. The wish: meet early in the week. Both boards below meet
at 18:30 and are chaired by Ann, who has to be there: two weeks hold one meeting each, and no week holds two.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import body, calendar, council, day, fixed, meeting, meeting_day, member, person, room, session
from click.testing import CliRunner
from commands.questioned import ask, shifts
from every_other_date import every_other_plan
from every_plan import best_plan
from made_up_rule import RULE
from made_up_wish import WISH
from rounds import rounds
from small_input import write_input

from scheduler.checking import check, recount
from scheduler.checking.consequences import consequences
from scheduler.cli import main
from scheduler.domain.consequences import days_concerned
from scheduler.domain.other_dates import asked_about
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.viability import Together
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve
from scheduler.solver.viability.viability import find_viability

pytestmark = pytest.mark.usefixtures("made_up")

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2015-11-{number}" for number in range(16, 21))
NEXT_MONDAY, NEXT_TUESDAY, NEXT_FRIDAY = "2015-11-23", "2015-11-24", "2015-11-27"
LOADED = (RULE.name, "ANN", "Councillor Ann has at most 1 evening meeting a week.")


def evenings(*rows: object, first: str = MONDAY, last: str = NEXT_FRIDAY, **fields: object) -> Problem:
    """Make a council of two boards that meet once each, in the evening, with Ann in the chair of both."""
    boards = (body(code, meetings=1, start_times="18:30", presiding="chair", **fields) for code in ("GB", "HB"))
    people = member("ANN", "GB", "chair"), member("ANN", "HB", "chair"), member("BOB", "GB"), member("CAT", "HB")
    return council(*boards, *people, room("CR1"), room("CR2"), *rows, start_date=first, end_date=last)


def on(problem: Problem, gb: str, hb: str, **hb_fields: Any) -> Plan:
    return calendar(problem, meeting(problem, "GB", gb), meeting(problem, "HB", hb, room="CR2", **hb_fields))


def values(plan: Plan) -> tuple[int, ...]:
    return tuple(tier.value for tier in plan.tiers)


# -- plan


@pytest.mark.slow
@pytest.mark.parametrize("first", [MONDAY, WEDNESDAY, FRIDAY][: rounds(3)])
def test_a_plan_keeps_the_rule_and_is_as_good_as_the_best_of_all(first: str) -> None:
    problem = evenings(first=first, last=NEXT_TUESDAY)
    found = solve(problem, 30)
    assert isinstance(found, Solved)
    assert check(problem, found.plan) == ()
    assert found.plan.status == "optimal" or all(tier.proven for tier in found.plan.tiers)
    assert (0, *values(found.plan)) == best_plan(problem)


def test_a_plan_keeps_the_rule_where_placed_meetings_stand_around_it() -> None:
    more = [body(f"B{number}", meetings=2, start_times="18:30;19:30") for number in range(3)]
    seats = [member(f"P{number}", f"B{number}", "chair") for number in range(3)]
    shared = [member("EVE", f"B{number}", attendance="required") for number in range(2)]
    problem = evenings(*more, *seats, *shared, last="2015-12-11")
    found = solve(problem, 30)
    assert isinstance(found, Solved)
    assert check(problem, found.plan) == ()
    assert recount(problem, found.plan)[0] == {tier.name: tier.value for tier in found.plan.tiers}


# -- check, and a calendar made by hand


def test_check_finds_the_rule_broken_and_recounts_the_wish() -> None:
    problem = evenings()
    plan = on(problem, TUESDAY, THURSDAY)
    message = (
        "Councillor Ann has 2 evening meetings in the week from Monday 16 November 2015 (GB Board and HB Board), "
        "and may have at most 1 evening meeting a week."
    )
    assert [(breach.rule, breach.message) for breach in check(problem, plan)] == [(RULE.name, message)]
    assert sum(row.cost for row in recount(problem, plan)[1] if row.wish == WISH.name) == 7 * (1 + 3)
    assert check(problem, on(problem, TUESDAY, NEXT_TUESDAY)) == ()


TABLES = {
    "settings": "setting,value\ntitle,Evenings\nauthority,Anytown\nstart_date,2015-11-16\nend_date,2015-11-27\n",
    "bodies": "body,name,meetings_min,start_times,presiding\n"
    "GB,Growth Board,1,18:30,chair\nHB,Health Board,1,18:30,chair\n",
    "people": "person,name\nANN,Councillor Ann\nBOB,Councillor Bob\nCAT,Councillor Cat\n"
    "BEA,Councillor Bea\nDOT,Councillor Dot\nEVE,Councillor Eve\n",
    "memberships": "person,body,role\nANN,GB,chair\nBOB,GB,\nANN,HB,chair\nCAT,HB,\n",
    "rooms": "room,name,venue,capacity\nCR1,Committee Room 1,Town Hall,20\n",
}
APART = "person,body,role\nANN,GB,chair\nBOB,GB,\nCAT,HB,chair\nBEA,HB,\nDOT,HB,\nEVE,HB,\n"
"""Memberships before Ann joins the second board, which is quorate without her."""


def written(folder: Path, **tables: str) -> Path:
    return write_input(folder, **{**TABLES, **tables})


def run(*arguments: object) -> tuple[int, Any]:
    found = CliRunner().invoke(main, [*(str(argument) for argument in arguments), "--json"])
    return found.exit_code, json.loads(found.stdout)


def by_hand(folder: Path, gb: str, hb: str) -> Path:
    path = folder / "by-hand.csv"
    path.write_text(f"body,date,start,room\nGB,{gb},18:30,CR1\nHB,{hb},18:30,CR1\n", encoding="utf-8")
    return path


def test_a_calendar_made_by_hand_is_checked(tmp_path: Path) -> None:
    source = written(tmp_path / "small")
    code, found = run("check", source, by_hand(tmp_path, TUESDAY, THURSDAY))
    assert (code, {breach["rule"] for breach in found["breaches"]}) == (1, {"quorum", "presiding"})
    assert sum(row["cost"] for row in found["wishes"] if row["wish"] == WISH.name) == 7 * (1 + 3)
    code, found = run("check", source, by_hand(tmp_path, TUESDAY, NEXT_TUESDAY))
    assert (code, found["breaches"]) == (0, [])


# -- change


def test_who_joins_a_second_board_of_the_week_stays_away_where_the_board_can_spare_them(tmp_path: Path) -> None:
    source, plan = written(tmp_path / "small", memberships=APART), by_hand(tmp_path, TUESDAY, THURSDAY)
    code, found = run("change", source, plan, "--join", "ANN:HB")
    assert (code, found["appear"]["breaches"]) == (0, [])
    assert [(row["person"], row["body"], row["now"]) for row in found["apologies"]] == [("ANN", "HB", "apologies")]
    code, found = run("change", source, by_hand(tmp_path, TUESDAY, NEXT_TUESDAY), "--join", "ANN:HB")
    assert [(row["person"], row["body"], row["now"]) for row in found["apologies"]] == [("ANN", "HB", "attends")]


def test_who_must_be_at_a_second_board_of_the_week_moves_it(tmp_path: Path) -> None:
    source = written(tmp_path / "small", memberships=APART.replace("CAT,HB,chair\n", "CAT,HB,\n"))
    plan = by_hand(tmp_path, TUESDAY, THURSDAY)
    code, found = run("change", source, plan, "--join", "ANN:HB:chair", "--repair", tmp_path / "repaired")
    assert [breach["rule"] for breach in found["appear"]["breaches"]] == ["presiding"]
    assert (code, len(found["repair"]["moves"])) == (0, 1)
    assert [one["to"] >= NEXT_MONDAY for one in found["repair"]["moves"]] == [True]
    code, found = run("check", tmp_path / "repaired" / "input", tmp_path / "repaired")
    assert (code, found["breaches"]) == (0, [])


def test_what_a_change_breaks_is_looked_for_as_far_as_the_rule_looks() -> None:
    after = evenings()
    before = replace(
        after, memberships=tuple(row for row in after.memberships if (row.person, row.body) != ("ANN", "HB"))
    )
    was, now = on(before, TUESDAY, THURSDAY), on(after, TUESDAY, THURSDAY)
    assert days_concerned(before, after, was) == {day(THURSDAY)}
    found = consequences((before, was), (after, now))
    assert [(breach.rule, breach.people) for breach in found.appear_breaches] == [(RULE.name, ("ANN",))]
    assert consequences((after, now), (before, was)).disappear_breaches == found.appear_breaches


# -- why


@pytest.mark.parametrize("wanted", [MONDAY, WEDNESDAY, NEXT_MONDAY, NEXT_FRIDAY])
def test_why_moves_the_other_meeting_out_of_the_week_where_it_has_to(wanted: str) -> None:
    problem = evenings()
    plan = on(problem, TUESDAY, NEXT_TUESDAY)
    answer = ask(problem, plan, "GB#1", wanted)
    assert answer.possible is True
    same_week = wanted >= NEXT_MONDAY
    moved = [one.after.date for one in answer.placement.displaced]
    assert [to < day(NEXT_MONDAY) for to in moved] == ([True] if same_week else [])
    because = {reason.rule for reason in answer.placement.in_the_way}
    assert because == ({RULE.name, "quorum"} if same_week else set())  # without Ann there would be no quorum


@pytest.mark.parametrize("wanted", [FRIDAY, "2015-11-21", NEXT_MONDAY, NEXT_TUESDAY])
def test_why_is_held_against_every_plan_with_the_meeting_there(wanted: str) -> None:
    problem = evenings(first=THURSDAY, last=NEXT_TUESDAY)
    plan = on(problem, THURSDAY, NEXT_TUESDAY)
    every = list(every_other_plan(problem, plan, asked_about(plan, plan.of_body("GB")[0]), day(wanted)))
    answer = ask(problem, plan, "GB#1", wanted)
    assert answer.possible is bool(every)
    if every:
        assert len(answer.placement.displaced) == min(other.moved for other in every)
    if every and not answer.placement.displaced:
        found = tuple(cost.then for cost in answer.placement.costs if cost.tier != "unmoved")
        assert found == min(other.tiers for other in every if not other.moved)


def test_why_says_that_the_rule_is_in_the_way_where_nothing_can_move() -> None:
    problem = evenings(fixed(NEXT_TUESDAY, body="HB"))
    answer = ask(problem, on(problem, TUESDAY, NEXT_TUESDAY), "GB#1", NEXT_MONDAY)
    assert (answer.possible, RULE.name in {reason.rule for reason in answer.because}) == (False, True)


def test_why_without_a_day_offers_the_week_that_is_free() -> None:
    problem = evenings()
    answer = ask(problem, on(problem, WEDNESDAY, NEXT_TUESDAY), "GB#1")
    assert [one.date for one in answer.alternatives] == [*map(day, (MONDAY, TUESDAY, THURSDAY, FRIDAY))]
    costs = [{cost.tier: cost.then - cost.now for cost in one.costs}["dates"] for one in answer.alternatives]
    assert costs == [-14, -7, 7, 14 + 3]  # and evenings on a Friday are not wished for
    for one in answer.ruled_out:
        at_once = one.date == day(NEXT_TUESDAY)  # the other board's own evening
        assert {reason.rule for reason in one.because} == {"person_clash" if at_once else RULE.name, "quorum"}
    assert shifts(ask(problem, on(problem, WEDNESDAY, NEXT_TUESDAY), "GB#1", MONDAY)) == []


def test_why_asks_the_rule_what_it_rules_out_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("made_up_rule.MOST", 0)
    ann = member("ANN", "GB", "chair", attendance="required")
    problem = council(body("GB", meetings=1, start_times="10:00;18:30"), ann, room("CR1"))
    answer = ask(problem, calendar(problem, meeting(problem, "GB", TUESDAY, "10:00")), "GB#1", WEDNESDAY, "18:30")
    assert [reason.message for reason in answer.because] == [
        "Councillor Ann is required at GB Board, and nobody sits in the evening."
    ]


# -- an explanation


def test_an_explanation_names_the_rule_and_gives_it_up_first() -> None:
    found = solve(evenings(last=FRIDAY), 30)
    assert isinstance(found, Infeasible)
    assert LOADED in [(reason.rule, reason.subject, reason.message) for reason in found.because]
    assert [reason.rule for reason in found.give_up] == [RULE.name]
    assert (found.minimal, found.only_the_law) == (True, False)


def test_a_count_asks_the_rule_what_it_rules_out_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("made_up_rule.MOST", 0)
    found = solve(evenings(member("DOT", "GB", attendance="required")), 30)
    assert isinstance(found, Infeasible)
    counted = [(reason.subject, "nobody sits in the evening" in reason.message) for reason in found.counts]
    assert counted == [("GB", True)]
    assert RULE.name in {reason.rule for reason in found.because}


def test_an_explanation_leaves_the_rule_out_where_it_is_not_to_blame() -> None:
    problem = evenings(first=MONDAY, last=FRIDAY, weekdays="Sat")
    found = solve(problem, 30)
    assert isinstance(found, Infeasible)
    assert RULE.name not in {reason.rule for reason in found.because}


# -- viability


def an_evening(**fields: object) -> Problem:
    """Make a council with a session of two boards of an hour each, that Ann chairs; it begins when it is given."""
    boards = (body(code, meeting_day="DAY", session="AM", duration_minutes=60) for code in ("GB", "HB"))
    people = member("ANN", "GB", "chair"), member("ANN", "HB", "chair"), member("BOB", "GB"), member("CAT", "HB")
    rows = meeting_day("DAY", meetings=1), session("AM", **fields), person("DOT")
    return council(*boards, *people, *rows, room("CR1"), room("CR2"))


@pytest.mark.parametrize(("start", "end", "number"), [("09:00", "12:00", 2), ("18:00", "21:00", 0)])
def test_viability_finds_no_slots_one_after_another_in_the_evening(start: str, end: str, number: int) -> None:
    problem = an_evening(start=start, end=end)
    found = find_viability(problem, Together(("GB", "HB"), day(MONDAY), problem.sessions["DAY", "AM"]), 20)
    assert found.viable is False
    assert len(found.slots.slots) == number
