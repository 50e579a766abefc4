"""Two calendars of a tiny council, the second in the place of the first, and the notices between them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from builders import body, council, day, meeting, meeting_day, member, occurrence, person, room, session, speaker, theme
from outputs.feeds.a_life import planned, read_back

from scheduler.domain.difference import difference
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.law.public_notices import duties
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.notices.entries import Calendars, changed_items
from scheduler.outputs.notices.letters import Letter, Outbox, Sender, letters

OCTOBER, NOVEMBER = "2015-10-01T09:00:00Z", "2015-11-02T09:00:00Z"
ORGANISER = "Democratic Services <democratic.services@example.gov.uk>"
ROWS = (
    body("HWB", name="Health Board", legal_kind="health_and_wellbeing_board"),
    body("GB", name="Growth Board"),
    room("CR1", name="Committee Room 1"),
    room("CR2", name="Committee Room 2", venue="Library"),
    person("ANN", name="Councillor Ann", email="ann@example.gov.uk"),
    person("BOB", name="Councillor Bob", email="bob@example.gov.uk"),
    person("CAT", name="Councillor Cat"),
)
SEATS = (member("ANN", "HWB", "chair"), member("BOB", "HWB"), member("CAT", "GB"), member("CLK", "HWB", "clerk"))
DAY_ROWS = (
    meeting_day("DAY", name="Partnership Day"),
    session("AM"),
    session("LUNCH"),
    body("HWB", name="Health Board", meeting_day="DAY", session="AM"),
    theme("T1", speaker="GP"),
    theme("T2", speaker="DRX"),
    speaker("GP", name="Dr Gp", email="gp@example.org"),
    speaker("DRX", name="Dr X"),
)


def council_of(*more: object, **settings: str) -> Problem:
    """Return the council; a row given takes the place of the one of its code."""
    given = {(type(row), row.code) for row in more if hasattr(row, "code")}
    rows = [row for row in ROWS if (type(row), row.code) not in given]
    return council(*rows, *more, **{"organiser": ORGANISER, "contact": "Democratic Services", **settings})


PROBLEM = council_of(*SEATS)


@dataclass(frozen=True)
class Change:
    """A calendar in the place of another."""

    problem: Problem
    after: Plan
    before_problem: Problem
    before: Plan | None

    def outbox(self, on: str = "2015-11-02", reasons: Mapping[str, str] | None = None) -> Outbox:
        """Return the notices, as of a day."""
        before = None if self.before is None else Calendars(self.before_problem, self.before)
        changes = changed_items(before, Calendars(self.problem, self.after), day(on))
        sender = Sender(self.problem, self.after, self.before, day(on))
        known = self.before or Plan("", dt.date.min, dt.date.min)
        by_law = duties(self.problem, self.after, difference(known, self.after), day(on))
        return Outbox(sender, letters(sender, before, changes, reasons or {}), by_law)

    def letter_to(self, code: str, **how: object) -> Letter:
        """Return the letter to one receiver."""
        (found,) = (one for one in self.outbox(**how).letters if one.receiver[1] == code)
        return found

    def told(self, **how: object) -> dict[str, list[tuple[str, str]]]:
        """Return of each receiver what becomes of what."""
        return {
            one.receiver[1]: [(line.item.kind, line.what) for line in one.lines] for one in self.outbox(**how).letters
        }


def first(problem: Problem, *placed: Meeting | Occurrence) -> Change:
    """Return a calendar that nobody has yet."""
    return Change(problem, planned(problem, OCTOBER, None, *placed), problem, None)


def then(change: Change, problem: Problem, *placed: Meeting | Occurrence) -> Change:
    """Return another in its place."""
    after = planned(problem, NOVEMBER, change.after, *placed)
    return Change(problem, after, change.problem, change.after)


def restated(change: Change, problem: Problem, status: str) -> Change:
    """Return the same calendar with the meetings of the Health Board in another state."""
    meetings = tuple(replace(one, status=status) if one.body == "HWB" else one for one in change.after.meetings)
    after = replace(change.after, meetings=meetings, generated=NOVEMBER)
    after = read_back(revised(replace(problem, baseline=change.after), after))
    return Change(problem, after, change.problem, change.after)


def dates(problem: Problem, *placed: tuple[str, str], **more: object) -> list[Meeting]:
    return [meeting(problem, of, on, **more) for of, on in placed]


def with_lunch(problem: Problem, on: str, theme_of_day: str = "T1", **more: object) -> list[Meeting | Occurrence]:
    return [meeting(problem, "HWB", on), occurrence(problem, "DAY", on, theme=theme_of_day, **more)]
