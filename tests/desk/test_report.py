"""The council's report on the desk: what it will say, its papers, and what the council's own site shows wrongly."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from accessible_documents import faults_of
from desk.sending import hidden
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.desk.work.calls import end_idle

HERE = "/years/small/in/calendar/papers/report"
ANSWER = """<getmeetings><committee><committeeid>4</committeeid><committeetitle>Growth Board</committeetitle>
<committeemeetings><meeting><meetingid>1</meetingid><meetingdate>27/11/2015</meetingdate>
<meetingtime>6.00 am</meetingtime></meeting></committeemeetings></committee></getmeetings>"""


def sent(client: FlaskClient, **files: str) -> TestResponse:
    data = {
        **hidden(client.get(HERE).text),
        "files": [(BytesIO(text.encode()), f"{name}.xml") for name, text in files.items()],
    }
    return client.post(f"{HERE}/site", data=data, content_type="multipart/form-data")


def out_of_order(folder: Path) -> None:
    people = folder / "small" / "plan" / "input" / "people.csv"
    people.write_text(people.read_text(encoding="utf-8") + "EVE,Councillor Eve,councillor\n", encoding="utf-8")


@pytest.fixture(autouse=True, scope="module")
def no_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have none on this machine, for a PDF takes seconds; nor for children, of which none waits from another module."""
    end_idle()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PATH", str(tmp_path_factory.mktemp("nothing")))
        yield
    end_idle()


def test_it_says_in_brief_what_the_report_will_say(viewer: FlaskClient) -> None:
    page = viewer.get(HERE)
    assert page.status_code == 200
    for words in (
        "delegates authority to [to be completed: the post to which changes are delegated]",
        "3 meetings of 2 bodies",
        "who was asked about the draft, from when to when",
        "The report as a Word document",
    ):
        assert words in page.text, words
    assert "Council report" in viewer.get("/years/small/in/calendar/papers").text


def test_its_papers_are_downloaded_and_nothing_is_written(viewer: FlaskClient, folder: Path) -> None:
    report = viewer.get(f"{HERE}/council-report.docx")
    assert report.headers["Content-Disposition"] == "attachment; filename=council-report.docx"
    assert faults_of(report.data) == []
    assert docx.Document(BytesIO(report.data)).core_properties.title
    keying = viewer.get(f"{HERE}/keying.xlsx")
    assert openpyxl.load_workbook(BytesIO(keying.data)).sheetnames == ["Keying"]
    assert not (folder / "small" / "plan" / "keying.xlsx").exists()
    assert viewer.get(f"{HERE}/plan.json").status_code == 404


def test_without_libreoffice_the_pdf_is_refused_in_words(viewer: FlaskClient) -> None:
    page = viewer.get(f"{HERE}/council-report.pdf")
    assert page.status_code == 409
    assert "No PDF was made: LibreOffice is not on this machine" in page.text


def test_a_calendar_that_is_not_in_order_wants_a_reason(officer: FlaskClient, folder: Path) -> None:
    out_of_order(folder)
    page = officer.get(HERE)
    assert page.status_code == 409
    assert "This is not the input that the plan was made from" in page.text
    assert "The report as a Word document" not in page.text
    assert officer.get(f"{HERE}/council-report.docx").status_code == 409
    shown = officer.get(f"{HERE}?anyway=The+new+member+is+no+matter")
    assert shown.status_code == 200
    assert "The reason given: The new member is no matter." in shown.text
    report = officer.get(f"{HERE}/council-report.docx?anyway=The+new+member+is+no+matter")
    assert any("no matter" in one.text for one in docx.Document(BytesIO(report.data)).paragraphs)


def test_what_the_site_shows_wrongly_is_said_and_nothing_is_kept(planner: FlaskClient, folder: Path) -> None:
    page = sent(planner, growth=ANSWER)
    assert page.status_code == 200
    assert "to put right on the site:" in page.text
    assert "the site has it at 06:00" in page.text
    assert "Health Board. Save their answers too." in page.text
    assert list(folder.glob(".arriving-*")) == []


def test_whoever_may_only_look_compares_nothing(viewer: FlaskClient) -> None:
    assert "Compare with" not in viewer.get(HERE).text
    assert sent(viewer, growth=ANSWER).status_code == 403


def test_a_site_that_is_right_is_said_to_be(planner: FlaskClient) -> None:
    empty = ANSWER.replace("Growth Board", "Pigeon Panel").replace("2015", "2014")
    page = sent(planner, empty=empty)
    assert "Nothing that was looked at is shown wrongly." in page.text


@pytest.mark.parametrize("text", ["<rss/>", "<!DOCTYPE x [<!ENTITY a 'b'>]><getmeetings>&a;</getmeetings>", ""])
def test_what_is_no_answer_is_refused_in_words(planner: FlaskClient, text: str, folder: Path) -> None:
    page = sent(planner, bad=text)
    assert page.status_code == 422
    assert "bad.xml" in page.text
    assert list(folder.glob(".arriving-*")) == []


def test_without_a_file_one_is_asked_for(planner: FlaskClient) -> None:
    assert sent(planner).status_code == 422
