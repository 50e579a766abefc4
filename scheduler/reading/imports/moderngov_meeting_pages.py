"""modern.gov's saved pages of meetings: a month of the calendar, the meetings of a committee, one meeting."""

import re
from datetime import date, timedelta

from bs4.element import Tag

from scheduler.domain.found import FoundBody, FoundClosure
from scheduler.domain.meeting_words import closure_in, status_of
from scheduler.reading.imports.markup import words_of
from scheduler.reading.imports.moderngov import (
    Finding,
    closes,
    committee,
    in_english,
    known_day,
    meeting,
    without_contacts,
)
from scheduler.reading.imports.moderngov_page import (
    ATTENDANCE,
    COMMITTEE,
    HEADINGS,
    MEETING,
    Address,
    Page,
    around,
    heading_before,
)

_TITLE = re.compile(r"^(?P<name>.*),\s*(?P<day>\d{1,2}/\d{1,2}/\d{4})\s*(?P<time>.*)$")
"""What a browser shows when the pointer rests on an entry: `Planning Committee, 07/05/2026 6.30 pm`."""
_STATUS = re.compile(r"^(?P<status>[A-Z][A-Z' \N{RIGHT SINGLE QUOTATION MARK}]{2,}?)\s*[-:\N{EN DASH}]\s*(?P<name>.+)$")
"""`CANCELLED - Planning Committee`."""
_NEWS = frozenset(("new", "moved", "amended", "changed", "rescheduled", "rearranged", "newydd"))
"""What the calendar says of a meeting that was not there before, or was another day."""
_TIME = re.compile(
    r"^(?P<name>.*?)[\s,\-\N{EN DASH}(]*(?P<time>\d{1,2}[.:]\d{2}\s*(?:[ap]\.?\s?m\.?|y\.?\s?[bhp]\.?)?)\)?$",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^(?P<day>.*?\d{4})[\s,]*(?P<time>.*)$")
_SUBTITLE = re.compile(r"^(?P<name>.*\S)\s+[-\N{EN DASH}]\s+(?P<day>[^-]*?\d{1,2}[^-]*?\d{4})(?P<rest>.*)$")
_OF_DAY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?(?:\s+([^\W\d]{3,}))?$")
_BEFORE, _DAYS_SHOWN = 10, 45
"""Days before the first of a month with which its page may begin, and all that it may show."""
_MONTH = re.compile(r"^[^\W\d]{3,}\s+\d{4}$")
_DOCUMENTS = frozenset(
    """agenda agendas decisions minutes draft documents supplement supplementary webcast papers pack frontsheet
    penderfyniadau cofnodion drafft dogfennau""".split()  # noqa: SIM905 - a list of words reads as words
)
"""What is published of a meeting, and stands behind its date in a list."""
_VENUE = ("Venue", "Proposed venue", "Location", "Lleoliad", "Lleoliad arfaethedig")


def month(page: Page, finding: Finding) -> None:
    """Read a month of the calendar: its meetings, and the holidays that are printed as entries."""
    shown = _month_shown(page)
    before: date | None = None
    for cell in page.content.find_all("td"):
        if cell.find("td") is not None:
            continue
        at = _day_of(next(cell.stripped_strings, ""), before, shown)
        for link, address in list(page.links(MEETING, within=cell)):
            _entry(link, address, at, finding)
            link.extract()
        if at is not None:
            before = at
            for text in list(cell.stripped_strings)[1:]:
                _no_meeting(" ".join(text.split()), at, finding)
    _agenda(page, finding)


def _agenda(page: Page, finding: Finding) -> None:
    """Read what is left of a calendar outside its table: entries in lists, each list under the heading of its day."""
    for item in page.content.find_all("li"):
        at = known_day(heading_before(item)) if item.find_parent("td") is None else None
        if at is not None and next(page.links(MEETING, within=item), None) is None:
            _no_meeting(words_of(item), at, finding)
    for link, address in page.links(MEETING):
        _entry(link, address, known_day(heading_before(link)), finding)


def is_month(page: Page) -> bool:
    """Whether a page has a month as a heading, and a table under it."""
    return page.content.find("td") is not None and any(
        _MONTH.match(words_of(one)) for one in page.content.find_all(HEADINGS)
    )


def _month_shown(page: Page) -> date | None:
    """Return the first day of the month that is shown: of the address, a heading, or the date in an entry."""
    year, number = page.address.number("dd"), page.address.number("m")
    titles = [f"1 {words_of(one)}" for one in page.content.find_all(HEADINGS) if _MONTH.match(words_of(one))]
    if year and number:
        titles.insert(0, f"1/{number}/{year}")
    titles += [match["day"] for link, _ in page.links(MEETING) if (match := _TITLE.match(str(link.get("title", ""))))]
    days = (known_day(title) for title in titles)
    return next((day.replace(day=1) for day in days if day is not None), None)


def _day_of(text: str, before: date | None, shown: date | None) -> date | None:
    """Return the day that a cell is of, the next one called so: `4 May`, or `4`; None where it is none."""
    match = _OF_DAY.match(" ".join(text.split()))
    if match is None or shown is None:
        return None
    number, name = match.groups()
    first = shown - timedelta(days=_BEFORE) if before is None else before + timedelta(days=1)
    days = (first + timedelta(days=step) for step in range(_BEFORE + _DAYS_SHOWN))
    return next((day for day in days if day.day == int(number) and _is_called(day, name)), None)


def _is_called(day: date, name: str | None) -> bool:
    """Whether a day is in the month of that name."""
    return name is None or known_day(f"{day.day} {name} {day.year}") == day


def _entry(link: Tag, address: Address, at: date | None, finding: Finding) -> None:
    """Note a meeting of the calendar."""
    text = words_of(link)
    title = _TITLE.match(" ".join(str(link.get("title", "")).split()))
    day = title["day"] if title else (at.strftime("%d/%m/%Y") if at else "")
    name = title["name"] if title else text
    time = title["time"] if title else ""
    if title is None and (ended := _TIME.match(text)) is not None:
        name, time = ended["name"], ended["time"]
    status = ""
    if (led := _STATUS.match(name)) is not None and _is_status(led["status"]):
        name, status = led["name"], led["status"]
    _noted(address, name, (day, time, status), finding)


def _is_status(words: str) -> bool:
    """Whether capitals before a name are a status, and no part of it: `ICT - Steering Group`."""
    return words.casefold() in _NEWS or not status_of(in_english(words)).unknown


def _noted(address: Address, name: str, words: tuple[str, str, str], finding: Finding, **more: str) -> None:
    """Note a meeting with its body, by the numbers of its address."""
    number, held = address.number("cid", "committeeid"), address.number("mid", "meetingid")
    identity = committee(number) if number else ""
    name, day, time, status = without_contacts(name), *words[:2], without_contacts(words[2])
    if name and not any(one.identity == identity and one.name == name for one in finding.bodies):
        finding.bodies.append(FoundBody(name, finding.source(), identity))
    if not (identity or name):
        finding.leave(f"a meeting on {day}", "its committee has no name")
        return
    finding.meeting_on(identity or name, (day, time, status), "", identity=meeting(held) if held else "", **more)


def _no_meeting(text: str, at: date, finding: Finding) -> None:
    """Note an entry that is no meeting: a holiday closes its day, anything else is told."""
    if closure_in(text) is not None or closes(text):
        finding.closures.append(FoundClosure(at, at, text, finding.source()))
    elif len(text) > 1:
        finding.leave(text, "no meeting of a committee")


def meetings(page: Page, finding: Finding) -> None:
    """Read the meetings of one committee."""
    name, number = page.subject, page.number("cid", "committeeid")
    seen: set[str] = set()
    for link, address in page.links(MEETING):
        held = address.number("mid", "meetingid")
        when = _WHEN.match(words_of(link))
        if held in seen or when is None:
            continue
        seen.add(held)
        status = _status(words_of(around(link)).removeprefix(words_of(link)))
        known = Address(MEETING, {"cid": number, **address.asked})
        _noted(known, name, (when["day"], when["time"], status), finding)
    if not seen and number and name:
        finding.bodies.append(FoundBody(name, finding.source(), committee(number)))
        finding.leave(name, "the page lists no meeting of it")


def _status(behind: str) -> str:
    """Return the status behind the date of a meeting, without the documents that are named there."""
    parts = (part.strip(" -\N{EN DASH}.") for part in re.split(r"[,;]|\s-\s|\sand\s", behind))
    return "; ".join(part for part in parts if part and not set(part.casefold().split()) <= _DOCUMENTS)


def one_meeting(page: Page, finding: Finding) -> None:
    """Read the page of a meeting: whose it is, when, and where."""
    match = _SUBTITLE.match(page.subtitle)
    if match is None:
        finding.leave(page.subtitle or page.subject or "a meeting", "its day cannot be told")
        return
    time, *statuses = (part.strip() for part in match["rest"].strip(" ,").split(","))
    linked = (address.number("id") for _, address in page.links(COMMITTEE, within=page.own))
    number = page.address.number("cid", "committeeid") or next(linked, "")
    attended = (address.number("id") for _, address in page.links(ATTENDANCE, within=page.own))
    held = page.address.number("mid", "meetingid") or next(attended, "")
    asked = {"cid": number, "mid": held}
    words = match["day"], time, "; ".join(statuses)
    _noted(
        Address(MEETING, asked), match["name"], words, finding, place=without_contacts(page.label(*_VENUE)).rstrip(" .")
    )
