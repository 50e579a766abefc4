"""The year in its views: what each shows is what the plan has, filtered or not."""

import pytest
from flask.testing import FlaskClient

YEAR = "/years/small/in/calendar/year"


@pytest.mark.parametrize("view", ["months", "bodies", "month", "list", "one"])
def test_every_view_is_there(viewer: FlaskClient, view: str) -> None:
    page = viewer.get(f"{YEAR}?view={view}")
    assert page.status_code == 200
    assert 'aria-current="page"' in page.text
