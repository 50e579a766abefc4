"""What follows from an edit by hand, in groups of sentences: whoever shows them, a command or a page, says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.domain.by_hand import Told
from scheduler.domain.consequences import AGENDA, REPORT, DeadlineNow, RoomNow
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title, room_title, subject_title
from scheduler.domain.wording import counted, listed, long_date, rule_words
from scheduler.law.decisions import decisions_taken
from scheduler.law.forward_plan import MATTERS
from scheduler.law.warnings import warnings as law_warnings
from scheduler.law.words import warning_words
from scheduler.messages.changes import clash_lines, seat_lines
from scheduler.messages.differences import lunch_sentences
from scheduler.wishes import WISHES

MENDED, WAIVED, CLASHES, SEATS, DEADLINES = "mended", "waived", "clashes", "seats", "deadlines"
ROOMS, POUNDS, LAW, WORSE, BETTER = "rooms", "pounds", "law", "worse", "better"
TOLD_OTHERWISE = ("apologies", "substitutes", "unmoved")
"""Tiers of which people, deputies and moves tell by name."""
ROOM_COST = "room_cost"
"""The wish of which pounds tell."""


@dataclass(frozen=True)
class Group:
    """What follows in one respect."""

    kind: str
    title: str
    """What the lines are, as a heading; blank where they are sentences by themselves."""
    lines: tuple[str, ...]


def following(problem: Problem, before: Plan, told: Told) -> Iterator[Group]:
    """Yield what follows from an edit that can be made, in the order in which an officer cares.

    Parameters
    ----------
    problem : Problem
        The input.
    before : Plan
        The calendar as it is.
    told : Told
        The edit, and what is told of it.

    """
    found = told.edited.follows
    taken_along = {(clash.bodies, clash.people) for clash in found.disappear_clashes}
    clashes = [clash for clash in found.appear_clashes if (clash.bodies, clash.people) not in taken_along]
    moved_rooms = [room for room in found.rooms if room.was not in (None, room.now)]
    known = law_warnings(problem, before)
    against = [one for one in law_warnings(problem, told.edited.plan) if one not in known]
    off = {meeting_title(problem, was) for was, now in told.edited.meetings if was and not (now and now.live)}
    reasons = listed([one.reason for one in told.edited.waivers])
    groups = (
        Group(MENDED, "It puts right", tuple(breach.message for breach in found.disappear_breaches)),
        Group(
            WAIVED,
            f"Not asked of it, this once ({reasons})",
            tuple(f"{rule_words(breach.rule)}: {breach.message}" for breach in told.waived),
        ),
        Group(CLASHES, "Wanted in two places", tuple(clash_lines(problem, clashes))),
        Group(SEATS, "Attendance", tuple(seat_lines(problem, found.seats))),
        Group(
            DEADLINES,
            "",
            (
                *_deadlines(problem, told, found.deadlines),
                *_decisions(problem, before, told.edited.plan),
            ),
        ),
        Group(
            ROOMS,
            "",
            (
                *(_room(problem, told, room) for room in moved_rooms),
                *(f"{line}." for line in lunch_sentences(problem, before, told.edited.plan)),
            ),
        ),
        Group(POUNDS, "", tuple(_pounds(found.pounds))),
        Group(LAW, "Against the law then", tuple(map(warning_words, against))),
        Group(WORSE, "No longer granted", tuple(_wishes(found.worse))),
        Group(BETTER, "Granted now", tuple(_wishes([row for row in found.better if row.subject not in off]))),
    )
    return (group for group in groups if group.lines)


def _deadlines(problem: Problem, told: Told, deadlines: Sequence[DeadlineNow]) -> Iterator[str]:
    """Say for each meeting when reports and agenda are due, and when they were."""
    for body, number in dict.fromkeys((one.body, one.sequence) for one in deadlines):
        theirs = [one for one in deadlines if (one.body, one.sequence) == (body, number)]
        theirs.sort(key=lambda one: one.kind == AGENDA)
        due = [f"{_DUE[one.kind]} by {long_date(one.now)}" for one in theirs if one.now is not None]
        were = [long_date(one.was) for one in theirs if one.was is not None]
        if due:
            now = f" (now {listed(were)})" if were else ""
            yield f"{_of(problem, told, body, number)}{listed(due)}{now}."


def _decisions(problem: Problem, before: Plan, after: Plan) -> Iterator[str]:
    """Say of each decision, which goes with its meeting, which notices are due on another day, and what is late."""
    taken = {one.decision.code: one for one in decisions_taken(problem, before, problem.planned_on)}
    with_numbers = {
        code: one.decision if one.meeting is None else replace(one.decision, number=one.meeting.sequence)
        for code, one in taken.items()
    }
    for one in decisions_taken(replace(problem, decisions=with_numbers), after, problem.planned_on):
        was = taken[one.decision.code]
        if one.trouble and one.trouble != was.trouble:
            yield f"{one.decision.title}: {one.trouble}."
        dues = {notice.row.matter: notice.due for notice in was.notices}
        for notice in one.notices:
            due = dues.get(notice.row.matter)
            if due != notice.due:
                now = "" if due is None else f" (now {long_date(due)})"
                late = f" {notice.standing}." if notice.late else ""
                yield f"{one.decision.title}: {MATTERS[notice.row.matter]}, by {long_date(notice.due)}{now}.{late}"


_DUE = {REPORT: "reports in", AGENDA: "agenda out"}


def _of(problem: Problem, told: Told, body: str, number: int) -> str:
    """Name the meeting that a line is about, where there are several."""
    own = {(one.body, one.sequence) for pair in told.edited.meetings for one in pair if one is not None}
    return "Then " if own == {(body, number)} else f"{subject_title(problem, body)} ({body}#{number}): "


def _room(problem: Problem, told: Told, room: RoomNow) -> str:
    was, now = (None if code is None else room_title(problem, code) for code in (room.was, room.now))
    lunch = f"The lunch of {subject_title(problem, room.subject)}: "
    of = lunch if room.lunch else _of(problem, told, room.subject, room.sequence)
    if now is None:
        return f"{of}{was} is free again."
    return f"{of}in {now}{'' if was is None else f' instead of {was}'}."


def _pounds(pounds: tuple[int, int]) -> Iterator[str]:
    more = pounds[1] - pounds[0]
    if more:
        yield f"Rooms cost £{abs(more):,} {'more' if more > 0 else 'less'} in the year."


def _wishes(rows: Sequence[UngrantedWish]) -> Iterator[str]:
    """Say which wishes come or go, in their own words."""
    told = {wish.WISH.name for wish in WISHES if wish.WISH.tier not in TOLD_OTHERWISE} - {ROOM_COST}
    return iter(dict.fromkeys(f"{row.subject}: {row.why}" for row in rows if row.wish in told))


def notice_words(problem: Problem, told: Told) -> str:
    """Say whether there is time for the notice of what is moved or new; blank where none is due."""
    due = [now.agenda_deadline for _, now in told.edited.meetings if now is not None and now.live]
    last = min((day for day in due if day is not None), default=None)
    if last is None:
        return ""
    left = (last - problem.planned_on).days
    if left < 0:
        return f"There is no time left for notice: the agenda would have had to be out by {long_date(last)}."
    if left == 0:
        return "There is time for notice only if the agenda goes out today."
    return f"There is time for notice: {counted(left, 'day')} until the agenda has to be out."
