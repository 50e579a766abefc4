"""A comparison on the screen and as a document."""

import datetime as dt
import json

from scheduler.domain.plan import Tier
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.scenarios import Result
from scheduler.messages.plans import comparison_document, comparison_lines, ended_sentence, shortfalls

DAYS = (("DAY", dt.date(2015, 11, 19)), ("DAY", dt.date(2016, 2, 11)))
SLOTS, LOOSE_SLOTS = Tier("slots", 2, 2), Tier("slots", 2, 0)
LONG = "A name that is much longer than any column could be"
AWAY, CHAIR_AWAY = (UngrantedWish("apologies", "GB", cost, "Away.") for cost in (2, 3))
BASE = Result("As it is", "optimal", (), (), 6, DAYS, SLOTS, (Tier("apologies", 4, 4),), (AWAY, AWAY))
WORSE = Result(
    "Later lunch", "feasible", ("DAY:LUNCH later",), (), 6, DAYS, LOOSE_SLOTS, (Tier("apologies", 5, 1),),
    (AWAY, CHAIR_AWAY), {}, {"DAY": "Partnership day"},
)  # fmt: skip
NONE = Result(LONG, "infeasible", (), ("One.", "Two.", "Three.", "Four."))


def test_a_table_and_what_lies_behind_each_row():
    assert list(comparison_lines([BASE, WORSE, NONE])) == [
        "Scenario                          Outcome      Meetings",
        "As it is                          proven best  6",
        "Later lunch                       a plan       6",
        "A name that is much longer than…  no plan",
        "",
        "As it is",
        "  DAY: Thu 19 Nov 2015, Thu 11 Feb 2016",
        "  Not granted: 2 slots of meeting days and 2 apologies from members.",
        "",
        "Later lunch",
        "  Change: DAY:LUNCH later",
        "  Partnership day: Thu 19 Nov 2015, Thu 11 Feb 2016",
        "  Compared with the first: 1 more apology from a chair and 1 fewer apology from a member.",
        "  Slots: not proven fewest.",
        "  Apologies: a better calendar may exist, but at least 20% of this cannot be avoided.",
        "",
        LONG,
        "  Why: One.",
        "  Why: Two.",
        "  Why: Three.",
        "  Why: … and 1 more; --json and the workbook have them all.",
    ]


def test_without_any_plan_there_are_no_goals():
    assert list(comparison_lines([Result("As it is", "out_of_time", (), ("Time ran out.",))])) == [
        "Scenario  Outcome       Meetings",
        "As it is  time ran out",
        "",
        "As it is",
        "  Why: Time ran out.",
    ]


def test_a_document_has_all_of_it():
    document = comparison_document([BASE, WORSE, NONE])
    assert document["scenarios"][1] == {
        "scenario": "Later lunch",
        "changes": ["DAY:LUNCH later"],
        "outcome": "feasible",
        "why": [],
        "meetings": 6,
        "meeting_days": [
            {"meeting_day": "DAY", "date": "2015-11-19"},
            {"meeting_day": "DAY", "date": "2016-02-11"},
        ],
        "slots": {"value": 2, "bound": 0, "proven": False, "difference": 0},
        "tiers": [{"tier": "apologies", "value": 5, "bound": 1, "proven": False, "difference": 1}],
    }
    assert (document["scenarios"][2]["slots"], document["scenarios"][2]["why"]) == (None, list(NONE.why))
    assert json.loads(json.dumps(document)) == document


def test_an_end_is_said_in_words():
    assert ended_sentence(WORSE, 2, 6) == "2 of 6: Later lunch: a plan"


def test_what_was_not_compared_is_said():
    failed, stopped = Result("A", "failed"), Result("B", "stopped")
    assert list(shortfalls([BASE, NONE])) == []
    assert list(shortfalls([BASE, failed, stopped, stopped])) == [
        "1 scenario failed; the others were compared all the same.",
        "Stopped: 2 scenarios not finished.",
    ]
