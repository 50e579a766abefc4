"""The register of links: a secret, and what has been given out, taken back and left; every address follows from it.

Its file is JSON that only its owner may read, replaced whole or not at all.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.domain.other_keys import OtherKeys, Table, is_newer, with_other_keys
from scheduler.errors import CannotPublish
from scheduler.outputs.disk import write_private
from scheduler.outputs.site.files import Mark, mark_in

NOTICE = timedelta(days=30)
"""For so long a link that is withdrawn answers with a notice."""

GIVEN, TAKEN_BACK, LEFT = "given", "revoked", "left"
OFFICERS = "officers"
_MEMBER = "member:"
_SIGNED = hashlib.sha256
_ADDRESS_BYTES = 20
_KEY_BYTES = 8
ENDING = ".register.json"
_FORMAT = "meeting-day-register/1"
_KEEP = "Private. Keep it safe and in your backups: every private calendar link follows from the secret in it."
_SECRET_BYTES = 32
_LARGEST = 50_000_000
_ADDRESS = re.compile(r"[a-z2-7]{32}")
_STAMP = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_MAY_LACK = ("first", "also")
"""What the file says of a link only where there is any."""


@dataclass(frozen=True)
class Link:
    """One person's link, or that of a feed which is not public."""

    version: int = 1
    state: str = GIVEN
    """`given`; `revoked`, until an officer gives a new one; or `left`: the input knows them no longer."""
    code: str = ""
    """The person as the input spells them; empty for a feed of nobody."""
    title: str = ""
    other_keys: OtherKeys = ()
    """What else its file says of it, which this version does not know."""
    first: str = ""
    """The name it was given by first, where their code has changed since: the address is made of that one."""
    also: tuple[tuple[str, str], ...] = ()
    """Addresses that another council gave the same person, each with that of when they are busy: they work on."""


@dataclass(frozen=True)
class Withdrawn:
    """An address that was given out once."""

    moment: str
    """When it was withdrawn, ISO in UTC, ending in Z; empty until the next publication, which says when."""
    title: str = ""
    other_keys: OtherKeys = ()


@dataclass(frozen=True)
class Anyway:
    """A publication although something was wrong with the plan."""

    moment: str
    """ISO in UTC, ending in Z."""
    reason: str
    """In the officer's words."""


@dataclass(frozen=True)
class Sent:
    """What subscribers have of one event: never less is sent again."""

    sequence: int
    stamp: str
    """Its DTSTAMP, as it stands in a feed: later ones are greater."""
    own: Mapping[str, str] = field(default_factory=dict)
    """The stamp of a member whom something was told later than everybody, by the name of their link."""
    public: tuple[int, ...] = ()
    """Those of its revisions that everybody could read, in order."""


@dataclass(frozen=True)
class Register:
    """The secret and the links: all that is kept from one publication to the next."""

    secret: bytes
    links: Mapping[str, Link] = field(default_factory=dict)
    """By what they are of: `member:ann`, `feed:all.ics`, `officers`; codes without case, as they are compared."""
    withdrawn: Mapping[str, Withdrawn] = field(default_factory=dict)
    """By address, never forgotten: an address is not given twice."""
    files: frozenset[str] = frozenset()
    """What the last publication wrote, below the site's folder."""
    base_url: str = ""
    moment: str = ""
    """When the last publication was, ISO in UTC, ending in Z."""
    timezone: str = "UTC"
    """Of the council: the days on which links were withdrawn are those of its own clock."""
    formerly: tuple[str, ...] = ()
    """The fingerprints of earlier secrets: a site may bear one until it is published again."""
    sent: Mapping[str, Sent] = field(default_factory=dict)
    """Each event that was ever sent, by uid; nothing where no version has kept count yet."""
    anyway: tuple[Anyway, ...] = ()
    """The publications of a plan that was not as it should be, and why it was published."""
    other_keys: OtherKeys = ()

    @property
    def fingerprint(self) -> str:
        """Return what names the secret without giving it away."""
        return hmac.new(self.secret, b"fingerprint", _SIGNED).hexdigest()[: 2 * _KEY_BYTES]

    def link(self, name: str) -> Link:
        """Return a link; the first of its name where none was given yet."""
        return self.links.get(name, Link())

    def address(self, name: str) -> str | None:
        """Return the address of what is named; None where it has been taken back and not given anew."""
        link = self.link(name)
        return None if link.state != GIVEN else _address(self.secret, link.first or name, link.version)

    def busy_address(self, person: str) -> str | None:
        """Return the address of the feed that only says when a person is busy: it moves with their own link."""
        link = self.link(member_name(person))
        name = _of(link.first or member_name(person))[-1]
        return None if link.state != GIVEN else _address(self.secret, name, link.version)

    def rotated(self, names: Iterable[str], moment: str) -> "Register":
        """Return the register with a new address for each name; the old ones are withdrawn."""
        return self._moved(names, moment, GIVEN)

    def revoked(self, names: Iterable[str], moment: str) -> "Register":
        """Return the register with no address for these names until they are rotated."""
        return self._moved(names, moment, TAKEN_BACK)

    def _moved(self, names: Iterable[str], moment: str, state: str) -> "Register":
        links, withdrawn = dict(self.links), dict(self.withdrawn)
        for name in names:
            link = self.link(name)
            old = [address for pair in link.also for address in pair]
            if link.state == GIVEN:
                old += [_address(self.secret, one, link.version) for one in _of(link.first or name)]
                link = replace(link, version=link.version + 1)
            withdrawn |= {address: Withdrawn(moment, link.title) for address in old}
            links[name] = replace(link, state=state, also=())
        return replace(self, links=links, withdrawn=withdrawn)

    def adopted(self, name: str, pairs: Iterable[tuple[str, str]]) -> "Register":
        """Return the register with addresses that another council gave to whoever a link is of.

        Where the link has been taken back, so are they, for good: a new link wakes no old one.
        """
        link = self.link(name)
        link = replace(link, also=tuple(dict.fromkeys((*link.also, *pairs))))
        found = replace(self, links={**self.links, name: link})
        return found if link.state == GIVEN else found.revoked([name], "")

    def renamed(self, names: Mapping[str, Iterable[str]]) -> "Register":
        """Return the register with the links of those whose code has changed under their new names: they keep them."""
        links, now = dict(self.links), {}
        for name, before in names.items():
            old = next((one for one in before if one in links and name not in links), None)
            if old is not None:
                link = links.pop(old)
                links[name], now[old] = replace(link, first=link.first or old), name
        sent = {
            uid: replace(one, own={now.get(name, name): stamp for name, stamp in one.own.items()})
            for uid, one in self.sent.items()
        }
        return replace(self, links=links, sent=sent) if now else self

    def caught_up(self, holders: Mapping[str, Link], moment: str) -> "Register":
        """Return the register as it is when links are given to these holders and no others.

        Who is new is given a link; who is gone has theirs withdrawn; what is withdrawn is so from this moment, where
        it was not said when. Names go with the notice: of what was withdrawn so long ago that it says so no longer, and
        of whoever is gone and has no such notice, only what keeps an address from being given twice is left.

        Parameters
        ----------
        holders : Mapping[str, Link]
            The code and the title of each, by name; versions and states do not matter.
        moment : str
            Of the publication.

        """
        gone = [name for name, link in self.links.items() if name not in holders and link.state == GIVEN]
        after = self._moved(gone, moment, LEFT)
        links = dict(after.links)
        for name, holder in holders.items():
            link = after.link(name)
            state = GIVEN if link.state == LEFT else link.state
            links[name] = replace(link, state=state, code=holder.code, title=holder.title)
        withdrawn = {address: replace(one, moment=one.moment or moment) for address, one in after.withdrawn.items()}
        return _without_names(replace(after, links=links, withdrawn=withdrawn), holders, moment)

    def noticed(self, as_of: datetime) -> dict[str, Withdrawn]:
        """Return the withdrawn addresses that still answer with a notice at the moment."""
        return {
            address: one
            for address, one in self.withdrawn.items()
            if not one.moment or as_of < datetime.fromisoformat(one.moment) + NOTICE
        }

    def renewed(self, secret: bytes, moment: str, others: Iterable[str] = ()) -> "Register":
        """Return a register with another secret: every address that was given, and the others, are withdrawn."""
        given = (name for name, link in self.links.items() if link.state == GIVEN)
        withdrawn = {address: Withdrawn(moment) for address in others}
        withdrawn |= self.revoked(given, moment).withdrawn
        states = {name: replace(link, version=1) for name, link in self.links.items()}
        formerly = (*self.formerly, self.fingerprint)
        return replace(self, secret=secret, links=states, withdrawn=withdrawn, formerly=formerly)


def _without_names(register: Register, holders: Mapping[str, Link], moment: str) -> Register:
    """Return the register without the names of those who are gone, and whose withdrawn links answer no longer."""
    noticed = register.noticed(datetime.fromisoformat(moment)) if moment else register.withdrawn
    links, withdrawn = dict(register.links), dict(register.withdrawn)
    for name, link in links.items():
        last = _address(register.secret, link.first or name, link.version - 1)
        if name not in holders and moment and last not in noticed:
            links[name] = replace(link, title="")
    withdrawn |= {address: replace(one, title="") for address, one in withdrawn.items() if address not in noticed}
    return replace(register, links=links, withdrawn=withdrawn)


def member_name(person: str) -> str:
    """Return the name of a person's link, whatever the case and the accents their code is spelt with."""
    return f"{_MEMBER}{folded(person)}"


def folded(code: str) -> str:
    """Return a code as it is compared: without case or outer spaces, however its accents are stored."""
    return unicodedata.normalize("NFC", code.strip()).casefold()


def _of(name: str) -> tuple[str, ...]:
    """Return every name whose address is given and withdrawn with a link."""
    return (name, name.replace(_MEMBER, "busy:", 1)) if name.startswith(_MEMBER) else (name,)


def feed_name(path: str) -> str:
    """Return the name of the link of a feed that is neither public nor one person's."""
    return f"feed:{path}"


def is_officers(name: str) -> bool:
    """Whether a link is of no one person."""
    return not name.startswith(_MEMBER)


def private_address(register: Register, person: str) -> str | None:
    """Return the unguessable part of a person's address; None where it has been taken back."""
    return register.address(member_name(person))


def _address(secret: bytes, name: str, version: int) -> str:
    """Return 160 bits that only the secret gives, in small letters and figures, safe in any mail."""
    digest = hmac.new(secret, f"{name}:{version}".encode("utf-8", "surrogatepass"), _SIGNED).digest()
    return base64.b32encode(digest[:_ADDRESS_BYTES]).decode().lower()


def default_register(folder: Path) -> Path:
    """Return the register of a site, or of a plan that is served: beside its folder, never in it."""
    place = Path(os.path.realpath(folder))
    return place.with_name(f"{place.name}{ENDING}")


def new_register() -> Register:
    """Return a register with a secret of its own, and no link yet."""
    return Register(new_secret())


def new_secret() -> bytes:
    """Return bytes that nobody can guess."""
    return secrets.token_bytes(_SECRET_BYTES)


def read_register(path: Path) -> Register | None:
    """Return the register in the file; None if there is no file.

    Raises
    ------
    CannotPublish
        If it cannot be read, is damaged, or was written by a newer version.

    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise CannotPublish(f"The register {path} is no file. Say with --register where the register is.")
        content = path.read_bytes() if found.st_size <= _LARGEST else b""
    except FileNotFoundError:
        return None
    except OSError as trouble:
        raise CannotPublish(
            f"The register {path} cannot be read: {trouble.strerror}. See that you may read it."
        ) from None
    try:
        document = Table(json.loads(content))
        if is_newer(document.get("format"), _FORMAT):
            raise CannotPublish(
                f"The register {path} was written by a newer version of meeting-day, in the format "
                f"{document['format']}; this one reads {_FORMAT}. Use the newer version for it, and leave the file as "
                "it is: every link stays. Nothing was changed."
            )
        register = _register(document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        raise CannotPublish(
            f"The register {path} is damaged, so nobody's link is known. Put it back from a backup. If there is none, "
            "move it away and publish with --new-secret: every link is then given anew, and the old ones say so."
        ) from None
    _refuse_an_older_one(path, register)
    return register


def _refuse_an_older_one(path: Path, register: Register) -> None:
    """Raise CannotPublish if the register is older than the last that was written there: one put back from a backup."""
    beside = _mark_beside(path)
    mark = mark_in(beside)
    if mark is None or mark.fingerprint in register.formerly:
        return
    if mark.fingerprint != register.fingerprint or mark.withdrawn > len(register.withdrawn):
        raise CannotPublish(
            f"The register {path} is older than the one that was last here, so links that have been withdrawn since "
            "would work again. Put the newest one back. If this is the newest there is, move "
            f"{beside.name} beside it away, and withdraw those links anew with `meeting-day feeds revoke`."
        )


def _mark_beside(path: Path) -> Path:
    """Return the file by which an older register would be noticed."""
    return path.with_name(f"{path.name}.mark")


def _register(document: Table) -> Register:
    secret = bytes.fromhex(document.get("secret"))
    links = {str(name): _link(Table(row)) for name, row in document.get("links").items()}
    withdrawn = {name: _withdrawn(Table(row)) for name, row in document.get("withdrawn").items()}
    files = frozenset(_text(path) for path in document.get("files"))
    formerly = tuple(map(_text, document.get("formerly")))
    timezone = ZoneInfo(_text(document.get("timezone", "UTC"))).key
    if document.get("format") != _FORMAT or len(secret) != _SECRET_BYTES or not all(map(_ADDRESS.fullmatch, withdrawn)):
        raise ValueError("no register of this program")
    base_url, moment = _text(document.get("base_url")), _moment(document.get("moment"))
    document.get("keep")  # says what the file is
    sent = {_text(uid): _sent(Table(row)) for uid, row in document.get("sent", {}).items()}
    anyway = tuple(Anyway(_moment(row["moment"]), _text(row["reason"])) for row in document.get("anyway", []))
    return Register(
        secret, links, withdrawn, files, base_url, moment, timezone, formerly, sent, anyway, document.rest()
    )


def _sent(row: Table) -> Sent:
    own = {_text(name): _stamp(stamp) for name, stamp in row.get("own", {}).items()}
    sequence = row.get("sequence")
    if not isinstance(sequence, int) or sequence < 0:
        raise ValueError("no SEQUENCE of this program")
    return Sent(sequence, _stamp(row.get("stamp")), own, tuple(map(int, row.get("public", []))))


def _stamp(value: object) -> str:
    if not _STAMP.fullmatch(text := _text(value)):
        raise ValueError("no DTSTAMP of this program")
    return text


def _link(row: Table) -> Link:
    code, title, first = (_text(row.get(key, "")) for key in ("code", "title", "first"))
    also = tuple((_text(own), _text(busy)) for own, busy in row.get("also", []))
    link = Link(row.get("version"), row.get("state"), code, title, row.rest(), first, also)
    known = link.state in (GIVEN, TAKEN_BACK, LEFT) and all(_ADDRESS.fullmatch(one) for pair in also for one in pair)
    if not isinstance(link.version, int) or link.version < 1 or not known:
        raise ValueError("no link of this program")
    return link


def _withdrawn(row: Table) -> Withdrawn:
    return Withdrawn(_moment(row.get("moment")), _text(row.get("title")), row.rest())


def _moment(value: object) -> str:
    text = _text(value)
    if text and datetime.fromisoformat(text).utcoffset() is None:
        raise ValueError("no moment with its zone")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def write_register(path: Path, register: Register) -> None:
    """Write the register in the place of an earlier one, if it differs.

    Raises
    ------
    CannotWrite
        If it cannot be written; an earlier one is as it was.

    """
    document = {
        "format": _FORMAT,
        "keep": _KEEP,
        "secret": register.secret.hex(),
        "formerly": register.formerly,
        "base_url": register.base_url,
        "moment": register.moment,
        "timezone": register.timezone,
        "links": {name: _row(link) for name, link in sorted(register.links.items())},
        "withdrawn": {address: _row(one) for address, one in sorted(register.withdrawn.items())},
        "files": sorted(register.files),
        "sent": {uid: _sent_row(one) for uid, one in sorted(register.sent.items())},
        "anyway": [vars(one) for one in register.anyway],
    }
    document = with_other_keys(document, register.other_keys)
    write_private(path, f"{json.dumps(document, indent=1)}\n".encode())
    write_private(_mark_beside(path), Mark(register.fingerprint, len(register.withdrawn)).written)


def _sent_row(one: Sent) -> dict[str, Any]:
    """Return what was sent of an event, as the file holds it."""
    row: dict[str, Any] = {"sequence": one.sequence, "stamp": one.stamp}
    row |= {"own": dict(sorted(one.own.items()))} if one.own else {}
    return row | ({"public": one.public} if one.public else {})


def _row(one: Link | Withdrawn) -> dict[str, Any]:
    """Return a link, given or withdrawn, as the file holds it."""
    row = {
        name: value for name, value in vars(one).items() if name != "other_keys" and (value or name not in _MAY_LACK)
    }
    return with_other_keys(row, one.other_keys)
