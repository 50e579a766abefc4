"""The words of the workbook to fill in: what every table and column is for, and worked rows to be typed over."""

from scheduler.domain.tables import Column
from scheduler.domain.wording import listed

TABLES = {
    "settings": "What holds for the whole calendar: one row for each setting.",
    "periods": "Quarters or cycles, for whatever meets so many times in each. They must not overlap.",
    "bodies": "Every board, committee, partnership and group, those that never meet included.",
    "people": "Everyone with a seat. A person may be a post, such as Director of Public Health.",
    "memberships": "Who sits on which body, in what role, and who may deputise.",
    "quorum_rules": "Beyond the number: who must be among those present. One row for each demand.",
    "meeting_days": "Whole days on which several bodies sit and share a lunch.",
    "sessions": "The parts of a meeting day: the boards, the lunch, the plenary. They must not overlap.",
    "rooms": "Every room that can be booked, with the time it takes to set up and clear.",
    "travel": "Minutes from one venue to another, either way.",
    "unavailability": "When a person, a room or a speaker is not free.",
    "busy_calendars": "Calendar files (.ics) whose every event makes somebody, or a room, unavailable.",
    "closed_dates": "Days on which nothing is held, or that had better be avoided. Public holidays need no row.",
    "reporting": "Which body's papers go to which, and how long before the meeting.",
    "themes": "What the lunches of a meeting day may be about. Each is used at most once.",
    "speakers": "Guests for the lunches.",
    "fixed_meetings": "What is settled of single meetings, a row each: when, where, its title, that it is off.",
    "projects": "Pieces of work, who leads them, and when their reports are due.",
    "wishes": "How much a wish weighs, where the usual weight does not suit. 0 turns a wish off.",
}

COLUMNS = {
    "settings": {
        "setting": "The name of the setting.",
        "value": "Its value. For the usual one, leave the row out.",
    },
    "periods": {
        "period": "A short code, such as Q1.",
        "start_date": "Its first day.",
        "end_date": "Its last day.",
    },
    "bodies": {
        "body": "A short code, such as HWB.",
        "name": "The name in full.",
        "aliases": "Other names it goes by, and codes it had before: it keeps their meetings.",
        "classification": "What kind of body it is: choose, or use a word of your own.",
        "meeting_day": "The meeting day it sits in, if it does: then it needs no cadence of its own.",
        "session": "The session of that meeting day.",
        "per_period": "How many times it meets in each period, exactly.",
        "meetings_min": "The fewest meetings in the whole year. The same as the most for an exact number.",
        "meetings_max": "The most meetings in the whole year. All three blank: it never meets.",
        "min_gap_days": "The fewest days from one of its meetings to the next.",
        "max_gap_days": "The most days from one of its meetings to the next.",
        "weekdays": "Days it may sit; blank for Monday to Friday.",
        "preferred_weekdays": "Days it would rather sit: a wish.",
        "start_times": "Times it may start; blank for the usual ones.",
        "duration_minutes": "How long it sits; blank for the usual length.",
        "quorum": "How many voting members: 4, or a share such as 25%. Blank: 3 or a quarter, whichever is more.",
        "notice_clear_days": "Clear working days from agenda to meeting: 5 for council committees in England.",
        "statutory": "Whether the law demands it.",
        "open_to_public": "Whether the public may attend: then it is in the public feed.",
        "attendance_mode": "In person, hybrid, or online (which needs no room). Blank for in person.",
        "venue": "If given, it sits only there.",
        "room": "If given, it sits only there.",
        "room_features": "What its room must have, such as hearing_loop.",
        "extra_seats": "Seats for the public, officers and guests, beyond the members.",
        "start_date": "When it is founded: no meeting before.",
        "end_date": "When it is dissolved: no meeting after.",
        "successor": "The body that takes over.",
    },
    "people": {
        "person": "A short code for the person or the post, such as DPH.",
        "name": "The name or the post, in full.",
        "organisation": "Whom they come from.",
        "category": "What a quorum rule may count: councillor, officer, nhs, police, voluntary and so on.",
        "email": "For your own use: it is not published.",
        "weekdays": "Days they can attend; blank for any.",
        "dietary": "For the caterer, who sees only numbers.",
        "aliases": "Codes they had before.",
    },
    "memberships": {
        "person": "Who.",
        "body": "On which body.",
        "role": "Chair, vice-chair, member, co-opted, adviser, observer or clerk; blank for member.",
        "voting": "Blank: yes for chair, vice-chair and member, no for the others.",
        "attendance": "Required: no meeting without them or a deputy. Blank: expected, and required of a clerk.",
        "substitute": "Who may deputise, the best first.",
        "on_behalf_of": "Whom they represent.",
        "start_date": "First day of the membership.",
        "end_date": "Last day of the membership.",
    },
    "quorum_rules": {
        "body": "Of which body.",
        "minimum": "At least so many of the voting members present are all of the following that is filled in.",
        "category": "Of this category of people.",
        "organisation": "From this organisation.",
        "person": "This person.",
        "role": "In this role.",
    },
    "meeting_days": {
        "meeting_day": "A short code.",
        "name": "The name in full.",
        "per_period": "How many in each period, exactly.",
        "meetings_min": "The fewest in the whole year.",
        "meetings_max": "The most in the whole year.",
        "weekdays": "Days it may fall on; blank for Monday to Friday.",
        "preferred_weekdays": "Days it had better fall on: a wish.",
        "min_gap_days": "The fewest days from one to the next.",
        "max_gap_days": "The most days from one to the next.",
        "venue": "If given, it is held only there.",
    },
    "sessions": {
        "meeting_day": "Of which meeting day.",
        "session": "A short code, such as MORNING.",
        "kind": "Boards, lunch or plenary.",
        "start": "When it begins.",
        "end": "When it ends.",
        "arrangement": "All at once, one after another, or either: at once where the memberships allow it.",
    },
    "rooms": {
        "room": "A short code.",
        "name": "The name in full.",
        "venue": "The building it is in.",
        "capacity": "How many it seats.",
        "features": "What it has, such as hearing_loop.",
        "setup_minutes": "Minutes to get it ready before each booking.",
        "clear_minutes": "Minutes to clear it after each booking.",
        "open_from": "No booking before, getting ready included.",
        "open_to": "No booking after, clearing included.",
        "cost_per_hour": "In pounds.",
        "combines": "The rooms this one is made of: using it takes them all.",
    },
    "travel": {
        "from_venue": "One building.",
        "to_venue": "The other.",
        "minutes": "How long it takes, either way.",
    },
    "unavailability": {
        "kind": "Whether it is a person, a room or a speaker.",
        "who": "Which one.",
        "start": "First day, or day and time such as 2026-11-19 14:00.",
        "end": "Last day, or day and time.",
        "strength": "Hard: not available. Soft: had better be left free.",
        "reason": "Shown where it explains a date.",
    },
    "busy_calendars": {
        "kind": "Whether they are people, rooms or speakers.",
        "who": "Which ones.",
        "file": "The name of the file, kept beside this workbook.",
    },
    "closed_dates": {
        "start_date": "First day.",
        "end_date": "Last day; blank for one day.",
        "reason": "Shown where it explains a date.",
        "strength": "Closed: nothing is held. Avoid: a wish. Blank for closed.",
        "applies_to": "Bodies, classifications or meeting days; blank for all.",
        "non_working": "Yes where the offices are shut too: then these are no working days for any notice.",
    },
    "reporting": {
        "from_body": "Whose papers.",
        "to_body": "To whom: a meeting of the first comes before each meeting of this one.",
        "min_working_days": "Fewest clear working days between the two. Blank: the receiver's notice and one day.",
        "max_working_days": "Most clear working days between the two; blank for no limit.",
        "kind": "Report, or escalate, which is drawn on the structure and not scheduled.",
    },
    "themes": {
        "theme": "A short code.",
        "title": "What the lunch is about.",
        "meeting_day": "Of which meeting day.",
        "sponsor": "The body that looks after it; sponsors take turns.",
        "periods": "Periods it suits: a wish. Blank for any.",
        "date": "Only on this day.",
        "speaker": "The guest: then only on a day the guest is free.",
        "status": "Proposed, supported or confirmed. A confirmed theme must be used.",
        "weight": "From 1 to 10: how much it is wanted; blank for 5.",
    },
    "speakers": {
        "speaker": "A short code.",
        "name": "The name or the post, in full.",
        "organisation": "Whom they come from.",
        "available": "The days they offer; blank for any.",
        "status": "Suggested, invited or confirmed.",
    },
    "fixed_meetings": {
        "body": "The body, or",
        "meeting_day": "the meeting day; one of the two.",
        "date": "The day, if it is settled: the meeting is held exactly then.",
        "start": "When it begins, if that is settled; it may be another time than the body's own.",
        "room": "Where, if that is settled.",
        "number": "Which of its meetings is meant: its number in the calendar. Blank: the one on the date, or between.",
        "title": "What it is called, such as Annual Meeting or Budget: shown wherever the meeting is.",
        "earliest": "Where the date is not settled: not before this day.",
        "latest": "Where the date is not settled: not after this day.",
        "duration_minutes": "How long it sits, if not as long as the body does otherwise.",
        "extra": "Whether it is held beside the body's cadence, such as an extraordinary meeting.",
        "cancelled": "Whether it is off: it keeps its number, and is not owed again.",
        "waive": "Rules not asked of it, by their names in the table of rules; the reason must be given.",
        "reason": "Why; shown with the rules that are waived.",
    },
    "projects": {
        "project": "A short code.",
        "title": "The name in full.",
        "lead_officer": "Who runs it.",
        "sponsor": "Who answers for it.",
        "reports_to": "The body that hears its reports.",
        "start_date": "First day.",
        "end_date": "Last day.",
        "report_due": "Each goes on the agenda of the last meeting on or before the day.",
    },
    "wishes": {
        "wish": "A name from the table of wishes in the README.",
        "weight": "A whole number; 0 for off.",
    },
}

SETTINGS = {
    "title": "The name of the calendar.",
    "authority": "Whose calendar it is.",
    "start_date": "First day that may hold a meeting.",
    "end_date": "Last day that may hold a meeting.",
    "timezone": "The usual one is Europe/London.",
    "holidays": "GB-ENG, GB-WLS, GB-SCT or GB-NIR. The usual one is GB-ENG.",
    "status": "What new meetings are: provisional (out for consultation) or confirmed. Usually provisional.",
    "publication_date": "The day the calendar is published: no meeting whose notice would fall before it.",
    "default_start_times": "For bodies that give none. Usually 10:00;14:00.",
    "default_duration_minutes": "For bodies that give none. Usually 120.",
    "max_meetings_per_person_per_day": "Usually no limit. The sessions of a meeting day count as one.",
    "travel_minutes": "Between two venues that have no row in travel. Usually 30.",
}


_ENTRIES = {
    "code": "Any short text without a semicolon.",
    "codes": "Several with ; between.",
    "list": "Several with ; between.",
    "date": "A date: 19/11/2026 or 2026-11-19.",
    "dates": "Dates with ; between: 19/11/2026;18/02/2027.",
    "moment": "A date, 19/11/2026, or a date and time, 2026-11-19 14:00.",
    "time": "A time: 09:30 or 9.30am.",
    "times": "Times with ; between: 10:00;14:00.",
    "whole": "A whole number.",
    "number": "A number.",
    "yesno": "yes or no.",
    "weekdays": "Days with ; between: Mon;Tue.",
    "quorum": "Never a date: Excel may read 1/4 as one.",
}


def sheet_title(table: str) -> str:
    """Return the name of a table's sheet: `Closed dates`."""
    return table.replace("_", " ").capitalize()


def heading_of(column: str) -> str:
    """Return the heading of a column: `Report due`."""
    return column.replace("_", " ").capitalize()


def note_on(table: str, column: Column) -> str:
    """Return what the column is for, whether it must be filled, and how an entry is written."""
    needed = "Must be filled in." if column.needed else "May be left blank."
    return " ".join(part for part in (COLUMNS[table][column.name], needed, entry_of(column)) if part)


def entry_of(column: Column) -> str:
    """Return how an entry is written: the choices, the sheet whose codes it names, or an example."""
    if column.choices:
        return f"One of {listed(column.choices, 'or')}."
    written = _ENTRIES.get(column.kind, "")
    if not column.refers_to:
        return written
    sheets = listed([sheet_title(table) for table in column.refers_to], "or")
    named = f"A code from the sheet {sheets}."
    return f"{named} {written}" if column.kind == "codes" else named


NOTE = "Example: type over it or delete the row"

HEADINGS = {
    "settings": ("setting", "value"),
    "periods": ("period", "start_date", "end_date"),
    "bodies": (
        "body", "name", "classification", "meeting_day", "session", "per_period", "duration_minutes", "quorum",
        "notice_clear_days", "statutory", "open_to_public", "extra_seats",
    ),
    "people": ("person", "name", "organisation", "category", "dietary"),
    "memberships": ("person", "body", "role", "substitute"),
    "quorum_rules": ("body", "minimum", "category"),
    "meeting_days": ("meeting_day", "name", "per_period", "preferred_weekdays", "min_gap_days"),
    "sessions": ("meeting_day", "session", "kind", "start", "end", "arrangement"),
    "rooms": (
        "room", "name", "venue", "capacity", "features", "setup_minutes", "clear_minutes", "open_from", "open_to",
        "cost_per_hour", "combines",
    ),
    "travel": ("from_venue", "to_venue", "minutes"),
    "unavailability": ("kind", "who", "start", "end", "strength", "reason"),
    "closed_dates": ("start_date", "end_date", "reason", "strength", "non_working"),
    "reporting": ("from_body", "to_body", "max_working_days", "kind"),
    "themes": ("theme", "title", "meeting_day", "sponsor", "periods", "speaker", "status"),
    "speakers": ("speaker", "name", "organisation", "status"),
    "fixed_meetings": ("meeting_day", "date"),
    "projects": ("project", "title", "lead_officer", "sponsor", "reports_to", "report_due"),
    "wishes": ("wish", "weight"),
}  # fmt: skip

ROWS = {
    "settings": (
        ("title", "Calendar of meetings 2027 to 2028"),
        ("authority", "Our Council"),
        ("start_date", "2027-05-01"),
        ("end_date", "2028-04-30"),
        ("timezone", "Europe/London"),
        ("holidays", "GB-ENG"),
        ("status", "provisional"),
        ("publication_date", "2027-03-01"),
        ("default_start_times", "10:00;14:00"),
        ("default_duration_minutes", "120"),
        ("max_meetings_per_person_per_day", "2"),
        ("travel_minutes", "30"),
    ),
    "periods": (
        ("Q1", "2027-05-01", "2027-07-31"),
        ("Q2", "2027-08-01", "2027-10-31"),
        ("Q3", "2027-11-01", "2028-01-31"),
        ("Q4", "2028-02-01", "2028-04-30"),
    ),
    "bodies": (
        (
            "HWB",
            "Health and Wellbeing Board",
            "strategic_board",
            "DAY",
            "MORNING",
            "",
            "120",
            "2",
            "5",
            "yes",
            "yes",
            "10",
        ),
        ("GB", "Growth Board", "strategic_board", "DAY", "MORNING", "", "120", "50%", "", "", "", ""),
        ("PB", "Partnership Board", "executive_board", "DAY", "AFTERNOON", "", "120", "", "", "", "", ""),
        ("HDG", "Health Delivery Group", "delivery_group", "", "", "1", "", "", "", "", "", ""),
        ("PROJ", "Care Coordination Project (never meets)", "task_and_finish", "", "", "", "", "", "", "", "", ""),
    ),
    "people": (
        ("LEADER", "Leader of the Council", "Our Council", "councillor", "vegetarian"),
        ("DPH", "Director of Public Health", "Our Council", "officer", ""),
        ("DDPH", "Deputy Director of Public Health", "Our Council", "officer", ""),
        ("GP", "General Practice Lead", "Our Integrated Care Board", "nhs", ""),
        ("BUSINESS", "Business Representative", "Chamber of Commerce", "business", ""),
        ("CLERK", "Democratic Services Officer", "Our Council", "officer", ""),
    ),
    "memberships": (
        ("LEADER", "HWB", "chair", ""),
        ("GP", "HWB", "vice_chair", ""),
        ("DPH", "HWB", "member", "DDPH"),
        ("CLERK", "HWB", "clerk", ""),
        ("BUSINESS", "GB", "chair", ""),
        ("DPH", "GB", "member", "DDPH"),
        ("LEADER", "PB", "chair", ""),
        ("BUSINESS", "PB", "vice_chair", ""),
        ("GP", "PB", "member", ""),
        ("CLERK", "PB", "clerk", ""),
        ("DPH", "HDG", "chair", ""),
        ("DDPH", "HDG", "vice_chair", ""),
        ("GP", "HDG", "member", ""),
    ),
    "quorum_rules": (("HWB", "1", "councillor"),),
    "meeting_days": (("DAY", "Partnership day", "1", "Thu", "60"),),
    "sessions": (
        ("DAY", "MORNING", "boards", "10:00", "12:00", "either"),
        ("DAY", "LUNCH", "lunch", "12:30", "13:30", ""),
        ("DAY", "AFTERNOON", "plenary", "13:30", "15:30", ""),
    ),
    "rooms": (
        (
            "CHAMBER",
            "Council Chamber",
            "Town Hall",
            "60",
            "hearing_loop;step_free",
            "30",
            "15",
            "08:30",
            "21:00",
            "40",
            "",
        ),
        ("CR1", "Committee Room 1", "Town Hall", "20", "step_free", "15", "15", "08:30", "21:00", "15", ""),
        ("CR2", "Committee Room 2", "Town Hall", "20", "step_free", "15", "15", "08:30", "21:00", "15", ""),
        (
            "CR1+2",
            "Committee Rooms 1 and 2",
            "Town Hall",
            "40",
            "step_free",
            "30",
            "15",
            "08:30",
            "21:00",
            "30",
            "CR1;CR2",
        ),
        ("HALL", "Community Hall", "Library", "80", "hearing_loop;step_free", "30", "30", "09:00", "21:00", "25", ""),
    ),
    "travel": (("Town Hall", "Library", "15"),),
    "unavailability": (
        ("person", "GP", "2027-09-06", "2027-09-10", "hard", "annual leave"),
        ("room", "CHAMBER", "2027-11-17 17:00", "2027-11-17 22:00", "hard", "full Council"),
    ),
    "closed_dates": (
        ("2027-08-01", "2027-08-31", "August recess", "closed", ""),
        ("2027-12-24", "2028-01-02", "Christmas closure", "closed", "yes"),
        ("2027-10-25", "2027-10-29", "School holidays", "avoid", ""),
        ("2027-12-20", "2028-01-03", "School holidays", "avoid", ""),
    ),
    "reporting": (("HDG", "HWB", "25", "report"),),
    "themes": (
        ("HEALTH", "Health and physical activity", "DAY", "HWB", "Q1;Q2", "DOCTOR", "proposed"),
        ("SKILLS", "Skills and work", "DAY", "GB", "", "", "proposed"),
        ("HOMES", "Homes and health", "DAY", "HWB", "", "", "proposed"),
        ("TOWNS", "Our town centres", "DAY", "GB", "Q3;Q4", "", "proposed"),
    ),
    "speakers": (("DOCTOR", "Physical activity doctor", "General practice", "invited"),),
    "fixed_meetings": (("DAY", "2027-06-17"),),
    "projects": (("CARE", "Care coordination", "DDPH", "LEADER", "HWB", "2027-06-30;2027-11-30"),),
    "wishes": (("lunch_theme", "10"),),
}


def worked_rows(table: str) -> list[dict[str, str]]:
    """Return the worked rows of a table, column by column, as they would stand in a CSV file."""
    rows = [dict(zip(HEADINGS[table], row, strict=True)) for row in ROWS.get(table, ())]
    return [{**row, "note": SETTINGS.get(row.get("setting", ""), NOTE)} for row in rows]
