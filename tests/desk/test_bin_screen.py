"""The bin on the screen: what lies there, put back, deleted for good, and emptied."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk.logged_in import client_of
from desk.sending import hidden
from flask.testing import FlaskClient

from scheduler.desk.access import PUBLISHER
from scheduler.desk.bin import BIN
from scheduler.desk.comments import Comments
from scheduler.desk.store import FILE, Store
from scheduler.desk.years import Year


def thrown_away(officer: FlaskClient) -> str:
    """Delete the small year on the screen; return what it is called in the bin."""
    officer.post("/years/small/delete", data={**hidden(officer.get("/years/small/delete").text), "sure": "yes"})
    (kept,) = Path(officer.application.extensions["desk"].folder, BIN).iterdir()
    return kept.name


def posted(client: FlaskClient, address: str, page: str, **fields: object) -> str:
    """Send a form of a page; return what the page says that it leads to, or the page itself."""
    answer = client.post(address, data={**hidden(client.get(page).text), **fields})
    return client.get(answer.location).text if answer.location else answer.text


def comments_about(folder: Path) -> int:
    store = Store(folder / FILE)
    try:
        return len(Comments(store, "small").about("year"))
    finally:
        store.close()


def test_a_year_in_the_bin_is_shown_with_its_dates_and_put_back_whole(officer: FlaskClient, folder: Path) -> None:
    before = {one.relative_to(folder) for one in (folder / "small").rglob("*")}
    key = thrown_away(officer)
    assert "The bin: 1 thing that was deleted" in officer.get("/").text
    page = officer.get("/bin").text
    assert all(words in page for words in ("Small year", "Deleted on", "Can be put back until", "Empty the bin"))
    assert "of 3 meetings" in officer.get(f"/bin/{key}").text
    assert "Small year is back" in posted(officer, f"/bin/{key}/back", f"/bin/{key}")
    assert {one.relative_to(folder) for one in (folder / "small").rglob("*")} >= before
    assert "Nothing lies here." in officer.get("/bin").text
    assert "The bin:" not in officer.get("/").text


def test_a_draft_goes_back_to_its_year_or_says_why_not(officer: FlaskClient, folder: Path) -> None:
    bin_of, draft = officer.application.extensions["desk"].years.bin, Year(folder / "small").place_of_draft("tuesdays")
    draft.mkdir(parents=True)
    key = bin_of.put(draft, "small").key
    assert "Draft of Small year" in officer.get("/bin").text
    draft.mkdir()
    assert "There is another draft of that name." in posted(officer, f"/bin/{key}/back", f"/bin/{key}")
    draft.rmdir()
    year = bin_of.put(folder / "small").key
    assert "Put that back first." in posted(officer, f"/bin/{key}/back", f"/bin/{key}")
    posted(officer, f"/bin/{year}/back", f"/bin/{year}")
    assert "tuesdays is back" in posted(officer, f"/bin/{key}/back", f"/bin/{key}")
    assert draft.is_dir()


def test_what_is_deleted_for_good_is_asked_about_once_and_takes_its_comments_along(
    officer: FlaskClient, folder: Path
) -> None:
    Comments(officer.application.extensions["desk"].store, "small").add("year", "Ann", "Too late in May")
    Year(folder / "small").register.touch()
    key = thrown_away(officer)
    assert "With it goes its register of private links" in officer.get(f"/bin/{key}").text
    assert "Tick the box if you are sure" in posted(officer, f"/bin/{key}/delete", f"/bin/{key}")
    assert (folder / BIN / key).is_dir()
    assert "Small year is deleted for good." in posted(officer, f"/bin/{key}/delete", f"/bin/{key}", sure="yes")
    assert (list((folder / BIN).iterdir()), comments_about(folder)) == ([], 0)
    assert officer.get(f"/bin/{key}").status_code == 404


def test_emptying_deletes_what_the_page_showed_and_nothing_thrown_away_since(
    officer: FlaskClient, folder: Path
) -> None:
    bin_of = officer.application.extensions["desk"].years.bin
    for name in ("first", "second"):
        (folder / name / "workbook").mkdir(parents=True)
    first = bin_of.put(folder / "first").key
    assert "Empty the bin?" in officer.get("/bin/all").text
    later = bin_of.put(folder / "second").key
    assert "Tick the box if you are sure" in posted(officer, "/bin/all", "/bin/all", shown=[first])
    told = posted(officer, "/bin/all", "/bin/all", shown=[first], sure="yes")
    assert "first is deleted for good." in told
    assert [one.name for one in (folder / BIN).iterdir()] == [later]


def test_of_two_officers_one_deletes_what_the_other_has_put_back_no_more(officer: FlaskClient, folder: Path) -> None:
    Comments(officer.application.extensions["desk"].store, "small").add("year", "Ann", "Too late in May")
    key = thrown_away(officer)
    asked = hidden(officer.get(f"/bin/{key}").text)
    posted(officer, f"/bin/{key}/back", f"/bin/{key}")
    answer = officer.post(f"/bin/{key}/delete", data={**asked, "once": "another", "sure": "yes"})
    assert (answer.status_code, "somebody has put it back" in answer.text) == (404, True)
    told = posted(officer, "/bin/all", "/", shown=[key], sure="yes", csrf=asked["csrf"], once="a third")
    assert "deleted for good" not in told
    assert ((folder / "small" / "plan").is_dir(), comments_about(folder)) == (True, 1)


def test_a_delete_that_is_cut_short_leaves_the_whole_or_nothing_to_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = client_of(folder, "small", PUBLISHER)
    key = thrown_away(officer)
    bin_of = officer.application.extensions["desk"].years.bin

    def stops(*_given: object, **_options: bool) -> None:
        raise KeyboardInterrupt

    for where in ("pathlib.Path.rename", "shutil.rmtree"):
        with monkeypatch.context() as at_the_moment:
            at_the_moment.setattr(where, stops)
            with pytest.raises(KeyboardInterrupt):
                bin_of.delete([key], officer.application.extensions["desk"].store.forget_year)
        whole = [one for one in bin_of.all() if (one.place / "plan" / "plan.json").is_file()]
        assert len(whole) == len(bin_of.all()) == (where == "pathlib.Path.rename")
    officer.application.extensions["desk"].look_after_bin()
    assert list((folder / BIN).iterdir()) == []


@pytest.mark.parametrize("role", ["viewer", "planner"])
def test_the_bin_is_publishers_own(role: str, folder: Path, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue(role)
    (folder / BIN / f"other.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.0123abcd").mkdir(parents=True)
    assert "The bin:" not in client.get("/").text
    assert {client.get(address).status_code for address in ("/bin", "/bin/all")} == {403}
