"""Every row of the examples from reports says whether a report states it or it is assumed; the others are invented."""

import csv
import re
from pathlib import Path

import pytest

INPUTS = Path(__file__).parents[2] / "inputs"
SAID = re.compile(r"Stated|stated|Assumed|assumed|Known|By law|Statutory|Computed|England's bank holidays|The date of")


SOURCED = ("trafford-2015-16", "harrow-2011-12")
FROM_REPORTS = [file for name in SOURCED for file in sorted((INPUTS / name).glob("*.csv"))]


@pytest.mark.parametrize("file", FROM_REPORTS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_row_says_what_is_stated_and_what_is_assumed(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row for row in rows if not SAID.search(row["note"])] == []


@pytest.mark.parametrize("name", ["district-2027-28", "reorganisation-2027-28"])
def test_what_is_invented_says_so_first(name: str) -> None:
    with (INPUTS / name / "settings.csv").open(encoding="utf-8", newline="") as lines:
        assert next(csv.DictReader(lines))["note"].startswith("Invented")
