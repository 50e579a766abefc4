"""Rows without faults as bodies, quorum rules and reporting lines, with the contract's defaults filled in."""

from scheduler.domain.bodies import Body, Cadence, QuorumRule, ReportingLine
from scheduler.reading.parse_rows import Row, Rows


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
        notice_clear_days=row.get("notice_clear_days", 0),
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


def reporting_of(rows: Rows) -> tuple[ReportingLine, ...]:
    """Return every reporting line; a blank minimum is the receiver's notice and one working day more."""
    notice = {row.get("body"): row.get("notice_clear_days", 0) for row in rows["bodies"]}
    return tuple(
        ReportingLine(
            from_body=row.get("from_body"),
            to_body=row.get("to_body"),
            min_working_days=row.get("min_working_days", notice[row.get("to_body")] + 1),
            max_working_days=row.get("max_working_days"),
            kind=row.get("kind", "report"),
        )
        for row in rows["reporting"]
    )
