"""What follows from an edit is what the whole check finds of the calendar it leaves, on random councils and edits."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace
from random import Random

import pytest
from builders import (
    body,
    calendar,
    clock_time,
    council,
    day,
    meeting,
    meeting_day,
    member,
    project,
    room,
    session,
    speaker,
    theme,
)
from random_calendars import DAYS, STARTS, a_calendar, a_council
from rounds import rounds

from scheduler.checking import check, recount
from scheduler.checking.integrity import without_unknown_codes
from scheduler.commands.edits import Standing, consequences, open_days
from scheduler.commands.plans import planned
from scheduler.commands.standing import with_rows
from scheduler.domain.edits import (
    AT_A_PRICE,
    FREE,
    OTHERS_MOVE,
    RULED_OUT,
    Add,
    Cancel,
    Edit,
    Move,
    Pin,
    Several,
    Swap,
    Unpin,
)
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.verbs import LUNCHES
from scheduler.rules import about
from scheduler.solver.cp.outcome import Solved

SEEDS = (*range(rounds(34)), 61, 84, 98, 103, 180, 235)
"""The last of them were hard once: rows that differ alone, starts that a report depends on."""
AS_OF = ("2015-11-01T09:00:00Z", "2015-11-18T12:00:00Z")


def a_standing(seed: int) -> tuple[Standing, Random]:
    chance = Random(f"standing {seed}")  # noqa: S311 - the same calendars every time
    unpublished = a_council(seed)
    plan, _ = without_unknown_codes(unpublished, a_calendar(unpublished, seed))
    return Standing(replace(unpublished, baseline=plan, as_of=chance.choice(AS_OF)), plan), chance


def names(standing: Standing) -> list[tuple[str, int]]:
    found = [(meeting.body, meeting.sequence) for meeting in standing.calendar.plan.live]
    return found + [(one.meeting_day, one.sequence) for one in standing.calendar.plan.occurrences]


def an_edit(standing: Standing, chance: Random) -> Edit:
    """Return something that may be done to a calendar, wise or not."""
    known = names(standing)
    if not known:
        return Add("GB", day(chance.choice(DAYS)))
    kind = chance.choice((Move, Move, Move, Cancel, Add, Swap, Pin, Unpin, Several))
    body, number = chance.choice(known)
    start = clock_time(chance.choice(STARTS)) if chance.random() < 0.3 and body in ("GB", "HB") else None
    room = chance.choice(("CR1", "CR2", "FAR")) if chance.random() < 0.2 and body in ("GB", "HB") else None
    other = chance.choice(known)
    apart = len({body, other[0]} & {"GB", "HB"}) == 2
    of_body = chance.choice([one for one in known if one[0] in ("GB", "HB")] or [(body, number)])
    made: dict[type, Edit] = {
        Move: Move(body, number, day(chance.choice(DAYS)), start, room),
        Add: Add(chance.choice(("GB", "HB", "DAY")), day(chance.choice(DAYS))),
        Cancel: Cancel(body, number, replace=chance.random() < 0.3),
        Swap: Swap((body, number), other) if apart else Pin(body, number),
        Several: Several((Move(*of_body, day(chance.choice(DAYS))), Add("GB", day(chance.choice(DAYS))))),
        Pin: Pin(body, number),
        Unpin: Unpin(body, number),
    }
    return made[kind]


def matter_of(breach: Breach) -> Hashable:
    return breach.rule, breach.bodies, breach.people, breach.rooms, breach.dates


def kinds(breaches: Iterable[Breach]) -> Counter[Hashable]:
    return Counter(map(matter_of, breaches))


def values(problem: Problem, plan: Plan) -> dict[str, int]:
    return recount(problem, plan, ("held", "apologies", "substitutes", "dates", "rooms"))[0]


def tried(seed: int) -> int:
    """Try edits of a calendar, each accepted before the next; return how many could be made."""
    standing, chance = a_standing(seed)
    number = 0
    for _ in range(4):
        edit = an_edit(standing, chance)
        edited = consequences(standing, edit)
        name = f"council {seed}: {edit}"
        if edited.barred:
            assert edited.plan is standing.plan, name
            continue
        number += 1
        after = with_rows(standing, edit)
        broken = kinds(check(standing.problem, standing.plan)), kinds(check(after, edited.plan))
        assert kinds(edited.follows.appear_breaches) == broken[1] - broken[0], name
        assert kinds(edited.follows.disappear_breaches) == broken[0] - broken[1], name
        assert {cost.tier: cost.now for cost in edited.follows.costs} == values(standing.problem, standing.plan), name
        assert {cost.tier: cost.then for cost in edited.follows.costs} == values(after, edited.plan), name
        assert not [one for one in edited.follows.appear_breaches if one.rule == "plan" and not one.rooms], name
        standing = standing.after(edited)
    return number


@pytest.mark.parametrize("tens", range(0, len(SEEDS), 10))
def test_what_follows_is_what_the_whole_check_finds(tens: int) -> None:
    assert sum(map(tried, SEEDS[tens : tens + 10])) > len(SEEDS[tens : tens + 10])


def compared(seed: int) -> Counter[str]:
    """Compare what the days of the year are to a meeting with what follows from moving it there."""
    standing, chance = a_standing(seed)
    found: Counter[str] = Counter()
    known = names(standing)
    if not known:
        return found
    body, number = chance.choice(known)
    here = standing.subject(body, number).meetings
    for one in open_days(standing, body, number):
        name = f"council {seed}: {body}#{number} on {one.date}"
        found[one.verdict] += 1
        if not here or one.date == here[0].date:
            assert one.verdict == FREE, name
            continue
        edited = consequences(standing, Move(body, number, one.date))
        follows = edited.follows
        worse = any(cost.then > cost.now for cost in follows.costs)
        if one.verdict == FREE:
            assert (edited.possible, worse) == (True, False), name
        elif one.verdict == AT_A_PRICE:
            assert (edited.possible, worse) == (True, True), name
            assert (one.costs, one.pounds, one.seats) == (follows.costs, follows.pounds, follows.seats), name
        else:
            assert not edited.possible, name
        if one.verdict == OTHERS_MOVE:
            lunches = {rule.RULE.name for rule in about(LUNCHES)}
            others = bool({breach.rule for breach in one.breaches} - lunches)
            assert (bool(one.breaches), bool(one.in_the_way), one.because) == (True, others, ()), name
        if one.verdict == RULED_OUT:
            assert one.because, name
    return found


@pytest.mark.slow
def test_the_days_of_the_year_are_what_moving_there_would_be() -> None:
    found = sum((compared(seed) for seed in SEEDS), Counter[str]())
    assert set(found) == {FREE, AT_A_PRICE, OTHERS_MOVE, RULED_OUT}


def test_a_speaker_who_cannot_come_rules_no_day_out_for_the_lunch_may_have_another_theme() -> None:
    problem = council(
        body("HWB", meeting_day="DAY", session="AM"),
        *(session(), session("LUNCH"), room(), room("R2"), meeting_day(meetings=1), member("DPH", "HWB", "chair")),
        *(speaker("DOC", "2015-11-12"), theme("GUEST", speaker="DOC", weight=9), theme("HEALTH")),
        start_date="2015-11-12",
        end_date="2015-11-13",
    )
    outcome = planned(problem, 20)
    assert isinstance(outcome, Solved)
    plan = outcome.plan
    there, other = day("2015-11-12"), day("2015-11-13")
    assert [(one.date, one.theme) for one in plan.occurrences] == [(there, "GUEST")]
    standing = Standing(replace(problem, baseline=plan, as_of="2015-11-01T09:00:00Z"), plan)
    found = {one.date: one for one in open_days(standing, "DAY", 1)}[other]
    assert (found.verdict, found.because, found.in_the_way) == (OTHERS_MOVE, (), ())
    assert [one.rule for one in found.breaches] == ["speaker"]


@pytest.mark.parametrize("seed", [1000, 1044, 1105])
def test_days_beside_a_fact_and_outside_a_bodys_life_are_ruled_out(seed: int) -> None:
    """Days that were told otherwise once than the edit itself, or with nobody in the way."""
    assert compared(seed)[RULED_OUT] > 0


def test_a_report_goes_to_whichever_meeting_is_the_last_by_its_day() -> None:
    problem = council(body("GB", meetings=2), member("ANN", "GB", "chair"), room(), project("HUB", "GB", "2015-12-10"))
    earlier = meeting(problem, on="2015-11-19")
    plan = calendar(problem, earlier, meeting(problem, on="2015-12-10", agenda_items=("HUB",)))
    standing = Standing(replace(problem, baseline=plan, as_of="2015-11-01T09:00:00Z"), plan)
    edited = consequences(standing, Move("GB", 2, day("2015-12-17")))
    assert edited.possible
    assert [(one.sequence, one.date, one.agenda_items) for one in edited.plan.meetings] == [
        (1, day("2015-11-19"), ("HUB",)),
        (2, day("2015-12-17"), ()),
    ]
