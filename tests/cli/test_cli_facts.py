"""A published calendar planned again in mid-year, under an input that what has been held would not fit any more."""

import json

import pytest
from click.testing import CliRunner
from small_input import TABLES, write_input

from scheduler.cli import main

BODIES = (
    "body,name,aliases,meetings_min,weekdays,start_times,notice_clear_days,open_to_public\n"
    "HWB,Health Board,,2,Tue,10:00,2,yes\nGB,Growth Board,,1,Fri,14:00,,\n"
)
AS_OF = "2015-11-13"
FIXED = "body,date\nHWB,2015-11-10\nHWB,2015-11-24\nGB,2015-11-27\n"
LATER = {
    "another start": {"bodies": BODIES.replace("Tue,10:00", "Tue,18:30")},
    "another weekday": {"bodies": BODIES.replace("2,Tue", "2,Tue;Wed").replace("Tue;Wed,10:00", "Wed,10:00")},
    "longer notice": {"bodies": BODIES.replace("10:00,2,", "10:00,5,")},
    "a closed day": {"closed_dates": "start_date,reason\n2015-11-10,Flood\n"},
    "no members left": {"memberships": "person,body,role\nBOB,GB,chair\n"},
    "a room that is gone": {"rooms": TABLES["rooms"].splitlines()[0] + "\nCR9,New Room,Annexe,20\n"},
    "a body that is gone": {
        "bodies": BODIES.replace("HWB,Health Board,,2,Tue,10:00,2,yes\n", ""),
        "memberships": "person,body,role\nBOB,GB,chair\n",
    },
    "another person": {
        "people": "person,name\nEVE,Councillor Eve\nBOB,Councillor Bob\n",
        "memberships": "person,body,role\nEVE,HWB,chair\nBOB,GB,chair\n",
    },
    "founded since": {
        "bodies": BODIES.replace("body,", "start_date,body,").replace("HWB,", "2015-11-12,HWB,").replace("GB,", ",GB,")
    },
    "oftener": {"bodies": BODIES.replace("Board,,2", "Board,,3").replace("Tue,10:00", "Mon;Tue;Wed,10:00")},
}


def run(*arguments):
    found = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert found.exit_code == 0, found.stderr
    return found


def meetings(folder, body=None):
    rows = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["meetings"]
    return [row for row in rows if body in (None, row["body"])]


@pytest.fixture
def published(tmp_path):
    source = write_input(tmp_path / "before", bodies=BODIES, fixed_meetings=FIXED)
    run("plan", source, "-o", tmp_path / "published", "--as-of", "2015-10-01")
    return tmp_path / "published"


@pytest.mark.parametrize("change", LATER)
def test_what_has_been_held_neither_blocks_the_rest_of_the_year_nor_is_written_anew(published, tmp_path, change):
    source = write_input(tmp_path / "later", **{"bodies": BODIES, **LATER[change]})
    run("plan", source, "-o", tmp_path / "again", "--baseline", published, "--as-of", AS_OF)
    (held, *_), (now, *later) = meetings(published), meetings(tmp_path / "again")
    assert held["date"] == "2015-11-10"
    assert now == held
    assert all(row["date"] >= AS_OF for row in later)
    run("check", source, tmp_path / "again")
    run("plan", source, "-o", tmp_path / "again", "--as-of", AS_OF)
    assert meetings(tmp_path / "again")[0] == held


def test_a_new_start_changes_what_is_to_come_alone(published, tmp_path):
    source = write_input(tmp_path / "later", **LATER["another start"])
    run("plan", source, "-o", tmp_path / "again", "--baseline", published, "--as-of", AS_OF)
    assert [(row["date"], row["start"], row["revision"]) for row in meetings(tmp_path / "again", "HWB")] == [
        ("2015-11-10", "10:00", 0),
        ("2015-11-24", "18:30", 1),
    ]


def test_what_has_been_called_is_held_though_its_day_is_closed_since(published, tmp_path):
    source = write_input(tmp_path / "later", bodies=BODIES, closed_dates="start_date,reason\n2015-11-24,Flood\n")
    run("plan", source, "-o", tmp_path / "again", "--baseline", published, "--as-of", "2015-11-23")
    assert meetings(tmp_path / "again", "HWB") == meetings(published, "HWB")


def test_a_body_and_a_member_with_new_codes_keep_meetings_uids_and_numbers(published, tmp_path):
    source = write_input(
        tmp_path / "later",
        bodies=BODIES.replace("HWB,Health Board,", "WELL,Wellbeing Board,hwb;Health Board"),
        people="person,name,aliases\nA7,Councillor Ann,ANN\nBOB,Councillor Bob,\nDPH,Director of Public Health,\n",
        fixed_meetings=FIXED,
    )
    run("plan", source, "-o", tmp_path / "again", "--baseline", published, "--as-of", AS_OF)
    before, after = meetings(published, "HWB"), meetings(tmp_path / "again", "WELL")
    same = ("uid", "sequence", "date", "start", "room", "status")
    assert [[row[key] for key in same] for row in after] == [[row[key] for key in same] for row in before]
    assert [row["person"] for row in after[0]["attendance"]] == ["A7", "BOB", "DPH"]
    assert {row["status"] for row in meetings(tmp_path / "again")} == {"provisional"}
    assert meetings(tmp_path / "again", "HWB") == []


def test_a_record_that_does_not_fit_any_more_is_a_warning_and_no_breach(published, tmp_path):
    source = write_input(tmp_path / "later", bodies=BODIES, **LATER["a closed day"])
    found = run("check", source, published, "--as-of", AS_OF)
    assert found.stdout.splitlines()[0] == "No rule is broken."
    assert "does not fit the input by now" in found.stderr
    assert "Flood" in found.stderr
