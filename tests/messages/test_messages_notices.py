"""Notices in sentences for the screen."""

from builders import body, meeting, member, room
from outputs.notices.a_change import PROBLEM, council_of, first, then

from scheduler.messages.notices import law_sentences, notices_sentences

MONTHS = ("2015-11", "2015-12", "2016-01", "2016-02", "2016-03", "2016-04", "2016-05")
DATES = [f"{month}-{day}" for month in MONTHS for day in ("18", "19")][:13]


def test_many_notices_by_law_are_counted_and_those_of_some_business_apart() -> None:
    problem = council_of(body("CAB", name="Cabinet", legal_kind="executive"), member("ANN", "CAB"), room("CR1"))
    outbox = first(problem, *(meeting(problem, "CAB", on) for on in DATES)).outbox()
    lines = list(law_sentences(outbox))
    assert lines[0] == "By law:"
    assert lines[1].startswith("  Cabinet on Wednesday 18 November 2015 at 10:00: The public, at the council's offices")
    assert lines[-2:] == [
        "  and 1 more: see the sheet By law.",
        "  39 notices more, only where a meeting has such business: see the sheet By law.",
    ]


def test_where_nothing_has_changed_that_is_said_and_nothing_else() -> None:
    health = meeting(PROBLEM, "HWB", "2015-11-19")
    same = then(first(PROBLEM, health), PROBLEM, health).outbox()
    assert list(notices_sentences(same, None)) == ["Nothing has changed for anybody: nobody is told anything."]
