"""A calendar as it stands, with all that is counted once for many questions; and it with an edit made, compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice, product
from typing import Concatenate, ParamSpec, TypeVar

from scheduler.checking.breaches import recount
from scheduler.checking.consequences import EditedCalendar
from scheduler.checking.parts import Calendar
from scheduler.checking.touched import Change, in_order
from scheduler.commands.placing import Moved, Placed, Placing, Seating
from scheduler.domain.edits import AT_A_PRICE, FREE, Edit, Edited, Move, OpenDay, Several, Single, Swap, Unpin
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Waiver
from scheduler.domain.rows_by_hand import Rows
from scheduler.solver.repair.seat_assignment import seated_together
from scheduler.wishes import TIERS, WISHES
from scheduler.wishes.room_cost import pounds

MOST_WAYS = 24
"""Starts of the meetings of one edit that are tried together."""


class TakesSolver(Exception):
    """The seats of some day are too entangled to be dealt without a solver, and none is to be loaded here.

    Parameters
    ----------
    told : tuple of OpenDay
        Of several days that were asked about, those that could be told all the same.
    left : tuple of date
        Those that could not.

    """

    def __init__(self, told: tuple[OpenDay, ...] = (), left: tuple[date, ...] = ()) -> None:
        super().__init__(f"{len(left)} days take a solver" if left else "it takes a solver")
        self.told, self.left = told, left


def seated_elsewhere(_problem: Problem, _meetings: Sequence[Meeting]) -> list[Meeting]:
    """Seat nobody: say that it takes a solver."""
    raise TakesSolver


Given = ParamSpec("Given")
Found = TypeVar("Found")


def asked_here(
    problem: Problem,
    plan: Plan,
    question: "Callable[Concatenate[Standing, Given], Found]",
    *given: Given.args,
    **named: Given.kwargs,
) -> Found:
    """Return what a question about a calendar is answered where a solver may be loaded."""
    return question(Standing(problem, plan), *given, **named)


class Standing:
    """A calendar as it stands, with all that is counted once for many questions.

    Parameters
    ----------
    problem : Problem
        The input, with the moment of asking (`as_of`); its baseline is the calendar where it has none.
    plan : Plan
        The calendar, people seated.
    seating : callable, optional
        Seats people where that takes a solver; `seated_elsewhere` where none is to be loaded.

    """

    def __init__(self, problem: Problem, plan: Plan, seating: Seating = seated_together) -> None:
        self.seating = seating
        self.problem = problem if problem.baseline is not None else replace(problem, baseline=plan)
        self.plan = plan
        self.calendar = Calendar.of(self.problem, plan)

    @cached_property
    def values(self) -> dict[str, int]:
        """What each tier comes to, but for that of leaving meetings in place."""
        tiers = [tier for tier in TIERS if any(wish.WISH.tier == tier != "unmoved" for wish in WISHES)]
        return recount(self.problem, self.calendar.plan, tiers)[0]

    @cached_property
    def pounds(self) -> int:
        """What all rooms cost."""
        return pounds(self.problem, self.calendar.plan)

    def after(self, edited: Edited) -> "Standing":
        """Return the calendar with an edit accepted; what it does not touch is not counted again."""
        if edited.barred:
            return self
        found = Standing.__new__(Standing)
        found.seating = self.seating
        problem = with_rows(self, edited.edit, edited.waivers)
        found.problem, found.plan = problem, edited.plan
        found.calendar = self.calendar.changed(difference_of(self.plan, edited.plan), problem)
        found.values = {cost.tier: cost.then for cost in edited.follows.costs}
        found.pounds = edited.follows.pounds[1]
        return found

    def placing(self, problem: Problem, calendar: Calendar) -> Placing:
        """Return how a calendar that is made from this one is made with some meetings elsewhere."""
        return Placing(problem, calendar, self.seating)

    def subject(self, code: str, number: int) -> Moved:
        """Return a meeting with all that moves with it, or an occurrence of a meeting day; KeyError if it has none."""
        plan = self.calendar.plan
        if code in self.problem.meeting_days:
            for one in plan.occurrences_of(code):
                if one.sequence == number:
                    return Moved(plan.of_occurrence(one), one)
        for meeting in plan.of_body(code):
            if meeting.sequence == number:
                days = plan.occurrences_of(meeting.meeting_day) if meeting.meeting_day is not None else ()
                day = next((one for one in days if one.date == meeting.date), None)
                return Moved((meeting,) if day is None else plan.of_occurrence(day), day)
        raise KeyError(f"{code}#{number}")


def with_rows(standing: Standing, edit: Edit, waivers: Sequence[Waiver] = ()) -> Problem:
    """Return the input with the rows that an edit leaves; itself where they ask for nothing that the edit does not do.

    What bound a meeting to its day, start or room moves along: whoever moves it by hand moves that as well. A meeting
    moved to a day at one of its body's own starts needs no row to be there.
    """
    problem, plan = standing.problem, standing.calendar.plan
    rows = Rows(problem)
    for one in each(edit):
        moves = (Move(*one.one, date=date.min), Move(*one.other, date=date.min)) if isinstance(one, Swap) else (one,)
        for move in moves:
            if isinstance(move, Move):
                subject = standing.subject(move.body, move.number)
                if any(rows.bound_by(thing) for thing in subject.things):
                    rows.make(plan, Unpin(move.body, move.number))
        if (
            not isinstance(one, Move | Swap)
            or waivers
            or (isinstance(one, Move) and (one.start, one.room) != (None, None))
        ):
            rows.make(plan, one, waivers)
    return problem if rows.standing == problem.fixed_meetings else replace(problem, fixed_meetings=rows.standing)


def each(edit: Edit) -> tuple[Single, ...]:
    """Return the edits that one is made of."""
    return edit.edits if isinstance(edit, Several) else (edit,)


def whole(plan: Plan, change: Change) -> Plan:
    """Return a calendar with a change; what the input does not know of it stays in it."""
    gone = {(one.uid, one.date, one.start) for one in change.gone}
    lost = {(one.meeting_day, one.date, one.sequence) for one in change.days_gone}
    meetings = [one for one in plan.meetings if (one.uid, one.date, one.start) not in gone]
    held = [one for one in plan.occurrences if (one.meeting_day, one.date, one.sequence) not in lost]
    return replace(
        plan,
        meetings=in_order([*meetings, *change.come]),
        occurrences=tuple(sorted([*held, *change.days_come], key=lambda one: (one.date, one.meeting_day))),
    )


def difference_of(before: Plan, after: Plan) -> Change:
    """Return what is otherwise in one calendar than in another."""
    was, now = {id(one) for one in before.meetings}, {id(one) for one in after.meetings}
    held, later = {id(one) for one in before.occurrences}, {id(one) for one in after.occurrences}
    return Change(
        tuple(one for one in before.meetings if id(one) not in now),
        tuple(one for one in after.meetings if id(one) not in was),
        tuple(one for one in before.occurrences if id(one) not in later),
        tuple(one for one in after.occurrences if id(one) not in held),
    )


@dataclass(frozen=True)
class Piece:
    """What an edit does to one thing: it is taken out, and put where it may be, or cancelled."""

    gone: Moved | None
    ways: tuple[Moved, ...] = ()
    """Where it may be, the most likely first."""
    cancelled: tuple[Meeting, ...] = ()

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings that it is about, as they are."""
        return () if self.gone is None else self.gone.meetings


class Made:
    """A calendar with an edit made, compared with the one before."""

    def __init__(self, standing: Standing, placed: Placed, change: Change) -> None:
        self.standing, self.placed, self.change = standing, placed, change
        self.compared = EditedCalendar(standing.calendar, placed.calendar, change, standing.values)

    @cached_property
    def appear(self) -> tuple[Breach, ...]:
        """What is newly broken of the rules."""
        return self.compared.appearing()

    @cached_property
    def verdict(self) -> str | None:
        """Whether it is free or at a price; None where a rule is newly broken."""
        if self.appear:
            return None
        return AT_A_PRICE if any(cost.then > cost.now for cost in self.compared.costs) else FREE

    @property
    def as_good_as_any(self) -> bool:
        """Whether no other start, nor another room, could make the day less dear."""
        return self.verdict is not None and self.compared.only_the_day_is_dear

    @property
    def rank(self) -> tuple[object, ...]:
        """How good it is, less is better: rules newly broken, and then each tier."""
        return len(self.appear), () if self.appear else tuple(cost.then for cost in self.compared.costs)

    @property
    def pounds(self) -> tuple[int, int]:
        """What all rooms cost before and after."""
        days = sorted(self.change.days)
        was, now = (pounds(side.problem, side.on(*days)) for side in (self.compared.before, self.compared.after))
        return self.standing.pounds, self.standing.pounds + now - was


def best(standing: Standing, placing: Placing, pieces: Sequence[Piece]) -> Made:
    """Return the calendar with an edit made in the best of its ways: the first that is as good as any."""
    gone = [piece.gone for piece in pieces if piece.gone is not None]
    cancelled = [meeting for piece in pieces for meeting in piece.cancelled]
    chosen: Made | None = None
    for way in islice(product(*(piece.ways for piece in pieces if piece.ways)), MOST_WAYS):
        placed = placing.made(gone, way, cancelled)
        made = Made(standing, placed, placed.change)
        if made.as_good_as_any:
            return made
        if chosen is None or made.rank < chosen.rank:
            chosen = made
    if chosen is None:
        raise ValueError("an edit that can be made in no way")
    return chosen
