"""No number of law changes without somebody having looked it up."""

from dataclasses import replace
from itertools import pairwise

import pytest
from law_pages import line, record

from scheduler.law.rows import ROWS

RECORD = record()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_what_a_row_says_was_looked_up_in_its_instrument_on_its_day(row):
    """A number that changes has to come with its day of checking: `python tests/law/law_pages.py` records it."""
    assert RECORD.get(row.key, [None])[-1] == line(row)


def test_a_number_that_nobody_looked_up_is_found():
    row = next(row for row in ROWS if row.matter == "planning_size")
    assert RECORD[row.key][-1] != line(replace(row, number=15))
    assert RECORD[row.key][-1] != line(replace(row, instrument="Somewhere"))
    assert RECORD[row.key][-1] == line(replace(row, certainty="certain"))


@pytest.mark.parametrize("key", RECORD)
def test_what_a_row_says_changes_only_on_a_later_day(key):
    for before, after in pairwise(RECORD[key]):
        assert before["says"] == after["says"] or before["checked_on"] < after["checked_on"], (before, after)
        assert before["checked_on"] <= after["checked_on"], (before, after)
