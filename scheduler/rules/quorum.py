"""Enough voting members are there, in person or by a substitute.

The body's own number or share, rounded up; else the larger of three and a quarter (a third for a parish council), never
more than its voting members. Shares are of its seats, vacancies included, where it gives them. Source: Local Government
Act 1972 Sch 12 paras 6 (a quarter of the council) and 12 (a third of a parish council); constitutions for committees.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.newcomers import with_members
from scheduler.domain.people import Membership
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason
from scheduler.domain.seating import filled_seats
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, MEMBERSHIPS, SEATS, Choices, Post
from scheduler.domain.wording import counted, listed, long_date
from scheduler.rules.protocol import NEVER, Bar, Ease, Remedy, Rule
from scheduler.rules.unavailable import seats_that_can_be_filled

RULE = Rule(
    "quorum",
    source="Local Government Act 1972 Sch 12 para 6; constitutions",
    about=SEATS,
    touches={DATES, SEATS, MEMBERSHIPS},
    horizon=MEETING,
    ease=NEVER,
)


def needed(problem: Problem, body: str, day: date) -> int:
    """Return how many voting members a meeting of a body on a day needs."""
    return problem.quorum_on(body, day)


def counts(row: Membership) -> bool:
    """Whether the holder of a membership, or who sits for them, counts towards the quorum."""
    return row.voting


def seated(filled: Iterable[Membership]) -> int:
    """Count for the quorum the memberships whose seat is filled, in person or by a substitute."""
    return len({row.person for row in filled if counts(row)})


def present(problem: Problem, meeting: Meeting) -> int:
    """Count for the quorum those who are at a meeting."""
    return seated(seat.membership for seat in filled_seats(problem, meeting))


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Fill enough voting seats at every meeting, in person or by substitutes."""
    for sitting in choices.sittings:
        body = sitting.body
        quorums = {day: needed(problem, body.code, day) for day in choices.open_days(sitting)}
        numbers = sorted(set(quorums.values()))
        voting = [choices.seat_filled(sitting, row) for row in choices.members(sitting) if counts(row)]
        message = (
            f"{body.name} needs its quorum, {listed([str(one) for one in numbers], 'or')} of its voting members"
            f"{_too_few_left(problem, body)}."
        )
        if len(numbers) == 1:
            least = numbers[0] * choices.held(sitting)
        else:
            least = sum(number * choices.held_on(sitting, day) for day, number in quorums.items())
        post.require(sum(voting) >= least, FirmReason(RULE.name, body.code, message))


def _too_few_left(problem: Problem, body: Body) -> str:
    """Say from when on too few voting members are left, where memberships end and nobody takes the seats over."""
    days = [day for day in problem.days if body.alive_on(day)]
    short = list(takewhile(lambda day: is_short(problem, body, day), reversed(days)))
    if not short or len(short) == len(days):
        return ""
    return f", and from {long_date(short[-1])} only {_left(problem, body, short[-1])}; fill the seats"


def is_short(problem: Problem, body: Body, day: date) -> bool:
    """Whether a body has fewer voting members on a day than a meeting needs."""
    return problem.voting_members(body.code, day) < needed(problem, body.code, day)


def _left(problem: Problem, body: Body, day: date) -> str:
    number = problem.voting_members(body.code, day)
    return f"{counted(number, 'voting member')} {'is' if number == 1 else 'are'} left"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings with fewer voting members than their quorum."""
    for meeting in plan.live:
        there, least = present(problem, meeting), needed(problem, meeting.body, meeting.date)
        if there < least:
            message = (
                f"{meeting_title(problem, meeting)} is not quorate: "
                f"{counted(there, 'voting member')} of the {least} it needs."
            )
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield that too few voting members could be there at all."""
    if start is not None and isinstance(subject, Body):
        fillable = seats_that_can_be_filled(problem, subject, day, start)
        could, least = seated(fillable), needed(problem, subject.code, day)
        if is_short(problem, subject, day):
            left = f"only {_left(problem, subject, day)}; fill the seats"
            message = f"{subject.name} has a quorum of {least}, and on {long_date(day)} {left}."
            yield Bar(Reason(RULE.name, subject.code, message), f"it has a quorum of {least}, and {left}")
        elif could < least:
            message = (
                f"{subject.name} has a quorum of {least}, and only {counted(could, 'voting member')} could be there."
            )
            cause = f"so many are away that its quorum of {least} cannot be reached"
            yield Bar(Reason(RULE.name, subject.code, message), cause)


MOST_NEWCOMERS = 4


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that so many seats of a body are filled, from the day on which they are wanted."""
    body = problem.bodies[reason.subject]
    days = [day for day in problem.days if body.alive_on(day)]
    short = next((day for day in days if is_short(problem, body, day)), None)
    since = "" if short is None or short == days[0] else f" from {long_date(short)} on"
    vacant = short is not None or any(problem.voting_members(body.code, day) < (body.seats or 0) for day in days)
    for number in range(1, MOST_NEWCOMERS + 1):
        seat = Membership("", body.code, start_date=short if since else None)
        filled = counted(number, "vacant seat" if vacant else "seat more", "vacant seats" if vacant else "seats more")
        words = f"Fill {filled} of {body.name}{since}, with people who are free when it meets."
        ease = Ease.MEMBERS if vacant else Ease.ABSENCE + 2
        yield Remedy(words, with_members(problem, seat, number), ease)
