"""`notices` as an officer types it."""

import json
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from builders import outputs_in
from click.testing import CliRunner, Result
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.notices import notices, shown, zipped
from scheduler.errors import Refused

PEOPLE = (
    "person,name,category,email\nANN,Councillor Ann,councillor,ann@example.gov.uk\n"
    "BOB,Councillor Bob,councillor,\nDPH,Director of Public Health,officer,dph@example.gov.uk\n"
)
WITH_ADDRESS = PEOPLE.replace("Bob,councillor,", "Bob,councillor,bob@example.gov.uk")
SETTINGS = (
    "setting,value\ntitle,Small calendar\nauthority,Anytown\nstart_date,2015-11-02\nend_date,2015-11-27\n"
    "organiser,Democratic Services <ds@example.gov.uk>\n"
)
BODIES = (
    "body,name,meetings_min,notice_clear_days,open_to_public,legal_kind\n"
    "HWB,Health Board,2,5,yes,full_council\nGB,Growth Board,1,,,\n"
)
MOMENT = ("--as-of", "2015-10-01T09:00")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def document(*arguments: object) -> dict:
    found = run("notices", *arguments, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an input and its calendar."""
    folder = tmp_path_factory.mktemp("kept")
    source = write_input(folder / "small", people=PEOPLE, settings=SETTINGS, bodies=BODIES)
    assert run("plan", source, "-o", folder / "made", *MOMENT).exit_code == 0
    return folder


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "home"))


@pytest.fixture
def move(home: Path) -> Callable[..., None]:
    """Return what moves the Growth Board to another day."""

    def moved(to: str = "2015-11-24", *words: object) -> None:
        found = run("move", home / "small", home / "made", "GB#1", to, *words, "--accept", *MOMENT)
        assert found.exit_code == 0, found.output

    return moved


def changes(found: dict) -> dict[str, list[str]]:
    return {one["code"]: [change["change"] for change in one["changes"]] for one in found["receivers"]}


def test_what_was_never_published_is_a_first_invitation(home: Path) -> None:
    found = run("notices", home / "made")
    assert (found.exit_code, found.stdout) == (0, "")
    lines = found.stderr.splitlines()
    assert lines[:4] == [
        "The calendar has never been published: every notice is a first invitation.",
        "By letter alone, for no e-mail address is known: Councillor Bob.",
        "3 people are told.",
        "1 keeper of rooms is told.",
    ]
    assert lines[-1] == (
        f"Wrote {home / 'made' / 'notices'}: look at it first, beginning with notices.xlsx. Nothing has been sent."
    )
    written = outputs_in(home / "made")
    assert {
        "notices/notices.xlsx",
        "notices/letters.docx",
        "notices/letters/Councillor Bob (BOB).docx",
    } <= written.keys()
    assert "notices/messages/Councillor Bob (BOB).eml" not in written


def test_since_a_publication_only_what_has_changed_is_told(home: Path, move: Callable[..., None]) -> None:
    publish = ("publish", home / "made", "--to", home / "site", "--base-url", "https://x.example", *MOMENT)
    assert run(*publish, "--register", home / "register.json").exit_code == 0
    assert document(home / "made", "-o", home / "none")["receivers"] == []
    assert not (home / "none").exists()
    nobody = "Nothing has changed for anybody: nobody is told anything."
    assert run("notices", home / "made").stderr.splitlines()[-1] == nobody
    outbox = home / "made" / "notices"
    outbox.mkdir()
    left = f"What stands in {outbox} was made before, and is left as it is: see whether it has been sent."
    assert run("notices", home / "made").stderr.splitlines()[-2:] == [nobody, left]
    move("2015-11-24", "--reason", "The hall is shut")
    found = document(home / "made")
    assert changes(found) == {"BOB": ["moved"], "Town Hall": ["moved"]}
    assert (found["since"]["first"], found["since"]["step"]) == (False, 2)
    assert found["receivers"][0]["changes"][0]["why"] == "The hall is shut"
    assert sorted(found["files"]) == [
        "notices/letters.docx",
        "notices/letters/Councillor Bob (BOB).docx",
        "notices/letters/venues/Town Hall.docx",
        "notices/notices.xlsx",
    ]


def test_since_a_step_now_and_another_folder(home: Path, move: Callable[..., None]) -> None:
    shutil.copytree(home / "made", home / "old")
    move()
    expected = {"BOB": ["moved"], "Town Hall": ["moved"]}
    for number, words in enumerate((("--since", "1"), ("--from", home / "old"))):
        assert changes(document(home / "made", *words, "-o", home / f"out {number}")) == expected
    assert changes(document(home / "old", home / "made", "-o", home / "out 3")) == expected
    assert document(home / "made", "--since", "now")["receivers"] == []
    assert document(home / "made", home / "made")["receivers"] == []
    assert (home / "out 3" / "notices.xlsx").is_file()


def test_a_reason_that_names_somebody_is_in_no_letter(home: Path, move: Callable[..., None]) -> None:
    move("2015-11-24", "--reason", "Bob's operation")
    found = document(home / "made", "--since", "1")
    assert [one["reason"] for one in found["withheld"]] == ["Bob's operation"]
    assert found["receivers"][0]["changes"][0]["why"] is None
    told = run("notices", home / "made", "--since", "1")
    assert "Kept out of every letter, for it names somebody: “Bob's operation”" in told.stderr
    move("2015-11-25", "--reason", "The hall is shut")
    found = document(home / "made", "--since", "1")
    assert found["receivers"][0]["changes"][0]["why"] == "The hall is shut"
    found = document(home / "made", "--since", "1", "--why", "  For better\nreasons ")
    assert found["receivers"][0]["changes"][0]["why"] == "For better reasons"
    assert found["withheld"] == []


def test_who_must_be_told_by_law_is_said(home: Path) -> None:
    dates = sorted(
        one["date"] for one in json.loads((home / "made" / "plan.json").read_text())["meetings"] if one["body"] == "HWB"
    )
    found = document(home / "made", "--as-of", dates[0])
    rows = found["by_law"]
    assert {one["matter"] for one in rows} == {"notice", "summons"}
    assert [one["passed"] for one in rows] == [one["last_day"] < dates[0] for one in rows]
    told = run("notices", home / "made", "--as-of", dates[0])
    assert "By law:" in told.stderr
    assert told.stderr.count("The last day has passed.") == sum(one["passed"] for one in rows) > 0


def test_a_plan_that_knows_no_moment_is_told_as_of_its_first_day(home: Path) -> None:
    path = home / "made" / "plan.json"
    plan = json.loads(path.read_text())
    path.write_text(json.dumps({**plan, "generated": ""}))
    assert document(home / "made")["as_of"] == "2015-11-02"


def test_without_an_organiser_there_are_letters_and_no_invitations(home: Path) -> None:
    for name, value in (("blank", ""), ("none", "organiser,Democratic Services\n")):
        settings = SETTINGS.replace("organiser,Democratic Services <ds@example.gov.uk>\n", value)
        source = write_input(home / name, people=PEOPLE, settings=settings, bodies=BODIES)
        assert run("plan", source, "-o", home / f"{name} made", *MOMENT).exit_code == 0
        found = document(home / f"{name} made")
        assert {Path(path).suffix for path in found["files"]} == {".xlsx", ".docx"}
        because = "it is blank" if not value else "“Democratic Services” is no name with an e-mail address"
        assert any(because in remark for remark in found["remarks"])


def test_what_cannot_be_is_refused_in_words(home: Path, move: Callable[..., None]) -> None:
    other = write_input(home / "other", settings=SETTINGS.replace("Anytown", "Elsewhere"), people=PEOPLE, bodies=BODIES)
    assert run("plan", other, "-o", home / "elsewhere", *MOMENT).exit_code == 0
    assert "another authority's" in run("notices", home / "elsewhere", home / "made").stderr
    assert run("notices", home / "elsewhere", home / "made").exit_code == 2
    assert run("notices", home / "small", home / "made").exit_code == 2
    assert "there is no step 9" in run("notices", home / "made", "--since", "9").stderr
    for words in ((home, home, home), (home, home, "--since", "1"), (home, "--from", home, "--since", "1")):
        assert run("notices", *words).exit_code == 2
    newer = Path(shutil.copytree(home / "made", home / "newer"))
    text = (newer / "plan.json").read_text().replace("meeting-day-plan/1", "meeting-day-plan/2")
    (newer / "plan.json").write_text(text)
    assert "newer" in run("notices", newer, home / "made").stderr


def test_a_plan_that_breaks_rules_has_notices_only_for_a_reason(home: Path) -> None:
    path = home / "made" / "input" / "rooms.csv"
    path.write_text(path.read_text().replace("Committee Room 1", "The Great Hall"))
    refused = run("notices", home / "made")
    assert (refused.exit_code, (home / "made" / "notices").exists()) == (1, False)
    found = document(home / "made", "--anyway", "The officer knows")
    assert "Made although something is wrong with the calendar: The officer knows." in found["remarks"]


def test_a_calendar_that_does_not_follow_on_gets_no_invitations(home: Path) -> None:
    fixed = "body,date\nGB,2015-11-23\n"
    source = write_input(home / "small", people=WITH_ADDRESS, settings=SETTINGS, bodies=BODIES, fixed_meetings=fixed)
    assert run("plan", source, "-o", home / "apart", *MOMENT).exit_code == 0
    refused = run("notices", home / "made", home / "apart")
    assert refused.exit_code == 1
    assert "does not follow on from the calendar in" in refused.stderr
    with pytest.raises(Refused):
        notices(home / "apart", old=home / "made")
    found = document(home / "made", home / "apart", "--anyway", "A new beginning")
    assert not any("invitations" in path for path in found["files"])
    assert any("There are no invitations" in remark for remark in found["remarks"])


def test_a_step_whose_input_is_gone_is_not_taken_for_one_without_members(home: Path, move: Callable[..., None]) -> None:
    move()
    steps = sorted((home / "made" / "history" / "steps").glob("0001-*.json"))
    files = json.loads(steps[0].read_text())["files"]
    (home / "made" / "history" / "objects" / files["input/people.csv"]).unlink()
    found = run("notices", home / "made", "--since", "1")
    assert found.exit_code == 2
    assert "nobody knows who was a member then" in found.stderr


def test_what_a_page_shows_and_hands_out_is_what_the_command_writes(home: Path) -> None:
    found, page = document(home / "made"), shown(home / "made", None, None, None)
    assert [(one.name, one.kind, one.way) for one in page.told] == [
        (one["name"], one["kind"], one["way"]) for one in found["receivers"]
    ]
    assert [(one.meeting, one.says, one.passed) for one in page.by_law] == [
        (one["meeting"], one["what"], one["passed"]) for one in found["by_law"] if not one["only_if"]
    ]
    assert (page.remarks, page.withheld) == (tuple(found["remarks"]), ())
    archive = zipfile.ZipFile(BytesIO(zipped(home / "made", None, None, None)))
    written = outputs_in(home / "made")
    assert {name: archive.read(name) for name in archive.namelist()} == {
        name: content for name, content in written.items() if name.startswith("notices/")
    }
