"""Whole commands: members keep the links that they have, and nobody is given another's or loses theirs by mistake."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.serving import source
from scheduler.errors import CannotPublish

BASE = "https://meetings.example.gov.uk"
HERE = "http://127.0.0.1:8080"
NAMESAKES = (
    "person,name,category\nANN,Councillor Ann,councillor\nBOB,Councillor Smith,councillor\n"
    "BEA,Councillor Smith,councillor\nDPH,Director of Public Health,officer\n"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def succeeded(*arguments: str | Path) -> Result:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a plan of a small council, and one of another that shares no member with it."""
    folder = tmp_path_factory.mktemp("plans")
    succeeded("plan", write_input(folder / "input", people=NAMESAKES), "-o", folder / "year", "--as-of", "2015-10-01")
    others = {
        "people": "person,name\nANN,Somebody Else\n",
        "memberships": "person,body,role\nANN,HWB,chair\nANN,GB,chair\n",
    }
    succeeded("plan", write_input(folder / "others", **others), "-o", folder / "theirs", "--as-of", "2015-10-01")
    return folder


@pytest.fixture
def folder(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder with `outputs/year`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name in ("year", "theirs"):
        shutil.copytree(plans / name, f"outputs/{name}")
    return tmp_path


def publish(*options: str | Path, plan: str = "year", site: str = "site") -> Result:
    return run("publish", f"outputs/{plan}", "--to", site, "--base-url", BASE, *options)


def refusal(other: str, place: str) -> str:
    return (
        f"{other} has given 4 members their links already, and another register would give them others. "
        f"Say --register {other} to keep those, or --register {place} to give others."
    )


def test_a_plan_that_is_published_is_not_served_with_other_links_unasked(folder: Path) -> None:
    assert publish().exit_code == 0
    wanted = folder / "outputs" / "year.register.json"
    with pytest.raises(CannotPublish) as refused:
        source(Path("outputs/year"), HERE)
    assert str(refused.value) == refusal("site.register.json", str(wanted))
    assert not wanted.exists()
    assert source(Path("outputs/year"), HERE, register=Path("site.register.json")).register == Path(
        "site.register.json"
    )
    assert source(Path("outputs/year"), HERE, register=wanted).register == wanted


def test_next_years_plan_in_another_folder_is_not_served_with_other_links_unasked(folder: Path) -> None:
    assert publish("--register", "outputs/year.register.json").exit_code == 0
    (folder / "outputs" / "year").rename(folder / "outputs" / "next")
    with pytest.raises(CannotPublish) as refused:
        source(Path("outputs/next"), HERE)
    wanted = folder / "outputs" / "next.register.json"
    assert str(refused.value) == refusal("outputs/year.register.json", str(wanted))
    (folder / "outputs" / "next" / "plan.json").write_text("{")  # who it is for cannot be known
    with pytest.raises(CannotPublish) as refused:
        source(Path("outputs/next"), HERE)
    assert str(refused.value) == refusal("outputs/year.register.json", str(wanted))


def test_a_plan_that_is_served_is_not_published_with_other_links_unasked(folder: Path) -> None:
    assert publish("--register", "outputs/year.register.json").exit_code == 0
    result = publish(site="elsewhere")
    wanted = folder / "elsewhere.register.json"
    assert (result.exit_code, result.stderr) == (2, f"{refusal('outputs/year.register.json', str(wanted))}\n")
    assert not (folder / "elsewhere").exists()
    assert publish("--new-secret", site="elsewhere").exit_code == 0


def test_another_council_has_a_register_of_its_own(folder: Path) -> None:
    assert publish().exit_code == 0
    (folder / "outputs" / "broken.register.json").write_text("{")  # says nothing of anybody
    assert source(Path("outputs/theirs"), HERE).register == folder / "outputs" / "theirs.register.json"
    assert publish(plan="theirs", site="theirs").exit_code == 0


def test_a_name_that_two_people_have_is_nobodys_link(folder: Path) -> None:
    assert publish().exit_code == 0
    before = (folder / "site.register.json").read_bytes()
    result = run("feeds", "revoke", "Councillor Ann", "councillor smith")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        2,
        "councillor smith is the name of 2 people. Give the code: BEA and BOB.",
    )
    assert (folder / "site.register.json").read_bytes() == before
    assert succeeded("feeds", "revoke", "Cllr. Ann").stdout.startswith("Councillor Ann")
    assert succeeded("feeds", "revoke", "BEA").stdout.startswith("Councillor Smith (BEA): the link is revoked.\n")


def test_a_day_before_that_of_the_last_publication_is_warned_of(folder: Path) -> None:
    assert publish("--as-of", "2016-07-01").exit_code == 0
    warning = (
        "Warning: it was published for Friday 1 July 2016 before, which is later. Links whose notice had ended show it "
        "again until you publish for a later day; see that --as-of is right."
    )
    assert publish("--as-of", "2016-06-30").stderr.splitlines()[-1] == warning
    assert warning not in publish("--as-of", "2016-06-30").stderr
    assert json.loads(publish("--as-of", "2016-06-29", "--json").stdout)["overtaken"] == "2016-06-30"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01T00:00+05:00", "3000-01-01"])
def test_days_beyond_any_calendar_are_refused(folder: Path, day: str) -> None:
    result = publish("--as-of", day)
    assert result.exit_code == 2
    assert f"{day} is no date and time; write it as 2026-11-24, 2026-11-24T09:30 or today." in result.stderr
    assert [one.name for one in folder.iterdir()] == ["outputs"]


def test_another_councils_links_work_on_but_for_whose_link_is_taken_back(folder: Path) -> None:
    publish()
    publish("--register", "theirs.register.json", site="elsewhere")
    theirs = json.loads(succeeded("feeds", "list", "theirs.register.json", "--json").stdout)["links"]
    feed_of = {row["person"]: row["feed"].removeprefix(f"{BASE}/") for row in theirs if row["person"]}
    succeeded("feeds", "revoke", "ANN", "--register", "site.register.json", "--as-of", "2015-10-02")
    said = succeeded("feeds", "adopt", "theirs.register.json", "--register", "site.register.json").output
    assert "The links of 3 people work on here" in said
    assert "Councillor Ann (ANN): the link here has been taken back, and so the other council's is too." in said
    publish("--as-of", "2015-10-03")
    assert b"You attend." in (folder / "site" / feed_of["DPH"]).read_bytes()
    assert b"withdrawn" in (folder / "site" / feed_of["ANN"]).read_bytes()
    succeeded("feeds", "rotate", "ANN", "--register", "site.register.json", "--as-of", "2015-12-24")
    publish("--as-of", "2015-12-24")
    assert not (folder / "site" / feed_of["ANN"]).exists()
