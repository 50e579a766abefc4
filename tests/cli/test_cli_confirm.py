"""`confirm` as an officer types it."""

import json
from pathlib import Path

import pytest
from builders import outputs_in
from click.testing import CliRunner, Result
from icalendar import Calendar
from small_input import write_input

from scheduler.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("planned")
    assert run("plan", write_input(folder / "small"), "-o", folder / "made").exit_code == 0
    return outputs_in(folder / "made")


@pytest.fixture
def made(planned: dict[str, bytes], tmp_path: Path) -> Path:
    for name, content in planned.items():
        path = tmp_path / "made" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "made"


def states(folder: Path) -> list[tuple[str, str, int, str]]:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return sorted((one["body"], one["status"], one["revision"], one["changed"][:19]) for one in plan["meetings"])


def test_confirm_makes_every_meeting_confirmed_in_every_output(made: Path) -> None:
    found = run("confirm", made, "--as-of", "2015-11-02T08:30:00Z")
    assert (found.exit_code, found.stdout) == (0, "")
    first, *bodies, last = found.stderr.splitlines()
    assert (first, sorted(bodies)) == ("3 meetings confirmed:", ["  Growth Board: 1", "  Health Board: 2"])
    assert last == f"Wrote {made}. Subscribers see it when their calendars next refresh."
    moment = "2015-11-02T08:30:00"
    confirmed = ("confirmed", 1, moment)
    assert states(made) == [("GB", *confirmed), ("HWB", *confirmed), ("HWB", *confirmed)]
    events = Calendar.from_ical((made / "feeds" / "all.ics").read_bytes()).events
    assert {(str(one["STATUS"]), str(one["X-MICROSOFT-CDO-BUSYSTATUS"]), one["SEQUENCE"]) for one in events} == {
        ("CONFIRMED", "BUSY", 1)
    }
    assert "All are confirmed." in (made / "index.html").read_text(encoding="utf-8")


def test_confirm_twice_changes_nothing(made: Path) -> None:
    assert run("confirm", made).exit_code == 0
    before = outputs_in(made)
    found = run("confirm", made, "--as-of", "2015-11-20")
    assert (found.exit_code, found.stderr) == (0, "Nothing was provisional, so nothing is changed.\n")
    assert outputs_in(made) == before


def test_confirm_of_one_body_leaves_the_others(made: Path) -> None:
    found = run("confirm", made, "--body", " hwb ", "--json")
    document = json.loads(found.stdout)
    assert (found.exit_code, document["folder"], document["provisional"]) == (0, str(made), 1)
    assert [(one["body"], one["sequence"], len(one["uid"])) for one in document["confirmed"]] == [
        ("HWB", 1, 36),
        ("HWB", 2, 36),
    ]
    assert "1 meeting of other bodies is still provisional." in found.stderr
    confirmed = ("HWB", "confirmed", 1, "2015-11-02T00:00:01")
    assert states(made) == [("GB", "provisional", 0, "2015-11-02T00:00:00"), confirmed, confirmed]
    again = run("confirm", made, "--body", "Health Board")
    assert again.stderr == "Nothing is changed. 1 meeting of other bodies is still provisional.\n"


def test_confirm_names_every_body_that_is_none(made: Path) -> None:
    before = outputs_in(made)
    found = run("confirm", made, "--body", "HWBX", "--body", "HWB", "--body", "nonsense")
    assert found.exit_code == 2
    assert found.stderr == (
        "“HWBX” is not the code of a body of the input. Did you mean HWB? Write its code.\n"
        "“nonsense” is not the code of a body of the input. Write its code.\n"
        "2 faults to put right.\n"
    )
    assert outputs_in(made) == before


def test_confirm_leaves_cancelled_meetings_cancelled_until_they_have_passed(made: Path) -> None:
    plan = json.loads((made / "plan.json").read_text(encoding="utf-8"))
    one = next(one for one in plan["meetings"] if one["body"] == "GB")
    one["status"] = "cancelled"
    (made / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert run("confirm", made, "--body", "HWB", "--anyway", "GB meets no more.").exit_code == 0
    assert states(made)[0][:3] == ("GB", "cancelled", 1)
    plan = json.loads((made / "plan.json").read_text(encoding="utf-8"))
    plan["meetings"] = [{**one, "status": "provisional"} if one["body"] == "HWB" else one for one in plan["meetings"]]
    (made / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert run("confirm", made, "--as-of", "2015-11-28", "--anyway", "GB meets no more.").exit_code == 0
    assert [state[:2] for state in states(made)] == [("HWB", "confirmed"), ("HWB", "confirmed")]


def test_confirm_of_no_plan_is_a_sentence(tmp_path: Path) -> None:
    found = run("confirm", tmp_path)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "Traceback" not in found.stderr


def test_export_after_confirm_changes_nothing(made: Path) -> None:
    assert run("confirm", made).exit_code == 0
    before = outputs_in(made)
    assert run("export", made).exit_code == 0
    assert outputs_in(made) == before


def test_confirm_leaves_other_plans_to_choose_from_as_they_are(made: Path) -> None:
    for name, content in outputs_in(made).items():
        path = made / "options" / "2" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert run("confirm", made).exit_code == 0
    assert [state[1:3] for state in states(made)] == [("confirmed", 1)] * 3
    assert [state[1:3] for state in states(made / "options" / "2")] == [("provisional", 0)] * 3
