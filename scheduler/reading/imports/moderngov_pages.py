"""modern.gov's saved pages, whole or HTML only, in English or Welsh, and CMIS's pages of people: which is which.

A page is told by the address that it was saved from, or by what is in it: councils give pages their own titles.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from scheduler.domain.found import Found
from scheduler.reading.imports import moderngov_meeting_pages as of_meetings
from scheduler.reading.imports import moderngov_people_pages as of_people
from scheduler.reading.imports.content import READ_FORMS, Content, Form
from scheduler.reading.imports.markup import SAVE_PAGE_AGAIN, words_of
from scheduler.reading.imports.moderngov import Finding
from scheduler.reading.imports.moderngov_answers import FORMS as ANSWERS
from scheduler.reading.imports.moderngov_page import COMMITTEE, MEETING, MEETINGS, PERSON, Page, is_own
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import shown

READ_PAGES = (
    "Of modern.gov the pages are read that list committees, show a committee with its members, list its meetings, show "
    "a meeting, a month of the calendar, the councillors, or one of them."
)

Reader = Callable[[Page, Finding], None]
_COMMITTEES: tuple[str, Reader] = ("modern.gov's list of committees", of_people.committees)
_ONE_COMMITTEE: tuple[str, Reader] = ("a committee and its members, from modern.gov", of_people.one_committee)
_MEETINGS: tuple[str, Reader] = ("the meetings of a committee, from modern.gov", of_meetings.meetings)
_ONE_MEETING: tuple[str, Reader] = ("a meeting, from modern.gov", of_meetings.one_meeting)
_MONTH: tuple[str, Reader] = ("a month of modern.gov's calendar", of_meetings.month)
_COUNCILLORS: tuple[str, Reader] = ("modern.gov's list of councillors", of_people.councillors)
_ONE_COUNCILLOR: tuple[str, Reader] = ("a councillor, from modern.gov", of_people.one_councillor)
_BY_ADDRESS: tuple[tuple[str, tuple[str, Reader] | None], ...] = (
    ("mglistcommittees", _COMMITTEES),
    ("mgcommitteestructure", _COMMITTEES),
    ("iedochome", _COMMITTEES),
    ("mgcommitteedetails", _ONE_COMMITTEE),
    ("ielistmeetings", _MEETINGS),
    ("ielistdocuments", _ONE_MEETING),
    ("mgcalendar", _MONTH),
    ("mgmemberindexmp", None),
    ("mgmemberindex", _COUNCILLORS),
    ("mguserinfo", _ONE_COUNCILLOR),
)
"""How the names of pages begin, and who reads them; nobody reads the list of Members of Parliament."""
_CALENDAR = re.compile(r"^mgCalendar", re.IGNORECASE)
_OF_A_PERSON = re.compile(r"^mgUser(?:Body|SideBar)", re.IGNORECASE)
_A_MEETING = re.compile(r"\s[-\N{EN DASH}]\s.*\d{4}")
_TROUBLE = re.compile(
    rb"<title>[^<]*(?:\berror\b|not found|\b(?:40[34]|50[0-4])\b|unavailable|denied|forbidden|just a moment|gwall)",
    re.IGNORECASE,
)
_SHOWN_XML = re.compile(rb"id=\"webkit-xml-viewer-source-xml\"[^>]*>(.*?)</div>", re.DOTALL)
_PEOPLE_OF_CMIS = b"PE_People_PersonBlock"
_SNIFFED = 16_384


def _told(page: Page) -> tuple[str, Reader] | None:
    """Return what a page is, and who reads it; None where it is another."""
    for start, found in _BY_ADDRESS:
        if page.address.page.startswith(start):
            return found
    return None if page.address.page else _by_what_is_there(page)


def _by_what_is_there(page: Page) -> tuple[str, Reader] | None:
    people = {address.number("uid") for _, address in page.links(PERSON)}
    bodies = {address.number("id", "cid", "committeeid") for _, address in page.links(COMMITTEE, MEETINGS)}
    for_it = any(address.number("committeeid") for _, address in page.links(MEETINGS, within=page.own))
    for is_so, found in (
        (page.content.find(class_=_CALENDAR) is not None or of_meetings.is_month(page), _MONTH),
        (_A_MEETING.search(page.subtitle) is not None, _ONE_MEETING),
        (page.own.find(class_=_OF_A_PERSON) is not None, _ONE_COUNCILLOR),
        (bool(page.subtitle) and for_it, _ONE_COMMITTEE),
        (next(page.links(MEETING), None) is not None, _MEETINGS),
        (bool(people), _COUNCILLORS),
        (bool(bodies), _COMMITTEES),
    ):
        if is_so:
            return found
    return None


def _read(content: Content) -> Found:
    page = Page(content)
    told = _told(page)
    if told is not None:
        return _found(content, page, *told)
    title = shown(words_of(page.whole.title)) if page.whole.title is not None else "without a title"
    if _is_trouble(content):
        raise Unreadable(f"{content.name} is an error page: {title}", SAVE_PAGE_AGAIN)
    called = page.address.page or title
    raise Unreadable(f"{content.name} is another page of modern.gov: {called}", f"{READ_PAGES} {READ_FORMS}")


def _found(content: Content, page: Page, words: str, read: Reader) -> Found:
    finding = Finding(content.name, page.authority)
    read(page, finding)
    found = finding.found()
    if not (found.bodies or found.people or found.meetings or found.closures or found.left_out):
        raise Unreadable(f"{content.name} seems to be {words}, and nothing is in it", SAVE_PAGE_AGAIN)
    return replace(found, read_as=((content.name, words),))


def _is_trouble(content: Content) -> bool:
    return content.kind == "html" and _TROUBLE.search(content.data[:_SNIFFED]) is not None


def _is_cmis(content: Content) -> bool:
    return content.kind == "html" and _PEOPLE_OF_CMIS in content.data


def _read_cmis(content: Content) -> Found:
    return _found(content, Page(content), "CMIS's list of councillors", of_people.cmis_people)


def _shown_xml(content: Content) -> Content | None:
    """Return the answer in a page that a browser makes of XML to show it; None where it is no such page."""
    found = _SHOWN_XML.search(content.data) if content.kind == "html" else None
    return Content(content.name, found[1], "xml") if found is not None else None


def _is_shown_xml(content: Content) -> bool:
    answer = _shown_xml(content)
    return answer is not None and any(form.recognises(answer) for form in ANSWERS)


def _read_shown_xml(content: Content) -> Found:
    answer = _shown_xml(content) or content
    form = next(form for form in ANSWERS if form.recognises(answer))
    return replace(form.read(answer), read_as=((content.name, form.words),))


FORMS: tuple[Form, ...] = (
    Form("an answer of modern.gov, as a browser shows it", _is_shown_xml, _read_shown_xml),
    Form("CMIS's list of councillors", _is_cmis, _read_cmis),
    Form("a page of modern.gov", is_own, _read),
    Form("an error page", _is_trouble, _read),
)
