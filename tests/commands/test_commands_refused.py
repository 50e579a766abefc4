"""Where the checker refuses what the solver finds best, the last plan it passes is written, and the refusal is told."""

import json
import random

import made_up_rule
import pytest
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.domain.reasons import Breach
from scheduler.domain.scenarios import AS_IT_IS, Scenario
from scheduler.reading import read_input
from scheduler.rules import RULES
from scheduler.rules.protocol import Rule
from scheduler.solver.solve import solve
from scheduler.sweep.trial import Trial, try_scenario

BODIES = [f"B{number}" for number in range(6)]


class Unsolved:
    """A rule that the checker knows and the solver, by a fault, does not: no meeting on certain days of bodies."""

    RULE = Rule("unsolved", source="made up", about=made_up_rule.RULE.about, touches=made_up_rule.RULE.touches,
                horizon=made_up_rule.RULE.horizon, ease=13)  # fmt: skip

    def __init__(self, forbidden):
        self.forbidden = forbidden

    def enforce(self, _problem, _choices, _post):
        """Ask the solver for nothing."""

    def breaches(self, _problem, plan):
        for one in plan.live:
            if (one.body, one.date) in self.forbidden:
                yield Breach("unsolved", f"{one.body} meets on a day that is forbidden.", bodies=(one.body,))


def drawn(folder, seed):
    """Write a council with members in common, drawn by chance."""
    chance = random.Random(seed)  # noqa: S311 - any council will do
    preferred = [chance.choice(["Tue", "Wed", "Mon;Tue"]) for _ in BODIES]
    seats = [
        f"M{person},B{body},{'chair' if person == body else ''}"
        for person in range(6)
        for body in sorted({person, *chance.sample(range(6), 2)})
    ]
    return write_input(
        folder,
        settings="setting,value\ntitle,Small\nstart_date,2015-11-02\nend_date,2015-11-20\ndefault_start_times,10:00\n",
        bodies="body,name,meetings_min,meetings_max,preferred_weekdays\n"
        + "".join(f"{body},{body} Board,2,2,{days}\n" for body, days in zip(BODIES, preferred, strict=True)),
        people="person,name\n" + "".join(f"M{number},Councillor {number}\n" for number in range(6)),
        memberships="person,body,role\n" + "\n".join(seats) + "\n",
    )


def dates_of(plan):
    return {(one.body, one.date) for one in plan.live}


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    """Return an input whose search held a plan of other dates before its best, and the dates of all its plans."""
    for seed in range(3, 20):  # the third is soon searched
        source = drawn(tmp_path_factory.mktemp("refused") / "small", seed)
        outcome = solve(read_input(source)[0], 60)
        found = [dates_of(plan) for plan in (outcome.plan, *(standing.plan() for standing in outcome.earlier))]
        if found[-1] != found[0]:
            return source, found
    pytest.fail("every search began with its best plan")


@pytest.fixture
def forbid():
    added = []

    def add(days):
        added.append(Unsolved(days))
        RULES.append(added[-1])

    yield add
    for rule in added:
        RULES.remove(rule)


def plan(source, folder, *more):
    return CliRunner().invoke(main, ["plan", str(source), "-o", str(folder), "--time-limit", "60", *more])


def dates_in(folder):
    meetings = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["meetings"]
    return {(one["body"], one["date"]) for one in meetings}


@pytest.mark.slow
def test_the_last_plan_that_passes_is_written_with_a_warning(searched, forbid, tmp_path):
    source, (best, *others) = searched
    earlier = next(dates for dates in others if dates != best)
    forbid(best - earlier)
    done = plan(source, tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert "Warning: the best plan found fails the check of meeting-day itself (unsolved: B" in done.stderr
    assert "a better one may exist" in done.stderr
    written = dates_in(tmp_path / "out")
    assert written == {(body, day.isoformat()) for body, day in earlier}


@pytest.mark.slow
def test_without_any_plan_that_passes_nothing_is_written(searched, forbid, tmp_path):
    source, found = searched
    forbid(set.union(*found))
    done = plan(source, tmp_path / "out")
    assert done.exit_code == 1
    assert "the plan found fails its own check" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_options_and_scenarios_take_the_last_plan_that_passes_too(searched, forbid, tmp_path):
    source, (best, *others) = searched
    earlier = next(dates for dates in others if dates != best)
    forbid(best - earlier)
    done = plan(source, tmp_path / "out", "--options", "2")
    assert done.exit_code == 0, done.stderr
    assert "Warning: the best plan found fails the check" in done.stderr
    result = try_scenario(Trial(read_input(source)[0], Scenario(AS_IT_IS), 20))
    assert (result.outcome, result.meetings) == ("feasible", 12)
    assert result.why[0].startswith("the best plan found fails the check")
