"""Papers of each day: which days and papers there are, what is handed out, and what is refused."""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from scheduler.desk.screens.downloads import SPREADSHEET, WORD

DAYS = "/years/small/in/calendar/papers/days"
OF_A_DAY = [
    "run-sheet.docx",
    "door-signs.docx",
    "name-plates.docx",
    "sign-in.docx",
    "sign-in.xlsx",
    "members-pages.docx",
]


def days_in(client: FlaskClient) -> list[str]:
    page = BeautifulSoup(client.get(DAYS).text, "html.parser")
    return [str(one["href"]) for one in page.select(".of-days a")]


def papers_in(client: FlaskClient, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).text, "html.parser")
    return [str(one["href"]) for one in page.select("main table a")]


def private_day(client: FlaskClient) -> str:
    """Return the address of a day on which only the Growth Board meets, which is not open to the public."""
    for address in days_in(client):
        if "Growth Board" in client.get(address.replace("/papers/days/", "/days/")).text:
            return address
    raise LookupError("no such day")


def test_each_day_leads_to_its_papers_and_back(viewer: FlaskClient) -> None:
    found = days_in(viewer)
    assert found
    assert all(re.fullmatch(rf"{DAYS}/2015-11-\d\d", one) for one in found)
    page = viewer.get(found[0]).text
    day = found[0].replace("/papers/days/", "/days/")
    assert f'href="{day}"' in page
    assert f'href="{found[0]}"' in viewer.get(day).text
    assert [one.rsplit("/", 1)[1] for one in papers_in(viewer, found[0])] == OF_A_DAY


def test_a_paper_is_handed_out_as_a_file(viewer: FlaskClient) -> None:
    first = days_in(viewer)[0]
    day = first.rsplit("/", 1)[1]
    sheet = viewer.get(f"{first}/run-sheet.docx")
    assert (sheet.status_code, sheet.content_type) == (200, WORD)
    assert sheet.headers["Content-Disposition"] == f"attachment; filename={day}-run-sheet.docx"
    assert docx.Document(BytesIO(sheet.data)).paragraphs[0].text == "Run sheet"
    assert viewer.get(f"{first}/sign-in.xlsx").content_type == SPREADSHEET


def test_all_of_a_day_come_in_one_archive(viewer: FlaskClient) -> None:
    first = days_in(viewer)[0]
    archive = viewer.get(f"{first}/all.zip")
    with ZipFile(BytesIO(archive.data)) as files:
        assert files.namelist() == OF_A_DAY
        assert files.read("run-sheet.docx") == viewer.get(f"{first}/run-sheet.docx").data
    assert viewer.get(f"{first}/all.zip").data == archive.data


def test_private_meetings_are_named_on_doors_only_where_that_is_asked_for(viewer: FlaskClient) -> None:
    address = private_day(viewer)

    def named(file: str) -> bool:
        tables = docx.Document(BytesIO(viewer.get(file).data)).tables
        return any("Growth Board" in cell.text for table in tables for row in table.rows for cell in row.cells)

    assert not named(f"{address}/door-signs.docx")
    asked = papers_in(viewer, f"{address}?names=yes")
    assert named(next(one for one in asked if "door-signs" in one))


@pytest.mark.parametrize(
    "address", ["2015-11-01", "today", "2015-11-01/run-sheet.docx", "DAY/plan.json", "DAY/catering-order.docx"]
)
def test_what_there_is_not_is_not_found(viewer: FlaskClient, address: str) -> None:
    first = days_in(viewer)[0].rsplit("/", 1)[1]
    assert viewer.get(f"{DAYS}/{address.replace('DAY', first)}").status_code == 404


def test_a_calendar_that_breaks_a_rule_gets_papers_only_for_a_reason(viewer: FlaskClient, folder: Path) -> None:
    place = folder / "small" / "plan" / "plan.json"
    document = json.loads(place.read_bytes())
    meeting = next(one for one in document["meetings"] if one["body"] == "GB")
    meeting["start"], meeting["end"] = "11:15", "13:15"
    place.write_text(json.dumps(document), encoding="utf-8")
    address = f"{DAYS}/{meeting['date']}"
    page = viewer.get(address)
    assert page.status_code == 200
    assert "wrong." in page.text
    assert papers_in(viewer, address) == []
    sent_back = viewer.get(f"{address}/run-sheet.docx")
    assert (sent_back.status_code, sent_back.location) == (302, address)
    made = papers_in(viewer, f"{address}?anyway=The+Mayor+asks")
    assert viewer.get(made[0]).content_type == WORD
    assert all(one.endswith("?anyway=The+Mayor+asks") for one in made)
