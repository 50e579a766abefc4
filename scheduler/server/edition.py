"""All that is served at one moment: a new plan makes a new edition, and until that is whole the old one is served."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from scheduler.server.pages import Page, page

_ONE_SECOND = timedelta(seconds=1)
"""A client that goes by dates alone can tell two pages apart by no less."""


@dataclass(frozen=True)
class Edition:
    """The pages of a site by their paths, and the paths that are gone for good."""

    pages: Mapping[str, Page]
    gone: frozenset[str] = frozenset()
    folder: str = ""
    """Below which the site lies on the web; a proxy in front may leave it in what is asked for, or not."""


def edition(
    site: Mapping[str, bytes],
    gone: frozenset[str],
    moment: datetime,
    before: Edition | None = None,
    *,
    base_url: str = "",
    may_zip: bool = True,
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

    """
    known = {} if before is None else before.pages
    pages = {path: _kept_or_new(path, body, known.get(path), moment, may_zip=may_zip) for path, body in site.items()}
    return Edition(pages, gone - pages.keys(), urlsplit(base_url).path.strip("/"))


def _kept_or_new(path: str, body: bytes, known: Page | None, moment: datetime, *, may_zip: bool) -> Page:
    if known is None:
        return page(path, body, moment, may_zip=may_zip)
    if known.plain.body == body:
        return known
    return page(path, body, max(moment, known.changed + _ONE_SECOND), may_zip=may_zip)
