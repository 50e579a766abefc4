"""What stands at an address that is withdrawn: one event that says so."""

import datetime as dt
from zoneinfo import ZoneInfo

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds.calendars import FOR_DEADLINES, calendar
from scheduler.outputs.feeds.content_lines import calendar_date, content_line, paragraph_line, text_line, utc_time
from scheduler.outputs.feeds.events import FREE, Event
from scheduler.outputs.feeds.identity import uid_of
from scheduler.outputs.site.register import NOTICE

_NAME = "Withdrawn calendar link"


def whom_to_ask(problem: Problem) -> str:
    """Name the authority; where the input names none, whoever gave the link."""
    return problem.settings.authority or "whoever gave it to you"


def notice_feed(problem: Problem, plan: Plan, address: str, moment: str) -> bytes:
    """Return the feed that tells a subscriber, and whoever else has the address, that nothing more will come.

    An empty feed would not do: some programs would keep what they have. It names nobody.

    Parameters
    ----------
    problem, plan : Problem, Plan
        Say whom to ask, and the time zone.
    address : str
        The unguessable part of the address; the event is known by it.
    moment : str
        When the address was withdrawn, ISO; the event lasts from that day for as long as it is shown.

    """
    title = f"This calendar link has been withdrawn - ask {whom_to_ask(problem)}"
    about = (
        f"Nothing more will come by this link. For a new one, ask {whom_to_ask(problem)}; then remove this calendar."
    )
    first = dt.datetime.fromisoformat(moment).astimezone(ZoneInfo(plan.timezone)).date()
    event = Event(uid_of(problem, "withdrawn", address), title, first, moment)
    written = b"".join(
        (
            content_line("BEGIN", "VEVENT"),
            text_line("UID", event.uid),
            content_line("DTSTAMP", utc_time(moment)),
            content_line("LAST-MODIFIED", utc_time(moment)),
            content_line("SEQUENCE", "0"),
            content_line("DTSTART;VALUE=DATE", calendar_date(first)),
            content_line("DTEND;VALUE=DATE", calendar_date(first + NOTICE)),
            text_line("SUMMARY", title),
            content_line("STATUS", "CONFIRMED"),
            paragraph_line("DESCRIPTION", about),
            content_line("TRANSP", "TRANSPARENT"),
            content_line("X-MICROSOFT-CDO-BUSYSTATUS", FREE),
            content_line("END", "VEVENT"),
        )
    )
    return calendar(plan, _NAME, about, FOR_DEADLINES, [(event, written)])
