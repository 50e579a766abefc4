"""A calendar held against what the council's own site shows of it: what is missing there, or wrong."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.found import Found, FoundMeeting
from scheduler.domain.names import name_key
from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Meeting, Plan
from scheduler.domain.problem import Problem

MISSING, NOT_OURS, DATE, TIME, ROOM, STATUS = "missing", "not_in_calendar", "date", "time", "room", "status"
UNKNOWN = "committee"
"""What can be wrong; a committee that is none of the calendar's bodies is one thing, whatever it holds."""
_FURTHEST = 31
"""Days by which a meeting on another date is taken for the same; beyond it is another."""
_PARTS_OF_A_PLACE = re.compile(r"[,;()|/]|\s[-\u2013\u2014]\s")


@dataclass(frozen=True)
class Wrong:
    """One thing that the site shows otherwise than the calendar has it."""

    kind: str
    meeting: Meeting | None = None
    """Of the calendar; None where it has none such."""
    found: FoundMeeting | None = None
    """Of the site; None where it shows none."""
    committee: str = ""
    """As the site calls it, where it is none of the calendar's."""


@dataclass(frozen=True)
class OnSite:
    """What came of the comparison."""

    wrong: tuple[Wrong, ...]
    compared: int
    """Meetings of the calendar that were looked for."""
    right: int
    """Those of them that the site shows as they are."""
    bodies: tuple[str, ...]
    """Codes of the bodies that the answers hold."""
    not_asked: tuple[str, ...]
    """Codes of the bodies that meet and that no answer holds: nothing is known of these."""
    elsewhen: int
    """Meetings that the site shows before or after the calendar."""


def shown_on_site(problem: Problem, plan: Plan, found: Found) -> OnSite:
    """Compare a calendar with what the site shows.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    found : Found
        What the answers hold, joined: each meeting once, by the name of its committee.

    """
    known = _names(problem)
    shown: defaultdict[str, list[FoundMeeting]] = defaultdict(list)
    strange: dict[str, None] = {}
    elsewhen = 0
    codes = {code: None for one in found.bodies if (code := known.get(name_key(one.name))) is not None}
    for one in sorted(found.meetings, key=lambda one: (one.date, one.start or 0)):
        code = known.get(name_key(one.body))
        if not plan.start_date <= one.date <= plan.end_date:
            elsewhen += 1
        elif code is None:
            strange[one.body] = None
        else:
            codes[code] = None
            shown[code].append(one)
    wrong = [Wrong(UNKNOWN, committee=name) for name in strange]
    right = compared = 0
    for code in codes:
        ours = [one for one in plan.meetings if one.body == code]
        looked_for = [one for one in ours if one.live]
        found_wrong = list(_of_body(problem, ours, shown[code]))
        wrong += found_wrong
        compared += len(looked_for)
        right += len({one.uid for one in looked_for} - {one.meeting.uid for one in found_wrong if one.meeting})
    meeting = {one.body for one in plan.live}
    not_asked = tuple(code for code in problem.bodies if code in meeting and code not in codes)
    return OnSite(tuple(wrong), compared, right, tuple(codes), not_asked, elsewhen)


def _names(problem: Problem) -> dict[str, str]:
    """Return the code of each body by its code, its name and its aliases, as names are compared."""
    names: dict[str, str] = {}
    for body in problem.bodies.values():
        for name in (body.code, *body.names):
            names.setdefault(name_key(name), body.code)
    return names


def _of_body(problem: Problem, ours: Sequence[Meeting], shown: Sequence[FoundMeeting]) -> Iterator[Wrong]:
    """Yield what is wrong of one body: meetings of one day are the same, then those that are nearest to one another."""
    pairs = _paired(ours, shown)
    for one, there in pairs:
        if one.date != there.date and one.live and not there.cancelled:
            yield Wrong(DATE, one, there)
        if one.live == there.cancelled or (one.live and _says_otherwise(one, there)):
            yield Wrong(STATUS, one, there)
        if one.live and not there.cancelled:
            if one.start != there.start:
                yield Wrong(TIME, one, there)
            if there.place and one.room is not None and not _is_there(problem, one, there.place):
                yield Wrong(ROOM, one, there)
    matched = {id(thing) for pair in pairs for thing in pair}
    yield from (Wrong(MISSING, one) for one in ours if one.live and id(one) not in matched)
    yield from (Wrong(NOT_OURS, found=there) for there in shown if not there.cancelled and id(there) not in matched)


def _paired(ours: Sequence[Meeting], shown: Sequence[FoundMeeting]) -> list[tuple[Meeting, FoundMeeting]]:
    """Return which meeting of the site is which of the calendar; what is cancelled on one side only on its own day."""
    ranked = sorted(
        (
            (abs((there.date - one.date).days), abs((there.start or one.start) - one.start), one.date, there.date, n, m)
            for n, one in enumerate(ours)
            for m, there in enumerate(shown)
            if one.date == there.date
            or (one.live and not there.cancelled and abs((there.date - one.date).days) <= _FURTHEST)
        )
    )
    found, taken, given = [], set(), set()
    for *_, n, m in ranked:
        if n not in taken and m not in given:
            taken.add(n)
            given.add(m)
            found.append((ours[n], shown[m]))
    return sorted(found, key=lambda pair: (pair[0].date, pair[0].start))


def _says_otherwise(one: Meeting, there: FoundMeeting) -> bool:
    """Whether the site says in words that a meeting is provisional, or confirmed, and it is the other."""
    said = {name_key(word) for word in there.status.split(";")}
    return {PROVISIONAL: CONFIRMED, CONFIRMED: PROVISIONAL}.get(one.status) in said and one.status not in said


def _is_there(problem: Problem, one: Meeting, place: str) -> bool:
    """Whether a place as the site writes it names the room of a meeting."""
    room = problem.rooms.get(one.room or "")
    names = {name_key(one.room or "")} if room is None else {name_key(room.name), name_key(room.code)}
    return not names.isdisjoint({name_key(place), *map(name_key, _PARTS_OF_A_PLACE.split(place))})
