"""Whether a server is well: said at one address to anybody who asks, as a container's engine does, and nothing besides.

It is in no log: it is asked every few seconds.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.wsgi import get_path_info

from scheduler.server.edition import FOR_WORDS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ADDRESS = "/health"
_WELL = "200 OK", b"In order.\n"
_UNWELL = "503 Service Unavailable", b"Not in order.\n"


def is_asked(environ: "WSGIEnvironment") -> bool:
    """Whether a request asks how the server is."""
    return environ["REQUEST_METHOD"] in ("GET", "HEAD") and get_path_info(environ) == ADDRESS


def told(environ: "WSGIEnvironment", start_response: "StartResponse", *, well: bool) -> Iterable[bytes]:
    """Answer how it is."""
    status, body = _WELL if well else _UNWELL
    start_response(status, [*FOR_WORDS, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
