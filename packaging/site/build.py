"""Make the handbook's site, and check what was made: every warning an error, no link that leads nowhere.

python packaging/site/build.py [OUT]

writes it into OUT, or `outputs/handbook`, which is replaced; it needs `pip install '.[docs]'`, and no network. The site
is plain files: put it on any web server, or open its `index.html`.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

HERE = Path(__file__).parent
HANDBOOK = HERE.parents[1] / "scheduler" / "handbook"
OUT = HERE.parents[1] / "outputs" / "handbook"
ASKED_FOR = {"src", "srcset", "data", "poster"}
"""Attributes by which a page has a browser fetch something; of a link element `href` is one, too."""


class Links(HTMLParser):
    """What a page leads to, what it has a browser fetch, and what can be led to on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.led_to: list[str] = []
        self.fetched: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of one element."""
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif name in ASKED_FOR or (name == "href" and tag == "link"):
                self.fetched.append(value or "")
            elif name == "href":
                self.led_to.append(value or "")


def build(out: Path) -> None:
    """Make the site; SystemExit with what Sphinx says where anything is wrong."""
    shutil.rmtree(out, ignore_errors=True)
    options = ("-W", "--keep-going", "-n", "-q", "-E", "-b", "html", "-d", str(out / ".doctrees"), "-c", str(HERE))
    done = subprocess.run([sys.executable, "-m", "sphinx", *options, str(HANDBOOK), str(out)], check=False)
    if done.returncode:
        sys.exit(done.returncode)
    for left in (".doctrees", "_sources", "objects.inv", ".buildinfo", "_static/basic.css"):
        place = out / left
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)


def wrong(out: Path) -> Iterator[str]:
    """Yield what is wrong with a site that was made: links that lead nowhere, what is fetched elsewhere, lost pages."""
    pages = {page.resolve(): Links(page.read_text(encoding="utf-8")) for page in out.rglob("*.html")}
    reached = {(out / "index.html").resolve()}
    for page, found in pages.items():
        for address in [*found.led_to, *found.fetched]:
            target, anchor = urldefrag(address)
            if re.match(r"[a-z]+:|//", target):
                if address in found.fetched or not target.startswith("https://"):
                    yield f"{page.name} asks for {address}"
                continue
            place = (page.parent / unquote(target)).resolve() if target else page
            if not place.is_file():
                yield f"{page.name} leads to {address}, which is not there"
            elif anchor and place in pages and anchor not in pages[place].anchors:
                yield f"{page.name} leads to {address}, which has no such heading"
            reached.add(place)
    yield from (f"{page.relative_to(out.resolve())} is reached from nowhere" for page in sorted(set(pages) - reached))
    for style in out.rglob("*.css"):
        if re.search(r"@import|url\(\s*['\"]?(?:[a-z]+:)?//", style.read_text(encoding="utf-8")):
            yield f"{style.name} asks for something elsewhere"


def main() -> None:
    """Make it and check it."""
    parser = argparse.ArgumentParser(description="Make the handbook's site.")
    parser.add_argument("out", nargs="?", type=Path, default=OUT)
    out: Path = parser.parse_args().out
    build(out)
    found = list(wrong(out))
    if found:
        sys.exit("\n".join(found))
    print(f"Wrote {out}: open {out / 'index.html'}")


if __name__ == "__main__":
    main()
