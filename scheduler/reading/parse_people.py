"""Rows without faults as people, memberships and what they are not free for."""

from datetime import date, datetime, time, timedelta

from scheduler.domain.people import VOTING_ROLES, Membership, Person, usual_attendance
from scheduler.domain.problem import Absence
from scheduler.reading.parse_rows import Row, Rows

FIRST_MOMENT, LAST_MOMENT = datetime(2, 1, 1), datetime(9998, 12, 31)
"""No calendar reaches so far, and a day more or less is still a date."""


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
        )
        for row in rows["people"]
    }


def votes(row: Row) -> bool:
    """Whether a membership has a vote: as its row says, or else as the role has it."""
    return bool(row.get("voting", row.get("role", "member") in VOTING_ROLES))


def memberships_of(rows: Rows) -> tuple[Membership, ...]:
    """Return every membership, in the order of the table."""
    return tuple(
        Membership(
            person=row.get("person"),
            body=row.get("body"),
            role=row.get("role", "member"),
            voting=votes(row),
            attendance=row.get("attendance", usual_attendance(row.get("role", "member"))),
            substitutes=row.get("substitute", ()),
            on_behalf_of=row.get("on_behalf_of"),
            start_date=row.get("start_date"),
            end_date=row.get("end_date"),
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


def begin_of(moment: date | datetime) -> datetime:
    """Return the moment at which a first day, or a moment, begins."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return min(max(moment, FIRST_MOMENT), LAST_MOMENT)


def end_of(moment: date | datetime) -> datetime:
    """Return the moment at which a last day, which is included, or a moment ends."""
    if isinstance(moment, datetime):
        return begin_of(moment)
    return begin_of(moment) + timedelta(days=1)
