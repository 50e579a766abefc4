"""What a lunch of a meeting day has written: the caterer's order, the speaker's brief, and the letter of thanks."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product

from scheduler.dates.clear_days import ONE_DAY, is_working_day
from scheduler.domain.plan import Lunch, Meeting, Occurrence
from scheduler.domain.titles import called, organisation_title, typed
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.errors import BeyondHorizon
from scheduler.languages import in_language, phrase, said, writing_in
from scheduler.outputs.bilingual import languages, spread
from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.documents.word import Document
from scheduler.outputs.naming import capital, feature_said, from_to, on_one_line, place
from scheduler.outputs.on_the_day import NO_ROOM, of_meeting
from scheduler.outputs.workbook.cover import moment_made

_FACTS = (5.2, 11.2)
"""Widths of a table of what is asked and what it is, in centimetres."""
LETTER = "Thanks to the speaker"
BRIEF = phrase("Speaker's brief")
TO_FILL_IN = "____________________________"


def catering_order(day: Day) -> bytes | None:
    """Return the caterer's order for a day's lunches, a page for each; None where there is no lunch."""
    if not day.lunches:
        return None
    document = day.document("Catering order")
    for number, (occurrence, lunch) in enumerate(day.lunches):
        _order(document, day, occurrence, lunch, first=number == 0)
    return document.to_bytes()


def _order(document: Document, day: Day, occurrence: Occurrence, lunch: Lunch, *, first: bool) -> None:
    told, settings, meetings = day.told(occurrence, lunch), day.problem.settings, day.plan.of_occurrence(occurrence)
    document.heading(f"Lunch of {told.occasion}").paragraph_format.page_break_before = not first
    unknown = "Not known: public holidays so far back are not known here"
    rows = [
        ("From", day.sender(meetings) or settings.title),
        ("Order number", TO_FILL_IN),
        ("Day", long_date(day.date)),
        ("Serve at", clock(told.start)),
        ("Until", clock(told.end)),
        ("Where", place(day.problem, lunch.room, occurrence.venue) or NO_ROOM),
        ("Layout", told.layout),
        ("Number of lunches", str(told.headcount)),
        ("Cost", told.cost_in_words),
        ("Order by", f"{long_date(told.order_by)} ({_clear(settings.catering_days)})" if told.order_by else unknown),
        (
            "Numbers can change until",
            f"{long_date(told.numbers_until)} ({_clear(settings.numbers_days)})" if told.numbers_until else unknown,
        ),
        ("Contact", day.contact(meetings)),
    ]
    document.table(("What", "Details"), [row for row in rows if row[1]], widths=_FACTS)
    document.heading("Dietary needs", 2)
    if told.needs:
        needs = [*told.needs, ("no need stated", told.without_need)]
        document.table(
            ("Need", "Lunches"), [(need.capitalize(), str(number)) for need, number in needs], widths=(10.0, 3.0)
        )
    else:
        document.paragraph("Nobody has stated a dietary need.")
    document.paragraph("Each person counts once, and nobody is named.", "Note")


def _clear(days: int) -> str:
    return f"{counted(days, 'clear working day')} before the lunch"


# -- the speaker


def _with_speaker(day: Day) -> list[tuple[Occurrence, Lunch]]:
    return [(occurrence, lunch) for occurrence, lunch in day.lunches if occurrence.speaker is not None]


def speaker_brief(day: Day) -> bytes | None:
    """Return what the speakers at a day's lunches are told; None where nobody speaks."""
    found = _with_speaker(day)
    if not found:
        return None
    document = day.document(spread(day.problem, said, BRIEF))
    for number, ((occurrence, lunch), language) in enumerate(product(found, languages(day.problem))):
        with writing_in(language):
            _brief(document, day, occurrence, lunch, first=number == 0)
    return document.to_bytes()


def _brief(document: Document, day: Day, occurrence: Occurrence, lunch: Lunch, *, first: bool) -> None:
    told = day.told(occurrence, lunch)
    meetings = day.plan.of_occurrence(occurrence)
    document.heading(said("For {name}", name=told.speaker)).paragraph_format.page_break_before = not first
    document.paragraph(
        f"{said('Thank you for speaking at the lunch of {occasion}.', occasion=told.occasion)} "
        f"{said('This page says when and where it is, who will be there, and what comes before and after.')}"
    )
    rows = [
        (said("Day"), capital(long_date(day.date))),
        (said("Lunch"), from_to(told.start, told.end)),
        (said("Where"), place(day.problem, lunch.room, occurrence.venue) or said(NO_ROOM)),
        (said("Layout"), told.layout),
        (said("Theme"), told.theme or said("None yet")),
        (said("Sponsor"), told.sponsor or said("None")),
        (said("People"), said("{number}, you included", number=told.headcount)),
        (said("In the room"), _in_the_room(day, occurrence, lunch)),
        (said("Contact"), day.contact(meetings)),
    ]
    document.table((said("What"), said("Details")), [row for row in rows if row[1]], widths=_FACTS)
    document.heading(said("Who will be there"), 2)
    document.table(
        (said("Meeting"), said("In the chair"), said("People")),
        [_board(day, meeting) for meeting in meetings],
        widths=(7.4, 6.6, 2.4),
    )
    organisations = _organisations(day, meetings)
    if organisations:
        document.heading(said("Organisations"), 2)
        document.paragraph(
            "; ".join(f"{name} ({number})" if number > 1 else name for name, number in organisations.most_common())
        )
    document.heading(said("Around the lunch"), 2)
    document.table(
        (said("Time"), said("What"), said("Where")),
        [(from_to(item.start, item.end), item.occasion, item.room) for item in day.items_said()],
        widths=(3.4, 8.0, 5.0),
    )


def _in_the_room(day: Day, occurrence: Occurrence, lunch: Lunch) -> str:
    """Say what there is in the room of a lunch, and what else is brought there."""
    room = day.problem.rooms.get(lunch.room or "")
    features = [] if room is None else [feature_said(feature) for feature in sorted(room.features)]
    return "; ".join([*features, *day.brought(occurrence)])


def _board(day: Day, meeting: Meeting) -> tuple[str, ...]:
    item = of_meeting(day.problem, meeting)
    return called(day.problem, meeting), item.in_the_chair or capital(said("nobody")), str(item.present)


def _organisations(day: Day, meetings: tuple[Meeting, ...]) -> Counter[str]:
    """Count who sits in the meetings by organisation, in order of name where as many."""
    there = {person for meeting in meetings for _, person in meeting.present()}
    found = sorted(filter(None, (on_one_line(organisation_title(day.problem, person)) for person in there)))
    return Counter(found)


def speaker_thanks(day: Day) -> bytes | None:
    """Return a letter of thanks to each speaker at a day's lunches, in each language; None where nobody speaks."""
    found = _with_speaker(day)
    if not found:
        return None
    heard = [meeting for occurrence, _ in found for meeting in day.plan.of_occurrence(occurrence)]
    sender = spread(day.problem, _sender, day, heard)
    document = Document(sender, author=day.authority, subject=LETTER, made=moment_made(day.plan))
    letters = product(found, languages(day.problem))
    for number, ((occurrence, lunch), language) in enumerate(letters):
        with writing_in(language):
            for line_number, line in enumerate(_letter(day, occurrence, lunch)):
                paragraph = document.paragraph(line)
                paragraph.paragraph_format.page_break_before = number > 0 and line_number == 0
    return document.to_bytes()


def _sender(day: Day, meetings: Iterable[Meeting]) -> str:
    """Name the authority whose letter it is, by whose meetings heard the speaker, or else the calendar."""
    settings = day.problem.settings
    return day.sender(meetings) or in_language(settings.title, settings.welsh_title)


def _letter(day: Day, occurrence: Occurrence, lunch: Lunch) -> Iterator[str]:
    told = day.told(occurrence, lunch)
    speaker = day.problem.speakers.get(occurrence.speaker or "")
    name = told.speaker if speaker is None else on_one_line(speaker.name)
    yield capital(long_date(_next_working_day(day)))
    yield told.speaker.replace(", ", "\n", 1) if speaker is None or speaker.organisation else name
    yield said("Dear {name}", name=name)
    occasion = {"occasion": told.occasion, "day": long_date(day.date)}
    if told.theme:
        yield said(
            "Thank you for speaking on “{theme}” at the lunch of {occasion} on {day}.", theme=told.theme, **occasion
        )
    else:
        yield said("Thank you for speaking at the lunch of {occasion} on {day}.", **occasion)
    meetings = day.plan.of_occurrence(occurrence)
    boards = [called(day.problem, meeting) for meeting in meetings]
    yield (
        f"{said('Members of {boards} were invited to hear you.', boards=listed(boards))} "
        f"{said('We are grateful for your time, and for what you told them.')}"
    )
    if told.sponsor:
        yield said("{sponsor}, which sponsored the lunch, joins us in thanking you.", sponsor=told.sponsor)
    yield said("Yours sincerely")
    settings = day.problem.settings_for(meeting.body for meeting in meetings)
    organiser = on_one_line(settings.organiser or "").partition("<")[0].strip()
    yield typed(day.problem, organiser) or on_one_line(_sender(day, meetings))


def _next_working_day(day: Day) -> dt.date:
    """Return the first working day after the day; the day after where public holidays are not known so far ahead."""
    after = day.date + ONE_DAY
    try:
        while not is_working_day(day.problem, after):
            after += ONE_DAY
    except BeyondHorizon:
        return day.date + ONE_DAY
    return after
