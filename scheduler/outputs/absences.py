"""Why somebody is not at a meeting: kept in English by plans, and said in the language that is being written."""

import re
from functools import cache

from scheduler.domain.plan import Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, typed
from scheduler.languages import phrase, said

_FORMS = (
    phrase("sits at {body} at the same time"),
    phrase("sits at {body} too near in time to travel between"),
    phrase("sits at {body} too near in time"),
    phrase("has as many meetings that day as anyone may have"),
    phrase("is expected at a lunch at the same time"),
    phrase("may not sit at more meetings then"),
    phrase("a substitute sits instead"),
    phrase("not expected"),
    phrase("does not attend on a Monday"),
    phrase("does not attend on a Tuesday"),
    phrase("does not attend on a Wednesday"),
    phrase("does not attend on a Thursday"),
    phrase("does not attend on a Friday"),
    phrase("does not attend on a Saturday"),
    phrase("does not attend on a Sunday"),
)
"""What the planner gives as a reason; whatever else stands there was written by somebody, and stays as it is."""
_BODY = re.escape("{body}")


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((form, re.compile(re.escape(form).replace(_BODY, "(?P<body>.+)"), re.DOTALL)) for form in _FORMS)


def because_of(problem: Problem, row: Attendance) -> str:
    """Return why somebody is not there, in brackets and with a space before it; nothing where no reason is known."""
    return f" ({reason_said(problem, row.reason).rstrip('.')})" if row.reason else ""


def reason_said(problem: Problem, reason: str) -> str:
    """Say a reason in the language that is being written."""
    for form, pattern in _forms():
        found = pattern.fullmatch(reason)
        if found is not None:
            names = {name: _name_said(problem, value) for name, value in found.groupdict().items()}
            return said(form, **names)
    return typed(problem, reason)


def _name_said(problem: Problem, name: str) -> str:
    """Name a body that goes by a name in English."""
    code = next((code for code, body in problem.bodies.items() if body.name == name), name)
    return body_title(problem, code)
