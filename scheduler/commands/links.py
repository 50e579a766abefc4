"""The story of `feeds`: which private links there are, and how one is given anew or taken back."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.commands.registers import WHERE, registers_in
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import listed
from scheduler.errors import CannotPublish, InputFaults
from scheduler.outputs.disk import alone_in
from scheduler.outputs.site.register import (
    LEFT,
    OFFICERS,
    Register,
    default_register,
    folded,
    is_officers,
    member_name,
    read_register,
    write_register,
)

_LONGEST_COMPARED = 80


@dataclass(frozen=True)
class Links:
    """A register and where it is."""

    path: Path
    register: Register


@dataclass(frozen=True)
class Moved:
    """Links that were given anew or taken back."""

    path: Path
    register: Register
    """As it is now."""
    names: tuple[str, ...]
    """Of the links, by their names in the register."""


def links(where: Path | None = None) -> Links:
    """Return the register at a path, or of the site or served plan at a path.

    Raises
    ------
    CannotPublish
        If there is none, or it is damaged.

    """
    path = _found(where)
    register = read_register(path)
    if register is None:
        raise CannotPublish(
            f"There is no register at {path}: `meeting-day publish` makes one. See that the path is right."
        )
    return Links(path, register)


def rotate(
    members: Sequence[str], where: Path | None = None, as_of: datetime | None = None, *, officers: bool = False
) -> Moved:
    """Give members new links; the old ones are withdrawn, and the next publication makes it so.

    Parameters
    ----------
    members : sequence of str
        Codes or names of people, or the paths of officers' feeds.
    where : Path, optional
        The register, or the site or plan it is of; left out, the only one here or in `outputs`.
    as_of : datetime, optional
        When; local time where it has no zone. Left out, that is the moment of the next publication.
    officers : bool
        Whether every link of the officers is meant too.

    Raises
    ------
    InputFaults, CannotPublish, CannotWrite

    """
    return _moved(Register.rotated, members, where, as_of, officers=officers)


def revoke(
    members: Sequence[str], where: Path | None = None, as_of: datetime | None = None, *, officers: bool = False
) -> Moved:
    """Take links back; who has had theirs taken back has none until it is rotated. See `rotate`."""
    return _moved(Register.revoked, members, where, as_of, officers=officers)


def _moved(
    move: Callable[[Register, Iterable[str], str], Register],
    members: Sequence[str],
    where: Path | None,
    as_of: datetime | None,
    *,
    officers: bool,
) -> Moved:
    path = links(where).path
    with alone_in(path.parent):
        register = links(path).register
        names = _names(register, members)
        names += [name for name in register.links if officers and is_officers(name)]
        if not names:
            raise CannotPublish("Whose link? Give the code of one person or more, or --officers.")
        after = move(register, dict.fromkeys(names), _moment(as_of, register))
        write_register(path, after)
    return Moved(path, after, tuple(dict.fromkeys(names)))


def _moment(as_of: datetime | None, register: Register) -> str:
    if as_of is None:
        return ""
    moment = as_of if as_of.tzinfo is not None else as_of.replace(tzinfo=ZoneInfo(register.timezone))
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _found(where: Path | None) -> Path:
    if where is not None:
        return default_register(where) if where.is_dir() else where
    found = registers_in(WHERE)
    if len(found) == 1:
        return found[0]
    seen = f"there are {listed([str(path) for path in found])}" if found else f"none is here or in {WHERE[1]}{os.sep}"
    raise CannotPublish(f"Which register? Say so with --register FILE, or name its site: {seen}.")


def _names(register: Register, members: Sequence[str]) -> list[str]:
    """Return the names of the links that are meant.

    Raises
    ------
    InputFaults
        With every word that means none.

    """
    known = {name: link for name, link in register.links.items() if link.state != LEFT and name != OFFICERS}
    meant: defaultdict[str, list[str]] = defaultdict(list)
    for name, link in known.items():
        if link.code:
            meant[folded(link.title)].append(name)
    meant |= {folded(name.partition(":")[2]): [name] for name in known}
    found = [meant.get(folded(member), []) for member in members]
    faults = [_fault(one, names, meant, register) for one, names in zip(members, found, strict=True) if len(names) != 1]
    if faults:
        raise InputFaults(tuple(faults))
    return [name for names in found for name in names]


def _fault(member: str, names: Sequence[str], meant: Mapping[str, Sequence[str]], register: Register) -> Fault:
    if names:
        codes = listed([register.link(name).code for name in names])
        return Fault("", None, None, f"{member} is the name of {len(names)} people", f"Give the code: {codes}")
    gone = register.links.get(member_name(member))
    if gone is not None:
        return Fault("", None, None, f"{gone.title} is no longer in the input", "Their link is withdrawn already")
    near = get_close_matches(folded(member[:_LONGEST_COMPARED]), meant, 1)
    nearest = meant[near[0]][0] if near else ""
    word = register.link(nearest).code or nearest.partition(":")[2]
    remedy = f"Did you mean {word}?" if word else "`meeting-day feeds list` shows who has a link"
    return Fault("", None, None, f"{member} has no link", remedy)
