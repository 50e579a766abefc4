"""Where a request comes from, and where one may be led: hosts, origins, proxies, addresses within the desk."""

import re
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from scheduler.errors import CannotServe

Network = IPv4Network | IPv6Network
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_HERE, _BY_HAND = "same-origin", "none"
"""Values of Sec-Fetch-Site (W3C, Fetch Metadata Request Headers): a page of ours, and an address typed or kept."""
_WITH_PORT = re.compile(r"([0-9.]+):[0-9]+|\[([0-9A-Fa-f:.]+)\](?::[0-9]+)?")
_USUAL_PORTS = {"http": 80, "https": 443}


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach what listens at a host."""
    if host in LOOPBACK:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def networks(proxies: Sequence[str]) -> tuple[Network, ...]:
    """Return the addresses, or networks of them, of proxies that are believed."""
    try:
        return tuple(ip_network(one, strict=False) for one in proxies)
    except ValueError:
        shown = ", ".join(proxies)
        raise CannotServe(
            f"A proxy is named by its address, such as 10.0.0.5 or 10.0.0.0/24, and not {shown}."
        ) from None


def is_one_of(address: str, known: Sequence[Network]) -> bool:
    """Whether an address is that of a proxy that is believed."""
    found = _address(address)
    return found is not None and any(found in network for network in known)


def client(environ: Mapping[str, str], proxies: Sequence[Network]) -> str:
    """Return the address of whoever asks: the last in X-Forwarded-For that no proxy of ours has; blank if not known.

    The addresses before it are what a client says of itself.
    """
    peer = environ.get("REMOTE_ADDR", "")
    forwarded = [one.strip() for one in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    if not is_one_of(peer, proxies):
        return "" if forwarded else peer
    for one in reversed(forwarded):
        address = _address(one)
        if address is None:
            return ""
        if not is_one_of(one, proxies):
            return str(address)
    return peer if not forwarded else ""


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Return an address, without the port that some proxies (IIS) write behind it."""
    match = _WITH_PORT.fullmatch(text)
    try:
        found = ip_address(match[1] or match[2] if match else text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def hosts_at(host: str, port: int, scheme: str = "http") -> frozenset[str]:
    """Return what the Host header may say at an address: with its port, and without where that is the usual one."""
    names = {host, *LOOPBACK} if is_loopback(host) else {host}
    shown = [f"[{name}]" if ":" in name else name.lower() for name in names]
    whole = {f"{name}:{port}" for name in shown}
    return frozenset(whole | (set(shown) if port == _USUAL_PORTS[scheme] else set()))


def public_hosts(names: Sequence[str]) -> frozenset[str]:
    """Return what the Host header says of whoever asks behind a proxy with TLS."""
    hosts: set[str] = set()
    for name in names:
        found = urlsplit(f"//{name.removeprefix('https://').rstrip('/')}")
        try:
            port = found.port or _USUAL_PORTS["https"]
        except ValueError:
            port = 0
        if not found.hostname or not port or found.path or found.query or found.username or name.startswith("http://"):
            raise CannotServe(f"--public-name is a name such as desk.example.gov.uk, reached by https, and not {name}.")
        hosts |= hosts_at(found.hostname, port, "https")
    return frozenset(hosts)


def is_from_here(headers: Mapping[str, str], origins: frozenset[str]) -> bool | None:
    """Whether a page of the desk sent a request; None where the browser does not say.

    Browsers send Origin with everything but GET and HEAD, and Sec-Fetch-Site with everything over https or to the
    machine itself; a page elsewhere can neither leave them out nor change them.
    """
    site = headers.get("HTTP_SEC_FETCH_SITE")
    origin = headers.get("HTTP_ORIGIN")
    if origin is not None:
        return origin.lower() in origins and site in (None, _HERE, _BY_HAND)
    return None if site is None else site in (_HERE, _BY_HAND)


def is_drawn_in(headers: Mapping[str, str]) -> bool:
    """Whether a page elsewhere draws something of the desk into itself, rather than leads its reader there."""
    site = headers.get("HTTP_SEC_FETCH_SITE")
    if site in (None, _HERE, _BY_HAND):
        return False
    leads = headers.get("HTTP_SEC_FETCH_MODE") == "navigate" and headers.get("HTTP_SEC_FETCH_DEST") == "document"
    return not leads


def within(address: str) -> str:
    """Return an address of the desk as it was given, the first page where it leads elsewhere."""
    is_plain = address.startswith("/") and "\\" not in address and address.isprintable()
    return address if is_plain and not address.startswith("//") else "/"
