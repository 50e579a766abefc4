"""Decisions of the forward plan: their meetings, their notices, what is late and what the law leaves then."""

from dataclasses import replace
from typing import Any

import pytest
from builders import body, calendar, council, day, decision, meeting, member, person, room
from outputs.html_tree import text_of, tree, with_class

from scheduler import Cancel, Move, consequences
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.languages import WELSH, writing_in
from scheduler.law.decisions import Taken, decisions_taken
from scheduler.messages.plans import decision_sentences
from scheduler.outputs.feeds import feeds
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.pages.forward_plan import forward_plan_page, has_forward_plan
from scheduler.outputs.public_view import public_view
from scheduler.outputs.workbook.forward_plan import forward_plan_sheet

BODIES = (
    body("CAB", name="Cabinet", legal_kind="executive", open_to_public=True),
    body("AUD", name="Audit Committee", legal_kind="audit_committee", open_to_public=True),
    body("PRI", name="Private Board"),
)
YEAR = {"start_date": "2026-05-01", "end_date": "2027-04-30"}


def with_decisions(*decisions: Any, made: str = "2026-05-01T08:00:00Z", **settings: Any) -> tuple[Problem, Plan]:
    people = (
        person("LDR", name="Leader"), person("DEP", name="Deputy"), person("FIN", name="Member for Finance"),
        person("CFO", name="Chief Finance Officer"),
        member("FIN", "CAB"), member("DEP", "CAB", "vice_chair"), member("LDR", "CAB", "chair"),
        member("CFO", "CAB", "adviser", voting=False), member("FIN", "AUD", "chair"), member("DEP", "PRI", "chair"),
    )  # fmt: skip
    rooms = (room("CR1", name="Committee Room 1", venue="Town Hall"),)
    problem = council(*BODIES, *people, *rooms, *decisions, **{**YEAR, **settings})
    placed = (
        meeting(problem, "CAB", "2026-06-09", "18:00", room="CR1", venue="Town Hall"),
        meeting(problem, "CAB", "2026-09-15", "18:00", room="CR1", venue="Town Hall"),
        meeting(problem, "AUD", "2026-07-07", "18:00", room="CR1", venue="Town Hall"),
        meeting(problem, "PRI", "2026-07-08", "18:00", room="CR1", venue="Town Hall"),
    )
    return problem, calendar(problem, *placed, generated=made)


def only(found: tuple[Problem, Plan]) -> Taken:
    (taken,) = decisions_taken(*found)
    return taken


def standings(found: tuple[Problem, Plan]) -> list[tuple[str, str, str]]:
    return [(one.row.matter, one.due.isoformat(), one.standing) for one in only(found).notices]


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        ("2026-05-11", "In time"),
        ("2026-05-12", "Late: general exception, SI 2012/2089 reg 10"),
        ("2026-06-01", "Late: general exception, SI 2012/2089 reg 10"),
        ("2026-06-02", "Late: special urgency, SI 2012/2089 reg 11"),
    ],
)
def test_a_key_decision_is_announced_28_clear_days_before_or_by_the_way_the_law_leaves(given, standing):
    found = with_decisions(decision("D", "CAB", number=1, key=True, noticed_on=given))
    assert standings(found) == [("key_decision", "2026-05-11", standing)]


def test_how_a_notice_stands_is_said_in_the_language_that_is_written():
    found = with_decisions(decision("D", "CAB", number=1, key=True, noticed_on="2026-05-12"))
    with writing_in(WELSH):
        assert [standing for _, _, standing in standings(found)] == ["Hwyr: eithriad cyffredinol, SI 2012/2089 reg 10"]


@pytest.mark.parametrize(
    ("made", "standing"),
    [
        ("2026-05-11T08:00:00Z", "Due"),
        ("2026-05-12T08:00:00Z", "Late: general exception, SI 2012/2089 reg 10"),
        ("2026-06-05T08:00:00Z", "Late: special urgency, SI 2012/2089 reg 11"),
        ("", "Due"),
    ],
)
def test_without_a_day_of_notice_the_day_of_the_calendar_decides(made, standing):
    found = with_decisions(decision("D", "CAB", number=1, key=True), made=made)
    assert standings(found) == [("key_decision", "2026-05-11", standing)]


def test_private_business_is_announced_twice():
    found = with_decisions(decision("D", "CAB", number=1, private=True, reason="Price", noticed_on="2026-05-20"))
    assert standings(found) == [
        ("private_meeting", "2026-05-11", "Late: agreement that it is urgent, SI 2012/2089 reg 5(6), (7)"),
        ("private_meeting_again", "2026-06-01", "Due"),
    ]
    assert only(found).late


def test_other_nations_have_their_own_rows():
    private = decision("D", "CAB", number=1, key=True, private=True, reason="Price", noticed_on="2026-05-20")
    northern = with_decisions(private, holidays="GB-NIR")
    assert standings(northern) == [
        ("private_meeting", "2026-05-11", "Late"),
        ("private_meeting_again", "2026-06-01", "Due"),
    ]
    assert only(with_decisions(private, holidays="GB-SCT")).notices == ()
    combined = council(
        body("MCA", legal_kind="combined_authority", open_to_public=True),
        decision("D", "MCA", number=1, key=True, noticed_on="2026-06-08"), authority_kind="combined", **YEAR,
    )  # fmt: skip
    assert standings((combined, calendar(combined, meeting(combined, "MCA", "2026-06-09")))) == [
        ("key_decision", "2026-05-11", "Late"),
    ]


def test_a_decision_without_a_meeting_says_so_with_the_nearest_days():
    trouble = {
        ("CAB", "2026-08-01"): "there is no meeting on Saturday 1 August 2026; the nearest are on "
        "Tuesday 9 June 2026 and Tuesday 15 September 2026",
        ("AUD", "2026-08-01"): "there is no meeting on Saturday 1 August 2026; the nearest is on Tuesday 7 July 2026",
    }
    for (code, on), words in trouble.items():
        assert only(with_decisions(decision("D", code, date=on))).trouble == words
    assert only(with_decisions(decision("D", "CAB", number=7))).trouble == (
        "there is no meeting number 7; there are numbers 1 to 2"
    )
    unsaid = only(with_decisions(decision("D", "CAB")))
    assert unsaid.trouble == "neither the date nor the number of its meeting is given"
    problem, plan = with_decisions(decision("D", "PRI", date="2026-08-01"))
    alone = replace(plan, meetings=tuple(one for one in plan.meetings if one.body != "PRI"))
    assert only((problem, alone)).trouble == "there is no meeting on Saturday 1 August 2026"


def test_a_decision_moves_with_its_meeting():
    """By its number, and by the day on which the meeting was to be held."""
    by_number, by_day = decision("N", "CAB", number=1, key=True), decision("D", "CAB", date="2026-06-09", key=True)
    problem, plan = with_decisions(by_number, by_day)
    first = revised(problem, plan)
    moved = tuple(
        replace(one, date=day("2026-06-16")) if one.date == day("2026-06-09") else one for one in first.meetings
    )
    later = replace(first, meetings=moved, generated="2026-05-02T08:00:00Z")
    second = revised(replace(problem, baseline=first), later)
    dues = [one.due.isoformat() for taken in decisions_taken(problem, second) for one in taken.notices]
    assert dues == ["2026-05-18", "2026-05-18"]


def test_a_cancelled_meeting_takes_no_decision():
    problem, plan = with_decisions(decision("D", "CAB", number=1, key=True))
    off = tuple(replace(one, status="cancelled") if one.sequence == 1 else one for one in plan.meetings)
    taken = only((problem, replace(plan, meetings=off)))
    assert (taken.trouble, taken.notices) == ("its meeting on Tuesday 9 June 2026 is cancelled", ())


KEY = decision(
    "D1", "CAB", title="Purchase of <homes>", number=1, key=True, private=True, reason="Prices of bidders",
    lead_officer="CFO", documents="Report; plans", noticed_on="2026-05-20",
)  # fmt: skip
OTHERS = (
    decision("D2", "AUD", title="Accounts", date="2026-07-07"),
    decision("D3", "PRI", title="Secret merger", number=1),
    decision("D4", "CAB", title="Lost", number=9),
    decision("D5", "PRI", title="Lost secret", number=9),
)


def test_the_sheet_has_each_notice_of_each_decision_and_the_days_of_other_meetings():
    sheet = forward_plan_sheet(*with_decisions(KEY, *OTHERS))
    names = [column.name for column in sheet.columns]
    rows = [dict(zip(names, row, strict=True)) for row in sheet.shown_rows]
    seen = [(one["body"], one["matter"], str(one["notice_due"]), one["decision"], one["standing"]) for one in rows]
    late = "Late: general exception, SI 2012/2089 reg 10"
    assert seen == [
        ("CAB", "Key decisions on the forward plan", "2026-05-11", "Purchase of <homes>", late),
        ("CAB", "Notice of business in private", "2026-05-11", "Purchase of <homes>",
         "Late: agreement that it is urgent, SI 2012/2089 reg 5(6), (7)"),
        ("CAB", "Second notice of business in private", "2026-06-01", "Purchase of <homes>", "Due"),
        ("AUD", "Decision", "None", "Accounts", ""),
        ("PRI", "Decision", "None", "Secret merger", ""),
        ("CAB", "Key decisions on the forward plan", "2026-08-17", None, None),
        ("CAB", "Notice of business in private", "2026-08-17", None, None),
        ("CAB", "Second notice of business in private", "2026-09-07", None, None),
        ("CAB", "Decision", "None", "Lost", "There is no meeting number 9; there are numbers 1 to 2"),
        ("PRI", "Decision", "None", "Lost secret", "There is no meeting number 9; there is number 1"),
    ]  # fmt: skip
    first = rows[0]
    assert (first["key"], first["private"], first["lead_officer"], first["documents"]) == (
        "Yes", "Yes", "Chief Finance Officer", "Report; plans",
    )  # fmt: skip


def test_the_feed_names_the_decisions_that_a_notice_is_for():
    feed = feeds(*with_decisions(KEY))["forward-plan.ics"].decode().replace("\r\n ", "")
    assert feed.count("To be decided: Purchase of <homes>") == 3
    assert feed.count("It binds only if the meeting has such business.") == 3


def test_what_is_late_or_has_no_meeting_is_told():
    title = "Purchase of <homes> (Cabinet) on Tuesday 9 June 2026"
    given = "due by Monday 11 May 2026, given on Wednesday 20 May 2026. What the law leaves:"
    assert list(decision_sentences(*with_decisions(KEY, decision("D4", "AUD", title="Lost", number=9)))) == [
        f"{title}: Key decisions on the forward plan, {given} general exception, SI 2012/2089 reg 10.",
        f"{title}: Notice of business in private, {given} agreement that it is urgent, SI 2012/2089 reg 5(6), (7).",
        "Lost (Audit Committee): there is no meeting number 9; there is number 1.",
    ]
    northern = with_decisions(
        decision("D", "CAB", number=1, private=True, reason="Price"), made="2026-06-08T08:00:00Z", holidays="GB-NIR"
    )
    (sentence,) = decision_sentences(*northern)
    assert sentence.endswith(", not recorded as given.")


def test_the_page_says_what_the_law_asks_of_a_notice_and_names_the_members_of_the_executive():
    problem, plan = with_decisions(KEY, *OTHERS, contact="Democratic Services, Town Hall")
    page = forward_plan_page(problem, plan)
    root = tree(page)
    text = text_of(root)
    for words in (
        "June 2026", "July 2026", "Day to be announced", "Purchase of <homes>", "Key decision", "In private", "Cabinet",
        "Leader (chair); Deputy (vice-chair); Member for Finance", "Tuesday 9 June 2026 at 18:00",
        "Committee Room 1, Town Hall", "Prices of bidders", "Report; plans", "Accounts", "None is known yet.",
        "Wednesday 20 May 2026. Late: general exception, SI 2012/2089 reg 10 and Late: agreement",
        "The law asks for 28 clear days on the forward plan before a key decision (SI 2012/2089 reg 9).",
        "can be had from: Democratic Services, Town Hall.", "To be announced.",
    ):  # fmt: skip
        assert words in text, words
    assert "Chief Finance Officer" not in text
    assert "ecret" not in text
    assert len(with_class(root, "decisions")) == 3
    headings = [one.tag for one in root.iter() if one.tag in ("h1", "h2", "h3", "h4")]
    assert headings == ["h1", "h2", "h3", "h4", "h3", "h4", "h3", "h4", "h2"]


def test_the_page_leaves_out_what_has_been_decided_and_says_where_nothing_is_announced():
    problem, plan = with_decisions(KEY)
    text = text_of(tree(forward_plan_page(problem, plan, day("2026-06-10"))))
    assert "No decision is announced at present." in text
    undated = forward_plan_page(
        replace(problem, settings=replace(problem.settings, authority=None)), replace(plan, generated="")
    )
    assert "can be had from: the council's offices." in text_of(tree(undated))
    off = tuple(replace(one, status="cancelled") if one.sequence == 1 else one for one in plan.meetings)
    text = text_of(tree(forward_plan_page(problem, replace(plan, meetings=off))))
    assert "To be announced: its meeting on Tuesday 9 June 2026 is cancelled." in text


def test_there_is_a_page_where_the_law_asks_or_a_decision_is_typed_and_nowhere_else():
    assert has_forward_plan(with_decisions(KEY, holidays="GB-SCT")[0])
    assert has_forward_plan(with_decisions()[0])
    assert not has_forward_plan(with_decisions(holidays="GB-SCT")[0])


def test_the_public_view_has_no_decision():
    problem, plan = with_decisions(KEY)
    assert public_view(problem, plan)[0].decisions == {}


def following(edit: Any, *decisions: Any, as_of: str = "2026-05-01T08:00:00Z") -> list[str]:
    problem, plan = with_decisions(*decisions)
    found = consequences(replace(problem, as_of=as_of), plan, edit)
    return [line.strip() for line in found.sentences() if "Matter" in line]


def test_a_move_tells_which_notices_are_due_on_another_day():
    """A decision that names its day goes with the meeting that is held then."""
    moving = Move("CAB", 1, day("2026-06-23"))
    by_day = decision("D", "CAB", date="2026-06-09", key=True)
    assert following(moving, by_day, decision("E", "CAB", number=2, key=True), decision("F", "AUD", number=3)) == [
        "Matter D: Key decisions on the forward plan, by Monday 25 May 2026 (now Monday 11 May 2026).",
    ]
    earlier = Move("CAB", 1, day("2026-06-02"))
    (line,) = following(earlier, decision("D", "CAB", number=1, key=True, noticed_on="2026-05-11"))
    assert line == (
        "Matter D: Key decisions on the forward plan, by Monday 4 May 2026 (now Monday 11 May 2026). "
        "Late: general exception, SI 2012/2089 reg 10."
    )
    assert following(Cancel("CAB", 1), by_day) == ["Matter D: its meeting on Tuesday 9 June 2026 is cancelled."]
    unasked = replace(by_day, key=False)
    assert following(moving, unasked) == []
