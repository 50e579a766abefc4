"""Notices on the desk: who is told what since a step, who must be told by law, and the outbox as one archive."""

import io
import zipfile
from pathlib import Path

from bs4 import BeautifulSoup
from desk.sending import moved
from flask.testing import FlaskClient

SCREEN = "/years/small/in/calendar/papers/notices"


def shown(client: FlaskClient, query: str = "", status: int = 200) -> BeautifulSoup:
    answer = client.get(f"{SCREEN}{query}")
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "html.parser")


def cells(page: BeautifulSoup) -> list[list[str]]:
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def test_what_was_never_published_is_a_first_invitation(officer: FlaskClient) -> None:
    page = shown(officer)
    assert "The calendar has never been published: every notice is a first invitation." in page.text
    assert [" ".join(one.text.split()) for one in page("h2")] == [
        "Members and officers (3)", "Keepers of the rooms (1)", "By law",
    ]  # fmt: skip
    told = {row[0]: row[1] for row in cells(page)}
    assert told["Councillor Ann"].startswith("Health Board: new, ")
    assert "The law asks nothing of these changes." in page.text


def test_since_a_step_only_what_has_changed_is_told_and_why(officer: FlaskClient, folder: Path) -> None:
    moved(folder)
    assert "Nothing has changed for anybody." in shown(officer, "?since=2").text
    page = shown(officer, "?since=1")
    assert [row[0] for row in cells(page)] == [
        "Councillor Ann", "Councillor Bob", "Director of Public Health", "Town Hall",
    ]  # fmt: skip
    assert "What has changed since step 1 of the history (plan" in page.text
    assert "Why: The hall is let" in cells(page)[0][1]
    chosen = page.select_one("option[selected]")
    assert chosen["value"] == "1"
    assert chosen.text.startswith("Step 1, ")
    moved(folder, "2015-11-13", "Bob is away")
    assert "Kept out of every letter, for it names somebody: Bob is away" in shown(officer, "?since=1").text


def test_the_outbox_is_one_archive_for_planners(officer: FlaskClient, viewer: FlaskClient, folder: Path) -> None:
    moved(folder)
    page = shown(officer, "?since=1")
    link = page.find("a", string="Download the outbox")["href"]
    answer = officer.get(link)
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert {"notices/notices.xlsx", "notices/letters.docx", "notices/letters/Councillor Ann (ANN).docx"} <= set(names)
    assert officer.get(link).data == answer.data
    assert shown(viewer, "?since=1").find("a", string="Download the outbox") is None
    assert viewer.get(link).status_code == 403
    assert not (folder / "small" / "plan" / "notices").exists()


def test_by_law_a_council_s_members_are_summoned(officer: FlaskClient, folder: Path) -> None:
    bodies = folder / "small" / "plan" / "input" / "bodies.csv"
    bodies.write_text(
        bodies.read_text()
        .replace("open_to_public\n", "open_to_public,legal_kind\n")
        .replace("HWB,Health Board,2,5,yes", "HWB,Health Board,2,5,yes,full_council")
    )
    refused = shown(officer, status=409)
    assert "This is not the input that the plan was made from" in refused.text
    page = shown(officer, "?anyway=The+kind+was+forgotten")
    assert "Made although something is wrong with the calendar: The kind was forgotten." in page.text
    rows = [row for row in cells(page) if len(row) == 4]
    assert {row[1] for row in rows} == {
        "The public, at the council's offices and on its website",
        "Every member of the council, by a summons",
    }
    assert officer.get(f"{SCREEN}/outbox.zip").status_code == 409


def test_what_cannot_be_compared_is_said(officer: FlaskClient) -> None:
    assert "there is no step 9" in shown(officer, "?since=9", 409).text
