"""Comments: whoever may plan writes them, whoever wrote one takes it away, and what is written is shown as text."""

import re
from pathlib import Path

import pytest
from desk.sending import hidden
from flask.testing import FlaskClient

from scheduler.desk.comments import LONGEST, Comments

CONSULT = "/years/small/consult"
COMMENTS = "/years/small/comments"


def written(client: FlaskClient, text: str, **typed: str) -> str:
    form = {**hidden(client.get(CONSULT).text), "about": "consultation", "text": text, "back": CONSULT, **typed}
    sent = client.post(COMMENTS, data=form)
    assert sent.status_code == 303
    return str(sent.location)


def test_a_comment_is_shown_with_its_writer_and_its_moment(officer: FlaskClient) -> None:
    assert "Nobody has written anything yet." in officer.get(CONSULT).text
    assert written(officer, "First line\n\n<b>Second</b>") == CONSULT
    page = officer.get(CONSULT).text
    assert "Your comment is kept." in page
    assert "<p>First line</p><p>&lt;b&gt;Second&lt;/b&gt;</p>" in page
    assert re.search(r'<p class="soft">Officer, \w+ \d+ \w+ \d{4} at \d\d:\d\d</p>', page)


def test_its_writer_alone_takes_it_away(officer: FlaskClient) -> None:
    written(officer, "To be gone")
    store = officer.application.extensions["desk"].store
    comments = Comments(store, "small")
    comments.add("consultation", "Somebody else", "To stay")
    page = officer.get(CONSULT).text
    assert page.count("Take it away") == 1
    mine, other = comments.about("consultation")
    form = {**hidden(page), "back": CONSULT}
    assert officer.post(f"{COMMENTS}/{other.number}/remove", data=form).status_code == 403
    assert officer.post(f"{COMMENTS}/{mine.number}/remove", data=form).location == CONSULT
    assert [one.text for one in comments.about("consultation")] == ["To stay"]
    assert Comments(store, "other").about("consultation") == ()


def test_nothing_and_too_much(officer: FlaskClient) -> None:
    written(officer, "  ")
    assert "Nothing was written" in officer.get(CONSULT).text
    written(officer, "x" * (LONGEST + 1))
    assert "It was cut after" in officer.get(CONSULT).text
    form = {**hidden(officer.get(CONSULT).text), "text": "About what?"}
    assert officer.post(COMMENTS, data=form).status_code == 400


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/years/small/\\x", "/years/other/"]
)
def test_it_leads_back_within_the_year_only(officer: FlaskClient, back: str) -> None:
    assert written(officer, "Here", back=back) == "/years/small/"


def test_a_viewer_reads_them(viewer: FlaskClient, folder: Path) -> None:
    Comments(viewer.application.extensions["desk"].store, "small").add("consultation", "Ann", "To be read")
    page = viewer.get(CONSULT).text
    assert "To be read" in page
    assert "Write a comment" not in page
    assert viewer.post(COMMENTS, data={**hidden(page), "about": "year", "text": "x"}).status_code == 403
