"""Names and words in the place of codes, and who sits at a meeting; a code that the input lacks stands for itself."""

from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title

_WORDS = {"vice_chair": "Vice-chair", "co_opted": "Co-opted", "in_person": "In person"}


def name_of_day(problem: Problem, code: str) -> str:
    """Return the meeting day's name."""
    day = problem.meeting_days.get(code)
    return code if day is None else day.name


def place(problem: Problem, room: str | None, venue: str | None) -> str:
    """Return room and venue on one line; nothing where neither is known."""
    known = None if room is None else problem.rooms.get(room)
    return ", ".join(filter(None, (room if known is None else known.name, venue)))


def about_speaker(problem: Problem, code: str) -> str:
    """Return the speaker's name and organisation."""
    speaker = problem.speakers.get(code)
    return code if speaker is None else ", ".join(filter(None, (speaker.name, speaker.organisation)))


def title_of_theme(problem: Problem, occurrence: Occurrence) -> str | None:
    """Return the theme of the occurrence's lunch in full; None if it has none."""
    if occurrence.theme is None:
        return None
    theme = problem.themes.get(occurrence.theme)
    return occurrence.theme if theme is None else theme.title


def sponsor_of_theme(problem: Problem, occurrence: Occurrence) -> str | None:
    """Return the name of the body that sponsors the lunch; None if none does."""
    theme = problem.themes.get(occurrence.theme or "")
    return None if theme is None or theme.sponsor is None else body_title(problem, theme.sponsor)


def organisations(problem: Problem) -> dict[str, str]:
    """Return each organisation that somebody belongs to by how it is compared, as the first of them spells it."""
    names: dict[str, str] = {}
    for person in problem.people.values():
        if person.organisation:
            names.setdefault(person.organisation.casefold(), person.organisation)
    return names


def in_words(code: str) -> str:
    """Write a code of the contract as words: `Vice-chair`, `In person`, `Hearing loop`."""
    words = code.replace("_", " ").strip()
    return _WORDS.get(code, words[:1].upper() + words[1:])


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


def in_the_chair(problem: Problem, meeting: Meeting) -> str:
    """Name who takes the chair: the chair, or else a vice-chair, there in person; nothing where neither is."""
    presiding = [row for row in meeting.attendance if row.outcome == ATTENDS and row.role in PRESIDING_ROLES]
    presiding.sort(key=lambda row: PRESIDING_ROLES.index(row.role))
    return person_title(problem, presiding[0].person) if presiding else ""


def sitting(problem: Problem, meeting: Meeting) -> str:
    """Name everybody who sits there, the role with those who are more than members."""
    return "; ".join(person_title(problem, person) + _role(row.role, row.outcome) for row, person in meeting.present())


def _role(role: str, outcome: str) -> str:
    if outcome == SUBSTITUTE:
        return " (substitute)"
    return "" if role == "member" else f" ({in_words(role).lower()})"


def deputising(problem: Problem, meeting: Meeting) -> str:
    """Name each substitute with whom they sit for."""
    return "; ".join(
        f"{deputy(problem, row)} for {person_title(problem, row.person)}"
        for row in meeting.attendance
        if row.outcome == SUBSTITUTE
    )


def staying_away(problem: Problem, meeting: Meeting) -> str:
    """Name everybody who sends apologies."""
    return "; ".join(person_title(problem, row.person) for row in meeting.attendance if row.outcome == APOLOGIES)
