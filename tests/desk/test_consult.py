"""Consult from both sides: a page of their own for whoever is asked, and what of the answers goes into the workbook."""

import csv
import html
import re
import shutil
import sqlite3
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import pytest
from desk.sending import hidden, run
from flask.testing import FlaskClient
from small_input import write_input
from werkzeug.test import TestResponse

from scheduler.commands.consulting import Edition, Unsuitable, accept_answer, edition
from scheduler.commands.sources import read_input
from scheduler.desk.consultations import MOST_ANSWERS, Consultations
from scheduler.desk.desk import Desk
from scheduler.desk.screens.consultee import WRONG_ADDRESSES
from scheduler.domain.calendar import Absence, ClosedDate

CONSULT = "/years/small/consult"
SECRETS = {
    "people": "person,name,category,email\nANN,Councillor SECRET Ann,councillor,secret@x.example\n"
    "BOB,Councillor SECRET Bob,councillor,\nDPH,Director SECRET,officer,\n",
    "memberships": "person,body,role,on_behalf_of\nANN,HWB,chair,SECRET ward\nBOB,HWB,,\n"
    "DPH,HWB,adviser,\nBOB,GB,chair,\n",
    "unavailability": "kind,who,start,end,strength,reason\nperson,ANN,2015-11-20,2015-11-21,hard,SECRET operation\n",
    "closed_dates": "start_date,end_date,reason,strength\n2015-11-26,2015-11-26,SECRET reception,closed\n",
    "fixed_meetings": "body,date,waive,reason\nGB,2015-11-18,person_load,SECRET waiver\n",
    "law_waivers": "body,matter,reason,by\nHWB,remote_attendance,SECRET answer,SECRET officer\n",
}


def application_of(client: FlaskClient) -> Desk:
    desk: Desk = client.application.extensions["desk"]
    return desk


def stranger(officer: FlaskClient) -> FlaskClient:
    return officer.application.test_client()


def asked(officer: FlaskClient, **typed: str) -> str:
    """Ask somebody, and return the path of their page."""
    page = officer.get(CONSULT).text
    form = {"name": "Anytown Police", "until": "2015-10-20", "introduction": "Please look.\nThank you.", **typed}
    sent = officer.post(CONSULT, data={**hidden(page), **form})
    assert sent.status_code == 303, sent.text
    return address_in(officer.get(sent.location).text)


def address_in(page: str) -> str:
    found = re.search(r'value="https?://[^/"]+(/consult/[^"]+)"', page)
    assert found is not None
    return found[1]


def uids(page: str) -> list[str]:
    return [html.unescape(one).replace("%40", "@") for one in re.findall(r'say\?meeting=([^"]+)"', page)]


def say(consultee: FlaskClient, path: str, **typed: str) -> TestResponse:
    return consultee.post(path, data={"reason": "We police the match", **typed})


def of_a_meeting(consultee: FlaskClient, path: str, number: int = 0, **typed: str) -> TestResponse:
    uid = uids(consultee.get(path).text)[number]
    return say(consultee, path, about="meeting", meeting=uid, **typed)


def decided(officer: FlaskClient, number: int, **typed: str) -> TestResponse:
    page = officer.get(f"{CONSULT}/answers/{number}").text
    seen = re.search(r'name="workbook" value="([^"]*)"', page)
    workbook = {"workbook": seen[1]} if seen else {}
    return officer.post(f"{CONSULT}/answers/{number}", data={**hidden(page), **workbook, "do": "accept", **typed})


def parts_of(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "small" / "workbook" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- the consultee's page


def test_a_consultee_sees_the_proposed_year_as_a_list_and_by_month(officer: FlaskClient) -> None:
    path = asked(officer)
    page = stranger(officer).get(path)
    assert page.status_code == 200
    assert "Anytown: Small calendar" in page.text
    assert "For Anytown Police." in page.text
    assert "<p>Please look.</p>" in page.text
    assert "by Tuesday 20 October 2015" in page.text
    assert "<strong>Monday 9 November 2015, 10:00 to 12:00</strong>" in page.text
    assert "(not open to the public)" in page.text
    assert len(uids(page.text)) == 3
    months = stranger(officer).get(f"{path}?view=months").text
    assert "<caption>November 2015</caption>" in months
    assert sorted(uids(months)) == sorted(uids(page.text))


def test_a_council_of_two_languages_asks_in_both(officer: FlaskClient, folder: Path) -> None:
    for settings in folder.glob("small/**/settings.csv"):
        settings.write_text(f"{settings.read_text().rstrip()}\nlanguage,both\n")
    path, consultee = asked(officer), stranger(officer)
    welsh, english = (consultee.get(address).text for address in (path, f"{path}?language=en"))
    assert '<html lang="cy">' in welsh
    assert "<strong>dydd Llun 9 Tachwedd 2015, 10:00 tan 12:00</strong>" in welsh
    assert f'<a href="{path}?language=en" lang="en" hreflang="en">English</a>' in welsh
    assert "The proposed dates" not in welsh
    assert '<html lang="en-GB">' in english
    assert "The proposed dates" in english
    assert all("language=en" in link for link in re.findall(r'href="(/consult/[^"]*say[^"]*)"', english))
    uid = uids(welsh)[0]
    say(consultee, path, about="meeting", meeting=uid)
    assert " am 10:00</h3>" in consultee.get(path).text
    assert re.search(r" on \w+day \d+ \w+ 2015 at 10:00", officer.get(f"{CONSULT}/answers/1").text) is not None


def test_only_the_bodies_that_it_is_about_are_shown(officer: FlaskClient) -> None:
    page = stranger(officer).get(asked(officer, bodies="GB")).text
    assert len(uids(page)) == 1
    assert "Health Board" not in page


def test_the_page_is_kept_nowhere_and_its_address_goes_nowhere(officer: FlaskClient) -> None:
    path = asked(officer)
    for place in (path, f"{path}/say", "/consult/unknown"):
        headers = stranger(officer).get(place).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"].startswith("noindex")
        assert "Set-Cookie" not in headers


def test_an_answer_is_kept_changed_and_taken_back(officer: FlaskClient) -> None:
    path, consultee = asked(officer), stranger(officer)
    uid = uids(consultee.get(path).text)[0]
    question = consultee.get(f"{path}/say", query_string={"meeting": uid}).text
    assert "Health Board on Monday 2 November 2015 at 10:00" in question
    kept = say(consultee, path, about="meeting", meeting=uid)
    assert (kept.status_code, kept.location) == (303, f"{path}?told=kept")
    page = consultee.get(kept.location).text
    assert "Your answer is kept." in page
    assert "We police the match" in page
    assert "You have answered" in page
    assert "We police the match" in consultee.get(f"{path}/say", query_string={"meeting": uid}).text
    say(consultee, path, about="meeting", meeting=uid, reason="We police the parade")
    say(consultee, path, about="days", first="2015-11-11", last="2015-11-12")
    say(consultee, path, about="days", first="2015-11-13", last="")
    say(consultee, path, about="remark", reason="Thank you for asking")
    say(consultee, path, about="remark", reason="Thank you for asking")
    answers = Consultations(application_of(officer).store).answers(1)
    assert [(one.title, one.reason) for one in answers] == [
        ("Health Board on Monday 2 November 2015 at 10:00", "We police the parade"),
        ("Wednesday 11 November 2015 to Thursday 12 November 2015", "We police the match"),
        ("Friday 13 November 2015", "We police the match"),
        ("A remark", "Thank you for asking"),
    ]
    gone = consultee.post(f"{path}/take-back", data={"number": str(answers[1].number)})
    assert gone.location == f"{path}?told=gone"
    again = consultee.post(f"{path}/take-back", data={"number": str(answers[1].number)})
    assert again.location == f"{path}?told=decided"
    assert len(Consultations(application_of(officer).store).answers(1)) == 3


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"about": "meeting", "reason": ""}, "Say in a few words why"),
        ({"about": "meeting", "reason": "x" * 1001}, "Say it in 1,000 characters or fewer."),
        ({"about": "meeting", "meeting": "other"}, "That meeting is no longer in the proposal."),
        ({"about": "days", "first": "soon"}, "Give the first and the last day"),
        ({"about": "days", "first": "2015-11-12", "last": "2015-11-11"}, "Give days in order"),
        ({"about": "days", "first": "2014-11-12"}, "Give days in order"),
    ],
)
def test_what_cannot_be_kept_is_asked_for_again(officer: FlaskClient, typed: dict[str, str], told: str) -> None:
    path, consultee = asked(officer), stranger(officer)
    again = say(consultee, path, **typed)
    assert (again.status_code, told in again.text) == (422, True)
    assert "There is a problem" in again.text
    assert not Consultations(application_of(officer).store).answers(1)


def test_what_is_typed_is_shown_as_text(officer: FlaskClient) -> None:
    path, consultee = asked(officer, name="<b>Police</b>", introduction="<script>1</script>"), stranger(officer)
    of_a_meeting(consultee, path, reason="<img src=x onerror=alert(1)>")
    for page in (consultee.get(path).text, officer.get(CONSULT).text, officer.get(f"{CONSULT}/summary").text):
        assert "<img" not in page
        assert "<b>Police" not in page
        assert "<script>1" not in page


def test_so_many_answers_are_kept_and_no_more(officer: FlaskClient) -> None:
    path, consultee = asked(officer), stranger(officer)
    for number in range(MOST_ANSWERS):
        say(consultee, path, about="remark", reason=f"Remark {number}")
    full = say(consultee, path, about="remark", reason="One more")
    assert full.location == f"{path}?told=full"
    assert len(Consultations(application_of(officer).store).answers(1)) == MOST_ANSWERS


def test_an_address_that_leads_nowhere_says_so_and_guessing_is_slowed(officer: FlaskClient) -> None:
    asked(officer)
    consultee = stranger(officer)
    wrong = [consultee.get(f"/consult/guess{number}") for number in range(WRONG_ADDRESSES)]
    assert {one.status_code for one in wrong} == {404}
    assert "There is nothing at this address" in wrong[0].text
    slowed = consultee.post("/consult/guess", data={"reason": "x"})
    assert (slowed.status_code, int(slowed.headers["Retry-After"]) > 0) == (429, True)


def test_an_address_that_opens_on_this_machine_only_is_said_to_do_so(officer: FlaskClient) -> None:
    asked(officer)
    officer.post(f"{CONSULT}/1", data={**hidden(officer.get(f"{CONSULT}/1").text), "do": "renew"})
    page = officer.get(f"{CONSULT}/1").text
    assert "Address of their page" in page
    assert "It opens on this machine only." in page


def test_a_withdrawn_page_and_an_old_address_show_nothing(officer: FlaskClient) -> None:
    path, consultee = asked(officer), stranger(officer)
    page = officer.get(f"{CONSULT}/1").text
    assert "/consult/" not in page.replace("/years/small/consult", "")  # it was shown once
    officer.post(f"{CONSULT}/1", data={**hidden(page), "do": "renew"})
    assert consultee.get(path).status_code == 404
    fresh = address_in(officer.get(f"{CONSULT}/1").text)
    assert consultee.get(fresh).status_code == 200
    officer.post(f"{CONSULT}/1", data={**hidden(officer.get(f"{CONSULT}/1").text), "do": "withdraw"})
    gone = consultee.get(fresh)
    assert (gone.status_code, "This page has been withdrawn" in gone.text, "Health" in gone.text) == (410, True, False)
    assert say(consultee, fresh, about="remark").status_code == 410
    assert "Withdrawn" in officer.get(CONSULT).text


def test_once_it_is_closed_answers_are_shown_and_none_is_taken(officer: FlaskClient, folder: Path) -> None:
    path, consultee = asked(officer), stranger(officer)
    of_a_meeting(consultee, path)
    (folder / "small" / "year.json").write_text('{"title": "Small year", "today": "2015-10-21"}', encoding="utf-8")
    page = consultee.get(path).text
    assert "The consultation closed on Tuesday 20 October 2015." in page
    assert "Being looked at" in page
    assert not uids(page)
    assert "Take it back" not in page
    for closed in (consultee.get(f"{path}/say"), say(consultee, path, about="remark"),
                   consultee.post(f"{path}/take-back", data={"number": "1"})):  # fmt: skip
        assert (closed.status_code, "The consultation is closed" in closed.text) == (410, True)
    page = officer.get(f"{CONSULT}/1").text
    wrong = officer.post(f"{CONSULT}/1", data={**hidden(page), "do": "until", "until": "never"})
    assert wrong.status_code == 422
    officer.post(f"{CONSULT}/1", data={**hidden(page), "do": "until", "until": "2015-10-30"})
    assert len(set(uids(consultee.get(path).text))) == 3


def test_where_there_is_no_calendar_it_says_so(officer: FlaskClient, folder: Path) -> None:
    path = asked(officer)
    (folder / "small" / "plan" / "plan.json").unlink()
    away = stranger(officer).get(path)
    assert (away.status_code, "There is no calendar to look at just now" in away.text) == (503, True)
    assert officer.get(CONSULT).status_code == 200
    (folder / "small").rename(folder / "elsewhere")
    assert stranger(officer).get(path).status_code == 503


def test_the_token_is_kept_as_its_digest_alone(officer: FlaskClient, folder: Path) -> None:
    path, consultee = asked(officer), stranger(officer)
    token = path.rpartition("/")[2]
    of_a_meeting(consultee, path)
    consultee.get(f"{path}?told=kept")
    application_of(officer).store.close()
    with sqlite3.connect(folder / "desk.sqlite3") as database:
        assert all(token not in line for line in database.iterdump())


# -- nothing private


def test_nothing_private_is_on_any_page_of_a_consultee(folder: Path, officer: FlaskClient) -> None:
    write_input(folder / "secrets" / "workbook", **SECRETS)
    (folder / "secrets" / "year.json").write_text('{"title": "SECRET title", "today": "2015-10-01"}', encoding="utf-8")
    run("plan", folder / "secrets" / "workbook", "-o", folder / "secrets" / "plan", "--as-of", "2015-10-01",
        "--by", "SECRET planner", "--reason", "SECRET reason")  # fmt: skip
    page = officer.get("/years/secrets/consult").text
    officer.post("/years/secrets/comments", data={**hidden(page), "about": "consultation", "text": "SECRET comment"})
    paths = []
    for name in ("Police", "SECRET other consultee"):
        form = {**hidden(officer.get("/years/secrets/consult").text), "name": name, "until": "2015-10-20"}
        paths.append(address_in(officer.get(officer.post("/years/secrets/consult", data=form).location).text))
    path, other = paths
    consultee = stranger(officer)
    say(consultee, other, about="remark", reason="SECRET answer of another")
    of_a_meeting(consultee, path)
    uid = uids(consultee.get(path).text)[0]
    seen = ("", "?view=months", "/say", f"/say?meeting={uid}")
    shown = [*(consultee.get(f"{path}{one}") for one in seen), say(consultee, path, about="days")]
    assert [one.status_code for one in shown] == [200, 200, 200, 200, 422]
    assert [one.text.casefold().count("secret") for one in shown] == [0] * 5
    assert [name for name in ("ANN", "BOB", "DPH", "officer") if any(name in one.text for one in shown)] == []
    assert "SECRET other consultee" in officer.get("/years/secrets/consult").text


def test_the_edition_is_that_without_people(officer: FlaskClient, folder: Path) -> None:
    calendar = application_of(officer).calendars.of(application_of(officer).years.named("small"), "calendar")
    found = edition(calendar.problem, calendar.plan)
    assert isinstance(found, Edition)
    assert [one.uid for one in found.meetings] == [one.uid for one in calendar.plan.live]
    assert {one.body for one in edition(calendar.problem, calendar.plan, ("GB",)).meetings} == {"GB"}
    named = replace(calendar.problem, bodies={})
    assert [one.is_public for one in edition(named, calendar.plan).meetings] == [False] * 3


# -- what becomes of answers


def test_an_accepted_answer_is_a_row_of_the_workbook(officer: FlaskClient, folder: Path) -> None:
    path, consultee = asked(officer), stranger(officer)
    before = {one.name: one.read_bytes() for one in (folder / "small" / "workbook").iterdir()}
    of_a_meeting(consultee, path)
    say(consultee, path, about="days", first="2015-11-11", last="2015-11-12")
    question = officer.get(f"{CONSULT}/answers/1").text
    assert '<option value="body:HWB" selected>Health Board: does not meet then</option>' in question
    assert "Anytown Police: We police the match" in question
    done = decided(officer, 1, whom="body:HWB", strength="soft", reason="Police: the match", word="We shall avoid it")
    assert (done.status_code, done.location) == (303, CONSULT)
    assert rows(folder, "closed_dates") == [
        {"start_date": "2015-11-02", "end_date": "2015-11-02", "reason": "Police: the match", "strength": "avoid",
         "applies_to": "HWB"},
    ]  # fmt: skip
    assert decided(officer, 2, whom="person:ANN", strength="hard", reason="").status_code == 303
    [row] = rows(folder, "unavailability")
    assert row == {"kind": "person", "who": "ANN", "start": "2015-11-11", "end": "2015-11-12", "strength": "hard",
                   "reason": "We police the match"}  # fmt: skip
    after = {one.name: one.read_bytes() for one in (folder / "small" / "workbook").iterdir()}
    assert {name: after[name] for name in before} == before
    problem, _ = read_input(folder / "small" / "workbook")
    assert [(type(one), one.reason) for one in (*problem.absences, *problem.closed_dates)] == [
        (Absence, "We police the match"), (ClosedDate, "Police: the match"),
    ]  # fmt: skip
    assert (problem.absences[0].start.isoformat(), problem.absences[0].end.isoformat()) == (
        "2015-11-11T00:00:00", "2015-11-13T00:00:00",
    )  # fmt: skip
    page = consultee.get(path).text
    assert "We shall avoid it" in page
    assert page.count("Accepted") == 2
    assert of_a_meeting(consultee, path).location == f"{path}?told=decided"
    assert "Plan again, so that the calendar knows of it." in officer.get(CONSULT).text


def test_what_is_not_accepted_needs_a_word_that_the_consultee_reads(officer: FlaskClient, folder: Path) -> None:
    path, consultee = asked(officer), stranger(officer)
    of_a_meeting(consultee, path)
    without = decided(officer, 1, do="decline")
    assert (without.status_code, "Say why not" in without.text) == (422, True)
    assert decided(officer, 1, do="decline", word="The hall is booked").status_code == 303
    assert "The hall is booked" in consultee.get(path).text
    assert not (folder / "small" / "workbook" / "closed_dates.csv").exists()
    assert "The hall is booked" in officer.get(f"{CONSULT}/answers/1").text
    again = officer.post(f"{CONSULT}/answers/1", data={**hidden(officer.get(CONSULT).text), "do": "accept"})
    assert again.status_code == 409


def test_a_remark_is_dealt_with_and_writes_nothing(officer: FlaskClient, folder: Path) -> None:
    path, consultee = asked(officer), stranger(officer)
    say(consultee, path, about="remark", reason="Thank you")
    assert decided(officer, 1, word="Thank you too").status_code == 303
    assert "Thank you too" in consultee.get(path).text
    assert not (folder / "small" / "earlier").exists()


@pytest.mark.parametrize(
    ("whom", "told"),
    [("", "Choose whom"), ("person:", "Choose whom"), ("person:NOBODY", "The workbook does not take it")],
)
def test_what_the_workbook_does_not_take_is_said(officer: FlaskClient, folder: Path, whom: str, told: str) -> None:
    path, consultee = asked(officer), stranger(officer)
    of_a_meeting(consultee, path)
    before = sorted((one.name, one.read_bytes()) for one in (folder / "small" / "workbook").iterdir())
    refused = decided(officer, 1, whom=whom, reason="Typed & kept")
    assert (refused.status_code, told in refused.text, "Typed &amp; kept" in refused.text) == (409, True, True)
    assert sorted((one.name, one.read_bytes()) for one in (folder / "small" / "workbook").iterdir()) == before


def test_a_workbook_changed_meanwhile_is_not_written_over(officer: FlaskClient, folder: Path) -> None:
    path, consultee = asked(officer), stranger(officer)
    of_a_meeting(consultee, path)
    refused = decided(officer, 1, whom="body:HWB", workbook="another")
    assert (refused.status_code, "changed after you opened this page" in refused.text) == (409, True)


@pytest.mark.slow
def test_an_answer_goes_into_a_workbook_of_sheets_cell_by_cell(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    run("new", book, "--example", "trafford-2015-16")
    problem, before = read_input(book)[0], parts_of(book)
    body, person = next(iter(problem.bodies)), next(iter(problem.people))
    day = problem.settings.start_date
    accept_answer(book, Unsuitable("body", body, day, day, "hard", "Closed"))
    accept_answer(book, Unsuitable("person", person, day, day, "soft", "Away"))
    after, _ = read_input(book)
    assert [one for one in after.closed_dates if one not in problem.closed_dates] == [
        ClosedDate(day, day, "Closed", "closed", (body,))
    ]
    [absence] = [one for one in after.absences if one not in problem.absences]
    assert (absence.who, absence.strength, absence.reason) == (person, "soft", "Away")
    others = {one.name for one in fields(problem)} - {"closed_dates", "absences", "input_sha256", "input_facts"}
    assert {name: getattr(after, name) for name in others} == {name: getattr(problem, name) for name in others}
    differing = [name for name, content in parts_of(book).items() if content != before[name]]
    assert len([name for name in differing if "/worksheets/" in name]) == 2


# -- the officer's pages


def test_without_a_chosen_day_it_is_the_present_one(officer: FlaskClient, folder: Path) -> None:
    (folder / "small" / "year.json").write_text('{"title": "Small year"}', encoding="utf-8")
    page = stranger(officer).get(asked(officer, until="2099-10-20"))
    assert "by Tuesday 20 October 2099" in page.text


def test_an_answer_about_a_draft_that_is_gone_can_still_be_dealt_with(officer: FlaskClient, folder: Path) -> None:
    begin = hidden(officer.get("/years/small/compare").text)
    officer.post("/years/small/drafts", data={**begin, "name": "Other"})
    path = asked(officer, calendar="other")
    of_a_meeting(stranger(officer), path)
    shutil.rmtree(folder / "small" / "drafts" / "other")
    assert "We police the match" in officer.get(f"{CONSULT}/answers/1").text
    assert decided(officer, 1, do="decline", word="Too late").status_code == 303
    assert stranger(officer).get(path).status_code == 503


def test_answers_are_listed_by_meeting_and_by_consultee(officer: FlaskClient) -> None:
    first, second = asked(officer), asked(officer, name="Fire service")
    consultee = stranger(officer)
    of_a_meeting(consultee, first, 1)
    of_a_meeting(consultee, second, 1, reason="Our drill")
    say(consultee, second, about="days", first="2015-11-02", last="2015-11-03")
    page = officer.get(CONSULT).text
    titles = re.findall(r"<h3>([^<]*)</h3>", page)
    assert titles[:2] == [
        "Growth Board on Monday 2 November 2015 at 14:00",
        "Monday 2 November 2015 to Tuesday 3 November 2015",
    ]
    summary = officer.get(f"{CONSULT}/summary").text
    assert summary.count("Our drill") == 2
    assert "Not dealt with yet" in summary
    assert "Our drill" in officer.get(f"{CONSULT}/2").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "Say who is asked"),
        ({"until": "2015-09-30"}, "Give the last day for answers"),
        ({"until": "soon"}, "Give the last day for answers"),
        ({"bodies": "NONE"}, "Choose bodies of the list."),
        ({"calendar": "no-draft"}, "There is nothing to be asked about yet"),
    ],
)
def test_a_consultation_that_cannot_be_is_asked_for_again(
    officer: FlaskClient, typed: dict[str, str], told: str
) -> None:
    form = {
        **hidden(officer.get(CONSULT).text),
        "name": "Police",
        "until": "2015-10-20",
        "introduction": "Kept",
        **typed,
    }
    sent = officer.post(CONSULT, data=form)
    assert (sent.status_code, told in sent.text, "Kept" in sent.text) == (422, True, True)
    assert not Consultations(application_of(officer).store).of_year("small")


def test_consultations_of_another_year_are_not_found(officer: FlaskClient, folder: Path) -> None:
    path = asked(officer)
    of_a_meeting(stranger(officer), path)
    (folder / "other" / "workbook").mkdir(parents=True)
    for page in ("1", "answers/1"):
        assert officer.get(f"/years/other/consult/{page}").status_code == 404
    form = hidden(officer.get("/years/other/consult").text)
    for page in ("1", "answers/1"):
        assert officer.post(f"/years/other/consult/{page}", data={**form, "do": "withdraw"}).status_code == 404


def test_a_viewer_reads_and_changes_nothing(viewer: FlaskClient) -> None:
    page = viewer.get(CONSULT)
    assert (page.status_code, "Ask somebody" in page.text) == (200, False)
    assert viewer.post(CONSULT, data={**hidden(page.text), "name": "x", "until": "2015-10-20"}).status_code == 403
    assert [viewer.get(f"{CONSULT}/{one}").status_code for one in ("1", "answers/1")] == [403, 403]
    assert viewer.get(f"{CONSULT}/summary").status_code == 200
