"""A fixed meeting is exactly where the input puts it; a fixed row for a meeting day binds the whole day.

A row may be about the meeting of a number, or one in a window; one that is off is not held.

Where an earlier calendar is changed, its facts (what has been held, and what notice has been served of) stay as they
are, and a row that lies in the past is not asked.
Source: dates settled by others, such as the annual meeting (Local Government Act 1972 Sch 12 para 1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import period_of
from scheduler.domain.difference import settled
from scheduler.domain.meant import asked_of, by_name, is_off, meant, only_there, published, suits
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.one_meeting import OneMeeting
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.titles import meeting_title, room_title
from scheduler.domain.verbs import DATES, MOVER, ROOMS, TIMES, YEAR, Choices, Literal, Post
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.rules.protocol import Ease, Remedy, Rule

RULE = Rule(
    "fixed",
    source="Local Government Act 1972 Sch 12 para 1; dates that the officer fixes",
    about=DATES,
    touches={DATES, TIMES, ROOMS},
    horizon=YEAR,
    ease=Ease.ANOTHER_DAY + 1,
    scope=MOVER,
)


Subject = Body | MeetingDay


def _asked(problem: Problem) -> Iterator[tuple[Subject, OneMeeting]]:
    """Yield what rows still ask of single meetings, and of whose."""
    for one in problem.one_meetings:
        subject = _subject(problem, one)
        if one in asked_of(problem, subject):
            yield subject, one


def _subject(problem: Problem, one: OneMeeting) -> Subject:
    return problem.meeting_days[one.row.meeting_day or ""] if one.body is None else problem.bodies[one.body]


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Put each meeting, or occurrence, of which rows say so exactly there; what is off needs nothing."""
    for subject, one in _asked(problem):
        if one.row.cancelled:
            _keep_off(choices, subject, one, post)
        if one.row.cancelled or one.waives(RULE.name):
            continue
        reason = Reason(RULE.name, subject.code, f"{subject.name} is fixed to {_all_fixed(problem, subject)}.")
        if isinstance(subject, MeetingDay):
            gatherings = _gatherings(choices, one)
            ways = [way for gathering in gatherings for way in _ways_of_a_day(choices, one, gathering, post)]
            if one.row.number is not None and one.row.date is None:
                of_number = [gathering for gathering in gatherings if gathering.number == one.row.number]
                ways += [~choices.held(gathering) for gathering in of_number] or [~choices.no]
        else:
            sittings = _sittings(problem, choices, subject, one)
            if one.row.number is not None and not by_name(problem, subject, one):
                _keep_to_it(choices, one, choices.sittings_of(subject.code), reason, post)
            if not _must_be_held(problem, subject, one):
                continue
            ways = [way for sitting in sittings for way in _ways(choices, one, sitting, reason, post)]
        post.any_of(ways, reason)


def _keep_off(choices: Choices, subject: Subject, one: OneMeeting, post: Post) -> None:
    """Hold nothing on the day of what is off; a row that gives the number as well is about that meeting alone."""
    day = one.row.date
    if day is None or one.row.number is not None:
        return
    reason = Reason(RULE.name, subject.code, f"What {subject.name} would have held on {long_date(day)} is off.")
    if isinstance(subject, MeetingDay):
        for gathering in choices.gatherings_of(subject.code):
            post.forbid(gathering, day, reason)
    elif subject.meeting_day is None:
        for sitting in choices.sittings_of(subject.code):
            there = (
                choices.held_on(sitting, day) if one.row.start is None else choices.held_at(sitting, day, one.row.start)
            )
            post.require(there == 0, reason)


def _must_be_held(problem: Problem, body: Body, one: OneMeeting) -> bool:
    """Whether a row says that a meeting is held: not where it only says how the one of that number would be.

    One that an earlier calendar has, and that is not off, is held.
    """
    if one.row.number is None or one.row.date is not None:
        return True
    old = published(problem, body, one)
    return old is not None and old.live and not any(is_off(other, old) for other in problem.one_meetings_of(body))


def _all_fixed(problem: Problem, subject: Subject) -> str:
    """Return all that rows ask of meetings of a body or meeting day."""
    ones = (one for one in problem.one_meetings_of(subject) if not one.row.cancelled)
    ordered = sorted(ones, key=lambda one: (one.row.date or one.row.earliest or date.max, one.row.start or 0))
    return listed([_fixed_to(problem, subject, one) for one in ordered])


def _fixed_to(problem: Problem, subject: Subject, one: OneMeeting) -> str:
    between = subject.cadence.per_period is not None and not one.row.extra and one.row.date is not None
    outside = between and period_of(problem, subject, one.row.date or date.min) is None
    if isinstance(subject, Body) and subject.meeting_day is not None:
        cadence = problem.meeting_days[subject.meeting_day].cadence
        outside = cadence.per_period is not None and period_of(problem, subject, one.row.date or date.min) is None
    return _where(problem, one) + (", outside every period" if outside else "")


def _where(problem: Problem, one: OneMeeting) -> str:
    """Return when and where a row says a meeting is, and what it calls it."""
    row = one.row
    if row.date is not None:
        wanted = long_date(row.date)
    elif row.earliest is not None or row.latest is not None:
        first = "" if row.earliest is None else f" from {long_date(row.earliest)}"
        last = "" if row.latest is None else f" {'until' if row.earliest else 'not after'} {long_date(row.latest)}"
        wanted = f"a day{first}{last}"
    else:
        wanted = "a day"
    wanted += "" if row.start is None else f" at {clock(row.start)}"
    wanted += "" if row.room is None else f" in {room_title(problem, row.room)}"
    wanted += "" if row.duration_minutes is None else f" for {counted(row.duration_minutes, 'minute')}"
    called = [row.title] if row.title is not None else []
    called += [f"number {row.number}"] if row.number is not None else []
    called += ["beside its cadence"] if row.extra else []
    return wanted + (f" ({', '.join(called)})" if called else "")


def _sittings(problem: Problem, choices: Choices, body: Body, one: OneMeeting) -> list[Sitting]:
    """Return the meetings that a row may be about: those made as it says, else that of its number, or any.

    One that gives neither number nor date is about a meeting of its own: none where all are what other rows are about.
    """
    sittings = choices.sittings_of(body.code)
    made_so = [sitting for sitting in sittings if one in sitting.ones]
    if made_so:
        return made_so
    if one.row.number is not None:
        return [sitting for sitting in sittings if sitting.number == one.row.number]
    told_apart = one.row.date is None and body.meeting_day is None and any(sitting.ones for sitting in sittings)
    return [] if told_apart and not only_there(problem, body, one) else list(sittings)


def _gatherings(choices: Choices, one: OneMeeting) -> list[Gathering]:
    gatherings = choices.gatherings_of(one.row.meeting_day or "")
    return [gathering for gathering in gatherings if gathering.one is one] or list(gatherings)


def _keep_to_it(choices: Choices, one: OneMeeting, sittings: Sequence[Sitting], reason: Reason, post: Post) -> None:
    """Hold the meeting of a number, where it is held, as a row says."""
    for sitting in sittings:
        if one in sitting.ones:
            post.any_of([~choices.held(sitting), *_ways(choices, one, sitting, reason, post)], reason)
        elif sitting.number == one.row.number and not sitting.extra:
            post.require(choices.held(sitting) == 0, reason)


def _ways(choices: Choices, one: OneMeeting, sitting: Sitting, reason: Reason, post: Post) -> list[Literal]:
    """Return choices of which one is yes where the meeting is when and where a row says."""
    start = one.row.start
    if one.row.duration_minutes not in (None, sitting.duration):
        return []
    days = [day for day in choices.open_days(sitting) if one.inside(day)]
    there = [choices.held_on(sitting, day) if start is None else choices.held_at(sitting, day, start) for day in days]
    if one.row.room is None:
        return [literal for literal in there if literal is not choices.no]
    way = choices.any_of([choices.no, choices.no])
    post.require(way <= sum(there), reason)
    post.require(way <= choices.in_room(sitting, one.row.room), reason)
    return [way]


def _ways_of_a_day(choices: Choices, one: OneMeeting, gathering: Gathering, post: Post) -> list[Literal]:
    """Return choices of which one is yes only where the occurrence is as the row says."""
    found = []
    reason = Reason(RULE.name, gathering.meeting_day.code, "")
    for day in (day for day in choices.open_days(gathering) if one.inside(day)):
        sittings = [sitting for sitting in choices.sittings_at(gathering) if sitting.body.alive_on(day)]
        first = min((sitting.session.start for sitting in sittings if sitting.session is not None), default=None)
        there = choices.held_on(gathering, day)
        if one.row.start not in (None, first):
            continue
        if one.row.room is not None:
            way = choices.any_of([choices.no, choices.no])
            room = one.row.room
            used = [choices.in_room(sitting, room) for sitting in sittings] + [choices.lunch_in(gathering, room)]
            post.require(way <= there, reason)
            post.require(way <= sum(used), reason)
            there = way
        found.append(there)
    return found


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find rows that no meeting, or no occurrence of the meeting day, meets; and facts that are written anew."""
    now = {meeting.uid: meeting for meeting in plan.live}
    for meeting, why in settled(problem):
        changed = _changed(meeting, now.get(meeting.uid))
        if changed:
            message = f"{meeting_title(problem, meeting)} {changed}. {why}"
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
    found = meant(problem, plan)
    meetings, occurrences = dict(found.meetings), dict(found.occurrences)
    for subject, one in _asked(problem):
        bodies = () if one.body is None else (one.body,)
        if one.row.cancelled:
            for day in _still_held(problem, plan, subject, one):
                message = f"{subject.name} is off on {long_date(day)}, and is planned all the same."
                yield Breach(RULE.name, message, bodies=bodies, dates=(day,))
            continue
        held = meetings.get(one) or occurrences.get(one)
        of_a_day = isinstance(subject, MeetingDay) and one.row.number is not None and one.row.date is None
        if held is None and (of_a_day or (isinstance(subject, Body) and not _must_be_held(problem, subject, one))):
            continue
        there = held is not None and (suits(one, held) if isinstance(held, Meeting) else _day_suits(plan, one, held))
        if not there:
            rooms = () if one.row.room is None else (one.row.room,)
            days = (one.row.date,) if one.row.date is not None else () if held is None else (held.date,)
            message = f"{subject.name} is fixed to {_where(problem, one)}, and is not planned there."
            yield Breach(RULE.name, message, bodies=bodies, rooms=rooms, dates=days)


def _still_held(problem: Problem, plan: Plan, subject: Subject, one: OneMeeting) -> Iterator[date]:
    """Yield when a meeting is planned that a row says is off."""
    if isinstance(subject, MeetingDay):
        yield from (day.date for day in plan.occurrences_of(subject.code) if day.date == one.row.date)
        return
    row = one.row
    for meeting in plan.of_body(subject.code):
        if row.number is None:
            there = meeting.date == row.date and row.start in (None, meeting.start)
        else:
            known = published(problem, subject, one) is not None
            there = meeting.sequence == row.number and (known or meeting.date == row.date)
        if there:
            yield meeting.date


def _day_suits(plan: Plan, one: OneMeeting, occurrence: Occurrence) -> bool:
    """Whether an occurrence is when and where a row says."""
    meetings = plan.of_occurrence(occurrence)
    first = min((meeting.start for meeting in meetings), default=None)
    rooms = {meeting.room for meeting in meetings} | {occurrence.lunch.room if occurrence.lunch else None}
    row = one.row
    return one.inside(occurrence.date) and row.start in (None, first) and (row.room is None or row.room in rooms)


def _changed(fact: Meeting, now: Meeting | None) -> str:
    """Say what of a fact is no longer as it was; nothing where all is."""
    if now is None or (now.date, now.start) != (fact.date, fact.start):
        return "is not planned there any more"
    written = {
        "end": (fact.end, now.end),
        "room": ((fact.venue, fact.room), (now.venue, now.room)),
        "agenda deadline": (fact.agenda_deadline, now.agenda_deadline),
        "attendance": (fact.attendance, now.attendance),
        "number": (fact.sequence, now.sequence),
    }
    changed = [what for what, (before, after) in written.items() if before != after]
    return f"is written anew: its {listed(changed)}" if changed else ""


def what_binds(problem: Problem, asked: Asked) -> Iterator[Reason]:
    """Yield why a meeting cannot leave its day at all: it has been held or called, or the input fixes it there."""
    for meeting, why in settled(problem):
        if meeting.uid in asked.uids:
            yield Reason(RULE.name, meeting.body, why)
    bodies = {meeting.body for meeting in asked.meetings}
    for row in problem.fixed_meetings:
        theirs = row.body in bodies or (row.body is None and row.meeting_day == asked.mover)
        here = row.date == asked.date and (asked.occurrence is not None or row.start in (None, asked.start))
        if theirs and here and not row.cancelled:
            code = row.body or row.meeting_day or ""
            named: Subject = problem.bodies[code] if row.body else problem.meeting_days[code]
            yield Reason(RULE.name, code, _fixes(named, asked.date))


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that a meeting which is fixed to a date is held on some other day."""
    for row in problem.fixed_meetings:
        code = row.body or row.meeting_day
        if code == reason.subject and row.date is not None and not row.cancelled:
            subject = problem.meeting_days[code] if row.body is None else problem.bodies[code]
            words = f"Let {subject.name} meet on another day than {long_date(row.date)}, to which it is fixed."
            freed = tuple(one for one in problem.fixed_meetings if one is not row)
            yield Remedy(words, replace(problem, fixed_meetings=freed), Ease.ANOTHER_DAY)


def _fixes(subject: Subject, day: date) -> str:
    return f"The input fixes {subject.name} to {long_date(day)}."


def set_aside(problem: Problem, reason: Reason, _day: date, _start: int | None) -> Remedy | None:
    """Return the input without the row that fixes a meeting to its day; None where it is a fact."""
    subject = problem.bodies.get(reason.subject) or problem.meeting_days.get(reason.subject)
    if subject is None:
        return None
    rows = [row for row in problem.fixed_meetings if subject.code in (row.body, row.meeting_day) and not row.cancelled]
    there = [row for row in rows if row.date is not None and _fixes(subject, row.date) == reason.message]
    if not there or there[0].date is None:
        return None
    words = f"{subject.name} were not fixed to {long_date(there[0].date)}"
    freed = tuple(row for row in problem.fixed_meetings if row not in there)
    return Remedy(words, replace(problem, fixed_meetings=freed), Ease.ANOTHER_DAY)
