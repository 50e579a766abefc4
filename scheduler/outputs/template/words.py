"""The words of the workbook to fill in: what every table and column is for, and how an entry is written."""

from collections.abc import Mapping

from scheduler.domain.choices import choice_words
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.tables import CLASSIFICATIONS, Column
from scheduler.domain.tables import SETTINGS as KNOWN_SETTINGS
from scheduler.domain.wording import listed

TABLES = {
    "settings": "What holds for the whole calendar: one row for each setting.",
    "periods": "Quarters or cycles, for whatever meets so many times in each. Those of one set must not overlap.",
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
    "links": "Which bodies keep out of one another's way, or follow one another on a day.",
    "themes": "What the lunches of a meeting day may be about. Each is used at most once.",
    "speakers": "Guests for the lunches.",
    "fixed_meetings": "What is settled of single meetings, a row each: when, where, its title, that it is off.",
    "projects": "Pieces of work, who leads them, and when their reports are due.",
    "wishes": "How much a wish weighs, where the usual weight does not suit; 0 turns it off. And what is exchanged.",
    "law_waivers": "Warnings about the law that have been looked at, and why they stand.",
    "equipment": "Who needs what, which rooms have it, and how many a store lends. One row for each.",
    "seating": "Where people sit at the lunches, and with whom, where that is settled.",
    "decisions": "What meetings are to decide: the forward plan announces it in time.",
    "authorities": "The councils of a reorganisation, one row for each: those that end, and those that take over.",
    "translations": "How what other sheets say is said in Welsh: titles of meetings, reasons, posts, organisations.",
}

ONLY_IF = {
    "periods": "Only if a body meets so many times in each quarter, month or cycle.",
    "quorum_rules": "Only if a quorum asks who is there, beside how many.",
    "meeting_days": "Only if several bodies share a day, with a lunch.",
    "sessions": "Only with Meeting days.",
    "travel": "Only if you meet in more than one building.",
    "unavailability": "Only if a person or a room is not free on some days.",
    "busy_calendars": "Only if you have calendar files (.ics) of people or rooms.",
    "reporting": "Only if a body's papers go to another.",
    "links": "Only if bodies keep apart, or follow one another.",
    "themes": "Only if the lunches of a meeting day have themes.",
    "speakers": "Only if those lunches have guests.",
    "fixed_meetings": "Only if something is settled: a date, a title, an extra meeting.",
    "projects": "Only if reports of projects must reach a body in time.",
    "wishes": "Only if a wish matters more, or less, than usual.",
    "law_waivers": "Only if you have answered a warning about the law.",
    "equipment": "Only if meetings need things that not every room has.",
    "seating": "Only if lunches have tables, and somebody's place is settled.",
    "decisions": "Only if you publish a forward plan.",
    "authorities": "Only if councils end or begin, or several share this calendar.",
    "translations": "Only if you publish in Welsh.",
}
"""Of the sheets that not every council needs."""

COLUMNS = {
    "settings": {
        "setting": "The name of the setting.",
        "value": "Its value. Blank: the usual one.",
    },
    "periods": {
        "period": "A short code, such as Q1.",
        "start_date": "Its first day.",
        "end_date": "Its last day.",
        "cycle": "Which set of periods it belongs to, such as month; blank for the usual set.",
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
        "min_gap_days": "The fewest days from one of its meetings to the next, last year's last among them.",
        "max_gap_days": "The most days from one of its meetings to the next, and from the year's first and last day.",
        "weekdays": "Days it may sit; blank for Monday to Friday.",
        "preferred_weekdays": "Days it would rather sit: a wish.",
        "start_times": "Times it may start; blank for the usual ones.",
        "duration_minutes": "How long it sits; blank for the usual length.",
        "quorum": "How many voting members: 4, or a share such as 25%. Blank: 3 or a quarter, whichever is more.",
        "notice_clear_days": "Clear days from agenda to meeting. Blank: what the law asks of its legal kind, often 5.",
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
        "cycle": "Which set of periods the meetings in each period are counted by; blank for the usual set.",
        "weeks_of_month": "Only on such a one of its weekdays: 2 with weekdays Tue is the second Tuesday; last, too.",
        "months": "The months it may sit in; blank for any.",
        "legal_kind": "What it is in law: the law rows of its kind are asked of it. Blank for informal.",
        "seats": "Voting seats, vacancies included: the quorum is a share of these. Blank: its voting members are all.",
        "presiding": "Chair: it never meets without its chair or a vice-chair. Blank: those present may choose.",
        "preferred_rooms": "Rooms it would rather sit in: a wish.",
        "report_due_days": "Working days between its reports and its agenda; blank for the usual number.",
        "chair": "Who chairs it, by name or code, instead of a row of memberships with that role.",
        "layout": "How its room is set up; blank: it follows from its kind and its seats.",
        "endorsement_due": "The day by which it is to be endorsed anew, if it is.",
        "authority": "Whose body it is, where several share this calendar; blank: that of the settings.",
        "welsh_name": "Its name where Welsh is written. Blank: the name.",
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
        "group": "The political group, for the balance of committees.",
        "access": "For those who set up rooms and tables, and nobody else: near the door, hearing loop.",
        "point_of_contact": "Whether they are their organisation's single point of contact.",
    },
    "memberships": {
        "person": "Who; or leave it blank and fill in All voting members of.",
        "body": "On which body.",
        "role": "Chair, vice-chair, member, co-opted, adviser, observer or clerk; blank for member.",
        "voting": "Blank: yes for chair, vice-chair and member, no for the others.",
        "attendance": "Required: no meeting without them or a deputy. Blank: expected, and required of a clerk.",
        "substitute": "Who may deputise, the best first.",
        "on_behalf_of": "Whom they represent.",
        "start_date": "First day of the membership.",
        "end_date": "Last day of the membership.",
        "members_of": "Instead of a person: every voting member of this body has such a seat.",
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
        "min_gap_days": "The fewest days from one to the next, last year's last among them.",
        "max_gap_days": "The most days from one to the next, and from the year's first and last day.",
        "venue": "If given, it is held only there.",
        "cycle": "Which set of periods the days in each period are counted by; blank for the usual set.",
        "weeks_of_month": "Only on such a one of its weekdays in the month: 1 to 5, or last.",
        "months": "The months it may be held in; blank for any.",
        "welsh_name": "Its name where Welsh is written. Blank: the name.",
    },
    "sessions": {
        "meeting_day": "Of which meeting day.",
        "session": "A short code, such as MORNING.",
        "kind": "Boards, lunch or plenary.",
        "start": "When it begins.",
        "end": "When it ends.",
        "arrangement": "All at once, one after another, either (few sittings) or fewest apologies (then few sittings).",
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
        "welsh_name": "Its name where Welsh is written. Blank: the name.",
        "welsh_venue": "The building's name where Welsh is written; one row is enough. Blank: the venue.",
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
        "start_date": "First day; none beside a file.",
        "end_date": "Last day; blank for one day.",
        "reason": "Shown where it explains a date; of a file, for events without a title.",
        "strength": "Closed: nothing is held. Avoid: a wish. Open: held on a public holiday. Blank: closed.",
        "applies_to": "Bodies, classifications, meeting days or authorities; blank for all.",
        "non_working": "Yes where the offices are shut too: then these are no working days for any notice.",
        "file": "Instead of dates: a calendar file (.ics) beside this workbook, its whole-day events each a row.",
    },
    "reporting": {
        "from_body": "Whose papers.",
        "to_body": "To whom: a meeting of the first comes before each meeting of this one.",
        "min_working_days": "Fewest clear working days between the two. Blank: the receiver's notice and one day.",
        "max_working_days": "Most clear working days between the two; blank for no limit.",
        "kind": "Report, or escalate, which is drawn on the structure and not scheduled.",
        "served_until": "The receiver's meetings up to this day are served by reports made before the calendar.",
    },
    "links": {
        "from_body": "One body.",
        "to_body": "The other; with follows, the one that sits first.",
        "kind": "Never on one day, on a day and the next, or in one week; or the first follows the second on its day.",
        "strength": "Hard: never otherwise. Soft: a wish. Blank for hard.",
        "minutes": "How much later one that follows starts at most; blank for 60.",
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
        "welsh_title": "Its title where Welsh is written. Blank: the title.",
    },
    "speakers": {
        "speaker": "A short code.",
        "name": "The name or the post, in full.",
        "organisation": "Whom they come from.",
        "available": "The days they offer; blank for any.",
        "status": "Suggested, invited or confirmed.",
        "email": "For your own use: it is not published.",
        "dietary": "For the caterer, who sees only numbers.",
        "access": "For those who set up rooms and tables, and nobody else.",
    },
    "fixed_meetings": {
        "body": "The body; leave it blank where the row is about a meeting day.",
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
        "bodies": "The bodies that meet to deliver it.",
        "champion": "Who speaks for it on the boards.",
    },
    "wishes": {
        "wish": "A name from the table of wishes in the README; or exchange.",
        "weight": "A whole number; 0 for off. With exchange: how many units of the next tier one is worth.",
        "tier": "With exchange: whose unit. Held, 6: a meeting not held is worth 6 of apologies. Else blank.",
    },
    "law_waivers": {
        "body": "Of which body; blank for the whole authority.",
        "matter": "Which warning: its matter, as the command law prints it.",
        "reason": "Why it stands all the same; shown with the warning ever after.",
        "by": "Who answers for it.",
        "authority": "For which authority, where there are several and no body is named; blank for all.",
    },
    "equipment": {
        "equipment": "What it is, such as webcasting kit; the same words mean the same thing.",
        "body": "Each meeting of this body in a room needs it.",
        "meeting_day": "Each lunch of this meeting day needs it.",
        "room": "This room has it built in. Body, meeting day and room blank: a store lends it.",
        "quantity": "How many; blank for 1.",
        "venue": "Of a store: it lends only in this building. Blank: in all.",
    },
    "seating": {
        "person": "Who.",
        "table": "The number of their table at every lunch.",
        "with": "Who sits at the same table.",
        "apart": "Who never does.",
    },
    "decisions": {
        "decision": "A short code.",
        "title": "The matter, as the notice names it.",
        "body": "The body that decides.",
        "date": "The day of the meeting, if you know it; or give its number.",
        "number": "Which of its meetings decides: its number in the calendar.",
        "key": "Whether it is a key decision.",
        "private": "Whether the public is to be kept out.",
        "reason": "Why in private, as the notice says it.",
        "lead_officer": "Whom to ask.",
        "documents": "What is put before the meeting.",
        "noticed_on": "The day on which notice was given.",
        "welsh_title": "The matter where Welsh is written. Blank: the title.",
    },
    "authorities": {
        "authority": "A short code, such as ESK; codes of its bodies may begin with it: ESK-PLAN.",
        "name": "Its name in full, spelt as in its own workbooks: its meetings are known by it. Blank: the code.",
        "short_name": "Its name in short, such as Eskdale: put behind names that two authorities use. Blank: the code.",
        "authority_kind": "Which law is asked of it; blank: as in the settings.",
        "part": "Predecessors end on vesting day, successors begin; a shadow authority goes on as the new council.",
        "polling_day": "Days of its elections. Blank: none; in the row of the settings' own authority, theirs.",
        "successor": "The authority that takes over.",
        "start_date": "The first day of its bodies, where vesting day or its election does not say it.",
        "end_date": "The last day of its bodies, where vesting day does not say it.",
        "welsh_name": "Its name where Welsh is written. Blank: its name.",
        "welsh_short_name": "Its name in short where Welsh is written. Blank: its name in short.",
        "organiser": "Who sends invitations to its meetings. Blank: as in the settings.",
        "contact": "Whom to ask about its meetings. Blank: who sends invitations, or as in the settings.",
    },
    "translations": {
        "english": "As it is typed elsewhere: Annual Meeting, Summer recess, Head of Planning. Each once.",
        "welsh": "What stands for it where Welsh is written.",
    },
}

SETTINGS = {
    "title": "The name of the calendar.",
    "authority": "Whose calendar it is.",
    "start_date": "First day that may hold a meeting.",
    "end_date": "Last day that may hold a meeting.",
    "timezone": "The usual one is Europe/London.",
    "holidays": "England (the usual one), Wales, Scotland or Northern Ireland; or GB-ENG, GB-WLS, GB-SCT, GB-NIR.",
    "status": "What new meetings are: provisional (out for consultation) or confirmed. Usually provisional.",
    "publication_date": "The day the calendar is published: no meeting whose notice would fall before it.",
    "default_start_times": "For bodies that give none. Usually 10:00;14:00.",
    "default_duration_minutes": "For bodies that give none. Usually 120.",
    "max_meetings_per_person_per_day": "Usually no limit. The sessions of a meeting day count as one.",
    "travel_minutes": "Between two venues that have no row in the sheet Travel. Usually 30.",
    "authority_kind": "Principal, parish, combined or partnership: which law is asked. Usually principal.",
    "polling_day": "Days of elections, with ; between: nothing is held on them. First Thursdays in May are ordinary.",
    "max_meetings_per_person_per_week": "From Monday to Sunday. Usually no limit.",
    "busy_week": "Meetings of one voting member in a week, beyond which each had better not be. Usually 3.",
    "pause_minutes": "Between two meetings of one person in one building. Usually 0.",
    "evening_weekdays": "Days on which a start from 17:00 had better fall. Usually Mon;Tue;Wed;Thu.",
    "report_due_days": "Working days between reports and agenda. Usually 1.",
    "table_size": "Seats at a table of a lunch. Usually 8.",
    "organiser": "Who sends invitations: Democratic Services <democratic.services@example.gov.uk>.",
    "contact": "Whom to ask, with telephone or email: printed on papers.",
    "catering_days": "Clear working days between the caterer's order and the lunch. Usually 5.",
    "numbers_days": "Clear working days before a lunch when its numbers are final. Usually 2.",
    "cost_per_head": "Pounds for one lunch, for the caterer's order.",
    "vesting_day": "The day on which new councils take over from those that end; see the sheet Authorities.",
    "language": "English, Welsh or both: of what the public and members see. Usually English.",
    "welsh_title": "The name of the calendar where Welsh is written. Blank: the title.",
    "welsh_authority": "The authority's name where Welsh is written. Blank: the authority.",
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
    "weeks": "Numbers with ; between, or last: 1;3.",
    "months": "Months with ; between: Sep;Jan.",
    "quorum": "Never a date: Excel may read 1/4 as one.",
}


def note_on(table: str, column: Column) -> str:
    """Return what the column is for, whether it must be filled, and how an entry is written."""
    needed = "Must be filled in." if column.needed else "May be left blank."
    return " ".join(part for part in (COLUMNS[table][column.name], needed, entry_of(column)) if part)


def entry_of(column: Column) -> str:
    """Return how an entry is written: the choices, the sheet whose codes it names, or an example."""
    if column.choices:
        return f"One of {listed([choice_words(choice) for choice in column.choices], 'or')}."
    written = _ENTRIES.get(column.kind, "")
    if not column.refers_to:
        return written
    sheets = listed([sheet_title(table) for table in column.refers_to], "or")
    named = f"A code from the sheet {sheets}."
    return f"{named} {written}" if column.kind == "codes" else named


_WORDS_OF_THIS_PROGRAM = {("wishes", "wish"), ("fixed_meetings", "waive")}
"""Columns of text or lists whose words are names of wishes and rules."""


def cell_words(table: str, column: Column, row: Mapping[str, str]) -> str:
    """Return what a cell of a row says, as an officer writes it: `Vice-chair`, or for a setting `First day`."""
    text = row.get(column.name, "")
    if (table, column.name) == ("settings", "setting"):
        return heading_of(table, text) if text in KNOWN_SETTINGS else text
    if (table, column.name) == ("settings", "value") and row["setting"] in KNOWN_SETTINGS:
        column = KNOWN_SETTINGS[row["setting"]]
    if text in column.choices or column.kind == "yesno" or text in known_words(table, column.name):
        return choice_words(text)
    if (table, column.name) in _WORDS_OF_THIS_PROGRAM:
        return ";".join(choice_words(name) for name in text.split(";"))
    return text


def known_words(table: str, column: str) -> tuple[str, ...]:
    """Return what a column of text is offered beside words of one's own."""
    return CLASSIFICATIONS if (table, column) == ("bodies", "classification") else ()
