"""What was published: of which plan, with which revisions, and why though something was wrong.

That a plan has been published, the history of its folder says, or a register near it that knows its meetings. What was
sent of each event the register keeps, and no plan is published that goes back on it.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scheduler.commands.approval import MOST_TOLD, Approved
from scheduler.commands.links import WHERE, registers_in
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import clock, counted, long_date, short_date
from scheduler.errors import CannotPublish, CannotWrite, Refused
from scheduler.outputs.history import Step, note, past_of
from scheduler.outputs.places import place_of
from scheduler.outputs.site.contents import Contents
from scheduler.outputs.site.register import Anyway, Register, Sent, read_register
from scheduler.outputs.site.sent import Event, sending_of

PUBLISH, SERVE = Step("publish"), Step("serve")


def is_published(calendar: Path, plan: Plan) -> bool:
    """Whether subscribers have meetings of a plan, as far as can be known where it lies.

    Parameters
    ----------
    calendar : Path
        A folder that `plan` wrote, or a calendar in one.
    plan : Plan
        The plan.

    """
    folder = place_of(calendar if calendar.is_dir() else calendar.parent)
    if _is_recorded(folder):
        return True
    uids = {meeting.uid for meeting in plan.meetings}
    return any(uids & _sent_by(path) for path in registers_in((*WHERE, folder.parent)))


def _is_recorded(folder: Path) -> bool:
    """Whether the history of a folder says that its plan was given out."""
    return any(recorded.step.command in (PUBLISH.command, SERVE.command) for recorded in past_of(folder).steps)


def _sent_by(path: Path) -> frozenset[str]:
    """Return the uids of what was sent with a register; one that cannot be read says nothing."""
    with suppress(CannotPublish):
        register = read_register(path)
        return frozenset() if register is None else frozenset(register.sent)
    return frozenset()


def recorded_in(folder: Path, step: Step) -> bool:
    """Record a publication in the history of the plan's folder; say whether that could be done.

    A folder may lie where it can only be read: the plan is published all the same.
    """
    try:
        if step.command != SERVE.command or not _is_recorded(place_of(folder)):  # it may be started again every night
            note(folder, step)
    except (OSError, CannotWrite):
        return False
    return True


def sent_on(register: Register, contents: Contents, folder: Path) -> Register:
    """Return the register with what subscribers have once these contents are sent to them.

    Raises
    ------
    Refused
        If an event would go back: a lower SEQUENCE, or an older DTSTAMP, than was sent.

    """
    sending = sending_of(contents)
    lowered = sending.lowered(register.sent)
    if not lowered:
        return replace(register, sent=sending.added_to(register.sent))
    meetings = {meeting.uid: meeting for year in contents.plan.years for meeting in year.meetings}
    theirs = [event for event in lowered if event.uid in meetings]
    reasons = [
        f"{_title(contents, event, meetings)}: {_went_back(event, register.sent[event.uid])}"
        for event in (theirs or lowered)[:MOST_TOLD]
    ]
    if len(theirs or lowered) > MOST_TOLD:
        reasons.append(f"and {len(theirs or lowered) - MOST_TOLD} more.")
    what = counted(len(theirs), "meeting") if theirs else counted(len(lowered), "event")
    raise Refused(
        f"{folder} is older than what subscribers have: {what} would go back to a lower revision or an earlier moment, "
        "and their calendars would keep what they have.",
        tuple(reasons),
        "Go back to the calendar that was published (`meeting-day undo`; it may be the folder that ends in .previous), "
        "or plan again with that one as --baseline: revisions then go on from it.",
    )


def _title(contents: Contents, event: Event, meetings: Mapping[str, Meeting]) -> str:
    if event.uid in meetings:
        return meeting_title(contents.problem, meetings[event.uid])
    return f"{event.title} on {long_date(event.day)}"


def _went_back(event: Event, sent: Sent) -> str:
    """Say of an event what it would bear, and what it bore."""
    if event.sequence < sent.sequence:
        return f"revision {event.sequence}, where revision {sent.sequence} was sent."
    return f"of {_in_words(event.stamp)}, where that of {_in_words(max((sent.stamp, *sent.own.values())))} was sent."


def _in_words(stamp: str) -> str:
    """Write a DTSTAMP for people: `2 November 2015, 08:30 UTC`."""
    moment = datetime.fromisoformat(stamp)
    return f"{short_date(moment.date())}, {clock(moment.hour * 60 + moment.minute)} UTC"


def noted(register: Register, moment: str, approved: Approved) -> Register:
    """Return the register with the reason for which a plan was given out though something was wrong with it."""
    entry = Anyway(moment, approved.anyway)
    if not approved.anyway or entry in register.anyway:
        return register
    return replace(register, anyway=(*register.anyway, entry))
