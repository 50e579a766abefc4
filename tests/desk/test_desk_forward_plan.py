"""The forward plan on the desk: what is late first, what is due next, every decision, and files to hand out."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from desk.a_forward_plan import decide
from flask.testing import FlaskClient

SCREEN = "/years/small/in/calendar/papers/forward-plan"


def shown(client: FlaskClient) -> BeautifulSoup:
    answer = client.get(SCREEN)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def cells(page: BeautifulSoup, table: int) -> list[list[str]]:
    rows = page("table")[table].select("tbody tr")
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")] for row in rows]


def test_without_decisions_it_says_where_they_are_typed(officer: FlaskClient) -> None:
    page = shown(officer)
    assert "No decision is planned." in page.text
    assert page.find("a", string="Open the workbook")["href"] == "/years/small/workbook"


def test_late_notices_come_first_then_those_to_give_then_every_decision(viewer: FlaskClient, folder: Path) -> None:
    decide(folder / "small" / "plan")
    page = shown(viewer)
    assert [one.text for one in page("h2")][:4] == ["Late", "Notices to give next", "Decisions by month", "Files"]
    (late, *_) = [" ".join(one.text.split()) for one in page.select(".warning li")]
    assert late.startswith("Homes <b>, Health Board, ")
    assert "Key decisions on the forward plan: due by " in late
    assert "2015, given on Tuesday 20 October 2015. Late: " in late
    coming = cells(page, 0)
    assert {row[1] for row in coming} <= {
        "Key decisions on the forward plan", "Second notice of business in private",
    }  # fmt: skip
    months = cells(page, 1)
    assert [row[0].split(" ")[0] for row in months if len(row) == 1] == ["November", "Day"]
    libraries = next(row for row in months if row[0].startswith("Libraries"))
    assert "There is no meeting on Sunday 1 November 2015; the nearest are on" in libraries[1]
    accounts = next(row for row in months if row[0].startswith("Accounts"))
    assert accounts[2:] == ["None that the law asks for", "Not named"]
    homes = next(row for row in months if row[0].startswith("Homes"))
    assert (homes[0], homes[3]) == ("Homes <b> Key decision In private Late", "Director of Public Health")
    links = [one["href"] for one in page("table")[1]("a")]
    assert links[0] == "/years/small/in/calendar/meetings/GB/1"


def test_a_notice_that_nobody_recorded_is_late_once_its_day_has_passed(officer: FlaskClient, folder: Path) -> None:
    decide(folder / "small" / "plan")
    officer.get(SCREEN)
    (folder / "small" / "year.json").write_text('{"title": "Small", "today": "2015-11-01"}', encoding="utf-8")
    late = " ".join(shown(officer).select(".warning")[0].text.split())
    assert "Parks" in late
    assert "not recorded as given" in late


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("calendar.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("data/outlook.csv", "text/csv; charset=utf-8"),
        ("data/oparl.json", "application/json"),
        ("data/changes.atom", "application/atom+xml; charset=utf-8"),
    ],
)
def test_its_files_are_handed_out(viewer: FlaskClient, folder: Path, name: str, kind: str) -> None:
    addresses = [one["href"] for one in shown(viewer).select("main a") if SCREEN in one["href"]]
    assert f"{SCREEN}/{name}" in addresses
    answer = viewer.get(f"{SCREEN}/{name}")
    assert (answer.status_code, answer.content_type) == (200, kind)
    assert answer.data == (folder / "small" / "plan" / name).read_bytes()
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name.rsplit('/', maxsplit=1)[-1]}"


@pytest.mark.parametrize("name", ["plan.json", "forward-plan.html", "input/people.csv", "../year.json", "nothing"])
def test_no_other_file_is_handed_out(viewer: FlaskClient, name: str) -> None:
    """The forward plan is not there where nobody asks for one."""
    assert viewer.get(f"{SCREEN}/{name}").status_code == 404
