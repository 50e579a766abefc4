"""What is told of a meeting agrees with the rules: who reports to it, what is granted to it, and its quorum."""

from dataclasses import replace

from builders import body, calendar, council, day, meeting, member, person, reports

from scheduler.commands.meeting_facts import MeetingFacts, meeting_facts
from scheduler.commands.standing import Standing
from scheduler.domain.bodies import QuorumRule
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import wish_words

REPORTING = council(body("CAB"), body("SCR"), member("ANN", "SCR"), member("BOB", "CAB"), reports("SCR", "CAB", 5))


def facts_of(problem: Problem, name: tuple[str, int], *meetings: Meeting) -> MeetingFacts:
    return meeting_facts(Standing(problem, calendar(problem, *meetings)), *name)


def dates(problem: Problem, name: tuple[str, int], *meetings: Meeting) -> tuple[list[str], list[str]]:
    facts = facts_of(problem, name, *meetings)
    return [one.date.isoformat() for one in facts.fed_by], [one.date.isoformat() for one in facts.feeds]


def test_reports_come_from_a_meeting_that_is_early_enough():
    early, late = meeting(REPORTING, "SCR", "2015-11-03"), meeting(REPORTING, "SCR", "2015-11-18", sequence=2)
    first, second = meeting(REPORTING, "CAB", "2015-11-19"), meeting(REPORTING, "CAB", "2015-12-03", sequence=2)
    held = early, late, first, second
    assert dates(REPORTING, ("CAB", 1), *held) == (["2015-11-03"], [])
    assert dates(REPORTING, ("CAB", 2), *held) == (["2015-11-18"], [])
    assert dates(REPORTING, ("SCR", 1), *held) == ([], ["2015-11-19"])
    assert dates(REPORTING, ("SCR", 2), *held) == ([], ["2015-12-03"])


def test_what_comes_too_late_or_is_only_drawn_is_no_report():
    late, after = meeting(REPORTING, "SCR", "2015-11-18"), meeting(REPORTING, "CAB", "2015-11-19")
    assert dates(REPORTING, ("CAB", 1), late, after) == ([], [])
    drawn = replace(REPORTING, reporting=(reports("SCR", "CAB", kind="escalate"),))
    early = meeting(drawn, "SCR", "2015-11-03")
    assert dates(drawn, ("CAB", 1), early, after) == ([], [])


def test_nothing_is_reported_to_a_cancelled_meeting():
    early = meeting(REPORTING, "SCR", "2015-11-03")
    off = meeting(REPORTING, "CAB", "2015-11-19", status="cancelled")
    assert dates(REPORTING, ("CAB", 1), early, off) == ([], [])


def test_no_day_for_reports_is_told_that_is_past_when_the_meeting_sits():
    near = replace(REPORTING, reporting=(reports("SCR", "CAB", 0),))
    due = day("2015-11-10")
    receiver = replace(meeting(near, "CAB", "2015-11-19"), report_due=due)
    on_time, too_late = meeting(near, "SCR", "2015-11-10"), meeting(near, "SCR", "2015-11-18")
    assert [one.due for one in facts_of(near, ("SCR", 1), on_time, receiver).feeds] == [due]
    assert [one.due for one in facts_of(near, ("SCR", 1), too_late, receiver).feeds] == [None]
    assert [one.due for one in facts_of(near, ("CAB", 1), too_late, receiver).fed_by] == [None]


def granted(number: int, *rows: tuple[str, str, str]) -> set[str]:
    """Return which of the wishes of some rows that are not granted are told as granted to SCR's meeting."""
    plan = calendar(
        REPORTING,
        meeting(REPORTING, "SCR", "2015-11-03"),
        meeting(REPORTING, "SCR", "2015-12-03", sequence=2),
        meeting(REPORTING, "CAB", "2015-12-10"),
    )
    plan = replace(plan, wishes=tuple(UngrantedWish(wish, subject, 1, why) for wish, subject, why in rows))
    told = set(meeting_facts(Standing(REPORTING, plan), "SCR", number).why.granted)
    return {wish for wish, _, _ in rows if wish_words()[wish] in told}


def test_what_two_bodies_or_a_member_lack_is_granted_to_neither_body():
    scrutiny = REPORTING.bodies["SCR"].name
    rows = (
        ("spread", f"{scrutiny} and Cabinet of another kind", "They meet in one month (November 2015)."),
        ("busy_week", "ANN", f"There are 4 meetings in the week from Monday 2 November 2015: {scrutiny}."),
        ("even_spacing", scrutiny, "There are 9 weeks between two, where 6 would be even."),
        ("turns", "BOB", "They miss it twice."),
    )
    assert granted(1, *rows) == {"turns"}


def test_what_one_meeting_lacks_is_granted_to_the_others_of_its_body():
    scrutiny = REPORTING.bodies["SCR"].name
    rows = [("avoid_dates", f"{scrutiny} on Tuesday 3 November 2015 at 10:00", "The day had better be avoided.")]
    assert granted(1, *rows) == set()
    assert granted(2, *rows) == {"avoid_dates"}


def test_each_kind_of_a_composite_quorum_is_counted_as_the_rule_counts_it():
    problem = council(
        body("HWB"),
        person("ANN", category="councillor"),
        person("BOB", category="councillor"),
        member("ANN", "HWB", "chair"),
        member("BOB", "HWB"),
        QuorumRule("HWB", 2, category="councillor"),
        QuorumRule("HWB", 1, person="ANN", role="chair"),
    )
    facts = facts_of(problem, ("HWB", 1), meeting(problem, "HWB", "2015-11-19", apologies=("BOB",)))
    assert (facts.presence.there, facts.presence.of) == (1, 2)
    assert [(there, needed) for _, there, needed in facts.presence.rules] == [(1, 2), (1, 1)]
