"""Names that members' calendars can trust: a meeting keeps its number and uid, whatever its date."""

from collections import defaultdict
from dataclasses import replace
from itertools import count

from scheduler.domain.plan import Meeting, Occurrence, moved_on
from scheduler.domain.problem import Problem
from scheduler.domain.titles import meeting_uid


def identified(problem: Problem, meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings, given in order of date and start, with their numbers and uids.

    Without a baseline they are numbered in order of date. With one, each meeting that is still held keeps
    what it had: those in their old place first, the others by the least shift in days. Numbers go on after those
    of another year, and that is all that becomes of it.
    """
    by_body: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        by_body[meeting.body].append(meeting)
    before: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in problem.baseline.meetings if problem.baseline is not None else ():
        before[meeting.body].append(meeting)
    named = []
    for body, theirs in by_body.items():
        named += _named(problem, body, theirs, before[body])
    return [*named, *_cancelled(problem, named)]


def dated(problem: Problem, occurrences: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """Return the meeting days with their revisions: one more where date, place, theme, speaker or lunch changed."""
    published = () if problem.published is None else problem.published.occurrences
    before = {(one.meeting_day, one.sequence): one for one in published}
    return tuple(_redated(problem, before.get((one.meeting_day, one.sequence)), one) for one in occurrences)


def _redated(problem: Problem, old: Occurrence | None, new: Occurrence) -> Occurrence:
    if old is None:
        return replace(new, revision=0, changed=problem.as_of)
    if _shown(old) == _shown(new):
        return replace(new, revision=old.revision, changed=old.changed)
    return replace(new, revision=old.revision + 1, changed=moved_on(problem.as_of, old.changed))


def _shown(occurrence: Occurrence) -> tuple[object, ...]:
    lunch = occurrence.lunch
    lunch_place = None if lunch is None else (lunch.session, lunch.start, lunch.end, lunch.room)
    return occurrence.date, occurrence.venue, occurrence.theme, occurrence.speaker, lunch_place


def _named(problem: Problem, body: str, meetings: list[Meeting], before: list[Meeting]) -> list[Meeting]:
    settings = problem.settings
    there = [old for old in before if old.live and settings.start_date <= old.date <= settings.end_date]
    kept = _matched(there, meetings)
    unused = count(1 + max((meeting.sequence for meeting in before), default=0))
    named = []
    for number, meeting in enumerate(meetings):
        old = kept.get(number)
        if old is None:
            sequence = next(unused)
            fresh = replace(meeting, uid=meeting_uid(problem, body, sequence), sequence=sequence, changed=problem.as_of)
        else:
            fresh = _revised(problem, old, replace(meeting, uid=old.uid, sequence=old.sequence, status=old.status))
        named.append(fresh)
    return named


def _revised(problem: Problem, old: Meeting, new: Meeting) -> Meeting:
    """Count a revision where date, times, place or status has changed; words are counted when it is written."""
    if old.facts == new.facts:
        return replace(new, revision=old.revision, changed=old.changed)
    return replace(new, revision=old.revision + 1, changed=moved_on(problem.as_of, old.changed))


def _cancelled(problem: Problem, named: list[Meeting]) -> list[Meeting]:
    """Return the meetings of the baseline that are no longer held, until their date has passed."""
    if problem.published is None:
        return []
    held = {meeting.uid for meeting in named}
    today = problem.planned_on
    gone = [old for old in problem.published.meetings if old.uid not in held and old.date >= today]
    return [_revised(problem, old, replace(old, status="cancelled", agenda_items=())) for old in gone]


def _matched(before: list[Meeting], meetings: list[Meeting]) -> dict[int, Meeting]:
    """Match old meetings to new ones: as many as stand still, then by the least days shifted in all."""
    kept: dict[int, Meeting] = {}
    places = {(meeting.date, meeting.start): number for number, meeting in enumerate(meetings)}
    movers = []
    for old in before:
        number = places.get((old.date, old.start))
        if number is None or number in kept:
            movers.append(old)
        else:
            kept[number] = old
    free = [number for number in range(len(meetings)) if number not in kept]
    movers.sort(key=lambda old: (old.date, old.start))
    kept.update({number: old for old, number in _least_shift(movers, free, meetings)})
    return kept


def _least_shift(movers: list[Meeting], free: list[int], meetings: list[Meeting]) -> list[tuple[Meeting, int]]:
    """Pair as many as can be, both in order of date, with the least days between the pairs in all."""
    best: list[list[tuple[int, tuple[tuple[int, int], ...]]]]
    pairs = min(len(movers), len(free))
    best = [[(0, ()) for _ in range(len(free) + 1)] for _ in range(len(movers) + 1)]
    for i, j in ((i, j) for i in range(1, len(movers) + 1) for j in range(1, len(free) + 1)):
        shift = abs((movers[i - 1].date - meetings[free[j - 1]].date).days)
        cost, chosen = best[i - 1][j - 1]
        options = [(cost + shift, (*chosen, (i - 1, j - 1)))]
        options += [option for option in (best[i - 1][j], best[i][j - 1]) if len(option[1]) == min(i, j)]
        best[i][j] = min(options)
    return [(movers[i], free[j]) for i, j in best[-1][-1][1]] if pairs else []
