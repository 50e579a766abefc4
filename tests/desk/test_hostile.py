"""What nobody types by mistake, and what two officers do at one moment."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from desk.sending import hidden, moved
from flask import g
from flask.testing import FlaskClient
from forms_on_pages import fields_of
from werkzeug.datastructures import MultiDict

from scheduler.commands.at_hand import at_hand, done_on
from scheduler.commands.history import history, undo
from scheduler.desk.access import Who
from scheduler.desk.access.throttle import Throttle, TooManyTries, Tried
from scheduler.desk.forms import Form, Stale, done, number_in
from scheduler.desk.screens.what_follows import written
from scheduler.desk.store import Store
from scheduler.desk.work.asks import DONE, REFUSED, Ask
from scheduler.desk.work.child import answer_of
from scheduler.desk.work.kinds import KINDS, Doing
from scheduler.desk.work.progress import Recorder
from scheduler.desk.years import REGISTER, Years
from scheduler.domain.edits import Pin
from scheduler.errors import ChangedMeanwhile

LONG = "9" * 5000
BEYOND_THE_DATABASE = str(2**63)
WITHIN = "/years/small/in/calendar"


@pytest.mark.parametrize(
    "address",
    [
        f"/years/small/jobs/{BEYOND_THE_DATABASE}",
        f"{WITHIN}/others/{BEYOND_THE_DATABASE}",
        f"{WITHIN}/membership/repairs/{BEYOND_THE_DATABASE}/workbook",
        f"{WITHIN}/meetings/HWB/{LONG}",
        f"{WITHIN}/swap/HWB/1?with=HWB/{LONG}",
    ],
)
def test_a_number_that_is_too_great_leads_nowhere(officer: FlaskClient, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_a_number_that_is_too_long_is_none(officer: FlaskClient) -> None:
    assert [number_in(text) for text in ("7", "0", "", "-1", "²", "٣", LONG)] == [7, 0, None, None, None, None, None]
    day = at_hand_day(officer)
    assert officer.get(f"{WITHIN}/days/{day}?notice={LONG}").text == officer.get(f"{WITHIN}/days/{day}").text
    form = {**hidden(officer.get("/years/small/plan").text), "near": "near", "minutes": "1", "options": LONG}
    assert officer.post("/years/small/plan", data=form).status_code == 422


def at_hand_day(officer: FlaskClient) -> str:
    """Return a day with a meeting, as its address has it."""
    return officer.get(f"{WITHIN}/days").text.partition(f"{WITHIN}/days/2015-")[2].join(["2015-", ""])[:10]


def test_what_was_changed_between_the_look_and_the_deed_is_not_undone(folder: Path) -> None:
    calendar = folder / "small" / "plan"
    seen = at_hand(calendar).version
    moved(folder)
    steps = history(calendar).entries
    with pytest.raises(ChangedMeanwhile):
        done_on(calendar, seen, undo, calendar, "1")
    assert history(calendar).entries == steps
    done_on(calendar, at_hand(calendar).version, undo, calendar, "1")
    assert len(history(calendar).entries) == len(steps) + 1


def test_a_new_year_is_not_called_as_one_in_the_bin(folder: Path) -> None:
    years = Years(folder)
    years.bin.put(years.named("small").folder)
    again = years.make("Small", lambda place: (place / "bodies.csv").touch())
    assert again.code == "small-2"  # comments and consultations of the other say `small`


def test_consultees_of_a_draft_see_it_under_its_new_name(officer: FlaskClient) -> None:
    page = officer.get("/years/small/compare").text
    assert officer.post("/years/small/drafts", data={**hidden(page), "name": "first"}).status_code == 303
    page = officer.get("/years/small/consult").text
    asked = {"name": "Police", "until": "2015-10-20", "calendar": "first"}
    sent = officer.post("/years/small/consult", data={**hidden(page), **asked})
    found = re.search(r'value="https?://[^/"]+(/consult/[^"]+)"', officer.get(sent.location).text)
    assert found is not None
    before = officer.get(found[1]).text
    assert "Health Board" in before
    draft = "/years/small/in/first/draft"
    named = {**hidden(officer.get(draft).text), "name": "second"}
    assert officer.post(f"{draft}/rename", data=named).status_code == 303
    assert officer.get(found[1]).text == before


def test_a_clock_set_back_keeps_nobody_out(folder: Path) -> None:
    store, moment = Store(folder / "desk.sqlite3"), datetime(2027, 1, 1, tzinfo=UTC)
    throttle = Throttle(store, lambda: moment)
    tried = [Tried("name", "ann", 1)]
    throttle.count(tried)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(TooManyTries) as first:
        throttle.count(tried)
    assert first.value.seconds == 1


def test_a_draft_taken_too_late_shows_what_was_done_and_can_be_sent_again(officer: FlaskClient, folder: Path) -> None:
    page = officer.get("/years/small/compare").text
    officer.post("/years/small/drafts", data={**hidden(page), "name": "first"})
    address = "/years/small/in/first/draft"
    seen = fields_of(officer.get(address).text, "/take")
    moved(folder)
    late = officer.post(f"{address}/take", data={**seen, "reason": "Better"})
    assert late.status_code == 409
    assert "The hall is let" in late.text
    assert "Onto" not in late.text
    again = officer.post(f"{address}/take", data=fields_of(late.text, "/take"))
    assert (again.status_code, again.location) == (303, "/years/small/in/calendar/history")
    assert history(folder / "small" / "plan").entries[-1].recorded.step.reason == "Better"


def test_what_is_done_on_another_version_is_stale(officer: FlaskClient, folder: Path) -> None:
    desk = officer.application.extensions["desk"]
    calendar = desk.calendars.of(desk.years.named("small"), "calendar")
    seen = calendar.version
    moved(folder)
    with officer.application.test_request_context(), pytest.raises(Stale) as late:
        done(calendar, undo, calendar.folder, "1")
    assert (late.value.seen, late.value.field) == (seen, "version")


@pytest.mark.parametrize("file", ["year.json", "findings.json", "jobs/1/answer.json", "jobs/1/progress.json"])
def test_brackets_without_end_spoil_no_page(officer: FlaskClient, folder: Path, file: str) -> None:
    desk = officer.application.extensions["desk"]
    desk.work.jobs.add(Ask("small", "plan", {"seconds": 1}), {})
    (folder / "small" / file).write_text("[" * 100_000, encoding="utf-8")
    for address in ("/", "/years/small/", "/years/small/faults", "/years/small/jobs", "/years/small/jobs/1"):
        assert officer.get(address).status_code == 200, address


def test_brackets_without_end_are_nothing_typed(officer: FlaskClient) -> None:
    stranger = officer.application.test_client()
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = stranger.post("/log-in", data={"code": "x", "typed": "[" * 20_000}, headers=headers)
    assert answer.status_code == 401


@pytest.mark.parametrize(("before", "refused"), [(False, True), (True, False)])
def test_what_was_asked_for_before_a_publication_is_not_done_after_it(
    folder: Path, tmp_path: Path, *, before: bool, refused: bool
) -> None:
    own = tmp_path / "1"
    own.mkdir()
    values = {"calendar": "calendar", "members_have_it": before, "seconds": 5, "afresh": True, "as_of": "2015-10-01"}
    doing = Doing(Ask("small", "plan", values), folder, own, Recorder(own, 5.0))
    assert not doing.was_published_since
    (folder / "small" / REGISTER).write_text("{}", encoding="utf-8")
    assert doing.was_published_since is refused
    plan = (folder / "small" / "plan" / "plan.json").read_bytes()
    answer = answer_of(lambda: KINDS["plan"].do(doing))
    assert answer.outcome == (REFUSED if refused else DONE)
    assert ((folder / "small" / "plan" / "plan.json").read_bytes() == plan) is refused


def test_a_link_in_a_year_hands_out_no_file_of_the_machine(officer: FlaskClient, folder: Path) -> None:
    (folder / "small" / "workbook" / "zzz.csv").symlink_to(folder / "desk.sqlite3")
    (folder / "small" / "plan" / "zzz.csv").symlink_to(folder / "desk.sqlite3")
    for name in ("download", "outputs.zip"):
        with officer.get(f"/years/small/workbook/{name}") as sent:
            names = ZipFile(BytesIO(sent.data)).namelist()
        assert names
        assert not [one for one in names if "zzz" in one]


def test_an_edit_that_meets_another_is_stale(officer: FlaskClient) -> None:
    desk = officer.application.extensions["desk"]
    with officer.application.test_request_context():
        g.calendar, g.who = desk.calendars.of(desk.years.named("small"), "calendar"), Who("Ann", "planner")
        with pytest.raises(Stale):
            written(Form(MultiDict({"version": "another"})), Pin("HWB", 1), "pin")
