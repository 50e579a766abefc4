"""Registers of attendance in a few words, for tests."""

from scheduler.domain.attendance_register import (
    ABSENT,
    APOLOGISED,
    IN_ATTENDANCE,
    PRESENT,
    AttendanceRegister,
    Mark,
)
from scheduler.domain.plan import Plan


def register(plan: Plan, **came: str) -> AttendanceRegister:
    """Return a register: by uid without its dash, `P`, `A`, `N`, `I` of each person, or `P>BOB` in Bob's place."""
    words = {"P": PRESENT, "A": APOLOGISED, "N": ABSENT, "I": IN_ATTENDANCE}
    meetings = {one.uid.replace("-", ""): one for one in plan.meetings}
    marks = []
    for uid, people in came.items():
        one = meetings[uid]
        for said in people.split():
            who, _, how = said.partition("=")
            how, _, instead = how.partition(">")
            marks.append(Mark(one.uid, one.body, one.date, who, words[how], instead or None))
    return AttendanceRegister().with_marks(marks)
