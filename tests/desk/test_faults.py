"""Faults mended in the workbook's own bytes, refused where it was changed meanwhile; the law answered."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from desk.sending import hidden
from flask.testing import FlaskClient
from given_files import FAULTY, LAW, workbook
from small_input import TABLES, write_input

from scheduler.desk.desk import EXTENSION
from scheduler.desk.workbooks import FINDINGS, StaleWorkbook, Workbook
from scheduler.desk.years import Year

FAULTS = "/years/faulty/faults"


@pytest.fixture
def book(folder: Path) -> Path:
    """The workbook of a year with faults."""
    path = folder / "faulty" / "workbook" / "workbook.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(workbook(**FAULTY))
    return path


@pytest.fixture
def lawless(folder: Path) -> Path:
    """The tables of a year of which something goes against the law."""
    return write_input(folder / "lawless" / "workbook", bodies=LAW)


def fields(page: str) -> dict[str, str]:
    """Return the fields of a page of faults as a browser sends them."""
    found = dict(re.findall(r'name="((?:at|was) [^"]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select [^>]*name="(at [^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        found[name] = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    seen = re.search(r'name="seen" value="(\w+)"', page)
    return {**found, **hidden(page), "seen": seen[1] if seen else ""}


def mend(client: FlaskClient, address: str = FAULTS, page: str | None = None, **typed: str) -> Any:
    """Send the faults of a page with what was typed into cells: `bodies_E2="Tuesday"`."""
    sent = fields(page if page is not None else client.get(address).text)
    for cell, text in typed.items():
        sheet, _, place = cell.rpartition("_")
        column = "ABCDEFGH".index(place[0]) + 1
        sent[f"at {sheet}!{place[1:]}:{column}" if cell != "meant" else "meant"] = text
    return client.post(address, data=sent)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_faults_are_shown_by_sheet_and_cell_with_what_may_stand_there(officer: FlaskClient, book: Path) -> None:
    page = officer.get(FAULTS).text
    assert "must be put right before the year can be planned" in page
    assert '<a href="#sheet-1">settings: 2</a>' in page
    assert "settings!B5, Last day" in page
    assert "“sometime” is no date." in page
    assert "Write “Tuesday”" in page
    assert "What you write goes into 3 cells alike: rows 3, 4, 5." in page
    assert "<option>Vice-chair</option>" in page
    assert '<datalist id="codes-bodies"><option value="HWB">Health Board</option>' in page
    assert officer.get("/years/small/faults").text.count("Nothing must be put right") == 1


def test_several_faults_are_mended_at_once(planner: FlaskClient, book: Path, folder: Path) -> None:
    before = book.read_bytes()
    answer = mend(planner, settings_B5="27/11/2015", bodies_E2="Tue", memberships_C3="Member", bodies_C3="2")
    assert (answer.status_code, answer.location) == (303, FAULTS)
    page = planner.get(FAULTS).text
    assert re.search("6 cells mended. [0-9]+ things must still be put right.", words(page)), words(page)[:700]
    written = openpyxl.load_workbook(book)
    assert written["settings"]["B5"].value.date().isoformat() == "2015-11-27"
    assert [written["memberships"][f"C{row}"].value for row in range(3, 6)] == ["Member"] * 3
    assert (folder / "faulty" / "earlier" / "1" / "workbook" / "workbook.xlsx").read_bytes() == before
    page = planner.get("/years/faulty/workbook").text
    assert "By Officer on " in page
    assert "settings!B5 (Last day): “sometime” is now “27/11/2015”." in page


def test_what_was_meant_is_one_button(planner: FlaskClient, book: Path) -> None:
    page = planner.get(FAULTS).text
    sent = {**fields(page), "meant": "bodies!2:5"}
    assert planner.post(FAULTS, data=sent).status_code == 303
    assert openpyxl.load_workbook(book)["bodies"]["E2"].value == "Tuesday"
    sent = {**fields(planner.get(FAULTS).text), "meant": "settings!5:2"}
    assert planner.post(FAULTS, data=sent).status_code == 422  # nothing was meant there


def test_all_mended_leads_on_to_planning(planner: FlaskClient, book: Path) -> None:
    mend(planner, settings_B2="Small", settings_B5="2015-11-27", bodies_D2="Yes", bodies_E2="Tuesday", bodies_C3="2")
    mend(planner, memberships_B2="HWB", memberships_C2="Chair", memberships_C3="Member", memberships_B6="GB")
    page = planner.get(FAULTS).text
    assert "The workbook can be planned now." in page
    assert "Nothing must be put right" in page
    assert "Go on to the year" in page


def test_what_means_nothing_is_told_at_its_box_and_nothing_is_written(planner: FlaskClient, book: Path) -> None:
    before = book.read_bytes()
    answer = mend(planner, settings_B5="<b>31/02/2015", bodies_E2="Tue")
    assert answer.status_code == 422
    assert "Nothing was written" in answer.text
    assert 'value="&lt;b&gt;31/02/2015"' in answer.text
    assert 'value="Tue"' in answer.text
    assert re.search(r'href="#fault-2-box">settings!B5: ', answer.text)
    assert 'id="fault-2-error"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert book.read_bytes() == before
    answer = mend(planner)
    assert (answer.status_code, "Nothing was typed that is not there already" in answer.text) == (422, True)


def test_whoever_mends_a_workbook_that_was_changed_sees_both(officer: FlaskClient, book: Path) -> None:
    page = officer.get(FAULTS).text
    assert mend(officer, bodies_E2="Wed", settings_B5="soon").status_code == 422
    assert mend(officer, bodies_E2="Wed", bodies_C3="3").status_code == 303
    answer = mend(officer, page=page, bodies_E2="Tue", settings_B5="27/11/2015")
    assert answer.status_code == 409
    seen = words(answer.text)
    assert "The workbook was changed after you opened this page, and nothing was written. By Officer on" in seen
    assert 'value="27/11/2015"' in answer.text
    assert "It says “sometime” now." in seen
    assert "bodies, row 2, column E: Tue" in seen
    assert openpyxl.load_workbook(book)["bodies"]["E2"].value == "Wed"
    again = {**fields(answer.text), "at settings!5:2": "27/11/2015"}
    assert officer.post(FAULTS, data=again).status_code == 303


def test_a_formula_that_gives_way_is_told(planner: FlaskClient, book: Path) -> None:
    written = openpyxl.load_workbook(book)
    written["settings"]["B5"] = '="some"&"time"'
    written.save(book)
    assert mend(planner, settings_B5="27/11/2015").status_code == 303
    assert "A value stands now in settings!B5, where a formula was." in planner.get(FAULTS).text


def test_a_merged_cell_is_left_to_excel(planner: FlaskClient, book: Path) -> None:
    written = openpyxl.load_workbook(book)
    written["memberships"].merge_cells("C3:C4")
    written.save(book)
    before = book.read_bytes()
    answer = mend(planner, memberships_C3="Member")
    assert (answer.status_code, "memberships!C4 is merged with other cells" in answer.text) == (422, True)
    assert book.read_bytes() == before


def test_tables_in_files_are_mended_and_formulas_refused(planner: FlaskClient, folder: Path) -> None:
    source = write_input(folder / "faulty" / "workbook", **FAULTY)
    answer = mend(planner, **{"settings.csv_B2": "=1+1"})
    assert (answer.status_code, "would make it a formula" in answer.text) == (422, True)
    assert mend(planner, **{"bodies.csv_E2": "Tuesday"}).status_code == 303
    assert "maybe,Tuesday" in (source / "bodies.csv").read_text(encoding="utf-8")


def test_viewers_see_faults_and_mend_none(viewer: FlaskClient, book: Path) -> None:
    page = viewer.get(FAULTS).text
    assert "Write them into the workbook" not in page
    assert viewer.post(FAULTS, data=fields(page)).status_code == 403


def test_thousands_of_faults_come_in_pages(planner: FlaskClient, folder: Path) -> None:
    people = "".join(f"P{n},Person {n},{f'{n} times' if n % 5 < 2 else ''}\n" for n in range(5_000))
    write_input(
        folder / "huge" / "workbook",
        settings=TABLES["settings"].replace("2015-11-27", "sometime"),
        people=f"person,name,weekdays\nANN,Ann,\nBOB,Bob,\nDPH,Director,\n{people}",
        memberships=TABLES["memberships"].replace("chair", "chiar"),
    )
    page = planner.get("/years/huge/faults").text
    assert "2003 things must be put right" in page
    assert page.count('<li class="mend') == 50
    assert '<a href="#sheet-1">settings.csv: 1</a>' in page
    assert re.search('<a href="/years/huge/faults\\?page=41#sheet-2002">memberships.csv: ', page)
    assert "Pages of faults" in page
    assert planner.get("/years/huge/faults?page=41").text.count('<li class="mend') == 3
    assert planner.get("/years/huge/faults?page=999").text.count('<li class="mend') == 3


def test_two_faults_of_one_cell_have_one_box(planner: FlaskClient, folder: Path) -> None:
    days = "meeting_day,name,per_period\nTP,Partnership,1\n"
    sessions = "meeting_day,session,kind,start,end\nTP,A,boards,09:00,10:00\n"
    bodies = "body,name,meeting_day,session,per_period\nHWB,Health Board,TP,A,often\nGB,Growth,,,1\n"
    write_input(folder / "faulty" / "workbook", meeting_days=days, sessions=sessions, bodies=bodies)
    page = planner.get(FAULTS).text
    assert page.count('name="at bodies.csv!2:5"') == 1
    assert page.count("<h3>row 2, Meetings in each period</h3>") == 2


def test_what_had_better_be_looked_at_stands_apart(officer: FlaskClient, folder: Path) -> None:
    write_input(folder / "faulty" / "workbook", settings=TABLES["settings"] + "colour,blue\n")
    page = officer.get(f"{FAULTS}/warnings").text
    assert "“colour” is no setting, and is not read." in page
    assert "To look at (1)" in page
    assert "Nothing here needs looking at." in officer.get("/years/small/faults/warnings").text


def test_the_copy_with_problems_is_sent(officer: FlaskClient, book: Path) -> None:
    answer = officer.get(f"{FAULTS}/problems.xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="faulty - problems.xlsx"'
    assert openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames[0] == "Problems"


# -- the law


def law(client: FlaskClient, **typed: str) -> Any:
    page = client.get("/years/lawless/faults/law").text
    about = dict(re.findall(r'name="(matter|body|seen)" value="([^"]*)"', page))
    return client.post("/years/lawless/faults/law", data={**hidden(page), **about, **typed})


def test_a_law_warning_is_accepted_with_a_reason_and_taken_back(officer: FlaskClient, lawless: Path) -> None:
    page = officer.get("/years/lawless/faults/law").text
    assert "Legal kind: Health Board" in page
    assert "Local Government Act 1972" in page
    assert "The law (1)" in page
    answer = law(officer, reason="")
    assert (answer.status_code, "Say why it stands all the same" in answer.text) == (422, True)
    assert 'href="#reason-1"' in answer.text
    assert law(officer, reason="It is a <partnership>").status_code == 303
    page = officer.get("/years/lawless/faults/law").text
    assert "<strong>Waived by Officer:</strong> It is a &lt;partnership&gt;" in page
    assert "The law (0)" in page
    assert "HWB,Legal kind,It is a <partnership>,Officer" in (lawless / "law_waivers.csv").read_text(encoding="utf-8")
    assert law(officer, back="yes").status_code == 303
    assert "The law (1)" in officer.get("/years/lawless/faults/law").text
    assert "It is a &lt;partnership&gt;" in officer.get("/years/lawless/workbook").text  # it stays in what was changed
    answer = law(officer, back="yes")
    assert (answer.status_code, "has no answer any more" in answer.text) == (422, True)


def test_an_answer_on_an_older_workbook_is_refused_with_what_was_typed(officer: FlaskClient, lawless: Path) -> None:
    page = officer.get("/years/lawless/faults/law").text
    (lawless / "rooms.csv").write_text(TABLES["rooms"].replace("20", "30"), encoding="utf-8")
    about = dict(re.findall(r'name="(matter|body|seen)" value="([^"]*)"', page))
    answer = officer.post("/years/lawless/faults/law", data={**hidden(page), **about, "reason": "My reason"})
    assert answer.status_code == 409
    assert "My reason</textarea>" in answer.text
    other = {**hidden(answer.text), "seen": "x", "matter": "quorum", "body": "", "reason": "R"}
    assert officer.post("/years/lawless/faults/law", data=other).status_code == 409


def test_answers_that_answer_nothing_are_told(officer: FlaskClient, lawless: Path) -> None:
    law(officer, reason="It is a partnership")
    (lawless / "bodies.csv").write_text(TABLES["bodies"], encoding="utf-8")
    page = officer.get("/years/lawless/faults/law").text
    assert "Answers that answer nothing any more" in page
    assert law(officer, back="yes").status_code == 303
    page = officer.get("/years/lawless/faults/law").text
    assert "Nothing of this workbook goes against the law that is looked at." in page


def test_the_law_waits_for_faults(officer: FlaskClient, book: Path) -> None:
    page = officer.get(f"{FAULTS}/law").text
    assert "The law is asked once nothing must be put right any more." in page


def test_viewers_see_the_law_and_answer_nothing(viewer: FlaskClient, lawless: Path) -> None:
    page = viewer.get("/years/lawless/faults/law").text
    assert "Health Board is statutory" in page
    assert "Accept it" not in page


# -- the workbook by itself


def test_what_was_found_is_kept_by_version(officer: FlaskClient, book: Path, folder: Path) -> None:
    work = officer.application.extensions[EXTENSION].work
    kept = folder / "faulty" / FINDINGS
    first = Workbook(Year(folder / "faulty")).findings(work)
    assert kept.is_file()
    kept.write_text("{", encoding="utf-8")
    assert Workbook(Year(folder / "faulty"))._kept("x") is None  # noqa: SLF001 - damaged: found anew
    assert Workbook(Year(folder / "faulty")).findings(work) is first  # in memory
    moved = folder / "faulty"
    moved = moved.rename(folder / "moved")
    assert Workbook(Year(moved)).findings(work) == first
    moved = moved.rename(folder / "again")
    assert Workbook(Year(moved)).findings(work) == first  # as it was kept
    kept = folder / "again" / FINDINGS
    kept.write_text('{"edition": 1, "version": 1}', encoding="utf-8")
    moved = moved.rename(folder / "yet-again")
    assert Workbook(Year(moved)).findings(work) == first


def test_a_change_that_fails_leaves_the_workbook_as_it_was(folder: Path, book: Path) -> None:
    year = Year(folder / "faulty")
    before = Workbook(year).version

    def fails() -> None:
        with Workbook(year).changing(before, "Ann", "Mended") as change:
            change.source.write_bytes(b"x")
            raise ValueError("not done")

    with pytest.raises(ValueError, match="not done"):
        fails()
    assert Workbook(year).version == before
    assert [path.name for path in (folder / "faulty").iterdir()] == ["workbook"]
    with pytest.raises(StaleWorkbook), Workbook(year).changing("older", "Ann", "Mended"):
        pass


def test_a_full_disk_while_the_earlier_is_kept_changes_nothing(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = Year(folder / "faulty")
    before = Workbook(year).version

    def full(_self: object, _name: object) -> None:
        raise OSError(28, "No space left on device")

    def changed() -> None:
        with Workbook(year).changing(before, "Ann", "Mended") as change:
            change.source.write_bytes(b"x")
            monkeypatch.setattr(Path, "rename", full)

    with pytest.raises(OSError, match="No space"):
        changed()
    assert Workbook(year).version == before
    assert sorted(path.name for path in (folder / "faulty").iterdir()) == ["earlier", "workbook"]


def test_a_damaged_record_of_a_change_hides_no_other(folder: Path, book: Path) -> None:
    year = Year(folder / "faulty")
    for number in range(2):
        with Workbook(year).changing(Workbook(year).version, "Ann", f"Change {number}"):
            pass
    (folder / "faulty" / "earlier" / "1" / "step.json").write_text("{", encoding="utf-8")
    assert [one.why for one in Workbook(year).changes()] == ["Change 1"]
    (folder / "empty").mkdir()
    assert Workbook(Year(folder / "empty")).files == []
