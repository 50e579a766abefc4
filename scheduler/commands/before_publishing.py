"""What to look at before a calendar is published: what stands against it, whom it tells what, whose link is new."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from scheduler.commands.approval import approve
from scheduler.commands.drafts import steps_since
from scheduler.commands.history import last_published
from scheduler.commands.links import number_given, registers_in
from scheduler.commands.publications import PUBLISH, sent_on
from scheduler.commands.sources import moment_of_planning, read_kept
from scheduler.domain.difference import EVERYTHING, difference
from scheduler.domain.meant import shown
from scheduler.domain.plan import PROVISIONAL, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, meeting_title, person_title
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.errors import CannotPublish, DamagedHistory, InputFaults, Refused
from scheduler.law.warnings import unanswered, warnings
from scheduler.law.words import warning_words
from scheduler.messages.differences import change_sentence, lunch_sentences
from scheduler.outputs.history import Recorded, past_of, stamp_of
from scheduler.outputs.places import PLAN_FILE
from scheduler.outputs.site.contents import Contents
from scheduler.outputs.site.register import GIVEN, Register, is_officers, new_register, read_register

FINE, LOOK, STOPS = "fine", "look", "stops"
"""What a matter of the checklist is: as it should be, to be looked at, or what publishing is refused for."""
RULES, SENT, REGISTER, LAW, NOTICE, PROVISIONALS, DRAFTS = (
    "rules", "sent", "register", "law", "notice", "provisional", "drafts",
)  # fmt: skip
"""The matters."""
MOST_NAMED = 4
"""Bodies that are named in one sentence."""
_OTHERS = 0o077


@dataclass(frozen=True)
class Matter:
    """One thing to look at before a calendar is published."""

    name: str
    state: str
    sentence: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concerned:
    """A body or a person, and what changes for it since the last publication."""

    name: str
    sentences: tuple[str, ...]
    email: str = ""


@dataclass(frozen=True)
class Outlook:
    """What would become of a publication."""

    matters: tuple[Matter, ...]
    last: str
    """By whom and when the calendar was published the last time; blank where it never was."""
    steps: tuple[int, ...]
    """The numbers of the steps of the history by which it was published, each of another calendar, in order."""
    is_news: bool
    """Whether the calendar is another than the one published last."""
    bodies: tuple[Concerned, ...]
    people: tuple[Concerned, ...]
    new_links: tuple[str, ...]
    """The names of members who are given a link by it, or another one."""
    base_url: str
    """Where the site is on the web; blank where that was never said."""
    others_links: Mapping[str, int] = field(default_factory=dict)
    """Other registers, by path, and how many of these members have a link by each; while this one is not there yet."""


def outlook(
    folder: Path,
    register: Path,
    as_of: datetime | None = None,
    drafts: Sequence[Path] = (),
    other_registers: Sequence[Path] = (),
) -> Outlook:
    """Look at a calendar as it would be published; nothing is written.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    register : Path
        Where its links are kept.
    as_of : datetime, optional
        The moment; left out, that of the calendar.
    drafts : sequence of Path, optional
        Drafts of the calendar.
    other_registers : sequence of Path, optional
        Folders that may hold registers of other years.

    Raises
    ------
    InputFaults
        If the calendar cannot be read.

    """
    problem, plan = read_kept(folder)
    moment = max(moment_of_planning(problem, plan, as_of), plan.generated)
    day = replace(problem, as_of=moment).planned_on
    contents = Contents(problem, plan, day, "")
    known, trouble = _register(register)
    links = (known or new_register()).renamed(contents.formerly)
    try:
        published = last_published(folder)
        last = "" if published is None else _told(published[0], plan.timezone)
        before = None if published is None else published[1]
    except (InputFaults, DamagedHistory) as unread:
        last, before = f"What was published cannot be read any more: {unread}", None
    matters = (
        _rules(problem, plan, moment),
        _sent(links, contents, folder),
        _of_register(register, known, trouble),
        _law(problem, plan),
        _notice(problem, plan, before, day),
        _provisional(problem, plan),
        _drafts(drafts, folder),
    )
    bodies, people = concerned(problem, before, plan)
    others = {}
    if known is None and not trouble:
        given = {str(path): number_given(path, problem.people) for path in registers_in(other_registers)}
        others = {path: number for path, number in given.items() if number}
    new = tuple(_new_links(links, contents))
    steps = _publications(folder)
    now = stamp_of(folder).files
    is_news = not steps or tuple(sorted(steps[-1].made_from.items())) != now
    numbers = tuple(one.number for one in steps)
    return Outlook(matters, last, numbers, is_news, bodies, people, new, links.base_url, others)


def _told(step: Recorded, timezone: str) -> str:
    by = f"by {step.step.by}, " if step.step.by else ""
    local = step.local(timezone)
    return f"{by}on {long_date(local.date())} at {clock(local.hour * 60 + local.minute)}"


def _publications(folder: Path) -> list[Recorded]:
    """Return the last step by which each calendar was published, in order."""
    found = {one.files[PLAN_FILE]: one for one in past_of(folder).steps if one.step.command == PUBLISH.command}
    return sorted(found.values(), key=lambda one: one.number)


def _rules(problem: Problem, plan: Plan, moment: str) -> Matter:
    try:
        approve(problem, plan, moment, None, "", as_written=True)
    except Refused as refused:
        many = counted(len(refused.reasons), "thing")
        return Matter(RULES, STOPS, f"The calendar is not as it should be: {many} to put right.", refused.reasons)
    return Matter(RULES, FINE, "No rule is broken, and the calendar was made from the input beside it.")


def _sent(links: Register, contents: Contents, folder: Path) -> Matter:
    try:
        sent_on(links, contents, folder)
    except Refused as refused:
        sentence = "This calendar goes back on what subscribers have, and their programs would not take it."
        return Matter(SENT, STOPS, sentence, refused.reasons)
    return Matter(SENT, FINE, "Nothing goes back on what members' calendars have been sent.")


def _register(path: Path) -> tuple[Register | None, str]:
    """Return a register, and why it cannot be read."""
    try:
        return read_register(path), ""
    except CannotPublish as trouble:
        return None, str(trouble)


def _of_register(path: Path, known: Register | None, trouble: str) -> Matter:
    if trouble:
        return Matter(REGISTER, STOPS, "The register of private links cannot be used.", (trouble,))
    if known is None:
        return Matter(REGISTER, FINE, f"The register of private links will be made: {path}. Put it in your backups.")
    given = sum(one.state == GIVEN and not is_officers(name) for name, one in known.links.items())
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        return Matter(REGISTER, LOOK, f"Others on this machine may read the register of private links, {path}.")
    members = counted(given, "member has", "members have")
    return Matter(REGISTER, FINE, f"{members} a link by the register {path}. Keep it private, and in your backups.")


def _law(problem: Problem, plan: Plan) -> Matter:
    found = unanswered(warnings(problem, shown(problem, plan)))
    if not found:
        return Matter(LAW, FINE, "No law warning is open.")
    open_ones = counted(len(found), "law warning is", "law warnings are")
    return Matter(LAW, LOOK, f"{open_ones} open.", tuple(map(warning_words, found)))


def _notice(problem: Problem, plan: Plan, before: Plan | None, day: date) -> Matter:
    """Tell the meetings whose agenda is out too late by now; those that were published in time are as they were."""
    known = {} if before is None else {one.uid: one.facts for one in before.live}
    late = [
        one
        for one in plan.live
        if one.agenda_deadline is not None
        and one.agenda_deadline < day <= one.date
        and not _same_place(known.get(one.uid), one)
    ]
    if not late:
        return Matter(NOTICE, FINE, "No agenda deadline has passed of a meeting that is new or moved.")
    return Matter(
        NOTICE,
        LOOK,
        f"Notice of {counted(len(late), 'meeting')} that {'is' if len(late) == 1 else 'are'} new or moved can no "
        "longer be given in time.",
        tuple(f"{meeting_title(problem, one)}: the agenda was due by {_due(one)}." for one in late),
    )


def _same_place(before: tuple[object, ...] | None, one: Meeting) -> bool:
    """Whether a meeting is where it was published, however firmly."""
    return before is not None and before[:-1] == one.facts[:-1]


def _due(one: Meeting) -> str:
    return "" if one.agenda_deadline is None else long_date(one.agenda_deadline)


def _provisional(problem: Problem, plan: Plan) -> Matter:
    found = [one for one in plan.live if one.status == PROVISIONAL]
    if not found:
        return Matter(PROVISIONALS, FINE, "Every meeting is confirmed.")
    bodies = [body_title(problem, code) for code in dict.fromkeys(one.body for one in found)]
    many = counted(len(found), "meeting is", "meetings are")
    of = listed(bodies) if len(bodies) <= MOST_NAMED else f"{len(bodies)} bodies"
    return Matter(PROVISIONALS, LOOK, f"{many} provisional still, of {of}: members see that.")


def _drafts(drafts: Sequence[Path], folder: Path) -> Matter:
    stale = [one.name for one in drafts if steps_since(one, folder)]
    if not stale:
        return Matter(DRAFTS, FINE, "No draft is behind the calendar." if drafts else "There are no drafts.")
    many = counted(len(stale), "draft was", "drafts were")
    sentence = f"{many} begun before the calendar was changed the last time. That keeps nothing from being published."
    return Matter(DRAFTS, LOOK, sentence, tuple(stale))


def concerned(problem: Problem, before: Plan | None, plan: Plan) -> tuple[tuple[Concerned, ...], tuple[Concerned, ...]]:
    """Return the bodies and the people that something changes for, and what: nothing where it is the first edition."""
    if before is None:
        return (), ()
    of_body, of_person = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for change in difference(before, plan, EVERYTHING):
        sentence = change_sentence(problem, change).replace(f" ({change.meeting.name})", "", 1)
        of_body[body_title(problem, change.meeting.body)].append(sentence)
        for person in change.people:
            of_person[person].append(sentence)
    for sentence in lunch_sentences(problem, before, plan):
        of_body["Lunches of meeting days"].append(sentence)
    people = problem.people
    told = [
        Concerned(person_title(problem, code), tuple(said), (people[code].email or "") if code in people else "")
        for code, said in of_person.items()
    ]
    bodies = tuple(Concerned(name, tuple(said)) for name, said in sorted(of_body.items()))
    return bodies, tuple(sorted(told, key=lambda one: one.name))


def _new_links(links: Register, contents: Contents) -> Iterator[str]:
    """Yield the name of each member who will have an address that they have not been told yet."""
    rotated = {one.title for one in links.withdrawn.values() if not one.moment}
    after = links.caught_up(contents.holders, "")
    for name, holder in contents.holders.items():
        if is_officers(name) or after.address(name) is None:
            continue
        if name not in links.links or links.address(name) is None or holder.title in rotated:
            yield holder.title
