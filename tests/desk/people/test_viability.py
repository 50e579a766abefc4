"""Viability: what `viability` says, who stands in the way as a matrix, and nominations that lead into Membership."""

import json
import re
import shutil
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.commands.sitting_together import Choice, input_read, sitting_together
from scheduler.desk.screens.viability import Shown
from scheduler.messages.viability import viability_document

ADDRESS = "/years/small/viability"
THREE = ("HWB", "GB", "A/B")


def asked(client, **values):
    return client.get(f"{ADDRESS}?{urlencode(values, doseq=True)}")


@pytest.mark.parametrize(
    ("choice", "typed"),
    [
        (Choice(), ()),
        (Choice(("HWB", "PUB")), ("--bodies", "HWB;PUB")),
        (Choice(THREE, day="2015-12-01"), ("--bodies", "HWB;GB;A/B", "--on", "2015-12-01")),
        (Choice(meeting_day="DAY", session="AM"), ("--meeting-day", "DAY", "--session", "AM")),
    ],
)
def test_the_answer_is_that_of_viability(folder, choice, typed):
    source = folder / "small" / "plan" / "input"
    told = json.loads(CliRunner().invoke(main, ["viability", str(source), *typed, "--json"]).stdout)
    answer = sitting_together(source, choice, 30)
    assert viability_document(answer.problem, answer.found) == told


def test_time_may_run_out(folder):
    assert sitting_together(folder / "small" / "plan" / "input", Choice(THREE), 0).found is None


def test_bodies_that_can_sit_at_once(officer):
    page = asked(officer, bodies=["HWB", "PUB"]).text
    assert "Can Health Board and Public Assembly sit at the same time?" in page
    assert '<strong class="tag good">Yes</strong>' in page
    assert "What stands in the way" not in page
    assert "What this rests on" in page


def test_who_stands_in_the_way_is_a_matrix_and_the_fewest_to_be_found(officer):
    page = asked(officer, bodies=THREE, ask="yes").text
    soup = BeautifulSoup(page, "html.parser")
    assert '<strong class="tag bad">No</strong>' in page
    assert "<script>alert" not in page
    rows = soup.select("table.seats tr.in-the-way")
    assert len(rows) == 5
    names = [row.th.get_text(strip=True) for row in rows]
    assert "Councillor Ann" in names
    ann = rows[names.index("Councillor Ann")]
    assert [cell.get_text(strip=True)[:1] for cell in ann.find_all("td")] == ["T", "n", "A", "1"]
    assert "Whoever would have to be found" in page
    assert "3 of 4 voting members there, 3 needed" in page
    assert "not all that is needed" in page
    assert "Try all of them together" in page


def test_a_nomination_is_tried_in_membership(officer):
    page = asked(officer, bodies=THREE, ask="yes").text
    links = [link["href"] for link in BeautifulSoup(page, "html.parser").select("li.card a")]
    values = parse_qs(urlsplit(links[0]).query)
    assert values["kind-1"] == ["substitute"]
    assert values["person-1"] == ["Councillor Ann"]
    tried = officer.get(links[0])
    assert tried.status_code == 422
    assert "It is not said who may deputise." in tried.text


def test_nominations_of_people_who_are_known_fill_the_form(folder, officer):
    tables = folder / "small" / "plan" / "input"
    bodies, people = ((tables / f"{name}.csv").read_text(encoding="utf-8") for name in ("bodies", "people"))
    bodies = bodies.replace("HWB,Health Board,DAY,AM,,,5,,,", "HWB,Health Board,DAY,AM,,,5,,,4")
    bodies = bodies.replace("GB,Growth Board,DAY,AM,,,5,,,2", "GB,Growth Board,DAY,AM,,,5,,,3")
    (tables / "bodies.csv").write_text(bodies, encoding="utf-8")
    (tables / "people.csv").write_text(f"{people}GUS,Councillor Gus,Council,councillor,\n", encoding="utf-8")
    page = asked(officer, ask="yes", session="DAY:AM").text
    assert "The fewest nominations" in page
    links = [link["href"] for link in BeautifulSoup(page, "html.parser").select("li.card a")]
    assert len(links) == 1
    tried = officer.get(links[0])
    assert tried.status_code == 200
    assert "Councillor Gus may deputise for" in tried.text


def test_what_one_slot_more_would_save(folder):
    answer = sitting_together(folder / "small" / "plan" / "input", Choice(THREE), 30)
    shown = Shown(answer.problem, answer.found, in_calendar=False)
    assert [slots for slots, *_ in shown.slots] == sorted({slots for slots, *_ in shown.slots})
    assert {one.address for one in shown.nominations} == {""}
    assert shown.all_at_once == ""


def test_before_anything_is_planned_the_workbook_is_asked(officer, folder):
    shutil.rmtree(folder / "small" / "plan")
    page = asked(officer, bodies=THREE, ask="yes").text
    assert "Whoever would have to be found" in page
    assert "Try this" not in page
    assert input_read(folder / "small" / "workbook").settings.title == "Busy year"


def test_the_page_asks_before_it_answers(viewer):
    page = viewer.get(ADDRESS).text
    assert "The answer is shown here." in page
    assert "Partnership day, AM" in page


@pytest.mark.parametrize(
    ("values", "place", "words"),
    [
        ({"bodies": "HWB"}, "bodies", "Choose two bodies or more, or a session."),
        ({"bodies": ["HWB", "<b>"]}, "bodies", "is not the code of a body"),
        ({"session": "NO:SUCH"}, "session", "is no meeting day here"),
        ({"bodies": THREE, "on": "someday"}, "on", "is no date"),
        ({"bodies": THREE, "on": "2031-01-01"}, "on", "is outside the calendar"),
    ],
)
def test_what_is_wrong_with_the_question_is_told_at_its_field(officer, values, place, words):
    answer = asked(officer, ask="yes", **values)
    assert answer.status_code == 422
    summary = BeautifulSoup(answer.text, "html.parser").select_one("div.faults")
    assert words in summary.get_text()
    assert summary.a["href"] == f"#{place}"
    assert "--" not in summary.get_text()
    assert not re.search(r"<b>\W", answer.text)


def test_the_only_session_is_meant_where_none_is_chosen(officer):
    assert "in the session AM of Partnership day" in asked(officer, ask="yes", seconds="60").text
