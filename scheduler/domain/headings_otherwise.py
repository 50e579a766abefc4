"""What councils call tables, columns and headings otherwise than this program does; `headings` has its own words."""

_TABLES = {
    "settings": "Setting; General; Set-up",
    "periods": "Period; Quarters; Cycles",
    "bodies": "Body; Committee; Committees; Board; Boards; Panels; Committees and boards; Boards and committees;"
    " Committee list; List of committees; Partnerships",
    "people": "Person; Councillor; Councillors; Cllrs; Councillor list; List of councillors; Elected members;"
    " Members list; List of members; Councillors and officers; Members and officers",
    "memberships": "Membership; Committee membership; Committee memberships; Board membership; Committee members;"
    " Board members; Members of committees; Membership of committees; Appointments; Appointments to committees",
    "meeting_days": "Meeting day",
    "sessions": "Session",
    "rooms": "Room; Meeting rooms; Meeting room; Venue; Venues; Locations; Rooms and venues; Accommodation",
    "travel": "Travel times; Journeys",
    "unavailability": "Unavailable; Absence; Absences; Away; Leave; Holidays of members",
    "busy_calendars": "Busy calendar; Diaries; Diary files",
    "closed_dates": "Closed date; Closed days; Closures; Closed; Recess; Recesses; No meetings; Bank holidays",
    "reporting": "Reports; Reporting lines; Reporting line",
    "links": "Link; Linked committees; Linked bodies",
    "quorum_rules": "Quorum rule; Quorum; Quorums",
    "themes": "Theme; Lunch themes",
    "speakers": "Speaker; Guest speakers",
    "fixed_meetings": "Fixed meeting; Fixed dates; Fixed; Dates fixed; Meetings fixed; Set dates",
    "projects": "Project",
    "wishes": "Wish; Weights",
    "law_waivers": "Law waiver; Waivers",
    "equipment": "Kit; Resources",
    "seating": "Seating plan; Lunch seating",
    "decisions": "Decision; Key decisions; Forward plan of decisions",
    "authorities": "Councils; Reorganisation; Predecessor councils",
    "translations": "Translation; Welsh; Cymraeg; Cyfieithiadau",
}

_BODY = "Committee; Board; Committee name; Board name; Meeting; Panel; Committee or board; Body name"
_PERSON = "Councillor; Cllr; Member; Member name; Councillor name; Name; Full name; Who"
_CODE = "Code; Short code; Short name; Abbreviation; Acronym; ID; Ref; Reference"
_FROM, _TO = "From; Start; Starts; Starting; First date; From date", "To; End; Ends; Until; Last date; To date"
_DAY = "Day; Days; Day of the week; Weekday; Usual day; Meets on"
_ROOM = "Venue; Location; Place; Meeting room; Room name; Where"

_COLUMNS = {
    "settings": {"setting": "Item; What; Name of the setting", "value": "Answer; Your answer; Values"},
    "periods": {"period": f"Quarter; Term; Name; {_CODE}", "start_date": _FROM, "end_date": _TO},
    "bodies": {
        "body": _CODE,
        "name": "Committee; Board; Committee name; Board name; Full name; Title; Panel; Body name; Committee or board",
        "aliases": "Also known as; Former names; Alias",
        "classification": "Type; Kind; Category; Class; Type of body",
        "meetings_min": "Meetings; Number of meetings; Meetings a year; Meetings per year; Meetings in the year",
        "weekdays": _DAY,
        "preferred_weekdays": "Preferred day; Preferred days",
        "start_times": "Time; Times; Start time; Start; Meeting time; Usual time; Usual start time; Starts at",
        "duration_minutes": "Duration; Length; Minutes; How long; Duration in minutes",
        "notice_clear_days": "Notice; Clear days; Notice days; Days of notice",
        "statutory": "Statutory body; By law",
        "open_to_public": "Public; Open to public; In public",
        "attendance_mode": "Mode; Format; In person, hybrid or online",
        "venue": "Location; Building; Site",
        "room": "Meeting room; Usual room",
        "seats": "Size; Number of seats; Number of members; Total seats",
        "legal_kind": "Legal status",
        "weeks_of_month": "Week; Weeks; Week of the month; Which week",
        "months": "Month; Months in which it meets",
        "chair": "Chairman; Chairperson; Chairwoman; Chaired by; Name of the chair; Chair of the committee",
    },
    "people": {
        "person": f"{_CODE}; Initials",
        "name": "Councillor; Cllr; Member; Member name; Councillor name; Full name; Member's name; Names",
        "organisation": "Organization; Organisation name; Body represented; Employer",
        "category": "Type; Kind",
        "email": "E-mail; Email address; E-mail address; Mail",
        "weekdays": f"{_DAY}; Days available; Available on",
        "dietary": "Dietary requirements; Dietary needs; Dietary requirement",
        "aliases": "Also known as; Alias; Former names; Other names",
        "group": "Party; Political party",
    },
    "memberships": {
        "person": _PERSON,
        "body": _BODY,
        "role": "Position; Office; Role on the committee",
        "voting": "Vote; Voting member; Voting rights",
        "substitute": "Deputy; Deputies; Named substitute; Named substitutes",
        "start_date": _FROM,
        "end_date": _TO,
    },
    "quorum_rules": {
        "body": _BODY,
        "minimum": "At least; Number; How many",
        "person": "Councillor; Member; Name",
        "role": "Position",
    },
    "meeting_days": {"meeting_day": f"Day; {_CODE}", "name": "Title; Full name", "weekdays": "Days; Weekday"},
    "sessions": {
        "session": _CODE,
        "start": "Start time; Starts; From",
        "end": "End time; Ends; To; Until; Finish",
        "kind": "Type",
    },
    "rooms": {
        "room": f"{_CODE}; Room code",
        "name": "Meeting room; Room name; Location; Full name",
        "venue": "Building; Site; Premises",
        "capacity": "Seats; Size; Number of seats; Holds; Places",
        "features": "Facilities; Equipment; Features of the room",
        "cost_per_hour": "Cost; Hire; Hourly rate; Rate; Hire an hour; Price; Cost an hour",
        "open_from": "Opens; Opens at; From",
        "open_to": "Closes; Closes at; To; Open until",
        "combines": "Made of; Combined from",
    },
    "travel": {
        "from_venue": "From; Start",
        "to_venue": "To; End",
        "minutes": "Time; Travel time; Minutes of travel; Duration",
    },
    "unavailability": {
        "who": "Name; Councillor; Member; Person; Room; Speaker; Whose",
        "start": f"{_FROM}; Start date; First day",
        "end": f"{_TO}; End date; Last day",
        "reason": "Why; Because of; Note of the reason",
    },
    "busy_calendars": {
        "who": "Name; Councillor; Member; Person; Room; Speaker; Whose",
        "file": "Filename; File name; Diary",
    },
    "closed_dates": {
        "start_date": f"Date; {_FROM}",
        "end_date": _TO,
        "reason": "Holiday; Description; Title; Event; Name; What; Why; Closure",
        "applies_to": "Applies to; Committees; Bodies",
    },
    "reporting": {"from_body": "From; From committee; Committee", "to_body": "To; To committee"},
    "links": {"from_body": "From; First committee; Committee", "to_body": "To; Second committee; Other committee"},
    "themes": {"theme": _CODE, "title": "Name", "date": "Day"},
    "speakers": {"speaker": _CODE, "name": "Full name", "available": "Dates; Available on"},
    "fixed_meetings": {
        "body": _BODY,
        "date": "Day; Meeting date; Date of the meeting; When",
        "start": "Time; Starts; Starts at; Meeting time; From",
        "room": _ROOM,
        "duration_minutes": "Duration; Length; Minutes; How long",
    },
    "projects": {"project": _CODE, "title": "Name", "bodies": "Committees"},
    "law_waivers": {"body": _BODY, "reason": "Why", "by": "Who"},
    "attendance": {
        "date": "Day; Meeting date; Date of the meeting; Date of meeting; When",
        "start": "Time; Start time; Starts at; Meeting time",
        "body": "Committee; Board; Committee name; Board name; Panel; Committee or board; Body name",
        "number": "Meeting number; No",
        "person": "Councillor; Cllr; Member; Member name; Councillor name; Full name; Who; Attendee",
        "came": "Attendance; Attended; Present; Attendance status; Status; Was there; Outcome; Did they come",
        "substitute_for": "Substituting for; Sub for; In place of; Instead of; Deputising for; For",
        "signed_for": "Substitute; Sub; Represented by; Deputy",
        "until": "Approved until; Absence approved until; To",
    },
    "equipment": {"equipment": "Item; Kit; Resource", "body": _BODY, "quantity": "Number; Stock"},
    "decisions": {
        "decision": _CODE,
        "title": "Matter; Subject",
        "body": "Decision maker",
        "noticed_on": "Notice given; Published on",
    },
    "authorities": {"authority": "Code; Council", "name": "Full name", "part": "Part; Role", "successor": "Successor"},
    "translations": {"english": "Saesneg; In English", "welsh": "Cymraeg; In Welsh"},
}

_SETTINGS = {
    "title": "Calendar; Name; Title of the calendar; Calendar name",
    "authority": "Council; Name of the council; Name of the authority; Organisation",
    "start_date": "Start; Starts; From; First date; Start of the calendar; Start of the year",
    "end_date": "End; Ends; To; Until; Last date; End of the calendar; End of the year",
    "timezone": "Zone",
    "holidays": "Public holidays; Bank holidays; Nation; Country",
    "status": "Meetings are",
    "publication_date": "Published on; Date of publication; Published",
    "default_start_times": "Start times; Start time; Usual start time; Usual times; Default start time",
    "default_duration_minutes": "Duration; Length; Usual length; Usual duration; Length in minutes; Default duration",
    "max_meetings_per_person_per_day": "Most meetings a day; Meetings per person per day; Meetings a day",
    "travel_minutes": "Travel; Travel time; Minutes of travel",
    "authority_kind": "Type of authority; Type of council; Kind of council",
    "polling_day": "Polling day; Election day; Elections; Day of elections",
    "max_meetings_per_person_per_week": "Most meetings a week; Meetings per person per week; Meetings a week",
    "pause_minutes": "Pause; Minutes between meetings; Break between meetings",
    "evening_weekdays": "Evenings; Evening days",
    "vesting_day": "Reorganisation date; Day of reorganisation; Vesting date",
}

_CHOICES = {
    "full_council": "Council; The Council; Full council meeting",
    "executive": "Cabinet; Executive committee; Cabinet committee",
    "scrutiny_committee": "Scrutiny; Overview and scrutiny; Overview and scrutiny committee; Select committee",
    "planning_committee": "Planning; Development control; Development management",
    "licensing_committee": "Licensing",
    "audit_committee": "Audit; Audit and governance; Governance and audit",
    "joint_committee": "Joint",
    "health_and_wellbeing_board": "Health and wellbeing; HWB",
    "parish_council": "Parish; Town council; Community council",
    "combined_authority": "Combined; Mayoral combined authority",
    "informal": "None; Not a committee; Working group; Partnership",
    "principal": "District; County; Unitary; Borough; District council; County council; Unitary authority",
    "parish": "Parish council; Town council; Town; Community council",
    "combined": "Combined authority",
    "in_person": "Face to face; Physical; Physically; At the venue",
    "hybrid": "Blended; Both",
    "online": "Remote; Remotely; Virtual; Virtually",
    "required": "Must attend; Must; Essential",
    "optional": "If they like; May attend",
    "person": "People; Councillor; Member",
    "room": "Rooms",
    "speaker": "Speakers",
    "closed": "Shut; Closure; No meetings",
    "report": "Reports",
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(";"))


TABLES_OTHERWISE: dict[str, tuple[str, ...]] = {table: _words(text) for table, text in _TABLES.items()}
"""What councils call a table: `Councillors` is people."""

COLUMNS_OTHERWISE: dict[tuple[str, str], tuple[str, ...]] = {
    (table, column): _words(text) for table, columns in _COLUMNS.items() for column, text in columns.items()
}
"""What councils call a column, by table and column: `Venue` of a fixed meeting is its room."""

SETTINGS_OTHERWISE: dict[str, tuple[str, ...]] = {name: _words(text) for name, text in _SETTINGS.items()}
"""What councils call a setting."""

CHOICES_OTHERWISE: dict[str, tuple[str, ...]] = {choice: _words(text) for choice, text in _CHOICES.items()}
"""What councils write for a choice; roles are in `seat_marks`."""

MEMBERS = ("Members", "Member")
"""What is memberships where it has a column of bodies, and people otherwise."""
