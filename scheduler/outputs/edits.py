"""What follows from an edit by hand, and what each day of the year is to a meeting, as tables."""

from collections.abc import Callable, Iterator, Sequence

from scheduler.domain.edits import Edited, OpenDay
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, meeting_title, person_title, room_title
from scheduler.outputs.workbook.writing import (
    BODY_COLUMN,
    CATEGORY,
    DATE,
    DATE_COLUMN,
    NAME_COLUMN,
    NUMBER,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
)

NUMBER_COLUMN = Column("sequence", "Number", 8, NUMBER)
BEFORE, AFTER = "before", "after"


def _breaches(_problem: Problem, edited: Edited) -> DataSheet:
    follows = edited.follows
    rows = [("appears", one.rule, one.message) for one in follows.appear_breaches]
    rows += [("disappears", one.rule, one.message) for one in follows.disappear_breaches]
    rows += [("is waived", one.rule, one.message) for one in edited.waived]
    rows += [("cannot be made", one.rule, one.message) for one in edited.barred]
    columns = Column("what", "What", 14, CATEGORY), Column("rule", "Rule", 16, CATEGORY), Column("message", "Why", 90)
    return DataSheet("Rules", "Rules broken and kept", (), columns, tuple(rows))


def _seats(problem: Problem, edited: Edited) -> DataSheet:
    columns = (
        DATE_COLUMN, BODY_COLUMN, NAME_COLUMN, NUMBER_COLUMN, Column("person", "Person", 12, CATEGORY),
        Column("person_name", "Who", 28, CATEGORY), Column("was", "Before", 12, CATEGORY),
        Column("now", "After", 12, CATEGORY), Column("substitute", "Substitute", 12, CATEGORY),
        Column("reason", "Reason", 40),
    )  # fmt: skip
    rows = tuple(
        (
            one.date,
            one.body,
            body_title(problem, one.body),
            one.sequence,
            one.person,
            person_title(problem, one.person),
            one.was,
            one.now,
            one.substitute,
            one.reason,
        )
        for one in edited.follows.seats
    )
    return DataSheet("Seats", "Whose seat is another", (), columns, rows)


def _deadlines(problem: Problem, edited: Edited) -> DataSheet:
    columns = (
        BODY_COLUMN, NAME_COLUMN, NUMBER_COLUMN, Column("deadline", "Deadline", 10, CATEGORY),
        Column(BEFORE, "Before", 16, DATE), Column(AFTER, "After", 16, DATE),
    )  # fmt: skip
    rows = tuple(
        (one.body, body_title(problem, one.body), one.sequence, one.kind, one.was, one.now)
        for one in edited.follows.deadlines
    )
    return DataSheet("Deadlines", "Deadlines that change", (), columns, rows)


def _rooms(problem: Problem, edited: Edited) -> DataSheet:
    columns = (
        Column("subject", "Body or meeting day", 18, CATEGORY), NUMBER_COLUMN,
        Column(BEFORE, "Before", 24, CATEGORY), Column(AFTER, "After", 24, CATEGORY),
    )  # fmt: skip
    rows = tuple(
        (
            one.subject,
            one.sequence,
            *(None if room is None else room_title(problem, room) for room in (one.was, one.now)),
        )
        for one in edited.follows.rooms
    )
    return DataSheet("Rooms", "Rooms before and after", (), columns, rows)


def _room(problem: Problem, code: str | None) -> str | None:
    return None if code is None else room_title(problem, code)


def _costs(_problem: Problem, edited: Edited) -> DataSheet:
    columns = (
        Column("tier", "Tier", 14, CATEGORY),
        Column(BEFORE, "Before", 10, NUMBER),
        Column(AFTER, "After", 10, NUMBER),
    )
    rows: list[Row] = [(one.tier, one.now, one.then) for one in edited.follows.costs]
    return DataSheet("Costs", "Each tier before and after", (), columns, (*rows, ("pounds", *edited.follows.pounds)))


EDIT_TABLES: dict[str, Callable[[Problem, Edited], DataSheet]] = {
    "breaches": _breaches,
    "seats": _seats,
    "deadlines": _deadlines,
    "rooms": _rooms,
    "costs": _costs,
}


def open_days_sheet(problem: Problem, days: Sequence[OpenDay]) -> DataSheet:
    """Return a row for each day of the year."""
    columns = (
        DATE_COLUMN, Column("verdict", "What it is", 26, CATEGORY), START_COLUMN, Column("room", "Room", 10, CATEGORY),
        Column("pounds", "Pounds more", 12, NUMBER), Column("why", "Why", 90),
    )  # fmt: skip
    rows = tuple(
        (day.date, day.verdict, day.start, day.room, day.pounds[1] - day.pounds[0], " ".join(why(problem, day)))
        for day in days
    )
    return DataSheet("Days", "What each day is to the meeting", (), columns, rows)


def why(problem: Problem, day: OpenDay) -> Iterator[str]:
    """Yield why a day is ruled out, what would be broken and who stands in the way, or what it would cost."""
    yield from (reason.message for reason in day.because)
    yield from (breach.message for breach in day.breaches)
    if day.in_the_way:
        yield f"In the way: {'; '.join(meeting_title(problem, meeting) for meeting in day.in_the_way)}."
    yield from (f"{wish.subject}: {wish.why}" for wish in day.worse)
