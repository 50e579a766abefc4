"""What one day of the year planner says, and in which look: colour never says it alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.dates.closed_dates import POLLING_DAY, public_holiday
from scheduler.domain.plan import PROVISIONAL, Meeting, Plan
from scheduler.domain.problem import ClosedDate, Problem
from scheduler.domain.titles import typed
from scheduler.domain.wording import clock, month_name, rule_words
from scheduler.languages import phrase, said
from scheduler.outputs.letters import BOLD, UNBROKEN, cut, wrapped
from scheduler.outputs.naming import name_of_day, on_one_line
from scheduler.outputs.workbook.writing import INK

SATURDAY = 5
MEETING_DAY, MEETING, HOLIDAY, CLOSED, AVOID, WEEKEND, PLAIN, OUTSIDE = (
    "meeting_day", "meeting", "holiday", "closed", "avoid", "weekend", "plain", "outside",
)  # fmt: skip

Properties = dict[str, object]

RULE, HAIRLINE, WEEKDAY_FILL, WEEKEND_FILL = "#8497B0", "#BFBFBF", "#DDE3EC", "#EDEDED"

FILLS: dict[str, Properties] = {
    MEETING_DAY: {"bg_color": "#E4DAF5", "font_color": INK},
    MEETING: {"bg_color": "#E9F0F8", "font_color": INK},
    HOLIDAY: {"bg_color": "#F8CBAD", "font_color": INK},
    CLOSED: {"bg_color": "#D0CECE", "font_color": INK},
    AVOID: {"bg_color": "#FFF2CC", "font_color": INK, "italic": True},
    WEEKEND: {"bg_color": WEEKEND_FILL, "font_color": INK},
    PLAIN: {"font_color": INK},
    OUTSIDE: {"font_color": "#767676"},
}
LEGEND = {
    MEETING_DAY: phrase("Meeting day"),
    MEETING: phrase("Meeting"),
    HOLIDAY: phrase("Public holiday"),
    CLOSED: phrase("Closed"),
    AVOID: phrase("Avoid, or closed to some"),
    WEEKEND: phrase("Weekend"),
}


MOST_LINES_OF_NOTES = 4
"""What is longer is cut: the wall is no place for it."""


@dataclass(frozen=True)
class DayCell:
    """A day of the planner: its look, what is held, and why nothing or little should be."""

    look: str
    held: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def lines_needed(self, digits: float) -> int:
        """How many lines of this width it takes: all that is held, and the notes unless they are very long."""
        if not self.held and not self.notes:
            return 1
        notes = min(len(_lines(self.notes, digits)), MOST_LINES_OF_NOTES)
        return len(self.held_lines(digits)) + notes or 1

    def held_lines(self, digits: float) -> tuple[str, ...]:
        """Return what is held in lines of this width, in bold letters."""
        return _lines(self.held, digits / BOLD)

    def note_lines(self, digits: float, most: int) -> tuple[str, ...]:
        """Return the notes in as many lines of this width as there is room for below what is held."""
        notes = _lines(self.notes, digits)
        room = most - len(self.held_lines(digits))
        if len(notes) > room > 0:
            return (*notes[: room - 1], cut(" ".join(notes[room - 1 :]), digits))
        return notes[: max(0, room)]


def _lines(texts: tuple[str, ...], digits: float) -> tuple[str, ...]:
    return tuple(line for text in texts for line in wrapped(text, digits))


def unbroken(code: str) -> str:
    """Return a code on one line that stays one word, however it is wrapped."""
    return on_one_line(code).replace(" ", UNBROKEN)


class PlannerDays:
    """The days of a calendar, each asked for once."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem = problem
        self._meetings: dict[date, list[Meeting]] = {}
        for meeting in plan.meetings:
            self._meetings.setdefault(meeting.date, []).append(meeting)
        self._occurrences: dict[date, list[str]] = {}
        self._lunches: dict[date, list[int]] = {}
        for occurrence in plan.occurrences:
            name = on_one_line(name_of_day(problem, occurrence.meeting_day))
            self._occurrences.setdefault(occurrence.date, []).append(name)
            if occurrence.lunch is not None:
                self._lunches.setdefault(occurrence.date, []).append(occurrence.lunch.start)
        self._widely_closed = [row for row in problem.closed_dates if _concerns_half(problem, plan, row)]
        self.mixed = len({meeting.status for meeting in plan.live}) > 1
        """Whether some meetings are provisional and others confirmed, so that each must say which."""

    def cell(self, day: date) -> DayCell:
        """Return what the planner says of the day."""
        settings = self._problem.settings
        if not settings.start_date <= day <= settings.end_date:
            return DayCell(OUTSIDE)
        held = tuple(self._held(day))
        holiday = public_holiday(settings.holidays, day)
        closed, note = self._closed(day)
        notes = tuple(text for text in (holiday or note,) if text)
        if day in self._occurrences:
            look = MEETING_DAY
        elif any(meeting.live for meeting in self._meetings.get(day, ())):
            look = MEETING
        elif holiday:
            look = HOLIDAY
        elif day.weekday() >= SATURDAY:
            look, notes = WEEKEND, ()
        else:
            look = closed
        return DayCell(look, held, notes)

    def _held(self, day: date) -> Iterator[str]:
        """Yield the meeting days by name, a line for each start with the bodies that begin then, and what is waived."""
        yield from sorted(self._occurrences.get(day, ()))
        starts: dict[int, list[str]] = {start: [said("Lunch")] for start in self._lunches.get(day, ())}
        dropped, waived = [], []
        for meeting in self._meetings.get(day, ()):
            waived += [
                said("{body}: {rule} waived", body=unbroken(meeting.body), rule=said(rule_words(one.rule)))
                for one in meeting.waived
                if meeting.live
            ]
            if meeting.live:
                starts.setdefault(meeting.start, []).append(self._marked(meeting))
            else:
                dropped.append(unbroken(meeting.body))
        for start, what in sorted(starts.items()):
            yield f"{clock(start)} {', '.join(what)}"
        if dropped:
            yield f"{said('Cancelled')}: {', '.join(dropped)}"
        yield from waived

    def _marked(self, meeting: Meeting) -> str:
        title = on_one_line(typed(self._problem, meeting.title or ""))
        mark = "*" if self.mixed and meeting.status == PROVISIONAL else ""
        return f"{unbroken(meeting.body)}{mark}{f' ({title})' if title else ''}"

    def _closed(self, day: date) -> tuple[str, str]:
        """Return the look of a day without meetings, and why it is closed or better avoided."""
        if day in self._problem.polling_days:
            return CLOSED, f"{said('Closed')}: {said(POLLING_DAY)}"
        rows = [row for row in self._widely_closed if row.start_date <= day <= row.end_date]
        for look, word, found in (
            (CLOSED, said("Closed"), [row for row in rows if row.strength == "closed" and not row.applies_to]),
            (AVOID, said("Closed to some"), [row for row in rows if row.strength == "closed"]),
            (AVOID, said("Avoid"), [row for row in rows if row.strength == "avoid"]),
        ):
            if found:
                why = on_one_line(typed(self._problem, found[0].reason))
                return look, f"{word}: {why}" if self._says_why(found[0], day) else word
        return PLAIN, ""

    def _says_why(self, row: ClosedDate, day: date) -> bool:
        """Whether the day gives the reason: the first of its row, of a week and of a month do."""
        return day in (row.start_date, self._problem.settings.start_date) or day.weekday() == 0 or day.day == 1


def _concerns_half(problem: Problem, plan: Plan, row: ClosedDate) -> bool:
    """Whether a closed date concerns at least half of the bodies that meet: the wall has no room for the others."""
    meeting = sorted({one.body for one in plan.meetings if one.body in problem.bodies})
    concerned = [body for body in meeting if row.concerns(row.start_date, problem.bodies[body].tags)]
    return 2 * len(concerned) >= len(meeting)


MOST_MONTHS = 14
"""Months on one sheet; a longer calendar has more sheets, of twelve months each."""
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Month:
    """A month of the planner."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """The month with its year."""
        return month_name(date(self.year, self.number, 1))

    @property
    def days(self) -> tuple[date, ...]:
        """Its days."""
        first = date(self.year, self.number, 1)
        following = (first + timedelta(days=31)).replace(day=1)
        return tuple(first + timedelta(days=n) for n in range((following - first).days))


def months_by_sheet(problem: Problem) -> tuple[tuple[Month, ...], ...]:
    """Return the months of the calendar, sheet by sheet."""
    first, last = problem.settings.start_date, problem.settings.end_date
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    months = tuple(Month(number // 12, number % 12 + 1) for number in numbers)
    if len(months) <= MOST_MONTHS:
        return (months,)
    starts = range(0, len(months), MONTHS_OF_A_YEAR)
    return tuple(months[start : start + MONTHS_OF_A_YEAR] for start in starts)
