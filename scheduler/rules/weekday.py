"""A body sits only on its own weekdays, such ones of the month and in such months as it names.

Where it names no weekdays they are Monday to Friday. A body of a meeting day sits on the days of that, narrowed by its
own. Source: standing orders and calendars of meetings keep each committee to its evening (Bracknell Forest 2022-23:
none on a Friday at 7.30 pm), often to one week of the month ("third Wednesday", Barrowford; "second Tuesday in January,
March, May", Highwood).
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.changes import with_fields
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sitting_days import MONDAY_TO_FRIDAY, own_days
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Placed, Post
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, listed, long_date
from scheduler.rules.protocol import Bar, Ease, Remedy, Rule

RULE = Rule(
    "weekday",
    source="standing orders; calendars of meetings keep a body to its weekdays (Bracknell Forest 2022-23)",
    about=DATES,
    touches={DATES},
    horizon=MEETING,
    ease=Ease.ANOTHER_DAY,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out every day that is none of those of a body or a meeting day: each tells of what it keeps to by itself."""
    placed: list[tuple[Placed, Body | MeetingDay]] = [(one, one.meeting_day) for one in choices.gatherings]
    placed += [(one, one.body) for one in choices.sittings]
    for one, subject in placed:
        allowed = own_days(subject)
        reason = Reason(RULE.name, subject.code, f"{subject.name} {_meets(subject)} only on {allowed.title}.")
        for day in one.days:
            if day not in allowed:
                post.forbid(one, day, reason)


def _meets(subject: Body | MeetingDay) -> str:
    return "sits" if isinstance(subject, Body) else "is held"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and meeting days on a day that is none of theirs."""
    for meeting in plan.live:
        allowed = problem.days_kept_to(problem.bodies[meeting.body])
        if meeting.date not in allowed:
            message = f"{meeting_title(problem, meeting)}: it may sit only on {allowed.one}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        allowed = problem.days_kept_to(problem.meeting_days[occurrence.meeting_day])
        if occurrence.date not in allowed:
            message = f"{occurrence_title(problem, occurrence)}: it may be held only on {allowed.one}."
            yield Breach(RULE.name, message, dates=(occurrence.date,))


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield that the day is none of those of a body, or of a meeting day; of both, the meeting day tells."""
    allowed = problem.days_kept_to(subject)
    if start is None and day not in allowed and not _kept_by_its_day(problem, subject, day):
        message = f"{subject.name} {_meets(subject)} only on {allowed.one}, and {long_date(day)} is none."
        yield Bar(Reason(RULE.name, subject.code, message), f"it is none of {allowed.title}")


def remaining(problem: Problem, subject: Body | MeetingDay) -> str:
    """Say what is left of the days, `{}` for their number."""
    days = problem.days_kept_to(subject).title
    if isinstance(subject, Body) and subject.meeting_day is not None:
        return f"{{}} of them {days} for {subject.name}"
    return f"its days are {days}, {{}} in all"


def _kept_by_its_day(problem: Problem, subject: Body | MeetingDay, day: date) -> bool:
    """Whether a body's meeting day is never held on the day, so that the body need say nothing."""
    if isinstance(subject, MeetingDay) or subject.meeting_day is None:
        return False
    return day not in problem.days_kept_to(problem.meeting_days[subject.meeting_day])


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield one more weekday from Monday to Friday; any week of the month, or any month, where these are limited."""
    subject = problem.bodies.get(reason.subject) or problem.meeting_days.get(reason.subject)
    if subject is None:
        return
    own = MONDAY_TO_FRIDAY if subject.weekdays is None else subject.weekdays
    for weekday in sorted(MONDAY_TO_FRIDAY - own):
        words = f"Let {subject.name} meet on {WEEKDAY_NAMES[weekday]}s too."
        yield Remedy(words, with_fields(problem, subject.code, weekdays=own | {weekday}), Ease.ANOTHER_DAY)
    if subject.weeks_of_month:
        words = f"Let {subject.name} meet in any week of the month."
        yield Remedy(words, with_fields(problem, subject.code, weeks_of_month=frozenset()), Ease.ANOTHER_DAY)
    if subject.months:
        words = f"Let {subject.name} meet in any month."
        yield Remedy(words, with_fields(problem, subject.code, months=frozenset()), Ease.ANOTHER_DAY)


def set_aside(problem: Problem, reason: Reason, day: date, _start: int | None) -> Remedy | None:
    """Return the input in which a body, or a meeting day, may also meet on such a day."""
    subject = problem.bodies.get(reason.subject) or problem.meeting_days.get(reason.subject)
    if subject is None:
        return None
    own = MONDAY_TO_FRIDAY if subject.weekdays is None else subject.weekdays
    name, said, fields = WEEKDAY_NAMES[day.weekday()], [], {"weekdays": own | {day.weekday()}}
    said += [] if day.weekday() in own else [f"on {name}s too"]
    freed = with_fields(problem, subject.code, **fields)
    if day not in own_days(_one(freed, subject)) and subject.months and day.month not in subject.months:
        said.append(f"in {MONTH_NAMES[day.month - 1]} too")
        freed = with_fields(freed, subject.code, months=subject.months | {day.month})
    if day not in own_days(_one(freed, subject)):
        said.append("in any week of the month")
        freed = with_fields(freed, subject.code, weeks_of_month=frozenset())
    verb = "sat" if isinstance(subject, Body) else "were held"
    return Remedy(f"{subject.name} {verb} {listed(said)}", freed, Ease.ANOTHER_DAY)


def _one(problem: Problem, subject: Body | MeetingDay) -> Body | MeetingDay:
    return problem.bodies[subject.code] if isinstance(subject, Body) else problem.meeting_days[subject.code]
