"""Smaller problems made from a whole one: some bodies alone, some bare of people, some already placed."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import FixedMeeting, Problem

EVERY_DAY = frozenset(range(7))


def only(problem: Problem, bodies: Collection[str], meeting_days: Iterable[str | None] = ()) -> Problem:
    """Return the problem of some bodies alone: whatever breaks a rule in it breaks it in the whole.

    Their meeting days are in it, and those that are named, though no body may sit in them.
    """
    days = {*meeting_days, *(body.meeting_day for body in problem.bodies.values() if body.code in bodies)} - {None}
    return replace(
        problem,
        bodies={code: body for code, body in problem.bodies.items() if code in bodies},
        memberships=tuple(row for row in problem.memberships if row.body in bodies),
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body in bodies),
        reporting=tuple(row for row in problem.reporting if row.from_body in bodies and row.to_body in bodies),
        meeting_days={code: day for code, day in problem.meeting_days.items() if code in days},
        sessions={key: session for key, session in problem.sessions.items() if session.meeting_day in days},
        themes={code: theme for code, theme in problem.themes.items() if theme.meeting_day in days},
        fixed_meetings=tuple(
            row
            for row in problem.fixed_meetings
            if row.body in bodies or (row.body is None and row.meeting_day in days)
        ),
        projects={code: project for code, project in problem.projects.items() if project.reports_to in bodies},
    )


def bare(problem: Problem, bodies: Collection[str]) -> Problem:
    """Return the problem with nobody on some bodies and no rooms for them: only their dates and times matter."""
    return replace(
        problem,
        bodies={code: _bare_body(body) if code in bodies else body for code, body in problem.bodies.items()},
        memberships=tuple(row for row in problem.memberships if row.body not in bodies),
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body not in bodies),
        fixed_meetings=tuple(replace(row, room=None) if row.body in bodies else row for row in problem.fixed_meetings),
    )


def _bare_body(body: Body) -> Body:
    return replace(body, attendance_mode="online", quorum=None, room=None, venue=None, room_features=())


def all_there(problem: Problem, bodies: Collection[str]) -> Problem:
    """Return the problem with all who are expected on some bodies required in person: no apologies, no substitutes."""
    rows = tuple(
        replace(row, attendance="required", substitutes=()) if row.body in bodies and not row.optional else row
        for row in problem.memberships
    )
    return replace(problem, memberships=rows)


def placed(problem: Problem, meetings: Iterable[Meeting]) -> Problem:
    """Return the problem with some bodies already placed: bare, and fixed to where their meetings are.

    Their meetings are only there to be reported to and from.
    """
    by_body: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        by_body.setdefault(meeting.body, []).append(meeting)
    if not by_body:
        return problem
    pinned = bare(problem, by_body)
    bodies = dict(pinned.bodies)
    for code, theirs in by_body.items():
        bodies[code] = replace(
            bodies[code],
            meeting_day=None,
            session=None,
            cadence=Cadence(minimum=len(theirs), maximum=len(theirs)),
            min_gap_days=None,
            max_gap_days=None,
            weekdays=EVERY_DAY,
            preferred_weekdays=frozenset(),
            start_times=tuple(sorted({meeting.start for meeting in theirs})),
            duration_minutes=theirs[0].end - theirs[0].start,
            notice_clear_days=0,
        )
    rows = tuple(row for row in pinned.fixed_meetings if row.body not in by_body)
    fixed = tuple(FixedMeeting(m.date, body=m.body, start=m.start) for theirs in by_body.values() for m in theirs)
    without_days = {code: day for code, day in pinned.meeting_days.items() if _still_sat_in(bodies, code)}
    baseline = pinned.baseline
    if baseline is not None:
        baseline = replace(baseline, meetings=tuple(old for old in baseline.meetings if old.body not in by_body))
    return replace(
        pinned,
        baseline=baseline,
        standing=pinned.standing | set(by_body),
        bodies=bodies,
        fixed_meetings=(*(row for row in rows if row.body or row.meeting_day in without_days), *fixed),
        meeting_days=without_days,
        sessions={key: session for key, session in pinned.sessions.items() if session.meeting_day in without_days},
        themes={code: theme for code, theme in pinned.themes.items() if theme.meeting_day in without_days},
        projects={code: p for code, p in pinned.projects.items() if p.reports_to not in by_body},
    )


def _still_sat_in(bodies: dict[str, Body], meeting_day: str) -> bool:
    return any(body.meeting_day == meeting_day for body in bodies.values())
