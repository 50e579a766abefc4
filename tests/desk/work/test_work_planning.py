"""What came of planning, in an officer's words: a calendar, several, none, no time; near to what."""

import shutil
from pathlib import Path

import pytest
from small_input import write_input

from scheduler.desk.work.asks import DONE, FAULTS, NO_PLAN, OUT_OF_TIME, STOPPED, Answer, Ask
from scheduler.desk.work.child import answer_of
from scheduler.desk.work.kinds import KINDS, Doing
from scheduler.desk.work.planning import plain
from scheduler.desk.work.progress import Recorder
from scheduler.desk.years import Year
from scheduler.solver.cp.progress import STOPPING

EXAMPLES = Path(__file__).parents[3] / "inputs"
DAY = "2015-10-01T00:00:00"


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """A small year that has not been planned."""
    folder = tmp_path / "small"
    write_input(folder / "workbook")
    (folder / "year.json").write_text('{"title": "Small year"}', encoding="utf-8")
    return folder


def done(year: Path, kind: str = "plan", files: dict[str, bytes] | None = None, **values: object) -> Answer:
    """Do a job of a year here."""
    return doing(year, kind, files, **values)[1]


def doing(
    year: Path, kind: str = "plan", files: dict[str, bytes] | None = None, **values: object
) -> tuple[Recorder, Answer]:
    """Do a job of a year here; return who heard it, too."""
    job = year / "jobs" / "1"
    (job / "files").mkdir(parents=True, exist_ok=True)
    for name, content in (files or {}).items():
        (job / "files" / name).write_bytes(content)
    ask = Ask(year.name, kind, {"seconds": 20, "as_of": DAY, **values}, "Officer", "First look")
    recorder = Recorder(job, KINDS[kind].seconds(ask))
    if values.get("stopping"):
        recorder.hear(STOPPING)
    return recorder, answer_of(lambda: KINDS[kind].do(Doing(ask, year.parent, job, recorder)))


def test_a_calendar_is_told_with_how_good_it_is(year: Path) -> None:
    recorder, answer = doing(year)
    assert answer.outcome == DONE
    assert answer.sentences[0] == "Small calendar: 3 meetings. No rule is broken; no better plan exists."
    assert not [one for one in answer.sentences if str(year) in one]
    assert Year(year).told("planned_from") != ""
    assert recorder.progress.told == ("As of Thursday 1 October 2015, which is taken for today.",)


def test_a_draft_is_planned_and_the_year_is_as_stale_as_before(year: Path) -> None:
    (year / "drafts" / "tuesdays").mkdir(parents=True)
    assert done(year, calendar="tuesdays", afresh=True).outcome == DONE
    assert (year / "drafts" / "tuesdays" / "plan.json").exists()
    assert Year(year).told("planned_from") == ""


def test_several_calendars_are_found_to_choose_from(year: Path) -> None:
    answer = done(year, "options", options=3)
    assert answer.outcome == DONE
    assert [one["option"] for one in answer.document["options"]] == [1, 2, 3]
    assert answer.document["why_no_more"] == []
    assert KINDS["options"].seconds(Ask("small", "options", {"seconds": 20, "options": 3})) == 60


def test_what_stopped_is_said_to_have_been_stopped(year: Path) -> None:
    answer = done(year, stopping=True)
    assert answer.sentences[0] == "It was stopped: this is the best that was found by then."


def test_where_there_is_no_calendar_it_says_what_stands_in_the_way(year: Path) -> None:
    tables = "body,name,meetings_min,min_gap_days\nHWB,Health Board,4,20\n"
    write_input(year / "workbook", bodies=tables, memberships="person,body,role\nANN,HWB,chair\n")
    for kind in ("plan", "options"):
        answer = done(year, kind, options=2)
        assert answer.outcome == NO_PLAN
        assert answer.document["because"]
        assert answer.sentences
    assert not (year / "plan").exists()


@pytest.mark.parametrize(
    ("stopping", "outcome", "words"),
    [
        (False, OUT_OF_TIME, "No calendar was found in the time it was given."),
        (True, STOPPED, "It was stopped before any calendar was found. Nothing was changed."),
    ],
)
def test_where_time_runs_out_it_says_so(year: Path, outcome: str, words: str, *, stopping: bool) -> None:
    shutil.rmtree(year / "workbook")
    shutil.copytree(EXAMPLES / "trafford-2015-16", year / "workbook")
    answer = done(year, seconds=0.01, stopping=stopping)
    assert (answer.outcome, answer.sentences[0][: len(words)]) == (outcome, words)
    assert not (year / "plan").exists()


def test_a_workbook_with_faults_is_told_by_cell(year: Path) -> None:
    write_input(year / "workbook", memberships="person,body,role\nANN,NOBODY,chair\n")
    answer = done(year)
    assert answer.outcome == FAULTS
    assert [(one["table"], one["row"]) for one in answer.faults] == [("memberships", 2)]


def test_it_may_be_near_to_another_year_or_to_a_file(year: Path) -> None:
    assert done(year).outcome == DONE
    last = b"body,date,start,end\nHWB,2015-11-04,10:00,12:00\nHWB,2015-11-18,10:00,12:00\nGB,2015-11-05,10:00,12:00\n"
    recorder, answer = doing(year, files={"last.csv": last}, baseline_file="last.csv")
    assert answer.outcome == DONE, answer.faults
    other = year.parent / "other"
    write_input(other / "workbook")
    (other / "year.json").write_text('{"title": "Other"}', encoding="utf-8")
    recorder, answer = doing(other, baseline_year="small")
    assert answer.outcome == DONE
    told = " ".join(recorder.progress.told)
    assert "--" not in told
    assert str(year.parent) not in told


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The plan in /y/plan is the baseline; --afresh begins anew.", "The calendar is the baseline."),
        ("Time ran out. Give it longer with --time-limit.", "Time ran out."),
        ("Wrote /y/plan. To go back: meeting-day undo /y/plan", "Wrote the calendar."),
        ("Type --as-of today", ""),
        ("  1 change since the calendar before:", "1 change since the calendar before:"),
    ],
)
def test_what_is_for_typists_is_left_out(sentence: str, said: str) -> None:
    assert plain(sentence, Path("/y/plan")) == said
