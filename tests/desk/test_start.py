"""Start: the years of a desk, and where a new one comes from; whatever is sent, no half-made year is left."""

import errno
import gc
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from desk.sending import hidden
from flask.testing import FlaskClient
from given_files import ICS, PICTURE, bomb, with_macros, workbook
from small_input import TABLES, write_input
from werkzeug.datastructures import FileStorage

from scheduler.desk.desk import EXTENSION
from scheduler.desk.screens import start
from scheduler.desk.screens.start import EXAMPLES
from scheduler.desk.years import ARRIVING, BEGUN, Years
from scheduler.outputs.history import Step, note
from scheduler.outputs.template import example_names


@pytest.fixture
def left(folder: Path) -> Iterator[None]:
    """Nothing that was begun is left in the desk's folder."""
    yield
    assert [path.name for path in folder.iterdir() if path.name.startswith((BEGUN, ARRIVING))] == []


def send(client: FlaskClient, page: str, files: dict[str, bytes] | None = None, **fields: str) -> Any:
    """Send the form of a page, with files."""
    data: dict[str, Any] = {**hidden(client.get(page).text), **fields}
    if files is not None:
        data["files"] = [(io.BytesIO(content), name) for name, content in files.items()]
        answer = client.post(page, data=data, content_type="multipart/form-data")
        answer.request.environ["wsgi.input"].close()  # a large body is a temporary file
        return answer
    return client.post(page, data=data)


def words(page: str) -> str:
    """Return what a reader sees of a page."""
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


# -- the list


def test_an_empty_desk_offers_ways_to_begin(officer: FlaskClient, folder: Path) -> None:
    (folder / "small").rename(folder / ".away")
    page = officer.get("/").text
    assert "Where would you like to begin?" in page
    assert page.count("Try it") == len(EXAMPLES) == 4
    assert [one.name for one in EXAMPLES] == sorted(example_names(), key=[one.name for one in EXAMPLES].index)


def test_each_year_says_how_far_it_is(officer: FlaskClient, folder: Path) -> None:
    page = words(officer.get("/").text)
    assert "Small year Monday 2 November 2015 to Friday 27 November 2015 Planned 3 meetings, none confirmed yet" in page
    note(folder / "small" / "plan", Step("publish"))
    year = officer.application.extensions[EXTENSION].years.named("small")
    year.tell(planned_from="another")
    page = words(officer.get("/").text)
    assert "Published on " in page
    assert "The workbook changed since this plan." in page
    plan = folder / "small" / "plan" / "plan.json"
    written = json.loads(plan.read_text(encoding="utf-8"))
    for meeting in written["meetings"]:
        meeting["status"] = "confirmed"
    plan.write_text(json.dumps(written), encoding="utf-8")
    assert "3 meetings, all confirmed" in words(officer.get("/").text)
    written["meetings"][0]["status"] = "provisional"
    plan.write_text(json.dumps(written), encoding="utf-8")
    assert "3 meetings, 2 confirmed" in words(officer.get("/").text)
    plan.write_text("{", encoding="utf-8")
    assert "The calendar cannot be read." in officer.get("/").text


def test_years_with_faults_and_without_a_plan_are_told_apart(officer: FlaskClient, folder: Path) -> None:
    write_input(folder / "faulty" / "workbook", bodies="body,name\nHWB,\n")
    write_input(folder / "ready" / "workbook")
    page = officer.get("/").text
    assert re.search('href="/years/faulty/faults">[0-9]+ things to put right', page)
    assert "It can be planned." in page


def test_a_year_that_cannot_be_looked_at_does_not_hide_the_others(
    officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_book: object, _work: object) -> None:
        raise start.MeetingDayError("The child died.")

    monkeypatch.setattr(start.Workbook, "findings", fails)
    assert "Cannot be read</strong> The child died." in officer.get("/").text


def test_a_viewer_is_offered_nothing_to_begin(viewer: FlaskClient) -> None:
    assert "Begin another" not in viewer.get("/").text
    for page in ("/begin/workbook", "/begin/files", "/begin/next-year", "/begin/blank.xlsx"):
        assert viewer.get(page).status_code == 403


# -- a workbook


@pytest.mark.usefixtures("left")
def test_a_workbook_becomes_a_year(planner: FlaskClient, folder: Path) -> None:
    content = workbook()
    answer = send(planner, "/begin/workbook", {"../../Our <b>year</b>.xlsx": content})
    assert (answer.status_code, answer.location) == (303, "/years/small-calendar/")
    assert "Small calendar was opened, and can be planned." in planner.get(answer.location).text
    assert (folder / "small-calendar" / "workbook" / "workbook.xlsx").read_bytes() == content
    again = send(planner, "/begin/workbook", {"x.xlsx": workbook()}, title=" The same <i> again ")
    assert again.location == "/years/the-same-i-again/"
    assert "The same &lt;i&gt; again" in planner.get("/").text


@pytest.mark.usefixtures("left")
def test_a_workbook_with_faults_leads_to_them(planner: FlaskClient) -> None:
    faulty = workbook(bodies="body,name,quorum\nHWB,Board,lots\nGB,Growth,\n", settings="setting,value\n")
    answer = send(planner, "/begin/workbook", {"Our year.xlsx": faulty})
    assert answer.location == "/years/our-year/faults"
    page = planner.get(answer.location).text
    assert "4 things must be put right first" in page
    assert "Bodies!C2" in page.replace("bodies!C2", "Bodies!C2")


@pytest.mark.usefixtures("left")
def test_diaries_come_with_a_workbook_and_macros_stay_away(planner: FlaskClient, folder: Path) -> None:
    book = workbook(busy_calendars="kind,who,file\nperson,ANN,ann.ics\n")
    answer = send(planner, "/begin/workbook", {"y.xlsx": book, "Ann.ics": ICS, "other.ics": ICS}, title="Diaries")
    assert sorted(path.name for path in (folder / "diaries" / "workbook").iterdir()) == [
        *("ann.ics", "other.ics", "workbook.xlsx"),
    ]
    assert "other.ics is kept, but no row of the workbook names it" in planner.get(answer.location).text
    answer = send(planner, "/begin/workbook", {"macros.xlsm": with_macros()}, title="Macros")
    assert "macros.xlsm has macros. They were not run" in planner.get(answer.location).text


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "No file was chosen"),
        ({"year.xlsx": b""}, "year.xlsx is an empty file"),
        ({"../<img src=x>.xlsx": PICTURE}, "Img src x .xlsx seems to be a picture"),
        ({"bomb.xlsx": bomb()}, "unpacks to more than 100 MB"),
        ({"large.xlsx": b"PK\x03\x04" + bytes(30_000_000)}, "larger than 20 MB"),
        ({f"{n}.csv": b"a,b\n1,2\n" for n in range(250)}, "250 files were chosen, and at most 200"),
        ({"rooms.csv": TABLES["rooms"].encode(), "y.docx": b"PK\x03\x04"}, "only half there, or damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_was_typed_still_there(
    planner: FlaskClient, folder: Path, files: dict[str, bytes], said: str
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    answer = send(planner, "/begin/workbook", files, title="What I <typed>")
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert 'value="What I &lt;typed&gt;"' in answer.text
    assert '<a href="#files">' in answer.text
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("left")
def test_more_than_can_be_sent_is_a_page(planner: FlaskClient) -> None:
    answer = send(planner, "/begin/workbook", {"a.xlsx": bytes(60 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "At most 50 MB can be sent" in answer.text
    answer = send(planner, "/begin/workbook", {f"{n}.csv": b"" for n in range(1_100)})
    assert answer.status_code == 413
    del answer
    gc.collect()  # what was read of the files before there were too many


@pytest.mark.usefixtures("left")
def test_a_full_disk_leaves_nothing_half_made(
    planner: FlaskClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: FileStorage, _path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = sorted(path.name for path in folder.iterdir())
    monkeypatch.setattr(FileStorage, "save", full)
    answer = send(planner, "/begin/workbook", {"a.xlsx": workbook()}, title="My year")
    assert answer.status_code == 507
    assert "Make room on the disk" in answer.text
    assert "My year" in answer.text
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_form_sent_twice_makes_one_year(planner: FlaskClient, folder: Path) -> None:
    data = hidden(planner.get("/begin/workbook").text)

    def sent() -> str | None:
        files = {"files": [(io.BytesIO(workbook()), "a.xlsx")]}
        answer = planner.post("/begin/workbook", data={**data, **files}, content_type="multipart/form-data")
        return answer.location

    assert [sent(), sent()] == ["/years/small-calendar/"] * 2
    assert not (folder / "small-calendar-2").exists()


def test_what_was_begun_when_the_desk_was_ended_is_taken_away(folder: Path) -> None:
    for name in (f"{BEGUN}1", f"{ARRIVING}2", "small/.changing-3"):
        (folder / name).mkdir()
    (folder / f"{ARRIVING}4").write_bytes(b"x")
    (folder / "small" / ".year.json-5").write_text("{}", encoding="utf-8")
    Years(folder).clear_up()
    assert sorted(path.name for path in folder.iterdir()) == ["small"]
    assert sorted(path.name for path in (folder / "small").iterdir()) == ["plan", "workbook", "year.json"]


def test_a_blank_workbook_is_sent(planner: FlaskClient) -> None:
    answer = planner.get("/begin/blank.xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=calendar-to-fill-in.xlsx"
    assert "Bodies" in openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames


# -- other beginnings


@pytest.mark.usefixtures("left")
def test_an_example_is_one_click(planner: FlaskClient, folder: Path) -> None:
    data = hidden(planner.get("/").text)
    answer = planner.post("/begin/example", data={**data, "name": "district-2027-28"})
    assert answer.status_code == 303
    code = answer.location.split("/")[2]
    assert (folder / code / "workbook" / "workbook.xlsx").is_file()
    assert "can be planned" in planner.get(answer.location).text
    data = hidden(planner.get("/").text)
    assert planner.post("/begin/example", data={**data, "name": "../x"}).status_code == 400


@pytest.mark.usefixtures("left")
def test_what_a_council_has_becomes_a_year_with_what_to_look_at(planner: FlaskClient, folder: Path) -> None:
    lines = "".join(f"Planning Committee,{day}/2026,18:00,Chamber\n" for day in ("06/01", "03/02", "03/03", "07/04"))
    files = {"../calendar.csv": f"Committee,Date,Time,Venue\n{lines}".encode()}
    answer = send(planner, "/begin/files", files, title="From files", of_last_year="yes")
    assert answer.location == "/years/from-files/begun"
    page = planner.get(answer.location).text
    assert "What was guessed" in page
    assert "<strong>calendar.csv</strong>" in page
    assert "Download the workbook" in page
    assert planner.get("/years/small/begun").status_code == 404
    answer = send(planner, "/begin/files", {"x.pdf": b"%PDF-1.4"}, of_last_year="yes", title="Mine")
    assert (answer.status_code, "seems to be a PDF" in answer.text) == (422, True)
    assert 'value="Mine"' in answer.text
    assert (folder / "from-files" / "workbook" / "workbook.xlsx").is_file()


@pytest.mark.usefixtures("left")
def test_the_next_year_is_made_of_one_that_is_planned(planner: FlaskClient, folder: Path) -> None:
    answer = send(planner, "/begin/next-year", title="Next")
    assert (answer.status_code, "Choose the year that the new one follows." in answer.text) == (422, True)
    answer = send(planner, "/begin/next-year", of="small", title="Next")
    assert answer.location == "/years/next/begun"
    assert "What to look at" in planner.get(answer.location).text
    (folder / "small" / "plan" / "plan.json").write_text("{", encoding="utf-8")
    answer = planner.post("/begin/next-year", data={**hidden(planner.get("/begin/workbook").text), "of": "small"})
    assert answer.status_code == 422
    assert "No year of this desk has been planned yet." in planner.get("/begin/next-year").text
