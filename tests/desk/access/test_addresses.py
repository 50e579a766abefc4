"""Hosts, origins, proxies and addresses within the desk, by themselves."""

from typing import Any

import pytest

from scheduler.desk.access.addresses import (
    client,
    hosts_at,
    is_drawn_in,
    is_from_here,
    is_loopback,
    is_one_of,
    networks,
    public_hosts,
    within,
)
from scheduler.desk.access.entrance import Asked, at_this_machine, secret_for
from scheduler.desk.access.roles import Who
from scheduler.errors import CannotServe

PROXIES = networks(("127.0.0.1", "::1", "10.0.0.0/24"))
ORIGINS = frozenset({"https://desk.example.gov.uk"})


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.0.0.53", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - what is beyond this machine
        ("::", False),
        ("10.0.0.5", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_what_only_this_machine_can_reach(host: str, *, expected: bool) -> None:
    assert is_loopback(host) is expected
    assert Asked(host).is_beyond is not expected


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("127.0.0.1", "1.2.3.4, nonsense", ""),
        ("127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("127.0.0.1", "[2001:DB8::7]:4711", "2001:db8::7"),
        ("127.0.0.1", "[2001:db8::7]", "2001:db8::7"),
        ("127.0.0.1", "203.0.113.9:x", ""),
        ("127.0.0.1", "10.0.0.7, 10.0.0.8", ""),
        ("203.0.113.9", "1.2.3.4", ""),
        ("", None, ""),
    ],
)
def test_who_asks_is_the_last_that_no_proxy_of_ours_is(peer: str, forwarded: str | None, expected: str) -> None:
    headers = {"REMOTE_ADDR": peer} | ({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})
    assert client(headers, PROXIES) == expected


def test_proxies_are_named_by_addresses() -> None:
    assert [is_one_of(one, PROXIES) for one in ("10.0.0.200", "10.0.1.1", "::1", "nonsense")] == [
        True,
        False,
        True,
        False,
    ]
    with pytest.raises(CannotServe, match="named by its address"):
        networks(("proxy.example.gov.uk",))


def test_the_hosts_of_an_address() -> None:
    both = {f"{name}:80" for name in ("127.0.0.1", "[::1]", "localhost")} | {"127.0.0.1", "[::1]", "localhost"}
    assert hosts_at("127.0.0.1", 80) == both
    assert hosts_at("127.0.0.2", 8070) == {f"{name}:8070" for name in ("127.0.0.1", "127.0.0.2", "[::1]", "localhost")}
    assert hosts_at("Desk", 8070) == {"desk:8070"}
    assert public_hosts(("Desk.example.gov.uk", "https://other.example:8443/")) == {
        "desk.example.gov.uk",
        "desk.example.gov.uk:443",
        "other.example:8443",
    }


@pytest.mark.parametrize("name", ["", "http://a", "a/b", "a?b", "a:99999", "u@a", "a:b"])
def test_a_public_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(CannotServe, match="is a name such as"):
        public_hosts((name,))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"HTTP_ORIGIN": "https://desk.example.gov.uk"}, True),
        ({"HTTP_ORIGIN": "https://DESK.example.gov.uk", "HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_ORIGIN": "https://desk.example.gov.uk.evil.example"}, False),
        ({"HTTP_ORIGIN": "null"}, False),
        ({"HTTP_ORIGIN": ""}, False),
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_SEC_FETCH_SITE": "none"}, True),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, False),
        ({"HTTP_SEC_FETCH_SITE": "nonsense"}, False),
    ],
)
def test_whether_a_page_of_ours_asks(headers: dict[str, str], *, expected: bool | None) -> None:
    assert is_from_here(headers, ORIGINS) is expected


def test_what_a_browser_says_of_a_link_is_believed_only_whole() -> None:
    site = {"HTTP_SEC_FETCH_SITE": "cross-site"}
    assert is_drawn_in(site)
    assert is_drawn_in({**site, "HTTP_SEC_FETCH_MODE": "navigate"})
    assert not is_drawn_in({**site, "HTTP_SEC_FETCH_MODE": "navigate", "HTTP_SEC_FETCH_DEST": "document"})
    assert not is_drawn_in({})


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", "/"),
        ("/years/small/?a=b#c", "/years/small/?a=b#c"),
        ("/a//b", "/a//b"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\tevil", "/"),
        ("https:/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_an_address_leads_nowhere_but_within_the_desk(address: str, expected: str) -> None:
    assert within(address) == expected


def test_desks_of_one_machine_have_cookies_of_their_own() -> None:
    names = {at_this_machine("127.0.0.1", port, Who("", "viewer")).cookie for port in (80, 8070)}
    assert names == {"desk-80", "desk-8070"}


def test_a_secret_is_read_from_a_file_or_else_a_variable(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text(" of a file \n", encoding="utf-8")
    (tmp_path / "blank").write_text("\n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    monkeypatch.setenv("A_SECRET", "of a variable")
    assert secret_for("desk", tmp_path / "secret", "A_SECRET") == "of a file"
    assert secret_for("desk", None, "A_SECRET") == "of a variable"
    for name in ("blank", "binary", "none"):
        with pytest.raises(CannotServe):
            secret_for("desk", tmp_path / name, "A_SECRET")
    with pytest.raises(CannotServe, match="--oidc-client"):
        secret_for("", None, "A_SECRET")
