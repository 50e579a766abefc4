"""What a change does to a calendar, and what puts it right: sentences for an officer, a document for a program."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from scheduler.domain.consequences import Alternative, Consequences, Margin, SeatNow, SeatsOf
from scheduler.domain.difference import Change
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, Fault
from scheduler.domain.titles import body_title, people_titles, person_title
from scheduler.domain.wording import clock, counted, listed, long_date, rule_words
from scheduler.law.warning import LawWarning
from scheduler.law.words import warning_words
from scheduler.messages.differences import change_sentence
from scheduler.messages.documents import as_json
from scheduler.messages.law import warning_document
from scheduler.wishes.quantities import differences, quantities

_EARLIER = {"attends": "there", "substitute": "deputised for", "apologies": "absent", None: "no member"}
_OUTCOMES = {"attends": "there", "substitute": "deputised for", "apologies": "sends apologies", None: "no member"}
MOST_SHOWN = 12
"""Seats, margins and people shown on the screen; --json has them all."""


def consequence_sentences(
    problem: Problem,
    words: Sequence[str],
    found: Consequences,
    law: Sequence[LawWarning] = (),
    contradictions: Sequence[Fault] = (),
    seats: Sequence[SeatsOf] = (),
) -> Iterator[str]:
    """Say what follows from a change when every date stays as it is."""
    yield from words
    yield ""
    yield verdict(found, contradictions)
    yield from _cut("The workbook would contradict itself", [fault.sentence for fault in contradictions])
    yield from _cut("Who might leave", list(leaving_sentences(problem, seats)))
    yield from _breach_sentences("Rules broken now", found.appear_breaches)
    yield from _breach_sentences("Rules no longer broken", found.disappear_breaches)
    yield from clash_sentences(problem, "Clashes now", found.appear_clashes)
    yield from clash_sentences(problem, "Clashes no longer", found.disappear_clashes)
    yield from _cut("Against the law now", list(map(warning_words, law)))
    yield from _two_places(problem, found)
    yield from seat_sentences(problem, found.seats)
    yield from _cut("Quorums", [_margin_sentence(problem, margin) for margin in found.margins])
    yield price_sentence(problem, found)


def verdict(found: Consequences, contradictions: Sequence[Fault] = ()) -> str:
    """Say whether the calendar can stay as it is after a change."""
    if contradictions:
        return "The workbook contradicts itself once this is done, so nothing could be planned."
    if found.appear_breaches:
        places = counted(len(found.appear_breaches), "place")
        return f"The calendar cannot stay as it is: rules are newly broken in {places}."
    if found.appear_clashes:
        clashes = counted(len(found.appear_clashes), "new clash", "new clashes")
        return f"No rule is newly broken; {clashes}, which apologies and substitutes carry."
    return "The calendar can stay as it is: no rule is newly broken and nobody is newly wanted in two places."


def leaving_sentences(problem: Problem, seats: Sequence[SeatsOf]) -> Iterator[str]:
    """Say of each body with more voting members than seats who might leave it."""
    for one in seats:
        if one.too_many and one.members:
            who = _names(problem, one.members)
            leave = "1 of these has" if one.too_many == 1 else f"{one.too_many} of these have"
            yield (
                f"{body_title(problem, one.body)} has {counted(one.seats or 0, 'seat')} and would have {one.voting[1]} "
                f"voting members on {long_date(one.date)}: {leave} to leave by then, or who joins has no vote: {who}."
            )


def _breach_sentences(title: str, breaches: Sequence[Breach]) -> Iterator[str]:
    yield from _cut(title, [f"{rule_words(breach.rule)}: {breach.message}" for breach in breaches])


def clash_sentences(problem: Problem, title: str, clashes: Sequence[Clash]) -> Iterator[str]:
    """Say who is wanted in two places, under a title; the first of them."""
    yield from _cut(title, list(clash_lines(problem, clashes)))


def clash_lines(problem: Problem, clashes: Sequence[Clash]) -> Iterator[str]:
    """Say who is wanted in two places, the dates of the same bodies and people together."""
    dates: dict[tuple[tuple[str, str], tuple[str, ...], bool, str], list[date]] = {}
    for clash in clashes:
        dates.setdefault((clash.bodies, clash.people, clash.broken, clash.apart), []).extend(clash.dates)
    for (bodies, people, broken, apart), days in dates.items():
        verdict = "a rule is broken by it" if broken else "apologies and substitutes carry it"
        names = listed([body_title(problem, body) for body in bodies])
        when = f"{_on(days)}, {apart}" if apart else _on(days)
        yield f"{names}, {when}: {people_titles(problem, people)} ({verdict})"


def _on(days: Sequence[date]) -> str:
    return listed([long_date(day) for day in dict.fromkeys(days)])


def _two_places(problem: Problem, found: Consequences) -> Iterator[str]:
    people = [
        f"{person_title(problem, person)}, on {_on([day for clash in clashes for day in clash.dates])}"
        for person, clashes in found.two_places.items()
    ]
    yield from _cut("Now in two places", people)


def seat_sentences(problem: Problem, seats: Sequence[SeatNow]) -> Iterator[str]:
    """Say whose seat is filled otherwise than before, under a title; the first of them."""
    yield from _cut("Attendance", list(seat_lines(problem, seats)))


def seat_lines(problem: Problem, seats: Sequence[SeatNow]) -> Iterator[str]:
    """Say whose seat is filled otherwise than before, the dates of the same seat together."""
    dates: dict[tuple[str, str, str], list[date]] = {}
    for seat in seats:
        dates.setdefault((seat.body, seat.person, seat_words(problem, seat)), []).append(seat.date)
    for (body, person, words), days in dates.items():
        yield f"{person_title(problem, person)} at {body_title(problem, body)}: {words}, on {_on(days)}"


def seat_words(problem: Problem, seat: SeatNow) -> str:
    """Say what becomes of somebody's seat: `was there, now sends apologies`."""
    now = _OUTCOMES.get(seat.now, str(seat.now))
    if seat.substitute is not None:
        now = f"{person_title(problem, seat.substitute)} deputises"
    because = f" ({seat.reason})" if seat.reason else ""
    return f"was {_EARLIER.get(seat.was, str(seat.was))}, now {now}{because}"


def _margin_sentence(problem: Problem, margin: Margin) -> str:
    title = f"{body_title(problem, margin.body)}, {long_date(margin.date)}"
    was = f"was {margin.present_before} with {margin.needed_before} needed"
    return f"{title}: {margin.present} voting members there, {margin.needed} needed ({was})"


def price_sentence(problem: Problem, found: Consequences) -> str:
    """Say which apologies and substitutes there are more and fewer."""
    then, now = (quantities(problem.wish_weights, rows) for rows in (found.worse, found.better))
    words = differences(then, now)
    if words:
        return f"On the days concerned: {listed(words)}."
    return "On the days concerned there are as many apologies and substitutes as before."


def _cut(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title}:"
        yield from (f"  {line}" for line in lines[:MOST_SHOWN])
        if lines[MOST_SHOWN:]:
            yield f"  … and {len(lines) - MOST_SHOWN} more; --json has them all."


def repair_sentences(problem: Problem, moves: Sequence[Change], *, least: bool) -> Iterator[str]:
    """Say what the calendar that moves least moves, and whom that concerns."""
    yield ""
    if not moves:
        yield "The least change: no meeting moves. The new calendar keeps every date, time and room."
        return
    proof = "no calendar that breaks no rule moves less" if least else "it is not proven that nothing moves less"
    yield f"The least change: {counted(len(moves), 'meeting')}; {proof}."
    for change in moves:
        yield f"  {change_sentence(problem, change)}"
    people = sorted({person for change in moves for person in change.people})
    yield f"  It concerns {counted(len(people), 'person', 'people')}: {_names(problem, people)}."


def _names(problem: Problem, people: Sequence[str]) -> str:
    shown = [person_title(problem, person) for person in people[:MOST_SHOWN]]
    return listed([*shown, f"{len(people) - MOST_SHOWN} more"] if people[MOST_SHOWN:] else shown)


def alternative_sentences(alternatives: Sequence[Alternative]) -> Iterator[str]:
    """Say what else could be done, each with its cost."""
    if alternatives:
        yield "What could be done:"
    for alternative in alternatives:
        if not alternative.possible:
            yield f"  - {alternative.words} Not enough: {alternative.why_not}"
            continue
        yield f"  - {alternative.words} Cost: {cost_words(alternative)}."


def cost_words(alternative: Alternative) -> str:
    """Say what one way to put things right costs: meetings, people, apologies and substitutes."""
    costs = [
        f"{counted(alternative.meetings_moved, 'meeting')} moved" if alternative.meetings_moved else "",
        f"{counted(alternative.people_affected, 'person', 'people')} affected" if alternative.people_affected else "",
        *alternative.costs,
    ]
    return listed([cost for cost in costs if cost] or ["nothing"])


def change_document(
    words: Sequence[str],
    found: Consequences,
    repaired: tuple[Sequence[Change], bool] | None = None,
    alternatives: Sequence[Alternative] = (),
    law: Sequence[LawWarning] = (),
    contradictions: Sequence[Fault] = (),
) -> dict[str, Any]:
    """Return what follows from a change, and its repair where one was asked for, in the types of JSON."""
    repair = None
    if repaired is not None:
        moves, least = repaired
        repair = {"moves": [_move(change) for change in moves], "least": least, "alternatives": as_json(alternatives)}
    return {
        "changes": list(words),
        "contradictions": as_json(contradictions),
        "appear": {"breaches": as_json(found.appear_breaches), "clashes": as_json(found.appear_clashes)},
        "disappear": {"breaches": as_json(found.disappear_breaches), "clashes": as_json(found.disappear_clashes)},
        "apologies": as_json(found.seats),
        "quorum": as_json(found.margins),
        "two_places": {
            person: [{"bodies": list(clash.bodies), "dates": [day.isoformat() for day in clash.dates]} for clash in two]
            for person, two in found.two_places.items()
        },
        "points": {
            "apologies": {"before": found.apologies[0], "after": found.apologies[1]},
            "substitutes": {"before": found.substitutes[0], "after": found.substitutes[1]},
        },
        "law": [warning_document(one) for one in law],
        "repair": repair,
    }


def _move(change: Change) -> dict[str, Any]:
    """Return one move; `from` and `to` are dates, null where the meeting was not held or no longer is."""
    was, now = change.before, change.after if change.after is not None and change.after.live else None
    return {
        "uid": change.meeting.uid,
        "body": change.meeting.body,
        "sequence": change.meeting.sequence,
        "from": None if was is None else was.date.isoformat(),
        "to": None if now is None else now.date.isoformat(),
        "kind": change.kind,
        "from_start": None if was is None else clock(was.start),
        "to_start": None if now is None else clock(now.start),
        "from_room": None if was is None else was.room,
        "to_room": None if now is None else now.room,
        "people": list(change.people),
    }
