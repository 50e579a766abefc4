import pytest

from scheduler.reading.imports.content import Content
from scheduler.reading.imports.markup import (
    DEEPEST,
    LARGEST_PAGE,
    MOST_ELEMENTS,
    MOST_MARKS,
    page_of,
    words_of,
)
from scheduler.reading.tables.headers import Unreadable


def page(text: str) -> Content:
    return Content("page.html", text.encode(), "html")


def test_a_page_is_its_elements() -> None:
    found = page_of(page("<html><body><p>Audit&nbsp;&amp;\n Risk<br>Committee</p></body></html>"))
    assert found.p is not None
    assert words_of(found.p) == "Audit & Risk Committee"
    assert [words_of(child) for child in found.p.children] == ["Audit & Risk", "", "Committee"]


def test_what_nobody_sees_is_not_there() -> None:
    hidden = "<!doctype html><?xml version='1'?><script>if (a <!b) '<p>x</p>'</script><STYLE>p > b {}</STYLE >"
    text = f"<html>{hidden}<p><!-- <b>x</b> --><![if !lists]>a<![endif]></p></html>"
    found = page_of(page(text))
    assert str(found) == "<html><p>a</p></html>"


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>Planning",
        "<html><script>var a = 1;</html>",
        "<html><style>p {}</html>",
        "<html><!-- never ends </html>",
        "<html><? never ends",
        "<p>no page around it <a href='x'",
        "</" * 30_000,
        "<!--" * 30_000,
    ],
)
def test_half_a_page_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        page_of(page(text))
    assert trouble.value.message == "page.html is half of a web page: its end is missing"


@pytest.mark.parametrize(
    "text",
    [
        "<html>" + "x" * LARGEST_PAGE + "</html>",
        "<" * (MOST_MARKS + 1),
    ],
)
def test_a_page_too_large_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        page_of(page(text))
    assert trouble.value.message == "page.html is larger than any page that is read"


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * (DEEPEST + 1),
        "<br>" * (MOST_ELEMENTS + 1),
    ],
)
def test_a_page_too_deep_or_with_too_much_in_it_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        page_of(page(text))
    assert trouble.value.message == "page.html has more in it than any page that is read"


def test_depth_is_counted_by_what_is_open() -> None:
    assert len(page_of(page("<div></div></p>" * (DEEPEST + 1))).find_all("div")) == DEEPEST + 1
