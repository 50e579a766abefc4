"""A calendar in parts, each asked once: what a change of a few meetings does is found where it can make a difference.

A calendar that is another's but for a few meetings asks that one for all the rest.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from scheduler.checking.clashes import clashes
from scheduler.checking.integrity import contradictions, without_unknown_codes
from scheduler.checking.touched import (
    Change,
    Facets,
    Mover,
    Part,
    Question,
    Row,
    around,
    in_order,
    mover_of,
    of_rules,
    subproblem,
    unit_of,
)
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash
from scheduler.domain.verbs import (
    ALL,
    MEETING,
    MOVER,
    SEATS,
    WEEK,
    Horizon,
    Scope,
)
from scheduler.rules import about, furthest


@dataclass(eq=False)
class Calendar:
    """A calendar under an input, by days and by movers; nothing of it is asked twice."""

    problem: Problem
    header: Plan
    """The calendar without its meetings."""
    meetings_on: dict[date, tuple[Meeting, ...]]
    occurrences_on: dict[date, tuple[Occurrence, ...]]
    days_of: dict[Mover, frozenset[date]]
    """Where the meetings of a mover, and its occurrences, lie; kept where they have left."""
    strange: tuple[Breach, ...] = ()
    """What the input does not know of what is otherwise than in the calendar it is made from; of all at the start."""
    base: "Calendar | None" = None
    change: Change = field(default_factory=Change)
    _known: dict[Part, dict[tuple[type, str], tuple[object, ...]]] = field(default_factory=dict)
    _clashes: dict[date, tuple[Clash, ...]] = field(default_factory=dict)
    _told_of: dict[Part, tuple[Problem, Plan]] = field(default_factory=dict)
    _parts: dict[object, Plan] = field(default_factory=dict)
    subproblems: dict[Part, Problem] = field(default_factory=dict)

    # -- how it is made

    @classmethod
    def of(cls, problem: Problem, plan: Plan) -> "Calendar":
        """Return a calendar in parts; what the input does not know is set aside."""
        familiar, strange = without_unknown_codes(problem, plan)
        empty = replace(familiar, meetings=(), occurrences=())
        found = cls(problem, empty, {}, {}, {}, strange)
        for meeting in familiar.meetings:
            found.meetings_on[meeting.date] = (*found.meetings_on.get(meeting.date, ()), meeting)
            found._note(found.mover(meeting), meeting.date)
        for one in familiar.occurrences:
            found.occurrences_on[one.date] = (*found.occurrences_on.get(one.date, ()), one)
            found._note(("meeting_day", one.meeting_day), one.date)
        return found

    def _note(self, mover: Mover, day: date) -> None:
        self.days_of[mover] = self.days_of.get(mover, frozenset()) | {day}

    def changed(self, change: Change, problem: Problem | None = None) -> "Calendar":
        """Return this calendar with a change, under an input whose rows differ at most about the meetings changed."""
        problem = problem or self.problem
        made = Plan(
            "", self.header.start_date, self.header.end_date, meetings=change.come, occurrences=change.days_come
        )
        familiar, strange = without_unknown_codes(problem, made)
        found = Calendar(
            problem,
            self.header,
            dict(self.meetings_on),
            dict(self.occurrences_on),
            dict(self.days_of),
            strange,
            self,
            replace(change, come=familiar.meetings, days_come=familiar.occurrences),
            subproblems=self.subproblems if problem is self.problem else {},
        )
        gone = {(meeting.uid, meeting.date, meeting.start) for meeting in change.gone}
        for day in {meeting.date for meeting in (*change.gone, *familiar.meetings)}:
            stay = [one for one in self.meetings_on.get(day, ()) if (one.uid, one.date, one.start) not in gone]
            come = [meeting for meeting in familiar.meetings if meeting.date == day]
            found.meetings_on[day] = in_order([*stay, *come])
        lost = {(one.meeting_day, one.sequence, one.date) for one in change.days_gone}
        for day in {one.date for one in (*change.days_gone, *familiar.occurrences)}:
            held = self.occurrences_on.get(day, ())
            stays = [one for one in held if (one.meeting_day, one.sequence, one.date) not in lost]
            comes = [one for one in familiar.occurrences if one.date == day]
            found.occurrences_on[day] = tuple(sorted([*stays, *comes], key=lambda one: one.meeting_day))
        for meeting in familiar.meetings:
            found._note(found.mover(meeting), meeting.date)
        for one in familiar.occurrences:
            found._note(("meeting_day", one.meeting_day), one.date)
        return found

    # -- what is in it

    def mover_of(self, body: str) -> Mover:
        """Return what the meetings of a body move with."""
        return mover_of(self.problem, body)

    def mover(self, meeting: Meeting) -> Mover:
        """Return what a meeting moves with, by the input, as rules have it."""
        return mover_of(self.problem, meeting.body)

    @cached_property
    def plan(self) -> Plan:
        """All of it, but for what the input does not know."""
        return self._made(
            [meeting for _, there in sorted(self.meetings_on.items()) for meeting in there],
            [one for _, there in sorted(self.occurrences_on.items()) for one in there],
        )

    def _made(self, meetings: Iterable[Meeting], occurrences: Iterable[Occurrence]) -> Plan:
        return replace(self.header, meetings=tuple(meetings), occurrences=tuple(occurrences))

    def on(self, *days: date) -> Plan:
        """Return what lies on some days, given in order."""
        if days not in self._parts:
            meetings = [meeting for day in days for meeting in self.meetings_on.get(day, ())]
            self._parts[days] = self._made(meetings, [one for day in days for one in self.occurrences_on.get(day, ())])
        return self._parts[days]

    def of_movers(self, movers: frozenset[Mover]) -> Plan:
        """Return all meetings and occurrences of some movers."""
        if movers not in self._parts:
            days = sorted({day for mover in movers for day in self.days_of.get(mover, ())})
            meetings = [m for day in days for m in self.meetings_on.get(day, ()) if self.mover(m) in movers]
            held = [one for day in days for one in self.occurrences_on.get(day, ())]
            self._parts[movers] = self._made(meetings, [o for o in held if ("meeting_day", o.meeting_day) in movers])
        return self._parts[movers]

    def there(self, part: Part) -> tuple[Problem, Plan]:
        """Return the input and the calendar as far as they concern a part."""
        if part not in self._told_of:
            self._told_of[part] = self._found_there(part)
        return self._told_of[part]

    def _found_there(self, part: Part) -> tuple[Problem, Plan]:
        if part.unit is not None:
            there = self.on(*part.days)
            meetings = [meeting for meeting in there.meetings if unit_of(meeting) == part.unit]
            return self.problem, self._made(
                meetings, [one for one in there.occurrences if (one.meeting_day, one.date) == part.unit]
            )
        if part.days and not part.around:
            return self.problem, self.on(*part.days)
        if part.days:
            there, theirs = self.on(*part.days), self.of_movers(part.around)
            known = {id(one) for one in there.meetings}
            held = [*there.occurrences, *(one for one in theirs.occurrences if one.date not in part.days)]
            return self.problem, self._made(
                in_order([*there.meetings, *(one for one in theirs.meetings if id(one) not in known)]),
                sorted(held, key=lambda one: (one.date, one.meeting_day)),
            )
        if part.movers:
            return self._subproblem(part), self.of_movers(part.around)
        return self.problem, self.plan

    def _subproblem(self, part: Part) -> Problem:
        if part not in self.subproblems:
            self.subproblems[part] = subproblem(self.problem, part)
        return self.subproblems[part]

    # -- what is said of it

    def parts(self, facets: Facets, change: Change) -> list[Part]:
        """Return the parts to which a rule or wish looks from anything that a change is about; none where it does not.

        Of two calendars that differ in no more than the change, it says the same of all the rest.
        """
        if facets.touches.isdisjoint(change.matters):
            return []
        key = facets.horizon, facets.scope, SEATS in facets.touches
        if key not in change.parts:
            change.parts[key] = [*self._concerned(change, *key)]
        return change.parts[key]

    def rows(self, question: Question[Row], change: Change) -> list[Row]:
        """Return what a rule or wish says of the parts that a change may concern; of others perhaps, too."""
        parts = self.parts(question.facets, change)
        if not parts:
            return []
        seats = SEATS in question.facets.touches
        if len(parts) == 1:
            return [*self.answer(question, parts[0], with_seats=seats)]
        return [row for part in parts for row in self.answer(question, part, with_seats=seats)]

    def answer(self, question: Question[Row], part: Part, *, with_seats: bool = True) -> tuple[Row, ...]:
        """Return what a rule or wish says of a part; it may, or may not, depend on seats."""
        calendar = self
        while calendar.base is not None and not calendar._changes(question.facets, part, with_seats=with_seats):
            calendar = calendar.base
        return calendar._asked(question, part)  # noqa: SLF001 - one of its own kind

    def _asked(self, question: Question[Row], part: Part) -> tuple[Row, ...]:
        answers = self._known.setdefault(part if part.unit is None else Part(unit=part.unit), {})
        key = type(question.facets), question.facets.name  # a rule and a wish may share a name
        if key not in answers:
            answers[key] = tuple(question.of(*self.there(part)))
        return answers[key]  # type: ignore[return-value]  # what a question was answered is of its kind

    def _changes(self, facets: Facets, part: Part, *, with_seats: bool) -> bool:
        """Whether anything of a part may be otherwise than in the calendar that this one is made from."""
        if part.unit is not None:
            return part.unit in self.change.units
        if part.days:
            others = part.around and not self.movers(self.change, with_seats=True).isdisjoint(part.around)
            rows = part.around and self.base is not None and self.problem is not self.base.problem
            return bool(others or rows) or not self.change.days.isdisjoint(part.days)
        if self.base is None or self.problem is not self.base.problem:
            return True
        if part.movers:
            return not self.movers(self.change, with_seats=with_seats).isdisjoint(part.around)
        return not facets.touches.isdisjoint(self.change.matters)

    def _concerned(self, change: Change, horizon: Horizon, scope: Scope, with_seats: bool) -> Iterator[Part]:  # noqa: FBT001 - a facet as the others are
        """Yield the parts to which a rule or wish looks from anything that a change is about."""
        days = tuple(sorted(change.days if with_seats else change.elsewhere.days))
        if horizon <= WEEK and change.told:
            near = sorted({other for day in days for other in around(day, horizon)})
            yield Part(tuple(near), around=change.told)
        elif horizon == MEETING:
            units = change.units if with_seats else change.elsewhere.units
            yield from (Part(days, unit) for unit in sorted(units, key=str))
        elif horizon <= WEEK:
            yield from (Part(near) for near in dict.fromkeys(around(day, horizon) for day in days))
        elif scope == ALL:
            yield Part()
        else:
            movers = self.movers(change, with_seats=with_seats)
            if scope == MOVER:
                yield from (Part(movers=frozenset((m,)), around=frozenset((m,))) for m in sorted(movers))
            elif movers:
                yield Part(movers=movers, around=self._with_neighbours(self._with_neighbours(movers)))

    def movers(self, change: Change, *, with_seats: bool) -> frozenset[Mover]:
        """Return the movers that a change is about; with or without those of whom nothing but seats is otherwise."""
        if with_seats not in change.movers:
            days = (("meeting_day", one.meeting_day) for one in (*change.days_gone, *change.days_come))
            bodies = change.bodies if with_seats else change.elsewhere.bodies
            change.movers[with_seats] = frozenset([*map(self.mover_of, bodies), *days])
        return change.movers[with_seats]

    def _with_neighbours(self, movers: frozenset[Mover]) -> frozenset[Mover]:
        lines = [{mover_of(self.problem, code) for code in pair} for pair in self.problem.tied]
        return movers.union(*(ends for ends in lines if not movers.isdisjoint(ends)))

    def contradictions(self, change: Change) -> tuple[Breach, ...]:
        """Return where the parts that a change may concern contradict themselves; the same of others each time."""
        movers = self.movers(change, with_seats=True)
        part = self.of_movers(movers)
        there = {id(meeting) for meeting in part.meetings}
        others = [m for day in sorted(change.days) for m in self.meetings_on.get(day, ()) if id(m) not in there]
        return tuple(contradictions(self.problem, replace(part, meetings=in_order([*part.meetings, *others]))))

    @cached_property
    def _told(self) -> frozenset[Mover]:
        rows = self.problem.fixed_meetings
        days = {row.meeting_day for row in rows if row.body is None}
        bodies = {row.body for row in rows if row.body is not None}
        found = {self.mover_of(body) for body in bodies} | {("meeting_day", day) for day in days if day is not None}
        return frozenset(found)

    def told(self, days: AbstractSet[date]) -> frozenset[Mover]:
        """Return the movers on some days of whose single meetings the input says something."""
        if not self._told:
            return self._told
        return frozenset(self.mover(meeting) for day in days for meeting in self.meetings_on.get(day, ())) & self._told

    def clashes(self, day: date) -> tuple[Clash, ...]:
        """Return the clashes of a day."""
        horizon = furthest(self.problem, about(SEATS))
        if self.base is not None and horizon <= WEEK and self.change.days.isdisjoint(around(day, horizon)):
            return self.base.clashes(day)
        if day not in self._clashes:
            found = [
                breach
                for question in of_rules(about(SEATS))
                for breach in self.answer(question, Part(around(day, question.facets.horizon)))
            ]
            self._clashes[day] = clashes(self.problem, self.on(day), found)
        return self._clashes[day]
