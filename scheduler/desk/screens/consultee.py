"""The page of a consultee, without an account: the proposed year, and which of its dates do not suit them.

Its address is all that opens it. It shows the consultation edition and nothing else of the year; what is kept of an
answer is the same however often it is sent, so its forms need no session.
"""

from calendar import Calendar as Weeks
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps
from itertools import groupby
from urllib.parse import urlencode

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from scheduler.commands.consulting import Edition, MeetingShown, edition
from scheduler.desk import forms
from scheduler.desk.access import TooManyTries, Tried, for_everybody
from scheduler.desk.calendars import Calendar, NoCalendar
from scheduler.desk.consultations import LONGEST, MOST_ANSWERS, OPEN, Answer, Consultation
from scheduler.desk.desk import here
from scheduler.desk.forms import number_in
from scheduler.desk.years import UnknownPlace
from scheduler.domain.wording import A_WEEK, clock, long_date, month_name, short_weekday
from scheduler.errors import MeetingDayError
from scheduler.languages import ENGLISH, OWN_NAMES, phrase, said, writing, writing_in

SCREEN = Blueprint("consultee", __name__)
WRONG_ADDRESSES = 20
"""So many may be tried from one place before there is a wait."""
LANGUAGE = "language"
"""What an address names a language by."""
TOLD = {
    "kept": phrase("Your answer is kept. You can change it until the consultation closes."),
    "gone": phrase("Your answer is taken back."),
    "decided": phrase("That answer has been dealt with already, so it stays as it is. You can give another."),
    "full": phrase("You have given {number} answers, which is as many as can be kept. Take some back first."),
}
"""What the page says once something was done, by a word in its address."""


class _NotShown(Exception):
    """There is no page at this address for whoever asks."""

    def __init__(self, title: str, words: str, status: int, wait: int = 0) -> None:
        super().__init__(title)
        self.title, self.words, self.status, self.wait = title, words, status, wait


@dataclass(frozen=True)
class Asked:
    """What a page is made of."""

    consultation: Consultation
    calendar: Calendar
    edition: Edition
    today: date

    @property
    def is_open(self) -> bool:
        """Whether answers are taken."""
        return self.consultation.state(self.today) == OPEN


@SCREEN.after_request
def _private(response: Response) -> Response:
    """Have the address of the page go nowhere, and no copy of it be kept."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response


@SCREEN.url_defaults
def _keep_the_language(endpoint: str, values: dict[str, str]) -> None:
    """Have every address of these pages lead to the language that is being read, where it is not the first."""
    if g.get("language", ""):
        values.setdefault(LANGUAGE, g.language)


@SCREEN.context_processor
def _other_languages() -> dict[str, list[tuple[str, str, str, bool]]]:
    """Give the pages the links to themselves in the council's languages."""
    languages = g.get("languages", ())
    return {
        "editions": [
            (one, OWN_NAMES[one], f"{request.path}?{urlencode({**request.args, LANGUAGE: one})}", one == writing())
            for one in sorted(languages, key=OWN_NAMES.__getitem__)
        ]
        if len(languages) > 1 and request.method == "GET"
        else []
    }


def _in_their_language(view: Callable[[str], ResponseReturnValue]) -> Callable[[str], ResponseReturnValue]:
    """Answer in the language that is asked for, if it is one of the council's, or else in the council's first."""

    @wraps(view)
    def answered(token: str) -> ResponseReturnValue:
        languages = _languages_of(token)
        asked_for = request.args.get(LANGUAGE, "")
        chosen = asked_for if asked_for in languages else languages[0]
        g.languages, g.language = languages, "" if chosen == languages[0] else chosen
        with writing_in(chosen):
            try:
                return view(token)
            except _NotShown as trouble:
                return _plain(trouble)

    return answered


def _languages_of(token: str) -> tuple[str, ...]:
    """Return the languages of the council that a page belongs to; English where there is none."""
    consultation = here().consultations.of_token(token)
    if consultation is None:
        return (ENGLISH,)
    try:
        return (
            here().calendars.of(here().years.named(consultation.year), consultation.calendar).problem.settings.languages
        )
    except (UnknownPlace, NoCalendar, MeetingDayError):
        return (ENGLISH,)


def _plain(trouble: _NotShown) -> tuple[str, int, dict[str, str]]:
    page = render_template("consultee/plain.html", title=trouble.title, words=trouble.words)
    return page, trouble.status, {"Retry-After": str(trouble.wait)} if trouble.wait else {}


def _asked(token: str) -> Asked:
    consultation = here().consultations.of_token(token)
    if consultation is None:
        _count_a_wrong_address()
        words = said("Look whether the whole of it was copied. If it was, ask whoever sent it to you for another.")
        raise _NotShown(said("There is nothing at this address"), words, 404)
    if consultation.withdrawn:
        words = said(
            "The page that was here has been withdrawn. If you think that you should have it, ask who sent it to you."
        )
        raise _NotShown(said("This page has been withdrawn"), words, 410)
    try:
        calendar = here().calendars.of(here().years.named(consultation.year), consultation.calendar)
        problem, plan, kept = calendar.problem, calendar.plan, calendar.kept
    except (UnknownPlace, NoCalendar, MeetingDayError):
        words = said("The calendar is being worked on. Come back later; what you answered is kept.")
        raise _NotShown(said("There is no calendar to look at just now"), words, 503, 600) from None
    key = "edition", consultation.bodies, writing()
    if key not in kept:
        kept[key] = edition(problem, plan, consultation.bodies)
    return Asked(consultation, calendar, kept[key], calendar.day)


def _count_a_wrong_address() -> None:
    try:
        here().access.throttle.count([Tried("consultation", g.address or "unknown", WRONG_ADDRESSES)])
    except TooManyTries as trouble:
        words = said("Too many addresses that lead nowhere were tried. Wait a few minutes, and try again.")
        raise _NotShown(said("Wait a little"), words, 429, trouble.seconds) from None


@SCREEN.get("/consult/<token>")
@for_everybody
@_in_their_language
def page(token: str) -> str:
    """Show the proposed year, and what was answered."""
    asked = _asked(token)
    months = [(title, list(ones)) for title, ones in groupby(asked.edition.meetings, key=_month)]
    by_month = request.args.get("view") == "months"
    answers = here().consultations.answers(asked.consultation.number)
    return render_template(
        "consultee/page.html",
        token=token,
        asked=asked,
        answers=answers,
        titles={one.number: _title_of(asked, one) for one in answers},
        weekdays=[short_weekday(day) for day in A_WEEK],
        months=months,
        grids=list(_grids(asked.edition)) if by_month else [],
        by_month=by_month,
        told=_told(request.args.get("told", "")),
    )


def _told(word: str) -> str:
    return said(TOLD[word], number=MOST_ANSWERS) if word in TOLD else ""


def _title_of(asked: Asked, answer: Answer) -> str:
    """Name what an answer is about in the language that is being written; as it was kept where that is not known."""
    meeting = next((one for one in asked.edition.meetings if answer.meeting and one.uid == answer.meeting), None)
    return answer.title if answer.meeting and meeting is None else _about(meeting, answer.first, answer.last)


def _about(meeting: MeetingShown | None, first: date | None, last: date | None) -> str:
    """Name what an answer is about: a meeting, days, or a remark."""
    if meeting is not None:
        return said(
            "{name} on {day} at {time}",
            name=meeting.title,
            day=long_date(meeting.date),
            time=clock(meeting.start),
        )
    if first is None or last is None:
        return said("A remark")
    if first == last:
        return long_date(first)
    return said("{first} to {last}", first=long_date(first), last=long_date(last))


def _month(meeting: MeetingShown) -> str:
    return month_name(meeting.date)


def _grids(shown: Edition) -> Iterator[tuple[str, list[list[tuple[int, list[MeetingShown]]]]]]:
    """Yield each month with meetings: its weeks of seven days, Monday first; day 0 is of another month."""
    for title, ones in groupby(shown.meetings, key=_month):
        meetings = list(ones)
        first = meetings[0].date
        weeks = Weeks().monthdayscalendar(first.year, first.month)
        yield title, [[(day, [one for one in meetings if one.date.day == day]) for day in week] for week in weeks]


@SCREEN.get("/consult/<token>/say")
@for_everybody
@_in_their_language
def ask(token: str) -> str:
    """Ask why a date does not suit."""
    asked = _open(token)
    return _question(token, asked, request.args.get("meeting", ""), {})


def _open(token: str) -> Asked:
    asked = _asked(token)
    if not asked.is_open:
        until = long_date(asked.consultation.until)
        words = said(
            "Answers were taken until {day}. Yours, and what became of them, are on the page itself.", day=until
        )
        raise _NotShown(said("The consultation is closed"), words, 410)
    return asked


def _question(token: str, asked: Asked, uid: str, typed: dict[str, str], fault: tuple[str, str] | None = None) -> str:
    meeting = next((one for one in asked.edition.meetings if one.uid == uid), None)
    mine = here().consultations.answers(asked.consultation.number)
    before = next((one.reason for one in mine if uid and one.meeting == uid and not one.outcome), "")
    return render_template(
        "consultee/say.html",
        token=token,
        asked=asked,
        meeting=meeting,
        uid=uid if meeting else "",
        typed={"reason": before, **typed},
        fault=fault,
        longest=LONGEST,
    )


@SCREEN.post("/consult/<token>")
@for_everybody
@_in_their_language
def say(token: str) -> tuple[str, int] | Response:
    """Keep an answer: of a meeting, of days, or a remark."""
    asked = _open(token)
    typed = {name: request.form.get(name, "").strip() for name in ("about", "meeting", "first", "last", "reason")}
    answer = _read(asked, typed)
    if isinstance(answer, tuple):
        return _question(token, asked, typed["meeting"], typed, answer), 422
    store = here().consultations
    kept = store.keep(answer)
    full = len(store.answers(asked.consultation.number)) >= MOST_ANSWERS
    told = "kept" if kept else "full" if full else "decided"
    return redirect(url_for("consultee.page", token=token, told=told), 303)


def _read(asked: Asked, typed: dict[str, str]) -> Answer | tuple[str, str]:
    """Return an answer as it was typed, or the field that is wrong, and what is wrong with it."""
    reason = typed["reason"]
    if not reason:
        return "reason", said("Say in a few words why, so that it can be weighed.")
    if len(reason) > LONGEST:
        return "reason", said("Say it in {number} characters or fewer.", number=f"{LONGEST:,}")
    first = last = meeting = None
    if typed["about"] == "meeting":
        meeting = next((one for one in asked.edition.meetings if one.uid == typed["meeting"]), None)
        if meeting is None:
            return "reason", said("That meeting is no longer in the proposal. Go back to the list and choose another.")
        first = last = meeting.date
    elif typed["about"] == "days":
        first, last = forms.day_in(typed["first"]), forms.day_in(typed["last"] or typed["first"])
        if first is None or last is None:
            return "first", said("Give the first and the last day, as 2026-05-21.")
        if not asked.edition.start_date <= first <= last <= asked.edition.end_date:
            span = said(
                "{first} to {last}",
                first=long_date(asked.edition.start_date),
                last=long_date(asked.edition.end_date),
            )
            return "first", said("Give days in order, from {span}.", span=span)
    uid = "" if meeting is None else meeting.uid
    with writing_in(ENGLISH):  # officers read it
        title = _about(None if meeting is None else _in_english(asked, meeting), first, last)
    return Answer(0, asked.consultation.number, uid, title, first, last, reason, "", "", "", "", "")


def _in_english(asked: Asked, meeting: MeetingShown) -> MeetingShown:
    shown = edition(asked.calendar.problem, asked.calendar.plan, asked.consultation.bodies)
    return next((one for one in shown.meetings if one.uid == meeting.uid), meeting)


@SCREEN.post("/consult/<token>/take-back")
@for_everybody
@_in_their_language
def take_back(token: str) -> Response:
    """Take an answer back that nobody has dealt with yet."""
    asked = _open(token)
    number = number_in(request.form.get("number", ""))
    done = number is not None and here().consultations.take_back(asked.consultation.number, number)
    return redirect(url_for("consultee.page", token=token, told="gone" if done else "decided"), 303)
