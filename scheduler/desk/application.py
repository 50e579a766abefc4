"""The desk as a WSGI application: its screens, where each request is, and the headers of every answer."""

from copy import copy
from functools import lru_cache
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, g, render_template, request
from jinja2 import StrictUndefined
from werkzeug.routing import IntegerConverter, Map

from scheduler.commands.history import since
from scheduler.desk import forms, navigation, troubles
from scheduler.desk.access import for_everybody
from scheduler.desk.access.door import MOST_OF_A_FILE
from scheduler.desk.bin import KEPT_WORDS
from scheduler.desk.calendars import NoCalendar
from scheduler.desk.desk import EXTENSION, Desk, here
from scheduler.desk.moments import moment_words
from scheduler.desk.screens import SCREENS, jobs
from scheduler.desk.years import CALENDAR, UnknownPlace
from scheduler.domain.wording import clock, counted, listed, long_date, rule_words
from scheduler.languages.templates import speak

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
SECRET = "token"  # noqa: S105 - the name of what is secret in an address
_GREATEST_NUMBER = 2**63 - 1
"""That SQLite keeps."""
_SECONDS_OF_A_YEAR = 365 * 86_400


class Number(IntegerConverter):
    """A number in an address: no page has a greater one than the database can look up."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=_GREATEST_NUMBER)


def create(desk: Desk) -> Flask:
    """Return the application of a desk."""
    application = copy(_of(SCREENS))
    application.extensions = {EXTENSION: desk}
    return application


@lru_cache(maxsize=1)
def _of(screens: tuple[Blueprint, ...]) -> Flask:
    """Return what the applications of all desks have in common, made once; each asks its own desk by `here`."""
    application = Flask(__name__)
    application.url_map.converters["int"] = Number
    application.config["MAX_CONTENT_LENGTH"] = MOST_OF_A_FILE
    application.jinja_env.undefined = StrictUndefined
    application.jinja_env.trim_blocks = application.jinja_env.lstrip_blocks = True
    speak(application.jinja_env)
    application.jinja_env.filters.update(
        long_date=long_date, clock=clock, counted=counted, listed=listed, rule_words=rule_words
    )
    application.jinja_env.globals.update(csrf=_csrf, once=forms.once, version=forms.version, told=forms.told)
    application.jinja_env.globals.update(
        links=navigation.links,
        within=navigation.WITHIN,
        beyond=navigation.BEYOND,
        calendars=navigation.calendars,
        firmness=navigation.firmness,
        running=jobs.running,
        kept_in_bin=KEPT_WORDS,
    )
    application.jinja_env.filters.update(time_words=jobs.time_words, moment_words=moment_words)
    application.url_value_preprocessor(_keep_the_place)
    application.url_defaults(_fill_in_the_place)
    application.before_request(_admit)
    application.before_request(_find_the_place)
    application.after_request(forms.remember)
    application.after_request(_leave)
    application.after_request(_with_headers)
    application.register_error_handler(forms.LedTo, forms.led_to)
    application.register_error_handler(forms.Stale, _stale)
    application.register_error_handler(NoCalendar, _no_calendar)
    application.after_request(_note)
    troubles.register(application)
    for_everybody(application.view_functions["static"])
    for screen in screens:
        application.register_blueprint(screen)
    return application


# -- where a request is: a year, and a calendar of it


def _keep_the_place(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the year and the calendar out of what a view is given; they are looked up once it is known who asks."""
    g.place = {} if values is None else {name: values.pop(name) for name in ("year", "calendar") if name in values}


def _fill_in_the_place(endpoint: str, values: dict[str, Any]) -> None:
    """Fill the year and the calendar of this request into the address of a screen that is within them."""
    for name in ("year", "calendar"):
        if name in g.get("place", {}) and _is_within(endpoint, name):
            values.setdefault(name, g.place[name])
    if "calendar" not in values and _is_within(endpoint, "calendar"):
        values["calendar"] = CALENDAR


def _is_within(endpoint: str, name: str) -> bool:
    """Whether the address of a screen says which year, or which calendar, it is about."""
    return current_app.url_map.is_endpoint_expecting(endpoint, name)


def _admit() -> Any:  # noqa: ANN401 - whatever Flask takes for an answer
    view = current_app.view_functions.get(request.endpoint) if request.endpoint is not None else None
    return here().access.admit(view)


def _csrf() -> str:
    return here().access.csrf()


def _leave(response: Response) -> Response:
    return here().access.leave(response)


def _find_the_place() -> None:
    try:
        if "year" in g.place:
            g.year = here().years.named(g.place["year"])
        if "calendar" in g.place:
            g.calendar = here().calendars.of(g.year, g.place["calendar"])
            g.calendar.loaded  # noqa: B018 - read now, so that a view need not mind that there may be none
    except UnknownPlace:
        abort(404)


# -- what cannot be done as it was asked


def _stale(stale: forms.Stale) -> tuple[str, int]:
    """Show what somebody saw and what is there now, with what they typed, to be sent again or not."""
    changed = here().work.call(since, stale.calendar.folder, stale.seen)
    typed = [pair for pair in request.form.items(multi=True) if pair[0] not in {*forms.OURS, stale.field}]
    g.calendar = here().calendars.of(g.year, g.calendar.name)  # as it is by now
    now = here().calendars.of(g.year, stale.calendar.name).version
    kept = [] if stale.field == forms.VERSION else [(stale.field, now)]
    return render_template("stale.html", changed=changed, typed=typed, kept=kept), 409


def _no_calendar(_nothing: NoCalendar) -> tuple[str, int]:
    """Say that nothing has been planned yet, and lead to where that is done."""
    return render_template("no_calendar.html"), 404


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if here().access.entrance.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_SECONDS_OF_A_YEAR}")
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"  # of a download too: pages and files name people
    return response


def _note(response: Response) -> Response:
    """Write an answer into the log of its desk, where others than its officer use it."""
    if here().access.entrance.is_secure:
        here().log.answered(request.method, _shown(), response.status, response.content_length or 0)
    return response


def _shown() -> str | None:
    """Return the path of a request as it may be written down; None where it is no page of ours: it may be a slip.

    What would begin another line of the log, or be none of its letters, is left out.
    """
    if request.url_rule is None:
        return None
    path = request.path.removeprefix("/")
    for name, value in (request.view_args or {}).items():
        if name == SECRET:
            path = path.replace(str(value), "***")
    return "".join(one if one.isprintable() else "?" for one in path)
