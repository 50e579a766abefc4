"""What the commands say."""

import datetime as dt
import io
from pathlib import Path

import pytest

from scheduler.cli.words import progress_shown
from scheduler.domain.plan import Plan, Tier
from scheduler.domain.reasons import Breach, Clash, Fault, UngrantedWish
from scheduler.messages.documents import as_json
from scheduler.messages.plans import check_sentences, solved_sentences

DAY = dt.date(2015, 11, 19)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (
            Fault("bodies", 3, "quorum", "It is a date", "Write 25%"),
            "bodies, row 3, column quorum: It is a date. Write 25%.",
        ),
        (Fault("", None, None, "There is no file.", ""), "There is no file."),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(fault, sentence):
    assert fault.sentence == sentence


def test_rows_become_plain_json():
    breach = Breach("quorum", "Few came.", ("HWB",), (), (), (DAY,))
    assert as_json([breach]) == [
        {
            "rule": "quorum",
            "message": "Few came.",
            "bodies": ["HWB"],
            "people": [],
            "rooms": [],
            "dates": ["2015-11-19"],
        }
    ]


def test_a_plan_not_proven_says_its_bounds():
    plan = Plan("Year", DAY, DAY, tiers=(Tier("apologies", 3, 2), Tier("held", 0, 0), Tier("dates", 1, 1)))
    assert list(solved_sentences(plan, Path("out"))) == [
        "Year: 0 meetings. No rule is broken; a better one may exist: see the bounds.",
        "  Apologies: 3 points not granted, and it cannot be less than 2.",
        "  Meetings held: every wish granted.",
        "  Dates: 1 point not granted, and it cannot be less.",
        f"Wrote out: open {Path('out/calendar.xlsx')} or {Path('out/index.html')}.",
    ]


def test_a_check_says_rules_clashes_and_wishes():
    breaches = (Breach("quorum", "Few came."),)
    clashes = (Clash(("A", "B"), (DAY,), ("ANN",), broken=True), Clash(("A", "C"), (DAY,), ("BOB",), broken=False))
    wishes = (UngrantedWish("dates", "A", 2, "why"),)
    assert list(check_sentences(breaches, clashes, wishes)) == [
        "1 rule broken.",
        "  quorum: Few came.",
        "2 clashes:",
        "  A and B on Thursday 19 November 2015: ANN (a rule is broken by it)",
        "  A and C on Thursday 19 November 2015: BOB (apologies and substitutes carry it)",
        "1 wish not granted, 2 points in all.",
    ]


def test_progress_is_a_plain_line_now_and_then(monkeypatch):
    out = io.StringIO()
    ticks = iter([0.0, 1.0, 2.5, 3.0])
    monkeypatch.setattr("scheduler.cli.words.sys.stderr", out)
    monkeypatch.setattr("scheduler.cli.words.monotonic", lambda: next(ticks))
    with progress_shown() as listener:
        for sentence in ("too soon", "now", "too soon again"):
            listener(sentence)
    assert out.getvalue() == "now\n"


def test_progress_moves_on_a_terminal(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    out = Terminal()
    monkeypatch.setattr("scheduler.cli.words.sys.stderr", out)
    with progress_shown() as listener:
        listener("Placing [the] Board")
    assert "Placing [the] Board" in out.getvalue()
