"""`change` as an officer types it: what follows, and the plan that moves least."""

import csv
import json
from datetime import datetime

import pytest
import xlsxwriter
from click.testing import CliRunner
from openpyxl import load_workbook
from small_input import write_input

from scheduler.cli import main

BODIES = (
    "body,name,meetings_min,start_times,notice_clear_days,quorum\n"
    "HWB,Health Board,2,10:00,5,1\nGB,Growth Board,1,10:00,,1\n"
)
PEOPLE = (
    "person,name,category\nANN,Councillor Ann,councillor\nBOB,Councillor Bob,councillor\n"
    "CAT,Councillor Cat,councillor\nDAN,Councillor Dan,councillor\nDPH,Director of Public Health,officer\n"
)
MEMBERSHIPS = "person,body,role,note\nANN,HWB,chair,\nDPH,HWB,adviser,\nBOB,GB,chair,=of the ward\nCAT,GB,,\n"
CALENDAR = (
    "body,date,start,end,room\nHWB,2015-11-12,10:00,12:00,CR1\n"
    "HWB,2015-11-24,10:00,12:00,CR1\nGB,2015-11-24,10:00,12:00,CR2\n"
)
UNKNOWN = (
    "1 meeting of the plan cannot be looked at, for the input does not know GB. "
    "See whether the plan was made from this input."
)
MOVE = (
    "  - Move Health Board from Tuesday 24 November 2015 to Thursday 26 November 2015 at 10:00. "
    "Cost: 1 meeting moved and 3 people affected."
)
OVER = (
    "a change from Thursday 20 November 2025 comes after the calendar's last day, Friday 27 November 2015. "
    "See whether the year is right."
)
CLOSED = "start_date,end_date,reason\n"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def document(found):
    return json.loads(found.stdout)


@pytest.fixture
def small(tmp_path):
    return write_input(tmp_path / "small", bodies=BODIES, people=PEOPLE, memberships=MEMBERSHIPS)


@pytest.fixture
def calendar(tmp_path):
    path = tmp_path / "calendar.csv"
    path.write_text(CALENDAR, encoding="utf-8")
    return path


def after(folder, **tables):
    return write_input(folder / "after", **{"bodies": BODIES, "people": PEOPLE, "memberships": MEMBERSHIPS, **tables})


def dates(folder):
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return [(row["body"], row["sequence"], row["date"], row["start"], row["room"]) for row in plan["meetings"]]


PUBLISHED = [
    ("HWB", 1, "2015-11-12", "10:00", "CR1"),
    ("GB", 1, "2015-11-24", "10:00", "CR2"),
    ("HWB", 2, "2015-11-24", "10:00", "CR1"),
]


# -- what follows


def test_change_that_disturbs_nobody_ends_with_0(small, calendar):
    found = run("change", small, calendar, "--join", "DPH:GB", "--from", "2015-11-25", "--json")
    assert (found.exit_code, document(found)) == (
        0,
        {
            "changes": ["Director of Public Health joins Growth Board from Wednesday 25 November 2015."],
            "contradictions": [],
            "appear": {"breaches": [], "clashes": []},
            "disappear": {"breaches": [], "clashes": []},
            "apologies": [],
            "quorum": [],
            "two_places": {},
            "points": {"apologies": {"before": 0, "after": 0}, "substitutes": {"before": 0, "after": 0}},
            "law": [],
            "repair": None,
        },
    )


def test_change_that_puts_somebody_in_two_places_ends_with_1(small, calendar):
    found = run("change", small, calendar, "--join", "ANN:GB", "--json")
    clash = {"bodies": ["GB", "HWB"], "dates": ["2015-11-24"], "people": ["ANN"], "broken": False, "apart": ""}
    assert (found.exit_code, document(found)) == (
        1,
        {
            "changes": ["Councillor Ann joins Growth Board."],
            "contradictions": [],
            "appear": {"breaches": [], "clashes": [clash]},
            "disappear": {"breaches": [], "clashes": []},
            "apologies": [
                {
                    "body": "GB", "sequence": 1, "date": "2015-11-24", "person": "ANN", "was": None,
                    "now": "apologies", "substitute": None, "reason": "sits at Health Board at the same time",
                }
            ],
            "quorum": [],
            "two_places": {"ANN": [{"bodies": ["GB", "HWB"], "dates": ["2015-11-24"]}]},
            "points": {"apologies": {"before": 0, "after": 2}, "substitutes": {"before": 0, "after": 0}},
            "law": [],
            "repair": None,
        },
    )  # fmt: skip


def test_change_in_sentences(small, calendar):
    found = run("change", small, calendar, "--leave", "DPH:HWB", "--join", "DPH:HWB:member", "--from", "20/11/2015")
    assert (found.exit_code, found.stdout.splitlines()) == (
        0,
        [
            "Director of Public Health joins Health Board from Friday 20 November 2015.",
            "Director of Public Health leaves Health Board from Friday 20 November 2015.",
            "",
            "The calendar can stay as it is: no rule is newly broken and nobody is newly wanted in two places.",
            "Attendance:",
            "  Director of Public Health at Health Board: was there, now no member, on Tuesday 24 November 2015",
            "  Director of Public Health at Health Board: was no member, now there, on Tuesday 24 November 2015",
            "Quorums:",
            "  Health Board, Tuesday 24 November 2015: 2 voting members there, 1 needed (was 1 with 1 needed)",
            "On the days concerned there are as many apologies and substitutes as before.",
        ],
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nothing is to change. Give --join, --leave or --substitute"),
        (("--from", "soon", "--join", "ANN:GB"), "“soon” is no date. Write the day as 2026-11-19 or 19/11/2026"),
        (("--join", "ANN"), "“ANN” is no person and body"),
        (("--changes", "none.csv"), "changes: none.csv is not there. Give a table person, body"),
        (("--input-after", "none"), "none is not there. Give the path of a workbook"),
    ],
)
def test_change_that_cannot_be_understood_ends_with_2(small, calendar, arguments, words):
    found = run("change", small, calendar, *arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert words in found.stderr


def test_change_tells_the_faults_of_options_and_of_the_table_together(small, calendar, tmp_path):
    table = tmp_path / "changes.csv"
    table.write_text("person,body,action,odd\nANN,GB,jion,\nBOB,HWB,join,\n", encoding="utf-8")
    found = run("change", small, calendar, "--changes", table, "--leave", "ANN:BG", "--json")
    told = document(found)
    assert [(row["table"], row["row"], row["column"]) for row in told["faults"]] == [
        ("", None, None),
        ("changes", 2, "action"),
    ]
    assert [(row["table"], row["column"]) for row in told["warnings"]] == [("changes", "odd")]
    assert found.exit_code == 2


def test_change_of_the_plan_of_another_council_is_refused(small, tmp_path):
    other = tmp_path / "other.json"
    run("plan", small, "-o", tmp_path / "made")
    plan = json.loads((tmp_path / "made" / "plan.json").read_text(encoding="utf-8"))
    for meeting in plan["meetings"]:
        meeting["body"] = f"X{meeting['body']}"
    other.write_text(json.dumps(plan), encoding="utf-8")
    found = run("change", small, other, "--join", "ANN:GB")
    assert found.exit_code == 2
    assert "none of the plan's 3 meetings is of a body of the input." in found.stderr


def test_change_warns_of_bodies_it_does_not_know_and_of_a_year_that_is_over(small, calendar, tmp_path):
    bodies = BODIES.partition("GB,")[0]
    smaller = after(tmp_path, bodies=bodies, memberships=MEMBERSHIPS.partition("BOB")[0])
    run("plan", small, "-o", tmp_path / "made", "--baseline", calendar)
    found = run("change", smaller, tmp_path / "made", "--leave", "ANN:HWB", "--from", "2025-11-20")
    assert (found.exit_code, [line for line in found.stderr.splitlines() if line.startswith("Warning: ")]) == (
        0,
        [f"Warning: {words}" for words in (UNKNOWN, OVER)],
    )


def test_change_holds_from_the_day_of_as_of_where_nothing_else_is_said(small, calendar):
    found = run("change", small, calendar, "--leave", "ANN:HWB", "--as-of", "2015-11-20T09:00", "--json")
    assert document(found)["changes"] == ["Councillor Ann leaves Health Board from Friday 20 November 2015."]


def test_change_reads_the_epoch_by_the_clock_of_the_council(small, calendar, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1466809200")  # 2016-06-24T23:00:00Z, midnight in London
    found = run("change", small, calendar, "--leave", "ANN:HWB", "--json")
    assert document(found)["changes"] == ["Councillor Ann leaves Health Board from Saturday 25 June 2016."]


# -- the plan that moves least


def test_repair_after_a_bank_holiday_moves_what_was_on_it_and_nothing_else(small, calendar, tmp_path):
    made = tmp_path / "made"
    assert run("plan", small, "-o", made, "--baseline", calendar).exit_code == 0
    assert dates(made) == PUBLISHED
    new = after(tmp_path, closed_dates=f"{CLOSED}2015-11-11,2015-11-12,Proclaimed\n")
    found = run("change", small, made, "--input-after", new, "--repair", tmp_path / "repaired", "--json")
    told = document(found)
    assert found.exit_code == 0, found.stderr
    assert dates(tmp_path / "repaired") == [("HWB", 1, "2015-11-13", "10:00", "CR1"), *PUBLISHED[1:]]
    assert [breach["rule"] for breach in told["appear"]["breaches"]] == ["closed_date"]
    (move,) = told["repair"]["moves"]
    assert {key: move[key] for key in ("body", "sequence", "from", "to", "kind", "people")} == {
        "body": "HWB", "sequence": 1, "from": "2015-11-12", "to": "2015-11-13", "kind": "moved",
        "people": ["ANN", "DPH"],
    }  # fmt: skip
    assert told["repair"]["least"]
    assert [(way["kind"], way["possible"], way["meetings_moved"]) for way in told["repair"]["alternatives"]] == [
        ("accept", False, 0),
        ("move", True, 1),
    ]
    feed = (tmp_path / "repaired" / "feeds" / "bodies" / "HWB.ics").read_text(encoding="utf-8")
    assert sorted(line for line in feed.splitlines() if line.startswith("SEQUENCE")) == ["SEQUENCE:0", "SEQUENCE:1"]
    assert run("check", tmp_path / "repaired" / "input", tmp_path / "repaired").exit_code == 0


def test_repair_of_a_by_election_changes_only_what_it_must(small, calendar, tmp_path):
    table = tmp_path / "by-election.csv"
    table.write_text(
        "person,body,action,role,date,name\nANN,HWB,leave,,2015-11-16,\nEVE,HWB,join,chair,2015-11-16,=Eve\n",
        encoding="utf-8",
    )
    found = run("change", small, calendar, "--changes", table, "--repair", tmp_path / "repaired")
    assert (found.exit_code, found.stdout.splitlines()[-1]) == (
        0,
        "The least change: no meeting moves. The new calendar keeps every date, time and room.",
    )
    assert dates(tmp_path / "repaired") == PUBLISHED
    kept = tmp_path / "repaired" / "input"
    assert (kept / "memberships.csv").read_text(encoding="utf-8") == (
        "person,body,role,note,start_date,end_date\nANN,HWB,chair,,,2015-11-15\nDPH,HWB,adviser,\n"
        "BOB,GB,chair,=of the ward\nCAT,GB,,\nEVE,HWB,chair,,2015-11-16\n"
    )
    assert (kept / "people.csv").read_text(encoding="utf-8") == f"{PEOPLE}EVE,=Eve\n"
    assert run("check", kept, tmp_path / "repaired").exit_code == 0
    again = run(
        "change", kept, tmp_path / "repaired", "--leave", "DPH:HWB", "--repair", tmp_path / "repaired", "--json"
    )
    assert (again.exit_code, document(again)["repair"]["moves"]) == (0, [])


def test_repair_keeps_apart_who_is_needed_at_both(small, calendar, tmp_path):
    both = "person,body,role\nANN,HWB,chair\nANN,GB,chair\n"
    new = after(tmp_path, memberships=both, closed_dates=f"{CLOSED}2015-11-23,,Works\n")
    found = run("change", small, calendar, "--input-after", new, "--repair", tmp_path / "repaired", "--json")
    assert [(move["body"], move["from"], move["to"]) for move in document(found)["repair"]["moves"]] == [
        ("GB", "2015-11-24", "2015-11-25")
    ]


def test_repair_offers_what_else_could_be_done(small, calendar, tmp_path):
    found = run("change", small, calendar, "--join", "CAT:HWB", "--repair", tmp_path / "repaired")
    assert found.stdout.splitlines()[-4:] == [
        "What could be done:",
        "  - Leave every date as it is. Cost: 1 person affected and 1 more apology from a member.",
        "  - Name Councillor Dan to deputise for Councillor Cat at Health Board. Cost: 1 more substitute.",
        MOVE,
    ]


def test_repair_never_moves_what_has_been_held_or_called(small, calendar, tmp_path):
    made = tmp_path / "made"
    run("plan", small, "-o", made, "--baseline", calendar)
    new = after(tmp_path, closed_dates=f"{CLOSED}2015-11-12,,Proclaimed\n2015-11-24,,Proclaimed\n")
    before = json.loads((made / "plan.json").read_text(encoding="utf-8"))["meetings"][0]
    for moment in ("2015-11-04", "2015-11-13"):
        repaired = tmp_path / moment
        found = run("change", small, made, "--input-after", new, "--as-of", moment, "--repair", repaired, "--json")
        assert found.exit_code == 0, found.stderr
        assert dates(repaired)[0] == PUBLISHED[0]
        assert "2015-11-24" not in {row[2] for row in dates(repaired)}
        assert json.loads((repaired / "plan.json").read_text(encoding="utf-8"))["meetings"][0] == before
        assert {move["sequence"] for move in document(found)["repair"]["moves"]} <= {1, 2}
        told = run("check", new, repaired, "--as-of", moment)
        assert (told.exit_code, told.stdout.splitlines()[0]) == (0, "No rule is broken.")
        assert "does not fit the input by now" in told.stderr
        assert run("check", new, repaired).exit_code == 0
        assert run("check", new, repaired, "--as-of", "2015-10-01").exit_code == 1


def test_repair_moves_to_no_day_for_which_it_is_too_late(small, calendar, tmp_path):
    made = tmp_path / "made"
    run("plan", small, "-o", made, "--baseline", calendar)
    new = after(tmp_path, closed_dates="start_date,reason,applies_to\n2015-11-24,Proclaimed,\n2015-11-25,Works,GB\n")
    found = run("change", small, made, "--input-after", new, "--as-of", "2015-11-15", "--repair", tmp_path / "repaired")
    assert found.exit_code == 0, found.stderr
    assert dates(tmp_path / "repaired") == [
        PUBLISHED[0],
        ("GB", 1, "2015-11-23", "10:00", "CR2"),
        ("HWB", 2, "2015-11-25", "10:00", "CR1"),
    ]


def test_repair_without_time_says_so(small, calendar, tmp_path):
    arguments = ("change", small, calendar, "--join", "CAT:HWB", "--repair", tmp_path / "no", "--time-limit", "1e-9")
    found = run(*arguments, "--json")
    told = document(found)
    assert (found.exit_code, told["status"], told["repair"]) == (3, "out_of_time", None)
    assert "Time ran out before a plan was found." in run(*arguments).stderr
    assert not (tmp_path / "no").exists()


def test_repair_keeps_a_folder_that_is_not_its_own(small, calendar, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letters.txt").write_text("keep me", encoding="utf-8")
    found = run("change", small, calendar, "--join", "ANN:GB", "--repair", tmp_path / "mine")
    assert found.exit_code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letters.txt"]


def test_repair_after_a_change_that_leaves_too_few_for_a_quorum_says_that_there_is_no_plan(small, calendar, tmp_path):
    rules = "body,minimum,person\nHWB,1,DPH\n"
    ruled = write_input(tmp_path / "ruled", bodies=BODIES, people=PEOPLE, quorum_rules=rules,
                        memberships=MEMBERSHIPS.replace("DPH,HWB,adviser", "DPH,HWB,"))  # fmt: skip
    found = run("change", ruled, calendar, "--leave", "DPH:HWB", "--repair", tmp_path / "no", "--json")
    told = document(found)
    assert (found.exit_code, told["status"], told["repair"]) == (1, "infeasible", None)
    assert {reason["rule"] for reason in told["because"]} == {"cadence", "quorum_rule"}
    assert [way["kind"] for way in told["other_ways"]] == ["accept"]
    assert not (tmp_path / "no").exists()


def test_repair_of_a_workbook_amends_its_sheet(small, calendar, tmp_path):
    source = tmp_path / "year.xlsx"
    with xlsxwriter.Workbook(source, {"strings_to_formulas": False}) as book:
        for path in sorted(small.glob("*.csv")):
            sheet = book.add_worksheet(path.stem)
            with path.open(encoding="utf-8", newline="") as file:
                for number, row in enumerate(csv.reader(file)):
                    sheet.write_row(number, 0, row)
    arguments = ("--leave", "DPH:HWB", "--from", "2015-11-20", "--join", "DAN:GB:vice_chair")
    found = run("change", source, calendar, *arguments, "--repair", tmp_path / "repaired")
    assert found.exit_code == 0, found.stderr
    kept = tmp_path / "repaired" / "input" / "year.xlsx"
    assert [[cell.value for cell in row] for row in load_workbook(kept)["memberships"].iter_rows()] == [
        ["person", "body", "role", "note", "start_date", "end_date"],
        ["ANN", "HWB", "chair", None, None, None],
        ["DPH", "HWB", "adviser", None, None, datetime(2015, 11, 19)],
        ["BOB", "GB", "chair", "=of the ward", None, None],
        ["CAT", "GB", None, None, None, None],
        ["DAN", "GB", "vice_chair", None, datetime(2015, 11, 20), None],
    ]
    assert run("check", kept, tmp_path / "repaired").exit_code == 0


def test_repair_after_a_new_input_and_changes_of_it(small, calendar, tmp_path):
    new = after(tmp_path, memberships=f"{MEMBERSHIPS}DAN,GB,,\n")
    arguments = ("--input-after", new, "--leave", "DAN:GB", "--join", "DAN:HWB:vice_chair", "--from", "2015-11-13")
    found = run("change", small, calendar, *arguments, "--repair", tmp_path / "repaired", "--json")
    told = document(found)
    assert (found.exit_code, told["changes"]) == (
        0,
        [
            f"The input is {new} from now on.",
            "Councillor Dan joins Health Board as vice-chair from Friday 13 November 2015.",
            "Councillor Dan leaves Growth Board from Friday 13 November 2015.",
        ],
    )
    assert [(row["body"], row["date"], row["person"], row["now"]) for row in told["apologies"]] == [
        ("HWB", "2015-11-24", "DAN", "attends")
    ]
    assert told["repair"]["moves"] == []
    assert (new / "memberships.csv").read_text(encoding="utf-8") == f"{MEMBERSHIPS}DAN,GB,,\n"


# -- a changed input that contradicts itself

FULL = "body,name,meetings_min,start_times,seats\nHWB,Health Board,2,10:00,1\nGB,Growth Board,1,10:00,2\n"
NO_SEAT = (
    "Growth Board has 2 seats and would have 3 voting members on Wednesday 25 November 2015: 1 of these has to leave "
    "by then, or who joins has no vote: Councillor Bob and Councillor Cat."
)


@pytest.fixture
def full(tmp_path):
    return write_input(tmp_path / "full", bodies=FULL, people=PEOPLE, memberships=MEMBERSHIPS)


def test_who_joins_a_full_body_is_told_at_once_that_somebody_has_to_leave(full, calendar):
    found = run("change", full, calendar, "--join", "DAN:GB", "--from", "2015-11-25")
    lines = found.stdout.splitlines()
    assert (found.exit_code, lines[2], lines[5:7]) == (
        1,
        "The workbook contradicts itself once this is done, so nothing could be planned.",
        ["Who might leave:", f"  {NO_SEAT}"],
    )
    assert "GB has 2 seats, and on Wednesday 25 November 2015 3 voting members" in lines[4]


def test_no_repair_is_searched_where_a_body_would_have_more_members_than_seats(full, calendar, tmp_path):
    target = tmp_path / "repaired"
    found = run("change", full, calendar, "--join", "DAN:GB", "--repair", target, "--time-limit", "60", "--json")
    told = document(found)
    assert (found.exit_code, told["status"], [one["column"] for one in told["contradictions"]]) == (
        1, "infeasible", ["seats"]
    )  # fmt: skip
    assert "GB has 2 seats" in told["because"][0]["message"]
    assert not target.exists()


def test_who_joins_a_full_body_without_a_vote_takes_no_seat(full, calendar):
    assert run("change", full, calendar, "--join", "DPH:GB:adviser", "--from", "2015-11-25").exit_code == 0


# -- somebody new, of a political group


def test_the_political_group_of_somebody_new_is_written_into_the_amended_input(small, calendar, tmp_path):
    table = tmp_path / "by-election.csv"
    table.write_text("person,name,body,action,group\nEVE,Councillor Eve,GB,join,Independent\n", encoding="utf-8")
    assert run("change", small, calendar, "--changes", table, "--repair", tmp_path / "repaired").exit_code == 0
    rows = (tmp_path / "repaired" / "input" / "people.csv").read_text(encoding="utf-8").splitlines()
    (eve,) = (row for row in csv.DictReader(rows) if row["person"] == "EVE")
    assert (eve["name"], eve["group"]) == ("Councillor Eve", "Independent")
