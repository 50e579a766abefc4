"""Notice as the law has it: the clear days that a body needs, and by when its agendas and reports are due."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from scheduler.dates.clear_days import section_243_days_before, working_days_before
from scheduler.domain.bodies import Body
from scheduler.domain.municipal_year import PARISH_AUTHORITY
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem, Settings
from scheduler.domain.themes import Project
from scheduler.domain.wording import counted
from scheduler.law.row import INFORMAL, PARISH_COUNCIL
from scheduler.law.rows import in_force


def notice_clear_days(problem: Problem, body: Body, day: date) -> int:
    """Return the clear days between the agenda of a meeting on the day and the meeting; 0 where it needs none.

    What the input gives, or else what the law of the day says of the body's legal kind.
    """
    if body.notice_clear_days is not None:
        return body.notice_clear_days
    return lawful_notice(problem.settings_of(body), body.legal_kind, day)


def lawful_notice(settings: Settings, legal_kind: str, day: date) -> int:
    """Return the clear days of notice that the law of a day asks of a body of this legal kind; 0 where it asks none."""
    if legal_kind == INFORMAL:
        return 0
    return _notice_in_force(settings.holidays, settings.authority_kind, legal_kind, day)


@lru_cache(maxsize=100_000)
def _notice_in_force(nation: str, authority_kind: str, legal_kind: str, day: date) -> int:
    row = in_force("notice", nation, authority_kind, legal_kind, day)
    return 0 if row is None or row.number is None else int(row.number)


def most_notice(settings: Settings, legal_kind: str, given: int | None) -> int:
    """Return the clear days of notice that a body needs: those given, or else the law's most in the calendar."""
    if given is not None:
        return given
    span = (settings.end_date - settings.start_date).days
    days = (settings.start_date + timedelta(days=n) for n in range(span + 1))
    return max(lawful_notice(settings, legal_kind, day) for day in days)


def notice_in_words(problem: Problem, body: Body, day: date) -> str:
    """Return the notice of a meeting on a day in words: `5 clear working days`, of a parish `3 clear days`."""
    return counted(notice_clear_days(problem, body, day), clear_day_in_words(problem, body))


def counts_by_section_243(problem: Problem, body: Body | None) -> bool:
    """Whether a body's notice is counted by s.243: a parish council's, and that of every body of a parish.

    None, a body that the input no longer has, is counted as others of the authority of the settings. Source: Local
    Government Act 1972 Sch 12 paras 10(2), 26(2).
    """
    of_a_parish_council = body is not None and body.legal_kind == PARISH_COUNCIL
    return of_a_parish_council or problem.settings_of(body).authority_kind == PARISH_AUTHORITY


def clear_day_in_words(problem: Problem, body: Body | None) -> str:
    """Name what a notice counts: a parish counts Saturdays too, by s.243."""
    return "clear day" if counts_by_section_243(problem, body) else "clear working day"


def agenda_deadline(problem: Problem, body: Body, day: date) -> date | None:
    """Return the last day to publish the agenda of a meeting on the day; None without notice.

    A working day, but for a parish, whose summons may be out on a Saturday.
    Source: Local Government Act 1972 s.100B, as amended by SI 2002/715: five clear days in England.
    """
    clear = notice_clear_days(problem, body, day)
    return _notice_days_before(problem, body, day, clear) if clear else None


def last_clear_day(problem: Problem, body: Body | None, day: date) -> date:
    """Return the last clear day before a body's meeting on the day: when it is over, notice has run."""
    return _notice_days_before(problem, body, day, 0)


def _notice_days_before(problem: Problem, body: Body | None, day: date, clear: int) -> date:
    """Return the last day on which notice leaves so many clear days before the day; it is itself one that counts."""
    before = section_243_days_before if counts_by_section_243(problem, body) else working_days_before
    return before(problem, day, clear)


def report_deadline(problem: Problem, body: Body | None, agenda: date | None) -> date | None:
    """Return the last day for reports to a meeting of a body whose agenda is due on a day; None for None.

    So many working days before the agenda as the body asks, or else the settings. A body that the input no longer has
    is None. Source: LGA 1972 s.100B: reports are open to inspection with the agenda, so they are in before it is.
    """
    if agenda is None:
        return None
    own = None if body is None else body.report_due_days
    days = problem.settings.report_due_days if own is None else own
    return working_days_before(problem, agenda, days - 1) if days else agenda


def in_time_for(problem: Problem, project: Project, day: date) -> bool:
    """Whether a meeting on a day can hear a project: its papers close no earlier than the project begins."""
    body = problem.bodies.get(project.reports_to or "")
    if project.start_date is None or body is None:
        return True
    return project.start_date <= (report_deadline(problem, body, agenda_deadline(problem, body, day)) or day)


def hearing(problem: Problem, project: Project, due: date, held: Iterable[Meeting]) -> Meeting | None:
    """Return the last of the meetings held by a project's body, in order of date, that hears its report due on a day.

    None where there is none on or before that day whose papers were still open when the project began.
    """
    last = max((one for one in held if one.date <= due), default=None, key=lambda one: (one.date, one.start))
    return last if last is not None and in_time_for(problem, project, last.date) else None
