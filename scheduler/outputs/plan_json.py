"""`plan.json`: the plan as the contract writes it, the same bytes for the same plan."""

import json
from typing import Any

from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.other_keys import with_other_keys
from scheduler.domain.plan import Attendance, Before, Lunch, Meeting, Occurrence, Plan, Shown, SlotsRow, Tier, TierTrace
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.wording import clock

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
        **({"input_facts": plan.input_facts} if plan.input_facts else {}),
        "generated": plan.generated,
        "status": plan.status,
        "tiers": [_tier(tier) for tier in plan.tiers],
        **_dates(plan),
        "wishes": [_wish(wish) for wish in plan.wishes],
        "earlier": [_earlier(year) for year in plan.earlier],
        "events": {uid: _shown(shown) for uid, shown in sorted(plan.shown.items())},
        "by_hand": [{"row": _row(one.row), "instead_of": _row(one.instead_of)} for one in plan.by_hand],
        "search": [_tier_trace(one) for one in plan.search],
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
    document: dict[str, Any] = {
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
    if shown.before:
        document["before"] = [_before(one) for one in shown.before]
    return with_other_keys(document, shown.other_keys)


def _before(one: Before) -> dict[str, Any]:
    return {
        "revision": one.revision,
        "changed": one.changed,
        "date": one.date.isoformat(),
        "start": clock(one.start),
        "end": clock(one.end),
        "title": one.title,
        "place": one.place,
        "status": one.status,
    }


def _tier(tier: Tier) -> dict[str, Any]:
    document: dict[str, Any] = {
        "tier": tier.name,
        "value": tier.value,
        "bound": tier.bound,
        "proven": tier.proven,
    }
    if tier.exchange is not None:
        document["exchange"] = {"tier": tier.exchange[0], "units": tier.exchange[1]}
    return with_other_keys(document, tier.other_keys)


def _tier_trace(trace: TierTrace) -> dict[str, Any]:
    document = {"tier": trace.name, "values": list(trace.values), "bounds": list(trace.bounds)}
    return with_other_keys(document, trace.other_keys)


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
        "slots_saving": [_slots_row(row) for row in occurrence.slots_saving],
    }
    return with_other_keys(document, occurrence.other_keys)


def _slots_row(row: SlotsRow) -> dict[str, Any]:
    return {
        "session": row.session,
        "slots": row.slots,
        "apologies": row.apologies,
        "substitutes": row.substitutes,
    }


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
