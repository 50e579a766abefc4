"""How long it takes to say why there is no plan: to the first reason, and to the end.

python tests/benchmarks/explaining.py [--seconds 120] [NAME ...]
"""

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from councils import write_council

from scheduler.domain.bodies import Cadence
from scheduler.domain.people import Membership
from scheduler.domain.problem import Absence, FixedMeeting, Problem
from scheduler.messages.refusals import infeasible_sentences
from scheduler.reading import read_input
from scheduler.solver.cp.outcome import Infeasible
from scheduler.solver.cp.progress import FIRST_REASON
from scheduler.solver.solve import solve

TRAFFORD = Path(__file__).parents[2] / "inputs" / "trafford-2015-16"
TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3


def trafford() -> Problem:
    """Return the example."""
    return read_input(TRAFFORD)[0]


def county() -> Problem:
    """Return an invented county of 300 meetings."""
    with TemporaryDirectory() as folder:
        return read_input(write_council(Path(folder), "county", 1))[0]


def shut(problem: Problem, room: str, days: list[dt.date]) -> tuple[Absence, ...]:
    """Return a room's absences on whole days."""
    midnight = [dt.datetime.combine(day, dt.time()) for day in days]
    return tuple(Absence("room", room, one, one + dt.timedelta(days=1), "closed") for one in midnight)


def large_rooms_shut_on_its_weekday() -> Problem:
    """Let the partnership day be only on a Thursday, when both rooms that seat its lunch are shut."""
    problem = trafford()
    day = replace(problem.meeting_days["TPDAY"], weekdays=frozenset({THURSDAY}))
    thursdays = [one for one in problem.days if one.weekday() == THURSDAY]
    closed = (*shut(problem, "CHAMBER", thursdays), *shut(problem, "SUITE", thursdays))
    return replace(problem, meeting_days={"TPDAY": day}, absences=(*problem.absences, *closed))


def speaker_never_free() -> Problem:
    """Confirm a theme whose speaker can come on Sundays only."""
    problem = trafford()
    theme = replace(problem.themes["HEALTH"], status="confirmed", date=None)
    sundays = frozenset(day for day in problem.days if day.weekday() == 6)
    speaker = replace(problem.speakers[theme.speaker or ""], available=sundays)
    return replace(
        problem,
        themes={**problem.themes, "HEALTH": theme},
        speakers={**problem.speakers, speaker.code: speaker},
    )


def one_room_for_two() -> Problem:
    """Let two boards of one quarter meet seven times each in one room, at ten on Tuesdays only."""
    problem = trafford()
    limits = {"cadence": Cadence(minimum=7, maximum=7), "min_gap_days": 7, "max_gap_days": None, "room": "CR1"}
    limits |= {"start_date": dt.date(2016, 1, 1), "end_date": dt.date(2016, 3, 31)}
    limits |= {"weekdays": frozenset({TUESDAY}), "start_times": (600,), "venue": None, "room_features": ()}
    boards = {code: replace(problem.bodies[code], **limits) for code in ("PSRB", "PSRL")}
    return replace(problem, bodies={**problem.bodies, **boards})


def one_chair_for_three() -> Problem:
    """Require one person on three committees that meet twenty times each, on Wednesdays at ten only."""
    problem = county()
    limits = {"cadence": Cadence(minimum=20, maximum=20), "min_gap_days": 7, "max_gap_days": None}
    limits |= {"weekdays": frozenset({WEDNESDAY}), "start_times": (600,)}
    codes = ("B003", "B004", "B005")
    bodies = {code: replace(problem.bodies[code], **limits) for code in codes}
    rows = [row for row in problem.memberships if row.body not in codes or row.person != "P001"]
    rows += [Membership("P001", code, attendance="required") for code in codes]
    lines = tuple(line for line in problem.reporting if not {line.from_body, line.to_body} & set(codes))
    return replace(problem, bodies={**problem.bodies, **bodies}, memberships=tuple(rows), reporting=lines)


def one_day_for_three() -> Problem:
    """Require one person on three committees, each fixed to the same Wednesday in June; no count tells."""
    problem = one_chair_for_three()
    codes = ("B003", "B004", "B005")
    bodies = {code: replace(problem.bodies[code], cadence=Cadence(minimum=4, maximum=4)) for code in codes}
    fixed = tuple(FixedMeeting(dt.date(2026, 6, 17), body=code) for code in codes)
    fixed_meetings = (*problem.fixed_meetings, *fixed)
    return replace(problem, bodies={**problem.bodies, **bodies}, fixed_meetings=fixed_meetings)


def chamber_shut_for_a_quarter() -> Problem:
    """Let the council meet in every quarter, and shut the only room that seats it in one of them."""
    problem = county()
    council = replace(problem.bodies["B000"], cadence=Cadence(per_period=1))
    quarter = [day for day in problem.days if dt.date(2026, 11, 1) <= day <= dt.date(2027, 1, 31)]
    absences = (*problem.absences, *shut(problem, "CHAMBER", quarter))
    return replace(problem, bodies={**problem.bodies, "B000": council}, absences=absences)


def one_chamber_for_all() -> Problem:
    """Leave a county with its chamber alone for a whole year of meetings, all at ten."""
    problem = county()
    rooms = {"CHAMBER": problem.rooms["CHAMBER"]}
    bodies = {
        code: replace(body, start_times=(600,), room=None, venue=None, weekdays=None)
        for code, body in problem.bodies.items()
    }
    return replace(problem, rooms=rooms, bodies=bodies)


CASES: dict[str, Callable[[], Problem]] = {
    "trafford-rooms-shut": large_rooms_shut_on_its_weekday,
    "trafford-speaker": speaker_never_free,
    "trafford-one-room": one_room_for_two,
    "county-one-person": one_chair_for_three,
    "county-one-day": one_day_for_three,
    "county-chamber-shut": chamber_shut_for_a_quarter,
    "county-one-chamber": one_chamber_for_all,
}


def explained(problem: Problem, seconds: float) -> tuple[float | None, float, list[str]]:
    """Return the seconds to the first reason (None where none was told) and to the end, and what was said."""
    first: list[float] = []
    began = monotonic()

    def hear(sentence: str) -> None:
        if sentence.startswith(FIRST_REASON) and not first:
            first.append(monotonic() - began)

    outcome = solve(replace(problem, as_of="2015-11-01T00:00:00Z"), seconds, hear)
    ended = monotonic() - began
    said = list(infeasible_sentences(outcome)) if isinstance(outcome, Infeasible) else [str(outcome)[:100]]
    return (first[0] if first else None), ended, said


def main() -> None:
    """Read the command line, and print each case."""
    parser = argparse.ArgumentParser(description="How long it takes to say why there is no plan.")
    parser.add_argument("cases", nargs="*", choices=[[], *CASES], help="which; all, where none is named")
    parser.add_argument("--seconds", type=float, default=120, help="time limit of each")
    arguments = parser.parse_args()
    for name in arguments.cases or CASES:
        first, ended, said = explained(CASES[name](), arguments.seconds)
        told = "no first reason" if first is None else f"first reason after {first:.1f} s"
        print(f"{name}: {told}, the end after {ended:.1f} s")
        for sentence in said:
            print(f"  {sentence}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
