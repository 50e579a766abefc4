"""Rules about seats that viability has never heard of count all the same, and speak for themselves."""

from collections.abc import Iterator
from types import SimpleNamespace

import made_up_rule
import pytest
from builders import body, council, day, meeting_day, member, session

from scheduler.commands.viability import verify
from scheduler.domain.reasons import Breach, FirmReason
from scheduler.domain.verbs import DAY, MEMBERSHIPS, SEATS
from scheduler.domain.viability import Together
from scheduler.rules import RULES
from scheduler.rules.protocol import NEVER, Rule
from scheduler.solver.viability.viability import find_viability

FIRST = day("2015-11-01")
RULE = Rule("vice_chairs", "made up", about=SEATS, touches={SEATS, MEMBERSHIPS}, horizon=DAY, ease=NEVER)
MESSAGE = "No more than one vice-chair is away at a time."


def enforce(problem, choices, post):
    vice = [(sitting, row) for sitting in choices.sittings for row in choices.members(sitting)]
    away = [1 - choices.attends(sitting, row) for sitting, row in vice if row.role == "vice_chair"]
    if away:
        post.require(sum(away) <= 1, FirmReason(RULE.name, "vice-chairs", MESSAGE))


def breaches(problem, plan):
    rows = [row for meeting in plan.live for row in meeting.attendance if row.role == "vice_chair"]
    away = tuple(row.person for row in rows if row.outcome != "attends")
    if len(away) > 1:
        yield Breach(RULE.name, MESSAGE, people=away)


@pytest.fixture
def vice_chairs() -> Iterator[None]:
    rule = SimpleNamespace(RULE=RULE, enforce=enforce, breaches=breaches)
    RULES.append(rule)
    yield
    RULES.remove(rule)


def ask(problem, part=None):
    found = find_viability(problem, Together(tuple(problem.bodies), FIRST, part), 20)
    verify(problem, found)
    return found


def three_boards():
    """Ann is vice-chair of three boards that could all do without her."""
    boards = [body(code, attendance_mode="online", quorum=1) for code in "ABC"]
    chairs = [member(f"CHAIR-{code}", code, "chair") for code in "ABC"]
    return council(*boards, *chairs, *(member("ANN", code, "vice_chair") for code in "ABC"))


def test_three_boards_can_do_without_their_vice_chair():
    assert ask(three_boards()).viable


@pytest.mark.usefixtures("vice_chairs")
def test_a_rule_of_all_boards_together_stands_in_the_way_in_its_own_words():
    found = ask(three_boards())
    assert (found.viable, found.allocation.proven) == (False, True)
    (blocker,) = found.blockers
    assert (blocker.bodies, blocker.people, blocker.rules) == (("A", "B", "C"), ("ANN",), (RULE.name,))
    assert blocker.message == (
        f"{MESSAGE} Not all of that can be had at once while Councillor Ann can be in one place only."
    )
    assert sorted(len(slot.bodies) for slot in found.slots.slots) == [1, 2]
    assert found.slots.proven


def evening_boards():
    boards = [body(code, meeting_day="DAY", session="EVE", duration_minutes=60) for code in "AB"]
    rows = (member("ANN", code, attendance="required") for code in "AB")
    return council(meeting_day(), session("EVE", start="18:00", end="21:00"), *boards, *rows)


def test_two_evening_boards_sit_one_after_another():
    problem = evening_boards()
    found = ask(problem, problem.sessions["DAY", "EVE"])
    assert [list(slot.bodies) for slot in found.slots.slots] == [["A"], ["B"]]


@pytest.mark.usefixtures("made_up")
def test_two_evening_boards_never_do_where_one_evening_is_the_most():
    problem = evening_boards()
    found = ask(problem, problem.sessions["DAY", "EVE"])
    assert (made_up_rule.MOST, found.slots.slots, found.slots.proven) == (1, (), True)
