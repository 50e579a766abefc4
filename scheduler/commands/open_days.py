"""What each day of the year is to a meeting: free, at a price, such that others would have to move, or ruled out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from scheduler.checking.consequences import EditedCalendar
from scheduler.checking.ruling_out import openness
from scheduler.checking.touched import Change
from scheduler.commands.placing import Moved, then
from scheduler.commands.standing import Made, Standing, TakesSolver, with_rows
from scheduler.domain.difference import settled
from scheduler.domain.edits import FREE, OTHERS_MOVE, RULED_OUT, Move, OpenDay
from scheduler.domain.other_dates import Asked, asked_about
from scheduler.domain.plan import Meeting
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.verbs import DATES, LUNCHES, MOVER, WEEK
from scheduler.rules import RULES, about, fixed


def open_days(standing: Standing, body: str, number: int, dates: Collection[date] | None = None) -> tuple[OpenDay, ...]:
    """Return what each day of the year is to a meeting, or to a whole occurrence of a meeting day, in order of date.

    Parameters
    ----------
    standing : Standing
        The calendar.
    body : str
        The body, or the meeting day; a body that sits in a meeting day takes all of it along.
    number : int
        The meeting's number, or that of the occurrence.
    dates : collection of date, optional
        The days that are asked about; all where none are given.

    Raises
    ------
    KeyError
        If the calendar has no such meeting.
    TakesSolver
        With the days that were told, and those that were not, where some take a solver and none is to be loaded.

    """
    return _Year(standing, standing.subject(body, number), (body, number)).days(dates)


class _Year:
    """The days of a year, as they are to one meeting, lifted out of the calendar once."""

    def __init__(self, standing: Standing, subject: Moved, name: tuple[str, int]) -> None:
        self.standing, self.subject, self.name = standing, subject, name
        self.problem = with_rows(standing, Move(*name, date=date.min))
        plan, occurrence = standing.calendar.plan, subject.occurrence
        whole_day = occurrence if name[0] in standing.problem.meeting_days else None
        own = next((one for one in subject.meetings if (one.body, one.sequence) == name), subject.meetings[0])
        self.asked: Asked = asked_about(plan, own, whole_day)
        self.here = subject.meetings[0].date
        lifted = standing.placing(self.problem, standing.calendar).made([subject], [])
        self.lifted = lifted.change
        self.placing = standing.placing(self.problem, lifted.calendar)
        self.uids = {meeting.uid for meeting in subject.meetings}

    def days(self, dates: Collection[date] | None) -> tuple[OpenDay, ...]:
        """Return every day of the calendar, or some."""
        reasons = tuple(
            Reason(fixed.RULE.name, one.body, why) for one, why in settled(self.problem) if one.uid in self.uids
        )
        told, left = [], []
        for day in self.problem.days if dates is None else sorted(dates):
            try:
                told.append(self._day(day, reasons))
            except TakesSolver:
                left.append(day)
        if left:
            raise TakesSolver(tuple(told), tuple(left))
        return tuple(told)

    def _day(self, day: date, facts: tuple[Reason, ...]) -> OpenDay:
        if day == self.here:
            room = None if self.subject.occurrence is not None else self.subject.meetings[0].room
            costs = self.standing.pounds, self.standing.pounds
            return OpenDay(day, FREE, self.asked.start, room, pounds=costs)
        if facts:
            return OpenDay(day, RULED_OUT, because=facts)
        found = openness(self.problem, self.asked, day)
        if found.because:
            return OpenDay(day, RULED_OUT, because=found.because)
        starts = found.starts or (None,)
        if not any(map(self.problem.is_fact, self.placing.calendar.meetings_on.get(day, ()))):
            broken = self._dates_broken(day, starts[0])
            if broken:
                return self._broken(day, starts[0], broken, [])
        best = self._made(day, starts[0])
        for start in starts[1:]:
            if best.as_good_as_any:
                break
            made = self._made(day, start)
            best = made if made.as_good_as_any or made.rank < best.rank else best
        return self._told(day, best)

    def _dates_broken(self, day: date, start: int | None) -> tuple[Breach, ...]:
        """Return what the date breaks, at any start and in any room, of the rules that look over the year."""
        rules = [rule for rule in RULES if rule.RULE.horizon > WEEK and rule.RULE.touches == {DATES}]
        moved = self.subject.at(self.problem, day, start)
        come = Change(come=moved.meetings, days_come=() if moved.occurrence is None else (moved.occurrence,))
        calendar = self.placing.calendar.changed(come, self.problem)
        return EditedCalendar(self.standing.calendar, calendar, then(self.lifted, come), {}).appearing(rules)

    def _made(self, day: date, start: int | None) -> Made:
        placed = self.placing.made([], [self.subject.at(self.problem, day, start)])
        return Made(self.standing, placed, then(self.lifted, placed.change))

    def _told(self, day: date, made: Made) -> OpenDay:
        mine = [meeting for meeting in made.placed.change.come if meeting.uid in self.uids]
        alone = self.subject.occurrence is None
        told = OpenDay(
            day,
            made.verdict or OTHERS_MOVE,
            mine[0].start if alone else None,
            mine[0].room if alone else None,
            pounds=made.pounds,
        )
        if made.verdict is not None:
            prices = made.compared.prices
            return replace(
                told, costs=prices.costs, worse=prices.worse, better=prices.better, seats=made.compared.seats
            )
        others = [meeting for meeting in made.placed.change.come if meeting.date == day]
        return replace(self._broken(day, told.start, made.appear, others), room=told.room, pounds=made.pounds)

    def _broken(self, day: date, start: int | None, appear: tuple[Breach, ...], others: Sequence[Meeting]) -> OpenDay:
        """Tell of a day on which rules would be broken: whose moving could mend that, or why nobody's could.

        A lunch is dealt another theme and speaker when others move, so that no rule about lunches rules a day out.
        """
        about_lunches = {rule.RULE.name for rule in about(LUNCHES)}
        others_could = [one for one in appear if one.rule not in about_lunches]
        incurable = self._incurable(day, start, others_could)
        if incurable:
            because = tuple(Reason(one.rule, ", ".join(one.bodies) or self.name[0], one.message) for one in incurable)
            return OpenDay(day, RULED_OUT, because=because)
        in_the_way = tuple(self._in_the_way(day, others_could, others))
        return OpenDay(day, OTHERS_MOVE, start, breaches=appear, in_the_way=in_the_way)

    # -- what could be mended by others

    def _incurable(self, day: date, start: int | None, appear: Sequence[Breach]) -> list[Breach]:
        """Return what would be broken whatever other meetings moved."""
        wide = {rule.RULE.name: rule.RULE.scope for rule in RULES if rule.RULE.horizon > WEEK}
        found = []
        for one in appear:
            if one.rule in wide:
                here = wide[one.rule] == MOVER and day in one.dates  # then moving others of the body mends nothing
                if not any(self._movable(self._involved(one, one.dates if here else ()))):
                    found.append(one)
        near = [one for one in appear if one.rule not in wide]
        if not near or all(any(self._movable(self._named_on(day, one))) for one in near):
            return found
        return [*found, *self._broken_alone(day, start)]

    def _involved(self, breach: Breach, days: Sequence[date]) -> Iterator[Meeting]:
        """Yield the other meetings of the bodies a breach names, or of the meeting day, on some days or any."""
        codes = breach.bodies or tuple({meeting.body for meeting in self.subject.meetings})
        for code in codes:
            for meeting in self.placing.calendar.plan.of_body(code):
                if not days or meeting.date in days:
                    yield meeting

    def _named_on(self, day: date, breach: Breach) -> list[Meeting]:
        there = self.placing.calendar.meetings_on.get(day, ())
        return [meeting for meeting in there if meeting.live and meeting.body in breach.bodies]

    def _movable(self, meetings: Iterable[Meeting]) -> Iterator[Meeting]:
        return (one for one in meetings if not self.problem.is_fact(one) and one.uid not in self.uids)

    def _broken_alone(self, day: date, start: int | None) -> list[Breach]:
        """Return what would be broken of the rules that look a week far or less if all movable meetings were gone."""
        calendar = self.placing.calendar
        days = [one for one in calendar.meetings_on if one.isocalendar()[:2] == day.isocalendar()[:2]]
        gone = [m for one in days for m in calendar.meetings_on[one] if m.live and not self.problem.is_fact(m)]
        held = [o for one in days for o in calendar.occurrences_on.get(one, ()) if not self.problem.is_fact(o)]
        empty = calendar.changed(Change(tuple(gone), (), tuple(held)), self.problem)
        made = self.standing.placing(self.problem, empty).made([], [self.subject.at(self.problem, day, start)])
        rules = [rule for rule in RULES if rule.RULE.horizon <= WEEK and rule.RULE.about is not LUNCHES]
        return [*EditedCalendar(empty, made.calendar, made.change, {}).appearing(rules)]

    def _in_the_way(self, day: date, appear: Sequence[Breach], others: Sequence[Meeting]) -> Iterator[Meeting]:
        """Yield whose moving could mend what would be broken: those a breach names, else those that share people."""
        told: dict[str, Meeting] = {}
        for breach in appear:
            named = [*self._movable(self._named_on(day, breach)), *self._movable(self._involved(breach, breach.dates))]
            if not named and len(breach.bodies) > 1:
                named = sorted(self._movable(self._involved(breach, ())), key=lambda one: abs(one.date - day))[:1]
            if not named:
                named = [*self._movable(others)]
            told.update((meeting.uid, meeting) for meeting in named)
        yield from told.values()
