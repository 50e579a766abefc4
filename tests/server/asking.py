"""Asks a WSGI application, and holds it to the specification of WSGI while it answers."""

from typing import Any, NamedTuple
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from scheduler.server.access_log import AccessLog
from scheduler.server.application import Application


class Got(NamedTuple):
    status: str
    headers: dict[str, str]
    body: bytes


def application(*lines: list[str]) -> Application:
    """Make an application that writes its log into the list given, or nowhere."""
    kept = lines[0] if lines else []
    return Application(AccessLog(kept.append))


def ask(asked: Application, path: str, method: str = "GET", *, validated: bool = True, **headers: str) -> Got:
    """Ask for a path; headers as `if_none_match="..."`."""
    query = headers.pop("query_string", "")
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1")}
    environ |= {"QUERY_STRING": query, "SCRIPT_NAME": ""}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    setup_testing_defaults(environ)
    given: list[Any] = []

    def start_response(status: str, answered: list[tuple[str, str]], exc_info: object = None) -> Any:
        del exc_info
        given.extend((status, answered))
        return lambda _: None

    answering = (validator(asked) if validated else asked)(environ, start_response)
    body = b"".join(answering)
    if hasattr(answering, "close"):
        answering.close()
    status, answered = given
    assert len({name for name, _ in answered}) == len(answered)
    assert {"Set-Cookie", "Location"} & {name for name, _ in answered} == set()
    return Got(status, dict(answered), body)
