"""The first page of a year."""

from flask.testing import FlaskClient


def test_it_says_how_far_a_year_is(officer: FlaskClient) -> None:
    page = officer.get("/years/small/")
    assert page.status_code == 200
    assert "3 meetings are planned." in page.text


def test_an_unknown_year_is_not_there(officer: FlaskClient) -> None:
    assert officer.get("/years/other/").status_code == 404
