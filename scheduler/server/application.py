"""The site as a WSGI application: a path is a key of a dictionary, so there is no file to be led to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from werkzeug.http import is_resource_modified, parse_accept_header, parse_date
from werkzeug.wsgi import get_path_info

from scheduler.languages import ENGLISH, phrase, said, writing_in
from scheduler.server import health
from scheduler.server.access_log import AccessLog
from scheduler.server.clock import present_moment
from scheduler.server.edition import FOR_WORDS, Edition, Headers, Page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

START_PAGE = "index.html"
_METHODS = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    status: str
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True)
class Refusal:
    """An answer that is a sentence, in each language of the council."""

    status: str
    sentence: str
    headers: Headers = ()

    def said_in(self, languages: Iterable[str]) -> Answer:
        """Return the answer, a line for each language."""
        lines = []
        for language in languages:
            with writing_in(language):
                lines.append(said(self.sentence))
        body = "".join(f"{line}\n" for line in lines).encode()
        return Answer(self.status, (*FOR_WORDS, *self.headers, ("Content-Length", str(len(body)))), body)


UNKNOWN = Refusal("404 Not Found", phrase("There is nothing at this address. Please check it, or ask for it again."))
GONE = Refusal("410 Gone", phrase("This address has been withdrawn. Please ask for a new one."))
NOT_ALLOWED = Refusal("405 Method Not Allowed", phrase("This can only be read."), (("Allow", "GET, HEAD"),))
NO_HOST = Refusal("400 Bad Request", phrase("A request has to say which host it is for."))
NOT_READY = Refusal(
    "503 Service Unavailable",
    phrase("The calendar cannot be read just now. Please try again."),
    (("Retry-After", "60"),),
)
FAILED = Refusal("500 Internal Server Error", phrase("Something went wrong here. It has been noted."))


class Application:
    """Answers from the edition it holds; another edition takes its place in one step."""

    def __init__(self, log: AccessLog) -> None:
        self.edition: Edition | None = None
        self.log = log

    def _languages(self) -> tuple[str, ...]:
        """Return the languages of the council whose site it is; English where none is served yet."""
        return (ENGLISH,) if self.edition is None else self.edition.languages

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request, and log it; whatever goes wrong, the client sees no more than that."""
        if health.is_asked(environ):
            return health.told(environ, start_response, well=self.edition is not None)
        method = environ["REQUEST_METHOD"]
        path: str | None = None
        try:
            path, found = self._found(method, environ)
            answer = found.said_in(self._languages()) if isinstance(found, Refusal) else found
        except Exception as trouble:  # noqa: BLE001 - no client ever sees a traceback
            answer = FAILED.said_in(self._languages())
            self.log.trouble(trouble)
        body = b"" if method == "HEAD" else answer.body
        start_response(answer.status, list(answer.headers))
        self.log.answered(method, path, answer.status, len(body))
        return [body] if body else []

    def _found(self, method: str, environ: "WSGIEnvironment") -> tuple[str | None, Answer | Refusal]:
        """Return the path, if it is known, and the answer."""
        if method not in _METHODS:
            return None, NOT_ALLOWED
        if environ.get("SERVER_PROTOCOL") == "HTTP/1.1" and not environ.get("HTTP_HOST"):
            return None, NO_HOST  # RFC 9112, 3.2
        edition = self.edition
        if edition is None:
            return None, NOT_READY
        path = _path(environ, edition.folder)
        page = edition.pages.get(path)
        if page is not None:
            return path, _answer(page, environ)
        return (path, GONE) if path in edition.gone else (None, UNKNOWN)


def _path(environ: "WSGIEnvironment", folder: str) -> str:
    """Return the path that a client asked for, below the folder in which the site lies."""
    path = get_path_info(environ).removeprefix("/")
    if folder and (path == folder or path.startswith(f"{folder}/")):
        path = path[len(folder) :].removeprefix("/")
    return path or START_PAGE


def _answer(page: Page, environ: "WSGIEnvironment") -> Answer:
    """Return the page in the coding that the client takes, or only that it has it already."""
    takes_gzip = page.zipped is not None and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    chosen = page.zipped if page.zipped is not None and takes_gzip else page.plain
    if is_resource_modified(_conditions(environ), chosen.tag, last_modified=page.changed):
        return Answer("200 OK", chosen.whole, chosen.body)
    return Answer("304 Not Modified", chosen.unchanged)


@lru_cache(maxsize=256)
def _takes_gzip(accept_encoding: str) -> bool:
    """Whether a client asks for gzip, and does not like it less than the page as it is; x-gzip is its old name."""
    accepted = parse_accept_header(accept_encoding.replace("x-gzip", "gzip"))
    return accepted.best_match(("gzip", "identity")) == "gzip"


def _conditions(environ: "WSGIEnvironment") -> "WSGIEnvironment":
    """Return by which tag or else date the client asks for what is newer; a date yet to come could tell no change."""
    tags, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
    if tags is not None:
        return {"HTTP_IF_NONE_MATCH": tags}
    date = parse_date(since)
    return {} if date is None or date > present_moment() else {"HTTP_IF_MODIFIED_SINCE": since}
