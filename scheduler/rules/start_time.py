"""A body starts at one of its own times and sits for its own minutes; a session sets the start of its bodies.

A row about one meeting gives it another start or length.

Source: Local Government Act 1972 s.100A(6)(a), the time is part of the notice; standing orders fix it.
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.changes import with_fields
from scheduler.domain.meant import meant
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sittings import LATEST_END, session_starts
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import MEETING, TIMES, Choices, Post
from scheduler.domain.wording import clock, counted, listed
from scheduler.rules.protocol import Bar, Ease, Remedy, Rule

RULE = Rule(
    "start_time",
    source="Local Government Act 1972 s.100A(6)(a); standing orders",
    about=TIMES,
    touches={TIMES},
    horizon=MEETING,
    ease=Ease.ANOTHER_START,
)

FIRST_START, LAST_START, AN_HOUR = 8 * 60, 20 * 60, 60


def starts_of(problem: Problem, subject: Body | MeetingDay) -> tuple[int, ...]:
    """Return the starts, in minutes after midnight and in order, that a body or a whole meeting day may have.

    A body of a session starts early enough to end with it; a meeting day starts with its first session.
    """
    if isinstance(subject, MeetingDay):
        starts = [session.start for session in problem.sessions.values() if session.meeting_day == subject.code]
        return tuple(sorted(starts)[:1])
    session = problem.session_of(subject)
    if session is None:
        return tuple(sorted(set(problem.start_times_of(subject))))
    latest = session.end - problem.duration_of(subject)
    return tuple(start for start in session_starts(problem, subject, session) if start <= latest)


def other_starts(problem: Problem, body: Body) -> tuple[int, ...]:
    """Return the starts that an explanation offers a body besides its own: every hour of the day and the evening."""
    latest = min(LAST_START, LATEST_END - problem.duration_of(body))
    return tuple(start for start in range(FIRST_START, latest + 1, AN_HOUR) if start not in starts_of(problem, body))


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out the starts that are none of the body's own: only where an explanation may lift that are there any."""
    if not post.partial:
        return
    for sitting in choices.sittings:
        if sitting.session is None and all(one.row.start is None for one in sitting.ones):
            allowed = starts_of(problem, sitting.body)
            times = listed([clock(start) for start in allowed], "or")
            reason = Reason(RULE.name, sitting.body.code, f"{sitting.body.name} starts only at {times}.")
            post.at_most_one((), reason)  # so that it is known, and can be lifted: there are other starts then
            for start in sitting.starts:
                if start not in allowed:
                    post.require(choices.starts_at(sitting, start) == 0, reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that start at none of their body's times, or do not last as long as they should."""
    found = meant(problem, plan)
    for meeting in plan.live:
        body = problem.bodies[meeting.body]
        title = meeting_title(problem, meeting)
        said = [one.row for one in found.of(meeting)]
        given = [row.start for row in said if row.start is not None and row.body is not None]
        allowed = tuple(dict.fromkeys((*problem.start_times_of(body), *given)))
        if problem.session_of(body) is None and meeting.start not in allowed:
            message = f"{title}: it may start only at {listed([clock(start) for start in allowed], 'or')}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
        lengths = [row.duration_minutes for row in said if row.duration_minutes is not None]
        minutes, wanted = meeting.end - meeting.start, lengths[0] if lengths else problem.duration_of(body)
        if minutes != wanted:
            message = f"{title}: it is planned for {counted(minutes, 'minute')} and should last {wanted}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))


def blocks(problem: Problem, subject: Body | MeetingDay, _day: date, start: int | None) -> Iterator[Bar]:
    """Yield that a body, or a meeting day, never starts then."""
    allowed = starts_of(problem, subject)
    if start is not None and start not in allowed:
        by_itself = isinstance(subject, Body) and problem.session_of(subject) is None
        times = listed([clock(time) for time in allowed], "or") or "no time at all"
        as_given = "" if by_itself else ", as its session has it"
        message = f"{subject.name} starts only at {times}{as_given}."
        yield Bar(Reason(RULE.name, subject.code, message), "it never starts then")


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield another start, the nearest first, at which a meeting does not overlap one at the body's own."""
    body = problem.bodies[reason.subject]
    own, minutes = starts_of(problem, body), problem.duration_of(body)
    for start in sorted(other_starts(problem, body), key=lambda start: (min(abs(start - one) for one in own), start)):
        if all(abs(start - one) >= minutes for one in own):
            words = f"Let {body.name} start at {clock(start)}, where {listed([clock(one) for one in own])} does not do."
            yield Remedy(words, with_fields(problem, body.code, start_times=(*own, start)), Ease.ANOTHER_START)


def set_aside(problem: Problem, reason: Reason, _day: date, start: int | None) -> Remedy | None:
    """Return the input in which a body with meetings of its own may also start then."""
    body = problem.bodies.get(reason.subject)
    if body is None or start is None or problem.session_of(body) is not None:
        return None
    freed = with_fields(problem, body.code, start_times=(*starts_of(problem, body), start))
    return Remedy(f"{body.name} started at {clock(start)} too", freed, Ease.ANOTHER_START)
