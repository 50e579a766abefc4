"""Every body of a meeting day sits in its session of every occurrence: one date, one venue, in order, as arranged.

`simultaneous` bodies start together at the session's start; `staggered` ones never overlap; `either` is together
where memberships make it viable, else in as few consecutive slots as needed; `fewest_apologies` are in as few slots as
cost no more apologies than there have to be. Source: seed report S0 4.1-4.3
(Trafford 2015: boards in the morning, lunch for all, One Trafford Board early in the afternoon).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from scheduler.domain.cadences import periods_of
from scheduler.domain.changes import session_runs
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sittings import LATEST_END, Gathering, Sitting, pauses
from scheduler.domain.titles import body_title, lunch_title, meeting_title, occurrence_title, room_name
from scheduler.domain.verbs import DATES, DAY, LUNCHES, MEMBERSHIPS, ROOMS, SEATS, TIMES, Choices, Expression, Post
from scheduler.domain.wording import clock, counted, listed
from scheduler.rules.fewer_slots import SessionOfDay
from scheduler.rules.protocol import Ease, Remedy, Rule

RULE = Rule(
    "meeting_day",
    source="Trafford Partnership 2015 4.1-4.3 (the quarterly whole day)",
    about=TIMES,
    touches={DATES, TIMES, ROOMS, SEATS, MEMBERSHIPS, LUNCHES},
    horizon=DAY,
    ease=Ease.ARRANGEMENT,
)
ARRANGED = {
    "simultaneous": "at the same time",
    "staggered": "one after another",
    "either": "at the same time, or in slots one after another",
    "fewest_apologies": "at the same time, or in slots one after another",
}
IN_SLOTS = ("either", "fewest_apologies")
"""The arrangements that leave open how many slots there are."""


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Bring every body of an occurrence to one venue, each in its session as arranged.

    That they all sit on its date needs no stating: they have no date of their own.
    """
    for gathering in choices.gatherings:
        _at_one_venue(problem, choices, gathering, post)
        for session, sittings in _by_session(choices, gathering):
            _inside_the_session(problem, choices, session, sittings, post)
            _as_arranged(problem, choices, session, sittings, post)


def arrangement_key(session: Session) -> tuple[str, str]:
    """Return the key of the reason that the bodies of a session sit as arranged."""
    return RULE.name, f"{session.meeting_day} {session.code}"


def hours_key(session: Session) -> tuple[str, str]:
    """Return the key of the reason that a session ends when it does."""
    return RULE.name, f"{session.meeting_day} {session.code} hours"


def slots(choices: Choices, arrangement: str = "either") -> Expression:
    """Return the slots that all sessions with an arrangement take: to be made as few as can be.

    Those of `either` are so before all wishes, those of `fewest_apologies` once apologies are as few as can be.
    """
    return sum(
        choices.any_of(choices.starts_at(sitting, start) for sitting in sittings)
        for gathering in choices.gatherings
        for session, sittings in _by_session(choices, gathering)
        if session.arrangement == arrangement and len(sittings) > 1
        for start in sorted({start for sitting in sittings for start in sitting.starts})
    )


def fewest_slots(problem: Problem) -> int:
    """Return slots that every plan takes at least: one in each such session of every occurrence that is owed."""
    owed = {code: _owed(problem, day) for code, day in problem.meeting_days.items()}
    return sum(
        owed[session.meeting_day]
        for key, session in problem.sessions.items()
        if session.arrangement == "either"
        if len(problem.bodies_of_session[key]) > 1
        if sum(body.start_date is None and body.end_date is None for body in problem.bodies_of_session[key]) > 1
    )


def _owed(problem: Problem, meeting_day: MeetingDay) -> int:
    """Return how many occurrences there have to be besides the facts."""
    owed = meeting_day.cadence.minimum or 0
    if meeting_day.cadence.per_period is not None:
        periods = sum(any(day in period for day in problem.days) for period in periods_of(problem, meeting_day))
        owed = meeting_day.cadence.per_period * periods
    return max(0, owed - sum(one.meeting_day == meeting_day.code for one in problem.held_days))


def only_slots(breaches: Collection[Breach]) -> bool:
    """Whether this rule alone is broken: by a search, only because a session takes more slots than it needs."""
    return {breach.rule for breach in breaches} == {RULE.name}


def slots_used(problem: Problem, plan: Plan, arrangement: str = "either") -> int:
    """Count the slots that all sessions with an arrangement take in a plan."""
    starts = {
        (occurrence.meeting_day, meeting.session, meeting.date, meeting.start)
        for occurrence in plan.occurrences
        if not problem.is_fact(occurrence)
        for meeting in plan.of_occurrence(occurrence)
        for session in [_still_in_session(problem, meeting)]
        if session is not None and session.arrangement == arrangement
        if len(problem.bodies_of_session[session.meeting_day, session.code]) > 1
    }
    return len(starts)


def _still_in_session(problem: Problem, meeting: Meeting) -> Session | None:
    """Return the session of the input in which a meeting sits; None where its body sits elsewhere by now."""
    body = problem.bodies.get(meeting.body)
    session = None if body is None else problem.session_of(body)
    return session if session is not None and session.code == meeting.session else None


def _by_session(choices: Choices, gathering: Gathering) -> list[tuple[Session, list[Sitting]]]:
    found: dict[Session, list[Sitting]] = {}
    for sitting in choices.sittings_at(gathering):
        if sitting.session is not None:
            found.setdefault(sitting.session, []).append(sitting)
    return list(found.items())


def _at_one_venue(problem: Problem, choices: Choices, gathering: Gathering, post: Post) -> None:
    meeting_day = gathering.meeting_day
    reason = Reason(RULE.name, meeting_day.code, _one_venue(meeting_day))
    placed = [(sitting, choices.rooms_for(sitting), choices.in_room) for sitting in choices.sittings_at(gathering)]
    placed_in = [(room, there(sitting, room)) for sitting, rooms, there in placed for room in rooms]
    placed_in += [(room, choices.lunch_in(gathering, room)) for room in choices.lunch_rooms_for(gathering)]
    venues = sorted({problem.rooms[room].venue for room, _ in placed_in})
    post.at_most_one([choices.at_venue(gathering, venue) for venue in venues], reason)
    for room, literal in placed_in:
        venue = problem.rooms[room].venue
        if meeting_day.venue in (None, venue):
            post.require(literal <= choices.at_venue(gathering, venue), reason)
        else:
            post.require(literal == 0, reason)


def _one_venue(meeting_day: MeetingDay) -> str:
    venue = "" if meeting_day.venue is None else f", {meeting_day.venue}"
    return f"Everything on one {meeting_day.name} is at one venue{venue}."


def _inside_the_session(
    problem: Problem, choices: Choices, session: Session, sittings: Sequence[Sitting], post: Post
) -> None:
    """Let every body end within its session."""
    name, hours = problem.meeting_days[session.meeting_day].name, f"{clock(session.start)} to {clock(session.end)}"
    reason = Reason(*hours_key(session), f"On {name}, the session {session.code} is from {hours}.")
    _make_known(reason, post)
    for sitting in sittings:
        for start in sitting.starts:
            if start + sitting.duration > session.end:
                post.require(choices.starts_at(sitting, start) == 0, reason)


def _make_known(reason: Reason, post: Post) -> None:
    """Have an explanation know what it may lift: there are more starts then, of which this demands something."""
    if post.partial:
        post.at_most_one((), reason)


def _with_the_session(
    choices: Choices, session: Session, sittings: Sequence[Sitting], reason: Reason, post: Post
) -> None:
    """Start every meeting when its session does."""
    for sitting in sittings:
        for start in sitting.starts:
            if start != session.start:
                post.require(choices.starts_at(sitting, start) == 0, reason)


def _as_arranged(problem: Problem, choices: Choices, session: Session, sittings: Sequence[Sitting], post: Post) -> None:
    """Keep slots apart, and let each follow the one before it at once or after re-setting a room."""
    name = problem.meeting_days[session.meeting_day].name
    message = f"On {name}, the bodies of {session.code} sit {ARRANGED[session.arrangement]}."
    reason = Reason(*arrangement_key(session), message)
    _make_known(reason, post)
    if session.arrangement == "simultaneous" and len(sittings) > 1:
        _with_the_session(choices, session, sittings, reason, post)
    for one, two in combinations(sittings, 2):
        for start in one.starts:
            for other_start in two.starts:
                together = start == other_start and session.arrangement != "staggered"
                if not together and one.overlaps_when(start, two, other_start):
                    post.at_most_one([choices.starts_at(one, start), choices.starts_at(two, other_start)], reason)
    for sitting in (one for one in sittings if not choices.is_fact(one)):
        for start in sitting.starts:
            if start > session.start:
                earlier = [
                    choices.starts_at(other, start - pause - other.duration)
                    for other in sittings
                    if other is not sitting
                    for pause in pauses(problem, session)
                ]
                post.any_of([~choices.starts_at(sitting, start), *earlier], reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that are not where their meeting day wants them, and days that are not whole."""
    held = Counter((occurrence.meeting_day, occurrence.date) for occurrence in plan.occurrences)
    for meeting in problem.asked(plan).live:
        body = problem.bodies[meeting.body]
        if (meeting.meeting_day, meeting.session) != (body.meeting_day, body.session):
            given = _session_words(meeting.meeting_day, meeting.session)
            message = f"is planned {given}, and belongs {_session_words(body.meeting_day, body.session)}"
        elif meeting.meeting_day is not None and (meeting.meeting_day, meeting.date) not in held:
            message = f"sits on a date when {problem.meeting_days[meeting.meeting_day].name} is not held"
        else:
            continue
        yield _breach(f"{meeting_title(problem, meeting)} {message}.", [meeting])
    for number, occurrence in enumerate(plan.occurrences):
        if not problem.is_fact(occurrence):
            yield from _of_occurrence(problem, plan, number, occurrence)


def _of_occurrence(problem: Problem, plan: Plan, number: int, occurrence: Occurrence) -> Iterator[Breach]:
    """Find what is wrong with one occurrence; of the facts among its meetings nothing is asked."""
    earlier = plan.occurrences[:number]
    if any((other.meeting_day, other.date) == (occurrence.meeting_day, occurrence.date) for other in earlier):
        yield _breach(f"{occurrence_title(problem, occurrence)} is planned more than once.", (), occurrence)
    sitting = plan.of_occurrence(occurrence)
    yield from _wrong_bodies(problem, occurrence, sitting)
    yield from _wrong_venue(problem, occurrence, sitting)
    yield from _wrong_lunch(problem, occurrence)
    for session in problem.sessions.values():
        if session.meeting_day != occurrence.meeting_day:
            continue
        there = sorted((m for m in sitting if m.session == session.code), key=lambda m: (m.start, m.body))
        yield from _wrong_times(problem, session, there)
        if session.arrangement in IN_SLOTS and not problem.facts(*there):
            yield from _wrong_slots(problem, session, there)
            if not any(map(problem.is_fact, there)):
                yield from _too_many_slots(SessionOfDay(problem, plan, occurrence, session, there))


def _breach(message: str, meetings: Sequence[Meeting], occurrence: Occurrence | None = None) -> Breach:
    return Breach(
        RULE.name,
        message,
        bodies=tuple(meeting.body for meeting in meetings),
        rooms=tuple(sorted({meeting.room for meeting in meetings if meeting.room is not None})),
        dates=((occurrence or meetings[0]).date,),
    )


def _session_words(meeting_day: str | None, session: str | None) -> str:
    return "by itself" if meeting_day is None else f"in {session or 'no session'} of {meeting_day}"


def _wrong_bodies(problem: Problem, occurrence: Occurrence, sitting: Sequence[Meeting]) -> Iterator[Breach]:
    title = occurrence_title(problem, occurrence)
    for body in problem.bodies_of_meeting_day(occurrence.meeting_day):
        sittings = [meeting for meeting in sitting if meeting.body == body.code]
        if not sittings and body.alive_on(occurrence.date):
            message = f"{body.name} does not sit at {title}, and should."
            yield Breach(RULE.name, message, bodies=(body.code,), dates=(occurrence.date,))
        if len(sittings) > 1:
            yield _breach(f"{body.name} sits {counted(len(sittings), 'time')} at {title}.", sittings)


def _wrong_venue(problem: Problem, occurrence: Occurrence, sitting: Sequence[Meeting]) -> Iterator[Breach]:
    title = occurrence_title(problem, occurrence)
    wanted = problem.meeting_days[occurrence.meeting_day].venue
    if wanted is not None and occurrence.venue != wanted:
        yield _breach(
            f"{title} is held at {occurrence.venue or 'no venue'}, and should be at {wanted}.", (), occurrence
        )
    asked = [meeting for meeting in sitting if not problem.is_fact(meeting)]
    rooms = [(meeting.room, meeting_title(problem, meeting), [meeting]) for meeting in asked]
    if occurrence.lunch is not None:
        rooms.append((occurrence.lunch.room, lunch_title(problem, occurrence), []))
    for code, what, meetings in rooms:
        room = problem.rooms.get(code or "")
        if room is not None and room.venue != occurrence.venue:
            where = f"{room_name(problem, room.code)} at {room.venue}"
            day_at = occurrence.venue or "no venue"
            message = f"{where} is planned for {what}, and {title} is held at {day_at}."
            yield _breach(message, meetings, occurrence)


def _wrong_lunch(problem: Problem, occurrence: Occurrence) -> Iterator[Breach]:
    session, lunch = problem.lunch_of(occurrence.meeting_day), occurrence.lunch
    title = occurrence_title(problem, occurrence)
    if session is None:
        if lunch is not None:
            yield _breach(f"{title} has a lunch, and the day has no session for one.", (), occurrence)
    elif lunch is None:
        yield _breach(f"{title} has no lunch.", (), occurrence)
    elif (lunch.session, lunch.start, lunch.end) != (session.code, session.start, session.end):
        hours = f"{session.code}, {clock(session.start)} to {clock(session.end)}"
        yield _breach(f"{title}: its lunch is not in its session ({hours}).", (), occurrence)


def _wrong_times(problem: Problem, session: Session, sitting: Sequence[Meeting]) -> Iterator[Breach]:
    for meeting in (one for one in sitting if not problem.is_fact(one)):
        if meeting.start < session.start or meeting.end > session.end:
            hours = f"{clock(session.start)} to {clock(session.end)}"
            yield _breach(f"{meeting_title(problem, meeting)} does not fit in its session ({hours}).", [meeting])
    if session.arrangement == "simultaneous":
        for meeting in sitting:
            if meeting.start != session.start and not problem.is_fact(meeting):
                message = f"should start with the others of its session at {clock(session.start)}"
                yield _breach(f"{meeting_title(problem, meeting)} {message}.", [meeting])
    elif session.arrangement == "staggered":
        for one, two in combinations(sitting, 2):
            if one.overlaps(two) and not problem.facts(one, two):
                titles = f"{meeting_title(problem, one)} and {meeting_title(problem, two)}"
                yield _breach(f"{titles} overlap, and the bodies of their session sit one after another.", [one, two])


def _wrong_slots(problem: Problem, session: Session, sitting: Sequence[Meeting]) -> Iterator[Breach]:
    starts = sorted({meeting.start for meeting in sitting})
    slots = [[meeting for meeting in sitting if meeting.start == start] for start in starts]
    if len(slots) == 1 and starts[0] != session.start:
        message = f"{meeting_title(problem, sitting[0])} and all of its session should start at {clock(session.start)}."
        yield _breach(message, sitting)
    for earlier, later in pairwise(slots):
        overlap = max(meeting.end for meeting in earlier) > later[0].start
        if overlap and not problem.facts(*earlier, *later):
            names = listed([body_title(problem, meeting.body) for meeting in [*earlier, *later]])
            when = f"{clock(earlier[0].start)} and {clock(later[0].start)}"
            message = f"{names} sit neither at the same time nor one slot after another, at {when}."
            yield _breach(message, [*earlier, *later])


def _too_many_slots(session_of_day: SessionOfDay) -> Iterator[Breach]:
    problem, sitting = session_of_day.problem, session_of_day.sitting
    slots = len({meeting.start for meeting in sitting})
    fewer = session_of_day.fewer_slots(slots)
    if fewer is not None:
        shown = ", then ".join(listed([body_title(problem, meeting.body) for meeting in slot]) for slot in fewer)
        without = " without an apology more" if session_of_day.nobody_twice else ""
        message = (
            f"{occurrence_title(problem, session_of_day.occurrence)}: its session {session_of_day.session.code} takes "
            f"{slots} slots, and {len(fewer)} would do{without}: {shown}."
        )
        yield _breach(message, sitting)


A_STEP, MOST_STEPS, EARLIEST_START = 30, 8, 8 * 60
"""Minutes by which a session is made longer, how often that is tried, and when none begins before."""


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that the bodies of a session may sit one after another, or that it lasts longer."""
    for key, session in problem.sessions.items():
        name = problem.meeting_days[session.meeting_day].name
        if (reason.rule, reason.subject) == arrangement_key(session) and session.arrangement != "either":
            order = "one after another" if session.arrangement == "simultaneous" else "at the same time where they can"
            words = f"Let the bodies of {session.code} on {name} sit {order} (`either`, not `{session.arrangement}`)."
            either = {**problem.sessions, key: replace(session, arrangement="either")}
            yield Remedy(words, replace(problem, sessions=either), Ease.ARRANGEMENT)
        if (reason.rule, reason.subject) in (arrangement_key(session), hours_key(session)):
            for start, end in _longer(problem, session):
                words = f"Let the session {session.code} of {name} last from {clock(start)} to {clock(end)}."
                yield Remedy(words, session_runs(problem, key, start, end), Ease.LONGER_SESSION)


def _longer(problem: Problem, session: Session) -> Iterator[tuple[int, int]]:
    """Yield longer hours of a session, as far as those beside it leave it time: later at first, then earlier too."""
    others = [one for one in problem.sessions.values() if one.meeting_day == session.meeting_day and one != session]
    latest = min((one.start for one in others if one.start >= session.end), default=LATEST_END)
    earliest = max((one.end for one in others if one.end <= session.start), default=EARLIEST_START)
    for minutes in range(A_STEP, A_STEP * MOST_STEPS + 1, A_STEP):
        end = min(session.end + minutes, latest)
        start = session.start - (session.end + minutes - end)
        if start >= earliest:
            yield start, end
