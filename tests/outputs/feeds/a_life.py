"""The years of a tiny council as its subscribers see them: `live(problem, meetings, moment, before)` and `seen`."""

from dataclasses import replace
from typing import NamedTuple

from builders import calendar
from icalendar import Calendar

from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds import feeds
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.plan_json import plan_bytes
from scheduler.reading.plans.plan_json import plan_from_json
from scheduler.solver.cp.identity import identified
from scheduler.solver.cp.solution import dated


class Seen(NamedTuple):
    """An event as a subscriber has it."""

    title: str
    start: str
    revision: int
    stamp: str


def planned(problem: Problem, moment: str, before: Plan | None, *placed: Meeting | Occurrence) -> Plan:
    """Name, number, write and read back a plan made at a moment in the place of another."""
    problem = replace(problem, baseline=before, as_of=moment)
    facts = {(one.body, one.date, one.start) for one in problem.held}
    meetings = [replace(one, changed=moment) for one in placed if isinstance(one, Meeting)]
    meetings = [*problem.held, *(one for one in meetings if (one.body, one.date, one.start) not in facts)]
    meetings = identified(problem, sorted(meetings, key=lambda one: (one.date, one.start, one.body)))
    meetings.sort(key=lambda one: (one.date, one.start, one.body))
    made = calendar(problem, *placed, generated=moment)
    made = replace(made, meetings=tuple(meetings), occurrences=dated(problem, made.occurrences))
    return read_back(revised(problem, made))


def read_back(plan: Plan) -> Plan:
    """Return the plan as the next run reads it."""
    return plan_from_json("plan.json", plan_bytes(plan))


def seen(problem: Problem, plan: Plan, path: str) -> dict[str, Seen]:
    """Return the events of a feed, a meeting's by its name; the moments of stamping and of change are one."""
    names = {meeting.uid: meeting.name for year in plan.years for meeting in year.meetings}
    found = {}
    for event in Calendar.from_ical(feeds(problem, plan)[path]).events:
        stamp = event["DTSTAMP"].dt
        assert event["LAST-MODIFIED"].dt == stamp
        start = event["DTSTART"].dt.isoformat()[:16]
        name = names.get(str(event["UID"]), str(event["SUMMARY"]))
        found[name] = Seen(str(event["SUMMARY"]), start, event["SEQUENCE"], stamp.strftime("%m-%d %H:%M:%S"))
    return found
