"""Coming in by an OpenID Connect provider: the code flow with PKCE, state and nonce (OpenID Connect Core 1.0, 3.1).

A browser is sent to the provider on an errand, and has to bring back what it was sent with: the state in the address,
and a cookie that no other browser has. Each errand is run once.
"""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scheduler.desk.access.addresses import is_loopback
from scheduler.desk.access.entrance import ProviderAsked
from scheduler.desk.access.roles import ROLES
from scheduler.desk.access.sessions import BYTES_OF_A_SECRET, digest
from scheduler.desk.store import Store
from scheduler.errors import CannotServe, MeetingDayError

LONGEST_ERRAND = timedelta(minutes=15)
_MOST_ERRANDS = 1_000
_SECONDS = 10
"""For each answer of the provider."""
_SECONDS_OF_DIFFERENCE = 120
"""Between the provider's clock and this one's."""
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""With a key of the provider's own that everybody may know; never `none`, never one that is made of the secret."""
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class CannotComeIn(MeetingDayError):
    """The provider does not say who somebody is; the message says why and what to do."""


@dataclass(frozen=True)
class CameBack:
    """Who has come back from the provider, and where they were going."""

    name: str
    role: str
    """What the provider says they may do; blank where it is not asked, or says nothing of the kind."""
    address: str
    typed: list[tuple[str, str]] | None


class Provider:
    """One OpenID Connect provider.

    Parameters
    ----------
    asked : ProviderAsked
        Which.
    store : Store
        Keeps the errands.
    clock : callable
        The present moment, in UTC.

    Raises
    ------
    CannotServe
        If its address is none, or Authlib is not installed.

    """

    def __init__(self, asked: ProviderAsked, store: Store, clock: Callable[[], datetime]) -> None:
        try:
            import authlib.oidc.core  # noqa: F401, PLC0415 - an extra that few need
        except ImportError:
            raise CannotServe("Authlib is not installed. Install it: pip install 'meeting-day[sso]'.") from None
        if not _is_kept_secret(asked.issuer):
            raise CannotServe(f"--oidc-issuer is an address that begins with https://, and not {asked.issuer}.")
        self._asked, self._store, self._clock = asked, store, clock
        self._known: dict[str, Any] = {}
        self._keys: dict[str, Any] | None = None

    def errand(self, back: str, address: str, typed: Sequence[tuple[str, str]] | None) -> tuple[str, str]:
        """Return where to send a browser, and the cookie that it is to bring back.

        Parameters
        ----------
        back : str
            Where the provider sends it back to.
        address : str
            Where its officer was going.
        typed : sequence of pairs, optional
            What they had typed.

        Raises
        ------
        CannotComeIn
            If the provider cannot be reached.

        """
        state, cookie, nonce, verifier = (secrets.token_urlsafe(BYTES_OF_A_SECRET) for _ in range(4))
        with self._client(back) as client:
            endpoint = self._metadata(client)["authorization_endpoint"]
            destination, _ = client.create_authorization_url(endpoint, state=state, code_verifier=verifier, nonce=nonce)
        moment = self._clock()
        with self._store.writing() as database:
            database.execute("DELETE FROM errands WHERE began < ?", ((moment - LONGEST_ERRAND).isoformat(),))
            database.execute(
                "DELETE FROM errands WHERE state NOT IN (SELECT state FROM errands ORDER BY began DESC LIMIT ?)",
                (_MOST_ERRANDS - 1,),
            )
            values = (digest(state), digest(cookie), nonce, verifier, address, json.dumps(typed), moment.isoformat())
            columns = "state, cookie, nonce, verifier, address, typed, began"
            database.execute(f"INSERT INTO errands ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608 - ours
        return str(destination), cookie

    def came_back(self, back: str, given: Mapping[str, str], cookie: str) -> CameBack:
        """Return who has come back, by what the provider has put into the address.

        Raises
        ------
        CannotComeIn
            If it was no errand of this browser, or the provider does not say who it is.

        """
        with self._store.writing() as database:
            state = digest(given.get("state", ""))
            errand = database.execute("SELECT * FROM errands WHERE state = ?", (state,)).fetchone()
            database.execute("DELETE FROM errands WHERE state = ?", (state,))
        is_late = errand is None or self._clock() - datetime.fromisoformat(errand["began"]) > LONGEST_ERRAND
        if errand is None or is_late or not secrets.compare_digest(errand["cookie"], digest(cookie)):
            raise CannotComeIn("This log-in was begun elsewhere, or too long ago. Begin it again.")
        if given.get("iss", self._asked.issuer) != self._asked.issuer or "code" not in given:
            raise CannotComeIn("Your council's log-in did not let you in. Begin again, or tell whoever keeps the desk.")
        claims = self._claims(back, given["code"], errand["verifier"], errand["nonce"])
        typed = json.loads(errand["typed"])
        return CameBack(
            self._name(claims),
            self._role(claims),
            errand["address"],
            None if typed is None else [(name, value) for name, value in typed],
        )

    def _name(self, claims: Mapping[str, Any]) -> str:
        claim = self._asked.name_claim
        name = claims.get(claim)
        if claim == "email" and claims.get("email_verified") is False:
            raise CannotComeIn("Your council's log-in has not verified your e-mail address. Have it do so.")
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            raise CannotComeIn(f"Your council's log-in does not say your name ({claim}). Tell whoever keeps the desk.")
        return name.strip()

    def _role(self, claims: Mapping[str, Any]) -> str:
        """Return the role that may do most of those that the provider names."""
        found = claims.get(self._asked.role_claim) if self._asked.role_claim else None
        named = found if isinstance(found, list) else [found]
        return max((role for role in ROLES if role in named), key=ROLES.index, default="")

    def _claims(self, back: str, code: str, verifier: str, nonce: str) -> Mapping[str, Any]:
        """Exchange a code for what the provider says of somebody, and see that it says it, of them, to us."""
        from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 - an extra that few need
        from joserfc.errors import JoseError  # noqa: PLC0415 - the same
        from requests import RequestException  # noqa: PLC0415 - the same

        try:
            with self._client(back) as client:
                endpoint = self._metadata(client)["token_endpoint"]
                token = client.fetch_token(
                    endpoint, grant_type="authorization_code", code=code, code_verifier=verifier, allow_redirects=False
                )
                return self._verified(client, token, nonce)
        except (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, TypeError):
            raise CannotComeIn(
                "Your council's log-in could not be asked who you are, or its answer cannot be believed. Begin again; "
                "if that does not help, tell whoever keeps the desk."
            ) from None

    def _verified(self, client: Any, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:  # noqa: ANN401 - Authlib ships no types
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 - the same
        from joserfc import jwt  # noqa: PLC0415 - the same
        from joserfc.errors import InvalidKeyIdError  # noqa: PLC0415 - the same
        from joserfc.jwk import KeySet  # noqa: PLC0415 - the same
        from joserfc.jws import JWSRegistry  # noqa: PLC0415 - the same

        registry = JWSRegistry(algorithms=list(_ALGORITHMS), strict_check_header=False)
        text = token["id_token"]
        try:
            read = jwt.decode(text, KeySet.import_key_set(self._key_set(client)), registry=registry)
        except InvalidKeyIdError:  # the provider has changed its keys
            self._keys = None
            read = jwt.decode(text, KeySet.import_key_set(self._key_set(client)), registry=registry)
        options = {
            "iss": {"essential": True, "value": self._asked.issuer},
            "aud": {"essential": True, "value": self._asked.client},
            "nonce": {"essential": True, "value": nonce},
        }
        asked = {"nonce": nonce, "client_id": self._asked.client, "access_token": token.get("access_token")}
        claims = CodeIDToken(read.claims, read.header, options, asked)
        claims.validate(leeway=_SECONDS_OF_DIFFERENCE)
        return dict(claims)

    def _client(self, back: str) -> Any:  # noqa: ANN401 - the same
        from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 - the same

        ways = self._known.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        return OAuth2Session(
            self._asked.client,
            self._asked.secret,
            token_endpoint_auth_method=way,
            scope="openid profile email",
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=_SECONDS,
        )

    def _metadata(self, client: Any) -> Mapping[str, Any]:  # noqa: ANN401 - the same
        """Return where the provider does what, as it says itself (OpenID Connect Discovery 1.0)."""
        from requests import RequestException  # noqa: PLC0415 - the same

        if not self._known:
            try:
                found = self._read(client, f"{self._asked.issuer}/.well-known/openid-configuration")
            except (RequestException, ValueError):
                raise CannotComeIn(
                    "Your council's log-in cannot be reached. Try again in a minute, or tell whoever keeps the desk."
                ) from None
            is_right = isinstance(found, dict) and found.get("issuer", "").rstrip("/") == self._asked.issuer
            if not is_right or not all(_is_kept_secret(str(found.get(one, ""))) for one in _ENDPOINTS):
                raise CannotComeIn("Your council's log-in says that it is another. Tell whoever keeps the desk.")
            self._known = found
        return self._known

    def _key_set(self, client: Any) -> Any:  # noqa: ANN401 - the same
        """Return the provider's public keys."""
        if self._keys is None:
            self._keys = self._read(client, self._known["jwks_uri"])
        return self._keys

    @staticmethod
    def _read(client: Any, address: str) -> Any:  # noqa: ANN401 - the same
        answer = client.request("GET", address, withhold_token=True, allow_redirects=False)
        answer.raise_for_status()
        return answer.json()


def _is_kept_secret(address: str) -> bool:
    """Whether nobody can read on the way what is sent to an address."""
    found = urlsplit(address)
    return bool(found.hostname) and (
        found.scheme == "https" or (found.scheme == "http" and is_loopback(found.hostname or ""))
    )
