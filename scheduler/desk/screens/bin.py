"""The bin: years and drafts that were deleted, to be put back, or deleted for good."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.commands.how_far import HowFar, how_far
from scheduler.desk import forms
from scheduler.desk.access import PUBLISHER, may
from scheduler.desk.bin import NotInBin, PlaceTaken, Thrown
from scheduler.desk.desk import here
from scheduler.desk.years import PLAN, UnknownPlace, Year
from scheduler.domain.wording import counted, listed

SCREEN = Blueprint("bin", __name__)
Answer = str | Response | tuple[str, int]
_GONE = "It does not lie in the bin any more: somebody has put it back, or deleted it for good."
_SURE = "Tick the box if you are sure; otherwise leave the page."


@dataclass(frozen=True)
class Lying:
    """Something in the bin, as an officer knows it."""

    thrown: Thrown
    title: str
    far: HowFar
    is_year: bool
    is_published: bool
    """Whether members may have links to what was published from here: its register goes with it."""
    drafts: int

    @property
    def kind(self) -> str:
        """What it is."""
        return "Year" if self.is_year else f"Draft of {_title_of(self.thrown.year)}" if self.thrown.year else "Draft"


def _title_of(code: str) -> str:
    """Return what a year is called, wherever it is; its name in addresses where it is nowhere."""
    try:
        return here().years.named(code).title
    except UnknownPlace:
        found = (Year(one.place).title for one in here().years.bin.all() if one.name == code and not one.year)
        return next(found, code)


def _lying(thrown: Thrown) -> Lying:
    year = Year(thrown.place)
    is_year = year.workbook_folder.is_dir()
    far = how_far(thrown.place / PLAN if is_year else thrown.place)
    title = year.told("title") or thrown.name
    return Lying(thrown, title, far, is_year, is_year and year.is_published, len(year.drafts) if is_year else 0)


def _all() -> list[Lying]:
    return [_lying(one) for one in here().years.bin.all()]


def _named(key: str) -> Thrown:
    try:
        return here().years.bin.named(key)
    except NotInBin:
        abort(404, _GONE)


@SCREEN.get("/bin")
@may(PUBLISHER)
def look() -> Answer:
    """Show what lies in the bin, and until when."""
    return render_template("bin/bin.html", lying=_all())


@SCREEN.get("/bin/<key>")
@may(PUBLISHER)
def one(key: str) -> Answer:
    """Show one thing that lies there, to be put back or deleted for good."""
    return _one(_named(key), ())


def _one(thrown: Thrown, faults: forms.Faults) -> str:
    return render_template("bin/one.html", one=_lying(thrown), faults=faults)


@SCREEN.post("/bin/<key>/back")
@may(PUBLISHER)
def put_back(key: str) -> Answer:
    """Put something back where it was."""
    thrown = _named(key)
    forms.sent()
    lying = _lying(thrown)
    try:
        if lying.is_year:
            place, leads_to = here().folder / thrown.name, url_for("overview.year", year=thrown.name)
        else:
            place = here().years.named(thrown.year).place_of_draft(thrown.name)
            leads_to = url_for("compare.look", year=thrown.year)
        here().years.bin.put_back(key, place)
    except UnknownPlace:
        return _one(thrown, [("", _no_year(thrown))]), 422
    except PlaceTaken:
        what = "year" if lying.is_year else "draft"
        return _one(thrown, [("", f"There is another {what} of that name. Rename or delete that one first.")]), 422
    except NotInBin:
        abort(404, _GONE)
    here().log.note(f"{g.who.name} put {thrown.name} back from the bin.")
    forms.tell(f"{lying.title} is back, with all that belongs to it.")
    return redirect(leads_to, 303)


def _no_year(thrown: Thrown) -> str:
    """Say why a draft has no year to go back to."""
    if not thrown.year:
        return (
            "Which year this draft was of is not known. Whoever keeps the machine can put it among that year's drafts."
        )
    return f"The year that this draft was of, {_title_of(thrown.year)}, is not here. Put that back first."


@SCREEN.post("/bin/<key>/delete")
@may(PUBLISHER)
def delete(key: str) -> Answer:
    """Delete one thing for good."""
    thrown = _named(key)
    if forms.sent().text("sure") != "yes":
        return _one(thrown, [("sure", _SURE)]), 422
    return _deleted([_lying(thrown)])


@SCREEN.get("/bin/all")
@may(PUBLISHER)
def ask() -> Answer:
    """Ask whether all that lies there is to be deleted for good."""
    return render_template("bin/empty.html", lying=_all(), faults=())


@SCREEN.post("/bin/all")
@may(PUBLISHER)
def empty() -> Answer:
    """Delete for good all that the page showed: what somebody threw away since then stays."""
    form = forms.sent()
    keys = set(form.texts("shown"))
    shown = [one for one in _all() if one.thrown.key in keys]
    if form.text("sure") != "yes":
        return render_template("bin/empty.html", lying=shown, faults=[("sure", _SURE)]), 422
    return _deleted(shown)


def _deleted(meant: Iterable[Lying]) -> Response:
    """Delete some for good, note who did it, and show what is left."""
    titles = {one.thrown.key: one.title for one in meant}
    gone = here().years.bin.delete(titles, here().store.forget_year)
    if gone:
        here().log.note(f"{g.who.name} deleted for good, from the bin: {listed([one.name for one in gone])}.")
        forms.tell(f"{listed([titles[one.key] for one in gone])} {'is' if len(gone) == 1 else 'are'} deleted for good.")
    if len(gone) < len(titles):
        many = counted(len(titles) - len(gone), "thing")
        forms.tell(f"{many} could not be deleted: somebody has put it back, or has it open.", forms.WARNING)
    return redirect(url_for("bin.look"), 303)
