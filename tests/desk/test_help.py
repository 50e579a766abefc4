"""Help: a topic for each screen, the keys and the words."""

import re

from flask.testing import FlaskClient

from scheduler.desk.screens import SCREENS


def test_each_screen_has_its_topic(viewer: FlaskClient) -> None:
    page = viewer.get("/help").text
    anchors = set(re.findall(r'id="(\w+)" tabindex="-1"|<span id="(\w+)"', page))
    known = {name for pair in anchors for name in pair}
    assert {screen.name for screen in SCREENS} - {"help"} <= known


def test_every_page_leads_to_its_topic(viewer: FlaskClient) -> None:
    assert 'href="/help#faults"' in viewer.get("/years/small/faults").text


def test_words_are_looked_for(viewer: FlaskClient) -> None:
    page = viewer.get("/help/words").text
    assert "the first 400 are shown" in page
    page = viewer.get("/help/words?sought=quorum needed&kind=Column").text
    assert "<dt>Quorum needed" in page
    assert '<option value="Column"' in page or "<option selected>Column" in page
    assert "No word says that." in viewer.get("/help/words?sought=<b>").text
    assert "&lt;b&gt;" in viewer.get("/help/words?sought=<b>").text
    found = re.findall(r"<dt>([^<]+?) <span", viewer.get("/help/words?sought=notice").text)
    assert "Notice" in found[:10]
    assert viewer.get("/help/words?kind=Rule").status_code == 200
