"""What an officer does with a small input: tables as CSV files, commands run, and what they print and write."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from small_input import write_input

from scheduler.cli import main

PEOPLE = (
    "person,name\nA,Councillor Ash\nB,Councillor Beech\nC,Councillor Cedar\nD,Councillor Dogwood\nE,Councillor Elm\n"
)
ROOMS = "room,name,venue,capacity\nR1,Garden Room,Guildhall,12\nR2,River Room,Guildhall,12\n"
Meeting = dict[str, Any]


def settings(first: str, last: str, **more: str) -> str:
    """Return the table of settings of a calendar from one date to another."""
    rows = {"title": "Year", "authority": "Wold Council", "start_date": first, "end_date": last, **more}
    return "setting,value\n" + "".join(f"{name},{value}\n" for name, value in rows.items())


def seats(**bodies: str) -> str:
    """Return the memberships of bodies, of each the people's codes, its chair first: `PL="ABC"`."""
    rows = (
        f"{person},{body},{'' if place else 'chair'}"
        for body, who in bodies.items()
        for place, person in enumerate(who)
    )
    return "\n".join(("person,body,role", *rows)) + "\n"


def council(folder: Path, **tables: str) -> Path:
    """Write an input of five councillors and two rooms, with the tables given."""
    return write_input(folder, **{"people": PEOPLE, "rooms": ROOMS, **tables})


def run(*arguments: object) -> tuple[int, str]:
    """Run a command and return its exit status and all that it prints."""
    found = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return found.exit_code, found.output


def plan(source: Path, *more: object) -> tuple[int, str]:
    """Plan an input into the folder `out` beside it."""
    return run("plan", source, "-o", source.parent / "out", "--time-limit", 60, *more)


def meetings(source: Path, *more: object) -> list[Meeting]:
    """Plan an input that can be planned, and return its meetings."""
    status, output = plan(source, *more)
    assert status == 0, output
    found: list[Meeting] = json.loads((source.parent / "out" / "plan.json").read_text(encoding="utf-8"))["meetings"]
    return found


def days(found: Sequence[Meeting], body: str) -> list[date]:
    """Return the days of a body's meetings, in order."""
    return sorted(date.fromisoformat(meeting["date"]) for meeting in found if meeting["body"] == body)


def iso(found: Sequence[Meeting], body: str) -> list[str]:
    """Return them as dates of ISO 8601."""
    return [day.isoformat() for day in days(found, body)]
