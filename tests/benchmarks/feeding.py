"""How long the feeds of a large assembly take: 535 members with 40 meetings each, on one core.

    python tests/benchmarks/feeding.py [--members 535] [--rounds 3]

Each event is serialised once, whoever has it; what is said to one person is written once for all who are told the same.
"""

import argparse
import datetime as dt
import time
from dataclasses import replace

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import Attendance, Meeting, Plan
from scheduler.domain.problem import Problem, Settings
from scheduler.domain.rooms import Room
from scheduler.outputs.feeds import feeds
from scheduler.outputs.feeds.year import revised

MEETINGS_OF_A_BODY, BODIES_OF_A_MEMBER, BODIES = 10, 4, 80
FIRST_DAY, LAST_DAY = dt.date(2026, 1, 5), dt.date(2026, 12, 18)
MADE = "2026-01-01T09:00:00Z"


def assembly(members: int) -> tuple[Problem, Plan]:
    """Return an assembly whose members each have 40 meetings; a fifth of the seats are empty or deputised for."""
    bodies = [Body(f"B{number}", f"Committee on Subject {number}", cadence=Cadence()) for number in range(BODIES)]
    people = [
        Person(f"P{number}", f"Member for Constituency {number}", f"Party {number % 7}") for number in range(members)
    ]
    memberships = tuple(
        Membership(person.code, bodies[(number * 7 + place * 19) % BODIES].code, substitutes=("P0",))
        for number, person in enumerate(people)
        for place in range(BODIES_OF_A_MEMBER)
    )
    problem = Problem(
        settings=Settings("Assembly 2026", FIRST_DAY, LAST_DAY, authority="Assembly"),
        bodies={body.code: body for body in bodies},
        people={person.code: person for person in people},
        memberships=memberships,
        rooms={f"R{number}": Room(f"R{number}", f"Room {number}", "Assembly House", 60) for number in range(20)},
    )
    meetings = [
        _meeting(problem, body, sequence, FIRST_DAY + dt.timedelta(days=35 * sequence % 340 + place % 5))
        for place, body in enumerate(bodies)
        for sequence in range(1, MEETINGS_OF_A_BODY + 1)
    ]
    meetings.sort(key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    return problem, Plan("Assembly 2026", FIRST_DAY, LAST_DAY, meetings=tuple(meetings), generated=MADE)


def _meeting(problem: Problem, body: Body, sequence: int, day: dt.date) -> Meeting:
    rows = [_row(number, one) for number, one in enumerate(problem.memberships_on(body.code, day))]
    start = 540 + 60 * (sequence % 6)
    room = f"R{int(body.code[1:]) % 20}"
    return Meeting(
        f"{body.code}-{sequence}", body.code, sequence, day, start, start + 90, "Assembly House", room,
        attendance=tuple(rows), changed=MADE,
    )  # fmt: skip


def _row(number: int, membership: Membership) -> Attendance:
    row = Attendance(membership.person, membership.role, membership.voting, "attends")
    away = f"sits on another committee at the same time, number {number}"
    if number % 10 == 3:
        return replace(row, outcome="apologies", reason=away)
    return replace(row, outcome="substitute", substitute="P0", reason=away) if number % 10 == 7 else row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=535)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    problem, plan = assembly(options.members)
    started = time.process_time()
    plan = revised(problem, plan)
    counted = time.process_time() - started
    took = []
    for _ in range(options.rounds):
        started = time.process_time()
        written = feeds(problem, plan)
        took.append(time.process_time() - started)
    own = [feed for path, feed in written.items() if path.startswith("people/")]
    events = sum(feed.count(b"BEGIN:VEVENT") for feed in own)
    size = sum(map(len, written.values())) / 1e6
    print(f"{len(own)} members with {events / len(own):.0f} meetings each, {len(written)} feeds in all, {size:.0f} MB")
    print(f"revisions counted in {counted:.2f} s, feeds written in {min(took):.2f} s, best of {len(took)} (bar: 3 s)")


if __name__ == "__main__":
    main()
