"""One meeting by hand: what follows, where else it could be, and what was written; sentences and a document."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.domain.by_hand import Told, asked_of
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.consequences import DeadlineNow, RoomNow
from scheduler.domain.difference import Change
from scheduler.domain.edits import FREE, OTHERS_MOVE, Add, Cancel, Edit, Move, OpenDay, Pin, Several, Swap, Unpin
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.rows_by_hand import TABLE, Rows, subject_of
from scheduler.domain.titles import person_title, room_title, subject_title
from scheduler.domain.verbs import LUNCHES
from scheduler.domain.wording import clock, counted, listed, long_date, rule_words
from scheduler.messages.changes import MOST_SHOWN
from scheduler.messages.differences import move_sentence
from scheduler.messages.documents import as_json
from scheduler.messages.following import CLASHES, ROOM_COST, SEATS, WAIVED, following
from scheduler.rules import about

_ABOUT_LUNCHES = {rule.RULE.name for rule in about(LUNCHES)}
AFRESH = "It is kept. To leave it out, plan with --afresh, or say otherwise of this meeting in the input."


def lacking_warnings(problem: Problem, rows: Rows) -> Iterator[Fault]:
    """Yield a warning of each thing done by hand that this copy of the input lacks, or says otherwise."""
    for one in rows.lacking:
        if one.row is not None:
            message = f"the input does not say what was done by hand: {row_words(problem, one.row)}"
            yield Fault(TABLE, None, None, message, AFRESH)
        elif one.instead_of is not None:
            message = f"this row was taken out by hand: {row_words(problem, one.instead_of)}"
            yield Fault(TABLE, None, None, message, "It is left out here too. To keep it, plan with --afresh.")
    yield from contradiction_warnings(problem, rows)


def contradiction_warnings(problem: Problem, rows: Rows) -> Iterator[Fault]:
    """Yield a warning of each thing done by hand of which this copy of the input says something else."""
    for one in rows.contradicted:
        if one.row is not None:
            message = f"the input says otherwise than was done by hand: {row_words(problem, one.row)}"
            yield Fault(TABLE, None, None, message, "The input is followed.")


def row_words(problem: Problem, row: FixedMeeting) -> str:
    """Say what a row is about, and what it says: `GB Board (GB#2) is fixed to Thursday 18 February 2016 at 10:00`."""
    code = subject_of(row)
    name = subject_title(problem, code)
    subject = name if row.number is None else f"{name} ({code}#{row.number})"
    when = "" if row.date is None else f" on {long_date(row.date)}"
    at = "" if row.start is None else f" at {clock(row.start)}"
    if row.cancelled:
        said = [f"is cancelled{when}{at}"]
    elif row.extra:
        said = [f"has an extra meeting{when}{at}"]
    elif row.date is not None:
        said = [f"is fixed to {long_date(row.date)}{at}"]
    else:
        said = [f"starts{at}"] if at else []
    if row.room is not None:
        said.append(f"is in {room_title(problem, row.room)}")
    if row.waive:
        said.append(f"is not asked of {listed([rule_words(rule) for rule in row.waive])}")
    return f"{subject} {listed(said)}" if said else subject


# -- what follows


def edit_sentences(problem: Problem, before: Plan, told: Told) -> Iterator[str]:
    """Say what is asked, whether it can be, and all that follows, in the order in which an officer cares.

    Parameters
    ----------
    problem : Problem
        The input.
    before : Plan
        The calendar as it is.
    told : Told
        The edit, and what is told of it.

    """
    if not told.edits and not told.edited.barred:
        yield "It says what the plan says already: there is nothing to change."
        return
    yield from _shown([line for edit in told.edits for line in _asked(problem, before, told, edit)])
    yield from _verdict(problem, told)
    if told.edited.possible:
        yield from _following(problem, before, told)
    else:
        yield from _elsewhere(problem, told)


def about_edit(problem: Problem, before: Plan, told: Told) -> str:
    """Say for the history what one edit does; nothing where there are several, of which the numbers are told."""
    if len(told.edits) != 1:
        return ""
    return " ".join(_asked(problem, before, told, told.edits[0])).rstrip(".")


def _following(problem: Problem, before: Plan, told: Told) -> Iterator[str]:
    """Say what follows from an edit that can be made."""
    for group in following(problem, before, told):
        if not group.title:
            yield from group.lines
            continue
        yield f"{group.title}:"
        mark = "" if group.kind in (CLASHES, SEATS) else "- "
        lines = [f"  {mark}{line}" for line in group.lines]
        yield from lines if group.kind == WAIVED else _shown(lines)


def _shown(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first lines, and how many more there are."""
    yield from lines[:MOST_SHOWN]
    if lines[MOST_SHOWN:]:
        yield f"  … and {len(lines) - MOST_SHOWN} more; --json has them all."


def _asked(problem: Problem, before: Plan, told: Told, edit: Edit) -> Iterator[str]:
    """Say what an edit does, a line for each meeting that it names."""
    after = {(now.body, now.sequence): now for _, now in told.edited.meetings if now is not None}
    if isinstance(edit, Add):
        fresh = [now for was, now in told.edited.meetings if was is None and now is not None and now.date == edit.date]
        extra = ", an extra one" if any(now.extra for now in fresh) else ""
        own = next((now for now in fresh if now.body == edit.body), None)
        start, room = (edit.start, edit.room) if own is None else (own.start, own.room)
        yield f"{subject_title(problem, edit.body)}: one more meeting{extra} on {_at(problem, edit.date, start, room)}."
    elif isinstance(edit, Swap):
        days = [asked_of(before, *name).date for name in (edit.other, edit.one)]
        for (code, number), day in zip((edit.one, edit.other), days, strict=True):
            yield _moved(problem, before, Move(code, number, day), after.get((code, number)))
    elif isinstance(edit, Move):
        yield _moved(problem, before, edit, after.get((edit.body, edit.number)))
    elif not isinstance(edit, Several):
        subject = asked_of(before, edit.body, edit.number)
        at = _at(problem, subject.date, subject.start, None if subject.occurrence else subject.meetings[0].room)
        words = {
            Cancel: f"{'all of' if subject.whole_day else 'the meeting on'} {at} is cancelled",
            Pin: f"stays on {at}, whatever is planned anew",
            Unpin: f"need not stay on {at} when the calendar is planned anew",
        }
        yield f"{subject_title(problem, edit.body)} ({edit.body}#{edit.number}): {words[type(edit)]}."


def _moved(problem: Problem, before: Plan, edit: Move, now: Meeting | None) -> str:
    subject = asked_of(before, edit.body, edit.number)
    own = subject.occurrence is None
    was = _at(problem, subject.date, subject.start, subject.meetings[0].room if own else None)
    there = now is not None and own
    then = _at(
        problem,
        edit.date,
        now.start if now is not None and there else edit.start,
        now.room if now is not None and there else edit.room,
    )
    whole = ""
    if not own and not subject.whole_day:
        whole = f" It sits in {problem.meeting_days[subject.mover].name}, which moves as a whole."
    return f"{subject_title(problem, edit.body)} ({edit.body}#{edit.number}): from {was} to {then}.{whole}"


def _at(problem: Problem, day: date, start: int | None, room: str | None) -> str:
    at = "" if start is None else f" at {clock(start)}"
    return f"{long_date(day)}{at}{'' if room is None else f' in {room_title(problem, room)}'}"


def _verdict(problem: Problem, told: Told) -> Iterator[str]:
    broken = told.edited.follows.appear_breaches
    if told.edited.barred:
        yield "It cannot be:"
        yield from (f"  - {reason.message}" for reason in told.edited.barred)
    elif broken:
        yield "It cannot be:"
        yield from _shown([f"  - {rule_words(breach.rule)}: {breach.message}" for breach in broken])
    elif told.displaced:
        others = counted(len(told.displaced), "other meeting")
        yield f"It can be, and no rule is broken, if {others} {'makes' if len(told.displaced) == 1 else 'make'} room:"
        for change in told.displaced:
            yield f"  - {move_sentence(problem, change)}"
        if not told.proven:
            yield "Fewer may do: there was no proof in time."
    else:
        yield "It can be: no rule is broken, and no other meeting moves."


def _elsewhere(problem: Problem, told: Told) -> Iterator[str]:
    """Say where else it could be, and what else could be done."""
    if told.elsewhere is not None:
        yield f"It could be in {room_title(problem, told.elsewhere)}: give --room {told.elsewhere}."
    if told.others_could:
        lunch = {breach.rule for breach in told.edited.follows.appear_breaches} <= _ABOUT_LUNCHES
        could = "The lunch could have another theme or speaker" if lunch else "Other meetings could make room"
        yield f"{could}: --others-may-move says which."
    if told.nearest:
        yield "The nearest days on which it could be:"
        for day in told.nearest:
            yield f"  - {_at(problem, day.date, day.start, day.room)}: {price_words(problem, day)}"
    elif isinstance(told.edit, Add) and not told.edited.barred:
        yield "Nor could it be on any of the days around it."


def price_words(problem: Problem, day: OpenDay) -> str:
    """Say in a few words what a day costs."""
    if day.verdict == OTHERS_MOVE:
        return "with --others-may-move"
    if day.verdict == FREE:
        return "nothing speaks against it"
    absent = [person_title(problem, seat.person) for seat in day.seats if seat.now == "apologies" != seat.was]
    words = [f"{listed(absent)} would send apologies"] if absent else []
    more = day.pounds[1] - day.pounds[0]
    words += [f"rooms cost £{abs(more):,} {'more' if more > 0 else 'less'}"] if more else []
    wishes = [row for row in day.worse if row.wish != ROOM_COST]
    words += [wishes[0].why.rstrip(".")] if wishes and not words else []
    return listed(words) if words else "at a price in wishes"


def last_sentences(told: Told, folder: Path) -> Iterator[str]:
    """Say whether anything was written, and what to do so that it is."""
    if told.accepted:
        lasting = sum(not isinstance(edit, Unpin) for edit in told.edits)
        by_rows = "a row of Fixed meetings says it" if lasting == 1 else "rows of Fixed meetings say it"
        stays = f" It stays so when {folder / 'input'} is planned again: {by_rows}."
        yield f"Wrote {folder}.{stays if lasting else ''}"
    elif told.edited.possible and told.edits:
        yield "Nothing is written yet: the same with --accept writes it."
    elif told.edited.follows.appear_breaches and not told.edited.barred:
        rules = dict.fromkeys(breach.rule for breach in told.edited.follows.appear_breaches)
        yield f"To break {'it' if len(rules) == 1 else 'them'} all the same, this once: " + " ".join(
            [*(f"--waive {rule}" for rule in rules), "--reason 'Why'."]
        )


# -- the document


def edit_document(before: Plan, told: Told) -> dict[str, Any]:
    """Return an edit and what follows in the types of JSON; keys as in the contract, and some more."""
    found = told.edited.follows
    return {
        "edit": _edit(before, told),
        "breaches": as_json(found.appear_breaches),
        "clashes": as_json(found.appear_clashes),
        "apologies": as_json(found.seats),
        "deadlines": [_deadline_row(one) for one in found.deadlines],
        "rooms": [_room_row(one) for one in found.rooms],
        "cost": [{"tier": cost.tier, "now": cost.now, "then": cost.then} for cost in found.costs],
        "displaced": [_displaced(change) for change in told.displaced],
        "accepted": told.accepted,
        "possible": told.edited.possible,
        "because": as_json(told.edited.barred),
        "waived": as_json(told.waived),
        "mended": as_json(found.disappear_breaches),
        "pounds": {"now": found.pounds[0], "then": found.pounds[1]},
        "worse": as_json(found.worse),
        "better": as_json(found.better),
        "nearest": [_nearest_row(day) for day in told.nearest],
    }


def _deadline_row(one: DeadlineNow) -> dict[str, Any]:
    was, now = _day(one.was), _day(one.now)
    return {"body": one.body, "sequence": one.sequence, "deadline": one.kind, "was": was, "now": now}


def _room_row(one: RoomNow) -> dict[str, Any]:
    return {"body": one.subject, "sequence": one.sequence, "lunch": one.lunch, "was": one.was, "now": one.now}


def _nearest_row(day: OpenDay) -> dict[str, Any]:
    start = None if day.start is None else clock(day.start)
    return {"date": day.date.isoformat(), "start": start, "room": day.room, "verdict": day.verdict}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _edit(before: Plan, told: Told) -> dict[str, Any] | list[dict[str, Any]]:
    """Return what was asked: one edit, or for `accept` a list of them."""
    found = [_one_edit(before, edit) for edit in told.edits]
    return found if isinstance(told.edit, Several) else found[0]


def _one_edit(before: Plan, edit: Edit) -> dict[str, Any]:
    kind = type(edit).__name__.casefold()
    if isinstance(edit, Swap):
        return {"kind": kind, "meetings": [_subject(before, *edit.one), _subject(before, *edit.other)]}
    if isinstance(edit, Several):
        return {"kind": kind, "edits": [_one_edit(before, one) for one in edit.edits]}
    wanted = {}
    if isinstance(edit, Add | Move):
        start = None if edit.start is None else clock(edit.start)
        wanted = {"date": edit.date.isoformat(), "start": start, "room": edit.room}
    if isinstance(edit, Add):
        return {"kind": kind, "body": edit.body, **wanted}
    subject = _subject(before, edit.body, edit.number)
    return {"kind": kind, **subject, **wanted, **({"replace": edit.replace} if isinstance(edit, Cancel) else {})}


def _subject(before: Plan, code: str, number: int) -> dict[str, Any]:
    return {"body": code, "sequence": number, "from": asked_of(before, code, number).date.isoformat()}


def _displaced(change: Change) -> dict[str, Any]:
    was, now = change.before, change.after if change.after is not None and change.after.live else None
    return {
        "uid": change.meeting.uid,
        "body": change.meeting.body,
        "sequence": change.meeting.sequence,
        "from": None if was is None else was.date.isoformat(),
        "to": None if now is None else now.date.isoformat(),
        "from_start": None if was is None else clock(was.start),
        "to_start": None if now is None else clock(now.start),
    }
