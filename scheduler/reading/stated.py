"""What each table states, in the domain's nouns, with its blanks filled in: from rows that are fine."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from scheduler.domain.bodies import Body, Cadence, LawWaiver, Link, QuorumRule, ReportingLine
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.people import Membership, Person, usual_attendance
from scheduler.domain.problem import Absence, ClosedDate, FixedMeeting, Period, Settings
from scheduler.domain.rooms import Equipment, Room, Travel
from scheduler.domain.themes import Decision, Project, SeatingRow, Speaker, Theme, Translation
from scheduler.law.deadlines import most_notice
from scheduler.law.row import INFORMAL
from scheduler.reading.ics.closed import Stretch
from scheduler.reading.rows import Row, Rows, begin_of, end_of, votes
from scheduler.wishes.tiers import EXCHANGE

AROUND_THE_CALENDAR = timedelta(days=800)
"""Closed days further away than this from the calendar are of no account to any notice."""
USUAL_WEIGHT = 5
USUAL_PAUSE = 60
"""Minutes within which what follows another meeting starts after it."""


def periods_of(rows: Rows) -> tuple[Period, ...]:
    """Return every period, in the order of the table."""
    return tuple(
        Period(row.get("period"), row.get("start_date"), row.get("end_date"), row.get("cycle"))
        for row in rows["periods"]
    )


def cadence_of(row: Row) -> Cadence:
    """Return how often a body or meeting day meets: a minimum alone is exact, a maximum alone is "up to"."""
    minimum, maximum = row.get("meetings_min"), row.get("meetings_max")
    if minimum is None and maximum is None:
        return Cadence(per_period=row.get("per_period"))
    return Cadence(minimum=0 if minimum is None else minimum, maximum=minimum if maximum is None else maximum)


def bodies_of(rows: Rows) -> dict[str, Body]:
    """Return every body by its code, in the order of the table."""
    return {row.get("body"): _body(row) for row in rows["bodies"]}


def _body(row: Row) -> Body:
    return Body(
        code=row.get("body"),
        name=row.get("name"),
        aliases=row.get("aliases", ()),
        classification=row.get("classification"),
        meeting_day=row.get("meeting_day"),
        session=row.get("session"),
        cadence=cadence_of(row),
        min_gap_days=row.get("min_gap_days"),
        max_gap_days=row.get("max_gap_days"),
        weekdays=row.get("weekdays"),
        preferred_weekdays=row.get("preferred_weekdays", frozenset()),
        start_times=row.get("start_times", ()),
        duration_minutes=row.get("duration_minutes"),
        quorum=row.get("quorum"),
        notice_clear_days=row.get("notice_clear_days"),
        statutory=row.get("statutory", False),
        open_to_public=row.get("open_to_public", False),
        attendance_mode=row.get("attendance_mode", "in_person"),
        venue=row.get("venue"),
        room=row.get("room"),
        room_features=row.get("room_features", ()),
        extra_seats=row.get("extra_seats", 0),
        start_date=row.get("start_date"),
        end_date=row.get("end_date"),
        successor=row.get("successor"),
        cycle=row.get("cycle"),
        weeks_of_month=row.get("weeks_of_month", frozenset()),
        months=row.get("months", frozenset()),
        legal_kind=row.get("legal_kind", "informal"),
        seats=row.get("seats"),
        presiding=row.get("presiding"),
        preferred_rooms=row.get("preferred_rooms", ()),
        report_due_days=row.get("report_due_days"),
        layout=row.get("layout"),
        endorsement_due=row.get("endorsement_due"),
        authority=row.get("authority"),
        welsh_name=row.get("welsh_name"),
    )


def quorum_rules_of(rows: Rows) -> tuple[QuorumRule, ...]:
    """Return every composite quorum, in the order of the table."""
    return tuple(
        QuorumRule(
            body=row.get("body"),
            minimum=row.get("minimum"),
            category=row.get("category"),
            organisation=row.get("organisation"),
            person=row.get("person"),
            role=row.get("role"),
        )
        for row in rows["quorum_rules"]
    )


def reporting_of(rows: Rows, settings_of: Callable[[Row], Settings]) -> tuple[ReportingLine, ...]:
    """Return every reporting line; a blank minimum is the receiver's notice and one working day more.

    The settings are those of the authority of a body.
    """
    notice = {row.get("body"): notice_of(row, settings_of(row)) for row in rows["bodies"]}
    return tuple(
        ReportingLine(
            from_body=row.get("from_body"),
            to_body=row.get("to_body"),
            min_working_days=row.get("min_working_days", notice[row.get("to_body")] + 1),
            max_working_days=row.get("max_working_days"),
            kind=row.get("kind", "report"),
            served_until=row.get("served_until"),
        )
        for row in rows["reporting"]
    )


def notice_of(row: Row, settings: Settings) -> int:
    """Return the most clear days of notice that a body of the table needs in the calendar, by its row or by law."""
    return most_notice(settings, row.get("legal_kind", INFORMAL), row.get("notice_clear_days"))


def links_of(rows: Rows) -> tuple[Link, ...]:
    """Return every link between two bodies, in the order of the table."""
    return tuple(
        Link(
            from_body=row.get("from_body"),
            to_body=row.get("to_body"),
            kind=row.get("kind"),
            strength=row.get("strength", "hard"),
            minutes=row.get("minutes", USUAL_PAUSE),
        )
        for row in rows["links"]
    )


def law_waivers_of(rows: Rows) -> tuple[LawWaiver, ...]:
    """Return every answer to a law warning, in the order of the table."""
    return tuple(
        LawWaiver(row.get("matter"), row.get("reason"), row.get("body"), row.get("by"), row.get("authority"))
        for row in rows["law_waivers"]
    )


def closed_dates_of(
    rows: Rows, calendar: tuple[date, date], stretches: Mapping[int, Sequence[Stretch]]
) -> tuple[ClosedDate, ...]:
    """Return every closed date; what is closed for many years is cut to the years around the calendar.

    A row with a file stands for the days of each of its events, `stretches` by the row's number.
    """
    first, last = calendar[0] - AROUND_THE_CALENDAR, calendar[1] + AROUND_THE_CALENDAR
    found = []
    for row in rows["closed_dates"]:
        for one in _stretches_of(row, stretches):
            start, end = one.start_date, one.end_date
            if end - start > AROUND_THE_CALENDAR:
                start, end = max(start, first), min(end, last)
            if start <= end:
                found.append(
                    ClosedDate(
                        start_date=start,
                        end_date=end,
                        reason=one.title,
                        strength=row.get("strength", "closed"),
                        applies_to=row.get("applies_to", ()),
                        non_working=row.get("non_working", False),
                    )
                )
    return tuple(found)


def _stretches_of(row: Row, stretches: Mapping[int, Sequence[Stretch]]) -> Iterator[Stretch]:
    """Yield the days that a row closes; an event without a title has the row's reason, or is called by the file."""
    if row.blank("file"):
        yield Stretch(row.get("start_date"), row.get("end_date", row.get("start_date")), row.get("reason"))
        return
    name = row.get("reason", row.get("file"))
    for one in stretches.get(row.number, ()):
        yield Stretch(one.start_date, one.end_date, one.title or name)


def meeting_days_of(rows: Rows) -> dict[str, MeetingDay]:
    """Return every meeting day by its code, in the order of the table."""
    return {
        row.get("meeting_day"): MeetingDay(
            code=row.get("meeting_day"),
            name=row.get("name"),
            cadence=cadence_of(row),
            weekdays=row.get("weekdays"),
            preferred_weekdays=row.get("preferred_weekdays", frozenset()),
            min_gap_days=row.get("min_gap_days"),
            max_gap_days=row.get("max_gap_days"),
            venue=row.get("venue"),
            cycle=row.get("cycle"),
            weeks_of_month=row.get("weeks_of_month", frozenset()),
            months=row.get("months", frozenset()),
            welsh_name=row.get("welsh_name"),
        )
        for row in rows["meeting_days"]
    }


def sessions_of(rows: Rows) -> dict[tuple[str, str], Session]:
    """Return every session by its meeting day and its code, in the order of the table."""
    return {
        (row.get("meeting_day"), row.get("session")): Session(
            meeting_day=row.get("meeting_day"),
            code=row.get("session"),
            kind=row.get("kind"),
            start=row.get("start"),
            end=row.get("end"),
            arrangement=row.get("arrangement", "either"),
        )
        for row in rows["sessions"]
    }


def fixed_meetings_of(rows: Rows) -> tuple[FixedMeeting, ...]:
    """Return every fixed meeting, in the order of the table."""
    return tuple(
        FixedMeeting(
            date=row.get("date"),
            body=row.get("body"),
            meeting_day=row.get("meeting_day"),
            start=row.get("start"),
            room=row.get("room"),
            number=row.get("number"),
            title=row.get("title"),
            earliest=row.get("earliest"),
            latest=row.get("latest"),
            duration_minutes=row.get("duration_minutes"),
            extra=row.get("extra", False),
            cancelled=row.get("cancelled", False),
            waive=row.get("waive", ()),
            reason=row.get("reason"),
        )
        for row in rows["fixed_meetings"]
    )


def people_of(rows: Rows) -> dict[str, Person]:
    """Return every person by their code, in the order of the table."""
    return {
        row.get("person"): Person(
            code=row.get("person"),
            name=row.get("name"),
            organisation=row.get("organisation"),
            category=row.get("category"),
            email=row.get("email"),
            weekdays=row.get("weekdays"),
            dietary=row.get("dietary"),
            aliases=row.get("aliases", ()),
            group=row.get("group"),
            access=row.get("access"),
            point_of_contact=row.get("point_of_contact", False),
        )
        for row in rows["people"]
    }


def memberships_of(rows: Rows) -> tuple[Membership, ...]:
    """Return every membership, in the order of the table."""
    return tuple(
        Membership(
            person=row.get("person", ""),
            body=row.get("body"),
            role=row.get("role", "member"),
            voting=votes(row),
            attendance=row.get("attendance", usual_attendance(row.get("role", "member"))),
            substitutes=row.get("substitute", ()),
            on_behalf_of=row.get("on_behalf_of"),
            start_date=row.get("start_date"),
            end_date=row.get("end_date"),
            members_of=row.get("members_of"),
        )
        for row in rows["memberships"]
    )


def absences_of(rows: Rows) -> tuple[Absence, ...]:
    """Return every row of `unavailability`; a last day is over at the midnight after it."""
    return tuple(
        Absence(
            kind=row.get("kind"),
            who=row.get("who"),
            start=begin_of(row.get("start")),
            end=end_of(row.get("end")),
            reason=row.get("reason", "unavailable"),
            strength=row.get("strength", "hard"),
        )
        for row in rows["unavailability"]
    )


def rooms_of(rows: Rows) -> dict[str, Room]:
    """Return every room by its code, in the order of the table."""
    return {
        row.get("room"): Room(
            code=row.get("room"),
            name=row.get("name"),
            venue=row.get("venue"),
            capacity=row.get("capacity"),
            features=frozenset(row.get("features", ())),
            setup_minutes=row.get("setup_minutes", 0),
            clear_minutes=row.get("clear_minutes", 0),
            open_from=row.get("open_from"),
            open_to=row.get("open_to"),
            cost_per_hour=row.get("cost_per_hour", Fraction(0)),
            combines=row.get("combines", ()),
            welsh_name=row.get("welsh_name"),
            welsh_venue=row.get("welsh_venue"),
        )
        for row in rows["rooms"]
    }


def travel_of(rows: Rows) -> tuple[Travel, ...]:
    """Return every way between two venues, in the order of the table."""
    return tuple(Travel(row.get("from_venue"), row.get("to_venue"), row.get("minutes")) for row in rows["travel"])


def themes_of(rows: Rows) -> dict[str, Theme]:
    """Return every theme by its code, in the order of the table."""
    return {
        row.get("theme"): Theme(
            code=row.get("theme"),
            title=row.get("title"),
            meeting_day=row.get("meeting_day"),
            sponsor=row.get("sponsor"),
            periods=row.get("periods", ()),
            date=row.get("date"),
            speaker=row.get("speaker"),
            status=row.get("status", "proposed"),
            weight=row.get("weight", USUAL_WEIGHT),
            welsh_title=row.get("welsh_title"),
        )
        for row in rows["themes"]
    }


def speakers_of(rows: Rows) -> dict[str, Speaker]:
    """Return every speaker by their code, in the order of the table."""
    return {
        row.get("speaker"): Speaker(
            code=row.get("speaker"),
            name=row.get("name"),
            organisation=row.get("organisation"),
            available=frozenset(row.get("available", ())),
            status=row.get("status"),
            email=row.get("email"),
            dietary=row.get("dietary"),
            access=row.get("access"),
        )
        for row in rows["speakers"]
    }


def projects_of(rows: Rows) -> dict[str, Project]:
    """Return every project by its code, in the order of the table."""
    return {
        row.get("project"): Project(
            code=row.get("project"),
            title=row.get("title"),
            lead_officer=row.get("lead_officer"),
            sponsor=row.get("sponsor"),
            reports_to=row.get("reports_to"),
            start_date=row.get("start_date"),
            end_date=row.get("end_date"),
            report_due=row.get("report_due", ()),
            bodies=row.get("bodies", ()),
            champion=row.get("champion"),
        )
        for row in rows["projects"]
    }


def equipment_of(rows: Rows) -> tuple[Equipment, ...]:
    """Return every row of equipment, in the order of the table."""
    return tuple(
        Equipment(
            equipment=row.get("equipment"),
            body=row.get("body"),
            meeting_day=row.get("meeting_day"),
            room=row.get("room"),
            quantity=row.get("quantity", 1),
            venue=row.get("venue"),
        )
        for row in rows["equipment"]
    )


def seating_of(rows: Rows) -> tuple[SeatingRow, ...]:
    """Return every row of seating, in the order of the table."""
    return tuple(
        SeatingRow(row.get("person"), row.get("table"), row.get("with", ()), row.get("apart", ()))
        for row in rows["seating"]
    )


def decisions_of(rows: Rows) -> dict[str, Decision]:
    """Return every decision by its code, in the order of the table."""
    return {
        row.get("decision"): Decision(
            code=row.get("decision"),
            title=row.get("title"),
            body=row.get("body"),
            date=row.get("date"),
            number=row.get("number"),
            key=row.get("key", False),
            private=row.get("private", False),
            reason=row.get("reason"),
            lead_officer=row.get("lead_officer"),
            documents=row.get("documents"),
            noticed_on=row.get("noticed_on"),
            welsh_title=row.get("welsh_title"),
        )
        for row in rows["decisions"]
    }


def wish_weights_of(rows: Rows) -> dict[str, int]:
    """Return the weights that the input overrides."""
    return {row.get("wish"): row.get("weight") for row in rows["wishes"] if row.get("wish") != EXCHANGE}


def exchanges_of(rows: Rows) -> dict[str, int]:
    """Return how many units of the next tier one unit of a tier is worth."""
    return {row.get("tier"): row.get("weight") for row in rows["wishes"] if row.get("wish") == EXCHANGE}


def translations_of(rows: Rows) -> dict[str, Translation]:
    """Return how what is typed in English is said in Welsh, by the English."""
    return {row.get("english"): Translation(row.get("english"), row.get("welsh")) for row in rows["translations"]}
