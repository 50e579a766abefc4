"""Confirm and publish: the checklist, whom it tells what, refusals, the site, letters and private links."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from desk.sending import DAY, hidden, moved, run
from flask.testing import FlaskClient

from scheduler.desk.access import PUBLISHER
from scheduler.desk.application import create
from scheduler.desk.work.asks import Ask

PUBLISH = "/years/small/in/calendar/publish"
SITE = "https://meetings.example.gov.uk/anytown"


def published(officer: FlaskClient, **typed: str) -> None:
    sent = officer.post(PUBLISH, data={**hidden(officer.get(PUBLISH).text), "base_url": SITE, **typed})
    assert (sent.status_code, sent.location) == (303, f"{PUBLISH}#published"), sent.text


def statuses(folder: Path) -> dict[str, str]:
    plan = json.loads((folder / "small" / "plan" / "plan.json").read_text(encoding="utf-8"))
    return {f"{one['body']}#{one['sequence']}": one["status"] for one in plan["meetings"]}


def files(place: Path) -> dict[str, bytes]:
    return {one.relative_to(place).as_posix(): one.read_bytes() for one in sorted(place.rglob("*")) if one.is_file()}


def commands(folder: Path) -> list[str]:
    return [step["command"] for step in json.loads(run("history", folder / "small" / "plan", "--json"))["steps"]]


def checks(page: str) -> dict[str, str]:
    found = re.findall(r'id="check-(\w+)">\s*<strong class="tag \w+">([^<]*)<', page)
    return dict(found)


def with_email(folder: Path) -> None:
    people = folder / "small" / "plan" / "input" / "people.csv"
    people.write_text(
        people.read_text(encoding="utf-8").replace("name,category", "name,email,category").replace(
            "Councillor Ann,", "Councillor Ann,ann@anytown.example,"
        ).replace("Bob,c", "Bob,,c").replace("Health,o", "Health,,o"),
        encoding="utf-8",
    )  # fmt: skip


# -- the checklist


def test_a_first_publication_is_looked_at_first(officer: FlaskClient) -> None:
    page = officer.get(PUBLISH).text
    assert checks(page) == {
        **dict.fromkeys(("rules", "workbook", "sent", "register", "law", "drafts"), "Fine"),
        "notice": "Look",  # the small year was planned on its first day
        "provisional": "Look",
        "address": "Look",
    }
    assert "Members see nothing before you publish it here." in page
    assert "It is the first edition" in page
    assert "3 members are given a new link" in page
    assert 'href="#confirm">Confirm them' in page
    assert 'href="#base_url">Say where' in page


def test_what_is_not_as_it_should_be_is_told_and_leads_to_where_it_is_put_right(
    officer: FlaskClient, folder: Path
) -> None:
    published(officer)
    begin = hidden(officer.get("/years/small/compare").text)
    assert officer.post("/years/small/drafts", data={**begin, "name": "Later"}).status_code == 303
    moved(folder)
    (folder / "small" / "site.register.json").chmod(0o644)
    (folder / "small" / "year.json").write_text(
        '{"title": "Small year", "today": "2015-11-06", "planned_from": "another"}', encoding="utf-8"
    )
    page = officer.get(PUBLISH).text
    found = checks(page)
    looked_at = ("workbook", "register", "notice", "provisional", "drafts")
    assert [name for name, state in found.items() if state == "Look"] == list(looked_at)
    assert (
        "Health Board on Thursday 12 November 2015 at 10:00: the agenda was due by Wednesday 4 November 2015." in page
    )
    assert "Others on this machine may read the register" in page
    assert f'href="{PUBLISH}/links">Look at the links' in page
    assert 'href="/years/small/compare">Compare the drafts' in page


def test_a_rule_that_is_broken_stops_it_until_a_reason_is_given(officer: FlaskClient, folder: Path) -> None:
    with_email(folder)  # the input is no longer the one the plan was made from
    page = officer.get(PUBLISH).text
    assert checks(page)["rules"] == "Put right"
    refused = officer.post(PUBLISH, data={**hidden(page), "base_url": SITE, "publish_reason": "Typed & kept"})
    assert refused.status_code == 409
    assert "Nothing was published." in refused.text
    assert "This is not the input that the plan was made from" in refused.text
    assert "Typed &amp; kept" in refused.text
    assert not (folder / "small" / "site").exists()
    published(officer, anyway="Only addresses were added")
    assert commands(folder)[-1] == "publish"
    step = json.loads(run("history", folder / "small" / "plan", "--json"))["steps"][-1]
    assert (step["by"], step["reason"]) == ("Officer", "anyway: Only addresses were added")


def test_it_does_not_go_back_on_what_was_sent(officer: FlaskClient, folder: Path) -> None:
    plan = folder / "small" / "plan"
    moved(folder)
    published(officer)
    before = files(folder / "small" / "site")
    older = folder / "small" / "plan.previous"
    assert older.is_dir()
    plan.rename(folder / "newer")
    older.rename(plan)
    page = officer.get(PUBLISH).text
    assert checks(page)["sent"] == "Put right"
    assert "There is no publishing that anyway." in page
    refused = officer.post(PUBLISH, data={**hidden(page), "anyway": "Please"})
    assert refused.status_code == 409
    assert "where revision" in refused.text
    assert files(folder / "small" / "site") == before


def test_a_register_that_is_damaged_stops_it(officer: FlaskClient, folder: Path) -> None:
    published(officer)
    (folder / "small" / "site.register.json").write_text("{", encoding="utf-8")
    page = officer.get(PUBLISH)
    assert checks(page.text)["register"] == "Put right"
    refused = officer.post(PUBLISH, data=hidden(page.text))
    assert refused.status_code == 409
    assert "is damaged" in refused.text
    assert "is damaged" in officer.get(f"{PUBLISH}/links").text


def test_what_was_published_and_cannot_be_read_any_more_is_said(officer: FlaskClient, folder: Path) -> None:
    published(officer)
    for kept in (folder / "small" / "plan" / "history" / "objects").iterdir():
        kept.write_bytes(b"spoilt")
    assert "What was published cannot be read any more" in officer.get(PUBLISH).text


# -- whom it tells what


def test_what_changes_for_whom_agrees_with_the_command(officer: FlaskClient, folder: Path) -> None:
    published(officer)
    assert "Nothing changes for anybody" in officer.get(PUBLISH).text
    moved(folder)
    told = json.loads(run("history", folder / "small" / "plan", "--diff", "2", "now", "--json"))["sentences"]
    page = officer.get(PUBLISH).text
    assert [one.replace(" (HWB#2)", "") in page for one in told] == [True] * len(told)
    assert "something changes for 3 people and 1 body" in page
    listed = re.search(r'<textarea id="to-tell"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert listed is not None
    assert [name for name in ("Councillor Ann", "Councillor Bob", "Director") if name in listed[1]] == [
        "Councillor Ann", "Councillor Bob", "Director",
    ]  # fmt: skip
    assert "HWB#" not in listed[1]
    assert "Go back to what members have" in page


def test_addresses_of_those_to_be_told_are_listed(officer: FlaskClient, folder: Path) -> None:
    with_email(folder)
    published(officer, anyway="Only addresses were added")
    moved(folder)
    assert "Councillor Ann &lt;ann@anytown.example&gt;" in officer.get(PUBLISH).text


# -- confirming


def test_some_bodies_are_confirmed_and_then_all(officer: FlaskClient, folder: Path) -> None:
    page = hidden(officer.get(PUBLISH).text)
    nobody = officer.post(f"{PUBLISH}/confirm", data={**page, "which": "some", "day": DAY})
    assert (nobody.status_code, "Choose the bodies" in nobody.text) == (422, True)
    done = officer.post(f"{PUBLISH}/confirm", data={**page, "which": "some", "bodies": "GB", "day": "2015-10-02",
                                                    "confirm_reason": "Council, minute 7"})  # fmt: skip
    assert done.status_code == 303
    assert statuses(folder) == {"HWB#1": "provisional", "HWB#2": "provisional", "GB#1": "confirmed"}
    page = officer.get(PUBLISH).text
    assert "1 meeting is confirmed: of Growth Board." in page
    officer.post(f"{PUBLISH}/confirm", data={**hidden(page), "which": "all", "day": "2015-10-02"})
    assert set(statuses(folder).values()) == {"confirmed"}
    assert "Every meeting is confirmed." in officer.get(PUBLISH).text
    last = json.loads(run("history", folder / "small" / "plan", "--json"))["steps"][1]
    assert (last["command"], last["by"], last["reason"]) == ("confirm", "Officer", "Council, minute 7")
    again = officer.post(f"{PUBLISH}/confirm", data={**hidden(page), **hidden(officer.get(PUBLISH).text),
                                                     "which": "all", "day": "2015-10-02"})  # fmt: skip
    assert again.status_code == 303
    assert "Nothing was left to be confirmed." in officer.get(PUBLISH).text


def test_a_day_that_is_none_is_asked_for_again(officer: FlaskClient, folder: Path) -> None:
    sent = officer.post(f"{PUBLISH}/confirm", data={**hidden(officer.get(PUBLISH).text), "which": "all", "day": "soon"})
    assert (sent.status_code, "Give the day of the decision" in sent.text) == (422, True)
    assert set(statuses(folder).values()) == {"provisional"}


def test_confirming_what_is_wrong_needs_a_reason(officer: FlaskClient, folder: Path) -> None:
    with_email(folder)
    page = hidden(officer.get(PUBLISH).text)
    refused = officer.post(f"{PUBLISH}/confirm", data={**page, "which": "all", "day": DAY})
    assert refused.status_code == 409
    assert "This is not the input that the plan was made from" in refused.text
    sure = {**hidden(refused.text), "which": "all", "day": DAY, "confirm_anyway": "Only addresses"}
    assert officer.post(f"{PUBLISH}/confirm", data=sure).status_code == 303
    assert set(statuses(folder).values()) == {"confirmed"}


def test_a_folder_that_cannot_be_written_is_said(officer: FlaskClient, folder: Path) -> None:
    page = hidden(officer.get(PUBLISH).text)
    (folder / "small" / "plan" / "notes.txt").write_text("mine", encoding="utf-8")
    sent = officer.post(f"{PUBLISH}/confirm", data={**page, "which": "all", "day": DAY})
    assert (sent.status_code, "it also holds notes.txt" in sent.text) == (409, True)


# -- publishing


def test_the_site_is_that_of_the_command(officer: FlaskClient, folder: Path, tmp_path: Path) -> None:
    published(officer)
    site = folder / "small" / "site"
    run("publish", folder / "small" / "plan", "--to", tmp_path / "site", "--as-of", DAY, "--register",
        folder / "small" / "site.register.json")  # fmt: skip
    assert files(site) == files(tmp_path / "site")
    page = officer.get(PUBLISH).text
    assert f"Everybody may see {SITE}/index.html, and 3 members have a private link." in page
    assert f"{SITE}/subscribe.html" in page
    assert "What members have is the calendar as it is now." in page


def test_a_later_publication_and_a_history_that_cannot_be_written_are_said(officer: FlaskClient, folder: Path) -> None:
    told = folder / "small" / "year.json"
    told.write_text('{"title": "Small year", "today": "2015-10-05"}', encoding="utf-8")
    published(officer)
    told.write_text('{"title": "Small year", "today": "2015-10-01"}', encoding="utf-8")
    steps = folder / "small" / "plan" / "history" / "steps"
    shutil.rmtree(steps)
    steps.write_text("no folder", encoding="utf-8")
    published(officer)
    page = officer.get(PUBLISH).text
    assert "It was published for Monday 5 October 2015 before, which is later." in page
    assert "The history could not be written" in page


def test_an_address_that_is_none_is_refused(officer: FlaskClient, folder: Path) -> None:
    sent = officer.post(PUBLISH, data={**hidden(officer.get(PUBLISH).text), "base_url": "ftp://x"})
    assert (sent.status_code, "Nothing was published." in sent.text) == (409, True)
    nowhere = officer.post(PUBLISH, data=hidden(sent.text))
    assert (nowhere.status_code, "Where will the site be on the web?" in nowhere.text) == (409, True)
    assert not (folder / "small" / "site").exists()


def test_nothing_is_published_while_a_calendar_is_worked_out_that_would_replace_it(
    officer: FlaskClient, folder: Path
) -> None:
    jobs = officer.application.extensions["desk"].work.jobs
    job = jobs.add(Ask("small", "plan", {"calendar": "calendar"}), {})
    refused = officer.post(PUBLISH, data={**hidden(officer.get(PUBLISH).text), "base_url": SITE})
    assert refused.status_code == 409
    assert "would take the place of this one. Wait for it, or stop it" in refused.text
    assert not (folder / "small" / "site").exists()
    jobs.end(job.number, "stopped")
    published(officer)


def test_two_publishers_at_once_leave_one_whole_site(officer: FlaskClient, folder: Path) -> None:
    other = create(officer.application.extensions["desk"]).test_client()
    other.get(f"/years/small/?token={officer.application.extensions['desk'].access.token}")
    forms = [(client, hidden(client.get(PUBLISH).text)) for client in (officer, other)]
    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(lambda one: one[0].post(PUBLISH, data={**one[1], "base_url": SITE}).status_code, forms))
    assert sent == [303, 303]
    assert commands(folder) == ["plan", "publish", "publish"]
    assert not list((folder / "small").glob(".*-*-*"))


def test_undo_after_publishing_and_publishing_again(officer: FlaskClient, folder: Path) -> None:
    published(officer)
    first = files(folder / "small" / "site")
    moved(folder)
    published(officer)
    page = officer.get(PUBLISH).text
    assert "go back to the calendar published before" in page
    question = re.search(r'href="([^"]*/history/back/\d+)">go back to the calendar', page)
    assert question is not None
    asked = officer.get(question[1]).text
    assert "Members see nothing of going back until it is published again." in asked
    assert officer.post(question[1], data=hidden(asked)).status_code == 303
    published(officer)
    last = files(folder / "small" / "site")
    assert last.keys() == first.keys()
    [feed] = [name for name in first if name.startswith("feeds/bodies/")]
    assert b"20151109" in last[feed]
    revisions = [max(map(int, re.findall(rb"SEQUENCE:(\d+)", one[feed]))) for one in (first, last)]
    assert revisions == [0, 2]


def test_members_keep_the_links_of_another_year(officer: FlaskClient, folder: Path) -> None:
    published(officer)
    before = json.loads((folder / "small" / "site.register.json").read_text(encoding="utf-8"))["secret"]
    (folder / "small").rename(folder / "before")
    (folder / "small").mkdir()
    for part in ("plan", "workbook"):
        (folder / "before" / part).rename(folder / "small" / part)
    (folder / "small" / "year.json").write_text('{"title": "Small", "today": "2015-10-01"}', encoding="utf-8")
    page = officer.get(PUBLISH).text
    assert "Keep the links that 3 members have from before" in page
    unsaid = officer.post(PUBLISH, data={**hidden(page), "base_url": SITE})
    assert (unsaid.status_code, "Say whether members keep the links" in unsaid.text) == (422, True)
    published(officer, links_of=str(folder / "before" / "site.register.json"))
    assert json.loads((folder / "small" / "site.register.json").read_text(encoding="utf-8"))["secret"] == before


# -- private links


def test_links_are_given_anew_and_taken_back(officer: FlaskClient, folder: Path) -> None:
    assert "There are no links yet." in officer.get(f"{PUBLISH}/links").text
    published(officer)
    page = officer.get(f"{PUBLISH}/links")
    assert page.headers["Cache-Control"] == "no-store"
    known = json.loads(run("feeds", "list", folder / "small" / "site.register.json", "--json"))
    assert all(one["page"] in page.text for one in known["links"] if one["person"])
    chosen = {**hidden(page.text), "members": "ANN", "do": "rotate"}
    assert officer.post(f"{PUBLISH}/links", data=chosen).status_code == 303
    page = officer.get(f"{PUBLISH}/links").text
    assert "Councillor Ann has new links." in page
    assert "with the next publication" in page
    outlook = officer.get(PUBLISH).text
    assert "1 member is given a new link" in outlook
    officer.post(f"{PUBLISH}/links", data={**hidden(page), "members": ["ANN", "BOB"], "do": "revoke"})
    page = officer.get(f"{PUBLISH}/links").text
    assert "Councillor Ann and Councillor Bob have no link now." in page
    assert page.count("Taken back") == 2
    published(officer)
    assert "<td>Thursday 1 October 2015</td>" in officer.get(f"{PUBLISH}/links").text


@pytest.mark.parametrize(("members", "status"), [([], 422), (["NOBODY"], 409)])
def test_links_of_nobody_are_not_changed(officer: FlaskClient, members: list[str], status: int) -> None:
    published(officer)
    form = {**hidden(officer.get(f"{PUBLISH}/links").text), "members": members, "do": "rotate"}
    assert officer.post(f"{PUBLISH}/links", data=form).status_code == status


def test_letters_are_for_publishers_alone(officer: FlaskClient, folder: Path) -> None:
    assert officer.get(f"{PUBLISH}/letters").status_code == 404
    published(officer)
    letters = officer.get(f"{PUBLISH}/letters")
    assert letters.data == (folder / "small" / "site.letters.xlsx").read_bytes()
    assert letters.headers["Cache-Control"] == "no-store"


# -- roles, drafts


@pytest.mark.parametrize("who", ["viewer", "planner"])
def test_nobody_else_confirms_publishes_or_sees_links(who: str, folder: Path, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue(who)
    run("publish", folder / "small" / "plan", "--to", folder / "small" / "site", "--base-url", SITE, "--as-of", DAY)
    (folder / "small" / "site.register.json").chmod(0o644)
    page = client.get(PUBLISH).text
    assert "A publisher publishes." in page
    assert "Look at the links" not in page
    assert "letters" not in page
    before = files(folder / "small")
    for path in ("", "/confirm", "/links"):
        sent = client.post(f"{PUBLISH}{path}", data={**hidden(page), "which": "all", "day": DAY, "base_url": SITE})
        assert sent.status_code == 403
    assert [client.get(f"{PUBLISH}/{path}").status_code for path in ("links", "letters")] == [403, 403]
    assert files(folder / "small") == before
    assert PUBLISHER == "publisher"


def test_a_draft_is_not_published(officer: FlaskClient) -> None:
    begin = hidden(officer.get("/years/small/compare").text)
    officer.post("/years/small/drafts", data={**begin, "name": "Other"})
    page = officer.get("/years/small/in/other/publish")
    assert "A draft is not published" in page.text
    draft = hidden(officer.get("/years/small/in/other/draft").text)
    for path in ("", "/confirm", "/links"):
        assert officer.post(f"/years/small/in/other/publish{path}", data=draft).status_code == 404


def test_a_plan_on_an_older_version_is_not_published(officer: FlaskClient, folder: Path) -> None:
    page = hidden(officer.get(PUBLISH).text)
    moved(folder)
    assert officer.post(PUBLISH, data={**page, "base_url": SITE}).status_code == 409
    assert not (folder / "small" / "site").exists()
