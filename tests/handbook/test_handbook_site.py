"""The handbook's site: made without a warning, whole, asking nobody else, and open to everybody."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from build import HERE, wrong
from desk.browsing import follow
from playwright.sync_api import Browser, Page
from real_browser import barriers, chromium

from scheduler.handbook.pages import pages

SECONDS = 120
LOOKED_AT = ("index", "search", "reference/commands/plan", "reference/columns")
WIDTHS = {"light": 1366, "dark": 320}
"""Of the window by day and by night."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site, made by its command."""
    out = tmp_path_factory.mktemp("handbook") / "site"
    done = subprocess.run(
        [sys.executable, HERE / "build.py", out], capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def visited(browser: Browser, scheme: str) -> Page:
    """Return a window that complains of whatever it would fetch from elsewhere."""
    context = browser.new_context(viewport={"width": WIDTHS[scheme], "height": 900}, color_scheme=scheme)
    context.set_default_timeout(1000 * SECONDS)
    page = context.new_page()
    page.on("request", lambda request: ASKED.append(request.url))
    return page


ASKED: list[str] = []


@pytest.mark.slow
def test_every_page_is_on_the_site_and_nothing_of_it_leads_nowhere(site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert files == {"index.html", "search.html", *(page.file.replace(".md", ".html") for page in pages())}
    assert list(wrong(site)) == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", WIDTHS)
def test_the_site_has_no_barrier_by_day_or_night_and_on_a_phone(site: Path, browser: Browser, scheme: str) -> None:
    ASKED.clear()
    page = visited(browser, scheme)
    for name in LOOKED_AT:
        page.goto((site / f"{name}.html").as_uri())
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[scheme]
    assert [address for address in ASKED if not address.startswith(("file:", "data:"))] == []
    page.context.close()


@pytest.mark.slow
def test_the_site_is_searched_without_a_server(site: Path, browser: Browser) -> None:
    page = visited(browser, "light")
    page.goto((site / "index.html").as_uri())
    page.get_by_role("searchbox").fill("forward plan")
    follow(page.get_by_role("button", name="Search"))
    follow(page.locator("#search-results").get_by_role("link", name="The law", exact=True))
    assert page.get_by_role("heading", level=1).inner_text() == "The law"
    page.context.close()


def test_what_is_wrong_with_a_site_is_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<link href="https://fonts.example/a.css"><a href="lost.html">x</a><a href="other.html#no">y</a>'
        '<a href="https://example.gov.uk">z</a><img src="http://example/a.png">',
        encoding="utf-8",
    )
    (tmp_path / "other.html").write_text("<h1 id='yes'>Other</h1>", encoding="utf-8")
    (tmp_path / "alone.html").write_text("<p>Nobody leads here.</p>", encoding="utf-8")
    (tmp_path / "style.css").write_text("@import 'https://example/b.css';", encoding="utf-8")
    assert sorted(wrong(tmp_path)) == [
        "alone.html is reached from nowhere",
        "index.html asks for http://example/a.png",
        "index.html asks for https://fonts.example/a.css",
        "index.html leads to lost.html, which is not there",
        "index.html leads to other.html#no, which has no such heading",
        "style.css asks for something elsewhere",
    ]
