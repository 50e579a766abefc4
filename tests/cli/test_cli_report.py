"""`report` as an officer types it: the papers it writes, what it refuses, and what the council's site shows wrongly."""

import json
import shutil
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from accessible_documents import faults_of
from click.testing import CliRunner, Result
from moderngov_samples import COMMITTEES, MEETING
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.report_shown import paper, report_shown, site_shown
from scheduler.errors import CannotWrite

MEETINGS = """<getmeetings><committee><committeeid>{number}</committeeid><committeetitle>{title}</committeetitle>
<committeemeetings>{meetings}</committeemeetings></committee></getmeetings>"""
ONE = (
    "<meeting><meetingid>{number}</meetingid><meetingdate>{day}</meetingdate><meetingstatus>{status}</meetingstatus>"
    "<meetingtime>{time}</meetingtime></meeting>"
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planned")
    assert run("plan", write_input(folder / "small"), "-o", folder / "made").exit_code == 0
    return folder / "made"


@pytest.fixture
def made(planned: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(planned, tmp_path / "made"))


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have no PDF made, which takes seconds; `a_libreoffice` makes one of its own."""
    monkeypatch.setenv("PATH", str(tmp_path))


def a_libreoffice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "soffice"
    program.write_text('#!/bin/sh\necho "%PDF made" > "$6/document.pdf"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def saved(folder: Path, name: str = "GetMeetings.xml", title: str = "Growth Board", *meetings: str) -> Path:
    path = folder / name
    path.write_text(
        MEETINGS.format(number=sum(map(ord, title)), title=title, meetings="".join(meetings)), encoding="utf-8"
    )
    return path


def shown_of(folder: Path, body: str) -> list[str]:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return [
        ONE.format(
            number=number, day="/".join(reversed(one["date"].split("-"))), status="Provisional", time=one["start"]
        )
        for number, one in enumerate(plan["meetings"], start=1)
        if one["body"] == body
    ]


# -- what is written


def test_the_report_and_the_keying_sheet_are_written_into_the_plan_s_folder(made: Path) -> None:
    found = run("report", made)
    assert (found.exit_code, found.stdout) == (0, "")
    first, pdf, fill_in, read = found.stderr.splitlines()
    assert first == f"Wrote the report {made / 'council-report.docx'} and the keying sheet {made / 'keying.xlsx'}."
    assert pdf.startswith("No PDF was made: LibreOffice is not on this machine")
    assert fill_in.startswith("To be filled in, marked [to be completed: ...]: the body that approves the calendar; ")
    assert read.startswith("It is for everybody to read")
    document = (made / "council-report.docx").read_bytes()
    assert faults_of(document) == []
    assert docx.Document(BytesIO(document)).core_properties.author == "Anytown"
    assert openpyxl.load_workbook(made / "keying.xlsx").sheetnames == ["Keying"]
    assert not (made / "council-report.pdf").exists()


def test_the_same_plan_gives_the_same_report_and_as_of_says_when(made: Path) -> None:
    run("report", made)
    before = {name: (made / name).read_bytes() for name in ("council-report.docx", "keying.xlsx")}
    assert run("report", made).exit_code == 0
    assert {name: (made / name).read_bytes() for name in before} == before
    assert run("report", made, "--as-of", "2015-10-20T12:00:00Z").exit_code == 0
    assert docx.Document(made / "council-report.docx").core_properties.created.isoformat()[:16] == "2015-10-20T12:00"


def test_where_libreoffice_is_there_is_a_pdf(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_libreoffice(tmp_path, monkeypatch)
    found = run("report", made, "--json")
    document = json.loads(found.stdout)
    assert document["files"]["pdf"] == str(made / "council-report.pdf")
    assert (made / "council-report.pdf").read_bytes() == b"%PDF made\n"
    assert document["wrong"] == []


def test_a_report_elsewhere_has_the_others_beside_it_and_writes_over_nothing(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "for-council.docx"
    assert run("report", made, "-o", target).exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("for-council*")) == [
        "for-council-keying.xlsx",
        "for-council.docx",
    ]
    again = run("report", made, "-o", target)
    assert (again.exit_code, again.stderr) == (
        2,
        f"{target} is there already. Choose another name, or move it away first.\n",
    )
    wrong = run("report", made, "-o", tmp_path / "report.pdf")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        f"{tmp_path / 'report.pdf'} is no name for a Word document: let it end in .docx.\n",
    )


def test_a_report_that_was_edited_is_not_written_over(made: Path) -> None:
    run("report", made)
    (made / "council-report.docx").write_bytes(b"edited")
    found = run("report", made)
    assert found.exit_code == 2
    assert "council-report.docx would be lost: edited since" in found.stderr
    assert (made / "council-report.docx").read_bytes() == b"edited"


def test_a_plan_that_breaks_a_rule_gets_no_report_unless_anyway(made: Path) -> None:
    rooms = "room,name,venue,capacity\nCR1,Committee Room 1,Town Hall,1\nCR2,Committee Room 2,Town Hall,1\n"
    (made / "input" / "rooms.csv").write_text(rooms, encoding="utf-8")
    refused = run("report", made)
    assert (refused.exit_code, (made / "council-report.docx").exists()) == (1, False)
    assert refused.stderr.startswith(f"No report of {made} is made: ")
    found = run("report", made, "--anyway", "To be shown to the chairs")
    assert found.exit_code == 0
    assert "Made although this is wrong: input: This is not the input that the plan was made from" in found.stderr
    document = docx.Document(made / "council-report.docx")
    assert any("The reason given: To be shown to the chairs." in one.text for one in document.paragraphs)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert run("report", tmp_path / "nowhere").exit_code == 2


# -- what a screen shows of it


def test_what_a_screen_shows_is_what_the_command_writes(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("report", made, "-o", tmp_path / "r.docx")
    moment = None
    shown = report_shown(made, moment, None)
    assert (shown.title, shown.has_pdf) == ("Anytown: Small calendar", False)
    assert shown.meetings.startswith("3 meetings of 2 bodies")
    assert shown.exceptions == ()
    assert len(shown.recommendations) == 2
    assert paper(made, "report", moment, None) == (tmp_path / "r.docx").read_bytes()
    assert paper(made, "keying", moment, None) == (tmp_path / "r-keying.xlsx").read_bytes()
    with pytest.raises(CannotWrite, match="No PDF was made"):
        paper(made, "pdf", moment, None)
    a_libreoffice(tmp_path, monkeypatch)
    assert paper(made, "pdf", moment, None) == b"%PDF made\n"
    assert report_shown(made, moment, None).has_pdf


def test_a_screen_shows_what_the_site_shows_wrongly(made: Path, tmp_path: Path) -> None:
    site = site_shown(made, [saved(tmp_path, "a.xml", "Growth Board")])
    assert [one.endswith(" is not on the site.") for one in site.wrong] == [True]
    assert site.others[0] == "Of 1 meeting looked for, the site shows 0 as in the calendar."


# -- what the council's site shows


def test_a_site_that_shows_the_calendar_ends_with_0(made: Path, tmp_path: Path) -> None:
    answers = [
        saved(tmp_path, "a.xml", "Growth Board", *shown_of(made, "GB")),
        saved(tmp_path, "b.xml", "The Health Board", *shown_of(made, "HWB")),
    ]
    found = run("report", made, "--compare", *answers)
    assert (found.exit_code, found.stdout) == (
        0,
        "Of 3 meetings looked for, the site shows 3 as in the calendar.\n",
    )
    assert not (made / "council-report.docx").exists()


def test_what_the_site_shows_wrongly_is_said_and_ends_with_1(made: Path, tmp_path: Path) -> None:
    right = shown_of(made, "HWB")
    answer = saved(
        tmp_path,
        "a.xml",
        "Health Board",
        ONE.format(number=99, day="28/11/2014", status="Confirmed", time="10.00 am"),
        right[0].replace("Provisional", "Cancelled"),
    )
    other = saved(tmp_path, "b.xml", "Pigeon Panel", ONE.format(number=8, day="10/11/2015", status="", time="6.00 pm"))
    found = run("report", made, "--compare", answer, "--compare", other)
    assert found.exit_code == 1
    lines = found.stdout.splitlines()
    assert lines[0].startswith("Pigeon Panel is on the site, and is no body of the calendar.")
    assert lines[1].endswith(": the site has it as cancelled, and it is to be held.")
    assert lines[2].startswith("Health Board on ")
    assert lines[2].endswith(" is not on the site.")
    assert lines[3] == "Of 2 meetings looked for, the site shows 0 as in the calendar."
    assert lines[4] == "1 meeting on the site before or after the calendar: not looked at."
    assert lines[5] == "Not in these answers, so nothing is known of it: Growth Board. Save their answers too."


def test_every_kind_of_difference_has_its_sentence_and_its_row(made: Path, tmp_path: Path) -> None:
    (shown,) = shown_of(made, "GB")
    day, start = (shown.split(f"<{tag}>")[1].split("<")[0] for tag in ("meetingdate", "meetingtime"))
    one = saved(tmp_path, "a.xml", "Growth Board", shown.replace(start, "6.00 am").replace("Provisional", "Confirmed"))
    room = tmp_path / "b.xml"
    room.write_text(
        f"<meeting><meetingid>3</meetingid><meetingdate>{day}</meetingdate><meetingstatus>Confirmed</meetingstatus>"
        "<meetingtime>6.00 am</meetingtime><meetinglocation>The Barn</meetinglocation></meeting>",
        encoding="utf-8",
    )
    number = shown.split("<meetingid>")[1].split("<")[0]
    room.write_text(room.read_text(encoding="utf-8").replace(">3<", f">{number}<", 1), encoding="utf-8")
    found = run("report", made, "--compare", one, room, "--json")
    document = json.loads(found.stdout)
    assert [row["kind"] for row in document["wrong"]] == ["status", "time", "room"]
    messages = [row["message"].partition(": ")[2] for row in document["wrong"]]
    assert messages[:2] == ["the site says “Confirmed”, and it is provisional.", "the site has it at 06:00."]
    assert messages[2].startswith("the site has it in The Barn, and not in Committee Room ")
    assert {row["where"].partition(",")[0] for row in document["wrong"]} == {"a.xml"}
    no_time = saved(tmp_path, "d.xml", "Growth Board", shown.replace(start, ""))
    assert "the site shows no time." in run("report", made, "--compare", no_time).stdout
    without = saved(
        tmp_path,
        "c.xml",
        "Growth Board",
        shown.replace(start, "").replace(day, "27/11/2015" if day != "27/11/2015" else "26/11/2015"),
        ONE.format(number=77, day="04/11/2015", status="", time="6.00 pm"),
        ONE.format(number=78, day="05/11/2015", status="On hold", time=""),
    )
    told = run("report", made, "--compare", without).stdout
    assert "the site has it on " in told
    assert "and not in the calendar." in told
    assert "Not read: On hold, no status that is known" in told


def test_what_is_cancelled_in_the_calendar_and_not_on_the_site_is_told(made: Path, tmp_path: Path) -> None:
    plan = made / "plan.json"
    answer = saved(tmp_path, "a.xml", "Growth Board", *shown_of(made, "GB"))
    document = json.loads(plan.read_text(encoding="utf-8"))
    for one in document["meetings"]:
        one["status"] = "cancelled"
    plan.write_text(json.dumps(document), encoding="utf-8")
    found = run("report", made, "--compare", answer)
    assert found.exit_code == 1
    assert "it is cancelled, and the site does not say so." in found.stdout
    assert "No meeting of the calendar was looked for" in found.stdout


def test_answers_without_compare_are_refused(made: Path, tmp_path: Path) -> None:
    found = run("report", made, saved(tmp_path))
    assert (found.exit_code, "Say --compare before the saved answers." in found.stderr) == (2, True)


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><getmeetings><committee>
<committeetitle>&a;</committeetitle></committee></getmeetings>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "bad.xml"),
        (COMMITTEES, "bad.xml is an answer of modern.gov, and not about meetings"),
        ("<rss><channel/></rss>", "bad.xml seems to be a feed of news"),
        ("<getmeetings><committee>", "bad.xml"),
        ("<getmeetings></getmeetings>", "nothing is in it"),
        ("Committee,Date\nGrowth Board,19 November 2015\n", "bad.xml is no answer of modern.gov's web service"),
        ("", "bad.xml is an empty file"),
        ("<getmeetings>" + "<committee/>" * 120_000 + "</getmeetings>", "bad.xml"),
        ("<getmeetings>" + "<a>" * 60 + "</a>" * 60 + "</getmeetings>", "bad.xml"),
        ("<meeting><meetingdate>19/11/2015</meetingdate></meeting>", "a meeting without a number"),
    ],
    ids=["entities", "committees", "rss", "half", "nothing", "csv", "empty", "many", "deep", "no-number"],
)
def test_a_hostile_or_another_file_is_refused_in_words_with_all_others(
    made: Path, tmp_path: Path, content: str, said: str
) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text(content, encoding="utf-8")
    found = run("report", made, "--compare", bad, tmp_path / "missing.xml", saved(tmp_path))
    assert found.exit_code == 2
    assert said in found.stderr
    assert "missing.xml" in found.stderr
    assert "2 faults to put right." in found.stderr
    assert "Traceback" not in found.stderr


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(made: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    with large.open("wb") as file:
        file.write(b"<getmeetings>")
        file.truncate(50_000_001)
    found = run("report", made, "--compare", large)
    assert found.exit_code == 2
    assert "large.xml" in found.stderr
    assert "Traceback" not in found.stderr


def test_an_answer_about_one_meeting_whose_committee_it_names_is_read(made: Path, tmp_path: Path) -> None:
    answer = tmp_path / "GetMeeting.xml"
    answer.write_text(MEETING, encoding="utf-8")
    found = run("report", made, "--compare", answer)
    assert "1 meeting on the site before or after the calendar: not looked at." in found.stdout
