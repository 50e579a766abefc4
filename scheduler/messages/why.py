"""Why a meeting is not on a day, or what it would cost: sentences a councillor can be sent, and one document."""

from collections.abc import Iterator, Sequence
from typing import Any

from scheduler.domain.other_dates import Answer, Cost, Displaced, Placement
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.titles import body_title, room_title, theme_title
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.messages.documents import as_json
from scheduler.wishes import WISHES
from scheduler.wishes.quantities import differences, of_tier, quantities
from scheduler.wishes.tiers import tier_title

OUT_OF_TIME = "out_of_time"
UNMOVED = "unmoved"
MOST_WISHES = 8
"""Of the wishes of one tier, how many subjects are told."""


def why_sentences(problem: Problem, answer: Answer) -> Iterator[str]:
    """Say the answer first, then the reasons, or the price and whom it displaces."""
    if answer.date is None:
        yield from _days_around(problem, answer)
    elif answer.possible is None:
        yield (
            f"Time ran out before it was known whether {_name(problem, answer)} can {_meet(answer)} "
            f"{_on(answer)}. Give it longer with --time-limit."
        )
    elif answer.placement is None:
        yield from _not_possible(problem, answer)
    elif answer.placement.date == answer.asked.date and answer.placement.start == answer.asked.start:
        yield f"{answer.asked.title(problem)} is on {_present(answer)} already ({answer.asked.name})."
    else:
        yield from _possible(problem, answer, answer.placement)


def _name(problem: Problem, answer: Answer) -> str:
    """Name what is asked about, within a sentence."""
    title = answer.asked.title(problem)
    return f"t{title[1:]}"


def _meet(answer: Answer) -> str:
    return "be held" if answer.asked.whole_day else "meet"


def _on(answer: Answer) -> str:
    at = "" if answer.start is None else f" at {clock(answer.start)}"
    return "" if answer.date is None else f"on {long_date(answer.date)}{at}"


def _present(answer: Answer) -> str:
    at = "" if answer.asked.start is None else f" at {clock(answer.asked.start)}"
    return f"{long_date(answer.asked.date)}{at}"


def _not_possible(problem: Problem, answer: Answer) -> Iterator[str]:
    title = answer.asked.title(problem)
    if len(answer.because) == 1:
        yield f"{title} cannot {_meet(answer)} {_on(answer)}: {answer.because[0].message}"
    else:
        yield f"{title} cannot {_meet(answer)} {_on(answer)}:"
        yield from _reasons(answer.because)
    if not answer.minimal:
        yield "Time ran out before it was shown that each of these is needed."
    yield from _its_meeting_day(problem, answer)
    if answer.beyond is not None:
        yield f"If {listed(answer.beyond.changes)}:"
        yield from (f"  {sentence}" for sentence in why_sentences(problem, answer.beyond.answer))


def _reasons(because: Sequence[Reason]) -> Iterator[str]:
    yield from (f"  - {reason.message}" for reason in because)


def _its_meeting_day(problem: Problem, answer: Answer) -> Iterator[str]:
    if answer.asked.occurrence is not None and not answer.asked.whole_day:
        name = problem.meeting_days[answer.asked.mover].name
        yield f"It sits in {name}, and moves only with the whole of it."


def _possible(problem: Problem, answer: Answer, placement: Placement) -> Iterator[str]:
    title, others = answer.asked.title(problem), [one for one in placement.displaced if not one.together]
    where = _where(problem, placement)
    effect = "and nothing else would have to move"
    if others:
        effect = f"and {counted(len(others), 'other meeting')} would have to move"
    price = "" if any(placement.price) else ", at no cost to any wish"
    yield f"{title} could {_meet(answer)} on {where} instead of {_present(answer)}, {effect}{price}."
    yield from _its_meeting_day(problem, answer)
    together = [one for one in placement.displaced if one.together]
    if together:
        lunch = ", and the lunch" if problem.lunch_of(answer.asked.mover) is not None else ""
        yield f"With it {'moves' if len(together) == 1 else 'move'} the rest of the day{lunch}:"
        yield from (f"  - {_move(problem, one)}" for one in together)
    if others:
        yield "These would have to make room:" if placement.in_the_way else "These would move:"
        yield from (f"  - {_move(problem, one)}" for one in others)
        if placement.in_the_way:
            yield "For as the calendar stands:"
            yield from _reasons(placement.in_the_way)
        if not placement.proven:
            yield "Fewer may do: there was no proof in time, or the calendar is too large for one."
    if placement.other_rooms:
        yield "These would stay, in another room:"
        yield from (f"  - {_room_change(problem, one)}" for one in placement.other_rooms)
    for theme in placement.other_themes:
        before, after = (
            "no theme" if code is None else f"the theme “{theme_title(problem, code)}”"
            for code in (theme.before, theme.after)
        )
        yield f"The lunch on {long_date(theme.date)} would have {after} instead of {before}."
    if any(placement.price) and not placement.exact:
        yield f"It costs this at most: {_no_proof(placement)}"
    yield from _price(problem, placement)


def _no_proof(placement: Placement) -> str:
    """Say that it is not shown that nothing costs less, and which tier is the first that might come lower."""
    for cost in placement.costs:
        if cost.bound is None:
            break
        if cost.bound < cost.then:
            return f"that it could not be less was not shown, of {tier_title(cost.tier).lower()} first."
    return "that it could not be less was not shown."


def _where(problem: Problem, placement: Placement) -> str:
    """Say when, and in which room, the meeting would be."""
    meeting = placement.meeting
    if meeting is None:
        return long_date(placement.date)
    room = "" if meeting.room is None else f" ({room_title(problem, meeting.room)})"
    return f"{long_date(meeting.date)} at {clock(meeting.start)}{room}"


def _move(problem: Problem, one: Displaced) -> str:
    name = f"{body_title(problem, one.meeting.body)} ({one.meeting.name})"
    if one.before is None:
        return f"{name} would be held besides, on {_moment(one.meeting)}"
    if one.after is None or not one.after.live:
        return f"{name} would no longer be held on {_moment(one.before)}"
    return f"{name} from {_moment(one.before)} to {_moment(one.after)}"


def _moment(meeting: Meeting) -> str:
    return f"{long_date(meeting.date)} at {clock(meeting.start)}"


def _room_change(problem: Problem, one: Displaced) -> str:
    rooms = [None if meeting is None else meeting.room for meeting in (one.before, one.after)]
    before, after = ("no room" if room is None else room_title(problem, room) for room in rooms)
    return f"{body_title(problem, one.meeting.body)} on {_moment(one.meeting)}: from {before} to {after}"


def _price(problem: Problem, placement: Placement) -> Iterator[str]:
    """Say of each tier that changes what is granted less and more, and which wishes that is."""
    for cost in placement.costs:
        if cost.now != cost.then and cost.tier != UNMOVED:
            yield f"{tier_title(cost.tier)}: {listed(_difference(problem, placement, cost))}."
            lines = list(_wishes(placement, cost.tier))
            yield from lines[:MOST_WISHES]
            if lines[MOST_WISHES:]:
                yield f"  … and {len(lines) - MOST_WISHES} more; --json has them all."


def _difference(problem: Problem, placement: Placement, cost: Cost) -> Sequence[str]:
    """Say what a tier grants less, and more, in the units of its wishes."""
    then, now = (quantities(problem.wish_weights, rows) for rows in (placement.worse, placement.better))
    words = differences(of_tier(cost.tier, then), of_tier(cost.tier, now))
    return words or (f"{'less' if cost.then > cost.now else 'more'} is granted",)


def _wishes(placement: Placement, tier: str) -> Iterator[str]:
    """Yield what is no longer granted and then what is granted instead, the gravest first."""
    wishes = {wish.WISH.name for wish in WISHES if tier == wish.WISH.tier}
    difference: dict[tuple[str, str], int] = {}
    for sign, rows in ((1, placement.worse), (-1, placement.better)):
        for row in rows:
            if row.wish in wishes:
                key = row.wish, row.subject
                difference[key] = difference.get(key, 0) + sign * row.cost
    for (wish, subject), weight in sorted(difference.items(), key=lambda item: -item[1]):
        rows = placement.worse if weight > 0 else placement.better
        whys = dict.fromkeys(row.why for row in rows if (row.wish, row.subject) == (wish, subject))
        if weight:
            no_longer = "" if weight > 0 else "no longer: "
            yield f"  - {subject}: {no_longer}{' '.join(whys)}"


def _days_around(problem: Problem, answer: Answer) -> Iterator[str]:
    title, asked = answer.asked.title(problem), answer.asked
    held = "is held" if asked.whole_day else "meets"
    yield f"{title} {held} on {_present(answer)} ({asked.name})."
    if answer.because:
        yield "It cannot be moved:"
        yield from _reasons(answer.because)
        return
    yield from _its_meeting_day(problem, answer)
    if answer.looked_at is not None:
        first, last = (long_date(day) for day in answer.looked_at)
        tried = f"Of the days tried, {first} to {last},"
        if answer.alternatives:
            yield f"{tried} these are the best, with all other meetings where they are:"
        elif answer.possible is None:
            yield "Time ran out before a day was found. Give it longer with --time-limit."
        else:
            yield f"{tried} none is possible while all other meetings stay where they are."
    for number, placement in enumerate(answer.alternatives, start=1):
        yield f"  {number}. {_where(problem, placement)}: {_in_short(problem, placement)}"
    if answer.ruled_out:
        yield "The nearest that are not possible so:"
        yield from (f"  - {long_date(one.date)}: {_first(one.because)}" for one in answer.ruled_out)
    yield "Give a day after the meeting to hear all about it, or what would have to move."


def _first(because: Sequence[Reason]) -> str:
    more = len(because) - 1
    first = because[0].message if because else "no calendar was found in time."
    return f"{first} (and {counted(more, 'more reason')})" if more > 0 else first


def _in_short(problem: Problem, placement: Placement) -> str:
    """Say in a few words what a day costs."""
    changed = (cost for cost in placement.costs if cost.now != cost.then and cost.tier != UNMOVED)
    words = [word for cost in changed for word in _difference(problem, placement, cost)]
    rooms = len(placement.other_rooms)
    words += [f"{counted(rooms, 'meeting')} in another room"] if rooms else []
    if not words:
        return "at no cost"
    return listed(words) if placement.exact else f"at most {listed(words)}"


def why_document(answer: Answer) -> dict[str, Any]:
    """Return the answer in the types of JSON; keys as in the contract, and some more."""
    day = answer.date or answer.asked.date
    document: dict[str, Any] = {
        "body": answer.asked.code,
        "sequence": answer.asked.sequence,
        "date": day.isoformat(),
        "possible": answer.possible,
        "because": as_json(answer.because),
        **_placement(answer.placement),
        "minimal": answer.minimal,
    }
    if answer.possible is None:
        document["status"] = OUT_OF_TIME
    if answer.beyond is not None:
        document["beyond"] = {"changes": list(answer.beyond.changes), **why_document(answer.beyond.answer)}
    if answer.date is None:
        document["alternatives"] = [{"date": one.date.isoformat(), **_placement(one)} for one in answer.alternatives]
        document["not_possible"] = [
            {"date": one.date.isoformat(), "because": as_json(one.because)} for one in answer.ruled_out
        ]
    return document


def _placement(placement: Placement | None) -> dict[str, Any]:
    if placement is None:
        return {"cost": [], "displaced": []}
    meeting = placement.meeting
    return {
        "start": None if meeting is None else clock(meeting.start),
        "room": None if meeting is None else meeting.room,
        "cost": as_json(placement.costs),
        "displaced": [_displaced(one) for one in placement.displaced],
        "other_rooms": [_rooms(one) for one in placement.other_rooms],
        "other_themes": [
            {"meeting_day": one.meeting_day, "date": one.date.isoformat(), "from": one.before, "to": one.after}
            for one in placement.other_themes
        ],
        "in_the_way": as_json(placement.in_the_way),
        "worse": as_json(placement.worse),
        "better": as_json(placement.better),
        "proven": placement.proven,
        "exact": placement.exact,
    }


def _identity(one: Displaced) -> dict[str, Any]:
    return {"uid": one.meeting.uid, "body": one.meeting.body, "sequence": one.meeting.sequence}


def _displaced(one: Displaced) -> dict[str, Any]:
    before, after = one.before, one.after if one.after is not None and one.after.live else None
    return {
        **_identity(one),
        "from": None if before is None else before.date.isoformat(),
        "to": None if after is None else after.date.isoformat(),
        "from_start": None if before is None else clock(before.start),
        "to_start": None if after is None else clock(after.start),
        "together": one.together,
    }


def _rooms(one: Displaced) -> dict[str, Any]:
    before, after = (None if meeting is None else meeting.room for meeting in (one.before, one.after))
    return {**_identity(one), "date": one.meeting.date.isoformat(), "from": before, "to": after}
