"""Where a plan contradicts itself or the input, though it may break no rule of a calendar.

What the input does not know (a body, person, room or theme) is reported and set aside, so that the rules can be asked
about the rest.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from scheduler.dates.closed_dates import FIRST_KNOWN_DAY, LAST_KNOWN_DAY
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import body_title, lunch_title, meeting_title, occurrence_title, person_title, room_title
from scheduler.domain.wording import counted, listed, long_date
from scheduler.law.deadlines import hearing

RULE = "plan"


def contradictions(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find what cannot be true of the plan, whatever was wished for; of facts only that they are told apart."""
    yield from _header(problem, plan)
    yield from _identity(problem, plan)
    due, asked = agendas(problem, plan), problem.asked(plan)
    for meeting in asked.live:
        yield from _attendance(problem, meeting)
        yield from _place(problem, meeting)
        yield from _agenda(problem, meeting, due.get(id(meeting), set()))
    for occurrence in asked.occurrences:
        yield from _headcount(problem, plan, occurrence)


def _of(meeting: Meeting, message: str, people: tuple[str, ...] = (), rooms: tuple[str, ...] = ()) -> Breach:
    return Breach(RULE, message, bodies=(meeting.body,), people=people, rooms=rooms, dates=(meeting.date,))


def _header(problem: Problem, plan: Plan) -> Iterator[Breach]:
    settings = problem.settings
    if (plan.start_date, plan.end_date) != (settings.start_date, settings.end_date):
        given = f"{long_date(plan.start_date)} to {long_date(plan.end_date)}"
        wanted = f"{long_date(settings.start_date)} to {long_date(settings.end_date)}"
        yield Breach(RULE, f"The plan is for {given}, and the input for {wanted}.")
    if plan.timezone != settings.timezone:
        yield Breach(RULE, f"The plan's times are those of {plan.timezone}, and the input's of {settings.timezone}.")


def _identity(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Each meeting has a uid and number of its own; without a baseline numbers follow the dates.

    A calendar without tiers was made by hand, or is the sheet of one that was planned from last year's: it does not say
    from which number its bodies go on.
    """
    of_uid, of_body = defaultdict[str, list[Meeting]](list), defaultdict[str, list[Meeting]](list)
    for meeting in plan.meetings:
        of_uid[meeting.uid].append(meeting)
        of_body[meeting.body].append(meeting)
    for uid, shared in of_uid.items():
        if len(shared) > 1:
            bodies = tuple(dict.fromkeys(meeting.body for meeting in shared))
            dates = tuple(meeting.date for meeting in shared)
            message = f"{counted(len(shared), 'meeting')} have the uid {uid}; each needs its own."
            yield Breach(RULE, message, bodies=bodies, dates=dates)
    replanned = problem.baseline is not None or plan.replanned or not plan.tiers
    beside = {one.body for one in problem.one_meetings if one.row.extra or one.row.cancelled}
    for body, meetings in of_body.items():
        ordered = sorted(meetings, key=lambda meeting: (meeting.date, meeting.start))
        numbers = [meeting.sequence for meeting in ordered]
        if replanned or body in beside:
            right = len(set(numbers)) == len(numbers) and min(numbers) >= 1
        else:
            right = numbers == list(range(1, len(numbers) + 1))
        if not right:
            dates = tuple(meeting.date for meeting in ordered)
            message = f"The meetings of {body_title(problem, body)} are numbered {_numbers(numbers)} in order of date."
            yield Breach(RULE, message, bodies=(body,), dates=dates)
    for code, meeting_day in problem.meeting_days.items():
        occurrences = plan.occurrences_of(code)
        numbers = [occurrence.sequence for occurrence in occurrences]
        if numbers != list(range(1, len(numbers) + 1)):
            message = f"The occurrences of {meeting_day.name} are numbered {_numbers(numbers)} in order of date."
            yield Breach(RULE, message, dates=tuple(occurrence.date for occurrence in occurrences))


def _numbers(numbers: Sequence[int]) -> str:
    return listed([str(number) for number in numbers])


def _attendance(problem: Problem, meeting: Meeting) -> Iterator[Breach]:
    """One row for every membership in force, with its role and vote, and a reason unless they attend."""
    title = meeting_title(problem, meeting)
    members = problem.memberships_on(meeting.body, meeting.date)
    wanted = Counter((member.person, member.role, member.voting) for member in members)
    given = Counter((row.person, row.role, row.voting) for row in meeting.attendance)
    for person, role, voting in wanted - given:
        what = _seat_words(role, voting=voting)
        message = f"{title}: there is no row for {person_title(problem, person)}, {what}, in its attendance."
        yield _of(meeting, message, (person,))
    for person, role, voting in given - wanted:
        what = _seat_words(role, voting=voting)
        name = person_title(problem, person)
        yield _of(meeting, f"{title}: {name} has a row as {what} in its attendance, and no such membership.", (person,))
    for row in meeting.attendance:
        if row.outcome == ATTENDS and row.reason is not None:
            message = f"attends, and a reason for staying away is given ({row.reason})"
        elif row.outcome != ATTENDS and row.reason is None:
            message = "stays away, and no reason is given"
        else:
            continue
        yield _of(meeting, f"{title}: {person_title(problem, row.person)} {message}.", (row.person,))


def _seat_words(role: str, *, voting: bool) -> str:
    return f"{role.replace('_', '-')} {'with' if voting else 'without'} a vote"


def _place(problem: Problem, meeting: Meeting) -> Iterator[Breach]:
    """Venue and room agree, and an online meeting has no room."""
    if meeting.room is None:
        return
    title, room = meeting_title(problem, meeting), problem.rooms.get(meeting.room)
    if problem.bodies[meeting.body].online:
        name = room_title(problem, meeting.room)
        yield _of(meeting, f"{title} is held online, and has a room, {name}.", rooms=(meeting.room,))
    if room is not None and meeting.venue != room.venue:
        given = "no venue is given" if meeting.venue is None else f"its venue is {meeting.venue}"
        yield _of(meeting, f"{title}: {given}, and {room.name} is at {room.venue}.", rooms=(room.code,))


def agendas(problem: Problem, plan: Plan) -> dict[int, set[str]]:
    """Return, by the identity of a meeting, the projects whose report is due there: the last on or before the day."""
    wanted = defaultdict[int, set[str]](set)
    for project in problem.projects.values():
        for due in project.report_due if project.reports_to is not None else ():
            meeting = hearing(problem, project, due, plan.of_body(project.reports_to or ""))
            if meeting is not None:
                wanted[id(meeting)].add(project.code)
    return wanted


def _agenda(problem: Problem, meeting: Meeting, wanted: set[str]) -> Iterator[Breach]:
    title, given = meeting_title(problem, meeting), Counter(meeting.agenda_items)
    for project in sorted(wanted - set(given)):
        name = problem.projects[project].title
        yield _of(meeting, f"{title}: the report of {name} is due there, and is not on the agenda.")
    for project in sorted(set(given) - wanted):
        known = problem.projects.get(project)
        name = project if known is None else known.title
        yield _of(meeting, f"{title}: {name} is on the agenda, and no report of it is due there.")
    for project, times in sorted(given.items()):
        if times > 1 and project in wanted:
            yield _of(meeting, f"{title}: {problem.projects[project].title} is on the agenda more than once.")


def _headcount(problem: Problem, plan: Plan, occurrence: Occurrence) -> Iterator[Breach]:
    """Everyone who attends a session of the day, substitutes included, and the speaker."""
    there = {person for meeting in plan.of_occurrence(occurrence) for _, person in meeting.present()}
    expected = len(there) + (occurrence.speaker is not None)
    lunch = occurrence.lunch
    if lunch is not None and lunch.headcount != expected:
        catered = counted(lunch.headcount, "person", "people")
        message = f"{lunch_title(problem, occurrence)} is for {catered}, and {expected} will be there."
        yield Breach(RULE, message[0].upper() + message[1:], dates=(occurrence.date,))


FIRST_COUNTABLE_DAY = FIRST_KNOWN_DAY + timedelta(days=365)
"""The first day with a year of known public holidays before it, in which its deadlines are counted."""


def without_unknown_codes(problem: Problem, plan: Plan) -> tuple[Plan, tuple[Breach, ...]]:
    """Return the plan without what the input does not know, and a breach for each thing set aside; facts stay."""
    sorting = _Sorting(problem)
    familiar = replace(
        plan,
        meetings=tuple(meeting for given in plan.meetings for meeting in sorting.meetings(given)),
        occurrences=tuple(
            occurrence
            for occurrence in plan.occurrences
            if problem.is_fact(occurrence)
            or (
                sorting.knows_day(occurrence.meeting_day, occurrence.date)
                and sorting.can_count(occurrence.date, occurrence_title(problem, occurrence), ())
            )
        ),
    )
    return familiar, tuple(sorting.breaches)


@dataclass
class _Sorting:
    """Tells what the input knows, and keeps a breach for whatever it does not."""

    problem: Problem
    breaches: list[Breach] = field(default_factory=list)

    def meetings(self, meeting: Meeting) -> Iterator[Meeting]:
        """Yield the meeting, with the people the input knows; nothing if it does not know the body. Facts stay."""
        if self.problem.is_fact(meeting):
            yield meeting
            return
        if meeting.body not in self.problem.bodies:
            if meeting.live:
                message = f"{meeting_title(self.problem, meeting)}: the input does not know this body."
                self.breaches.append(Breach("plan", message, bodies=(meeting.body,), dates=(meeting.date,)))
            return
        if not meeting.live:
            yield meeting
        elif self.can_count(meeting.date, meeting_title(self.problem, meeting), (meeting.body,)):
            yield replace(meeting, attendance=tuple(self._rows(meeting)))

    def knows_day(self, meeting_day: str, day: date) -> bool:
        """Whether the input knows the meeting day."""
        known = meeting_day in self.problem.meeting_days
        if not known:
            message = f"{meeting_day} on {long_date(day)}: the input does not know this meeting day."
            self.breaches.append(Breach("plan", message, dates=(day,)))
        return known

    def can_count(self, day: date, title: str, bodies: tuple[str, ...]) -> bool:
        """Whether the day is in the calendar, or near enough to it for its working days to be counted."""
        settings = self.problem.settings
        inside = settings.start_date <= day <= settings.end_date
        if inside or FIRST_COUNTABLE_DAY <= day <= LAST_KNOWN_DAY:
            return True
        message = f"{title}: the day is far outside the calendar's first and last day."
        self.breaches.append(Breach("closed_date", message, bodies=bodies, dates=(day,)))
        return False

    def _rows(self, meeting: Meeting) -> Iterator[Attendance]:
        title, people = meeting_title(self.problem, meeting), self.problem.people
        for row in meeting.attendance:
            if row.person not in people:
                message = f"{title}: the input does not know {row.person}, who has a row in its attendance."
                self._note("plan", message, meeting, (row.person,))
            elif row.substitute is not None and row.substitute not in people:
                message = f"{title}: {row.substitute} is to sit for {person_title(self.problem, row.person)}, "
                message += "and the input knows nobody of that code."
                self._note("substitute", message, meeting, (row.person, row.substitute))
                outcome = APOLOGIES if row.outcome == SUBSTITUTE else row.outcome
                yield replace(row, substitute=None, outcome=outcome)
            else:
                yield row

    def _note(self, rule: str, message: str, meeting: Meeting, people: tuple[str, ...]) -> None:
        self.breaches.append(Breach(rule, message, bodies=(meeting.body,), people=people, dates=(meeting.date,)))
