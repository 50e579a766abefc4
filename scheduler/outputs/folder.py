"""The output folder, written beside its place and swapped in whole: a failure leaves the previous plan as it was.

`plan.json` is the plan as the contract writes it, the same bytes for the same plan.
"""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.other_keys import with_other_keys
from scheduler.domain.plan import Attendance, Lunch, Meeting, Occurrence, Plan, Shown, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.wording import clock, listed
from scheduler.errors import ChangedMeanwhile
from scheduler.outputs.disk import alone_in, in_words, to_disk
from scheduler.outputs.feeds import feeds_as_planned
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.history import Stamp, Step, past_of, present, record, stamp_of
from scheduler.outputs.options import options_page, options_workbook
from scheduler.outputs.options.comparison import compared
from scheduler.outputs.pages import page
from scheduler.outputs.places import (
    FEEDS_FOLDER,
    INPUT_FOLDER,
    NOT_WRITTEN,
    OPTIONS_FOLDER,
    OPTIONS_PAGE,
    OPTIONS_WORKBOOK,
    PAGE_FILE,
    PLAN_FILE,
    WORKBOOK_FILE,
    beside,
    check_replaceable,
    clear_up,
    place_of,
    swap_in,
    work_beside,
)
from scheduler.outputs.workbook import write_workbook

_FILES_AT_ONCE = 16

UNNAMED = Step("write")
"""What is written by no command."""


def write_output(
    problem: Problem,
    plan: Plan,
    folder: Path,
    inputs: Mapping[str, bytes] | None = None,
    others: Sequence[Plan] = (),
    *,
    step: Step = UNNAMED,
    since: Stamp | None = None,
) -> None:
    """Write every output of the plan into the folder, in the place of what an earlier run wrote there.

    Parameters
    ----------
    problem : Problem
        The input the plan was made from.
    plan : Plan
        The plan.
    folder : Path
        Where it goes.
    inputs : Mapping[str, bytes], optional
        The input's files by name, kept beside the plan so that it can be written again.
    others : Sequence[Plan], optional
        Other plans to choose from, the best first: each in a folder of its own in this one, with a comparison.
    step : Step, optional
        What is done, why and by whom, for the history of the folder.
    since : Stamp, optional
        The folder as it was before anything of it was read; left out, it is replaced whatever it holds.

    Raises
    ------
    ChangedMeanwhile
        If the folder is no longer what it was; it is left as it is now.
    CannotWrite
        If it cannot be written, or holds what this program did not write; nothing there is changed then.

    """
    place = place_of(folder)
    with in_words(folder):
        place.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(place.parent) as alone:
            if alone:
                clear_up(place)
            check_replaceable(folder)
            if since is None or stamp_of(place).files == since.files:
                _write_step(problem, plan, place, inputs or {}, others, step)
                return
            kept = beside(place, NOT_WRITTEN)
            check_replaceable(kept)
            _write_step(problem, plan, kept, inputs or {}, others, step)
            raise ChangedMeanwhile(f"{_what_changed(folder, since, plan.timezone)} {_what_to_do(kept)}")


def _write_step(
    problem: Problem, plan: Plan, place: Path, inputs: Mapping[str, bytes], others: Sequence[Plan], step: Step
) -> None:
    """Write a plan and its step, and put them in their place."""
    with work_beside(place) as work:
        new = work / "new"
        _write_all(problem, plan, new, inputs, others)
        record(place, new, step)
        written = (path for path in new.rglob("*") if path.is_dir() or path.stat().st_nlink == 1)
        with ThreadPoolExecutor(_FILES_AT_ONCE) as pool:  # the disk takes many files in one go
            list(pool.map(to_disk, (*written, new)))
        swap_in(new, place)


def _what_changed(folder: Path, since: Stamp, timezone: str) -> str:
    """Say who changed a folder meanwhile, and when, as far as its history knows."""
    now = dict(stamp_of(folder).files)
    if not now:
        return f"{folder} was taken away meanwhile; nothing was written."
    last = present(folder, past_of(folder))
    if last is not None:
        return f"{folder} was changed meanwhile by {last.told(timezone)}; nothing was written."
    differing = sorted({name for name, _ in set(since.files) ^ now.items()})
    return f"{folder} was changed meanwhile by no command ({listed(differing)}); nothing was written."


def _what_to_do(kept: Path) -> str:
    return (
        f"What should have been written is whole in {kept}: run the command again, which begins with what is there "
        "now, or take what you want of it with `meeting-day accept`."
    )


def options_in(folder: Path) -> list[Path]:
    """Return the folders of the other plans to choose from, the best first."""
    found = [path for path in (folder / OPTIONS_FOLDER).glob("[2-9]") if (path / PLAN_FILE).is_file()]
    return sorted(found)


def _write_all(
    problem: Problem, planned: Plan, new: Path, inputs: Mapping[str, bytes], others: Sequence[Plan] = ()
) -> None:
    plan = revised(problem, planned)
    new.mkdir(parents=True)
    (new / PLAN_FILE).write_bytes(plan_bytes(plan))
    (new / PAGE_FILE).write_bytes(page(problem, plan).encode())
    for path, feed in feeds_as_planned(problem, plan).items():
        file = new / FEEDS_FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(feed)
    for name, data in inputs.items():
        file = new / INPUT_FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    write_workbook(problem, plan, new / WORKBOOK_FILE)
    if others:
        _write_options(problem, (plan, *others), new, inputs)


def _write_options(problem: Problem, plans: Sequence[Plan], new: Path, inputs: Mapping[str, bytes]) -> None:
    """Write a comparison of several plans beside the first, and the outputs of each of the others below it."""
    options = compared(problem, plans)
    (new / OPTIONS_PAGE).write_bytes(options_page(problem, options).encode())
    (new / OPTIONS_WORKBOOK).write_bytes(options_workbook(problem, options))
    for option in options[1:]:
        _write_all(problem, option.plan, new / OPTIONS_FOLDER / str(option.number), inputs)


FORMAT = "meeting-day-plan/1"


def plan_bytes(plan: Plan) -> bytes:
    """Return the plan as JSON in UTF-8, its keys in the order of the contract."""
    text = json.dumps(plan_document(plan), ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def plan_document(plan: Plan) -> dict[str, Any]:
    """Return the plan in the types of JSON."""
    document = {
        "format": FORMAT,
        "title": plan.title,
        "start_date": plan.start_date.isoformat(),
        "end_date": plan.end_date.isoformat(),
        "timezone": plan.timezone,
        "input_sha256": plan.input_sha256,
        "generated": plan.generated,
        "status": plan.status,
        "tiers": [_tier(tier) for tier in plan.tiers],
        **_dates(plan),
        "wishes": [_wish(wish) for wish in plan.wishes],
        "earlier": [_earlier(year) for year in plan.earlier],
        "events": {uid: _shown(shown) for uid, shown in sorted(plan.shown.items())},
        "by_hand": [{"row": _row(one.row), "instead_of": _row(one.instead_of)} for one in plan.by_hand],
    }
    return with_other_keys(document, plan.other_keys)


def _row(row: FixedMeeting | None) -> dict[str, Any] | None:
    """Return what a row about one meeting says, its blank cells left out."""
    if row is None:
        return None
    cells = {
        "body": row.body,
        "meeting_day": row.meeting_day,
        "number": row.number,
        "title": row.title,
        "date": None if row.date is None else row.date.isoformat(),
        "start": None if row.start is None else clock(row.start),
        "earliest": None if row.earliest is None else row.earliest.isoformat(),
        "latest": None if row.latest is None else row.latest.isoformat(),
        "room": row.room,
        "duration_minutes": row.duration_minutes,
        "extra": row.extra or None,
        "cancelled": row.cancelled or None,
        "waive": list(row.waive) or None,
        "reason": row.reason,
    }
    return {column: cell for column, cell in cells.items() if cell is not None}


def _dates(plan: Plan) -> dict[str, Any]:
    occurrences = sorted(plan.occurrences, key=lambda one: (one.date, one.meeting_day, one.sequence))
    meetings = sorted(plan.meetings, key=lambda one: (one.date, one.start, one.body, one.sequence))
    return {
        "meeting_days": [_occurrence(occurrence) for occurrence in occurrences],
        "meetings": [_meeting(meeting) for meeting in meetings],
    }


def _earlier(year: Plan) -> dict[str, Any]:
    document = {
        "title": year.title,
        "start_date": year.start_date.isoformat(),
        "end_date": year.end_date.isoformat(),
        "timezone": year.timezone,
        "generated": year.generated,
        **_dates(year),
    }
    return with_other_keys(document, year.other_keys)


def _shown(shown: Shown) -> dict[str, Any]:
    document = {
        "title": shown.title,
        "place": shown.place,
        "facts": shown.facts,
        "whole": shown.whole,
        "revision": shown.revision,
        "changed": shown.changed,
        "public": shown.public,
        "created": shown.created,
        "people": {person: f"{told.digest} {told.changed}".rstrip() for person, told in shown.people.items()},
    }
    return with_other_keys(document, shown.other_keys)


def _tier(tier: Tier) -> dict[str, Any]:
    document = {"tier": tier.name, "value": tier.value, "bound": tier.bound, "proven": tier.proven}
    return with_other_keys(document, tier.other_keys)


def _occurrence(occurrence: Occurrence) -> dict[str, Any]:
    document = {
        "meeting_day": occurrence.meeting_day,
        "sequence": occurrence.sequence,
        "date": occurrence.date.isoformat(),
        "venue": occurrence.venue,
        "theme": occurrence.theme,
        "speaker": occurrence.speaker,
        "lunch": None if occurrence.lunch is None else _lunch(occurrence.lunch),
        "revision": occurrence.revision,
        "changed": occurrence.changed,
    }
    return with_other_keys(document, occurrence.other_keys)


def _lunch(lunch: Lunch) -> dict[str, Any]:
    document = {
        "session": lunch.session,
        "start": clock(lunch.start),
        "end": clock(lunch.end),
        "room": lunch.room,
        "headcount": lunch.headcount,
    }
    return with_other_keys(document, lunch.other_keys)


def _meeting(meeting: Meeting) -> dict[str, Any]:
    document = {
        "uid": meeting.uid,
        "body": meeting.body,
        "sequence": meeting.sequence,
        "date": meeting.date.isoformat(),
        "start": clock(meeting.start),
        "end": clock(meeting.end),
        "venue": meeting.venue,
        "room": meeting.room,
        "meeting_day": meeting.meeting_day,
        "session": meeting.session,
        "status": meeting.status,
        "attendance": [_attendance(row) for row in meeting.attendance],
        "agenda_deadline": None if meeting.agenda_deadline is None else meeting.agenda_deadline.isoformat(),
        "report_due": None if meeting.report_due is None else meeting.report_due.isoformat(),
        "agenda_items": list(meeting.agenda_items),
        "revision": meeting.revision,
        "changed": meeting.changed,
        "title": meeting.title,
        "extra": meeting.extra,
        "pinned": meeting.pinned,
        "waived": [{"rule": waiver.rule, "reason": waiver.reason} for waiver in meeting.waived],
    }
    return with_other_keys(document, meeting.other_keys)


def _attendance(row: Attendance) -> dict[str, Any]:
    document = {
        "person": row.person,
        "role": row.role,
        "voting": row.voting,
        "outcome": row.outcome,
        "substitute": row.substitute,
        "reason": row.reason,
    }
    return with_other_keys(document, row.other_keys)


def _wish(wish: UngrantedWish) -> dict[str, Any]:
    document = {"wish": wish.wish, "subject": wish.subject, "cost": wish.cost, "why": wish.why}
    return with_other_keys(document, wish.other_keys)
