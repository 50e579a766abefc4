"""The tables and columns of the input, as the contract lists them: what the reader expects and `new` offers."""

from dataclasses import dataclass

ROLES = ("chair", "vice_chair", "member", "co_opted", "adviser", "observer", "clerk")
CLASSIFICATIONS = (
    "council",
    "cabinet",
    "scrutiny",
    "committee",
    "regulatory",
    "sub_committee",
    "joint_committee",
    "panel",
    "working_group",
    "task_and_finish",
    "forum",
    "parish",
    "briefing",
    "strategic_board",
    "executive_board",
    "thematic_partnership",
    "locality_partnership",
    "delivery_group",
    "management_group",
    "reference_group",
    "assembly",
    "summit",
)
"""What a body's classification may be, beside any other text."""

LEGAL_KINDS = (
    "full_council",
    "executive",
    "committee",
    "scrutiny_committee",
    "planning_committee",
    "licensing_committee",
    "audit_committee",
    "sub_committee",
    "joint_committee",
    "health_and_wellbeing_board",
    "parish_council",
    "combined_authority",
    "informal",
)
"""What a body may be in law."""

AUTHORITY_KINDS = ("principal", "parish", "combined", "partnership")
"""What an authority may be: which law is asked of it."""

PARTS = ("predecessor", "shadow", "successor", "joint_committee", "continuing")
"""What part an authority may have in a reorganisation."""

ATTENDANCE_MODES = ("in_person", "hybrid", "online")
"""How a body may meet."""

LAYOUTS = ("boardroom", "hollow_square", "u_shape", "theatre", "cabaret")
"""How a room may be set up for a body."""

NOT_TABLES = (
    *("instructions", "worked examples", "problems", "scenarios", "export summary"),
    *("what to look at", "last year", "left out"),
)
"""Sheets and files that may lie beside the tables: what programs write for people, and what `sweep` compares."""


@dataclass(frozen=True)
class Column:
    """One column of a table, or one setting.

    `kind` is what a cell holds: text, code, codes, list, date, dates, moment, time, times, whole, number,
    yesno, weekdays, weeks, months, quorum or choice.
    """

    name: str
    kind: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    """All that a choice may be."""
    refers_to: tuple[str, ...] = ()
    """The tables whose codes it names."""


@dataclass(frozen=True)
class Table:
    """One sheet of the workbook, or one CSV file."""

    name: str
    columns: tuple[Column, ...]
    needed: bool = False


_WORDING = frozenset({"language", "organiser", "contact", "translations"})
_IN_WELSH = "welsh_"


def is_wording(name: str) -> bool:
    """Whether a column, setting or table only words what is published: no date, room or seat follows from it."""
    return name in _WORDING or name.startswith(_IN_WELSH)


def _columns(spec: str) -> tuple[Column, ...]:
    return tuple(_column(part) for part in spec.split())


def _column(part: str) -> Column:
    """Read one column: `name` (`*` if it must be filled), `:kind`, then `>tables` or `=choices`."""
    name, _, rest = part.partition(":")
    kind, _, choices = rest.partition("=")
    kind, _, tables = kind.partition(">")
    return Column(
        name=name.removesuffix("*"),
        kind=kind,
        needed=name.endswith("*"),
        choices=tuple(choices.split("|")) if choices else (),
        refers_to=tuple(tables.split("|")) if tables else (),
    )


_WHO = "kind*:choice=person|room|speaker"
_CADENCE = "per_period:whole meetings_min:whole meetings_max:whole"
_ROLE = f"role:choice={'|'.join(ROLES)}"

_TABLES = {
    "settings*": "setting*:code value:text",
    "periods": "period*:code start_date*:date end_date*:date cycle:text",
    "bodies*": "body*:code name*:text aliases:list classification:text meeting_day:code>meeting_days"
    f" session:code>sessions {_CADENCE} min_gap_days:whole max_gap_days:whole weekdays:weekdays"
    " preferred_weekdays:weekdays start_times:times duration_minutes:whole quorum:quorum notice_clear_days:whole"
    f" statutory:yesno open_to_public:yesno attendance_mode:choice={'|'.join(ATTENDANCE_MODES)} venue:text"
    " room:code>rooms room_features:list extra_seats:whole start_date:date end_date:date successor:code>bodies"
    f" cycle:text weeks_of_month:weeks months:months legal_kind:choice={'|'.join(LEGAL_KINDS)} seats:whole"
    " presiding:choice=chair preferred_rooms:codes>rooms report_due_days:whole chair:code>people"
    f" layout:choice={'|'.join(LAYOUTS)} endorsement_due:date authority:code>authorities"
    " welsh_name:text",
    "people*": "person*:code name*:text organisation:text category:text email:text weekdays:weekdays dietary:text"
    " aliases:list group:text access:text point_of_contact:yesno",
    "memberships*": f"person:code>people body*:code>bodies {_ROLE} voting:yesno"
    " attendance:choice=required|expected|optional substitute:codes>people on_behalf_of:text start_date:date"
    " end_date:date members_of:code>bodies",
    "quorum_rules": f"body*:code>bodies minimum*:whole category:text organisation:text person:code>people {_ROLE}",
    "meeting_days": f"meeting_day*:code name*:text {_CADENCE} weekdays:weekdays preferred_weekdays:weekdays"
    " min_gap_days:whole max_gap_days:whole venue:text cycle:text weeks_of_month:weeks months:months welsh_name:text",
    "sessions": "meeting_day*:code>meeting_days session*:code kind*:choice=boards|lunch|plenary start*:time end*:time"
    " arrangement:choice=simultaneous|staggered|either|fewest_apologies",
    "rooms*": "room*:code name*:text venue*:text capacity*:whole features:list setup_minutes:whole"
    " clear_minutes:whole open_from:time open_to:time cost_per_hour:number combines:codes>rooms welsh_name:text"
    " welsh_venue:text",
    "travel": "from_venue*:text to_venue*:text minutes*:whole",
    "unavailability": f"{_WHO} who*:code>people|rooms|speakers start*:moment end*:moment strength:choice=hard|soft"
    " reason:text",
    "busy_calendars": f"{_WHO} who*:codes>people|rooms|speakers file*:text",
    "closed_dates": "start_date:date end_date:date reason:text strength:choice=closed|avoid|open"
    " applies_to:codes>bodies|meeting_days|authorities non_working:yesno file:text",
    "reporting": "from_body*:code>bodies to_body*:code>bodies min_working_days:whole max_working_days:whole"
    " kind:choice=report|escalate served_until:date",
    "links": "from_body*:code>bodies to_body*:code>bodies kind*:choice=not_same_day|not_next_day|not_same_week|follows"
    " strength:choice=hard|soft minutes:whole",
    "themes": "theme*:code title*:text meeting_day*:code>meeting_days sponsor:code>bodies periods:codes>periods"
    " date:date speaker:code>speakers status:choice=proposed|supported|confirmed weight:whole"
    " welsh_title:text",
    "speakers": "speaker*:code name*:text organisation:text available:dates status:choice=suggested|invited|confirmed"
    " email:text dietary:text access:text",
    "fixed_meetings": "body:code>bodies meeting_day:code>meeting_days date:date start:time room:code>rooms number:whole"
    " title:text earliest:date latest:date duration_minutes:whole extra:yesno cancelled:yesno waive:list reason:text",
    "projects": "project*:code title*:text lead_officer:code>people sponsor:code>people reports_to:code>bodies"
    " start_date:date end_date:date report_due:dates bodies:codes>bodies champion:code>people",
    "wishes": "wish*:text weight*:whole tier:choice=held|unmoved|apologies|substitutes|dates|rooms",
    "law_waivers": "body:code>bodies matter*:text reason*:text by:text authority:code>authorities",
    "equipment": "equipment*:text body:code>bodies meeting_day:code>meeting_days room:code>rooms quantity:whole"
    " venue:text",
    "seating": "person*:code>people table:whole with:codes>people apart:codes>people",
    "decisions": "decision*:code title*:text body*:code>bodies date:date number:whole key:yesno private:yesno"
    " reason:text lead_officer:code>people documents:text noticed_on:date welsh_title:text",
    "authorities": f"authority*:code name:text short_name:text authority_kind:choice={'|'.join(AUTHORITY_KINDS)}"
    f" part:choice={'|'.join(PARTS)} polling_day:dates successor:code>authorities start_date:date end_date:date"
    " welsh_name:text welsh_short_name:text organiser:text contact:text",
    "translations": "english*:text welsh*:text",
}

TABLES = {
    name.removesuffix("*"): Table(name.removesuffix("*"), _columns(spec), needed=name.endswith("*"))
    for name, spec in _TABLES.items()
}
"""Every table by name, in the order of the contract; a column whose name begins `note` may stand in any."""

SETTINGS = {
    column.name: column
    for column in _columns(
        "title*:text authority:text start_date*:date end_date*:date timezone:text"
        " holidays:choice=GB-ENG|GB-WLS|GB-SCT|GB-NIR status:choice=provisional|confirmed publication_date:date"
        " default_start_times:times default_duration_minutes:whole max_meetings_per_person_per_day:whole"
        f" travel_minutes:whole authority_kind:choice={'|'.join(AUTHORITY_KINDS)} polling_day:dates"
        " max_meetings_per_person_per_week:whole busy_week:whole pause_minutes:whole evening_weekdays:weekdays"
        " report_due_days:whole table_size:whole organiser:text contact:text catering_days:whole numbers_days:whole"
        " cost_per_head:number vesting_day:date language:choice=english|welsh|both welsh_title:text"
        " welsh_authority:text"
    )
}
"""Every setting by name."""
