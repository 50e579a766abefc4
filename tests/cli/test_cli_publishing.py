"""Whole commands: `publish`, and `feeds list`, `rotate` and `revoke`."""

import json
import os
import re
import shutil
import signal
import stat
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_input import write_input

from scheduler.cli import main
from scheduler.commands.publishing import Wanted, publish
from scheduler.outputs.site.register import Register, member_name, read_register, write_register

BASE = "https://meetings.example.gov.uk"
PEOPLE = (
    "person,name,category,email\nANN,Councillor Ann,councillor,ann@example.org\n"
    "BOB,Councillor Bob,councillor,\nDPH,Director of Public Health,officer,\n"
)
WITHOUT_BOB = {
    "people": "person,name\nANN,Councillor Ann\nDPH,Director of Public Health\n",
    "memberships": "person,body,role\nANN,HWB,chair\nDPH,HWB,adviser\nANN,GB,chair\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def succeeded(*arguments: str | Path) -> Result:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a plan of a small council, `year`, and `later`, the plan that follows when Bob has left."""
    folder = tmp_path_factory.mktemp("plans")
    source = write_input(folder / "input", people=PEOPLE)
    succeeded("plan", source, "-o", folder / "year", "--as-of", "2015-10-01")
    after = write_input(folder / "after", **WITHOUT_BOB)
    succeeded("plan", after, "-o", folder / "later", "--baseline", folder / "year", "--as-of", "2015-11-01")
    return folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


def published(plans: Path, *options: str | Path, plan: str = "year") -> dict[str, object]:
    result = succeeded("publish", plans / plan, "--to", "site", "--json", *options)
    document: dict[str, object] = json.loads(result.stdout)
    return document


def contents(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def links(*arguments: str) -> dict[str, dict[str, object]]:
    found = json.loads(succeeded("feeds", "list", "--json", *arguments).stdout)["links"]
    return {one["of"]: one for one in found}


def site_file(address: object) -> Path:
    return Path("site") / str(address).removeprefix(f"{BASE}/")


def test_a_plan_is_published_and_its_private_files_lie_beside_the_site(plans: Path, folder: Path) -> None:
    assert published(plans, "--base-url", f"{BASE}/") == {
        "site": "site",
        "base_url": BASE,
        "register": str(folder / "site.register.json"),
        "letters": str(folder / "site.letters.xlsx"),
        "written": len(contents(folder / "site")) - 1,
        "unchanged": 0,
        "removed": 0,
        "members": 3,
        "notices": 0,
        "overtaken": None,
    }
    private_files = ["site.letters.xlsx", "site.register.json", "site.register.json.mark"]
    assert sorted(one.name for one in folder.iterdir()) == ["site", *private_files]
    for private in private_files:
        assert stat.S_IMODE((folder / private).stat().st_mode) == 0o600
    assert b"Councillor" not in b"".join(
        data for path, data in contents(folder / "site").items() if not path.startswith("m/")
    )


LETTERS = "The letters with each member's own link are in {folder}/site.letters.xlsx: for a mail merge, never to be "
LETTERS += "published."
KEEP = "The register is {folder}/site.register.json. Keep it private, and in your backups: every link follows from it."


def test_the_sentences_name_no_private_address(plans: Path, folder: Path) -> None:
    result = succeeded("publish", plans / "year", "--to", "site", "--base-url", BASE)
    assert result.stdout == ""
    number = len(contents(folder / "site")) - 1
    assert result.stderr.splitlines() == [
        f"Published site: {number} files written, 0 as they were, 0 removed.",
        f"Everybody may see {BASE}/index.html and {BASE}/subscribe.html.",
        "3 members have a private link each.",
        LETTERS.format(folder=folder),
        KEEP.format(folder=folder),
    ]


def test_a_site_in_a_folder_of_a_larger_one_is_warned_of(plans: Path, folder: Path) -> None:
    result = succeeded("publish", plans / "year", "--to", "site", "--base-url", f"{BASE}/calendar")
    assert result.stderr.splitlines()[-1] == (
        f"The site is a folder of a larger one. If {folder} is shown on the web too, use --register."
    )


def test_publishing_the_same_plan_twice_changes_no_file(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}
    assert published(plans)["written"] == 0
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))} == before


def test_a_later_day_changes_only_the_register(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    before = contents(folder)
    published(plans, "--as-of", "2015-10-20T09:00")
    assert [path for path, data in contents(folder).items() if before[path] != data] == ["site.register.json"]
    register = read_register(folder / "site.register.json")
    assert register is not None
    assert register.moment == "2015-10-20T08:00:00Z"


def test_a_plan_that_does_not_say_when_it_was_made_is_of_its_first_day(plans: Path, folder: Path) -> None:
    shutil.copytree(plans / "year", folder / "plans" / "year")
    plan = folder / "plans" / "year" / "plan.json"
    plan.write_text(plan.read_text().replace('"generated": "2015-09-30T23:00:00Z"', '"generated": ""'))
    published(folder / "plans", "--base-url", BASE)
    register = read_register(folder / "site.register.json")
    assert register is not None
    assert register.moment == "2015-11-02T00:00:00Z"


def test_who_leaves_has_a_notice_for_thirty_days_and_then_nothing(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    old = links()["member:bob"]
    assert published(plans, plan="later")["notices"] == 2
    assert b"This calendar link has been withdrawn" in site_file(old["feed"]).read_bytes()
    assert b"This calendar link has been withdrawn" in site_file(old["busy"]).read_bytes()
    assert "This link has been withdrawn" in site_file(old["page"]).read_text()
    assert links()["member:bob"]["state"] == "left"
    assert published(plans, "--as-of", "2015-11-30", plan="later")["removed"] == 0
    assert published(plans, "--as-of", "2015-12-02", plan="later")["removed"] == 4
    assert not site_file(old["feed"]).exists()
    assert published(plans, "--as-of", "2015-12-02")["written"]
    assert links()["member:bob"]["state"] == "given"
    assert links()["member:bob"]["feed"] != old["feed"]


def test_rotate_gives_a_new_link_with_the_next_publication(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    old = links()["member:ann"]
    feed = site_file(old["feed"]).read_bytes()
    result = succeeded("feeds", "rotate", "ann")
    new = links()["member:ann"]
    assert result.stdout.splitlines() == [
        f"Councillor Ann (ANN): the new link is {new['page']}",
        "Where `serve` answers, this holds within seconds; a site in a folder shows it once you publish again.",
        "The old links then say for 30 days that they are withdrawn.",
    ]
    assert site_file(old["feed"]).read_bytes() == feed
    published(plans, "--as-of", "2015-10-05")
    assert site_file(new["feed"]).read_bytes() == feed
    assert b"withdrawn" in site_file(old["feed"]).read_bytes()
    assert published(plans, "--as-of", "2015-11-04")["removed"] == 4
    assert (new["version"], old["version"]) == (2, 1)


def test_revoke_takes_a_link_away_until_it_is_rotated(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    result = succeeded("feeds", "revoke", "Councillor Ann", "BOB", "--as-of", "2015-10-02", "--json")
    document = json.loads(result.stdout)
    assert document == {"register": "site.register.json", "links": [links()["member:ann"], links()["member:bob"]]}
    assert {one["state"] for one in document["links"]} == {"revoked"}
    assert "Councillor Ann (ANN): the link is revoked." in result.stderr.splitlines()
    assert published(plans)["members"] == 1
    assert (links()["member:ann"]["feed"], links()["member:ann"]["page"], links()["member:ann"]["busy"]) == (None,) * 3
    succeeded("feeds", "rotate", "ANN")
    assert published(plans)["members"] == 2
    listed = json.loads(succeeded("feeds", "list", "--json").stdout)["withdrawn"]
    assert {one["moment"] for one in listed} == {"2015-10-01T23:00:00Z"}
    assert "  Councillor Ann, on Friday 2 October 2015, says so for 30 days: " in succeeded("feeds", "list").stdout


def test_the_officers_links_are_rotated_together_or_one_by_one(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    before = links()
    succeeded("feeds", "rotate", "rooms/CR1.ics")
    one = {name for name, link in links().items() if link != before[name]}
    assert one == {"feed:rooms/CR1.ics"}
    succeeded("feeds", "rotate", "--officers")
    changed = {name for name, link in links().items() if link != before[name]}
    assert changed == {name for name in before if not name.startswith("member:")}
    assert "officers" in changed


def test_the_list_shows_every_link_and_what_is_withdrawn(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    succeeded("feeds", "revoke", "BOB", "--as-of", "2015-10-01T12:00Z")
    succeeded("feeds", "rotate", "DPH")
    published(plans, plan="later")
    succeeded("feeds", "rotate", "rooms/CR2.ics")
    found = links()
    lines = succeeded("feeds", "list", "site").stdout.splitlines()
    assert lines[:6] == [
        f"{folder}/site.register.json: private, for your own screen only.",
        "Members:",
        f"  ANN  Councillor Ann, version 1: {found['member:ann']['page']}",
        "  BOB, revoked: no link until it is rotated",
        f"  DPH  Director of Public Health, version 2: {found['member:dph']['page']}",
        "Officers:",
    ]
    assert lines[6] == f"  --officers  Officers, version 1: {found['officers']['page']}"
    assert f"  all.ics  Small calendar, version 1: {found['feed:all.ics']['feed']}" in lines
    withdrawn = [re.sub("https://.*", "", line) for line in lines[lines.index("Withdrawn:") + 1 :]]
    assert withdrawn == [
        "  A link, on Thursday 1 October 2015, gone: ",
        "  A link, on Thursday 1 October 2015, gone: ",
        "  Director of Public Health, on Sunday 1 November 2015, says so for 30 days: ",
        "  Director of Public Health, on Sunday 1 November 2015, says so for 30 days: ",
        "  Committee Room 2, Town Hall, with the next publication: ",
    ]


def test_a_register_without_a_publication_has_nobody_yet(plans: Path, folder: Path) -> None:
    write_register(folder / "site.register.json", Register(bytes(32)))
    assert succeeded("feeds", "list").stdout.splitlines()[1:] == [
        "Members: none yet.",
        "Officers: none yet.",
        "Withdrawn: none.",
    ]


def test_whoever_left_cannot_be_rotated_and_every_unknown_word_is_told_at_once(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    published(plans, plan="later")
    before = (folder / "site.register.json").read_bytes()
    result = run("feeds", "rotate", "ANN", "bob", "AN", "rooms/CR3.ics", "zzzzzz")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "Councillor Bob is no longer in the input. Their link is withdrawn already.",
        "AN has no link. Did you mean ANN?",
        "rooms/CR3.ics has no link. Did you mean rooms/CR2.ics?",
        "zzzzzz has no link. `meeting-day feeds list` shows who has a link.",
        "4 faults to put right.",
    ]
    assert (folder / "site.register.json").read_bytes() == before


@pytest.mark.parametrize("command", ["rotate", "revoke"])
def test_nobody_is_meant_where_nobody_is_named(plans: Path, folder: Path, command: str) -> None:
    published(plans, "--base-url", BASE)
    result = run("feeds", command)
    assert (result.exit_code, result.stderr) == (
        2,
        "Whose link? Give the code of one person or more, or --officers.\n",
    )


def test_the_register_is_found_where_there_is_one(plans: Path, folder: Path) -> None:
    nowhere = run("feeds", "list")
    assert (nowhere.exit_code, nowhere.stderr) == (
        2,
        "Which register? Say so with --register FILE, or name its site: none is here or in outputs/.\n",
    )
    missing = run("feeds", "list", "other.register.json")
    assert (missing.exit_code, missing.stderr) == (
        2,
        "There is no register at other.register.json: `meeting-day publish` makes one. See that the path is right.\n",
    )
    succeeded("publish", plans / "year", "--to", "outputs/site", "--base-url", BASE)
    assert links()
    succeeded("publish", plans / "year", "--to", "site", "--base-url", BASE, "--register", "site.register.json")
    several = run("feeds", "rotate", "ANN")
    assert several.exit_code == 2
    assert several.stderr.endswith(": there are site.register.json and outputs/site.register.json.\n")
    succeeded("feeds", "rotate", "ANN", "--register", "outputs/site.register.json")
    assert links("--register", "outputs/site")["member:ann"]["version"] == 2
    assert links("site")["member:ann"]["version"] == 1


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (
            (),
            "Where will the site be on the web? Give it as --base-url https://meetings.example.gov.uk; ",
        ),
        (("--base-url", "http://example.org"), "The address 'http://example.org' cannot be used: private links may "),
        (("--register", "site/private.json"), "site/private.json would lie in "),
        (("--register", "site"), "site would lie in "),
        (("--register", "{plan}/private.json"), "{plan}/private.json would lie in "),
        (
            ("--to", "{plan}/site"),
            "{plan}/site and {plan} lie in one another; the plan holds what is not for everybody.",
        ),
        (("--to", "{plan}/.."), "{plan}/.. and {plan} lie in one another;"),
    ],
)
def test_what_would_publish_the_private_is_refused_before_anything_is_written(
    plans: Path, folder: Path, options: tuple[str, ...], complaint: str
) -> None:
    plan = str(plans / "year")
    before = contents(plans)
    given = [one.format(plan=plan) for one in options]
    result = run("publish", plan, "--to", "site", *given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(complaint.format(plan=plan))
    assert list(folder.iterdir()) == []
    assert contents(plans) == before


def test_what_is_not_ours_stands_in_the_way_before_anything_is_written(plans: Path, folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("theirs")
    result = run("publish", plans / "year", "--to", "site", "--base-url", BASE)
    assert result.exit_code == 2
    assert result.stderr.startswith("site is not published to: it holds index.html, which meeting-day did not write ")
    assert contents(folder) == {"site/index.html": b"theirs"}


def test_what_is_no_plan_is_told_in_words(folder: Path) -> None:
    result = run("publish", "nothing", "--to", "site", "--base-url", BASE)
    assert result.exit_code == 2
    assert "nothing/input is not there." in result.stderr
    assert list(folder.iterdir()) == []


LOST = "Without it members' links would change. Put it back from a backup, or say with --register where it is. "


def test_a_lost_register_is_never_replaced_unasked_and_old_links_say_so_when_it_is(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    old = links()
    (folder / "site.register.json").unlink()
    before = contents(folder)
    result = run("publish", plans / "year", "--to", "site", "--base-url", BASE)
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "site was published with a register that cannot be found: there is no register at "
        f"{folder}/site.register.json. {LOST}"
    )
    assert contents(folder) == before
    document = published(plans, "--base-url", BASE, "--new-secret")
    assert document["members"] == 3
    new = links()
    for name in ("member:ann", "feed:all.ics"):
        assert new[name]["feed"] != old[name]["feed"]
        assert b"withdrawn" in site_file(old[name]["feed"]).read_bytes()
        assert b"withdrawn" not in site_file(new[name]["feed"]).read_bytes()
    assert published(plans)["written"] == 0
    later = published(plans, "--as-of", "2015-11-01")
    assert (later["notices"], site_file(old["member:ann"]["feed"]).exists()) == (0, False)


def test_a_new_secret_is_given_where_the_register_is_known(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    succeeded("feeds", "revoke", "BOB")
    old = links()["member:ann"]
    published(plans, "--new-secret")
    assert b"withdrawn" in site_file(old["feed"]).read_bytes()
    assert links()["member:bob"]["state"] == "revoked"
    assert published(plans)["written"] == 0


def test_a_new_secret_for_a_site_that_is_not_there_yet_withdraws_nothing(plans: Path, folder: Path) -> None:
    assert published(plans, "--base-url", BASE, "--new-secret")["notices"] == 0


def test_the_register_of_another_site_or_an_older_one_is_refused(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    older = (folder / "site.register.json").read_bytes()
    other = folder / "other.json"
    succeeded("publish", plans / "year", "--to", "other", "--base-url", BASE, "--register", other)
    result = run("publish", plans / "year", "--to", "site", "--register", other)
    assert result.exit_code == 2
    assert f"{other.name} is the register of another site" in result.stderr
    succeeded("feeds", "rotate", "ANN", "--register", "site")
    published(plans)
    (folder / "site.register.json").write_bytes(older)
    result = run("publish", plans / "year", "--to", "site")
    assert result.exit_code == 2
    assert "is older than the one that was last here, so links that have been withdrawn since" in result.stderr
    (folder / "site.register.json.mark").unlink()
    result = run("publish", plans / "year", "--to", "site")
    assert result.exit_code == 2
    assert "is older than the site, so it would bring withdrawn links back" in result.stderr


def test_a_damaged_register_is_not_published_with(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE)
    (folder / "site.register.json").write_text("{")
    before = contents(folder)
    for arguments in (("publish", plans / "year", "--to", "site"), ("feeds", "list"), ("feeds", "rotate", "ANN")):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "is damaged, so nobody's link is known. Put it back from a backup." in result.stderr
    assert contents(folder) == before


def test_a_plan_can_be_published_with_another_input(plans: Path, folder: Path) -> None:
    published(plans, "--base-url", BASE, "--input", plans / "after", plan="later")
    register = read_register(folder / "site.register.json")
    assert register is not None
    assert member_name("BOB") not in register.links


# -- killed at any step

STEPS = ("open", "os.mkdir", "os.rename", "os.remove")


def publish_and_die(plan: Path, place: Path, steps: int) -> None:
    """Publish, and be killed at this step of what is asked of the disk."""
    left = steps

    def kill(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in STEPS and str(place) in str(arguments):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(kill)
    publish(Wanted(plan, place / "site"))


def test_whenever_it_is_killed_every_feed_is_whole_and_publishing_again_makes_it_good(
    plans: Path, folder: Path
) -> None:
    published(plans, "--base-url", BASE)
    start = folder / "start"
    start.mkdir()
    for name in ("site", "site.register.json", "site.letters.xlsx"):
        (folder / name).rename(start / name)
    clean = folder / "clean"
    shutil.copytree(start, clean)
    publish(Wanted(plans / "later", clean / "site"))
    before, after = contents(start), contents(clean)
    killed = 0
    for step in (1, 3, 8, 15, 25, 40, 60, 90, 130):
        place = folder / f"killed-{step}"
        shutil.copytree(start, place)
        child = get_context("fork").Process(target=publish_and_die, args=(plans / "later", place, step))
        child.start()
        child.join()
        killed += child.exitcode == -signal.SIGKILL
        found = contents(place)
        feeds = {path: data for path, data in found.items() if path.endswith((".ics", ".html"))}
        assert all(data in (before.get(path), after.get(path)) for path, data in feeds.items())
        assert {path for path in before if path in after} <= set(found)
        publish(Wanted(plans / "later", place / "site"))
        assert contents(place) == after
    assert killed >= 7
