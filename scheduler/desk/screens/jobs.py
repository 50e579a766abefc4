"""Jobs: how far one is, its stop, what came of it; and all those of a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise

from flask import Blueprint, Response, abort, current_app, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from scheduler.desk import forms
from scheduler.desk.desk import here
from scheduler.desk.moments import moment_words
from scheduler.desk.navigation import address_of
from scheduler.desk.work.asks import (
    DONE,
    ENDED,
    FAILED,
    FAULTS,
    NO_PLAN,
    OUT_OF_TIME,
    REFUSED,
    RUNNING,
    STOPPED,
    WAITING,
    Answer,
    Job,
)
from scheduler.desk.work.kinds import kind_of
from scheduler.desk.work.progress import Closing, Progress, progress_in
from scheduler.desk.years import CALENDAR
from scheduler.domain.wording import counted, long_date
from scheduler.server.clock import present_moment

SCREEN = Blueprint("jobs", __name__)
PART = "job"
"""The id of the part of the page that is asked for again while a job lives."""
ENDINGS = {
    DONE: ("Done", "good"),
    NO_PLAN: ("No calendar can exist", "bad"),
    REFUSED: ("Refused", "bad"),
    FAULTS: ("The workbook has to be put right first", "bad"),
    OUT_OF_TIME: ("Out of time", "note"),
    STOPPED: ("Stopped", "note"),
    FAILED: ("It failed", "bad"),
}
"""How a job ended, in words, and the kind of its tag."""
STATES = {WAITING: ("Waiting", "provisional"), RUNNING: ("Running", "note")}
WIDTH, HEIGHT = 400, 120
COARSE = 5
"""Seconds to which the time used is told, so that a page that is asked for every second seldom changes."""


@dataclass(frozen=True)
class Chart:
    """Value and bound of one tier closing in, as points of a picture 400 wide and 120 high, and in words."""

    title: str
    words: str
    value: str
    """The corners of its line; blank where there is too little to draw."""
    bound: str
    between: str
    """The field that is left between the two."""


@dataclass(frozen=True)
class Shown:
    """A job as its page shows it."""

    job: Job
    title: str
    state: tuple[str, str]
    used: int
    """Seconds."""
    progress: Progress
    charts: tuple[Chart, ...]
    answer: Answer | None
    leads: tuple[tuple[str, str], ...]
    """Addresses and words."""
    asked: tuple[tuple[str, str], ...]
    """What was asked for, in rows."""
    workbook: str
    again: str
    """The addresses of what is wrong in the workbook and of asking again; blank where there is no such screen."""
    said: str
    """What is read out when it changes: where the job stands, without figures."""


@SCREEN.get("/years/<year>/jobs/<int:number>")
def show(number: int) -> Response:
    """Show how far a job is, or what came of it."""
    shown = _shown(_job(number))
    only = request.headers.get("X-Part") == PART
    page = render_template("jobs/part.html" if only else "jobs/job.html", shown=shown, part=PART)
    answer = make_response(page)
    if only:
        answer.set_etag(sha256(page.encode()).hexdigest()[:20])
        answer.headers["Cache-Control"] = "no-cache"
        answer.make_conditional(request)
    return answer


@SCREEN.post("/years/<year>/jobs/<int:number>/stop")
def stop(number: int) -> AnyResponse:
    """Stop a job: one that waits is taken off the queue, one that runs keeps the best that it has."""
    job = _job(number)
    forms.sent()
    if job.live:
        here().work.stop(number)
        forms.tell("It is being stopped." if job.state == RUNNING else "It is taken off the queue.")
    return redirect(url_for("jobs.show", number=number), 303)


@SCREEN.get("/years/<year>/jobs")
def jobs() -> str:
    """List the jobs of a year, the latest first."""
    return render_template("jobs/jobs.html", rows=[_shown(job) for job in here().work.jobs.of_year(g.year.code)])


def running() -> Iterator[tuple[str, str]]:
    """Yield the address and the words of each job of this year that lives: for the head of every page."""
    if "year" in g:
        for job in here().work.jobs.waiting():
            if job.ask.year == g.year.code:
                state = "waits for its turn" if job.state == WAITING else "goes on"
                yield url_for("jobs.show", number=job.number), f"{kind_of(job.ask).title} {state}"


def job_of_calendar(number: int, kind: str) -> Job:
    """Return the job of a kind that was asked for about the calendar of this request; 404 where there is none such."""
    job = _job(number)
    if (job.ask.kind, job.ask.values.get("calendar")) != (kind, g.calendar.name):
        abort(404)
    return job


def _job(number: int) -> Job:
    """Return a job of this year; 404 where it has none of that number."""
    try:
        job = here().work.jobs[number]
    except KeyError:
        abort(404)
    if job.ask.year != g.year.code:
        abort(404)
    return job


def _shown(job: Job) -> Shown:
    progress, used = progress_in(job.folder), _seconds_used(job)
    answer = job.answer if job.state == ENDED else None
    kind = kind_of(job.ask)
    state = ENDINGS[job.outcome] if job.state == ENDED else STATES[job.state]
    leads = tuple((_address(job, endpoint), words) for endpoint, words in kind.leads if job.outcome in kind.leads_once)
    return Shown(
        job,
        kind.title,
        state,
        used,
        progress,
        tuple(_chart(one, used) for one in progress.tiers if job.live or one.tells),
        answer,
        tuple((address, words) for address, words in leads if address),
        tuple(_asked(job)),
        address_of("faults"),
        _address(job, kind.screen),
        _said(job, progress, kind.title),
    )


def _asked(job: Job) -> Iterator[tuple[str, str]]:
    """Yield what was asked for, in an officer's words."""
    values = job.ask.values
    if "seconds" in values:
        yield "Time given", time_words(float(values["seconds"]))
    if int(values.get("options", 1)) > 1:
        yield "Calendars to choose from", str(values["options"])
    if values.get("near_words"):
        yield "Begun from", str(values["near_words"])
    if values.get("as_of"):
        yield "Day that is taken for today", long_date(datetime.fromisoformat(values["as_of"]).date())
    yield "Asked for", f"{moment_words(job.asked_at)}{f', by {job.ask.by}' if job.ask.by else ''}"
    if job.ask.reason:
        yield "Why", job.ask.reason


def _address(job: Job, endpoint: str) -> str:
    """Return where a job leads on to; blank for a screen that this desk has not."""
    if endpoint not in current_app.view_functions:
        return ""
    known = {"calendar": job.ask.values.get("calendar", CALENDAR), "job": job.number}
    asked = {name: known[name] for name in known if current_app.url_map.is_endpoint_expecting(endpoint, name)}
    return url_for(endpoint, **asked)


def _seconds_used(job: Job) -> int:
    if not job.began_at:
        return 0
    until = datetime.fromisoformat(job.ended_at) if job.ended_at else present_moment()
    used = int((until - datetime.fromisoformat(job.began_at)).total_seconds())
    return used if job.ended_at else used - used % COARSE


def _said(job: Job, progress: Progress, title: str) -> str:
    """Say where a job stands; the same for as long as nothing happens that is worth interrupting anybody for."""
    if job.state == ENDED:
        return f"{title}: {ENDINGS[job.outcome][0]}."
    if job.state == WAITING:
        return f"{title} waits: {counted(job.before, 'other job')} first."
    if job.stop or progress.stopping:
        return "It is being stopped."
    return "A calendar is found; better ones are looked for." if progress.has_plan else f"{title} has begun."


def _chart(closing: Closing, until: float) -> Chart:
    """Draw how the value and the bound of a tier close in over time, each a line of steps up to a second."""
    points = [one for one in closing.points if one.value is not None]
    until = max([until, *(one.at for one in points)]) or 1.0
    most = max((one.value or 0 for one in points), default=0) or 1

    def steps(numbers: list[tuple[float, int]]) -> list[str]:
        """Return the corners of a line that keeps its height until the next."""
        corners: list[str] = []
        for (at, number), (then, _) in pairwise([*numbers, (until, 0)]):
            height = round(HEIGHT - 4 - (HEIGHT - 8) * min(number, most) / most, 1)
            corners += [f"{round(WIDTH * one / until, 1)},{height}" for one in (at, then)]
        return corners

    value = steps([(one.at, one.value or 0) for one in points])
    bound = steps([(one.at, one.bound or 0) for one in points])
    picture = len(points) > 1
    return Chart(
        closing.title,
        closing.words.removeprefix(f"{closing.title}: ").capitalize(),
        " ".join(value) if picture else "",
        " ".join(bound) if picture else "",
        " ".join([*value, *reversed(bound)]) if picture else "",
    )


def time_words(seconds: float) -> str:
    """Say how long something takes: `1 minute 5 seconds`, `2 hours`."""
    hours, rest = divmod(round(seconds), 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (left if not hours else 0, "second")]
    return " ".join(counted(number, unit) for number, unit in parts if number) or "0 seconds"
