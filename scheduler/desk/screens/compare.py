"""Calendars, drafts, options and steps side by side; drafts begun, renamed, taken away, and made the calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.commands.at_hand import is_planned
from scheduler.commands.comparing import Comparison, PersonLine, Which, compare, options_of
from scheduler.commands.drafts import DRAFT, TAKE, Taken, begin_draft, steps_since, take_draft
from scheduler.commands.input_changes import lacking
from scheduler.desk import forms
from scheduler.desk.calendars import traces_of
from scheduler.desk.comments import Comments
from scheduler.desk.desk import here
from scheduler.desk.months import begun_in
from scheduler.desk.years import CALENDAR, UnknownPlace, name_in_addresses
from scheduler.domain.wording import counted, long_date, short_month
from scheduler.errors import MeetingDayError

SCREEN = Blueprint("compare", __name__)
LACKING = (
    "The workbook is not what this calendar was made from, and the next plan would go back on that. Take the workbook "
    "with what was done by hand from the page of the workbook, and put it in the place of the other. In the calendar:"
)
MOST_LACKING = 5
"""Differences from the workbook that are told."""
SIDES = "abcde"
"""The names in the address of what is compared."""
WIDTH = 1000
"""Of the picture: the first day is at 0, the last at the right edge."""


@dataclass(frozen=True)
class Strip:
    """One calendar in the picture: how far from the left each of its meetings is that differs."""

    name: str
    top: int
    places: tuple[float, ...]


@dataclass(frozen=True)
class Picture:
    """Year strips, one below another, with lines that join each meeting that moves."""

    strips: tuple[Strip, ...]
    joins: tuple[tuple[float, int, float, int], ...]
    months: tuple[tuple[float, str], ...]
    height: int


@SCREEN.get("/years/<year>/compare")
def look() -> tuple[str, int] | str:
    """Show calendars side by side, and what drafts there are."""
    asked = list(dict.fromkeys(key for key in (request.args.get(side, "") for side in SIDES) if key))
    trouble, found = "", None
    which: list[Which] = []
    try:
        which = [_which(key) for key in asked]
        if len(which) > 1:
            found = _compared(which)
    except UnknownPlace:
        trouble = "There is no such calendar, draft, option or step."
    except MeetingDayError as missing:
        trouble = str(missing)
    chosen = list(zip(asked, which, strict=False))
    page = render_template(
        "compare/look.html",
        asked=[*asked, *[""] * (len(SIDES) - len(asked))],
        known=dict(_known()),
        names={key: one.name for key, one in chosen},
        chosen=chosen,
        found=found,
        everything="all" in request.args,
        picture=_picture(found) if found else None,
        trouble=trouble,
        has_calendar=here().calendars.of(g.year, CALENDAR).exists,
        behind=_behind(),
    )
    return (page, 404) if trouble else page


def _compared(which: Sequence[Which]) -> Comparison:
    """Return calendars side by side: as they were compared before, where nothing of them has changed."""
    calendar = here().calendars.of(g.year, CALENDAR)
    key = tuple(which), traces_of(*dict.fromkeys(one.folder for one in which))
    return calendar.once_for("compared", key, lambda: here().work.call(compare, which))


def _known() -> Iterator[tuple[str, str]]:
    """Yield what can be compared without asking the history: the key and the words of each."""
    for name in (CALENDAR, *g.year.drafts):
        key = name if name == CALENDAR else f"draft:{name}"
        words = "The calendar" if name == CALENDAR else f"Draft {name}"
        if is_planned(g.year.folder_of(name)):
            yield key, words
            for number in options_of(g.year.folder_of(name)):
                yield f"option:{name}:{number}", f"{words}, option {number}"


def _which(key: str) -> Which:
    """Return what a key of the address stands for; UnknownPlace where it stands for nothing."""
    kind, _, rest = key.partition(":")
    place, _, number = rest.partition(":")
    if kind == CALENDAR and not rest:
        return Which("The calendar", g.year.folder_of(CALENDAR))
    if kind == "draft":
        return Which(f"Draft {rest}", g.year.folder_of(rest))
    if kind not in ("option", "step") or not (number.isascii() and number.isdecimal() and len(number) < 7):  # noqa: PLR2004 - more steps than anybody takes
        raise UnknownPlace(key)
    words = "" if place == CALENDAR else f" of the draft {place}"
    folder = g.year.folder_of(place)
    if kind == "option":
        return Which(f"Option {number}{words}", folder, option=int(number))
    return Which(f"Step {number}{words}", folder, step=number)


def _behind() -> dict[str, int]:
    """Return how much was done to the calendar since each draft was begun, where anything was."""
    calendar = g.year.folder_of(CALENDAR)
    found = {name: len(steps_since(g.year.folder_of(name), calendar)) for name in g.year.drafts}
    return {name: number for name, number in found.items() if number}


@SCREEN.app_template_filter("draft_choice")
def draft_choice(name: str) -> tuple[str, str]:
    """Return a draft as one of a list to choose from."""
    return name, f"The draft {name}"


@SCREEN.app_template_filter("verdict")
def verdict(line: PersonLine, number: int) -> str:
    """Say whether a calendar is kinder to a person than the first: fewer apologies, then substitutes, then weeks."""
    own, first = ((line.apologies[one], line.substitutes[one], line.heavy_weeks[one]) for one in (number, 0))
    return "" if own == first else "gains" if own < first else "loses"


def _picture(found: Comparison) -> Picture | None:
    moved = [line for line in found.lines if line.differs and len(set(line.days)) > 1]
    if not moved:
        return None
    days = max(1, (found.last_day - found.first_day).days)

    def across(day: date) -> float:
        return round(WIDTH * (day - found.first_day).days / days, 1)

    tops = [30 + 70 * number for number in range(len(found.sides))]
    strips = tuple(
        Strip(side.name, top, tuple(across(day) for line in moved if (day := line.days[number]) is not None))
        for number, (side, top) in enumerate(zip(found.sides, tops, strict=True))
    )
    joins = tuple(
        (across(one), tops[number], across(other), tops[number + 1])
        for line in moved
        for number, (one, other) in enumerate(zip(line.days, line.days[1:], strict=False))
        if one is not None and other is not None
    )
    months = tuple((across(day), short_month(day)) for day in begun_in(found.first_day, found.last_day))
    return Picture(strips, joins, months, tops[-1] + 40)


# -- drafts


@SCREEN.post("/years/<year>/drafts")
def begin() -> tuple[str, int] | Response:
    """Begin a draft as a copy of the calendar, or of another draft."""
    form = forms.sent()
    try:
        source = g.year.folder_of(form.text("from") or CALENDAR)
    except UnknownPlace:
        abort(404)
    name = _name(form.text("name"))
    if not name:
        return _refused("Give the draft a name: letters and figures.", form.text("name"))
    step = replace(DRAFT, reason=form.reason, by=g.who.name)
    try:
        here().work.call(begin_draft, source, g.year.place_of_draft(name), step)
    except MeetingDayError as trouble:
        return _refused(str(trouble), form.text("name"))
    forms.tell(
        f"The draft {name} is a copy of what you began it from. The calendar stays as it is, whatever you do here."
    )
    return redirect(_address_of(name), 303)


def _refused(why: str, name: str) -> tuple[str, int]:
    page = render_template("compare/draft_refused.html", why=why, name=name)
    return page, 422


def _name(typed: str) -> str:
    """Return what a draft is called in addresses; blank where nothing of what was typed can be in one."""
    name = name_in_addresses(typed)
    return "" if name == CALENDAR else name


def _address_of(name: str) -> str:
    return url_for("history.steps", calendar=name)


@SCREEN.get("/years/<year>/in/<calendar>/draft")
def ask() -> str:
    """Ask what is to become of a draft: its name, whether it stays, whether it is made the calendar."""
    _see_that_it_is_a_draft()
    return _question()


def _question(faults: forms.Faults = (), typed: str = "") -> str:
    would: Taken | None = None
    against: tuple[str, ...] = ()
    why = ""
    calendar = here().calendars.of(g.year, CALENDAR)
    try:
        moment = calendar.loaded.moment
        key = traces_of(g.calendar.folder, calendar.folder), moment
        would = calendar.once_for(
            "taken",
            key,
            lambda: here().work.call(take_draft, g.calendar.folder, calendar.folder, moment, write=False),
        )
    except MeetingDayError as trouble:
        why = str(trouble)
        against = getattr(trouble, "reasons", ())
    return render_template(
        "compare/draft.html",
        would=would,
        why=why,
        against=against,
        onto=calendar.version,
        published=g.year.is_published,
        faults=list(faults),
        typed=typed,
    )


def _see_that_it_is_a_draft() -> None:
    if not g.calendar.is_draft:
        abort(404)


@SCREEN.post("/years/<year>/in/<calendar>/draft/take")
def take() -> tuple[str, int] | Response:
    """Make a draft the calendar."""
    _see_that_it_is_a_draft()
    form = forms.sent()
    calendar = here().calendars.of(g.year, CALENDAR)
    forms.see_that_it_may_change(calendar)
    if form.text("onto") != calendar.version:
        raise forms.Stale(calendar, form.text("onto"), "onto")
    step = replace(TAKE, reason=form.reason, by=g.who.name)
    try:
        taken = forms.done(
            calendar,
            take_draft,
            g.calendar.folder,
            calendar.folder,
            calendar.loaded.moment,
            step,
        )
    except MeetingDayError as trouble:
        return _question([("", str(trouble))], form.text("reason")), 409
    forms.tell(
        f"The draft {g.calendar.name} is the calendar now: {taken.summary}. The history has it as a step, to be undone."
    )
    lines = here().work.call(lacking, g.year.source, calendar.folder)
    if lines:
        forms.tell(f"{LACKING} {' '.join(lines[:MOST_LACKING])}", forms.WARNING)
    return redirect(url_for("history.steps", calendar=CALENDAR), 303)


@SCREEN.post("/years/<year>/in/<calendar>/draft/rename")
def rename() -> tuple[str, int] | Response:
    """Call a draft otherwise."""
    _see_that_it_is_a_draft()
    form = forms.sent()
    name = _name(form.text("name"))
    if not name or name in g.year.drafts:
        why = "There is a draft of that name already." if name else "Give the draft a name: letters and figures."
        return _question([("name", why)]), 422
    g.calendar.folder.rename(g.year.place_of_draft(name))
    here().consultations.moved(g.year.code, g.calendar.name, name)
    Comments(here().store, g.year.code).moved(f"draft:{g.calendar.name}", f"draft:{name}")
    forms.tell(f"The draft is called {name} now.")
    return redirect(_address_of(name), 303)


@SCREEN.post("/years/<year>/in/<calendar>/draft/remove")
def remove() -> Response:
    """Take a draft away, into the bin of the desk, from which it can be put back for a while."""
    _see_that_it_is_a_draft()
    forms.sent()
    thrown = here().years.bin.put(g.calendar.folder, g.year.code)
    until = f"a publisher can put it back until {long_date(thrown.until)}"
    forms.tell(f"The draft {g.calendar.name} is taken away. It lies in the bin of this desk: {until}.")
    return redirect(url_for("compare.look"), 303)


@SCREEN.app_template_global("summary_of_people")
def summary_of_people(line: PersonLine, number: int) -> str:
    """Say what a calendar asks of one person."""
    parts = [
        counted(line.apologies[number], "apology", "apologies") if line.apologies[number] else "",
        counted(line.substitutes[number], "substitute") if line.substitutes[number] else "",
        counted(line.heavy_weeks[number], "heavy week") if line.heavy_weeks[number] else "",
    ]
    return ", ".join(filter(None, parts)) or "nothing"
