"""The page of a job: while it waits, runs, stops, and what is said of each way in which it ends."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from forms_on_pages import fields_of
from small_input import write_input

from scheduler.desk.desk import Desk
from scheduler.desk.screens.jobs import time_words
from scheduler.desk.work.asks import (
    DONE,
    FAILED,
    FAULTS,
    NO_PLAN,
    OUT_OF_TIME,
    PROGRESS_FILE,
    REFUSED,
    STOPPED,
    Answer,
    Ask,
    Job,
)
from scheduler.desk.work.child import write_answer
from scheduler.desk.work.kinds import KINDS

PAGE = "/years/small/jobs/1"
PROGRESS = {
    "seconds": 300,
    "sentence": "Apologies: could be at most 25% less",
    "has_plan": True,
    "stopping": False,
    "history": [[1.0, "Looking for a first plan"], [4.0, "Apologies: could be at most 25% less"]],
    "tiers": [
        {
            "tier": "apologies",
            "title": "Apologies",
            "words": "Apologies: could be at most 25% less",
            "points": [
                {"at": 2.0, "value": None, "bound": None},
                {"at": 2.0, "value": 8, "bound": 0},
                {"at": 4.0, "value": 4, "bound": 3},
            ],
        },
        {
            "tier": "rooms",
            "title": "Hire of rooms",
            "words": "Hire of rooms: none",
            "points": [{"at": 4.0, "value": 0, "bound": 0}],
        },
    ],
    "told": ["1 law warning:"],
}


def desk_of(client: FlaskClient) -> Desk:
    found: Desk = client.application.extensions["desk"]
    return found


def job_of(client: FlaskClient, kind: str = "plan", **values: object) -> Job:
    """Write a job down that nobody does."""
    asked = {"seconds": 300, "as_of": "2015-10-01T00:00:00", "near_words": "nothing", **values}
    return desk_of(client).work.jobs.add(Ask("small", kind, asked, "Officer", "First look"), {})


def running(client: FlaskClient, **progress: object) -> Job:
    job = job_of(client)
    desk_of(client).work.jobs.begin(job.number)
    (job.folder / PROGRESS_FILE).write_text(json.dumps({**PROGRESS, **progress}), encoding="utf-8")
    return job


def ended(client: FlaskClient, answer: Answer, kind: str = "plan", **values: object) -> str:
    """The page of a job that ended so."""
    job = job_of(client, kind, **values)
    desk_of(client).work.jobs.begin(job.number)
    write_answer(job.folder, answer)
    desk_of(client).work.jobs.end(job.number, answer.outcome)
    return client.get(PAGE).text


def test_what_waits_has_its_place_in_the_queue(officer: FlaskClient) -> None:
    job_of(officer)
    assert "It begins in a moment." in officer.get(PAGE).text
    job_of(officer)
    page = officer.get("/years/small/jobs/2").text
    assert "1 other job comes first: one is solved at a time." in page
    assert 'data-poll="1"' in page
    assert '<meta http-equiv="refresh" content="3">' in page
    assert "Planning the year waits for its turn" in officer.get("/years/small/").text


def test_what_runs_shows_how_far_it_is(officer: FlaskClient) -> None:
    running(officer)
    page = officer.get(PAGE).text
    assert "of 5 minutes used" in page
    assert "A calendar that breaks no rule is found." in page
    assert "Could be at most 25% less." in page
    assert 'points="' in page
    assert "4 seconds:</span> Apologies: could be at most 25% less" in page
    assert 'data-said="A calendar is found; better ones are looked for."' in page
    assert "Planning the year goes on" in officer.get("/years/small/plan").text


@pytest.mark.parametrize(
    ("progress", "said"),
    [({"has_plan": False}, "Planning the year has begun."), ({"stopping": True}, "It is being stopped.")],
)
def test_what_is_read_out_changes_only_with_what_matters(
    officer: FlaskClient, progress: dict[str, object], said: str
) -> None:
    running(officer, **progress)
    assert f'data-said="{said}"' in officer.get(PAGE).text


def test_a_part_that_is_the_same_is_not_sent_again(officer: FlaskClient) -> None:
    job_of(officer)
    first = officer.get(PAGE, headers={"X-Part": "job"})
    assert "<html" not in first.text
    again = officer.get(PAGE, headers={"X-Part": "job", "If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.text) == (200, 304, "")


def test_stopping_asks_once_and_leads_back(officer: FlaskClient, viewer: FlaskClient) -> None:
    job_of(officer)
    page = officer.get(PAGE).text
    fields = fields_of(page, "/stop")
    answer = officer.post(f"{PAGE}/stop", data=fields)
    assert (answer.status_code, answer.location) == (303, PAGE)
    work = desk_of(officer).work
    assert work.ended(1, 90).outcome == STOPPED
    page = officer.get(PAGE).text
    assert "It is taken off the queue." in page
    assert "This was taken off the queue before it began." in page
    again = officer.post(f"{PAGE}/stop", data={**fields, "once": "another"})
    assert again.location == PAGE
    work.close()
    assert viewer.post(f"{PAGE}/stop", data=fields).status_code == 403


def test_a_calendar_that_was_found_leads_on(officer: FlaskClient) -> None:
    page = ended(officer, Answer(DONE, ("Small calendar: 3 meetings.", "Apologies: every wish granted.")))
    assert "Apologies: every wish granted." in page
    assert 'href="/years/small/in/calendar/year">See the year</a>' in page
    assert "It took" in page
    assert "Ask for it again" not in page
    assert "goes on" not in officer.get("/years/small/jobs").text


def test_a_screen_that_the_desk_has_not_is_not_led_to(officer: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = replace(KINDS["plan"], leads=(("nowhere.at_all", "Go there"),), screen="nowhere.at_all")
    monkeypatch.setitem(KINDS, "plan", kind)
    page = ended(officer, Answer(DONE, ("Planned.",)))
    assert "Go there" not in page


def test_fewer_options_than_asked_for_are_told(officer: FlaskClient) -> None:
    document = {"why_no_more": ["1 calendar of the 3 asked for."]}
    page = ended(officer, Answer(DONE, (), document), "options", options=3)
    assert "1 calendar of the 3 asked for." in page
    assert "Compare them side by side" in page
    assert "<dd>3</dd>" in page


INFEASIBLE: dict[str, Any] = {
    "counts": [{"rule": "cadence", "subject": "HWB", "message": "4 meetings need 60 days; there are 26"}],
    "because": [{"rule": "gap", "subject": "HWB", "message": "20 days from one to the next"}],
    "give_up": [{"rule": "gap", "subject": "HWB", "message": "20 days from one to the next"}],
    "alternatives": [[{"rule": "cadence", "subject": "HWB", "message": "4 meetings"}]],
    "remedies": [],
}


def test_where_there_is_no_calendar_it_says_what_would_make_room(officer: FlaskClient) -> None:
    page = ended(officer, Answer(NO_PLAN, ("No plan exists.",), INFEASIBLE))
    for words in ("There is too little of this", "This cannot be", "There is a calendar if this is given up"):
        assert words in page
    assert "Or instead" in page
    assert "Ask for it again" in page


def test_the_easiest_way_out_comes_first(officer: FlaskClient) -> None:
    remedies = [{"words": ["Hold 3 meetings."], "meetings": 4}, {"words": ["Move one."], "meetings": 5}]
    document = {**INFEASIBLE, "counts": [], "because": INFEASIBLE["because"] * 2, "remedies": remedies}
    page = ended(officer, Answer(NO_PLAN, ("No plan exists.",), document))
    assert "These cannot all hold together" in page
    assert page.index("Hold 3 meetings.") < page.index("Move one.")
    nothing = {**document, "remedies": [], "give_up": []}
    job = job_of(officer)
    write_answer(job.folder, Answer(NO_PLAN, ("No plan exists.",), nothing))
    desk_of(officer).work.jobs.end(job.number, NO_PLAN)
    assert "given up" not in officer.get("/years/small/jobs/2").text


def test_faults_are_told_by_their_cells(officer: FlaskClient) -> None:
    faults = (
        {"cell": "Bodies!I8", "table": "bodies", "row": 8, "message": "12 is no time", "remedy": "Write 12:00."},
        {"cell": "", "table": "people", "row": 2, "message": "The name is blank", "remedy": "Write it."},
        {"cell": "", "table": "", "row": None, "message": "It is no workbook", "remedy": "Choose another."},
    )
    page = ended(officer, Answer(FAULTS, ("Nothing was changed: 3 things have to be put right first.",), {}, faults))
    assert "<strong>Bodies!I8</strong>: 12 is no time. Write 12:00." in page
    assert "<strong>people, row 2</strong>: The name is blank. Write it." in page
    assert "It is no workbook. Choose another." in page


@pytest.mark.parametrize("outcome", [REFUSED, OUT_OF_TIME, STOPPED, FAILED])
def test_every_other_end_is_told_and_can_be_asked_for_again(officer: FlaskClient, outcome: str) -> None:
    page = ended(officer, Answer(outcome, ("It ended.", "Nothing was changed.")))
    assert '<p class="lead">It ended.</p>' in page
    assert 'href="/years/small/plan">Ask for it again</a>' in page


def test_what_is_no_longer_kept_is_said_to_be_gone(officer: FlaskClient) -> None:
    job = job_of(officer)
    desk_of(officer).work.jobs.end(job.number, DONE)
    assert "What it answered is no longer kept" in officer.get(PAGE).text


def test_the_jobs_of_a_year_are_listed_and_those_of_others_are_not(officer: FlaskClient, folder: Path) -> None:
    assert "Nothing has been planned here yet" in officer.get("/years/small/jobs").text
    job_of(officer)
    assert "First look" in officer.get("/years/small/jobs").text
    write_input(folder / "other" / "workbook")
    (folder / "other" / "year.json").write_text('{"title": "Other"}', encoding="utf-8")
    assert "First look" not in officer.get("/years/other/jobs").text
    assert officer.get("/years/other/jobs/1").status_code == 404
    assert officer.get("/years/small/jobs/9").status_code == 404


def test_a_job_of_another_edition_stands_in_nobodys_way(officer: FlaskClient) -> None:
    desk_of(officer).work.jobs.add(Ask("small", "dance"), {})
    for address in (PAGE, "/years/small/jobs", "/years/small/plan"):
        assert "Something that this edition of meeting-day does not know" in officer.get(address).text


def test_a_job_may_be_of_few_words(officer: FlaskClient) -> None:
    desk_of(officer).work.jobs.add(Ask("small", "plan"), {})
    assert "Time given" not in officer.get(PAGE).text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (65, "1 minute 5 seconds"), (3600, "1 hour"), (7262, "2 hours 1 minute")],
)
def test_times_are_told_in_words(seconds: float, words: str) -> None:
    assert time_words(seconds) == words
