"""How Sphinx makes a site of the handbook: its pages as they are, in a theme of our own that asks no other machine."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

import scheduler  # noqa: E402 - of this clone
from scheduler.handbook.pages import INDEX, Page, by_file, pages, sections  # noqa: E402 - the same

project = "meeting-day handbook"
version = release = scheduler.__version__
language = "en-GB"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_enable_extensions: list[str] = []
myst_heading_anchors = 4
html_theme = "theme"
html_theme_path = [str(HERE)]
html_title = "meeting-day handbook"
html_copy_source = html_show_sourcelink = html_use_index = html_show_sphinx = html_show_copyright = False
html_permalinks = False
html_favicon = str(HERE.parents[1] / "scheduler" / "desk" / "static" / "icon.svg")
highlight_language = "none"


def setup(app: Sphinx) -> dict[str, Any]:
    """Add what the pages need: their order, tables that scroll, and rows of a workbook as plain text."""
    app.connect("source-read", _as_shown)
    app.set_translator("html", Translator, override=True)
    app.add_lexer("csv", TextLexer)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _as_shown(_app: Sphinx, docname: str, source: list[str]) -> None:
    """Give a page as the program shows it, and below it the pages that come next, for the way about."""
    page = by_file()[f"{docname}.md"]
    below = sections() if page.file == INDEX else {"": [one for one in pages() if one.above == page.topic]}
    source[0] = page.text + "".join(_toctree(page, words, found) for words, found in below.items() if found)


def _toctree(page: Page, caption: str, found: list[Page]) -> str:
    lines = ["", "```{toctree}", ":hidden:", *([f":caption: {caption}"] if caption else []), ""]
    return "\n".join([*lines, *(f"/{one.file.removesuffix('.md')}" for one in found), "```", ""])


class Translator(HTML5Translator):
    """Tables and code in regions that scroll by themselves and can be reached by keyboard."""

    def __init__(self, *given: Any) -> None:  # noqa: ANN401 - Sphinx's own
        super().__init__(*given)
        self._labels: Counter[str] = Counter()

    def visit_table(self, node: nodes.table) -> None:
        """Open a region about a table."""
        self.body.append(f"<div {self._region(node)}>")
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close it."""
        super().depart_table(node)
        self.body.append("</div>")

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Show code as it is."""
        self.body.append(f"<pre {self._region(node)}><code>{self.encode(node.astext())}</code></pre>\n")
        raise nodes.SkipNode

    def _region(self, node: nodes.Element) -> str:
        """Return the attributes of a region, which is called by the heading above it, and by its number below that."""
        above = node.parent
        while above is not None and not isinstance(above, nodes.section):
            above = above.parent
        title = "Handbook" if above is None else above[0].astext()
        self._labels[title] += 1
        number = self._labels[title]
        label = self.attval(f"{title}, {number}" if number > 1 else title)
        return f'class="scroll" role="region" aria-label="{label}" tabindex="0"'
