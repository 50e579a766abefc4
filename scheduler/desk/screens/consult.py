"""Consult: who is asked about the proposed year, what they answer, and what of it goes into the workbook."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.commands.consulting import BODY, HARD, SOFT, Unsuitable, accept_answer
from scheduler.desk import forms
from scheduler.desk.access import PLANNER, may
from scheduler.desk.calendars import NoCalendar
from scheduler.desk.consultations import (
    ACCEPTED,
    CLOSED,
    DECLINED,
    LONGEST,
    OPEN,
    WITHDRAWN,
    Answer,
    Consultation,
)
from scheduler.desk.desk import here
from scheduler.desk.navigation import address_of
from scheduler.desk.workbooks import StaleWorkbook, Workbook
from scheduler.desk.years import CALENDAR, UnknownPlace
from scheduler.domain.problem import Problem
from scheduler.domain.wording import long_date
from scheduler.errors import MeetingDayError

SCREEN = Blueprint("consult", __name__)
STATES = {OPEN: "Open", CLOSED: "Closed", WITHDRAWN: "Withdrawn"}
KINDS = (BODY, "person", "room", "speaker")
"""What days may not suit."""
USUAL_DAYS = timedelta(days=21)
"""For answers, where nothing else is said."""
_LONGEST_NAME = 120
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Line:
    """A consultee, with what they answered."""

    consultation: Consultation
    state: str
    answers: tuple[Answer, ...]

    @property
    def undecided(self) -> int:
        """How many answers nobody has dealt with."""
        return sum(not one.outcome for one in self.answers)


@SCREEN.get("/years/<year>/consult")
def look() -> str:
    """List who is asked, and what they answered."""
    return _page()


def _page(faults: forms.Faults = (), typed: Mapping[str, str] = _NOTHING, bodies: Sequence[str] = ()) -> str:
    problem = _problem(CALENDAR)
    lines = _lines()
    return render_template(
        "consult/look.html",
        lines=lines,
        states=STATES,
        by_meeting=_by_meeting(lines),
        faults=list(faults),
        typed={"until": (_day() + USUAL_DAYS).isoformat(), **typed},
        chosen=list(bodies),
        bodies=[] if problem is None else [(code, body.name) for code, body in problem.bodies.items()],
        calendars=[(CALENDAR, "The calendar"), *((name, f"The draft {name}") for name in g.year.drafts)],
        plan_it=address_of("plan"),
        is_stale=Workbook(g.year).is_stale,
    )


def _problem(calendar: str) -> Problem | None:
    try:
        return here().calendars.of(g.year, calendar).problem
    except (NoCalendar, UnknownPlace, MeetingDayError):
        return None


def _day() -> date:
    return here().calendars.of(g.year, CALENDAR).day


def _lines() -> list[Line]:
    store, today = here().consultations, _day()
    return [Line(one, one.state(today), store.answers(one.number)) for one in store.of_year(g.year.code)]


def _by_meeting(lines: Sequence[Line]) -> list[tuple[str, list[tuple[str, Answer]]]]:
    """Return the answers by what they are about, in order of day, remarks last."""
    found = defaultdict[tuple[date, str], list[tuple[str, Answer]]](list)
    for line in lines:
        for one in line.answers:
            found[one.first or date.max, one.title].append((line.consultation.name, one))
    return [(title, answers) for (_, title), answers in sorted(found.items(), key=lambda item: item[0])]


@SCREEN.get("/years/<year>/consult/summary")
def summary() -> str:
    """Show all answers and what became of them, to be printed."""
    lines = _lines()
    return render_template("consult/summary.html", lines=lines, states=STATES, by_meeting=_by_meeting(lines))


@SCREEN.post("/years/<year>/consult")
def begin() -> tuple[str, int] | Response:
    """Ask somebody more."""
    form = forms.sent()
    typed = {name: form.text(name) for name in ("name", "until", "introduction", "calendar")}
    faults = []
    if not 0 < len(typed["name"]) <= _LONGEST_NAME:
        faults.append(("name", "Say who is asked: the leader of a group, the police, the fire service."))
    until = forms.day_in(typed["until"]) or date.min
    if until < _day():
        faults.append(("until", "Give the last day for answers, today or later, as 2026-05-21."))
    problem = _problem(typed["calendar"] or CALENDAR)
    if problem is None:
        faults.append(("calendar", "There is nothing to be asked about yet: plan the year first."))
    bodies = form.texts("bodies")
    if problem is not None and not set(bodies) <= problem.bodies.keys():
        faults.append(("bodies", "Choose bodies of the list."))
    if faults:
        return _page(faults, typed, bodies), 422
    number = here().consultations.begin(
        Consultation(
            0, g.year.code, typed["calendar"] or CALENDAR, typed["name"], bodies, until,
            typed["introduction"][: 4 * LONGEST], g.who.name, "", "",
        )
    )  # fmt: skip
    forms.tell(f"{typed['name']} can be asked now: send them the address below.")
    return redirect(url_for("consult.one", number=number), 303)


def _known(number: int) -> Consultation:
    found = here().consultations.numbered(g.year.code, number)
    if found is None:
        abort(404)
    return found


@SCREEN.get("/years/<year>/consult/<int:number>")
@may(PLANNER)
def one(number: int) -> str:
    """Show one consultee, and once, where it is new, the address of their page."""
    return _one_page(_known(number))


def _one_page(asked: Consultation, faults: forms.Faults = ()) -> str:
    store = here().consultations
    token = store.shown_once(asked.number)
    problem = _problem(asked.calendar)
    scheme = "https" if here().access.entrance.is_secure else "http"
    names = {} if problem is None else {code: body.name for code, body in problem.bodies.items()}
    return render_template(
        "consult/one.html",
        asked=asked,
        state=STATES[asked.state(_day())],
        address=url_for("consultee.page", token=token, _external=True, _scheme=scheme) if token else "",
        answers=store.answers(asked.number),
        bodies=[names.get(code, code) for code in asked.bodies],
        faults=list(faults),
        local=not here().access.entrance.is_secure,
    )


@SCREEN.post("/years/<year>/consult/<int:number>")
def change(number: int) -> tuple[str, int] | Response:
    """Withdraw the page of a consultee, give it another address, or have answers taken until another day."""
    asked, form, store = _known(number), forms.sent(), here().consultations
    wanted = form.text("do")
    if wanted == "withdraw":
        store.withdraw(number)
        forms.tell(f"The page of {asked.name} is withdrawn. What they answered stays.")
    elif wanted == "renew":
        store.renew(number)
        forms.tell(f"{asked.name} has another address; the one before leads nowhere now.")
    else:
        until = forms.day_in(form.text("until"))
        if until is None:
            return _one_page(asked, [("until", "Give the last day for answers, as 2026-05-21.")]), 422
        store.last_until(number, until)
        forms.tell(f"{asked.name} can answer until {long_date(until)}.")
    return redirect(url_for("consult.one", number=number), 303)


# -- what becomes of an answer


@SCREEN.get("/years/<year>/consult/answers/<int:number>")
@may(PLANNER)
def ask(number: int) -> str:
    """Ask what is to become of an answer."""
    return _question(*_answered(number))


def _answered(number: int) -> tuple[Consultation, Answer]:
    store = here().consultations
    found = [
        (asked, answer)
        for asked in store.of_year(g.year.code)
        for answer in store.answers(asked.number)
        if answer.number == number
    ]
    if not found:
        abort(404)
    return found[0]


def _question(
    asked: Consultation, answer: Answer, faults: forms.Faults = (), typed: Mapping[str, str] = _NOTHING
) -> str:
    problem = _problem(asked.calendar)
    body = _body_of(asked, answer)
    return render_template(
        "consult/answer.html",
        asked=asked,
        answer=answer,
        whom=[] if problem is None else _whom(problem),
        workbook=Workbook(g.year).version,
        faults=list(faults),
        typed={"whom": f"{BODY}:{body}" if body else "", "reason": f"{asked.name}: {answer.reason}", **typed},
        strengths=[(HARD, "They cannot be: no calendar is planned against it"), (SOFT, "They had better not be")],
    )


def _whom(problem: Problem) -> list[tuple[str, str]]:
    """Return whatever days may not suit, as a choice: bodies, people, rooms, speakers."""
    named = {
        BODY: {code: body.name for code, body in problem.bodies.items()},
        "person": {code: person.name for code, person in problem.people.items()},
        "room": {code: room.name for code, room in problem.rooms.items()},
        "speaker": {code: speaker.name for code, speaker in problem.speakers.items()},
    }
    return [
        (f"{kind}:{code}", f"{name}: {'does not meet' if kind == BODY else 'is not there'} then")
        for kind, names in named.items()
        for code, name in names.items()
    ]


def _body_of(asked: Consultation, answer: Answer) -> str:
    """Return the body whose meeting an answer is about; blank where it is about none, or that is there no more."""
    try:
        plan = here().calendars.of(g.year, asked.calendar).plan
    except (NoCalendar, UnknownPlace, MeetingDayError):
        return ""
    return next((meeting.body for meeting in plan.meetings if answer.meeting and meeting.uid == answer.meeting), "")


@SCREEN.post("/years/<year>/consult/answers/<int:number>")
def decide(number: int) -> tuple[str, int] | Response:
    """Accept an answer, into the workbook where it is about days, or do not, and say why."""
    asked, answer = _answered(number)
    form = forms.sent()
    typed = {name: form.text(name) for name in ("whom", "strength", "reason", "word")}
    if answer.outcome:
        abort(409, "Somebody else has dealt with this answer already.")
    accepted = form.text("do") == "accept"
    if not accepted and not typed["word"]:
        return _question(asked, answer, [("why-not", f"Say why not, for {asked.name} to read.")], typed), 422
    if accepted and answer.first is not None and answer.last is not None:
        faults = _into_the_workbook(form.text("workbook"), answer, asked, typed)
        if faults:
            return _question(asked, answer, faults, typed), 409
    here().consultations.decide(number, ACCEPTED if accepted else DECLINED, typed["word"], g.who.name)
    if not accepted:
        forms.tell(f"Not accepted. {asked.name} can read why.")
    elif answer.first is None:
        forms.tell("The remark is dealt with.")
    else:
        forms.tell("Accepted: the workbook says so now. Plan again, so that the calendar knows of it.")
    return redirect(url_for("consult.look"), 303)


def _into_the_workbook(version: str, answer: Answer, asked: Consultation, typed: Mapping[str, str]) -> forms.Faults:
    """Write an answer into the workbook, and return what stands against it."""
    kind, _, who = typed["whom"].partition(":")
    if kind not in KINDS or not who or answer.first is None or answer.last is None:
        return [("whom", "Choose whom the days do not suit.")]
    strength = SOFT if typed["strength"] == SOFT else HARD
    row = Unsuitable(kind, who, answer.first, answer.last, strength, typed["reason"] or answer.reason)
    workbook = Workbook(g.year)
    try:
        with workbook.changing(version, g.who.name, f"Accepted of {asked.name}: {answer.title}") as changing:
            here().work.call(accept_answer, changing.source, row)
    except StaleWorkbook as trouble:
        return [("", f"{trouble} Look at it, and send this again.")]
    except MeetingDayError as trouble:
        return [("whom", f"The workbook does not take it: {trouble}")]
    return []
