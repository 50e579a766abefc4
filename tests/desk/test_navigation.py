"""The way about a year."""

from pathlib import Path
from shutil import copytree

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from scheduler.desk.navigation import WITHIN


def linked(page: str, label: str) -> dict[str, str]:
    """Return the links of a navigation by their words; the present one in square brackets."""
    (found,) = BeautifulSoup(page, "html.parser").find_all("nav", attrs={"aria-label": label})
    return {f"[{one.text.strip()}]" if one.get("aria-current") else one.text.strip(): one["href"] for one in found("a")}


def test_a_year_has_its_screens_in_the_order_of_the_work(officer: FlaskClient) -> None:
    found = linked(officer.get("/years/small/in/calendar/days").text, "This year")
    order = [entry.words for entry in WITHIN]
    words = [word.strip("[]") for word in found]
    assert words == [word for word in order if word in words]
    assert found["[Meeting days]"] == "/years/small/in/calendar/days"
    assert found["Overview"] == "/years/small/"


def test_a_year_says_where_one_is(officer: FlaskClient) -> None:
    page = BeautifulSoup(officer.get("/years/small/in/calendar/days").text, "html.parser")
    assert [one.text for one in page.select(".which .tag")] == ["Calendar", "Provisional"]
    assert page.select(".drafts") == []
    assert page.title.text == "Meeting days - Small year - meeting-day"


def test_drafts_are_one_click_away_on_the_same_page(officer: FlaskClient, folder: Path) -> None:
    copytree(folder / "small" / "plan", folder / "small" / "drafts" / "tuesdays")
    found = linked(officer.get("/years/small/in/calendar/days").text, "Calendar and drafts")
    assert found == {"[Calendar]": "/years/small/in/calendar/days", "tuesdays": "/years/small/in/tuesdays/days"}
    page = BeautifulSoup(officer.get("/years/small/in/tuesdays/days").text, "html.parser")
    assert [one.text for one in page.select(".which .tag")] == ["Draft: tuesdays", "Provisional"]


def test_what_was_sent_on_a_draft_shows_no_other_calendars(officer: FlaskClient, folder: Path) -> None:
    copytree(folder / "small" / "plan", folder / "small" / "drafts" / "tuesdays")
    page = officer.post("/years/small/in/tuesdays/history", data={})
    assert BeautifulSoup(page.text, "html.parser").select(".drafts") == []
