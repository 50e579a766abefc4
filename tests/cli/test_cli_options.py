"""`plan --options`: several good calendars to choose from, from the input to the folder."""

import json
import shutil
import signal
from dataclasses import replace

import pytest
from builders import outputs_in
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.options import Planned, plan_options
from scheduler.commands.plans import Asked
from scheduler.domain.scenarios import FEASIBLE
from scheduler.solver.cp.outcome import Infeasible, OutOfTime
from scheduler.solver.solve import solve

OUTPUTS = ["calendar.xlsx", "consultation.xlsx", "data", "feeds", "history", "index.html", "input", "plan.json"]
DAYS = {
    "bodies": "body,name,meeting_day,session\nHWB,Health Board,DAY,AM\nGB,Growth Board,DAY,AM\n",
    "meeting_days": "meeting_day,name,meetings_min,weekdays,preferred_weekdays\nDAY,Partnership day,1,Tue;Thu,Thu\n",
    "sessions": "meeting_day,session,kind,start,end\nDAY,AM,boards,09:30,13:30\n",
}


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def dates_in(folder):
    return [(one["body"], one["date"]) for one in json.loads((folder / "plan.json").read_text())["meetings"]]


def with_days(folder, **tables):
    return write_input(folder, **{**DAYS, **tables})


def asked(source, folder):
    return Asked(source, folder, 30)


@pytest.fixture
def source(tmp_path):
    return with_days(tmp_path / "small")


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Make a folder of two calendars to choose from, and return it with what was printed; no test changes it."""
    place = tmp_path_factory.mktemp("options")
    found = run("plan", with_days(place / "small"), "-o", place / "two", "--options", 2, "--json")
    assert found.exit_code == 0
    return place / "two", json.loads(found.stdout)


def test_three_calendars_are_written_and_compared(source, tmp_path):
    found = run("plan", source, "-o", tmp_path / "out", "--options", 3)
    assert found.exit_code == 0
    assert names_in(tmp_path / "out") == sorted([*OUTPUTS, "options", "options.html", "options.xlsx"])
    assert names_in(tmp_path / "out" / "options") == ["2", "3"]
    folders = [tmp_path / "out", tmp_path / "out" / "options" / "2", tmp_path / "out" / "options" / "3"]
    for folder in folders[1:]:
        assert names_in(folder) == [name for name in OUTPUTS if name != "history"]
    dates = [dates_in(folder)[0][1] for folder in folders]
    assert len(set(dates)) == 3
    for folder in folders:
        assert run("check", source, folder).exit_code == 0
    first, meetings, *_ = found.stdout.splitlines()
    assert first.split() == ["Option", "1", "Option", "2", "Option", "3"]
    assert meetings.split() == ["Meetings", "2", "2", "2"]
    assert f"Compared in {tmp_path / 'out' / 'options.html'}" in found.stderr


def test_one_calendar_is_the_plan_as_ever(source, two, tmp_path):
    assert run("plan", source, "-o", tmp_path / "plain").exit_code == 0
    assert run("plan", source, "-o", tmp_path / "one", "--options", 1).exit_code == 0
    assert outputs_in(tmp_path / "one") == outputs_in(tmp_path / "plain")
    best = {name: data for name, data in outputs_in(two[0]).items() if not name.startswith("options")}
    assert best == outputs_in(tmp_path / "plain")


def test_calendars_to_choose_from_are_the_same_bytes_again_and_exported(source, two, tmp_path):
    assert run("plan", source, "-o", tmp_path / "one", "--options", 2).exit_code == 0
    assert outputs_in(tmp_path / "one") == outputs_in(two[0])
    assert run("export", tmp_path / "one", "-o", tmp_path / "copy").exit_code == 0
    assert outputs_in(tmp_path / "copy") == outputs_in(tmp_path / "one")
    assert run("export", tmp_path / "one" / "options" / "2", "-o", tmp_path / "chosen").exit_code == 0
    assert outputs_in(tmp_path / "chosen") == outputs_in(tmp_path / "one" / "options" / "2")


def test_a_later_plan_takes_their_place(source, two, tmp_path):
    shutil.copytree(two[0], tmp_path / "out")
    before = dates_in(tmp_path / "out")
    found = run("plan", source, "-o", tmp_path / "out", "--baseline", tmp_path / "out")
    assert (found.exit_code, dates_in(tmp_path / "out"), names_in(tmp_path / "out")) == (0, before, OUTPUTS)


def test_json_has_every_option_and_nothing_else_is_printed(two):
    _, document = two
    assert [one["option"] for one in document["options"]] == [1, 2]
    assert document["why_no_more"] is None
    assert document["meeting_days"] == document["options"][0]["meeting_days"]


def test_without_meeting_days_a_quarter_of_the_meetings_differs(tmp_path):
    source = write_input(tmp_path / "small")
    found = plan_options(asked(source, tmp_path / "out"), 2)
    assert isinstance(found, Planned)
    assert [one.number for one in found.options] == [1, 2]
    assert 4 * found.options[1].differing >= 3


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        ({"settings": "setting,value\ntitle,One week\nstart_date,2015-11-04\nend_date,2015-11-09\n"}, "none_exists"),
        (
            {
                "bodies": "body,name,meetings_min\nHWB,Health Board,5\n",
                "memberships": "person,body,role\nANN,HWB,chair\n",
                "meeting_days": "meeting_day,name\n",
                "sessions": "meeting_day,session,kind,start,end\n",
                "fixed_meetings": "body,date\n" + "".join(f"HWB,2015-11-{day:02}\n" for day in (9, 10, 11, 12)),
            },
            "alike",
        ),
    ],
)
def test_where_no_other_differs_enough_that_is_said(tmp_path, tables, why):
    found = plan_options(asked(with_days(tmp_path / "small", **tables), tmp_path / "out"), 2)
    assert isinstance(found, Planned)
    assert (len(found.options), found.why_no_more) == (1, why)
    assert names_in(tmp_path / "out") == OUTPUTS


def test_fewer_than_asked_for_is_no_failure_and_said(tmp_path):
    source = with_days(
        tmp_path / "small", settings="setting,value\ntitle,A\nstart_date,2015-11-04\nend_date,2015-11-09\n"
    )
    found = run("plan", source, "-o", tmp_path / "out", "--options", 2)
    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr.splitlines()[-1] == (
        "1 calendar of the 2 asked for: no second calendar exists that differs enough: "
        "every meeting day on another date."
    )


def test_no_plan_at_all_is_said_as_ever(tmp_path):
    closed = "start_date,end_date,reason\n2015-11-02,2015-11-27,Shut\n"
    source = with_days(tmp_path / "small", closed_dates=closed)
    assert run("plan", source, "-o", tmp_path / "out", "--options", 2).exit_code == 1
    assert not (tmp_path / "out").exists()


def test_ctrl_c_ends_with_the_calendars_found(source, tmp_path):
    def heard(sentence):
        if sentence.startswith("Calendar 2 of 3") and not stops:
            stops.append(sentence)
            signal.raise_signal(signal.SIGINT)

    stops: list[str] = []
    found = plan_options(asked(source, tmp_path / "out"), 3, heard)
    assert isinstance(found, Planned)
    assert (len(found.options), found.why_no_more) == (2, "stopped")


def test_ctrl_c_during_the_first_search_ends_with_the_best(source, tmp_path):
    def heard(sentence):
        if sentence.startswith("A first plan") and not stops:
            stops.append(sentence)
            signal.raise_signal(signal.SIGINT)

    stops: list[str] = []
    found = plan_options(asked(source, tmp_path / "out"), 3, heard)
    assert isinstance(found, Planned)
    assert (len(found.options), found.why_no_more) == (1, "stopped")


@pytest.fixture
def searches(monkeypatch):
    """Let every search but the first end as a list says, and gather what was searched."""
    asked_for, ends = [], []

    def searched(problem, seconds, listener, helpers):
        asked_for.append(problem)
        outcome = solve(problem, seconds, listener)
        return ends.pop(0)(outcome) if len(asked_for) > 1 and ends else outcome

    monkeypatch.setattr("scheduler.commands.options.searched", searched)
    return asked_for, ends


def out_of_time(_outcome):
    return OutOfTime()


def unproven(outcome):
    return replace(outcome, plan=replace(outcome.plan, status=FEASIBLE))


def test_where_other_dates_are_not_proven_best_each_weekday_is_tried(source, tmp_path, searches):
    asked_for, ends = searches
    ends += [unproven]
    fixed = with_days(
        tmp_path / "few", closed_dates="start_date,reason\n2015-11-05,Shut\n2015-11-19,Shut\n2015-11-26,Shut\n"
    )
    found = plan_options(asked(fixed, tmp_path / "out"), 2)
    assert isinstance(found, Planned)
    assert len(asked_for) == 3
    assert (found.options[1].prices[3].tier, found.options[1].prices[3].difference) == ("dates", 3)


def test_another_calendar_as_good_as_the_best_ends_the_search_for_it(source, tmp_path, searches):
    asked_for, ends = searches
    ends += [unproven]
    found = plan_options(asked(source, tmp_path / "out"), 2)
    assert isinstance(found, Planned)
    assert (len(asked_for), [price.difference for price in found.options[1].prices]) == (2, [0] * 5)


def test_where_time_runs_out_that_is_why(source, tmp_path, searches):
    asked_for, ends = searches
    ends += [out_of_time, out_of_time]
    found = plan_options(asked(source, tmp_path / "out"), 2)
    assert isinstance(found, Planned)
    assert (len(asked_for), len(found.options), found.why_no_more) == (3, 1, "not_in_time")


def test_a_weekday_takes_the_place_of_what_was_not_found_in_time(source, tmp_path, searches):
    asked_for, ends = searches
    ends += [out_of_time]
    found = plan_options(asked(source, tmp_path / "out"), 2)
    assert isinstance(found, Planned)
    assert (len(asked_for), found.options[1].days[0][1][0].weekday()) == (3, 1)


@pytest.mark.parametrize("outcome", [OutOfTime(), Infeasible((), (), minimal=True)])
def test_without_a_first_plan_the_outcome_is_as_ever(source, tmp_path, monkeypatch, outcome):
    monkeypatch.setattr("scheduler.commands.options.searched", lambda *_, **__: outcome)
    assert plan_options(asked(source, tmp_path / "out"), 2) == outcome


def test_a_first_plan_whose_slots_are_not_the_fewest_is_none(source, tmp_path, monkeypatch):
    monkeypatch.setattr("scheduler.commands.plans.best_verified", lambda *_: None)
    assert plan_options(asked(source, tmp_path / "out"), 2) == OutOfTime()


def test_a_bound_of_the_best_holds_only_while_what_matters_more_is_as_low(tmp_path):
    away = "kind,who,start,end\n" + "".join(
        f"person,DPH,2015-11-{day:02},2015-11-{day:02}\n" for day in range(2, 28) if day != 12
    )
    source = with_days(tmp_path / "small", unavailability=away)
    found = plan_options(asked(source, tmp_path / "out"), 2)
    assert isinstance(found, Planned)
    best, other = ({tier.name: tier for tier in one.plan.tiers} for one in found.options)
    assert best["apologies"].proven
    assert other["apologies"].value > best["apologies"].value == other["apologies"].bound
    assert {other[name].bound for name in ("substitutes", "dates", "rooms")} == {0}
    assert found.options[1].plan.status == FEASIBLE


def test_the_first_of_the_options_is_the_best(source, tmp_path):
    found = plan_options(asked(source, tmp_path / "out"), 3)
    assert isinstance(found, Planned)
    values = [tuple(tier.value for tier in one.plan.tiers) for one in found.options]
    assert values == sorted(values)
