"""All that is served at one moment: each page with its bytes, plain and zipped, and every header, made once.

A new plan makes a new edition, and until that is whole the old one is served.
"""

import gzip
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from werkzeug.http import http_date, quote_etag

from scheduler.languages import ENGLISH

Headers = tuple[tuple[str, str], ...]

PRIVATE = "m/"
"""Below it lie the addresses that only those who were given them know."""

_SECONDS_TO_KEEP = 900
_TYPES = {
    ".ics": "text/calendar; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".atom": "application/atom+xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
}
_OPEN = frozenset({".json", ".atom", ".csv"})
"""Data that pages of other sites may read, where it is public."""
_ANY_TYPE = "application/octet-stream"
_STYLE = re.compile(rb"<style[^>]*>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(rb"<script[^>]*>(.*?)</script>", re.DOTALL)

FOR_WORDS: Headers = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Referrer-Policy", "no-referrer"),
)
"""For an answer that is a sentence: the same whatever was asked for, so that nothing can be told from it."""

_ONE_SECOND = timedelta(seconds=1)
"""A client that goes by dates alone can tell two pages apart by no less."""


def is_private(path: str) -> bool:
    """Whether a path is known only to whom it was given."""
    return path.startswith(PRIVATE)


def always(path: str) -> Headers:
    """Return the headers of a page that a 304 bears too."""
    whose = "private" if is_private(path) else "public"
    return (("Cache-Control", f"{whose}, max-age={_SECONDS_TO_KEEP}"),)


def with_body(path: str, body: bytes) -> Headers:
    """Return the headers that go with the body of a page."""
    ending = PurePosixPath(path).suffix
    found = [("Content-Type", _TYPES.get(ending, _ANY_TYPE)), ("X-Content-Type-Options", "nosniff")]
    if ending in _OPEN and not is_private(path):
        found.append(("Access-Control-Allow-Origin", "*"))
    if ending == ".ics":
        found.append(("Content-Disposition", f"inline; {_file_name(path)}"))
    if ending == ".html":
        found.append(("Content-Security-Policy", _policy(body)))
    if is_private(path):
        found += [("X-Robots-Tag", "noindex, nofollow"), ("Referrer-Policy", "no-referrer")]
    return tuple(found)


def _file_name(path: str) -> str:
    """Return the name that a download takes: a token is no name, and one in other letters is written twice."""
    name = "meetings.ics" if is_private(path) else PurePosixPath(path).name
    plain = re.sub(r"[^A-Za-z0-9 ._~-]", "_", name)
    return f'filename="{plain}"' if plain == name else f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _policy(page: bytes) -> str:
    """Allow the page its own styles and scripts, and nothing else."""
    allowed = [f"style-src {_digests(_STYLE, page)}", f"script-src {_digests(_SCRIPT, page)}"]
    others = ("img-src data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
    return "; ".join(("default-src 'none'", *allowed, *others))


def _digests(kind: re.Pattern[bytes], page: bytes) -> str:
    found = (b64encode(sha256(content).digest()).decode() for content in kind.findall(page))
    return " ".join(f"'sha256-{digest}'" for digest in found) or "'none'"


@dataclass(frozen=True)
class Representation:
    """A page in one coding, with the headers of the whole (200) and of what the client has already (304)."""

    body: bytes
    tag: str
    whole: Headers
    unchanged: Headers


@dataclass(frozen=True)
class Page:
    """A page, plain and, where that is shorter, zipped."""

    changed: datetime
    """When these bytes took the place of others."""
    plain: Representation
    zipped: Representation | None


def page(path: str, body: bytes, changed: datetime, *, may_zip: bool = True) -> Page:
    """Prepare a page.

    Parameters
    ----------
    path : str
        Its path in the site, which says what it is and whether it is private.
    body : bytes
        What it holds.
    changed : datetime
        When it last changed, in UTC.
    may_zip : bool
        Whether clients that ask for gzip get it.

    """
    digest = sha256(body).hexdigest()
    squeezed = gzip.compress(body, mtime=0) if may_zip else body
    codings = {None: body} | ({"gzip": squeezed} if len(squeezed) < len(body) else {})
    common = (*always(path), ("Last-Modified", http_date(changed)))
    if len(codings) > 1:
        common += (("Vary", "Accept-Encoding"),)
    made = {
        coding: _representation(sent, digest if coding is None else f"{digest}-{coding}", common, coding, path, body)
        for coding, sent in codings.items()
    }
    return Page(changed, made[None], made.get("gzip"))


def _representation(
    sent: bytes, name: str, common: Headers, coding: str | None, path: str, body: bytes
) -> Representation:
    tag = quote_etag(name)
    unchanged = (("ETag", tag), *common)
    return Representation(sent, tag, tuple(_whole(unchanged, sent, coding, with_body(path, body))), unchanged)


def _whole(unchanged: Headers, sent: bytes, coding: str | None, about_body: Headers) -> Iterator[tuple[str, str]]:
    yield from about_body
    yield from unchanged
    if coding is not None:
        yield "Content-Encoding", coding
    yield "Content-Length", str(len(sent))


@dataclass(frozen=True)
class Edition:
    """The pages of a site by their paths, and the paths that are gone for good."""

    pages: Mapping[str, Page]
    gone: frozenset[str] = frozenset()
    folder: str = ""
    """Below which the site lies on the web; a proxy in front may leave it in what is asked for, or not."""
    languages: tuple[str, ...] = (ENGLISH,)
    """In which a sentence is answered where there is no page."""


def edition(
    site: Mapping[str, bytes],
    gone: frozenset[str],
    moment: datetime,
    before: Edition | None = None,
    *,
    base_url: str = "",
    may_zip: bool = True,
    languages: tuple[str, ...] = (ENGLISH,),
) -> Edition:
    """Prepare an edition; a page whose bytes are those of the edition before keeps its date.

    Parameters
    ----------
    site : Mapping[str, bytes]
        Path -> what lies there.
    gone : frozenset[str]
        Paths where something lay that was withdrawn.
    moment : datetime
        When this is, in UTC: pages that are new changed now.
    before : Edition, optional
        What was served until now.
    base_url : str
        Where the site is on the web.
    may_zip : bool
        Whether clients that ask for gzip get it.
    languages : tuple of str, optional
        The council's.

    """
    known = {} if before is None else before.pages
    pages = {path: _kept_or_new(path, body, known.get(path), moment, may_zip=may_zip) for path, body in site.items()}
    return Edition(pages, gone - pages.keys(), urlsplit(base_url).path.strip("/"), languages)


def _kept_or_new(path: str, body: bytes, known: Page | None, moment: datetime, *, may_zip: bool) -> Page:
    if known is None:
        return page(path, body, moment, may_zip=may_zip)
    if known.plain.body == body:
        return known
    return page(path, body, max(moment, known.changed + _ONE_SECOND), may_zip=may_zip)
