"""How far a year is, for a list of years: the day of a publication is that of the council's clock."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from builders import body, calendar, council, meeting, member

from scheduler.commands.how_far import NOT_PLANNED, HowFar, how_far
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Step, note
from scheduler.outputs.places import HISTORY_FOLDER, STEPS


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2016-06-30T22:59:00Z", "2016-06-30"),
        ("2016-06-30T23:30:00Z", "2016-07-01"),
        ("2016-02-29T23:30:00Z", "2016-02-29"),
    ],
)
def test_a_publication_is_of_the_day_of_the_councils_clock(tmp_path: Path, moment: str, day: str) -> None:
    problem = council(body("GB"), member("ANN", "GB"))
    folder = tmp_path / "plan"
    assert how_far(folder) == NOT_PLANNED
    write_output(problem, calendar(problem, meeting(problem, "GB", "2015-11-19")), folder, {})
    planned = how_far(folder)
    assert (planned.meetings, planned.published_on) == (1, None)
    note(folder, Step("publish"))
    last = max((folder / HISTORY_FOLDER / STEPS).iterdir())
    written = json.loads(last.read_text(encoding="utf-8"))
    content = json.dumps(written | {"moment": moment}).encode()
    last.unlink()
    last.with_name(f"{last.name[:4]}-{sha256(content).hexdigest()[:16]}.json").write_bytes(content)
    found = how_far(folder)
    assert found.published_on is not None
    assert (found.published_on.isoformat(), found.changed_since) == (day, False)


@pytest.mark.timeout(60)
def test_a_plan_that_is_no_file_is_damaged_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.json")
    assert how_far(tmp_path) == HowFar(damaged=True)
