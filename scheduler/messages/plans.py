"""Calendars found, checked, confirmed, or side by side: sentences for an officer, and documents for a program."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from scheduler.domain.plan import Meeting, Plan, SlotsRow, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, UngrantedWish
from scheduler.domain.scenarios import FAILED, OUTCOME_WORDS, STOPPED, Result, dates_of
from scheduler.domain.titles import (
    CHOSEN_BY_THEM,
    body_title,
    meeting_title,
    occurrence_title,
    session_title,
    theme_title,
    waived_sentences,
)
from scheduler.domain.wording import counted, listed, long_date, rule_words, short_date, slots_words
from scheduler.law.decisions import ROUTES, decisions_taken
from scheduler.law.forward_plan import MATTERS, forward_dates
from scheduler.law.warning import LawWarning
from scheduler.messages.changes import clash_lines
from scheduler.messages.differences import change_sentences, changes_shown
from scheduler.messages.documents import as_json
from scheduler.messages.law import warnings_document
from scheduler.outputs.naming import name_of_day
from scheduler.outputs.options.comparison import Option, day_words
from scheduler.outputs.scenario_words import compared_with, not_granted, open_ends
from scheduler.wishes import named_sentences
from scheduler.wishes.quantities import Quantity, quantities, side_by_side, tier_words
from scheduler.wishes.tiers import exchange_words, tier_title

GAP = "  "
LONGEST_NAME = 32
MOST_REASONS = 3
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_WHY = {
    "none_exists": "no {ordinal} calendar exists that differs enough: {differing}.",
    "not_in_time": "no {ordinal} calendar was found within the time limit. Give it longer with --time-limit.",
    "alike": "no {ordinal} calendar was found that differs enough: {differing}.",
    "refused": "every {ordinal} calendar that was found fails the check of meeting-day itself. Please report it.",
    "stopped": "the search was stopped before a {ordinal} was found.",
}


def anyway_sentences(wrong: Sequence[str]) -> Iterator[str]:
    """Say what is wrong with a plan of which something was made all the same."""
    yield from (f"Made although this is wrong: {sentence}" for sentence in wrong)


def earlier_papers_sentences(papers: Sequence[str]) -> Iterator[str]:
    """Say which papers in a plan's folder are of the calendar that it replaced."""
    if papers:
        them = "it" if len(papers) == 1 else "them"
        yield f"Still of the calendar before: {listed(list(papers))}. Make {them} again."


def solved_sentences(problem: Problem, plan: Plan, folder: Path) -> Iterator[str]:
    """Say what was planned, what it could not do, and where to look.

    Parameters
    ----------
    problem : Problem
        The input, whose names and weights it is told by.
    plan : Plan
        The plan.
    folder : Path
        Where it was written.

    """
    days = f", {counted(len(plan.occurrences), 'meeting day')}" if plan.occurrences else ""
    proof = "no better plan exists" if plan.status == "optimal" else "a better one may exist"
    yield f"{plan.title}: {counted(len(plan.live), 'meeting')}{days}. No rule is broken; {proof}."
    counts = quantities(problem.wish_weights, plan.wishes)
    yield from (f"  {tier_sentence(tier, counts)}" for tier in plan.tiers)
    yield from (f"  {sentence}" for sentence in named_sentences(plan.wishes))
    for occurrence in plan.occurrences:
        theme = "" if occurrence.theme is None else f", theme {theme_title(problem, occurrence.theme)}"
        yield f"  {occurrence_title(problem, occurrence)}{theme}"
    yield from (f"  {sentence}" for sentence in slots_sentences(problem, plan))
    yield from (f"  {sentence}" for sentence in waived_sentences(problem, plan))
    for meeting in plan.live:
        if meeting.has_to_choose_a_chair:
            yield f"  {meeting_title(problem, meeting)}: neither chair nor vice-chair is there: {CHOSEN_BY_THEM}."
    yield f"Wrote {folder}: open {folder / 'calendar.xlsx'} or {folder / 'index.html'}."


def taken_sentences(problem: Problem, before: Plan, plan: Plan, number: int, folder: Path) -> Iterator[str]:
    """Say that an option stands in the place of the calendar before, and what that changes."""
    yield f"Took option {number}; the calendar before is now the first of the other options."
    lines = list(change_sentences(problem, before, plan))
    yield from changes_shown(lines, "the calendar before") if lines else ("Every meeting is where it was.",)
    yield f"Wrote {folder}. To go back: meeting-day undo {folder}"


def slots_sentences(problem: Problem, plan: Plan) -> Iterator[str]:
    """Say of each session what one slot more would save on all days of its meeting day together."""
    found: dict[tuple[str, str, int], list[tuple[SlotsRow, SlotsRow]]] = {}
    for occurrence in plan.occurrences:
        for now, then in occurrence.savings:
            found.setdefault((occurrence.meeting_day, now.session, then.slots), []).append((now, then))
    for (day, session, slots), pairs in found.items():
        apologies = sum(then.apologies for _, then in pairs), sum(now.apologies for now, _ in pairs)
        substitutes = sum(then.substitutes for _, then in pairs), sum(now.substitutes for now, _ in pairs)
        words = slots_words(slots, apologies, substitutes)
        title = f"{session_title(session)} of {name_of_day(problem, day)}"
        yield f"{title}, on {counted(len(pairs), 'day')}, {words}."


def forward_plan_sentences(problem: Problem, plan: Plan) -> Iterator[str]:
    """Say of each meeting what the law has announced before it, where that day is before the calendar is published."""
    published = problem.settings.publication_date
    if published is None:
        return
    late = [one for one in forward_dates(problem, plan) if one.announced and one.due < published]
    for (meeting, due), ones in groupby(late, key=lambda one: (one.meeting, one.due)):
        what = listed([f"{one.what[0].lower()}{one.what[1:]}" for one in ones])
        title = meeting_title(problem, meeting)
        yield (
            f"{title}: {what} would be due by {long_date(due)}, before the calendar is published on "
            f"{long_date(published)}."
        )


def decision_sentences(problem: Problem, plan: Plan) -> Iterator[str]:
    """Say which decisions of the forward plan have no meeting, and of which notice is late."""
    for one in decisions_taken(problem, plan):
        title = f"{one.decision.title} ({body_title(problem, one.decision.body)})"
        if one.trouble:
            yield f"{title}: {one.trouble}."
        for notice in one.notices:
            if notice.late:
                what = f"{MATTERS[notice.row.matter]}, due by {long_date(notice.due)}"
                how = f"given on {long_date(notice.given)}" if notice.given else "not recorded as given"
                left = notice.route
                way = "" if left is None else f" What the law leaves: {ROUTES[left.matter]}, {left.instrument}."
                yield f"{title} on {long_date(notice.meeting.date)}: {what}, {how}.{way}"


def as_of_sentence(problem: Problem, baseline: Plan | None, *, said: bool) -> str:
    """Say which day is taken for today, and why.

    Parameters
    ----------
    problem : Problem
        The input, with the moment of planning.
    baseline : Plan, optional
        What it is planned from.
    said : bool
        Whether the officer said which day it is.

    """
    settings, today = problem.settings, problem.planned_on
    if said:
        why = "which is taken for today"
    elif baseline is not None and today == baseline.made_on:
        why = "when the calendar it is made from was made"
    elif today == settings.publication_date:
        why = "when the calendar is published"
    else:
        why = "when the calendar begins"
    return f"As of {long_date(today)}, {why}."


def plan_summary(plan: Plan, folder: Path, law: Sequence[LawWarning] = ()) -> dict[str, Any]:
    """Return how good a plan is, where it was written, and what of it goes against the law."""
    return {
        "status": plan.status,
        "folder": str(folder),
        "meetings": len(plan.live),
        "meeting_days": [{"meeting_day": o.meeting_day, "date": o.date.isoformat()} for o in plan.occurrences],
        "tiers": [{"tier": t.name, "value": t.value, "bound": t.bound, "proven": t.proven} for t in plan.tiers],
        "wishes": as_json(plan.wishes),
        "law": warnings_document(law),
    }


def tier_sentence(tier: Tier, counts: Sequence[Quantity]) -> str:
    """Say what a tier does not grant, and whether there could be less."""
    title = tier_title(tier.name)
    if tier.exchange is not None:
        other, units = tier.exchange
        title = f"{title} ({exchange_words(tier.name, units, other)}, as the wishes say)"
    return f"{title}: {tier_words(tier, counts)}."


def check_sentences(
    problem: Problem,
    breaches: Sequence[Breach],
    clashes: Sequence[Clash],
    wishes: Sequence[UngrantedWish],
    waived: Sequence[str] = (),
) -> Iterator[str]:
    """Say what a calendar breaks, what is waived, who is wanted in two places, and what it does not grant."""
    yield f"{counted(len(breaches), 'rule')} broken." if breaches else "No rule is broken."
    yield from (f"  {rule_words(breach.rule)}: {breach.message}" for breach in breaches)
    if waived:
        yield f"{counted(len(waived), 'waiver')}:"
        yield from (f"  {sentence}" for sentence in waived)
    if clashes:
        yield f"{counted(len(clashes), 'clash', 'clashes')}:"
        yield from (f"  {line}" for line in clash_lines(problem, clashes))
    if wishes:
        yield "What it could not do:"
        yield from (f"  {one.words}" for one in quantities(problem.wish_weights, wishes))
        yield from (f"  {sentence}" for sentence in named_sentences(wishes))


def option_folder(folder: Path, option: Option) -> Path:
    """Return the folder of an option: the output folder itself for the best."""
    return folder if option.number == 1 else folder / "options" / str(option.number)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows of a table with each column as wide as its longest cell."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def option_lines(options: Sequence[Option]) -> Iterator[str]:
    """Yield a table with a column for each option, then its meeting days, and what speaks for and against it."""
    yield from _aligned([("", *(one.name for one in options)), *_compared(options)])
    yield "The most important first; in brackets, how it differs from option 1."
    for one in options:
        yield ""
        yield one.name
        for name, dates in one.days:
            if dates:
                yield f"  {name}: {day_words(dates)}: {', '.join(map(short_date, dates))}"
        yield f"  Weekdays: {one.pattern}"
        yield from (f"  For: {sentence}" for sentence in one.in_favour)
        yield from (f"  Against: {sentence}" for sentence in one.against)
        if not one.in_favour and not one.against:
            yield "  As good as the others in all that is counted."


def _compared(options: Sequence[Option]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: meetings, what is not granted in units of its own, and dates that differ."""
    yield "Meetings", *(str(len(one.plan.live)) for one in options)
    for quantity, numbers in side_by_side([one.counts for one in options]):
        first = numbers[0]
        rest = (f"{quantity.figure(number)} ({quantity.more(number - first)})" for number in numbers[1:])
        yield quantity.name, quantity.figure(first), *rest
    others = (f"{one.differing} of {len(one.plan.live)}" for one in options[1:])
    yield "Meetings on another date than in option 1", "", *others


def why_fewer(options: Sequence[Option], asked: int, why: str | None) -> Iterator[str]:
    """Say why there are fewer calendars than asked for, if that is so."""
    if why is not None:
        days = any(dates for _, dates in options[0].days)
        differing = (
            "every meeting day on another date"
            if days
            else "at least a quarter of the meetings on another date than in each of the others"
        )
        sentence = _WHY[why].format(ordinal=_ORDINALS[len(options) + 1], differing=differing)
        yield f"{counted(len(options), 'calendar')} of the {asked} asked for: {sentence}"


def options_document(
    options: Sequence[Option], folder: Path, asked: int, why: str | None, law: Sequence[LawWarning] = ()
) -> dict[str, Any]:
    """Return the best plan's summary, and every option with what it costs."""
    return {
        **plan_summary(options[0].plan, folder, law),
        "options": [_option(one, option_folder(folder, one)) for one in options],
        "why_no_more": next(why_fewer(options, asked, why), None),
    }


def _option(one: Option, folder: Path) -> dict[str, Any]:
    return {
        "option": one.number,
        "status": one.plan.status,
        "folder": str(folder),
        "meetings": len(one.plan.live),
        "meeting_days": [{"meeting_day": o.meeting_day, "date": o.date.isoformat()} for o in one.plan.occurrences],
        "tiers": [
            {
                "tier": tier.name,
                "value": tier.value,
                "bound": tier.bound,
                "proven": tier.proven,
                "difference": price.difference,
            }
            for tier, price in zip(one.plan.tiers, one.prices, strict=True)
        ],
        "apologies": [{"person": code, "meetings": times} for code, _, times in one.apologies],
        "differing": one.differing,
        "avoided": [{"reason": reason, "meetings": number} for reason, number in one.avoided],
        "for": list(one.in_favour),
        "against": list(one.against),
    }


def confirmed_sentences(problem: Problem, meetings: Sequence[Meeting], left: int, folder: Path) -> Iterator[str]:
    """Say how many meetings were confirmed, of which bodies, and what is left."""
    still = f"{counted(left, 'meeting')} of other bodies {'is' if left == 1 else 'are'} still provisional."
    if not meetings:
        yield "Nothing was provisional, so nothing is changed." if not left else f"Nothing is changed. {still}"
        return
    yield f"{counted(len(meetings), 'meeting')} confirmed:"
    for code in dict.fromkeys(meeting.body for meeting in meetings):
        number = sum(meeting.body == code for meeting in meetings)
        yield f"  {body_title(problem, code)}: {number}"
    if left:
        yield still
    yield f"Wrote {folder}. Subscribers see it when their calendars next refresh."


def confirmed_document(meetings: Sequence[Meeting], left: int, folder: Path) -> dict[str, Any]:
    """Return what was confirmed in the types of JSON."""
    return {
        "folder": str(folder),
        "confirmed": [
            {"uid": one.uid, "body": one.body, "sequence": one.sequence, "date": one.date.isoformat()}
            for one in meetings
        ],
        "provisional": left,
    }


def ended_sentence(result: Result, done: int, number: int) -> str:
    """Say that a scenario has ended, and how many have."""
    return f"{done} of {number}: {result.scenario}: {OUTCOME_WORDS[result.outcome]}"


def shortfalls(results: Sequence[Result]) -> Iterator[str]:
    """Say how many scenarios were not compared."""
    outcomes = [result.outcome for result in results]
    if FAILED in outcomes:
        yield f"{counted(outcomes.count(FAILED), 'scenario')} failed; the others were compared all the same."
    if STOPPED in outcomes:
        yield f"Stopped: {counted(outcomes.count(STOPPED), 'scenario')} not finished."


def comparison_lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield a table with a row for each scenario, then what it changes, what it could not do, and why."""
    rows = [("Scenario", "Outcome", "Meetings")]
    for result in results:
        name = result.scenario if len(result.scenario) <= LONGEST_NAME else f"{result.scenario[: LONGEST_NAME - 1]}…"
        meetings = "" if result.meetings is None else str(result.meetings)
        rows.append((name, OUTCOME_WORDS[result.outcome], meetings))
    yield from _aligned(rows)
    for result in results:
        yield ""
        yield result.scenario
        yield from (f"  Change: {words}" for words in result.changes)
        yield from (f"  {code}: {', '.join(days)}" for code, days in dates_of(result).items())
        compared = compared_with(result, results[0])
        if compared:
            yield f"  Compared with the first: {listed(compared)}."
        elif result.tiers:
            yield f"  Not granted: {listed(not_granted(result))}."
        yield from (f"  {words}." for words in open_ends(result))
        yield from (f"  Why: {reason}" for reason in result.why[:MOST_REASONS])
        if result.why[MOST_REASONS:]:
            yield f"  Why: … and {len(result.why) - MOST_REASONS} more; --json and the workbook have them all."


def comparison_document(results: Sequence[Result]) -> dict[str, Any]:
    """Return the comparison in the types of JSON."""
    base = results[0]
    return {
        "scenarios": [
            {
                "scenario": result.scenario,
                "changes": list(result.changes),
                "outcome": result.outcome,
                "why": list(result.why),
                "meetings": result.meetings,
                "meeting_days": [{"meeting_day": code, "date": day.isoformat()} for code, day in result.meeting_days],
                "slots": None if result.slots is None else _goal(result, base, result.slots),
                "tiers": [{"tier": tier.name, **_goal(result, base, tier)} for tier in result.tiers],
            }
            for result in results
        ]
    }


def _goal(result: Result, base: Result, goal: Tier) -> dict[str, Any]:
    return {
        "value": goal.value,
        "bound": goal.bound,
        "proven": goal.proven,
        "difference": result.difference(goal.name, base),
    }
