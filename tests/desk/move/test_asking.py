"""Questions that take a solver are asked in a child, and answered as they would be here."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.commands.edits import consequences
from scheduler.commands.open_days import open_days
from scheduler.commands.standing import Standing, TakesSolver, asked_here
from scheduler.desk.access import PUBLISHER, Who, at_this_machine
from scheduler.desk.application import create
from scheduler.desk.asking import asked, days_of
from scheduler.desk.calendars import Calendar
from scheduler.desk.desk import Desk
from scheduler.domain.edits import Move
from scheduler.solver.cp import seat_dealing

ENTANGLED = dt.date(2015, 12, 17)
"""A day on which seats are not dealt within two steps."""


@pytest.fixture
def calendar(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Calendar]:
    """The calendar of the moving year, at a desk that gives seats up after two steps; a child goes on as ever."""
    desk = Desk(folder, at_this_machine("localhost", 80, Who("Officer", PUBLISHER)))
    monkeypatch.setattr(seat_dealing, "MOST_STEPS_WHERE_SURE", 2)
    with create(desk).app_context():
        yield desk.calendars.of(desk.years.named("moving"), "calendar")
    desk.work.close()


def test_a_web_process_says_that_some_days_take_a_solver(calendar: Calendar) -> None:
    with pytest.raises(TakesSolver) as found:
        open_days(calendar.standing, "TPDAY", 1)
    assert ENTANGLED in found.value.left
    assert len(found.value.told) + len(found.value.left) == len(calendar.problem.days)
    assert str(found.value) == f"{len(found.value.left)} days take a solver"
    with pytest.raises(TakesSolver, match="it takes a solver"):
        consequences(calendar.standing, Move("TPDAY", 1, ENTANGLED))


def test_days_that_take_a_solver_are_told_with_the_others(calendar: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    found = days_of(calendar, "TPDAY", 1)
    monkeypatch.undo()
    here = asked_here(calendar.problem, calendar.plan, open_days, "TPDAY", 1)
    assert [(one.date, one.verdict) for one in found] == [(one.date, one.verdict) for one in here]
    assert days_of(calendar, "TPDAY", 1) is found


def test_what_follows_is_asked_in_a_child_where_it_takes_a_solver(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = Move("TPDAY", 1, ENTANGLED)
    found = asked(calendar, consequences, edit)
    monkeypatch.undo()
    here = consequences(Standing(calendar.problem, calendar.plan), edit)
    assert (found.possible, found.follows.appear_breaches) == (here.possible, here.follows.appear_breaches)
