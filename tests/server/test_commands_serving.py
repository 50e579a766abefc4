"""The site of a plan, its register of links, and what is said where it cannot be had."""

import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path

import pytest
from server.small_plans import write_plan
from small_input import TABLES

from scheduler.commands.serving import Source, source
from scheduler.errors import CannotPublish, CannotServe, InputFaults, Refused
from scheduler.messages.publishing import trouble_sentence
from scheduler.outputs.history import past_of
from scheduler.outputs.site.register import private_address, read_register, write_register
from scheduler.reading.plans.plan_json import MAKE_AGAIN

HERE = "http://127.0.0.1:8080"
MOMENT = datetime(2015, 11, 2, 9, 30, tzinfo=UTC)
LATER = MOMENT + timedelta(days=3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "year", "2015-11-10", "2015-11-24")


@pytest.fixture
def made(folder: Path) -> Source:
    return source(folder, HERE)


def address_of(made: Source, person: str) -> str:
    register = read_register(made.register)
    assert register is not None
    address = private_address(register, person)
    assert address is not None
    return address


def test_the_register_is_made_beside_the_folder_and_kept(made: Source) -> None:
    first = made.read(MOMENT, may_begin=True)
    kept = made.register.read_bytes()
    again = made.read(LATER, may_begin=False)
    assert made.register == made.folder.with_name("year.register.json")
    assert stat.S_IMODE(made.register.stat().st_mode) == 0o600
    assert (again, made.register.read_bytes()) == (first, kept)
    assert first.trace == made.trace()
    assert (first.gone, first.ends, first.base_url) == (frozenset(), None, HERE)
    assert f"m/{address_of(made, 'ANN')}.ics" in first.files


def test_where_the_site_is_need_be_said_only_once(folder: Path) -> None:
    said = source(folder, HERE, "https://council.example/meetings/").read(MOMENT, may_begin=True)
    after = source(folder, HERE).read(MOMENT, may_begin=True)
    assert (said.base_url, after) == ("https://council.example/meetings", said)


@pytest.mark.slow
def test_a_link_that_is_taken_back_says_so_for_thirty_days_and_is_gone(made: Source) -> None:
    made.read(MOMENT, may_begin=True)
    address = address_of(made, "ANN")
    register = read_register(made.register)
    assert register is not None
    addresses = (address, register.busy_address("ANN"))
    write_register(made.register, register.revoked(["member:ann"], ""))
    noticed = made.read(LATER, may_begin=False)
    assert b"SUMMARY:This calendar link has been withdrawn - ask Anytown\r\n" in noticed.files[f"m/{address}.ics"]
    english = {f"m/{one}.en.html" for one in addresses}  # of a council that wrote in both languages before
    assert (noticed.gone, noticed.ends) == (english, LATER + timedelta(days=30))
    last, first = LATER + timedelta(days=30, seconds=-1), LATER + timedelta(days=30)
    assert (noticed.is_over(last), noticed.is_over(first)) == (False, True)
    gone = made.read(first, may_begin=False)
    assert f"m/{address}.ics" not in gone.files
    assert gone.gone == {f"m/{one}{ending}" for one in addresses for ending in (".ics", ".html")} | english
    assert gone.ends is None


def test_a_person_who_left_the_input_has_their_link_withdrawn(made: Source) -> None:
    made.read(MOMENT, may_begin=True)
    address = address_of(made, "DPH")
    people = "".join(line for line in TABLES["people"].splitlines(keepends=True) if "DPH" not in line)
    seats = "".join(line for line in TABLES["memberships"].splitlines(keepends=True) if "DPH" not in line)
    write_plan(made.folder, "2015-11-10", people=people, memberships=seats)
    after = made.read(LATER, may_begin=False)
    assert b"SUMMARY:This calendar link has been withdrawn" in after.files[f"m/{address}.ics"]
    assert after.ends == LATER + timedelta(days=30)


def test_links_are_never_given_anew_because_the_register_is_gone(made: Source) -> None:
    made.read(MOMENT, may_begin=True)
    made.register.unlink()
    with pytest.raises(CannotServe) as refused:
        made.read(MOMENT, may_begin=False)
    assert str(refused.value) == f"The register {made.register} is gone, and with it every link. Put it back."
    assert not made.register.exists()


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=0))])
def test_the_moment_may_be_given_in_local_time_and_then_stands_still(folder: Path, zone: tzinfo | None) -> None:
    made = source(folder, HERE, as_of=datetime(2015, 11, 5, 12, 0, tzinfo=zone))
    made.read(MOMENT, may_begin=True)
    address = address_of(made, "ANN")
    register = read_register(made.register)
    assert register is not None
    write_register(made.register, register.revoked(["member:ann"], ""))
    after = made.read(MOMENT, may_begin=False)
    assert b"DTSTAMP:20151105T120000Z\r\n" in after.files[f"m/{address}.ics"]
    assert after.ends is None


class Meddling(tzinfo):
    """A time zone that touches the plan when it is asked for the time."""

    def __init__(self, plan: Path) -> None:
        self.plan = plan

    def utcoffset(self, moment: datetime | None) -> timedelta:
        del moment
        os.utime(self.plan, ns=(0, self.plan.stat().st_mtime_ns + 1))
        return timedelta(0)


def test_a_plan_that_changes_while_it_is_read_is_not_taken(folder: Path) -> None:
    made = source(folder, HERE, as_of=datetime(2015, 11, 5, tzinfo=Meddling(folder / "plan.json")))
    with pytest.raises(CannotServe) as refused:
        made.read(MOMENT, may_begin=True)
    assert str(refused.value) == f"{folder} was replaced while it was read."


def test_places_that_cannot_be_right_are_refused(folder: Path) -> None:
    file, inside, nowhere = folder / "plan.json", folder / "register.json", folder.parent / "none" / "register.json"
    refused = {}
    for name, arguments in {
        "no folder": (file, HERE),
        "inside": (folder, HERE, None, inside),
        "nowhere": (folder, HERE, None, nowhere),
        "address": (folder, HERE, "http://council.example"),
    }.items():
        with pytest.raises((CannotServe, CannotPublish)) as problem:
            source(*arguments)
        refused[name] = str(problem.value)
    assert refused == {
        "no folder": f"{file} is not a folder. Give the folder that `meeting-day plan` wrote.",
        "inside": f"The register {inside} must not lie in {folder}, which is replaced whole. Choose another.",
        "nowhere": f"The register {nowhere} has no folder to lie in. Make {nowhere.parent}, or choose another.",
        "address": "The address 'http://council.example' cannot be used: private links may travel over https only; "
        "http is for trying it on this machine. Write it as https://meetings.example.gov.uk or "
        "https://www.example.gov.uk/meetings.",
    }


def test_what_is_wrong_is_said_with_what_is_served_meanwhile(made: Source) -> None:
    (made.folder / "plan.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputFaults) as broken:
        made.read(MOMENT, may_begin=True)
    place = Path("year")
    assert trouble_sentence(place, broken.value, serving=True) == (
        f"The plan in year cannot be served: plan.json is no JSON document. {MAKE_AGAIN} "
        "The plan read before is still served."
    )
    two = InputFaults(broken.value.faults * 2)
    said = {
        name: trouble_sentence(place, trouble, serving=False).removesuffix(
            " Until it can be, every address answers 503."
        )
        for name, trouble in {
            "two": two,
            "ours": CannotServe("The register is gone."),
            "system": PermissionError(13, "Permission denied", "plan.json"),
            "nameless": OSError("lost"),
            "fault": ValueError("nonsense"),
        }.items()
    }
    begun = "The plan in year cannot be served: "
    assert said == {
        "two": f"{begun}{broken.value.faults[0].sentence} (1 more fault)",
        "ours": f"{begun}The register is gone.",
        "system": f"{begun}a file cannot be read (Permission denied: plan.json).",
        "nameless": f"{begun}a file cannot be read (lost: no name).",
        "fault": f"{begun}this is a fault of meeting-day, not of your input.",
    }


def test_what_is_served_is_a_step_of_the_plans_folder_once(made: Source) -> None:
    for moment in (MOMENT, LATER):
        made.read(moment, may_begin=True)
    assert [one.step.command for one in past_of(made.folder).steps][1:] == ["serve"]


def test_a_plan_that_goes_back_on_what_was_sent_is_not_served(made: Source) -> None:
    made.read(MOMENT, may_begin=True)
    before = made.register.read_bytes()
    write_plan(made.folder, "2015-11-10", "2015-11-24", generated="2015-09-01T09:00:00Z")
    for source_ in (made, replace(made, anyway="The chair wants it so.")):
        with pytest.raises(Refused) as refused:
            source_.read(LATER, may_begin=False)
        assert refused.value.message.startswith(f"{made.folder} is older than what subscribers have: 2 meetings would")
    assert made.register.read_bytes() == before
    assert trouble_sentence(made.folder, refused.value, serving=True) == (
        f"The plan in {made.folder} cannot be served: {refused.value.message} {refused.value.reasons[0]} (1 more) "
        f"{refused.value.remedy} The plan read before is still served."
    )


def test_a_plan_that_is_not_as_it_should_be_is_served_for_a_reason(made: Source) -> None:
    bodies = made.folder / "input" / "bodies.csv"
    bodies.write_text(bodies.read_text(encoding="utf-8").replace("Health", "Healthy"), encoding="utf-8")
    with pytest.raises(Refused, match="This is not the input that the plan was made from"):
        made.read(MOMENT, may_begin=True)
    assert not made.register.exists()
    for _ in range(2):
        replace(made, anyway="It was renamed.").read(MOMENT, may_begin=True)
    register = read_register(made.register)
    assert register is not None
    assert [one.reason for one in register.anyway] == ["It was renamed."]
