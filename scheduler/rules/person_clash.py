"""Nobody attends two meetings at once, and no required person is held elsewhere with nobody to deputise.

Source: Hampshire 2004, whose members were double-booked; seed report S0 4.1 (Trafford: simultaneous boards only
"if agreed membership of each makes these simultaneous meetings viable").
"""

from collections import defaultdict
from collections.abc import Iterator

from scheduler.domain.plan import ATTENDS, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.seating import required_missing
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.verbs import Choices, Post

RULE = "person_clash"
SOURCE = "Trafford Partnership 2015 4.1; Hampshire 2004 (double-booked members)"


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let nobody sit at two meetings at once, and hold none without those it requires or their substitutes."""
    for sitting in choices.sittings:
        body = sitting.body
        for membership in choices.members(sitting):
            if membership.required:
                name = problem.people[membership.person].name
                message = f"{body.name} never meets without {name} or a substitute for them."
                reason = Reason(RULE, f"{membership.person} at {body.code}", message)
                filled = choices.seat_filled(sitting, membership)
                post.require(filled >= choices.in_force(sitting, membership), reason)
    for one, two, people in choices.pairs_sharing_people():
        overlapping = choices.overlapping(one, two)
        if overlapping is not choices.no:
            for person in people:
                message = f"{problem.people[person].name} cannot be at two meetings at once."
                at_both = choices.sits(person, one) + choices.sits(person, two)
                post.require(at_both <= 1, Reason(RULE, person, message), (overlapping,))


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find people who attend two meetings at once, and required people whom another meeting holds."""
    for person, one, two in _double_booked(plan):
        titles = f"{meeting_title(problem, one)} and {meeting_title(problem, two)}"
        message = f"{person_title(problem, person)} attends both {titles}, which overlap."
        yield Breach(RULE, message, bodies=(one.body, two.body), people=(person,), dates=(one.date,))
    for meeting in plan.live:
        for person, elsewhere in required_missing(problem, plan, meeting):
            if elsewhere is not None:
                message = (
                    f"{person_title(problem, person)} is required at {meeting_title(problem, meeting)}, "
                    f"sits at {meeting_title(problem, elsewhere)}, and nobody deputises."
                )
                bodies = meeting.body, elsewhere.body
                yield Breach(RULE, message, bodies=bodies, people=(person,), dates=(meeting.date,))


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
