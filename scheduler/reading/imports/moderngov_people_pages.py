"""modern.gov's saved pages of people: a committee and its members, the councillors, one councillor; and CMIS's.

Names, groups, terms and appointments are read; addresses, telephones and e-mails of these pages are not.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bs4.element import Tag

from scheduler.domain.found import FoundBody, FoundPerson, FoundSeat
from scheduler.domain.people import VOTING_ROLES
from scheduler.domain.seat_marks import SUBSTITUTE
from scheduler.domain.wording import counted
from scheduler.reading.imports.markup import words_of
from scheduler.reading.imports.moderngov import (
    OFFICER,
    Finding,
    committee,
    day_in,
    has_nobody,
    member,
    role_in,
    without_contacts,
)
from scheduler.reading.imports.moderngov_page import (
    COMMITTEE,
    MEETINGS,
    OUTSIDE_BODY,
    PERSON,
    Page,
    around,
    heading_before,
    in_brackets,
)
from scheduler.reading.imports.written_names import LONGEST_NAME, name_in

_SUBSTITUTES = re.compile(r"\bsubstitut|\breserve|\bdeput(?:y|ies) members|\beilydd|\bdirprwyon", re.IGNORECASE)
_CONTACTS = re.compile(r"\bcontact|\bofficers?\b|\bsupport|\bcysyllt|\bswyddog", re.IGNORECASE)
_GONE = re.compile(r"\bexpired|\bformer|\bdissolved|\bprevious|\bhistoric|\bclosed\b", re.IGNORECASE)
_NOW_EXPIRED = re.compile("mgExpiredMembershipEntry")
_PARTY = re.compile(
    r"\bpart(?:y|i)\b|\bgroup\b|\balliance\b|\bindependents?\b|\bconservatives?\b|\blabour\b|\bliberal|\bdemocrats?\b"
    r"|\bgreens?\b|\breform\b|\bresidents\b|\bplaid\b|\bannibyn|\bllafur\b|\bceidwad|\bunionist|\bnon[- ]aligned",
    re.IGNORECASE,
)
_POST = re.compile(r"\b(?:leader|chair|cabinet|mayor|member for|champion|portfolio|deputy|scrutiny)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"[@\d]")
"""What is in telephone numbers, addresses and e-mails, and in no role or group."""
_SPAN = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})\s*[-\N{EN DASH}]\s*(\d{1,2}/\d{1,2}/\d{4})?")
_LOGO = re.compile(r"\s*\(logo\)\s*$", re.IGNORECASE)
_CMIS_NUMBER = re.compile(r"/id/(\d+)/?", re.IGNORECASE)


def committees(page: Page, finding: Finding) -> None:
    """Read the list of committees, each under the heading of its kind."""
    seen: set[str] = set()
    for link, address in page.links(COMMITTEE, MEETINGS):
        number, name = address.number("id", "cid", "committeeid"), without_contacts(words_of(link))
        if number and name and number not in seen:
            seen.add(number)
            kind = without_contacts(heading_before(link))
            gone = "expired" if _GONE.search(kind) else ""
            finding.bodies.append(FoundBody(name, finding.source(), committee(number), kind, gone=gone))


def one_committee(page: Page, finding: Finding) -> None:
    """Read a committee and its members, each with their role; who is listed as a substitute may deputise for any."""
    number = page.address.number("id") or page.number("committeeid", "cid", "rpid", "rp")
    name = without_contacts(page.subtitle or page.subject)
    if not (name and number):
        finding.leave(name or page.name, "the page of a committee does not say which")
        return
    seats, pool, posts = _members_of(page, committee(number), finding)
    vacancies = _vacancies(page, name, finding)
    held = sum(seat.role in VOTING_ROLES for seat in seats)
    total = held + vacancies if vacancies else None
    finding.bodies.append(FoundBody(name, finding.source(), committee(number), seats=total))
    for seat in seats:
        deputies = tuple(pool) if seat.role in VOTING_ROLES else ()
        finding.seats.append(replace(seat, substitutes=deputies, pooled=bool(deputies)))
    finding.posts(posts, "")


def _members_of(page: Page, body: str, finding: Finding) -> tuple[list[FoundSeat], list[str], list[str]]:
    """Return the seats of a committee, who may deputise, and words behind names that are no roles."""
    seats: dict[str, FoundSeat] = {}
    pool: dict[str, None] = {}
    posts: list[str] = []
    for name, identity, item in _listed_in(page):
        heading = heading_before(item)
        if has_nobody(name) or _CONTACTS.search(heading):
            continue
        person = identity or name
        role, unknown = _role_of(words_of(item).replace(name, "", 1), item, heading)
        finding.people.append(FoundPerson(name, finding.source(), identity))
        if role == SUBSTITUTE or _SUBSTITUTES.search(heading):
            pool[person] = None
        elif role == OFFICER:
            finding.leave(name, "an officer, and no member of the body")
        else:
            posts += unknown
            seats.setdefault(person, FoundSeat(body, person, finding.source(), role))
    return list(seats.values()), [one for one in pool if one not in seats], posts


def _listed_in(page: Page) -> Iterator[tuple[str, str, Tag]]:
    """Return whoever a committee's page lists: name, identity where they have a page of their own, and their item."""
    lists: dict[int, Tag] = {}
    for link, address in page.links(PERSON):
        name, number = name_in(without_contacts(words_of(link)))[0], address.number("uid", "id")
        if name and number:
            yield name, member(number), around(link)
        found = link.find_parent(("ul", "ol"))
        if isinstance(found, Tag):
            lists[id(found)] = found
    for members in lists.values():
        for item in members.find_all("li", recursive=False):
            if item.find("a", href=True) is None:
                yield name_in(without_contacts(words_of(item)).partition("(")[0])[0], "", item


def _role_of(behind: str, item: Tag, heading: str) -> tuple[str, tuple[str, ...]]:
    """Return the role in brackets behind a name, in a cell of its row, or in its heading; and words that are none."""
    said = [part for words in in_brackets(behind) for part in re.split("[,;/]", words) if not _NUMBERED.search(part)]
    cells = [words_of(one) for one in item.find_all("td")]
    return role_in((*said, *(words for words in (*cells, heading) if role_in((words,))[1] == ())))


def _vacancies(page: Page, name: str, finding: Finding) -> int:
    """Return how many seats of a committee are vacant, and note each."""
    every = [one for one in page.content.find_all(("li", "tr")) if has_nobody(words_of(one)) and words_of(one)]
    for _ in every:
        finding.leave(f"Vacancy on {name}", "a vacant seat: it counts among the seats of the body")
    return len(every)


def councillors(page: Page, finding: Finding) -> None:
    """Read the list of councillors, with pictures or as a table."""
    seen: set[str] = set()
    for link, address in page.links(PERSON):
        name, number = name_in(without_contacts(words_of(link)))[0], address.number("uid", "id")
        if not (name and number) or number in seen:
            continue
        seen.add(number)
        group = _group(link, name)
        finding.people.append(FoundPerson(name, finding.source(), member(number), category="councillor", group=group))
    for one in page.content.find_all(("li", "tr")):
        if words_of(one) and has_nobody(words_of(one)):
            finding.leave(words_of(one), "a vacant seat of the council")


def _group(link: Tag, name: str) -> str:
    """Return the group in what stands around a councillor's name, a ward before it; blank where none of it is one."""
    item = link.find_parent(("tr", "li"))
    parts = [words_of(one) for one in item.find_all(("p", "td", "span", "div"))] if isinstance(item, Tag) else []
    heading = heading_before(link)
    said = [part for part in parts if part != heading and name not in part]
    order = (*reversed(said), *(() if heading in parts else (heading,)))
    fit = (part for part in order if _PARTY.search(part) and not _POST.search(part) and not _NUMBERED.search(part))
    return next((part for part in fit if len(part) <= LONGEST_NAME), "")


def one_councillor(page: Page, finding: Finding) -> None:
    """Read the page of one councillor: name, group, terms of office and appointments to committees."""
    name, number = name_in(without_contacts(page.subtitle or page.subject))[0], page.number("uid")
    if not name:
        finding.leave(page.name, "the page of a councillor does not say whose")
        return
    identity = member(number) if number else ""
    group = page.label("Party", "Political group", "Political party", "Group", "Plaid", "Grwp gwleidyddol")
    source, ended = finding.source(), _end_of_office(page)
    finding.people.append(FoundPerson(name, source, identity, category="councillor", group=group, end_date=ended))
    over = 0
    posts: list[str] = []
    for link, address in page.links(COMMITTEE):
        body, title = address.number("id"), without_contacts(words_of(link))
        item = around(link)
        if not (body and title):
            continue
        if any(_NOW_EXPIRED.match(str(one)) for one in item.get_attribute_list("class")):
            over += 1
            continue
        behind = words_of(item).replace(words_of(link), "", 1)
        role, unknown = role_in(words for words in in_brackets(behind) if not _SPAN.search(words))
        finding.bodies.append(FoundBody(title, source, committee(body)))
        if role in (SUBSTITUTE, OFFICER):
            finding.leave(f"{name} on {title}", f"{role} there, and no member")
            continue
        posts += unknown
        first, last = _span(behind)
        seat = FoundSeat(committee(body), identity or name, source, role, start_date=first, end_date=last)
        finding.seats.append(seat)
    finding.posts(posts, "")
    if over:
        finding.leave(f"{counted(over, 'appointment')} of {name}", "ended")
    outside = sum(1 for _ in page.links(OUTSIDE_BODY))
    if outside:
        bodies = counted(outside, "outside body", "outside bodies")
        finding.leave(f"{bodies} that {name} is appointed to", "they meet by calendars of their own")


def _span(words: str) -> tuple[date | None, date | None]:
    """Return the first and the last day in `(02/06/2025 - 09/10/2025)`; None for what is not there."""
    match = _SPAN.search(words)
    return (day_in(match[1]), day_in(match[2] or "")) if match is not None else (None, None)


def _end_of_office(page: Page) -> date | None:
    """Return when the latest term of office ends; None where that is open."""
    items = (words_of(item) for item in page.content.find_all("li") if not item.find("a"))
    terms = [_span(words) for words in items if _SPAN.match(words)]
    return max(terms, key=lambda term: (term[0] or date.min, term[1] or date.max))[1] if terms else None


def cmis_people(page: Page, finding: Finding) -> None:
    """Read the councillors of a CMIS page: name, and party by the title of its picture."""
    for block in page.whole.find_all(class_="PE_People_PersonBlock"):
        found = block.find(class_="NameLink")
        name = name_in(without_contacts(words_of(found)))[0] if isinstance(found, Tag) else ""
        if has_nobody(name):
            finding.leave(words_of(block), "a vacant seat of the council")
            continue
        titles = [
            _LOGO.sub("", str(one["title"]))
            for one in block.find_all("img", title=True)
            if _LOGO.search(str(one["title"]))
        ]
        link = block.find("a", href=_CMIS_NUMBER)
        number = _CMIS_NUMBER.search(str(link["href"])) if isinstance(link, Tag) else None
        identity = f"cmis member {number[1]}" if number is not None else ""
        group = _LOGO.sub("", titles[-1]) if titles else ""
        finding.people.append(FoundPerson(name, finding.source(), identity, category="councillor", group=group))
