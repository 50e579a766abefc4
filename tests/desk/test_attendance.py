"""Attendance on the desk: a record is told first and then kept, and what follows from it is shown and taken away."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from desk.logged_in import client_of
from desk.sending import hidden
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.desk.access import PUBLISHER

HERE = "/years/small/in/calendar/papers/attendance"
HEADINGS = "date,body,number,person,came"


def dates(folder: Path) -> dict[str, str]:
    meetings = json.loads((folder / "small" / "plan" / "plan.json").read_text(encoding="utf-8"))["meetings"]
    return {f"{one['body']}{one['sequence']}": one["date"] for one in meetings}


def later(folder: Path, day: str = "2015-11-28") -> FlaskClient:
    """Return an officer for whom the calendar's meetings have been held."""
    (folder / "small" / "year.json").write_text(f'{{"title": "Small year", "today": "{day}"}}', encoding="utf-8")
    return client_of(folder, "small", PUBLISHER)


def rows(folder: Path, *marks: str) -> str:
    when = dates(folder)
    return "\n".join([HEADINGS, *(f"{when['HWB1']},HWB,1,{mark}" for mark in marks)])


def sent(client: FlaskClient, *records: str, **fields: str) -> TestResponse:
    files = [(BytesIO(text.encode()), "door.csv") for text in records]
    data = {**hidden(client.get(HERE).text), **fields, "files": files}
    return client.post(f"{HERE}/records", data=data, content_type="multipart/form-data")


def kept(client: FlaskClient, page: TestResponse, **fields: str) -> TestResponse:
    token = re.search(r'name="token" value="(\w+)"', page.text)
    assert token is not None
    return client.post(f"{HERE}/keep", data={**hidden(page.text), "token": token[1], **fields})


def waiting(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(".arriving-*")]


def test_without_a_register_it_says_where_one_comes_from(officer: FlaskClient) -> None:
    page = officer.get(HERE)
    assert page.status_code == 200
    assert "Nothing is recorded yet." in page.text
    assert officer.get(f"{HERE}/attendance.xlsx").status_code == 404


def test_a_record_is_told_and_then_kept(folder: Path) -> None:
    officer = later(folder)
    told = sent(officer, rows(folder, "ANN,yes", "BOB,apologies"))
    assert told.status_code == 200
    assert "2 marks of 1 meeting:" in told.text
    assert "Nothing is kept yet." in told.text
    assert not (folder / "small" / "plan" / "attendance").exists()
    answer = kept(officer, told)
    assert (answer.status_code, answer.location) == (303, HERE)
    assert waiting(folder) == []
    page = officer.get(HERE)
    assert "The register has a record of 1 meeting." in page.text
    soup = BeautifulSoup(page.text, "html.parser")
    assert [cell.text for cell in soup.select(".of-shares td")] == ["50"]
    assert soup.select_one(".of-shares td")["class"] == ["number", "share-2"]
    names = [one.text for one in soup.select("main summary")]
    assert [name.split(" (")[0] for name in names] == [
        *("Six months", "Who came", "No record", "Missed", "Stand down", "Return by member")
    ]
    for name in ("attendance.xlsx", "return-by-member.docx"):
        with officer.get(f"{HERE}/{name}") as file:
            assert file.content_type.startswith("application/vnd.openxml")
    index = officer.get("/years/small/in/calendar/papers")
    assert "Attendance" in index.text


def test_a_councillor_whose_months_are_over_stands_on_top(folder: Path) -> None:
    officer = later(folder)
    kept(officer, sent(officer, rows(folder, "ANN,yes")))
    text = later(folder, "2016-05-28").get(HERE).text
    assert "to be looked at: six months" in text
    assert "please check at once" in text


def test_what_cannot_be_is_told_by_row_and_nothing_waits(folder: Path) -> None:
    officer = later(folder)
    answer = sent(officer, rows(folder, "ANNE,yes", "BOB,perhaps"))
    assert answer.status_code == 422
    assert "door.csv, row 2, column person" in answer.text
    assert "door.csv, row 3, column came" in answer.text
    assert waiting(folder) == []
    assert sent(officer).status_code == 422


def test_a_correction_is_asked_for(folder: Path) -> None:
    officer = later(folder)
    kept(officer, sent(officer, rows(folder, "ANN,yes")))
    assert sent(officer, rows(folder, "ANN,no")).status_code == 422
    told = sent(officer, rows(folder, "ANN,no"), correct="yes")
    assert "Corrected: Councillor Ann" in told.text
    assert kept(officer, told, correct="yes").status_code == 303
    assert "Corrected" not in sent(officer, rows(folder, "ANN,no")).text
    register = json.loads((folder / "small" / "plan" / "attendance" / "record.json").read_text(encoding="utf-8"))
    assert [mark["came"] for mark in register["marks"]] == ["absent"]


def test_records_that_are_gone_are_asked_for_again(folder: Path) -> None:
    officer = later(folder)
    told = sent(officer, rows(folder, "ANN,yes"))
    for path in folder.glob(".arriving-*"):
        path.rename(folder / "elsewhere")
    assert kept(officer, told).status_code == 303
    assert "The records are no longer here." in officer.get(HERE).text
    assert officer.post(f"{HERE}/keep", data={**hidden(officer.get(HERE).text), "token": "../x"}).status_code == 400


def test_both_papers_can_be_written_anew(folder: Path) -> None:
    officer = later(folder)
    kept(officer, sent(officer, rows(folder, "ANN,yes")))
    (folder / "small" / "plan" / "attendance" / "return-by-member.docx").unlink()
    assert officer.post(f"{HERE}/keep", data=hidden(officer.get(HERE).text)).status_code == 303
    assert (folder / "small" / "plan" / "attendance" / "return-by-member.docx").exists()


def test_a_calendar_that_is_not_in_order_wants_a_reason(folder: Path) -> None:
    officer = later(folder)
    people = folder / "small" / "plan" / "input" / "people.csv"
    people.write_text(people.read_text(encoding="utf-8") + "EVE,Councillor Eve,councillor\n", encoding="utf-8")
    told = sent(officer, rows(folder, "ANN,yes"))
    refused = kept(officer, told)
    assert refused.status_code == 409
    assert "This is not the input that the plan was made from" in refused.text
    assert kept(officer, refused, anyway="The new member is no matter").status_code == 303
    assert "The new member is no matter" in (folder / "small" / "plan" / "papers.json").read_text(encoding="utf-8")


def test_whoever_may_only_look_reads_no_records(viewer: FlaskClient) -> None:
    page = viewer.get(HERE)
    assert page.status_code == 200
    assert "Read records" not in page.text


@pytest.mark.parametrize("method", ["records", "keep"])
def test_a_viewer_keeps_nothing(viewer: FlaskClient, method: str) -> None:
    assert viewer.post(f"{HERE}/{method}", data=hidden(viewer.get(HERE).text)).status_code == 403
