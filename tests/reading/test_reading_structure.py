"""What contradicts the structure and the work programme, at the cell that shows it."""

import pytest
from raw_council import body, fault_places, raw, warning_places

from scheduler.reading.parsing import parse


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"endorsement_due": "2016-04-01", "end_date": "2016-03-31"},
            "it is to be endorsed by Friday 1 April 2016, after it is dissolved on Thursday 31 March 2016",
        ),
        (
            {"endorsement_due": "2015-12-31", "start_date": "2016-01-01"},
            "it is to be endorsed by Thursday 31 December 2015, before it is founded on Friday 1 January 2016",
        ),
    ],
)
def test_a_body_that_is_not_there_to_be_endorsed_is_warned_of(cells, message):
    _, warnings = parse(raw(bodies=[body(**cells)]))
    found = [one for one in warnings if one.column == "endorsement_due"]
    assert [(one.table, one.row, one.message) for one in found] == [("bodies", 2, message)]


def test_a_body_may_be_endorsed_on_its_first_or_last_day():
    cells = {"endorsement_due": "2016-03-31", "start_date": "2016-03-31", "end_date": "2016-03-31", "meetings_min": 0}
    assert ("bodies", 2, "endorsement_due") not in warning_places(bodies=[body(**cells)])


def test_a_point_of_contact_of_no_organisation_is_warned_of_and_two_of_one_are_not():
    people = [
        {"person": "ANN", "name": "Ann", "organisation": "Police", "point_of_contact": "yes"},
        {"person": "BOB", "name": "Bob", "organisation": "Police", "point_of_contact": "yes"},
        {"person": "CAT", "name": "Cat", "point_of_contact": "yes"},
        {"person": "DAN", "name": "Dan", "point_of_contact": "no"},
    ]
    assert warning_places(people=people) == [("people", 4, "organisation")]


def test_a_champion_whom_nobody_knows_is_a_fault():
    projects = [{"project": "P", "title": "Parks", "champion": "ZOE", "reports_to": "GB"}]
    assert fault_places(projects=projects) == [("projects", 2, "champion")]
