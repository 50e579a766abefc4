"""Every row of law, and the question put to them: what the law of a day says in a matter."""

from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem
from scheduler.law.bodies import BODIES
from scheduler.law.meetings import MEETINGS
from scheduler.law.row import INFORMAL, Row
from scheduler.law.year import YEAR

ROWS = MEETINGS + BODIES + YEAR
"""Every row, matter by matter."""

EDITION = max(row.checked_on for row in ROWS)
"""The day on which a row was last looked up."""

MATTERS = tuple(dict.fromkeys(row.matter for row in ROWS))
"""What rows are about, in their order."""


def in_force(matter: str, nation: str, authority_kind: str, legal_kind: str, day: date) -> Row | None:
    """Return what the law of a day says in a matter; None where it says nothing.

    Parameters
    ----------
    matter : str
        One of `MATTERS`.
    nation : str
        `GB-ENG`, `GB-WLS`, `GB-SCT` or `GB-NIR`, as the setting `holidays` has it.
    authority_kind : str
        `principal`, `parish`, `combined` or `partnership`.
    legal_kind : str
        What the body is in law; blank for what binds the authority as a whole.
    day : date
        Of the meeting, as a rule.

    """
    of_these = (row for row in ROWS if row.matter == matter and row.concerns(nation, authority_kind, legal_kind))
    return next((row for row in of_these if row.in_force_on(day)), None)


def law_of(problem: Problem, matter: str, legal_kind: str, day: date, body: Body | None = None) -> Row | None:
    """Return what the law of a day says in a matter for a body of this authority, or that of a body; see `in_force`."""
    settings = problem.settings_of(body)
    if legal_kind == INFORMAL:
        return None
    return in_force(matter, settings.holidays, settings.authority_kind, legal_kind, day)


def bears_on(row: Row, problem: Problem) -> bool:
    """Whether a row is law for one of its authorities, or for one of their bodies, on a day of its calendar."""
    settings = problem.settings
    bound = any(
        row.concerns(settings.holidays, problem.settings_of(body).authority_kind, kind)
        for body in problem.bodies.values()
        for kind in ("", body.legal_kind)
    )
    return bound and row.meets(settings.start_date, settings.end_date)
