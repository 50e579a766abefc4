"""A lunch has its theme's speaker and no other, on a day they are available, free for the whole lunch.

Source: seed report S0 4.2 (Trafford: a speaker on social prescribing suggested for the lunch of 19 November 2015).
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.meeting_days import Session
from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.seating import when_away
from scheduler.domain.themes import Speaker
from scheduler.domain.titles import lunch_title, occurrence_title, speaker_title
from scheduler.domain.verbs import DATES, LUNCHES, MEETING, TIMES, Choices, Post
from scheduler.domain.wording import on_days
from scheduler.rules.protocol import Rule

RULE = Rule(
    "speaker",
    source="Trafford Partnership 2015 4.2 (a guest speaker at the lunch)",
    about=LUNCHES,
    touches={DATES, TIMES, LUNCHES},
    horizon=MEETING,
    ease=11,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Keep a theme off the days on which its speaker cannot come."""
    for theme in problem.themes.values():
        lunch = problem.lunch_of(theme.meeting_day)
        if theme.speaker is not None and lunch is not None:
            speaker = problem.speakers[theme.speaker]
            reason = Reason(RULE.name, speaker.code, _sentence(problem, speaker))
            for gathering in choices.gatherings_of(theme.meeting_day):
                days = choices.open_days(gathering)
                away = [choices.held_on(gathering, day) for day in days if not _free(problem, speaker, lunch, day)]
                post.at_most_one([choices.has_theme(gathering, theme.code), *away], reason)


def _sentence(problem: Problem, speaker: Speaker) -> str:
    if speaker.available:
        return f"{speaker.name} can speak only {on_days(speaker.available)}."
    return f"{speaker.name} cannot speak while unavailable: {when_away(problem, 'speaker', speaker.code)}."


def _free(problem: Problem, speaker: Speaker, lunch: Session, day: date) -> bool:
    booked = any(problem.absent("speaker", speaker.code, day, lunch.start, lunch.end))
    return not booked and (not speaker.available or day in speaker.available)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find speakers who are not their theme's, or who are not free."""
    for occurrence in plan.occurrences:
        for message in _faults(problem, occurrence):
            yield Breach(RULE.name, message, dates=(occurrence.date,))


def _faults(problem: Problem, occurrence: Occurrence) -> Iterator[str]:
    theme = problem.themes.get(occurrence.theme or "")
    wanted = None if theme is None else theme.speaker
    title = occurrence_title(problem, occurrence)
    if occurrence.speaker != wanted:
        given = "nobody" if occurrence.speaker is None else speaker_title(problem, occurrence.speaker)
        expected = "nobody" if wanted is None else speaker_title(problem, wanted)
        yield f"{title}: {given} is to speak, and its theme asks for {expected}."
    speaker = problem.speakers.get(occurrence.speaker or "")
    if speaker is None:
        return
    if speaker.available and occurrence.date not in speaker.available:
        yield f"{title}: {speaker.name} is not available on the day."
    if occurrence.lunch is not None:
        start, end = occurrence.lunch.start, occurrence.lunch.end
        for absence in problem.absent("speaker", speaker.code, occurrence.date, start, end):
            yield f"{speaker.name} is not free for {lunch_title(problem, occurrence)}: {absence.reason}."
