"""Help: a topic for each screen, the keys and the words."""

import re

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from scheduler.desk.screens import SCREENS
from scheduler.handbook.pages import pages


def test_each_screen_has_its_topic(viewer: FlaskClient) -> None:
    page = viewer.get("/help").text
    anchors = set(re.findall(r'id="(\w+)" tabindex="-1"|<span id="(\w+)"', page))
    known = {name for pair in anchors for name in pair}
    assert {screen.name for screen in SCREENS} - {"help"} <= known


def test_every_page_leads_to_its_topic(viewer: FlaskClient) -> None:
    assert 'href="/help#faults"' in viewer.get("/years/small/faults").text


def test_the_handbook_lists_its_pages_and_finds_words_in_them(viewer: FlaskClient) -> None:
    listed = viewer.get("/help/handbook").text
    assert all(f'href="/help/handbook/{page.topic}"' in listed for page in pages() if not page.above)
    found = viewer.get("/help/handbook?sought=forward  plan").text
    assert "with “forward plan”" in found
    assert 'href="/help/handbook/the-law"' in found
    assert "No page says that." in viewer.get("/help/handbook?sought=xyzzy").text
    assert "&lt;b&gt;" in viewer.get("/help/handbook?sought=<b>").text


def test_pages_of_the_handbook_lead_to_others_within_the_desk(viewer: FlaskClient) -> None:
    addresses = {f"/help/handbook/{page.topic}" for page in pages()}
    for here in sorted(addresses):
        shown = BeautifulSoup(viewer.get(here).text, "html.parser").main
        assert shown is not None
        for link in shown.find_all("a"):
            address, _, anchor = str(link["href"]).partition("#")
            assert address in addresses | {"", "/help", "/help/handbook"} or address.startswith("https://"), here
            if anchor and address in ("", here):
                assert shown.find(id=anchor) is not None, (here, anchor)
        for picture in shown.find_all("img"):
            with viewer.get(str(picture["src"])) as answer:
                assert (answer.status_code, answer.content_type) == (200, "image/png"), here


def test_a_screen_leads_to_its_pages_of_the_handbook(viewer: FlaskClient) -> None:
    shown = viewer.get("/help").text
    for page in pages():
        assert (f'href="/help/handbook/{page.topic}"' in shown) is bool(page.screens), page.topic


def test_what_the_handbook_does_not_have_is_not_there(viewer: FlaskClient) -> None:
    nowhere = (
        "handbook/nothing",
        "handbook/index",
        "pictures/no.png",
        "pictures/..%2Findex.md",
        "pictures/%2Fetc%2Fpasswd",
    )
    assert {viewer.get(f"/help/{address}").status_code for address in nowhere} == {404}


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
