"""modern.gov's saved answers: GetCommittees, GetMeetings, GetMeeting, GetCouncillorsByWard and lists of members.

Of a person only name, group, terms of office and the e-mail of the work address are kept. Home addresses, telephones
and all else are skipped while the file is read: they are never in memory as anything but the file.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from scheduler.domain.found import Found, FoundBody, FoundPerson, FoundRoom, FoundSeat
from scheduler.domain.seat_marks import SUBSTITUTE
from scheduler.domain.wording import counted, listed
from scheduler.reading.imports.answers import SAVE_ANSWER_AGAIN, Answer, Element, plain_words, read_answer, root_of
from scheduler.reading.imports.content import READ_FORMS, Content, Form
from scheduler.reading.imports.moderngov import (
    OFFICER,
    Finding,
    committee,
    day_in,
    has_nobody,
    meeting,
    member,
    role_in,
)
from scheduler.reading.imports.written_names import LONGEST_NAME
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault, cut

READ_ANSWERS = (
    "Of modern.gov's web service the answers GetCommittees, GetMeetings, GetMeeting, GetCouncillorsByWard and "
    "GetMemberGroup are read."
)

_OF_COMMITTEES = frozenset(
    """committees committeescount committee committeeid committeetitle committeedeleted committeeexpired
    committeecategory""".split()  # noqa: SIM905 - a list of words reads as words
)
_OF_MEETINGS = frozenset(
    """getmeetings meetingscount committeescount committee committeeid committeetitle committeemeetingcount
    committeemeetings meeting meetingid meetingdate meetingstatus meetingtime""".split()  # noqa: SIM905 - the same
)
_OF_MEETING = frozenset(
    """meeting committeeid committeetitle meetingid meetingdate meetingstatus meetingtime meetingplannedfinishtime
    meetingactualfinishtime meetinglocation meetingroom roomtitle roomdisplaytitle displaylocationtitle agendaitems
    agendaitem linkeddocuments linkeddoc attendees attendee""".split()  # noqa: SIM905 - the same
)
_OF_PEOPLE = frozenset(
    """councillorsbyward councillorsbywardid memberlist wards ward wardtitle councillors councillorcount councillor
    members membercount member councillorid memberid fullusername politicalpartytitle politicalgrouptitle keyposts
    workaddress email termsofoffice termofoffice startdate enddate""".split()  # noqa: SIM905 - the same
)
_OF_NO_CONCERN = frozenset(
    """iswebcast isdisplayallowed meetingactualstarttime agendaid agendapublished decisionpublished minutepublished
    bookingfromdate bookingtodate bookedbytitle bookingcomment directionstext addresssummary agendaitemid
    agendaitemtitle agendatext actualmeetingdate agendaitemnumber agendaitemsubnumber fulldisplaynumberformat
    authorusername commentlabel1 commenttext1 commentlabel2 commenttext2 minutesnonemptyhtmlbody declarationcount
    iscallin iscomment isdecision isdecisionpublished isminutepublished ispubliccanspeak isrestricted
    minutesitemnumber minutesitemsubnumber preferreddate refertocommittee decisionnonemptyhtmlbody attachmentid title
    isurl url restrictionsref itemnum publicationdate decisiondate isdecisionattachment ownertitle photosmallurl
    photobigurl districttitle representing additionalcontactinfo homeaddress surgerydetails line1 line2 line3 line4
    line5 postcode phone mobile fax meetingtime""".split()  # noqa: SIM905 - the same
)
"""What an input has no place for, and what is nobody's business; anything beyond is told."""
_TRUE = frozenset(("true", "1", "yes"))
_SUBSTITUTES = ("as substitute", "substitute")


def _form(words: str, roots: tuple[str, ...], wanted: frozenset[str], take: Callable[[Element, Finding], None]) -> Form:
    def recognises(content: Content) -> bool:
        return content.kind == "xml" and root_of(content) in roots

    def read(content: Content) -> Found:
        answer = read_answer(content, wanted)
        finding = Finding(content.name)
        take(answer.root, finding)
        _tell_unread(answer, finding)
        found = finding.found()
        if not (found.bodies or found.people or found.meetings or found.left_out):
            raise Unreadable(f"{content.name} is {words}, and nothing is in it", SAVE_ANSWER_AGAIN)
        return found

    return Form(words, recognises, read)


def _tell_unread(answer: Answer, finding: Finding) -> None:
    strange = sorted(answer.unread - _OF_NO_CONCERN)
    if strange:
        finding.leave(listed([f"<{name}>" for name in strange]), "not known in an answer of modern.gov, and not read")


def _place(element: Element) -> str:
    return f"line {element.line}"


def _count(element: Element, name: str, held: int, what: str, finding: Finding) -> None:
    """Note where an answer says that it has more of something than it has."""
    with suppress(ValueError):
        said = int(element.words(name) or held)
        if said > held:
            finding.leave(f"{said - held} of {said} {what}", "the answer counts them, and does not have them")


def _name(element: Element, *path: str) -> str:
    return element.words(*path)[:LONGEST_NAME]


def _committees(root: Element, finding: Finding) -> None:
    every = list(root.all("committee"))
    for one in every:
        _body(one, finding)
    _count(root, "committeescount", len(every), "committees", finding)


def _body(one: Element, finding: Finding) -> str:
    """Note the body that an element names, and return its name, or identity; blank where it has neither."""
    name, number = _name(one, "committeetitle"), one.words("committeeid")
    identity = committee(number) if number else ""
    if not name:
        if identity:
            finding.leave(identity, "it has no title", _place(one))
        return identity
    states = ("deleted", "expired")
    gone = next((state for state in states if one.words(f"committee{state}").lower() in _TRUE), "")
    body = FoundBody(name, finding.source(_place(one)), identity, one.words("committeecategory"), gone=gone)
    finding.bodies.append(body)
    return identity or name


def _meetings(root: Element, finding: Finding) -> None:
    every = list(root.all("committee"))
    total = 0
    for one in every:
        body = _body(one, finding)
        meetings = list(one.all("committeemeetings", "meeting"))
        total += len(meetings)
        for held in meetings:
            if body:
                _meeting(held, body, finding)
            else:
                finding.leave(f"a meeting on {held.words('meetingdate')}", "its committee has no name", _place(held))
        _count(one, "committeemeetingcount", len(meetings), f"meetings of {cut(one.words('committeetitle'))}", finding)
    _count(root, "committeescount", len(every), "committees", finding)
    _count(root, "meetingscount", total, "meetings", finding)


def _meeting(one: Element, body: str, finding: Finding, **more: str | int | None) -> None:
    number = one.words("meetingid")
    words = one.words("meetingdate"), one.words("meetingtime"), one.words("meetingstatus")
    identity = meeting(number) if number else ""
    finding.meeting_on(body, words, _place(one), identity=identity, **more)


def _single_meeting(root: Element, finding: Finding) -> None:
    """Read GetMeeting, which does not say whose meeting it is: the documents linked to it do, or another answer."""
    number = root.words("meetingid")
    if not number:
        raise Unreadable(f"{finding.file} is a meeting without a number, as modern.gov has none", SAVE_ANSWER_AGAIN)
    titles = {
        plain_words(found.text)
        for found in root.all("agendaitems", "agendaitem", "linkeddocuments", "linkeddoc", "committeetitle")
    }
    body = _body(root, finding) or (titles.pop()[:LONGEST_NAME] if len(titles) == 1 else meeting(number))
    finish = root.words("meetingplannedfinishtime") or root.words("meetingactualfinishtime")
    place = _room(root, finding) or root.words("meetinglocation")
    _meeting(root, body, finding, end=finding.time_in(finish, _place(root)), place=place)
    _attendees(list(root.all("attendees", "attendee")), meeting(number), finding)


def _room(root: Element, finding: Finding) -> str:
    """Note the room of a meeting, and return it as it is written; blank where none is booked."""
    for room in root.all("meetingroom"):
        name = _name(room, "roomtitle") or _name(room, "roomdisplaytitle")
        venue = _name(room, "displaylocationtitle")
        if name:
            finding.rooms.append(FoundRoom(name, finding.source(_place(room)), venue))
            return ", ".join(filter(None, (name, venue)))
    return ""


def _attendees(every: list[Element], body: str, finding: Finding) -> None:
    """Take members for seats, by the meeting that they were at; officers and substitutes have none."""
    others: Counter[str] = Counter()
    posts: list[str] = []
    for one in every:
        said = {key: plain_words(value) for key, value in one.attributes.items()}
        name = said.get("name", "")[:LONGEST_NAME]
        if has_nobody(name):
            finding.leave("Vacancy", "a vacant seat", _place(one))
            continue
        role, unknown = role_in((said.get("roledescription", ""),))
        attendance = said.get("attendance", "").casefold()
        if role == OFFICER or attendance == "in attendance":
            others["in attendance"] += 1
        elif role == SUBSTITUTE or any(words in attendance for words in _SUBSTITUTES):
            others["there as a substitute"] += 1
        else:
            posts += unknown
            _seat(said, name, role, body, finding.source(_place(one)).place, finding)
    for why, number in sorted(others.items()):
        finding.leave(f"{number} {why}", "no member of the body")
    finding.posts(posts, "")


def _seat(said: dict[str, str], name: str, role: str, body: str, place: str, finding: Finding) -> None:
    identity = member(said["memberid"]) if said.get("memberid") else ""
    source = finding.source(place)
    finding.people.append(FoundPerson(name, source, identity))
    behalf = said.get("representing", "")[:LONGEST_NAME]
    finding.seats.append(FoundSeat(body, identity or name, source, role, on_behalf_of=behalf))


def _wards(root: Element, finding: Finding) -> None:
    for ward in root.all("wards", "ward"):
        every = list(ward.all("councillors", "councillor"))
        for one in every:
            _person(one, "councillorid", finding, ward.words("wardtitle"))
        of = f"councillors of {cut(ward.words('wardtitle'))}"
        for held in ward.all("councillors"):
            _count(held, "councillorcount", len(every), of, finding)
    _tell_posts(root, finding)


def _members(root: Element, finding: Finding) -> None:
    every = list(root.all("members", "member"))
    for one in every:
        _person(one, "memberid", finding, "")
    for held in root.all("members"):
        _count(held, "membercount", len(every), "members", finding)
    _tell_posts(root, finding)


def _person(one: Element, number: str, finding: Finding, ward: str) -> None:
    name, place = _name(one, "fullusername"), _place(one)
    if has_nobody(name):
        finding.leave(f"Vacancy, {ward}" if ward else "Vacancy", "a vacant seat of the council", place)
        return
    email = one.words("workaddress", "email")
    found = FoundPerson(
        name,
        finding.source(place),
        member(one.words(number)) if one.words(number) else "",
        category="councillor",
        email=email if "@" in email and " " not in email else "",
        group=_name(one, "politicalgrouptitle") or _name(one, "politicalpartytitle"),
        end_date=_end_of_office(one, name, finding),
    )
    finding.people.append(found)


def _end_of_office(one: Element, name: str, finding: Finding) -> date | None:
    """Return when the latest term ends; None where that is not known."""
    terms: list[tuple[date, date | None]] = []
    for term in one.all("termsofoffice", "termofoffice"):
        try:
            terms.append((day_in(term.words("startdate")) or date.min, day_in(term.words("enddate"))))
        except CellFault as trouble:
            finding.leave(f"a term of office of {name}", trouble.message, _place(term))
    return max(terms, key=lambda term: (term[0], term[1] or date.max))[1] if terms else None


def _tell_posts(root: Element, finding: Finding) -> None:
    people = [*root.all("wards", "ward", "councillors", "councillor"), *root.all("members", "member")]
    number = sum(bool(one.words("keyposts")) for one in people)
    if number:
        why = "who chairs what is read from the pages of committees, or from meetings"
        finding.leave(f"the posts of {counted(number, 'member')}", why)


def _refuse(content: Content) -> Found:
    """Say of XML that is none of the answers what it seems to be, with the error that it tells where it is one."""
    root = root_of(content)
    if root in ("fault", "error", "exception", "errors"):
        answer = read_answer(content, frozenset(("faultstring", "message", "error", "detail", "reason", "text")))
        texts = (answer.root.text, *(answer.root.words(name) for name in ("faultstring", "message", "detail")))
        told = next((plain_words(text) for text in texts if text.strip()), "no more is said")
        raise Unreadable(f"{content.name} is an error that was answered: {cut(told)}", SAVE_ANSWER_AGAIN)
    if root == "rss":
        what = "a feed of news, which tells of documents and not of the calendar"
    else:
        what = f"XML of another kind, beginning with <{cut(root)}>" if root else "an answer in which there is nothing"
    raise Unreadable(f"{content.name} seems to be {what}", f"{READ_ANSWERS} {READ_FORMS}")


def _is_other_xml(content: Content) -> bool:
    return content.kind == "xml"


FORMS: tuple[Form, ...] = (
    _form("modern.gov's list of committees (GetCommittees)", ("committees",), _OF_COMMITTEES, _committees),
    _form("modern.gov's list of meetings (GetMeetings)", ("getmeetings",), _OF_MEETINGS, _meetings),
    _form("a meeting of modern.gov (GetMeeting)", ("meeting",), _OF_MEETING, _single_meeting),
    _form("modern.gov's councillors by ward", ("councillorsbyward", "councillorsbywardid"), _OF_PEOPLE, _wards),
    _form("modern.gov's list of members", ("memberlist",), _OF_PEOPLE, _members),
)
OTHER_XML: tuple[Form, ...] = (Form("XML of another kind", _is_other_xml, _refuse),)
"""After every form of XML: what is none of them is refused in words."""
