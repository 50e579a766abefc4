"""Time `change`: as a command, in process, repaired and asked `why` at 300 meetings; three repairs of Trafford, and
four of a district's confirmed year in its middle.

python tests/benchmarks/changing.py                                  # two minutes
python tests/benchmarks/changing.py --trafford PLAN --county INPUT PLAN   # calendars that are there already
"""

import argparse
import csv
import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from councils import write_council
from partnership import SOURCE

from scheduler.checking.consequences import consequences
from scheduler.commands.changes import Changed, Wanted, change
from scheduler.commands.confirming import confirm
from scheduler.commands.plans import Asked, Solved, plan
from scheduler.commands.repairs import Repaired, repair
from scheduler.commands.why import Question, why
from scheduler.domain.changes import join
from scheduler.domain.plan import Plan
from scheduler.reading import read_input
from scheduler.reading.plans.files import read_plan
from scheduler.solver.repair.seat_repair import reseated

JOIN = "CCG-CCO:GB"
SWAP = Wanted(leaves=("EM-ADULT:HWB",), joins=("LEADER:HWB:chair",))
CHAIR = Wanted(leaves=("P027:B007",), joins=("P011:B007:chair",))
QUESTIONS = (("B007#7", "2026-09-16"), ("B005#2", "2026-09-22"))
HOLIDAY_BODY = "STP"
BOTH, BOARDS = "CCG-CCO", ("HWB", "GB")
DISTRICT, MID_YEAR = SOURCE.with_name("district-2027-28"), dt.datetime(2027, 9, 16, 9, tzinfo=dt.UTC)
BY_ELECTION = Wanted(leaves=("C06:CABINET",), joins=("C12:CABINET",), start=dt.date(2027, 9, 20))
SHUT = {"kind": "room", "who": "CR2", "start": "2027-10-01", "end": "2027-12-31", "reason": "The ceiling came down"}
COMMITTEE, NEW = (
    "PLANNING",
    {"body": "FLOOD", "name": "Flood Panel", "start_date": "2027-11-01", "start_times": "18:00"},
)
NEW |= {"meetings_min": "2", "meetings_max": "2", "min_gap_days": "28", "weekdays": "Mon;Tue;Wed;Thu"}
COMMAND_RUNS, JOINS_TRIED, SECONDS = 5, 40, 60.0


def main() -> None:
    """Read the command line, and print one line for each figure."""
    parser = argparse.ArgumentParser(description="Time what follows from changes of membership, and repairs.")
    parser.add_argument("--trafford", type=Path, help="the output folder of the Trafford year")
    parser.add_argument("--county", type=Path, nargs=2, metavar=("INPUT", "PLAN"), help="a council of 300 meetings")
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        trafford = arguments.trafford or _planned(SOURCE, folder / "trafford")
        print(f"change as a command, Trafford: {_as_a_command(trafford):.2f} s")
        source = arguments.county[0] if arguments.county else write_council(folder / "county", "county", 1)
        county = arguments.county[1] if arguments.county else _planned(source, folder / "county-plan")
        print(_in_process(source, county))
        print(f"repair, county, another chair: {_repaired(lambda: change(source, county, CHAIR), folder / 'chair')}")
        for meeting, day in QUESTIONS:
            print(f"why {meeting} {day}, county: {_asked(source, county, Question(meeting, day))}", flush=True)
        for title, made in _changes(trafford, folder):
            print(f"repair, Trafford, {title}: {_repaired(made, folder / 'repaired')}", flush=True)
        for title, made in _mid_year(folder):
            print(
                f"repair, a district in September, {title}: {_repaired(made, folder / 'mended', MID_YEAR)}", flush=True
            )


def _planned(source: Path, folder: Path) -> Path:
    if not isinstance(plan(Asked(source, folder, SECONDS)), Solved):
        sys.exit(f"{source} has no plan within {SECONDS:.0f} s.")
    return folder


def _as_a_command(calendar: Path) -> float:
    """Return the seconds of the quickest of some runs, from the start of Python to its end."""
    command = [sys.executable, "-m", "scheduler", "change", str(SOURCE), str(calendar), "--join", JOIN]
    return min(_seconds(lambda: subprocess.run(command, capture_output=True, check=False)) for _ in range(COMMAND_RUNS))


def _seconds(of: Callable[[], object]) -> float:
    begin = perf_counter()
    of()
    return perf_counter() - begin


def _in_process(source: Path, calendar: Path) -> str:
    """Time many joins, each to one body, once everything is read."""
    problem, _ = read_input(source)
    published = read_plan(calendar, problem).plan
    seconds = []
    for number, person in enumerate(list(problem.people)[:JOINS_TRIED]):
        body = list(problem.bodies)[number % len(problem.bodies)]
        if not any(row.person == person for row in problem.memberships_of_body[body]):
            after = join(problem, person, body)
            begin = perf_counter()
            consequences((problem, published), (after, reseated(problem, after, published)))
            seconds.append(perf_counter() - begin)
    seconds.sort()
    meetings = len(published.live)
    return (
        f"change in process, {meetings} meetings, {len(seconds)} joins: "
        f"median {seconds[len(seconds) // 2]:.3f} s, slowest {seconds[-1]:.3f} s"
    )


def _changes(calendar: Path, folder: Path) -> Iterator[tuple[str, Callable[[], Changed]]]:
    """Yield a by-election's swap, a new bank holiday, and somebody who must be at two boards at once."""
    yield "by-election swap", lambda: change(SOURCE, calendar, SWAP)
    published = read_plan(calendar, read_input(SOURCE)[0]).plan
    holiday = _edited(folder / "holiday", "closed_dates", lambda rows: _with_holiday(rows, published))
    yield "new bank holiday", lambda: change(SOURCE, calendar, Wanted(source_after=holiday))
    both = _edited(folder / "both", "memberships", _required_at_both)
    yield "a required member of two boards", lambda: change(SOURCE, calendar, Wanted(source_after=both))


def _mid_year(folder: Path) -> Iterator[tuple[str, Callable[[], Changed]]]:
    """Yield a by-election, a room that is shut for three months, a bank holiday, and one body more."""
    calendar = _planned(DISTRICT, folder / "district")
    confirm(calendar, as_of=MID_YEAR.replace(month=5, day=1))
    published = read_plan(calendar, read_input(DISTRICT)[0]).plan
    later = next(one.date for one in published.of_body(COMMITTEE) if one.date > dt.date(2027, 11, 1)).isoformat()
    closed = {"start_date": later, "end_date": later, "reason": "A bank holiday that was proclaimed"}
    rows = {"unavailability": SHUT, "closed_dates": closed, "bodies": NEW}
    yield "by-election", lambda: change(DISTRICT, calendar, BY_ELECTION, MID_YEAR)
    for table, row in rows.items():
        after = _edited(folder / f"district-{table}", table, lambda there, row=row: [*there, row], DISTRICT)
        yield f"a row more in {table}", lambda after=after: change(
            DISTRICT, calendar, Wanted(source_after=after), MID_YEAR
        )  # fmt: skip


def _edited(
    folder: Path, table: str, edit: Callable[[list[dict[str, str]]], list[dict[str, str]]], source: Path = SOURCE
) -> Path:
    """Write an input with one table edited."""
    shutil.copytree(source, folder)
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = edit(list(csv.DictReader(file)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def _with_holiday(rows: list[dict[str, str]], published: Plan) -> list[dict[str, str]]:
    day = published.of_body(HOLIDAY_BODY)[1].date.isoformat()
    return [*rows, {"start_date": day, "end_date": day, "reason": "A bank holiday that was proclaimed"}]


def _required_at_both(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    kept = [row for row in rows if not (row["person"] == BOTH and row["body"] in BOARDS)]
    return [*kept, *({"person": BOTH, "body": body, "attendance": "required"} for body in BOARDS)]


def _asked(source: Path, calendar: Path, question: Question) -> str:
    """Say what a question about the county's year takes of a processor, and whether its answer is proven."""
    begin = process_time()
    placement = why(source, calendar, question, SECONDS)[1].placement
    seconds = process_time() - begin
    proof = "proven" if placement is not None and placement.exact else "not proven"
    moved = 0 if placement is None else len(placement.displaced)
    return f"{moved} others move, {proof}, {seconds:.1f} s of CPU"


def _repaired(made: Callable[[], Changed], folder: Path, as_of: dt.datetime | None = None) -> str:
    begin = process_time()
    found = repair(made(), folder, SECONDS, as_of)
    seconds = process_time() - begin
    if not isinstance(found, Repaired):
        return f"{type(found).__name__} after {seconds:.1f} s of CPU"
    moved = sum(1 for move in found.moves if move.details != ("place",))
    proof = "proven" if found.least else "not proven"
    return f"{moved} meetings moved, {len(found.moves) - moved} to another room only, {proof}, {seconds:.1f} s of CPU"


if __name__ == "__main__":
    main()
