"""One council, one register: a second one would give members second links, and nobody would be told."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from scheduler.domain.wording import counted
from scheduler.errors import CannotPublish
from scheduler.outputs.site.register import ENDING, GIVEN, Register, is_officers, member_name, read_register

WHERE = (Path(), Path("outputs"))
"""Where a register is looked for that is not named."""


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
        number = _number_given(other, members)
        if number:
            raise CannotPublish(
                f"{other} has given {counted(number, 'member')} {'a link' if number == 1 else 'their links'} already, "
                f"and another register would give them others. Say --register {other} to keep those, "
                f"or --register {place} to give others."
            )


def _number_given(path: Path, members: Mapping[str, str] | None) -> int:
    """Return to how many of these members a register has given a link; one that is damaged says nothing."""
    try:
        register = read_register(path) or Register(b"")
    except CannotPublish:
        return 0
    given = {name: link.title for name, link in register.links.items() if link.state == GIVEN and not is_officers(name)}
    return sum(members is None or members.get(name) == title for name, title in given.items())
