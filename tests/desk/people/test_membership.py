"""Membership: what `change` says, in names; nothing typed is lost; the smallest repair kept as a draft or applied."""

import json
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from desk.logged_in import client_of
from forms_on_pages import fields_of

from scheduler.cli import main
from scheduler.commands.at_hand import at_hand
from scheduler.commands.confirming import confirm
from scheduler.commands.history import history
from scheduler.commands.membership import TypedChange, what_follows
from scheduler.commands.membership_repairs import accept_repair, draft_of_repair
from scheduler.commands.plans import OutOfTime, Step
from scheduler.commands.sources import read_input, read_kept
from scheduler.desk.desk import Desk
from scheduler.desk.screens.membership_answer import shown
from scheduler.desk.screens.membership_form import Typed, wrong
from scheduler.desk.work.asks import DONE, NO_PLAN, OUT_OF_TIME, STOPPED, Ask
from scheduler.desk.work.kinds import Doing
from scheduler.desk.work.progress import Progress, Recorder
from scheduler.desk.work.repairing import not_found, repair
from scheduler.desk.workbooks import Workbook
from scheduler.desk.years import Year
from scheduler.domain.reasons import Fault
from scheduler.errors import ChangedMeanwhile, InputFaults
from scheduler.messages.changes import change_document
from scheduler.server.clock import present_moment

ADDRESS = "/years/small/in/calendar/membership"
BY_ELECTION = {
    "kind-1": "replace", "person-1": "Councillor Ann", "other-1": "Councillor New", "new-1": "yes",
    "email-1": "new@council.example", "start-1": "2015-12-01", "ask": "yes",
}  # fmt: skip
TODAY = datetime(2015, 10, 1)
EVE = "<script>alert('eve')</script>"


def address(**values):
    return f"{ADDRESS}?{urlencode({name.replace('_', '-'): value for name, value in values.items()})}"


def desk_of(client) -> Desk:
    return client.application.extensions["desk"]


def asked(client, values):
    return client.get(f"{ADDRESS}?{urlencode(values)}")


def plan_of(folder) -> Path:
    return folder / "small" / "plan"


# -- what follows


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        (
            ({"kind": "replace", "person": "Councillor Ann", "other": "Councillor New", "new": True,
              "email": "new@council.example", "start": "2015-12-01"},),
            (
                "person,body,action,role,date,name,category,email\n"
                "ANN,HWB,leave,,2015-12-01,,,\n"
                "NEW,HWB,join,chair,2015-12-01,Councillor New,councillor,new@council.example\n"
                "ANN,A/B,leave,,2015-12-01,,,\nNEW,A/B,join,member,2015-12-01,,,\n"
            ),
        ),
        (
            ({"kind": "leave", "person": "Councillor Dan"}, {"kind": "join", "person": "Councillor Cat", "body": "GB"},
             {"kind": "role", "person": "BOB", "body": "GB", "role": "chair", "start": "2016-01-01"}),
            "person,body,action,role,date\nDAN,GB,leave,,\nDAN,A/B,leave,,\nCAT,GB,join,,\nBOB,GB,role,chair,2016-01-01\n",
        ),
        (
            ({"kind": "substitute", "person": EVE, "other": "Councillor Dan", "body": "Health Board"},),
            "person,body,action,substitute\nEVE,HWB,substitute,DAN\n",
        ),
    ],
)  # fmt: skip
def test_what_follows_is_what_change_says(folder, tmp_path, rows, table):
    changes = tmp_path / "changes.csv"
    changes.write_text(table, encoding="utf-8")
    plan = plan_of(folder)
    typed = ["change", str(plan / "input"), str(plan), "--changes", str(changes), "--as-of", "2015-10-01", "--json"]
    told = json.loads(CliRunner().invoke(main, typed).stdout)
    found = what_follows(plan, [TypedChange(n, **row) for n, row in enumerate(rows, start=1)], datetime(2015, 10, 1))
    ours = json.loads(json.dumps(change_document(found.words, found.consequences)))
    assert {**ours, "law": told["law"]} == told
    assert len(found.law) == len(told["law"])


def test_a_by_election_is_told_in_names_with_every_meeting(officer):
    page = asked(officer, BY_ELECTION).text
    assert "Councillor New joins Health Board as chair from Tuesday 1 December 2015." in page
    assert "The calendar can stay as it is" in page
    assert "Seats on the first day of the change" in page
    assert "/in/calendar/meetings/A%2FB/" in page or "/in/calendar/meetings/A/B/" in page
    assert "<b>Board</b>" not in page
    assert 'value="new@council.example"' in page
    assert "Find the smallest repair" in page


def test_who_leaves_may_make_a_quorum_impossible(officer):
    page = asked(officer, {"rows": 2, "kind-1": "leave", "person-1": EVE, "body-1": "GB", "kind-2": "leave",
                           "person-2": "Councillor Bob", "body-2": "GB", "ask": "yes"}).text  # fmt: skip
    assert "The workbook contradicts itself once this is done, so nothing could be planned." in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "Rules broken now" in page
    assert "The workbook would contradict itself" in page
    assert 'class="swatch broken"' in page


def test_a_chair_who_leaves_is_missed_and_their_seat_is_vacant(officer):
    page = asked(officer, {"kind-1": "leave", "person-1": "Councillor Dan", "body-1": "GB", "ask": "yes"}).text
    assert "Growth Board has neither a chair nor a vice-chair any more." in page
    assert "<strong>1</strong> seat vacant" in page


def test_who_joins_is_in_two_places(officer):
    page = asked(officer, {"kind-1": "join", "person-1": "Councillor Ann", "body-1": "GB", "ask": "yes"}).text
    assert "Now in two places" in page
    assert "person newly in two places" in page
    assert 'class="mark twice"' in page or 'class="mark away"' in page


def test_who_leaves_and_is_still_named_to_deputise_is_told(officer):
    page = asked(officer, {"kind-1": "leave", "person-1": "Councillor Fay", "ask": "yes"}).text
    assert "Councillor Fay is still named to deputise for Councillor Bob at Growth Board." in page


def test_the_page_asks_before_it_answers(officer, viewer):
    page = officer.get(ADDRESS).text
    assert "What follows is shown here." in page
    assert page.count('<fieldset class="change"') == 1
    assert "Find the smallest repair" not in page


def test_a_row_more_and_a_row_less_keep_what_is_typed(officer):
    values = {key: value for key, value in BY_ELECTION.items() if key != "ask"}
    page = asked(officer, {**values, "rows": 1, "add": "yes"}).text
    assert page.count('<fieldset class="change"') == 2
    assert "Put right what" not in page
    assert fields_of(page, "membership#answer")["other-1"] == "Councillor New"
    less = asked(officer, {**values, "rows": 2, "kind-2": "leave", "person-2": "Councillor Bob", "remove": "1"}).text
    assert less.count('<fieldset class="change"') == 1
    assert fields_of(less, "membership#answer")["person-1"] == "Councillor Bob"
    assert asked(officer, {**values, "rows": 1, "remove": "1"}).text.count('<fieldset class="change"') == 1
    assert asked(officer, {"rows": "20", "add": "yes"}).text.count('<fieldset class="change"') == 20
    assert asked(officer, {"rows": "999999"}).text.count('<fieldset class="change"') == 1


def test_rows_half_filled_are_told_at_their_fields_and_nothing_is_lost(officer):
    answer = asked(officer, {
        "rows": 3, "kind-1": "join", "person-1": "Councillor Nobody", "body-1": "No Such Board", "role-1": "chair",
        "kind-2": "replace", "person-2": "Councillor Ann", "start-3": "next week", "kind-3": "leave", "ask": "yes",
    })  # fmt: skip
    page = answer.text
    assert answer.status_code == 422
    assert "There is a problem" in page
    for place in ("person-1", "body-1", "other-2", "person-3", "start-3"):
        assert f'href="#{place}"' in page
        assert f'id="{place}-error"' in page
    assert "Change 2: It is not said who comes in their place." in page
    kept = fields_of(page, "membership#answer")
    assert (kept["person-1"], kept["body-1"], kept["role-1"]) == ("Councillor Nobody", "No Such Board", "chair")
    assert kept["start-3"] == "next week"


def test_what_contradicts_the_input_is_told_at_its_field(officer):
    page = asked(officer, {"kind-1": "join", "person-1": "Councillor Ann", "body-1": "HWB", "ask": "yes"}).text
    assert "Councillor Ann is a member of Health Board already" in page
    assert 'href="#person-1"' in page


def test_a_confirmed_calendar_asks_what_day_it_is(officer, folder):
    confirm(plan_of(folder), ())
    page = officer.get(ADDRESS).text
    assert "What day is it?" in page
    assert 'value="2015-10-01"' in page
    assert 'href="#today"' in asked(officer, {**BY_ELECTION, "today": "whenever"}).text
    assert "The calendar can stay as it is" in asked(officer, {**BY_ELECTION, "today": "2015-10-02"}).text


# -- the smallest repair


def repaired(client, **values):
    """Have a repair found, and return its job's number."""
    page = asked(client, {"ask": "yes", **values}).text
    answer = client.post(ADDRESS, data=fields_of(page, "/membership"))
    assert answer.status_code == 303
    number = int(answer.location.rsplit("/", 1)[1])
    desk_of(client).work.ended(number, 100)
    return number


JOINING = {"kind-1": "join", "person-1": "Councillor Dan", "body-1": "HWB", "role-1": "vice_chair"}
FOUND = 1
"""The number of the repair of that."""


@pytest.fixture(scope="module")
def found_folder(planned_folder, tmp_path_factory) -> Path:
    """A desk where the repair of that has been found."""
    folder = Path(shutil.copytree(planned_folder, tmp_path_factory.mktemp("found") / "desk"))
    client = client_of(folder, "small")
    assert repaired(client, **JOINING) == FOUND
    desk_of(client).work.close()
    desk_of(client).store.close()
    return folder


@pytest.fixture
def found(found_folder, tmp_path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(found_folder, tmp_path / "found"))


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_a_repair_is_found_kept_as_a_draft_and_applied(found):
    folder, officer, number = found, client_of(found, "small"), FOUND
    job = officer.get(f"/years/small/jobs/{number}").text
    assert f"{ADDRESS}/repairs/{number}" in job
    page = officer.get(f"{ADDRESS}/repairs/{number}").text
    assert "Councillor Dan joins Health Board as vice-chair" in page
    assert "Proven to be the least" in page
    before = read_kept(plan_of(folder))[1]
    assert (
        officer.post(
            f"{ADDRESS}/repairs/{number}", data={**fields_of(page, f"repairs/{number}"), "name": "!!"}
        ).status_code
        == 422
    )
    kept = officer.post(
        f"{ADDRESS}/repairs/{number}", data={**fields_of(page, f"repairs/{number}"), "name": "With Dan"}
    )
    assert kept.location.endswith("/in/with-dan/membership")
    assert read_kept(plan_of(folder))[1] == before
    draft = folder / "small" / "drafts" / "with-dan"
    assert [(row.person, row.role) for row in read_kept(draft)[0].memberships if row.body == "HWB"][-1] == (
        "DAN", "vice_chair",
    )  # fmt: skip
    again = officer.get(f"{ADDRESS}/repairs/{number}").text
    taken = officer.post(
        f"{ADDRESS}/repairs/{number}", data={**fields_of(again, f"repairs/{number}"), "name": "with-dan"}
    )
    assert "There is one called with-dan already" in taken.text
    with officer.get(f"{ADDRESS}/repairs/{number}/workbook") as workbook:
        assert b"memberships.csv" in workbook.data
    fields = {**fields_of(officer.get(f"{ADDRESS}/repairs/{number}").text, f"repairs/{number}"), "keep": "calendar"}
    applied = officer.post(f"{ADDRESS}/repairs/{number}", data={**fields, "reason": "The election"})
    assert applied.location.endswith(ADDRESS)
    page = officer.get(ADDRESS).text
    assert "History has the way back" in page
    assert "The workbook has the change too" in page
    workbook = read_input(folder / "small" / "workbook")[0]
    assert "DAN" in {row.person for row in workbook.memberships if row.body == "HWB"}
    assert not Workbook(Year(folder / "small")).is_stale
    assert "DAN" in {row.person for row in read_kept(plan_of(folder))[0].memberships if row.body == "HWB"}
    stale = officer.get(f"{ADDRESS}/repairs/{number}").text
    assert "The calendar was changed after this was found." in stale
    assert "Keep what was found" not in stale
    late = officer.post(f"{ADDRESS}/repairs/{number}", data={**fields, "once": "another"})
    assert late.status_code == 409
    now = {**fields, "once": "a third", "version": at_hand(plan_of(folder)).version}
    assert "was changed by somebody else" in officer.post(f"{ADDRESS}/repairs/{number}", data=now).text


@pytest.mark.slow
def test_a_change_that_the_workbook_does_not_take_is_told(found) -> None:
    officer, number = client_of(found, "small"), FOUND
    people = found / "small" / "workbook" / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("Councillor Bob", ""), encoding="utf-8")
    fields = {**fields_of(officer.get(f"{ADDRESS}/repairs/{number}").text, f"repairs/{number}"), "keep": "calendar"}
    officer.post(f"{ADDRESS}/repairs/{number}", data=fields)
    page = officer.get(ADDRESS).text
    assert "The workbook does not have this change:" in page
    assert "or the next plan goes back on it." in page


def done(folder, tmp_path, *rows, **values):
    """Do the job of a repair in this process."""
    as_of = TODAY
    typed = [{"number": number, **row} for number, row in enumerate(rows, start=1)]
    version = at_hand(plan_of(folder), as_of).version
    told = {"rows": typed, "version": version, "seconds": 30, "as_of": as_of.isoformat(), **values}
    place = tmp_path / "job"
    place.mkdir()
    return repair(Doing(Ask("small", "repair", told, "Officer", "An election"), folder, place, Recorder(place, 30)))


@pytest.mark.slow
def test_a_repair_says_what_change_says(folder, tmp_path):
    answer = done(folder, tmp_path, {"kind": "join", "person": "DAN", "body": "HWB"})
    assert answer.outcome == DONE
    plan = plan_of(folder)
    typed = ["change", str(plan / "input"), str(plan), "--join", "DAN:HWB", "--as-of", "2015-10-01", "--json",
             "--repair", str(tmp_path / "repaired"), "--time-limit", "30"]  # fmt: skip
    told = json.loads(CliRunner().invoke(main, typed).stdout)
    assert {name: answer.document[name] for name in told} == told
    assert read_kept(tmp_path / "job" / "calendar")[1].meetings == read_kept(tmp_path / "repaired")[1].meetings
    assert len(answer.document["move_words"]) == len(told["repair"]["moves"])


def test_where_no_calendar_keeps_the_rules_other_ways_are_told(folder, tmp_path, officer):
    rows = ({"kind": "leave", "person": who, "body": "GB"} for who in ("DAN", "BOB", "EVE"))
    answer = done(folder, tmp_path, *rows, as_of=None)
    assert answer.outcome == NO_PLAN
    assert answer.document["repair"] is None
    assert answer.document["because"]


def test_a_repair_without_time_finds_nothing(folder, tmp_path):
    assert done(folder, tmp_path, {"kind": "join", "person": "DAN", "body": "HWB"}, seconds=0).outcome == OUT_OF_TIME


@pytest.mark.parametrize(("stopping", "outcome"), [(False, OUT_OF_TIME), (True, STOPPED)])
def test_a_repair_that_finds_nothing_in_time_says_so(stopping, outcome):
    progress = Progress(stopping=stopping)
    assert not_found(OutOfTime(), progress).outcome == outcome
    assert not_found(OutOfTime(), progress).sentences[0].endswith(("Give it longer.", "Nothing was changed."))


def test_what_follows_says_what_contradicts_itself_and_who_still_deputises(folder):
    leaving = [TypedChange(n, "leave", who, "GB") for n, who in enumerate(("BOB", "EVE"), start=1)]
    assert [fault.table for fault in what_follows(plan_of(folder), leaving, TODAY).contradictions] == ["bodies"]
    found = what_follows(plan_of(folder), [TypedChange(1, "leave", "FAY")], TODAY)
    assert found.deputising == (("FAY", "BOB", "GB"),)


def test_what_has_no_row_is_told_at_the_top():
    fault = Fault("bodies", 3, "quorum", "the quorum is more than are left", "Fill the seats")
    assert list(wrong(InputFaults((fault,)), Typed(()))) == [("", "the quorum is more than are left. Fill the seats.")]


def test_a_year_that_is_over_is_repaired_as_it_was_planned(officer, folder):
    (folder / "small" / "year.json").write_text('{"title": "Over"}', encoding="utf-8")
    desk_of(officer).work.start = lambda: None  # type: ignore[method-assign] # the queue stands still
    page = asked(officer, {**JOINING, "ask": "yes"}).text
    answer = officer.post(ADDRESS, data=fields_of(page, "/membership"))
    assert answer.status_code == 303
    assert "as_of" not in desk_of(officer).work.jobs[int(answer.location.rsplit("/", 1)[1])].ask.values


@pytest.mark.slow
def test_what_was_found_is_put_in_its_place_or_a_draft_as_a_step(folder, tmp_path):
    assert done(folder, tmp_path, {"kind": "join", "person": "DAN", "body": "HWB"}).outcome == DONE
    plan, drafts, found, as_of = plan_of(folder), folder / "small" / "drafts", tmp_path / "job" / "calendar", TODAY
    version, step = at_hand(plan, as_of).version, Step("change --repair", "An election", "Officer")
    draft_of_repair(found, plan, drafts / "tried", version, step, as_of)
    assert read_kept(drafts / "tried")[1].meetings == read_kept(found)[1].meetings
    assert at_hand(plan, as_of).version == version
    accept_repair(found, plan, version, step, as_of)
    assert read_kept(plan)[1].meetings == read_kept(found)[1].meetings
    last = history(plan).entries[-1].recorded.step
    assert (last.command, last.reason, last.by) == ("change --repair", "An election", "Officer")
    with pytest.raises(ChangedMeanwhile):
        accept_repair(found, plan, version, step, as_of)
    with pytest.raises(ChangedMeanwhile):
        draft_of_repair(found, plan, drafts / "late", version, step, as_of)
    shutil.rmtree(found / "input")
    with pytest.raises(InputFaults):
        draft_of_repair(found, plan, drafts / "late", at_hand(plan, as_of).version, step, as_of)
    assert not (drafts / "late").exists()


@pytest.mark.slow
def test_what_else_could_be_done_may_be_tried(officer, folder):
    people = plan_of(folder) / "input" / "people.csv"
    people.write_text(f"{people.read_text(encoding='utf-8')}GUS,Councillor Gus,Council,councillor,\n", encoding="utf-8")
    new = {"kind-2": "join", "person-2": "Jo New", "body-2": "HWB", "new-2": "yes", "organisation-2": "Council"}
    clash = {"kind-3": "join", "person-3": "Jo New", "body-3": "GB"}
    number = repaired(officer, **JOINING, **new, **clash, rows=3)
    page = officer.get(f"{ADDRESS}/repairs/{number}").text
    ways = BeautifulSoup(page, "html.parser").select("li.card")
    for member in ("Councillor Dan", "Jo New"):
        naming = next(way for way in ways if f"Name Councillor Gus to deputise for {member}" in way.get_text())
        tried = officer.get(naming.a["href"])
        assert tried.status_code == 200
        assert f"Councillor Gus may deputise for {member} at " in tried.text
        assert "Councillor Dan joins Health Board as vice-chair" in tried.text


@pytest.mark.slow
def test_where_there_is_no_calendar_the_page_says_why_and_what_else_could_be_done(officer):
    rows = {f"{name}-{n}": value for n, who in enumerate(("Councillor Dan", "Councillor Bob", EVE), start=1)
            for name, value in {"kind": "leave", "person": who, "body": "GB"}.items()}  # fmt: skip
    number = repaired(officer, rows=3, **rows)
    assert f"{ADDRESS}/repairs/{number}" in officer.get(f"/years/small/jobs/{number}").text
    page = officer.get(f"{ADDRESS}/repairs/{number}").text
    assert "No calendar keeps every rule with this change made" in page
    assert "Fill 2 vacant seats of Growth Board" in page
    assert "<script>alert" not in page
    fields = {**fields_of(asked(officer, {"ask": "yes", **JOINING}).text, "/membership"), "keep": "calendar"}
    assert officer.post(f"{ADDRESS}/repairs/{number}", data=fields).status_code == 404
    assert officer.get(f"{ADDRESS}/repairs/{number}/workbook").status_code == 404


def test_a_repair_that_is_still_looked_for_leads_to_its_job(officer):
    values = {"calendar": "calendar", "rows": [], "words": [], "version": "", "seconds": 1}
    job = desk_of(officer).work.jobs.add(Ask("small", "repair", values), {})
    assert officer.get(f"{ADDRESS}/repairs/{job.number}").location.endswith(f"/jobs/{job.number}")


def test_a_job_of_another_kind_is_no_repair(officer):
    job = desk_of(officer).work.jobs.add(Ask("small", "plan", {"seconds": 1}), {})
    assert officer.get(f"{ADDRESS}/repairs/{job.number}").status_code == 404


def test_a_day_that_is_asked_for_goes_with_the_repair(officer, folder):
    confirm(plan_of(folder), ())
    desk_of(officer).work.start = lambda: None  # type: ignore[method-assign] # the queue stands still
    page = asked(officer, {**JOINING, "ask": "yes", "today": "2015-10-02"}).text
    answer = officer.post(ADDRESS, data={**fields_of(page, "/membership"), "seconds": "30"})
    number = int(answer.location.rsplit("/", 1)[1])
    values = desk_of(officer).work.jobs[number].ask.values
    assert (values["as_of"], values["seconds"]) == ("2015-10-02T00:00:00", 30)
    assert f'value="{present_moment().date().isoformat()}"' not in page


def test_today_is_the_moment_that_it_is(officer, folder):
    confirm(plan_of(folder), ())
    today = present_moment().date().isoformat()
    assert asked(officer, {**JOINING, "ask": "yes", "today": today}).status_code == 200


def test_a_chair_who_is_away_leaves_the_choice_to_those_present(folder):
    rows = [TypedChange(1, "join", "ANN", "GB"), TypedChange(2, "substitute", "BOB", "HWB", other="DAN")]
    found = what_follows(plan_of(folder), rows, TODAY)
    here = tuple(one for one in found.plan.live if one.body == "HWB")
    told = shown(replace(found, choosing=here[:1]))
    assert "the members present choose who presides" in told.chairs[-1]


def test_a_viewer_may_ask_but_not_apply(viewer):
    page = asked(viewer, JOINING | {"ask": "yes"}).text
    assert "What follows" in page
    assert "Find the smallest repair" not in page
    assert "send them the address of this page" in page
    assert viewer.post(ADDRESS, data={"csrf": "none"}).status_code == 403
    assert viewer.post(f"{ADDRESS}/repairs/1", data={"csrf": "none"}).status_code == 403


def test_a_repair_of_nothing_is_told(officer):
    page = asked(officer, JOINING | {"ask": "yes"}).text
    answer = officer.post(ADDRESS, data={**fields_of(page, "/membership"), "person-1": "Nobody At All"})
    assert answer.status_code == 422
    assert "There is nobody called" in answer.text


@pytest.mark.parametrize("number", [1, 99])
def test_there_is_no_such_repair(officer, number):
    assert officer.get(f"{ADDRESS}/repairs/{number}").status_code == 404
    assert officer.get(f"{ADDRESS}/repairs/{number}/workbook").status_code == 404
