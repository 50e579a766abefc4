"""Meetings at one moment need no more of any equipment than their rooms have built in and stores lend there.

What is lent is carried when the room is set up, and back once it is cleared.
Source: councils' booking systems (one webcasting kit, or one conference telephone, shared by several rooms).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from scheduler.domain.lending import MOST_VENUES, Carried, Lending, Limit, at_each_moment, lending
from scheduler.domain.meant import meant
from scheduler.domain.names import name_key
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.rooms import Equipment
from scheduler.domain.seating import Booking, bookings
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import body_title, subject_title
from scheduler.domain.verbs import DATES, DAY, ROOMS, TIMES, Choices, Placed, Post
from scheduler.domain.wording import SMALL_NUMBERS, clock, counted, listed, long_date
from scheduler.rules.protocol import Ease, Remedy, Rule

RULE = Rule(
    "equipment",
    source="councils' booking systems (one webcasting kit shared by several rooms)",
    about=ROOMS,
    touches={DATES, TIMES, ROOMS},
    horizon=DAY,
    ease=Ease.EQUIPMENT,
)
MOST_NAMED = 3
"""Who needs a thing, named in a reason; more are counted."""


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let no more be carried at once than is lent."""
    known = lending(problem)
    for limit in known.limits:
        carried = choices.carried(partial(_counted, known, limit), limit.most)
        name = known.names[limit.thing]
        post.at_most_at_once(carried, limit.most, Reason(RULE.name, name, _sentence(problem, known, limit.thing)))


def _counted(known: Lending, limit: Limit, placed: Placed, room: str) -> int:
    if isinstance(placed, Sitting):
        return known.counted(limit, placed.body.code, None, room)
    return known.counted(limit, None, placed.meeting_day.code, room)


def _sentence(problem: Problem, known: Lending, thing: str) -> str:
    needing = [body_title(problem, code) for code, of in known.of_body.items() if thing in of]
    needing += [f"the lunch of {subject_title(problem, code)}" for code, of in known.of_lunch.items() if thing in of]
    more = len(needing) - MOST_NAMED
    who = needing if more <= 0 else [*needing[:MOST_NAMED], counted(more, "other")]
    return f"{listed(who)} need the {in_a_sentence(known.names[thing])}, and {_stock(problem, known, thing)}."


def _stock(problem: Problem, known: Lending, thing: str) -> str:
    """Say how many are lent, and where."""
    limits = [limit for limit in known.limits if limit.thing == thing]
    return listed([_lent(limit) for limit in limits if limit.most] or [_lent(limits[0])])


def in_a_sentence(name: str) -> str:
    """Write a thing within a sentence: `webcasting kit` for `Webcasting kit`; `PA system` stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find moments at which more is carried than is lent: all who have it then, once.

    Meetings of which the rule is not asked are left out: what they have is no part of what others have to share.
    """
    known = lending(problem)
    of_day = defaultdict[dt.date, list[Booking]](list)
    if any(one.waives(RULE.name) for one in problem.one_meetings):
        plan = meant(problem, plan).without_waived(plan, RULE.name)
    for booking in bookings(problem, plan) if known.limits else ():
        of_day[booking.date].append(booking)
    for _, there in sorted(of_day.items()):
        told: dict[str, list[tuple[Carried, ...]]] = {}
        for limit in sorted(known.limits, key=lambda limit: (limit.thing, len(limit.venues or ()))):
            before = told.setdefault(limit.thing, [])
            found = [
                carried
                for carried in _too_many(limit, known.towards(limit, there))
                if not any(set(carried).issuperset(other) for other in before)
            ]
            before += found
            for carried in found:
                yield _breach(problem, known, limit, carried)


def _too_many(limit: Limit, carried: list[Carried]) -> Iterator[tuple[Carried, ...]]:
    """Yield what is carried at a moment when it is too many; what is facts alone, and a part of another, is left."""
    over = [there for there in at_each_moment(carried) if sum(one.number for one in there) > limit.most]
    for there in over:
        if not all(one.booking.fact for one in there) and not any(set(there) < set(other) for other in over):
            yield there


def _breach(problem: Problem, known: Lending, limit: Limit, carried: tuple[Carried, ...]) -> Breach:
    there = [one.booking for one in carried]
    names = [
        body_title(problem, one.bodies[0])
        if one.bodies
        else f"the lunch of {subject_title(problem, one.lunch_of or '')}"
        for one in there
    ]
    thing, total = in_a_sentence(known.names[limit.thing]), sum(one.number for one in carried)
    needs = {1: "needs", 2: "both need"}.get(len(carried), "need")
    many = f", {total} in all" if total > len(carried) or limit.most > 1 else ""
    who = listed(names)
    message = f"{who[0].upper()}{who[1:]} {needs} the {thing} {_when(there)}{many}, and {_lent(limit)}."
    return Breach(
        RULE.name,
        message,
        bodies=tuple(code for one in there for code in one.bodies),
        rooms=tuple(sorted({one.room.code for one in there})),
        dates=(there[0].date,),
    )


def _when(there: list[Booking]) -> str:
    """Say when bookings are: at a time within all of the meetings, or when each begins where these do not overlap."""
    starts = [one.start + one.room.setup_minutes for one in there]
    ends = [one.end - one.room.clear_minutes for one in there]
    day = f"on {long_date(there[0].date)}"
    if max(starts) < min(ends):
        return f"{day} at {clock(max(starts))}"
    times = listed([clock(start) for start in dict.fromkeys(starts)])
    return f"{day} at {times}, set-up and clearing included"


def _lent(limit: Limit) -> str:
    """Say how many are lent: `there is one`, `there are 12 at the Library`."""
    where = "" if limit.venues is None else f" at {listed(sorted(limit.venues), 'or')}"
    number = SMALL_NUMBERS.get(limit.most, str(limit.most) if limit.most else "none")
    return f"there {'are' if limit.most > 1 else 'is'} {number}{where}"


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that one more is found, or enough for all who need it at once."""
    thing, rows = name_key(reason.subject), [row for row in problem.equipment if row.body or row.meeting_day]
    if len(lending(problem).venues_lending(thing)) > MOST_VENUES:
        return
    needed = sum(row.quantity for row in rows if name_key(row.equipment) == thing)
    name = in_a_sentence(reason.subject)
    words = (1, f"one more {name}"), (needed, f"enough of the {name} for all, {needed} more")
    for dearer, (many, what) in enumerate(words if needed else ()):
        found = replace(problem, equipment=(*problem.equipment, Equipment(reason.subject, quantity=many)))
        yield Remedy(f"Borrow or hire {what}.", found, Ease.EQUIPMENT + dearer)
