"""`law`, and the law warnings of `validate`, `plan` and `check`, as an officer sees them."""

import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from small_input import write_input

from scheduler.cli import main
from scheduler.law.rows import EDITION, ROWS

EDITION_SAID = "(edition of the law: Monday 30 November 2026)"
HOLIDAYS_SAID = "Public holidays are known as proclaimed by Sunday 29 November 2026; one proclaimed later is not."
BODIES = (
    "body,name,meetings_min,notice_clear_days,open_to_public,legal_kind,attendance_mode\n"
    "HWB,Health Board,2,3,yes,committee,\n,,,,,,\nGB,Growth Board,1,,,informal,online\n"
)
WAIVERS = "body,matter,reason,by\nHWB,Notice,Papers go out by hand,Monitoring Officer\n"
SHORT = (
    "Notice: Health Board gives 3 clear days of notice; the law says 5 clear working days (Local Government Act 1972"
)
ANSWER = "Answered by Monitoring Officer: Papers go out by hand."


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def short(tmp_path):
    """A council whose board gives too little notice."""
    return write_input(tmp_path / "short", bodies=BODIES)


@pytest.fixture
def answered(tmp_path):
    """The same, and somebody answers for it."""
    return write_input(tmp_path / "answered", bodies=BODIES, law_waivers=WAIVERS)


def test_law_lists_every_row_with_its_instrument():
    found = run("law")
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert lines[0] == f"The law, edition of Monday 30 November 2026: {len(ROWS)} rows."
    assert lines[1] == HOLIDAYS_SAID
    assert "Remote attendance" in lines
    assert all(f"    {row.instrument}. {row.standing}." in lines for row in ROWS)


def test_law_of_an_input_lists_what_bears_on_it_and_what_goes_against_it(short):
    found = run("law", short)
    assert found.exit_code == 0
    assert f"of {len(ROWS)} that bear on this input" in found.stdout
    assert "Scotland; principal" not in found.stdout
    heading, warning = found.stdout.splitlines()[-2:]
    assert (
        heading
        == f"1 law warning {EDITION_SAID}; a row of the sheet Law waivers answers one, with a reason and a name:"
    )
    assert warning.startswith(f"  {SHORT}")


def test_law_of_an_input_without_legal_kinds_says_so(tmp_path):
    found = run("law", write_input(tmp_path / "plain"))
    assert found.stdout.splitlines()[-1].startswith("No body of this input has a legal kind")


def test_law_of_a_lawful_input_says_so(tmp_path):
    lawful = BODIES.replace(",3,yes", ",5,yes")
    found = run("law", write_input(tmp_path / "lawful", bodies=lawful))
    assert found.stdout.splitlines()[-1] == f"No law warnings {EDITION_SAID}."


def test_law_as_a_document(short, answered):
    document = json.loads(run("law", short, "--json").stdout)
    assert (list(document), document["edition"]) == (["edition", "rows", "warnings"], EDITION.isoformat())
    assert len(document["rows"]) == len(ROWS)
    bearing = [row for row in document["rows"] if row["bears"] and row["matter"] == "notice"]
    assert [(row["number"], row["unit"], row["in_force_from"]) for row in bearing] == [
        (5, "clear working days", "2002-10-01")
    ]
    assert {row["number"] for row in document["rows"] if row["matter"] == "quorum"} == {"1/4", "1/3", None}
    (warning,) = document["warnings"]
    assert (warning["body"], warning["matter"], warning["waived"]) == ("HWB", "notice", None)
    (warning,) = json.loads(run("law", answered, "--json").stdout)["warnings"]
    assert warning["waived"] == {"reason": "Papers go out by hand", "by": "Monitoring Officer"}
    alone = json.loads(run("law", "--json").stdout)
    assert alone["warnings"] == []
    assert {row["bears"] for row in alone["rows"]} == {None}


def test_law_of_a_wrong_input_ends_with_2(tmp_path):
    found = run("law", write_input(tmp_path / "wrong", bodies="body,name\n"), "--json")
    assert found.exit_code == 2
    assert json.loads(found.stdout)["faults"]


def test_validate_shows_a_law_warning_at_the_row_of_its_body(short, answered):
    found = run("validate", short)
    assert found.exit_code == 0
    assert f"1 law warning {EDITION_SAID};" in found.stderr
    assert f"Warning: bodies, row 2, column notice_clear_days: {SHORT}" in found.stderr
    assert "answer it in the sheet Law waivers with the matter Notice." in found.stderr
    assert ANSWER in run("validate", answered).stderr
    (warning,) = json.loads(run("validate", short, "--json").stdout)["warnings"]
    where = (warning["table"], warning["row"], warning["column"], warning["matter"])
    assert where == ("bodies", 2, "notice_clear_days", "notice")
    assert warning["instrument"].startswith("Local Government Act 1972")
    assert warning["waived"] is None


def test_blank_rows_do_not_shift_the_row_of_a_body(tmp_path):
    bodies = BODIES.replace("informal", "committee")
    document = json.loads(run("validate", write_input(tmp_path / "two", bodies=bodies), "--json").stdout)
    found = {warning["matter"]: warning["row"] for warning in document["warnings"]}
    assert found == {"notice": 2, "public_access": 4, "remote_attendance": 4}


def test_plan_and_check_show_law_warnings_and_end_as_ever(answered, tmp_path):
    planned = run("plan", answered, "-o", tmp_path / "plan", "--json")
    assert planned.exit_code == 0
    assert json.loads(planned.stdout)["law"]["warnings"][0]["matter"] == "notice"
    heading = f"1 law warning, answered {EDITION_SAID}:"
    assert heading in planned.stderr
    assert SHORT in planned.stderr
    checked = run("check", answered, tmp_path / "plan")
    assert checked.exit_code == 0
    assert heading in checked.stdout
    assert ANSWER in checked.stdout
    document = json.loads(run("check", answered, tmp_path / "plan", "--json").stdout)
    assert document["law"]["edition"] == EDITION.isoformat()
    assert document["law"]["warnings"][0]["waived"]["by"] == "Monitoring Officer"
    cover = [row[0] for row in load_workbook(tmp_path / "plan" / "calendar.xlsx")["Cover"].values if row[0]]
    assert heading in cover
    assert ANSWER in " ".join(cover)
    page = (tmp_path / "plan" / "index.html").read_text(encoding="utf-8")
    assert '<section id="law">' in page
    assert ANSWER in page


def test_an_input_without_legal_kinds_is_written_without_the_law(tmp_path):
    planned = run("plan", write_input(tmp_path / "plain"), "-o", tmp_path / "plan")
    assert "law" not in planned.stderr
    assert '<section id="law">' not in (tmp_path / "plan" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [[], ["--options", "2"]])
def test_where_no_plan_exists_the_law_is_told_of_the_input(answered, tmp_path, options):
    shut = "start_date,end_date,reason\n2015-11-02,2015-11-27,Shut\n"
    (answered / "closed_dates.csv").write_text(shut, encoding="utf-8")
    found = run("plan", answered, "-o", tmp_path / "plan", *options)
    assert found.exit_code == 1
    assert SHORT in found.stderr


def test_a_waiver_that_no_meeting_gives_cause_for_is_told_by_check(short, tmp_path):
    (short / "law_waivers.csv").write_text("matter,reason\npresiding,Chosen on the day\n", encoding="utf-8")
    assert "answers nothing" not in run("validate", short).stderr
    run("plan", short, "-o", tmp_path / "plan")
    assert "in the matter presiding, so that answers nothing" in run("check", short, tmp_path / "plan").stderr


def test_a_change_says_what_goes_against_the_law_only_then(tmp_path):
    bodies = "body,name,meetings_min,legal_kind\nHWB,Executive,2,executive\nGB,Scrutiny,1,scrutiny_committee\n"
    memberships = "person,body,role\nANN,HWB,chair\nBOB,GB,chair\n"
    source = write_input(tmp_path / "two", bodies=bodies, memberships=memberships)
    run("plan", source, "-o", tmp_path / "plan")
    asked = ("change", source, tmp_path / "plan", "--join", "ANN:GB")
    found = run(*asked)
    told = "Councillor Ann of the executive sits on Scrutiny; the law says: none may sit on it"
    assert f"Against the law now:\n  Scrutiny: {told}" in found.stdout
    (warning,) = json.loads(run(*asked, "--json").stdout)["law"]
    assert (warning["body"], warning["matter"], warning["waived"]) == ("GB", "scrutiny", None)
    assert "Against the law" not in run("change", source, tmp_path / "plan", "--join", "ANN:HWB").stdout


def test_the_edition_of_public_holidays_is_told_where_more_can_be_proclaimed(tmp_path):
    settings = "setting,value\ntitle,Later\nstart_date,2027-11-01\nend_date,2027-11-30\n"
    later = write_input(tmp_path / "later", settings=settings)
    assert "Public holidays are known as proclaimed by" in run("validate", later).stderr
    assert "Public holidays are known as proclaimed by" in run("law", later).stdout
    assert "proclaimed by" not in run("validate", write_input(tmp_path / "past")).stderr


def test_answered_warnings_are_counted(tmp_path):
    bodies = BODIES.replace("committee,\n", "committee,hybrid\n")
    some = write_input(tmp_path / "some", bodies=bodies, law_waivers=WAIVERS)
    assert f"2 law warnings, 1 of them answered {EDITION_SAID};" in run("validate", some).stderr
    every = f"{WAIVERS}HWB,remote attendance,Officers only,\n"
    answered = write_input(tmp_path / "every", bodies=bodies, law_waivers=every)
    assert f"2 law warnings, all answered {EDITION_SAID}:" in run("validate", answered).stderr
