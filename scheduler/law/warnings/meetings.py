"""What the law says of one meeting: its notice, members in person, who presides, and nobody away for half a year."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from scheduler.domain.plan import ATTENDS, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import person_title
from scheduler.domain.wording import counted, long_date, on_days
from scheduler.law.absence import absence_law
from scheduler.law.meetings import IN_PERSON
from scheduler.law.rows import law_of
from scheduler.law.warning import (
    Concern,
    LawWarning,
    days_judged,
    formal_bodies,
    meetings_of,
    meetings_waived,
    warned,
)


def notice(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of bodies that give less notice than the law, and of meetings whose notice is waived."""
    for body in formal_bodies(problem):
        given, days = body.notice_clear_days, days_judged(problem, plan, body)
        for day in days:
            row = law_of(problem, "notice", body.legal_kind, day)
            if row is not None and row.number is not None and given is not None and given < row.number:
                message = f"{days.since(day)}{body.name} gives {counted(given, 'clear day')} of notice; the law says"
                yield warned(row, f"{message} {row.amount}", body.code, "notice_clear_days")
                break
    for body, day, title in meetings_waived(problem, plan, "notice"):
        row = law_of(problem, "notice", body.legal_kind, day)
        if row is not None:
            yield warned(row, f"The notice of {title} is waived; the law says {row.amount}", body.code)


def public_access(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of bodies that are not said to be open to the public where the law opens their meetings."""
    for body in formal_bodies(problem):
        for day in () if body.open_to_public else days_judged(problem, plan, body):
            row = law_of(problem, "public_access", body.legal_kind, day)
            if row is not None:
                message = f"{body.name} is not said to be open to the public, so no public feed has it; the law says"
                yield warned(row, f"{message}: {row.words}", body.code, "open_to_public")
                break


def remote_attendance(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of bodies that meet online or in hybrid form where members must be there in person."""
    for body in formal_bodies(problem):
        days = days_judged(problem, plan, body)
        for day in days:
            row = law_of(problem, "remote_attendance", body.legal_kind, day)
            if row is not None and row.unit == IN_PERSON and body.attendance_mode != "in_person":
                how = "online" if body.online else "in hybrid form, which is for officers, guests and the public"
                message = f"{days.since(day)}{body.name} meets {how}; the law says: {row.words}"
                yield warned(row, message, body.code, "attendance_mode")
                break


def presiding(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of meetings without their chair and vice-chair: another member has to be chosen to preside."""
    without: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings_of(plan):
        if meeting.has_to_choose_a_chair:
            without[meeting.body].append(meeting)
    for body in formal_bodies(problem):
        meetings = without[body.code]
        row = law_of(problem, "presiding", body.legal_kind, meetings[0].date) if meetings else None
        if row is not None:
            when = on_days([one.date for one in meetings])
            message = f"{body.name} has neither its chair nor a vice-chair {when}, and may meet all the same; the law"
            yield warned(row, f"{message} says who presides: {row.words}", body.code)


def absence(problem: Problem, plan: Plan | None) -> Iterator[LawWarning]:
    """Warn of councillors who attend nothing for so long that they would vacate office."""
    law = absence_law(problem, problem.settings.start_date)
    if plan is None or law is None:
        return
    there, missed = defaultdict[str, list[date]](list), defaultdict[str, list[date]](list)
    for meeting in sorted((*problem.held, *plan.live), key=lambda one: (one.date, one.start)):
        for seat in meeting.attendance:
            if seat.outcome != ATTENDS:
                missed[seat.person].append(meeting.date)
            if seat.sits is not None:
                there[seat.sits].append(meeting.date)
    councils = [body.code for body in formal_bodies(problem, "full_council", "parish_council")]
    for person in sorted(missed):
        for last, following in pairwise([problem.settings.start_date, *there[person], problem.settings.end_date]):
            seats = [one for code in councils for one in problem.memberships_on(code, last) if one.person == person]
            ends = [one.end_date or problem.settings.end_date for one in seats if one.voting]
            until = min(following, max(ends, default=last))
            between = any(last <= day <= until for day in missed[person])
            if between and until > law.last_day(last):
                when = f"from {long_date(last)} to {long_date(until)}"
                message = f"{person_title(problem, person)} attends nothing {when}; the law says {law.row.amount}"
                yield warned(law.row, f"{message}: {law.row.words}")
                break


CONCERNS = (
    Concern(("notice",), notice),
    Concern(("public_access",), public_access),
    Concern(("remote_attendance",), remote_attendance),
    Concern(("presiding",), presiding, of_plans=True),
    Concern(("absence",), absence, of_plans=True),
)
