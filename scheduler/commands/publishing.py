"""`publish`: a plan becomes a site for any web server, and letters with each member's own link."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.commands.approval import approve
from scheduler.commands.links import refuse_second_register
from scheduler.commands.publications import PUBLISH, noted, recorded_in, sent_on
from scheduler.commands.sources import moment_of_planning, read_kept
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.errors import CannotPublish
from scheduler.outputs.disk import alone_in, in_words, write_private
from scheduler.outputs.history import Step, stamp_of
from scheduler.outputs.places import clear_up, mend, place_of
from scheduler.outputs.site import PRIVATE_FOLDER, site_of
from scheduler.outputs.site.addresses import checked_base
from scheduler.outputs.site.contents import Contents
from scheduler.outputs.site.files import Mark, Written, addresses_in, check_site, mark_of, write_site
from scheduler.outputs.site.register import (
    Register,
    default_register,
    new_register,
    new_secret,
    read_register,
    write_register,
)


@dataclass(frozen=True)
class Wanted:
    """What is to be published, and where."""

    folder: Path
    """The folder that `plan` wrote."""
    site: Path
    base_url: str | None = None
    """Where the site is on the web; left out, where it was the last time."""
    register: Path | None = None
    source: Path | None = None
    """An input other than the one kept beside the plan."""
    new_secret: bool = False
    anyway: str | None = None
    """Why it is to be published whatever is wrong with the plan."""
    step: Step = PUBLISH
    """For the history of the plan's folder."""
    at_once: bool = False
    """Whether the whole site changes at one moment; see `write_site`."""


@dataclass(frozen=True)
class Published:
    """What was published."""

    base_url: str
    register: Path
    letters: Path
    members: int
    """How many have a link."""
    notices: int
    """How many withdrawn addresses say so."""
    files: Written
    overtaken: date | None = None
    """The day of an earlier publication that was for a later moment than this one."""
    recorded: bool = True
    """Whether the history of the plan's folder says so; it may lie where it can only be read."""


def publish(wanted: Wanted, as_of: datetime | None = None) -> Published:
    """Write the site, the register and the letters; what does not differ is not touched.

    Parameters
    ----------
    wanted : Wanted
        What is to be published, and where.
    as_of : datetime, optional
        The moment; local time where it has no zone. Left out, it is that of the plan, or of the last publication if
        that is later: no clock is read.

    Raises
    ------
    InputFaults, CannotPublish, CannotWrite
    Refused
        If the plan breaks a rule, is not of the input beside it, or goes back on what subscribers have.

    """
    from scheduler.outputs.site.letters import LETTERS_ENDING, letters  # noqa: PLC0415 - who only asks for something to be published needs no workbooks

    mend(wanted.site)
    path = wanted.register or default_register(wanted.site)
    sheet = path.parent / f"{Path(os.path.realpath(wanted.site)).name}{LETTERS_ENDING}"
    _refuse_muddle(wanted, (path, sheet))
    since = stamp_of(wanted.folder)
    problem, plan = read_kept(wanted.folder, wanted.source)
    with in_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with alone_in(path.parent) as alone:
        if alone and wanted.at_once:
            clear_up(place_of(wanted.site))
        if stamp_of(wanted.folder) != since:  # whoever published meanwhile published the plan that is there now
            problem, plan = read_kept(wanted.folder, wanted.source)
        known = read_register(path)
        if known is None and wanted.register is None and not wanted.new_secret and mark_of(wanted.site) is None:
            people = {code: person.name for code, person in problem.people.items()}
            refuse_second_register(path, (path.parent, wanted.folder.parent), people)
        moment = _moment(problem, plan, known, as_of)
        register = _with_secret(wanted, path, known, moment)
        base_url = _base_url(wanted, register)
        approved = approve(problem, plan, moment, wanted.anyway, f"{wanted.folder} is not published", as_written=True)
        day = datetime.fromisoformat(moment).astimezone(ZoneInfo(plan.timezone)).date()
        contents = Contents(problem, plan, day, base_url)
        register = sent_on(register.renamed(contents.formerly), contents, wanted.folder)
        register = replace(
            register.caught_up(contents.holders, moment), base_url=base_url, moment=moment, timezone=plan.timezone
        )
        register = noted(register, moment, approved)
        files = site_of(contents, register, base_url, datetime.fromisoformat(moment))
        ours = _ours(wanted.site, register, files)
        check_site(wanted.site, files, ours)
        write_register(path, replace(register, files=ours | set(files)))
        written = write_site(
            wanted.site, files, ours, Mark(register.fingerprint, len(register.withdrawn)), at_once=wanted.at_once
        )
        register = replace(register, files=frozenset(files))
        write_register(path, register)
        write_private(sheet, letters(problem, plan, register, base_url))
    members = sum(register.address(name) is not None for name in contents.holders if name.startswith("member:"))
    notices = len(register.noticed(datetime.fromisoformat(moment)))
    recorded = recorded_in(wanted.folder, approved.step(wanted.step))
    overtaken = _overtaken(known, moment, plan.timezone)
    return Published(base_url, path, sheet, members, notices, written, overtaken, recorded)


def _overtaken(known: Register | None, moment: str, timezone: str) -> date | None:
    """Return the day of the last publication where that was for a later moment."""
    if known is None or known.moment <= moment:
        return None
    return datetime.fromisoformat(known.moment).astimezone(ZoneInfo(timezone)).date()


def _refuse_muddle(wanted: Wanted, private: tuple[Path, ...]) -> None:
    """Refuse places in which what is private would be published, or a plan lost."""
    site, folder = (Path(os.path.realpath(place)) for place in (wanted.site, wanted.folder))
    if site.is_relative_to(folder) or folder.is_relative_to(site):
        raise CannotPublish(
            f"{wanted.site} and {wanted.folder} lie in one another; the plan holds what is not for everybody. "
            "Choose a folder beside it for --to."
        )
    for path in private:
        place = Path(os.path.realpath(path))
        inside = next((one for one in (site, folder) if place.is_relative_to(one)), None)
        if inside is not None:
            raise CannotPublish(
                f"{path} would lie in {inside}, where it could be published or lost. "
                "Choose a place outside with --register."
            )


def _moment(problem: Problem, plan: Plan, register: Register | None, as_of: datetime | None) -> str:
    if as_of is not None:
        return moment_of_planning(problem, None, as_of)
    try:
        made = datetime.fromisoformat(plan.generated)
    except ValueError:
        made = datetime.combine(plan.start_date, time())
    moment = moment_of_planning(problem, None, made if made.tzinfo else made.replace(tzinfo=UTC))
    return max(moment, register.moment) if register is not None else moment


def _with_secret(wanted: Wanted, path: Path, register: Register | None, moment: str) -> Register:
    """Return the register to publish with; never a new secret where links were given out, unless that is wanted."""
    mark = mark_of(wanted.site)
    if wanted.new_secret:
        others = addresses_in(wanted.site / PRIVATE_FOLDER) if mark is not None else frozenset[str]()
        return _renewed(register, mark, moment, others)
    if register is None:
        if mark is not None:
            raise _not_to_be_had(wanted.site, f"there is no register at {path}")
        return new_register()
    if mark is not None and mark.fingerprint not in (register.fingerprint, *register.formerly):
        raise _not_to_be_had(wanted.site, f"{path} is the register of another site")
    if mark is not None and mark.withdrawn > len(register.withdrawn):
        raise _not_to_be_had(wanted.site, f"{path} is older than the site, so it would bring withdrawn links back")
    return register


def _not_to_be_had(site: Path, why: str) -> CannotPublish:
    return CannotPublish(
        f"{site} was published with a register that cannot be found: {why}. Without it members' links would change. "
        "Put it back from a backup, or say with --register where it is. If it is lost, publish with --new-secret: "
        "every link is then given anew, and the old ones say that they are withdrawn."
    )


def _renewed(register: Register | None, mark: Mark | None, moment: str, others: frozenset[str]) -> Register:
    known = register or new_register()
    after = known.renewed(new_secret(), moment, others)
    if mark is None:
        return after
    return replace(after, formerly=tuple(dict.fromkeys((*after.formerly, mark.fingerprint))))


def _base_url(wanted: Wanted, register: Register) -> str:
    text = wanted.base_url or register.base_url
    if not text:
        raise CannotPublish(
            "Where will the site be on the web? Give it as --base-url https://meetings.example.gov.uk; "
            "it is remembered."
        )
    return checked_base(text)


def _ours(site: Path, register: Register, files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the paths in the site that earlier publications wrote."""
    mark = mark_of(site)
    if mark is None:
        return frozenset()
    return register.files if mark.fingerprint == register.fingerprint else register.files | set(files)
