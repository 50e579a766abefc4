"""Codes, days and names as an officer writes them in a cell."""

from scheduler.domain.plan import Attendance, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title

_WORDS = {"vice_chair": "Vice-chair", "co_opted": "Co-opted", "in_person": "In person"}


def in_words(code: str) -> str:
    """Write a code of the contract as words: `Vice-chair`, `In person`, `Hearing loop`."""
    words = code.replace("_", " ").strip()
    return _WORDS.get(code, words[:1].upper() + words[1:])


def yes_or_no(answer: bool) -> str:  # noqa: FBT001 - the answer is all there is
    """Write an answer."""
    return "Yes" if answer else "No"


def name_of_room(problem: Problem, code: str | None) -> str:
    """Return the room's name; nothing where there is none."""
    room = problem.rooms.get(code or "")
    return code or "" if room is None else room.name


def how_held(problem: Problem, meeting: Meeting) -> str:
    """Whether the meeting is in person, hybrid or online; nothing for a body that is no longer in the input."""
    body = problem.bodies.get(meeting.body)
    return "" if body is None else in_words(body.attendance_mode)


def deputy(problem: Problem, row: Attendance) -> str:
    """Name the one who sits for the member; nothing where none does."""
    return "" if row.substitute is None else person_title(problem, row.substitute)
