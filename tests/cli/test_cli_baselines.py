"""`plan` again: what stands in the folder is the baseline, what day it is must be said, and nothing goes back."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import outputs_in
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from small_input import TABLES, write_input

from scheduler.cli import main

BASE = "https://meetings.example.gov.uk"
LATER = "2015-10-20T09:00"
"""A moment before notice of any meeting has been served."""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def succeeded(*arguments: object) -> Result:
    found = run(*arguments)
    assert found.exit_code == 0, found.output
    return found


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an input, its plan `year`, and that confirmed, `confirmed`."""
    folder = tmp_path_factory.mktemp("once")
    write_input(folder / "input")
    succeeded("plan", folder / "input", "-o", folder / "year", "--as-of", "2015-10-01")
    shutil.copytree(folder / "year", folder / "confirmed")
    succeeded("confirm", folder / "confirmed", "--as-of", "2015-10-12T08:30")
    return folder


@pytest.fixture
def place(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plan_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return found


def meetings(folder: Path) -> dict[str, dict[str, Any]]:
    return {f"{one['body']}#{one['sequence']}": one for one in plan_in(folder)["meetings"]}


def test_a_second_plan_keeps_what_the_first_put_where(place: Path) -> None:
    before = meetings(place / "year")
    write_input(place / "input", rooms=TABLES["rooms"].replace("CR1,Committee Room 1,Town Hall,20\n", ""))
    found = succeeded("plan", "input", "-o", "year")
    assert found.stderr.splitlines()[:2] == [
        "The plan in year is the baseline, and as little of it as can be is moved; --afresh begins anew.",
        "As of Thursday 1 October 2015, when the calendar it is made from was made.",
    ]
    after = meetings(place / "year")
    assert {name: (one["uid"], one["date"], one["start"]) for name, one in after.items()} == {
        name: (one["uid"], one["date"], one["start"]) for name, one in before.items()
    }
    moved = [name for name in before if before[name]["room"] == "CR1"]
    assert {name: one["revision"] for name, one in after.items()} == {name: int(name in moved) for name in before}


def test_the_first_plan_says_which_day_it_takes_for_today(place: Path) -> None:
    begins = succeeded("plan", "input", "-o", "new").stderr.splitlines()[0]
    assert begins == "As of Monday 2 November 2015, when the calendar begins."
    settings = TABLES["settings"] + "publication_date,2015-10-05\n"
    write_input(place / "input", settings=settings)
    published = succeeded("plan", "input", "-o", "new", "--afresh").stderr.splitlines()[0]
    assert published == "As of Monday 5 October 2015, when the calendar is published."
    said = succeeded("plan", "input", "-o", "new", "--as-of", "2015-10-06T23:30").stderr
    assert "As of Tuesday 6 October 2015, which is taken for today.\n" in said


def test_with_confirmed_meetings_the_day_must_be_said(place: Path) -> None:
    before = outputs_in(place / "confirmed")
    found = run("plan", "input", "-o", "confirmed")
    assert found.exit_code == 2
    assert found.stderr.splitlines()[0] == (
        "3 meetings of confirmed are confirmed, and what has been held or called by today stays as it is: it must be "
        "known what day it is. Type --as-of today, or another day as --as-of 2015-11-02."
    )
    assert outputs_in(place / "confirmed") == before
    elsewhere = run("plan", "input", "-o", "elsewhere", "--baseline", "confirmed")
    assert (elsewhere.exit_code, (place / "elsewhere").exists()) == (2, False)


def test_a_confirmed_calendar_stays_confirmed_and_nothing_goes_back(place: Path) -> None:
    before = meetings(place / "confirmed")
    succeeded("plan", "input", "-o", "confirmed", "--as-of", LATER)
    after = meetings(place / "confirmed")
    kept = ("uid", "date", "start", "room", "status", "revision", "changed")
    assert {name: [one[key] for key in kept] for name, one in after.items()} == {
        name: [one[key] for key in kept] for name, one in before.items()
    }
    assert {one["status"] for one in after.values()} == {"confirmed"}


def test_as_of_today_is_the_present_moment(place: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    succeeded("plan", "input", "-o", "confirmed", "--as-of", " Today ")
    made = datetime.fromisoformat(plan_in(place / "confirmed")["generated"])
    assert before <= made <= datetime.now(UTC) + timedelta(seconds=1)
    assert {name: one["status"] for name, one in meetings(place / "confirmed").items()} == dict.fromkeys(
        ("GB#1", "HWB#1", "HWB#2"), "confirmed"
    )


def test_what_was_published_and_never_confirmed_needs_the_day_too(place: Path) -> None:
    succeeded("publish", "year", "--to", "far/away/site", "--base-url", BASE)
    shutil.copytree(place / "year", place / "copies" / "year")
    for folder in ("year", "copies/year"):
        found = run("plan", "input", "-o", folder)
        assert (found.exit_code, f"{folder} has been published, and" in found.stderr) == (2, True)


def test_a_register_nearby_knows_what_was_published_where_the_history_is_lost(place: Path) -> None:
    succeeded("publish", "year", "--to", "site", "--base-url", BASE)
    shutil.rmtree(place / "year" / "history")
    assert "year has been published, and" in run("plan", "input", "-o", "year").stderr
    (place / "site.register.json").write_text("{}", encoding="utf-8")
    assert run("plan", "input", "-o", "year").exit_code == 0


def test_a_plan_whose_folder_cannot_be_written_is_published_and_told_of(place: Path) -> None:
    shutil.rmtree(place / "year" / "history")
    (place / "year" / "history").write_text("in the way", encoding="utf-8")
    found = succeeded("publish", "year", "--to", "site", "--base-url", BASE)
    assert found.stderr.splitlines()[-1] == (
        "Warning: the history of year could not be written, so it does not say that the plan was published. Before you "
        "plan again from it, say what day it is with --as-of."
    )


def test_afresh_begins_anew_and_what_was_there_is_kept_and_revisions_go_on(place: Path) -> None:
    before, sent = outputs_in(place / "confirmed"), meetings(place / "confirmed")
    found = succeeded("plan", "input", "-o", "confirmed", "--afresh")
    assert "baseline" not in found.stderr
    now = meetings(place / "confirmed")
    assert {one["status"] for one in now.values()} == {"provisional"}
    assert {name: one["revision"] for name, one in now.items()} == {
        name: one["revision"] + 1 for name, one in sent.items()
    }
    assert outputs_in(place / "confirmed.previous") == before


def test_what_is_planned_afresh_has_no_facts(place: Path) -> None:
    due = {name: one["report_due"] for name, one in meetings(place / "year").items()}
    assert due["HWB#1"] is not None
    succeeded("plan", "input", "-o", "year", "--afresh", "--as-of", "2015-10-30")
    assert {name: one["report_due"] for name, one in meetings(place / "year").items()} == due


def test_what_is_planned_afresh_can_be_published_and_confirmed_again(place: Path) -> None:
    succeeded("publish", "confirmed", "--to", "site", "--base-url", BASE)
    succeeded("plan", "input", "-o", "confirmed", "--afresh", "--as-of", "2015-10-01")
    succeeded("publish", "confirmed", "--to", "site")
    succeeded("confirm", "confirmed")
    succeeded("publish", "confirmed", "--to", "site")


def test_what_was_published_is_never_sent_in_an_older_state(place: Path) -> None:
    succeeded("publish", "confirmed", "--to", "site", "--base-url", BASE)
    succeeded("plan", "input", "-o", "another", "--as-of", "2015-10-01")
    before = {path: path.read_bytes() for path in place.glob("site*/**/*") if path.is_file()}
    register = (place / "site.register.json").read_bytes()
    for reason in ((), ("--anyway", "The chair wants it so.")):
        found = run("publish", "another", "--to", "site", *reason)
        assert found.exit_code == 1
        title, *reasons, remedy = found.stderr.splitlines()
        assert title == (
            "another is older than what subscribers have: 3 meetings would go back to a lower revision or an earlier "
            "moment, and their calendars would keep what they have."
        )
        assert len(reasons) == 3
        assert {line.partition(": ")[2] for line in reasons} == {"revision 0, where revision 1 was sent."}
        assert "--baseline" in remedy
    assert {path: path.read_bytes() for path in place.glob("site*/**/*") if path.is_file()} == before
    assert (place / "site.register.json").read_bytes() == register


def test_an_earlier_moment_is_not_sent_either(place: Path) -> None:
    succeeded("publish", "year", "--to", "site", "--base-url", BASE)
    succeeded("plan", "input", "-o", "another", "--as-of", "2015-09-01T08:00Z")
    found = run("publish", "another", "--to", "site", "--json")
    assert found.exit_code == 1
    earlier = "of Tue 1 Sep 2015, 08:00 UTC, where that of Wed 30 Sep 2015, 23:00 UTC was sent."
    _, *refused = json.loads(found.stdout)["refused"]
    assert [line.partition(": ")[2] for line in refused] == [earlier] * 3


@pytest.mark.parametrize("published", ["confirmed.previous", "kept"])
def test_the_published_calendar_as_baseline_is_the_way_out(place: Path, published: str) -> None:
    shutil.copytree(place / "confirmed", place / "kept")
    succeeded("publish", "confirmed", "--to", "site", "--base-url", BASE)
    succeeded("plan", "input", "-o", "confirmed", "--afresh")
    found = succeeded("plan", "input", "-o", "confirmed", "--baseline", published, "--as-of", LATER)
    assert found.stderr.splitlines()[0] == (
        f"confirmed holds another plan than {published}: it is kept as confirmed.previous. Dates stay near to "
        f"{published}; the revisions of both are counted on."
    )
    assert succeeded("publish", "confirmed", "--to", "site").exit_code == 0
    assert {one["status"] for one in meetings(place / "confirmed").values()} == {"confirmed"}


def test_to_undo_is_a_way_out_too(place: Path) -> None:
    succeeded("publish", "confirmed", "--to", "site", "--base-url", BASE)
    succeeded("plan", "input", "-o", "confirmed", "--afresh", "--as-of", "2015-10-13")
    succeeded("undo", "confirmed")
    succeeded("publish", "confirmed", "--to", "site")
    assert {one["status"] for one in meetings(place / "confirmed").values()} == {"confirmed"}


def test_the_plan_of_another_authority_is_not_taken_for_ones_own(place: Path) -> None:
    settings = TABLES["settings"].replace("Anytown", "Othertown").replace("Small", "Other")
    write_input(place / "other", settings=settings)
    before = outputs_in(place / "year")
    found = run("plan", "other", "-o", "year")
    assert found.exit_code == 2
    assert found.stderr.splitlines()[0] == (
        "year holds “Small calendar”, the calendar of another authority than Othertown. Choose another folder with -o, "
        "or type --afresh: what is there is then kept as year.previous."
    )
    assert outputs_in(place / "year") == before
    succeeded("plan", "other", "-o", "year", "--afresh")
    assert outputs_in(place / "year.previous") == before


def test_a_council_that_changes_its_title_is_told_how_to_stay_itself(place: Path) -> None:
    nameless = TABLES["settings"].replace("authority,Anytown\n", "")
    write_input(place / "first", settings=nameless)
    succeeded("plan", "first", "-o", "made")
    write_input(place / "second", settings=nameless.replace("Small", "Final"))
    found = run("plan", "second", "-o", "made")
    assert found.exit_code == 2
    assert "If it is the same, write Small calendar as authority in settings.\n" in found.stderr
    named = nameless.replace("Small", "Final") + "authority,Small calendar\n"
    write_input(place / "second", settings=named)
    succeeded("plan", "second", "-o", "made")


def test_a_plan_that_cannot_be_read_is_not_replaced_unasked(place: Path) -> None:
    (place / "year" / "plan.json").write_text('{"format": "meeting-day-plan/2"}', encoding="utf-8")
    before = outputs_in(place / "year")
    found = run("plan", "input", "-o", "year")
    assert (found.exit_code, outputs_in(place / "year") == before) == (2, True)
    assert "newer version" in found.stderr
    succeeded("plan", "input", "-o", "year", "--afresh")
    assert (place / "year.previous" / "plan.json").read_bytes() == before["plan.json"]


def test_last_years_calendar_needs_no_day(place: Path) -> None:
    settings = TABLES["settings"].replace("2015", "2016")
    write_input(place / "next", settings=settings)
    found = succeeded("plan", "next", "-o", "next-year", "--baseline", "confirmed")
    assert "As of Wednesday 2 November 2016, when the calendar begins.\n" in found.stderr
    assert set(meetings(place / "next-year")) == {"GB#2", "HWB#3", "HWB#4"}
    again = succeeded("plan", "next", "-o", "next-year", "--baseline", "confirmed")
    assert "next-year holds another plan than confirmed" in again.stderr
    assert set(meetings(place / "next-year")) == {"GB#2", "HWB#3", "HWB#4"}


def edit(path: Path, **cells: object) -> None:
    """Change cells of the row of GB's only meeting in a workbook's list of meetings."""
    workbook = load_workbook(path)
    sheet = workbook["Meetings"]
    header = next(row for row in sheet.iter_rows() if {"Date", "Body"} <= {cell.value for cell in row})
    columns = {cell.value: cell.column for cell in header}
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        if row[columns["Body"] - 1].value == "GB":
            for title, value in cells.items():
                sheet.cell(row[0].row, columns[title], value)
    workbook.save(path)


@pytest.mark.parametrize("where", ["confirmed/calendar.xlsx", "from-an-email.xlsx"])
def test_an_edited_list_as_baseline_keeps_uids_and_counts_revisions_on(place: Path, where: str) -> None:
    before = meetings(place / "confirmed")
    if where != "confirmed/calendar.xlsx":
        shutil.copy(place / "confirmed" / "calendar.xlsx", place / where)
    edit(place / where, Date=datetime(2015, 11, 26))
    succeeded("plan", "input", "-o", "confirmed", "--baseline", where, "--as-of", LATER)
    after = meetings(place / "confirmed")
    assert after["GB#1"]["date"] == "2015-11-26"
    assert (after["GB#1"]["status"], after["GB#1"]["revision"]) == ("confirmed", before["GB#1"]["revision"] + 1)
    assert {name: one["uid"] for name, one in after.items()} == {name: one["uid"] for name, one in before.items()}
    assert [after[name] for name in ("HWB#1", "HWB#2")] == [before[name] for name in ("HWB#1", "HWB#2")]
    changes = load_workbook(place / "confirmed" / "calendar.xlsx")["Changes"]
    told = [[cell.value for cell in row] for row in changes.iter_rows() if any(cell.value == "GB" for cell in row)]
    assert len(told) == 1


def test_a_row_that_says_cancelled_is_a_cancelled_meeting(place: Path) -> None:
    before = meetings(place / "confirmed")
    edit(place / "confirmed" / "calendar.xlsx", Status="Cancelled")
    succeeded("plan", "input", "-o", "new", "--baseline", "confirmed/calendar.xlsx", "--as-of", LATER)
    after = meetings(place / "new")
    gone = after.pop("GB#1")
    assert (gone["status"], gone["uid"], gone["revision"]) == ("cancelled", before["GB#1"]["uid"], 2)
    assert set(after) == {"GB#2", "HWB#1", "HWB#2"}
