"""How officers come in: by a token at the machine itself, by names and passwords, by a proxy or a provider.

Beyond the machine itself the desk is reached by https only, through a proxy; it does not start otherwise.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.desk.access.addresses import LOOPBACK, Network, hosts_at, is_loopback, networks, public_hosts
from scheduler.desk.access.roles import PUBLISHER, Who
from scheduler.desk.access.users import Users
from scheduler.errors import CannotServe

TOKEN, PASSWORD, PROXY, PROVIDER = "token", "password", "proxy", "provider"
REFUSED = "refused"
_LISTENS_BEYOND = "The desk is to be reached from other machines, and does not start:"


@dataclass(frozen=True)
class ProviderAsked:
    """An OpenID Connect provider, as it is named on the command line."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name_claim: str = "preferred_username"
    role_claim: str = ""
    """Blank where the users of the desk say who may do what."""


@dataclass(frozen=True)
class Asked:
    """Where a desk is to listen, and who may come in, as the command line says it."""

    host: str = "127.0.0.1"
    public_names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    identity_header: str = ""
    unknown_names: str = REFUSED
    """`refused`, or `viewer`: what becomes of those whom a proxy or provider knows and the desk does not."""
    provider: ProviderAsked | None = None

    @property
    def is_beyond(self) -> bool:
        """Whether it is reached from other machines."""
        return bool(not is_loopback(self.host) or self.public_names or self.identity_header or self.provider)


@dataclass(frozen=True)
class Entrance:
    """Where a desk is reached, and how officers come in."""

    hosts: frozenset[str]
    """What the Host header may say: `desk.example.gov.uk`, `127.0.0.1:8070`."""
    ways: tuple[str, ...]
    officer: Who | None = None
    """Who comes in by the token, at the machine itself."""
    proxies: tuple[Network, ...] = ()
    identity_header: str = ""
    unknown_names: str = REFUSED
    provider: ProviderAsked | None = None
    port: int = 0
    """Where it listens."""

    @property
    def is_secure(self) -> bool:
        """Whether it is reached by https."""
        return self.officer is None

    @property
    def origins(self) -> frozenset[str]:
        """What the Origin header says of a page of the desk."""
        scheme = "https" if self.is_secure else "http"
        return frozenset(f"{scheme}://{host}" for host in self.hosts)

    @property
    def cookie(self) -> str:
        """The name of the cookie of a session: no other host can set it, or, at this machine, no other desk has it."""
        return "__Host-desk" if self.is_secure else f"desk-{self.port}"


def at_this_machine(host: str, port: int, officer: Who) -> Entrance:
    """Return the entrance of a desk for one officer, at the machine where it runs."""
    return Entrance(hosts_at(host, port), (TOKEN,), officer, port=port)


def entrance(asked: Asked, port: int, users: Users, officer: str) -> Entrance:
    """Return how officers come in.

    Parameters
    ----------
    asked : Asked
        What the command line says.
    port : int
        Where it listens.
    users : Users
        Those of the desk.
    officer : str
        Who comes in by the token: the name by which the system knows them.

    Raises
    ------
    CannotServe
        If other machines could reach it and it would not be known who asks, or what is said would be read on the way.

    """
    if not asked.is_beyond:
        return at_this_machine(asked.host, port, Who(officer, PUBLISHER))
    if not asked.public_names:
        raise CannotServe(
            f"{_LISTENS_BEYOND} passwords would travel as they are. Put a proxy with TLS in front of it (Caddy, nginx, "
            "IIS), and say by which name it is reached: --public-name desk.example.gov.uk. scheduler/desk/README.md "
            "shows how."
        )
    hosts = public_hosts(asked.public_names)
    if asked.identity_header and not asked.proxies:
        raise CannotServe(
            f"{_LISTENS_BEYOND} anybody could send the header {asked.identity_header}. Name the address of the proxy "
            "that sets it: --proxy 127.0.0.1."
        )
    ways = _ways(asked, users)
    if not ways:
        raise CannotServe(
            f"{_LISTENS_BEYOND} there are no users. Add one: meeting-day users add FOLDER NAME --role publisher. Or "
            "have a proxy say who asks: --identity-header and --proxy. Or an OpenID Connect provider: --oidc-issuer."
        )
    proxies = networks(asked.proxies or tuple(one for one in LOOPBACK if one != "localhost"))
    return Entrance(
        hosts,
        ways,
        proxies=proxies,
        identity_header=asked.identity_header,
        unknown_names=asked.unknown_names,
        provider=asked.provider,
        port=port,
    )


def _ways(asked: Asked, users: Users) -> tuple[str, ...]:
    """Return by which ways officers come in; a proxy that knows them leaves no other."""
    if asked.identity_header:
        return (PROXY,)
    has_passwords = any(user.has_password for user in users.all())
    return ((PASSWORD,) if has_passwords else ()) + ((PROVIDER,) if asked.provider else ())


def secret_for(client: str, path: Path | None, variable: str) -> str:
    """Return the secret that a provider gave a client: from a file, or else a variable of the environment.

    Raises
    ------
    CannotServe
        If there is none.

    """
    if not client:
        raise CannotServe("An OpenID Connect provider knows the desk by an id. Name it: --oidc-client.")
    try:
        found = os.environ.get(variable, "") if path is None else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CannotServe(f"The secret cannot be read from {path}. Name a file that this account can read.") from None
    if not found.strip():
        raise CannotServe(f"The provider gave a secret. Keep it in a file (--oidc-secret-file), or in {variable}.")
    return found.strip()
