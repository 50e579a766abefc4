"""Nobody has more meetings on one day than the setting allows; the sessions of one meeting day count as one.

Source: seed report S0 4.1 (Trafford: a whole day a quarter, rather than many days); Hampshire's members' diaries.
"""

from collections.abc import Iterator
from itertools import groupby

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import counted, listed, long_date

RULE = "person_load"
SOURCE = "the council's own setting, for its members' diaries (Hampshire 2004)"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people who sit at too many meetings on one day."""
    most = problem.settings.max_meetings_per_person_per_day
    if most is None:
        return
    for person, meetings in plan.engagements.items():
        for day, of_day in groupby(meetings, key=lambda meeting: meeting.date):
            there = tuple(of_day)
            load = len({meeting.meeting_day or ("its own", meeting.uid) for meeting in there})
            if load > most:
                bodies = tuple(dict.fromkeys(meeting.body for meeting in there))
                names = listed([body_title(problem, body) for body in bodies])
                message = (
                    f"{person_title(problem, person)} has {counted(load, 'meeting')} on {long_date(day)} "
                    f"({names}), and may have at most {most}."
                )
                yield Breach(RULE, message, bodies=bodies, people=(person,), dates=(day,))
