"""The pages of the handbook: all listed, titled as they are listed, linked to what is there, and in plain Markdown."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from handbook_pictures import NAMES
from markdown_it import MarkdownIt
from markdown_it.token import Token

from scheduler import desk
from scheduler.desk.screens import SCREENS
from scheduler.handbook.markdown import headings, inlines, plain, reader
from scheduler.handbook.pages import HANDBOOK, INDEX, PICTURES, Page, by_file, pages

ALL = by_file()
SOURCES = {path.relative_to(HANDBOOK).as_posix() for path in HANDBOOK.rglob("*.md")}
PLAIN = {
    *("paragraph_open", "paragraph_close", "inline", "heading_open", "heading_close", "fence", "blockquote_open"),
    *("blockquote_close", "bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
    *("list_item_open", "list_item_close", "table_open", "table_close", "thead_open", "thead_close", "tbody_open"),
    *("tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
    *("text", "code_inline", "softbreak", "strong_open", "strong_close", "em_open", "em_close", "link_open"),
    *("link_close", "image"),
}
"""What every reader of the pages shows well: this program in a terminal and in the desk, MyST on the site."""
KINDS_OF_BLOCKS = {"console", "csv", "python", "json", "text", "html", "nginx", "yaml"}
LARGEST_PICTURE, LARGEST_PICTURES = 150_000, 3_000_000
SHORTEST_WORDS, LONGEST_WORDS = 30, 300
"""Of what stands in the place of a picture."""


@cache
def tokens_of(file: str) -> list[Token]:
    return reader().parse(ALL[file].text)


def links(file: str) -> list[str]:
    return [str(token.attrGet("href")) for token in inlines(tokens_of(file)) if token.type == "link_open"]


def pictures(file: str) -> list[tuple[str, str]]:
    found = (token for token in inlines(tokens_of(file)) if token.type == "image")
    return [(str(token.attrGet("src")), plain(token)) for token in found]


def test_every_page_is_listed_and_every_listed_page_is_there() -> None:
    assert set(ALL) == SOURCES
    assert len(pages()) == len(SOURCES) - 1


def test_no_topic_is_that_of_two_pages() -> None:
    assert {topic: number for topic, number in Counter(page.topic for page in pages()).items() if number > 1} == {}
    assert [page.topic for page in pages() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", page.topic)] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.topic)
def test_a_page_has_the_title_by_which_it_is_listed_and_says_what_it_is_for(page: Page) -> None:
    named = [heading for _, heading in headings(tokens_of(page.file))]
    assert [heading.words for heading in named if heading.level == 1] == [page.title]
    assert named[0].level == 1
    assert all(after.level <= before.level + 1 for before, after in pairwise(named))
    assert page.summary.endswith(".")


@pytest.mark.parametrize("file", ALL)
def test_a_page_keeps_to_plain_markdown(file: str) -> None:
    tokens = [*tokens_of(file), *inlines(tokens_of(file))]
    assert {token.type for token in tokens} <= PLAIN
    with_html = MarkdownIt("commonmark", {"html": True}).enable("table").parse(ALL[file].text)
    assert {token.type for token in [*with_html, *inlines(with_html)]} <= PLAIN  # HTML would be shown as it is typed
    blocks = {token.info.partition(" ")[0] for token in tokens if token.type == "fence"}
    assert blocks <= KINDS_OF_BLOCKS
    assert not re.search(r"^(:::|\[\^|\(\w+\)=$)|\{\w+\}`", ALL[file].text, re.MULTILINE)  # what MyST alone would know


@pytest.mark.parametrize("file", ALL)
def test_every_column_of_a_table_has_a_heading(file: str) -> None:
    tokens = tokens_of(file)
    heads = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "th_open"]
    assert [head.map for head in heads if not head.content.strip()] == []


@pytest.mark.parametrize("file", ALL)
def test_every_link_leads_to_a_page_and_a_heading_of_it(file: str) -> None:
    for address in links(file):
        if address.startswith("https://"):
            continue
        found = ALL[file].linked(address)
        assert found is not None, address
        page, heading = found
        anchors = {one.anchor for _, one in headings(tokens_of(page.file))}
        assert not heading or heading in anchors, address


@pytest.mark.parametrize("file", ALL)
def test_every_picture_is_there_and_told_in_words(file: str) -> None:
    for source, words in pictures(file):
        assert (HANDBOOK / file).parent.joinpath(source).resolve().parent == PICTURES
        assert (HANDBOOK / file).parent.joinpath(source).resolve().is_file(), source
        assert SHORTEST_WORDS <= len(words) <= LONGEST_WORDS, words


def test_pictures_are_made_by_the_script_and_small_and_none_lies_about_unused() -> None:
    files = sorted(PICTURES.glob("*")) if PICTURES.exists() else []
    used = {Path(source).name for file in ALL for source, _ in pictures(file)}
    assert {file.name for file in files} == used == {f"{name}.png" for name in NAMES}
    sizes = {file.name: file.stat().st_size for file in files}
    assert {name: size for name, size in sizes.items() if size > LARGEST_PICTURE} == {}
    assert sum(sizes.values()) <= LARGEST_PICTURES


def test_what_stands_above_a_page_is_known() -> None:
    screens = {screen.name for screen in SCREENS}
    for page in pages():
        assert set(page.front) <= {"begins", "screens"}, page.file
        assert set(page.screens) <= screens, page.file


def test_what_the_desk_calls_by_name_stands_on_its_screens() -> None:
    """Buttons, links and headings in bold, where a page goes through the desk."""
    screens = [file for kind in ("html", "py") for file in Path(desk.__file__).parent.rglob(f"*.{kind}")]
    words = " ".join(" ".join(file.read_text(encoding="utf-8").split()) for file in screens)
    walked = {"tutorial": by_file()["tutorial/district-in-the-desk.md"].text}
    for page in pages():
        walked[page.file] = "".join(
            re.findall(r"^## In the desk$(.*?)(?=^## |\Z)", page.text, re.MULTILINE | re.DOTALL)
        )
    named = {
        (file, " ".join(one.split())) for file, text in walked.items() for one in re.findall(r"\*\*(.+?)\*\*", text)
    }
    lost = {(file, one) for file, one in named if one not in words}
    assert lost == {("tutorial", "Tuesday 14 September 2027"), ("how-to/room-shut.md", "Unavailability")}


def test_the_index_lists_no_page_twice() -> None:
    assert {file: number for file, number in Counter(links(INDEX)).items() if number > 1} == {}
