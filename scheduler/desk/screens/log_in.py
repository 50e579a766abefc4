"""Coming in and going out: the log-in page, one's own account, and what was typed carried over a lost session."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.desk import forms
from scheduler.desk.access import VIEWER, Forged, NotIn, TooManyTries, for_everybody, may
from scheduler.desk.access.addresses import within
from scheduler.desk.access.entrance import PASSWORD, TOKEN
from scheduler.desk.access.roles import READING, ROLE_WORDS
from scheduler.desk.access.users import CannotKeepUser
from scheduler.desk.desk import here

SCREEN = Blueprint("log_in", __name__)
Answer = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@dataclass(frozen=True)
class Carried:
    """What is kept for somebody while they log in."""

    address: str
    """Where they were going."""
    typed: list[tuple[str, str]] | None = None
    """The fields of the form that they had sent; None where they had sent none."""
    page: str = ""
    """The page on which they had chosen a file, which cannot be kept for them; blank where there was none."""


_NOT_OURS = "No log-in page of the desk has sent this. Open the desk by its own address, and log in there."
_WRONG = "This name and this password do not belong together."
_WRONG_CODE = "This is not the code of this desk. It is another one each time the desk starts."


@SCREEN.get("/log-in")
@for_everybody
def page() -> Answer:
    """Show how to come in."""
    if "who" in g:
        return redirect(within(request.args.get("next", "/")), 303)
    return _log_in(Carried(within(request.args.get("next", "/"))))


@SCREEN.post("/log-in")
@for_everybody
def come_in() -> Answer:
    """Let in whoever has a name and its password, or the code of this desk."""
    access = here().access
    if not access.is_from_here():
        abort(403, _NOT_OURS)
    carried = _carried()
    if TOKEN in access.entrance.ways:
        if access.entrance.officer is None or not access.is_token(request.form.get("code", "")):
            return _log_in(carried, {"code": _WRONG_CODE}, 401)
        access.come_in(access.entrance.officer.name, TOKEN)
        return go_on(carried)
    if PASSWORD not in access.entrance.ways:
        abort(405)
    name = request.form.get("name", "")
    try:
        user = access.user_of(name, request.form.get("password", ""))
    except TooManyTries as wait:
        here().log.note("Too many wrong passwords: a log-in has to wait.")
        return (*_log_in(carried, {"password": str(wait)}, 429)[:2], {"Retry-After": str(wait.seconds)})
    if user is None:
        here().log.note("A log-in failed.")
        return _log_in(carried, {"password": _WRONG}, 401)
    access.come_in(user.name, PASSWORD)
    access.know_this_browser(user.name)
    return go_on(carried)


@SCREEN.post("/log-in/provider")
@for_everybody
def to_provider() -> Answer:
    """Lead to the provider, by a page of ours: no form of ours may be sent on to another site."""
    access = here().access
    if not access.is_from_here():
        abort(403, _NOT_OURS)
    carried = _carried()
    address, typed = (carried.page, None) if carried.page else (carried.address, carried.typed)
    destination = access.run_errand(access.outward(url_for("log_in.back")), address, typed)
    return render_template("log_in/onward.html", destination=destination)


@SCREEN.get("/log-in/back")
@for_everybody
def back() -> Answer:
    """Let in whom the provider knows."""
    access = here().access
    found = access.come_back(access.outward(url_for("log_in.back")))
    return go_on(Carried(found.address, found.typed))


def go_on(carried: Carried) -> Answer:
    """Lead on to where somebody was going, or show what they had typed before they were logged out."""
    if carried.typed is None:
        return redirect(carried.address, 303)
    return render_template("log_in/again.html", carried=carried, forged=False)


@SCREEN.app_errorhandler(NotIn)
def not_in(_nobody: NotIn) -> Answer:
    """Show how to come in where somebody is not, and carry over what they typed."""
    return _log_in(_sent(), status=401)


@SCREEN.app_errorhandler(Forged)
def forged(_form: Forged) -> Answer:
    """Offer what was sent to be sent again, if a page of the desk has sent it, such as one of an earlier session."""
    carried = _sent() if here().access.is_from_here() else None
    return render_template("log_in/again.html", carried=carried, forged=True), 403


def _sent() -> Carried:
    """Return what this request was about to do."""
    address = request.full_path.rstrip("?")
    if request.method in READING:
        return Carried(address)
    has_files = request.mimetype == "multipart/form-data"
    return Carried(address, forms.carried(), _page_before() if has_files else "")


def _page_before() -> str:
    """Return the page of the desk that sent this request, the first page where it is none of ours."""
    found = urlsplit(request.referrer or "")
    is_ours = found.netloc.lower() in here().access.entrance.hosts
    return within(f"{found.path}?{found.query}".rstrip("?")) if is_ours else "/"


@SCREEN.post("/log-out")
@may(VIEWER)
def go_out() -> Answer:
    """End this session, or all of whoever is at work."""
    if forms.sent().ticked("everywhere"):
        here().access.sessions.end_all(g.who.name)
    here().access.go_out(g.session)
    return redirect(url_for("log_in.gone"), 303)


@SCREEN.get("/logged-out")
@for_everybody
def gone() -> Answer:
    """Say that somebody is out."""
    return render_template("log_in/gone.html", ways=here().access.entrance.ways)


@SCREEN.get("/account")
def account() -> Answer:
    """Show who is at work, and let them change their password and log out."""
    return _account({})


@SCREEN.post("/account")
@may(VIEWER)
def change_password() -> Answer:
    """Give whoever is at work another password; all their other sessions end."""
    form, access = forms.sent(), here().access
    new = form.values.get("new_password", "")
    if new != form.values.get("same_password", ""):
        return _account({"same_password": "Type the same password in both fields."}), 422
    try:
        user = access.user_of(g.who.name, form.values.get("old_password", ""))
        if user is None:
            return _account({"old_password": "This is not your current password."}), 422
        access.users.give_password(g.who.name, new, but=g.session)
    except TooManyTries as wait:
        return _account({"old_password": str(wait)}), 429, {"Retry-After": str(wait.seconds)}
    except CannotKeepUser as problem:
        return _account({"new_password": str(problem)}), 422
    access.know_this_browser(g.who.name)
    here().log.note(f"{g.who.name} changed their password.")
    forms.tell("Your password is changed. You are logged out everywhere else.")
    return redirect(url_for("log_in.account"), 303)


def _log_in(carried: Carried, errors: dict[str, str] | None = None, status: int = 200) -> tuple[str, int]:
    name = request.form.get("name", "") if request.endpoint == "log_in.come_in" else ""
    values = {"carried": carried, "kept": json.dumps(carried.typed), "errors": errors or {}, "name": name}
    return render_template("log_in/page.html", entrance=here().access.entrance, **values), status


def _account(errors: dict[str, str]) -> str:
    user = here().access.users.named(g.who.name)
    has_password = PASSWORD in here().access.entrance.ways and user is not None and user.has_password
    return render_template("log_in/account.html", errors=errors, has_password=has_password, role_words=ROLE_WORDS)


def _carried() -> Carried:
    """Return what the log-in page carries; what it cannot have written there is nothing."""
    try:
        typed = [(str(name), str(value)) for name, value in json.loads(request.form.get("typed", "null"))]
    except (ValueError, RecursionError, TypeError):
        typed = None
    page = request.form.get("page", "")
    return Carried(within(request.form.get("next", "/")), typed, within(page) if page else "")
