"""The register of links: a secret, and what has been given out, taken back and left; every address follows from it."""

import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

NOTICE = timedelta(days=30)
"""For so long a link that is withdrawn answers with a notice."""

GIVEN, TAKEN_BACK, LEFT = "given", "revoked", "left"
OFFICERS = "officers"
_MEMBER = "member:"
_SIGNED = hashlib.sha256
_ADDRESS_BYTES = 20
_KEY_BYTES = 8


@dataclass(frozen=True)
class Link:
    """One person's link, or that of a feed which is not public."""

    version: int = 1
    state: str = GIVEN
    """`given`; `revoked`, until an officer gives a new one; or `left`: the input knows them no longer."""
    code: str = ""
    """The person as the input spells them; empty for a feed of nobody."""
    title: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """An address that was given out once."""

    moment: str
    """When it was withdrawn, ISO in UTC, ending in Z; empty until the next publication, which says when."""
    title: str = ""


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
        return None if link.state != GIVEN else _address(self.secret, name, link.version)

    def busy_address(self, person: str) -> str | None:
        """Return the address of the feed that only says when a person is busy: it moves with their own link."""
        link = self.link(member_name(person))
        return None if link.state != GIVEN else _address(self.secret, busy_name(person), link.version)

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
            if link.state == GIVEN:
                withdrawn |= {
                    _address(self.secret, one, link.version): Withdrawn(moment, link.title) for one in _of(name)
                }
                link = replace(link, version=link.version + 1)
            links[name] = replace(link, state=state)
        return replace(self, links=links, withdrawn=withdrawn)

    def caught_up(self, holders: Mapping[str, Link], moment: str) -> "Register":
        """Return the register as it is when links are given to these holders and no others.

        Who is new is given a link; who is gone has theirs withdrawn; what is withdrawn is so from this moment, where
        it was not said when.

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
        return replace(after, links=links, withdrawn=withdrawn)

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


def member_name(person: str) -> str:
    """Return the name of a person's link, whatever the case and the accents their code is spelt with."""
    return f"{_MEMBER}{folded(person)}"


def folded(code: str) -> str:
    """Return a code as it is compared: without case or outer spaces, however its accents are stored."""
    return unicodedata.normalize("NFC", code.strip()).casefold()


def busy_name(person: str) -> str:
    """Return the name of a person's other address, which only says when they are busy."""
    return member_name(person).replace(_MEMBER, "busy:", 1)


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
