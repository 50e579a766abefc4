"""A lunch has its theme's speaker and no other, on a day they are available, free for the whole lunch.

Source: seed report S0 4.2 (Trafford: a speaker on social prescribing suggested for the lunch of 19 November 2015).
"""

from collections.abc import Iterator

from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import lunch_title, occurrence_title, speaker_title

RULE = "speaker"
SOURCE = "Trafford Partnership 2015 4.2 (a guest speaker at the lunch)"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find speakers who are not their theme's, or who are not free."""
    for occurrence in plan.occurrences:
        for message in _faults(problem, occurrence):
            yield Breach(RULE, message, dates=(occurrence.date,))


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
