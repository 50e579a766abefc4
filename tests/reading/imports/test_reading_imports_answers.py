"""modern.gov's saved answers: what is read of them, what is told, what is refused, and what is never kept."""

from datetime import date
from pathlib import Path

import pytest
from moderngov_samples import COMMITTEES, COUNCILLORS, MEETING, MEETINGS, MEMBERS, PRIVATE

from scheduler.domain.found import Found, FoundBody, FoundMeeting, FoundPerson, FoundRoom, FoundSeat, Source
from scheduler.errors import InputFaults
from scheduler.reading.imports.content import Content, kind_of
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source, read_sources
from scheduler.reading.tables.headers import Unreadable


def answer(text: str, name: str = "answer.xml") -> Content:
    data = text.encode()
    return Content(name, data, kind_of(name, data))


def found(text: str) -> Found:
    return read_source(answer(text))


def told(read: Found) -> list[tuple[str, str, str]]:
    return [(one.what, one.why, one.source.place) for one in read.left_out]


def at(line: int) -> Source:
    return Source("answer.xml", f"line {line}")


def test_committees_are_bodies_and_say_which_are_gone() -> None:
    read = found(COMMITTEES)
    assert read.bodies == (
        FoundBody("Licensing & Public Protection", at(3), "modern.gov committee 101", "Regulatory and others"),
        FoundBody("Old Panel", at(10), "modern.gov committee 102", gone="deleted"),
        FoundBody("Members' Forum", at(12), "modern.gov committee 103", gone="expired"),
    )
    assert told(read) == [("modern.gov committee 104", "it has no title", "line 14")]
    assert read.read_as == (("answer.xml", "modern.gov's list of committees (GetCommittees)"),)


def test_meetings_are_those_of_their_committee() -> None:
    read = found(MEETINGS)
    body = "modern.gov committee 101"
    assert read.bodies == (FoundBody("Planning", at(3), body),)
    assert read.meetings == (
        FoundMeeting(body, date(2026, 5, 14), at(6), 1110, status="Confirmed", identity="modern.gov meeting 7"),
        FoundMeeting(
            body,
            date(2026, 11, 10),
            at(8),
            600,
            title="Special Meeting",
            status="Cancelled; Special Meeting",
            cancelled=True,
            identity="modern.gov meeting 8",
        ),
        FoundMeeting(body, date(2026, 12, 10), at(10), None, status="On hold", identity="modern.gov meeting 9"),
        FoundMeeting(body, date(2027, 1, 14), at(14)),
    )
    assert told(read) == [
        ("On hold", "no status that is known; the meeting is taken as held", "line 10"),
        ("in the evening", "no time of day; the meeting is taken without one", "line 10"),
        ("a meeting on “31/11/2026”", "“31/11/2026” is no day: November 2026 has 30 days", "line 12"),
        ("a meeting", "it has no date", "line 13"),
        ("1 of 7 meetings", "the answer counts them, and does not have them", ""),
    ]


def test_meetings_of_a_committee_without_a_name_are_told() -> None:
    text = "<getmeetings><committee><committeemeetings><meeting><meetingdate>14/05/2026</meetingdate></meeting>"
    read = found(f"{text}</committeemeetings></committee></getmeetings>")
    assert told(read) == [("a meeting on 14/05/2026", "its committee has no name", "line 1")]


def test_a_committee_without_meetings_is_still_a_body() -> None:
    text = "<getmeetings><meetingscount> 0</meetingscount><committee><committeetitle>Cabinet</committeetitle>"
    assert found(f"{text}</committee></getmeetings>").bodies == (FoundBody("Cabinet", at(1)),)


def test_a_meeting_has_its_room_times_and_those_who_sit_there() -> None:
    read = found(MEETING)
    assert read.meetings == (
        FoundMeeting(
            "Planning",
            date(2026, 5, 14),
            at(1),
            1110,
            1260,
            "Council Chamber, Guildhall",
            status="Confirmed",
            identity="modern.gov meeting 7",
        ),
    )
    assert read.rooms == (FoundRoom("Council Chamber", at(6), "Guildhall"),)
    body = "modern.gov meeting 7"
    assert read.seats == (
        FoundSeat(body, "modern.gov member 3", at(15), "chair"),
        FoundSeat(body, "modern.gov member 4", at(17)),
        FoundSeat(body, "modern.gov member 5", at(18), "co_opted", on_behalf_of="Diocese of Ravenmere"),
        FoundSeat(body, "modern.gov member 8", at(24)),
        FoundSeat(body, "Councillor Garnet Gorse", at(26), "vice_chair"),
    )
    assert [(one.name, one.identity) for one in read.people][2:] == [
        ("Rev'd Fern Fir", "modern.gov member 5"),
        ("Councillor Ebony Elder", "modern.gov member 8"),
        ("Councillor Garnet Gorse", ""),
    ]
    assert told(read) == [
        ("Vacancy", "a vacant seat", "line 25"),
        ("1 in attendance", "no member of the body", ""),
        ("2 there as a substitute", "no member of the body", ""),
        ("Portfolio Holder", "posts, not roles on a body; who holds them is taken as a member", ""),
    ]


def test_a_meeting_that_does_not_say_whose_it_is_is_told_by_another_answer() -> None:
    bare = "<meeting><meetingid>7</meetingid><meetingdate>14/05/2026</meetingdate>"
    bare += "<meetinglocation>Harbour Hall, Quayside</meetinglocation><attendees>"
    bare += '<attendee memberid="3" name="Cllr Alder" roledescription="Chair"/></attendees></meeting>'
    one = found(bare)
    assert (one.meetings[0].body, one.meetings[0].place) == ("modern.gov meeting 7", "Harbour Hall, Quayside")
    both = Found(
        one.authority,
        found(MEETINGS).bodies,
        one.people,
        one.seats,
        meetings=(*one.meetings, *found(MEETINGS).meetings),
    )
    assert [(seat.body, seat.person, seat.role) for seat in joined(both).seats] == [("Planning", "Cllr Alder", "chair")]
    alone = joined(one)
    assert (alone.meetings, alone.seats) == ((), ())
    assert [left.what for left in alone.left_out] == [
        "a meeting on Thursday 14 May 2026",
        "1 member of modern.gov meeting 7",
    ]


def test_a_room_without_a_title_has_that_which_is_shown() -> None:
    rooms = "<meetingroom><roomdisplaytitle>Quay Room</roomdisplaytitle></meetingroom>", "<meetingroom></meetingroom>"
    head = "<meeting><meetingid>7</meetingid><meetingdate>14/05/2026</meetingdate>"
    assert [found(f"{head}{room}</meeting>").meetings[0].place for room in rooms] == ["Quay Room", ""]


def test_councillors_are_people_with_groups_and_terms() -> None:
    read = found(COUNCILLORS)
    assert read.people == (
        FoundPerson(
            "Councillor Amber Alder MBE",
            at(3),
            "modern.gov member 3",
            category="councillor",
            email="amber.alder@ravenmere.example",
            group="Meadow Party",
            end_date=date(2030, 5, 6),
        ),
        FoundPerson("Cllr Basil Birch", at(19), "modern.gov member 4", "", "councillor", "", "Harbour & Quay Group"),
    )
    assert told(read) == [
        ("a term of office of Cllr Basil Birch", "“since long” is no date", "line 26"),
        ("Vacancy, Castle & Quay", "a vacant seat of the council", "line 28"),
        (
            "the posts of 1 member",
            "who chairs what is read from the pages of committees, or from meetings",
            "",
        ),
    ]


def test_members_are_people_too() -> None:
    read = found(MEMBERS)
    assert [(one.name, one.group) for one in read.people] == [("Mayor Amber Alder", "Meadow Party")]
    assert told(read) == [
        ("Vacancy", "a vacant seat of the council", "line 4"),
        ("1 of 3 members", "the answer counts them, and does not have them", ""),
    ]


def test_nothing_private_is_kept() -> None:
    people = COUNCILLORS[COUNCILLORS.index("<councillor>") : COUNCILLORS.index("  </councillors>")]
    members = people.replace("<councillor>", "<member>").replace("</councillor>", "</member>")
    listed = found(f"<memberlist><members>{members}</members></memberlist>")
    assert len(listed.people) == 2
    everything = repr((found(COUNCILLORS), listed, found(MEETING)))
    assert [text for text in PRIVATE if text in everything] == []


def test_a_second_answer_in_an_envelope_is_told() -> None:
    assert told(found(SOAP.format(PLAIN + "<members/>")))[0][0] == "<members>"


def test_nothing_private_is_in_what_a_refusal_says() -> None:
    for end in range(len(COUNCILLORS) // 2, len(COUNCILLORS), 97):
        with pytest.raises(Unreadable) as trouble:
            found(COUNCILLORS[:end])
        said = f"{trouble.value.message} {trouble.value.remedy}"
        assert [text for text in PRIVATE if text in said] == []


SOAP = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<GetCommitteesResponse xmlns="http://moderngov.co.uk/namespaces"><GetCommitteesResult>{}'
    "</GetCommitteesResult></GetCommitteesResponse></soap:Body></soap:Envelope>"
)
PLAIN = "<committees><committee><committeeid>1</committeeid><committeetitle>Café Panel</committeetitle></committee>"
PLAIN += "</committees>"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + b'<?xml version="1.0" encoding="utf-8"?>\r\n' + PLAIN.encode(),
        f'<?xml version="1.0" encoding="utf-16"?>{PLAIN}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="iso-8859-1"?>\n{PLAIN}'.encode("latin-1"),
        SOAP.format(PLAIN).encode(),
        SOAP.format(PLAIN.replace("<committees>", '<committees xmlns="">')).encode(),
        SOAP.format(PLAIN.replace("<", "&lt;").replace(">", "&gt;")).encode(),
        SOAP.format(f"<![CDATA[{PLAIN}]]>").encode(),
        f'<string xmlns="http://moderngov.co.uk/namespaces">{PLAIN.replace("<", "&lt;")}</string>'.encode(),
        PLAIN.replace("<committee", "<m:committee").replace("</committee", "</m:committee").replace(
            "<m:committees>", '<m:committees xmlns:m="http://moderngov.co.uk/namespaces">'
        ).encode(),
        PLAIN.upper().replace("CAFÉ PANEL", "Café Panel").encode(),
    ],
)  # fmt: skip
def test_an_answer_is_read_however_it_is_wrapped_and_written(data: bytes) -> None:
    read = read_source(Content("answer.xml", data, kind_of("answer.xml", data)))
    assert [(one.name, one.identity) for one in read.bodies] == [("Café Panel", "modern.gov committee 1")]


def test_an_answer_as_a_browser_shows_it_is_read() -> None:
    page = f'<html><body><div id="webkit-xml-viewer-source-xml">{COMMITTEES}</div><div>not styled</div></body></html>'
    read = read_source(answer(page, "answer.html"))
    assert [one.name for one in read.bodies] == ["Licensing & Public Protection", "Old Panel", "Members' Forum"]
    assert read.read_as == (("answer.html", "modern.gov's list of committees (GetCommittees)"),)


def test_elements_that_are_not_known_are_told_by_their_names() -> None:
    read = found(PLAIN.replace("</committee>", "<shoesize>9 of Hidden Lane</shoesize><hat/></committee>"))
    assert told(read) == [("<hat> and <shoesize>", "not known in an answer of modern.gov, and not read", "")]


def refused(text: str) -> str:
    with pytest.raises(Unreadable) as trouble:
        found(text)
    return trouble.value.message


BOMB = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 9))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (COMMITTEES[:300], "is half of an answer: it breaks off in line 8"),
        (COMMITTEES[:302], "is half of an answer: it breaks off in line 8"),
        ("<committees>", "is half of an answer: it breaks off in line 1"),
        ("<committees><a></b></committees>", "is damaged in line 1: mismatched tag"),
        ("<committees/><committees/>", "is damaged in line 1: junk after document element"),
        ("<committees>&nowhere;</committees>", "is damaged in line 1: undefined entity"),
        (
            "<committees><committeescount> 0</committeescount></committees>",
            "is modern.gov's list of committees (GetCommittees), and nothing is in it",
        ),
        (
            "<councillorsbyward><wards> </wards></councillorsbyward>",
            "is modern.gov's councillors by ward, and nothing is in it",
        ),
        (SOAP.format(""), "seems to be an answer in which there is nothing"),
        (
            "<meeting><meetingdate>14/05/2026</meetingdate></meeting>",
            "is a meeting without a number, as modern.gov has none",
        ),
        (
            SOAP.format(
                "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>Server was unable to process"
                " request. Connection Timeout Expired</faultstring></soap:Fault>"
            ),
            "is an error that was answered: Server was unable to process request. Connection Timeout Exp…",
        ),
        ("<error>Web service is switched off</error>", "is an error that was answered: Web service is switched off"),
        ("<error></error>", "is an error that was answered: no more is said"),
        ("<attachment><title>x</title></attachment>", "seems to be XML of another kind, beginning with <attachment>"),
        ("<rss><channel/></rss>", "seems to be a feed of news, which tells of documents and not of the calendar"),
        (
            f'<!DOCTYPE c [<!ENTITY l0 "lol">{BOMB}]><committees><committee>&l8;</committee></committees>',
            "declares a document type, as no answer of a web service does",
        ),
        (
            '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><committees>&x;</committees>',
            "declares a document type, as no answer of a web service does",
        ),
        (
            '<!DOCTYPE committees SYSTEM "http://ravenmere.example/evil.dtd"><committees/>',
            "declares a document type, as no answer of a web service does",
        ),
        (f"<committees>{'<committee>' * 60}", "has more in it than any answer that is read"),
        (f"<committees>{'<strange>' * 60}", "has more in it than any answer that is read"),
        (f"<committees>{'<committee/>' * 100_000}</committees>", "has more in it than any answer that is read"),
        (
            f"<committees><committee><committeetitle>{'x' * 2_001}</committeetitle></committee></committees>",
            "has a text of more than 2,000 letters in <committeetitle>",
        ),
        (SOAP.format("&lt;committees&gt;&lt;committee&gt;"), "is half of an answer: it breaks off in line 1"),
        (
            SOAP.format("&lt;string&gt;&lt;/string&gt;&lt;committees"),
            "is damaged in line 1: junk after document element",
        ),
        ("<string>So: &lt;committees&gt;</string>", "is an envelope without an answer"),
        (SOAP.format("committees<header/>"), "seems to be an answer in which there is nothing"),
    ],
)
def test_what_is_no_answer_is_refused_in_words(text: str, message: str) -> None:
    assert refused(text) == f"answer.xml {message}"


def test_an_answer_that_is_too_large_is_to_be_saved_in_parts() -> None:
    with pytest.raises(Unreadable) as trouble:
        found(f"<committees>{'<committee/>' * 100_000}</committees>")
    assert trouble.value.remedy == "Save the answers of a year, or of each committee by itself, and give those."


def test_every_half_of_an_answer_is_refused() -> None:
    whole = f'\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n{MEETINGS}'
    for end in range(len(whole) - 1, 40, -61):
        assert refused(whole[:end]).startswith(
            ("answer.xml is half of an answer: it breaks off in line", "answer.xml seems")
        )


def test_a_whole_council_is_read_from_a_folder(tmp_path: Path) -> None:
    for name, text in {"1.xml": COMMITTEES, "2.xml": MEETINGS, "3.xml": MEETING, "4.xml": COUNCILLORS}.items():
        (tmp_path / name).write_text(text.replace("&#x1F;", "").replace("\x0b", ""), encoding="utf-8-sig")
    read = joined(read_sources([tmp_path]))
    assert [one.name for one in read.bodies] == ["Licensing & Public Protection"]
    assert len(read.meetings) == 4
    assert (read.meetings[0].end, read.meetings[0].place) == (1260, "Council Chamber")
    assert [one.role for one in read.seats] == ["chair", "member", "co_opted", "member", "vice_chair"]
    (tmp_path / "5.xml").write_text(COMMITTEES[:200], encoding="utf-8")
    with pytest.raises(InputFaults) as trouble:
        read_sources([tmp_path])
    assert [fault.message for fault in trouble.value.faults] == ["5.xml is half of an answer: it breaks off in line 6"]


def test_a_folder_may_hold_what_windows_keeps_there(tmp_path: Path) -> None:
    (tmp_path / "committees.xml").write_text(COMMITTEES, encoding="utf-8")
    for name in ("desktop.ini", "Thumbs.db", ".DS_Store", "~$old.docx"):
        (tmp_path / name).write_bytes(b"\0\1")
    assert len(read_sources([tmp_path]).bodies) == 3


def test_a_page_in_a_single_file_is_refused_with_the_way_to_save_it(tmp_path: Path) -> None:
    page = "From: <Saved by Blink>\nSnapshot-Content-Location: https://ravenmere.example/\nMIME-Version: 1.0\n\n<html>"
    (tmp_path / "page.mhtml").write_text(page, encoding="utf-8")
    with pytest.raises(InputFaults) as trouble:
        read_sources([tmp_path])
    assert [(fault.message, fault.remedy) for fault in trouble.value.faults] == [
        (
            "page.mhtml seems to be a web page saved as a single file (.mhtml)",
            "Save it again, as “Web page, complete” or “Web page, HTML only”.",
        )
    ]


def test_files_of_two_councils_are_told(tmp_path: Path) -> None:
    for number, council in enumerate(("Ravenmere Council", "RAVENMERE COUNCIL", "Marlbeck Council")):
        title = f"<title>Committees - {council}</title>"
        link = f'<a href="mgCommitteeDetails.aspx?ID={number}">Panel {number}</a>'
        text = f'<html><head>{title}</head><div class="mgContent">{link}</div></html>'
        (tmp_path / f"{number}.html").write_text(text, encoding="utf-8")
    read = read_sources([tmp_path])
    assert read.authority == "Ravenmere Council"
    why = "another council than Ravenmere Council: where it is, import each council by itself"
    assert [(one.what, one.why, one.source.file) for one in read.left_out] == [("Marlbeck Council", why, "2.html")]


def test_files_are_read_one_by_one_and_every_fault_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_text(COMMITTEES, encoding="utf-8")
    (tmp_path / "other.html").write_text("<html><p>Nothing to read</p></html>", encoding="utf-8")
    assert len(read_sources([tmp_path / "good.xml"]).bodies) == 3
    with pytest.raises(InputFaults) as trouble:
        read_sources([tmp_path / "none.xml", tmp_path / "good.xml", tmp_path / "other.html"])
    assert [fault.message for fault in trouble.value.faults] == [
        f"{tmp_path / 'none.xml'} is not there",
        "other.html holds nothing that is known",
    ]
