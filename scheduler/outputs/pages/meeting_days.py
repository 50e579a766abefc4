"""The meeting days: what sits when and where, and the lunch."""

from scheduler.domain.plan import Lunch, Meeting, Occurrence
from scheduler.domain.titles import body_title
from scheduler.domain.wording import clock, counted, long_date
from scheduler.outputs.naming import about_speaker, name_of_day, place, sponsor_of_theme, title_of_theme
from scheduler.outputs.pages.markup import Html, element
from scheduler.outputs.pages.year import Year


def meeting_days(year: Year) -> Html | None:
    """Return the programme of each meeting day; None where there is none."""
    if not year.occurrences:
        return None
    days = (_day(year, occurrence) for occurrence in year.occurrences)
    return element(
        "section", element("h2", "Meeting days"), element("div", *days, class_="days"), id="days", class_="programme"
    )


def _day(year: Year, occurrence: Occurrence) -> Html:
    rows = [(one.start, one.end, _sitting(year, one)) for one in year.plan.of_occurrence(occurrence)]
    if occurrence.lunch is not None:
        rows.append((occurrence.lunch.start, occurrence.lunch.end, _lunch(year, occurrence, occurrence.lunch)))
    in_order = sorted(rows, key=lambda row: (row[0], row[1], row[2]))
    return element(
        "article",
        element("h3", long_date(occurrence.date)),
        element("p", name_of_day(year.problem, occurrence.meeting_day), class_="name"),
        element("p", occurrence.venue, class_="where") if occurrence.venue else None,
        element("ol", *(_entry(start, end, what) for start, end, what in in_order)),
        id=year.place_of_occurrence(occurrence),
    )


def _entry(start: int, end: int, what: Html) -> Html:
    return element("li", element("p", f"{clock(start)} to {clock(end)}", class_="hours"), element("div", what))


def _sitting(year: Year, meeting: Meeting) -> Html:
    name = element("a", body_title(year.problem, meeting.body), href=f"#{year.place_of_meeting(meeting)}")
    where = place(year.problem, meeting.room, None)
    return element("p", name, f", {where}" if where else None)


def _lunch(year: Year, occurrence: Occurrence, lunch: Lunch) -> Html:
    theme, sponsor = title_of_theme(year.problem, occurrence), sponsor_of_theme(year.problem, occurrence)
    speaker = occurrence.speaker
    lines = (
        place(year.problem, lunch.room, None),
        None if speaker is None else f"Speaker: {about_speaker(year.problem, speaker)}",
        None if sponsor is None else f"Sponsor: {sponsor}",
        counted(lunch.headcount, "place") + " at table",
    )
    head = element("p", element("strong", f"Lunch: {theme}" if theme else "Lunch, no theme yet"))
    return element("div", head, element("ul", *(element("li", line) for line in lines if line)), class_="lunch")
