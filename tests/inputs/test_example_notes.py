"""Every row of the examples says whether a report states it or it is assumed."""

import csv
import re
from pathlib import Path

import pytest

INPUTS = Path(__file__).parents[2] / "inputs"
SAID = re.compile(r"Stated|stated|Assumed|assumed|Known|By law|Statutory|Computed|England's bank holidays|The date of")


@pytest.mark.parametrize("file", sorted(INPUTS.glob("*/*.csv")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_row_says_what_is_stated_and_what_is_assumed(file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row for row in rows if not SAID.search(row["note"])] == []
