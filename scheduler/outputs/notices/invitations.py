"""Invitations by iTIP (RFC 5546), one event a file: REQUEST for what somebody is to have, CANCEL for what they lose.

The event is the one of the receiver's own feed, octet for octet, with who invites and who is invited added: a notice
and a feed can therefore not contradict one another. Whoever is invited is alone in it: others' attendance, and that
there are any, is nobody's business but the officers', and an answer goes to the organiser only.
"""

from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance
from scheduler.outputs.feeds.events import PRODUCT
from scheduler.outputs.feeds.rfc5545 import content_line, time_zone
from scheduler.outputs.notices.addresses import Mailbox
from scheduler.outputs.notices.entries import Item

REQUEST, CANCEL = "REQUEST", "CANCEL"
_END = content_line("END", "VEVENT")


def method_of(item: Item) -> str:
    """Return the METHOD of an item's invitation."""
    return CANCEL if item.withdrawn else REQUEST


def invitation(item: Item, organiser: Mailbox, invited: Mailbox, seat: Attendance | None) -> bytes:
    """Return the invitation of one person to one event, or its withdrawal.

    Parameters
    ----------
    item : Item
        What becomes of the event for them; one that takes time.
    organiser : Mailbox
        Who invites.
    invited : Mailbox
        Who is invited.
    seat : Attendance, optional
        The seat that they fill; None at a lunch.

    """
    event = item.event
    return b"".join(
        (
            content_line("BEGIN", "VCALENDAR"),
            content_line("VERSION", "2.0"),
            content_line("PRODID", PRODUCT),
            content_line("CALSCALE", "GREGORIAN"),
            content_line("METHOD", method_of(item)),
            time_zone(event.timezone, event.date.year, event.date.year),
            item.written.removesuffix(_END),
            content_line(f"ORGANIZER;CN={organiser.common_name}", organiser.uri),
            content_line(f"ATTENDEE;{';'.join(_parameters(item, invited, seat))}", invited.uri),
            _END,
            content_line("END", "VCALENDAR"),
        )
    )


def _parameters(item: Item, invited: Mailbox, seat: Attendance | None) -> tuple[str, ...]:
    who = ("CUTYPE=INDIVIDUAL", f"ROLE={_role(seat)}", f"CN={invited.common_name}")
    if item.withdrawn:
        return who
    away = item.now is not None and item.now.elsewhere
    return (*who, *(("PARTSTAT=DECLINED", "RSVP=FALSE") if away else ("PARTSTAT=NEEDS-ACTION", "RSVP=TRUE")))


def _role(seat: Attendance | None) -> str:
    """Return the ROLE (RFC 5545 3.2.16) of whoever fills a seat; a vote makes a participant required."""
    if seat is None:
        return "OPT-PARTICIPANT"
    if seat.role == "chair" and seat.outcome == ATTENDS:
        return "CHAIR"
    return "REQ-PARTICIPANT" if seat.voting or seat.role == "clerk" or seat.outcome == SUBSTITUTE else "OPT-PARTICIPANT"
