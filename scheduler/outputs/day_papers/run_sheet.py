"""The run sheet of a day: what is where and when, how rooms are set up, who presides, who comes, what has changed."""

from scheduler.domain.plan import Lunch, Occurrence
from scheduler.domain.wording import clock
from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.documents.word import Document
from scheduler.outputs.naming import from_to, in_words
from scheduler.outputs.on_the_day import Booking, Item

NOTHING = "None"


def run_sheet(day: Day) -> bytes | None:
    """Return the run sheet as a document; None where nothing is held."""
    if not day.items:
        return None
    document = day.document("Run sheet", landscape=True)
    document.paragraph(day.summary)
    if contact := day.contact(day.meetings):
        document.paragraph(f"Questions on the day: {contact}")
    document.heading("Running order")
    document.table(
        ("Time", "What", "Where", "In the chair", "Expected", "Status"),
        [_in_order(item) for item in day.items],
        widths=(3.1, 7.4, 5.0, 4.8, 2.4, 2.4),
    )
    _rooms(document, day)
    for occurrence, lunch in day.lunches:
        _lunch(document, day, occurrence, lunch)
    _changes(document, day)
    _who(document, day)
    return document.to_bytes()


def _in_order(item: Item) -> tuple[str, ...]:
    return (
        from_to(item.start, item.end),
        item.occasion,
        item.room,
        "" if item.meeting is None else item.in_the_chair or "Nobody",
        str(item.present),
        "" if item.meeting is None else in_words(item.meeting.status),
    )


def _rooms(document: Document, day: Day) -> None:
    """Write what is set up where, room by room in order of time."""
    document.heading("Rooms")
    if not day.bookings:
        document.paragraph("No room is booked: what is held is online, or has no room yet.")
        return
    in_rooms = sorted(day.bookings, key=lambda one: (one.room.venue, one.room.name, one.room.code, one.set_up_from))
    document.table(
        ("Room", "Set up from", "For", "Clear by", "Seats", "Layout", "Needed", "To change before"),
        [_stay(stay) for stay in in_rooms],
        widths=(3.6, 1.7, 5.0, 1.7, 1.4, 4.1, 3.2, 4.4),
        small=True,
    )


def _stay(stay: Booking) -> tuple[str, ...]:
    return (
        f"{stay.room.name}, {stay.room.venue}",
        clock(stay.set_up_from),
        f"{from_to(stay.start, stay.end)}  {stay.occasion}",
        clock(stay.clear_by),
        str(stay.seats),
        stay.layout,
        stay.needed or "Nothing more",
        stay.turn_round or "Nothing",
    )


def _lunch(document: Document, day: Day, occurrence: Occurrence, lunch: Lunch) -> None:
    told = day.told(occurrence, lunch)
    document.heading(f"Lunch of {told.occasion}")
    document.table(
        ("What", "Details"),
        (
            ("When and where", f"{from_to(told.start, told.end)}, {told.room}"),
            ("Layout", told.layout),
            ("Places", str(told.headcount)),
            ("Theme", told.theme or "None yet"),
            ("Speaker", told.speaker or NOTHING),
            ("Sponsor", told.sponsor or NOTHING),
        ),
        widths=(5.0, 20.1),
    )


def _who(document: Document, day: Day) -> None:
    """Write who sits in each meeting, who deputises and who stays away."""
    document.heading("Who is there")
    document.table(
        ("Meeting", "Who sits there", "Substitutes", "Apologies"),
        [
            (
                f"{clock(item.start)}  {item.occasion}",
                item.sitting or "Not known",
                item.substitutes or NOTHING,
                item.apologies or NOTHING,
            )
            for item in day.items
            if item.meeting is not None
        ],
        widths=(5.0, 10.5, 4.8, 4.8),
        small=True,
    )


def _changes(document: Document, day: Day) -> None:
    document.heading("Changed since it was given out")
    if day.given_out is None:
        document.paragraph("This calendar is neither confirmed nor published yet.")
    elif day.changes:
        document.bullets(day.changes)
    else:
        document.paragraph("Nothing.")
