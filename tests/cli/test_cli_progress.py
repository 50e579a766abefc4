"""Progress: plain lines now and then, and a picture on a terminal, in an officer's words."""

import io
from itertools import count

import pytest
from rich.console import Console

from scheduler.cli.progress import _Picture, bar, closing_in, progress_shown, skyline
from scheduler.solver.cp.progress import FIRST_REASON, STOPPING, STOPPING_EARLY, Clock, how_far


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_plain_line_comes_now_and_then_and_what_is_said_already_more_seldom(monkeypatch):
    out, seconds = io.StringIO(), count()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("scheduler.cli.progress.monotonic", lambda: next(seconds))
    with progress_shown(60) as clock:
        for sentence in ("a", "b", "c", "d", "e", *"f" * 20):
            clock.listener(sentence)
    assert out.getvalue().split() == ["c", "f", "f"]


def test_a_plain_line_says_how_much_of_the_limit_is_used(monkeypatch):
    out, seconds = io.StringIO(), iter([0.0, 5.0])
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("scheduler.cli.progress.monotonic", lambda: next(seconds))
    with progress_shown(60) as clock:
        clock.timer, clock.began = lambda: 112.0, 100.0
        clock.listener(how_far("apologies", 12, 10))
    assert out.getvalue() == "Apologies: could be at most 17% less (12 of 60 seconds)\n"


@pytest.mark.parametrize("sentence", [f"{FIRST_REASON}A meets once.", STOPPING, STOPPING_EARLY])
def test_a_first_reason_and_that_it_stops_are_lines_at_once(monkeypatch, sentence):
    out = io.StringIO()
    monkeypatch.setattr("sys.stderr", out)
    with progress_shown(60) as clock:
        clock.listener(sentence)
    assert out.getvalue() == f"{sentence}\n"


def test_a_terminal_shows_the_sentence_as_it_is(monkeypatch):
    out = Terminal()
    monkeypatch.setattr("sys.stderr", out)
    with progress_shown(60) as clock:
        clock.listener("Placing [the] Board")
    assert "Placing [the] Board" in out.getvalue()


def test_the_time_limit_counts_from_when_the_command_began():
    with progress_shown(60, began=1.0) as clock:
        assert (clock.seconds, clock.began) == (60, 1.0)


def drawn(picture):
    console = Console(width=100, file=io.StringIO())
    console.print(picture.drawn())
    return console.file.getvalue().splitlines()


def test_value_and_bound_close_in_on_one_another():
    clock = Clock(60, timer=lambda: 115.0, began=100.0)
    picture = _Picture(clock)
    picture.hear("A first plan is found; now for a better one")
    assert drawn(picture) == ["A first plan is found; now for a better one", f"{'━' * 10}{'─' * 30} 15 of 60 seconds"]
    for value, bound in ((80, 0), (40, 10), (40, 20)):
        picture.hear(how_far("dates", value, bound))
    assert drawn(picture) == [
        "Wishes about dates not granted: could be at most 50% less",
        f"{'━' * 10}{'─' * 30} 15 of 60 seconds",
        f"{'█' * 10}{'░' * 10}{' ' * 20} █▄",
    ]
    picture.hear(how_far("rooms", 9, None))
    assert drawn(picture)[2] == f"{'░' * 40} █"


@pytest.mark.parametrize(
    ("bound", "value", "most", "picture"),
    [
        (0, 10, 10, "░░░░░░░░░░"),
        (4, 8, 10, "████░░░░  "),
        (5, 5, 10, "█████     "),
        (9, 5, 10, "█████     "),
        (0, 0, 0, "          "),
    ],
)
def test_a_scale_has_what_is_out_of_reach_open_and_beaten(bound, value, most, picture):
    assert closing_in(bound, value, most, 10) == picture


def test_a_bar_is_full_when_time_is_up_and_never_longer():
    assert [bar(part, 60, 4) for part in (0, 30, 60, 90)] == ["────", "━━──", "━━━━", "━━━━"]


def test_a_skyline_has_the_latest_values_and_none_where_there_are_none():
    assert skyline([9, 8, 4, 0], 3) == "█▄▁"
    assert (skyline([], 3), skyline([0, 0], 3)) == ("", "▁▁")


def test_a_first_reason_stays_on_the_terminal_in_full(monkeypatch):
    out, reason = Terminal(), f"{FIRST_REASON}The Board [of] Trade meets once {'and once more ' * 9}."
    monkeypatch.setattr("sys.stderr", out)
    with progress_shown(60) as clock:
        clock.listener(reason)
    assert reason in out.getvalue()
