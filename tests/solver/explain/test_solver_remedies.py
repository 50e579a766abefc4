"""Remedies: each is enough, shown by a plan that keeps every rule of the changed input; the easiest come first."""

from dataclasses import replace

from builders import absence, body, closed, council, fixed, meeting_day, member, period, room, session
from pieces import MON, plenty

from scheduler.commands.plans import passed
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.messages.refusals import infeasible_document, infeasible_sentences
from scheduler.rules import broken
from scheduler.solver.cp.outcome import Infeasible, TriedRemedy
from scheduler.solver.cp.progress import Clock, TimeIsUp, silence
from scheduler.solver.explain.mus import SoftReasons
from scheduler.solver.explain.remedies import Remedies, proposals
from scheduler.solver.solve import solve

ONE_DAY = {"start_date": MON, "end_date": MON}


def explained(*rows: object, **settings: object) -> Infeasible:
    """Return why there is no plan; each remedy is enough."""
    outcome = solve(replace(council(*rows, **settings), as_of="2015-11-01T00:00:00Z"), 60)
    assert isinstance(outcome, Infeasible), outcome
    for one in outcome.remedies:
        assert [*broken(one.problem, one.plan)] == []
    return outcome


def words(outcome: Infeasible) -> list[str]:
    return [" ".join(one.words) for one in outcome.remedies]


def two_boards_at_once(**fields: object) -> list[object]:
    boards = [body(code, meeting_day="DAY", session="AM", duration_minutes=60, **fields) for code in "AB"]
    seats = [member("ANN", code, attendance="required") for code in "AB"]
    return [*boards, *seats, meeting_day(meetings=1), session(arrangement="simultaneous"), room(), room("R2")]


def test_boards_one_after_another_are_the_easiest_remedy_and_no_meeting_the_last():
    outcome = explained(*two_boards_at_once(), **ONE_DAY)
    told = words(outcome)
    assert told[0] == "Let the bodies of AM on DAY Day sit one after another (`either`, not `simultaneous`)."
    assert told[-1] == "Let DAY Day meet only as often as there is a day for it, up to once."
    assert outcome.give_up == outcome.remedies[0].reasons
    assert (outcome.smallest, outcome.only_the_law) == (True, False)


def test_a_statutory_body_is_never_asked_not_to_meet():
    outcome = explained(*two_boards_at_once(statutory=True), **ONE_DAY)
    assert not any("only as often" in one for one in words(outcome))
    assert all(reason.rule != "cadence" for reasons in (outcome.give_up, *outcome.alternatives) for reason in reasons)


def test_another_start_comes_before_another_day():
    boards = [body(code, meetings=1, start_times="10:00", duration_minutes=60) for code in "AB"]
    seats = [member("ANN", code, attendance="required") for code in "AB"]
    there = [fixed(MON, body=code) for code in "AB"]
    told = words(explained(*boards, *seats, *there, room(), room("R2"), end_date="2015-11-20"))
    assert told[0] == "Let A Board start at 09:00, where 10:00 does not do."
    assert "Let A Board meet on another day than Monday 16 November 2015, to which it is fixed." in told


def test_where_several_things_have_to_be_done_they_are_told_together():
    boards = [body(code, per_period=1) for code in "AB"]
    shut = [closed("2015-11-01", "2015-11-30", f"Works {code}", applies_to=(code,)) for code in "AB"]
    outcome = explained(*boards, *shut, period("Q1", "2015-11-01", "2015-11-30"), room())
    assert [len(one.words) for one in outcome.remedies] == [2]
    assert len(outcome.remedies[0].reasons) == len(outcome.give_up) == 2


def test_what_has_no_proposal_is_told_to_be_given_up_as_well():
    rows = body("A", meetings=1, end_date=MON), member("ANN", "A"), room(), closed(MON, reason="Gala")
    outcome = explained(*rows, start_date=MON, end_date="2015-11-20")
    assert any(one.startswith("Let meetings be held in spite of “Gala”") for one in words(outcome))
    told = list(infeasible_sentences(outcome))
    assert "A plan exists as well if you give up:" in told
    assert any("lifetime" in line for line in told[told.index("A plan exists as well if you give up:") :])


def test_the_price_of_each_is_told_and_kept_in_the_document():
    away = absence("person", "ANN", MON)
    rows = body("A", meetings=1, presiding="chair", quorum=1), member("ANN", "A", "chair"), member("BOB", "A"), away
    outcome = explained(*rows, room(), **ONE_DAY)
    checked = passed(council(), outcome, None)
    assert isinstance(checked, Infeasible)
    lines = list(infeasible_sentences(checked))
    place = lines.index("  - Make Councillor Bob vice-chair of A Board.")
    assert lines[place + 1].startswith("    Then 1 meeting; not granted: 1 apology")
    document = infeasible_document(checked)["remedies"]
    assert [one["meetings"] for one in document][:1] == [1]
    assert {tier["tier"] for tier in document[0]["tiers"]} >= {"held", "apologies", "dates", "rooms"}


def test_a_remedy_whose_plan_the_checker_refuses_is_not_told():
    problem = replace(council(body("A", meetings=1), room(), **ONE_DAY), as_of="2015-11-01T00:00:00Z")
    empty = Plan("", problem.settings.start_date, problem.settings.end_date)
    reason = Reason("cadence", "A", "A Board meets once in the year.")
    outcome = Infeasible((reason,), (), minimal=True, remedies=(TriedRemedy(("Try.",), (reason,), problem, empty),))
    checked = passed(problem, outcome, None)
    assert isinstance(checked, Infeasible)
    assert checked.remedies == ()


def test_no_remedy_is_tried_when_time_is_up():
    problem = replace(council(*two_boards_at_once(), **ONE_DAY), as_of="2015-11-01T00:00:00Z")
    soft = SoftReasons(problem, plenty(), until=0)
    late = Remedies(problem, soft, Clock(0, silence), lambda _problem, _clock: None)
    assert list(late.of_one(soft.keys)) == []
    assert list(late.of_several([soft.reasons["meeting_day", "DAY AM"]])) == []


def test_what_no_plan_shows_is_no_remedy():
    problem = replace(council(*two_boards_at_once(), **ONE_DAY), as_of="2015-11-01T00:00:00Z")
    soft = SoftReasons(problem, plenty(), until=0)
    none_found = Remedies(problem, soft, plenty(), lambda _problem, _clock: None)
    assert list(none_found.of_one([("meeting_day", "DAY AM")])) == []
    assert list(none_found.of_several([soft.reasons["meeting_day", "DAY AM"], soft.reasons["cadence", "DAY"]])) == []
    assert list(proposals(problem, Reason("theme", "DAY", ""))) == []


def test_a_plan_that_is_not_found_in_time_shows_nothing():
    problem = replace(council(*two_boards_at_once(), **ONE_DAY), as_of="2015-11-01T00:00:00Z")

    def too_late(_problem: Problem, _clock: Clock) -> None:
        raise TimeIsUp

    soft = SoftReasons(problem, plenty(), until=0)
    assert list(Remedies(problem, soft, plenty(), too_late).of_one([("meeting_day", "DAY AM")])) == []
