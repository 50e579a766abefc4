"""What is done to one meeting by hand, as rows of `fixed_meetings`: one is changed, added or gone, never doubled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import held_as, most_meetings, period_of
from scheduler.domain.calendar import ByHand, FixedMeeting
from scheduler.domain.edits import Add, Cancel, Edit, Move, Pin, Several, Swap, Unpin
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver
from scheduler.domain.seat_changes import Amendment, Value

TABLE = "fixed_meetings"
BY_NUMBER, BY_MOMENT, BY_DAY, BY_TITLE = 4, 3, 2, 1
"""How surely a row is known to be about a meeting."""
MINUTES = 60


def rows_after(
    problem: Problem, plan: Plan, edits: Sequence[Edit], waivers: Sequence[Waiver] = (), reason: str | None = None
) -> tuple[FixedMeeting, ...]:
    """Return the rows about single meetings once edits are made: see `Rows.make`."""
    rows = Rows(problem)
    for edit in edits:
        rows.make(plan, edit, waivers, reason)
    return rows.standing


def done_before(problem: Problem, plan: Plan | None) -> tuple[ByHand, ...]:
    """Return what was done by hand to the calendar before, as far as it is about days and bodies of this one."""
    first, last = problem.settings.start_date, problem.settings.end_date
    if plan is None or plan.end_date < first or last < plan.start_date:
        return ()

    def is_known(row: FixedMeeting | None) -> bool:
        if row is None:
            return True
        day_fits = row.date is None or first <= row.date <= last
        return day_fits and (row.body in problem.bodies or row.meeting_day in problem.meeting_days)

    return tuple(one for one in plan.by_hand if is_known(one.row) and is_known(one.instead_of))


@dataclass(frozen=True)
class _Entry:
    """A row, with what it was."""

    row: FixedMeeting | None
    """None once it is taken out."""
    origin: int | None
    """Its place among the rows of the input; None for a new one."""
    original: FixedMeeting | None
    """What stands at that place in the input, or stood there before anything was done by hand; None for a new one."""
    by_hand: bool


class Rows:
    """The rows of an input about single meetings, while they are amended by hand.

    Parameters
    ----------
    problem : Problem
        The input.
    by_hand : sequence of ByHand
        What was done by hand before: of a copy of the input that lacks any of it, it is made up for.

    """

    def __init__(self, problem: Problem, by_hand: Sequence[ByHand] = ()) -> None:
        self.problem = problem
        self.lacking: list[ByHand] = []
        """What was done by hand, and this copy of the input did not say."""
        self.contradicted: list[ByHand] = []
        """What was done by hand to a meeting of which this copy says something else."""
        self._entries = [_Entry(row, place, row, by_hand=False) for place, row in enumerate(problem.fixed_meetings)]
        for one in by_hand:
            self._take_over(one)

    @property
    def standing(self) -> tuple[FixedMeeting, ...]:
        """The rows as they stand."""
        return tuple(entry.row for entry in self._entries if entry.row is not None)

    @property
    def by_hand(self) -> tuple[ByHand, ...]:
        """All that was done by hand, and still stands."""
        found = (ByHand(entry.row, entry.original) for entry in self._entries if entry.by_hand)
        return tuple(one for one in found if one.row != one.instead_of)

    def amendment(self) -> Amendment:
        """Return what turns the table of the input into the rows as they stand."""
        changed: dict[int, dict[str, Value]] = {}
        cleared: list[int] = []
        added: list[tuple[int | None, dict[str, Value]]] = []
        for entry in self._entries:
            if entry.origin is None:
                added += [] if entry.row is None else [(None, _filled(entry.row))]
            elif entry.row is None:
                cleared.append(entry.origin)
            else:
                before, after = _cells(self.problem.fixed_meetings[entry.origin]), _cells(entry.row)
                cells = {column: value for column, value in after.items() if value != before[column]}
                if cells:
                    changed[entry.origin] = cells
        return Amendment(TABLE, changed, tuple(cleared), tuple(added))

    # -- what was done before

    def _take_over(self, one: ByHand) -> None:
        """See that the rows say what was done by hand; where they say something else of the meeting, they are right."""
        rows = [entry.row for entry in self._entries]
        if one.row is not None and one.row in rows:
            same = rows.index(one.row)
            self._entries[same] = replace(self._entries[same], original=one.instead_of, by_hand=True)
            return
        as_it_was = one.instead_of is not None and one.instead_of in rows
        place = rows.index(one.instead_of) if as_it_was else self._told_otherwise(one.row)
        if place is not None:
            self._entries[place] = replace(self._entries[place], row=one.row, by_hand=True)
            self.lacking.append(one)
        elif one.row is not None and any(row is not None and _same_meeting(row, one.row) for row in rows):
            self.contradicted.append(one)
        elif one.row is not None:
            self._entries.append(_Entry(one.row, None, None, by_hand=True))
            self.lacking.append(one)

    def _told_otherwise(self, row: FixedMeeting | None) -> int | None:
        """Return the place of a row that wants some meeting where another row wants the one of a number."""
        if row is None or row.date is None or row.cancelled or row.extra:
            return None
        rows = (entry.row for entry in self._entries)
        return next((place for place, one in enumerate(rows) if one is not None and _wants(one, row)), None)

    # -- what is done now

    def make(self, plan: Plan, edit: Edit, waivers: Sequence[Waiver] = (), reason: str | None = None) -> None:
        """Amend the rows by an edit.

        Parameters
        ----------
        plan : Plan
            The calendar before it.
        edit : Edit
            What is done; where a start or room is given, it is written.
        waivers : sequence of Waiver
            Rules that are not asked of the meeting.
        reason : str, optional
            Why a meeting is cancelled.

        """
        if isinstance(edit, Several):
            for one in edit.edits:
                self.make(plan, one, waivers, reason)
        elif isinstance(edit, Swap):
            days = [subject_named(plan, *name).date for name in (edit.one, edit.other)]
            self.make(plan, Move(*edit.one, date=days[1]), waivers)
            self.make(plan, Move(*edit.other, date=days[0]), waivers)
        elif isinstance(edit, Add):
            self._write(None, _waiving(self._added(plan, edit), waivers))
        else:
            subject = subject_named(plan, edit.body, edit.number)
            if isinstance(subject, Meeting) and not isinstance(edit, Cancel):
                subject = _its_day(plan, subject) or subject
            place = self._place_of(subject)
            if isinstance(edit, Move):
                place = self._one_row_of(place, self._unclaimed(plan, subject, edit.date))
            new = self._changed(subject, edit, self._base(place, subject), reason)
            self._write(place, None if new is None else _waiving(new, waivers))

    def _one_row_of(self, own: int | None, wanted_there: int | None) -> int | None:
        """Return the place of the row that is to say where a meeting is: its own, or one that wants some one there."""
        if own is not None and wanted_there is not None:
            self._write(wanted_there, None)
        return wanted_there if own is None else own

    def waive(self, meeting: Meeting, waivers: Sequence[Waiver]) -> None:
        """Write that rules are not asked of a meeting."""
        place = self._place_of(meeting)
        self._write(place, _waiving(self._base(place, meeting), waivers))

    def bound_by(self, subject: Meeting | Occurrence) -> FixedMeeting | None:
        """Return the row about a meeting, or an occurrence of a meeting day; None where there is none."""
        place = self._place_of(subject)
        return None if place is None else self._entries[place].row

    def _write(self, place: int | None, row: FixedMeeting | None) -> None:
        if place is None and row is None:
            return
        if place is None:
            self._entries.append(_Entry(row, None, None, by_hand=True))
        else:
            self._entries[place] = replace(self._entries[place], row=row, by_hand=True)

    def _base(self, place: int | None, subject: Meeting | Occurrence) -> FixedMeeting:
        """Return the row that is to be changed, or a new one; what was once waived by hand was waived for its day."""
        if place is None:
            return self._new(subject)
        entry = self._entries[place]
        row = entry.row or self._new(subject)
        if entry.by_hand:
            before = entry.original or FixedMeeting()
            row = replace(row, waive=before.waive, reason=before.reason)
        return row if isinstance(subject, Occurrence) else replace(row, number=self._number(subject, row))

    def _new(self, subject: Meeting | Occurrence) -> FixedMeeting:
        if isinstance(subject, Occurrence):
            return FixedMeeting(meeting_day=subject.meeting_day, date=subject.date)
        number = self._number(subject)
        day = subject.date if number is None else None
        return FixedMeeting(date=day, body=subject.body, number=number, extra=subject.extra)

    def _number(self, meeting: Meeting, row: FixedMeeting | None = None) -> int | None:
        """Return the number by which a row knows a meeting; None where only its day tells: it is beyond the cadence."""
        if row is not None and row.number is not None:
            return row.number
        most = most_owed(self.problem, meeting.body)
        return None if meeting.extra or meeting.sequence > most else meeting.sequence

    def _changed(
        self, subject: Meeting | Occurrence, edit: Move | Cancel | Pin | Unpin, row: FixedMeeting, reason: str | None
    ) -> FixedMeeting | None:
        """Return the row as an edit leaves it; None where there is nothing left to say."""
        if isinstance(edit, Move):
            start, room = row.start if edit.start is None else edit.start, edit.room or row.room
            return replace(row, date=edit.date, earliest=None, latest=None, start=start, room=room, cancelled=False)
        if isinstance(edit, Pin):
            pinned = replace(row, date=subject.date, earliest=None, latest=None)
            return replace(pinned, start=subject.start, room=subject.room) if isinstance(subject, Meeting) else pinned
        if isinstance(edit, Unpin):
            number = subject.sequence if isinstance(subject, Meeting) else row.number
            left = replace(row, date=None, earliest=None, latest=None, start=None, room=None, number=number)
            return left if (left.title, left.duration_minutes, left.waive) != (None, None, ()) else None
        if edit.replace:
            return None
        start = subject.start if isinstance(subject, Meeting) else None
        off = replace(row, number=None, date=subject.date, start=start, room=None, earliest=None, latest=None)
        return replace(off, cancelled=True, reason=reason or row.reason)

    def _added(self, plan: Plan, edit: Add) -> FixedMeeting:
        extra = not edit.instead and cadence_is_full(self.problem, plan, edit.body, edit.date)
        if edit.body in self.problem.meeting_days:
            return FixedMeeting(meeting_day=edit.body, date=edit.date, extra=extra)
        return FixedMeeting(date=edit.date, body=edit.body, start=edit.start, room=edit.room, extra=extra)

    # -- which row is about what

    def _place_of(self, subject: Meeting | Occurrence) -> int | None:
        """Return the place of the row that is most surely about a meeting or an occurrence."""
        sure = [0 if entry.row is None else _sureness(entry.row, subject) for entry in self._entries]
        best = max(sure, default=0)
        return sure.index(best) if best else None

    def _unclaimed(self, plan: Plan, subject: Meeting | Occurrence, day: date) -> int | None:
        """Return the place of a row that wants some meeting of the body on a day on which there is none."""
        others: Sequence[Meeting | Occurrence]
        if isinstance(subject, Meeting):
            wanted, others = FixedMeeting(day, body=subject.body), plan.of_body(subject.body)
        else:
            code = subject.meeting_day
            wanted, others = FixedMeeting(day, meeting_day=code), plan.occurrences_of(code)
        if any(one.date == day for one in others):
            return None
        rows = (entry.row for entry in self._entries)
        return next((place for place, row in enumerate(rows) if row is not None and _wants(row, wanted)), None)


def _wants(row: FixedMeeting, wanted: FixedMeeting) -> bool:
    """Whether a row puts some meeting on a day, and does not say which."""
    same = (row.body, row.meeting_day, row.date, row.number) == (wanted.body, wanted.meeting_day, wanted.date, None)
    return same and not (row.extra or row.cancelled)


def subject_named(plan: Plan, code: str, number: int) -> Meeting | Occurrence:
    """Return the meeting, or the occurrence of a meeting day, that a code and a number name."""
    for occurrence in plan.occurrences:
        if (occurrence.meeting_day, occurrence.sequence) == (code, number):
            return occurrence
    return next(one for one in plan.meetings if (one.body, one.sequence) == (code, number))


def _its_day(plan: Plan, meeting: Meeting) -> Occurrence | None:
    """Return the occurrence of a meeting day that a meeting sits in: it moves as one with it."""
    days = () if meeting.meeting_day is None else plan.occurrences_of(meeting.meeting_day)
    return next((day for day in days if day.date == meeting.date), None)


def subject_of(row: FixedMeeting) -> str:
    """Return the code of the body or meeting day that a row is about."""
    return row.body or row.meeting_day or ""


def _sureness(row: FixedMeeting, subject: Meeting | Occurrence) -> int:
    """Return how surely a row is about a meeting, or an occurrence of a meeting day; 0 where it is not."""
    start, title = (subject.start, subject.title) if isinstance(subject, Meeting) else (row.start, None)
    if subject_of(row) != (subject.body if isinstance(subject, Meeting) else subject.meeting_day):
        return 0
    if row.number is not None:
        return BY_NUMBER if row.number == subject.sequence else 0
    if row.date is None:
        return BY_TITLE if row.title is not None and row.title == title else 0
    there = row.date == subject.date and row.start in (None, start)
    return (BY_DAY if row.start is None else BY_MOMENT) if there else 0


def _same_meeting(one: FixedMeeting, other: FixedMeeting) -> bool:
    """Whether two rows are about one meeting."""
    if subject_of(one) != subject_of(other):
        return False
    if one.number is not None or other.number is not None:
        return one.number == other.number
    return one.date is not None and one.date == other.date


def _waiving(row: FixedMeeting, waivers: Sequence[Waiver]) -> FixedMeeting:
    """Return a row that waives more rules; it has one cell for all the reasons."""
    if not waivers:
        return row
    rules = dict.fromkeys((*row.waive, *(waiver.rule for waiver in waivers)))
    reasons = dict.fromkeys((*([row.reason] if row.reason else []), *(waiver.reason for waiver in waivers)))
    return replace(row, waive=tuple(rules), reason="; ".join(reasons))


def most_owed(problem: Problem, code: str) -> int:
    """Return the most meetings that the cadence of a body, or of a meeting day, lets it have."""
    return most_meetings(problem, _subject(problem, code))


def _subject(problem: Problem, code: str) -> Body | MeetingDay:
    return problem.bodies[code] if code in problem.bodies else problem.meeting_days[code]


def cadence_is_full(problem: Problem, plan: Plan, code: str, day: date) -> bool:
    """Whether a body, or a meeting day, has all the meetings that its cadence lets it have, so that one more is extra.

    What was cancelled by a row is not owed again, and counts as held.
    """
    days = [row.date for row in problem.fixed_meetings if row.cancelled and code in (row.body, row.meeting_day)]
    days += [one.date for one in plan.occurrences_of(code)]
    days += [one.date for one in plan.of_body(code) if not one.extra]
    subject = _subject(problem, code)
    per_period = held_as(problem, subject).cadence.per_period
    if per_period is None:
        return len(days) >= most_owed(problem, code)
    period = period_of(problem, subject, day)
    return period is None or sum(one is not None and one in period for one in days) >= per_period


# -- cells


def _cells(row: FixedMeeting) -> dict[str, Value]:
    """Return what each column of the table holds."""
    return {
        "body": row.body,
        "meeting_day": row.meeting_day,
        "number": row.number,
        "title": row.title,
        "date": row.date,
        "start": None if row.start is None else time(*divmod(row.start, MINUTES)),
        "earliest": row.earliest,
        "latest": row.latest,
        "duration_minutes": row.duration_minutes,
        "room": row.room,
        "extra": "yes" if row.extra else None,
        "cancelled": "yes" if row.cancelled else None,
        "waive": ";".join(row.waive) or None,
        "reason": row.reason,
    }


def _filled(row: FixedMeeting) -> dict[str, Value]:
    return {column: value for column, value in _cells(row).items() if value is not None}
