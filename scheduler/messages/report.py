"""What a council's report says and where it is, and what the council's own site shows wrongly: sentences, documents."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scheduler.domain.found import Found, FoundMeeting
from scheduler.domain.problem import Problem
from scheduler.domain.shown_on_site import DATE, ROOM, STATUS, TIME, UNKNOWN, OnSite, Wrong
from scheduler.domain.titles import body_title, meeting_title, room_title
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.messages.plans import anyway_sentences
from scheduler.outputs.report.report import Report

READ_IT = (
    "It is for everybody to read: it names nobody, and prints the reasons of closed dates and waivers as the workbook "
    "has them. Read it before it goes out."
)
NO_PDF = "No PDF was made: LibreOffice is not on this machine, or could not. Word saves the report as PDF as well."
MOST_NAMED = 5


def report_sentences(report: Report, files: Mapping[str, Path], wrong: Sequence[str]) -> Iterator[str]:
    """Say what was written, what an officer has to fill in, and what to look at."""
    yield f"Wrote the report {files['report']} and the keying sheet {files['keying']}."
    yield f"The report as PDF: {files['pdf']}." if "pdf" in files else NO_PDF
    yield from anyway_sentences(wrong)
    yield f"To be filled in, marked [to be completed: ...]: {'; '.join(report.to_complete)}."
    yield READ_IT


def report_document(report: Report, files: Mapping[str, Path], wrong: Sequence[str]) -> dict[str, Any]:
    """Return what was written, and what the report says in brief, in the types of JSON."""
    return {
        "files": {what: str(path) for what, path in files.items()},
        "title": report.title,
        "recommendations": list(report.recommendations),
        "exceptions": exceptions_document(report),
        "to_complete": list(report.to_complete),
        "wrong": list(wrong),
    }


def exceptions_document(report: Report) -> list[dict[str, Any]]:
    """Return the exceptions, each with its heading and its sentences, in the types of JSON."""
    return [{"heading": one.heading, "sentences": list(one.sentences())} for one in report.exceptions]


# -- what the council's site shows


def site_sentences(problem: Problem, site: OnSite, found: Found) -> Iterator[str]:
    """Say what the site shows wrongly, one thing a sentence, and what was not looked at."""
    yield from (wrong_sentence(problem, one) for one in site.wrong)
    yield from other_sentences(problem, site, found)


def other_sentences(problem: Problem, site: OnSite, found: Found) -> Iterator[str]:
    """Say how much of the calendar the site shows as it is, and what was not looked at."""
    if site.compared:
        total = counted(site.compared, "meeting")
        yield f"Of {total} looked for, the site shows {site.right} as in the calendar."
    else:
        yield "No meeting of the calendar was looked for: the answers hold none of its committees."
    if site.elsewhen:
        yield f"{counted(site.elsewhen, 'meeting')} on the site before or after the calendar: not looked at."
    if site.not_asked:
        names = [body_title(problem, code) for code in site.not_asked]
        more = len(names) - MOST_NAMED
        shown = names if more <= 0 else [*names[:MOST_NAMED], f"{counted(more, 'other')}"]
        yield f"Not in these answers, so nothing is known of it: {listed(shown)}. Save their answers too."
    for one in found.left_out:
        yield f"Not read: {one.what}, {one.why} ({one.source.words})."


def wrong_sentence(problem: Problem, wrong: Wrong) -> str:
    """Say one thing that the site shows wrongly."""
    if wrong.kind == UNKNOWN:
        return (
            f"{wrong.committee} is on the site, and is no body of the calendar. If it is one under another name, write "
            "that name into the column for other names (aliases) of the body."
        )
    if wrong.meeting is None:
        return "" if wrong.found is None else f"{_there(wrong.found)} is on the site, and not in the calendar."
    title = meeting_title(problem, wrong.meeting)
    if wrong.found is None:
        return f"{title} is not on the site."
    return f"{title}: {_otherwise(problem, wrong, wrong.found)}."


def _there(found: FoundMeeting) -> str:
    at = "" if found.start is None else f" at {clock(found.start)}"
    return f"{found.body} on {long_date(found.date)}{at}"


def _otherwise(problem: Problem, wrong: Wrong, found: FoundMeeting) -> str:
    """Say what the site shows of a meeting instead."""
    room = room_title(problem, (wrong.meeting.room if wrong.meeting else None) or "")
    words = {
        DATE: f"the site has it on {long_date(found.date)}",
        TIME: "the site shows no time" if found.start is None else f"the site has it at {clock(found.start)}",
        ROOM: f"the site has it in {found.place}, and not in {room}",
        STATUS: _status(wrong, found),
    }
    return words[wrong.kind]


def _status(wrong: Wrong, found: FoundMeeting) -> str:
    if wrong.meeting is not None and not wrong.meeting.live:
        return "it is cancelled, and the site does not say so"
    if found.cancelled:
        return "the site has it as cancelled, and it is to be held"
    return f"the site says “{found.status}”, and it is {wrong.meeting.status if wrong.meeting else ''}"


def site_document(problem: Problem, site: OnSite, found: Found) -> dict[str, Any]:
    """Return what the site shows wrongly in the types of JSON."""
    return {
        "compared": site.compared,
        "right": site.right,
        "wrong": [_wrong_document(problem, one) for one in site.wrong],
        "bodies": list(site.bodies),
        "not_asked": list(site.not_asked),
        "elsewhen": site.elsewhen,
        "not_read": [{"what": one.what, "why": one.why, "where": one.source.words} for one in found.left_out],
    }


def _wrong_document(problem: Problem, one: Wrong) -> dict[str, Any]:
    meeting, there = one.meeting, one.found
    return {
        "kind": one.kind,
        "body": None if meeting is None else meeting.body,
        "number": None if meeting is None else meeting.sequence,
        "date": None if meeting is None else meeting.date.isoformat(),
        "start": None if meeting is None else clock(meeting.start),
        "committee": one.committee or (None if there is None else there.body),
        "site_date": None if there is None else there.date.isoformat(),
        "site_start": None if there is None or there.start is None else clock(there.start),
        "site_place": None if there is None else there.place,
        "site_status": None if there is None else there.status,
        "where": None if there is None else there.source.words,
        "message": wrong_sentence(problem, one),
    }
