"""How long a large council takes to publish: 535 members, each with 40 meetings a year.

python tests/benchmarks/publishing.py
"""

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import body, calendar, council, meeting, member, room

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.site import site_of
from scheduler.outputs.site.contents import Contents
from scheduler.outputs.site.files import Mark, write_site
from scheduler.outputs.site.letters import letters
from scheduler.outputs.site.register import Register
from scheduler.outputs.site.sent import sending_of

MEMBERS, MEETINGS_EACH, BODIES_EACH, BODIES = 535, 40, 4, 40
BASE_URL = "https://meetings.example.gov.uk"


def large_council() -> tuple[Problem, Plan]:
    """Return 40 bodies of about 53 members that meet ten times each, a third of them in public."""
    codes = [f"B{number:02d}" for number in range(BODIES)]
    seats = [
        member(f"M{number:03d}", codes[(number * 7 + place * 11) % BODIES])
        for number in range(MEMBERS)
        for place in range(BODIES_EACH)
    ]
    bodies = [body(code, open_to_public=number % 3 == 0) for number, code in enumerate(codes)]
    problem = council(*bodies, *seats, *(room(f"R{number}") for number in range(10)))
    first = dt.date(2015, 11, 2)
    times = MEETINGS_EACH // BODIES_EACH
    held = [
        meeting(problem, code, (first + dt.timedelta(days=35 * time_held + number % 5)).isoformat())
        for number, code in enumerate(codes)
        for time_held in range(times)
    ]
    return problem, calendar(problem, *held)


def main() -> None:
    """Publish twice and print the seconds of each step."""
    problem, plan = large_council()
    moment = "2015-11-01T00:00:00Z"
    began = time.perf_counter()

    def lap(what: str) -> None:
        nonlocal began
        now = time.perf_counter()
        print(f"{what:32} {now - began:6.2f} s")
        began = now

    contents = Contents(problem, plan)
    register = Register(bytes(32)).caught_up(contents.holders, moment)
    lap("every feed")
    sending_of(contents)
    lap("what of each event is sent")
    files = site_of(contents, register, BASE_URL, dt.datetime.fromisoformat(moment))
    lap(f"the site: {len(files):,} files")
    letters(problem, plan, register, BASE_URL)
    lap(f"{MEMBERS} letters")
    with tempfile.TemporaryDirectory() as folder:
        print(write_site(Path(folder), files, frozenset(), Mark(register.fingerprint, 0)))
        lap("written")
        print(write_site(Path(folder), files, frozenset(files), Mark(register.fingerprint, 0)))
        lap("written again, nothing differs")
    print(f"{sum(map(len, files.values())) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
