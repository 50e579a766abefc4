"""Journeys to a year that is planned: from a blank workbook, from one with faults, and from an example."""

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from desk.browsing import Keys, Served, follow
from given_files import FAULTY, workbook
from playwright.sync_api import FilePayload, Page, expect
from real_browser import SECONDS, barriers

pytestmark = pytest.mark.slow

MINUTE = 90
SETTINGS = {
    "Name of the calendar": "Anytown 2027-28",
    "First day": date(2027, 5, 10),
    "Last day": date(2028, 5, 5),
}
ROWS = {
    "Bodies": [
        {"Body (code)": "COUNCIL", "Name": "Full Council", "Fewest meetings in the year": 4, "Weekdays": "Thu"},
        {"Body (code)": "PLAN", "Name": "Planning Committee", "Fewest meetings in the year": 10, "Weekdays": "Tue;Wed"},
    ],
    "People": [{"Person (code)": code, "Name": f"Councillor {code}"} for code in ("ANN", "BOB", "CYD")],
    "Memberships": [
        {"Person": code, "Body": body, "Role": "Chair" if code == "ANN" else ""}
        for body in ("COUNCIL", "PLAN")
        for code in ("ANN", "BOB", "CYD")
    ],
    "Rooms": [{"Room (code)": "CC", "Name": "Chamber", "Venue": "Town Hall", "How many it seats": 60}],
}


def fill_in(path: Path) -> None:
    """Fill a blank workbook in as an officer does in Excel: by its headings."""
    book = openpyxl.load_workbook(path)
    for name, value in book["Settings"].iter_rows(min_row=2, max_col=2):
        if name.value in SETTINGS:
            value.value = SETTINGS[name.value]
    for sheet, rows in ROWS.items():
        headings = {cell.value: cell.column for cell in book[sheet][1]}
        for number, row in enumerate(rows, start=2):
            for heading, value in row.items():
                book[sheet].cell(number, headings[heading]).value = value or None
    book.save(path)


@pytest.fixture
def faulty(folder: Path) -> Path:
    """The workbook of a year with faults, each of which one value mends."""
    path = folder / "faulty" / "workbook" / "workbook.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(workbook(**FAULTY))
    return path


def planned(page: Page, served: Served) -> None:
    """Plan the year that is shown, and look at it."""
    follow(page.get_by_role("navigation", name="This year").get_by_role("link", name="Plan it"))
    page.get_by_label("1 minute").check()
    follow(page.get_by_role("button", name="Plan it"))
    job = served.desk.work.ended(int(re.findall(r"/jobs/(\d+)", page.url)[0]), MINUTE)
    assert job.outcome == "done"
    page.goto("/")


@pytest.mark.parametrize("either_page", [True, False], indirect=True, ids=["scripts", "no scripts"])
def test_a_blank_workbook_becomes_a_calendar(either_page: Page, served_desk: Served, tmp_path: Path) -> None:
    page = either_page
    page.goto("/")
    follow(page.get_by_role("link", name="Open a workbook"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download a blank one to fill in").click()
    path = tmp_path / "Our year.xlsx"
    download.value.save_as(path)
    fill_in(path)
    page.get_by_label("Workbook, and the diaries that it names").set_input_files(path)
    follow(page.get_by_role("button", name="Open it"))
    assert "Anytown 2027-28 was opened, and can be planned." in page.get_by_role("status").all_inner_texts()[0]
    planned(page, served_desk)
    assert "14 meetings, none confirmed yet" in page.get_by_role("main").inner_text()


def test_what_is_no_workbook_is_told_and_what_was_typed_stays(either_page: Page) -> None:
    page = either_page
    page.goto("/begin/workbook")
    picture: FilePayload = {"name": "year.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    page.get_by_label("Workbook, and the diaries that it names").set_input_files(picture)
    page.get_by_label("What to call the year").fill("Our year")
    follow(page.get_by_role("button", name="Open it"))
    assert "year.xlsx seems to be a picture" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("What to call the year").input_value() == "Our year"
    page.get_by_role("alert").get_by_role("link").click()
    expect(page).to_have_url(re.compile("#files$"))


def test_files_that_are_dropped_are_chosen(page: Page) -> None:
    page.goto("/begin/workbook")
    page.evaluate("""() => {
        const files = new DataTransfer();
        files.items.add(new File(["x"], "a.xlsx"));
        files.items.add(new File(["y"], "b.ics"));
        const place = document.querySelector("[data-drop]");
        for (const kind of ["dragenter", "dragover", "drop"]) {
            place.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
        }
    }""")
    chosen = page.locator("[data-drop] [role=status]")
    expect(chosen).to_have_text("Chosen: a.xlsx (0.1 MB), b.ics (0.1 MB)")
    page.evaluate("""() => {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(51 * 1024 * 1024)], "large.xlsx"));
        const field = document.querySelector("input[type=file]");
        field.files = files.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
    }""")
    page.get_by_role("button", name="Open it").click()
    expect(chosen).to_contain_text("51.0 MB are chosen, and at most 50 MB can be sent at once. Nothing was sent.")
    assert page.url.endswith("/begin/workbook")


def test_faults_are_mended_to_a_year_that_can_be_planned(either_page: Page, faulty: Path) -> None:
    page = either_page
    page.goto("/years/faulty/faults")
    assert page.locator("li.mend").count() == 9
    page.get_by_role("link", name="bodies: 3").click()
    follow(page.get_by_role("button", name=re.compile("Write “Tuesday”")))
    page.get_by_text("1 cell mended.").wait_for()
    page.get_by_label("What settings!B2 should say").fill("Small year")
    page.get_by_label("What settings!B5 should say").fill("31/02/2015")
    follow(page.get_by_role("button", name="Write them into the workbook").last)
    assert "February 2015 has 28 days" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("What settings!B2 should say").input_value() == "Small year"
    page.get_by_label("What settings!B5 should say").fill("27/11/2015")
    page.get_by_label("What bodies!D2 should say").select_option("Yes")
    page.get_by_label("What bodies!C3 should say").fill("1")
    page.get_by_label("What memberships!B2 should say").fill("HWB")
    page.get_by_label("What memberships!C2 should say").select_option("Chair")
    page.get_by_label("What memberships!C3 should say").select_option("Member")
    page.get_by_label("What memberships!B6 should say").fill("GB")
    follow(page.get_by_role("button", name="Write them into the workbook").last)
    page.get_by_text("The workbook can be planned now.").wait_for()
    assert openpyxl.load_workbook(faulty)["settings"]["B2"].value == "Small year"
    follow(page.get_by_role("link", name="The workbook", exact=True))
    assert "settings!B5 (Last day): “sometime” is now “27/11/2015”." in page.get_by_role("main").inner_text()


def test_faults_are_mended_by_keyboard_alone(keys: Keys, faulty: Path) -> None:
    keys.page.goto("/years/faulty/faults")
    keys.press("link", "bodies: 3")
    keys.follow("button", re.compile("Write “Tuesday”"))
    keys.page.get_by_text("1 cell mended.").wait_for()
    keys.type("What settings!B2 should say", "Small year")
    keys.choose("What bodies!D2 should say", "Yes")
    keys.type(re.compile("What settings!B5 should say"), "27/11/2015")
    with keys.page.expect_navigation(timeout=1000 * SECONDS):
        keys.page.keyboard.press("Enter")  # in a box, as in any form
    assert "3 cells mended." in keys.page.get_by_role("status").first.inner_text()
    assert openpyxl.load_workbook(faulty)["bodies"]["E2"].value == "Tuesday"


def test_an_example_is_opened_by_one_key(keys: Keys) -> None:
    keys.page.goto("/")
    keys.follow("button", re.compile("Try it : A district council"))
    assert "Marlbeck District Council" in keys.page.get_by_role("heading", level=1).inner_text()
    assert "can be planned" in keys.page.get_by_role("status").first.inner_text()


def test_an_example_is_opened_by_one_click(either_page: Page) -> None:
    either_page.goto("/")
    follow(either_page.get_by_role("button", name=re.compile("Try it : A district council")))
    assert "Marlbeck District Council" in either_page.get_by_role("heading", level=1).inner_text()


def test_a_page_with_faults_and_with_errors_has_no_barrier(page: Page, faulty: Path) -> None:
    page.goto("/years/faulty/faults")
    page.get_by_label("What settings!B5 should say").fill("31/02/2015")
    follow(page.get_by_role("button", name="Write them into the workbook").last)
    page.get_by_role("alert").wait_for()
    assert barriers(page) == []


def test_help_is_led_to_and_its_words_are_looked_for(page: Page) -> None:
    page.goto("/years/small/faults")
    follow(page.get_by_role("link", name="Help"))
    expect(page).to_have_url(re.compile("/help#faults$"))
    follow(page.get_by_role("link", name="The words"))
    page.get_by_label("Look for").fill("quorum needed")
    follow(page.get_by_role("button", name="Show"))
    page.locator("dt", has_text="Quorum needed").wait_for()
