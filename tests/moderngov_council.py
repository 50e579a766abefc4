"""A whole invented council as modern.gov answers it and shows it: 8 bodies, 20 councillors, the meetings of a year.

It has what real sites have: byte order marks, counts with a space, entities encoded twice, an envelope, an expired
committee, cancelled and special meetings, a vacancy, a private address with every councillor. Nobody of these names
exists.
"""

from datetime import date, timedelta
from html import escape

PRIVATE = ("12 Hidden Lane", "ZZ9 9ZZ", "01632 960001", "07700 900123", "at.home@private.example")
WARDS = ("Abbot's Green", "Castle & Quay", "Dunlow", "Eastfield", "Ferry", "Hillcrest", "Wharf")
PARTIES = ("Meadow Party", "Harbour Alliance", "Independent")
GIVEN = ("Amber", "Basil", "Coral", "Dusty", "Ebony", "Fern", "Garnet")
FAMILY = ("Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse")
ROOMS = (("Council Chamber", "Guildhall"), ("Quay Room", "Guildhall"), ("Committee Room 2", "Old Exchange"))
HOLIDAY = date(2027, 3, 26)
"""Good Friday, on which Audit met all the same."""

# number, title, kind, weekday, which of the month, months, start, minutes, room, seats
BODIES = (
    (101, "Council", "Council", 2, 3, (5, 7, 9, 11, 1, 2), 1140, 150, 0, 20),
    (102, "Cabinet", "Executive", 1, 2, (6, 7, 9, 10, 11, 12, 1, 2, 3), 1080, 90, 1, 6),
    (103, "Planning Committee", "Regulatory", 3, 1, (5, 6, 7, 8, 9, 10, 11, 12, 2, 3), 1110, 150, 0, 9),
    (104, "Licensing & Public Protection Committee", "Regulatory", 0, 2, (6, 9, 12, 3), 600, 120, 1, 10),
    (105, "Overview and Scrutiny Committee", "Scrutiny", 1, 4, (6, 7, 9, 11, 1, 3), 1080, 120, 1, 9),
    (106, "Audit and Governance Committee", "Audit", 2, 2, (6, 9, 12), 1080, 90, 1, 7),
    (107, "Standards Sub-Committee", "Standards", 3, 3, (6, 2), 840, 60, 2, 5),
    (108, "Members' Working Group on Climate", "Working groups", 0, 3, (6, 10, 2), 1050, 60, 2, 6),
)
PEOPLE = tuple(
    (500 + one, f"Councillor {GIVEN[one % 7]} {FAMILY[(one * 2 + one // 7) % 7]}", WARDS[one // 3], PARTIES[one % 3])
    for one in range(20)
)


def members(body):
    """Who sits on a body, the chair and the vice-chair first."""
    seats = BODIES[body][-1]
    roles = ("Chair", "Vice-Chair", *[""] * seats)
    return [(PEOPLE[(body * 3 + step) % 20], roles[step]) for step in range(seats)]


def meetings():
    """Every meeting: its number, body, day, start, minutes, room and status."""
    found = []
    for body, (*_, weekday, which, months, start, minutes, room, _seats) in enumerate(BODIES):
        for month in months:
            first = date(2026 if month > 4 else 2027, month, 1)
            day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
            status = "Confirmed; Annual Meeting" if (body, month) == (0, 5) else "Confirmed"
            found.append((body, day, start, minutes, room, "Cancelled" if (body, month) == (4, 11) else status))
    found.append((3, date(2026, 11, 10), 1110, 60, 0, "Cancelled; Special Meeting"))
    found.append((5, HOLIDAY, 1080, 90, 1, "Confirmed"))
    return [(7001 + place, *one) for place, one in enumerate(sorted(found, key=lambda one: (one[1], one[0])))]


def clock(minutes):
    return f"{(minutes // 60 - 1) % 12 + 1}.{minutes % 60:02} {'pm' if minutes >= 720 else 'am'}"


def twice(text):
    """Encode a text twice, as modern.gov's answers have it."""
    return escape(escape(text, quote=False), quote=False)


def declared(text):
    return f'\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n{text}'.encode()


def tags(**texts):
    return "".join(f"<{name}>{text}</{name}>\n" for name, text in texts.items())


def committees():
    known = [(number, twice(title), "False", kind) for number, title, kind, *_ in BODIES]
    rows = "".join(
        f"<committee>{tags(committeeid=number, committeetitle=title, committeedeleted='False', committeeexpired=gone)}"
        f"{tags(committeecategory=kind)}</committee>\n"
        for number, title, gone, kind in [*known, (90, "Housing Panel", "True", "")]
    )
    return declared(f"<committees>{tags(committeescount=f' {len(known) + 1}')}{rows}</committees>")


def list_of_meetings(body):
    number, title = BODIES[body][:2]
    mine = [one for one in meetings() if one[1] == body]
    rows = "".join(
        f"<meeting>{tags(meetingid=one[0], meetingdate=f'{one[2]:%d/%m/%Y}', meetingstatus=one[6])}"
        f"{tags(meetingtime=clock(one[3]), iswebcast='False')}</meeting>\n"
        for one in mine
    )
    whole = (
        f"<getmeetings>{tags(meetingscount=f' {len(mine)}', committeescount=' 1')}"
        f"<committee>{tags(committeeid=number, committeetitle=twice(title), committeemeetingcount=f' {len(mine)}')}"
        f"<committeemeetings>{rows}</committeemeetings></committee></getmeetings>"
    )
    if body != 1:
        return declared(whole)
    return declared(
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><GetMeetingsResponse '
        f'xmlns="http://moderngov.co.uk/namespaces"><GetMeetingsResult>{whole}</GetMeetingsResult>'
        "</GetMeetingsResponse></soap:Body></soap:Envelope>"
    )


def one_meeting(one):
    number, _, day, start, minutes, room, status = one
    title, venue = ROOMS[room]
    return declared(
        f"<meeting>{tags(meetingid=number, meetingdate=f'{day:%d/%m/%Y}', meetingstatus=status)}"
        f"{tags(meetingtime=clock(start), meetingplannedfinishtime=clock(start + minutes))}"
        f"<meetingroom>{tags(roomtitle=title, displaylocationtitle=venue)}</meetingroom></meeting>"
    )


def councillors():
    lane, postcode, phone, mobile, email = PRIVATE
    home = tags(line1=lane, postcode=postcode, phone=phone, mobile=mobile, email=email)
    wards = ""
    for ward in WARDS:
        mine = [one for one in PEOPLE if one[2] == ward]
        rows = "".join(
            f"<councillor>{tags(councillorid=number, fullusername=name, politicalpartytitle=party)}"
            f"<workaddress>{tags(phone=phone, email=f'cllr.{number}@ravenmere.example')}</workaddress>"
            f"<homeaddress>{home}</homeaddress><termsofoffice><termofoffice>"
            f"{tags(startdate='08/05/2026', enddate='unspecified')}</termofoffice></termsofoffice></councillor>\n"
            for number, name, _, party in mine
        )
        if ward == WARDS[-1]:
            rows += f"<councillor>{tags(councillorid='', fullusername='Vacancy')}</councillor>"
        wards += f"<ward>{tags(wardtitle=twice(ward))}<councillors>{rows}</councillors></ward>\n"
    return declared(f"<councillorsbyward><wards>{wards}</wards></councillorsbyward>")


def committee_page(body):
    number, title = BODIES[body][0], escape(BODIES[body][1])
    rows = "".join(
        f'<li><a href="mgUserInfo.aspx?UID={one[0]}">{escape(one[1])}</a>&nbsp; {role and f"&#40;{role}&#41;"}</li>'
        for one, role in members(body)
    )
    return (
        f"<!DOCTYPE html><html><head><title>Committee details - {title} - Ravenmere Borough Council</title></head>"
        '<body><div id="modgov"><h1 class="mgMainTitleTxt">Committee details</h1>'
        f'<h2 class="mgSubTitleTxt">{title}</h2><a href="ieListMeetings.aspx?CommitteeId={number}">Browse meetings</a>'
        f'<div class="mgContent"><h2 class="mgSectionTitle">Membership</h2><ul class="mgBulletList">{rows}</ul>'
        '<h2 class="mgSectionTitle">Contact information</h2>'
        f"<p>Support officer: A Clerk. Tel: {PRIVATE[2]}</p></div></div></body></html>"
    ).encode()


def saved():
    """Return all files of the council, by their names."""
    files = {"GetCommittees.xml": committees(), "GetCouncillorsByWard.xml": councillors()}
    for body, (number, *_) in enumerate(BODIES):
        first = next(one for one in meetings() if one[1] == body)
        files[f"GetMeetings {number}.xml"] = list_of_meetings(body)
        files[f"GetMeeting {first[0]}.xml"] = one_meeting(first)
        files[f"Committee details {number}.html"] = committee_page(body)
    return files
