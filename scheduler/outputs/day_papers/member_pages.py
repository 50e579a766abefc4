"""A page for each person who is there on a day: where to be and when, for whom they deputise, whom to ask."""

from collections.abc import Iterator

from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Meeting
from scheduler.domain.titles import called, organisation_title, person_title
from scheduler.domain.wording import clock, counted, listed
from scheduler.languages import phrase, said
from scheduler.outputs.bilingual import in_each, spread
from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.documents.word import Document
from scheduler.outputs.naming import (
    deputy,
    feature_said,
    from_to,
    in_the_chair,
    name_of_room,
    on_one_line,
    place,
    role_title,
)
from scheduler.outputs.on_the_day import LUNCH, NO_ROOM, of_meeting, without_room

INVITED = phrase("You are invited")
YOU_PRESIDE = phrase("You are in the chair")


def member_pages(day: Day) -> bytes | None:
    """Return a page for each person who is there; None where nobody is known to be."""
    people = _by_name(day)
    if not people:
        return None
    document = day.document(spread(day.problem, said, phrase("Members' pages")))
    document.paragraph(
        f"A page for each of the {counted(len(people), 'person', 'people')} who are there. "
        "Hand or send to each only their own."
    )
    for person in people:
        in_each(day.problem, _page, document, day, person)
    return document.to_bytes()


def _by_name(day: Day) -> list[str]:
    there = {person for meeting in day.meetings for _, person in meeting.present()}
    return sorted(there, key=lambda person: (person_title(day.problem, person), person))


def _page(document: Document, day: Day, person: str) -> None:
    heading = document.heading(person_title(day.problem, person))
    heading.paragraph_format.page_break_before = True
    organisation = on_one_line(organisation_title(day.problem, person))
    document.paragraph(", ".join(filter(None, (organisation, day.words))))
    document.table(
        tuple(map(said, (phrase("Time"), phrase("What"), phrase("Where"), phrase("Your part")))),
        [row for _, row in sorted(_rows(day, person))],
        widths=(3.1, 5.1, 4.4, 3.8),
    )
    notes = list(_notes(day, person))
    if notes:
        document.heading(said("To know"), 2)
        document.bullets(notes)
    if contact := day.contact(meeting for meeting in day.meetings if _part(day, meeting, person)):
        document.heading(said("Questions, and the way in"), 2)
        document.paragraph(contact)


def _rows(day: Day, person: str) -> Iterator[tuple[tuple[int, int, str], tuple[str, ...]]]:
    """Yield where somebody is, each with what it is put in order by."""
    for meeting in day.meetings:
        part = _part(day, meeting, person)
        if part:
            where = place(day.problem, meeting.room, meeting.venue) or without_room(day.problem, meeting)
            row = (from_to(meeting.start, meeting.end), called(day.problem, meeting), where, part)
            yield (meeting.start, 1, meeting.body), row
    for occurrence, lunch in day.lunches:
        if any(person in (sits for _, sits in one.present()) for one in day.plan.of_occurrence(occurrence)):
            told = day.told(occurrence, lunch)
            table = day.tables.get(occurrence.meeting_day, {}).get(person)
            where = place(day.problem, lunch.room, occurrence.venue) or said(NO_ROOM)
            row = (
                from_to(lunch.start, lunch.end),
                said("Lunch: {theme}", theme=told.theme) if told.theme else said(LUNCH),
                where,
                said("Table {number}", number=table) if table else said(INVITED),
            )
            yield (lunch.start, 0, occurrence.meeting_day), row


def _part(day: Day, meeting: Meeting, person: str) -> str:
    """Say what somebody is at a meeting; nothing where they are not there."""
    parts = []
    for row, sits in meeting.present():
        if sits != person:
            continue
        if row.outcome == SUBSTITUTE:
            parts.append(said("You deputise for {member}", member=person_title(day.problem, row.person)))
        elif in_the_chair(day.problem, meeting) == person_title(day.problem, person):
            parts.append(said(YOU_PRESIDE))
        else:
            parts.append(role_title(row.role))
    return "; ".join(parts)


def _notes(day: Day, person: str) -> Iterator[str]:
    """Say where somebody sits in their place, where their apologies stand, who is away, and what the rooms have."""
    for meeting in day.meetings:
        title = called(day.problem, meeting)
        for row in meeting.attendance:
            if row.person == person and row.outcome != ATTENDS:
                instead = deputy(day.problem, row)
                about = {"meeting": title, "time": clock(meeting.start), "deputy": instead}
                if instead:
                    yield said("{meeting}, {time}: {deputy} sits in your place.", **about)
                else:
                    yield said("{meeting}, {time}: your apologies are noted.", **about)
        if _part(day, meeting, person):
            away = of_meeting(day.problem, meeting).apologies
            if away:
                yield said("{meeting}: apologies from {members}.", meeting=title, members=away)
    for room in dict.fromkeys(meeting.room for meeting in day.meetings if _part(day, meeting, person)):
        known = day.problem.rooms.get(room or "")
        if known is not None and known.features:
            features = listed([feature_said(feature).lower() for feature in sorted(known.features)])
            yield said("{room} has: {features}.", room=name_of_room(day.problem, room), features=features)
