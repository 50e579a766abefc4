"""What readers see in the place of a code; a code that is no longer in the input stands for itself."""

from scheduler.domain.plan import Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title


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
