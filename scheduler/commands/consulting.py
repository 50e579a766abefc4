"""A calendar for whoever is asked about it, and what of their answers goes into the input."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scheduler.commands.rows_kept import amended_input
from scheduler.commands.sources import read_input
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import Amendment, Value
from scheduler.domain.titles import called
from scheduler.outputs.disk import write_whole
from scheduler.outputs.naming import firmness, how_held, place, whole_title
from scheduler.outputs.naming import in_words as words_of
from scheduler.outputs.public_view import for_everybody

BODY = "body"
"""What an answer is about, where it is not about a person, a room or a speaker."""
HARD, SOFT = "hard", "soft"


@dataclass(frozen=True)
class MeetingShown:
    """A meeting as whoever is asked sees it: nobody's name and no reason."""

    uid: str
    body: str
    title: str
    date: date
    start: int
    """Minutes after midnight, local, as the end."""
    end: int
    place: str
    how_held: str
    is_public: bool
    status: str


@dataclass(frozen=True)
class Edition:
    """The consultation edition of a calendar."""

    title: str
    firmness: str
    start_date: date
    end_date: date
    meetings: tuple[MeetingShown, ...]


@dataclass(frozen=True)
class Unsuitable:
    """Days that do not suit somebody, as they go into the input."""

    kind: str
    """`person`, `room`, `speaker` or `body`."""
    who: str
    """Its code."""
    first: date
    last: date
    strength: str
    """`hard`: it cannot be; `soft`: it had better not be."""
    reason: str

    @property
    def amendment(self) -> Amendment:
        """The row that says so: of unavailability, or of a body's closed dates."""
        cells: dict[str, Value]
        if self.kind == BODY:
            cells = {"start_date": self.first, "end_date": self.last, "reason": self.reason, "applies_to": self.who}
            table = "closed_dates"
            cells["strength"] = "closed" if self.strength == HARD else "avoid"
        else:
            cells = {"kind": self.kind, "who": self.who, "start": self.first, "end": self.last}
            table = "unavailability"
            cells |= {"strength": self.strength, "reason": self.reason}
        return Amendment(table, {}, (), ((None, cells),))


def edition(problem: Problem, plan: Plan, bodies: Collection[str] = ()) -> Edition:
    """Return the consultation edition of a calendar: its meetings that are to be held, of some bodies or of all."""
    seen, kept = for_everybody(problem, plan)
    meetings = tuple(
        MeetingShown(
            one.uid,
            one.body,
            called(seen, one),
            one.date,
            one.start,
            one.end,
            place(seen, one.room, one.venue),
            words_of(how_held(seen, one)),
            one.body in seen.bodies and seen.bodies[one.body].open_to_public,
            one.status,
        )
        for one in kept.live
        if not bodies or one.body in bodies
    )
    return Edition(whole_title(seen, kept), firmness(kept), kept.start_date, kept.end_date, meetings)


def accept_answer(source: Path, answer: Unsuitable) -> None:
    """Write days that do not suit somebody into an input, each other cell as it was; files are replaced whole.

    Parameters
    ----------
    source : Path
        The workbook, or the folder of CSV files.
    answer : Unsuitable
        The days, and whom they do not suit.

    Raises
    ------
    InputFaults
        If the input with it could never be planned, with every fault.
    CannotWrite

    """
    problem, _ = read_input(source)
    _, files = amended_input(source, problem, [answer.amendment])
    folder = source if source.is_dir() else source.parent
    for name, content in files.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != content:
            write_whole(folder / name, content)
