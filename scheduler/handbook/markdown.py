"""A page read by markdown-it: its links and pictures led to where whoever shows it has them, and its headings named.

The pages keep to CommonMark and tables, which every reader of them knows: this, rich in a terminal, MyST on the site.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from scheduler.handbook.pages import Page

Address = Callable[[Page, str], str]
"""Of a page and a heading of it, blank for its beginning."""


@dataclass(frozen=True)
class Heading:
    """A heading of a page: how deep it is, its words, and its name in an address."""

    level: int
    words: str
    anchor: str


def reader() -> MarkdownIt:
    """Return what reads a page: no HTML in it is let through."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def slug(words: str) -> str:
    """Return the name of a heading in an address, as GitHub and MyST make it."""
    return re.sub(r"[^\w\- ]", "", words.strip().lower()).replace(" ", "-")


def headings(tokens: list[Token]) -> Iterator[tuple[Token, Heading]]:
    """Yield each heading with the token that opens it; of equal ones the later have a number."""
    seen: dict[str, int] = {}
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            words = plain(inline)
            name = slug(words)
            number = seen.get(name, 0)
            seen[name] = number + 1
            yield token, Heading(int(token.tag[1]), words, f"{name}-{number}" if number else name)


def plain(inline: Token) -> str:
    """Return the words of a heading or a paragraph without their marks."""
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def inlines(tokens: list[Token]) -> Iterator[Token]:
    """Yield links, pictures, code and words, wherever they stand."""
    for token in tokens:
        yield from token.children or ()


def lead(page: Page, tokens: list[Token], address: Address, picture: Callable[[str], str]) -> None:
    """Lead the links of a page to other pages, and its pictures to their files, to where they are shown."""
    for token in inlines(tokens):
        if token.type == "link_open":
            found = page.linked(str(token.attrGet("href") or ""))
            if found is not None:
                token.attrSet("href", address(*found))
        elif token.type == "image":
            token.attrSet("src", picture(str(token.attrGet("src") or "").rpartition("/")[2]))


def as_html(page: Page, address: Address, picture: Callable[[str], str]) -> tuple[str, list[Heading]]:
    """Return a page as HTML, and its headings; whatever is wide scrolls by itself, and can be reached by keyboard.

    Parameters
    ----------
    page : Page
        The page.
    address : callable
        Gives the address of a page, and of a heading of it; blank for its beginning.
    picture : callable
        Gives the address of a picture by the name of its file.

    """
    found = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Html).enable("table")
    tokens = found.parse(page.text)
    lead(page, tokens, address, picture)
    named = list(headings(tokens))
    for token, heading in named:
        token.attrSet("id", heading.anchor)
        token.attrSet("tabindex", "-1")
    _label(tokens, page.title)
    return str(found.renderer.render(tokens, found.options, {})), [heading for _, heading in named]


def _label(tokens: list[Token], title: str) -> None:
    """Call each thing that may scroll by the heading above it, and by its number below headings of these words."""
    above, numbers = title, Counter[str]()
    for token, inline in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and inline is not None:
            above = plain(inline)
        elif token.type in ("table_open", "fence"):
            numbers[above] += 1
            token.meta["label"] = f"{above}, {numbers[above]}" if numbers[above] > 1 else above


class _Html(RendererHTML):
    """Tables and code as regions that scroll; headings of columns say that they are."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002 - the renderer's own signature
        label = escapeHtml(tokens[idx].meta["label"])
        return f'<div class="scroll" role="region" aria-label="{label}" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002 - the same
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        tokens[idx].attrs = {"scope": "col"}  # and no style: the desk lets none stand in its pages
        return str(self.renderToken(tokens, idx, options, env))

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002 - the same
        return "<td>"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002 - the same
        label = escapeHtml(tokens[idx].meta["label"])
        code = escapeHtml(tokens[idx].content)
        return f'<pre class="scroll" role="region" aria-label="{label}" tabindex="0"><code>{code}</code></pre>\n'
