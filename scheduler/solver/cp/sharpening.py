"""What several rules demand together, stated outright: without it a solver counts pigeons one by one.

No body meets oftener at once than those it cannot do without, or the few rooms it can use, allow.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Sitting
from scheduler.domain.verbs import Literal
from scheduler.rules import person_clash, room_clash, room_missing
from scheduler.solver.cp.attending import Attending
from scheduler.solver.cp.posting import Posting

MOST_ROOMS = 3
"""Rooms that meetings have to share, to be counted together."""


def sharpen(problem: Problem, choices: Attending, post: Posting) -> None:
    """State how many meetings at most can be at one moment, for each person they need and each few rooms they use."""
    own = [sitting for sitting in choices.sittings if sitting.gathering is None]
    for sittings in _by_required(choices, own, post):
        _at_most(choices, sittings, 1, 0, 0)
    housed = {s: frozenset(choices.rooms_for(s)) for s in own if not s.body.online and _needs_a_room(s, post)}
    for rooms in sorted({some for some in housed.values() if 0 < len(some) <= MOST_ROOMS}, key=sorted):
        if all(post.keeps((room_clash.RULE.name, room)) for room in rooms):
            sittings = [sitting for sitting, theirs in housed.items() if theirs <= rooms]
            setup = min(problem.rooms[room].setup_minutes for room in rooms)
            clear = min(problem.rooms[room].clear_minutes for room in rooms)
            _at_most(choices, sittings, len(rooms), setup, clear)


def _needs_a_room(sitting: Sitting, post: Posting) -> bool:
    return post.keeps((room_missing.RULE.name, sitting.body.code))


def _by_required(choices: Attending, sittings: Iterable[Sitting], post: Posting) -> Iterator[Sequence[Sitting]]:
    """Yield the meetings of more bodies than one that somebody without a substitute must attend."""
    found: defaultdict[str, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        held = choices.held(sitting)
        people = {
            row.person
            for row in choices.members(sitting)
            if row.required and not row.substitutes and choices.in_force(sitting, row) is held
            if post.keeps((person_clash.RULE.name, f"{row.person} at {sitting.body.code}"))
        }
        for person in sorted(people):
            if post.keeps((person_clash.RULE.name, person)):
                found[person].append(sitting)
    groups = {tuple(some) for some in found.values() if len({sitting.body.code for sitting in some}) > 1}
    yield from sorted(groups, key=lambda group: [sitting.name for sitting in group])


def _at_most(choices: Attending, sittings: Sequence[Sitting], most: int, setup: int, clear: int) -> None:
    """Let no more than so many meetings be at one moment, set-up and clearing included."""
    if len(sittings) <= most:
        return
    for moment in sorted({start - setup for sitting in sittings for start in sitting.starts}):
        on_day: defaultdict[date, list[Literal]] = defaultdict(list)
        for sitting in sittings:
            starts = [s for s in sitting.starts if s - setup <= moment < s + sitting.duration + clear]
            for day in choices.open_days(sitting) if starts else ():
                on_day[day] += choices.held_during(sitting, [(day, start) for start in starts])
        for _, literals in sorted(on_day.items()):
            if len(literals) > most:
                choices.model.add(sum(literals) <= most)
