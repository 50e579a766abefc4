"""Public holidays that are re-opened, closures from a calendar file, and parish notice, as an officer meets them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_input import write_input

from scheduler.cli import main

SETTINGS = "setting,value\ntitle,Year\nstart_date,2026-10-01\nend_date,2027-04-30\n"
SCOTLAND = f"{SETTINGS}holidays,GB-SCT\n"
BODIES = "body,name,meetings_min,notice_clear_days\nPRB,Planning Review Body,1,3\n"
PEOPLE = "person,name\nA,A\nB,B\nC,C\n"
MEMBERS = "person,body,role\nA,PRB,chair\nB,PRB,\nC,PRB,\n"
HALF_TERM = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:half
SUMMARY:Half term
DTSTART;VALUE=DATE:20270215
DTEND;VALUE=DATE:20270220
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def council(folder: Path, **tables: str) -> Path:
    own = {"settings": SETTINGS, "bodies": BODIES, "people": PEOPLE, "memberships": MEMBERS}
    return write_input(folder / "in", **{**own, **tables})


def planned(source: Path, folder: Path) -> dict[str, object]:
    found = run("plan", source, "-o", folder, "--time-limit", "30")
    assert found.exit_code == 0, found.output
    (meeting,) = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["meetings"]
    return meeting


def test_a_scottish_council_meets_on_saint_andrews_day_that_counts_for_no_notice(tmp_path: Path) -> None:
    fixed = "body,date\nPRB,2026-11-30\n"
    closed = "start_date,reason,strength,applies_to\n2026-11-30,We work,open,PRB\n"
    source = council(tmp_path, settings=SCOTLAND, fixed_meetings=fixed, closed_dates=closed)
    meeting = planned(source, tmp_path / "out")
    assert (meeting["date"], meeting["agenda_deadline"]) == ("2026-11-30", "2026-11-24")
    day_after = council(tmp_path / "later", settings=SCOTLAND, fixed_meetings="body,date\nPRB,2026-12-01\n")
    assert planned(day_after, tmp_path / "later" / "out")["agenda_deadline"] == "2026-11-24"


def test_without_the_row_the_reason_says_how_it_could_be(tmp_path: Path) -> None:
    source = council(tmp_path, settings=SCOTLAND, fixed_meetings="body,date\nPRB,2026-11-30\n")
    found = run("plan", source, "-o", tmp_path / "out", "--time-limit", "30")
    assert found.exit_code == 1
    assert "never held on a public holiday, unless a row of closed dates re-opens it." in found.output


def test_a_parish_summons_by_section_243(tmp_path: Path) -> None:
    source = council(
        tmp_path,
        settings=f"{SETTINGS}authority_kind,parish\n",
        bodies="body,name,meetings_min,legal_kind\nPRB,Parish Council,1,parish_council\n",
        fixed_meetings="body,date\nPRB,2027-03-31\n",
    )
    meeting = planned(source, tmp_path / "out")
    assert (meeting["agenda_deadline"], meeting["report_due"]) == ("2027-03-20", "2027-03-19")


@pytest.mark.parametrize(("strength", "ends"), [("closed", 1), ("avoid", 0)])
def test_a_half_term_from_a_calendar_file_is_kept_with_the_plan(tmp_path: Path, strength: str, ends: int) -> None:
    fixed, closed = "body,date\nPRB,2027-02-17\n", f"file,strength\nterms.ics,{strength}\n"
    source = council(tmp_path, fixed_meetings=fixed, closed_dates=closed)
    (source / "terms.ics").write_bytes(HALF_TERM)
    out = tmp_path / "out"
    found = run("plan", source, "-o", out, "--time-limit", "30")
    assert found.exit_code == ends, found.output
    if ends:
        assert "Half term" in found.output
    else:
        assert (out / "input" / "terms.ics").read_bytes() == HALF_TERM
        (source / "terms.ics").unlink()
        wishes = json.loads((out / "plan.json").read_text(encoding="utf-8"))["wishes"]
        assert "Half term" in next(one["why"] for one in wishes if one["wish"] == "avoid_dates")
        assert run("export", out, "-o", tmp_path / "again").exit_code == 0


def test_the_edition_of_public_holidays_is_told_where_the_calendar_needs_it(tmp_path: Path) -> None:
    words = "Public holidays are known as proclaimed by Sunday 29 November 2026; one proclaimed later is not."
    found = run("validate", council(tmp_path))
    assert (found.exit_code, words in found.output) == (0, True)
    past = "setting,value\ntitle,Year\nstart_date,2015-10-01\nend_date,2016-04-30\n"
    assert words not in run("validate", council(tmp_path / "past", settings=past)).output
