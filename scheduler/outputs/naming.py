"""Names and words in the place of codes, and text made fit for a feed, a page and the name of a file.

A code that the input lacks stands for itself; codes may be any text.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from urllib.parse import quote

from scheduler.domain.choices import choice_words
from scheduler.domain.difference import Change, Seat
from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.plan import (
    APOLOGIES,
    ATTENDS,
    CANCELLED,
    CONFIRMED,
    PROVISIONAL,
    SUBSTITUTE,
    Attendance,
    Meeting,
    Occurrence,
    Plan,
)
from scheduler.domain.problem import Problem
from scheduler.domain.scenarios import SLOTS
from scheduler.domain.tables import ATTENDANCE_MODES, CLASSIFICATIONS
from scheduler.domain.titles import (
    authority_title,
    body_title,
    day_title,
    person_title,
    plan_title,
    room_name,
    theme_title,
    typed,
    venue_title,
)
from scheduler.domain.wording import clock, rule_words
from scheduler.languages import WELSH, phrase, said, writing
from scheduler.wishes.tiers import tier_title


def whole_title(problem: Problem, plan: Plan) -> str:
    """Return the title of a calendar with the authority before it, unless it is named there already."""
    authority = on_one_line(authority_title(problem) or "")
    title = on_one_line(plan_title(problem, plan))
    return title if authority.casefold() in title.casefold() else f"{authority}: {title}"


def firmness(plan: Plan) -> str:
    """Return `PROVISIONAL` where every date may still change, `PARTLY PROVISIONAL` where some may, else nothing."""
    provisional = [meeting.status == PROVISIONAL for meeting in plan.live]
    if not any(provisional):
        return ""
    return said("PROVISIONAL") if all(provisional) else said("PARTLY PROVISIONAL")


def name_of_day(problem: Problem, code: str) -> str:
    """Return the meeting day's name."""
    return day_title(problem, code)


def place(problem: Problem, room: str | None, venue: str | None) -> str:
    """Return room and venue on one line; nothing where neither is known."""
    names = (room and room_name(problem, room), venue and venue_title(problem, venue))
    return ", ".join(filter(None, names))


def about_speaker(problem: Problem, code: str) -> str:
    """Return the speaker's name and organisation."""
    speaker = problem.speakers.get(code)
    if speaker is None:
        return code
    names = (typed(problem, name) for name in (speaker.name, speaker.organisation or ""))
    return ", ".join(filter(None, names))


def title_of_theme(problem: Problem, occurrence: Occurrence) -> str | None:
    """Return the theme of the occurrence's lunch in full; None if it has none."""
    return None if occurrence.theme is None else theme_title(problem, occurrence.theme)


def sponsor_of_theme(problem: Problem, occurrence: Occurrence) -> str | None:
    """Return the name of the body that sponsors the lunch; None if none does."""
    theme = problem.themes.get(occurrence.theme or "")
    return None if theme is None or theme.sponsor is None else body_title(problem, theme.sponsor)


def organisations(problem: Problem) -> dict[str, str]:
    """Return each organisation that somebody belongs to by how it is compared, as the first of them spells it."""
    names: dict[str, str] = {}
    for person in problem.people.values():
        if person.organisation:
            names.setdefault(person.organisation.casefold(), person.organisation)
    return names


_ROLES = {
    "chair": phrase("chair"),
    "vice_chair": phrase("vice-chair"),
    "member": phrase("member"),
    "co_opted": phrase("co-opted"),
    "adviser": phrase("adviser"),
    "observer": phrase("observer"),
    "clerk": phrase("clerk"),
    SUBSTITUTE: phrase("substitute"),
}
"""Roles as members read them."""


def role_said(role: str) -> str:
    """Write a role as it stands in a sentence: `vice-chair`."""
    return said(_ROLES[role]) if role in _ROLES else role.replace("_", "-")


def role_title(role: str) -> str:
    """Write a role as it stands by itself: `Vice-chair`."""
    return capital(role_said(role))


_FEATURES = {
    "hearing_loop": phrase("Hearing loop"),
    "wheelchair": phrase("Wheelchair"),
    "step_free": phrase("Step free"),
    "hybrid": phrase("Hybrid"),
    "catering": phrase("Catering"),
    "webcast": phrase("Webcast"),
    "projector": phrase("Projector"),
    "screen": phrase("Screen"),
    "microphones": phrase("Microphones"),
    "translation": phrase("Translation"),
}
"""What rooms have, as councils write it; whatever else the input says stays as it is."""


def feature_said(code: str) -> str:
    """Write what a room has: `Hearing loop`."""
    return said(_FEATURES[code]) if code in _FEATURES else in_words(code)


_AFTER_DEAR = {
    "Cadeirydd": "Gadeirydd",
    "Clerc": "Glerc",
    "Cyfarwyddwr": "Gyfarwyddwr",
    "Cynghorydd": "Gynghorydd",
    "Dirprwy": "Ddirprwy",
    "Maer": "Faer",
    "Pennaeth": "Bennaeth",
    "Prif": "Brif",
    "Rheolwr": "Reolwr",
    "Trysorydd": "Drysorydd",
}
"""How a title begins in Welsh behind `Annwyl`, which softens it."""
_ARTICLES = ("Y ", "Yr ")


def dear(name: str) -> str:
    """Return how a letter to somebody begins: `Dear Councillor Ann Bevan`, `Annwyl Gynghorydd Ann Bevan`."""
    if writing() == WELSH:
        article = next(filter(name.startswith, _ARTICLES), "")
        title, gap, rest = name.removeprefix(article).partition(" ")
        name = f"{_AFTER_DEAR.get(title, title)}{gap}{rest}"
    return said("Dear {name}", name=name)


def capital(words: str) -> str:
    """Return words as they begin a line: `Dydd Iau 19 Tachwedd 2015`."""
    return f"{words[:1].upper()}{words[1:]}"


def from_to(start: int, end: int) -> str:
    """Write two times, minutes after midnight, as `10:00 to 11:30`."""
    return said("{start} to {end}", start=clock(start), end=clock(end))


def in_words(code: str) -> str:
    """Write a code of the contract as words: `Vice-chair`, `In person`, `Hearing loop`."""
    return choice_words(code.strip())


_CHOICES_SAID = frozenset(map(choice_words, (*CLASSIFICATIONS, *ATTENDANCE_MODES, PROVISIONAL, CONFIRMED, CANCELLED)))


def choice_said(choice: str) -> str:
    """Write what a body is, how it meets, or how firm a date is, as members read it; any other text as it is typed."""
    words = in_words(choice)
    return said(words) if words in _CHOICES_SAID else words


def name_of_room(problem: Problem, code: str | None) -> str:
    """Return the room's name, where its venue is named beside it; nothing where there is none."""
    return room_name(problem, code) if code else ""


def how_held(problem: Problem, meeting: Meeting) -> str:
    """Whether the meeting is in person, hybrid or online; nothing for a body that is no longer in the input."""
    body = problem.bodies.get(meeting.body)
    return "" if body is None else choice_said(body.attendance_mode)


def deputy(problem: Problem, row: Attendance) -> str:
    """Name the one who sits for the member; nothing where none does."""
    return "" if row.substitute is None else person_title(problem, row.substitute)


CHOSEN_BY_MEMBERS = phrase("Chosen by the members present")
"""Who presides where neither chair nor vice-chair is there: Local Government Act 1972 Sch 12 para 5."""


def in_the_chair(problem: Problem, meeting: Meeting) -> str:
    """Name who takes the chair: the chair, or else a vice-chair, there in person; where neither is, who chooses."""
    if meeting.has_to_choose_a_chair:
        return said(CHOSEN_BY_MEMBERS)
    presiding = [row for row in meeting.attendance if row.outcome == ATTENDS and row.role in PRESIDING_ROLES]
    presiding.sort(key=lambda row: PRESIDING_ROLES.index(row.role))
    return person_title(problem, presiding[0].person) if presiding else ""


def sitting(problem: Problem, meeting: Meeting) -> str:
    """Name everybody who sits there, those without a vote last, the role with those who are more than members."""
    voting, others = (
        [
            person_title(problem, person) + _role(row.role, row.outcome)
            for row, person in meeting.present()
            if row.voting is votes
        ]
        for votes in (True, False)
    )
    return "; ".join([*voting, *(["without a vote: " + ", ".join(others)] if others else [])])


def _role(role: str, outcome: str) -> str:
    if outcome == SUBSTITUTE:
        return " (substitute)"
    return "" if role == "member" else f" ({in_words(role).lower()})"


def deputising(problem: Problem, meeting: Meeting) -> str:
    """Name each substitute with whom they sit for."""
    return "; ".join(
        f"{deputy(problem, row)} for {person_title(problem, row.person)}"
        for row in meeting.attendance
        if row.outcome == SUBSTITUTE
    )


def staying_away(problem: Problem, meeting: Meeting) -> str:
    """Name everybody who sends apologies."""
    return "; ".join(person_title(problem, row.person) for row in meeting.attendance if row.outcome == APOLOGIES)


_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{_NONCHARACTERS}]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")

_ALWAYS_ESCAPED = frozenset('%<>:"/\\|?*')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}
    | {f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"}
)
_LONGEST_STEM = 150
"""Bytes; what is longer is cut and told apart by a digest, so it is longer than any stem that is not cut."""


def cleaned(text: str) -> str:
    """Return the text in NFC without control characters; every line ends in a newline and nothing else."""
    if text.isascii() and text.isprintable():  # as nearly all is: nothing of it has to be looked for
        return text
    return unicodedata.normalize("NFC", _UNFIT.sub("", _LINE_ENDS.sub("\n", text)))


def on_one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one space."""
    return " ".join(cleaned(text).split())


def file_stem(code: str) -> str:
    """Return the name of a code's file, without its ending, on any file system.

    It depends on nothing but the code, so that a feed keeps its address whatever else the input holds.
    What a file name cannot hold is written as in a web address (`A/B` as `A%2FB`). Codes are compared
    without case and so, on some systems, are file names: codes that differ get names that differ even then.
    """
    decomposed = unicodedata.normalize("NFC", code) != code
    device = code.split(".", maxsplit=1)[0].rstrip().upper() in _DEVICES
    last = len(code) - 1
    stem = "".join(
        _escaped(character)
        if _is_unfit(character)
        or (decomposed and not character.isascii())
        or (position in (0, last) and character in ". ")
        or (position == 0 and device)
        else character
        for position, character in enumerate(code)
    )
    return stem if len(stem.encode()) <= _LONGEST_STEM else _cut(stem)


def _is_unfit(character: str) -> bool:
    """Whether it is reserved somewhere, cannot be seen, or is a space that is not plain."""
    return character in _ALWAYS_ESCAPED or (unicodedata.category(character)[0] in "CZ" and character != " ")


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _cut(stem: str) -> str:
    digest = hashlib.sha256(stem.casefold().encode()).hexdigest()[:32]
    return f"{stem.encode()[:_LONGEST_STEM].decode(errors='ignore')}~{digest}"


def feed_path(folder: str, code: str) -> str:
    """Return where in `feeds/` the feed of a code lies: `bodies/HWB.ics`."""
    return f"{folder}/{file_stem(code)}.ics"


def feed_address(path: str) -> str:
    """Return the address of a feed as a page beside the folder `feeds` links to it."""
    return f"feeds/{quote(path)}"


_OUTCOMES = {ATTENDS: "there", SUBSTITUTE: "deputised for", APOLOGIES: "apologies"}


def waiver_words(problem: Problem, meeting: Meeting) -> Iterator[str]:
    """Say of each rule that is not asked of a meeting, and why: `The rule weekday is waived: Public event`."""
    for waiver in meeting.waived:
        rule, reason = said(rule_words(waiver.rule)), typed(problem, waiver.reason)
        yield said("The rule {rule} is waived: {reason}", rule=rule, reason=reason)


def seat_words(problem: Problem, change: Change) -> Iterator[str]:
    """Say whose seat at a meeting is filled otherwise: `Councillor One: apologies (was there)`."""
    for person, was, now in change.seats:
        yield f"{person_title(problem, person)}: {_seat(problem, now)} (was {_seat(problem, was)})"


def _seat(problem: Problem, seat: Seat | None) -> str:
    if seat is None:
        return "no member"
    outcome, deputy = seat
    if deputy is not None:
        return f"{person_title(problem, deputy)} deputises"
    return _OUTCOMES.get(outcome, outcome)


def lunch_words(problem: Problem, day: Occurrence, details: Collection[str]) -> Iterator[str]:
    """Say of a lunch what is asked for of its theme, its speaker, its time and its room."""
    if "theme" in details:
        yield f"theme: {title_of_theme(problem, day) or 'none'}"
    if "speaker" in details:
        yield f"speaker: {about_speaker(problem, day.speaker) if day.speaker else 'none'}"
    if "lunch time" in details:
        yield f"lunch {clock(day.lunch.start)} to {clock(day.lunch.end)}" if day.lunch else "no lunch"
    if "lunch room" in details:
        yield f"lunch in {name_of_room(problem, day.lunch.room if day.lunch else None) or 'no room'}"


def place_of_month(day: date) -> str:
    """Return the id of the day's month in the list of meetings."""
    return f"month-{day.year}-{day.month:02d}"


def name_key(name: object) -> str:
    """Return a table's or a column's name as it is compared: without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]", "", str(name)).casefold()


def goal_title(name: str) -> str:
    """Name a goal of a scenario, which is a tier or the slots: `Apologies`."""
    return "Slots" if name == SLOTS else in_words(tier_title(name))
