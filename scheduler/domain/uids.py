"""The names by which calendars know a meeting, whatever becomes of its date."""

from uuid import NAMESPACE_URL, uuid5

from scheduler.domain.problem import Problem


def meeting_uid(problem: Problem, body: str, sequence: int) -> str:
    """Return the uid of a body's meeting: it depends on the authority, body and sequence, never on the date."""
    authority = problem.settings.authority or problem.settings.title
    return str(uuid5(NAMESPACE_URL, f"meeting-day:{authority.strip().casefold()}/{body.casefold()}/{sequence}"))
