"""Plan it, and the page of a job."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from forms_on_pages import fields_of

from scheduler.desk.desk import Desk


@pytest.fixture
def desk(officer: FlaskClient) -> Iterator[Desk]:
    found: Desk = officer.application.extensions["desk"]
    yield found
    for job in list(found.work.jobs.waiting()):
        found.work.stop(job.number)
        found.work.ended(job.number, 60)
    found.work.close()


def test_the_year_is_planned_and_its_page_says_what_came_of_it(officer: FlaskClient, desk: Desk) -> None:
    page = officer.get("/years/small/plan")
    assert page.status_code == 200
    sent = officer.post("/years/small/plan", data={**fields_of(page.text), "minutes": "1", "reason": "First look"})
    assert sent.status_code == 303, sent.text
    job = desk.work.ended(1, 60)
    assert (job.outcome, job.ask.by, job.ask.reason) == ("done", "Officer", "First look")
    shown = officer.get(sent.location).text
    assert "Small calendar: 3 meetings. No rule is broken; no better plan exists." in shown
    assert "As of Thursday 1 October 2015, as you say." in shown
    assert "data-poll" not in shown
    assert officer.get("/years/small/jobs").text.count("Planning the year") == 1
