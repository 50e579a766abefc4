"""Addresses on the web: where the site is, and the links by which each calendar program subscribes."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from scheduler.errors import CannotPublish

INDEX_PAGE = "index.html"
"""The year at a glance, for everybody."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_IN_ADDRESSES = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]@!$&'()*+,;=%")
_EXAMPLE = "Write it as https://meetings.example.gov.uk or https://www.example.gov.uk/meetings."


def checked_base(text: str) -> str:
    """Return the address of the site without a slash at its end.

    Raises
    ------
    CannotPublish
        If it is no address that every calendar program can use.

    """
    complaint = _complaint(text)
    if complaint:
        raise CannotPublish(f"The address {text!r} cannot be used: {complaint}. {_EXAMPLE}")
    return text.rstrip("/")


def _complaint(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "it is no address"
    complaints = {
        "it does not begin with https:// and a name": parts.scheme not in ("https", "http") or not host,
        "private links may travel over https only; http is for trying it on this machine": parts.scheme == "http"
        and host not in _LOCAL,
        "a name or password in it would be published": "@" in parts.netloc,
        "it must end with a folder; leave out what follows ? or #": "?" in text or "#" in text,
        "it has letters that an address cannot have; copy it from a browser": not set(text) <= _IN_ADDRESSES,
        "its folders are not plain": "//" in parts.path or not {".", ".."}.isdisjoint(parts.path.split("/")),
    }
    return next((words for words, holds in complaints.items() if holds), None)


@dataclass(frozen=True)
class Subscription:
    """The ways to one feed."""

    title: str
    address: str
    """The whole address, to be copied."""

    @property
    def webcal(self) -> str:
        """The link that opens the calendar program of a telephone or a computer."""
        return f"webcal:{self.address.partition(':')[2]}"

    @property
    def google(self) -> str:
        """The link that asks Google Calendar to subscribe."""
        return f"https://calendar.google.com/calendar/r?{urlencode({'cid': self.webcal})}"

    @property
    def outlook(self) -> str:
        """The link that asks Outlook to subscribe, at work or school."""
        return f"https://outlook.office.com/calendar/0/addfromweb?{self._query}"

    @property
    def outlook_at_home(self) -> str:
        """The link that asks Outlook.com to subscribe, for a personal account."""
        return f"https://outlook.live.com/calendar/0/addfromweb?{self._query}"

    @property
    def _query(self) -> str:
        return urlencode({"url": self.address, "name": self.title}, quote_via=quote)


def whole_address(base_url: str, path: str) -> str:
    """Return the whole address of a file of the site."""
    return f"{base_url}/{quote(path)}"
