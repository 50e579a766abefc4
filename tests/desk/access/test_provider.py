"""Coming in by an OpenID Connect provider, and all that it must not be believed."""

import re
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from desk.access.opened import NAME, Opened, ask, with_users
from desk.access.small_provider import CLIENT, SECRET, SmallProvider, provider, shared_key
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from scheduler.desk.access.entrance import ProviderAsked
from scheduler.desk.access.provider import Provider
from scheduler.errors import CannotServe


@pytest.fixture
def known() -> Iterator[SmallProvider]:
    with provider() as made:
        yield made


def opened(folder: Path, known: SmallProvider, unknown: str = "refused", **asked: Any) -> Opened:
    return with_users(folder, provider=ProviderAsked(known.issuer, CLIENT, SECRET, **asked), unknown_names=unknown)


def sent_away(client: FlaskClient, **values: str) -> str:
    """Press the button of the log-in page; return the address that the browser is sent to."""
    answer = ask(client, "POST", "/log-in/provider", data=values)
    assert answer.status_code == 200
    found = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', answer.text)
    assert found is not None
    return unescape(found[1])


def comes_back(client: FlaskClient, given: dict[str, str]) -> TestResponse:
    """Follow the provider's redirect, as a browser does from another site."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    return ask(client, "GET", "/log-in/back", query_string=given, headers=headers)


def comes_in(desk: Opened, known: SmallProvider, **values: str) -> tuple[FlaskClient, TestResponse]:
    client = desk.browser()
    return client, comes_back(client, known.authorise(sent_away(client, **values)))


def test_whom_the_provider_knows_comes_in_with_the_role_of_the_desk(tmp_path: Path, known: SmallProvider) -> None:
    desk = opened(tmp_path, known)
    client = desk.browser()
    assert "Log in with your council account" in ask(client, "GET", "/log-in").text
    address = sent_away(client, next="/users")
    asked = parse_qs(urlsplit(address).query)
    assert asked["redirect_uri"] == [f"https://{NAME}/log-in/back"]
    assert len(asked["state"][0]) == len(asked["nonce"][0]) == 43
    answer = comes_back(client, known.authorise(address))
    assert (answer.status_code, answer.location) == (303, "/users")
    (errand, session) = answer.headers.getlist("Set-Cookie")
    assert errand.startswith("__Host-desk-errand=; ")
    assert re.fullmatch(r"__Host-desk=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Lax", session)
    assert "Ann" in ask(client, "GET", "/users").text
    account = ask(client, "GET", "/account").text
    assert SECRET not in account
    assert SECRET not in repr(desk.access.entrance)


def test_what_was_typed_goes_to_the_provider_and_back_by_the_desk_alone(tmp_path: Path, known: SmallProvider) -> None:
    desk = opened(tmp_path, known)
    client = desk.browser()
    lost = ask(client, "POST", "/years/small/in/calendar/cancel", data={"reason": "because"})
    values = {name: unescape(re.findall(rf'name="{name}" value="([^"]*)"', lost.text)[0]) for name in ("next", "typed")}
    address = sent_away(client, **values)
    assert "because" not in address
    answer = comes_back(client, known.authorise(address))
    assert answer.status_code == 200
    assert '<input type="hidden" name="reason" value="because">' in answer.text
    assert 'action="/years/small/in/calendar/cancel"' in answer.text


def test_an_errand_is_run_once_by_the_browser_that_was_sent_and_in_time(tmp_path: Path, known: SmallProvider) -> None:
    desk = opened(tmp_path, known)
    client, other = desk.browser(), desk.browser()
    given = known.authorise(sent_away(client))
    sent_away(other)
    for browser in (other, client, client):  # another browser uses it up
        answer = comes_back(browser, given)
        assert "was begun elsewhere, or too long ago" in answer.text
        assert ask(browser, "GET", "/account").status_code == 401
    given = known.authorise(sent_away(client))
    assert comes_back(client, given).status_code == 303
    assert comes_back(desk.browser(), given).status_code != 303
    given = known.authorise(sent_away(client))
    desk.clock.goes_on(minutes=16)
    assert "too long ago" in comes_back(client, given).text
    for nonsense in ({}, {"state": "é"}, {"state": "x" * 5_000, "code": "y"}, {"error": "access_denied"}):
        assert comes_back(client, nonsense).status_code != 303
    assert [exchange["code"] for exchange in known.exchanges] == ["code-1"]


@pytest.mark.parametrize(
    "change", [{"iss": "https://evil.example"}, {"code": None, "error": "access_denied"}, {"code": "x"}]
)
def test_an_answer_that_is_not_the_provider_s_lets_nobody_in(
    tmp_path: Path, known: SmallProvider, change: dict[str, str | None]
) -> None:
    client = opened(tmp_path, known).browser()
    given = {**known.authorise(sent_away(client)), **change}
    answer = comes_back(client, {name: value for name, value in given.items() if value is not None})
    assert answer.status_code == 422
    assert ask(client, "GET", "/account").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"iss": "https://evil.example"}, id="issuer"),
        pytest.param({"aud": "another"}, id="audience"),
        pytest.param({"aud": None}, id="no audience"),
        pytest.param({"nonce": "another"}, id="nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"exp": int(time.time()) - 600}, id="expired"),
        pytest.param({"exp": None}, id="no expiry"),
        pytest.param({"iat": int(time.time()) + 86_400}, id="from tomorrow"),
        pytest.param({"azp": "another"}, id="another party"),
        pytest.param({"key": RSAKey.generate_key(2048, {"kid": "first"})}, id="key of the same name"),
        pytest.param({"key": RSAKey.generate_key(2048, {"kid": "unheard of"})}, id="unknown key"),
        pytest.param({"key": shared_key(), "alg": "HS256"}, id="shared key"),
        pytest.param({"text": "eyJhbGciOiJub25lIn0.eyJwcmVmZXJyZWRfdXNlcm5hbWUiOiJBbm4ifQ."}, id="unsigned"),
        pytest.param({"text": "nonsense"}, id="nonsense"),
        pytest.param({"text": ""}, id="nothing"),
    ],
)
def test_an_id_token_that_is_wrong_lets_nobody_in(tmp_path: Path, known: SmallProvider, wrong: dict[str, Any]) -> None:
    known.wrong = wrong
    client, answer = comes_in(opened(tmp_path, known), known)
    assert answer.status_code == 422
    assert "its answer cannot be believed" in answer.text
    assert ask(client, "GET", "/account").status_code == 401


def test_keys_that_the_provider_has_changed_are_read_again(tmp_path: Path, known: SmallProvider) -> None:
    desk = opened(tmp_path, known)
    assert comes_in(desk, known)[1].status_code == 303
    known.keys.append(RSAKey.generate_key(2048, {"kid": "second"}))
    assert comes_in(desk, known)[1].status_code == 303


@pytest.mark.parametrize("path", ["/token", "/keys"])
def test_a_provider_that_fails_lets_nobody_in(tmp_path: Path, known: SmallProvider, path: str) -> None:
    known.fails = path
    assert comes_in(opened(tmp_path, known), known)[1].status_code == 422


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": ""},
    ],
)
def test_a_provider_that_says_it_is_another_is_not_asked(
    tmp_path: Path, known: SmallProvider, metadata: dict[str, str]
) -> None:
    known.metadata = metadata
    answer = ask(opened(tmp_path, known).browser(), "POST", "/log-in/provider")
    assert (answer.status_code, "says that it is another" in answer.text) == (422, True)


def test_a_provider_out_of_reach_is_told_of(tmp_path: Path, known: SmallProvider) -> None:
    known.fails = "/.well-known/openid-configuration"
    desk = opened(tmp_path, known)
    answer = ask(desk.browser(), "POST", "/log-in/provider")
    assert (answer.status_code, "cannot be reached" in answer.text) == (422, True)
    known.fails = ""
    assert comes_in(desk, known)[1].status_code == 303


def test_a_provider_that_takes_its_secret_in_the_form_gets_it_there(tmp_path: Path, known: SmallProvider) -> None:
    known.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert comes_in(opened(tmp_path, known), known)[1].status_code == 303
    assert known.exchanges[0]["client_secret"] == SECRET


def test_a_form_of_another_site_sends_nobody_to_the_provider(tmp_path: Path, known: SmallProvider) -> None:
    client = opened(tmp_path, known).browser()
    answer = ask(client, "POST", "/log-in/provider", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_without_a_provider_there_is_nothing_there(tmp_path: Path) -> None:
    client = with_users(tmp_path).browser()
    assert ask(client, "POST", "/log-in/provider").status_code == 404
    assert ask(client, "GET", "/log-in/back?code=a&state=b").status_code == 404


# -- names and roles


def test_a_name_that_the_desk_does_not_know_is_refused_or_a_viewer(tmp_path: Path, known: SmallProvider) -> None:
    known.claims = {"preferred_username": "dot@example.gov.uk"}
    _, answer = comes_in(opened(tmp_path / "one", known), known)
    assert (answer.status_code, "does not know dot@example.gov.uk" in answer.text) == (422, True)
    desk = opened(tmp_path / "two", known, unknown="viewer")
    client, answer = comes_in(desk, known)
    assert answer.status_code == 303
    assert "You are a viewer" in ask(client, "GET", "/account").text


@pytest.mark.parametrize(
    ("given", "role"),
    [("planner", "planner"), (["viewer", "publisher", "other"], "publisher"), (["other"], ""), (None, ""), (7, "")],
)
def test_a_role_of_the_provider_s_is_taken_where_it_is_asked_for(
    tmp_path: Path, known: SmallProvider, given: object, role: str
) -> None:
    known.claims = {"upn": "Dot", "roles": given}
    client, answer = comes_in(opened(tmp_path, known, name_claim="upn", role_claim="roles"), known)
    assert answer.status_code == (303 if role else 422)
    if role:
        assert f"You are a {role}" in ask(client, "GET", "/account").text


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({}, "does not say your name (preferred_username)"),
        ({"preferred_username": " "}, "does not say your name"),
        ({"preferred_username": ["Ann"]}, "does not say your name"),
        ({"preferred_username": "Ann\u202e"}, "does not say your name"),
        ({"email": "ann@example.gov.uk", "email_verified": False}, "has not verified your e-mail address"),
    ],
)
def test_a_name_that_is_none_lets_nobody_in(
    tmp_path: Path, known: SmallProvider, claims: dict[str, Any], said: str
) -> None:
    known.claims = claims
    claim = "email" if "email" in claims else "preferred_username"
    _, answer = comes_in(opened(tmp_path, known, name_claim=claim), known)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_errands_that_nobody_comes_back_from_fill_nothing(
    tmp_path: Path, known: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.desk.access.provider._MOST_ERRANDS", 3)
    desk = opened(tmp_path, known)
    for _ in range(5):
        sent_away(desk.browser())
        desk.clock.goes_on(seconds=1)
    with desk.desk.store.reading() as database:
        assert database.execute("SELECT count(*) FROM errands").fetchone()[0] == 3


def test_without_authlib_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "authlib.oidc.core", None)
    desk = with_users(tmp_path)
    with pytest.raises(CannotServe, match="meeting-day\\[sso\\]"):
        Provider(ProviderAsked("https://a", CLIENT, SECRET), desk.desk.store, desk.clock)
