"""modern.gov's saved pages: which is which, what is read of each, what is told, and what is never kept."""

from datetime import date

import pytest
from moderngov_samples import BROWSE, HOST, MEMBERS_PAGE, PERSON_PAGE, WARDS_PAGE, item, page, subtitle

from scheduler.domain.found import Found, FoundBody, FoundClosure, FoundMeeting, FoundPerson, FoundSeat, Source
from scheduler.reading.imports.content import Content, kind_of
from scheduler.reading.imports.joining import joined
from scheduler.reading.imports.sources import read_source
from scheduler.reading.tables.headers import Unreadable

HERE = Source("page.html")


def told(read: Found) -> list[tuple[str, str]]:
    return [(one.what, one.why) for one in read.left_out]


def kind(read: Found) -> str:
    return read.read_as[0][1]


COMMITTEES = (
    '<h2 class="mgSectionTitle">Council</h2><ul>'
    + item("mgCommitteeDetails.aspx?ID=101", "Council")
    + '</ul><h2 class="mgSectionTitle">Scrutiny</h2><ul>'
    + item(f"{HOST}/mgcommitteedetails.aspx?id=105&amp;LLL=0", "Audit &#38; Risk")
    + item("mgCommitteeDetails.aspx?ID=105", "Audit &#38; Risk again")
    + item("mgCommitteeDetails.aspx?ID=", "Nothing")
    + '</ul><h2 class="mgSectionTitle">Former committees</h2><ul>'
    + item("mgCommitteeDetails.aspx?ID=90", "Housing Panel")
    + "</ul>"
)


@pytest.mark.parametrize("saved", ["", "mgListCommittees.aspx?bcr=1"])
def test_a_list_of_committees_has_bodies_of_its_headings(saved: str) -> None:
    read = read_source(page(COMMITTEES, "Committee structure", saved=saved))
    assert kind(read) == "modern.gov's list of committees"
    assert read.bodies == (
        FoundBody("Council", HERE, "modern.gov committee 101", "Council"),
        FoundBody("Audit & Risk", HERE, "modern.gov committee 105", "Scrutiny"),
        FoundBody("Housing Panel", HERE, "modern.gov committee 90", "Former committees", gone="expired"),
    )


def test_a_committee_may_be_called_what_error_pages_are() -> None:
    read = read_source(page(COMMITTEES, "Error Review Panel: 404"))
    assert kind(read) == "modern.gov's list of committees"


def test_a_list_of_committees_may_lead_to_their_meetings() -> None:
    content = item("ieListMeetings.aspx?CId=101&amp;Year=0", "Council") + item("ieListMeetings.aspx?CId=102", "Cabinet")
    read = read_source(page(content, "Browse meetings", saved="ieDocHome.aspx"))
    assert [(one.name, one.identity) for one in read.bodies] == [
        ("Council", "modern.gov committee 101"),
        ("Cabinet", "modern.gov committee 102"),
    ]


@pytest.mark.parametrize("saved", ["", "mgCommitteeDetails.aspx?ID=103"])
def test_a_committee_has_members_substitutes_and_vacancies(saved: str) -> None:
    read = read_source(page(MEMBERS_PAGE, "Committee details - Planning", subtitle("Planning") + BROWSE, saved))
    assert kind(read) == "a committee and its members, from modern.gov"
    body = "modern.gov committee 103"
    assert read.bodies == (FoundBody("Planning", HERE, body, seats=5),)
    pool = ("modern.gov member 9",)
    assert read.seats == (
        FoundSeat(body, "modern.gov member 3", HERE, "chair", substitutes=pool, pooled=True),
        FoundSeat(body, "modern.gov member 4", HERE, "vice_chair", substitutes=pool, pooled=True),
        FoundSeat(body, "modern.gov member 5", HERE, substitutes=pool, pooled=True),
        FoundSeat(body, "modern.gov member 6", HERE, "co_opted"),
        FoundSeat(body, "Garnet Gorse", HERE, "observer"),
    )
    assert "Rev'd Fern Fir" in [one.name for one in read.people]
    assert told(read) == [
        ("Dusty Damson", "an officer, and no member of the body"),
        ("Vacancy on Planning", "a vacant seat: it counts among the seats of the body"),
        ("Vacancy on Planning", "a vacant seat: it counts among the seats of the body"),
        ("Leader of the Council", "posts, not roles on a body; who holds them is taken as a member"),
    ]
    assert [words for words in ("01632", "clerk@", "Clerk") if words in repr(read)] == []


def test_members_may_stand_in_a_table_or_under_a_heading_of_their_role() -> None:
    row = item("mgUserInfo.aspx?UID=3", "Cllr Alder", "</td><td>12 Hidden Lane</td><td>Cadeirydd", "td")
    rows = f"<table><tr>{row}</tr></table>"
    advisers = "<h3>Adviser</h3>" + item("mgUserInfo.aspx?UID=4", "A. Birch")
    read = read_source(page(rows + advisers, "", subtitle("Panel") + BROWSE))
    assert [(one.person, one.role) for one in read.seats] == [
        ("modern.gov member 3", "chair"),
        ("modern.gov member 4", "adviser"),
    ]
    assert read.left_out == ()


def test_a_committee_that_does_not_say_which_is_told() -> None:
    read = read_source(page(MEMBERS_PAGE, saved="mgCommitteeDetails.aspx"))
    assert told(read) == [("page.html", "the page of a committee does not say which")]
    assert read.seats == ()


def meeting(number: int, words: str, behind: str = "", committee: str = "CId=103&amp;") -> str:
    return item(f"ieListDocuments.aspx?{committee}MId={number}&amp;Ver=4", words, behind)


MEETINGS = (
    "<ul>"
    + meeting(7, "15 Jun 2026&nbsp;7&#58;30 pm")
    + meeting(7, "15 Jun 2026&nbsp;7&#58;30 pm")
    + meeting(8, "4 Dec 2025&nbsp;7.30 pm", " - CANCELLED")
    + meeting(9, "18 Nov 2025&nbsp;10.00 am", " - Special Meeting - Agenda, Decisions and Draft Minutes")
    + meeting(10, "2 Oct 2025", " - MOVED, Agenda")
    + meeting(11, "Printed papers")
    + meeting(12, "31 Nov 2025")
    + "</ul>"
)


@pytest.mark.parametrize("saved", ["", "ieListMeetings.aspx?CId=103&Year=0"])
def test_the_meetings_of_a_committee(saved: str) -> None:
    read = read_source(page(MEETINGS, "Browse meetings - Planning", saved=saved))
    assert kind(read) == "the meetings of a committee, from modern.gov"
    body = "modern.gov committee 103"
    assert read.bodies == (FoundBody("Planning", HERE, body),)
    assert [(one.body, one.date, one.start, one.status, one.title, one.cancelled) for one in read.meetings] == [
        (body, date(2026, 6, 15), 1170, "", "", False),
        (body, date(2025, 12, 4), 1170, "CANCELLED", "", True),
        (body, date(2025, 11, 18), 600, "Special Meeting", "Special Meeting", False),
        (body, date(2025, 10, 2), None, "MOVED", "", False),
    ]
    assert [one.identity for one in read.meetings][:1] == ["modern.gov meeting 7"]
    assert told(read) == [
        ("MOVED", "no status that is known; the meeting is taken as held"),
        ("a meeting on “31 Nov 2025”", "“31 Nov 2025” is no day: November 2025 has 30 days"),
    ]


def test_a_committee_without_meetings_is_still_a_body() -> None:
    read = read_source(page("<p>None.</p>", "Browse meetings - Planning", saved="ieListMeetings.aspx?CId=103"))
    assert read.bodies == (FoundBody("Planning", HERE, "modern.gov committee 103"),)
    assert told(read) == [("Planning", "the page lists no meeting of it")]


def test_meetings_without_a_committee_are_told() -> None:
    read = read_source(page(meeting(7, "15 Jun 2026 7.30 pm", committee=""), saved="ieListMeetings.aspx"))
    assert told(read) == [("a meeting on 15 Jun 2026", "its committee has no name")]


def test_a_welsh_list_is_read() -> None:
    content = meeting(7, "15 Meh 2026&nbsp;6.00 y.h.") + meeting(
        8, "3 Mawrth 2026&nbsp;10.00 yb", " - WEDI&#39;I GANSLO"
    )
    content += meeting(9, "Dydd Mawrth, 12fed Mai, 2026 2.00 yp", " - Penderfyniadau, Cofnodion")
    read = read_source(
        page(content, "Pori cyfarfodydd - Pwyllgor Cynllunio", saved="ieListMeetings.aspx?CId=103&LLL=1")
    )
    assert [(one.date, one.start, one.cancelled) for one in read.meetings] == [
        (date(2026, 6, 15), 1080, False),
        (date(2026, 3, 3), 600, True),
        (date(2026, 5, 12), 840, False),
    ]
    assert read.bodies[0].name == "Pwyllgor Cynllunio"
    assert read.left_out == ()


@pytest.mark.parametrize(
    ("saved", "number", "held"),
    [("", "103", "7"), ("ieListDocuments.aspx?CId=103&MId=7&Ver=4", "103", "7")],
)
def test_the_page_of_a_meeting(saved: str, number: str, held: str) -> None:
    words = "Over - view - Thursday 4 December 2025 7:30 pm, CANCELLED"
    link = f'<a href="mgCommitteeDetails.aspx?ID=103">{words}</a>'
    content = (
        '<p><a href="mgMeetingAttendance.aspx?ID=7">Attendance details</a></p><p><span class="mgLabel">Contact: </span>'
        'A Clerk 01632 960111</p><p><span class="mgLabel">Proposed venue: </span>Guildhall, Market Place.'
        ' <a href="mgLocationDetails.aspx?RID=1">Directions</a></p><h2>Items</h2><table><tr><td>1.</td></tr></table>'
    )
    read = read_source(page(content, "Agenda for Over - view", subtitle(link), saved))
    assert kind(read) == "a meeting, from modern.gov"
    identity = f"modern.gov committee {number}"
    assert read.bodies == (FoundBody("Over - view", HERE, identity),)
    assert read.meetings == (
        FoundMeeting(
            identity,
            date(2025, 12, 4),
            HERE,
            1170,
            place="Guildhall, Market Place",
            status="CANCELLED",
            cancelled=True,
            identity=f"modern.gov meeting {held}",
        ),
    )
    assert "01632" not in repr(read)


def test_a_meeting_without_time_venue_or_committee_is_read_as_far_as_it_goes() -> None:
    read = read_source(page("", "", subtitle("Cabinet - Tuesday, 12th May, 2026"), "ieListDocuments.aspx?MId=7"))
    meeting = FoundMeeting("Cabinet", date(2026, 5, 12), HERE, identity="modern.gov meeting 7")
    assert (read.meetings, read.bodies) == ((meeting,), (FoundBody("Cabinet", HERE),))


def test_a_meeting_whose_day_cannot_be_told_is_told() -> None:
    read = read_source(page("", "", subtitle("Cabinet"), "ieListDocuments.aspx?MId=7"))
    assert told(read) == [("Cabinet", "its day cannot be told")]


def entry(number: int, words: str, title: str = "", of: str = "p") -> str:
    return item(f"ieListDocuments.aspx?CId=103&amp;MId={number}", words, "", of, title)


CELLS = (
    ("27 April", ""),
    ("4 May", "<p>Early May Bank Holiday</p>"),
    (
        "5 May",
        entry(7, "CANCELLED - Planning 6.30 pm", "CANCELLED - Planning, 05/05/2026 6.30 pm")
        + entry(8, "Planning, 2.00 pm")
        + '<p><a href="mgElectionResults.aspx">Election of the Mayor</a></p>',
    ),
    ("6 May", "<p>G&#373;yl y Banc</p><p>-</p>"),
    ("1 June", entry(9, "PROVISIONAL: Planning")),
)
CALENDAR = (
    '<h2 class="mgSectionTitle">May 2026</h2><table><tr><td><table class="mgCalendarTable"><tr><th>Monday</th></tr>'
    + "".join(f'<tr><td class="mgCalendarCell"><p>{day}</p>{entries}</td></tr>' for day, entries in CELLS)
    + "<tr><td>Key</td></tr></table></td></tr></table>"
)


@pytest.mark.parametrize("saved", ["", "mgCalendarMonthView.aspx?M=5&DD=2026&CID=0&OT=&C=-1&MR=0"])
def test_a_month_of_the_calendar(saved: str) -> None:
    read = read_source(page(CALENDAR, "Calendar of meetings", saved=saved))
    assert kind(read) == "a month of modern.gov's calendar"
    assert [(one.date, one.start, one.status, one.cancelled, one.identity[-1]) for one in read.meetings] == [
        (date(2026, 5, 5), 1110, "CANCELLED", True, "7"),
        (date(2026, 5, 5), 840, "", False, "8"),
        (date(2026, 6, 1), None, "PROVISIONAL", False, "9"),
    ]
    assert read.bodies == (FoundBody("Planning", HERE, "modern.gov committee 103"),)
    assert read.closures == (
        FoundClosure(date(2026, 5, 4), date(2026, 5, 4), "Early May Bank Holiday", HERE),
        FoundClosure(date(2026, 5, 6), date(2026, 5, 6), "Gŵyl y Banc", HERE),
    )
    assert told(read) == [("Election of the Mayor", "no meeting of a committee")]


def test_days_of_a_calendar_may_be_bare_numbers_over_the_end_of_a_year() -> None:
    days = (28, 29, 30, 31, 1, 2, 3)
    cells = "".join(f"<td>{day} {'<p>New Year&#39;s Day</p>' if day == 1 else ''}</td>" for day in days)
    later = "".join(f"<td>{day}</td>" for day in range(4, 32)) + "<td>1 <p>Half term</p></td>"
    read = read_source(
        page(f"<h3>January 2027</h3><table><tr>{cells}{later}</tr></table>", saved="mgCalendarMonthView.aspx")
    )
    assert [(one.first, one.reason) for one in read.closures] == [
        (date(2027, 1, 1), "New Year's Day"),
        (date(2027, 2, 1), "Half term"),
    ]


def test_a_month_is_told_by_its_heading() -> None:
    read = read_source(page("<h2>May 2026</h2><table><tr><td>5 " + entry(7, "Planning 6.30 pm") + "</td></tr></table>"))
    assert kind(read) == "a month of modern.gov's calendar"
    assert [(one.date, one.start) for one in read.meetings] == [(date(2026, 5, 5), 1110)]


def test_a_calendar_that_names_no_month_goes_by_its_entries() -> None:
    content = "<h2>Calendar 2026</h2>" + entry(7, "Planning", "Planning, 05/05/2026 6.30 pm", "div")
    read = read_source(
        page(content + "<table><tr><td>5 <p>Bank Holiday</p></td></tr></table>", saved="mgCalendarAgendaView.aspx")
    )
    assert [one.date for one in read.meetings] == [date(2026, 5, 5)]
    assert [one.first for one in read.closures] == [date(2026, 5, 5)]


def test_a_calendar_may_be_a_list_of_days() -> None:
    content = (
        f"<h2>May 2026</h2><h3>Monday, 4th May 2026</h3><ul><li>Early May Bank Holiday</li></ul>"
        f"<h3>Tuesday, 5th May 2026</h3><ul>{entry(7, 'Planning 6.30 pm', of='li')}<li>Group meetings</li></ul>"
        "<h3>More</h3><ul><li>Print this page</li></ul>"
    )
    read = read_source(page(content, saved="mgCalendarAgendaView.aspx?M=5&DD=2026"))
    assert [(one.date, one.start) for one in read.meetings] == [(date(2026, 5, 5), 1110)]
    assert [one.first for one in read.closures] == [date(2026, 5, 4)]
    assert told(read) == [("Group meetings", "no meeting of a committee")]


def test_capitals_before_a_name_are_a_status_only_where_they_say_one() -> None:
    names = ("ICT - Steering Group", "MOVED - Planning", "GOHIRIWYD - Planning", "SPECIAL - Council")
    cells = "".join(f"<td>{day} {entry(day, name)}</td>" for day, name in enumerate(names, start=1))
    read = read_source(page(f"<h2>May 2026</h2><table><tr>{cells}</tr></table>"))
    assert [one.name for one in read.bodies] == ["ICT - Steering Group", "Planning", "Council"]
    assert [(one.status, one.title, one.cancelled) for one in read.meetings] == [
        ("", "", False),
        ("MOVED", "", False),
        ("GOHIRIWYD", "", True),
        ("SPECIAL", "Special Meeting", False),
    ]


def test_a_calendar_without_any_date_tells_its_entries() -> None:
    content = "<h2>Smarch 2026</h2><table><tr><td>5 " + entry(7, "Planning") + "</td></tr></table>"
    read = read_source(page(content, saved="mgCalendarMonthView.aspx"))
    assert told(read) == [("a meeting", "it has no date")]


TABLE = (
    "<table><tr><th>Name</th><th>Party</th><th>Ward</th></tr>"
    "<tr><td><a href='mgUserInfo.aspx?UID=3'>Cllr Alder</a></td>"
    "<td>Independent</td><td>Ferry</td></tr></table>"
)


@pytest.mark.parametrize("saved", ["", "mgMemberIndexWard.aspx?FN=WARD&VW=LIST&PIC=1"])
def test_councillors_have_their_groups(saved: str) -> None:
    read = read_source(page(WARDS_PAGE, "Your Councillors", saved=saved))
    assert kind(read) == "modern.gov's list of councillors"
    assert [(one.name, one.group, one.category) for one in read.people] == [
        ("Councillor Amber Alder", "Meadow Party", "councillor"),
        ("Councillor Basil Birch", "", "councillor"),
        ("Cllr Coral Cedar", "Harbour Alliance", "councillor"),
    ]
    assert told(read) == [("Vacancy Abbot's Green", "a vacant seat of the council")]
    assert "01632" not in repr(read)


def test_councillors_in_a_table_and_alone_have_their_groups() -> None:
    assert [one.group for one in read_source(page(TABLE)).people] == ["Independent"]
    bare = '<p><a href="mgUserInfo.aspx?UID=3">Cllr Alder</a></p><div>Ferry</div>'
    assert read_source(page(bare)).people == (
        FoundPerson("Cllr Alder", HERE, "modern.gov member 3", category="councillor"),
    )


@pytest.mark.parametrize("saved", ["", "mgUserInfo.aspx?UID=3"])
def test_a_councillor_has_group_term_and_seats(saved: str) -> None:
    attendance = '<a href="mgAttendance.aspx?UID=3">Attendance</a>'
    read = read_source(
        page(PERSON_PAGE, "Councillor details - x", subtitle("Councillor Amber Alder") + attendance, saved)
    )
    assert kind(read) == "a councillor, from modern.gov"
    person = "modern.gov member 3"
    assert read.people == (
        FoundPerson("Councillor Amber Alder", HERE, person, category="councillor", group="Meadow Party"),
    )
    first, last = date(2026, 6, 2), date(2026, 10, 9)
    assert read.seats == (
        FoundSeat("modern.gov committee 103", person, HERE, "chair", start_date=first, end_date=last),
        FoundSeat("modern.gov committee 104", person, HERE),
    )
    assert [one.name for one in read.bodies] == ["Planning", "Licensing", "Audit"]
    assert told(read) == [
        ("Councillor Amber Alder on Audit", "substitute there, and no member"),
        ("Portfolio Holder", "posts, not roles on a body; who holds them is taken as a member"),
        ("1 appointment of Councillor Amber Alder", "ended"),
        ("1 outside body that Councillor Amber Alder is appointed to", "they meet by calendars of their own"),
    ]
    assert [words for words in ("Hidden", "private") if words in repr(read)] == []


def test_a_councillor_without_number_or_terms_is_read_by_name() -> None:
    content = f"<div class='mgUserBody'>{item('mgCommitteeDetails.aspx?ID=103', 'Planning')}</div>"
    read = read_source(page(content, "Councillor details - Cllr Amber Alder"))
    assert [(one.person, one.role) for one in read.seats] == [("Cllr Amber Alder", "member")]
    assert joined(read).seats[0].body == "Planning"


def test_a_councillor_who_is_not_named_is_told() -> None:
    read = read_source(page("<div class='mgUserBody'></div>"))
    assert told(read) == [("page.html", "the page of a councillor does not say whose")]


def test_terms_that_end_tell_the_last_day() -> None:
    content = "<ul><li>08/05/2026 - 06/05/2030</li><li>05/05/2022 - 07/05/2026</li><li>Nothing</li></ul>"
    read = read_source(page(content, "", subtitle("Cllr Alder"), "mgUserInfo.aspx?UID=3"))
    assert read.people[0].end_date == date(2030, 5, 6)


CMIS = """<html><body>
<div class="PE_People_PersonBlock"><a href="/people/tabid/62/ScreenMode/id/31/Default.aspx"><img src="x.jpg"></a>
<div class="NameLink"><a href="#">Councillor Amber Alder</a></div>
<span>Ward:</span> Ferry <span>Tel: 01632 960111</span>
<img title="Meadow Party (logo)" src="logo.png"></div>
<div class="PE_People_PersonBlock"><div class="NameLink">Vacancy</div><span>Ward:</span> Wharf</div>
<div class="PE_People_PersonBlock"><div class="NameLink">Cllr Basil Birch</div></div>
</body></html>"""


def test_cmis_has_people_and_vacancies() -> None:
    read = read_source(Content("page.html", CMIS.encode(), kind_of("page.html", CMIS.encode())))
    assert read.people == (
        FoundPerson("Councillor Amber Alder", HERE, "cmis member 31", category="councillor", group="Meadow Party"),
        FoundPerson("Cllr Basil Birch", HERE, category="councillor"),
    )
    assert told(read) == [("Vacancy Ward: Wharf", "a vacant seat of the council")]
    assert "01632" not in repr(read)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (page("", "What's new", saved="mgWhatsNew.aspx?bcr=1"), "is another page of modern.gov: mgwhatsnew.aspx"),
        (
            page(WARDS_PAGE, "Your MPs", saved="mgMemberIndexMP.aspx?bcr=1"),
            "is another page of modern.gov: mgmemberindexmp.aspx",
        ),
        (page("<p>Welcome</p>", "Welcome"), "is another page of modern.gov: “Welcome - Ravenmere”"),
        (page("", "Runtime Error"), "is an error page: “Runtime Error - Ravenmere”"),
        (
            Content("page.html", b'<html><div id="modgov"><p>Nothing</p></div></html>', "html"),
            "is another page of modern.gov: without a title",
        ),
        (page("", saved="mgMemberIndex.aspx"), "seems to be modern.gov's list of councillors, and nothing is in it"),
        (
            Content("page.html", b"<html><head><title>404 - File not found</title></head><body></body></html>", "html"),
            "is an error page: “404 - File not found”",
        ),
        (Content("page.html", page(COMMITTEES).data[:-20], "html"), "is half of a web page: its end is missing"),
        (page("<div>" * 500), "has more in it than any page that is read"),
    ],
)
def test_what_is_no_page_to_read_is_refused_in_words(content: Content, message: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_source(content)
    assert trouble.value.message == f"page.html {message}"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Committee structure - Ravenmere Borough Council", "Ravenmere Borough Council"),
        ("Strwythur | Cyngor Ravenmere", "Cyngor Ravenmere"),
        ("Committee structure - Modern Council", ""),
        ("Committee details - Council", ""),
        ("Ravenmere Borough Council", ""),
        ("Committee structure - Democracy online", ""),
    ],
)
def test_the_council_is_named_behind_the_title(title: str, name: str) -> None:
    whole = page(COMMITTEES).data.replace(b"<title> - Ravenmere</title>", f"<title>{title}</title>".encode())
    assert read_source(Content("page.html", whole, "html")).authority == name


def test_a_page_without_a_title_names_no_council() -> None:
    whole = page(COMMITTEES).data.replace(b"<title> - Ravenmere</title>", b"")
    assert read_source(Content("page.html", whole, "html")).authority == ""


def test_how_people_are_reached_is_cut_off_where_a_page_has_lost_its_order() -> None:
    people = '<a href="mgUserInfo.aspx?UID=3">Cllr Alder Tel: 01632 960111 a@private.example</a>'
    vacancy = "<li>Vacancy Ferry 01632 960111</li>"
    venue = '<p><span class="mgLabel">Venue: </span>Guildhall Contact: A Clerk 01632 960111</p>'
    pages = (
        page(people + vacancy, saved="mgMemberIndex.aspx"),
        page(people, "", subtitle("Planning") + BROWSE),
        page("", "", subtitle("Cllr Alder 01632 960111"), "mgUserInfo.aspx?UID=3"),
        page(venue, "", subtitle("Planning - 4 December 2025")),
    )
    everything = [read_source(one) for one in pages]
    assert [one.people[0].name for one in everything[:3]] == ["Cllr Alder"] * 3
    assert (told(everything[0])[0][0], everything[3].meetings[0].place) == ("Vacancy Ferry", "Guildhall")
    assert [words for words in ("01632", "private", "Clerk") if words in repr(everything)] == []


def test_links_that_are_none_do_no_harm() -> None:
    content = '<a href="http://[bad/mgUserInfo.aspx?UID=3">x</a>' + item("mgUserInfo.aspx?UID=3", "Cllr Alder")
    assert [one.name for one in read_source(page(content)).people] == ["Cllr Alder"]


def test_pages_of_one_council_are_one_council() -> None:
    parts = [
        read_source(page(COMMITTEES)),
        read_source(page(MEMBERS_PAGE, "", subtitle("Planning") + BROWSE)),
        read_source(page(MEETINGS, "Browse meetings - Planning")),
        read_source(page(CALENDAR)),
        read_source(page(PERSON_PAGE, "", subtitle("Councillor Amber Alder"), "mgUserInfo.aspx?UID=3")),
    ]
    lists = ("bodies", "people", "seats", "meetings", "closures", "left_out")
    both = joined(Found(**{name: tuple(one for part in parts for one in getattr(part, name)) for name in lists}))
    assert {one.body for one in both.meetings} == {"Planning"}
    assert [one.person for one in both.seats if one.body == "Planning"] == [
        "Councillor Amber Alder",
        "Councillor Basil Birch",
        "Councillor Coral Cedar",
        "Rev'd Fern Fir",
        "Garnet Gorse",
    ]
    assert both.seats[0].substitutes == ("Councillor Ebony Elder",)
