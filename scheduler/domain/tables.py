"""The input's tables and columns: what may be written where, as the reader reads it and the template offers it.

A column's `kind` says how its cells are written:

code, reference, references
    text that names something, a mention of one in the tables `names`, a list of mentions
text, list
    any text, texts with a semicolon between them
choice
    one of `choices`
yes_no, weekdays, quorum
    yes or no; `Mon;Tue`; a number or a share of the voting members
count, positive, amount
    a whole number from 0, a whole number from 1, a number of pounds from 0
date, dates, moment, time, times
    days, days with or without a time, times of day
value
    what the setting on the same row asks for
"""

from dataclasses import dataclass, replace

ROLES = ("chair", "vice_chair", "member", "co_opted", "adviser", "observer", "clerk")
CLASSIFICATIONS = (
    "strategic_board", "executive_board", "thematic_partnership", "locality_partnership", "delivery_group",
    "management_group", "reference_group", "assembly", "summit", "committee", "council", "task_and_finish",
)  # fmt: skip
WISH_NAMES = (
    "held", "unmoved", "apologies", "substitutes", "avoid_dates", "soft_unavailability", "preferred_weekdays",
    "even_spacing", "same_weekday", "theme_fit", "lunch_theme", "sponsor_turns", "agenda", "lunch_elsewhere",
    "room_cost", "room_fit", "same_room",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a table, or one setting; `help` is a sentence in officers' words."""

    name: str
    kind: str
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """The tables whose codes it may mention."""
    suggestions: tuple[str, ...] = ()
    """Usual texts, where any other will do."""
    default: str | None = None
    """What a blank means, as one would write it."""


@dataclass(frozen=True)
class Table:
    """One sheet of the workbook, or one CSV file; `key` columns together are never the same on two rows."""

    name: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        return next(column for column in self.columns if column.name == name)


def _column(name: str, kind: str, sentence: str, mentions: str = "", default: str | None = None) -> Column:
    """Return a column; a name ending in `*` is required, `mentions` lists tables."""
    return Column(name.rstrip("*"), kind, sentence, name.endswith("*"), (), tuple(mentions.split()), (), default)


def _choice(name: str, sentence: str, *choices: str, default: str | None = None) -> Column:
    """Return a column that takes one of the choices."""
    return replace(_column(name, "choice", sentence, "", default), choices=choices)


_NUMBER_A_YEAR = (
    _column("per_period", "count", "How many meetings in each period, exactly; then leave the next two blank."),
    _column("meetings_min", "count", "Fewest meetings in the whole year; without a most, exactly this many."),
    _column(
        "meetings_max", "count", "Most meetings in the whole year; 0 and 2 means up to 2. All blank: it never meets."
    ),
    _column("min_gap_days", "count", "Fewest calendar days from one meeting to the next."),
    _column("max_gap_days", "count", "Most calendar days from one meeting to the next."),
)
_DAYS = (
    _column("weekdays", "weekdays", "Days on which it may sit, such as Mon;Tue.", default="Mon;Tue;Wed;Thu;Fri"),
    _column("preferred_weekdays", "weekdays", "Days on which it would rather sit."),
)
_ABSENT = _choice("kind*", "What is unavailable: a person, a room or a speaker.", "person", "room", "speaker")

SETTINGS = (
    _column("title*", "text", "The name of the calendar."),
    _column("authority", "text", "The council or partnership whose calendar it is."),
    _column("start_date*", "date", "The first day that may hold a meeting."),
    _column("end_date*", "date", "The last day that may hold a meeting."),
    _column("timezone", "text", "The time zone, by its IANA name.", default="Europe/London"),
    _choice("holidays", "Whose public holidays.", "GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR", default="GB-ENG"),
    _choice("status", "Out for consultation, or approved.", "provisional", "confirmed", default="provisional"),
    _column("publication_date", "date", "The day the calendar is published; no notice of a meeting falls before it."),
    _column("default_start_times", "times", "When bodies that give no start times may start.", default="10:00;14:00"),
    _column("default_duration_minutes", "positive", "How long a meeting lasts unless the body says.", default="120"),
    _column("max_meetings_per_person_per_day", "positive", "No one sits more often a day; a meeting day counts once."),
    _column("travel_minutes", "count", "Minutes between two venues that the travel table does not list.", default="30"),
)

_BODIES = (
    _column("body*", "code", "A short code, such as HWB."),
    _column("name*", "text", "The name in full."),
    _column("aliases", "list", "Other names it goes by, with semicolons between them."),
    replace(_column("classification", "text", "What kind of body it is."), suggestions=CLASSIFICATIONS),
    _column(
        "meeting_day", "reference", "The meeting day it sits at; then give a session and no numbers.", "meeting_days"
    ),
    _column("session", "reference", "The session of that meeting day in which it sits.", "sessions"),
    *_NUMBER_A_YEAR,
    *_DAYS,
    _column("start_times", "times", "Times at which it may start, such as 09:30;14:00; blank: the settings' times."),
    _column("duration_minutes", "positive", "How long a meeting lasts; blank: the settings' length."),
    _column("quorum", "quorum", "Voting members needed: 4, or 25% as text; blank: 3 or a quarter, whichever is more."),
    _column("notice_clear_days", "count", "Clear working days between agenda and meeting; 5 in England.", default="0"),
    _column("statutory", "yes_no", "Whether the law requires it.", default="no"),
    _column("open_to_public", "yes_no", "Whether the public may attend.", default="no"),
    _choice("attendance_mode", "Where members attend.", "in_person", "hybrid", "online", default="in_person"),
    _column("venue", "text", "If given, it meets only at this venue."),
    _column("room", "reference", "If given, it meets only in this room.", "rooms"),
    _column("room_features", "list", "What its room must have, such as hearing_loop;step_free."),
    _column("extra_seats", "count", "Seats beyond the members', for the gallery, officers and guests.", default="0"),
    _column("start_date", "date", "The day it is founded; no meeting before."),
    _column("end_date", "date", "The day it is dissolved; no meeting after."),
    _column("successor", "reference", "The body that takes over from it.", "bodies"),
)
_PEOPLE = (
    _column("person*", "code", "A short code, such as CLLR1 or DPH."),
    _column("name*", "text", "The person's name, or the post."),
    _column("organisation", "text", "Whom they come from."),
    _column("category", "text", "Councillor, officer, nhs, police, voluntary and so on."),
    _column("email", "text", "An address, for your own use."),
    _column("weekdays", "weekdays", "Days on which they can attend; blank: any day."),
    _column("dietary", "text", "What the caterer must know; only ever shown as counts."),
)
_MEMBERSHIPS = (
    _column("person*", "reference", "Who sits.", "people"),
    _column("body*", "reference", "On which body.", "bodies"),
    _choice("role", "In which role.", *ROLES, default="member"),
    _column("voting", "yes_no", "Whether they vote; blank: chair, vice-chair and members do."),
    _choice("attendance", "How much they are needed.", "required", "expected", "optional", default="expected"),
    _column("substitute", "references", "Who may deputise, best first, with semicolons between them.", "people"),
    _column("on_behalf_of", "text", "Whom they represent there."),
    _column("start_date", "date", "The first day of the membership."),
    _column("end_date", "date", "The last day of the membership."),
)
_QUORUM_RULES = (
    _column("body*", "reference", "The body whose quorum it is.", "bodies"),
    _column("minimum*", "positive", "At least so many of the voting members present are of the kind given."),
    _column("category", "text", "They are of this category."),
    _column("organisation", "text", "They come from this organisation."),
    _column("person", "reference", "It is this person.", "people"),
    _choice("role", "They hold this role.", *ROLES),
)
_MEETING_DAYS = (
    _column("meeting_day*", "code", "A short code for the whole day."),
    _column("name*", "text", "The name in full."),
    *_NUMBER_A_YEAR,
    *_DAYS,
    _column("venue", "text", "If given, it is held only at this venue."),
)
_SESSIONS = (
    _column("meeting_day*", "reference", "The meeting day it is part of.", "meeting_days"),
    _column("session*", "code", "A short code, such as morning."),
    _choice("kind*", "What it is.", "boards", "lunch", "plenary"),
    _column("start*", "time", "When it starts, such as 09:30."),
    _column("end*", "time", "When it ends."),
    _choice("arrangement", "How its bodies sit.", "simultaneous", "staggered", "either", default="either"),
)
_ROOMS = (
    _column("room*", "code", "A short code."),
    _column("name*", "text", "The name on the door."),
    _column("venue*", "text", "The building it is in."),
    _column("capacity*", "count", "How many it seats."),
    _column("features", "list", "What it has, such as hearing_loop;step_free;hybrid;webcast."),
    _column("setup_minutes", "count", "Minutes to set it up before each booking.", default="0"),
    _column("clear_minutes", "count", "Minutes to clear it after each booking.", default="0"),
    _column("open_from", "time", "No booking starts before."),
    _column("open_to", "time", "No booking ends after."),
    _column("cost_per_hour", "amount", "What an hour costs, in pounds.", default="0"),
    _column("combines", "references", "The rooms it is made of; using it takes them all.", "rooms"),
)
_TRAVEL = (
    _column("from_venue*", "text", "One venue."),
    _column("to_venue*", "text", "The other; the way back takes as long."),
    _column("minutes*", "count", "Minutes from the one to the other."),
)
_UNAVAILABILITY = (
    _ABSENT,
    _column("who*", "reference", "Which person, room or speaker.", "people rooms speakers"),
    _column("start*", "moment", "The first day away, or a day and time such as 2026-11-19 14:00."),
    _column("end*", "moment", "The last day away, or a day and time."),
    _choice("strength", "Cannot attend, or had rather not.", "hard", "soft", default="hard"),
    _column("reason", "text", "Why."),
)
_BUSY_CALENDARS = (
    _ABSENT,
    _column("who*", "references", "Which persons, rooms or speakers.", "people rooms speakers"),
    _column("file*", "text", "An .ics calendar beside the workbook; whatever is in it makes them unavailable."),
)
_CLOSED_DATES = (
    _column("start_date*", "date", "The first day."),
    _column("end_date", "date", "The last day; blank: the one day."),
    _column("reason*", "text", "Why, such as August recess."),
    _choice("strength", "No meetings at all, or better not.", "closed", "avoid", default="closed"),
    _column("applies_to", "references", "Bodies, classifications or meeting days; blank: all.", "bodies meeting_days"),
    _column("non_working", "yes_no", "Yes if the offices are shut, so that no working day counts.", default="no"),
)
_REPORTING = (
    _column("from_body*", "reference", "The body whose papers go up.", "bodies"),
    _column("to_body*", "reference", "The body that receives them.", "bodies"),
    _column("min_working_days", "count", "Fewest clear working days between the two; blank: the notice and one more."),
    _column("max_working_days", "count", "Most clear working days between the two; blank: no limit."),
    _choice("kind", "A report is scheduled, an escalation only drawn.", "report", "escalate", default="report"),
)
_THEMES = (
    _column("theme*", "code", "A short code."),
    _column("title*", "text", "What the lunch is about."),
    _column("meeting_day*", "reference", "The meeting day whose lunch it is for.", "meeting_days"),
    _column("sponsor", "reference", "The body that proposes it.", "bodies"),
    _column("periods", "references", "The periods it suits; blank: any.", "periods"),
    _column("date", "date", "If given, only on this day."),
    _column("speaker", "reference", "Who speaks.", "speakers"),
    _choice("status", "A confirmed theme must be used.", "proposed", "supported", "confirmed", default="proposed"),
    _column("weight", "positive", "How much it is wanted, from 1 to 10.", default="5"),
)
_SPEAKERS = (
    _column("speaker*", "code", "A short code."),
    _column("name*", "text", "The speaker's name, or the post."),
    _column("organisation", "text", "Whom they come from."),
    _column("available", "dates", "The only days on which they can come; blank: any day."),
    _choice("status", "Whether they have been asked.", "suggested", "invited", "confirmed"),
)
_FIXED_MEETINGS = (
    _column("body", "reference", "A body that meets exactly then; or give a meeting day.", "bodies"),
    _column("meeting_day", "reference", "A meeting day that is held exactly then.", "meeting_days"),
    _column("date*", "date", "The day."),
    _column("start", "time", "The time; blank: any that the body may have."),
    _column("room", "reference", "The room; blank: any that suits.", "rooms"),
)
_PROJECTS = (
    _column("project*", "code", "A short code."),
    _column("title*", "text", "What it is."),
    _column("lead_officer", "reference", "Who leads it.", "people"),
    _column("sponsor", "reference", "Which person sponsors it.", "people"),
    _column("reports_to", "reference", "The body that gets its reports.", "bodies"),
    _column("start_date", "date", "Its first day."),
    _column("end_date", "date", "Its last day."),
    _column("report_due", "dates", "The days by which reports are due; each goes to the last meeting before."),
)
_WISHES = (
    _choice("wish*", "The wish whose weight you change.", *WISH_NAMES),
    _column("weight*", "count", "How much it counts, a whole number; 0 turns it off."),
)

TABLES = (
    Table(
        "settings",
        "What holds for the whole calendar, one setting a row.",
        (_column("setting*", "code", "The setting."), _column("value*", "value", "What it is set to.")),
        ("setting",),
        required=True,
    ),
    Table("periods", "Quarters or cycles; they must not overlap.", (
        _column("period*", "code", "A short code, such as Q1."),
        _column("start_date*", "date", "Its first day."),
        _column("end_date*", "date", "Its last day."),
    ), ("period",)),
    Table("bodies", "The boards, committees, partnerships and groups.", _BODIES, ("body",), required=True),
    Table("people", "The people, or posts, who sit on them.", _PEOPLE, ("person",), required=True),
    Table("memberships", "Who sits on which body, and who may deputise.", _MEMBERSHIPS, required=True),
    Table("quorum_rules", "Who must be among those present for a quorum.", _QUORUM_RULES),
    Table("meeting_days", "Whole days on which several bodies sit in turn.", _MEETING_DAYS, ("meeting_day",)),
    Table("sessions", "The parts of a meeting day.", _SESSIONS, ("meeting_day", "session")),
    Table("rooms", "The rooms that can be booked.", _ROOMS, ("room",), required=True),
    Table("travel", "Minutes between venues, in both directions.", _TRAVEL),
    Table("unavailability", "When people, rooms and speakers are not free.", _UNAVAILABILITY),
    Table("busy_calendars", "Calendar files that say when somebody is busy.", _BUSY_CALENDARS),
    Table("closed_dates", "Days on which nothing is held; public holidays need no row.", _CLOSED_DATES),
    Table("reporting", "Whose papers go to whom, and how long before.", _REPORTING, ("from_body", "to_body", "kind")),
    Table("themes", "What the lunches of a meeting day are about.", _THEMES, ("theme",)),
    Table("speakers", "Guests who may speak at a lunch.", _SPEAKERS, ("speaker",)),
    Table("fixed_meetings", "Meetings whose date is settled already.", _FIXED_MEETINGS),
    Table("projects", "Pieces of work whose reports fall due.", _PROJECTS, ("project",)),
    Table("wishes", "How much each wish counts, where it differs from the README.", _WISHES, ("wish",)),
)  # fmt: skip
