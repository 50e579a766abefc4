"""`feeds`: which private links there are, and how one is given anew or taken back.

One council has one register: a second one would give members second links, and nobody would be told.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.domain.names import person_key
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted, listed
from scheduler.errors import CannotPublish, InputFaults
from scheduler.outputs.disk import alone_in
from scheduler.outputs.places import mend
from scheduler.outputs.site.register import (
    ENDING,
    GIVEN,
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

WHERE = (Path(), Path("outputs"))
"""Where a register is looked for that is not named."""
_LONGEST_COMPARED = 80
"""Characters of a word that are compared with names, where it names nobody."""


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
    taken_back: tuple[str, ...] = ()
    """Of those whose link has been taken back here, so that another council's does not work on."""


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


def adopt(other: Path, where: Path | None = None) -> Moved:
    """Let the links that another council's register gave work on here, for the people whom both know.

    A person is the one of the same name; where several have it, also of the same code. A code alone says nothing: each
    council has its own. Their link here stays as it is: the others lead to the same feed, until their link is given
    anew or taken back. What has been withdrawn here stays so, and whose link has been taken back here has the others
    withdrawn too, for good.

    Parameters
    ----------
    other : Path
        The other council's register, or the site or plan it is of.
    where : Path, optional
        The register here; see `rotate`.

    Raises
    ------
    CannotPublish, CannotWrite

    """
    theirs, path = links(other), links(where).path
    if theirs.path.resolve() == path.resolve():
        raise CannotPublish(f"{other} is the register that is in use. Give that of the other council.")
    with alone_in(path.parent):
        register = links(path).register
        here, there = _by_name(register), _by_name(theirs.register)
        adopted = []
        for name, link in sorted(theirs.register.links.items()):
            ours = _same_person(name, here[person_key(link.title)], there[person_key(link.title)])
            pairs = [one for one in _given(theirs.register, name) if register.withdrawn.keys().isdisjoint(one)]
            if ours is not None and pairs and register.link(ours).state != LEFT:
                register = register.adopted(ours, pairs)
                adopted.append(ours)
        write_register(path, register)
    working = tuple(name for name in adopted if register.link(name).state == GIVEN)
    return Moved(path, register, working, tuple(name for name in adopted if name not in working))


def _by_name(register: Register) -> defaultdict[str, list[str]]:
    """Return the names of the links of the people of each name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, link in register.links.items():
        if not is_officers(name) and link.title:
            found[person_key(link.title)].append(name)
    return found


def _same_person(name: str, here: Sequence[str], there: Sequence[str]) -> str | None:
    """Return the link here of whoever has one there, among those of all who are called so; None in doubt."""
    if name not in there:
        return None
    if name in here:
        return name
    return here[0] if len(here) == len(there) == 1 else None


def _given(register: Register, name: str) -> tuple[tuple[str, str], ...]:
    """Return the addresses by which a person has their feed, each with that of when they are busy."""
    link = register.link(name)
    own, busy = register.address(name), register.busy_address(name.partition(":")[2])
    return (*link.also, (own, busy)) if own and busy else ()


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
        mend(where)
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
        if link.code and link.title:
            meant[person_key(link.title)].append(name)
    meant |= {folded(name.partition(":")[2]): [name] for name in known}
    found = [meant.get(folded(member)) or meant.get(person_key(member), []) for member in members]
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
        return Fault(
            "", None, None, f"{gone.title or member} is no longer in the input", "Their link is withdrawn already"
        )
    near = get_close_matches(person_key(member[:_LONGEST_COMPARED]), meant, 1)
    nearest = meant[near[0]][0] if near else ""
    word = register.link(nearest).code or nearest.partition(":")[2]
    remedy = f"Did you mean {word}?" if word else "`meeting-day feeds list` shows who has a link"
    return Fault("", None, None, f"{member} has no link", remedy)


def registers_in(folders: Iterable[Path]) -> list[Path]:
    """Return the registers that lie in the folders, each once."""
    found = (path for folder in folders for path in sorted(folder.glob(f"*{ENDING}")))
    return list({path.resolve(): path for path in found}.values())


def names_of_members(people: Mapping[str, str]) -> dict[str, str]:
    """Return people's names by what their links are of; they are given by their codes."""
    return {member_name(code): name for code, name in people.items()}


def refuse_second_register(place: Path, beside: Iterable[Path], people: Mapping[str, str] | None) -> None:
    """Raise CannotPublish where members would be given other links than they have, by a register not yet there.

    Parameters
    ----------
    place : Path
        Where the register would be made.
    beside : iterable of Path
        Folders that may hold another, besides the usual ones.
    people : Mapping[str, str], optional
        The names of those who are to have links, by their codes; None where they are not known yet.

    """
    members = None if people is None else names_of_members(people)
    for other in registers_in((*WHERE, *beside)):
        number = _given_by(other, members)
        if number:
            raise CannotPublish(
                f"{other} has given {counted(number, 'member')} {'a link' if number == 1 else 'their links'} already, "
                f"and another register would give them others. Say --register {other} to keep those, "
                f"or --register {place} to give others."
            )


def number_given(path: Path, people: Iterable[str]) -> int:
    """Return how many of these people, by their codes, have a link by a register; one that is damaged says nothing."""
    try:
        register = read_register(path) or Register(b"")
    except CannotPublish:
        return 0
    return sum(register.link(name).state == GIVEN for name in map(member_name, people) if name in register.links)


def carry_over(other: Path, place: Path) -> None:
    """Give members the links in a place that they have by another register: those of another year's site.

    Raises
    ------
    CannotPublish
        If the other is not there or damaged, or there is a register in the place already.
    CannotWrite

    """
    with alone_in(place.parent):
        if read_register(place) is not None:
            raise CannotPublish(f"{place} is there already: members have links by it.")
        write_register(place, replace(links(other).register, files=frozenset()))


def _given_by(path: Path, members: Mapping[str, str] | None) -> int:
    """Return to how many of these members a register has given a link; one that is damaged says nothing."""
    try:
        register = read_register(path) or Register(b"")
    except CannotPublish:
        return 0
    given = {name: link.title for name, link in register.links.items() if link.state == GIVEN and not is_officers(name)}
    return sum(members is None or members.get(name) == title for name, title in given.items())
