"""What is said where there is no plan."""

import io

import pytest

from scheduler.cli.progress import progress_shown
from scheduler.domain.reasons import Reason
from scheduler.messages.refusals import (
    infeasible_document,
    infeasible_sentences,
    out_of_time_document,
    out_of_time_sentences,
)
from scheduler.solver.cp.outcome import Infeasible, OutOfTime
from scheduler.solver.cp.progress import FIRST_REASON

ONCE = Reason("cadence", "A", "A meets once.")
MONDAY = Reason("weekday", "A", "A sits on Mondays.")
COUNT = Reason("weekday", "A", "There are no Mondays.")
PROVEN = {"confirmed": True, "minimal": True, "smallest": True, "only_the_law": False}
A_ROW, B_ROW = "  - A meets once. (cadence: A)", "  - A sits on Mondays. (weekday: A)"
LAW = "Only the law itself, and what nobody can do, stand in the way: there is nothing to give up."
CAN_BE = "No plan exists. These cannot all hold together:"


def test_counts_come_first_then_reasons_then_what_to_give_up():
    outcome = Infeasible(
        (ONCE, MONDAY), (ONCE,), minimal=True, counts=(COUNT,), alternatives=((MONDAY,), (ONCE, MONDAY))
    )
    assert list(infeasible_sentences(outcome)) == [
        "There is too little of this:",
        "  - There are no Mondays. (weekday: A)",
        CAN_BE,
        A_ROW,
        B_ROW,
        "A plan exists if you give up:",
        A_ROW,
        "Or:",
        B_ROW,
        "Or all of:",
        A_ROW,
        B_ROW,
    ]


def test_what_is_not_proven_is_said():
    outcome = Infeasible((ONCE, MONDAY), (ONCE, MONDAY), minimal=False, confirmed=False, smallest=False)
    assert list(infeasible_sentences(outcome)) == [
        CAN_BE,
        A_ROW,
        B_ROW,
        "Time ran out before it was shown that each of them is needed.",
        "A second way of solving confirms that no plan exists, but had no time to confirm it for these alone.",
        "A plan exists if you give up all of:",
        A_ROW,
        B_ROW,
        "Time ran out before it was shown that nothing less is enough.",
    ]


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        (
            {"only_the_law": True},
            "Only the law itself, and what nobody can do, stand in the way: there is nothing to give up.",
        ),
        ({}, "Nothing was found in time whose giving up would make room."),
    ],
)
def test_where_there_is_nothing_to_give_up_that_is_said(fields, last):
    outcome = Infeasible((ONCE,), (), minimal=True, **fields)
    assert list(infeasible_sentences(outcome)) == ["No plan exists. This cannot be:", A_ROW, last]


def test_what_may_help_is_not_said_to_be_enough():
    outcome = Infeasible((ONCE,), (), minimal=True, may_help=(ONCE,))
    assert list(infeasible_sentences(outcome))[2:] == [
        "This would make room for those concerned; whether all the others then have a place was not seen in time:",
        A_ROW,
    ]


def test_reasons_without_end_are_counted():
    outcome = Infeasible((ONCE,) * 20, (), minimal=False)
    assert list(infeasible_sentences(outcome))[15:17] == [A_ROW, "  - and 5 more"]


def test_a_document_has_all_of_it():
    outcome = Infeasible((ONCE,), (ONCE,), minimal=True, counts=(COUNT,), alternatives=((MONDAY,),))
    once = {"rule": "cadence", "subject": "A", "message": "A meets once."}
    assert infeasible_document(outcome) == {
        "status": "infeasible",
        "counts": [{"rule": "weekday", "subject": "A", "message": "There are no Mondays."}],
        "because": [once],
        "give_up": [once],
        "alternatives": [[{"rule": "weekday", "subject": "A", "message": "A sits on Mondays."}]],
        "may_help": [],
        "remedies": [],
        "proven": PROVEN,
    }


def test_out_of_time_tells_what_was_counted():
    again = "Time ran out before a plan was found. Give it longer with --time-limit, or try fewer demands."
    assert list(out_of_time_sentences(OutOfTime())) == [again]
    counted = OutOfTime((COUNT,))
    assert list(out_of_time_sentences(counted)) == [
        "There is too little of this, so that no plan can exist; time ran out before solving confirmed it:",
        "  - There are no Mondays. (weekday: A)",
        again,
    ]
    assert (out_of_time_document(counted)["status"], len(out_of_time_document(counted)["counts"])) == ("out_of_time", 1)


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_a_first_reason_is_told_at_once_and_stays(monkeypatch, stream):
    out = stream()
    monkeypatch.setattr("sys.stderr", out)
    with progress_shown(60) as clock:
        clock.listener("Placing [A]")
        clock.listener(f"{FIRST_REASON}A meets [once].")
    assert f"{FIRST_REASON}A meets [once]." in out.getvalue()
