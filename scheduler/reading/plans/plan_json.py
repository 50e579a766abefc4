"""`plan.json`, read back as strictly as it is written: every fault with where it is."""

import json
import re
from collections.abc import Callable
from datetime import date
from math import isinf
from typing import Any, TypeVar

from scheduler.domain.calendar import ByHand, FixedMeeting
from scheduler.domain.other_keys import Table, is_newer
from scheduler.domain.plan import (
    Attendance,
    Before,
    Lunch,
    Meeting,
    Occurrence,
    Plan,
    Shown,
    SlotsRow,
    Tier,
    TierTrace,
    Told,
)
from scheduler.domain.reasons import Fault, UngrantedWish, Waiver
from scheduler.errors import InputFaults
from scheduler.reading.plans.values import (
    MISSING,
    MOST_FAULTS,
    MOST_MEETINGS,
    WrongValue,
    clock,
    day,
    flag,
    got,
    mapping,
    moment,
    one_of,
    perhaps,
    sequence,
    text,
    too_many_on_a_day,
    whole,
    zone,
)
from scheduler.reading.tables.headers import Unreadable

_DIGEST = re.compile(r"[0-9a-f]{16}")
MOST_THINGS = 3_000_000
"""Objects, lists and values together: thousands of meetings of dozens of people."""
FORMAT = "meeting-day-plan/1"
MAKE_AGAIN = (
    "Go back to the last whole one with `meeting-day undo`, put the file right, or make the plan again with "
    "`meeting-day plan --afresh`."
)
Thing = TypeVar("Thing")


_STATUS = one_of("provisional", "confirmed", "cancelled")


def _hours(raw: Table) -> tuple[int, int]:
    start, end = clock(got(raw, "start")), clock(got(raw, "end"))
    if end <= start:
        raise WrongValue("it ends before it starts")
    return start, end


def meeting(raw: Table) -> Meeting:
    """Read a meeting."""
    start, end = _hours(raw)
    return Meeting(
        uid=text(got(raw, "uid")),
        body=text(got(raw, "body")),
        sequence=whole(got(raw, "sequence")),
        date=day(got(raw, "date")),
        start=start,
        end=end,
        venue=perhaps(text, raw.get("venue")),
        room=perhaps(text, raw.get("room")),
        meeting_day=perhaps(text, raw.get("meeting_day")),
        session=perhaps(text, raw.get("session")),
        status=_STATUS(got(raw, "status")),
        attendance=tuple(_attendance(row) for row in sequence(got(raw, "attendance"))),
        agenda_deadline=perhaps(day, raw.get("agenda_deadline")),
        report_due=perhaps(day, raw.get("report_due")),
        agenda_items=tuple(text(item) for item in sequence(raw.get("agenda_items", []))),
        revision=whole(raw.get("revision", 0)),
        changed=moment(raw.get("changed", "")),
        title=perhaps(text, raw.get("title")),
        extra=flag(raw.get("extra", False)),
        pinned=flag(raw.get("pinned", False)),
        waived=tuple(_waiver(mapping(row)) for row in sequence(raw.get("waived", []))),
        other_keys=raw.rest(),
    )


def by_hand(raw: Table) -> ByHand:
    """Read what was done to one meeting by hand."""
    return ByHand(perhaps(_row, raw.get("row")), perhaps(_row, raw.get("instead_of")))


def _row(value: object) -> FixedMeeting:
    raw = mapping(value)
    return FixedMeeting(
        date=perhaps(day, raw.get("date")),
        body=perhaps(text, raw.get("body")),
        meeting_day=perhaps(text, raw.get("meeting_day")),
        start=perhaps(clock, raw.get("start")),
        room=perhaps(text, raw.get("room")),
        number=perhaps(whole, raw.get("number")),
        title=perhaps(text, raw.get("title")),
        earliest=perhaps(day, raw.get("earliest")),
        latest=perhaps(day, raw.get("latest")),
        duration_minutes=perhaps(whole, raw.get("duration_minutes")),
        extra=flag(raw.get("extra", False)),
        cancelled=flag(raw.get("cancelled", False)),
        waive=tuple(text(rule) for rule in sequence(raw.get("waive", []))),
        reason=perhaps(text, raw.get("reason")),
    )


def _waiver(raw: Table) -> Waiver:
    return Waiver(text(got(raw, "rule")), text(got(raw, "reason")))


def _attendance(row: object) -> Attendance:
    raw = mapping(row)
    return Attendance(
        person=text(got(raw, "person")),
        role=text(got(raw, "role")),
        voting=flag(got(raw, "voting")),
        outcome=one_of("attends", "substitute", "apologies")(got(raw, "outcome")),
        substitute=perhaps(text, raw.get("substitute")),
        reason=perhaps(text, raw.get("reason")),
        other_keys=raw.rest(),
    )


def occurrence(raw: Table) -> Occurrence:
    """Read an occurrence of a meeting day."""
    return Occurrence(
        meeting_day=text(got(raw, "meeting_day")),
        sequence=whole(got(raw, "sequence")),
        date=day(got(raw, "date")),
        venue=perhaps(text, raw.get("venue")),
        theme=perhaps(text, raw.get("theme")),
        speaker=perhaps(text, raw.get("speaker")),
        lunch=perhaps(_lunch, raw.get("lunch")),
        revision=whole(raw.get("revision", 0)),
        changed=moment(raw.get("changed", "")),
        slots_saving=tuple(_slots_row(mapping(row)) for row in sequence(raw.get("slots_saving", []))),
        other_keys=raw.rest(),
    )


def _slots_row(raw: Table) -> SlotsRow:
    return SlotsRow(
        session=text(got(raw, "session")),
        slots=whole(got(raw, "slots")),
        apologies=whole(got(raw, "apologies")),
        substitutes=whole(got(raw, "substitutes")),
    )


def _lunch(table: object) -> Lunch:
    raw = mapping(table)
    start, end = _hours(raw)
    return Lunch(
        session=text(got(raw, "session")),
        start=start,
        end=end,
        room=perhaps(text, raw.get("room")),
        headcount=whole(got(raw, "headcount")),
        other_keys=raw.rest(),
    )


def earlier_plan(raw: Table) -> Plan:
    """Read what is left of a calendar before this one."""
    return Plan(
        title=text(got(raw, "title")),
        start_date=day(got(raw, "start_date")),
        end_date=day(got(raw, "end_date")),
        timezone=zone(got(raw, "timezone")),
        meetings=tuple(meeting(mapping(one)) for one in sequence(got(raw, "meetings"))),
        occurrences=tuple(occurrence(mapping(one)) for one in sequence(got(raw, "meeting_days"))),
        generated=moment(got(raw, "generated")),
        other_keys=raw.rest(),
    )


def shown_events(value: object) -> dict[str, Shown]:
    """Read what the feeds last showed, by the uid of each event."""
    return {text(uid): _shown(mapping(raw)) for uid, raw in mapping(value).items()}


def _shown(raw: Table) -> Shown:
    return Shown(
        title=_words(got(raw, "title")),
        place=_words(got(raw, "place")),
        facts=_digest(got(raw, "facts")),
        whole=_digest(got(raw, "whole")),
        revision=whole(got(raw, "revision")),
        changed=moment(got(raw, "changed")),
        people={text(person): _told(told) for person, told in mapping(got(raw, "people")).items()},
        public=raw.get("public") is True,
        created=moment(raw.get("created", "")),
        before=tuple(_before(mapping(one)) for one in sequence(raw.get("before", []))),
        other_keys=raw.rest(),
    )


def _before(raw: Table) -> Before:
    return Before(
        revision=whole(got(raw, "revision")),
        changed=moment(got(raw, "changed")),
        date=day(got(raw, "date")),
        start=clock(got(raw, "start")),
        end=clock(got(raw, "end")),
        title=_words(got(raw, "title")),
        place=_words(got(raw, "place")),
        status=_STATUS(got(raw, "status")),
    )


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise WrongValue("what the feeds last showed is no text")
    return value


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise WrongValue("a fingerprint of the feeds is not as it was written")
    return value


def _told(value: object) -> Told:
    digest, _, changed = text(value).partition(" ")
    return Told(_digest(digest), moment(changed))


def plan_from_json(name: str, content: bytes) -> Plan:
    """Return the plan a file holds.

    Raises
    ------
    Unreadable
        If it is no JSON object.
    InputFaults
        If something in it is not as the contract says, with everything that is not.

    """
    if sum(map(content.count, (b"{", b"[", b","))) > MOST_THINGS:
        raise Unreadable(f"{name} holds more than any year's plan", MAKE_AGAIN)
    try:
        found = json.loads(content, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Unreadable(f"{name} is no JSON document", MAKE_AGAIN) from None
    if not isinstance(found, dict):
        raise Unreadable(f"{name} is no plan: a JSON object is wanted", MAKE_AGAIN)
    raw = Table(found)
    _refuse_other_formats(name, raw.get("format", FORMAT))
    reader = _Reader(name)
    plan = Plan(
        title=reader.one("title", text, raw),
        start_date=reader.one("start_date", day, raw) or date.min,
        end_date=reader.one("end_date", day, raw) or date.min,
        timezone=reader.one("timezone", zone, raw, "Europe/London"),
        meetings=reader.many("meetings", meeting, raw, MOST_MEETINGS),
        occurrences=reader.many("meeting_days", occurrence, raw, MOST_MEETINGS),
        tiers=reader.many("tiers", _tier, raw),
        wishes=reader.many("wishes", _wish, raw),
        status=_word(raw, "status", "feasible"),
        input_sha256=_word(raw, "input_sha256", ""),
        input_facts=_word(raw, "input_facts", ""),
        generated=reader.one("generated", moment, raw, ""),
        earlier=reader.many("earlier", earlier_plan, raw, otherwise=[]),
        shown=reader.one("events", shown_events, raw, {}) or {},
        by_hand=reader.many("by_hand", by_hand, raw, MOST_MEETINGS, otherwise=[]),
        search=reader.many("search", _tier_trace, raw, otherwise=[]),
        other_keys=raw.rest(),
    )
    reader.check_whole(plan)
    if reader.faults:
        raise InputFaults(tuple(reader.faults[:MOST_FAULTS]))
    return plan


def _word(raw: Table, key: str, otherwise: str) -> str:
    """Return a text that nothing depends on, or another where there is none."""
    try:
        return text(raw.get(key))
    except WrongValue:
        return otherwise


def _refuse_other_formats(name: str, found: object) -> None:
    """Raise Unreadable for a plan of another format than this version writes, a newer one by name."""
    if found == FORMAT:
        return
    if is_newer(found, FORMAT):
        raise Unreadable(
            f"{name} was made by a newer version of meeting-day, which writes the format {found}; this one reads "
            f"{FORMAT} and has changed nothing",
            "Use the newer version for this folder",
        )
    raise Unreadable(f"{name} is no plan of the format {FORMAT}", MAKE_AGAIN)


def _refuse_constant(word: str) -> None:
    raise ValueError(word)


def _finite(word: str) -> float:
    """Read a number with a point; one beyond all measure could not be written again."""
    if isinf(found := float(word)):
        raise ValueError(word)
    return found


class _Reader:
    """Reads parts, and gathers what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []

    def one(self, key: str, read: Callable[[Any], Thing], raw: Table, otherwise: object = MISSING) -> Any:  # noqa: ANN401
        """Return what a key holds; None, and a fault, if it is not as it should be."""
        try:
            return read(got(raw, key, otherwise))
        except WrongValue as problem:
            self.faults.append(Fault("plan", None, key, f"{self.name}: {key}: {problem}.", MAKE_AGAIN))
            return None

    def many(
        self,
        key: str,
        read: Callable[[Table], Thing],
        raw: Table,
        most: int = MOST_THINGS,
        otherwise: object = None,
    ) -> tuple[Thing, ...]:
        """Return the things of a list that are as they should be; each other one is a fault."""
        things = raw.get(key, otherwise)
        if not isinstance(things, list):
            self.faults.append(Fault("plan", None, key, f"{self.name}: {key} is no list.", MAKE_AGAIN))
            return ()
        if len(things) > most:
            message = f"{self.name}: {key} holds more than {most:,}."
            self.faults.append(Fault("plan", None, key, message, MAKE_AGAIN))
            return ()
        found = []
        for number, thing in enumerate(things, start=1):
            try:
                found.append(read(mapping(thing)))
            except WrongValue as problem:
                message = f"{self.name}: {key}, number {number}: {problem}."
                self.faults.append(Fault("plan", number, key, message, MAKE_AGAIN))
                if len(self.faults) >= MOST_FAULTS:
                    break
        return tuple(found)

    def check_whole(self, plan: Plan) -> None:
        """Find what only the whole shows: a year that ends before it starts, a crowded day, a uid used twice."""
        if date.min not in (plan.start_date, plan.end_date) and plan.end_date < plan.start_date:
            message = f"{self.name}: end_date is before start_date."
            self.faults.append(Fault("plan", None, "end_date", message, MAKE_AGAIN))
        crowd = too_many_on_a_day(one.date for one in plan.meetings)
        if crowd is not None:
            self.faults.append(Fault("plan", None, "meetings", f"{self.name}: {crowd}.", MAKE_AGAIN))
        seen: set[str] = set()
        earlier = [one for year in plan.earlier for one in year.meetings]
        for number, one in enumerate((*plan.meetings, *earlier), start=1):
            if one.uid in seen:
                message = f"{self.name}: the uid {one.uid[:80]} stands for two meetings."
                self.faults.append(Fault("plan", number, "meetings", message, MAKE_AGAIN))
            seen.add(one.uid)


def _tier(raw: Table) -> Tier:
    raw.get("proven")  # it follows from the two
    name, value, bound = text(got(raw, "tier")), whole(got(raw, "value")), whole(got(raw, "bound"))
    exchange = perhaps(_exchange, raw.get("exchange"))
    return Tier(name, value, bound, raw.rest(), exchange)


def _exchange(table: object) -> tuple[str, int]:
    raw = mapping(table)
    return text(got(raw, "tier")), whole(got(raw, "units"))


def _tier_trace(raw: Table) -> TierTrace:
    values, bounds = (tuple(whole(one) for one in sequence(got(raw, key))) for key in ("values", "bounds"))
    return TierTrace(text(got(raw, "tier")), values, bounds, raw.rest())


def _wish(raw: Table) -> UngrantedWish:
    wish, subject, why = (text(got(raw, key)) for key in ("wish", "subject", "why"))
    return UngrantedWish(wish, subject, whole(got(raw, "cost")), why, raw.rest())
