"""One page as it is sent: its bytes plain and zipped, and every header, made once when the plan is read."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from scheduler.server.headers import Headers, always, with_body


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
    common = (*always(path), ("Last-Modified", format_datetime(changed, usegmt=True)))
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
    tag = f'"{name}"'
    unchanged = (("ETag", tag), *common)
    return Representation(sent, tag, tuple(_whole(unchanged, sent, coding, with_body(path, body))), unchanged)


def _whole(unchanged: Headers, sent: bytes, coding: str | None, about_body: Headers) -> Iterator[tuple[str, str]]:
    yield from about_body
    yield from unchanged
    if coding is not None:
        yield "Content-Encoding", coding
    yield "Content-Length", str(len(sent))
