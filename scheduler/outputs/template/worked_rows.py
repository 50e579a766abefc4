"""Worked rows of the workbook to fill in, to be typed over."""

from scheduler.outputs.template.words import SETTINGS

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
    "wishes": ("wish", "weight", "tier"),
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
    "wishes": (("lunch_theme", "10", ""),),
}


def worked_rows(table: str) -> list[dict[str, str]]:
    """Return the worked rows of a table, column by column, as they would stand in a CSV file."""
    rows = [dict(zip(HEADINGS[table], row, strict=True)) for row in ROWS.get(table, ())]
    return [{**row, "note": SETTINGS.get(row.get("setting", ""), NOTE)} for row in rows]
