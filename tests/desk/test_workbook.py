"""The workbook of a year: taken away, replaced by another, called otherwise; and the whole year deleted."""

import io
import zipfile
from pathlib import Path

import pytest
from desk.sending import hidden, moved
from desk.test_faults import fields
from desk.test_start import send, words
from flask.testing import FlaskClient
from given_files import PICTURE, with_macros, workbook
from small_input import TABLES, write_input

from scheduler.desk.bin import KEPT
from scheduler.desk.moments import day_of
from scheduler.desk.years import ARRIVING
from scheduler.domain.wording import long_date
from scheduler.outputs.history import Step, note
from scheduler.server.clock import present_moment

PAGE = "/years/small/workbook"


def names_in(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sorted(archive.namelist())


def test_a_workbook_of_one_file_is_sent_as_it_is(viewer: FlaskClient, folder: Path) -> None:
    path = folder / "one" / "workbook" / "workbook.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(workbook())
    answer = viewer.get("/years/one/workbook/download", buffered=True)
    assert (answer.data, answer.headers["Content-Disposition"]) == (path.read_bytes(), "attachment; filename=one.xlsx")


def test_several_files_and_whole_folders_are_sent_as_a_zip(viewer: FlaskClient, folder: Path) -> None:
    answer = viewer.get(f"{PAGE}/download", buffered=True)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Small year.zip"'
    assert names_in(answer.data) == sorted(f"{name}.csv" for name in TABLES)
    assert {"plan.json", "calendar.xlsx", "input/bodies.csv"} <= set(
        names_in(viewer.get(f"{PAGE}/outputs.zip", buffered=True).data)
    )
    assert [path.name for path in folder.iterdir() if path.name.startswith(ARRIVING)] == []


def test_what_was_done_by_hand_is_in_the_amended_one(viewer: FlaskClient, folder: Path) -> None:
    moved(folder)
    assert "fixed_meetings.csv" in names_in(viewer.get(f"{PAGE}/amended", buffered=True).data)
    assert "fixed_meetings.csv" not in names_in(viewer.get(f"{PAGE}/download", buffered=True).data)


def test_what_is_not_there_is_told(viewer: FlaskClient, folder: Path) -> None:
    write_input(folder / "new" / "workbook")
    for what in ("amended", "outputs.zip", "earlier/1"):
        answer = viewer.get(f"/years/new/workbook/{what}")
        assert answer.status_code == 404
    assert "Nothing has been planned yet" in viewer.get("/years/new/workbook/amended").text


def test_a_year_is_called_otherwise(planner: FlaskClient) -> None:
    sent = {**hidden(planner.get(PAGE).text), "title": " Council \n 2027 "}
    assert planner.post(f"{PAGE}/title", data=sent).status_code == 303
    assert "The year is called Council 2027 now." in planner.get(PAGE).text
    for title in ("", "x" * 121):
        answer = planner.post(f"{PAGE}/title", data={**hidden(planner.get(PAGE).text), "title": title})
        assert (answer.status_code, "Write what the year is called" in answer.text) == (422, True)
        assert f'value="{title}"' in answer.text


def test_a_workbook_is_replaced_and_what_changes_is_told(planner: FlaskClient, folder: Path) -> None:
    content = workbook(rooms=TABLES["rooms"].replace("CR1,Committee Room 1,Town Hall,20", "CR1,Hall,Town Hall,200"))
    data = {**fields(planner.get(PAGE).text), "files": [(io.BytesIO(content), "../new.xlsx")]}
    answer = planner.post(f"{PAGE}/replace", data=data, content_type="multipart/form-data")
    assert answer.location == f"{PAGE}#changes"
    page = words(planner.get(PAGE).text)
    assert "The workbook was replaced" in page
    assert "Rooms: CR1, How many it seats: “20” is now “200”." in page
    assert [path.name for path in (folder / "small" / "workbook").iterdir()] == ["workbook.xlsx"]
    assert names_in(planner.get(f"{PAGE}/earlier/1", buffered=True).data) == sorted(f"{name}.csv" for name in TABLES)


def test_a_workbook_is_not_replaced_by_what_is_none_or_on_an_older_one(planner: FlaskClient, folder: Path) -> None:
    seen = fields(planner.get(PAGE).text)
    data = {**seen, "files": [(io.BytesIO(PICTURE), "x.xlsx")]}
    answer = planner.post(f"{PAGE}/replace", data=data, content_type="multipart/form-data")
    assert (answer.status_code, "x.xlsx seems to be a picture" in answer.text) == (422, True)
    rooms = folder / "small" / "workbook" / "rooms.csv"
    rooms.write_text(TABLES["rooms"].replace("20", "30"), encoding="utf-8")
    data = {**seen, "once": "another", "files": [(io.BytesIO(workbook()), "x.xlsx")]}
    answer = planner.post(f"{PAGE}/replace", data=data, content_type="multipart/form-data")
    assert (answer.status_code, "was changed after you opened this page" in answer.text) == (409, True)
    data = {**fields(planner.get(PAGE).text), "files": [(io.BytesIO(workbook(bodies="body,name\nX,\n")), "x.xlsm")]}
    assert planner.post(f"{PAGE}/replace", data=data, content_type="multipart/form-data").status_code == 303
    assert "must be put right in it." in planner.get(PAGE).text
    data = {**seen, "once": "a third", "files": [(io.BytesIO(workbook()), "x.xlsx")]}
    answer = planner.post(f"{PAGE}/replace", data=data, content_type="multipart/form-data")
    assert "By Officer on " in answer.text


def test_a_year_is_deleted_into_the_bin_after_a_question(officer: FlaskClient, folder: Path) -> None:
    note(folder / "small" / "plan", Step("publish"))
    page = officer.get("/years/small/delete").text
    assert "This year is published." in page
    assert "of 3 meetings" in page
    assert "for 30 days (the oldest go sooner where more than 2 GB lie there)" in page
    answer = officer.post("/years/small/delete", data=hidden(page))
    assert (answer.status_code, "Tick the box if you are sure" in answer.text) == (422, True)
    sent = {**hidden(officer.get("/years/small/delete").text), "sure": "yes"}
    assert officer.post("/years/small/delete", data=sent).location == "/"
    told = officer.get("/").text
    assert "Small year was deleted." in told
    assert f"until {long_date(day_of(present_moment() + KEPT))}." in told
    assert not (folder / "small").exists()
    (kept,) = (folder / ".bin").iterdir()
    assert (kept / "plan" / "plan.json").is_file()
    assert officer.get(PAGE).status_code == 404


@pytest.mark.parametrize("role", ["viewer", "planner"])
def test_only_publishers_delete(role: str, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue(role)
    assert client.get("/years/small/delete").status_code == 403
    assert "Delete this year" not in client.get(PAGE).text


def test_a_viewer_changes_nothing(viewer: FlaskClient) -> None:
    page = viewer.get(PAGE).text
    assert "Replace" not in page
    assert viewer.post(f"{PAGE}/title", data={"title": "x"}).status_code in (400, 403)


def test_macros_of_a_replacement_are_told(planner: FlaskClient) -> None:
    data = {**fields(planner.get(PAGE).text), "files": [(io.BytesIO(with_macros()), "x.xlsm")]}
    planner.post(f"{PAGE}/replace", data=data, content_type="multipart/form-data")
    assert "x.xlsm has macros." in planner.get(PAGE).text


def test_start_shows_what_a_year_is_called(planner: FlaskClient) -> None:
    assert send(planner, "/begin/workbook", {"a.xlsx": workbook()}, title="Called so").status_code == 303
    assert "Called so" in planner.get("/").text
