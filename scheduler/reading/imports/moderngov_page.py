"""A saved page of modern.gov: where it was saved from, its links, titles and headings.

Councils give the pages their own titles and colours, in English or Welsh. What stays the same are addresses
(`mgUserInfo.aspx?UID=12`), in links too, and the names of classes (`mgContent`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from scheduler.reading.imports.content import Content
from scheduler.reading.imports.markup import page_of, words_of
from scheduler.reading.imports.moderngov import without_contacts

PERSON, COMMITTEE, MEETINGS = "mguserinfo.aspx", "mgcommitteedetails.aspx", "ielistmeetings.aspx"
OUTSIDE_BODY = "mgoutsidebodydetails.aspx"
MEETING, ATTENDANCE = "ielistdocuments.aspx", "mgmeetingattendance.aspx"
HEADINGS = ("h2", "h3", "h4", "caption")

_SAVED = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->")
"""What browsers write into a page that they save."""
_SNIFFED = 4_096
_OWN = re.compile(rb"""(?:id|class)\s*=\s*["']?(?:modgov|mgMainTitleTxt|mgContent|mgSubTitleTxt|mgSectionTitle)\b""")
_COUNCIL = re.compile(r"\b(?:council|borough|authority|cyngor)\b", re.IGNORECASE)
_LONGEST_COUNCIL = 80
_NO_COUNCIL = frozenset(("modern council", "full council", "council", "annual council", "extraordinary council"))
"""What stands there where a council has not put its own name, and what a body is called."""
_SUBJECT = re.compile(r"^.*?\s[-\N{EN DASH}]\s+(.+)$")


@dataclass(frozen=True)
class Address:
    """The address of a page: its name in small letters, and what stands behind the question mark, names likewise."""

    page: str = ""
    asked: dict[str, str] = field(default_factory=dict)

    def number(self, *names: str) -> str:
        """Return the first of these numbers that the address has; blank where it has none."""
        return next((self.asked[name] for name in names if self.asked.get(name, "").isdigit()), "")


def address_of(link: str) -> Address:
    """Return the address in a link, whole or relative; blank where it is none."""
    try:
        parts = urlsplit(link)
        return Address(
            parts.path.rpartition("/")[2].lower(), {key.lower(): value for key, value in parse_qsl(parts.query)}
        )
    except ValueError:
        return Address()


def saved_from(content: Content) -> Address:
    """Return where a page was saved from, as browsers note it when they save the whole of it."""
    found = _SAVED.search(content.data[:_SNIFFED])
    return address_of(found[1].decode("utf-8", "replace")) if found is not None else Address()


def is_own(content: Content) -> bool:
    """Whether a page is one of modern.gov's."""
    if content.kind != "html":
        return False
    page = saved_from(content).page
    return (page.startswith(("mg", "ie")) and page.endswith(".aspx")) or _OWN.search(content.data) is not None


class Page:
    """A page that is read."""

    def __init__(self, content: Content) -> None:
        self.name = content.name
        self.address = saved_from(content)
        self.whole: BeautifulSoup = page_of(content)
        own = self.whole.find(id="modgov") or self.whole.find("main") or self.whole.find(role="main")
        self.own: Tag = own if isinstance(own, Tag) else self.whole
        """All that modern.gov writes, without what the council has around it."""
        inner = self.own.find(class_="mgContent")
        self.content: Tag = inner if isinstance(inner, Tag) else self.own
        """The same without titles and what can be done."""

    def links(self, *pages: str, within: Tag | None = None) -> Iterator[tuple[Tag, Address]]:
        """Return the links to pages of these names, in their order."""
        for link in (self.content if within is None else within).find_all("a", href=True):
            address = address_of(str(link["href"]))
            if address.page in pages:
                yield link, address

    @property
    def subtitle(self) -> str:
        """What the page is about, under its title; blank where it has none."""
        found = self.own.find(class_="mgSubTitleTxt")
        return words_of(found) if isinstance(found, Tag) else ""

    @property
    def authority(self) -> str:
        """The council's name, which stands behind the title of a page; blank where another name stands there."""
        title = words_of(self.whole.title) if self.whole.title is not None else ""
        name = re.split(r"\s[-|\N{EN DASH}]\s", title)[-1]
        is_one = _COUNCIL.search(name) and name != title and name.casefold() not in _NO_COUNCIL
        return name if is_one and name == without_contacts(name)[:_LONGEST_COUNCIL] else ""

    @property
    def subject(self) -> str:
        """What stands behind the first dash of the title that is given for catalogues: `Planning Committee`."""
        metas = (one for one in self.whole.find_all("meta") if str(one.get("name", "")).casefold() == "dc.title")
        title = next((" ".join(str(one.get("content", "")).split()) for one in metas), "")
        match = _SUBJECT.match(title)
        return match[1] if match is not None else ""

    def number(self, *names: str) -> str:
        """Return the number of what the page is about: of its own address, else of the first link that has one."""
        asked = self.address.number(*names)
        if asked:
            return asked
        links = (address_of(str(link["href"])) for link in self.own.find_all("a", href=True))
        return next((number for address in links if (number := address.number(*names))), "")

    def label(self, *labels: str) -> str:
        """Return what stands behind a label, without links in it; blank where there is none such."""
        for label in self.own.find_all(class_="mgLabel"):
            said = words_of(label).rstrip(" :")
            if any(said.casefold() == one.casefold() for one in labels) and isinstance(label.parent, Tag):
                rest = "".join(str(one) if not isinstance(one, Tag) else "" for one in label.next_siblings)
                return " ".join(rest.split())
        return ""


def heading_before(element: Tag) -> str:
    """Return the heading that an element stands under; blank where there is none."""
    found = element.find_previous(HEADINGS)
    return words_of(found) if isinstance(found, Tag) else ""


def around(link: Tag) -> Tag:
    """Return the row, item or paragraph that a link stands in."""
    found = link.find_parent(("tr", "li", "p", "dd", "div"))
    return found if isinstance(found, Tag) else link


def in_brackets(text: str) -> list[str]:
    """Return the words in round brackets: `Councillor Alder (Chair)`."""
    return [" ".join(found.split()) for found in re.findall(r"\(([^()]*)\)", text)]
