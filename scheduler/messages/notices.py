"""Notices in sentences for the screen, and as a document."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import counted
from scheduler.law.public_notices import Duty
from scheduler.messages.differences import MOST_SHOWN
from scheduler.outputs.notices.entries import PERSON, SPEAKER, VENUE
from scheduler.outputs.notices.invitations import method_of
from scheduler.outputs.notices.letters import Letter, Line, Outbox, way_to

_WHOM = {PERSON: ("person", "people"), SPEAKER: ("speaker", None), VENUE: ("keeper of rooms", "keepers of rooms")}


def notices_sentences(outbox: Outbox, where: Path | None) -> Iterator[str]:
    """Say who is told how much, what must be known first, who must be told by law, and where the outbox is."""
    yield from outbox.remarks
    letters = outbox.letters
    for kind, (one, several) in _WHOM.items():
        number = sum(letter.receiver[0] == kind for letter in letters)
        if number:
            yield f"{counted(number, one, several)} {'is' if number == 1 else 'are'} told."
    if not letters:
        yield "Nothing has changed for anybody: nobody is told anything."
    for what, why in outbox.withheld.items():
        yield f"Kept out of every letter, for it names somebody: “{why}” ({what})."
    yield from law_sentences(outbox)
    if where is not None:
        yield f"Wrote {where}: look at it first, beginning with notices.xlsx. Nothing has been sent."


def left_sentence(where: Path) -> str:
    """Say that an outbox of an earlier time stands where nothing was written."""
    return f"What stands in {where} was made before, and is left as it is: see whether it has been sent."


def law_sentences(outbox: Outbox) -> Iterator[str]:
    """Say who must be told by law, each change in a line; what binds only some business is counted."""
    duties = [duty for duty in outbox.duties if not duty.only_if]
    if duties:
        yield "By law:"
    for duty in duties[:MOST_SHOWN]:
        title = meeting_title(outbox.sender.problem, duty.change.meeting)
        late = " The last day has passed." if duty.passed else ""
        yield f"  {title}: {duty.to_whom}. {duty.says}{late} ({duty.instrument})"
    if duties[MOST_SHOWN:]:
        yield f"  and {len(duties) - MOST_SHOWN} more: see the sheet By law."
    others = len(outbox.duties) - len(duties)
    if others:
        yield f"  {counted(others, 'notice')} more, only where a meeting has such business: see the sheet By law."


def notices_document(outbox: Outbox, folder: Path, step: int | None, written: Sequence[str]) -> dict[str, Any]:
    """Return who is told what in the types of JSON."""
    return {
        "folder": str(folder),
        "as_of": outbox.sender.day.isoformat(),
        "since": {
            "first": outbox.sender.before is None,
            "step": step,
            "generated": None if outbox.sender.before is None else outbox.sender.before.generated,
        },
        "remarks": list(outbox.remarks),
        "receivers": [_receiver(outbox, letter) for letter in outbox.letters],
        "by_law": [_duty(outbox, duty) for duty in outbox.duties],
        "withheld": [{"about": what, "reason": why} for what, why in outbox.withheld.items()],
        "files": list(written),
    }


def _receiver(outbox: Outbox, letter: Letter) -> dict[str, Any]:
    kind, code = letter.receiver
    return {
        "kind": kind,
        "code": code,
        "name": letter.name,
        "salutation": letter.salutation,
        "email": None if letter.mailbox is None else letter.mailbox.address,
        "way": way_to(outbox.sender, letter),
        "changes": [_change(line) for line in letter.lines],
    }


def _change(line: Line) -> dict[str, Any]:
    item = line.item
    return {
        "change": item.kind,
        "uid": item.event.uid,
        "method": method_of(item),
        "revision": item.event.revision,
        "meeting": line.what,
        "from": line.was or None,
        "to": line.now or None,
        "notes": list(line.remarks),
        "why": line.why or None,
        "to_do": line.to_do,
    }


def _duty(outbox: Outbox, duty: Duty) -> dict[str, Any]:
    meeting = duty.change.meeting
    return {
        "uid": meeting.uid,
        "meeting": meeting_title(outbox.sender.problem, meeting),
        "change": duty.change.kind,
        "matter": duty.matter,
        "to_whom": duty.to_whom,
        "what": duty.says,
        "instrument": duty.instrument,
        "last_day": None if duty.last_day is None else duty.last_day.isoformat(),
        "passed": duty.passed,
        "only_if": duty.only_if,
    }
