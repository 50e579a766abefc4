"""Names and addresses as messages and invitations bear them: on one line, quoted, and nothing let through unread.

A name may hold commas, quotes and any letter; an address is taken only as it is plainly one (RFC 5321 4.1.2, without
quoted local parts and without addresses that are not ASCII, which many servers refuse).
"""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from urllib.parse import quote

from scheduler.domain.calendar import Settings
from scheduler.outputs.naming import on_one_line

_LONGEST = 254
"""Characters of an address (RFC 5321 4.5.3.1)."""
_LONGEST_LOCAL = 64
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_PLAIN_IN_URI = "@!$'*+-_.~="
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")


@dataclass(frozen=True)
class Mailbox:
    """Somebody who sends or is sent a message."""

    name: str
    address: str

    @property
    def header(self) -> Address:
        """As a header of a message has it."""
        return Address(self.name, addr_spec=self.address)

    @property
    def common_name(self) -> str:
        """The value of the parameter CN (RFC 5545 3.2.2), which can hold no double quote."""
        return f'"{self.name.replace(chr(34), chr(39))}"'

    @property
    def uri(self) -> str:
        """The address as iCalendar names somebody (RFC 6068)."""
        return f"mailto:{quote(self.address, safe=_PLAIN_IN_URI)}"


def contact_of(settings: Settings) -> str:
    """Return whom to ask, on one line: the setting `contact`, or else who invites; blank where neither is given."""
    given, who = on_one_line(settings.contact or ""), organiser_of(settings.organiser)
    if given or who is None:
        return given or on_one_line(settings.organiser or "")
    return ", ".join(dict.fromkeys((who.name, who.address)))


def is_address(text: str) -> bool:
    """Whether text is one plain e-mail address and nothing else."""
    local = text.partition("@")[0]
    return len(text) <= _LONGEST and len(local) <= _LONGEST_LOCAL and _ADDRESS.fullmatch(text) is not None


def mailbox_of(name: str, address: str | None) -> Mailbox | None:
    """Return the mailbox of a person by their name and what the input gives as their e-mail; None where it is none."""
    found = (address or "").strip()
    return Mailbox(on_one_line(name) or found, found) if is_address(found) else None


def organiser_of(setting: str | None) -> Mailbox | None:
    """Return who invites: `Democratic Services <democratic.services@example.gov.uk>`, or an address alone.

    None where the setting holds no address, or more than one.
    """
    text = (setting or "").strip()
    named = _NAMED.fullmatch(text)
    if named is None:
        return mailbox_of(text, text)
    return mailbox_of(named["name"].strip().strip('"').strip(), named["address"])
