"""How the dates were found: what was kept to, counted again in the finished calendar, and what was wished for.

Each sentence says what the count says: that something never happens is said only where it was looked for and not found.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from scheduler.dates.closed_dates import public_holiday, why_avoided, why_closed
from scheduler.dates.elections import why_sensitive
from scheduler.dates.reports import report_lines, without_report
from scheduler.domain.bodies import Body, ReportingLine
from scheduler.domain.calendar import ClosedDate
from scheduler.domain.links import sentence as link_sentence
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.sitting_days import MONDAY_TO_FRIDAY
from scheduler.domain.titles import subject_title
from scheduler.domain.verbs import LUNCHES
from scheduler.domain.wording import counted, listed, long_date, monday_of
from scheduler.law.appointments import why_too_early
from scheduler.outputs.report.background import bodies_that_meet, held_in_words
from scheduler.outputs.report.parts import Block, Points, Section, Table, without_names
from scheduler.wishes import WISHES, last_year
from scheduler.wishes.tiers import TIERS, tier_title

NAMED = "they are named under “Exceptions”"
MOST_ROWS = 12
"""Closed periods that are named one by one; more are counted."""
_MOST_BODIES = 4


def principles(problem: Problem, plan: Plan) -> Section:
    """Say how the dates were found."""
    return Section(
        "How the dates were found",
        (
            "The dates keep to these principles. Each was counted again in the finished calendar.",
            Points(tuple(_kept(problem, plan))),
            *_closed_periods(problem, plan),
            *_reports(problem, plan),
            *_apart(problem),
            *_wished(problem, plan),
        ),
    )


# -- what is kept to


def on_closed_days(problem: Problem, plan: Plan) -> Iterator[tuple[Meeting, str]]:
    """Yield each meeting on a day that is closed to its body, and why it is."""
    for one in plan.live:
        why = why_closed(problem, one.date, problem.bodies[one.body].tags)
        if why is not None:
            yield one, why


def on_avoided_days(problem: Problem, plan: Plan) -> Iterator[tuple[Meeting, tuple[str, ...]]]:
    """Yield each meeting on a day that its body had better avoid, and why: a row, an election, its appointment."""
    for one in plan.live:
        body = problem.bodies[one.body]
        asked = (
            why_too_early(problem, body, one.date),
            why_avoided(problem, one.date, body.tags),
            why_sensitive(problem, body, one.date),
        )
        reasons = tuple(reason for reason in asked if reason)
        if reasons:
            yield one, reasons


def on_other_days(problem: Problem, plan: Plan) -> Iterator[Meeting]:
    """Yield each meeting on a day that is none of its body's: another weekday, week of the month, or month."""
    return (one for one in plan.live if one.date not in problem.days_kept_to(problem.bodies[one.body]))


def overlapping(plan: Plan) -> frozenset[str]:
    """Return the uids of meetings that somebody sits in and that overlap."""
    return frozenset(
        uid
        for engaged in plan.engagements.values()
        for _, of_day in groupby(engaged, key=lambda one: one.date)
        for one, two in combinations(of_day, 2)
        if one.overlaps(two)
        for uid in (one.uid, two.uid)
    )


def _kept(problem: Problem, plan: Plan) -> Iterator[str]:
    total = len(plan.live)
    other, closed = len(list(on_other_days(problem, plan))), len(list(on_closed_days(problem, plan)))
    polling = ", on polling day" if problem.polling_days else ""
    days = f"a public holiday{polling} or a day closed to its body"
    yield (
        f"{held_in_words(other, total)} are on a day that is none of their body's own; {NAMED}."
        if other
        else "Every meeting is on one of its body's own days."
    )
    yield (f"{held_in_words(closed, total)} are on {days}; {NAMED}." if closed else f"No meeting is on {days}.")
    yield from _avoided(problem, plan)
    if problem.people:
        clashing = len(overlapping(plan))
        yield (
            f"{held_in_words(clashing, total)} overlap with another in which the same person sits."
            if clashing
            else "Nobody is down to sit in two meetings that overlap."
        )
        yield from _loads(plan)
    venues = {one.venue for one in plan.live if one.venue}
    if len(venues) > 1:
        yield f"Meetings are held at {counted(len(venues), 'venue')}: {listed(sorted(venues))}."


def _avoided(problem: Problem, plan: Plan) -> Iterator[str]:
    """Say that meetings keep off the days that had better be avoided, and which these are; or how many do not."""
    first, last = problem.settings.start_date, problem.settings.end_date
    rows = [row for row in problem.closed_dates if row.strength == "avoid"]
    rows = [row for row in rows if row.start_date <= last and row.end_date >= first]
    touching = len(list(on_avoided_days(problem, plan)))
    if touching:
        yield f"{held_in_words(touching, len(plan.live))} are on days that had better be avoided; {NAMED}."
    elif rows:
        reasons = list(dict.fromkeys(without_names(problem, row.reason) for row in rows))
        more = len(reasons) - MOST_ROWS
        named = reasons if more <= 0 else [*reasons[:MOST_ROWS], f"{more} others"]
        yield f"No meeting is on a day that its body had better avoid ({'; '.join(named)})."


def _loads(plan: Plan) -> Iterator[str]:
    """Say how many meetings at most one person has on a day and in a week; those of a meeting day are one."""
    of_day: dict[tuple[str, object], set[object]] = {}
    of_week: dict[tuple[str, object], set[object]] = {}
    for person, engaged in plan.engagements.items():
        for one in engaged:
            part = (one.meeting_day, one.date) if one.meeting_day else one.uid
            of_day.setdefault((person, one.date), set()).add(part)
            of_week.setdefault((person, monday_of(one.date)), set()).add(part)
    if of_day:
        day, week = max(map(len, of_day.values())), max(map(len, of_week.values()))
        together = ", where those of one meeting day count as one" if plan.occurrences else ""
        yield (
            f"Nobody is down for more than {counted(day, 'meeting')} on a day, or {week} in a week from Monday to "
            f"Sunday{together}."
        )


# -- when nothing is held


def _closed_periods(problem: Problem, plan: Plan) -> Iterator[Block]:
    first, last = problem.settings.start_date, problem.settings.end_date
    nation = problem.settings.holidays
    holidays = [day for day in problem.days if day.weekday() in MONDAY_TO_FRIDAY and public_holiday(nation, day)]
    if holidays:
        yield f"Public holidays from Monday to Friday within the calendar: {listed(list(map(long_date, holidays)))}."
    rows = [one for one in problem.closed_dates if one.strength == "closed" and one.start_date <= last]
    rows = sorted((one for one in rows if one.end_date >= first), key=lambda one: (one.start_date, one.end_date))
    if len(rows) > MOST_ROWS:
        yield f"Beside them {counted(len(rows), 'period')} are closed to some bodies or to all."
    elif rows:
        yield "Beside them these days are closed:"
        bodies = bodies_that_meet(problem, plan)
        yield Points(tuple(_closed(bodies, problem, row) for row in rows))


def _closed(bodies: Sequence[Body], problem: Problem, row: ClosedDate) -> str:
    days = long_date(row.start_date)
    if row.end_date != row.start_date:
        days = f"{days} to {long_date(row.end_date)}"
    return f"{without_names(problem, row.reason)}: {days}{_whom(bodies, row)}"


def _whom(bodies: Sequence[Body], row: ClosedDate) -> str:
    """Say which of the bodies a row is about, or which not, whichever are fewer; nothing where it is about all."""
    concerned = [body.name for body in bodies if row.concerns(row.start_date, body.tags)]
    others = [body.name for body in bodies if body.name not in concerned]
    if not others:
        return ""
    if not concerned:
        return ", for none of the bodies that meet"
    few, words = (concerned, "for") if len(concerned) <= len(others) else (others, "for all but")
    return (
        f", {words} {listed(few)}" if len(few) <= _MOST_BODIES else f", {words} {counted(len(few), 'body', 'bodies')}"
    )


# -- who reports to whom, and who keeps apart


def _reports(problem: Problem, plan: Plan) -> Iterator[Block]:
    lines = [line for line in report_lines(problem) if plan.of_body(line.to_body)]
    if lines:
        yield "One body reports to another, whose meetings follow its own by so many clear working days:"
        rows = tuple(_line(problem, plan, line) for line in lines)
        columns = ("Report of", "To", "Clear working days between", "Meetings without one")
        yield Table("Reports from one body to another", columns, rows, (5.0, 4.6, 3.2, 3.6), small=True)


def _line(problem: Problem, plan: Plan, line: ReportingLine) -> tuple[str, str, str, str]:
    least, most = line.min_working_days, line.max_working_days
    between = f"{least} or more" if most is None else f"{least} to {most}" if least != most else str(least)
    without = len(list(without_report(problem, plan, line)))
    total = len(plan.of_body(line.to_body))
    gone = f"{held_in_words(without, total)}, under “Exceptions”" if without else f"None of {total}"
    until = "" if line.served_until is None else f"; up to {long_date(line.served_until)} served from before"
    return subject_title(problem, line.from_body), subject_title(problem, line.to_body), between, f"{gone}{until}"


def _apart(problem: Problem) -> Iterator[Block]:
    hard = [link_sentence(problem, link) for link in problem.links if link.strength == "hard"]
    soft = [link_sentence(problem, link) for link in problem.links if link.strength != "hard"]
    if hard:
        yield "Bodies that are kept apart, or follow one another:"
        yield Points(tuple(hard))
    if soft:
        yield "Likewise as far as the year allows:"
        yield Points(tuple(soft))


# -- what is wished for


def _wished(problem: Problem, plan: Plan) -> Iterator[Block]:
    by_tier: dict[str, list[str]] = {}
    for file in WISHES:
        wish = file.WISH
        idle = wish.tier == "unmoved" and not plan.replanned
        idle = idle or (wish.name == last_year.WISH.name and problem.baseline is None)
        if wish.weight_in(problem) and not idle and (LUNCHES not in wish.touches or plan.occurrences):
            by_tier.setdefault(wish.tier, []).append(wish.words)
    yield "Where that left a choice, dates and rooms were chosen by these wishes, in this order of importance:"
    yield Points(
        tuple(
            f"{tier_title(tier)}: {'; '.join(f'{one[:1].lower()}{one[1:]}' for one in by_tier[tier])}."
            for tier in TIERS
            if tier in by_tier
        ),
        numbered=True,
    )
    if plan.status == "optimal":
        yield "It is proven that no calendar which keeps the same rules fulfils these wishes better."
    elif plan.tiers:
        yield "A calendar that keeps the same rules and fulfils more of these wishes may exist."
