"""The history of a plan's folder, the difference of two steps and the way back, in sentences and as documents."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.domain.difference import AMENDED, DROPPED, EVERYTHING, MOVED, NEW, RESTATED, difference
from scheduler.domain.plan import CONFIRMED, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import body_title
from scheduler.domain.wording import clock, counted, listed, long_date, rule_words
from scheduler.messages.differences import change_sentences
from scheduler.messages.documents import as_json
from scheduler.outputs.history import FOUND, Recorded

_WORDS = {MOVED: "moved", NEW: "new", DROPPED: "cancelled", AMENDED: "changed otherwise"}


def summary(before: Plan | None, after: Plan) -> str:
    """Say in a few words what became of a plan: `3 meetings moved, 1 cancelled`."""
    if before is None:
        return counted(len(after.live), "meeting")
    kinds: Counter[str] = Counter()
    for change in difference(before, after, EVERYTHING):
        confirmed = change.kind == RESTATED and change.meeting.status == CONFIRMED
        words = _WORDS.get(change.kind, "confirmed" if confirmed else "provisional again")
        kinds["held after all" if change.held_after_all else words] += 1
    parts = [f"{number} {words}" for words, number in sorted(kinds.items(), key=lambda one: (-one[1], one[0]))]
    if not parts:
        return "no meeting changed"
    first, *others = parts
    number, _, words = first.partition(" ")
    return ", ".join([f"{counted(int(number), 'meeting')} {words}", *others])


def step_sentence(recorded: Recorded, changed: str, timezone: str) -> str:
    """Say what a step was: its number, when, what, by whom, what it changed, and why."""
    step, local = recorded.step, recorded.local(timezone)
    when = f"{long_date(local.date())} at {clock(local.hour * 60 + local.minute)}"
    if step.command == FOUND:
        what = "found here" if recorded.number == 1 else "put here by no command"
    else:
        what = step.command if step.back_to is None else f"{step.command} to step {step.back_to}"
    by = f", by {step.by}" if step.by else ""
    why = f" ({step.reason})" if step.reason else ""
    edited = "; calendar.xlsx had been edited" if recorded.edited and recorded.number > 1 else ""
    return f"{recorded.number:>3}  {when}: {what}{by}: {step.about or changed}{edited}{why}"


def history_sentences(
    folder: Path,
    lines: Sequence[tuple[Recorded, str]],
    timezone: str,
    unread: tuple[Sequence[str], Sequence[str]],
    *,
    by_hand: bool,
) -> Iterator[str]:
    """List the steps of a folder, the first first, and name those that are damaged and those of a newer version."""
    for recorded, changed in lines:
        yield step_sentence(recorded, changed, timezone)
    if not lines:
        yield f"{folder} has no history yet: what it holds becomes the first step as soon as it is written again."
    elif by_hand:
        yield "What is there now was put there by no command since; the next one keeps it as a step."
    damaged, newer = unread
    for name in damaged:
        yield f"The step {name} cannot be read, and nothing is known of it; the others are whole."
    for name in newer:
        yield f"The step {name} was taken by a newer version of meeting-day: use that for this folder."


def step_document(recorded: Recorded | None) -> dict[str, Any] | None:
    """Return a step in the types of JSON; None for the folder as it is."""
    if recorded is None:
        return None
    step = recorded.step
    return {
        "number": recorded.number,
        "moment": recorded.moment,
        "command": step.command,
        "back_to": step.back_to,
        "by": step.by or None,
        "reason": step.reason or None,
        "about": step.about or None,
    }


def history_document(
    folder: Path, lines: Sequence[tuple[Recorded, str]], unread: tuple[Sequence[str], Sequence[str]]
) -> dict[str, Any]:
    """Return the steps of a folder in the types of JSON."""
    damaged, newer = unread
    steps = [{**(step_document(recorded) or {}), "changed": changed} for recorded, changed in lines]
    return {"folder": str(folder), "steps": steps, "damaged": list(damaged), "newer": list(newer)}


def difference_sentences(
    problem: Problem,
    steps: tuple[Recorded | None, Recorded | None],
    plans: tuple[Plan, Plan],
    input_files: Sequence[str],
    timezone: str,
) -> Iterator[str]:
    """Say what differs between two states of a folder."""
    one, other = ("now" if step is None else f"step {step.number} ({step.told(timezone)})" for step in steps)
    yield f"From {one} to {other}:"
    lines = list(change_sentences(problem, *plans))
    if input_files:
        lines.append(f"The input differs: {listed(input_files)}")
    yield from (f"  {line}" for line in lines or ["Nothing differs."])


def difference_document(
    problem: Problem,
    steps: tuple[Recorded | None, Recorded | None],
    plans: tuple[Plan, Plan],
    input_files: Sequence[str],
) -> dict[str, Any]:
    """Return what differs between two states of a folder in the types of JSON."""
    before, after = plans
    return {
        "from": step_document(steps[0]),
        "to": step_document(steps[1]),
        "changes": [
            {
                "kind": change.kind,
                "uid": change.meeting.uid,
                "body": change.meeting.body,
                "sequence": change.meeting.sequence,
                "details": list(change.details),
            }
            for change in difference(before, after, EVERYTHING)
        ],
        "sentences": list(change_sentences(problem, before, after)),
        "input_files": list(input_files),
    }


def undone_sentences(
    problem: Problem,
    back_to: Recorded,
    plans: tuple[Plan, Plan],
    stayed: Sequence[tuple[Meeting, str]],
    breaches: Sequence[Breach],
) -> Iterator[str]:
    """Say what became of a plan that was gone back from, and what could not be put back."""
    before, after = plans
    yield f"Back to step {back_to.number} ({back_to.told(after.timezone)}): {summary(before, after)}."
    for meeting, why in stayed:
        yield f"Warning: {body_title(problem, meeting.body)} ({meeting.name}) stays as it is now: {why}"
    for breach in breaches:
        yield f"Warning: the calendar breaks a rule now: {rule_words(breach.rule)}: {breach.message}"


def undone_document(
    folder: Path,
    back_to: Recorded,
    plans: tuple[Plan, Plan],
    stayed: Sequence[tuple[Meeting, str]],
    breaches: Sequence[Breach],
) -> dict[str, Any]:
    """Return the same in the types of JSON."""
    return {
        "folder": str(folder),
        "back_to": back_to.number,
        "changed": summary(*plans),
        "stayed": [
            {"body": meeting.body, "sequence": meeting.sequence, "date": meeting.date.isoformat(), "why": why}
            for meeting, why in stayed
        ],
        "breaches": as_json(breaches),
    }
