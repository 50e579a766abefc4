"""How the things of a plan are named in a sentence for a councillor."""

from collections.abc import Iterable, Iterator
from datetime import date

from scheduler.domain.authorities import Authority
from scheduler.domain.names import name_key
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import clock, counted, listed, long_date, rule_words
from scheduler.languages import in_language, phrase, said

MOST_NAMED = 3
CHOSEN_BY_THEM = "the members present choose who presides"


def typed(problem: Problem, english: str) -> str:
    """Say what was typed in English in the language that is being written, where the input says how."""
    known = problem.translations.get(english)
    return english if known is None else in_language(english, known.welsh)


def body_title(problem: Problem, code: str) -> str:
    """Name a body in full; a body that the input lacks by its code."""
    body = problem.bodies.get(code)
    return code if body is None else in_language(body.name, body.welsh_name)


def day_title(problem: Problem, code: str) -> str:
    """Name a meeting day in full; one that the input lacks by its code."""
    day = problem.meeting_days.get(code)
    return code if day is None else in_language(day.name, day.welsh_name)


def whose_title(problem: Problem, code: str, day: date | None = None) -> str:
    """Name the authority whose body this is; on a day before vesting day a shadow authority is called so."""
    authority = problem.authority_of(problem.bodies.get(code))
    title = title_of_authority(problem, authority)
    shadow = day is not None and authority.is_shadow_on(day, problem.settings.vesting_day)
    return f"{title} ({said('shadow authority')})" if shadow else title


def title_of_authority(problem: Problem, authority: Authority) -> str:
    """Name an authority; that of the settings as they do."""
    settings, own = problem.settings, authority.code == problem.home.code
    name = (own and settings.authority) or authority.title
    return in_language(name, authority.welsh_name or (settings.welsh_authority if own else None))


def subject_title(problem: Problem, code: str) -> str:
    """Name a body or a meeting day in full."""
    return day_title(problem, code) if code in problem.meeting_days else body_title(problem, code)


def person_title(problem: Problem, code: str) -> str:
    """Name a person or post; one that the input lacks by its code."""
    person = problem.people.get(code)
    return code if person is None else typed(problem, person.name)


def organisation_title(problem: Problem, code: str) -> str:
    """Name the organisation that a person is from; nothing for one from none, or whom the input lacks."""
    person = problem.people.get(code)
    return "" if person is None else typed(problem, person.organisation or "")


def people_titles(problem: Problem, codes: Iterable[str]) -> str:
    """Name people as `a, b and c`; with semicolons where a name has a comma of its own."""
    names = [person_title(problem, code) for code in codes]
    if any("," in name for name in names) and len(names) > 1:
        return f"{'; '.join(names[:-1])}; and {names[-1]}"
    return listed(names)


def room_title(problem: Problem, code: str) -> str:
    """Name a room, with its venue where another has a room of that name; a room that the input lacks by its code."""
    room = problem.rooms.get(code)
    if room is None or name_key(room.name) not in problem.shared_names:
        return room_name(problem, code)
    return f"{room_name(problem, code)}, {venue_title(problem, room.venue)}"


def room_name(problem: Problem, code: str) -> str:
    """Name a room where its venue is named beside it; a room that the input lacks by its code."""
    room = problem.rooms.get(code)
    return code if room is None else in_language(room.name, room.welsh_name)


def venue_title(problem: Problem, venue: str) -> str:
    """Name a venue, by what the first of its rooms with a Welsh name of it says, where Welsh is written."""
    welsh = (room.welsh_venue for room in problem.rooms.values() if room.venue == venue and room.welsh_venue)
    return in_language(venue, next(welsh, None))


def authority_title(problem: Problem) -> str | None:
    """Name the authority whose calendar it is, where the settings do, and it is that of one alone."""
    return None if len(problem.with_bodies) > 1 else sender_title(problem)


def sender_title(problem: Problem, bodies: Iterable[str] = ()) -> str | None:
    """Name the authority that speaks for bodies: their own where all have one, else the one that keeps the calendar."""
    settings = problem.settings_for(bodies)
    return in_language(settings.authority, settings.welsh_authority)


def plan_title(problem: Problem, plan: Plan) -> str:
    """Name the calendar."""
    return in_language(plan.title, problem.settings.welsh_title)


LONGEST_ABBREVIATION = 3
_SESSIONS = (phrase("Morning"), phrase("Lunch"), phrase("Afternoon"), phrase("Evening"), phrase("Plenary"))
"""Sessions by the names that councils give them, which have a Welsh word; any other stands as it is."""


def session_title(code: str) -> str:
    """Name a session of a meeting day by its code: `Morning` for `MORNING`; `AM` stays."""
    words = code.replace("_", " ")
    if words.isupper() and len(words) > LONGEST_ABBREVIATION:
        words = words.capitalize()
    words = f"{words[:1].upper()}{words[1:]}"
    return said(words) if words in _SESSIONS else words


def theme_title(problem: Problem, code: str) -> str:
    """Name a theme; a theme that the input lacks by its code."""
    theme = problem.themes.get(code)
    return code if theme is None else in_language(theme.title, theme.welsh_title)


def speaker_title(problem: Problem, code: str) -> str:
    """Name a speaker; a speaker that the input lacks by their code."""
    speaker = problem.speakers.get(code)
    return code if speaker is None else typed(problem, speaker.name)


def called(problem: Problem, meeting: Meeting) -> str:
    """Name what a meeting is: its body, and its own title where it has one, `Full Council (Annual Meeting)`."""
    name = body_title(problem, meeting.body)
    return name if meeting.title is None else f"{name} ({typed(problem, meeting.title)})"


def waived_sentences(problem: Problem, plan: Plan) -> Iterator[str]:
    """Say of each rule that is not asked of a meeting why not."""
    for meeting in plan.live:
        title = meeting_title(problem, meeting)
        yield from (
            f"{title}: the rule {rule_words(waiver.rule)} is waived. {waiver.reason}" for waiver in meeting.waived
        )


def without_a_chair(problem: Problem, plan: Plan) -> str | None:
    """Name the meetings at which those present choose who presides, a few of them; None where there are none."""
    found = [meeting_title(problem, meeting) for meeting in plan.live if meeting.has_to_choose_a_chair]
    if not found:
        return None
    more = len(found) - MOST_NAMED
    names = listed(found if more <= 0 else [*found[:MOST_NAMED], f"{counted(more, 'other meeting')}"])
    return f"neither the chair nor a vice-chair is at {names}: {CHOSEN_BY_THEM}"


def meeting_title(problem: Problem, meeting: Meeting) -> str:
    """Name a meeting: `Growth Board on Thursday 19 November 2015 at 10:00`."""
    return said(
        "{name} on {day} at {time}",
        name=called(problem, meeting),
        day=long_date(meeting.date),
        time=clock(meeting.start),
    )


def occurrence_title(problem: Problem, occurrence: Occurrence) -> str:
    """Name an occurrence of a meeting day: `Partnership day on Thursday 19 November 2015`."""
    name = day_title(problem, occurrence.meeting_day)
    return said("{name} on {day}", name=name, day=long_date(occurrence.date))


def lunch_title(problem: Problem, occurrence: Occurrence) -> str:
    """Name a lunch: `the lunch of Partnership day on Thursday 19 November 2015`."""
    return said("the lunch of {day}", day=occurrence_title(problem, occurrence))
