"""A site of feeds and pages for any web server: what is public by name, all else at unguessable addresses."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.data import public_files
from scheduler.outputs.data.events import events_in_page
from scheduler.outputs.data.meetings import Edition
from scheduler.outputs.naming import feed_path
from scheduler.outputs.pages.editions import in_each_language
from scheduler.outputs.pages.forward_plan import forward_plan_page
from scheduler.outputs.pages.planner import Year
from scheduler.outputs.places import FORWARD_PLAN_PAGE
from scheduler.outputs.site.addresses import INDEX_PAGE, Subscription, whole_address
from scheduler.outputs.site.contents import Contents, calendar_name, notice_feed
from scheduler.outputs.site.members import meetings_of_each
from scheduler.outputs.site.pages import (
    SUBSCRIBE_PAGE,
    Offer,
    index_page,
    member_page,
    nothing_here,
    officers_page,
    subscribe_page,
    withdrawn_page,
)
from scheduler.outputs.site.register import OFFICERS, Register, feed_name, member_name, private_address

PRIVATE_FOLDER = "m"

_ROBOTS = """# The year and the public feeds are for everybody. Private links are never listed; a calendar
# service that was given one may fetch it (some services obey this file even then).
User-agent: *
Allow: {folder}/feeds/
Allow: {folder}/m/*.ics$
Disallow: {folder}/m/
"""


def site(problem: Problem, plan: Plan, register: Register, base_url: str, as_of: datetime) -> Mapping[str, bytes]:
    """Return the whole site in memory: the bytes of each file by its path, the same for the same arguments.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    register : Register
        Gives the private addresses, and those that are withdrawn. A person it does not know yet has a first link.
    base_url : str
        Where the site is on the web, as `checked_base` returns it.
    as_of : datetime
        The moment, with its zone: a withdrawn address shows a notice for 30 days, and then nothing, and a cancelled
        meeting is there until its date has passed.

    """
    day = as_of.astimezone(ZoneInfo(plan.timezone)).date()
    return site_of(Contents(problem, plan, day, base_url), register, base_url, as_of)


def site_of(contents: Contents, register: Register, base_url: str, as_of: datetime) -> Mapping[str, bytes]:
    """Return the same as `site`, of feeds that are made already; feeds stand before the pages that link to them."""
    files = dict(_files(contents, register, base_url, as_of))
    return dict(sorted(files.items(), key=lambda file: not file[0].endswith(".ics")))


def private_path(address: str, ending: str = ".ics") -> str:
    """Return where the file of an unguessable address lies: `m/<address>.ics`."""
    return f"{PRIVATE_FOLDER}/{address}{ending}"


def _files(contents: Contents, register: Register, base_url: str, as_of: datetime) -> Iterator[tuple[str, bytes]]:
    problem, plan = contents.view
    alone = (one.uid for one in plan.live if feed_path("meetings", one.uid) in contents.meetings)
    year = Year(problem, plan, frozenset(alone))
    offered = [
        Offer(path, Subscription(calendar_name(feed), whole_address(base_url, path)))
        for path, feed in contents.public.items()
    ]
    read = {uid: one.public for uid, one in register.sent.items()}
    edition = Edition(problem, plan, base_url, read, max(contents.day, plan.made_on))
    has_plan = contents.has_forward_plan
    yield from in_each_language(
        problem,
        INDEX_PAGE,
        lambda others: index_page(year, events_in_page(edition), forward_plan=has_plan, editions=others),
    )
    if has_plan:
        notice = partial(forward_plan_page, contents.problem, contents.plan, contents.day)
        yield from in_each_language(problem, FORWARD_PLAN_PAGE, notice)
    yield from in_each_language(problem, SUBSCRIBE_PAGE, lambda others: subscribe_page(year, offered, others))
    yield "robots.txt", _ROBOTS.format(folder=urlsplit(base_url).path).encode()
    yield from public_files(edition)
    yield from contents.public.items()
    yield from contents.public_aliases.items()
    yield from ((f"feeds/{path}", feed) for path, feed in contents.meetings.items())
    yield from in_each_language(problem, private_path("index", ".html"), nothing_here)
    yield from _of_withdrawn(contents, register, as_of)
    yield from _of_members(contents, register, base_url)
    yield from _of_officers(contents, register, base_url)


def _of_members(contents: Contents, register: Register, base_url: str) -> Iterator[tuple[str, bytes]]:
    held = meetings_of_each(contents.plan)
    for code, feed in contents.members.items():
        address, busy_address = private_address(register, code), register.busy_address(code)
        if address is not None and busy_address is not None:
            busy = contents.busy[code]
            yield private_path(address), feed
            yield private_path(busy_address), busy
            for also, also_busy in register.link(member_name(code)).also:
                yield from ((private_path(also), feed), (private_path(also_busy), busy))
            own, only_busy = (
                Subscription(calendar_name(one), whole_address(base_url, private_path(place)))
                for one, place in ((feed, address), (busy, busy_address))
            )
            made = partial(member_page, contents.problem, contents.plan, code, held.get(code, ()), (own, only_busy))
            yield from in_each_language(contents.problem, private_path(address, ".html"), made)


def _of_officers(contents: Contents, register: Register, base_url: str) -> Iterator[tuple[str, bytes]]:
    offered = []
    for path, feed in contents.officers.items():
        address = register.address(feed_name(path))
        if address is not None:
            whole = whole_address(base_url, private_path(address))
            offered.append(Offer(path, Subscription(calendar_name(feed), whole)))
            yield private_path(address), feed
    address = register.address(OFFICERS)
    if address is not None:
        yield private_path(address, ".html"), officers_page(contents.problem, contents.plan, offered).encode()


def _of_withdrawn(contents: Contents, register: Register, as_of: datetime) -> Iterator[tuple[str, bytes]]:
    made = partial(withdrawn_page, contents.problem, contents.plan)
    for address, one in register.noticed(as_of).items():
        moment = one.moment or as_of.isoformat()
        yield private_path(address), notice_feed(contents.problem, contents.plan, address, moment)
        yield from in_each_language(contents.problem, private_path(address, ".html"), made)
