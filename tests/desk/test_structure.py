"""The structure on the desk, and the work programme."""

from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from desk.a_structure import tie
from flask.testing import FlaskClient

PAPERS = "/years/small/in/calendar/papers"


def page_of(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(f"{PAPERS}/{address}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def test_the_structure_is_drawn_and_told_and_leads_to_each_body(folder, officer):
    tie(folder / "small" / "plan")
    page = page_of(officer, "structure")
    links = {link["href"] for link in page.select(".structure-chart svg a")}
    assert links == {f"/years/small/in/calendar/year?view=one&body={body}" for body in ("HWB", "GB")}
    assert "Growth Board reports to Health Board" in [one.text for one in page.select(".structure-chart svg title")]
    assert "Reports and escalates to Health Board." in page.select_one(".of-structure").text
    assert "Communities are at the foot" in page.select_one(".structure-chart svg").text
    assert officer.get(next(iter(sorted(links)))).status_code == 200


def test_the_picture_is_turned_and_handed_out(folder, officer):
    tie(folder / "small" / "plan")
    page = page_of(officer, "structure?communities=top")
    first, second = (link["href"] for link in page.select("main p a.button"))
    picture = officer.get(first)
    assert picture.mimetype == "image/svg+xml"
    assert fromstring(picture.data).get("role") == "img"
    assert "Communities are at the top" in picture.text
    assert "Who reports to whom, in words" in officer.get(second).text
    assert officer.get(f"{PAPERS}/structure/chart.png").status_code == 404


def test_bodies_without_lines_stand_by_themselves(officer):
    page = page_of(officer, "structure")
    assert "No body reports to another." in page.text
    assert "No reporting line" in page.text


def test_the_work_programme_has_reports_findings_and_endings(folder, officer):
    tie(folder / "small" / "plan")
    page = page_of(officer, "work-programme")
    told = " ".join(page.select_one("main").text.split())
    assert "Roads: Nobody leads the project." in told
    assert "Director of Public Health, the sponsor, has no seat at Growth Board on" in told
    assert "Parks Project ends None Last report due on Friday 27 November 2015" in told
    taken = [link["href"] for link in page.select("table a")]
    assert taken[0].startswith("/years/small/in/calendar/meetings/HWB/")


def test_a_year_without_projects_says_so(officer):
    told = page_of(officer, "work-programme").text
    assert "There is no project." in told
    assert "Nothing ends" in told


def test_both_are_among_the_papers(officer):
    links = [link["href"] for link in BeautifulSoup(officer.get(PAPERS).text, "html.parser").select(".card a")]
    assert {f"{PAPERS}/structure", f"{PAPERS}/work-programme"} <= set(links)
