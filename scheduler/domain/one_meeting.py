"""What the rows of `fixed_meetings` say of one meeting, taken together."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.reasons import Waiver


@dataclass(frozen=True, eq=False)
class OneMeeting:
    """All that is said of one meeting of a body, or of one occurrence of a meeting day; times as in the rows.

    Two rows that say the same of two meetings are two.

    It is the meeting of its number; without one, the meeting on its date; without either, one in its window.
    """

    row: FixedMeeting
    """The rows about it as one row, whose rules are not in it: each has its own reason."""
    waived: tuple[Waiver, ...] = ()

    @property
    def body(self) -> str | None:
        """The body whose meeting it is; None for an occurrence of a meeting day."""
        return self.row.body

    @property
    def subject(self) -> tuple[str | None, str | None]:
        """The body, or the meeting day."""
        return self.row.body, self.row.meeting_day

    @property
    def only_there(self) -> bool:
        """Whether it says only where some meeting is, whichever that may be."""
        return not self.waived and self.row == _place_of(self.row) and self.row.date is not None

    @property
    def as_row(self) -> FixedMeeting:
        """All of it in one row."""
        reasons = dict.fromkeys(waiver.reason for waiver in self.waived)
        return replace(self.row, waive=tuple(one.rule for one in self.waived), reason="; ".join(reasons) or None)

    def waives(self, rule: str) -> bool:
        """Whether a rule is not asked of it."""
        return any(waiver.rule == rule for waiver in self.waived)

    def may_share_a_day(self, other: "OneMeeting") -> bool:
        """Whether there may be a day on which both rows allow their meeting."""
        one, two = self.span, other.span
        return one[0] <= two[1] and two[0] <= one[1]

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        """The first and last day that it leaves."""
        row = self.row
        return row.date or row.earliest or dt.date.min, row.date or row.latest or dt.date.max

    def inside(self, day: dt.date) -> bool:
        """Whether it may be held on the day: its date, or a day of its window."""
        row = self.row
        if row.date is not None:
            return day == row.date
        return (row.earliest or day) <= day <= (row.latest or day)


def _place_of(row: FixedMeeting) -> FixedMeeting:
    """Return what a row says of where its meeting is."""
    return FixedMeeting(row.date, row.body, row.meeting_day, row.start, row.room)


def one_meetings(rows: Iterable[FixedMeeting]) -> tuple[OneMeeting, ...]:
    """Return what is said of each meeting: rows of one number, and of one date, are about one meeting."""
    found: list[OneMeeting] = []
    for row in rows:
        new = OneMeeting(
            replace(row, waive=(), reason=None), tuple(Waiver(rule, row.reason or "") for rule in row.waive)
        )
        place = next((number for number, one in enumerate(found) if _about_one(one, new)), None)
        if place is None:
            found.append(new)
        else:
            found[place] = _together(found[place], new)
    return tuple(found)


def _about_one(one: OneMeeting, two: OneMeeting) -> bool:
    """Whether two rows are about one meeting; of two that only say where, each is about whichever is there."""
    this, that = one.row, two.row
    if one.subject != two.subject:
        return False
    if one.only_there and two.only_there:
        return this.start is not None and (this.date, this.start) == (that.date, that.start)
    if this.number is not None and that.number is not None:
        return this.number == that.number
    at_two_times = None not in (this.start, that.start) and this.start != that.start
    return this.date is not None and this.date == that.date and not at_two_times


def _together(one: OneMeeting, two: OneMeeting) -> OneMeeting:
    """Return what two rows say of their meeting, the first where both say something."""
    blank = FixedMeeting()
    filled = {name: value for name, value in vars(two.row).items() if getattr(one.row, name) == getattr(blank, name)}
    waived = [*one.waived, *(waiver for waiver in two.waived if not one.waives(waiver.rule))]
    return OneMeeting(replace(one.row, **filled), tuple(waived))
