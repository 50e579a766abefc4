"""A small OpenID Connect provider on this machine, which can be told to do each thing wrongly."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "desk", "a secret of the provider"
SECONDS = 60


class SmallProvider:
    """Logs everybody in as whom it is told."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.keys = [RSAKey.generate_key(2048, {"kid": "first"})]
        self.claims: dict[str, Any] = {"preferred_username": "Ann"}
        self.wrong: dict[str, Any] = {}
        """What is otherwise in the ID token: claims, or `key` that signs it, `alg`, `text` for the whole of it."""
        self.metadata: dict[str, Any] = {}
        """What is otherwise in what it says of itself."""
        self.fails = ""
        """The path that answers 500."""
        self._codes: dict[str, dict[str, str]] = {}
        self.exchanges: list[dict[str, str]] = []

    def authorise(self, address: str) -> dict[str, str]:
        """Do what a browser and its officer do at the address that the desk sends them to; return what comes back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.issuer}/authorise?")
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def answer(self, path: str, given: dict[str, str], authorization: str) -> tuple[int, Any]:
        """Answer the desk itself."""
        if path == self.fails:
            return 500, {}
        if path == "/.well-known/openid-configuration":
            said = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorise",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
            }
            return 200, said | self.metadata
        if path == "/keys":
            return 200, {"keys": [key.as_dict(private=False) for key in self.keys]}
        self.exchanges.append(given)
        asked = self._codes.pop(given.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".replace(" ", "+").encode()).decode()
        known = {f"Basic {basic}", f"Basic {base64.b64encode(f'{CLIENT}:{SECRET}'.encode()).decode()}"}
        is_client = authorization in known or given.get("client_secret") == SECRET
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        if asked is None or not is_client or challenge.decode().rstrip("=") != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "token", "token_type": "Bearer", "id_token": self._id_token(asked["nonce"])}

    def _id_token(self, nonce: str) -> str:
        if "text" in self.wrong:
            return str(self.wrong["text"])
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims |= self.claims | {name: value for name, value in self.wrong.items() if name not in ("key", "alg")}
        key = self.wrong.get("key", self.keys[-1])
        header = {"alg": self.wrong.get("alg", "RS256"), "kid": key.kid}
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(header, kept, key, algorithms=[header["alg"]])


def shared_key() -> OctKey:
    """A key made of the secret that the desk has, too."""
    return OctKey.import_key(SECRET.ljust(32, "."))


@contextmanager
def provider() -> Iterator[SmallProvider]:
    """Answer on a free port of this machine for as long as this lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if urlsplit(self.path).path == "/authorise":
                self._send_back()
                return
            self._answer({})

        def _send_back(self) -> None:
            """Log a browser in, and send it back to the desk."""
            back = parse_qs(urlsplit(self.path).query)["redirect_uri"][0]
            self.send_response(302)
            self.send_header("Location", f"{back}?{urlencode(made.authorise(made.issuer + self.path))}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            self._answer({name: values[0] for name, values in parse_qs(body).items()})

        def _answer(self, given: dict[str, str]) -> None:
            status, said = made.answer(urlsplit(self.path).path, given, self.headers.get("Authorization", ""))
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = SmallProvider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join(SECONDS)
        server.server_close()
