"""Solutions as calendars: what is placed, the calendar of a part, and the whole one named, numbered and explained."""

from dataclasses import dataclass, replace

from scheduler.domain.meant import shown
from scheduler.domain.plan import Meeting, Occurrence, Plan, Tier, moved_on
from scheduler.domain.problem import Problem
from scheduler.law.deadlines import hearing
from scheduler.solver.cp.attendance import with_headcounts, with_reasons
from scheduler.solver.cp.identity import identified


@dataclass(frozen=True)
class PartialSolution:
    """What is read from a solution before it is named: meetings and meeting days in order of date."""

    meetings: tuple[Meeting, ...]
    occurrences: tuple[Occurrence, ...]

    def plan_of(self, problem: Problem) -> Plan:
        """Return the plan of the bodies of a problem, perhaps a smaller one, with their facts."""
        settings, all_of_it = problem.settings, self.with_facts(problem)
        return Plan(
            settings.title,
            settings.start_date,
            settings.end_date,
            meetings=tuple(meeting for meeting in all_of_it.meetings if meeting.body in problem.bodies),
            occurrences=tuple(o for o in all_of_it.occurrences if o.meeting_day in problem.meeting_days),
        )

    def with_facts(self, problem: Problem) -> "PartialSolution":
        """Return it with the facts, as they were: of what is placed, it holds none."""
        there = self.without_facts(problem)
        return PartialSolution((*problem.held, *there.meetings), (*problem.held_days, *there.occurrences))

    def without_facts(self, problem: Problem) -> "PartialSolution":
        """Return it without the facts of a problem."""
        return PartialSolution(
            tuple(meeting for meeting in self.meetings if not problem.is_fact(meeting)),
            tuple(occurrence for occurrence in self.occurrences if not problem.is_fact(occurrence)),
        )


def finished(problem: Problem, solution: PartialSolution, tiers: tuple[Tier, ...]) -> Plan:
    """Name, number and explain a partial solution, and return it as the year's plan."""
    solution = solution.without_facts(problem)
    order = sorted(solution.meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    meetings = with_reasons(problem, [*problem.held, *identified(problem, order)])
    meetings = [
        meeting
        if problem.is_fact(meeting)
        else replace(meeting, agenda_items=_agenda_items(problem, meetings, meeting))
        for meeting in meetings
    ]
    solution = solution.with_facts(problem)
    occurrences = sorted(solution.occurrences, key=lambda occurrence: (occurrence.date, occurrence.meeting_day))
    settings = problem.settings
    plan = Plan(
        title=settings.title,
        start_date=settings.start_date,
        end_date=settings.end_date,
        timezone=settings.timezone,
        meetings=tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body))),
        occurrences=dated(problem, with_headcounts(problem, occurrences, meetings)),
        tiers=tiers,
        status="optimal" if all(tier.proven for tier in tiers) else "feasible",
        input_sha256=problem.input_sha256,
        generated=problem.as_of,
    )
    return shown(problem, plan)


def _agenda_items(problem: Problem, meetings: list[Meeting], meeting: Meeting) -> tuple[str, ...]:
    """Return the projects whose due report this is the last meeting in time for."""
    theirs = [other for other in meetings if other.body == meeting.body and other.live]
    items = []
    for project in problem.projects.values():
        if project.reports_to == meeting.body:
            lasts = [hearing(problem, project, due, theirs) for due in project.report_due]
            if any(last is not None and last.uid == meeting.uid for last in lasts):
                items.append(project.code)
    return tuple(items)


def dated(problem: Problem, occurrences: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """Return the meeting days with their revisions: one more where date, place, theme, speaker or lunch changed."""
    published = () if problem.published is None else problem.published.occurrences
    before = {(one.meeting_day, one.sequence): one for one in published}
    return tuple(
        one if problem.is_fact(one) else _redated(problem, before.get((one.meeting_day, one.sequence)), one)
        for one in occurrences
    )


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
