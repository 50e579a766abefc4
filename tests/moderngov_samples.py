"""An invented council's answers and pages of modern.gov, as small as they can be; nobody of these names exists."""

from scheduler.reading.imports.content import Content, kind_of

COMMITTEES = """<committees>
  <committeescount> 4</committeescount>
  <committee>
    <committeeid>101</committeeid>
    <committeetitle>Licensing &amp;amp; Public Protection</committeetitle>
    <committeedeleted>False</committeedeleted>
    <committeeexpired>False</committeeexpired>
    <committeecategory>Regulatory and others</committeecategory>
  </committee>
  <committee><committeeid>102</committeeid><committeetitle>Old Panel</committeetitle>
    <committeedeleted>True</committeedeleted><committeeexpired>True</committeeexpired></committee>
  <committee><committeeid>103</committeeid><committeetitle>Members&amp;#39; Forum</committeetitle>
    <committeedeleted>False</committeedeleted><committeeexpired>True</committeeexpired></committee>
  <committee><committeeid>104</committeeid><committeetitle>
    </committeetitle></committee>
  <committee></committee>
</committees>"""
MEETINGS = """<getmeetings>
  <meetingscount> 7</meetingscount><committeescount> 1</committeescount>
  <committee><committeeid>101</committeeid><committeetitle>Planning</committeetitle>
    <committeemeetingcount> 6</committeemeetingcount>
    <committeemeetings>
      <meeting><meetingid>7</meetingid><meetingdate>14/05/2026</meetingdate>
        <meetingstatus>Confirmed</meetingstatus><meetingtime>6.30 pm</meetingtime><iswebcast>False</iswebcast></meeting>
      <meeting><meetingid>8</meetingid><meetingdate>10/11/2026</meetingdate>
        <meetingstatus>Cancelled; Special Meeting</meetingstatus><meetingtime>10.00 am</meetingtime></meeting>
      <meeting><meetingid>9</meetingid><meetingdate>10/12/2026</meetingdate>
        <meetingstatus>On hold</meetingstatus><meetingtime>in the evening</meetingtime></meeting>
      <meeting><meetingid>10</meetingid><meetingdate>31/11/2026</meetingdate></meeting>
      <meeting><meetingid>11</meetingid><meetingdate>unspecified</meetingdate></meeting>
      <meeting><meetingdate>14/01/2027</meetingdate></meeting>
    </committeemeetings>
  </committee>
</getmeetings>"""
MEETING = """<meeting>
  <meetingid>7</meetingid><meetingdate>14/05/2026</meetingdate><meetingstatus>Confirmed</meetingstatus>
  <meetingtime>6.30 pm</meetingtime><meetingplannedfinishtime>9.00 pm</meetingplannedfinishtime>
  <meetingactualfinishtime>9.40 pm</meetingactualfinishtime>
  <meetinglocation>Council Chamber, Guildhall, Ravenmere, ZZ1 1ZZ</meetinglocation>
  <meetingroom>
    <roomtitle>Council Chamber</roomtitle><roomdisplaytitle>The Chamber</roomdisplaytitle>
    <bookedbytitle></bookedbytitle><displaylocationtitle>Guildhall</displaylocationtitle>
  </meetingroom>
  <agendaitems><agendaitem>
    <agendaitemtitle>Questions</agendaitemtitle><agendatext>&lt;p&gt;\x0b&#x1F;</agendatext><linkeddocuments>
    <linkeddoc><title>Report</title><committeetitle>Planning</committeetitle></linkeddoc></linkeddocuments>
  </agendaitem></agendaitems>
  <attendees>
    <attendee membertype="U" memberid="3" name="Councillor Amber Alder" roledescription="Chair" politicalparty="P"
      attendance="Present, as expected" ward="Ferry" keyposts="Leader"><url>https://ravenmere.example/</url></attendee>
    <attendee memberid="4" name="Councillor Basil Birch" roledescription="" attendance="Absent"/>
    <attendee memberid="5" name="Rev&amp;#39;d Fern Fir" roledescription="Co-Optee" attendance="Expected"
      representing="Diocese of Ravenmere"/>
    <attendee memberid="6" name="Councillor Coral Cedar" roledescription="Committee Member"
      attendance="Present, as substitute"/>
    <attendee memberid="7" name="Councillor Dusty Damson" roledescription="Reserve" attendance="Not required"/>
    <attendee memberid="900" name="Head of Place" roledescription="Officer" attendance="In attendance"/>
    <attendee memberid="8" name="Councillor Ebony Elder" roledescription="Portfolio Holder" attendance="Expected"/>
    <attendee name="Vacancy" roledescription="Committee Member" attendance="Expected"/>
    <attendee name="Councillor Garnet Gorse" roledescription="Vice-Chairman" attendance="Apologies"/>
  </attendees>
</meeting>"""
COUNCILLORS = """<councillorsbyward><wards>
  <ward><wardtitle>Castle &amp; Quay</wardtitle><councillors><councillorcount> 3</councillorcount>
    <councillor>
      <councillorid>3</councillorid><fullusername>Councillor Amber Alder MBE</fullusername>
      <photosmallurl>https://ravenmere.example/smallpic.jpg</photosmallurl>
      <politicalpartytitle>Meadow Party</politicalpartytitle><politicalgrouptitle>
      </politicalgrouptitle><keyposts>Leader of the Council</keyposts>
      <additionalcontactinfo>Ring 01632 960444 before nine</additionalcontactinfo>
      <workaddress><line1>Guildhall</line1><postcode>ZZ1 1ZZ</postcode><phone>01632 960111</phone>
        <mobile>07700 900222</mobile><email>amber.alder@ravenmere.example</email></workaddress>
      <homeaddress><line1>12 Hidden Lane</line1><line5>Nearby</line5><postcode>ZZ9 9ZZ</postcode>
        <phone>01632 960333</phone><email>amber@private.example</email></homeaddress>
      <surgerydetails><line1>Saturdays at 3 Secret Street</line1></surgerydetails>
      <termsofoffice>
        <termofoffice><startdate>08/05/2026</startdate><enddate>06/05/2030</enddate></termofoffice>
        <termofoffice><startdate>05/05/2022</startdate><enddate>07/05/2026</enddate></termofoffice>
      </termsofoffice>
    </councillor>
    <councillor>
      <councillorid>4</councillorid><fullusername>Cllr Basil Birch</fullusername>
      <politicalpartytitle>Independent</politicalpartytitle>
      <politicalgrouptitle>Harbour &amp;amp; Quay Group</politicalgrouptitle>
      <workaddress><email>see the council's page</email></workaddress>
      <homeaddress><email>basil@private.example</email></homeaddress>
      <termsofoffice><termofoffice><startdate>unspecified</startdate><enddate>unspecified</enddate></termofoffice>
        <termofoffice><startdate>since long</startdate><enddate></enddate></termofoffice></termsofoffice>
    </councillor>
    <councillor><fullusername>Vacant seat</fullusername></councillor>
  </councillors></ward>
</wards></councillorsbyward>"""
MEMBERS = """<memberlist><members><membercount> 3</membercount>
  <member><memberid>3</memberid><fullusername>Mayor Amber Alder</fullusername>
    <politicalpartytitle>Meadow Party</politicalpartytitle></member>
  <member><fullusername>Vacancy</fullusername></member>
</members></memberlist>"""
PRIVATE = (
    "Hidden Lane", "ZZ9 9ZZ", "Secret Street", "Nearby", "960000", "960111", "960333", "960444", "900222",
    "private.example", "smallpic",
)  # fmt: skip

HOST = "https://democracy.ravenmere.example"
MENU = """<nav><a href="mgListCommittees.aspx?bcr=1">Committees</a> <a href="mgMemberIndex.aspx?bcr=1">Councillors</a>
<a href="ieListMeetings.aspx?CId=686&amp;info=1&amp;MD=Constitution">Constitution</a></nav>"""


def page(content: str, subject: str = "", under: str = "", saved: str = "") -> Content:
    comment = f"<!-- saved from url=(0052){HOST}/{saved} -->" if saved else ""
    text = (
        f'<!DOCTYPE html>\n{comment}<html><head><meta name="DC.title" content="{subject}"/>'
        f"<title>{subject} - Ravenmere</title>"
        f"<script>if (a <!b) '<p>'</script></head><body>{MENU}<div id=\"modgov\">"
        f'<div class="mgHeader"><h1 class="mgMainTitleTxt">A title of our own</h1></div>{under}'
        f'<div class="mgContent">{content}</div></div><footer>01632 960000</footer></body></html>'
    )
    data = text.encode()
    return Content("page.html", data, kind_of("page.html", data))


def subtitle(words: str) -> str:
    return f'<div class="mgSubTitle"><h2 class="mgSubTitleTxt">{words}</h2></div>'


def item(page_name: str, words: str, behind: str = "", of: str = "li", title: str = "") -> str:
    named = f' title="{title}"' if title else ""
    return f'<{of}><a href="{page_name}"{named}>{words}</a>{behind}</{of}>'


MEMBERS_PAGE = (
    '<h2 class="mgSectionTitle">Purpose</h2><p>To look after <a href="mgCommitteeDetails.aspx?ID=9">another</a>.</p>'
    '<h2 class="mgSectionTitle">Membership<a name="#MEM"></a></h2><ul class="mgBulletList">'
    + item("mgUserInfo.aspx?UID=3", "Councillor Amber Alder", "&nbsp; &#40;Chair&#41;&nbsp; ")
    + '<li><a href="mgUserInfo.aspx?UID=3"><img src="smallpic.jpg"></a></li>'
    + item("mgUserInfo.aspx?UID=4", "Councillor Basil Birch", " (Leader of the Council, Vice-Chair)")
    + item("mgUserInfo.aspx?UID=5", "Councillor Coral Cedar")
    + item("mgUserInfo.aspx?UID=6", "Rev&#39;d Fern Fir", " (Co-Optee)")
    + item("mgUserInfo.aspx?UID=7", "Dusty Damson", " (Officer)")
    + item("mgUserInfo.aspx?UID=8", "Vacancy")
    + "<li>Garnet Gorse &#40;Observer&#41; 01632 960111</li><li>Vacant &nbsp;</li></ul>"
    + '<h2 class="mgSectionTitle">Named substitutes</h2><ul>'
    + item("mgUserInfo.aspx?UID=9", "Councillor Ebony Elder")
    + item("mgUserInfo.aspx?UID=4", "Councillor Basil Birch")
    + "</ul>"
    + '<h2 class="mgSectionTitle">Contact information</h2>'
    + '<p>Support officer: <a href="mgUserInfo.aspx?UID=99">A Clerk</a> Tel: 01632 960111'
    + ' <a href="mailto:clerk@private.example">clerk@private.example</a></p>'
)
BROWSE = '<ul class="mgActionList"><li><a href="ieListMeetings.aspx?CommitteeId=103">Browse meetings</a></li></ul>'


WARDS_PAGE = (
    '<h2 class="mgSectionTitle">Abbot&#39;s Green</h2><ul>'
    '<li><a href="mgUserInfo.aspx?UID=3"><img src="smallpic.jpg"></a>'
    '<a href="mgUserInfo.aspx?UID=3">Councillor Amber Alder</a><p>Abbot&#39;s Green</p>'
    "<p>Leader of the Harbour Group</p>"
    "<p>Meadow Party</p><p>01632 960111 Group</p></li>"
    '<li><a href="mgUserInfo.aspx?UID=4">Councillor Basil Birch</a><p>Abbot&#39;s Green</p></li>'
    "<li>Vacancy <p>Abbot&#39;s Green</p></li></ul>"
    '<h2 class="mgSectionTitle">Harbour Alliance</h2><ul><li><a href="mgUserInfo.aspx?UID=5">Cllr Coral Cedar</a>'
    "<p>Ferry</p></li></ul>"
)
PERSON_PAGE = (
    '<div class="mgUserBody"><p><span class="mgLabel">Title: </span>Member</p><p><span class="mgLabel">Party: </span>'
    'Meadow Party</p><h2 class="mgSectionTitle">Committee appointments</h2><ul>'
    + item("mgCommitteeDetails.aspx?ID=103", "Planning", "&nbsp;(Chair) <strong>(02/06/2026 - 09/10/2026)</strong>")
    + item("mgCommitteeDetails.aspx?ID=104", "Licensing", " (Portfolio Holder)")
    + item("mgCommitteeDetails.aspx?ID=105", "Audit", " (Substitutes)")
    + item("mgCommitteeDetails.aspx?ID=", "None")
    + '<li class="mgExpired mgExpiredMembershipEntryC"><a href="mgCommitteeDetails.aspx?ID=90">Old Panel</a></li></ul>'
    + "<h2>Appointments to outside bodies</h2>"
    + item("mgOutsideBodyDetails.aspx?ID=9", "Airport Forum")
    + "<h2>Terms of Office</h2><ul><li>05/05/2022 - 07/05/2026</li><li>08/05/2026 - </li></ul></div>"
    + '<div class="mgUserSideBar"><p><span class="mgLabel">Home address: </span>12 Hidden Lane</p>'
    + '<p><span class="mgLabel">Email: </span><a href="mailto:a@private.example">amber@private.example</a></p></div>'
)
