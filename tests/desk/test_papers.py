"""The page Papers: every kind of paper, and which of those in the folder are of an earlier calendar."""

import re
from pathlib import Path

from flask.testing import FlaskClient

from scheduler.desk.screens.papers import KINDS

PAPERS = "/years/small/in/calendar/papers"


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_every_kind_of_paper_has_a_card_that_leads_to_its_page(viewer: FlaskClient) -> None:
    page = viewer.get(PAPERS)
    assert page.status_code == 200
    cards = re.findall(r'<li class="card">.*?<a href="([^"]+)">([^<]+)</a>', page.text, re.DOTALL)
    assert [title for _, title in cards] == [kind.title for kind in KINDS]
    assert [viewer.get(address).status_code for address, _ in cards] == [200] * len(KINDS)


def test_papers_of_this_calendar_need_not_be_made_again(viewer: FlaskClient, folder: Path) -> None:
    assert "Of an earlier calendar" not in viewer.get(PAPERS).text
    assert not (folder / "small" / "plan" / "papers.json").exists()
