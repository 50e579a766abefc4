"""What a client says it has already, and what it can unpack (RFC 9110, 12.5.3 and 13.1)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_TAG_IN_LIST = re.compile(r'[ \t,]*(?:W/)?("[^"\x00-\x20\x7f]*")[ \t]*(?:,[ \t,]*|$)')
_SPACE = " \t"


def names_tag(if_none_match: str, tag: str) -> bool:
    """Whether If-None-Match names the tag, compared weakly; what is no list of tags names none."""
    wanted = if_none_match.strip(_SPACE)
    if wanted in {tag, "*"}:
        return True
    named = set()
    place = 0
    while place < len(wanted):
        found = _TAG_IN_LIST.match(wanted, place)
        if found is None:
            return False
        named.add(found[1])
        place = found.end()
    return tag in named


def unchanged_since(if_modified_since: str, changed: datetime, moment: datetime) -> bool:
    """Whether nothing changed after the date of If-Modified-Since; no date, or one yet to come, is passed over."""
    try:
        since = parsedate_to_datetime(if_modified_since)
    except ValueError:
        return False
    since = since.replace(tzinfo=UTC) if since.tzinfo is None else since
    return changed <= since <= moment


def takes_gzip(accept_encoding: str) -> bool:
    """Whether the client asks for gzip, and does not like it less than the page as it is."""
    weights: dict[str, float] = {}
    for item in accept_encoding.lower().split(","):
        name, *parameters = (part.strip(_SPACE) for part in item.split(";"))
        weights[name] = min((_weight(one) for one in parameters), default=1.0)
    zipped = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return zipped > 0 and zipped >= weights.get("identity", 0.0)


def _weight(parameter: str) -> float:
    """Return the weight that `q=0.5` gives; what is no weight gives none, so that nothing is zipped by mistake."""
    found = re.fullmatch(r"q=([01](?:\.[0-9]{0,3})?)", parameter)
    return 0.0 if found is None else float(found[1])
