"""The users of the desk: who may come in and do what, kept by publishers."""

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.desk import forms
from scheduler.desk.access import PUBLISHER, ROLES, VIEWER, may
from scheduler.desk.access.roles import ROLE_WORDS
from scheduler.desk.access.users import CannotKeepUser, User
from scheduler.desk.desk import here

SCREEN = Blueprint("users", __name__)
Answer = str | Response | tuple[str, int]
_ROLES = [(role, role.capitalize(), f"{ROLE_WORDS[role].capitalize()}.") for role in ROLES]
_OWN_WAY, _PASSWORD_WAY = "council", "password"
"""How a new user comes in: by the council's own log-in, or by a password of the desk."""


@SCREEN.get("/users")
@may(PUBLISHER)
def users() -> Answer:
    """List the users, with a form for another."""
    return _list({}, {})


@SCREEN.post("/users")
@may(PUBLISHER)
def add() -> Answer:
    """Add a user."""
    form = forms.sent()
    name, role, way = form.text("name"), form.text("role"), form.text("comes_in_by")
    try:
        added = here().access.users.add(name, role, None if way == _OWN_WAY else form.values.get("new_password", ""))
    except CannotKeepUser as problem:
        field = "new_password" if "password" in str(problem) else "name"
        return _list({field: str(problem)}, {"name": name, "role": role, "comes_in_by": way}), 422
    return _done(f"{g.who.name} added {added.name}, a {added.role}.", f"{added.name} is a {added.role} now.")


@SCREEN.get("/users/<name>")
@may(PUBLISHER)
def user(name: str) -> Answer:
    """Show one user, with what can be changed."""
    return _one(_named(name), {})


@SCREEN.post("/users/<name>/role")
@may(PUBLISHER)
def give_role(name: str) -> Answer:
    """Give a user another role."""
    found, role = _named(name), forms.sent().text("role")
    try:
        here().access.users.give_role(found.name, role)
    except CannotKeepUser as problem:
        return _one(found, {"role": str(problem)}), 422
    return _done(f"{g.who.name} made {found.name} a {role}.", f"{found.name} is a {role} now.")


@SCREEN.post("/users/<name>/password")
@may(PUBLISHER)
def give_password(name: str) -> Answer:
    """Give a user another password."""
    found, form = _named(name), forms.sent()
    try:
        here().access.users.give_password(found.name, form.values.get("new_password", ""), but=g.session)
    except CannotKeepUser as problem:
        return _one(found, {"new_password": str(problem)}), 422
    told = f"{found.name} has another password now, and is logged out everywhere. Tell it to them in person."
    return _done(f"{g.who.name} gave {found.name} another password.", told)


@SCREEN.post("/users/<name>/out")
@may(PUBLISHER)
def end_sessions(name: str) -> Answer:
    """Log a user out wherever they are in."""
    found = _named(name)
    forms.sent()
    here().access.sessions.end_all(found.name)
    return _done(f"{g.who.name} logged {found.name} out everywhere.", f"{found.name} is logged out everywhere.")


@SCREEN.post("/users/<name>/remove")
@may(PUBLISHER)
def remove(name: str) -> Answer:
    """Take a user away."""
    found = _named(name)
    forms.sent()
    try:
        here().access.users.remove(found.name)
    except CannotKeepUser as problem:
        return _one(found, {"remove": str(problem)}), 422
    return _done(f"{g.who.name} removed {found.name}.", f"{found.name} is no user any more.")


def _named(name: str) -> User:
    found = here().access.users.named(name)
    if found is None:
        abort(404, f"There is no user called {name}. Somebody may have taken them away meanwhile.")
    return found


def _list(errors: dict[str, str], values: dict[str, str]) -> str:
    access = here().access
    usual = {"name": "", "role": VIEWER, "comes_in_by": _PASSWORD_WAY}
    return render_template(
        "users/list.html",
        users=access.users.all(),
        errors=errors,
        values={**usual, **values},
        roles=_ROLES,
        at_machine=not access.entrance.is_secure,
    )


def _one(found: User, errors: dict[str, str]) -> str:
    return render_template("users/one.html", user=found, errors=errors, roles=_ROLES)


def _done(line: str, told: str) -> Response:
    """Note who did it, tell that it is done, and show the users."""
    here().log.note(line)
    forms.tell(told)
    return redirect(url_for("users.users"), 303)
