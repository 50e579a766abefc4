"""A question put to a small calendar: `ask(problem, plan, "GB#1", "2015-11-26")`."""

from dataclasses import replace

from scheduler.commands.why import Inquiry, answered
from scheduler.reading.plans.files import ReadPlan
from scheduler.reading.requests.questions import Question, read_question
from scheduler.solver.cp.progress import Clock, silence

LONG_BEFORE = "2015-10-01T00:00:00Z"


def as_published(problem, plan, as_of=LONG_BEFORE):
    """Return the input with the calendar published, and the moment of asking."""
    return replace(problem, baseline=plan, as_of=as_of)


def ask(problem, plan, meeting, day=None, start=None, *, as_of=LONG_BEFORE, seconds=20):
    """Return the answer to a question about a calendar."""
    published = as_published(problem, plan, as_of)
    wanted = read_question(Question(meeting, day, start), published, plan)
    return answered(published, plan, wanted, Clock(seconds, silence))


def asking(problem, plan, meeting, day=None):
    """Return the question itself, not yet answered."""
    published = as_published(problem, plan)
    wanted = read_question(Question(meeting, day), published, plan)
    read = ReadPlan(plan, has_attendance=True, has_rooms=True)
    return Inquiry(published, plan, wanted, Clock(20, silence), read)


def told(answer):
    """Return the rules and messages of the reasons."""
    return [(reason.rule, reason.message) for reason in answer.because]


def shifts(answer):
    """Return the other meetings that move, as `GB#1 2015-11-19 2015-11-26`; `-` where there is none."""
    return [
        f"{one.meeting.name} {one.before.date if one.before else '-'} "
        f"{one.after.date if one.after is not None and one.after.live else '-'}"
        for one in answer.placement.displaced
    ]
