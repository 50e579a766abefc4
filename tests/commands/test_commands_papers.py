"""What papers are made from: a sound plan and its kept input, or one of which they are wanted anyway."""

import json
from datetime import datetime

import pytest
from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.papers import of_an_earlier_calendar, sound, write
from scheduler.errors import CannotWrite, InputFaults, Refused

WHAT = "No report is made"


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    source = write_input(folder / "input")
    done = CliRunner().invoke(main, ["plan", str(source), "-o", str(folder / "year"), "--time-limit", "20"])
    assert done.exit_code == 0
    return folder / "year"


def test_a_sound_plan_has_its_input_and_the_moment_of_its_making(year):
    made = sound(year, None, WHAT)
    assert (made.plan.title, made.problem.input_sha256) == ("Small calendar", made.plan.input_sha256)
    assert (made.moment, made.approved.anyway) == (made.plan.generated, "")
    assert sound(year, None, WHAT, datetime(2015, 11, 9, 8, 30)).moment == "2015-11-09T08:30:00Z"


def test_a_plan_that_breaks_a_rule_gets_no_papers_unless_anyway(year, tmp_path):
    document = json.loads((year / "plan.json").read_bytes())
    next(one for one in document["meetings"] if one["body"] == "GB")["start"] = "13:45"
    broken = tmp_path / "broken"
    broken.mkdir()
    (year / "input").rename(broken / "input")
    try:
        (broken / "plan.json").write_text(json.dumps(document))
        with pytest.raises(Refused, match="No report is made: 2 things are wrong"):
            sound(broken, None, WHAT)
        assert sound(broken, "asked for by the Leader", WHAT).approved.anyway == "asked for by the Leader"
    finally:
        (broken / "input").rename(year / "input")


def test_what_is_no_folder_of_a_plan_is_told(tmp_path):
    with pytest.raises(InputFaults):
        sound(tmp_path, None, WHAT)


def test_papers_go_beside_the_plan_or_into_a_folder_of_their_own(year, tmp_path):
    made = sound(year, None, WHAT)
    write(made, {"notices/letters.docx": b"letters", "council-report.docx": b"report"})
    assert (year / "notices" / "letters.docx").read_bytes() == b"letters"
    assert of_an_earlier_calendar(year) == ()
    write(made, {"notices/letters.docx": b"letters", "council-report.docx": b"report"}, tmp_path / "outbox")
    found = {path.name: path.read_bytes() for path in (tmp_path / "outbox").iterdir()}
    assert found == {"letters.docx": b"letters", "council-report.docx": b"report"}
    with pytest.raises(CannotWrite, match="is there already"):
        write(made, {"notices/letters.docx": b"letters"}, tmp_path / "outbox")


def test_plan_says_which_papers_are_of_the_calendar_before(year):
    write(sound(year, None, WHAT), {"notices/letters.docx": b"letters"})
    settings = year / "input" / "settings.csv"
    source = write_input(year.parent / "next", settings=settings.read_text().replace("2015-11-27", "2015-11-26"))
    done = CliRunner().invoke(main, ["plan", str(source), "-o", str(year), "--as-of", "2015-10-01"])
    assert done.exit_code == 0
    assert "Still of the calendar before: council-report.docx and notices. Make them again." in done.stderr
    assert (year / "notices" / "letters.docx").read_bytes() == b"letters"
