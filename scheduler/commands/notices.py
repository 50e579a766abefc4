"""`notices`: who is told of what has changed since an earlier calendar, by which way and by which law; its outbox.

The earlier calendar is the one published last, a step of the history, or another folder. Nothing is sent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import pairwise
from pathlib import Path

from scheduler.commands.baselines import is_of_authority
from scheduler.commands.history import last_published, state_of, steps_after
from scheduler.commands.papers import Sound, archive_of, sound
from scheduler.commands.papers import write as write_papers
from scheduler.commands.sources import read_kept
from scheduler.domain.difference import EVERYTHING, difference
from scheduler.domain.names import names_in
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import counted, listed, long_date
from scheduler.errors import InputFaults, Refused
from scheduler.law.public_notices import duties
from scheduler.outputs.bilingual import in_languages_of
from scheduler.outputs.history import past_of
from scheduler.outputs.notices.entries import Calendars, Item, Receiver, changed_items
from scheduler.outputs.notices.letters import Outbox, Sender, letters, way_to
from scheduler.outputs.places import NOTICES_FOLDER

MOST_NAMED = 10
FOLDER = NOTICES_FOLDER
"""Where the outbox is in a plan's folder."""
_ANYWAY = "anyway: "
"""How a step's reason begins to say why a plan was given out though something was wrong with it: for officers."""


@dataclass(frozen=True)
class Since:
    """The calendar that receivers have."""

    problem: Problem
    plan: Plan
    words: str
    """Which it is: `step 3 (…)`, `the calendar in outputs/old`."""
    step: int | None = None


@dataclass(frozen=True)
class Notices:
    """What is to be told."""

    made: Sound
    since: Since | None
    """None where nothing was ever published, and every notice is a first invitation."""
    outbox: Outbox

    @property
    def since_words(self) -> str:
        """What is compared with what."""
        if self.since is None:
            return "The calendar has never been published: every notice is a first invitation."
        return f"What has changed since {self.since.words}."


def notices(
    folder: Path,
    step: str | None = None,
    old: Path | None = None,
    as_of: datetime | None = None,
    anyway: str | None = None,
    why: str = "",
) -> Notices:
    """Find who is told what.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    step : str, optional
        The number of the step of its history that receivers have; left out, that of the last publication.
    old : Path, optional
        Another folder that `plan` wrote, which they have instead.
    as_of : datetime, optional
        The moment; left out, that of the plan's making.
    anyway : str, optional
        Why notices are made although something is wrong with the plan.
    why : str
        Why it was changed, in words for everybody, instead of the reasons that the history keeps.

    Raises
    ------
    InputFaults, DamagedHistory
        If one of the calendars cannot be read.
    Refused
        If the plan breaks rules, or the earlier calendar is none that it could follow.

    """
    made = sound(folder, anyway, f"No notices of {folder} are made", as_of)
    since = _since(folder, step, old)
    if since is not None:
        _refuse_strangers(made, since)
    before = None if since is None else Calendars(in_languages_of(made.problem, since.problem), since.plan)
    moment = _moment(made)
    day = replace(made.problem, as_of=moment.isoformat()).planned_on
    changes = changed_items(before, Calendars(made.problem, made.plan), day)
    back = tuple(_gone_back(changes))
    if back and anyway is None:
        raise Refused(
            f"No notices of {folder} are made: it does not follow on from {'' if since is None else since.words}, so "
            "that calendar programs would keep what they have.",
            back,
            "Plan it again with that calendar as --baseline, or say why there are letters all the same with --anyway "
            "REASON: there are no invitations then.",
        )
    sender = Sender(made.problem, made.plan, None if since is None else since.plan, day)
    reasons, withheld = _reasons(made, since, why)
    known = replace(made.plan, meetings=(), earlier=(), shown={}) if since is None else since.plan
    by_law = duties(made.problem, made.plan, difference(_whole(known), _whole(made.plan)), day)
    written = letters(sender, before, changes, reasons)
    outbox = Outbox(sender, written, by_law, withheld=withheld, invites=not back)
    found = Notices(made, since, outbox)
    return replace(found, outbox=replace(outbox, remarks=tuple(_remarks(found))))


def files(found: Notices) -> dict[str, bytes]:
    """Return the outbox as files, by their paths below the plan's folder; none where nobody is told anything."""
    from scheduler.outputs.notices.outbox import files_of  # noqa: PLC0415 - Word documents and workbooks are slow to load

    nothing = not found.outbox.letters and not found.outbox.duties
    return {} if nothing else files_of(found.outbox, _moment(found.made))


def write(found: Notices, elsewhere: Path | None = None) -> tuple[str, ...]:
    """Write the outbox into the plan's folder, or into one of its own; return the paths of its files there.

    Raises
    ------
    CannotWrite
        If something there would be lost; nothing is written then.

    """
    made = files(found)
    if made:
        write_papers(found.made, made, elsewhere)
    return tuple(made)


@dataclass(frozen=True)
class ToldShown:
    """A receiver as a page shows them."""

    name: str
    kind: str
    """`person`, `speaker` or `venue`."""
    way: str
    """By which way they can be told."""
    changes: tuple[str, ...]


@dataclass(frozen=True)
class DutyShown:
    """Somebody whom the law has told, as a page shows it."""

    meeting: str
    to_whom: str
    says: str
    instrument: str
    state: str
    passed: bool


@dataclass(frozen=True)
class Shown:
    """The notices as a page shows them."""

    remarks: tuple[str, ...]
    told: tuple[ToldShown, ...]
    by_law: tuple[DutyShown, ...]
    """What binds only where a meeting has such business is not among them."""
    withheld: tuple[tuple[str, str], ...]
    """What a reason is about, and the reason."""


def shown(folder: Path, step: str | None, as_of: datetime | None, anyway: str | None) -> Shown:
    """Return the notices as a page shows them; nothing is written.

    Raises
    ------
    InputFaults, DamagedHistory, Refused

    """
    outbox = notices(folder, step, as_of=as_of, anyway=anyway).outbox
    told = (
        ToldShown(
            letter.name,
            letter.receiver[0],
            way_to(outbox.sender, letter),
            tuple(" ".join(filter(None, (f"{line.sentence}.", *line.remark.split("\n")))) for line in letter.lines),
        )
        for letter in outbox.letters
    )
    problem = outbox.sender.problem
    by_law = (
        DutyShown(
            meeting_title(problem, one.change.meeting), one.to_whom, one.says, one.instrument, one.state, one.passed
        )
        for one in outbox.duties
        if not one.only_if
    )
    return Shown(outbox.remarks, tuple(told), tuple(by_law), tuple(outbox.withheld.items()))


def zipped(folder: Path, step: str | None, as_of: datetime | None, anyway: str | None) -> bytes:
    """Return the outbox as one archive, whose bytes depend on what is in it alone; nothing is written.

    Raises
    ------
    InputFaults, DamagedHistory, Refused

    """
    return archive_of(sorted(files(notices(folder, step, as_of=as_of, anyway=anyway)).items()))


def _moment(made: Sound) -> datetime:
    """Return what is taken for now, with its zone; the calendar's first day where a plan knows no moment."""
    if made.moment:
        return datetime.fromisoformat(made.moment).astimezone(UTC)
    return datetime.combine(made.plan.start_date, time(), UTC)


def _whole(plan: Plan) -> Plan:
    """Return a plan with the meetings of its earlier years in it."""
    return replace(plan, meetings=tuple(one for year in plan.years for one in year.meetings))


# -- what receivers have


def _since(folder: Path, step: str | None, old: Path | None) -> Since | None:
    if old is not None:
        problem, plan = read_kept(old)
        return Since(problem, plan, f"the calendar in {old}")
    if step is None:
        published = last_published(folder)
        if published is None:
            return None
        step = str(published[0].number)
    problem, plan = state_of(folder, step)
    recorded = next((one for one in past_of(folder).steps if str(one.number) == step.strip()), None)
    if recorded is None:
        return Since(problem, plan, "the calendar as it is now")
    words = f"step {recorded.number} of the history ({recorded.told(plan.timezone)})"
    return Since(problem, plan, words, recorded.number)


def _refuse_strangers(made: Sound, since: Since) -> None:
    """Raise where the earlier calendar is another authority's, or its members are not known any more."""
    if not is_of_authority(made.problem, since.plan):
        message = f"{since.words} is another authority's: nobody can be told what has changed since"
        remedy = "Give the folder of an earlier calendar of the same authority, or a step of the history."
        raise InputFaults((Fault("", None, None, message, remedy),))
    if not since.problem.people and any(meeting.attendance for meeting in since.plan.meetings):
        message = f"the input of {since.words} cannot be read any more, so nobody knows who was a member then"
        remedy = "Choose another step of the history, or give a folder of that calendar."
        raise InputFaults((Fault("", None, None, message, remedy),))


def _gone_back(changes: Mapping[Receiver, tuple[Item, ...]]) -> Iterator[str]:
    """Yield the changes whose SEQUENCE or DTSTAMP programs would take for old, each once, the first of them."""
    found = {}
    for items in changes.values():
        for item in items:
            if item.was is None or item.now is None:
                continue
            was, now = item.was, item.now
            raised = now.event.revision > was.event.revision or now.event.facts == was.event.facts
            if not raised or now.event.revision < was.event.revision or now.stamp <= was.stamp:
                found[item.event.uid] = (
                    f"{now.event.title} on {long_date(now.event.date)}: revision {now.event.revision}."
                )
    yield from list(found.values())[:MOST_NAMED]


# -- why


def _reasons(made: Sound, since: Since | None, why: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return why each meeting is as it is, by its uid, and the reasons that name somebody, by what they are about.

    The reason of a meeting is that of the last step that changed it. It is in every letter about the meeting, so that
    one that names anybody is in none.
    """
    reasons: dict[str, str] = {}
    withheld: dict[str, str] = {}
    if since is None or (since.step is None and not why):
        return reasons, withheld
    if why:
        changes = difference(_whole(since.plan), _whole(made.plan), EVERYTHING)
        return {change.meeting.uid: why for change in changes}, withheld
    names = [person.name for problem in (made.problem, since.problem) for person in problem.people.values()]
    names += [speaker.name for speaker in made.problem.speakers.values()]
    for (_, one), (step, other) in pairwise(steps_after(made.folder, since.step or 0)):
        reason = step.step.reason.partition(_ANYWAY)[0].strip().rstrip(";")
        for change in difference(one, other, EVERYTHING) if reason else ():
            uid = change.meeting.uid
            if names_in(reason, names):
                reasons.pop(uid, None)
                withheld[meeting_title(made.problem, change.meeting)] = reason
            else:
                reasons[uid] = reason
    return reasons, withheld


# -- what must be known of the whole


def _remarks(found: Notices) -> Iterator[str]:
    """Yield what an officer must know before anything of the outbox is sent."""
    outbox = found.outbox
    yield found.since_words
    if found.made.approved.anyway:
        yield f"Made although something is wrong with the calendar: {found.made.approved.anyway}."
    if outbox.sender.organiser is None and all(
        outbox.sender.about(one.bodies).organiser is None for one in outbox.letters
    ):
        given = found.made.problem.settings.organiser
        because = f"“{given}” is no name with an e-mail address" if given else "it is blank"
        yield (
            f"Nobody is named who invites (setting organiser: {because}), so there are letters and sheets, and no "
            "messages or invitations."
        )
    else:
        bare = [one.name for one in outbox.letters if one.receiver[0] != "venue" and one.mailbox is None]
        if bare:
            people = listed(bare) if len(bare) <= MOST_NAMED else f"{counted(len(bare), 'person', 'people')}"
            yield f"By letter alone, for no e-mail address is known: {people}."
        if not outbox.invites:
            yield "There are no invitations: revisions do not rise from what was sent before."
