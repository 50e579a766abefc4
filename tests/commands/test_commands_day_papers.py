"""`papers`: which days, which kinds, where they are written, what is refused, and what is said of it."""

import datetime as dt
import json
import shutil
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.day_papers import Wanted, day_papers, papers_of_day
from scheduler.domain.wording import long_date
from scheduler.errors import CannotWrite, InputFaults
from scheduler.messages.day_papers import papers_document, papers_sentences
from scheduler.outputs.day_papers import DayMade
from scheduler.outputs.lunches import LunchOfDay
from scheduler.outputs.papers import papers_in


def run(*arguments, code=0):
    done = CliRunner().invoke(main, [*map(str, arguments)])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("day-papers")
    source = write_input(
        folder / "input",
        meeting_days="meeting_day,name,meetings_min,meetings_max\nPD,Partnership Day,1,1\n",
        sessions="meeting_day,session,kind,start,end\nPD,AM,boards,10:00,12:00\nPD,LUNCH,lunch,12:00,13:00\n",
        bodies="body,name,meetings_min,notice_clear_days,open_to_public,meeting_day,session\n"
        "HWB,Health Board,2,5,yes,,\nGB,Growth Board,,,,PD,AM\n",
    )
    run("plan", source, "-o", folder / "year", "--time-limit", "20")
    return folder / "year"


@pytest.fixture
def year(planned, tmp_path):
    return Path(shutil.copytree(planned, tmp_path / "year"))


def held(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def dates(year):
    document = json.loads((year / "plan.json").read_bytes())
    return sorted({one["date"] for one in document["meetings"]})


def day_of(year, body="GB"):
    document = json.loads((year / "plan.json").read_bytes())
    return next(one["date"] for one in document["meetings"] if one["body"] == body)


def test_every_day_with_meetings_has_a_folder(year):
    made = json.loads(run("papers", year, "--json").stdout)
    assert (made["folder"], made["anyway"]) == (str(year / "papers"), None)
    assert [day["date"] for day in made["days"]] == dates(year)
    files = [f"{day['date']}/{file}" for day in made["days"] for file in day["files"]]
    assert held(year / "papers") == sorted(files)
    (lunch,) = [lunch for day in made["days"] for lunch in day["lunches"]]
    assert (lunch["start"], lunch["headcount"], lunch["needs"], lunch["cost"]) == ("12:00", 1, {}, None)
    assert set(papers_in(year)) == {f"papers/{file}" for file in files}


def test_a_day_is_asked_for_by_its_date_or_as_a_meeting_day(year):
    date = day_of(year)
    assert [one.date.isoformat() for one in day_papers(year, Wanted(["PD#1", date])).days] == [date]
    assert {path.split("/")[0] for path in held(year / "papers")} == {date}


def test_papers_of_one_day_leave_those_of_others_and_one_kind_leaves_the_others(year):
    first, *_, last = dates(year)
    day_papers(year, Wanted([first]))
    day_papers(year, Wanted([last], kinds=["run-sheet"]))
    before = held(year / "papers")
    assert f"{last}/run-sheet.docx" in before
    assert f"{first}/sign-in.xlsx" in before
    day_papers(year, Wanted([last], kinds=["sign-in"]))
    assert held(year / "papers") == sorted([*before, f"{last}/sign-in.docx", f"{last}/sign-in.xlsx"])


def test_a_paper_that_was_edited_is_not_written_over_and_no_other_is_blocked_by_it(year):
    first, *_, last = dates(year)
    day_papers(year, Wanted())
    (year / "papers" / first / "run-sheet.docx").write_bytes(b"edited")
    with pytest.raises(CannotWrite, match=rf"papers/{first}/run-sheet\.docx would be lost"):
        day_papers(year, Wanted())
    day_papers(year, Wanted([last]))
    day_papers(year, Wanted([first], kinds=["sign-in"]))
    with pytest.raises(CannotWrite):
        day_papers(year, Wanted([first], kinds=["run-sheet"]))
    assert (year / "papers" / first / "run-sheet.docx").read_bytes() == b"edited"


def test_papers_are_not_written_through_a_link(year, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (year / "papers").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotWrite, match="for papers would be lost"):
        day_papers(year, Wanted([dates(year)[0]]))
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_days_that_are_over_are_left_as_they_are(year):
    last = dates(year)[-1]
    day_papers(year, Wanted())
    made = run("papers", year, "--as-of", last)
    assert made.stderr.splitlines()[-1].endswith(f"of 1 day into {year / 'papers'}.")
    assert {path.split("/")[0] for path in held(year / "papers")} == set(dates(year))


def test_papers_go_elsewhere_where_that_is_asked_for(year, tmp_path):
    run("papers", year, "-o", tmp_path / "to-print", "--only", "door-signs")
    assert held(tmp_path / "to-print") == [f"{date}/door-signs.docx" for date in dates(year)]
    assert not (year / "papers").exists()
    assert "is there already" in run("papers", year, "-o", tmp_path / "to-print", code=2).stderr


def test_what_is_no_day_of_the_calendar_is_told_all_at_once(year):
    first = long_date(dt.date.fromisoformat(dates(year)[0]))
    done = run("papers", year, "2015-11-01", "2016-12-01", "today", "PD#9", code=2)
    assert done.stderr.splitlines() == [
        f"nothing is held on Sunday 1 November 2015. The next day with meetings is {first}.",
        "nothing is held on Thursday 1 December 2016. It is after the last meeting.",
        "“today” is no day of this calendar. Write 2015-11-19, or a meeting day: PD#1.",
        "“PD#9” is no day of this calendar. Write 2015-11-19, or a meeting day: PD#1.",
        "4 faults to put right.",
    ]
    assert not (year / "papers").exists()


def test_a_calendar_without_meeting_days_says_how_a_day_is_written(year, tmp_path):
    source = write_input(tmp_path / "input")
    run("plan", source, "-o", tmp_path / "other", "--time-limit", "20")
    with pytest.raises(InputFaults) as refused:
        day_papers(tmp_path / "other", Wanted(["soon"]))
    assert [fault.remedy for fault in refused.value.faults] == ["Write 2015-11-19."]


def test_a_day_without_lunch_has_nothing_for_the_caterer(year):
    done = run("papers", year, day_of(year, "HWB"), "--only", "caterer")
    assert done.stderr == "There is nothing of that kind to make on these days; nothing was written.\n"
    assert not (year / "papers").exists()


def test_a_plan_that_breaks_a_rule_gets_papers_only_for_a_reason(year):
    document = json.loads((year / "plan.json").read_bytes())
    next(one for one in document["meetings"] if one["body"] == "GB")["start"] = "10:15"
    (year / "plan.json").write_text(json.dumps(document))
    assert f"No papers are made of {year}: " in run("papers", year, code=1).stderr
    assert not (year / "papers").exists()
    done = run("papers", year, "--anyway", "the Mayor asks", "--json")
    assert json.loads(done.stdout)["anyway"] == "the Mayor asks"
    assert done.stderr.startswith("Made although this is wrong: ")
    assert {paper.anyway for paper in papers_in(year).values()} == {"the Mayor asks"}


def test_the_run_sheet_says_what_is_otherwise_than_was_confirmed(year):
    run("confirm", year, "--as-of", "2015-10-01")
    date = day_of(year, "HWB")
    document = json.loads((year / "plan.json").read_bytes())
    meeting = next(one for one in document["meetings"] if one["body"] == "HWB")
    other = {"CR1": "CR2", "CR2": "CR1"}[meeting["room"]]
    meeting["room"] = other
    (year / "plan.json").write_text(json.dumps(document))
    made = dict(papers_of_day(year, dt.date.fromisoformat(date), "run-sheet.docx", anyway="the room is being painted"))
    text = [one.text for one in docx.Document(BytesIO(made["run-sheet.docx"])).paragraphs]
    was, now = (f"Committee Room {code[-1]}" for code in ({"CR1": "CR2", "CR2": "CR1"}[other], other))
    assert any(f"in {now}" in line and f"in {was}" in line for line in text)
    signs = dict(
        papers_of_day(year, dt.date.fromisoformat(date), "door-signs.docx", anyway="the room is being painted")
    )
    found = docx.Document(BytesIO(signs["door-signs.docx"]))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    assert any(f"Moved to {now}" in cell for cell in cells)


def test_a_day_that_a_confirmed_meeting_has_left_has_a_sign_for_its_door(year):
    run("confirm", year, "--as-of", "2015-10-01")
    document = json.loads((year / "plan.json").read_bytes())
    meeting = next(one for one in document["meetings"] if one["body"] == "HWB")
    left, meeting["date"] = meeting["date"], "2015-11-27"
    document["meetings"].sort(key=lambda one: (one["date"], one["start"], one["body"]))
    (year / "plan.json").write_text(json.dumps(document))
    made = day_papers(year, Wanted([left], anyway="the hall is flooded"))
    assert [one.files for one in made.days] == [("door-signs.docx",)]
    found = docx.Document(year / "papers" / left / "door-signs.docx")
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    assert any("Moved to Friday 27 November 2015 at" in cell for cell in cells)


def test_a_history_that_cannot_be_read_is_told_and_stops_nothing(year):
    run("confirm", year, "--as-of", "2015-10-01")
    for kept in (year / "history" / "objects").iterdir():
        kept.write_bytes(b"damaged")
    date = day_of(year)
    made = dict(papers_of_day(year, dt.date.fromisoformat(date), "run-sheet.docx"))
    text = [one.text for one in docx.Document(BytesIO(made["run-sheet.docx"])).paragraphs]
    assert any(line.startswith("It is not known what has changed: ") for line in text)


def test_one_file_or_all_of_a_day_are_shown_without_anything_being_written(year):
    date = dt.date.fromisoformat(day_of(year))
    names = [name for name, _ in papers_of_day(year, date)]
    assert "catering-order.docx" in names
    assert [name for name, _ in papers_of_day(year, date, "sign-in.xlsx")] == ["sign-in.xlsx"]
    assert papers_of_day(year, date, "plan.json") == ()
    assert not (year / "papers").exists()


def test_many_days_are_told_in_a_few_lines(tmp_path):
    lunch = LunchOfDay("Day", 720, 780, "Hall", "Cabaret", "", "", "", 3, (), 3, None, None, Fraction(27, 2))
    days = [DayMade(dt.date(2015, 11, number), (), ("run-sheet.docx",), (lunch,)) for number in range(2, 10)]
    said = list(papers_sentences(tmp_path, days))
    assert said[0] == "Monday 2 November 2015: 1 paper."
    assert said[6:] == ["And 2 more days.", f"Wrote 8 papers of 8 days into {tmp_path}."]
    (first, *_) = papers_document(tmp_path, days, "")["days"]
    assert (first["lunches"][0]["cost"], first["lunches"][0]["order_by"]) == (40.5, None)
