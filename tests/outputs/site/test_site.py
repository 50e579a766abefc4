"""The whole site in memory: who may see what."""

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import quote, unquote, urljoin
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import Element

import pytest
from clients.strict_parser import seen_by_strict_parser
from icalendar import Calendar
from outputs.html_tree import text_of, tree, with_class
from outputs.invented_council import invented_plan, invented_problem

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds import feeds
from scheduler.outputs.site import private_path, site
from scheduler.outputs.site.contents import Contents, calendar_name
from scheduler.outputs.site.register import OFFICERS, Register, feed_name, member_name, private_address

BASE = "https://meetings.example.gov.uk/partnership"
NOW = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
MOMENT = "2026-09-01T00:00:00Z"
REGISTER = Register(bytes(32))


def made(
    problem: Problem | None = None, plan: Plan | None = None, register: Register = REGISTER, as_of: dt.datetime = NOW
) -> dict[str, bytes]:
    return dict(site(problem or invented_problem(), plan or invented_plan(), register, BASE, as_of))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made()


def public_files(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.startswith("m/")}


def addresses() -> list[str]:
    contents = Contents(invented_problem(), invented_plan())
    found = [REGISTER.address(name) for name in contents.holders]
    return [one for one in (*found, *map(REGISTER.busy_address, contents.problem.people)) if one is not None]


def page(files: dict[str, bytes], path: str) -> Element:
    return tree(files[path].decode())


def links(root: Element) -> list[str]:
    return [one.get("href", "") for one in root.iter("a")]


def test_the_public_has_its_pages_its_feed_and_those_of_open_bodies(files: dict[str, bytes]) -> None:
    alone = {f"feeds/meetings/{one.uid}.ics" for one in invented_plan().meetings if one.body in ("AUD", "HWB")}
    pages_and_feeds = {path for path in public_files(files) if not path.startswith(("oparl/", "data/"))}
    assert pages_and_feeds == alone | {
        "index.html", "subscribe.html", "robots.txt", "changes.atom",
        "feeds/public.ics", "feeds/bodies/AUD.ics", "feeds/bodies/HWB.ics",
    }  # fmt: skip


def test_all_else_is_at_unguessable_addresses(files: dict[str, bytes]) -> None:
    people = invented_problem().people
    private = set(files) - set(public_files(files))
    pages = {private_address(REGISTER, code) for code in people} | {REGISTER.address(OFFICERS)}
    expected = {private_path(one) for one in addresses() if one != REGISTER.address(OFFICERS)}
    assert private == expected | {private_path(one, ".html") for one in pages if one} | {"m/index.html"}
    assert all(re.fullmatch(r"m/([a-z2-7]{32}\.(ics|html)|index\.html)", path) for path in private)


def test_feeds_stand_before_the_pages_that_link_to_them(files: dict[str, bytes]) -> None:
    kinds = [path.endswith(".ics") for path in files]
    assert kinds == sorted(kinds, reverse=True)


def test_the_same_arguments_give_the_same_bytes(files: dict[str, bytes]) -> None:
    assert list(made().items()) == list(files.items())


def test_nothing_private_is_public(files: dict[str, bytes]) -> None:
    problem = invented_problem()
    secrets = [*addresses(), "A. N. Invented", "Town centre", "Offices shut", "recess", "Half term", "vegan"]
    for person in problem.people.values():
        secrets += filter(None, (person.name, person.email))
    bodies = (body.name for code, body in problem.bodies.items() if code not in ("AUD", "HWB"))
    secrets += [*bodies, "Children&#39;s", "apolog", "deputis", "Lunch"]
    for path, data in public_files(files).items():
        text = data.replace(b"\r\n ", b"").decode()
        assert [secret for secret in secrets if secret in text or quote(secret) in text] == [], path


def test_public_feeds_are_those_of_the_plan_without_meeting_days(files: dict[str, bytes]) -> None:
    whole = feeds(invented_problem(), invented_plan(), page=f"{BASE}/index.html")
    assert files["feeds/public.ics"] == whole["public.ics"]
    titles = {one.title for one in seen_by_strict_parser(files["feeds/bodies/HWB.ics"])}
    assert titles == {"Health and Wellbeing Board", "Provisional: Health and Wellbeing Board"}
    for meeting in invented_plan().meetings:
        if meeting.body in ("AUD", "HWB"):
            path = f"meetings/{meeting.uid}.ics"
            assert files[f"feeds/{path}"] == whole[path]


def test_private_feeds_are_those_of_the_plan(files: dict[str, bytes]) -> None:
    whole = feeds(invented_problem(), invented_plan(), page=f"{BASE}/index.html")
    assert files[private_path(private_address(REGISTER, "LDR") or "")] == whole["people/LDR.ics"]
    assert files[private_path(REGISTER.busy_address("LDR") or "")] == whole["busy/LDR.ics"]
    for path in ("all.ics", "deadlines.ics", "rooms/CR1.ics", "bodies/CTB.ics"):
        assert files[private_path(REGISTER.address(feed_name(path)) or "")] == whole[path]


def test_the_public_page_shows_the_open_meetings_and_no_more(files: dict[str, bytes]) -> None:
    root = page(files, "index.html")
    names = [text_of(one) for one in with_class(root, "name")]
    assert sorted(names) == ["Audit Committee"] * 3 + ["Health and Wellbeing Board"] * 2
    assert [one for one in links(root) if not one.startswith("#")] == [
        "subscribe.html",
        *(
            f"feeds/meetings/{one.uid}.ics"
            for one in invented_plan().meetings
            if one.body in ("AUD", "HWB") and one.status != "cancelled"
        ),
        "subscribe.html",
    ]


def test_every_link_between_pages_leads_to_a_file(files: dict[str, bytes]) -> None:
    for path in ("index.html", "subscribe.html"):
        root = page(files, path)
        places = {f"#{one.get('id')}" for one in root.iter() if one.get("id")}
        for link in links(root):
            here = unquote(urljoin(f"{BASE}/{path}", link).removeprefix(f"{BASE}/").partition("#")[0])
            if link.startswith("#"):
                assert link in places
            elif not link.startswith(("https://calendar.google", "https://outlook", "webcal:")):
                assert here in files, link


def test_the_subscribe_page_offers_each_public_feed_to_each_program(files: dict[str, bytes]) -> None:
    root = page(files, "subscribe.html")
    offered = [one for one in links(root) if one.startswith("webcal:")]
    host = BASE.removeprefix("https:")
    assert offered == [f"webcal:{host}/feeds/{name}.ics" for name in ("public", "bodies/HWB", "bodies/AUD")]
    assert [one.text for one in with_class(root, "address")] == [one.replace("webcal", "https") for one in offered]
    assert [text_of(one) for one in root.iter("summary")] == ["Health and Wellbeing Board", "Audit Committee"]
    downloads = [one.get("download") for one in root.iter("a")]
    assert list(filter(None, downloads)) == ["public.ics", "HWB.ics", "AUD.ics"]


def test_a_members_page_has_their_links_and_nothing_of_others(files: dict[str, bytes]) -> None:
    problem = invented_problem()
    own = {private_address(REGISTER, "LDR"), REGISTER.busy_address("LDR")}
    text = files[private_path(private_address(REGISTER, "LDR") or "", ".html")].decode()
    assert [one for one in addresses() if one in text] == [one for one in addresses() if one in own]
    names = [person.name for person in problem.people.values() if person.name in text]
    assert names == ["Leader of the Council"]
    root = tree(text)
    metas = {one.get("name"): one.get("content") for one in root.iter("meta")}
    assert (metas["robots"], metas["referrer"]) == ("noindex, nofollow", "no-referrer")
    assert text_of(next(root.iter("h1"))) == "Your own meetings"
    assert all(one.get("rel") == "noreferrer" for one in root.iter("a") if "outlook" in one.get("href", ""))


def test_the_officers_page_has_a_link_of_its_own_for_each_feed(files: dict[str, bytes]) -> None:
    root = page(files, private_path(REGISTER.address(OFFICERS) or "", ".html"))
    paths = [
        "all.ics", "deadlines.ics", "bodies/CTB.ics", "bodies/ALB.ics", "bodies/A%2FB.ics", "bodies/PRJ.ics",
        "bodies/OLD.ics", "rooms/CH.ics", "rooms/CR1.ics", "rooms/CR2.ics", "rooms/CR12.ics", "rooms/LIB.ics",
        "organisations/Aldermoor.ics", "organisations/NHS.ics", "organisations/Youth Parliament.ics",
        "meeting-days/PD.ics",
    ]  # fmt: skip
    offered = [one for one in links(root) if one.startswith("webcal:")]
    assert offered == [f"webcal:{BASE[6:]}/m/{REGISTER.address(feed_name(path))}.ics" for path in paths]
    assert [text_of(one) for one in root.iter("h2")] == [
        "Before you pass a link on", "Everything, and deadlines", "Bodies that are not open to the public", "Rooms",
        "Organisations", "Meeting days", "Subscribe, do not import", "How soon a change arrives", "If no button works",
    ]  # fmt: skip


def test_whose_link_is_revoked_has_no_file_but_the_notice() -> None:
    old = [private_address(REGISTER, "LDR"), REGISTER.busy_address("LDR")]
    gone = REGISTER.revoked([member_name("LDR"), OFFICERS, feed_name("all.ics")], MOMENT)
    before, after = made(), made(register=gone)
    new = {path for path in after if path not in before}
    assert new == {private_path(old[1] or "", ".html")} | {
        private_path(REGISTER.address(name) or "", ending)
        for name, ending in ((OFFICERS, ".ics"), (feed_name("all.ics"), ".html"))
    }
    assert set(before) <= set(after)
    for address in old:
        calendar = Calendar.from_ical(after[private_path(address or "")])
        (event,) = calendar.events
        assert str(event["SUMMARY"]) == "This calendar link has been withdrawn - ask Aldermoor Borough Council"
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2026, 9, 1), dt.date(2026, 10, 1))
        assert (str(event["TRANSP"]), str(event["STATUS"]), int(event["SEQUENCE"])) == ("TRANSPARENT", "CONFIRMED", 0)
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == NOW
        text = after[private_path(address or "", ".html")].decode() + after[private_path(address or "")].decode()
        assert "Leader" not in text
        assert "ask Aldermoor Borough Council" in text


def test_a_rotated_link_works_at_its_new_address_and_the_notice_ends() -> None:
    rotated = REGISTER.rotated([member_name("LDR")], MOMENT)
    old, new = private_address(REGISTER, "LDR") or "", private_address(rotated, "LDR") or ""
    assert made()[private_path(old)] == made(register=rotated)[private_path(new)]
    later = made(register=rotated, as_of=NOW + dt.timedelta(days=30))
    assert [path for path in later if old in path] == []
    assert private_path(new) in later


def test_the_uid_of_a_notice_is_its_own_and_stays() -> None:
    rotated = REGISTER.rotated([member_name("LDR")], MOMENT)
    old = [private_address(REGISTER, "LDR") or "", REGISTER.busy_address("LDR") or ""]
    (first,), (second,) = (seen_by_strict_parser(made(register=rotated)[private_path(one)]) for one in old)
    later = made(register=rotated, as_of=NOW + dt.timedelta(days=29))
    assert seen_by_strict_parser(later[private_path(old[0])]) == [first]
    assert first.uid != second.uid
    assert not any(one in first.uid for one in old)


def test_a_link_withdrawn_without_a_moment_says_so_from_now() -> None:
    old = private_address(REGISTER, "LDR") or ""
    (event,) = seen_by_strict_parser(made(register=REGISTER.rotated([member_name("LDR")], ""))[private_path(old)])
    assert event.start == dt.date(2026, 9, 1)


def test_without_an_authority_whoever_gave_the_link_is_to_be_asked() -> None:
    problem = invented_problem()
    problem = replace(problem, settings=replace(problem.settings, authority=None))
    files = made(problem, register=REGISTER.rotated([member_name("LDR")], MOMENT))
    old = private_address(REGISTER, "LDR") or ""
    (event,) = seen_by_strict_parser(files[private_path(old)])
    assert event.title == "This calendar link has been withdrawn - ask whoever gave it to you"
    assert with_class(page(files, "subscribe.html"), "authority") == []
    assert with_class(page(files, private_path(old, ".html")), "authority") == []


def test_where_nothing_is_public_the_pages_say_so() -> None:
    problem = invented_problem()
    closed = {code: replace(body, open_to_public=False) for code, body in problem.bodies.items()}
    files = made(replace(problem, bodies=closed), replace(invented_plan(), generated=""))
    assert sorted(path for path in public_files(files) if not path.startswith("oparl/")) == [
        *("changes.atom", "data/outlook.csv", "data/popolo.json", "feeds/public.ics", "index.html"),
        *("robots.txt", "subscribe.html"),
    ]
    assert "No body meets in public." in text_of(page(files, "subscribe.html"))
    assert "0 meetings of 0 bodies" in text_of(page(files, "index.html"))
    assert (
        text_of(next(page(files, "index.html").iter("footer"))) == "Meetings open to the public. Made by meeting-day."
    )


def test_earlier_years_are_as_public_as_this_one() -> None:
    plan = invented_plan()
    before = replace(
        plan,
        meetings=tuple(
            replace(one, uid=f"before-{one.uid}", date=one.date - dt.timedelta(days=300)) for one in plan.meetings
        ),
    )
    files = made(plan=replace(plan, earlier=(before,)))
    assert [path for path in files if path.startswith("feeds/meetings/before")] == [
        f"feeds/meetings/before-{one.uid}.ics"
        for one in plan.meetings
        if one.body in ("AUD", "HWB") and one.date in (dt.date(2027, 1, 22), dt.date(2027, 5, 20))
    ]
    assert b"Children" not in b"".join(public_files(files).values())


def test_robots_may_read_what_is_public_and_services_that_were_given_a_link_their_feed(files: dict[str, bytes]) -> None:
    text = files["robots.txt"].decode()
    assert text.splitlines()[2:] == [
        "User-agent: *",
        "Allow: /partnership/feeds/",
        "Allow: /partnership/m/*.ics$",
        "Disallow: /partnership/m/",
    ]
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    private = private_path(private_address(REGISTER, "LDR") or "", ".html")
    assert not robots.can_fetch("Googlebot", f"{BASE}/{private}")
    assert robots.can_fetch("Googlebot", f"{BASE}/feeds/public.ics")
    assert robots.can_fetch("Googlebot", f"{BASE}/index.html")


def test_the_private_folder_shows_no_listing(files: dict[str, bytes]) -> None:
    assert links(page(files, "m/index.html")) == []
    assert text_of(next(page(files, "m/index.html").iter("h1"))) == "Nothing to see here"


def test_hostile_names_are_only_text() -> None:
    problem = invented_problem()
    evil = '<script>alert("1")</script> & \' \x07'
    bodies = {code: replace(body, name=evil) for code, body in problem.bodies.items()}
    people = {code: replace(person, name=evil) for code, person in problem.people.items()}
    settings = replace(problem.settings, authority=evil)
    files = made(
        replace(problem, bodies=bodies, people=people, settings=settings), replace(invented_plan(), title=evil)
    )
    for path, data in files.items():
        if path.endswith(".html"):
            scripts = [one.get("type") for one in tree(data.decode()).iter("script")]
            assert scripts == ["application/ld+json"] * (path == "index.html"), path
            assert b"\x07" not in data


def test_a_page_runs_no_script_and_asks_nothing_of_the_network(files: dict[str, bytes]) -> None:
    for path in files:
        if path.endswith(".html"):
            root = page(files, path)
            found = [one for one in root.iter() if one.tag in ("script", "img", "iframe", "form", "object")]
            assert [(one.tag, one.get("type")) for one in found] in (
                [],
                [("script", "application/ld+json"), ("form", None)],  # data, and filters that are sent nowhere
            )
            (policy,) = (one.get("content", "") for one in root.iter("meta") if one.get("http-equiv"))
            assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize("name", ["Plain", "Arts, Books; and Back\\slash", "Ysgrifennydd " * 12, "Ŵ" * 60])
def test_a_feed_says_what_it_is_called(name: str) -> None:
    problem = invented_problem()
    bodies = problem.bodies | {"HWB": replace(problem.bodies["HWB"], name=name)}
    feed = feeds(replace(problem, bodies=bodies), invented_plan())["bodies/HWB.ics"]
    assert calendar_name(feed) == " ".join(name.split())


def test_what_is_no_feed_of_ours_has_no_name() -> None:
    assert calendar_name(b"BEGIN:VCALENDAR\r\n") == ""
