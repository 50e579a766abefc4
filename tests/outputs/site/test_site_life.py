"""What the public and members find on the site when bodies go, and when the day of a cancelled meeting has passed."""

import datetime as dt
from dataclasses import replace

from builders import body, council, meeting, member, person, room
from clients.strict_parser import seen_by_strict_parser
from outputs.feeds.a_life import planned

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.site import private_path, site
from scheduler.outputs.site.register import Register, member_name, private_address
from scheduler.reading.plans.files import spelt_alike

OCTOBER, NOVEMBER = "2015-10-01T09:00:00Z", "2015-11-20T09:00:00Z"
REGISTER = Register(bytes(32))
HEALTH, GROWTH = body("HWB", name="Health Board", open_to_public=True), body("GB", name="Growth Board")
OTHER = body("AUD", name="Audit Committee", open_to_public=True)
SHARED = (person("ANN"), person("BOB"), room("CR1", name="Committee Room 1"), OTHER)
SEATS = (member("ANN", "HWB", "chair"), member("BOB", "GB", "chair"))
PROBLEM = council(HEALTH, GROWTH, *SHARED, *SEATS)
WITHOUT = council(*SHARED)


def first() -> Plan:
    dates = (("HWB", "2015-11-19"), ("GB", "2015-12-03"), ("HWB", "2016-02-18"))
    return planned(PROBLEM, OCTOBER, None, *(meeting(PROBLEM, of, on) for of, on in dates))


def after_both_are_gone() -> Plan:
    """Return the plan of the day after the first meeting, when neither board is in the input any more."""
    return planned(WITHOUT, NOVEMBER, first())


def files(problem: Problem, plan: Plan, day: str, register: Register = REGISTER) -> dict[str, bytes]:
    moment = dt.datetime.fromisoformat(f"{day}T12:00:00Z")
    return dict(site(problem, plan, register, "https://meetings.example.gov.uk", moment))


def titles(files: dict[str, bytes], path: str) -> list[str]:
    found = sorted(seen_by_strict_parser(files[path]), key=lambda one: str(one.start))
    return [one.title for one in found]


def of_person(code: str) -> str:
    return private_path(private_address(REGISTER, code) or "")


def test_a_public_body_that_is_gone_stays_where_its_subscribers_look() -> None:
    found = files(WITHOUT, after_both_are_gone(), "2015-11-20")
    kept = ["Provisional: Health Board", "CANCELLED: Health Board"]
    assert titles(found, "feeds/public.ics") == kept
    assert titles(found, "feeds/bodies/HWB.ics") == kept
    assert [path for path in found if path.startswith("feeds/bodies/")] == [
        "feeds/bodies/AUD.ics",
        "feeds/bodies/HWB.ics",
    ]
    public = b"".join(data for path, data in found.items() if not path.startswith("m/"))
    assert public.count(b"Growth") == 0
    assert b"Health Board" in found["index.html"]
    assert b"<summary>Health Board</summary>" in found["subscribe.html"]


def test_members_of_a_body_that_is_gone_see_that_its_meetings_are_cancelled() -> None:
    found = files(WITHOUT, after_both_are_gone(), "2015-11-20")
    assert titles(found, of_person("ANN")) == ["Provisional: Health Board", "CANCELLED: Health Board"]
    assert titles(found, of_person("BOB")) == ["CANCELLED: Growth Board"]


def test_a_cancelled_meeting_is_there_until_its_day_has_passed_though_nothing_is_planned_anew() -> None:
    plan = after_both_are_gone()
    assert titles(files(WITHOUT, plan, "2015-12-03"), of_person("BOB")) == ["CANCELLED: Growth Board"]
    assert titles(files(WITHOUT, plan, "2015-12-04"), of_person("BOB")) == ["No meetings at present"]
    assert titles(files(WITHOUT, plan, "2016-02-19"), "feeds/public.ics") == ["Provisional: Health Board"]


def test_a_body_that_is_open_no_longer_is_hidden_though_its_meetings_were_public() -> None:
    closed = council(replace(HEALTH, open_to_public=False), GROWTH, *SHARED, *SEATS)
    found = files(closed, planned(closed, NOVEMBER, first(), *first().meetings), "2015-11-20")
    assert titles(found, "feeds/public.ics") == ["No meetings at present"]
    assert "feeds/bodies/HWB.ics" not in found


def test_a_notice_begins_on_the_councils_own_day() -> None:
    before = private_path(private_address(REGISTER, "ANN") or "")
    register = REGISTER.rotated([member_name("ANN")], "2016-06-14T23:00:00Z")
    (notice,) = seen_by_strict_parser(files(PROBLEM, first(), "2016-06-15", register)[before])
    assert (notice.start, notice.end) == (dt.date(2016, 6, 15), dt.date(2016, 7, 15))


def test_a_body_with_another_code_goes_on_answering_at_its_old_address() -> None:
    before = files(PROBLEM, first(), "2015-11-10")
    renamed = body("WELL", name="Wellbeing Board", aliases=("HWB", "Health Board"), open_to_public=True)
    problem = council(renamed, GROWTH, *SHARED, member("ANN", "WELL", "chair"), SEATS[1])
    was = spelt_alike(first(), problem)
    kept = [replace(one, uid="", sequence=0) for one in was.meetings]
    plan = planned(problem, NOVEMBER, was, *kept)
    assert [one.uid for one in plan.meetings] == [one.uid for one in first().meetings]
    now = files(problem, plan, "2015-11-20")
    assert now["feeds/bodies/HWB.ics"] == now["feeds/bodies/WELL.ics"]
    assert titles(now, "feeds/bodies/HWB.ics") == ["Provisional: Wellbeing Board"] * 2
    uids = {one.uid for one in seen_by_strict_parser(before["feeds/bodies/HWB.ics"])}
    assert uids == {one.uid for one in seen_by_strict_parser(now["feeds/bodies/HWB.ics"])}
