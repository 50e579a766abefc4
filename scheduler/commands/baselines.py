"""What a year is planned from: the calendar that stands in its folder, an earlier one that is named, or none.

What members have in their calendars is what was last written of each meeting: revisions are counted from that, and
changes told against it, whichever calendar the new one is to be near to.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

from scheduler.commands.publications import is_published
from scheduler.commands.sources import moment_of_planning, read_plan
from scheduler.domain.plan import CANCELLED, CONFIRMED, Meeting, Occurrence, Plan, Shown
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.uids import meeting_uid
from scheduler.domain.wording import counted
from scheduler.errors import InputFaults
from scheduler.outputs.places import PLAN_FILE, PREVIOUS, beside, mend, place_of
from scheduler.reading.plans.files import ReadPlan
from scheduler.solver.cp.identity import identified


@dataclass(frozen=True)
class Baseline:
    """What a plan is made from."""

    near: Plan | None = None
    """What is to be moved as little as can be."""
    last: Plan | None = None
    """What members have: of each meeting what was last written of it."""
    words: tuple[str, ...] = ()
    """Which calendar it is, and what becomes of the one in the folder."""

    def told_against(self, problem: Problem) -> Problem:
        """Return the problem for what is written: changes and revisions are counted from what members have."""
        return replace(problem, baseline=self.last, afresh=self.near is None)

    def completed(self, problem: Problem, plan: Plan) -> Plan:
        """Return the plan with the meetings that members have and it does not hold, as cancelled, until their date.

        What was done by hand to the calendar that it is near to stays known as that.
        """
        plan = plan if self.near is None else replace(plan, by_hand=self.near.by_hand)
        if self.last is None or self.last is self.near:
            return plan
        held = {meeting.uid for meeting in plan.meetings}
        first = max(problem.planned_on, problem.settings.start_date)
        gone = [
            replace(old, status=CANCELLED, agenda_items=())
            for year in self.last.years
            for old in year.meetings
            if old.uid not in held and first <= old.date <= problem.settings.end_date
        ]
        return replace(plan, meetings=_in_order((*plan.meetings, *gone)))


def baseline_of(
    problem: Problem, folder: Path, named: Path | None, as_of: datetime | None, *, afresh: bool = False
) -> Baseline:
    """Find what to plan from.

    Parameters
    ----------
    problem : Problem
        The input.
    folder : Path
        Where the plan is to go.
    named : Path, optional
        The baseline that the officer names: a plan, or a table made by hand.
    as_of : datetime, optional
        The moment of planning, where the officer says it.
    afresh : bool
        Whether what stands in the folder is no baseline; members have it all the same, and revisions go on from it.

    Raises
    ------
    InputFaults
        If a calendar cannot be read, that in the folder is another authority's, or the day must be said: meetings
        that are confirmed or published may have been held, or called, by then.

    """
    if afresh and named is None:
        return Baseline(None, _standing(problem, folder, afresh=True))
    standing = _standing(problem, folder, afresh=afresh)
    near, last = (standing, standing) if named is None else _named(problem, named, folder, standing, as_of)
    if as_of is None:
        for plan, place in ((near, named or folder), (standing, folder)):
            if plan is not None:
                _refuse_without_a_day(problem, plan, place)
    return Baseline(near, last, tuple(_words(folder, named, standing, near)))


def _standing(problem: Problem, folder: Path, *, afresh: bool) -> Plan | None:
    """Return the plan that stands in the folder; None where there is none, or afresh none of ours that can be read."""
    mend(folder)
    if not (folder / PLAN_FILE).exists():
        return None
    try:
        plan = read_plan(folder, problem).plan
    except InputFaults:
        if afresh:
            return None
        raise
    if not is_of_authority(problem, plan):
        if afresh:
            return None
        raise InputFaults((_of_another_authority(problem, plan, folder),))
    return plan


def is_of_authority(problem: Problem, plan: Plan) -> bool:
    """Whether the uids of a plan's meetings are made of the name of this input's authority; so if it has none."""
    meetings = [meeting for year in plan.years for meeting in year.meetings]
    return not meetings or any(meeting.uid in _uids(problem, meeting) for meeting in meetings)


def _uids(problem: Problem, meeting: Meeting) -> set[str]:
    """Return the uids that the meeting has at this authority, by every code that its body has had."""
    body = problem.bodies.get(meeting.body)
    codes = (meeting.body,) if body is None else (meeting.body, body.code, *body.aliases)
    return {meeting_uid(problem, code, meeting.sequence) for code in codes}


def _of_another_authority(problem: Problem, plan: Plan, folder: Path) -> Fault:
    settings = problem.settings
    named = replace(problem, settings=replace(settings, authority=plan.title))
    ours = settings.authority or settings.title
    message = f"{folder} holds “{plan.title}”, the calendar of another authority than {ours}"
    other = f"Choose another folder with -o, or type --afresh: what is there is then kept as {beside(folder, PREVIOUS)}"
    if is_of_authority(named, plan):
        return Fault(
            "", None, None, message, f"{other}. If it is the same, write {plan.title} as authority in settings"
        )
    return Fault("", None, None, message, other)


def _named(
    problem: Problem, named: Path, folder: Path, standing: Plan | None, as_of: datetime | None
) -> tuple[Plan, Plan]:
    """Return the calendar that is named as the baseline, and what members have of each meeting."""
    read = read_plan(named, problem)
    if read.has_attendance:
        if standing is None:
            return read.plan, read.plan
        same = place_of(named) in (place_of(folder), place_of(folder / PLAN_FILE))
        return (standing, standing) if same else (read.plan, newest(standing, read.plan))
    edited = _edited(problem, named, read) or standing
    if edited is None or not _overlap(edited, read.plan):
        near = read.plan
    else:
        today = replace(problem, as_of=moment_of_planning(problem, edited, as_of)).planned_on
        near = laid_over(problem, read, edited, today)
    return near, newest(*(one for one in (edited, standing) if one is not None), near)


def _edited(problem: Problem, table: Path, read: ReadPlan) -> Plan | None:
    """Return the plan beside a table, of which the table is an edited list; None where there is none of its days."""
    mend(table)
    if not (table.parent / PLAN_FILE).exists():
        return None
    plan = read_plan(table.parent, problem).plan
    return plan if is_of_authority(problem, plan) and _overlap(plan, read.plan) else None


def _overlap(plan: Plan, table: Plan) -> bool:
    """Whether any meeting of a table lies in the calendar of a plan."""
    return any(plan.start_date <= meeting.date <= plan.end_date for meeting in table.meetings)


def laid_over(problem: Problem, read: ReadPlan, standing: Plan, today: date) -> Plan:
    """Return a calendar made by hand as an edition of the one that stands.

    A meeting that stands in both keeps its uid, number, attendance and revision; one that the table leaves out is
    cancelled, unless it was before today. Where the table has no numbers, meetings are matched as `identified` does.

    Parameters
    ----------
    problem : Problem
        The input.
    read : ReadPlan
        The table.
    standing : Plan
        The calendar that members have.
    today : date
        The day of planning.

    """
    table = list(read.plan.meetings) if read.has_numbers else _matched(problem, read.plan, standing)
    known = {(meeting.body, meeting.sequence): meeting for meeting in standing.meetings}
    found = {
        (one.body, one.sequence): _edition(problem, known.get((one.body, one.sequence)), one, read) for one in table
    }
    left_out = [
        replace(old, status=CANCELLED, agenda_items=()) if old.date >= today else old
        for name, old in known.items()
        if name not in found
    ]
    return replace(
        standing,
        meetings=_in_order((*found.values(), *left_out)),
        occurrences=tuple(_days(standing, read.plan)),
    )


def _matched(problem: Problem, table: Plan, standing: Plan) -> list[Meeting]:
    """Return the meetings of a table without numbers with the numbers that they have in the calendar that stands."""
    by_date = {(meeting.body, meeting.date): meeting for meeting in reversed(standing.meetings)}
    cancelled = {
        meeting: by_date[meeting.body, meeting.date]
        for meeting in table.meetings
        if not meeting.live and (meeting.body, meeting.date) in by_date
    }
    gone = {meeting.uid for meeting in cancelled.values()}
    left = (replace(one, status=CANCELLED) if one.uid in gone else one for one in standing.meetings)
    rows = {_place(one): one for one in table.live}
    asked = replace(problem, baseline=replace(standing, meetings=tuple(left)), as_of="")
    numbers = {_place(one): one.sequence for one in identified(asked, list(rows.values())) if one.live}
    return [
        *(replace(one, sequence=numbers[place]) for place, one in rows.items()),
        *(replace(meeting, sequence=old.sequence) for meeting, old in cancelled.items()),
    ]


def _place(meeting: Meeting) -> tuple[str, date, int]:
    return meeting.body, meeting.date, meeting.start


def _edition(problem: Problem, old: Meeting | None, now: Meeting, read: ReadPlan) -> Meeting:
    """Return a meeting of the calendar that stands as a table has it."""
    if old is None:
        return replace(now, uid=meeting_uid(problem, now.body, now.sequence))
    status = now.status if CANCELLED in (now.status, old.status) or now.status == CONFIRMED else old.status
    there = (now.venue, now.room) if read.has_rooms else (old.venue, old.room)
    return replace(
        old,
        date=now.date,
        start=now.start,
        end=now.end,
        venue=there[0],
        room=there[1],
        status=status,
        agenda_deadline=old.agenda_deadline if now.date == old.date else now.agenda_deadline,
        revision=max(old.revision, now.revision),
    )


def _days(standing: Plan, table: Plan) -> Iterator[Occurrence]:
    """Yield the meeting days on the dates of the table, in order of date what they were in that order."""
    codes = dict.fromkeys(one.meeting_day for one in (*standing.occurrences, *table.occurrences))
    found = []
    for code in codes:
        for old, now in zip_longest(standing.occurrences_of(code), table.occurrences_of(code)):
            if now is not None:
                found.append(now if old is None else replace(old, date=now.date, venue=now.venue or old.venue))
    yield from sorted(found, key=lambda one: (one.date, one.meeting_day))


def newest(first: Plan, *others: Plan) -> Plan:
    """Return the first plan with whatever another holds of a meeting, or last showed, that is of a later revision."""
    best: dict[str, Meeting] = {}
    shown: dict[str, Shown] = {}
    for plan in (first, *others):
        for meeting in (one for year in plan.years for one in year.meetings):
            best[meeting.uid] = max(best.get(meeting.uid, meeting), meeting, key=_lateness)
        for uid, event in plan.shown.items():
            shown[uid] = max(shown.get(uid, event), event, key=_lateness)
    years = list(first.years)
    known = {meeting.uid for year in years for meeting in year.meetings}
    for year in (year for other in others for year in other.years):
        fresh = tuple(meeting for meeting in year.meetings if meeting.uid not in known)
        known.update(meeting.uid for meeting in fresh)
        years.append(replace(year, meetings=fresh, occurrences=(), earlier=(), shown={}))
    years = [replace(year, meetings=tuple(best[one.uid] for one in year.meetings)) for year in years]
    whole = years.pop(len(first.earlier))
    return replace(
        whole,
        earlier=tuple(year for year in years if year.meetings or year.occurrences),
        shown=shown,
        by_hand=tuple(dict.fromkeys(one for plan in (first, *others) for one in plan.by_hand)),
    )


def _lateness(one: Meeting | Shown) -> tuple[int, str]:
    return one.revision, one.changed


def _in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda one: (one.date, one.start, one.body, one.sequence)))


def _refuse_without_a_day(problem: Problem, plan: Plan, place: Path) -> None:
    """Raise InputFaults where a calendar is in force, and nobody has said what day it is."""
    ours = plan.within(problem.settings.start_date, problem.settings.end_date)
    confirmed = sum(meeting.status == CONFIRMED for meeting in ours.meetings)
    if confirmed:
        said = f"{counted(confirmed, 'meeting')} of {place} {'is' if confirmed == 1 else 'are'} confirmed"
    elif ours.live and is_published(place, ours):
        said = f"{place} has been published"
    else:
        return
    message = f"{said}, and what has been held or called by today stays as it is: it must be known what day it is"
    remedy = f"Type --as-of today, or another day as --as-of {problem.settings.start_date.isoformat()}"
    raise InputFaults((Fault("", None, None, message, remedy),))


def _words(folder: Path, named: Path | None, standing: Plan | None, near: Plan | None) -> Iterator[str]:
    """Say which calendar is the baseline, and what becomes of the one in the folder."""
    if standing is not None and (named is None or near is standing):
        yield f"The plan in {folder} is the baseline, and as little of it as can be is moved; --afresh begins anew."
    elif standing is not None and named is not None and place_of(named.parent) != place_of(folder):
        yield (
            f"{folder} holds another plan than {named}: it is kept as {beside(folder, PREVIOUS)}. Dates stay near to "
            f"{named}; the revisions of both are counted on."
        )
