"""The pages in the order of the index, and how one is found: by its topic, a command, or words of the glossary.

The index lists the pages of each section, and a page that lists others below it, as that of the commands does, has
them in a folder of its own name. Nothing is read before it is asked for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

HANDBOOK = Path(__file__).parent
PICTURES = HANDBOOK / "pictures"
INDEX = "index.md"
GLOSSARY, COMMANDS = "glossary", "commands"
"""The topics of two pages: that of the words, and that of the commands, each of which has a page below it."""
LISTED = re.compile(r"^- \[(?P<title>.+?)\]\((?P<file>[^)#:]+\.md)\)(?:: (?P<summary>.+))?$", re.MULTILINE)
"""A page in a list of pages."""
_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_WORD = re.compile(r"^\| (?P<word>[^|]+?) \| (?P<kind>[^|]+?) \| (?P<meaning>.+?) \|$", re.MULTILINE)
_HEADINGS_OF_WORDS = ("what it is", "---")
_MOST_ALIKE, _ALIKE = 4, 0.6
_AROUND = 70
"""Characters of a page that are shown on each side of what was sought."""


@dataclass(frozen=True)
class Page:
    """A page of the handbook."""

    file: str
    """Where it is below the handbook: `how-to/by-election.md`."""
    title: str
    summary: str
    """What it is for, in a line."""
    section: str
    """The heading of the index under which it stands."""
    above: str = ""
    """The topic of the page that lists it, where that is not the index."""

    @property
    def topic(self) -> str:
        """The name by which it is asked for."""
        return PurePosixPath(self.file).stem

    @cached_property
    def _source(self) -> str:
        return (HANDBOOK / self.file).read_text(encoding="utf-8")

    @property
    def text(self) -> str:
        """What it says, as Markdown; of a command also on which pages it is used."""
        text = _FRONT.sub("", self._source)
        uses = [page for page in pages() if self.above == COMMANDS and page.runs(self.topic)]
        if not uses:
            return text
        above = "../" * self.file.count("/")
        lines = (f"- [{page.title}]({above}{page.file}): {page.summary}\n" for page in uses)
        return f"{text}\n## Where it is used\n\n{''.join(lines)}"

    @cached_property
    def front(self) -> dict[str, str]:
        """What is said of it above its text: name and value."""
        found = _FRONT.match(self._source)
        lines = found[1].splitlines() if found else []
        return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    @property
    def screens(self) -> tuple[str, ...]:
        """The screens of the desk whose help it is."""
        return tuple(self.front.get("screens", "").replace(",", " ").split())

    def runs(self, command: str) -> bool:
        """Whether a command is given on it."""
        return re.search(rf"^\$ meeting-day {re.escape(command)}\b(?!-)", self._source, re.MULTILINE) is not None

    def linked(self, address: str) -> "tuple[Page, str] | None":
        """Return the page, and the heading of it, to which a link on this page leads; None where it leads elsewhere."""
        target, _, heading = address.partition("#")
        if ":" in target or not (target.endswith(".md") or not target):
            return None
        if not target:
            return self, heading
        parts: list[str] = []
        for part in (PurePosixPath(self.file).parent / target).parts:
            if part == "..":
                del parts[-1:]
            else:
                parts.append(part)
        found = by_file().get("/".join(parts))
        return None if found is None else (found, heading)


@dataclass(frozen=True)
class Word:
    """An entry of the glossary."""

    word: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class Found:
    """A page that has what was sought, and where: a line of it, or what the page is for."""

    page: Page
    excerpt: str


@cache
def pages() -> tuple[Page, ...]:
    """Return every page in the order in which it is to be read; the index itself is none of them."""
    return tuple(_listed(INDEX, ""))


def _listed(file: str, above: str) -> Iterator[Page]:
    text = (HANDBOOK / file).read_text(encoding="utf-8")
    section = ""
    for part in re.split(r"^## ", text, flags=re.MULTILINE):
        section = part.partition("\n")[0].strip()
        for row in LISTED.finditer(part):
            where = str(PurePosixPath(file).parent / row["file"])
            page = Page(where, row["title"], row["summary"] or "", section, above)
            yield page
            below = HANDBOOK / PurePosixPath(where).with_suffix("")
            if below.is_dir():
                for one in _listed(where, page.topic):
                    yield Page(one.file, one.title, one.summary, section, page.topic)


@cache
def by_file() -> dict[str, Page]:
    """Return every page by its file, the index among them."""
    index = Page(INDEX, "The handbook", "", "")
    return {page.file: page for page in (index, *pages())}


@cache
def by_topic() -> dict[str, Page]:
    """Return every page by its topic."""
    return {page.topic: page for page in pages()}


def sections() -> dict[str, list[Page]]:
    """Return the pages under each heading of the index; those that another page lists are left out."""
    found: dict[str, list[Page]] = {}
    for page in pages():
        if not page.above:
            found.setdefault(page.section, []).append(page)
    return found


def of_screens(*screens: str) -> tuple[Page, ...]:
    """Return the pages that are the help of any of these screens of the desk."""
    return tuple(page for page in pages() if not set(screens).isdisjoint(page.screens))


def page_about(words: str) -> Page | None:
    """Return the page of a topic, a command or a title, however it is written; None where there is none."""
    sought = _plain(words)
    for page in pages():
        if sought in (_plain(page.topic), _plain(page.title)):
            return page
    return None


@cache
def glossary() -> tuple[Word, ...]:
    """Return the words of the glossary's page."""
    page = by_topic().get(GLOSSARY)
    rows = _WORD.finditer(page.text) if page is not None else ()
    parts = [[re.sub(r"\\([|<])", r"\1", cell) for cell in row.groups()] for row in rows]
    return tuple(Word(*row) for row in parts if row[1] not in _HEADINGS_OF_WORDS)


def words_about(words: str) -> tuple[Word, ...]:
    """Return the entries of the glossary for a word, or for the name of a rule, a wish, a column or a setting."""
    sought = _plain(words)
    named = re.compile(rf"\bIts name in the input: {re.escape(sought.replace(' ', '_'))}\.")
    return tuple(one for one in glossary() if _plain(one.word) == sought or named.search(one.meaning))


def close_matches(words: str) -> list[str]:
    """Return what may have been meant: topics that have it in them, then topics and words that are spelt much alike."""
    sought = _plain(words)
    topics = {_plain(page.topic): page.topic for page in pages()}
    terms = {_plain(one.word): one.word for one in glossary()}
    known = {**terms, **topics}
    found = [name for name in topics if sought and sought in name]
    found += get_close_matches(sought, known, n=_MOST_ALIKE, cutoff=_ALIKE)
    return list(dict.fromkeys(known[name] for name in found))[:_MOST_ALIKE]


def search(words: str) -> list[Found]:
    """Return the pages that have every word that is sought: those that say it in their titles first."""
    sought = words.casefold().split()
    if not sought:
        return []
    found = []
    for place, page in enumerate(pages()):
        text = page.text.casefold()
        if all(word in text for word in sought):
            in_title = all(word in page.title.casefold() for word in sought)
            headings = " ".join(re.findall(r"^#+ (.+)$", text, re.MULTILINE))
            in_heading = all(word in headings for word in sought)
            found.append(((not in_title, not in_heading, place), Found(page, _excerpt(page, sought))))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _excerpt(page: Page, sought: list[str]) -> str:
    """Return the words about the first of a page's text that has one of those sought."""
    prose = " ".join(re.sub(r"^(#.*|```.*|\|[-| ]+\|)$", "", page.text, flags=re.MULTILINE).split())
    prose = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", prose).replace("`", "").replace("**", "")
    at = min((place for word in sought if (place := prose.casefold().find(word)) >= 0), default=0)
    begin, end = max(0, at - _AROUND), min(len(prose), at + 2 * _AROUND)
    begin = prose.find(" ", begin) + 1 if begin else 0
    end = prose.rfind(" ", 0, end) if end < len(prose) else end
    return f"{'… ' if begin else ''}{prose[begin:end]}{' …' if end < len(prose) else ''}"


def _plain(words: str) -> str:
    """Return words without what makes no difference: case, hyphens, underscores, outer and double spaces."""
    return " ".join(re.sub(r"[-_\s]+", " ", words.casefold()).split())
