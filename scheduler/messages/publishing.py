"""What was published or cannot be served, and whose links there are: sentences and documents."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.domain.wording import counted, long_date
from scheduler.errors import InputFaults, MeetingDayError, Refused
from scheduler.outputs.site import private_path
from scheduler.outputs.site.addresses import whole_address
from scheduler.outputs.site.files import Written
from scheduler.outputs.site.register import GIVEN, LEFT, OFFICERS, TAKEN_BACK, Link, Register, is_officers

_STATES = {GIVEN: "has a link", TAKEN_BACK: "revoked: no link until it is rotated", LEFT: "no longer in the input"}


def published_sentences(base_url: str, site: Path, files: Written, members: int, notices: int) -> Iterator[str]:
    """Say what was published; no private address is among it."""
    changed = f"{counted(files.written, 'file')} written, {files.unchanged} as they were, {files.removed} removed"
    yield f"Published {site}: {changed}."
    yield f"Everybody may see {base_url}/index.html and {base_url}/subscribe.html."
    yield f"{counted(members, 'member has', 'members have')} a private link each."
    if notices:
        which = counted(notices, "withdrawn address says", "withdrawn addresses say")
        yield f"{which} so for 30 days, and then nothing."


def overtaken_sentence(day: date) -> str:
    """Warn that an earlier publication was for a later day."""
    return (
        f"Warning: it was published for {long_date(day)} before, which is later. Links whose notice had ended show it "
        "again until you publish for a later day; see that --as-of is right."
    )


def private_sentences(register: Path, letters: Path, base_url: str) -> Iterator[str]:
    """Say where the private files are, and what to do with them."""
    yield f"The letters with each member's own link are in {letters}: for a mail merge, never to be published."
    yield f"The register is {register}. Keep it private, and in your backups: every link follows from it."
    if base_url.count("/") > 2:  # noqa: PLR2004 - the two of https:// are not of a folder
        yield f"The site is a folder of a larger one. If {register.parent} is shown on the web too, use --register."


def link_lines(register: Register, path: Path) -> Iterator[str]:
    """Say whose links there are, with their addresses, and which are withdrawn."""
    yield f"{path}: private, for your own screen only."
    for heading, officers in (("Members", False), ("Officers", True)):
        rows = [(name, link) for name, link in register.links.items() if is_officers(name) == officers]
        yield f"{heading}:" if rows else f"{heading}: none yet."
        yield from (_link_line(register, name, link) for name, link in sorted(rows, key=_order))
    yield "Withdrawn:" if register.withdrawn else "Withdrawn: none."
    yield from (f"  {_withdrawn_line(register, address)}" for address in _in_order(register))


def _order(row: tuple[str, Link]) -> tuple[bool, str]:
    return row[0] != OFFICERS, row[0]


def _in_order(register: Register) -> list[str]:
    return sorted(register.withdrawn, key=lambda address: (register.withdrawn[address].moment or "~", address))


def _link_line(register: Register, name: str, link: Link) -> str:
    code = link.code or name.partition(":")[2] or "--officers"
    whose = f"{code}  {link.title}" if link.title else code
    return f"  {whose}, {_state(register, name)}"


def _state(register: Register, name: str) -> str:
    """Return the address of a link, or why it has none."""
    link = register.link(name)
    where = _where(register, name)
    return _STATES[link.state] if where is None else f"version {link.version}: {where}"


def _where(register: Register, name: str) -> str | None:
    """Return the whole address of what is named: a page where there is one."""
    address = register.address(name)
    ending = ".ics" if name.startswith("feed:") else ".html"
    return None if address is None else whole_address(register.base_url, private_path(address, ending))


def _withdrawn_line(register: Register, address: str) -> str:
    one = register.withdrawn[address]
    whole = whole_address(register.base_url, private_path(address))
    if not one.moment:
        return f"{one.title or 'A link'}, with the next publication: {whole}"
    day = long_date(datetime.fromisoformat(one.moment).astimezone(ZoneInfo(register.timezone)).date())
    shown = _notices(register)
    after = "says so for 30 days" if shown is None or address in shown else "gone"
    return f"{one.title or 'A link'}, on {day}, {after}: {whole}"


def _notices(register: Register) -> Iterable[str] | None:
    return register.noticed(datetime.fromisoformat(register.moment)) if register.moment else None


def moved_sentences(register: Register, names: Iterable[str]) -> Iterator[str]:
    """Say who has a new link, or none any more."""
    for name in names:
        where = _where(register, name)
        title = _whose(register, name)
        yield f"{title}: the link is revoked." if where is None else f"{title}: the new link is {where}"
    yield "Where `serve` answers, this holds within seconds; a site in a folder shows it once you publish again."
    yield "The old links then say for 30 days that they are withdrawn."


def _whose(register: Register, name: str) -> str:
    """Return whose link it is, as an officer knows them."""
    link = register.link(name)
    return " ".join(filter(None, (link.title or name, link.code and f"({link.code})")))


def adopted_sentences(register: Register, number: int, taken_back: Sequence[str]) -> Iterator[str]:
    """Say how many links of another council work on, and whose do not, for their link here has been taken back."""
    if not number:
        known = "whose link is not taken back " if taken_back else ""
        yield f"Nobody of the other register {known}is known here: no link was adopted."
    else:
        yield f"The links of {counted(number, 'person', 'people')} work on here, once you publish again."
    for name in taken_back:
        yield (
            f"{_whose(register, name)}: the link here has been taken back, and so the other council's is too. "
            "It says so once you publish again; a new link, by `meeting-day feeds rotate`, does not wake it."
        )


def links_document(register: Register, path: Path) -> dict[str, Any]:
    """Return whose links there are."""
    shown = _notices(register)
    return {
        "register": str(path),
        "base_url": register.base_url,
        "links": [_link_document(register, name) for name in sorted(register.links)],
        "withdrawn": [
            {
                "address": address,
                "title": register.withdrawn[address].title,
                "moment": register.withdrawn[address].moment or None,
                "notice": shown is None or address in shown,
            }
            for address in _in_order(register)
        ],
    }


def _link_document(register: Register, name: str) -> dict[str, Any]:
    link, address = register.link(name), register.address(name)
    feed = None if address is None or name == OFFICERS else private_path(address)
    page = None if address is None or name.startswith("feed:") else private_path(address, ".html")
    busy = None if is_officers(name) else register.busy_address(link.code)
    return {
        "person": link.code or None,
        "name": link.title,
        "of": name,
        "version": link.version,
        "state": link.state,
        "feed": None if feed is None else whole_address(register.base_url, feed),
        "busy": None if busy is None else whole_address(register.base_url, private_path(busy)),
        "page": None if page is None else whole_address(register.base_url, page),
    }


def moved_document(register: Register, names: Iterable[str], path: Path) -> dict[str, Any]:
    """Return the links that were given anew or taken back."""
    return {"register": str(path), "links": [_link_document(register, name) for name in names]}


def published_document(
    site: Path, places: tuple[str, Path, Path], counts: tuple[Written, int, int], overtaken: date | None
) -> dict[str, Any]:
    """Return what was published, and no private address.

    Parameters
    ----------
    site : Path
        Where.
    places : tuple
        The address on the web, the register, the letters.
    counts : tuple
        What was done to files, how many members have a link, how many withdrawn addresses say so.
    overtaken : date or None
        The day of an earlier publication that was for a later one.

    """
    (base_url, register, letters), (files, members, notices) = places, counts
    return {
        "site": str(site),
        "base_url": base_url,
        "register": str(register),
        "letters": str(letters),
        "written": files.written,
        "unchanged": files.unchanged,
        "removed": files.removed,
        "members": members,
        "notices": notices,
        "overtaken": None if overtaken is None else overtaken.isoformat(),
    }


def unrecorded_sentence(folder: Path) -> str:
    """Say that the history of a plan's folder could not be written, and what follows."""
    return (
        f"Warning: the history of {folder} could not be written, so it does not say that the plan was published. "
        "Before you plan again from it, say what day it is with --as-of."
    )


def trouble_sentence(folder: Path, trouble: Exception, *, serving: bool) -> str:
    """Say why the plan in a folder cannot be served, and what is served meanwhile.

    Parameters
    ----------
    folder : Path
        The folder of the plan.
    trouble : Exception
        What came of reading it.
    serving : bool
        Whether an earlier plan is served.

    """
    meanwhile = "The plan read before is still served." if serving else "Until it can be, every address answers 503."
    return f"The plan in {folder} cannot be served: {_why(trouble)} {meanwhile}"


def _why(trouble: Exception) -> str:
    if isinstance(trouble, InputFaults):
        first = trouble.faults[0].sentence
        others = len(trouble.faults) - 1
        return f"{first} ({counted(others, 'more fault')})" if others else first
    if isinstance(trouble, Refused) and trouble.reasons:
        others = len(trouble.reasons) - 1
        more = f" ({others} more)" if others else ""
        return f"{trouble.message} {trouble.reasons[0]}{more} {trouble.remedy}"
    if isinstance(trouble, MeetingDayError):
        return str(trouble)
    if isinstance(trouble, OSError):
        return f"a file cannot be read ({trouble.strerror or trouble}: {trouble.filename or 'no name'})."
    return "this is a fault of meeting-day, not of your input."
