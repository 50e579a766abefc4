"""A law warning: what of an input or a calendar goes against a row of law; and on which days that has to be judged."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.domain.bodies import Body, LawWaiver
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.tables import LEGAL_KINDS
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import long_date
from scheduler.law.row import CERTAIN, CHECK, INFORMAL, PLEASE_CHECK, Row
from scheduler.law.rows import ROWS

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LawWarning:
    """Something that goes against the law, in an officer's words; it keeps nothing from being planned."""

    matter: str
    message: str
    """A whole sentence, with what the law says."""
    instrument: str
    body: str | None = None
    """None where it is about the authority as a whole."""
    column: str | None = None
    """The column of the body in which it is put right, where there is one."""
    certainty: str = CERTAIN
    waived: LawWaiver | None = None
    """The answer it has been given, None where it has none."""


@dataclass(frozen=True)
class Days:
    """Days that stand for all, in order: those of meetings, or those on which something changes."""

    days: tuple[date, ...]
    of_meetings: bool

    def __iter__(self) -> Iterator[date]:
        """Yield them in order."""
        return iter(self.days)

    def since(self, day: date) -> str:
        """Return `From Saturday 31 October 2026, ` where something was otherwise on an earlier day, else nothing."""
        if day == self.days[0]:
            return ""
        return f"From {'the meeting on ' if self.of_meetings else ''}{long_date(day)}, "


@dataclass(frozen=True)
class Concern:
    """One thing that the law is asked about an input, or about a calendar of it; that has no facts in it."""

    matters: tuple[str, ...]
    """The matters of law that its warnings may be of."""
    find: Callable[[Problem, Plan | None], Iterator[LawWarning]]
    of_plans: bool = False
    """Whether it may find something in a calendar that the input alone does not show."""


def meetings_of(plan: Plan | None) -> tuple[Meeting, ...]:
    """Return the meetings of a calendar that are to be held; none where there is no calendar."""
    return () if plan is None else plan.live


def meetings_waived(problem: Problem, plan: Plan | None, rule: str) -> Iterator[tuple[Body, date, str]]:
    """Yield each meeting of which a rule is not asked: its body, a day of it, and its name; without a calendar by rows.

    Where a row leaves the day open, the day is the first that it allows.
    """
    if plan is not None:
        for meeting in plan.live:
            if meeting.body in problem.bodies and any(waiver.rule == rule for waiver in meeting.waived):
                yield problem.bodies[meeting.body], meeting.date, meeting_title(problem, meeting)
        return
    for one in problem.one_meetings:
        if one.waives(rule) and not one.row.cancelled:
            own = (problem.bodies[one.body],) if one.body else problem.bodies_of_meeting_day(one.row.meeting_day or "")
            title = f" ({one.row.title})" if one.row.title else ""
            when = f" on {long_date(one.row.date)}" if one.row.date else ""
            for body in own:
                yield body, max(one.span[0], problem.settings.start_date), f"a meeting of {body.name}{title}{when}"


def warned(row: Row, message: str, body: str | None = None, column: str | None = None) -> LawWarning:
    """Return a warning that stands on a row; one that rests on a single source says so."""
    ending = f" ({PLEASE_CHECK})." if row.certainty == CHECK else "."
    return LawWarning(row.matter, message + ending, row.instrument, body, column, row.certainty)


def formal_bodies(problem: Problem, *kinds: str) -> Iterator[Body]:
    """Yield the bodies of these legal kinds, of all but `informal` where none is named."""
    wanted = kinds or tuple(kind for kind in LEGAL_KINDS if kind != INFORMAL)
    return (body for body in problem.bodies.values() if body.legal_kind in wanted)


def days_judged(problem: Problem, plan: Plan | None, *bodies: Body) -> Days:
    """Return days that stand for all: those of the bodies' meetings, or without a calendar those with a change.

    A change is a row of law that comes into force or ends, a member who comes or goes, a body that is founded, vesting
    day; from one to the next all is the same. All days are of the calendar, and in the life of one of the bodies.
    """
    codes = {body.code for body in bodies}
    if plan is not None:
        return Days(tuple(sorted({one.date for code in codes for one in plan.of_body(code)})), of_meetings=True)
    first, last = problem.settings.start_date, problem.settings.end_date
    spans: list[tuple[date | None, date | None]] = [(row.start_date, row.end_date) for row in ROWS]
    spans += [(body.start_date, None) for body in bodies]
    spans += [(problem.settings.vesting_day, None)]
    spans += [(one.start_date, one.end_date) for code in codes for one in problem.memberships_of_body[code]]
    within = (day for day in sorted({first, *changes(spans)}) if first <= day <= last)
    return Days(tuple(day for day in within if any(body.alive_on(day) for body in bodies)), of_meetings=False)


def changes(spans: Iterable[tuple[date | None, date | None]]) -> Iterator[date]:
    """Yield the first day of each span, and the day after its last."""
    for start, end in spans:
        if start is not None:
            yield start
        if end is not None:
            yield end + ONE_DAY


def begun(sentence: str) -> str:
    """Return a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]
