"""`serve`: the site of a plan, read again whenever the plan or its register of links changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.commands.approval import Approved, approve
from scheduler.commands.links import refuse_second_register
from scheduler.commands.publications import SERVE, noted, recorded_in, sent_on
from scheduler.commands.sources import read_kept
from scheduler.domain.problem import Problem
from scheduler.errors import CannotServe, MeetingDayError
from scheduler.languages import ENGLISH
from scheduler.outputs.disk import alone_in
from scheduler.outputs.places import PLAN_FILE, mend
from scheduler.outputs.site import private_path, site_of
from scheduler.outputs.site.addresses import checked_base
from scheduler.outputs.site.contents import Contents
from scheduler.outputs.site.register import (
    NOTICE,
    Register,
    default_register,
    new_register,
    read_register,
    write_register,
)

__all__ = ["Site", "Source", "source"]

Trace = tuple[tuple[int, ...] | None, ...]
"""By what a change of the files is known, without reading them: which they are, when written, and how long."""


@dataclass(frozen=True)
class Site:
    """What is to be served, and until when it holds."""

    files: Mapping[str, bytes]
    """Path -> what lies there."""
    gone: frozenset[str]
    """The paths of links whose notice has ended."""
    base_url: str
    """Where it is on the web."""
    trace: Trace
    """Of the files that it was made of."""
    languages: tuple[str, ...] = (ENGLISH,)
    """The council's, for what is answered in a sentence."""
    ends: datetime | None = None
    """When the next notice ends; None where none is shown."""

    def is_over(self, moment: datetime) -> bool:
        """Whether a notice has ended since it was made."""
        return self.ends is not None and moment >= self.ends


@dataclass(frozen=True)
class Source:
    """Where the site comes from."""

    folder: Path
    """A folder that `plan` wrote."""
    register: Path
    """The register of links; made where there is none."""
    here: str
    """Where it listens."""
    base_url: str | None = None
    """Where the site is on the web; None for where the register says, or here."""
    as_of: datetime | None = None
    """The moment that it is taken to be; None for the present."""
    anyway: str | None = None
    """Why it is to be served whatever is wrong with the plan."""

    def trace(self) -> Trace:
        """Return by what a change would be known."""
        return self._trace_of_plan(), _trace(self.register)

    def read(self, moment: datetime, *, may_begin: bool) -> Site:
        """Read the plan and make its site; links are given and withdrawn as the input wants it.

        Parameters
        ----------
        moment : datetime
            The present, with its zone.
        may_begin : bool
            Whether a register may be made where there is none: not once links were given out.

        Raises
        ------
        InputFaults, CannotPublish, CannotWrite, CannotServe
            If anything of it cannot be read, or changed while it was read.
        Refused
            If the plan breaks a rule, is not of the input beside it, or goes back on what subscribers have.

        """
        traced = self._trace_of_plan()
        problem, plan = read_kept(self.folder)
        moment = self._moment(problem, moment)
        day = plan.made_on if self.as_of is None else moment.astimezone(ZoneInfo(plan.timezone)).date()
        known = None if self.base_url else read_register(self.register)
        base_url = self.base_url or (known.base_url if known is not None else "") or self.here
        approved = approve(problem, plan, plan.generated, self.anyway, f"{self.folder} is not served", as_written=True)
        contents = Contents(problem, plan, day, base_url)
        register, traced_register = self._caught_up(contents, moment, approved, may_begin=may_begin)
        recorded_in(self.folder, approved.step(SERVE))
        files = site_of(contents, register, base_url, moment)
        if self._trace_of_plan() != traced:
            raise CannotServe(f"{self.folder} was replaced while it was read.")
        noticed = register.noticed(moment)
        gone = (
            private_path(address, ending)
            for address in register.withdrawn
            for ending in (".ics", ".html", f".{ENGLISH}.html")
        )
        ends = min((datetime.fromisoformat(one.moment) + NOTICE for one in noticed.values()), default=None)
        ends = ends if self.as_of is None else None
        languages = problem.settings.languages
        return Site(files, frozenset(gone) - files.keys(), base_url, (traced, traced_register), languages, ends)

    def _moment(self, problem: Problem, moment: datetime) -> datetime:
        """Return the moment that it is taken to be; one without a zone is local."""
        if self.as_of is None:
            return moment
        return self.as_of if self.as_of.tzinfo else self.as_of.replace(tzinfo=ZoneInfo(problem.settings.timezone))

    def _caught_up(
        self, contents: Contents, moment: datetime, approved: Approved, *, may_begin: bool
    ) -> tuple[Register, tuple[int, ...] | None]:
        """Bring the register up to the input, while nobody else writes it."""
        contents.holders  # noqa: B018 - made before anybody has to wait
        with alone_in(self.register.parent):
            known = read_register(self.register)
            if known is None and not may_begin:
                raise CannotServe(f"The register {self.register} is gone, and with it every link. Put it back.")
            register = (known or new_register()).renamed(contents.formerly)
            said = f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
            register = replace(register, base_url=self.base_url or register.base_url, timezone=contents.plan.timezone)
            register = noted(sent_on(register, contents, self.folder), contents.plan.generated, approved)
            register = register.caught_up(contents.holders, said)
            if register != known:
                write_register(self.register, register)
            return register, _trace(self.register)

    def _trace_of_plan(self) -> tuple[int, ...] | None:
        return _trace(self.folder / PLAN_FILE)


def source(
    folder: Path,
    here: str,
    base_url: str | None = None,
    register: Path | None = None,
    as_of: datetime | None = None,
    anyway: str | None = None,
) -> Source:
    """Return the source of a site; the register lies beside the folder unless another is named.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote; it may be empty as yet.
    here : str
        The address at which it listens.
    base_url : str, optional
        Where the site is on the web; kept in the register, so that it need be said only once.
    register : Path, optional
        The register of links.
    as_of : datetime, optional
        The moment that it is taken to be; local where it has no zone.
    anyway : str, optional
        Why it is to be served whatever is wrong with the plan.

    Raises
    ------
    CannotServe, CannotPublish
        If the folder is none, the register would lie in it, a second one would be made, or the address is none.

    """
    mend(folder)
    if not folder.is_dir():
        raise CannotServe(f"{folder} is not a folder. Give the folder that `meeting-day plan` wrote.")
    place = register or default_register(folder)
    if place.resolve().is_relative_to(folder.resolve()):
        raise CannotServe(f"The register {place} must not lie in {folder}, which is replaced whole. Choose another.")
    if not place.parent.is_dir():
        raise CannotServe(f"The register {place} has no folder to lie in. Make {place.parent}, or choose another.")
    if register is None and not place.exists():
        refuse_second_register(place, (place.parent, folder.parent), _people(folder))
    return Source(folder, place, here, None if base_url is None else checked_base(base_url), as_of, anyway)


def _people(folder: Path) -> dict[str, str] | None:
    """Return the names of those who are to have links, by their codes; None where the folder cannot be read as yet."""
    try:
        problem, _ = read_kept(folder)
    except (MeetingDayError, OSError):
        return None
    return {code: person.name for code, person in problem.people.items()}


def _trace(path: Path) -> tuple[int, ...] | None:
    """Return by what a change of one file would be known; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
