"""The annexes of a report: bodies by months, and the list of meetings month by month."""

from datetime import date
from itertools import groupby
from math import ceil

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import called
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, clock, long_date, month_name
from scheduler.outputs.by_body import Month, by_body, months_of
from scheduler.outputs.naming import place
from scheduler.outputs.report.parts import Block, Section, Table

NOT_PUBLIC = "*"
_SPACE = "\N{NO-BREAK SPACE}"
_MONTHS_ACROSS = 13
_WIDE, _OF_MONTH, _OF_NAMES = 25.0, 1.55, 7.0
"""Centimetres of the paper on its side between its margins, of a month at least, and of the names at most."""
ABOUT = f"Bodies marked {NOT_PUBLIC} do not meet in public."


def annex_a(problem: Problem, plan: Plan) -> Section:
    """Return the grid of bodies by months, at most so many months across."""
    months = months_of(plan)
    blocks: list[Block] = [*_about(problem, plan)]
    across = ceil(len(months) / max(1, ceil(len(months) / _MONTHS_ACROSS))) or 1
    for first in range(0, len(months), across):
        shown = months[first : first + across]
        names = min(_OF_NAMES, _WIDE - _OF_MONTH * len(shown))
        each = (_WIDE - names) / len(shown)
        rows = tuple(
            (_named(problem, code), *("\n".join(map(_day, meetings)) for meetings in of_months))
            for code, of_months in by_body(problem, plan, shown)
        )
        caption = f"Meetings of each body, {_month(shown[0])} to {_month(shown[-1])}"
        columns = ("Body", *(f"{MONTH_NAMES[month - 1][:3]} {year % 100:02d}" for year, month in shown))
        blocks.append(Table(caption, columns, rows, (names, *(each for _ in shown)), small=True))
    return Section("Annex A: meetings of each body", tuple(blocks))


def annex_b(problem: Problem, plan: Plan) -> tuple[Section, ...]:
    """Return the list of meetings: a heading, and below it a section for each month."""
    heading = Section("Annex B: meetings month by month", tuple(_about(problem, plan)))
    return (
        heading,
        *(
            Section(_month(month), (_list(problem, month, tuple(meetings)),), 2)
            for month, meetings in groupby(plan.meetings, key=lambda one: (one.date.year, one.date.month))
        ),
    )


def _about(problem: Problem, plan: Plan) -> list[str]:
    marked = any(not _is_public(problem, one.body) for one in plan.meetings)
    return [ABOUT] if marked else []


def _list(problem: Problem, month: Month, meetings: tuple[Meeting, ...]) -> Table:
    rows = tuple(
        (
            long_date(one.date).rpartition(" ")[0],
            f"{clock(one.start)} to {clock(one.end)}",
            _marked(problem, one.body, called(problem, one)) + ("" if one.live else ": cancelled"),
            place(problem, one.room, one.venue) or _online(problem, one),
        )
        for one in meetings
    )
    return Table("", ("Date", "Time", "Meeting", "Place"), rows, (4.1, 2.5, 5.2, 4.6), small=True)


def _online(problem: Problem, meeting: Meeting) -> str:
    body = problem.bodies.get(meeting.body)
    return "Online" if body is not None and body.online else "To be arranged"


def _month(month: Month) -> str:
    return month_name(date(*month, 1))


def _day(meeting: Meeting) -> str:
    off = "" if meeting.live else " off"
    return f"{WEEKDAY_NAMES[meeting.date.weekday()][:3]} {meeting.date.day}{off}"


def _named(problem: Problem, code: str) -> str:
    return _marked(problem, code, problem.bodies[code].name)


def _marked(problem: Problem, code: str, name: str) -> str:
    return name if _is_public(problem, code) else f"{name}{_SPACE}{NOT_PUBLIC}"


def _is_public(problem: Problem, code: str) -> bool:
    return problem.bodies[code].open_to_public
