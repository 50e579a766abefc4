"""Nobody attends two meetings at once, and no required person is held elsewhere with nobody to deputise.

Source: Hampshire 2004, whose members were double-booked; seed report S0 4.1 (Trafford: simultaneous boards only
"if agreed membership of each makes these simultaneous meetings viable").
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from scheduler.domain.newcomers import with_deputy
from scheduler.domain.plan import ATTENDS, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason
from scheduler.domain.seating import required_missing, too_close_in_words
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.verbs import DATES, DAY, MEMBERSHIPS, ROOMS, SEATS, TIMES, Choices, Literal, Post
from scheduler.rules.protocol import Ease, Remedy, Rule

RULE = Rule(
    "person_clash",
    source="Trafford Partnership 2015 4.1; Hampshire 2004 (double-booked members)",
    about=SEATS,
    touches={DATES, TIMES, ROOMS, SEATS, MEMBERSHIPS},
    horizon=DAY,
    ease=41,
)
BOTH = 2


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let nobody sit at two meetings at once, and hold none without those it requires or their substitutes.

    Whoever attends a body whenever it meets keeps all its meetings apart from the others' at one stroke; not where an
    explanation may lift that they attend.
    """
    for sitting in choices.sittings:
        _hold_none_without_the_required(problem, choices, sitting, post)
    always = {} if post.guarded else _always_there(choices, post)
    _keep_bodies_apart(problem, choices, always, post)
    for sitting in choices.sittings:
        _keep_away_from_bodies(problem, choices, sitting, always, post)
    for one, two, everyone in choices.pairs_sharing_people():
        pair = {one.body.code, two.body.code}
        people = [
            person
            for person in everyone
            if post.keeps((RULE.name, person)) and (len(pair) == 1 or always.get(person, set()).isdisjoint(pair))
        ]
        overlapping = choices.overlapping(one, two) if people else choices.no
        if overlapping is not choices.no:
            for person in people:
                at_both = choices.sits(person, one) + choices.sits(person, two)
                post.require(at_both <= 1, _one_at_a_time(problem, person), (overlapping,))


def _hold_none_without_the_required(problem: Problem, choices: Choices, sitting: Sitting, post: Post) -> None:
    body = sitting.body
    for membership in choices.members(sitting):
        if membership.required:
            name = problem.people[membership.person].name
            message = f"{body.name} never meets without {name} or a substitute for them."
            reason = Reason(RULE.name, f"{membership.person} at {body.code}", message)
            filled = choices.seat_filled(sitting, membership)
            post.require(filled >= choices.in_force(sitting, membership), reason)


def _keep_bodies_apart(problem: Problem, choices: Choices, always: dict[str, set[str]], post: Post) -> None:
    """Let no two bodies meet at once that somebody attends whenever either meets."""
    for bodies, people in _by_bodies(always).items():
        reasons = [_one_at_a_time(problem, person) for person in people]
        for literals in _at_once(choices, bodies):
            post.at_most_one(literals, *reasons)


def _keep_away_from_bodies(
    problem: Problem, choices: Choices, sitting: Sitting, always: dict[str, set[str]], post: Post
) -> None:
    """Keep people from a meeting while a body meets that they attend whenever it does."""
    for person in choices.people_at(sitting):
        bodies = always.get(person, set())
        for body in sorted(bodies) if sitting.body.code not in bodies else ():
            overlapping = choices.overlapping_any(sitting, body)
            if overlapping is not choices.no:
                post.require(choices.sits(person, sitting) == 0, _one_at_a_time(problem, person), (overlapping,))


def _one_at_a_time(problem: Problem, person: str) -> FirmReason:
    return FirmReason(RULE.name, person, f"{problem.people[person].name} cannot be at two meetings at once.")


def _always_there(choices: Choices, post: Post) -> dict[str, set[str]]:
    """Return the bodies with meetings of their own that each person attends whenever they meet, whatever is chosen."""
    seats: defaultdict[tuple[str, str], int] = defaultdict(int)
    sittings = [sitting for sitting in choices.sittings if sitting.gathering is None]
    for sitting in sittings:
        held = choices.held(sitting)
        for row in choices.members(sitting):
            required = row.required and post.keeps((RULE.name, f"{row.person} at {sitting.body.code}"))
            if required and not row.substitutes and choices.in_force(sitting, row) is held:
                seats[row.person, sitting.body.code] += 1
    meetings = Counter(sitting.body.code for sitting in sittings)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (person, body), often in seats.items():
        if often == meetings[body]:
            found[person].add(body)
    return found


def _by_bodies(always: dict[str, set[str]]) -> dict[tuple[str, ...], list[str]]:
    """Return the people who attend the same two bodies or more."""
    found: dict[tuple[str, ...], list[str]] = {}
    for person, bodies in sorted(always.items()):
        if len(bodies) >= BOTH:
            found.setdefault(tuple(sorted(bodies)), []).append(person)
    return found


def _at_once(choices: Choices, bodies: tuple[str, ...]) -> Iterator[list[Literal]]:
    """Yield the choices of which any two would bring two of the bodies together at one moment."""
    sittings = [sitting for body in bodies for sitting in choices.sittings_of(body)]
    for moment in sorted({start for sitting in sittings for start in sitting.starts}):
        on_day: defaultdict[date, list[Literal]] = defaultdict(list)
        for sitting in sittings:
            starts = [start for start in sitting.starts if start <= moment < start + sitting.duration]
            for day in choices.open_days(sitting) if starts else ():
                on_day[day] += choices.held_during(sitting, [(day, start) for start in starts])
        yield from (literals for _, literals in sorted(on_day.items()) if len(literals) > 1)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people who attend two meetings at once, and required people whom another meeting holds."""
    for person, one, two in _double_booked(plan):
        if problem.facts(one, two):
            continue
        titles = f"{meeting_title(problem, one)} and {meeting_title(problem, two)}"
        message = f"{person_title(problem, person)} attends both {titles}, which overlap."
        yield Breach(RULE.name, message, bodies=(one.body, two.body), people=(person,), dates=(one.date,))
    for meeting in problem.asked(plan).live:
        for person, elsewhere in required_missing(problem, plan, meeting):
            if elsewhere is not None:
                apart = too_close_in_words(problem, meeting, elsewhere)
                message = (
                    f"{person_title(problem, person)} is required at {meeting_title(problem, meeting)}, "
                    f"sits at {meeting_title(problem, elsewhere)}, {f'{apart}, ' if apart else ''}and nobody deputises."
                )
                bodies = meeting.body, elsewhere.body
                yield Breach(RULE.name, message, bodies=bodies, people=(person,), dates=(meeting.date,))


def _double_booked(plan: Plan) -> Iterator[tuple[str, Meeting, Meeting]]:
    attending: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in sorted(plan.live, key=lambda meeting: (meeting.date, meeting.start)):
        for person in sorted({row.person for row in meeting.attendance if row.outcome == ATTENDS}):
            attending[person].append(meeting)
    for person, meetings in sorted(attending.items()):
        for number, one in enumerate(meetings):
            for two in meetings[number + 1 :]:
                if (two.date, two.start) >= (one.date, one.end):
                    break
                yield person, one, two


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that somebody deputises for a person who must be at a body's meetings, or that they need not be there."""
    for row in problem.all_memberships:
        if row.required and f"{row.person} at {row.body}" == reason.subject:
            who, where = person_title(problem, row.person), problem.bodies[row.body].name
            words = f"Name a substitute for {who} at {where}, who sits on neither board."
            yield Remedy(words, with_deputy(problem, row), Ease.MEMBERS, within=False)
            spared, rows = replace(row, attendance="expected"), problem.all_memberships
            others = tuple(spared if one is row else one for one in rows)
            words = f"Let {where} meet without {who} (`expected`, not `required`)."
            yield Remedy(words, replace(problem, memberships=others), Ease.ABSENCE + 1)
