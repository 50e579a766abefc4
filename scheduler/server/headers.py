"""The headers that each page is sent with: what it is, who may keep it and for how long, and what it may do."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote

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
    ".svg": "image/svg+xml",
}
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
