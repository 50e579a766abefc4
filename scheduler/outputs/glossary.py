"""The glossary: every name that an officer sees, and what it means. The only one; sheet, page and tests are made of it.

Columns of the outputs, statuses, roles and outcomes are told here. Tiers, wishes and rules say themselves what they
mean, where they are defined, and columns of the input in the workbook to fill in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.choices import choice_words
from scheduler.domain.headings import heading_of, sheet_title
from scheduler.domain.tables import TABLES as INPUT_TABLES
from scheduler.rules import RULES
from scheduler.wishes import WISHES
from scheduler.wishes.tiers import TIER_WORDS

COLUMN, TIER, WISH, RULE = "Column", "Order of importance", "Wish", "Rule"
STATUS, ROLE, WORD, INPUT = "Status", "Role", "Word", "Column of the input"


@dataclass(frozen=True)
class Term:
    """One entry of the glossary."""

    word: str
    meaning: str
    kind: str
    """What it is: a column, a status, a role, a wish ..."""


_COLUMNS = {
    "About": "The meeting, body or person that an entry is about.",
    "Agenda is due": "The day by which the agenda of the meeting as it is now is published.",
    "Agenda items": "Reports of projects that fall due and are on the agenda.",
    "Agenda published by": "The last day on which the agenda can be out so that its notice is kept.",
    "Agenda was due": "The day by which the agenda was to be published before the change.",
    "Also needed": "Whom a quorum must include beside its number, how many of them are there, and how many are needed.",
    "Also on both, without a vote on one": "People who sit on both bodies and have no vote on one: clerks, advisers.",
    "Also on, without a vote": "Bodies that the person attends without a vote, as clerk, adviser or observer.",
    "Apologies": "Members who do not come, and have nobody to deputise.",
    "Attendance": "Whose seat is filled otherwise than before; or whether somebody is required or expected.",
    "Authority": "The council whose body it is, where several share the calendar.",
    "Begins": "The first day of the project.",
    "Bodies": "On how many bodies the person votes.",
    "Body": "The short code of a board, committee, partnership or group.",
    "Busiest month": "The month in which the person has the most meetings, and how many.",
    "Chair": "Who chairs the body.",
    "Champion": "Who speaks for the project on the boards.",
    "Change": "What became of the meeting since the earlier calendar.",
    "Clear by": "When the room is clear again after the meeting.",
    "Clear days of notice": "Days between the agenda and the meeting, neither of them counted.",
    "Code": "The short code of a body or project.",
    "Compared with option 1": "What the option grants less, and more, than option 1.",
    "Compared with the first row": "What the scenario grants less, and more, than the calendar as it is.",
    "Could it be less?": "Whether another calendar that keeps every rule could do better, as far as is proven.",
    "Date": "The day of the meeting.",
    "Days to avoid": "Dates better avoided on which there are meetings all the same, and how many.",
    "Days with meetings": "On how many days the person has a meeting.",
    "Decision": "The matter that the meeting is to decide.",
    "Delivered by": "The bodies that meet to deliver the project.",
    "Differs": "Whether the options have it on different dates.",
    "Dissolved": "The last day of the body.",
    "Documents": "What is to be considered with it.",
    "End": "When it ends.",
    "Endorsement due": "The day by which the body is to be endorsed anew.",
    "Ends": "The last day of the project.",
    "Equipment": "What is carried to the room, or built in there.",
    "Escalates to": "The bodies to which it passes what it cannot settle; drawn, and not scheduled.",
    "Expected": "How many people are expected in the room.",
    "Extra": "Whether the meeting is held beside the number that the body owes.",
    "Finding": "What was found.",
    "For": "The meeting, or the lunch, for which the room is booked.",
    "For whom": "Who works with it, or whom it concerns.",
    "Founded": "The first day of the body.",
    "From": "The first day.",
    "From where, and where to": "Where it is carried from, if it is not in the room, and where it goes next.",
    "Headcount": "How many people eat.",
    "Hears from": "Each body whose report is heard at the meeting, and the last meeting of it that is in time.",
    "Held": "Whether people meet in person, online, or both.",
    "How held": "Whether people meet in person, online, or both.",
    "How it stands": "Whether a notice is due, in time or late, and what the law leaves then; or why "
    "nobody can say when it is decided.",
    "How many": "How many of it are needed.",
    "In person": "Voting members who come themselves.",
    "In the calendar": "When the body meets last, or the project's last report is due.",
    "In the chair": "Who presides: the chair, or else a vice-chair who is there.",
    "Instrument": "The Act or the regulations that say so.",
    "Is now": "When and where the meeting is after the change.",
    "Key": "Whether it is a key decision.",
    "Kind": "Whether days are closed, better avoided, re-opened, or a public holiday; of a body, what it is.",
    "Layout": "How the room is set up.",
    "Lead officer": "Who prepares it.",
    "Left to lend": "How many more could be carried there at the time.",
    "Lunches": "How many lunches are ordered.",
    "Matter": "What the law asks to be announced; or what of the work programme wants looking at.",
    "Meeting": "The meeting, or its day.",
    "Meeting day": "The whole day of several bodies, with a lunch, in which the meeting sits.",
    "Meeting days": "Days on which several bodies sit, with a lunch: their dates, or how many the person has.",
    "Meetings": "How many meetings there are, or their dates.",
    "Meetings to attend": "Meetings at which the person is expected, as a substitute too.",
    "Meets": "How often the body is to meet.",
    "Members": "Voting members, vacancies left out. Clerks, advisers and observers are not counted.",
    "Name": "The name in full.",
    "Name of the other": "The other body's name in full.",
    "Needed in the room": "What the body asks of its room, and from where each piece of equipment comes.",
    "No need stated": "People who have said nothing of what they eat.",
    "Not granted": "What a calendar could not do, counted in apologies, meetings, days or pounds.",
    "Not proven": "Of what it is not proven that no calendar does better, and what is known of it.",
    "Notice due": "The last day on which it can be announced.",
    "Notice given": "The day on which notice of it was given.",
    "Number": "Which meeting of the body it is, counted from 1 over the year.",
    "Occasion": "The meeting or lunch.",
    "Of": "The project, body, theme or organisation.",
    "Of these, for others": "Meetings at which the person sits as somebody's substitute.",
    "Offices": "Whether the offices are shut on those days: then they are no working days.",
    "On another date than in option 1": "How many meetings are on another date than in option 1.",
    "Option": "One of several good calendars, all of which keep every rule; option 1 is the calendar of the folder.",
    "Organisation": "The authority or organisation that the person belongs to.",
    "Other body": "The other body's short code.",
    "Others there": "People in the room who have no vote: clerks, advisers, observers.",
    "Outcome": "What becomes of a person at a meeting, or of a scenario.",
    "Part": "The part of the report.",
    "People": "How many people it concerns.",
    "People there": "How many people sit there, substitutes and those without a vote among them.",
    "Person": "The member, officer or post.",
    "Pinned": "Whether a row of the input keeps the meeting on its day.",
    "Place": "The room and the venue, or online.",
    "Private": "Whether it is decided without the public.",
    "Project": "The short code of the project.",
    "Proven best": "Whether it is proven that no calendar that keeps every rule does better in this.",
    "Public": "Whether the meeting is open to the public.",
    "Quorate": "Whether enough of those who are needed are there for the meeting to be lawful.",
    "Quorum needed": "How many voting members must be there.",
    "Rank": "The place in the order of importance, 1 the first.",
    "Reason": "Why.",
    "Report due": "The last day for reports to reach whoever makes up the agenda.",
    "Reports are due": "The last day for reports to the meeting as it is now.",
    "Reports to": "Each body that hears the meeting's report, and the first meeting of it that it is in time for.",
    "Reports were due": "The last day for reports before the change.",
    "Revision": "How often the meeting has changed since it was first published.",
    "Role": "What the person is on the body: chair, vice-chair, member, and so on.",
    "Room": "The room's code or name.",
    "Room name": "The room's name in full.",
    "Rules waived": "Rules that are not asked of the meeting, and why.",
    "Scenario": "The calendar with some changes of the input.",
    "Seats": "How many seats are needed.",
    "Sends a substitute": "Meetings at which somebody deputises for the person.",
    "Serve at": "When the lunch begins.",
    "Session": "The part of a meeting day in which the body sits.",
    "Set up from": "When setting up the room begins.",
    "Set-up": "How the room is set up.",
    "Shared": "How many voting members two bodies have in common.",
    "Shared with": "The other bodies, and the people in common.",
    "Side": "Whether it speaks for the calendar or against it.",
    "Sponsor": "Who answers for the project.",
    "Sponsor there": "Whether the sponsor is at the meeting that takes the report.",
    "Start": "When it begins.",
    "Status": "Whether the meeting is provisional, confirmed or cancelled.",
    "Substitute": "Who deputises.",
    "Substitutes": "How many members have somebody to deputise for them, or who deputises.",
    "Successor": "The body that takes over.",
    "Taken by": "The meeting that takes the report.",
    "Taken on": "The day of the meeting that takes the report.",
    "Time": "When it begins and ends.",
    "Title": "What the meeting is called, where it is more than an ordinary one: Annual Meeting, Budget.",
    "To": "The last day.",
    "To change since the booking before": "How the room was set up before, and how long there is to change it.",
    "To spare": "How many more voting members are there than the quorum needs.",
    "Until": "When the lunch ends.",
    "Value": "What the file says of it.",
    "Venue": "The building.",
    "Votes": "Whether the person has a vote on the body.",
    "Voting member of": "The bodies on which the person votes.",
    "Voting members of both": "Who votes on both bodies.",
    "Voting present": "Voting members who are there, in person or by a substitute.",
    "Was": "When and where the meeting was before the change.",
    "Weekdays": "How many meetings are on each day of the week.",
    "What": "The meeting, the lunch, or what is told of.",
    "What changes": "What of the input is otherwise in the scenario.",
    "What differs": "What of the meeting is otherwise: its date, time, room, title or people.",
    "What is counted": "What one group of wishes counts, and what in it weighs more.",
    "What it holds": "What stands on the sheet.",
    "What it means": "The meaning of the word.",
    "Where": "The room and the venue, or online.",
    "Where it stands": "Where the word is used: a column, a status, a wish.",
    "Where to look": "The sheet, with a link to it.",
    "Which, and why": "Of whom or what it is not granted, and for which reason, the gravest first.",
    "Who sends apologies": "Who cannot come, and to how many meetings.",
    "Who sits there": "Everybody at the meeting; those without a vote stand last.",
    "Whom it concerns": "The people whose diaries it changes.",
    "Why": "The reason.",
    "Why in private": "The reason, as the notice gives it.",
    "Why there is no plan": "What of the scenario cannot hold together.",
    "Wish": "What the calendar should do where it can. No rule is broken for it.",
    "Wishes": "A group of wishes that are weighed together.",
    "Without a vote": "Clerks, advisers and observers.",
    "Word": "The word as it stands in the outputs.",
}  # fmt: skip

_STATUSES = {
    "Provisional": "The date is planned, and may still change.",
    "Confirmed": "The date is settled; whatever is planned anew leaves it where it is, if it can.",
    "Cancelled": "The meeting is off. It keeps its number, and is not owed again.",
    "Attends": "The person comes.",
    "Need not attend": "The person may stay away, and no apology is counted.",
    "Moved": "The meeting is on another day, at another time or in another room.",
    "New": "The meeting was not in the earlier calendar.",
    "Held after all": "The meeting was cancelled, and is on again.",
    "Changed": "Something else of the meeting is otherwise than before.",
    "Closed": "Nothing is held on those days.",
    "Better avoided": "Meetings on those days are a wish not granted, and no rule is broken.",
    "Re-opened": "Meetings may be held on a public holiday; it is still no working day.",
    "Public holiday": "Nothing is held, and it is no working day.",
    "Proven best": "No calendar that keeps every rule does better in this.",
    "A plan": "A calendar that keeps every rule, not proven to be the best.",
    "No plan": "No calendar can keep every rule.",
    "Time ran out": "No calendar was found in the time given, and none was proven impossible.",
    "Failed": "The scenario could not be tried to its end; the reason stands beside it.",
    "Stopped": "The search was stopped before the scenario was tried.",
    "Online": "Everybody joins from elsewhere; there is no room.",
    "Hybrid": "Some are in the room, others online.",
}

_ROLES = {
    "chair": "Presides. An apology from the chair weighs most.",
    "vice_chair": "Presides where the chair is not there.",
    "member": "Has a vote, unless the input says otherwise.",
    "co_opted": "Appointed by the body itself; votes only where the input says so.",
    "adviser": "Gives advice, and has no vote unless the input says so.",
    "observer": "Listens, and has no vote unless the input says so.",
    "clerk": "Serves the meeting, and has no vote.",
}

_WORDS = {
    "Agenda deadline": "The last day on which an agenda can be out so that the clear days before its meeting are kept.",
    "Clash": "Two meetings that overlap, or are too close to travel between, and share members.",
    "Clear days": "Days between two days, neither of them counted.",
    "Fixed meeting": "A meeting whose date the input gives.",
    "Order of importance": "The groups of wishes, one after another: no later one spoils an earlier one.",
    "Notice": "The clear days by which an agenda must be out before its meeting.",
    "Pin": "A row of the input that keeps one meeting on its day, at its start and in its room.",
    "Quorum": "How many voting members must be there for a meeting to be lawful.",
    "Rule": "What every calendar keeps. One that breaks a rule is never written.",
    "Slot": "Bodies of a meeting day that sit at the same time; several slots follow one another.",
    "Uneven interval": "Two meetings of a body that are over a week further apart, or nearer, than is even.",
    "Waiver": "A rule that is not asked of one meeting, with the reason.",
}


def glossary() -> tuple[Term, ...]:
    """Return every term, in the order of the alphabet."""
    terms = [*_own(), *_of_wishes_and_rules(), *_of_the_input()]
    return tuple(sorted(terms, key=lambda term: (term.word.casefold(), term.kind, term.meaning)))


def _own() -> Iterator[Term]:
    for kind, words in ((COLUMN, _COLUMNS), (STATUS, _STATUSES), (WORD, _WORDS)):
        yield from (Term(word, meaning, kind) for word, meaning in words.items())
    yield from (Term(choice_words(role), meaning, ROLE) for role, meaning in _ROLES.items())


def _of_wishes_and_rules() -> Iterator[Term]:
    for tier in TIER_WORDS.values():
        yield Term(tier.title, f"It counts {tier.unit}.", TIER)
    for wish in WISHES:
        yield Term(wish.WISH.words, f"{first_line(wish)} Its name in the input: {wish.WISH.name}.", WISH)
    for rule in RULES:
        yield Term(choice_words(rule.RULE.name), f"{first_line(rule)} Its name in the input: {rule.RULE.name}.", RULE)


def first_line(module: object) -> str:
    """Return what a rule or wish says of itself; settings that it names, by their words."""
    line = (module.__doc__ or "").partition("\n")[0]
    return re.sub(r"`(\w+)`", lambda named: f"“{heading_of('settings', named[1])}”", line)


def _of_the_input() -> Iterator[Term]:
    from scheduler.outputs.template.words import COLUMNS, SETTINGS  # noqa: PLC0415 - XlsxWriter comes with it

    for name, table in INPUT_TABLES.items():
        for column in table.columns:
            meaning = f"Sheet {sheet_title(name)}: {COLUMNS[name][column.name]}"
            yield Term(heading_of(name, column.name), meaning, INPUT)
    for name, meaning in SETTINGS.items():
        yield Term(heading_of("settings", name), f"A setting: {meaning}", INPUT)
