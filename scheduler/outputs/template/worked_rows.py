"""Worked rows of each table, and what each of them means: a small invented council that can be planned as it stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Worked:
    """The worked rows of one table, cells as a CSV file would say them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """What the row means, then its cells."""

    def cells(self) -> list[dict[str, str]]:
        """Return each row by its columns."""
        return [dict(zip(self.columns, cells, strict=True)) for _, *cells in self.rows]


WORKED = {
    "settings": Worked(
        ("setting", "value"),
        (
            ("What the calendar is called wherever it is shown.", "title", "Calendar of meetings 2027-28"),
            ("Whose calendar it is.", "authority", "Anytown District Council"),
            ("No meeting before this day.", "start_date", "10/05/2027"),
            ("No meeting after this day.", "end_date", "30/04/2028"),
            ("The calendar is out on this day, so no agenda is due before.", "publication_date", "01/03/2027"),
            ("A body without start times of its own may start at either.", "default_start_times", "14:00;18:30"),
            ("Nobody has three meetings in one day.", "max_meetings_per_person_per_day", "2"),
        ),
    ),
    "bodies": Worked(
        (
            "body", "name", "classification", "legal_kind", "meeting_day", "session", "per_period", "meetings_min",
            "meetings_max", "min_gap_days", "weekdays", "weeks_of_month", "months", "start_times",
            "duration_minutes", "quorum", "open_to_public", "attendance_mode", "extra_seats",
        ),
        (
            ("Six meetings in the year, five weeks apart or more, on Tuesdays at 19:00.",
             "COUNCIL", "Full Council", "council", "full_council", "", "", "", "6", "6", "35", "Tue", "", "", "19:00",
             "180", "4", "yes", "", "20"),
            ("Ten meetings on second Wednesdays; two of its voting members at least must be there.",
             "CABINET", "Cabinet", "cabinet", "executive", "", "", "", "10", "10", "", "Wed", "2", "", "18:00", "120",
             "2", "yes", "", "10"),
            ("Once in each period of the sheet Periods, on a Monday or a Thursday.",
             "OSC", "Overview and Scrutiny Committee", "scrutiny", "scrutiny_committee", "", "", "1", "", "", "",
             "Mon;Thu", "", "", "", "", "50%", "yes", "", "10"),
            ("Four meetings, on third Tuesdays of these months only.",
             "AUDIT", "Audit and Governance Committee", "committee", "audit_committee", "", "", "", "4", "4", "", "Tue",
             "3", "Jun;Sep;Nov;Feb", "", "", "2", "yes", "", "10"),
            ("Up to three times, as often as the year allows, online: it needs no room.",
             "WARDS", "Ward Boundaries Working Group", "working_group", "", "", "", "", "0", "3", "42", "", "", "", "",
             "90", "", "", "online", ""),
            ("Meets in the morning of each partnership day, so it has no numbers of its own.",
             "HEALTH", "Health Partnership", "thematic_partnership", "", "DAY", "MORNING", "", "", "", "", "", "", "",
             "", "90", "2", "", "", ""),
            ("Likewise, beside the other in the same session.",
             "GROWTH", "Growth Partnership", "thematic_partnership", "", "DAY", "MORNING", "", "", "", "", "", "", "",
             "", "90", "2", "", "", ""),
        ),
    ),
    "people": Worked(
        ("person", "name", "organisation", "category", "weekdays"),
        (
            ("A person may be a post: nobody's name is needed.",
             "LEADER", "Leader of the Council", "Anytown District Council", "councillor", ""),
            ("", "DEPUTY", "Deputy Leader of the Council", "Anytown District Council", "councillor", ""),
            ("", "CARE", "Cabinet Member for Care", "Anytown District Council", "councillor", ""),
            ("Can attend on these days only.",
             "OPP", "Leader of the Opposition", "Anytown District Council", "councillor", "Mon;Tue;Wed;Thu"),
            ("", "EAST", "Member for Eastgate", "Anytown District Council", "councillor", ""),
            ("", "WEST", "Member for Westgate", "Anytown District Council", "councillor", ""),
            ("From another organisation: a quorum rule may ask for such a one.",
             "GP", "General Practice Lead", "Anytown NHS", "nhs", ""),
            ("", "CLERK", "Democratic Services Officer", "Anytown District Council", "officer", ""),
        ),
    ),
    "memberships": Worked(
        ("person", "body", "role", "voting", "substitute", "members_of"),
        (
            ("The Leader chairs the Council, and has a vote.", "LEADER", "COUNCIL", "chair", "", "", ""),
            ("", "DEPUTY", "COUNCIL", "vice_chair", "", "", ""),
            ("", "OPP", "COUNCIL", "member", "", "", ""),
            ("Without a role: a member.", "CARE", "COUNCIL", "", "", "", ""),
            ("", "EAST", "COUNCIL", "", "", "", ""),
            ("", "WEST", "COUNCIL", "", "", "", ""),
            ("", "LEADER", "CABINET", "chair", "", "", ""),
            ("", "DEPUTY", "CABINET", "vice_chair", "", "", ""),
            ("", "CARE", "CABINET", "", "", "", ""),
            ("Chairs Scrutiny; the Member for Westgate may deputise.", "OPP", "OSC", "chair", "", "WEST", ""),
            ("", "EAST", "OSC", "", "", "", ""),
            ("", "WEST", "AUDIT", "chair", "", "", ""),
            ("", "OPP", "AUDIT", "", "", "", ""),
            ("Takes the minutes: expected to be there, without a vote.", "CLERK", "COUNCIL", "clerk", "", "", ""),
            ("Instead of a person: every voting member of the Council sits here.",
             "", "WARDS", "member", "", "", "COUNCIL"),
            ("", "GP", "HEALTH", "chair", "", "", ""),
            ("", "LEADER", "HEALTH", "", "", "", ""),
            ("", "DEPUTY", "GROWTH", "chair", "", "", ""),
            ("", "EAST", "GROWTH", "", "", "", ""),
        ),
    ),
    "rooms": Worked(
        (
            "room", "name", "venue", "capacity", "features", "setup_minutes", "clear_minutes", "open_from", "open_to",
            "cost_per_hour", "combines",
        ),
        (
            ("Nothing is booked in it before 08:30, getting it ready included.",
             "CHAMBER", "Council Chamber", "Town Hall", "60", "hearing_loop;step_free", "30", "15", "08:30", "22:30",
             "", ""),
            ("", "CR1", "Committee Room 1", "Town Hall", "20", "step_free", "15", "15", "08:30", "22:30", "", ""),
            ("", "CR2", "Committee Room 2", "Town Hall", "20", "step_free", "15", "15", "08:30", "22:30", "", ""),
            ("The two committee rooms opened into one: using it takes them both.",
             "CR1+2", "Committee Rooms 1 and 2", "Town Hall", "40", "step_free", "30", "15", "08:30", "22:30", "",
             "CR1;CR2"),
            ("Another building, hired at £25 an hour.",
             "HALL", "Community Hall", "Library", "80", "hearing_loop;step_free", "30", "30", "09:00", "21:00", "25",
             ""),
        ),
    ),
    "closed_dates": Worked(
        ("start_date", "end_date", "reason", "strength", "applies_to", "non_working"),
        (
            ("No meeting of anybody.", "2027-08-01", "2027-08-31", "August recess", "closed", "", ""),
            ("The offices are shut too, so these days do not count towards any notice.",
             "2027-12-24", "2028-01-02", "Christmas closure", "closed", "", "yes"),
            ("Cabinet does not meet on these days if it can be helped.",
             "2027-10-25", "2027-10-29", "School holidays", "avoid", "CABINET", ""),
        ),
    ),
    "periods": Worked(
        ("period", "start_date", "end_date"),
        (
            ("Overview and Scrutiny meets once in it.", "Q1", "2027-05-10", "2027-07-31"),
            ("", "Q2", "2027-08-01", "2027-10-31"),
            ("", "Q3", "2027-11-01", "2028-01-31"),
            ("", "Q4", "2028-02-01", "2028-04-30"),
        ),
    ),
    "quorum_rules": Worked(
        ("body", "minimum", "category"),
        (("Beside the number: one of those present is from the NHS.", "HEALTH", "1", "nhs"),),
    ),
    "meeting_days": Worked(
        ("meeting_day", "name", "per_period", "preferred_weekdays", "min_gap_days"),
        (("A day in each period, on a Thursday if it can be, 60 days apart or more.",
          "DAY", "Partnership day", "1", "Thu", "60"),),
    ),
    "sessions": Worked(
        ("meeting_day", "session", "kind", "start", "end", "arrangement"),
        (
            ("The two partnerships sit side by side, or one after the other where they share members.",
             "DAY", "MORNING", "boards", "09:30", "12:30", "either"),
            ("Everybody lunches together.", "DAY", "LUNCH", "lunch", "12:30", "13:30", ""),
        ),
    ),
    "travel": Worked(
        ("from_venue", "to_venue", "minutes"),
        (("Nobody is expected at the Library sooner than 15 minutes after the Town Hall, or the other way.",
          "Town Hall", "Library", "15"),),
    ),
    "unavailability": Worked(
        ("kind", "who", "start", "end", "strength", "reason"),
        (
            ("Away for a week.", "person", "GP", "06/09/2027", "10/09/2027", "hard", "annual leave"),
            ("The Chamber is let for an evening.",
             "room", "CHAMBER", "17/11/2027 17:00", "17/11/2027 22:00", "hard", "wedding"),
        ),
    ),
    "busy_calendars": Worked(
        ("kind", "who", "file"),
        (("The Leader is busy whenever the file has an event. It lies beside the workbook.",
          "person", "LEADER", "leader.ics"),),
    ),
    "reporting": Worked(
        ("from_body", "to_body", "min_working_days", "max_working_days", "kind"),
        (("A Cabinet comes from 5 to 40 working days before each Council.",
          "CABINET", "COUNCIL", "5", "40", "report"),),
    ),
    "links": Worked(
        ("from_body", "to_body", "kind", "strength"),
        (("Scrutiny and Cabinet are never on one day.", "OSC", "CABINET", "not_same_day", "hard"),),
    ),
    "themes": Worked(
        ("theme", "title", "meeting_day", "sponsor", "periods", "speaker", "status"),
        (
            ("A lunch of the first half-year, if its guest is free.",
             "ACTIVE", "Health and physical activity", "DAY", "HEALTH", "Q1;Q2", "DOCTOR", "proposed"),
            ("", "SKILLS", "Skills and work", "DAY", "GROWTH", "", "", "proposed"),
            ("", "HOMES", "Homes and health", "DAY", "HEALTH", "", "", "proposed"),
            ("", "TOWNS", "Our town centres", "DAY", "GROWTH", "Q3;Q4", "", "proposed"),
        ),
    ),
    "speakers": Worked(
        ("speaker", "name", "organisation", "status"),
        (("A guest for a lunch.", "DOCTOR", "Physical activity doctor", "General practice", "invited"),),
    ),
    "fixed_meetings": Worked(
        ("body", "date", "earliest", "latest", "title", "extra"),
        (
            ("The first meeting of the Council, on a settled day.",
             "COUNCIL", "2027-05-18", "", "", "Annual Meeting", ""),
            ("One of its meetings falls between these days.",
             "COUNCIL", "", "2028-02-15", "2028-03-07", "Budget", ""),
        ),
    ),
    "projects": Worked(
        ("project", "title", "lead_officer", "sponsor", "reports_to", "report_due"),
        (("Its two reports go to the Cabinet on or before these days.",
          "PLAN", "Corporate plan", "CLERK", "LEADER", "CABINET", "30/06/2027;30/11/2027"),),
    ),
    "wishes": Worked(
        ("wish", "weight"),
        (("Keeping a body to one room is not minded this year.", "same_room", "0"),),
    ),
    "law_waivers": Worked(
        ("matter", "reason", "by"),
        (("A warning of the command law that has been answered.",
          "reorganisation", "No order has been made for this area", "Monitoring Officer"),),
    ),
    "equipment": Worked(
        ("equipment", "body", "room", "quantity"),
        (
            ("Each meeting of the Council needs the webcasting kit.", "Webcasting kit", "COUNCIL", "", ""),
            ("Neither body nor room: the store lends one, so that two meetings at once cannot both have it.",
             "Webcasting kit", "", "", "1"),
        ),
    ),
    "seating": Worked(
        ("person", "with", "apart"),
        (("At every lunch beside the Deputy Leader.", "LEADER", "DEPUTY", ""),),
    ),
    "decisions": Worked(
        ("decision", "title", "body", "number", "key", "private", "lead_officer"),
        (("A key decision of the Cabinet's third meeting: the forward plan says by when notice is due.",
          "HOUSING", "Purchase of homes", "CABINET", "3", "yes", "no", "CLERK"),),
    ),
    "authorities": Worked(
        ("authority", "name", "short_name", "part", "start_date"),
        (("A joint committee that prepares a new council: its bodies meet from this day until the council begins.",
          "PREP", "Anyshire Preparing Committee", "Preparing", "continuing", "2027-06-01"),),
    ),
    "translations": Worked(
        ("english", "welsh"),
        (("The title of one meeting, wherever it is written in Welsh.", "Annual Meeting", "Cyfarfod Blynyddol"),),
    ),
}  # fmt: skip
"""By table, the sheets that every council needs first."""
