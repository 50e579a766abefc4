"""What no source says and an officer has to, and what is taken for it meanwhile."""

from collections.abc import Iterator, Sequence

from scheduler.domain.found import Found, FoundClosure
from scheduler.domain.imported import Unknown
from scheduler.domain.municipal_year import Window
from scheduler.domain.quorums import DEFAULT_QUORUM
from scheduler.domain.wording import counted, listed
from scheduler.reading.imports.bodies_found import Body
from scheduler.reading.imports.people_found import People
from scheduler.reading.imports.rooms_found import USUAL_MINUTES
from scheduler.reading.imports.years import polling_days

MOST_NAMED = 6


def unknown(
    found: Found,
    bodies: Sequence[Body],
    people: People,
    closures: Sequence[FoundClosure],
    target: Window | None,
    *,
    of_last_year: bool,
) -> Iterator[Unknown]:
    """Yield what no source says, in the order of the sheets.

    Parameters
    ----------
    found : Found
        All that was found.
    bodies : sequence of Body
        With their rows and habits.
    people : People
        With their seats.
    closures : sequence of FoundClosure
        The council's own closed days.
    target : Window, optional
        The year of the input; None where no calendar was found.
    of_last_year : bool
        Whether that is the year of the calendar itself.

    """
    if not found.authority:
        yield Unknown("settings", "value", "Whose calendar it is: the name of the authority.")
    if target is None:
        yield Unknown("settings", "value", "The first and last day of the year: no calendar was found. Fill them in.")
    elif not of_last_year and polling_days(target):
        yield Unknown("settings", "value", "Whether there is an election in May. Its day is taken to be polling day.")
    yield from _of_bodies(bodies)
    yield from _of_people(bodies, people)
    if not any(room.capacity is not None for room in found.rooms):
        yield Unknown("rooms", "capacity", "How many each room seats. A guess stands there, big enough for its bodies.")
    if not closures:
        yield Unknown("closed_dates", "start_date", "Recess, Christmas closure, school holidays: no source has them.")
    elif not of_last_year:
        words = f"Closed days: {counted(len(closures), 'entry', 'entries')} of last year carried over. Look at each."
        yield Unknown("closed_dates", "start_date", words)
    yield Unknown("reporting", "from_body", "Which body reports to which, and how long before: nothing is guessed.")


def _of_bodies(bodies: Sequence[Body]) -> Iterator[Unknown]:
    never = [body.found.name for body in bodies if not body.habits.times]
    if never:
        words = f"How often {named(never)} meet: no meeting was found, so no meeting is planned."
        yield Unknown("bodies", "meetings_min", words)
    silent = [body.found.name for body in bodies if body.habits.times and not body.habits.starts]
    if silent:
        yield Unknown("bodies", "start_times", f"When {named(silent)} start. 10:00 or 14:00 is taken.")
    if not any(body.habits.minutes for body in bodies):
        yield Unknown("bodies", "duration_minutes", f"How long meetings last. {USUAL_MINUTES} minutes are taken.")
    yield Unknown("bodies", "quorum", "Quorums. Blank is a quarter of the members, at least 3.")


def _of_people(bodies: Sequence[Body], people: People) -> Iterator[Unknown]:
    memberless = [body.found.name for body in bodies if body.found.name not in people.sizes]
    if memberless:
        whose = f"Who sits on {named(memberless)}" if people.seats else "Who sits on which body"
        yield Unknown("memberships", "person", f"{whose}. Without members nobody is seen to be in two places.")
    voting = people.voting
    few = [
        body.found.name for body in bodies if body.habits.times and 0 < voting.get(body.found.name, 0) < DEFAULT_QUORUM
    ]
    if few:
        words = f"Whether members are missing: {named(few)} {{}} fewer than {DEFAULT_QUORUM} voting members."
        yield Unknown("memberships", "person", words.format("has" if len(few) == 1 else "have"))
    if people.rows:
        yield Unknown("people", "person", "Who stands down or ends a term, but for what the sources say.")


def named(names: Sequence[str]) -> str:
    """Name bodies, a few of them: `a, b and 4 more`."""
    more = len(names) - MOST_NAMED
    return listed(list(names) if more <= 0 else [*names[:MOST_NAMED], f"{more} more"])
