"""Confirm and publish: what to look at first, whom it tells what, the site, and members' private links."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.commands.before_publishing import (
    DRAFTS,
    FINE,
    LAW,
    LOOK,
    NOTICE,
    PROVISIONALS,
    REGISTER,
    RULES,
    SENT,
    STOPS,
    Matter,
    Outlook,
    outlook,
)
from scheduler.commands.confirming import CONFIRM, confirm
from scheduler.commands.links import carry_over, links, revoke, rotate
from scheduler.commands.publications import PUBLISH
from scheduler.commands.publishing import Published, Wanted, publish
from scheduler.desk import forms
from scheduler.desk.access import PUBLISHER, may
from scheduler.desk.calendars import traces_of
from scheduler.desk.desk import here
from scheduler.desk.moments import day_words
from scheduler.desk.navigation import address_of
from scheduler.desk.screens.downloads import SPREADSHEET, handed
from scheduler.desk.work.kinds import KINDS
from scheduler.desk.workbooks import Workbook
from scheduler.desk.years import CALENDAR
from scheduler.domain.plan import PROVISIONAL
from scheduler.domain.titles import body_title
from scheduler.domain.wording import counted, listed, long_date
from scheduler.errors import MeetingDayError, Refused
from scheduler.messages.publishing import links_document

SCREEN = Blueprint("publish", __name__)
WORKBOOK, ADDRESS = "workbook", "address"
"""Matters that the desk itself knows."""
BEING_REPLACED = (
    "Nothing was published: a calendar is being worked out that would take the place of this one. "
    "Wait for it, or stop it, and publish then."
)
LETTERS_FILE = "site.letters.xlsx"
"""Beside the year's site, and never in it."""
_PUT_RIGHT = {
    RULES: ("plan", "Plan again"),
    SENT: ("history", "Go back in the history"),
    LAW: ("faults", "Look at the law warnings"),
    WORKBOOK: ("plan", "Plan again"),
    NOTICE: ("year", "Look at the year"),
    DRAFTS: ("compare", "Compare the drafts"),
}
"""The blueprint of the screen where each matter is put right, and what the link says."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@SCREEN.get("/years/<year>/in/<calendar>/publish")
def look() -> str:
    """Show what to look at before publishing, and what has been published."""
    return _page()


def _page(faults: forms.Faults = (), typed: Mapping[str, str] = NOTHING, refused: tuple[str, ...] = ()) -> str:
    """Return the page, with what is wrong with a form that was sent, what was typed, and why it was refused."""
    if g.calendar.is_draft:
        return render_template("publish/draft.html")
    found = _outlook()
    firm = {one.body for one in g.calendar.plan.live if one.status == PROVISIONAL}
    bodies = [(code, body_title(g.calendar.problem, code)) for code in g.calendar.problem.bodies if code in firm]
    return render_template(
        "publish/look.html",
        outlook=found,
        matters=[(one, _where(one)) for one in _matters(found)],
        bodies=bodies,
        day=typed.get("day", g.calendar.day.isoformat()),
        letters=(g.year.folder / LETTERS_FILE).is_file(),
        may_publish=g.who.may(PUBLISHER),
        other_years=[(path, Path(path).parent.name, number) for path, number in found.others_links.items()],
        faults=faults,
        refused=refused,
        typed=typed,
        stops=STOPS,
        look=LOOK,
    )


def _outlook() -> Outlook:
    drafts = [g.year.folder_of(name) for name in g.year.drafts]
    others = [one for one in here().years.all() if one.code != g.year.code]
    moment = g.calendar.loaded.moment
    seen = traces_of(g.calendar.folder, g.year.register, *drafts, *(one.register for one in others))
    beside = [one.folder for one in others]

    def made() -> Outlook:
        return here().work.call(outlook, g.calendar.folder, g.year.register, moment, drafts, beside)

    return cast("Outlook", g.calendar.once_for("outlook", (seen, moment), made))


def _matters(found: Outlook) -> tuple[Matter, ...]:
    if found.base_url:
        where = Matter(ADDRESS, FINE, f"The site is at {found.base_url}.")
    else:
        where = Matter(ADDRESS, LOOK, "It is not known yet where the site will be on the web. It is asked for below.")
    if Workbook(g.year).is_stale:
        sentence = (
            "The workbook was changed since the calendar was planned from it; the calendar knows nothing of that."
        )
        workbook = Matter(WORKBOOK, LOOK, sentence)
    else:
        workbook = Matter(WORKBOOK, FINE, "The workbook has not been changed since the calendar was planned from it.")
    return (*found.matters[:1], workbook, *found.matters[1:], where)


def _where(matter: Matter) -> tuple[str, str] | None:
    """Return the address at which a matter is put right, and the words of the link."""
    if matter.name == ADDRESS:
        return "#base_url", "Say where"
    if matter.name == PROVISIONALS:
        return "#confirm", "Confirm them"
    if matter.name == REGISTER:
        return (url_for("publish.private_links"), "Look at the links") if g.who.may(PUBLISHER) else None
    blueprint, words = _PUT_RIGHT[matter.name]
    address = address_of(blueprint)
    return (address, words) if address else None


@SCREEN.post("/years/<year>/in/<calendar>/publish/confirm")
@may(PUBLISHER)
def confirm_meetings() -> tuple[str, int] | Response:
    """Confirm the meetings of all bodies, or of some."""
    form = _form_of_the_calendar()
    typed = {name: form.text(name) for name in ("day", "confirm_reason", "confirm_anyway")}
    bodies = form.texts("bodies")
    if form.text("which") != "all" and not bodies:
        return _page([("bodies", "Choose the bodies whose meetings are confirmed.")], typed), 422
    day = forms.day_in(typed["day"])
    if day is None:
        return _page([("day", "Give the day of the decision, as 2026-05-21.")], typed), 422
    moment = g.calendar.loaded.moment if day == g.calendar.day else datetime(day.year, day.month, day.day)
    chosen = () if form.text("which") == "all" else bodies
    step = replace(CONFIRM, reason=typed["confirm_reason"], by=g.who.name)
    try:
        done = forms.done(
            g.calendar,
            confirm,
            g.calendar.folder,
            chosen,
            moment,
            step,
            typed["confirm_anyway"] or None,
        )
    except Refused as trouble:
        why = [("confirm_anyway", "Nothing was confirmed. Put this right, or say why it is confirmed anyway.")]
        return _page(why, {**typed, "confirm_refused": "yes"}, trouble.reasons), 409
    except MeetingDayError as trouble:
        return _page([("", str(trouble))], typed), 409
    names = listed([body_title(done.problem, code) for code in dict.fromkeys(one.body for one in done.meetings)])
    if done.meetings:
        forms.tell(f"{counted(len(done.meetings), 'meeting is', 'meetings are')} confirmed: of {names}.")
    else:
        forms.tell("Nothing was left to be confirmed.")
    return redirect(url_for("publish.look"), 303)


@SCREEN.post("/years/<year>/in/<calendar>/publish")
@may(PUBLISHER)
def publish_calendar() -> tuple[str, int] | Response:
    """Publish the calendar into the year's site."""
    form = _form_of_the_calendar()
    typed = {name: form.text(name) for name in ("base_url", "anyway", "publish_reason", "links_of")}
    if _is_being_replaced():
        return _page([("", BEING_REPLACED)], typed), 409
    register = g.year.register
    others = _outlook().others_links
    if others and typed["links_of"] not in ("none", *others):
        return _page([("links_of", "Say whether members keep the links that they have.")], typed), 422
    wanted = Wanted(
        g.calendar.folder,
        g.year.site,
        typed["base_url"] or None,
        register,
        anyway=typed["anyway"] or None,
        step=replace(PUBLISH, reason=typed["publish_reason"], by=g.who.name),
        at_once=True,
    )
    try:
        if typed["links_of"] in others:
            here().work.call(carry_over, Path(typed["links_of"]), register)
        done = forms.done(g.calendar, publish, wanted, g.calendar.loaded.moment)
    except Refused as trouble:
        why = [("anyway", "Nothing was published. What stands against it is listed below.")]
        return _page(why, {**typed, "publish_refused": "yes"}, trouble.reasons), 409
    except MeetingDayError as trouble:
        return _page([("base_url", f"Nothing was published. {trouble}")], typed), 409
    _tell(done)
    return redirect(url_for("publish.look", _anchor="published"), 303)


def _is_being_replaced() -> bool:
    """Whether something is being worked out, or waits for that, which would take the place of this calendar."""
    jobs = [job.ask for job in here().work.jobs.waiting() if job.ask.year == g.year.code and job.ask.kind in KINDS]
    return any(KINDS[ask.kind].writes and ask.values.get("calendar", CALENDAR) == CALENDAR for ask in jobs)


def _tell(done: Published) -> None:
    members = counted(done.members, "member has", "members have")
    forms.tell(f"Published. Everybody may see {done.base_url}/index.html, and {members} a private link.")
    if done.overtaken is not None:
        forms.tell(f"It was published for {long_date(done.overtaken)} before, which is later.", forms.WARNING)
    if not done.recorded:
        forms.tell("The history could not be written, so it does not say that this was published.", forms.WARNING)


def _form_of_the_calendar() -> forms.Form:
    """Return the form of this request; a draft is neither confirmed nor published."""
    if g.calendar.is_draft:
        abort(404)
    return forms.sent()


@SCREEN.get("/years/<year>/in/<calendar>/publish/letters")
@may(PUBLISHER)
def letters() -> Response:
    """Hand out the letters with each member's own link."""
    place = g.year.folder / LETTERS_FILE
    if not place.is_file():
        abort(404)
    return handed(place.read_bytes(), SPREADSHEET, f"letters-{g.year.code}.xlsx")


@SCREEN.get("/years/<year>/in/<calendar>/publish/links")
@may(PUBLISHER)
def private_links() -> str:
    """List the private links, and those withdrawn."""
    return _links_page()


def _links_page(faults: forms.Faults = ()) -> str:
    found: dict[str, Any] = {"links": [], "withdrawn": []}
    trouble = ""
    try:
        known = here().work.call(links, g.year.register)
        found = links_document(known.register, known.path)
    except MeetingDayError as unread:
        trouble = str(unread) if g.year.register.exists() else ""
    withdrawn = [
        (
            one["title"] or "A link",
            "with the next publication" if one["moment"] is None else day_words(one["moment"], g.calendar.timezone),
            "yes" if one["notice"] else "no longer",
        )
        for one in found["withdrawn"]
    ]
    return render_template("publish/links.html", found=found, withdrawn=withdrawn, trouble=trouble, faults=faults)


@SCREEN.post("/years/<year>/in/<calendar>/publish/links")
@may(PUBLISHER)
def change_links() -> tuple[str, int] | Response:
    """Give members new links, or take theirs back."""
    form = _form_of_the_calendar()
    members = [one for one in form.texts("members") if one]
    change = {"rotate": rotate, "revoke": revoke}.get(form.text("do"))
    if change is None or not members:
        return _links_page([("members", "Choose whose links.")]), 422
    try:
        done = here().work.call(change, members, g.year.register)
    except MeetingDayError as trouble:
        return _links_page([("members", str(trouble))]), 409
    names = listed([done.register.link(name).title for name in done.names])
    many = len(done.names) != 1
    what = f"{'have' if many else 'has'} new links" if change is rotate else f"{'have' if many else 'has'} no link now"
    forms.tell(f"{names} {what}. The site shows it once you publish again; the old links then say that they are gone.")
    return redirect(url_for("publish.private_links"), 303)
