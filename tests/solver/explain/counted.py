"""A week of working days, and what is counted to be short in it."""

from builders import body, council, meeting_day, session

from scheduler.solver.explain.necessary_conditions import shortages

WEEK = {"start_date": "2015-11-16", "end_date": "2015-11-20"}
IN_THE_WEEK = "in the year, from Monday 16 November 2015 to Friday 20 November 2015"


def told(*rows, **settings):
    """Return the rule, the subject and the sentence of each shortage."""
    found = shortages(council(*rows, **{**WEEK, **settings}))
    return [(one.reason.rule, one.reason.subject, one.reason.message) for one in found]


def a_day(**fields):
    """Return a meeting day with one board in the morning."""
    return [
        meeting_day(**{"meetings": 1, **fields}),
        session(),
        body("A", meeting_day="DAY", session="AM", duration_minutes=60),
    ]
