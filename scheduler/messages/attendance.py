"""What an attendance register tells, in sentences and as a document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from scheduler.domain.attendance_register import APOLOGISED, CAME_WORDS, PRESENT, Mark, mark_words
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, meeting_title, person_title
from scheduler.domain.wording import counted, listed, long_date, short_date
from scheduler.messages.documents import as_json
from scheduler.outputs.who_came.meetings import WhoCame
from scheduler.outputs.who_came.member_return import Return
from scheduler.outputs.who_came.misses import Missed
from scheduler.outputs.who_came.record import approved_row, mark_row
from scheduler.outputs.who_came.report import AttendanceReport, by_month
from scheduler.outputs.who_came.six_months import APPROVED, NO_MEETING, PASSED, SixMonths, Standing
from scheduler.outputs.who_came.stand_down import Suggestion
from scheduler.reading.requests.attendance import Records

MOST_TOLD, MOST_NAMED = 10, 3
ELSEWHERE = (
    "The calendar does not hold the council's own meetings. Attendance there counts too, so the council's own register "
    "has the last word; what follows knows of the meetings here alone."
)
"""What is said of six months' absence where the council itself is not in the calendar."""
_ONE = {(APOLOGISED, 1): "apology"}
"""Where a single one is called otherwise than several."""
SAY_THE_DAY = "Say with --as-of what day it is, to be told of six months' absence and of what might stand down."


def record_sentences(problem: Problem, records: Records) -> Iterator[str]:
    """Say what records bring to a register: how much is new, of which meetings, and what is corrected."""
    told = [*records.new, *(after for _, after in records.corrected)]
    known = f"; {counted(records.known, 'mark')} known already" if records.known else ""
    if not told and not records.approved:
        yield f"The register has all of it already: {counted(records.known, 'mark')}."
        return
    meetings = dict.fromkeys(mark.meeting for mark in sorted(told, key=lambda mark: (mark.date, mark.body)))
    if told:
        yield f"{counted(len(told), 'mark')} of {counted(len(meetings), 'meeting')}{known}:"
    for uid in meetings:
        own = [mark for mark in told if mark.meeting == uid]
        yield f"  {body_title(problem, own[0].body)}, {short_date(own[0].date)}: {_counts(own)}."
    for before, after in records.corrected:
        name, body = person_title(problem, after.person), body_title(problem, after.body)
        was, now = mark_words(problem, before), mark_words(problem, after)
        yield f"  Corrected: {name} at {body} on {long_date(after.date)} was {was}, and is {now}."
    for one in records.approved:
        until = "" if one.until is None else f" until {long_date(one.until)}"
        yield f"  Absence of {person_title(problem, one.person)} approved on {long_date(one.date)}{until}."


def _counts(marks: Sequence[Mark]) -> str:
    """Count the marks of a meeting: `12 present (2 of them as substitutes), 1 apologies`."""
    numbers = Counter(mark.came for mark in marks)
    sent = sum(mark.instead_of is not None for mark in marks)
    beside = f" ({sent} of them in another's place)" if sent else ""
    said = [(came, _ONE.get((came, numbers[came]), word)) for came, word in CAME_WORDS.items() if numbers[came]]
    parts = [f"{numbers[came]} {word}{beside if came == PRESENT else ''}" for came, word in said]
    return listed(parts)


def outcome_sentences(folder: Path, written: Path | None, records: Records | None) -> Iterator[str]:
    """Say what was written, or how it would be."""
    if written is not None:
        yield f"Wrote {written}: record.json, attendance.xlsx and return-by-member.docx."
    elif records is not None:
        yield f"Nothing is kept yet: add --accept to write it into {folder}."
    else:
        yield f"{folder} has no register yet: give a record, such as the sign-in workbook of `meeting-day papers`."


def report_sentences(report: AttendanceReport) -> Iterator[str]:
    """Say what a register tells: the law first, then quorums, records that are missing, habits and suggestions."""
    if report.now is None:
        yield SAY_THE_DAY
    elif report.six_months is None:
        yield "No row of law about six months' absence bears on this authority: please check the law of its nation."
    else:
        yield from six_months_sentences(report.problem, report.six_months)
    yield from _held_sentences(report)
    yield from _missed_sentences(report.problem, report.missed)
    yield from _stand_down_sentences(report.problem, report.stand_down)


def six_months_sentences(problem: Problem, found: SixMonths) -> Iterator[str]:
    """Say who must attend soon, the gravest first, and the law."""
    near = [one for one in found.councillors if one.to_be_told]
    granted = [one for one in found.councillors if one.standing == APPROVED]
    if not found.councillors:
        yield "Nobody in the calendar is a councillor with a vote, so the law on six months' absence concerns nobody."
        return
    if found.without_council:
        yield ELSEWHERE
    if near:
        number = "1 councillor has" if len(near) == 1 else f"{len(near)} councillors have"
        yield f"{number} to be looked at under the law on six months' absence:"
        yield from (f"  {standing_sentence(problem, one)}" for one in near)
    else:
        number = counted(len(found.councillors), "councillor")
        yield f"Six months' absence: none of {number} is near it."
    yield from (f"  {standing_sentence(problem, one)}" for one in granted)
    yield f"  {found.law.sentence}"


def standing_sentence(problem: Problem, one: Standing) -> str:
    """Say how a councillor stands: last attendance, last day, what would save it."""
    name = person_title(problem, one.person) + (f", of {one.authority}," if one.authority else "")
    if one.last is None:
        last = f"{name} has attended nothing that the register knows since {long_date(one.since)}"
    else:
        last = f"{name} last attended on {long_date(one.last.date)} ({body_title(problem, one.last.body)})"
    day = long_date(one.last_day)
    if one.standing == APPROVED and one.approved is not None:
        until = "with no last day named" if one.approved.until is None else f"until {long_date(one.approved.until)}"
        return f"{last}; an absence is approved {until} (on {long_date(one.approved.date)})."
    if one.standing == PASSED:
        words = f"{last}. The last day to attend again was {day}: please check at once"
    elif one.standing == NO_MEETING:
        words = f"{last}. The last day is {day}, and no meeting of theirs is left before it"
    else:
        words = f"{last}. The last day is {day}, in {counted(one.weeks_left, 'week')}; {_saving(problem, one)}"
    if one.unrecorded:
        number = counted(len(one.unrecorded), "meeting")
        words += f". Of {number} of theirs since there is no record: see whether they were there"
    return f"{words}."


def _saving(problem: Problem, standing: Standing) -> str:
    meetings = standing.saving
    if not meetings:
        return f"the calendar, which ends on {long_date(standing.known_to)}, has no meeting of theirs before it"
    named = [f"{called(problem, one)} on {long_date(one.date)}" for one in meetings[:MOST_NAMED]]
    rest = len(meetings) - MOST_NAMED
    return f"before it is {listed([*named, *([f'{rest} more'] if rest > 0 else [])])}"


def _held_sentences(report: AttendanceReport) -> Iterator[str]:
    recorded, unrecorded = report.held.recorded, report.held.unrecorded
    if recorded:
        votes, there = sum(len(one.outcomes) for one in recorded), sum(one.there for one in recorded)
        share = f": {round(Fraction(there, votes) * 100)} % of the votes were there" if votes else ""
        yield f"{counted(len(recorded), 'meeting')} with a record{share}."
    for one in recorded:
        if not one.quorate:
            short = [f"{counted(one.there, 'vote')} of the {one.quorum} needed"] if one.there < one.quorum else []
            title = meeting_title(report.problem, one.meeting)
            yield f"  No quorum: {title}: {'; '.join([*short, *one.wanting])}."
    others = report.of_other_calendars
    if others:
        number = counted(len(others), "mark")
        meetings = counted(len({mark.meeting for mark in others}), "meeting")
        yield f"{number} of {meetings} that this calendar does not have: kept, and counted for six months' absence."
    if unrecorded:
        number = "1 meeting was" if len(unrecorded) == 1 else f"{len(unrecorded)} meetings were"
        yield f"{number} held without a record:"
        yield from _some([f"  {meeting_title(report.problem, one)}" for one in unrecorded])


def _some(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first of some lines, and count the rest."""
    yield from lines[:MOST_TOLD]
    if len(lines) > MOST_TOLD:
        yield f"  and {len(lines) - MOST_TOLD} more, in attendance.xlsx"


def _missed_sentences(problem: Problem, missed: Sequence[Missed]) -> Iterator[str]:
    if missed:
        yield "Missed again and again:"
        yield from _some([f"  {missed_sentence(problem, one)}" for one in missed])


def missed_sentence(problem: Problem, one: Missed) -> str:
    """Say what somebody misses."""
    what = f"meetings {one.when}" if one.body is None else body_title(problem, one.body)
    return f"{person_title(problem, one.person)}: {what}, {one.words}."


def _stand_down_sentences(problem: Problem, found: Sequence[Suggestion]) -> Iterator[str]:
    if found:
        yield "The council may wish to look at how often these meet; nothing is cancelled by saying so:"
        yield from _some([f"  {suggestion_sentence(problem, one)}" for one in found])


def suggestion_sentence(problem: Problem, one: Suggestion) -> str:
    """Say why a body might meet less, and which of its meetings could stand down."""
    days = [long_date(meeting.date) for meeting in one.could]
    if not days:
        why = one.coming[0].kept_for
        could = f"Each of its coming meetings had better be held all the same; of the first: {why[:1].lower()}{why[1:]}"
    else:
        alone = " (its row asks for " + one.asked + ", so that the council has to agree)" if one.asked else ""
        could = f"Without breaking a rule of the calendar it could stand down {_on(days)}{alone}."
    return f"{body_title(problem, one.body)}: {' '.join(one.reasons)} {could}"


def _on(days: Sequence[str]) -> str:
    shown = [
        *days[:MOST_NAMED],
        *([f"{counted(len(days) - MOST_NAMED, 'day')} more"] if len(days) > MOST_NAMED else []),
    ]
    return f"on {listed(shown)}"


def attendance_document(report: AttendanceReport, records: Records | None, written: Path | None) -> dict[str, Any]:
    """Return all of it in the types of JSON."""
    held, problem = report.held, report.problem
    return {
        "as_of": None if report.now is None else report.now.date().isoformat(),
        "records": None if records is None else _records(records),
        "six_months": None if report.six_months is None else _six_months(problem, report.six_months),
        "meetings": [_meeting(one) for one in held.recorded],
        "without_record": [_named(one) for one in held.unrecorded],
        "missed": [_missed(one) for one in report.missed],
        "stand_down": [_suggestion(one) for one in report.stand_down],
        "return": [_return(one) for one in report.returns],
        "return_by_body": [_return(one) for one in report.by_body],
        "by_month": [
            {"body": body, "month": f"{year}-{month:02d}", "percentage": round(share * 100)}
            for body, own in sorted(by_month(held.recorded).items())
            for (year, month), share in sorted(own.items())
        ],
        "written": None if written is None else str(written),
    }


def _records(records: Records) -> dict[str, Any]:
    return {
        "new": [mark_row(mark) for mark in records.new],
        "corrected": [{"before": mark_row(before), "after": mark_row(after)} for before, after in records.corrected],
        "known": records.known,
        "approved": [approved_row(one) for one in records.approved],
        "warnings": as_json(records.warnings),
    }


def _named(meeting: Meeting) -> dict[str, Any]:
    return {
        "uid": meeting.uid,
        "body": meeting.body,
        "sequence": meeting.sequence,
        "date": meeting.date.isoformat(),
    }


def _six_months(problem: Problem, found: SixMonths) -> dict[str, Any]:
    return {
        "law": found.law.sentence,
        "councillors": [
            {
                "person": one.person,
                **({"authority": one.authority} if one.authority else {}),
                "standing": one.standing,
                "last_attended": None if one.last is None else one.last.date.isoformat(),
                "counted_from": one.since.isoformat(),
                "last_day": one.last_day.isoformat(),
                "weeks_left": one.weeks_left,
                "saving": [_named(meeting) for meeting in one.saving],
                "without_record": [_named(meeting) for meeting in one.unrecorded],
                "approved": None if one.approved is None else one.approved.date.isoformat(),
                "sentence": standing_sentence(problem, one),
            }
            for one in found.councillors
        ],
    }


def _meeting(one: WhoCame) -> dict[str, Any]:
    return {
        **_named(one.meeting),
        "outcomes": one.outcomes,
        "substitutes": one.substitutes,
        "others": list(one.others),
        "there": one.there,
        "quorum": one.quorum,
        "quorate": one.quorate,
    }


def _missed(one: Missed) -> dict[str, Any]:
    other = None if one.otherwise is None else {"missed": one.otherwise[0], "expected": one.otherwise[1]}
    return {
        "person": one.person,
        "body": one.body,
        "when": one.when or None,
        "missed": one.missed,
        "expected": one.expected,
        "substitutes": one.substitutes,
        "otherwise": other,
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {
        "body": one.body,
        "reasons": list(one.reasons),
        "meetings": [{**_named(coming.meeting), "kept_for": coming.kept_for or None} for coming in one.coming],
        "asked": one.asked or None,
    }


def _return(one: Return) -> dict[str, Any]:
    return {
        "person": one.person,
        "body": one.body,
        "expected": one.expected,
        "attended": one.attended,
        "percentage": one.percentage,
        "substitutes": one.substitutes,
        "apologies": one.apologies,
        "absent": one.absent,
        "as_substitute": one.as_substitute,
    }
