"""The list of meetings, month by month, with filters that need no script."""

import datetime as dt
from collections.abc import Iterator

from scheduler.domain.plan import CANCELLED, PROVISIONAL, Meeting
from scheduler.domain.titles import body_title
from scheduler.domain.wording import clock
from scheduler.outputs.naming import name_of_day, place
from scheduler.outputs.pages.markup import Html, element
from scheduler.outputs.pages.year import Year, month_name, place_of_month, short_date
from scheduler.outputs.plain_text import feed_address, feed_path

PUBLIC, ON_A_DAY = "public", "on-a-day"


def meetings(year: Year) -> Html:
    """Return the filters and the meetings of each month."""
    return element(
        "section",
        element("h2", "Meetings by month"),
        _filters(year),
        *(_month(year, first) for first in year.months),
        id="meetings",
    )


def _filters(year: Year) -> Html:
    bodies = (element("option", body_title(year.problem, one), value=year.class_of(one)) for one in year.bodies)
    which = element(
        "select",
        element("option", "All meetings", value="all"),
        element("option", "Open to the public", value=PUBLIC),
        element("option", "On a meeting day", value=ON_A_DAY),
        element("optgroup", *bodies, label="One body"),
        id="which",
        autocomplete="off",
    )
    months = (element("option", month_name(first), value=place_of_month(first)) for first in year.months)
    when = element("select", element("option", "The whole year", value="all"), *months, id="when", autocomplete="off")
    return element(
        "form",
        element("p", element("label", "Which meetings", for_="which"), which),
        element("p", element("label", "When", for_="when"), when),
        class_="filters",
        aria_label="Choose the meetings to show",
    )


def filter_rules(year: Year) -> str:
    """Return the style rules by which the choice in each filter hides what it leaves out."""
    which = (_rules_of_which(value) for value in (PUBLIC, ON_A_DAY, *map(year.class_of, year.bodies)))
    when = (_rules_of_when(place_of_month(first)) for first in year.months)
    return "\n".join((*which, *when))


def _rules_of_which(value: str) -> str:
    chosen = f'main:has(#which [value="{value}"]:checked)'
    return (
        f"{chosen} .meeting:not(.{value}), {chosen} .month:not(.{value}) {{ display: none }}\n"
        f"{chosen} .month:not(.{value}) .nothing {{ display: block }}"
    )


def _rules_of_when(value: str) -> str:
    chosen = f'main:has(#when [value="{value}"]:checked)'
    return f"{chosen} .month:not(#{value}) {{ display: none }}\n{chosen} #{value}.month {{ display: block }}"


def _month(year: Year, first: dt.date) -> Html:
    held = [one for one in year.meetings if one.date.replace(day=1) == first]
    marks = sorted({mark for meeting in held for mark in _marks(year, meeting)})
    return element(
        "section",
        element("h3", month_name(first)),
        element("ul", *(_meeting(year, one) for one in held), class_="meetings") if held else None,
        element("p", "No such meeting this month.", class_="nothing" if held else "nothing always"),
        id=place_of_month(first),
        class_=" ".join(("month", *marks)),
    )


def _marks(year: Year, meeting: Meeting) -> Iterator[str]:
    """Yield the classes by which filters find the meeting."""
    yield year.class_of(meeting.body)
    body = year.problem.bodies.get(meeting.body)
    if body is not None and body.open_to_public:
        yield PUBLIC
    if meeting.meeting_day is not None:
        yield ON_A_DAY


def _meeting(year: Year, meeting: Meeting) -> Html:
    hours = f"{clock(meeting.start)} to {clock(meeting.end)}"
    date = element("time", short_date(meeting.date), datetime=meeting.date.isoformat())
    name = element("span", body_title(year.problem, meeting.body), class_="name")
    return element(
        "li",
        element("p", date, " ", element("span", hours, class_="hours"), class_="time"),
        element("p", name, *_tags(year, meeting), class_="what"),
        element("p", _where(year, meeting), class_="where"),
        _agenda(year, meeting),
        element("p", _download(year, meeting), class_="download") if meeting.uid in year.alone else None,
        id=year.place_of_meeting(meeting),
        class_=" ".join(("meeting", meeting.status, *_marks(year, meeting))),
    )


def _download(year: Year, meeting: Meeting) -> Html:
    text, address = "Save to my calendar", feed_address(feed_path("meetings", meeting.uid))
    which = f"{text}: {body_title(year.problem, meeting.body)}, {short_date(meeting.date)}"
    return element("a", text, href=address, aria_label=which)


def _tags(year: Year, meeting: Meeting) -> Iterator[Html]:
    body = year.problem.bodies.get(meeting.body)
    day = meeting.meeting_day
    tags = (
        (f"{meeting.body} {meeting.sequence}", "code"),
        ("Cancelled" if meeting.status == CANCELLED else None, "cancelled"),
        ("Provisional" if year.mixed and meeting.status == PROVISIONAL else None, "provisional"),
        ("Open to the public" if body is not None and body.open_to_public else None, "public"),
        (None if day is None else name_of_day(year.problem, day), "day"),
    )
    for text, kind in tags:
        if text is not None:
            yield element("span", " ", element("span", text, class_=f"tag {kind}"))


def _where(year: Year, meeting: Meeting) -> str:
    body = year.problem.bodies.get(meeting.body)
    mode = "in_person" if body is None else body.attendance_mode
    where = place(year.problem, meeting.room, meeting.venue)
    return {"online": "Online", "hybrid": f"{where}, and online"}.get(mode, where)


def _agenda(year: Year, meeting: Meeting) -> Html | None:
    projects = year.problem.projects
    titles = [projects[code].title if code in projects else code for code in meeting.agenda_items]
    deadline = meeting.agenda_deadline if meeting.live else None
    parts = (
        None if deadline is None else f"Agenda published by {short_date(deadline)}.",
        f"On the agenda: {'; '.join(titles)}." if titles else None,
    )
    text = " ".join(filter(None, parts))
    return element("p", text, class_="agenda") if text else None
